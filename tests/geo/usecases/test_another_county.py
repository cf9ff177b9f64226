"""Another county is a folder, not code."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from pathlib import Path

import factories
import pytest

from geo.areas import Level
from geo.boundaries import BuiltAreas, Provenance, write_areas
from geo.county import read_county
from geo.shipped import data_dir
from geo.usecases.browse_map import browse_map
from geo.usecases.create_instance import create_instance
from geo.usecases.import_layer import commit, preview
from geo.usecases.settings import load_settings


@pytest.fixture
def musterland(tmp_path: Path) -> Path:
    """Write the configuration of the invented county."""
    folder = tmp_path / "musterland"
    shutil.copytree(data_dir() / "taxonomy", folder / "taxonomy")
    (folder / "county.toml").write_text(
        'name = "Landkreis Musterland"\nars = "99001"\ncrs = "EPSG:25833"\n', encoding="utf-8"
    )
    areas = factories.county_areas()
    _write_tables(folder)
    write_areas(
        BuiltAreas(areas=areas, tolerance_m=0.0),
        folder / "boundaries",
        county=read_county(folder),
        provenance=Provenance(source="erfunden", attribution="Musteramt"),
    )
    return folder


def _write_tables(folder: Path) -> None:
    areas = factories.county_areas()
    gemeinden = [(each.area_id, each.name, each.population) for each in areas.at(Level.GEMEINDE)]
    spaces = [(each.area_id, each.name) for each in areas.at(Level.SOZIALRAUM)]
    place = ("990010002002", "Probestadt", "99999", 52.30, 12.88)
    _write_table(folder / "gemeinden.csv", ("ars", "name", "einwohner"), gemeinden)
    _write_table(folder / "sozialraeume.csv", ("sozialraum_id", "name"), spaces)
    _write_table(folder / "orte.csv", ("ars", "ort", "plz", "lat", "lon"), [place])


def _write_table(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([columns, *rows])


def test_an_instance_of_another_county_knows_nothing_of_the_shipped_one(
    tmp_path: Path, musterland: Path
) -> None:
    instance = create_instance(load_settings(tmp_path / "instance", data=musterland))
    view = browse_map(instance)
    assert view.county == "Landkreis Musterland"
    assert len(view.areas) == 13
    assert view.layers == ()


def test_a_list_is_assigned_to_the_areas_of_the_other_county(
    tmp_path: Path, musterland: Path
) -> None:
    instance = create_instance(load_settings(tmp_path / "instance", data=musterland))
    file = tmp_path / "liste.csv"
    file.write_text("Name;Ort;Lat;Lon\nA;;52.30;12.88\nB;Probestadt;;\n", encoding="utf-8")
    seen = preview(instance, file, file_name="liste.csv")
    commit(instance, seen, factories.layer(), publish=True)
    (layer,) = browse_map(instance).layers
    assert [each.sozialraum_id for each in layer.resources] == ["990010002", "990010002"]
