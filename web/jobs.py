"""Work that may outlast a request: at most one job per subject, at most two at once.

Jobs are threads of the one process that serves; what they yield is kept in memory only. A
restart forgets them: whoever needs a result starts the job again.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Event, Lock, Thread
from typing import Generic, TypeVar

from geo.errors import GeoError
from web.logs import trace_without_values

T = TypeVar("T")
_LOG = logging.getLogger("ressourcenkarten")

_AT_ONCE = 2  # each may take a processor and the memory of a large list
_KEPT = 4  # a result of 100,000 rows takes some hundred megabytes
_LOOK_UP_S = 0.2
WAITING = "Andere Listen sind vorher an der Reihe"


class Cancelled(Exception):  # noqa: N818 - not an error: somebody wanted it
    """The job was called off."""


@dataclass(eq=False)
class Job(Generic[T]):
    """One piece of work.

    Parameters
    ----------
    key
        What exactly is worked on; another key is another job.
    phase
        German words for what it does now.
    fraction
        How much of it is done, 0 to 1.
    result, error
        One of them is set when it has ended, unless it was cancelled.
    """

    key: str
    phase: str = WAITING
    fraction: float = 0.0
    result: T | None = None
    error: Exception | None = None
    _cancelled: Event = field(default_factory=Event)
    _ended: Event = field(default_factory=Event)

    def report(self, fraction: float, phase: str = "") -> None:
        """Say how far it is; called by the work itself.

        Raises
        ------
        Cancelled
            If nobody wants the result any more.
        """
        if self._cancelled.is_set():
            raise Cancelled
        # Whoever reads meanwhile must not see it further on than the words that go with it.
        self.phase = phase or self.phase
        self.fraction = min(1.0, max(0.0, fraction))

    def cancel(self) -> None:
        """Let the work end at its next report."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self._cancelled.is_set()

    @property
    def is_running(self) -> bool:
        """Whether it waits or works."""
        return not self._ended.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for its end; return whether it came."""
        return self._ended.wait(seconds)

    def run(self, work: Callable[[Job[T]], T], turns: BoundedSemaphore) -> None:
        """Wait for a turn and work; whatever happens is kept for whoever asks."""
        try:
            while not turns.acquire(timeout=_LOOK_UP_S):
                self.report(0.0)
            try:
                self.report(0.0, "Die Datei wird geöffnet")
                self.result = work(self)
            finally:
                turns.release()
        except Cancelled:
            pass
        except Exception as error:  # noqa: BLE001 - told to whoever asks for the result
            if not isinstance(error, GeoError):  # perhaps nobody asks any more
                _LOG.error("job_failed", extra=trace_without_values(error))
            self.error = error
        finally:
            self._ended.set()


class Jobs(Generic[T]):
    """The jobs of an application by subject; the last few results stay."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job[T]] = OrderedDict()
        self._lock = Lock()
        self._turns = BoundedSemaphore(_AT_ONCE)

    def find(self, subject: str) -> Job[T] | None:
        """Return the latest job about a subject."""
        with self._lock:
            return self._jobs.get(subject)

    def want(self, subject: str, key: str, work: Callable[[Job[T]], T]) -> Job[T]:
        """Return the job with this key, started if there is none.

        A job about the same subject with another key is cancelled: its result is out of date.
        """
        with self._lock:
            known = self._jobs.get(subject)
            if known and known.key == key and not known.is_cancelled:
                self._jobs.move_to_end(subject)
                return known
            if known:
                known.cancel()
            job = self._jobs[subject] = Job[T](key=key)
            self._jobs.move_to_end(subject)
            self._drop_oldest()
        Thread(target=job.run, args=(work, self._turns), daemon=True, name="job").start()
        return job

    def forget(self, subject: str) -> None:
        """Cancel and drop whatever is known about a subject."""
        with self._lock:
            job = self._jobs.pop(subject, None)
        if job:
            job.cancel()

    def _drop_oldest(self) -> None:
        ended = [subject for subject, job in self._jobs.items() if not job.is_running]
        for subject in ended[: max(0, len(self._jobs) - _KEPT)]:
            del self._jobs[subject]
