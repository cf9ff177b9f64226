"""Preview and commit of a list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import factories
import pytest

from geo.errors import Conflict, InputError, InvalidParameter, LimitExceeded, Unavailable
from geo.store import layers, originals, versions
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
from geo.usecases.manage_layers import find_layer, show_layer
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


def test_other_options_are_another_version(instance: Instance, file: Path) -> None:
    for category in (None, "existenz.tafel"):
        options = ImportOptions(category_id=category)
        seen = preview(instance, file, file_name="liste.csv", options=options)
        commit(instance, seen, factories.layer("neu"), publish=False)
    assert len(show_layer(instance, "neu").versions) == 2


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


@pytest.mark.parametrize("options", [{"category_id": "nix"}, {"table": "nix"}])
def test_an_unknown_choice_is_explained(
    instance: Instance, file: Path, options: dict[str, str]
) -> None:
    with pytest.raises(InvalidParameter, match="nix"):
        preview(instance, file, file_name="liste.csv", options=ImportOptions(**options))  # type: ignore[arg-type]


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
