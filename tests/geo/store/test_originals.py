"""Import originals: complete or absent, under the name of their content."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from pathlib import Path

import pytest

from geo.errors import IntegrityError, NotFound, Unavailable
from geo.store.originals import Originals


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_bytes(b"Name;Ort\nA;B\n")
    return path


def test_a_kept_file_is_found_by_its_digest(tmp_path: Path, source: Path) -> None:
    originals = Originals(tmp_path / "originals")
    digest = originals.keep(source)
    assert digest == sha256(source.read_bytes()).hexdigest()
    assert originals.open_path(digest).read_bytes() == source.read_bytes()


def test_keeping_twice_keeps_one_file(tmp_path: Path, source: Path) -> None:
    originals = Originals(tmp_path / "originals")
    assert originals.keep(source) == originals.keep(source)
    assert sum(path.is_file() for path in (tmp_path / "originals").rglob("*")) == 1


def test_the_name_appears_only_when_the_content_is_on_the_disk(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    replace, fsync = Path.replace, os.fsync

    def watched_replace(path: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(path, target)

    def watched_fsync(handle: int) -> None:
        steps.append("fsync")
        fsync(handle)

    monkeypatch.setattr(Path, "replace", watched_replace)
    monkeypatch.setattr(os, "fsync", watched_fsync)
    Originals(tmp_path / "originals").keep(source)
    position = steps.index("rename")
    assert "fsync" in steps[:position]
    assert "fsync" in steps[position:]


def test_a_failed_write_leaves_nothing(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="Datenträger ist voll"):
        Originals(tmp_path / "originals").keep(source)
    assert [path for path in (tmp_path / "originals").rglob("*") if path.is_file()] == []


def test_a_changed_or_missing_file_is_noticed(tmp_path: Path, source: Path) -> None:
    originals = Originals(tmp_path / "originals")
    digest = originals.keep(source)
    originals.open_path(digest).write_bytes(b"other")
    with pytest.raises(IntegrityError, match="verändert"):
        originals.open_path(digest)
    with pytest.raises(IntegrityError, match="fehlt"):
        originals.open_path("0" * 64)


def test_only_old_leftovers_are_removed(tmp_path: Path, source: Path) -> None:
    originals = Originals(tmp_path / "originals")
    folder = originals.open_path(originals.keep(source)).parent
    old, fresh = folder / ".old.tmp", folder / ".fresh.tmp"
    for path in (old, fresh):
        path.touch()
    os.utime(old, (time.time() - 90_000,) * 2)
    originals.remove_leftovers()
    assert (old.exists(), fresh.exists()) == (False, True)


def test_a_file_that_somebody_has_removed_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nicht mehr bereit"):
        Originals(tmp_path / "originals").keep(tmp_path / "fort.csv")
