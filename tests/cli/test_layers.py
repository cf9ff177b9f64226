"""Loading, listing and taking back layers on the command line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from checking import Run

from geo.geocoding.online import OnlineAnswer, OnlineQuery
from geo.layers import ContactField
from geo.resources import LocationQuality
from geo.store import geocoder
from geo.usecases import geocode_online
from geo.usecases.browse_map import browse_map
from geo.usecases.create_instance import create_instance
from geo.usecases.instance import Instance
from geo.usecases.manage_layers import find_layer, show_layer
from geo.usecases.settings import Settings

LIST = (
    "Name;Kategorie;Ort;Breite;Länge\n"
    "Treff;Familienzentrum;Beelitz;52,24;12,97\n"
    "Ohne Ort;Suchtberatung;;;\n"
)
REJECTED = LIST + ";Suchtberatung;Teltow;;\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def _json(text: str) -> dict[str, Any]:
    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    loaded: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return loaded


def test_an_import_names_counts_and_the_most_frequent_findings(run: Run, file: Path) -> None:
    result = run("layers", "import", file, "--layer", "neu", "--title", "Neue Liste")
    assert result.exit_code == 0
    assert "2 Zeilen, davon 1 übernommen, 1 mit Befund übernommen, 0 abgelehnt" in result.output
    assert "1 × Zeile 3: Die Zeile nennt weder" in result.output
    assert "Stand 1 der Ebene „Neue Liste“, noch nicht veröffentlicht" in result.output


def test_without_publish_the_version_is_stored_but_not_shown(
    run: Run, file: Path, settings: Settings
) -> None:
    run("layers", "import", file, "--layer", "neu")
    state = show_layer(create_instance(settings), "neu")
    assert [version.published for version in state.versions] == [False]
    assert "neu" in run("layers", "list").output
    result = run("layers", "import", file, "--layer", "neu", "--publish")
    assert "Schon vorhanden als Stand 1" in result.output
    assert "veröffentlicht." in result.output
    assert show_layer(create_instance(settings), "neu").published


def test_a_dry_run_stores_nothing(run: Run, file: Path, settings: Settings) -> None:
    result = run("layers", "import", file, "--layer", "neu", "--dry-run")
    assert result.exit_code == 0
    assert "Nur geprüft" in result.output
    assert find_layer(create_instance(settings), "neu") is None


def test_rejected_rows_are_exit_code_1(run: Run, file: Path) -> None:
    file.write_text(REJECTED, encoding="utf-8")
    result = run("layers", "import", file, "--layer", "neu")
    assert result.exit_code == 1
    assert "1 abgelehnt" in result.output
    assert "Stand 1" in result.output


def test_json_is_one_strict_object_with_the_promised_keys(run: Run, file: Path) -> None:
    file.write_text(REJECTED, encoding="utf-8")
    result = run("layers", "import", file, "--layer", "neu", "--json")
    told = _json(result.stdout)
    assert told["rows"] == told["imported"] + told["corrected"] + told["rejected"] == 3
    assert told["mapping"]["name"] == "Name"
    assert (told["crs"], told["encoding"]) == ("EPSG:4326", "UTF-8")
    assert {"code", "severity", "row", "column", "value", "message"} <= set(told["issues"][0])
    assert told["resources"][0] == {
        "name": "Treff",
        "lat": 52.24,
        "lon": 12.97,
        "location_quality": "house",
        "sozialraum_id": "120690017",
    }
    assert told["resources"][1]["lat"] is None
    assert (told["layer"], told["version"], told["published"]) == ("neu", 1, False)


def test_a_refused_file_is_one_json_object_too(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "leer.csv"
    empty.touch()
    result = run("layers", "import", empty, "--layer", "neu", "--json")
    assert result.exit_code == 1
    assert "leer.csv" in _json(result.stdout)["error"]["message"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("fehlt.csv", None), ("leer.csv", b""), ("bild.xlsx", b"\x89PNG\r\n\x1a\n"), ("x.kml", b"<k")],
)
def test_a_file_that_cannot_be_used_is_refused(
    run: Run, tmp_path: Path, settings: Settings, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = run("layers", "import", path, "--layer", "neu", "--publish")
    assert result.exit_code == 1
    assert name in result.stderr
    assert result.stderr.startswith("Fehler: ")
    assert find_layer(create_instance(settings), "neu") is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("--layer", "Ä b"),
        ("--layer", "../x"),
        ("--layer", "neu", "--category", "nix"),
        (),
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, file: Path, arguments: tuple[str, ...]) -> None:
    assert run("layers", "import", file, *arguments).exit_code == 2


def test_a_category_is_given_to_rows_without_one(run: Run, file: Path, settings: Settings) -> None:
    file.write_text("Name;Ort\nTafel;Beelitz\n", encoding="utf-8")
    run("layers", "import", file, "--layer", "neu", "--category", "existenz.tafel", "--publish")
    assert (
        browse_map(create_instance(settings)).layers[-1].resources[0].category_id
        == "existenz.tafel"
    )


def test_a_mapping_says_which_column_is_what(run: Run, file: Path, tmp_path: Path) -> None:
    file.write_text("X1;X2\nTreff;Beelitz\n", encoding="utf-8")
    mapping = tmp_path / "m.toml"
    mapping.write_text('[spalten]\nname = "X1"\nplace = "X2"\n', encoding="utf-8")
    arguments = ("layers", "import", file, "--layer", "neu", "--mapping", mapping, "--json")
    told = _json(run(*arguments, "--dry-run").stdout)
    assert told["resources"][0]["name"] == "Treff"
    assert told["mapping"] == {"name": "X1", "place": "X2"}
    mapping.write_text("nix", encoding="utf-8")
    assert run(*arguments).exit_code == 1


def test_the_title_stays_when_none_is_given(run: Run, file: Path, settings: Settings) -> None:
    run("layers", "import", file, "--layer", "jugend")
    layer = find_layer(create_instance(settings), "jugend")
    assert layer
    assert layer.title == "Jugendarbeit"


def test_source_date_and_released_contacts_are_given_and_then_stay(
    run: Run, file: Path, settings: Settings
) -> None:
    arguments = ("layers", "import", file, "--layer", "neu", "--publish")
    run(*arguments, "--source", "Landkreis", "--licence", "dl-de/by-2-0", "--as-of", "2026-03-01")
    run(*arguments, "--release", "phone", "--release", "email")
    layer = find_layer(create_instance(settings), "neu")
    assert layer
    assert (layer.source, layer.licence, layer.as_of) == ("Landkreis", "dl-de/by-2-0", "2026-03-01")
    assert layer.released == {ContactField.PHONE, ContactField.EMAIL}
    run(*arguments, "--release", "none")
    layer = find_layer(create_instance(settings), "neu")
    assert layer
    assert (layer.source, layer.released) == ("Landkreis", frozenset())
    assert run(*arguments, "--release", "fax").exit_code == 2


def test_nothing_is_released_before_it_is_published(
    run: Run, file: Path, settings: Settings
) -> None:
    run("layers", "import", file, "--layer", "neu", "--publish")
    file.write_text(LIST + "Neuer Treff;Familienzentrum;Beelitz;52,24;12,97\n", encoding="utf-8")
    result = run("layers", "import", file, "--layer", "neu", "--release", "phone")
    assert "mit --publish wird er gezeigt und gelten Name, Quelle" in result.output
    layer = find_layer(create_instance(settings), "neu")
    assert layer
    assert layer.released == frozenset()


def test_a_table_of_a_file_can_be_chosen(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Kitas", "Horte"):
            book.add_worksheet(name).write_column(0, 0, ["Name", f"{name} 1"])
    arguments = ("layers", "import", path, "--layer", "neu", "--dry-run", "--json")
    told = _json(run(*arguments, "--table", "Horte").stdout)
    assert told["resources"][0]["name"] == "Horte 1"
    assert run(*arguments, "--table", "Fehlt").exit_code == 2


def test_the_columns_that_were_read_are_told(run: Run, file: Path) -> None:
    output = run("layers", "import", file, "--layer", "neu", "--dry-run").output
    assert "Gelesene Spalten: Name („Name“), Kategorie („Kategorie“), Ort („Ort“)" in output


def test_undo_goes_back_to_what_was_shown(run: Run, file: Path) -> None:
    run("layers", "import", file, "--layer", "jugend", "--publish")
    result = run("layers", "undo", "jugend")
    assert result.exit_code == 0
    assert "wieder Stand 1" in result.output
    assert "nichts mehr" in run("layers", "undo", "jugend").output
    assert run("layers", "undo", "jugend").exit_code == 1
    assert run("layers", "undo", "nix").exit_code == 2


def test_layers_are_listed_with_what_is_shown(run: Run) -> None:
    lines = run("layers", "list").output.splitlines()
    assert len(lines) == 12
    assert lines[0].split(maxsplit=3) == ["familie", "Stand", "1", "Kinder, Jugend und Familie"]
    told = _json(run("layers", "list", "--json").stdout)
    assert [layer["layer"] for layer in told["layers"]][:2] == ["familie", "jugend"]


def test_a_layer_is_shown_with_its_versions(run: Run) -> None:
    assert "20 Zeilen" in run("layers", "show", "familie").output
    told = _json(run("layers", "show", "familie", "--json").stdout)
    assert told["versions"][0]["rows"] == 20
    assert told["versions"][0]["published"] is True
    assert run("layers", "show", "nix").exit_code == 2


def test_the_same_list_again_changes_nothing_and_says_so(run: Run, file: Path) -> None:
    run("layers", "import", file, "--layer", "neu", "--publish")
    result = run("layers", "import", file, "--layer", "neu", "--publish")
    assert "0 neu, 0 geändert, 0 verschoben, 0 entfallen, 2 unverändert" in result.output
    assert "An den Angeboten ändert sich nichts" in result.output


def test_a_diff_names_what_changed(run: Run, file: Path) -> None:
    run("layers", "import", file, "--layer", "neu")
    changed = LIST.replace("Treff;", "Haus;").replace("Suchtberatung", "Tafel")
    file.write_text(changed, encoding="utf-8")
    run("layers", "import", file, "--layer", "neu")
    text = run("layers", "diff", "neu").output
    assert "von Stand 1 zu Stand 2: 1 neu, 1 geändert, 0 verschoben, 1 entfallen" in text
    assert "  neu: Haus" in text
    assert "  geändert: Ohne Ort (Kategorie; Zielgruppen)" in text
    found = _json(run("layers", "diff", "neu", "--from", 2, "--to", 1, "--json").output)
    assert (found["from"], found["to"], found["unchanged"]) == (2, 1, 0)
    assert [change["name"] for change in found["new"]] == ["Treff"]
    assert found["changed"][0]["fields"] == ["category_id", "target_groups"]


@pytest.mark.parametrize("arguments", [["nix"], ["neu", "--from", 7]])
def test_a_diff_of_what_does_not_exist_is_refused(
    run: Run, file: Path, arguments: list[object]
) -> None:
    run("layers", "import", file, "--layer", "neu")
    assert run("layers", "diff", *arguments).exit_code == 2


def test_a_mapping_is_written_corrected_and_used(run: Run, file: Path, tmp_path: Path) -> None:
    run("layers", "import", file, "--layer", "neu", "--publish")
    shown = run("layers", "mapping", "neu").output
    assert 'name = "Name"' in shown
    path = tmp_path / "m.toml"
    assert str(path) in run("layers", "mapping", "neu", path).output
    assert path.read_text("utf-8") == shown
    path.write_text(shown + '\n[kategorien]\nsuchtberatung = "existenz.tafel"\n', "utf-8")
    run("layers", "import", file, "--layer", "neu", "--mapping", path, "--publish")
    assert 'suchtberatung = "existenz.tafel"' in run("layers", "mapping", "neu").output
    assert "(Kategorie; Zielgruppen)" in run("layers", "diff", "neu").output


def test_a_mapping_of_an_unknown_layer_is_refused(run: Run) -> None:
    assert run("layers", "mapping", "nix").exit_code == 2


def test_the_report_is_an_excel_file_and_comes_back(run: Run, file: Path, tmp_path: Path) -> None:
    file.write_text(REJECTED, encoding="utf-8")
    path = tmp_path / "bericht.xlsx"
    run("layers", "import", file, "--layer", "neu", "--report", path, "--dry-run")
    again = _json(run("layers", "import", path, "--layer", "neu", "--dry-run", "--json").output)
    assert (again["rows"], again["rejected"]) == (3, 1)
    assert "spalten_ungenutzt" not in {issue["code"] for issue in again["issues"]}


def test_a_report_that_cannot_be_written_stores_nothing(
    run: Run, file: Path, tmp_path: Path, settings: Settings
) -> None:
    path = tmp_path / "fehlt" / "bericht.xlsx"
    result = run("layers", "import", file, "--layer", "neu", "--report", path)
    assert result.exit_code == 1
    assert "der Ordner fehlt" in result.output
    assert find_layer(create_instance(settings), "neu") is None


def test_crs_and_encoding_can_be_given(run: Run, file: Path) -> None:
    text = "Name;x;y\nBürgertreff;364000;5790000\n"
    file.write_bytes(text.encode("cp850"))
    options = ["--crs", "EPSG:25833", "--encoding", "cp850"]
    found = _json(run("layers", "import", file, "--layer", "neu", *options, "--json").output)
    assert (found["crs"], found["resources"][0]["name"]) == ("EPSG:25833", "Bürgertreff")
    assert "crs_geraten" not in {issue["code"] for issue in found["issues"]}


@pytest.mark.parametrize("options", [["--crs", "EPSG:999999"], ["--encoding", "quatsch"]])
def test_what_cannot_be_read_so_is_refused(run: Run, file: Path, options: list[str]) -> None:
    result = run("layers", "import", file, "--layer", "neu", *options)
    assert result.exit_code in {1, 2}
    assert options[1] in result.output


def test_target_groups_can_be_given_for_all_rows(run: Run, file: Path) -> None:
    options = ["--target-group", "senioren", "--publish"]
    assert run("layers", "import", file, "--layer", "neu", *options).exit_code == 0
    wrong = run("layers", "import", file, "--layer", "neu", "--target-group", "zwerge")
    assert (wrong.exit_code, "zwerge" in wrong.output) == (2, True)


def test_nobody_is_asked_for_addresses_unless_a_service_is_configured(
    run: Run, file: Path, settings: Settings
) -> None:
    result = run("layers", "import", file, "--layer", "neu", "--online")
    assert (result.exit_code, "geocoder" in result.output) == (2, True)
    assert find_layer(create_instance(settings), "neu") is None


def test_answers_of_the_service_are_used_at_once(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(instance: Instance, queries: Sequence[OnlineQuery]) -> int:
        found = OnlineAnswer(
            service="muster.example", lat=52.24, lon=12.97, quality=LocationQuality.HOUSE
        )
        with instance.database.writing() as session:
            for query in queries:
                geocoder.keep_answer(session, query.key, found)
        return len(queries)

    monkeypatch.setattr(geocode_online, "look_up", answer)
    file.write_text("Name;Straße;PLZ;Ort\nA;Übungsstraße 5;14547;Beelitz\n", encoding="utf-8")
    found = _json(run("layers", "import", file, "--layer", "neu", "--online", "--json").output)
    assert (found["resources"][0]["lat"], found["resources"][0]["lon"]) == (52.24, 12.97)


def test_a_mapping_that_cannot_be_written_is_told(run: Run, file: Path, tmp_path: Path) -> None:
    run("layers", "import", file, "--layer", "neu")
    told = run("layers", "mapping", "neu", tmp_path / "fehlt" / "m.toml")
    assert told.exit_code == 1
    assert "lässt sich nicht ablegen: der Ordner fehlt" in told.output


def test_an_unknown_crs_is_wrong_usage_even_without_coordinates(run: Run, file: Path) -> None:
    told = run("layers", "import", file, "--layer", "neu", "--crs", "quatsch", "--dry-run")
    assert told.exit_code == 2
    assert "quatsch" in told.output
