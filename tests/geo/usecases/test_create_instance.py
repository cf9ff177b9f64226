"""Creating an instance with the example layers."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from geo.areas import Level
from geo.errors import IntegrityError
from geo.resources import LocationQuality, Reach, Resource
from geo.shipped import data_dir
from geo.store import versions
from geo.usecases.browse_map import browse_map
from geo.usecases.create_instance import EXAMPLES, create_instance
from geo.usecases.instance import Instance, open_instance
from geo.usecases.manage_layers import list_layers, show_layer
from geo.usecases.settings import Settings, load_settings


@pytest.fixture(scope="module")
def instance(template_instance: Path) -> Instance:
    return create_instance(load_settings(template_instance))


@pytest.fixture(scope="module")
def resources(instance: Instance) -> list[Resource]:
    return [each for layer in browse_map(instance).layers for each in layer.resources]


def test_all_institutions_are_there_and_every_row_is_accounted_for(
    instance: Instance, resources: list[Resource]
) -> None:
    with (data_dir() / EXAMPLES).open(encoding="utf-8", newline="") as stream:
        names = [row["name"] for row in csv.DictReader(stream)]
    reports = [
        show_layer(instance, each.layer.layer_id).versions[0].report
        for each in list_layers(instance)
    ]
    assert sorted(each.name for each in resources) == sorted(names)
    assert sum(report.rows for report in reports) == 104
    assert sum(report.rejected for report in reports) == 0


def test_the_layers_are_the_ressorts(instance: Instance) -> None:
    labels = {ressort.ressort_id: ressort.label for ressort in instance.taxonomy.ressorts}
    layers = [state.layer for state in list_layers(instance)]
    assert len(layers) == 12
    for layer in layers:
        assert layer.title == labels[layer.layer_id]
        assert layer.source
        assert layer.licence
        assert layer.as_of


def test_house_coordinates_are_kept_and_the_rest_says_how_exact_it_is(
    resources: list[Resource],
) -> None:
    houses = [each for each in resources if each.location_quality is LocationQuality.HOUSE]
    assert len(houses) == 48
    for each in resources:
        pointless = each.location_quality in {LocationQuality.NONE, LocationQuality.AREA}
        assert each.has_point is not pointless


def test_the_mobile_familienzentrum_serves_an_area_without_being_a_point(
    resources: list[Resource],
) -> None:
    (mobile,) = [each for each in resources if each.service_areas == ("120695902",)]
    assert mobile.reach is Reach.MOBILE
    assert not mobile.has_point
    assert mobile.location_quality is LocationQuality.AREA


def test_the_areas_are_all_there(instance: Instance) -> None:
    counts = [len(instance.areas.at(level)) for level in Level]
    assert counts == [38, 19, 4, 1]


def test_creating_twice_changes_nothing(settings: Settings) -> None:
    before = list_layers(create_instance(settings))
    assert list_layers(create_instance(settings)) == before


def test_an_interrupted_creation_leaves_nothing_half_visible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings(tmp_path / "instance")
    add_version, calls = versions.add_version, []

    def interrupted(*args: object, **options: object) -> int:
        calls.append(1)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return add_version(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(versions, "add_version", interrupted)
    with pytest.raises(KeyboardInterrupt):
        create_instance(settings)
    monkeypatch.undo()
    assert list_layers(open_instance(settings)) == ()
    assert len(list_layers(create_instance(settings))) == 12


def test_a_database_that_has_disappeared_is_not_replaced_by_examples(settings: Settings) -> None:
    database = settings.instance / "ressourcenkarten.db"
    database.unlink()
    for _ in range(2):  # the first look must not make the second one pass
        with pytest.raises(IntegrityError, match="fehlt oder ist leer"):
            create_instance(settings)


def test_an_example_without_category_is_not_lost(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(data_dir(), data)
    (data / EXAMPLES).write_text("Name;Ort\nTreff ohne Art;Beelitz\n", encoding="utf-8")
    instance = create_instance(load_settings(tmp_path / "instance", data=data))
    assert [layer.layer.title for layer in browse_map(instance).layers] == ["Weitere Angebote"]
