"""What single cells of a list of bodies and agreements say: kind, time, money, partners."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from geo.area_entries import EntryKind
from geo.importing.dates import day_from_number, day_in
from geo.numbers import parse_number
from geo.spelling import fold

# Besides the label of each kind; the longest words that a text contains decide.
_KIND_WORDS = {
    EntryKind.SOZIALRAUMKONFERENZ: "Sozialraumkonferenz; Sozialraumkonferenzen; SRK",
    EntryKind.REGIONALTEAM: "Regionalteam; Regionalteams; Gemeinsames Regionalteam",
    EntryKind.FACHKRAEFTETEAM: "Fachkräfteteam; Fachkräfteteams; Sozialräumliches Team; "
    "Sozialraumteam; Fachteam Sozialraum",
    EntryKind.REGIONALKONFERENZ: "Regionalkonferenz; Regionalkonferenzen",
    EntryKind.PFLEGEKONFERENZ: "Pflegekonferenz; Pflegekonferenzen",
    EntryKind.RUNDER_TISCH: "Runder Tisch; Runde Tische; Runden Tisch; Runden Tisches",
    EntryKind.SOZIALRAUMVERTRAG: "Sozialraumvertrag; Sozialraumverträge; Sozialraumvereinbarung",
    EntryKind.SOZIALRAUMBUDGET: "Sozialraumbudget; Sozialraumbudgets; Sozialraumetat",
    EntryKind.PARTNERGESPRAECH: "Partnergespräch; Partnergespräche; Partnerinterview; "
    "Partnerinterviews; Jahresgespräch; Jährliches Partnergespräch",
}
_KINDS = {
    fold(word): kind
    for kind, words in _KIND_WORDS.items()
    for word in (kind, kind.label, *words.split(";"))
}
_MONTHS = ("jan", "feb", "maer|mrz", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_MONTH = re.compile(
    rf"(?:(\d{{1,2}}) )?({'|'.join(f'(?:{each})' for each in _MONTHS)})[a-z]* (\d{{4}}|\d\d)"
)
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./] ?(\d{4})")
_YEAR = re.compile(r"(?:Jahr )?(\d{4})")
_YEARS = re.compile(r"(\d{4}) ?[-/–—] ?(\d{4}|\d\d)")
_FROM_TO = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+bis(?: zum)?\s+")
_BEFORE = re.compile(r"^(?:seit|ab|von|vom|am|im|in|zum|gültig ab)\s+", re.IGNORECASE)
_ONLY_END = re.compile(r"^bis(?: zum)?\s+", re.IGNORECASE)
_YEAR_RANGE = range(1900, 2200)
_FACTORS = {
    "t€": 1_000,
    "teur": 1_000,
    "tsd": 1_000,
    "tausend": 1_000,
    "mio": 1_000_000,
    "million": 1_000_000,
    "millionen": 1_000_000,
}
_MONEY = re.compile(
    r"(?:rund|rd\.?|ca\.?|etwa|bis zu)?\s*(?:€|EUR|Euro)?\s*"
    r"(?P<number>[\d.,'’ ]*\d)\s*(?:,-+|,–)?\s*"
    r"(?P<factor>T€|TEUR|Tsd|Tausend|Mio|Million(?:en)?)?\.?\s*(?:€|EUR|Euro)?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_THREE_PLACES = re.compile(r"\d+,\d{3,}")
_MOST = 10**11
_PARTNERS = re.compile(r"[;|\n•]")
_PERSONS = {
    "eine Person mit Anrede": re.compile(
        r"\b(?:(?:Frau|FRAU|Herrn?|HERRN?)\s+|(?:Fr|Hr)\.\s*)"
        r"(?:(?:Prof|Dr|med)\.?\s+|(?:von|van|de|zu)\s+(?:der\s+|den\s+)?)*[A-ZÄÖÜ]\w*"
    ),
    "eine Mail-Adresse": re.compile(
        r"\w ?(?:@|[(\[{](?:at|ät)[)\]}]| (?:at|ät) (?=[\w-]+\.[a-z])) ?[\w-]+ ?\.\w"
    ),
    "eine Telefonnummer": re.compile(
        r"(?:\+|(?<!\d)00)49[\d ()/-]{6,}|(?<!\d)0[1-9](?:\d{1,4}\)?[ /-]{1,3}\d[\d /-]+\d|\d{6,})"
        r"|\b(?:Tel|Telefon|Mobil|Handy|Fon|Fax)\b[^\w\n]{0,4}(?:Nr\b[^\w\n]{0,4})?\d(?: ?\d){2}"
    ),
}
_LONGEST = 80  # characters of a cell that holds one date or amount


@dataclass(frozen=True, slots=True)
class Period:
    """When something was: dates as ``JJJJ``, ``JJJJ-MM`` or ``JJJJ-MM-TT``, or empty."""

    date: str = ""
    until: str = ""


def kind_in(text: str) -> tuple[EntryKind, bool] | None:
    """Return the kind that a text names and whether it says nothing else, or ``None``.

    A text that holds the words of exactly one kind names it: „2. Sozialraumkonferenz Teltow“.
    """
    words = fold(text)
    if words in _KINDS:
        return _KINDS[words], True
    padded = f" {words} "
    found = {kind for word, kind in _KINDS.items() if len(word) > 3 and f" {word} " in padded}
    return (found.pop(), False) if len(found) == 1 else None


def period_in(text: str) -> Period | None:
    """Return the time that a cell names, ``None`` if it names none that can be.

    Such as ``12.03.2024``, ``März 2024``, ``2023–2025``, ``2023/24``, ``seit 2019``,
    ``01.01.2023 bis 31.12.2025``, or a number that Excel has stored for a day.
    """
    if len(text) > _LONGEST:
        return None
    if date := partial_date(text):
        return Period(date=date)
    if years := _YEARS.fullmatch(text):
        first, last = years.groups()
        return _whole_period(first, f"{first[: 4 - len(last)]}{last}")
    if _ONLY_END.match(text):
        until = partial_date(_ONLY_END.sub("", text))
        return Period(until=until) if until else None
    parts = _FROM_TO.split(text)
    return _whole_period(*parts) if len(parts) == 2 else None


def _whole_period(first: str, last: str) -> Period | None:
    date, until = partial_date(first), partial_date(last)
    return Period(date=date, until=until) if date and until else None


def partial_date(text: str) -> str:
    """Return a day, month or year as ISO text of that length, empty if it is none."""
    bare = _BEFORE.sub("", text).strip(" .")
    try:
        day = day_from_number(bare) or day_in(bare)
    except ValueError:
        return ""
    if day:
        return day.isoformat() if day.year in _YEAR_RANGE else ""
    return _month(bare) or _year(bare)


def _month(text: str) -> str:
    if named := _MONTH.fullmatch(fold(text)):
        number = next(at for at, each in enumerate(_MONTHS, 1) if re.match(each, named[2]))
        year = named[3] if len(named[3]) == 4 else f"20{named[3]}"  # „Mrz 24“, as Excel shows it
        return partial_date(f"{named[1]}.{number}.{year}") if named[1] else _iso(year, number)
    if match := _YEAR_MONTH.fullmatch(text):
        return _iso(match[1], int(match[2]))
    match = _MONTH_YEAR.fullmatch(text)
    return _iso(match[2], int(match[1])) if match else ""


def _iso(year: str, month: int) -> str:
    return f"{year}-{month:02}" if _year(year) and 1 <= month <= 12 else ""


def _year(text: str) -> str:
    match = _YEAR.fullmatch(text)
    return match[1] if match and int(match[1]) in _YEAR_RANGE else ""


def money_in(text: str, *, in_thousands: bool = False) -> float | None:
    """Return an amount in Euro, ``None`` if the text is none or could be two.

    A point before three digits groups thousands. A comma before three digits may be either and
    counts only with a unit of thousands or millions.

    Parameters
    ----------
    text
        Such as ``12.500,00 €``, ``12,5 T€``, ``EUR 12 500``, ``1,2 Mio. €``.
    in_thousands
        Whether a bare number counts thousands.
    """
    match = _MONEY.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return None
    word = (match["factor"] or "").lower()
    factor = _FACTORS[word] if word else 1_000 if in_thousands else 1
    number = match["number"].replace(" ", "")
    if _GROUPED.fullmatch(number):
        number = number.replace(".", "")
    elif factor == 1 and _THREE_PLACES.fullmatch(number):
        return None
    value = parse_number(number)
    return None if value is None or value * factor > _MOST else value * factor


def partners_in(text: str) -> list[str]:
    """Return the partners of a cell, each once; semicolons, line breaks and dots part them."""
    parts = (part.strip(" -–,") for part in _PARTNERS.split(text))
    return list(dict.fromkeys(filter(None, parts)))


def person_in(text: str) -> str:
    """Return what gives a person away in a text, in German; empty if nothing is recognised."""
    plain = unicodedata.normalize("NFKC", text)  # „＠“ is read as „@“
    return next((what for what, form in _PERSONS.items() if form.search(plain)), "")
