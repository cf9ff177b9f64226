"""The imported files, kept unchanged under the name of their content."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import IntegrityError, NotFound, Unavailable

DAY_S = 24 * 3600


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file as hex digits.

    Raises
    ------
    NotFound
        If somebody has removed it, such as a second click on the same button.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise NotFound(
            "Die Liste liegt nicht mehr bereit: Sie wurde inzwischen übernommen oder verworfen. "
            "Es wurde nichts weiter geändert."
        ) from error


class Originals:
    """Folder of imported files.

    A file is complete on the disk before its name exists: it is written under a temporary
    name, flushed, renamed, and the folder is flushed, so that a version that refers to it
    never outlives it.

    Parameters
    ----------
    folder
        Created when the first file is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def is_empty(self) -> bool:
        """Tell whether no file has been kept yet."""
        return not self._folder.is_dir() or not any(self._folder.iterdir())

    def keep(self, source: Path) -> str:
        """Copy a file in and return its digest; a file that is there already stays.

        Raises
        ------
        Unavailable
            If it cannot be written.
        """
        digest = digest_of(source)
        target = self._path(digest)
        if target.exists():
            return digest
        with _writable():
            make_durable_folder(target.parent)
            copy_durably(source, target)
        return digest

    def open_path(self, digest: str) -> Path:
        """Return where a kept file lies, after checking its content.

        Raises
        ------
        IntegrityError
            If it is missing or changed.
        """
        path = self._path(digest)
        if not path.is_file() or digest_of(path) != digest:
            raise IntegrityError(
                f"Die Originaldatei {digest[:12]}… fehlt oder wurde verändert. "
                "Bitte eine Sicherung einspielen."
            )
        return path

    def remove_leftovers(self) -> None:
        """Remove temporary files that an interrupted process left more than a day ago."""
        for path in self._folder.glob("*/.*.tmp"):
            if time.time() - path.stat().st_mtime > DAY_S:
                path.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def copy_durably(source: Path, target: Path) -> None:
    """Copy so that ``target`` is either absent or complete on the disk."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream, source.open("rb") as original:
            shutil.copyfileobj(original, stream)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _flush_folder(target.parent)


def make_durable_folder(folder: Path) -> None:
    """Create a folder for the owner alone, with its parents, and flush what names them."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in missing:
        _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open folders; NTFS journals renames
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _writable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable(
            "Die Datei kann nicht gespeichert werden: Der Datenträger ist voll oder der Ordner "
            "der Instanz ist schreibgeschützt. Es wurde nichts geändert."
        ) from error
