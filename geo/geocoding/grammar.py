"""Addresses as written in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from geo.geocoding.house_numbers import splits

_POSTCODE = re.compile(
    r"^(?P<street>.*?)[\s,;|–-]*\b(?:DE?\s?[-–]?\s?)?(?P<postcode>\d{5})\s+"
    r"(?P<place>[^\d,;|][^,;|]*)[\s,;|]*(?P<rest>.*)$"
)
_COUNTRY = re.compile(r"[\s,;|]*\b(?:Deutschland|Germany|BRD)\.?$", re.IGNORECASE)
_IN = re.compile(r"\s+in$", re.IGNORECASE)
_PART = re.compile(r"\s*[,;|]\s*|\s+[–—]\s+")
_PO_BOX = re.compile(r"(?:Postfach|Postf\.|PF|P\.?\s?O\.?\s?Box)\b[\s:.]*[\d\s]*$", re.IGNORECASE)
_CARE_OF = re.compile(r"(?:^|\s)(?:c/o|c\.o\.|z\.\s?Hd\.|bei|im Hause)\s.*$", re.IGNORECASE)
_DISTRICT = re.compile(r"(?:^|(?<=\s))(?:OT|O\.T\.|Ortsteil|GT|Gemeindeteil)[\s.:]+\S.*$")
_UNIT = re.compile(
    r"(?:\d{1,2}\.\s*(?:OG|UG|Etage|Stock|Obergeschoss)|(?:Haus|Gebäude|Geb\.|Aufgang|Eingang|Block"
    r"|Hinterhaus|Vorderhaus|Seitenflügel|EG|DG|OG|UG|Erdgeschoss|Raum|Zimmer|Whg\.)(?:\s|$))",
    re.IGNORECASE,
)
_STREET_TYPE = re.compile(
    r"(?:str(?:\.|aße|asse)?|weg|platz|pl\.|allee|gasse|ring|damm|ufer|chaussee|markt|promenade)$",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r"^(?P<street>[^\d,]*[^\W\d][^\d,]*\s\d{1,4}\s?[a-z]?(?:\s?[-/]\s?\d{1,4}\s?[a-z]?)?)\s+"
    r"(?:in\s+)?(?P<place>[A-ZÄÖÜ][^\d,]{2,})$"
)
_NO_PLACE = re.compile(r"(?:Nord|Süd|Ost|West|Mitte|Hof)\b", re.IGNORECASE)
_STREET_AFTER = re.compile(
    r"^(?P<place>\S+(?:\s*\([^)]*\))?(?:\s+(?:OT|Ortsteil)\s+\S+)?)\s+(?P<street>\D+\s\d.*)$"
)

# „Am Weg, Nr. 1“, „Am Weg 1 (14513 Teltow)“, „Am Weg 1 / 14513 Teltow“, „Teltow (14513), Am Weg 1“
_UNUSUAL = (
    (re.compile(r",\s*(?=(?:Haus-?\s?)?(?:nummer|nr)\b\.?\s*\d)", re.IGNORECASE), " "),
    (re.compile(r"\s*\((\d{5}\s[^()\d]+)\)"), r", \1"),
    (re.compile(r"\s*[/·•]\s*(?=\d{5}\s+[^\W\d])"), ", "),
    (re.compile(r"(?:^|(?<=, ))([^\W\d][^,;()]*?)\s*\((\d{5})\)"), r"\2 \1"),
)
_LONGEST = 300  # no address is longer; the search is quadratic in the worst case


@dataclass(frozen=True, slots=True)
class Address:
    """Street with house number, postcode and place; empty where unknown.

    ``rest`` is what belongs to none of them, such as the name of the house or „c/o …“.
    """

    street: str = ""
    postcode: str = ""
    place: str = ""
    rest: str = ""


def is_po_box(text: str) -> bool:
    """Tell whether a street is a post-office box, which lies nowhere."""
    return len(text) <= _LONGEST and bool(_PO_BOX.fullmatch(text.strip()))


def split_address(text: str) -> Address:
    """Split an address in one cell.

    With a postcode, what stands before it is the street and what follows is the place. What comes
    after a comma then is the street if there is none yet, part of the place (such as „OT Glindow“)
    if it holds no digit, and else the rest. Without one, the part after the last comma is the
    place, unless only that part holds a digit; a single part is a street if it holds one. What
    stands before the street, such as the name of an institution, is the rest.
    """
    line = ", ".join(part.strip(" ,;") for part in text.splitlines() if part.strip(" ,;"))
    if len(line) > _LONGEST:
        return _without_postcode(line)
    line = _COUNTRY.sub("", line)
    for written, usual in _UNUSUAL:
        line = written.sub(usual, line)
    match = _POSTCODE.match(line)
    if match is None:
        return _without_postcode(line)
    return _tidy(_with_rest(*(match[name].strip() for name in match.groupdict())))


def street_part(text: str) -> tuple[str, str, str]:
    """Take a street with its number out of what stands before a place.

    Parameters
    ----------
    text
        Such as „Familienhaus, c/o Verein, Musterweg 1, Haus 3, OT Neudorf“.

    Returns
    -------
    tuple of str
        The street („Musterweg 1, Haus 3“), the Ortsteil („OT Neudorf“), and the rest.
    """
    found, rest, districts = [], [], []
    for part in filter(None, _PART.split(text)):
        bare, extra = _cut(_CARE_OF, part)
        bare, district = _cut(_DISTRICT, bare)
        rest += [extra] if extra else []
        districts += [district] if district else []
        found += [bare] if bare else []
    at = _street_at(found)
    if at is None:
        return ", ".join(found), ", ".join(districts), ", ".join(rest)
    end = at + 1
    while end < len(found) and _UNIT.match(found[end]):
        end += 1
    others = [*found[:at], *found[end:], *rest]
    return ", ".join(found[at:end]), ", ".join(districts), ", ".join(others)


def _street_at(parts: list[str]) -> int | None:
    """Return which part is the street: the last one with a number, or with a word such as Weg."""
    candidates = [at for at, part in enumerate(parts) if not _UNIT.match(part)]
    for fits in (_has_number, is_street_name):
        for at in reversed(candidates):
            if fits(parts[at]):
                return at
    return None


def _has_number(part: str) -> bool:
    return is_po_box(part) or len(splits(part)) > 1


def is_street_name(part: str) -> bool:
    """Tell whether a text ends as names of streets do."""
    return bool(_STREET_TYPE.search(part))


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    return (text[: found.start()].strip(), found[0].strip()) if found else (text, "")


def _without_postcode(line: str) -> Address:
    after = _PLACE_AFTER.match(line) if len(line) <= _LONGEST else None
    if after and not _UNIT.match(after["place"]) and not _NO_PLACE.match(after["place"]):
        return _tidy(Address(street=after["street"].strip(), place=after["place"].strip()))
    street, comma, place = line.rpartition(",")
    if comma and (_has_digit(place) or _UNIT.match(place.strip())):
        return _place_first(line)
    if comma:
        return _tidy(Address(street=street.strip(), place=place.strip()))
    return _tidy(Address(street=line)) if _has_digit(line) else Address(place=line)


def _place_first(line: str) -> Address:
    """Read „Probestadt, Musterweg 1“: a first part that is no street is the place."""
    head, _, street = line.partition(",")
    if _has_digit(head) or is_street_name(head):
        return _tidy(Address(street=line))
    return _tidy(Address(street=street.strip(), place=head.strip()))


def _tidy(found: Address) -> Address:
    """Move out of the street what does not belong there."""
    street, district, rest = street_part(found.street)
    place = f"{found.place} {district}".strip() if district not in found.place else found.place
    return replace(
        found, street=street, place=place, rest=", ".join(filter(None, (rest, found.rest)))
    )


def _with_rest(street: str, postcode: str, place: str, rest: str) -> Address:
    street = _IN.sub("", street)
    after = _STREET_AFTER.match(place) if not street and not rest else None
    if after:
        return Address(after["street"], postcode, after["place"])
    if not _has_digit(rest):
        return Address(street, postcode, f"{place}, {rest}" if rest else place)
    return Address(street, postcode, place, rest) if street else Address(rest, postcode, place)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
