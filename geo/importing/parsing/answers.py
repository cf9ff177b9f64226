"""The answer of a parsing process, checked: the parser may have been taken over by its file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from geo.importing.findings import FINDINGS
from geo.importing.parsing.formats import Format
from geo.importing.parsing.raw import Note, RawFile, RawTable
from geo.importing.parsing.refusals import Refused

_KIND = re.compile(r"\w{1,60}")
_EPSG = re.compile(r"EPSG:\d{1,6}")


class Failed(Exception):  # noqa: N818 - turned into an error by whoever knows the file's name
    """Not the file but this installation is to blame; ``kind`` names the exception."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind if _KIND.fullmatch(kind) else "Fehler"


def received(lines: Iterator[Any]) -> tuple[Format, RawFile]:
    """Put the answer together.

    Parameters
    ----------
    lines
        What the child says, see :mod:`geo.importing.parsing.child`.

    Raises
    ------
    Refused
        If the child refused the file, or its answer has no end or is none.
    Failed
        If something is missing in this installation.
    """
    answer = None
    for line in lines:
        try:
            if answer is None:
                answer = _head(line)
            elif _is_end(line, answer[1].tables):
                return answer
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
            raise Refused("absturz") from error
    raise Refused("absturz")


def _head(line: dict[str, Any]) -> tuple[Format, RawFile]:
    _check_verdict(line)
    raw = RawFile(
        tables=[],
        encoding=str(line["encoding"]),
        encodings=[str(name) for name in line["encodings"]],
        notes=_notes(line),
    )
    return Format(line["format"]), raw


def _is_end(line: Any, tables: list[RawTable]) -> bool:
    """Take over one line after the first and tell whether it is the last."""
    if isinstance(line, list):
        _add_row(tables[-1], line)
        return False
    _check_verdict(line)
    if "table" in line:
        tables.append(_table(line))
    return bool(line.get("end"))


def _check_verdict(line: dict[str, Any]) -> None:
    if "failed" in line:
        raise Failed(str(line["failed"]))
    if "refused" in line:
        refused = Refused(line["refused"], **line["details"])
        refused.error("")  # fails here if it is none of ours
        raise refused


def _add_row(table: RawTable, line: list[Any]) -> None:
    row, cells, shape = line
    table.rows.append((int(row), [str(cell) for cell in cells]))
    if table.shapes is not None:
        place = shape and [float(shape[0]), float(shape[1]), bool(shape[2])]
        table.shapes.append(place)


def _table(line: dict[str, Any]) -> RawTable:
    return RawTable(
        name=str(line["table"]),
        header=line["header"] and [str(name) for name in line["header"]],
        crs=line["crs"] and _EPSG.fullmatch(line["crs"]) and line["crs"],
        shapes=[] if line["shapes"] else None,
        notes=_notes(line),
    )


def _notes(line: dict[str, Any]) -> list[Note]:
    notes = [Note(**note) for note in line["notes"]]
    for note in notes:
        FINDINGS[note.code].message.format(
            column="", **note.details
        )  # fails here if it is none of ours
    return notes
