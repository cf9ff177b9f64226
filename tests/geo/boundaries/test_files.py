"""Boundaries as files: the same bytes every time, and no silent change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import factories
import pytest
import shapely

from geo.areas import Level
from geo.boundaries import BuiltAreas, Provenance, read_areas, read_built_county, write_areas
from geo.county import County, read_county
from geo.errors import IntegrityError, UnreadableFile
from geo.shipped import data_dir, read_attributions, read_manifest

COUNTY = County(
    name='Landkreis „Musterland" \\ Süd',
    ars="99001",
    crs=factories.CRS,
    counts={Level.GEMEINDE: 6, Level.SOZIALRAUM: 4, Level.PLANREGION: 2, Level.KREIS: 1},
)
PROVENANCE = Provenance(source="Muster", licence="CC0", attribution="© Muster", date="2026")


def _write(folder: Path) -> Path:
    built = BuiltAreas(areas=factories.county_areas(), tolerance_m=25.0)
    write_areas(built, folder, county=COUNTY, provenance=PROVENANCE)
    return folder


def test_what_is_written_is_read(tmp_path: Path) -> None:
    again = read_areas(_write(tmp_path), COUNTY)
    for old in factories.county_areas():
        new = again.get(old.level, old.area_id)
        assert replace(new, geometry=old.geometry) == old
        assert shapely.hausdorff_distance(old.geometry, new.geometry) < 0.01


def test_equal_areas_give_equal_bytes(tmp_path: Path) -> None:
    first, second = _write(tmp_path / "a"), _write(tmp_path / "b")
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()


def test_files_are_plain_geojson_in_degrees(tmp_path: Path) -> None:
    content = json.loads((_write(tmp_path) / "gemeinde.geojson").read_text("utf-8"))
    assert set(content) == {"type", "features"}
    assert [feature["id"] for feature in content["features"]] == sorted(
        area.area_id for area in factories.county_areas().at(Level.GEMEINDE)
    )
    longitude, latitude = content["features"][0]["geometry"]["coordinates"][0][0]
    assert 12 < longitude < 14
    assert 52 < latitude < 53
    assert round(longitude, 7) == longitude


def test_the_manifest_says_everything_about_each_file(tmp_path: Path) -> None:
    folder = _write(tmp_path)
    entries = read_manifest(folder)["file"]
    assert [entry["count"] for entry in entries] == [6, 4, 2, 1]
    for entry in entries:
        content = (folder / entry["name"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert (entry["crs"], entry["tolerance_m"], entry["vertices"] > 0) == (
            *("EPSG:4326", 25.0),
            True,
        )
        assert (entry["source"], entry["licence"], entry["date"]) == ("Muster", "CC0", "2026")


def test_the_manifest_remembers_the_county(tmp_path: Path) -> None:
    assert read_built_county(_write(tmp_path)) == COUNTY


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path) / "sozialraum.geojson"
    path.write_bytes(path.read_bytes().replace(b"Probestadt", b"Andersort "))
    with pytest.raises(IntegrityError, match=r"sozialraum\.geojson wurde verändert"):
        read_areas(tmp_path, COUNTY)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    (_write(tmp_path) / "kreis.geojson").unlink()
    with pytest.raises(IntegrityError, match=r"kreis\.geojson ist nicht lesbar"):
        read_areas(tmp_path, COUNTY)


def test_a_missing_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"manifest\.toml"):
        read_areas(tmp_path, COUNTY)


def test_a_level_that_the_manifest_lacks_is_refused(tmp_path: Path) -> None:
    manifest = _write(tmp_path) / "manifest.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('"kreis"', '"land"'), "utf-8")
    with pytest.raises(IntegrityError, match="fehlt die Ebene kreis"):
        read_areas(tmp_path, COUNTY)


@pytest.mark.parametrize("content", [b"{}", b"[1]", b"{", b'{"features":[{"id":"1"}]}'])
def test_a_file_that_is_no_boundary_is_refused(content: bytes, tmp_path: Path) -> None:
    path = _write(tmp_path) / "kreis.geojson"
    manifest = tmp_path / "manifest.toml"
    old, new = (hashlib.sha256(text).hexdigest() for text in (path.read_bytes(), content))
    manifest.write_text(manifest.read_text("utf-8").replace(old, new), "utf-8")
    path.write_bytes(content)
    with pytest.raises(IntegrityError, match="ist nicht lesbar"):
        read_areas(tmp_path, COUNTY)


def test_boundaries_of_another_county_are_refused(tmp_path: Path) -> None:
    with pytest.raises(IntegrityError, match="gehören nicht zu Landkreis Nebenan"):
        read_areas(_write(tmp_path), replace(COUNTY, name="Landkreis Nebenan", ars="99002"))


def test_the_shipped_boundaries_belong_to_the_shipped_county() -> None:
    county = read_county(data_dir())
    assert read_built_county(data_dir() / "boundaries") == county
    areas = read_areas(data_dir() / "boundaries", county)
    assert {level: len(areas.at(level)) for level in Level} == county.counts


def test_the_shipped_tables_are_the_ones_of_the_manifest() -> None:
    for entry in read_manifest(data_dir())["file"]:
        content = (data_dir() / entry["name"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()


def test_every_shipped_source_is_named_once() -> None:
    lines = read_attributions(data_dir())
    assert len(lines) == len(set(lines)) == 3
    assert "OpenStreetMap" in lines[0].text
    assert all(line.text and line.licence for line in lines)
