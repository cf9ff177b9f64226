"""The four levels: of the shipped county, and of a county that the code has never seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import official
import pytest
import shapely

from geo.areas import AreaHierarchy, Level
from geo.boundaries import Municipality, build_areas, read_areas, read_municipalities
from geo.county import County, read_county
from geo.errors import InputError
from geo.shipped import data_dir

TABLE_HEAD = "ars,name,einwohner,einwohner_stand,flaeche_km2\n"


@pytest.fixture(scope="module")
def gemeinden(tmp_path_factory: pytest.TempPathFactory) -> tuple[Municipality, ...]:
    path = official.write_geopackage(tmp_path_factory.mktemp("official") / "vg250.gpkg")
    return read_municipalities(path, ars=official.ARS).municipalities


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return official.write_config(tmp_path / "config")


def _build(gemeinden: Sequence[Municipality], config: Path) -> AreaHierarchy:
    return build_areas(gemeinden, county=read_county(config), folder=config).areas


def test_another_county_has_its_own_levels(
    gemeinden: tuple[Municipality, ...], config: Path
) -> None:
    areas = _build(gemeinden, config)
    assert [len(areas.at(level)) for level in Level] == [12, 4, 2, 1]
    assert areas.crs == official.CRS
    assert areas.kreis.name == "Landkreis Anderswo"
    assert [area.name for area in areas.at(Level.PLANREGION)] == ["Region Nord", "Region Süd"]
    berg = areas.get(Level.SOZIALRAUM, "99007001")
    assert (berg.name, berg.kind, berg.parent_id, berg.parent_confirmed) == (
        *("Berg", "Verbund", "Süd"),
        False,
    )


def test_numbers_are_added_up_from_the_gemeinden(
    gemeinden: tuple[Municipality, ...], config: Path
) -> None:
    areas = _build(gemeinden, config)
    assert areas.kreis.population == sum(range(1_000, 1_012))
    total = sum(area.area_km2 or 0 for area in areas.at(Level.GEMEINDE))
    assert areas.kreis.area_km2 == pytest.approx(total, abs=1e-6)


def test_a_number_that_one_gemeinde_lacks_is_unknown_above(
    gemeinden: tuple[Municipality, ...], config: Path
) -> None:
    first = replace(gemeinden[0], population=None)
    areas = _build([first, *gemeinden[1:]], config)
    assert areas.kreis.population is None
    assert areas.get(Level.SOZIALRAUM, "99007003").population == sum(range(1_009, 1_012))


def test_larger_areas_share_every_vertex_with_their_parts(
    gemeinden: tuple[Municipality, ...], config: Path
) -> None:
    areas = _build(gemeinden, config)
    vertices = [
        set(map(tuple, shapely.get_coordinates([area.geometry for area in areas.at(level)])))
        for level in Level
    ]
    assert vertices[0] > vertices[1] > vertices[2] > vertices[3]


def test_the_register_gives_names_numbers_and_their_date(
    gemeinden: tuple[Municipality, ...], config: Path
) -> None:
    rows = "".join(f"{g.ars},Neu {g.ars[-3:]},7,2025-12-31,12.5\n" for g in gemeinden)
    (config / "gemeinden.csv").write_text(TABLE_HEAD + rows, "utf-8")
    first = _build(gemeinden, config).at(Level.GEMEINDE)[0]
    assert (first.name, first.population, first.area_km2) == ("Neu 000", 7, 12.5)
    assert str(first.population_date) == "2025-12-31"


def test_a_register_of_another_state_is_refused_by_key(
    gemeinden: tuple[Municipality, ...], config: Path
) -> None:
    rows = "".join(f"{g.ars},A,7,2025-12-31,12.5\n" for g in gemeinden[1:])
    (config / "gemeinden.csv").write_text(TABLE_HEAD + rows, "utf-8")
    with pytest.raises(InputError, match=f"Nur in den Grenzen: {gemeinden[0].ars}"):
        _build(gemeinden, config)


def test_a_register_with_a_wrong_number_is_refused_by_row(
    gemeinden: tuple[Municipality, ...], config: Path
) -> None:
    rows = "".join(f"{g.ars},A,viele,2025-12-31,12.5\n" for g in gemeinden)
    (config / "gemeinden.csv").write_text(TABLE_HEAD + rows, "utf-8")
    with pytest.raises(InputError, match=f"Die Zeile {gemeinden[0].ars}"):
        _build(gemeinden, config)


def test_a_missing_sozialraum_is_refused_by_key(
    gemeinden: tuple[Municipality, ...], config: Path
) -> None:
    short = official.SOZIALRAEUME.replace("99007002,Heide,Verbund,Nord,ja\n", "")
    (config / "sozialraeume.csv").write_text(short, "utf-8")
    with pytest.raises(InputError, match="Nur in den Grenzen: 99007002"):
        _build(gemeinden, config)


def test_without_tables_the_county_is_one_unconfirmed_planregion(
    gemeinden: tuple[Municipality, ...],
) -> None:
    county = County(name="Kreis X", ars=official.ARS, crs=official.CRS, sozialraum_digits=12)
    areas = build_areas(gemeinden, county=county).areas
    assert [len(areas.at(level)) for level in Level] == [12, 12, 1, 1]
    assert areas.at(Level.PLANREGION)[0].name == "Kreis X"
    assert areas.at(Level.SOZIALRAUM)[0].name == "Ort 000"
    assert not areas.at(Level.SOZIALRAUM)[0].parent_confirmed


def test_closed_slivers_are_told(gemeinden: tuple[Municipality, ...], config: Path) -> None:
    grown = replace(gemeinden[4], geometry=shapely.buffer(gemeinden[4].geometry, 0.3))
    moved = [grown if gemeinde.ars == grown.ars else gemeinde for gemeinde in gemeinden]
    built = build_areas(moved, county=read_county(config), folder=config)
    assert "Lücken und Überlappungen" in built.notes[0]


def test_the_shipped_boundaries_are_built_from_their_source() -> None:
    source = data_dir().parent.parent / "shared/data/boundaries/gemeinden.geojson"
    if not source.is_file():
        pytest.skip("the source of the shipped boundaries is not at hand")
    county = read_county(data_dir())
    found = read_municipalities(source, ars=county.ars, crs=county.crs)
    built = build_areas(found.municipalities, county=county, folder=data_dir())
    shipped = read_areas(data_dir() / "boundaries", county)
    assert [note[:29] for note in built.notes] == ["Schmale Lücken und Überlappun"]
    for new, old in zip(built.areas, shipped, strict=True):
        assert replace(new, geometry=old.geometry) == old
        assert new.geometry.normalize().equals_exact(old.geometry.normalize(), tolerance=1e-3)
