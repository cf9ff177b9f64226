"""The Konferenzdatei on the command line."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest
from checking import Run
from paper import pdf_info, pdf_text
from tiling import tile_server, write_mbtiles

from geo.tiles import Extent, tile_range
from geo.usecases.settings import FILE_NAME, Settings


def test_the_whole_map_is_one_small_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "karte.html"
    result = run("export", "map", out)
    assert result.exit_code == 0
    assert "Angebote 104, Ebenen 12" in result.output
    text = out.read_text("utf-8")
    assert out.stat().st_size <= 400_000
    assert text.startswith("<!doctype html>")
    assert "Content-Security-Policy" in text
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_selection_has_its_own_title(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "karte.html"
    result = run(
        *("export", "map", out, "--layer", "familie", "--area", "1"),
        *("--category", "familie.familienzentrum", "--title", "Zentren <1>"),
    )
    assert "Ebenen 1." in result.output
    words = "Ebene Kinder, Jugend und Familie; Kategorie Familienzentrum; Planregion 1 – "
    assert f"Auswahl: {words}" in result.output
    text = out.read_text("utf-8")
    assert "Zentren &lt;1&gt;" in text
    assert f"Auswahl: {words}" in text


@pytest.mark.parametrize(
    ("option", "value"), [("--layer", "nix"), ("--area", "nix"), ("--category", "nix")]
)
def test_an_unknown_choice_is_wrong_usage(
    run: Run, tmp_path: Path, option: str, value: str
) -> None:
    result = run("export", "map", tmp_path / "karte.html", option, value)
    assert result.exit_code == 2
    assert "„nix“ gibt es nicht" in result.stderr
    assert list(tmp_path.glob("*.html")) == []


def test_a_folder_that_is_not_there_is_explained(run: Run, tmp_path: Path) -> None:
    result = run("export", "map", tmp_path / "fehlt" / "karte.html")
    assert result.exit_code == 1
    assert "lässt sich nicht schreiben" in result.stderr


def test_an_empty_area_is_not_the_whole_county(run: Run, tmp_path: Path) -> None:
    assert run("export", "map", tmp_path / "karte.html", "--area", "").exit_code == 2


def test_a_selection_without_offers_is_a_map_that_says_so(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "karte.html"
    result = run("export", "map", out, "--area", "120690017", "--category", "pflege.hospiz")
    assert result.exit_code == 0
    assert "gibt es keine Angebote" in result.output
    assert "Potsdam-Mittelmark" in out.read_text("utf-8")


def test_a_title_is_cleaned_of_what_cannot_be_seen(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "karte.html"
    run("export", "map", out, "--title", "Karte\u202e\x1b[31m\udcff\nA")
    assert "<title>Karte[31m A – " in out.read_text("utf-8")


def test_something_that_is_no_file_is_not_replaced(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    result = run("export", "map", pipe)
    assert result.exit_code == 2
    assert "keine gewöhnliche Datei" in result.stderr
    assert pipe.is_fifo()


def test_a_file_that_cannot_be_finished_leaves_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    (tmp_path / "out").mkdir()
    result = run("export", "map", tmp_path / "out" / "karte.html")
    assert result.exit_code == 1
    assert "der Datenträger ist voll" in result.stderr
    assert list((tmp_path / "out").iterdir()) == []


@pytest.fixture
def _basemap(settings: Settings) -> None:
    area = Extent(11.5, 51.5, 13.5, 53.0)
    tiles = [tile for z in (8, 9) for tile in tile_range(area, z)]
    write_mbtiles(settings.instance / "kreis.mbtiles", tiles)
    (settings.instance / FILE_NAME).write_text(
        '[[basemaps]]\nid = "kreis"\ntitle = "Kreis"\nkind = "mbtiles"\n'
        'file = "kreis.mbtiles"\nattribution = "© Musterkreis"\n'
        '[[basemaps]]\nid = "basemapde-grau"\n',
        encoding="utf-8",
    )


@pytest.mark.usefixtures("_basemap")
def test_a_background_is_taken_along_and_its_size_told(run: Run, tmp_path: Path) -> None:
    result = run("export", "map", tmp_path / "mit.html", "--basemap", "kreis")
    run("export", "map", tmp_path / "ohne.html")
    assert result.exit_code == 0
    assert re.search(r"Hintergrund: \d+ Kacheln, Zoom 8 bis 9, rund \d+ kB\.", result.stderr)
    assert re.search(r"um rund \d+ kB größer", result.stderr)
    text = (tmp_path / "mit.html").read_text("utf-8")
    assert text.count('data-kind="tile"') > 8
    assert "© Musterkreis" in text
    assert 'data-kind="tile"' not in (tmp_path / "ohne.html").read_text("utf-8")


@pytest.mark.usefixtures("_basemap")
@pytest.mark.parametrize(
    ("basemap", "words"), [("nix", "„nix“ gibt es nicht"), ("basemapde-grau", "darf nicht")]
)
def test_a_background_that_cannot_be_taken_is_wrong_usage(
    run: Run, tmp_path: Path, basemap: str, words: str
) -> None:
    result = run("export", "map", tmp_path / "karte.html", "--basemap", basemap)
    assert result.exit_code == 2
    assert words in result.stderr
    assert list(tmp_path.glob("*.html")) == []


def test_a_service_that_is_gone_writes_no_file(
    run: Run, tmp_path: Path, settings: Settings
) -> None:
    with tile_server() as server:
        server.status = 500
        (settings.instance / FILE_NAME).write_text(
            'basemap_user_agent = "Muster"\n[[basemaps]]\nid = "probe"\ntitle = "Probe"\n'
            f'kind = "xyz"\nurl = "{server.template}"\nattribution = "©"\nembed = true\n',
            encoding="utf-8",
        )
        result = run("export", "map", tmp_path / "karte.html", "--basemap", "probe")
    assert result.exit_code == 1
    assert "lehnt ab (HTTP 500)" in result.stderr
    assert list(tmp_path.glob("*.html")) == []


def test_a_poster_of_an_area_is_written_in_the_kind_of_its_name(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "plakat.pdf"
    chosen = ("--area", "120695918", "--paper", "A4", "--landscape", "--title", "Bei uns")
    result = run("export", "poster", out, *chosen, "--url", "https://karten.example")
    assert result.exit_code == 0
    assert "Angebote 3, " in result.output
    info = pdf_info(out.read_bytes())
    assert info["Title"] == "Bei uns"
    assert info["Page size"] == "841.89 x 595.276 pts (A4)"
    assert "https://karten.example/karte" in pdf_text(out.read_bytes())


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("plakat.docx", (), "pdf, svg, png"),
        ("plakat.pdf", ("--url", "karten"), "beginnt mit https:// oder http://"),
        ("plakat.pdf", ("--area", "77"), "Das Gebiet „77“ gibt es nicht"),
    ],
)
def test_a_poster_that_cannot_be_made_is_refused(
    run: Run, tmp_path: Path, name: str, options: tuple[str, ...], words: str
) -> None:
    result = run("export", "poster", tmp_path / name, *options)
    assert result.exit_code == 2
    assert words in result.output
    assert not list(tmp_path.glob("*.pdf"))


def test_areas_are_coloured_on_the_poster_and_in_the_file(run: Run, tmp_path: Path) -> None:
    shade = ("--shade", "dichte", "--classes", "eigene-50,100,200")
    assert run("export", "poster", tmp_path / "plakat.pdf", *shade).exit_code == 0
    text = " ".join(pdf_text((tmp_path / "plakat.pdf").read_bytes(), "-raw").split())
    assert "Einteilung: eigene Grenzen" in text
    assert re.search(r"(über 50|51)\S* bis 100\S* \d+ Gebiete?", text)
    assert run("export", "map", tmp_path / "karte.html", *shade).exit_code == 0
    look = "flaeche=dichte&klassen=eigene-50%2C100%2C200"
    assert look in (tmp_path / "karte.html").read_text("utf-8").replace("\\u0026", "&")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--shade", "nix"), "Es gibt: angebote, angebote-je-1000"),
        (("--shade", "dichte", "--classes", "viele"), "Möglich sind quantile"),
        (("--level", "gemeinde"), "gehören zu --shade"),
    ],
)
def test_colours_that_there_are_not_are_refused(
    run: Run, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    result = run("export", "poster", tmp_path / "plakat.pdf", *options)
    assert result.exit_code == 2
    assert words in " ".join(result.output.split())
