"""Notes of a Konferenzdatei become a layer that nobody outside sees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import factories
import pytest

from geo.errors import InputError
from geo.layers import Visibility
from geo.usecases.browse_map import browse_map
from geo.usecases.conference_notes import new_layer, notes_title
from geo.usecases.create_instance import create_instance
from geo.usecases.import_layer import Preview, commit, preview
from geo.usecases.instance import Instance
from geo.usecases.manage_layers import shown_resources
from geo.usecases.settings import Settings


@pytest.fixture
def instance(settings: Settings) -> Instance:
    return create_instance(settings)


def look(
    instance: Instance, folder: Path, *notes: dict[str, Any], title: str = "Runde im März"
) -> Preview:
    features = [
        {"type": "Feature", "geometry": each.pop("geometry", None), "properties": each}
        for each in notes
    ]
    marker = {"karte": title, "exportiert": "2026-03-12"}
    path = folder / "notizen.geojson"
    content = {"type": "FeatureCollection", "notizen": marker, "features": features}
    path.write_text(json.dumps(content), "utf-8")
    return preview(instance, path, file_name=path.name)


def note(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "Name": f"Notiz zu: {number}",
        "Hinweis": "Zeile\nZeile",
        "Kennung": str(number),
    } | fields


def test_notes_need_neither_category_nor_place(instance: Instance, tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [12.59, 52.14]}
    notes = (note(1, geometry=point), note(2), note(3, Sozialraum="Beelitz"))
    seen = look(instance, tmp_path, *notes)
    report = seen.result.report
    assert (report.rows, report.imported) == (3, 3)
    assert [issue.code for issue in report.issues] == ["notizen"]
    by_id = {each.resource_id: each for each in seen.result.resources}
    assert by_id["1"].sozialraum_id == "120690020"
    assert by_id["2"].sozialraum_id is None
    assert by_id["3"].sozialraum_id == "120690017"
    assert by_id["1"].note == "Zeile\nZeile"


def test_a_note_at_a_place_that_nobody_knows_is_still_told(
    instance: Instance, tmp_path: Path
) -> None:
    seen = look(instance, tmp_path, note(1, Ort="Gibtesnicht"))
    assert "ohne_ort" in [issue.code for issue in seen.result.report.issues]


def test_their_layer_is_internal_and_named_after_the_map(
    instance: Instance, tmp_path: Path
) -> None:
    seen = look(instance, tmp_path, note(1))
    layer = new_layer(seen.result, "runde")
    assert (layer.title, layer.visibility) == ("Notizen aus Runde im März", Visibility.INTERNAL)
    commit(instance, seen, layer, publish=True, is_new=True)
    assert "runde" not in [view.layer.layer_id for view in browse_map(instance).layers]
    assert [each.name for each in shown_resources(instance, "runde")] == ["Notiz zu: 1"]


def test_notes_never_enter_a_public_layer(instance: Instance, tmp_path: Path) -> None:
    seen = look(instance, tmp_path, note(1))
    with pytest.raises(InputError, match="enthält Notizen; die Ebene „Familie“ ist öffentlich"):
        commit(instance, seen, factories.layer("familie"), publish=True)


def test_another_list_becomes_a_public_layer(instance: Instance, tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text("Name;Ort\nTreff;Beelitz\n", "utf-8")
    seen = preview(instance, tmp_path / "liste.csv", file_name="liste.csv")
    assert notes_title(seen.result) is None
    assert new_layer(seen.result, "liste").visibility is Visibility.PUBLIC


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Runde\u2028im\x00 \u202eMärz\ud800", "Notizen aus Rundeim März"),
        (" \n", "Notizen aus einer Konferenzdatei"),
    ],
)
def test_the_title_of_a_strange_file_is_cleaned(
    instance: Instance, tmp_path: Path, title: str, shown: str
) -> None:
    seen = look(instance, tmp_path, note(1, Hinweis="\ud800Text"), title=title)
    assert new_layer(seen.result, "runde").title == shown
    assert seen.result.resources[0].note == "Text"
