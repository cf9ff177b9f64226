"""One folder for each signed-in session; the lists an editor is looking at wait in it.

The folder is named after a keyed digest of the session's token: knowing the disk does not
give a session, signing out removes it with all its files, and another password ends all.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from werkzeug.datastructures import FileStorage

from geo.errors import Conflict, NotFound, Unavailable, reason_of

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_DAY_S = 24 * 3600
MOST_DRAFTS = 12
_GONE = (
    "Diese Liste wartet hier nicht mehr: Sie wurde schon übernommen oder verworfen, "
    "oder die Anmeldung ist abgelaufen. Bitte die Liste neu laden."
)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An uploaded list on its way to a layer: the file, and what was chosen so far.

    Parameters
    ----------
    token
        Names it within its session.
    folder
        Holds its files.
    file_name
        Name as given by the sender.
    touched
        When something of it was last changed, in seconds since 1970.
    """

    token: str
    folder: Path
    file_name: str
    touched: float

    @property
    def subject(self) -> str:
        """Names it among the drafts of all sessions."""
        return str(self.folder)

    @property
    def path(self) -> Path:
        """The uploaded file; there is none if it was refused."""
        return self.folder / "original"

    @property
    def refusal(self) -> str:
        """Why the file was refused; empty if it was not."""
        return _text_of(self.folder / "refusal")

    def receive(self, file: FileStorage) -> None:
        """Write what is uploaded.

        Raises
        ------
        Unavailable
            If it cannot be written.
        """
        with _writable():
            file.save(self.path)

    def refuse(self, reason: str) -> None:
        """Remove the file and keep the reason."""
        with _writable():
            (self.folder / "refusal").write_text(reason, "utf-8")
            self.path.unlink(missing_ok=True)

    def read(self, name: str) -> str:
        """Return the text kept under a name, empty if there is none."""
        return _text_of(self.folder / name)

    def write(self, name: str, text: str) -> None:
        """Keep a text; a reader sees the old or the new one, never half of it.

        Raises
        ------
        NotFound
            If the draft has been discarded meanwhile.
        Unavailable
            If it cannot be written.
        """
        if not self.folder.is_dir():
            raise NotFound(_GONE)
        with _writable():
            unfinished = self.folder / f"{name}.{secrets.token_hex(4)}"
            unfinished.write_text(text, "utf-8")
            unfinished.replace(self.folder / name)
            (self.folder / "name").touch()

    def discard(self) -> None:
        """Remove everything of it."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Workspace:
    """The folder of one session."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The lists that wait for a decision, the latest first."""
        names = [path.parent.name for path in self._folder.glob("*/original")]
        found = [self._open(name) for name in names]
        waiting = [draft for draft in found if draft]
        return tuple(sorted(waiting, key=lambda draft: -draft.touched))

    def new(self, file_name: str) -> Draft:
        """Return a place for an uploaded file.

        Raises
        ------
        Conflict
            If as many lists are waiting as a session may have.
        Unavailable
            If it cannot be made.
        """
        if len(self.drafts) >= MOST_DRAFTS:
            raise Conflict(
                f"Es sind schon {MOST_DRAFTS} Listen angefangen. Bitte zuerst eine davon "
                "veröffentlichen oder verwerfen."
            )
        token = secrets.token_urlsafe(16)
        with _writable():
            (self._folder / token).mkdir()
            (self._folder / token / "name").write_text(file_name, encoding="utf-8")
        return self.find(token)

    def find(self, token: str) -> Draft:
        """Return a draft of this session.

        Raises
        ------
        NotFound
            If this session has none with this token.
        """
        if draft := self._open(token):
            return draft
        raise NotFound(_GONE)

    def _open(self, token: str) -> Draft | None:
        if not _TOKEN.fullmatch(token):
            return None
        folder = self._folder / token
        with suppress(FileNotFoundError):
            name = (folder / "name").read_text(encoding="utf-8")
            touched = (folder / "name").stat().st_mtime
            return Draft(token=token, folder=folder, file_name=name, touched=touched)
        return None


class Workspaces:
    """All sessions of an instance.

    Parameters
    ----------
    folder
        Holds one folder for each session.
    key
        Changes when the password changes.
    hours
        How long a session lasts.
    """

    def __init__(self, folder: Path, *, key: str, hours: int) -> None:
        self._folder = folder
        self._key = key.encode()
        self._lifetime_s = hours * 3600

    def open(self) -> str:
        """Begin a session and return its token.

        Raises
        ------
        Unavailable
            If its folder cannot be made.
        """
        self.remove_expired()
        token = secrets.token_urlsafe(32)
        folder = self._path(token)
        with _writable():
            folder.mkdir(parents=True, mode=0o700)
            (folder / "begun").touch()
        return token

    def find(self, token: str) -> Workspace | None:
        """Return the workspace of a session, ``None`` if it has ended."""
        folder = self._path(token)
        return None if _age_s(folder / "begun") > self._lifetime_s else Workspace(folder)

    def close(self, token: str) -> None:
        """End a session and remove its files."""
        shutil.rmtree(self._path(token), ignore_errors=True)

    def remove_expired(self) -> None:
        """Remove sessions that have ended and drafts that nobody touched for a day."""
        for begun in self._folder.glob("*/begun"):
            if _age_s(begun) > self._lifetime_s:
                shutil.rmtree(begun.parent, ignore_errors=True)
        for name in self._folder.glob("*/*/name"):
            if _age_s(name) > _DAY_S:
                shutil.rmtree(name.parent, ignore_errors=True)

    def _path(self, token: str) -> Path:
        return self._folder / hmac.new(self._key, token.encode(), hashlib.sha256).hexdigest()


@contextmanager
def _writable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(
            f"Im Ordner der Instanz lässt sich nichts ablegen: {reason_of(error)}. "
            "Bitte der Betreuung Bescheid geben."
        ) from error


def _text_of(path: Path) -> str:
    with suppress(FileNotFoundError):
        return path.read_text("utf-8")
    return ""


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
