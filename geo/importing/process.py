"""Parsing in a child process: one private folder, one file, one answer, then it is gone."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.errors import Unavailable
from geo.importing.cleaning import clean_file_name
from geo.importing.drivers import ENVIRONMENT
from geo.importing.fences import FENCES
from geo.importing.findings import FINDINGS
from geo.importing.formats import Format
from geo.importing.limits import Limits
from geo.importing.raw import Note, RawFile, RawTable
from geo.importing.refusals import Refused, amount
from geo.importing.table import ParsedFile, Reading
from geo.importing.tabulating import tabulate

# The package is put up without its __init__, which loads what only this side needs.
_START = """
import sys, types
root, job = sys.argv[1:]
sys.path.insert(0, root)
package = sys.modules["geo.importing"] = types.ModuleType("geo.importing")
package.__path__ = [root + "/geo/importing"]
from geo.importing.child import main
main(job)
"""
_FOLDER = "ressourcenkarten-"
_ABANDONED_S = 600  # reading ends after two minutes at the latest
_LOG = logging.getLogger("ressourcenkarten")
_KIND = re.compile(r"\w{1,60}")
_EPSG = re.compile(r"EPSG:\d{1,6}")
_SYSTEM_VARIABLES = ("SYSTEMROOT", "LD_LIBRARY_PATH")


class _Failed(Exception):  # noqa: N818 - turned into an error by whoever knows the file's name
    """Not the file but this installation is to blame; ``kind`` names the exception."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind if _KIND.fullmatch(kind) else "Fehler"


def parse_file(
    path: Path,
    *,
    file_name: str | None = None,
    limits: Limits | None = None,
    reading: Reading | None = None,
) -> ParsedFile:
    """Read a list of whatever format in a fenced child process.

    Parameters
    ----------
    path
        The file; it is copied and never changed.
    file_name
        Name given by the sender, for messages only; default the name of ``path``.
    limits
        See :class:`Limits`.
    reading
        What a person decided about it; see :class:`Reading`.

    Returns
    -------
    ParsedFile
        Its tables have at least one row together.

    Raises
    ------
    UnreadableFile
        If the file is empty, damaged, of another format or not what it says.
    LimitExceeded
        If it is larger or more expensive than the limits.
    Unavailable
        If this installation cannot read any file of the kind; the log names the reason.
    """
    limits, reading = limits or Limits(), reading or Reading()
    shown = clean_file_name(file_name or path.name)
    try:
        kind, raw = _parse(path, limits, reading)
        return tabulate(raw, kind=kind, file_name=shown, reading=reading)
    except Refused as refused:
        raise refused.error(shown) from refused
    except _Failed as failed:
        _LOG.error("parser_failed", extra={"kind": failed.kind})
        raise Unavailable(
            f"Die Datei „{shown}“ konnte nicht gelesen werden, weil im Programm ein Fehler "
            f"auftrat ({failed.kind}); an der Datei liegt es nicht. Es wurde nichts geändert. "
            "Bitte der Betreuung Bescheid geben."
        ) from failed


def _parse(path: Path, limits: Limits, reading: Reading) -> tuple[Format, RawFile]:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Refused("nicht_gefunden") from error
    if not path.is_file():
        raise Refused("nicht_gefunden")
    if size > limits.bytes:
        raise Refused("zu_gross", limit=amount(limits.bytes))
    try:
        source = path.open("rb")
    except OSError as error:
        raise Refused("nicht_gefunden") from error
    remove_abandoned()
    try:
        with source, tempfile.TemporaryDirectory(prefix=_FOLDER) as name:
            with (Path(name) / "upload").open("wb") as copy:
                shutil.copyfileobj(source, copy)
            return _received(_run(Path(name), limits, parse=True, encoding=reading.encoding))
    except OSError as error:  # a full disk, no process to be had
        raise _Failed(type(error).__name__) from error


def remove_abandoned() -> None:
    """Remove the folders of parsing processes whose starter was killed, ten minutes on."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.lstat().st_mtime > _ABANDONED_S:
                shutil.rmtree(folder)


@lru_cache(maxsize=1)
def fence_status() -> dict[str, bool]:
    """Tell which kernel fences stand around the parsing process on this machine.

    Returns
    -------
    dict of str to bool
        Keys ``memory``, ``cpu_time``, ``file_size``, ``open_files``, ``core_dump``,
        ``landlock`` (files) and ``seccomp`` (network).
    """
    with tempfile.TemporaryDirectory(prefix=_FOLDER) as name:
        try:
            answer = next(_run(Path(name), Limits(), parse=False), None)
        except (Refused, _Failed):
            answer = None
    standing = answer["fences"] if isinstance(answer, dict) else {}
    return {fence: bool(standing.get(fence)) for fence in FENCES}


def _run(
    folder: Path, limits: Limits, *, parse: bool, encoding: str | None = None
) -> Iterator[Any]:
    """Start the child and yield its lines.

    Raises
    ------
    Refused
        If it takes too long, says too much or is killed.
    _Failed
        If it cannot start.
    """
    root = str(Path(__file__).resolve().parents[2])
    job = json.dumps(
        {
            "folder": str(folder),
            "parse": parse,
            "limits": asdict(limits),
            "encoding": encoding,
            "parent": os.getpid(),
        }
    )
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell, no user text
        [sys.executable, "-I", "-c", _START, root, job],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
    )
    overdue = threading.Event()

    def stop() -> None:
        overdue.set()
        process.kill()

    timer = threading.Timer(limits.wall_s, stop)
    timer.daemon = True
    timer.start()
    try:
        yield from _read_lines(process, limits)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
    if overdue.is_set():
        raise Refused("zu_aufwendig")


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _SYSTEM_VARIABLES if name in os.environ}
    return kept | ENVIRONMENT | {"TMPDIR": str(folder), "LC_ALL": "C.UTF-8"}


def _read_lines(process: subprocess.Popen[bytes], limits: Limits) -> Iterator[Any]:
    left = limits.output_bytes
    while process.stdout and (line := process.stdout.readline(left + 1)):
        left -= len(line)
        if left < 0:
            raise Refused("zu_aufwendig")
        # a line cut off by the end of the process is no JSON; its absence is noticed later
        with contextlib.suppress(ValueError, RecursionError):
            yield json.loads(line)
    code = process.wait()
    if code in {-24, -9}:  # SIGXCPU, SIGKILL: out of time or memory
        raise Refused("zu_aufwendig")
    if code > 0 and left == limits.output_bytes:
        raise _Failed("StartFailed")


def _received(lines: Iterator[Any]) -> tuple[Format, RawFile]:
    """Put the answer together; it is checked, because a parser may have been taken over.

    Raises
    ------
    Refused
        If the child refused the file, or its answer has no end or is none.
    """
    try:
        return _assembled(lines)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise Refused("absturz") from error


def _assembled(lines: Iterator[Any]) -> tuple[Format, RawFile]:
    head = next(lines, None)
    if not isinstance(head, dict):
        raise Refused("absturz")
    _check_verdict(head)
    raw = RawFile(
        tables=[],
        encoding=str(head["encoding"]),
        encodings=[str(name) for name in head["encodings"]],
        notes=_notes(head),
    )
    for line in lines:
        if isinstance(line, list):
            _add_row(raw.tables[-1], line)
        elif "table" in line:
            raw.tables.append(_table(line))
        elif line.get("end"):
            return Format(head["format"]), raw
        else:
            _check_verdict(line)
    raise Refused("absturz")


def _check_verdict(line: dict[str, Any]) -> None:
    if "failed" in line:
        raise _Failed(str(line["failed"]))
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
