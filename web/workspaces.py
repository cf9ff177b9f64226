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

from geo.errors import NotFound, Unavailable, reason_of

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_DAY_S = 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """An uploaded file that nobody has decided about yet."""

    token: str
    path: Path
    file_name: str

    def receive(self, file: FileStorage) -> None:
        """Write what is uploaded.

        Raises
        ------
        Unavailable
            If it cannot be written.
        """
        with _writable():
            file.save(self.path)

    def discard(self) -> None:
        """Remove the file."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


class Workspace:
    """The folder of one session."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self, file_name: str) -> Waiting:
        """Return a place for an uploaded file.

        Raises
        ------
        Unavailable
            If it cannot be made.
        """
        token = secrets.token_urlsafe(16)
        with _writable():
            (self._folder / token).mkdir()
            (self._folder / token / "name").write_text(file_name, encoding="utf-8")
        return self.find(token)

    def find(self, token: str) -> Waiting:
        """Return a waiting file of this session.

        Raises
        ------
        NotFound
            If this session has none with this token.
        """
        folder = self._folder / token
        if _TOKEN.fullmatch(token):
            with suppress(FileNotFoundError):
                name = (folder / "name").read_text(encoding="utf-8")
                return Waiting(token=token, path=folder / "original", file_name=name)
        raise NotFound(
            "Diese Vorschau gibt es nicht mehr: Die Liste wurde schon übernommen oder "
            "verworfen, oder die Anmeldung ist abgelaufen. Bitte die Liste neu laden."
        )


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
        """Remove sessions that have ended and files that wait for more than a day."""
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


def _age_s(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
