"""What has changed, in words: the same rows for page, file, Excel and paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from geo.areas import Level
from geo.changes import Balance, ChangeReport, EntryChange, Kind, OfferChange, whence_and_whither
from geo.comparing import changed_fields
from geo.layers import ContactField
from geo.numbers import german_number, written_date
from geo.periods import Period
from geo.resources import LocationQuality, Reach, Resource
from geo.results import MapView
from geo.searching import sozialraeume_of
from geo.wording import names_of

NO_AREA = "ohne Sozialraum"
RULES = (
    (
        "Jeder Tag zählt so, wie er zu Ende ging. Gebiete und Freigaben sind die heutigen: "
        "Was heute intern ist, fehlt an beiden Tagen."
    ),
    (
        "Ein Angebot, das umzieht, umbenannt wird oder die Ebene wechselt, bleibt dasselbe, wenn "
        "Kennung, Name oder Haus und Träger es sicher erkennen lassen."
    ),
)
_ENTRY_FIELDS = {
    "title": "Titel",
    "area_id": "Gebiet",
    "date": "Datum",
    "until": "bis",
    "partners": "Beteiligte",
    "amount": "Betrag in Euro",
    "summary": "Ergebnis",
    "source": "Quelle",
}
_NAMED_AREAS = 3
#: Who answers a telephone changes; a report for everybody tells that it did, never the old number.
_CONTACTS = frozenset(ContactField)
#: Kinds of the lists, what was there before and is not any more at the end.
LISTED = tuple(kind for kind in Kind if kind is not Kind.UNCHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One offer and what happened to it.

    Parameters
    ----------
    kind
        See :class:`geo.changes.Kind`.
    name
        Its name now, or as it was last.
    key
        Names the offer in addresses, such as ``familie:r1``; empty if it is gone.
    layer, category, provider, address
        As now, or as they were last.
    area
        The Sozialräume that it is in or serves.
    move
        Which areas it has left and reached; empty if they are the same.
    what
        What differs, before and after.
    """

    kind: Kind
    name: str
    key: str
    layer: str
    category: str
    provider: str
    address: str
    area: str
    move: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One body or agreement of an area and what happened to it."""

    kind: Kind
    area: str
    name: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report with the names of what it is about.

    Parameters
    ----------
    before, after
        The views that were compared.
    report
        What lies between them.
    period
        The two days.
    criteria
        What was asked for, in words, see :func:`geo.wording.criteria`.
    """

    before: MapView
    after: MapView
    report: ChangeReport
    period: Period
    criteria: tuple[str, ...] = ()

    @property
    def selection(self) -> str:
        """What was asked for, such as „Kategorie Familienzentrum; Planregion 1“."""
        return "; ".join(self.criteria) or "alle Angebote"

    @property
    def remarks(self) -> tuple[str, ...]:
        """What else is to be known, in sentences."""
        empty = bool(self.after.count) and not self.before.count
        nothing = ("Am früheren Tag war nichts veröffentlicht; alles zählt als neu.",)
        return (*self.period.notes, *(nothing if empty else ()), *RULES)

    @property
    def areas(self) -> tuple[tuple[str, Balance], ...]:
        """Numbers by area with their names, last of what belongs to no area."""
        nowhere = self.report.nowhere
        named = [(each.area.name, each) for each in self.report.areas if each.area]
        return (*named, *(((NO_AREA, nowhere),) if nowhere.offers else ()))

    @cached_property
    def entries(self) -> tuple[EntryRow, ...]:
        """Entries of areas that differ."""
        return tuple(map(self._entry, self.report.entries))

    def rows(self, kind: Kind) -> tuple[ChangeRow, ...]:
        """Return the offers of one kind."""
        return tuple(map(self.row, self.report.of(kind)))

    def row(self, each: OfferChange, *, kind: Kind | None = None) -> ChangeRow:
        """Return one offer in words.

        Parameters
        ----------
        each
            The offer.
        kind
            What happened to it as seen from an area; by default from the selection.
        """
        one, change = each.change.resource, each.change
        both = change.before is not None and change.after is not None
        layer_id = change.layer_after or change.layer_before
        return ChangeRow(
            kind=kind or each.kind,
            name=one.name,
            key=f"{layer_id}:{one.resource_id}" if change.after else "",
            layer=self._layers.get(layer_id, layer_id),
            category=self._names["category_id"].get(one.category_id or "", "ohne Kategorie"),
            provider=one.provider,
            address=", ".join(filter(None, (one.street, f"{one.postcode} {one.place}".strip()))),
            area=self._area(one),
            move=self._move(each) if both else "",
            what=self._what(each) if both else "",
        )

    def area_rows(self, balance: Balance) -> tuple[ChangeRow, ...]:
        """Return what has changed in one area, by kind."""
        order = list(Kind)
        shown = [pair for pair in balance.offers if pair[0] is not Kind.UNCHANGED]
        shown.sort(key=lambda pair: order.index(pair[0]))
        return tuple(self.row(each, kind=kind) for kind, each in shown)

    @cached_property
    def aspects(self) -> Mapping[str, int]:
        """How many offers differ in what, apart from those that are new or gone."""
        counts: dict[str, int] = {}
        for each in self._shown:
            for word in each.aspects if each.change.before and each.change.after else ():
                counts[word] = counts.get(word, 0) + 1
        return counts

    @cached_property
    def _shown(self) -> Sequence[OfferChange]:
        return [each for each in self.report.changes if each.kind is not Kind.UNCHANGED]

    @cached_property
    def _layers(self) -> Mapping[str, str]:
        views = (*self.before.layers, *self.after.layers)
        return {each.layer.layer_id: each.layer.title for each in views}

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        """What the keys of fields are called."""
        names = names_of(self.after)
        return {
            "category_id": names["kategorie"],
            "target_groups": names["zielgruppe"],
            "service_areas": names["sozialraum"],
            "sozialraum_id": names["sozialraum"],
            "reach": {each.value: each.label for each in Reach},
            "location_quality": {each.value: each.label for each in LocationQuality},
        }

    def _entry(self, each: EntryChange) -> EntryRow:
        entry = each.entry
        return EntryRow(
            kind=each.kind,
            area=self.after.areas.get(entry.level, entry.area_id).name,
            name=": ".join(filter(None, (entry.kind.label, entry.title))),
            what="; ".join(_entry_differences(each)),
        )

    def _what(self, each: OfferChange) -> str:
        change = each.change
        parts = [changed_fields(change, self._names, untold=_CONTACTS)]
        if change.layer_before != change.layer_after:
            was, now = (
                self._layers.get(key, key) for key in (change.layer_before, change.layer_after)
            )
            parts.append(f"Ebene: {was} → {now}")
        return "; ".join(filter(None, parts))

    def _move(self, each: OfferChange) -> str:
        level = Level.SOZIALRAUM if self.report.level is Level.KREIS else self.report.level
        whence, whither = whence_and_whither(each.change, self.after.areas, level)
        was, now = _joined(area.name for area in whence), _joined(area.name for area in whither)
        if was and now:
            return f"von {was} nach {now}"
        before, after = each.change.before, each.change.after
        had = before is not None and bool(sozialraeume_of(before))
        has = after is not None and bool(sozialraeume_of(after))
        if now:
            return f"jetzt auch in {now}" if had else f"jetzt in {now}, vorher {NO_AREA}"
        return was and (f"nicht mehr in {was}" if has else f"nicht mehr in {was}, jetzt {NO_AREA}")

    def _area(self, resource: Resource) -> str:
        names, own = self._names["sozialraum_id"], sozialraeume_of(resource)
        if names and own >= names.keys():
            return "ganzer Kreis"
        return _joined(name for key, name in names.items() if key in own) or NO_AREA


def _entry_differences(each: EntryChange) -> Iterator[str]:
    if each.before is None or each.after is None:
        yield written_date(each.entry.date)
        return
    for name, label in _ENTRY_FIELDS.items():
        was, now = (_entry_text(getattr(side, name)) for side in (each.before, each.after))
        if was != now:
            yield f"{label}: {was} → {now}"


def _entry_text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "–"
    if isinstance(value, int):
        return german_number(value)
    return "–" if value in {None, ""} else written_date(str(value))


def _joined(names: Iterable[str]) -> str:
    """Return some names, and how many more there are."""
    known = list(names)
    more = len(known) - _NAMED_AREAS
    text = ", ".join(known[:_NAMED_AREAS])
    return f"{text} und {more} weiteren" if more > 0 else text
