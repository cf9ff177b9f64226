"""Parsing in a child process: one private folder, one file, one answer, then it is gone."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from geo.errors import Unavailable
from geo.importing.cleaning import clean_file_name
from geo.importing.own_report import without_report
from geo.importing.own_sheet import without_instructions
from geo.importing.parsing.answers import Failed, received
from geo.importing.parsing.children import Child, ServerDiedError, start_child
from geo.importing.parsing.fences import FENCES
from geo.importing.parsing.formats import Format
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.raw import RawFile
from geo.importing.parsing.refusals import Refused, amount
from geo.importing.table import ParsedFile, Reading
from geo.importing.tabulating import tabulate

_FOLDER = "ressourcenkarten-"
_ABANDONED_S = 600  # reading ends after two minutes at the latest
_BLOCK_BYTES = 65_536
_LOOK_UP_S = 0.2
_NETWORK_AND_FILES = ("landlock", "seccomp")
_LOG = logging.getLogger("ressourcenkarten")

Progress = Callable[[float], None]


def parse_file(
    path: Path,
    *,
    file_name: str | None = None,
    limits: Limits | None = None,
    reading: Reading | None = None,
    require_fences: bool = False,
    progress: Progress | None = None,
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
    require_fences
        Whether nothing is read where the system cannot fence off files and network.
    progress
        Called several times a second with the fraction that is done; what it raises ends the
        reading and is passed on.

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
    job = {
        "limits": asdict(limits),
        "encoding": reading.encoding,
        "fences": _NETWORK_AND_FILES if require_fences else (),
    }
    try:
        _check(path, limits)
        kind, raw = _parse(path, job, limits, progress)
        parsed = tabulate(raw, kind=kind, file_name=shown, reading=reading)
        return without_instructions(without_report(parsed))
    except Refused as refused:
        raise refused.error(shown) from refused
    except Failed as failed:
        _LOG.error("parser_failed", extra={"kind": failed.kind})
        raise Unavailable(_excuse(shown, failed.kind)) from failed


def _excuse(file_name: str, kind: str) -> str:
    reason = f"weil im Programm ein Fehler auftrat ({kind})"
    if kind == "FencesMissing":
        reason = (
            "weil das System, auf dem das Programm läuft, das Lesen nicht von Dateien und Netz "
            "abschotten kann und die Einstellung „require_fences“ das verlangt"
        )
    return (
        f"Die Datei „{file_name}“ konnte nicht gelesen werden, {reason}; an der Datei liegt es "
        "nicht. Es wurde nichts geändert. Bitte der Betreuung Bescheid geben."
    )


def _check(path: Path, limits: Limits) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Refused("nicht_gefunden") from error
    if not path.is_file():
        raise Refused("nicht_gefunden")
    if size > limits.bytes:
        raise Refused("zu_gross", limit=amount(limits.bytes))


def _parse(
    path: Path, job: dict[str, Any], limits: Limits, progress: Progress | None
) -> tuple[Format, RawFile]:
    try:
        source = path.open("rb")
    except OSError as error:
        raise Refused("nicht_gefunden") from error
    remove_abandoned()
    with source, _private_copy(source) as folder:
        return received(_run(job | {"folder": folder}, limits, progress))


@contextlib.contextmanager
def _private_copy(source: IO[bytes]) -> Iterator[str]:
    with contextlib.ExitStack() as stack:
        try:
            folder = tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True)
            name = stack.enter_context(folder)
            with (Path(name) / "upload").open("wb") as copy:
                shutil.copyfileobj(source, copy)
        except OSError as error:  # a full disk
            raise Failed(type(error).__name__) from error
        yield name


def missing_fences() -> tuple[str, ...]:
    """Return which fences against foreign files and the network this system lacks.

    Returns
    -------
    tuple of str
        Some of ``landlock`` and ``seccomp``.
    """
    standing = fence_status()
    return tuple(fence for fence in _NETWORK_AND_FILES if not standing[fence])


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
    limits = Limits()
    with tempfile.TemporaryDirectory(prefix=_FOLDER) as name:
        job = {"folder": name, "limits": asdict(limits), "fences": None}
        try:
            answer = next(_run(job, limits), None)
        except (Refused, Failed, OSError):
            answer = None
    standing = answer["fences"] if isinstance(answer, dict) else {}
    return {fence: bool(standing.get(fence)) for fence in FENCES}


def _run(job: dict[str, Any], limits: Limits, progress: Progress | None = None) -> Iterator[Any]:
    """Start a child and yield its lines.

    Raises
    ------
    Refused
        If it takes too long, says too much or is killed.
    Failed
        If it cannot start.
    """
    for attempt in range(2):
        heard = False
        try:
            for line in _said(job, limits, progress or (lambda _: None)):
                heard = True
                yield line
        except ServerDiedError as error:
            if heard or attempt:
                raise Failed(type(error).__name__) from error
        else:
            return


def _said(job: dict[str, Any], limits: Limits, progress: Progress) -> Iterator[Any]:
    try:
        child = start_child(json.dumps(job))
    except OSError as error:  # no process to be had
        raise Failed(type(error).__name__) from error
    try:
        conversation = _Conversation(child, limits, progress)
        yield from conversation.lines()
        code = child.wait()
    finally:
        child.kill()
        with contextlib.suppress(ServerDiedError):
            child.wait()
    if code in {-24, -9}:  # SIGXCPU, SIGKILL: out of time or memory
        raise Refused("zu_aufwendig")
    if code > 0 and not conversation.heard:
        raise Failed("StartFailed")


class _Conversation:
    """Listens to one child until it has said all, without waiting longer than it may take."""

    def __init__(self, child: Child, limits: Limits, progress: Progress) -> None:
        self._child = child
        self._limits = limits
        self._progress = progress
        self._fraction = 0.0
        self.heard = 0  # bytes

    def lines(self) -> Iterator[Any]:
        parts: list[bytes] = []  # of a line that has not ended; at the very end it is none
        for block in self._blocks():
            first, *others = block.split(b"\n")
            parts.append(first)
            for other in others:
                yield from self._heard(b"".join(parts))
                parts = [other]

    def _heard(self, text: bytes) -> Iterator[Any]:
        with contextlib.suppress(ValueError, RecursionError):
            line = json.loads(text)
            if isinstance(line, dict) and "progress" in line:
                self._fraction = float(line["progress"])
            else:
                yield line

    def _blocks(self) -> Iterator[bytes]:
        blocks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        # a pipe cannot be read with a time-out everywhere
        most = self._limits.output_bytes
        work = (self._child.stdout, blocks, most)
        threading.Thread(target=_forward, args=work, daemon=True).start()
        deadline = time.monotonic() + self._limits.wall_s
        while time.monotonic() < deadline:
            self._progress(self._fraction)
            with contextlib.suppress(queue.Empty):
                block = blocks.get(timeout=_LOOK_UP_S)
                self.heard += len(block)
                if not block:
                    return
                if self.heard > most:
                    break
                yield block
        raise Refused("zu_aufwendig")


def _forward(output: IO[bytes], blocks: queue.SimpleQueue[bytes], most: int) -> None:
    with output:
        while most >= 0 and (block := os.read(output.fileno(), _BLOCK_BYTES)):
            most -= len(block)
            blocks.put(block)
    blocks.put(b"")
