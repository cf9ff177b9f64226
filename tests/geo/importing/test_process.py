"""From the outside: files in, tables or one German sentence out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import ANY

import pytest

from geo.errors import InputError, LimitExceeded, Unavailable, UnreadableFile
from geo.importing import Format, ImportResult, Limits, parse_file, process
from geo.importing.parsing import children
from geo.importing.parsing.answers import received
from geo.importing.parsing.child import _verdict
from geo.importing.parsing.drivers import DriverError
from geo.importing.parsing.refusals import REFUSALS, Refused

ROOT = Path(__file__).resolve().parents[3]
HEADER = ["Name", "Kategorie", "Ort"]


def _started_anew(
    script: str, folder: Path, *, parent: int, check: bool = False
) -> subprocess.CompletedProcess[str]:
    """Let a child that no server forked read a small file."""
    (folder / "upload").write_bytes(b"Name\nA\n")
    nothing: dict[str, int] = {}
    job = {"folder": str(folder), "limits": nothing, "encoding": None, "fences": tuple(nothing)}
    return subprocess.run(
        [sys.executable, "-I", "-c", script, str(ROOT), "child", json.dumps(job), str(parent)],
        capture_output=True,
        text=True,
        check=check,
    )


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def _sentence(
    path: Path, limits: Limits | None = None, error: type[InputError] = UnreadableFile
) -> str:
    with pytest.raises(error) as refused:
        parse_file(path, limits=limits)
    return str(refused.value)


def test_a_csv_file_goes_the_whole_way(
    csv_file: Callable[..., Path], load_file: Callable[[Path], ImportResult]
) -> None:
    path = csv_file(HEADER, ["Bürgerhaus", "Familienzentrum", "Probestadt"], encoding="cp1252")
    result = load_file(path)
    assert result.resources[0].name == "Bürgerhaus"
    assert result.encoding == "Windows-1252"
    assert "kodierung_geraten" in result.report.totals


def test_an_excel_file_goes_the_whole_way(
    xlsx_file: Callable[..., Path], load_file: Callable[[Path], ImportResult]
) -> None:
    header, row = ["Name", "PLZ", "Ort"], ["Bürgerhaus", "99992", "Probestadt"]
    result = load_file(xlsx_file({1: ["Liste der Häuser"], 3: header, 4: row}))
    assert (result.rows[0].row, result.resources[0].postcode) == (4, "99992")
    assert result.report.totals["kopfzeile_gefunden"] == 1


def test_the_child_loads_no_parser_before_its_fences_stand() -> None:
    root = str(Path(__file__).resolve().parents[3])
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import geo.importing.parsing.child; "
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", script, root], capture_output=True, text=True, check=True
    )
    parsers = {"openpyxl", "pyogrio", "fiona", "geopandas", "pandas", "pyproj", "sqlalchemy"}
    assert parsers.isdisjoint(done.stdout.split())


def test_the_child_loads_none_of_the_chain_that_follows_it(tmp_path: Path) -> None:
    script = children._START.replace(
        'importlib.import_module("geo.importing.parsing." + module)',
        'module = importlib.import_module("geo.importing.parsing." + module)\n'
        "module.os.dup2 = lambda *_: None\nmodule",
    )
    script += "print(*sys.modules, file=sys.__stderr__)"
    done = _started_anew(script, tmp_path, parent=os.getpid(), check=True)
    heavy = {"numpy", "shapely", "geo.assignment", "geo.importing.pipeline", "tomllib"}
    assert heavy.isdisjoint(done.stderr.split())
    assert '["A"]' in done.stdout


class _Answer:
    """A child that answers with given lines."""

    def __init__(self, *lines: object) -> None:
        self.lines = lines

    def __call__(self, *_folder: object, **_options: object) -> Iterator[object]:
        yield from self.lines


def test_a_fault_of_the_installation_is_not_blamed_on_the_file(
    csv_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(process, "_run", _Answer({"failed": "ModuleNotFoundError"}))
    with pytest.raises(Unavailable) as refused:
        parse_file(csv_file(HEADER, ["Geheim", "B", "C"]))
    assert "an der Datei liegt es nicht" in str(refused.value)
    assert "ModuleNotFoundError" in str(refused.value)
    (record,) = caplog.records
    assert (record.getMessage(), vars(record)["kind"]) == ("parser_failed", "ModuleNotFoundError")
    assert "Geheim" not in str(vars(record))


def test_a_missing_library_is_a_fault_of_the_installation(
    tmp_path: Path, changed_child: Callable[[str], None]
) -> None:
    path = _file(tmp_path, "a.fgb", b"fgb\x03fgb\x01")
    changed_child("sys.modules['pyogrio'] = None")
    with pytest.raises(Unavailable, match="ModuleNotFoundError"):
        parse_file(path)


def test_the_name_of_a_fault_cannot_forge_the_log(
    csv_file: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(process, "_run", _Answer({"failed": "X\n2026 ERROR forged"}))
    with pytest.raises(Unavailable, match=r"\(Fehler\)"):
        parse_file(csv_file(HEADER, ["A", "B", "C"]))
    assert vars(caplog.records[0])["kind"] == "Fehler"


@pytest.mark.usefixtures("own_server")
def test_a_child_that_cannot_start_is_a_fault_of_the_installation(
    csv_file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "_START", "import sys; sys.exit('no such library')")
    with pytest.raises(Unavailable, match=r"Error\)"):
        parse_file(csv_file(HEADER, ["A", "B", "C"]))


def test_a_scratch_folder_that_cannot_be_made_is_a_fault_of_the_installation(
    csv_file: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = csv_file(HEADER, ["A", "B", "C"])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(Unavailable, match="FileNotFoundError"):
        parse_file(path)


@pytest.mark.parametrize("fence", ["landlock", "seccomp"])
def test_without_a_required_fence_nothing_is_read(
    csv_file: Callable[..., Path], changed_child: Callable[[str], None], fence: str
) -> None:
    changed_child(
        "raise_fences = child.raise_fences\n"
        f"child.raise_fences = lambda *job: raise_fences(*job) | {{{fence!r}: False}}"
    )
    path = csv_file(HEADER, ["A", "B", "C"])
    with pytest.raises(Unavailable, match="abschotten kann und die Einstellung „require_fences“"):
        parse_file(path, require_fences=True)
    assert parse_file(path).tables[0].rows  # the administrator decides


def test_the_missing_fences_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    standing = {"memory": False, "landlock": False, "seccomp": True}
    monkeypatch.setattr(process, "fence_status", lambda: standing)
    assert process.missing_fences() == ("landlock",)


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (ImportError("x"), {"failed": "ImportError"}),
        (ModuleNotFoundError("x"), {"failed": "ModuleNotFoundError"}),
        (PermissionError("/etc"), {"failed": "PermissionError"}),
        (DriverError("x"), {"failed": "DriverError"}),
        (MemoryError(), {"refused": "zu_aufwendig", "details": {}}),
        (ValueError("Zelle"), {"refused": "abgeschnitten", "details": {"where": ""}}),
        (Refused("leer"), {"refused": "leer", "details": {}}),
    ],
)
def test_each_error_of_a_parser_gets_its_verdict_without_its_text(
    error: Exception, verdict: dict[str, object]
) -> None:
    assert _verdict(error) == verdict


def test_a_child_whose_parent_is_gone_already_does_nothing(tmp_path: Path) -> None:
    done = _started_anew(children._START, tmp_path, parent=1)
    assert (done.returncode, done.stdout) == ((1, "") if sys.platform == "linux" else (0, ANY))


def test_what_a_killed_process_left_behind_is_removed_later(
    csv_file: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = csv_file(HEADER, ["A", "B", "C"])
    scratch = tmp_path / "scratch"
    for name, age_s in (("ressourcenkarten-old", 7_200), ("ressourcenkarten-new", 60), ("x", 9e6)):
        (scratch / name).mkdir(parents=True)
        (scratch / name / "upload").write_text("Geheim")
        os.utime(scratch / name, (time.time() - age_s,) * 2)
    (scratch / "ressourcenkarten-link").symlink_to(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    parse_file(path)
    left = sorted(folder.name for folder in scratch.iterdir())
    assert left == ["ressourcenkarten-link", "ressourcenkarten-new", "x"]
    assert path.exists()


def test_the_given_name_is_shown_and_cleaned(tmp_path: Path) -> None:
    path = _file(tmp_path, "3f2a", b"")
    with pytest.raises(UnreadableFile, match=r"„Kitas\.csv“ ist leer"):
        parse_file(path, file_name="..\\x\\Kitas\u202e.csv\n")


def test_the_original_is_not_changed_and_nothing_is_left_behind(
    csv_file: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = csv_file(HEADER, ["A", "B", "C"])
    before = path.read_bytes()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    parse_file(path)
    assert path.read_bytes() == before
    assert list(scratch.iterdir()) == []


def test_the_format_is_told_by_content(csv_file: Callable[..., Path]) -> None:
    assert parse_file(csv_file(HEADER, ["A", "B", "C"], name="liste.gpkg")).format is Format.CSV


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ist leer"),
        (b"   \r\n", "ist leer"),
        (b"Name;Ort\n", "keine Datenzeilen"),
        (b"%PDF-1.7", "ist ein PDF"),
        (b"\x89PNG\r\n\x1a\n", "ist ein Bild"),
        (b"PK\x03\x04 truncated", "unvollständig oder beschädigt"),
        (b"SQLite format 3\x00truncated", "unvollständig oder beschädigt"),
        (b'{"type": "FeatureCollection", "features": [', "unvollständig oder beschädigt (Zeile 1)"),
        (b"[" * 1_000_000, "zu aufwendig"),
        (b"<kml><Document>", "unvollständig oder beschädigt"),
    ],
)
def test_bad_input_gets_a_german_sentence_with_name_and_reason(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = _file(tmp_path, "liste.xyz", content)
    sentence = _sentence(path, error=InputError)
    assert sentence.startswith("Die Datei „liste.xyz“")
    assert words in sentence


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    assert "gibt es nicht" in _sentence(tmp_path / "fehlt.csv")
    assert "gibt es nicht" in _sentence(tmp_path)


def test_a_workbook_with_missing_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "unvollständig oder beschädigt" in _sentence(path)


def test_a_workbook_with_endless_entities_is_refused(
    tmp_path: Path, xlsx_file: Callable[..., Path]
) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 20))
    plain = xlsx_file({1: ["Name"]}, name="plain.xlsx")
    path = tmp_path / "liste.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part.endswith("sharedStrings.xml"):
                content = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><sst>&l19;</sst>'.encode()
            new.writestr(part, content)
    assert "Dokumenttyp" in _sentence(path)


def test_a_far_cell_is_refused_fast(xlsx_file: Callable[..., Path]) -> None:
    path = xlsx_file({1: ["Name"], 1_048_576: [""] * 16_383 + ["x"]})
    start = time.perf_counter()
    assert "mehr als 200.000 Zeilen" in _sentence(path, error=LimitExceeded)
    assert time.perf_counter() - start < 5


def test_a_zip_bomb_is_refused_fast(tmp_path: Path) -> None:
    path = tmp_path / "bombe.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", bytes(50_000_000))
    start = time.perf_counter()
    assert "entpackt zu groß" in _sentence(path, error=LimitExceeded)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(bytes=1_000), "größer als 0 MB"),
        (Limits(rows=10), "mehr als 10 Zeilen"),
        (Limits(output_bytes=100), "zu aufwendig"),
        (Limits(wall_s=0), "zu aufwendig"),
    ],
)
def test_limits_end_the_reading(csv_file: Callable[..., Path], limits: Limits, words: str) -> None:
    path = csv_file(HEADER, *[["A" * 50, "B", "C"]] * 100)
    assert words in _sentence(path, limits, error=InputError)


def test_memory_is_limited(csv_file: Callable[..., Path]) -> None:
    path = csv_file(HEADER, *[["A" * 50, "B", "C"]] * 150_000)
    sentence = _sentence(path, Limits(memory_bytes=64 * 1024 * 1024), error=InputError)
    # too little memory to say so, or just enough
    assert "zu aufwendig" in sentence or "brach ab" in sentence


def test_processor_time_is_limited(csv_file: Callable[..., Path]) -> None:
    path = csv_file(HEADER, *[["A" * 50, "B", "C"]] * 150_000)
    assert "zu aufwendig" in _sentence(path, Limits(cpu_s=0), error=LimitExceeded)


def test_every_refusal_makes_a_sentence() -> None:
    details = dict.fromkeys(
        (
            "limit",
            "ratio",
            "row",
            "where",
            "what",
            "name",
            "names",
            "shapes",
            "records",
            "encoding",
        ),
        "X",
    )
    for reason in REFUSALS:
        sentence = str(Refused(reason, **details).error("liste.csv"))
        assert "„liste.csv“" in sentence
        assert "{" not in sentence
        assert sentence.endswith(".")


HEAD: dict[str, object] = {"format": "csv", "encoding": "", "encodings": [], "notes": []}
TABLE: dict[str, object] = {"table": "A", "header": None, "crs": None, "shapes": False, "notes": []}
END = {"end": True}


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [HEAD, TABLE, [1, ["A"], None]],
        [HEAD, [1, ["A"], None], END],
        [HEAD, TABLE, [1], END],
        [HEAD, TABLE, ["x", ["A"], None], END],
        [HEAD, {**TABLE, "notes": [{"code": "erfunden"}]}, END],
        [{**HEAD, "format": "exe"}, END],
        [{"refused": "erfunden", "details": {}}],
        [["kein Kopf"]],
        ["Text"],
    ],
)
def test_an_answer_that_is_none_is_refused(lines: list[object]) -> None:
    with pytest.raises(Refused) as refused:
        received(iter(lines))
    assert refused.value.reason == "absturz"


def test_a_crs_that_is_no_code_is_not_taken_over() -> None:
    lines = [HEAD, {**TABLE, "crs": "http://localhost/crs"}, END]
    assert received(iter(lines))[1].tables[0].crs is None


def test_a_long_hostile_cell_does_not_slow_the_import_down(
    csv_file: Callable[..., Path], load_file: Callable[[Path], ImportResult]
) -> None:
    hostile = ["," * 30_000, "1," * 15_000, "a." * 15_000, "(" * 30_000]
    header = ["Name", "Anschrift", "Ort", "Koordinaten", "Webseite", "Zielgruppen", "Kategorie"]
    path = csv_file(header, *[["A", *[cell] * 6] for cell in hostile])
    start = time.perf_counter()
    assert load_file(path).report.rows == 4
    assert time.perf_counter() - start < 10
