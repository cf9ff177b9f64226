"""The parts of a shapefile: whether they are what they say, belong together, and their encoding."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from geo.importing.parsing.encodings import OFFERED, likeliest
from geo.importing.parsing.refusals import Refused

_PRJ = re.compile(rb"^\s*(\xef\xbb\xbf)?(PROJ|GEOG|GEOC|COMP|BOUND|LOCAL|VERT)", re.IGNORECASE)
_PRJ_BYTES = 65_536
_SHP_HEAD = b"\x00\x00\x27\x0a"
_HEAD_BYTES = 100  # of .shp and .shx
_RECORD_HEAD = 8


def check_parts(name: str, shp: Path) -> None:
    """Check that the parts of a shapefile are what they say and belong together.

    Parameters
    ----------
    name
        For messages.
    shp
        The ``.shp``; the other parts stand beside it under the same name.

    Raises
    ------
    Refused
        If one of them is something else or cut off, or their numbers of records differ.
    """
    content = shp.read_bytes()
    if not content.startswith(_SHP_HEAD) or len(content) < _HEAD_BYTES:
        raise Refused("abgeschnitten", where=f" („{name}.shp“ ist kein Shapefile)")
    _check_prj(name, shp.with_suffix(".prj"))
    records = _dbf_records(name, shp.with_suffix(".dbf").read_bytes())
    if 2 * int.from_bytes(content[24:28], "big") > len(content):
        raise Refused("abgeschnitten", where=f" („{name}.shp“ bricht ab)")
    shx = shp.with_suffix(".shx")
    shapes = (shx.stat().st_size - _HEAD_BYTES) // 8 if shx.exists() else _shp_records(content)
    if shapes != records:
        raise Refused("shapefile_uneinig", name=name, shapes=shapes, records=records)


def _check_prj(name: str, prj: Path) -> None:
    if prj.exists() and (
        prj.stat().st_size > _PRJ_BYTES or not _PRJ.match(prj.read_bytes()[:_PRJ_BYTES])
    ):
        raise Refused("abgeschnitten", where=f" („{name}.prj“ ist kein Koordinatensystem)")


def _dbf_records(name: str, content: bytes) -> int:
    records, head, size = (
        int.from_bytes(content[start:end], "little") for start, end in ((4, 8), (8, 10), (10, 12))
    )
    if len(content) < 33 or head < 33 or len(content) < head + records * size:
        raise Refused("abgeschnitten", where=f" („{name}.dbf“ bricht ab)")
    return records


def _shp_records(content: bytes) -> int:
    """Count the records by their own lengths, as whoever makes the index anew will."""
    position, count = _HEAD_BYTES, 0
    while position + _RECORD_HEAD <= len(content):
        length = int.from_bytes(content[position + 4 : position + 8], "big")
        position += _RECORD_HEAD + 2 * length
        count += 1
    return count


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEncoding:
    """How the attributes of a shapefile are read.

    Parameters
    ----------
    name, codec
        For people and for Python.
    guessed
        Whether nothing in the archive says it.
    offers
        What else is worth trying, the likeliest first.
    """

    name: str
    codec: str
    guessed: bool = False
    offers: tuple[str, ...] = ()


def table_encoding(shp: Path, wanted: str | None = None) -> TableEncoding:
    """Return the encoding of the attributes.

    What a person chose decides; then the ``.cpg``, unless it says UTF-8 and the bytes are none.

    Raises
    ------
    Refused
        If the chosen encoding is unknown.
    """
    content = shp.with_suffix(".dbf").read_bytes()
    records = content[int.from_bytes(content[8:10], "little") :]
    found = _found(records, _declared(shp.with_suffix(".cpg")))
    if wanted is None or wanted == found.name:
        return found
    codec = _known(OFFERED.get(wanted, wanted))
    if not codec:
        raise Refused("kodierung_unbekannt", encoding=wanted[:40])
    return TableEncoding(name=wanted, codec=codec, offers=found.offers)


def _found(records: bytes, declared: str) -> TableEncoding:
    if records.isascii():
        return TableEncoding(name="UTF-8", codec="utf-8")
    if _is_utf8(records) and declared in {"", "utf-8"}:
        return TableEncoding(name="UTF-8", codec="utf-8", offers=tuple(OFFERED))
    name = likeliest(records)
    if declared not in {"", "utf-8"}:
        same = (known for known, codec in OFFERED.items() if _known(codec) == declared)
        name = next(same, declared.upper())
    offers = tuple(dict.fromkeys((name, *list(OFFERED)[1:])))
    return TableEncoding(
        name=name,
        codec=OFFERED.get(name, name),
        guessed=declared in {"", "utf-8"},
        offers=offers,
    )


def _declared(cpg: Path) -> str:
    return _known(cpg.read_text("ascii", "replace").strip()[:40]) if cpg.exists() else ""


def _known(encoding: str) -> str:
    """Return Python's name of an encoding, empty if it has none."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""


def _is_utf8(records: bytes) -> bool:
    """Tell whether bytes are UTF-8, apart from letters cut at the end of a field."""
    text = records.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken == 0 or sum(char > "\x7f" for char in text) > 2 * broken
