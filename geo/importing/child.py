"""The parsing process: raises its fences, screens the file, parses it, prints JSON lines.

It is started by :mod:`geo.importing.process` with the job as its only argument, and it is the
only place where an uploaded file is opened.
"""

from __future__ import annotations

import json
import mimetypes
import os
import sys
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from geo.importing.delimited import read_csv
from geo.importing.drivers import DriverError
from geo.importing.fences import die_with, raise_fences
from geo.importing.formats import Format
from geo.importing.limits import Limits
from geo.importing.raw import RawFile
from geo.importing.refusals import Refused
from geo.importing.screening import screen
from geo.importing.workbooks import read_workbook

# a library or driver is missing, or a fence stands in the way of one: no file can do that
_OURS = (ImportError, PermissionError, DriverError)


def main(job: str) -> None:
    """Do one job and leave.

    Parameters
    ----------
    job
        JSON object with ``folder`` (holds the file ``upload`` and nothing else), ``parse``
        (false only reports the fences), ``limits``, ``encoding`` (see
        :class:`geo.importing.table.Reading`) and ``parent`` (process id).
    """
    warnings.simplefilter("ignore")
    mimetypes.init(files=())  # else openpyxl looks for the system's list, which is fenced off
    wanted = json.loads(job)
    die_with(wanted["parent"])
    with _claimed_output() as output:
        limits = Limits(**wanted["limits"])
        folder = Path(wanted["folder"])
        standing = raise_fences(folder, limits)
        path = folder / "upload"
        encoding = wanted["encoding"]
        lines = _answer(path, limits, encoding) if wanted["parse"] else iter([{"fences": standing}])
        try:
            for line in lines:
                output.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        except MemoryError as error:
            output.write(json.dumps(_verdict(error)) + "\n")


def _claimed_output() -> Any:
    """Take standard output for the answer; whatever a library prints goes nowhere."""
    answer = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return os.fdopen(answer, "w", encoding="utf-8", newline="\n", errors="surrogatepass")


def _answer(
    path: Path, limits: Limits, encoding: str | None
) -> Iterator[dict[str, Any] | list[Any]]:
    try:
        kind = screen(path, limits)
        yield from _lines(kind, parse(path, kind, limits, encoding))
    except Exception as error:  # noqa: BLE001 - each gets its verdict
        yield _verdict(error)


def _verdict(error: Exception) -> dict[str, Any]:
    """Tell whether the file is to blame for an error, as a rule, or this installation."""
    if isinstance(error, Refused):
        return {"refused": error.reason, "details": error.details}
    if isinstance(error, MemoryError):
        return {"refused": "zu_aufwendig", "details": {}}
    if isinstance(error, _OURS):
        return {"failed": type(error).__name__}
    return {"refused": "abgeschnitten", "details": {"where": ""}}


def parse(path: Path, kind: Format, limits: Limits, encoding: str | None = None) -> RawFile:
    """Parse a screened file of a known format.

    Raises
    ------
    Refused
        With the reason.
    """
    if kind is Format.CSV:
        return read_csv(path, limits, encoding)
    if kind is Format.XLSX:
        _do_without("numpy", "PIL")
        return read_workbook(path, limits)
    _do_without("geopandas", "pandas", "pyarrow")
    from geo.importing.geodata import read_geodata

    return read_geodata(path, kind, limits)


def _do_without(*libraries: str) -> None:
    """Keep a parser from loading what it does not need here and takes longest to load."""
    sys.modules.update(dict.fromkeys(libraries))  # type: ignore[arg-type]


def _lines(kind: Format, parsed: RawFile) -> Iterator[dict[str, Any] | list[Any]]:
    yield {
        "format": kind.value,
        "encoding": parsed.encoding,
        "encodings": parsed.encodings,
        "notes": [asdict(note) for note in parsed.notes],
    }
    for table in parsed.tables:
        yield {
            "table": table.name,
            "header": table.header,
            "crs": table.crs,
            "shapes": table.shapes is not None,
            "notes": [asdict(note) for note in table.notes],
        }
        for index, (row, cells) in enumerate(table.rows):
            yield [row, cells, table.shapes[index] if table.shapes is not None else None]
    yield {"end": True}


if __name__ == "__main__":
    main(sys.argv[1])
