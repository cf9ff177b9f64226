"""Archives are judged by their table of contents."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from geo.importing.parsing.archives import screen_archive, unpack_shapefiles
from geo.importing.parsing.formats import Format
from geo.importing.parsing.limits import Limits
from geo.importing.parsing.refusals import Refused

SHAPEFILE = {"a.shp": b"shp", "a.dbf": b"dbf"}


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def _reason(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refused:
        screen_archive(path, limits or Limits())
    return refused.value.reason


def test_a_zipped_shapefile_is_accepted(tmp_path: Path) -> None:
    junk = {"__MACOSX/._a.shp": b"x", ".DS_Store": b"x"}
    path = _zip(tmp_path / "upload", SHAPEFILE | junk)
    assert screen_archive(path, Limits()) is Format.SHAPEFILE


def test_a_workbook_is_recognised_by_its_parts(tmp_path: Path) -> None:
    path = _zip(tmp_path / "upload", {"[Content_Types].xml": b"", "xl/workbook.xml": b"<w/>"})
    assert screen_archive(path, Limits()) is Format.XLSX


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"../a.shp": b"", "a.dbf": b""}, "zip_namen"),
        ({"/etc/a.shp": b"", "a.dbf": b""}, "zip_namen"),
        ({"C:\\a.shp": b"", "a.dbf": b""}, "zip_namen"),
        ({"NUL.shp": b"", "a.dbf": b""}, "zip_namen"),
        ({"x" * 300 + ".shp": b""}, "zip_namen"),
        ({"a.shp": b"", "b.zip": b"PK"}, "zip_geschachtelt"),
        ({"a.shp": b"1", "A.SHP": b"2"}, "zip_doppelt"),
        ({"doc.kml": b"<kml/>", "b.kmz": b"PK"}, "zip_geschachtelt"),
        ({"liste.csv": b"a;b", "b.xlsx": b""}, "zip_mehrere_listen"),
        ({"bild.png": b""}, "zip_ohne_liste"),
        ({"xl/workbook.bin": b""}, "excel_binaer"),
        ({"word/document.xml": b""}, "word"),
        ({"ppt/presentation.xml": b""}, "powerpoint"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "opendocument"),
    ],
)
def test_unwanted_contents_are_refused(
    tmp_path: Path, members: dict[str, bytes], reason: str
) -> None:
    assert _reason(_zip(tmp_path / "upload", members)) == reason


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = _zip(tmp_path / "upload", {"a.shp": bytes(5_000_000), "a.dbf": b""})
    assert path.stat().st_size < 10_000
    assert _reason(path) == "zip_bombe"


def test_a_bomb_is_refused_by_its_total_size(tmp_path: Path) -> None:
    path = _zip(tmp_path / "upload", {f"{n}.shp": bytes(900_000) for n in range(3)})
    assert _reason(path, Limits(unpacked_bytes=2_000_000)) == "zip_bombe"


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "upload", {f"{n}.shp": b"" for n in range(101)})
    assert _reason(path) == "zip_zu_viele"


def test_a_huge_table_of_contents_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = _zip(tmp_path / "upload", {f"{n}.shp": b"" for n in range(2_500)})
    assert _reason(path) == "zip_zu_viele"


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("a.shp")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert _reason(path) == "zip_namen"


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    content = bytearray(_zip(tmp_path / "plain", SHAPEFILE).read_bytes())
    start = content.find(b"PK\x01\x02")
    content[start + 8] |= 1
    path = tmp_path / "upload"
    path.write_bytes(content)
    assert _reason(path) == "zip_verschluesselt"


def test_overlapping_entries_are_refused(tmp_path: Path) -> None:
    content = bytearray(_zip(tmp_path / "plain", {"a.shp": bytes(300), "a.dbf": b""}).read_bytes())
    start = content.find(b"PK\x01\x02")
    struct.pack_into("<L", content, start + 20, 900_000)
    path = tmp_path / "upload"
    path.write_bytes(content)
    assert _reason(path) == "zip_beschaedigt"


def test_a_truncated_archive_is_refused(tmp_path: Path) -> None:
    content = _zip(tmp_path / "plain", SHAPEFILE).read_bytes()
    path = tmp_path / "upload"
    path.write_bytes(content[:-30])
    assert _reason(path) == "zip_beschaedigt"


def test_a_shapefile_without_attributes_is_refused(tmp_path: Path) -> None:
    path = _zip(tmp_path / "upload", {"kitas/Kitas.shp": b"", "kitas/Kitas.shx": b""})
    with pytest.raises(Refused) as refused:
        unpack_shapefiles(path)
    assert refused.value.reason == "ohne_dbf"
    assert refused.value.details == {"name": "Kitas"}


def test_unpacked_files_get_neutral_names_beside_the_archive(tmp_path: Path) -> None:
    path = _zip(tmp_path / "upload", {"Ordner/Ä b.SHP": b"s", "Ordner/Ä b.dbf": b"d", "x.exe": b""})
    (name, shp) = unpack_shapefiles(path)[0]
    assert (name, shp) == ("Ä b", tmp_path / "layer0.shp")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["layer0.dbf", "layer0.shp", "upload"]


def test_broken_data_inside_is_refused(tmp_path: Path) -> None:
    content = bytearray(_zip(tmp_path / "plain", {"a.shp": b"abc" * 99, "a.dbf": b""}).read_bytes())
    content[40:45] = b"\xff\xff\xff\xff\xff"
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        unpack_shapefiles(path)
    assert refused.value.reason == "zip_beschaedigt"


def test_the_announced_size_bounds_what_is_read(tmp_path: Path) -> None:
    """An entry that holds more than its directory says ends at what it says."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", b"x" * 10_000)
        archive.writestr("a.dbf", b"")
    content = bytearray(buffer.getvalue())
    struct.pack_into("<L", content, content.find(b"PK\x01\x02") + 24, 10)
    path = tmp_path / "upload"
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        unpack_shapefiles(path)
    assert refused.value.reason == "zip_beschaedigt"


def test_a_numbers_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "liste.numbers"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Index/Document.iwa", b"x")
    with pytest.raises(Refused) as refused:
        screen_archive(path, Limits())
    assert refused.value.reason == "numbers"


def test_a_zip64_directory_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    """Nothing that fits the limits needs one; its numbers may say anything."""
    content = _zip(tmp_path / "plain", SHAPEFILE).read_bytes()
    end = content.rfind(b"PK\x05\x06")
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 2**40, 2**40, 2**50, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    path = tmp_path / "upload"
    path.write_bytes(content[:end] + record + locator + content[end:])
    assert _reason(path) == "zip_bombe"


def test_a_kmz_is_told_by_what_it_holds(tmp_path: Path) -> None:
    members = {"doc.kml": b"<kml/>", "files/icon.png": b"x"}
    assert screen_archive(_zip(tmp_path / "upload", members), Limits()) is Format.KMZ


def test_names_in_utf8_that_nobody_declared_are_read(tmp_path: Path) -> None:
    path = _zip(tmp_path / "upload", {"Traeger.shp": b"s", "Traeger.dbf": b"d"})
    content = path.read_bytes().replace(b"Traeger", "Träger".encode())
    path.write_bytes(content)
    assert [name for name, _ in unpack_shapefiles(path)] == ["Träger"]
