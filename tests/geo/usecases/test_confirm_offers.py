"""A sheet goes out to a provider, is answered in Excel, and comes back through the import."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import factories
import openpyxl
import pytest
from dated import clear, publish_on

from geo.confirmation_sheet import write_sheet
from geo.errors import InputError, NotFound
from geo.filtering import ResourceFilter
from geo.importing import ColumnMapping, Decisions, Format, ParsedFile, Role, Table
from geo.importing.own_sheet import ANSWER, CHECK, INSTRUCTIONS
from geo.layers import Visibility
from geo.report import ValidationReport
from geo.resources import Reach, Resource
from geo.store import layers, versions
from geo.usecases import import_layer
from geo.usecases.browse_map import browse_map, narrow
from geo.usecases.create_instance import create_instance
from geo.usecases.import_layer import Preview
from geo.usecases.instance import Instance
from geo.usecases.manage_layers import find_layer, remembered, shown_resources
from geo.usecases.settings import Settings

TODAY = datetime.now().astimezone().date()
TELTOW = "120690616"
Answers = Mapping[str, Mapping[str, Any]]

ONE = factories.resource(
    "1",
    name="Treff am Markt",
    provider="Muster e. V.",
    street="Ritterstraße 10",
    postcode="14513",
    place="Teltow",
    sozialraum_id=TELTOW,
    lat=52.4,
    lon=13.27,
    phone="03328 1",
    email="innen@example.org",
    contact_person="Erika Muster",
    note="montags",
    last_confirmed="2024-05",
    source="Liste 2024",
)
TWO = factories.resource(
    "2", name="Beratung =2", provider="Muster e. V.", street="", place="Teltow"
)
BUS = factories.resource(
    "3",
    name="Bus",
    provider="Muster e. V.",
    reach=Reach.MOBILE,
    service_areas=(TELTOW, "120690304"),
    lat=None,
    lon=None,
)
OTHER = factories.resource("4", name="Anderes Haus", provider="Anderer e. V.", phone="geheim 7")
ALL = (OTHER, ONE, TWO, BUS)


@pytest.fixture
def instance(settings: Settings) -> Instance:
    instance = create_instance(settings)
    clear(instance)
    publish_on(instance, date(2026, 1, 15), ALL)
    return instance


def _sheet(instance: Instance, folder: Path, provider: str = "Muster e. V.") -> Path:
    path = folder / "muster.xlsx"
    wanted = ResourceFilter(traeger=frozenset({provider}))
    write_sheet(path, narrow(browse_map(instance), wanted), today=TODAY)
    return path


def _fill(path: Path, answers: Answers) -> None:
    """Write into the rows of the named offers, by the headers of the columns."""
    book = openpyxl.load_workbook(path)
    sheet = book["Angebote"]
    at = {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}
    rows = {str(sheet.cell(row, at["Kennung"]).value): row for row in range(2, sheet.max_row + 1)}
    for key, cells in answers.items():
        row = rows[key] if key in rows else sheet.max_row + 1 - _blank(sheet, at)
        for header, value in cells.items():
            sheet.cell(row, at[header]).value = value
    book.save(path)


def _blank(sheet: Any, at: Mapping[str, int]) -> int:
    return sum(sheet.cell(row, at["Name"]).value is None for row in range(2, sheet.max_row + 1))


def _look(instance: Instance, path: Path, **options: Any) -> Preview:
    return import_layer.preview(instance, path, file_name=path.name, **options)


def _returned(instance: Instance, folder: Path, answers: Answers) -> Preview:
    """Answer a sheet and read it without the fences, which other tests go through."""
    path = _sheet(instance, folder)
    _fill(path, answers)
    return _look(instance, path, parsed=_parsed(path))


def _parsed(path: Path) -> ParsedFile:
    sheet = openpyxl.load_workbook(path)["Angebote"]
    head, *rows = ([_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
    filled = [(number, tuple(row)) for number, row in enumerate(rows, start=2) if any(row)]
    table = Table(
        name="Angebote",
        columns=tuple(head),
        rows=tuple(row for _, row in filled),
        row_numbers=tuple(number for number, _ in filled),
    )
    return ParsedFile(file_name=path.name, format=Format.XLSX, encoding="", tables=(table,))


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}"
    return "" if cell is None else str(cell)


def _offer(seen: Preview, key: str) -> Resource:
    return next(each for each in seen.result.resources if each.resource_id == key)


def _codes(seen: Preview) -> dict[str, list[str]]:
    return {row.label: [issue.code for issue in row.issues] for row in seen.result.rows}


def test_the_sheet_holds_what_is_public_and_nothing_else(
    instance: Instance, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(_sheet(instance, tmp_path))
    assert book.sheetnames == [INSTRUCTIONS, "Angebote"]
    sheet = book["Angebote"]
    text = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "03328 1" in text
    assert not [each for each in ("innen@example.org", "Erika", "geheim") if each in text]
    assert sheet.protection.sheet
    locked = {
        cell.value: sheet.cell(2, place).protection.locked
        for place, cell in enumerate(sheet[1], start=1)
    }
    assert [header for header, is_locked in locked.items() if is_locked] == [
        "Kennung",
        "Bisher bestätigt",
        CHECK,
    ]
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ('"ja,nein,geändert"', "B2:B9")
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    words = [row[0].value for row in book[INSTRUCTIONS].iter_rows()]
    assert "Bitte zurück bis" in words


def test_what_is_answered_to_be_a_refuge_loses_its_place(
    instance: Instance, tmp_path: Path
) -> None:
    cells = {ANSWER: "geändert", Role.CATEGORY.label: "Frauenhaus"}
    after = _offer(_returned(instance, tmp_path, {"1": cells}), "1")
    assert (after.category_id, after.street, after.lat, after.lon) == (
        "beratung.gewaltschutz",
        "",
        None,
        None,
    )
    assert after.place == "Teltow"


def test_a_sheet_that_nobody_filled_in_changes_nothing(instance: Instance, tmp_path: Path) -> None:
    seen = _returned(instance, tmp_path, {})
    assert seen.result.resources == ALL
    assert seen.changes is not None
    assert seen.changes.is_empty
    assert seen.answers_to == "probe"
    whole = [issue.code for issue in seen.result.report.issues if issue.row is None]
    assert whole == ["rueckmeldung"]
    assert all(codes == ["rueckmeldung_offen"] for codes in _codes(seen).values())


def test_the_real_file_is_recognised_and_read(instance: Instance, tmp_path: Path) -> None:
    path = _sheet(instance, tmp_path)
    days = {ANSWER: "ja", "Zuletzt bestätigt": datetime(2026, 3, 12)}
    _fill(path, {"1": days, "2": {ANSWER: "nein"}, "3": {ANSWER: "geändert", "Hinweis": "mo"}})
    seen = _look(instance, path)
    assert seen.tables == ("Angebote",)
    assert seen.answers_to == "probe"
    assert [each.resource_id for each in seen.result.resources] == ["4", "1", "3"]
    assert _offer(seen, "1").last_confirmed == "2026-03-12"
    assert _offer(seen, "3").note == "mo"


def test_yes_confirms_on_the_day_that_is_given(instance: Instance, tmp_path: Path) -> None:
    answers: Answers = {
        "1": {ANSWER: "ja", "Zuletzt bestätigt": datetime(2026, 3, 12)},
        "2": {ANSWER: "ja", "Zuletzt bestätigt": "3.4.2026"},
        "3": {ANSWER: "Ja"},
    }
    seen = _returned(instance, tmp_path, answers)
    days = [_offer(seen, key).last_confirmed for key in ("1", "2", "3")]
    assert days == ["2026-03-12", "2026-04-03", TODAY.isoformat()]
    assert _codes(seen) == {
        "Treff am Markt": [],
        "Beratung =2": [],
        "Bus": ["bestaetigt_heute"],
    }
    report = seen.result.report
    assert (report.rows, report.imported, report.corrected, report.rejected) == (3, 2, 1, 0)
    changed = {
        field.name
        for field in fields(Resource)
        if getattr(_offer(seen, "1"), field.name) != getattr(ONE, field.name)
    }
    assert changed == {"last_confirmed"}


def test_no_proposes_the_offer_as_closed_and_the_others_stay(
    instance: Instance, tmp_path: Path
) -> None:
    seen = _returned(instance, tmp_path, {"2": {ANSWER: "nein"}})
    assert seen.result.resources == (OTHER, ONE, BUS)
    assert seen.changes is not None
    assert [each.resource.name for each in seen.changes.removed] == ["Beratung =2"]
    assert "angebot_geschlossen" in _codes(seen)["Beratung =2"]


def test_changed_takes_the_edited_cells_and_keeps_what_is_internal(
    instance: Instance, tmp_path: Path
) -> None:
    cells = {ANSWER: "geändert", "Hinweis": "dienstags", "Telefon": "03328 2"}
    after = _offer(_returned(instance, tmp_path, {"1": cells}), "1")
    assert (after.note, after.phone) == ("dienstags", "03328 2")
    assert (after.email, after.contact_person, after.source) == (
        ONE.email,
        ONE.contact_person,
        ONE.source,
    )
    assert (after.lat, after.lon, after.location_quality) == (
        ONE.lat,
        ONE.lon,
        ONE.location_quality,
    )


def test_another_address_is_placed_anew(instance: Instance, tmp_path: Path) -> None:
    cells = {ANSWER: "geändert", "Postleitzahl": "14542", "Ort": "Werder (Havel)", "Straße": ""}
    seen = _returned(instance, tmp_path, {"1": cells})
    after = _offer(seen, "1")
    assert (after.place, after.sozialraum_id) == ("Werder (Havel)", "120690656")
    assert seen.changes is not None
    assert [each.resource.resource_id for each in seen.changes.moved] == ["1"]


def test_areas_kind_and_words_come_back(instance: Instance, tmp_path: Path) -> None:
    cells = {
        ANSWER: "geändert",
        "Einzugsgebiet": "Teltow",
        "Erreichbarkeit": "telefonisch, online",
        "Kategorie": "Schuldner- und Insolvenzberatung",
        "Zielgruppen": "",
    }
    after = _offer(_returned(instance, tmp_path, {"3": cells}), "3")
    assert (after.service_areas, after.reach) == ((TELTOW,), Reach.REMOTE)
    assert after.target_groups == ()


def test_a_word_that_nobody_knows_changes_nothing_yet(instance: Instance, tmp_path: Path) -> None:
    cells = {ANSWER: "geändert", "Kategorie": "Zwergenaufstand"}
    seen = _returned(instance, tmp_path, {"1": cells})
    assert _offer(seen, "1").category_id == ONE.category_id
    assert any("kategorie" in code for code in _codes(seen)["Treff am Markt"])


@pytest.mark.parametrize(
    ("cells", "code", "note"),
    [
        ({ANSWER: "ja", "Hinweis": "neu"}, "ja_mit_aenderung", "neu"),
        ({ANSWER: "geändert"}, "geaendert_ohne_aenderung", "montags"),
        ({"Hinweis": "neu"}, "rueckmeldung_ohne_antwort", "montags"),
        ({ANSWER: "vielleicht"}, "rueckmeldung_unklar", "montags"),
        ({ANSWER: "geändert", CHECK: "", "Hinweis": "neu"}, "pruefwert_fehlt", "neu"),
        ({ANSWER: "ja", "Zuletzt bestätigt": "2099-01-01"}, "bestaetigt_heute", "montags"),
    ],
)
def test_answers_that_need_a_look(
    instance: Instance, tmp_path: Path, cells: Mapping[str, str], code: str, note: str
) -> None:
    seen = _returned(instance, tmp_path, {"1": cells})
    assert code in _codes(seen)["Treff am Markt"]
    assert _offer(seen, "1").note == note


def test_what_changed_meanwhile_is_not_taken_back(instance: Instance, tmp_path: Path) -> None:
    path = _sheet(instance, tmp_path)
    newer = factories.resource("1", name="Treff am Markt", note="jetzt freitags")
    publish_on(instance, date(2026, 2, 1), [newer, TWO, BUS, OTHER])
    _fill(path, {"1": {ANSWER: "geändert", "Webseite": "https://example.org"}})
    after = _offer(_look(instance, path, parsed=_parsed(path)), "1")
    assert (after.note, after.website) == ("jetzt freitags", "https://example.org")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Kennung": "gibt es nicht"}, "kennung_entfallen"),
        ({"Kennung": "2"}, "zweimal_beantwortet"),
        ({CHECK: "andere:1.2.3"}, "andere_ebene"),
    ],
)
def test_rows_that_belong_elsewhere_are_rejected(
    instance: Instance, tmp_path: Path, cells: Mapping[str, str], code: str
) -> None:
    seen = _returned(instance, tmp_path, {"1": {ANSWER: "nein", **cells}})
    assert seen.result.report.rejected == 1
    assert ONE in seen.result.resources
    assert code in {issue.code for issue in seen.result.report.issues}


def test_a_row_without_a_key_is_a_new_offer(instance: Instance, tmp_path: Path) -> None:
    new = {"Name": "Neues Café", "Ort": "Teltow", "Kategorie": "Familienzentrum"}
    seen = _returned(instance, tmp_path, {"neu": new})
    assert [each.name for each in seen.result.resources] == [
        *(each.name for each in ALL),
        "Neues Café",
    ]
    assert "angebot_gemeldet" in _codes(seen)["Neues Café"]


def test_a_new_row_that_is_there_already_is_rejected(instance: Instance, tmp_path: Path) -> None:
    twice = {"Name": "Neues Café", "Ort": "Teltow", "Kategorie": "Familienzentrum"}
    path = _sheet(instance, tmp_path)
    _fill(path, {"neu": twice})
    parsed = _parsed(path)
    (table,) = parsed.tables
    rows = (*table.rows, table.rows[-1])
    numbers = (*table.row_numbers, 99)
    again = replace(parsed, tables=(replace(table, rows=rows, row_numbers=numbers),))
    known = _look(instance, path, parsed=parsed).result.resources
    with instance.database.writing() as session:
        number = versions.add_version(
            session,
            "probe",
            sha256="x",
            options="",
            report=ValidationReport(file_name="x", rows=1),
            resources=known,
        )
        layers.publish(session, "probe", number)
    seen = _look(instance, path, parsed=again)
    assert "angebot_schon_da" in {issue.code for issue in seen.result.report.issues}
    assert sum(each.name == "Neues Café" for each in seen.result.resources) == 2


def test_publishing_keeps_how_the_list_of_the_layer_is_read(
    instance: Instance, tmp_path: Path
) -> None:
    mapping = ColumnMapping({Role.NAME: "Einrichtung"})
    with instance.database.writing() as session:
        versions.remember(session, "probe", 1, Decisions(mapping=mapping))
    seen = _returned(instance, tmp_path, {"1": {ANSWER: "ja"}, "2": {ANSWER: "nein"}})
    layer = find_layer(instance, "probe")
    assert layer
    outcome = import_layer.commit(instance, seen, layer, publish=True)
    assert outcome.published
    assert [each.resource_id for each in shown_resources(instance, "probe")] == ["4", "1", "3"]
    assert remembered(instance, "probe").mapping == mapping
    again = import_layer.commit(instance, seen, layer, publish=True)
    assert not again.is_new


def test_it_goes_to_no_other_layer(instance: Instance, tmp_path: Path) -> None:
    seen = _look(instance, _sheet(instance, tmp_path), layer_id="familie")
    with pytest.raises(InputError, match="„probe“"):
        import_layer.commit(instance, seen, factories.layer("familie"), publish=True)


def test_a_layer_that_shows_nothing_cannot_be_answered(instance: Instance, tmp_path: Path) -> None:
    path = _sheet(instance, tmp_path)
    clear(instance)
    with pytest.raises(NotFound, match="nichts veröffentlicht"):
        _look(instance, path)


def test_an_internal_layer_has_no_sheet(instance: Instance) -> None:
    publish_on(instance, date(2026, 2, 1), ALL, visibility=Visibility.INTERNAL)
    assert browse_map(instance).layers == ()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_may_save_it_in_between(instance: Instance, tmp_path: Path) -> None:
    path = _sheet(instance, tmp_path)
    _fill(path, {"1": {ANSWER: "geändert", "Hinweis": "dienstags"}, "2": {ANSWER: "ja"}})
    saved = tmp_path / "saved"
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"),
            *("--convert-to", "ods", "--outdir", str(saved), str(path)),
        ],
        check=True,
        capture_output=True,
    )
    seen = _look(instance, saved / "muster.ods")
    assert _offer(seen, "1").note == "dienstags"
    assert _offer(seen, "2").last_confirmed == TODAY.isoformat()
    assert _codes(seen)["Treff am Markt"] == ["bestaetigt_heute"]
    assert seen.result.report.rejected == 0
