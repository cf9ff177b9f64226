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
from geo.importing.fences import raise_fences
from geo.importing.formats import Format
from geo.importing.limits import Limits
from geo.importing.raw import RawFile
from geo.importing.refusals import Refused
from geo.importing.screening import screen
from geo.importing.workbooks import read_workbook


def main(job: str) -> None:
    """Do one job and leave.

    Parameters
    ----------
    job
        JSON object with ``path`` (the file, alone in its folder; ``null`` only reports the
        fences) and ``limits``.
    """
    warnings.simplefilter("ignore")
    mimetypes.init(files=())  # else openpyxl looks for the system's list, which is fenced off
    with _claimed_output() as output:
        wanted = json.loads(job)
        limits = Limits(**wanted["limits"])
        folder = Path(wanted["folder"])
        standing = raise_fences(folder, limits)
        path = folder / "upload"
        lines = _answer(path, limits) if wanted["parse"] else iter([{"fences": standing}])
        for line in lines:
            output.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def _claimed_output() -> Any:
    """Take standard output for the answer; whatever a library prints goes nowhere."""
    answer = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return os.fdopen(answer, "w", encoding="utf-8", newline="\n", errors="surrogatepass")


def _answer(path: Path, limits: Limits) -> Iterator[dict[str, Any] | list[Any]]:
    try:
        kind = screen(path, limits)
        yield from _lines(kind, parse(path, kind, limits))
    except Refused as refused:
        yield {"refused": refused.reason, "details": refused.details}
    except MemoryError:
        yield {"refused": "zu_aufwendig", "details": {}}
    except Exception:  # noqa: BLE001 - whatever a parser stumbles over, the file is to blame
        yield {"refused": "abgeschnitten", "details": {"where": ""}}


def parse(path: Path, kind: Format, limits: Limits) -> RawFile:
    """Parse a screened file of a known format.

    Raises
    ------
    Refused
        With the reason.
    """
    if kind is Format.CSV:
        return read_csv(path, limits)
    if kind is Format.XLSX:
        return read_workbook(path, limits)
    from geo.importing.geodata import read_geodata

    return read_geodata(path, kind, limits)


def _lines(kind: Format, parsed: RawFile) -> Iterator[dict[str, Any] | list[Any]]:
    yield {
        "format": kind.value,
        "encoding": parsed.encoding,
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
