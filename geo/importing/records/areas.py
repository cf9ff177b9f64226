"""From the words of a list to areas of every level: by name with or without type, or by key."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator

from geo.areas import Area, AreaHierarchy, Level
from geo.spelling import fold

_LEVEL_OF = {
    "amt": Level.SOZIALRAUM,
    "sozialraum": Level.SOZIALRAUM,
    "stadt": Level.GEMEINDE,
    "gemeinde": Level.GEMEINDE,
    "amtsfreie stadt": Level.GEMEINDE,
    "amtsfreie gemeinde": Level.GEMEINDE,
    "amtsangehoerige stadt": Level.GEMEINDE,
    "amtsangehoerige gemeinde": Level.GEMEINDE,
    "planregion": Level.PLANREGION,
    "landkreis": Level.KREIS,
    "kreis": Level.KREIS,
    "lk": Level.KREIS,
    "lkr": Level.KREIS,
}
_TYPES = "|".join(sorted(_LEVEL_OF, key=len, reverse=True))
_TYPED = re.compile(rf"^(?:(?P<before>{_TYPES}) (?P<rest>.+)|(?P<other>.+) (?P<behind>{_TYPES}))$")
_TOTALS = "gesamtsumme|summe|insgesamt|gesamt|zusammen|total"
_TOTAL_OF = re.compile(
    rf"^(?:(?:{_TOTALS}) (?:(?:der|des|im|fuer) )?(?P<rest>.+)|(?P<other>.+) (?:{_TOTALS}))$"
)
#: What a list of this county calls the county without its name.
_THE_COUNTY = ("kreis", "landkreis", "lk", "kreissumme", "kreisgesamt", "kreiswert")
_MARKS = re.compile(r"(?<!m)[¹²³⁰⁴-⁹⁽⁾]+\)?|\*+\)?")  # „km²“ is none
_KEY = re.compile(r"[\d ]+")
_PLAIN_NAME = re.compile(r"\s*[(/,].*")
#: Digits of keys; a spreadsheet may have taken the leading zero for nothing.
_KEY_DIGITS = (5, 8, 9, 12)
ANY_LEVEL = frozenset(Level)
_SAME_GROUND = frozenset({Level.GEMEINDE, Level.SOZIALRAUM})


class AreaFinder:
    """Finds the areas that a text may mean."""

    def __init__(self, areas: AreaHierarchy) -> None:
        self._by_name: defaultdict[str, list[Area]] = defaultdict(list)
        self._by_key: defaultdict[str, list[Area]] = defaultdict(list)
        children: defaultdict[str, list[Area]] = defaultdict(list)
        for area in areas:
            for name in _names(area):
                self._by_name[name].append(area)
            for key in _keys(area):
                self._by_key[key].append(area)
            if area.level is Level.GEMEINDE:
                children[area.parent_id or ""].append(area)
        self._alone = {found[0].parent_id for found in children.values() if len(found) == 1}

    def find(self, text: str, *, levels: Collection[Level] = ANY_LEVEL) -> tuple[Area, ...]:
        """Return the areas that a text may mean; none if it means nothing here.

        A type word decides: „Amt Brück“ is the Amt, „Gemeinde Brück“ the Gemeinde. A Gemeinde
        that is a Sozialraum by itself stands for both, being the same ground. A word for a sum
        changes nothing („Amt Brück gesamt“), nor does the sign of a footnote.

        Parameters
        ----------
        text
            Name with or without type, AGS (8 digits), ARS (12), Sozialraum (9), Kreis (5).
        levels
            What the text can mean at all.
        """
        if _KEY.fullmatch(text.strip()) and (found := self._with_key(text)):
            return self._narrowed(found, levels)
        folded = fold(without_marks(text))
        if named := self._named(folded, levels):
            return named
        total = _TOTAL_OF.match(folded)
        return self._named(total["rest"] or total["other"], levels) if total else ()

    def _named(self, folded: str, levels: Collection[Level]) -> tuple[Area, ...]:
        level, name = _parted(folded)
        if level is None and name.isdigit():
            return ()  # any number could be the key of a Planregion
        found = self._by_name.get(name, [])
        if level is not None:
            found = [area for area in found if area.level is level or self._is_both(area, level)]
        return self._narrowed(found, levels)

    def find_below(self, header: str, text: str) -> tuple[Area, ...]:
        """Return the areas of a cell; a header such as „Amt“ counts where the text leaves doubt."""
        found = self.find(text)
        if len(found) != 1 and fold(header) in _LEVEL_OF:
            return self.find(f"{header} {text}") or found
        return found

    def is_alone(self, area: Area) -> bool:
        """Tell whether an area is Gemeinde and Sozialraum at once."""
        own = area.parent_id if area.level is Level.GEMEINDE else area.area_id
        return area.level in _SAME_GROUND and own in self._alone

    def _is_both(self, area: Area, level: Level) -> bool:
        return level in _SAME_GROUND and self.is_alone(area)

    def _with_key(self, text: str) -> list[Area]:
        digits = text.replace(" ", "")
        padded = (digits.zfill(length) for length in _KEY_DIGITS if len(digits) == length - 1)
        return next(filter(None, (self._by_key.get(each, []) for each in (digits, *padded))), [])

    def _narrowed(self, found: list[Area], levels: Collection[Level]) -> tuple[Area, ...]:
        kept = [area for area in found if area.level in levels]
        gemeinden = {area.parent_id for area in kept if area.level is Level.GEMEINDE}
        return tuple(
            area
            for area in kept
            if not (area.level is Level.SOZIALRAUM and area.area_id in gemeinden & self._alone)
        )


def without_marks(text: str) -> str:
    """Return a text without the signs of footnotes: „Bad Belzig¹)“ is „Bad Belzig“."""
    return _MARKS.sub("", text)


def _parted(folded: str) -> tuple[Level | None, str]:
    """Return the level that a type word names, the outermost first, and the bare name."""
    level: Level | None = None
    while match := _TYPED.match(folded):
        level = level or _LEVEL_OF[match["before"] or match["behind"]]
        folded = match["rest"] or match["other"]
    return level, folded


def _names(area: Area) -> Iterator[str]:
    """Yield the bare names of an area: „Werder (Havel)“ is called „Werder“ too.

    The county of a list needs no name, and one with two names has a usual abbreviation:
    „Potsdam-Mittelmark“ is „PM“.
    """
    bare = [_parted(fold(each))[1] for each in (area.name, _PLAIN_NAME.sub("", area.name))]
    if area.level is Level.KREIS:
        words = bare[0].split()
        bare += [*_THE_COUNTY, *(["".join(word[0] for word in words)] if len(words) > 1 else [])]
    yield from dict.fromkeys(bare)


def _keys(area: Area) -> Iterator[str]:
    if area.level is not Level.PLANREGION:
        yield area.area_id
    if area.level is Level.GEMEINDE and len(area.area_id) == 12:
        yield area.area_id[:5] + area.area_id[9:]
