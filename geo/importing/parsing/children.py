"""Child processes for parsing: forked by a warm server, or started anew where nothing can fork."""

from __future__ import annotations

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from geo.importing.parsing.drivers import ENVIRONMENT
from geo.importing.parsing.forkserver import EXIT_CODE, LENGTH

# The package is put up without its __init__, which loads what only this side needs.
_START = """
import importlib, sys, types
root, module, *arguments = sys.argv[1:]
sys.path.insert(0, root)
package = sys.modules["geo.importing"] = types.ModuleType("geo.importing")
package.__path__ = [root + "/geo/importing"]
importlib.import_module("geo.importing.parsing." + module).main(*arguments)
"""
_ROOT = str(Path(__file__).resolve().parents[3])
_SYSTEM_VARIABLES = ("SYSTEMROOT", "LD_LIBRARY_PATH")


class ServerDiedError(RuntimeError):
    """The fork server ended while a child of it was at work."""


class Child(Protocol):
    """One parsing process; :class:`subprocess.Popen` is one."""

    stdout: IO[bytes] | None

    def kill(self) -> None:
        """End it at once."""

    def wait(self) -> int:
        """Return its exit code, or minus the number of the signal that ended it."""


def start_child(job: str) -> Child:
    """Start a process that does one job.

    Parameters
    ----------
    job
        See :func:`geo.importing.parsing.child.main`.

    Raises
    ------
    OSError
        If the system has no process, memory or descriptor to spare.
    """
    if hasattr(os, "fork") and hasattr(socket, "send_fds"):
        return _forked(job)
    return _started("child", job, str(os.getpid()), stdout=subprocess.PIPE)


def _started(
    module: str,
    *arguments: str,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
    apart: bool = False,
) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in _SYSTEM_VARIABLES if name in os.environ}
    return subprocess.Popen(  # noqa: S603 - our own interpreter, no shell, no user text
        [sys.executable, "-I", "-c", _START, _ROOT, module, *arguments],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        env=kept | ENVIRONMENT | {"LC_ALL": "C.UTF-8"},
        start_new_session=apart,
    )


# --- the fork server of this process ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Server:
    process: subprocess.Popen[bytes]
    control: socket.socket


class _ForkedChild:
    def __init__(self, output: int, lifeline: socket.socket) -> None:
        self.stdout: IO[bytes] | None = os.fdopen(output, "rb", buffering=0)
        self._lifeline = lifeline
        self._code: int | None = None

    def kill(self) -> None:
        if self._code is None:
            with contextlib.suppress(OSError):  # it has ended already
                self._lifeline.shutdown(socket.SHUT_WR)

    def wait(self) -> int:
        if self._code is None:
            answer = b""
            with self._lifeline, contextlib.suppress(OSError):  # closed by an earlier call
                answer = self._lifeline.recv(EXIT_CODE.size)
            if not answer:
                raise ServerDiedError
            (self._code,) = EXIT_CODE.unpack(answer)
        return self._code


_server: _Server | None = None
_sending = threading.Lock()


def _forked(job: str) -> Child:
    output, its_output = os.pipe()
    lifeline, its_lifeline = socket.socketpair()
    try:
        with its_lifeline:
            _send(job.encode(), [its_output, its_lifeline.fileno()])
    except OSError:
        os.close(output)
        lifeline.close()
        raise
    finally:
        os.close(its_output)
    return _ForkedChild(output, lifeline)


def _send(job: bytes, descriptors: list[int]) -> None:
    """Hand a job to the server; start it if there is none or it has left."""
    global _server  # noqa: PLW0603 - one server per process
    with _sending:
        for attempt in range(2):
            if _server is None:
                _server = _start_server()
            try:
                socket.send_fds(_server.control, [LENGTH.pack(len(job))], descriptors)
                _server.control.sendall(job)
            except (BrokenPipeError, ConnectionResetError):
                _stop(_server)
                _server = None
                if attempt:
                    raise
            else:
                return


def _start_server() -> _Server:
    ours, its = socket.socketpair()
    with its:
        # a session of its own: Ctrl+C in the terminal is for the owner to answer
        process = _started("forkserver", stdin=its.fileno(), apart=True)
    return _Server(process, ours)


def _stop(server: _Server) -> None:
    server.control.close()
    server.process.kill()  # it holds nothing, and its children end with it
    server.process.wait()


@atexit.register
def stop_server() -> None:
    """End the fork server of this process; the next file starts a new one."""
    global _server  # noqa: PLW0603
    if _server is not None:
        _stop(_server)
        _server = None


def _forget() -> None:
    """Leave the server to the process that started it; a fork of that starts its own."""
    global _server, _sending  # noqa: PLW0603
    _sending = threading.Lock()
    if _server is not None:
        _server.control.close()
        _server.process.returncode = 0  # not ours to wait for
        _server = None


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
