"""The fork server: a small process that has the parsers loaded and forks one child per file.

It is started by :mod:`geo.importing.parsing.children` when the first file arrives, has one
thread, opens no upload, and looks at no job: it hands the text on to the child, which raises its
own fences. Over the control socket come, for each job, its length and text with two descriptors:
where the answer goes, and a lifeline. If the other end of the lifeline is closed, the child is
killed; when the child has ended, its exit code goes back over it. If the control socket is
closed, the server leaves, and the kernel ends its children with it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import struct

from geo.importing.parsing import child

LENGTH = struct.Struct("!I")
EXIT_CODE = struct.Struct("!i")
_PARSERS = ("workbooks", "geodata")
_LIBRARIES = ("openpyxl", "xlrd", "pyogrio.raw")
_IDLE_MS = 300_000  # then its memory is given back; the next file starts a new one


def main() -> None:
    """Serve the process at the other end of standard input until it leaves or is silent."""
    control = socket.socket(fileno=os.dup(0))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for taken in (0, 1, 2):
        os.dup2(nowhere, taken)
    os.close(nowhere)
    _Server(control).run()


class _Server:
    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.lifelines: dict[int, socket.socket] = {}  # by process id of the child
        self.doomed: set[int] = set()
        self.is_warm = False
        self.ended, self.signalled = os.pipe()
        os.set_blocking(self.signalled, False)
        signal.set_wakeup_fd(self.signalled, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    @property
    def is_open(self) -> bool:
        return self.control.fileno() >= 0

    def run(self) -> None:
        while self.is_open or self.lifelines:
            self._answer(self._events())

    def _events(self) -> set[int]:
        poll = select.poll()
        poll.register(self.ended, select.POLLIN)
        for process_id, lifeline in self.lifelines.items():
            if process_id not in self.doomed:
                poll.register(lifeline, select.POLLIN)
        if self.is_open:
            poll.register(self.control, select.POLLIN)
        patience = None if self.lifelines else _IDLE_MS if self.is_warm else 0
        return {ready for ready, _ in poll.poll(patience)}

    def _answer(self, events: set[int]) -> None:
        if not events:
            self._use_the_silence()
        for process_id, lifeline in self.lifelines.items():
            if lifeline.fileno() in events:  # nothing is ever sent: it was closed
                os.kill(process_id, signal.SIGKILL)
                self.doomed.add(process_id)
        if self.ended in events:
            os.read(self.ended, 4096)
            self._collect()
        if self.control.fileno() in events:
            self._accept()

    def _use_the_silence(self) -> None:
        if self.is_warm:
            # what was sent until now is still answered, what comes now is told at once
            self.control.shutdown(socket.SHUT_RD)
        else:
            load_parsers()
            self.is_warm = True

    def _collect(self) -> None:
        while self.lifelines:
            process_id, status = os.waitpid(-1, os.WNOHANG)
            if not process_id:
                return
            self.doomed.discard(process_id)
            with self.lifelines.pop(process_id) as lifeline, contextlib.suppress(OSError):
                lifeline.send(EXIT_CODE.pack(os.waitstatus_to_exitcode(status)))

    def _accept(self) -> None:
        head, descriptors, _, _ = socket.recv_fds(self.control, LENGTH.size, 2)
        if len(descriptors) < 2:
            self.control.close()
            return
        (length,) = LENGTH.unpack(head)
        job = self.control.recv(length, socket.MSG_WAITALL)
        output, lifeline = descriptors[0], socket.socket(fileno=descriptors[1])
        server = os.getpid()
        try:
            process_id = os.fork()
        except OSError:  # none to be had: the closed lifeline says so
            lifeline.close()
        else:
            if not process_id:
                lifeline.close()
                self._become_child(job.decode(), output, server)
            self.lifelines[process_id] = lifeline
        os.close(output)

    def _become_child(self, job: str, output: int, server: int) -> None:
        """Forget the server and do one job; never returns."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for other in (self.control, *self.lifelines.values()):
                other.close()
            for end in (self.ended, self.signalled):
                os.close(end)
            os.dup2(output, 1)
            os.close(output)
            child.main(job, str(server))
            code = 0
        finally:
            os._exit(code)


def load_parsers() -> None:
    """Load what reading needs; what is missing is for the child to report that needs it."""
    child.do_without(*child.SUPERFLUOUS)
    for name in (*_LIBRARIES, *(f"geo.importing.parsing.{parser}" for parser in _PARSERS)):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    gc.freeze()  # children shall not copy memory by counting references in it
