"""The parsing process: raises its fences, screens the file, parses it, prints JSON lines.

It is the only place where an uploaded file is opened; :mod:`geo.importing.parsing.children`
starts it.
"""

from __future__ import annotations

import json
import mimetypes
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from geo.importing.parsing.delimited import read_csv
from geo.importing.parsing.drivers import DriverError
from geo.importing.parsing.fences import die_with, raise_fences
from geo.importing.parsing.formats import Format
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.old_workbooks import read_old_workbook
from geo.importing.parsing.opendocument import read_opendocument
from geo.importing.parsing.packed import unpack_list
from geo.importing.parsing.raw import RawFile
from geo.importing.parsing.refusals import Refused
from geo.importing.parsing.screening import screen
from geo.importing.parsing.workbooks import read_workbook

# a library or driver is missing, or a fence stands in the way of one: no file can do that
_OURS = (ImportError, PermissionError, DriverError)
_ROWS_PER_REPORT = 1_000
SUPERFLUOUS = ("geopandas", "pandas", "pyarrow", "PIL")


def main(job: str, parent: str) -> None:
    """Do one job and leave.

    Parameters
    ----------
    job
        JSON object with ``folder`` (holds the file ``upload`` and nothing else), ``limits``,
        ``encoding`` (see :class:`geo.importing.table.Reading`) and ``fences``: those without
        which nothing is read; ``null`` only reports which stand.
    parent
        Process id of the starter, with which this process ends.
    """
    die_with(int(parent))
    warnings.simplefilter("ignore")
    mimetypes.init(files=())  # else openpyxl looks for the system's list, which is fenced off
    wanted = json.loads(job)
    with _claimed_output() as output:
        _settle(Path(wanted["folder"]))
        try:
            for line in _answer(wanted):
                output.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        except MemoryError as error:
            output.write(json.dumps(_verdict(error)) + "\n")


def _settle(folder: Path) -> None:
    """Make the folder of the job the one where libraries put what they need to put."""
    os.chdir(folder)
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


def _claimed_output() -> Any:
    """Take standard output for the answer; whatever a library prints goes nowhere."""
    answer = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return os.fdopen(answer, "w", encoding="utf-8", newline="\n", errors="surrogatepass")


def _answer(wanted: dict[str, Any]) -> Iterator[dict[str, Any] | list[Any]]:
    folder, limits = Path(wanted["folder"]), Limits(**wanted["limits"])
    standing = raise_fences(folder, limits)
    if wanted["fences"] is None:
        yield {"fences": standing}
    elif not all(standing[fence] for fence in wanted["fences"]):
        yield {"failed": "FencesMissing"}
    else:
        yield from _read(folder / "upload", limits, wanted["encoding"])


def _read(path: Path, limits: Limits, encoding: str | None) -> Iterator[dict[str, Any] | list[Any]]:
    try:
        kind = screen(path, limits)
        if kind is Format.PACKED:
            path = unpack_list(path, limits)
            kind = screen(path, limits)
        if kind is Format.PACKED:
            raise Refused("zip_geschachtelt")  # noqa: TRY301 - gets its verdict like any other
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
        do_without("numpy", "PIL")
        return read_workbook(path, limits)
    if kind is Format.XLS:
        return read_old_workbook(path, limits)
    if kind is Format.ODS:
        return read_opendocument(path, limits)
    do_without(*SUPERFLUOUS)
    from geo.importing.parsing.geodata import read_geodata

    return read_geodata(path, kind, limits, encoding)


def do_without(*libraries: str) -> None:
    """Keep a parser from loading what it does not need here and takes longest to load."""
    for library in libraries:
        sys.modules.setdefault(library, None)  # type: ignore[arg-type]


def _lines(kind: Format, parsed: RawFile) -> Iterator[dict[str, Any] | list[Any]]:
    yield {
        "format": kind.value,
        "encoding": parsed.encoding,
        "encodings": parsed.encodings,
        "notes": [asdict(note) for note in parsed.notes],
    }
    total = sum(len(table.rows) for table in parsed.tables)
    told = 0
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
            told += 1
            if told % _ROWS_PER_REPORT == 0:
                yield {"progress": told / total}
    yield {"end": True}
