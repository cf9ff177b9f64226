"""Preview and commit of a list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import factories
import pytest

from geo.errors import Conflict, InputError, InvalidParameter, LimitExceeded, NotFound, Unavailable
from geo.importing import ColumnMapping, Decisions, Placement, Role, decision_key
from geo.store import layers, originals, versions
from geo.usecases import import_layer
from geo.usecases.browse_map import browse_map
from geo.usecases.create_instance import create_instance
from geo.usecases.import_layer import (
    ImportOptions,
    check_layer_id,
    commit,
    layer_id_from,
    preview,
)
from geo.usecases.instance import Instance
from geo.usecases.manage_layers import diff, find_layer, remembered, show_layer, undo
from geo.usecases.settings import Settings

LIST = "Name;Kategorie;Ort\nTreff;Familienzentrum;Beelitz\nBeratung;Suchtberatung;Teltow\n"


@pytest.fixture
def instance(settings: Settings) -> Instance:
    return create_instance(settings)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def _layer_names(instance: Instance) -> list[str]:
    return [view.layer.layer_id for view in browse_map(instance).layers]


def test_a_commit_without_publishing_shows_nothing(instance: Instance, file: Path) -> None:
    seen = preview(instance, file, file_name="liste.csv")
    outcome = commit(instance, seen, factories.layer("neu"), publish=False)
    assert (outcome.number, outcome.is_new, outcome.published) == (1, True, False)
    assert "neu" not in _layer_names(instance)
    assert show_layer(instance, "neu").versions[0].report.rows == 2


def test_two_people_cannot_both_make_a_layer_of_the_same_name(
    instance: Instance, file: Path
) -> None:
    seen = preview(instance, file, file_name="liste.csv")
    commit(instance, seen, factories.layer("neu", title="Neu"), publish=True, is_new=True)
    with pytest.raises(Conflict, match="gibt es schon"):
        commit(instance, seen, factories.layer("neu", title="Neu"), publish=True, is_new=True)
    assert len(show_layer(instance, "neu").versions) == 1


def test_names_of_layers_hold_no_invisible_characters(instance: Instance, file: Path) -> None:
    seen = preview(instance, file, file_name="liste.csv")
    named = factories.layer("neu", title="Ki\u202eta\x00s\n 2026", source="Q\u200buelle")
    layer = commit(instance, seen, named, publish=True).layer
    assert (layer.title, layer.source) == ("Kitas 2026", "Quelle")


def test_a_commit_without_publishing_leaves_the_shown_layer_as_it_is(
    instance: Instance, file: Path
) -> None:
    seen = preview(instance, file, file_name="liste.csv")
    commit(instance, seen, factories.layer("neu", title="Alt"), publish=True)
    kept = commit(instance, seen, factories.layer("neu", title="Neu"), publish=False)
    assert kept.layer.title == "Alt"
    shown = find_layer(instance, "neu")
    assert shown
    assert shown.title == "Alt"


def test_a_published_commit_is_shown(instance: Instance, file: Path) -> None:
    seen = preview(instance, file, file_name="liste.csv")
    assert commit(instance, seen, factories.layer("neu"), publish=True).published
    assert _layer_names(instance)[-1] == "neu"


def test_the_original_is_kept_under_its_digest(instance: Instance, file: Path) -> None:
    seen = preview(instance, file, file_name="liste.csv")
    commit(instance, seen, factories.layer("neu"), publish=False)
    (version,) = show_layer(instance, "neu").versions
    assert instance.originals.open_path(version.sha256).read_text("utf-8") == LIST


def test_the_same_file_twice_changes_nothing(instance: Instance, file: Path) -> None:
    seen = preview(instance, file, file_name="liste.csv")
    first = commit(instance, seen, factories.layer("neu"), publish=True)
    again = commit(instance, seen, factories.layer("neu"), publish=True)
    assert (again.number, again.is_new) == (first.number, False)
    assert len(show_layer(instance, "neu").versions) == 1


def test_another_result_is_another_version(instance: Instance, file: Path) -> None:
    file.write_text("Name;Ort\nTreff;Beelitz\n", encoding="utf-8")
    for category in (None, "existenz.tafel"):
        options = ImportOptions(decisions=Decisions(default_category=category))
        seen = preview(instance, file, file_name="liste.csv", options=options)
        commit(instance, seen, factories.layer("neu"), publish=False)
    assert len(show_layer(instance, "neu").versions) == 2


def test_other_options_with_the_same_result_are_no_new_version(
    instance: Instance, file: Path
) -> None:
    for category in (None, "existenz.tafel"):  # each row names its own
        options = ImportOptions(decisions=Decisions(default_category=category))
        seen = preview(instance, file, file_name="liste.csv", options=options)
        outcome = commit(instance, seen, factories.layer("neu"), publish=True)
    assert (outcome.number, outcome.is_new) == (1, False)


def test_a_better_result_of_the_same_file_is_a_new_version(instance: Instance, file: Path) -> None:
    seen = preview(instance, file, file_name="liste.csv")
    commit(instance, seen, factories.layer("neu"), publish=True)
    rows = tuple(
        replace(row, resource=row.resource and replace(row.resource, lat=52.1, lon=12.9))
        for row in seen.result.rows
    )
    better = replace(seen, result=replace(seen.result, rows=rows))
    outcome = commit(instance, better, factories.layer("neu"), publish=True)
    assert (outcome.number, outcome.is_new) == (2, True)


def test_an_older_file_can_be_shown_again(instance: Instance, file: Path) -> None:
    old = preview(instance, file, file_name="liste.csv")
    commit(instance, old, factories.layer("neu"), publish=True)
    file.write_text(LIST + "Dritter;Tafel;Werder (Havel)\n", encoding="utf-8")
    new = preview(instance, file, file_name="liste.csv")
    assert commit(instance, new, factories.layer("neu"), publish=True).number == 2
    file.write_text(LIST, encoding="utf-8")
    assert commit(instance, old, factories.layer("neu"), publish=True).number == 1


def test_a_disk_that_is_full_leaves_no_version(
    instance: Instance, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(originals, "copy_durably", full)
    seen = preview(instance, file, file_name="liste.csv")
    with pytest.raises(Unavailable, match="Datenträger ist voll"):
        commit(instance, seen, factories.layer("neu"), publish=True)
    assert find_layer(instance, "neu") is None


def test_the_original_is_in_place_before_the_version_exists(
    instance: Instance, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = preview(instance, file, file_name="liste.csv")
    add_version = versions.add_version

    def checked(*args: object, **options: object) -> int:
        assert instance.originals.open_path(seen.sha256).is_file()
        return add_version(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(versions, "add_version", checked)
    commit(instance, seen, factories.layer("neu"), publish=True)


def test_an_interrupted_commit_is_invisible(
    instance: Instance, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    seen = preview(instance, file, file_name="liste.csv")
    monkeypatch.setattr(layers, "publish", interrupted)
    with pytest.raises(KeyboardInterrupt):
        commit(instance, seen, factories.layer("neu"), publish=True)
    assert find_layer(instance, "neu") is None


def test_a_file_changed_after_the_preview_is_not_what_was_seen(
    instance: Instance, file: Path
) -> None:
    seen = preview(instance, file, file_name="liste.csv")
    file.write_text("Name\nAnderes\n", encoding="utf-8")
    with pytest.raises(InputError, match="verändert"):
        commit(instance, seen, factories.layer("neu"), publish=True)
    assert find_layer(instance, "neu") is None


def test_a_list_without_usable_rows_is_not_stored(instance: Instance, file: Path) -> None:
    file.write_text("Name;Ort\n;Beelitz\n", encoding="utf-8")
    seen = preview(instance, file, file_name="liste.csv")
    with pytest.raises(InputError, match="keine Zeile"):
        commit(instance, seen, factories.layer("neu"), publish=True)
    assert find_layer(instance, "neu") is None


def test_the_size_limit_is_that_of_the_settings(settings: Settings, file: Path) -> None:
    instance = replace(
        create_instance(settings), settings=settings.model_copy(update={"max_upload_mb": 1})
    )
    file.write_text("Name\n" + "A\n" * 600_000, encoding="utf-8")
    with pytest.raises(LimitExceeded, match="liste"):
        preview(instance, file, file_name="liste.csv")


@pytest.mark.parametrize(
    "options", [{"decisions": Decisions(default_category="nix")}, {"table": "nix"}]
)
def test_an_unknown_choice_is_explained(
    instance: Instance, file: Path, options: dict[str, Any]
) -> None:
    with pytest.raises(InvalidParameter, match="nix"):
        preview(instance, file, file_name="liste.csv", options=ImportOptions(**options))


@pytest.mark.parametrize(
    "layer_id", ["", "import", "A", "ä", "a b", "-a", "a/b", "..", "a\n", "x" * 65]
)
def test_an_id_that_cannot_stand_in_an_address_is_refused(layer_id: str) -> None:
    with pytest.raises(InvalidParameter, match="Kennung"):
        check_layer_id(layer_id)


@pytest.mark.parametrize(
    ("title", "layer_id"),
    [
        ("Träger & Öffentliche Straße 2026", "traeger-oeffentliche-strasse-2026"),
        ("???", ""),
        ("x" * 80, "x" * 64),
    ],
)
def test_an_id_is_made_of_the_title(title: str, layer_id: str) -> None:
    assert layer_id_from(title) == layer_id


WORDS = "Name;Art der Einrichtung;Für wen;Ort\nTreff;Zirkus;Kobolde, Familien;Nirgendwo\n"
DECIDED = Decisions(
    categories={decision_key("Zirkus"): "kultur.kulturhaus"},
    target_groups={decision_key("Kobolde"): ("kinder",)},
)


def test_what_was_decided_holds_for_the_next_list(instance: Instance, file: Path) -> None:
    file.write_text(WORDS, encoding="utf-8")
    first = preview(instance, file, file_name="a.csv")
    key = first.result.resources[0].resource_id
    placed = replace(DECIDED, placements={key: Placement(52.2, 12.9)})
    seen = preview(instance, file, file_name="a.csv", options=ImportOptions(decisions=placed))
    commit(instance, seen, factories.layer("neu"), publish=True)
    file.write_text(WORDS + "Zweiter;zirkus;KOBOLDE;Teltow\n", encoding="utf-8")
    again = preview(instance, file, file_name="b.csv", layer_id="neu")
    treff, second = again.result.resources
    assert treff.category_id == second.category_id == "kultur.kulturhaus"
    assert (treff.target_groups, second.target_groups) == (("kinder", "familien"), ("kinder",))
    assert (treff.lat, treff.lon) == (52.2, 12.9)
    assert again.result.proposals == ()
    assert again.changes
    assert (len(again.changes.new), len(again.changes.unchanged)) == (1, 1)


def test_without_the_layer_nothing_is_remembered(instance: Instance, file: Path) -> None:
    file.write_text(WORDS, encoding="utf-8")
    options = ImportOptions(decisions=DECIDED)
    seen = preview(instance, file, file_name="a.csv", options=options)
    commit(instance, seen, factories.layer("neu"), publish=True)
    other = preview(instance, file, file_name="a.csv")
    assert {proposal.text for proposal in other.result.proposals} == {"Zirkus", "Kobolde"}
    assert other.changes is None


def test_a_remembered_mapping_holds_for_columns_that_are_there(
    instance: Instance, file: Path
) -> None:
    file.write_text("Foo;Bar;Ort\nTreff;x;Teltow\n", encoding="utf-8")
    mapping = ColumnMapping({Role.NAME: "Foo", Role.PHONE: "Bar", Role.PLACE: "Ort"})
    options = ImportOptions(decisions=Decisions(mapping=mapping))
    seen = preview(instance, file, file_name="a.csv", options=options)
    commit(instance, seen, factories.layer("neu"), publish=True)
    file.write_text("Foo;Ort;Telefon\nTreff;Teltow;99\n", encoding="utf-8")
    again = preview(instance, file, file_name="b.csv", layer_id="neu")
    assert again.result.mapping.columns == {
        Role.NAME: "Foo",
        Role.PHONE: "Telefon",
        Role.PLACE: "Ort",
    }


def test_a_remembered_crs_is_no_guess(instance: Instance, file: Path) -> None:
    file.write_text("Name;x;y\nTreff;364000;5790000\n", encoding="utf-8")
    guessed = preview(instance, file, file_name="a.csv")
    assert "crs_geraten" in guessed.result.guesses
    options = ImportOptions(decisions=Decisions(crs="EPSG:25833"))
    seen = preview(instance, file, file_name="a.csv", options=options)
    commit(instance, seen, factories.layer("neu"), publish=True)
    again = preview(instance, file, file_name="b.csv", layer_id="neu")
    assert (again.result.crs, again.result.guesses) == ("EPSG:25833", frozenset())


def test_what_is_decided_now_holds_over_what_was_decided_before(
    instance: Instance, file: Path
) -> None:
    file.write_text(WORDS, encoding="utf-8")
    seen = preview(instance, file, file_name="a.csv", options=ImportOptions(decisions=DECIDED))
    commit(instance, seen, factories.layer("neu"), publish=True)
    options = ImportOptions(decisions=Decisions(categories={"zirkus": None}))
    again = preview(instance, file, file_name="a.csv", options=options, layer_id="neu")
    assert again.result.resources[0].category_id is None
    assert "kategorie_unbekannt" not in again.result.report.totals


def test_undo_takes_back_what_the_layer_remembers(instance: Instance, file: Path) -> None:
    for crs in ("EPSG:25832", "EPSG:25833"):
        file.write_text(f"Name;Ort\nTreff {crs};Teltow\n", encoding="utf-8")
        options = ImportOptions(decisions=Decisions(crs=crs))
        seen = preview(instance, file, file_name="a.csv", options=options)
        commit(instance, seen, factories.layer("neu"), publish=True)
    assert remembered(instance, "neu").crs == "EPSG:25833"
    undo(instance, "neu")
    assert remembered(instance, "neu").crs == "EPSG:25832"


@pytest.mark.parametrize(
    "decided",
    [Decisions(categories={"a": "nix"}), Decisions(target_groups={"a": ("nix",)})],
)
def test_a_decision_for_what_does_not_exist_is_refused(
    instance: Instance, file: Path, decided: Decisions
) -> None:
    with pytest.raises(InvalidParameter, match="nix"):
        preview(instance, file, file_name="a.csv", options=ImportOptions(decisions=decided))


def test_target_groups_of_the_list_hold_where_a_row_names_none(
    instance: Instance, file: Path
) -> None:
    options = ImportOptions(decisions=Decisions(default_groups=("senioren", "kinder")))
    seen = preview(instance, file, file_name="a.csv", options=options)
    assert {resource.target_groups for resource in seen.result.resources} == {
        ("kinder", "senioren")
    }


def test_progress_rises_to_one_and_may_cancel(instance: Instance, file: Path) -> None:
    fractions: list[float] = []
    preview(instance, file, file_name="a.csv", progress=fractions.append)
    assert fractions == sorted(fractions)
    assert (min(fractions) >= 0, fractions[-1]) == (True, 1.0)

    def cancel(fraction: float) -> None:
        raise InterruptedError(fraction)

    with pytest.raises(InterruptedError):
        preview(instance, file, file_name="a.csv", progress=cancel)


def test_a_parsed_file_is_not_parsed_again(
    instance: Instance, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = preview(instance, file, file_name="a.csv")

    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError

    monkeypatch.setattr(import_layer, "parse_file", refuse)
    again = preview(instance, file, file_name="a.csv", parsed=first.parsed)
    assert again.result.resources == first.result.resources


def test_versions_are_compared(instance: Instance, file: Path) -> None:
    for rows in (LIST, LIST + "Dritter;Tafel;Teltow\n"):
        file.write_text(rows, encoding="utf-8")
        seen = preview(instance, file, file_name="a.csv")
        commit(instance, seen, factories.layer("neu"), publish=False)
    newest = diff(instance, "neu")
    assert (newest.before, newest.after, len(newest.changes.new)) == (1, 2, 1)
    first = diff(instance, "neu", after=1)
    assert (first.before, len(first.changes.new)) == (0, 2)
    back = diff(instance, "neu", before=2, after=1)
    assert len(back.changes.removed) == 1
    with pytest.raises(NotFound):
        diff(instance, "neu", before=9)


def test_the_category_for_rows_without_one_is_remembered_until_it_is_taken_back(
    instance: Instance, file: Path
) -> None:
    file.write_text("Name;Ort\nTreff;Beelitz\n", encoding="utf-8")
    first = Decisions(default_category="existenz.tafel", default_groups=("senioren",))
    seen = preview(instance, file, file_name="a.csv", options=ImportOptions(decisions=first))
    commit(instance, seen, factories.layer("neu"), publish=True)
    again = preview(instance, file, file_name="b.csv", layer_id="neu").result.resources[0]
    assert (again.category_id, again.target_groups) == ("existenz.tafel", ("senioren",))
    none = ImportOptions(decisions=Decisions(default_category="", default_groups=()))
    bare = preview(instance, file, file_name="b.csv", layer_id="neu", options=none)
    assert (bare.result.resources[0].category_id, bare.result.resources[0].target_groups) == (
        None,
        (),
    )
