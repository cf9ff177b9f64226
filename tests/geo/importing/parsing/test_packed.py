"""A list that comes packed is read like the list itself."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from geo.errors import InputError
from geo.importing import Format, Limits, parse_file

LIST = "Name;Ort\nKita Müller;Köln\n".encode()


def _zip(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def _gzip(path: Path, content: bytes) -> Path:
    path.write_bytes(gzip.compress(content))
    return path


def _tar(path: Path) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo("liste.csv")
        entry.size = len(LIST)
        archive.addfile(entry, io.BytesIO(LIST))
    return path


def _refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(InputError) as refused:
        parse_file(path, file_name="liste.zip", limits=limits or Limits())
    return str(refused.value)


@pytest.mark.parametrize(
    "members",
    [{"liste__csv": LIST}, {"liste__csv": LIST, "liesmich__txt": b"x"}, {"liste__txt": LIST}],
)
def test_the_only_list_of_an_archive_is_read(tmp_path: Path, members: dict[str, bytes]) -> None:
    parsed = parse_file(_zip(tmp_path / "a.zip", **members), file_name="a.zip", limits=Limits())
    assert (parsed.format, parsed.tables[0].rows) == (Format.CSV, (("Kita Müller", "Köln"),))


def test_a_list_packed_with_gzip_is_read(tmp_path: Path) -> None:
    parsed = parse_file(_gzip(tmp_path / "a", LIST), file_name="a.csv.gz", limits=Limits())
    assert parsed.tables[0].rows == (("Kita Müller", "Köln"),)


def test_of_several_lists_none_is_taken(tmp_path: Path) -> None:
    sentence = _refusal(_zip(tmp_path / "a.zip", a__csv=LIST, b__csv=LIST))
    assert "mehreren Listen (a.csv, b.csv)" in sentence


def test_an_archive_without_a_list_is_refused(tmp_path: Path) -> None:
    assert "ohne Liste" in _refusal(_zip(tmp_path / "a.zip", bild__png=b"x"))


def test_what_is_packed_twice_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(LIST)
    assert "weitere Archive" in _refusal(_gzip(tmp_path / "a", packed))
    assert "weitere Archive" in _refusal(_zip(tmp_path / "b", liste__csv=packed))


def test_a_tape_archive_is_refused(tmp_path: Path) -> None:
    assert "nicht gelesen" in _refusal(_tar(tmp_path / "a.tar.gz"))


def test_a_packed_list_may_not_be_larger_than_another(tmp_path: Path) -> None:
    limits = Limits(bytes=1024 * 1024)
    assert "größer als 1 MB" in _refusal(_gzip(tmp_path / "a", bytes(30_000_000)), limits)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = _gzip(tmp_path / "a", LIST * 100)
    path.write_bytes(path.read_bytes()[:-20])
    assert "beschädigt" in _refusal(path)
