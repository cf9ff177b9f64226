"""``ressourcenkarten boundaries``: another county from an official file, and the proof."""

from __future__ import annotations

import json
from pathlib import Path

import official
import pytest
from click.testing import CliRunner, Result

from cli import main
from geo.boundaries import read_areas, read_built_county

WRITERS = {
    "vg250.gpkg": official.write_geopackage,
    "vg250.zip": official.write_shapefile_zip,
    "vg250.geojson": official.write_geojson,
}


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["boundaries", *map(str, arguments)])


@pytest.mark.parametrize("name", WRITERS)
def test_another_county_is_built_from_every_format_and_proven(name: str, tmp_path: Path) -> None:
    source = WRITERS[name](tmp_path / name)
    config = official.write_config(tmp_path / "config")
    built = _run("build", source, "--ars", official.ARS, "--config", config)
    assert built.exit_code == 0, built.output
    checked = _run("check", config / "boundaries", "--json")
    assert checked.exit_code == 0
    levels = json.loads(checked.stdout)["levels"]
    assert [level["count"] for level in levels] == [12, 4, 2, 1]
    assert all(level["coverage_valid"] and level["nested"] for level in levels)
    assert all(abs(level["largest_deviation_percent"]) < 1 for level in levels)


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    source = official.write_geopackage(tmp_path / "vg250.gpkg")
    for name in ("a", "b"):
        assert _run("build", source, "--ars", official.ARS, "--out", tmp_path / name).exit_code == 0
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_without_configuration_the_assumptions_are_told(tmp_path: Path) -> None:
    source = official.write_geojson(tmp_path / "vg250.geojson")
    out = tmp_path / "out"
    built = _run("build", source, "--ars", official.ARS, "--out", out, "--json")
    assert built.exit_code == 0, built.output
    notes = json.loads(built.stdout)["notes"]
    assert "Für 99007 gibt es keine Konfiguration" in notes[0]
    county = read_built_county(out)
    assert (county.name, county.crs) == ("Kreis 99007", official.CRS)
    assert len(read_areas(out, county)) == 12 + 12 + 1 + 1


def test_the_manifest_holds_what_the_administrator_says(tmp_path: Path) -> None:
    source = official.write_geopackage(tmp_path / "vg250.gpkg")
    said = ("--product", "VG250", "--licence", "dl-de/by-2-0", "--date", "2026-01-01")
    credit = ("--attribution", "© GeoBasis-DE / BKG 2026 (Daten verändert)")
    built = _run("build", source, "--ars", official.ARS, "--out", tmp_path / "o", *said, *credit)
    assert "Ohne --attribution" not in built.output
    manifest = (tmp_path / "o/manifest.toml").read_text("utf-8")
    for value in ("VG250", "dl-de/by-2-0", "2026-01-01", "© GeoBasis-DE / BKG 2026"):
        assert f'"{value}' in manifest


def test_the_shipped_boundaries_are_in_order() -> None:
    checked = _run("check")
    assert checked.exit_code == 0
    assert "Alle Ebenen sind in Ordnung." in checked.stdout
    assert "größte Abweichung der Fläche −0,87 % (Kleinmachnow)" in checked.stdout


def test_findings_give_exit_code_one(tmp_path: Path) -> None:
    source = official.write_geopackage(tmp_path / "vg250.gpkg")
    config = official.write_config(tmp_path / "config")
    toml = (config / "county.toml").read_text("utf-8").replace("gemeinde = 12", "gemeinde = 13")
    (config / "county.toml").write_text(toml, "utf-8")
    built = _run("build", source, "--ars", official.ARS, "--config", config)
    assert built.exit_code == 1
    assert "Befund: 12 Gebiete statt 13." in built.output


def test_changed_boundaries_are_refused(tmp_path: Path) -> None:
    source = official.write_geopackage(tmp_path / "vg250.gpkg")
    _run("build", source, "--ars", official.ARS, "--out", tmp_path / "o")
    path = tmp_path / "o/kreis.geojson"
    path.write_bytes(path.read_bytes() + b" ")
    checked = _run("check", tmp_path / "o")
    assert checked.exit_code == 1
    assert "wurde verändert" in checked.output


@pytest.mark.parametrize("content", ["", "kein Grenzfile", "{}"])
def test_an_unusable_source_is_refused_without_traceback(content: str, tmp_path: Path) -> None:
    source = tmp_path / "grenzen.geojson"
    source.write_text(content, "utf-8")
    built = _run("build", source, "--ars", official.ARS, "--out", tmp_path / "o")
    assert built.exit_code == 1
    assert "grenzen.geojson" in built.output
    assert "Traceback" not in built.output
    assert not (tmp_path / "o").exists()


def test_a_configuration_of_another_county_is_wrong_usage(tmp_path: Path) -> None:
    source = official.write_geopackage(tmp_path / "vg250.gpkg")
    config = official.write_config(tmp_path / "config")
    built = _run("build", source, "--ars", "99008", "--config", config)
    assert built.exit_code == 2
    assert "ist für Landkreis Anderswo (99007)" in built.output
