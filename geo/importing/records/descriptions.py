"""What is known of an indicator: said by the file, decided by a person, or guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.importing.records.areas import AreaFinder
from geo.importing.records.headings import Part, columns_of, period_of
from geo.importing.records.kind import Choices, Question
from geo.importing.records.values import decimals_of
from geo.importing.table import ParsedFile, Table
from geo.indicators import Aggregation, Indicator, Observation
from geo.spelling import fold

WEIGHTED = "population"
#: How larger areas get their value, with German words.
AGGREGATIONS = {
    Aggregation.SUM.value: "die Werte werden addiert",
    Aggregation.RATIO.value: "Zähler und Nenner werden addiert und geteilt",
    WEIGHTED: "Mittel der Werte, gewichtet mit Einwohnern",
    Aggregation.NONE.value: "gar nicht: der Wert gilt nur für das Gebiet selbst",
}
_METHODS = {
    Aggregation.SUM.value: "Werte größerer Gebiete sind die Summe ihrer Teile.",
    Aggregation.RATIO.value: "Für größere Gebiete werden Zähler und Nenner addiert und geteilt.",
    WEIGHTED: "Werte größerer Gebiete sind mit Einwohnern gewichtete Mittel ihrer Teile; das ist "
    "eine Näherung, denn Zähler und Nenner sind nicht bekannt.",
    Aggregation.NONE.value: "Für größere Gebiete gibt es einen Wert nur, wo die Quelle ihn nennt.",
}
_YES_NO = (("ja", "ja"), ("nein", "nein"))
_SHARE = re.compile(
    r"quote|quotient|anteil|rate\b|\bje\b|\bpro\b|durchschnitt|mittel|dichte|%|‰|promille|prozent"
    r"|kaufkraft|einkommen|miete|preis|\balter\b"
)
_QUOTA = re.compile(r"quote|anteil")
_PER_CENT = 100.0
_FACTORS = (1.0, _PER_CENT, 1_000.0, 10_000.0, 100_000.0)
_ROUNDED = 0.25  # how far, as a part, a rounded value may be from what its parts make
_MADE_DECIMALS = 2  # of a ratio that is no percentage and of which no value is given
_PER = re.compile(r"\bje ([\d.]+)")
#: Names that tell of no single people, as a whole: „Wohnungslose“, „Einwohner mit …“ do.
_HARMLESS = re.compile(
    r"(?:einwohner|bevoelkerung)s?(?:zahl|dichte|stand|entwicklung)?(?: insgesamt| gesamt)?"
    r"|(?:[a-z]+ ?)?(?:flaechen?|plaetze|platzzahl|wohnungen|wohnungsbestand|kaufkraft|gebaeude)"
    r"|(?:[a-z]+)?steuer(?:kraft|einnahmen|aufkommen|hebesatz)?|siedlungsdichte"
)
_PER_SOMETHING = re.compile(r" (?:je|pro) .*")
_HARMLESS_UNITS = frozenset({"km²", "ha", "€", "Euro", "EUR"})
_NO = frozenset({"nein", "n", "no", "false", "falsch", "0"})
_WORDS = {
    "summe": Aggregation.SUM.value,
    "sum": Aggregation.SUM.value,
    "addieren": Aggregation.SUM.value,
    "quote": Aggregation.RATIO.value,
    "anteil": Aggregation.RATIO.value,
    "verhaeltnis": Aggregation.RATIO.value,
    "ratio": Aggregation.RATIO.value,
    "gewichtet": WEIGHTED,
    "population": WEIGHTED,
    "keine": Aggregation.NONE.value,
    "none": Aggregation.NONE.value,
}
Told = Mapping[Part, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """An indicator and how surely it is known.

    Parameters
    ----------
    indicator
        As it will be stored.
    way
        Key of :data:`AGGREGATIONS`.
    guessed
        Fields that neither file nor person has said.
    questions
        To confirm or change it.
    """

    indicator: Indicator
    way: str
    guessed: frozenset[Part]
    questions: tuple[Question, ...]


def indicator_id_of(label: str) -> str:
    """Return the key of an indicator by its name: „SGB II-Quote“ is ``sgb-ii-quote``."""
    return fold(label).replace(" ", "-")[:60].strip("-") or "kennzahl"


def is_description(table: Table, finder: AreaFinder) -> bool:
    """Tell whether a table describes indicators and says nothing of areas."""
    columns = columns_of(table, finder)
    told = {Part.UNIT, Part.SOURCE, Part.METHOD, Part.AGGREGATION, Part.SENSITIVE, Part.BREAKS}
    return Part.INDICATOR in columns.parts and not columns.areas and bool(told & {*columns.parts})


def described_in(parsed: ParsedFile, finder: AreaFinder) -> dict[str, Told]:
    """Return what the sheets of a file say of indicators, by their keys."""
    found: dict[str, Told] = {}
    for table in parsed.tables:
        if is_description(table, finder):
            parts = columns_of(table, finder).parts
            for row in table.rows:
                label = row[parts[Part.INDICATOR]]
                found[indicator_id_of(label)] = {
                    part: row[at].strip() for part, at in parts.items() if row[at].strip()
                }
    return found


def describe(
    label: str,
    told: Told,
    choices: Choices,
    *,
    numbers: Sequence[float],
    has_parts: bool,
    seen_factor: float | None = None,
) -> Described:
    """Put together what is known of an indicator.

    Parameters
    ----------
    label
        Its name.
    told
        What the file says.
    choices
        What a person has answered, by ``<indicator_id>.<part>``.
    numbers
        Its values.
    has_parts
        Whether the file gives numerators and denominators.
    seen_factor
        What numerator / denominator is multiplied by, where the file also gives the value.
    """
    key = indicator_id_of(label)
    known = _Known(key, told, choices)
    per_cent = has_parts and _is_per_cent(label, seen_factor)
    unit = known.text(Part.UNIT, "%" if per_cent else "")
    is_share = bool(_SHARE.search(f"{fold(label)} {unit.casefold()}"))
    way = known.way(_usual_way(is_share=is_share, has_parts=has_parts), has_parts=has_parts)
    harmless = _is_harmless(label) or unit in _HARMLESS_UNITS
    sensitive = known.text(Part.SENSITIVE, "nein" if harmless else "ja")
    method = known.text(Part.METHOD)
    factor = _factor(unit, label, seen_factor) if is_share or has_parts else 1.0
    least = 1 if factor > 1 else _MADE_DECIMALS if has_parts and not numbers else 0
    indicator = Indicator(
        indicator_id=key,
        label=label,
        unit=unit,
        topic=known.text(Part.TOPIC),
        method=_method(method, _METHODS[way]),
        aggregation=Aggregation.RATIO if way == WEIGHTED else Aggregation(way),
        factor=factor,
        decimals=max(decimals_of(numbers), least),
        sensitive=fold(sensitive) not in _NO,
        source=known.text(Part.SOURCE),
        licence=known.text(Part.LICENCE),
        breaks=tuple(filter(None, map(period_of, re.split(r"[;,]", known.text(Part.BREAKS))))),
    )
    return Described(
        indicator=indicator,
        way=way,
        guessed=frozenset(known.guessed),
        questions=tuple(_questions(known, indicator, way, method, _ways(is_share, has_parts))),
    )


class _Known:
    """What was decided or told of one indicator; remembers what was neither."""

    def __init__(self, key: str, told: Told, choices: Choices) -> None:
        self.key, self._told, self._choices = key, told, choices
        self.guessed: set[Part] = set()

    def text(self, part: Part, otherwise: str = "") -> str:
        decided = self._choices.get(f"{self.key}.{part}")
        if decided is not None:
            return decided
        if part in self._told:
            return self._told[part]
        self.guessed |= {part} if otherwise else set()
        return otherwise

    def way(self, usual: str, *, has_parts: bool) -> str:
        text = fold(self.text(Part.AGGREGATION, usual))
        way = next((way for word, way in _WORDS.items() if word in text.split()), text)
        lacks_parts = way == Aggregation.RATIO.value and not has_parts
        return usual if way not in AGGREGATIONS or lacks_parts else way


def _method(told: str, way: str) -> str:
    """Put two sentences together: what the file says, and how larger areas get their value."""
    if not told or way in told:
        return told or way
    return f"{told}{'' if told[-1] in '.!?:;' else '.'} {way}"


def _is_harmless(label: str) -> bool:
    return bool(_HARMLESS.fullmatch(_PER_SOMETHING.sub("", fold(label))))


def seen_factor(observations: Iterable[Observation]) -> float | None:
    """Return what ratios were multiplied by to get the values, if that is a usual factor."""
    for each in observations:
        if each.value and each.numerator and each.denominator:
            seen = each.value * each.denominator / each.numerator
            return next((at for at in _FACTORS if abs(seen / at - 1) < _ROUNDED), None)
    return None


def _usual_way(*, is_share: bool, has_parts: bool) -> str:
    if has_parts:
        return Aggregation.RATIO.value
    return Aggregation.NONE.value if is_share else Aggregation.SUM.value


def _ways(is_share: bool, has_parts: bool) -> tuple[tuple[str, str], ...]:  # noqa: FBT001
    left_out = set()
    if not has_parts:
        left_out.add(Aggregation.RATIO.value)
    if not is_share or has_parts:
        left_out.add(WEIGHTED)
    return tuple(each for each in AGGREGATIONS.items() if each[0] not in left_out)


def _is_per_cent(label: str, seen_factor: float | None) -> bool:
    """Tell whether a ratio without unit is in percent: by its values, else by its name."""
    if seen_factor is not None:
        return seen_factor == _PER_CENT
    return bool(_QUOTA.search(fold(label))) and not _PER.search(label.casefold())


def _factor(unit: str, label: str, seen_factor: float | None) -> float:
    if "%" in unit:
        return 100.0
    if "‰" in unit:
        return 1_000.0
    per = _PER.search(f"{unit} {label}".casefold())
    digits = per[1].replace(".", "") if per else ""
    return float(digits) if digits else seen_factor or 1.0


def _questions(
    known: _Known,
    indicator: Indicator,
    way: str,
    method: str,
    ways: tuple[tuple[str, str], ...],
) -> Iterator[Question]:
    def question(
        part: Part,
        label: str,
        value: str,
        options: tuple[tuple[str, str], ...] = (),
        hint: str = "",
    ) -> Question:
        return Question(
            key=f"{indicator.indicator_id}.{part}",
            label=label,
            value=value,
            options=options,
            group=indicator.label,
            hint=hint,
            is_guess=part in known.guessed,
        )

    yield question(Part.UNIT, "Einheit", indicator.unit)
    yield question(Part.AGGREGATION, "Größere Gebiete", way, options=ways)
    yield question(
        Part.SENSITIVE,
        "Kleine Zahlen sperren",
        "ja" if indicator.sensitive else "nein",
        options=_YES_NO,
        hint="Bei Angaben über Personen: ja.",
    )
    yield question(Part.SOURCE, "Quelle", indicator.source)
    yield question(Part.METHOD, "Erläuterung", method)
    yield question(
        Part.BREAKS,
        "Nicht vergleichbar ab",
        "; ".join(indicator.breaks),
        hint="Jahr oder Tag, ab dem anders gezählt wurde, etwa 2024; mehrere mit Semikolon.",
    )
