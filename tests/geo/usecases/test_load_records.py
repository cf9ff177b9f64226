"""Lists of records: nothing is kept twice, publishing moves a pointer, the view follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.areas import Level
from geo.errors import Conflict, InputError, InvalidParameter, NotFound
from geo.indicators import ObservationStatus
from geo.usecases import load_records
from geo.usecases.browse_map import browse_map, public_state
from geo.usecases.create_instance import create_instance
from geo.usecases.instance import Instance
from geo.usecases.load_records import Kept, Look
from geo.usecases.settings import Settings

KIND = load_records.kind_of("kennzahlen")
Load = Callable[..., Kept]


@pytest.fixture
def instance(settings: Settings) -> Iterator[Instance]:
    instance = create_instance(settings)
    yield instance
    instance.database.close()


def _look(instance: Instance, folder: Path, text: str) -> Look:
    path = folder / "zahlen.csv"
    path.write_text(text, "utf-8")
    return load_records.look(instance, KIND, path, file_name=path.name)


@pytest.fixture
def load(instance: Instance, tmp_path: Path) -> Load:
    def run(text: str, list_id: str = "zahlen") -> Kept:
        seen = _look(instance, tmp_path, text)
        return load_records.keep(instance, seen, list_id=list_id, publish=True)

    return run


def _kreis(instance: Instance, indicator_id: str) -> float | None:
    (found,) = browse_map(instance).indicators.at(indicator_id, Level.KREIS).values()
    return found.value


def _everywhere(instance: Instance, value: int) -> str:
    rows = (f"{each.area_id};{value}" for each in instance.areas.at(Level.GEMEINDE))
    return "\n".join(("ARS;Fälle 2023", *rows)) + "\n"


def test_a_list_reaches_the_view_and_undo_takes_it_back(instance: Instance, load: Load) -> None:
    before = public_state(instance)
    assert load(_everywhere(instance, 10)).is_new
    assert public_state(instance) != before
    assert _kreis(instance, "faelle") == 380  # 38 Gemeinden
    load(_everywhere(instance, 11))
    assert _kreis(instance, "faelle") == 418
    assert load_records.undo(instance, KIND, "zahlen") == 1
    assert _kreis(instance, "faelle") == 380
    assert load_records.undo(instance, KIND, "zahlen", number=1) is None
    assert public_state(instance) == before or not browse_map(instance).indicators.periods("faelle")
    with pytest.raises(Conflict, match="nichts rückgängig"):
        load_records.undo(instance, KIND, "zahlen")


def test_the_same_twice_is_one_version(instance: Instance, load: Load) -> None:
    text = _everywhere(instance, 10)
    assert (load(text).number, load(text).is_new) == (1, False)
    (state,) = load_records.lists(instance, KIND)
    assert [(each.number, each.count, each.published) for each in state.versions] == [(1, 1, True)]
    assert state.versions[0].report.rows == 38


def test_a_later_list_holds_before_an_earlier_one(instance: Instance, load: Load) -> None:
    load(_everywhere(instance, 10), "erste")
    load("Gemeinde;Fälle 2023\nTeltow;110\n", "zweite")
    assert _kreis(instance, "faelle") == 480


def test_a_list_stands_beside_an_official_number(instance: Instance, load: Load) -> None:
    official = _kreis(instance, "einwohner")
    load("Gemeinde;Einwohner 31.12.2022;Fläche 2022 (ha);Einwohner je km² 2022\nTeltow;9;2150;4\n")
    found = browse_map(instance).indicators
    assert found.periods("einwohner") == ("2022-12-31",)
    assert _kreis(instance, "einwohner") == official
    own = {each.indicator_id: (each.label, each.unit) for each in found.indicators[3:]}
    assert own == {
        "einwohner-liste": ("Einwohner (eigene Liste)", ""),
        "flaeche-liste": ("Fläche (eigene Liste)", "ha"),
        "einwohner-je-km2-liste": ("Einwohner je km² (eigene Liste)", ""),
    }


def test_the_report_says_that_an_official_number_stays(instance: Instance, tmp_path: Path) -> None:
    seen = _look(instance, tmp_path, "Gemeinde;Einwohner 2023\nTeltow;27.000\n")
    (issue,) = [e for e in seen.read.result.report.issues if e.code == "kennzahl_amtlich"]
    assert "amtliche Zahl (Stand 31.12.2022)" in issue.message
    assert "„Einwohner (eigene Liste)“" in issue.message


def test_what_is_too_small_never_reaches_the_view(instance: Instance, load: Load) -> None:
    load(_everywhere(instance, 10).replace(";10", ";2", 1))
    view = browse_map(instance)
    hidden = [
        each
        for each in view.indicators.observations
        if each.indicator_id == "faelle" and each.status is ObservationStatus.SUPPRESSED
    ]
    assert len(hidden) > 1
    assert {each.value for each in hidden} == {None}


def test_publishing_an_older_version_again(instance: Instance, load: Load) -> None:
    load(_everywhere(instance, 10))
    load(_everywhere(instance, 11))
    assert load_records.publish(instance, KIND, "zahlen", 1)
    assert not load_records.publish(instance, KIND, "zahlen", 1)
    with pytest.raises(NotFound, match="keinen Stand 9"):
        load_records.publish(instance, KIND, "zahlen", 9)
    with pytest.raises(Conflict, match="nicht mehr veröffentlicht"):
        load_records.undo(instance, KIND, "zahlen", number=2)


def test_what_cannot_be_kept_is_refused_in_words(instance: Instance, tmp_path: Path) -> None:
    nothing = _look(instance, tmp_path, "Gemeinde;Fälle 2023\nNirgendwo;1\n")
    with pytest.raises(InputError, match="keine Zeile"):
        load_records.keep(instance, nothing, list_id="leer", publish=True)
    seen = _look(instance, tmp_path, "Gemeinde;Fälle 2023\nTeltow;1\n")
    for list_id in ("Ä", "entwurf", ""):
        with pytest.raises(InvalidParameter, match="Kennung"):
            load_records.keep(instance, seen, list_id=list_id, publish=True)
    seen.path.write_text("anders", "utf-8")
    with pytest.raises(InputError, match="verändert"):
        load_records.keep(instance, seen, list_id="zahlen", publish=True)
    assert load_records.lists(instance, KIND) == ()
    with pytest.raises(NotFound, match="wolken"):
        load_records.kind_of("wolken")
