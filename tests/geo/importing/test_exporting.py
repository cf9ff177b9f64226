"""What is taken along as a table comes back as the same offers."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import factories
import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from geo.areas import Level
from geo.county import Attribution
from geo.errors import LimitExceeded
from geo.exporting import WORKBOOK_OFFERS, csv_chunks, write_workbook
from geo.filtering import ResourceFilter
from geo.importing import ImportContext, ImportResult, import_table, parse_file
from geo.importing.cleaning import clean_line, clean_text, defused, undefused
from geo.resources import Resource
from geo.results import LayerView, MapView
from geo.shipped import data_dir, read_taxonomy
from geo.taxonomy import Taxonomy
from geo.usecases.browse_map import narrow

Load = Callable[..., ImportResult]
TODAY = date(2026, 11, 22)
HEADER = (
    "Name;Kategorie;Zielgruppen;Träger;Straße;PLZ;Ort;Telefon;Bemerkung;Breite;Länge;"
    "Lagegenauigkeit;Erreichbarkeit;Einzugsgebiet;Quelle;Stand;Zuletzt bestätigt"
)
texts = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=20
    )
    .map(clean_text)
    .map(lambda found: found[0])
)
beginnings = st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "''-", "＝", "\t="])
words = st.builds(lambda start, text: f"{start}{text} Wort", beginnings, texts).map(clean_line)
rows = st.tuples(
    words,
    st.sampled_from(["Familienzentrum", "Suchtberatung", "Gewaltschutz, Frauenhaus"]),
    st.sampled_from(["Eltern und Familien", "Suchtkranke Menschen; Eltern und Familien"]),
    words,
    st.sampled_from(["", "Musterweg 1", "-Weg 2"]),
    st.sampled_from(["", "99992"]),
    st.sampled_from(["", "Probestadt", "Testlin", "Neudorf", "Amt West", "Anderswo"]),
    st.sampled_from(["", "+49 331 1234", "0331 1234"]),
    words,
    *([st.sampled_from(["", "52,3012345", "52,25"])] * 1),
    st.sampled_from(["12,8812345", "12,7"]),
    st.sampled_from(["", "Ort (ungefähr)", "von Hand gesetzt", "Straße", "Gebiet"]),
    st.sampled_from(["vor Ort", "kommt hin", "telefonisch, online"]),
    st.sampled_from(["", "Probestadt", "Amt Ost; Amt West", "ganzer Kreis", "Planregion 2"]),
    st.sampled_from(["", "https://muster.example/a ; b", "=1+1"]),
    st.sampled_from(["", "2025", "01.02.2026", "Frühjahr 2026"]),
    st.sampled_from(["", "12.03.2026", "2025-11"]),
).map(lambda row: row if row[9] else (*row[:10], "", *row[11:]))


def _view(resources: Sequence[Resource]) -> MapView:
    layer = factories.layer("liste", source="Musteramt", licence="CC0")
    return factories.map_view(
        LayerView(layer=layer, resources=tuple(resources)),
        attributions=(Attribution(text="Grenzen: Musteramt", licence="CC0"),),
    )


def _to_a_centimetre(resource: Resource) -> Resource:
    if resource.lat is None or resource.lon is None:
        return resource
    return replace(resource, lat=round(resource.lat, 7), lon=round(resource.lon, 7))


def _write(folder: Path, kind: str, view: MapView) -> Path:
    path = folder / f"angebote.{kind}"
    if kind == "csv":
        path.write_bytes("".join(csv_chunks(view)).encode())
    else:
        write_workbook(path, view, today=TODAY)
    return path


@pytest.fixture
def again(context: ImportContext) -> Iterator[Callable[[str, MapView], ImportResult]]:
    """Write a view as a file and import that without any decision."""
    with tempfile.TemporaryDirectory() as folder:

        def run(kind: str, view: MapView) -> ImportResult:
            parsed = parse_file(_write(Path(folder), kind, view))
            return import_table(parsed, parsed.main, context=context)

        yield run


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@settings(
    max_examples=12,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(table=st.lists(rows, min_size=1, max_size=12))
def test_what_is_exported_and_imported_again_is_the_same(
    load: Load,
    again: Callable[[str, MapView], ImportResult],
    kind: str,
    table: list[tuple[str, ...]],
) -> None:
    before = load(HEADER, *table).resources
    after = again(kind, _view(before)).resources
    assert list(map(_to_a_centimetre, after)) == list(map(_to_a_centimetre, before))


def test_every_header_is_read_as_what_it_is(
    again: Callable[[str, MapView], ImportResult],
) -> None:
    offer = factories.resource(phone="1 2", email="a@muster.example", contact_person="Amt")
    columns = again("csv", _view([offer])).mapping.columns
    assert columns == {role: role.label for role in columns}
    assert len(columns) == 22


def test_contacts_that_nobody_has_released_have_no_column() -> None:
    head = "".join(csv_chunks(_view([factories.resource(phone="1 2")]))).splitlines()[0]
    assert "Telefon" in head
    assert "E-Mail" not in head


def test_every_category_of_the_county_is_read_as_itself(context: ImportContext) -> None:
    taxonomy = read_taxonomy(data_dir())
    vocabulary = replace(context, taxonomy=taxonomy).vocabulary
    wrong = [
        each.category_id
        for each in taxonomy.categories
        if vocabulary.category(each.label) != each.category_id
    ]
    assert wrong == []


@pytest.mark.parametrize("text", ["=1+1", "+49 331", "-2", "@SUM(A1)", "\t=1", "＝1", "'=1", "''@"])
def test_what_looks_like_a_formula_is_marked_and_comes_back(text: str) -> None:
    assert defused(text) == f"'{text}"
    assert undefused(defused(text)) == text


@pytest.mark.parametrize("text", ["Treff", "'s Café", "1-2", "a=b", "", "'", "52,3"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert (defused(text), undefused(text)) == (text, text)


def test_the_csv_is_as_german_spreadsheets_like_it() -> None:
    text = "".join(csv_chunks(_view([factories.resource(name="=Haus; „A“", lat=52.3, lon=12.88)])))
    assert text.startswith("\ufeffKennung;Name;Kategorie")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    assert (row["Name"], row["Breite"], row["Länge"]) == ("'=Haus; „A“", "52,3", "12,88")
    assert (row["Sozialraum"], row["Planregion"]) == ("Probestadt", "Planregion 1")
    assert row["Quelle der Ebene"] == "Musteramt"


def _first(view: MapView) -> dict[str, str]:
    text = "".join(csv_chunks(view)).removeprefix("\ufeff")
    return next(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_who_serves_every_area_serves_the_whole_county() -> None:
    everywhere = [area.area_id for area in factories.county_areas().at(Level.SOZIALRAUM)]
    all_of_them = factories.resource(service_areas=tuple(everywhere))
    assert _first(_view([all_of_them]))["Einzugsgebiet"] == "ganzer Kreis"
    some = factories.resource(service_areas=tuple(everywhere[:2]))
    assert _first(_view([some]))["Einzugsgebiet"] == "Amt West; Probestadt"


def test_how_far_an_offer_lies_outside_the_county_is_told() -> None:
    offer = factories.resource(outside_m=1_300.0)
    assert _first(_view([offer]))["Außerhalb des Kreises (m)"] == "1300"
    assert _first(_view([factories.resource()]))["Außerhalb des Kreises (m)"] == ""


def test_a_name_that_two_categories_bear_gives_way_to_the_key() -> None:
    known = factories.taxonomy()
    alike = tuple(replace(each, label="Beratung") for each in known.categories)
    view = replace(
        _view([factories.resource()]),
        taxonomy=Taxonomy(known.ressorts, alike, known.target_groups),
    )
    assert _first(view)["Kategorie"] == "familie.familienzentrum"


def test_the_workbook_holds_text_as_text_and_says_where_it_is_from(tmp_path: Path) -> None:
    offer = factories.resource(
        name='=HYPERLINK("http://muster.example")', website="http://a.example"
    )
    view = narrow(_view([offer]), ResourceFilter(kategorie=frozenset({"familie.familienzentrum"})))
    book = openpyxl.load_workbook(_write(tmp_path, "xlsx", view))
    offers, origin = book.worksheets
    assert offers.freeze_panes == "C2"
    assert {cell.data_type for cell in offers[2] if cell.value} == {"s", "n"}
    assert all(cell.hyperlink is None for cell in offers[2])
    facts = {str(row[0].value): str(row[1].value) for row in origin.iter_rows()}
    assert facts["Auswahl"].startswith("Kategorie Familienzentrum – 1 von 1")
    assert facts["Erstellt am"] == "22.11.2026"
    assert facts["Ebene"] == "Familie; Quelle: Musteramt; Stand: 2026-01; Lizenz: CC0"
    assert facts["Grenzen und Verzeichnisse"] == "Grenzen: Musteramt; Lizenz: CC0"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_texts_of_any_kind_can_be_written(tmp_path: Path, kind: str) -> None:
    odd = ("\x00\x0b\ud800", "x" * 40_000, "ä😀" * 12_000, "\ufffe", *factories.HOSTILE)
    offers = [factories.resource(f"r{at}", note=text) for at, text in enumerate(odd)]
    assert len(parse_file(_write(tmp_path, kind, _view(offers))).main.rows) == len(odd)


def test_a_workbook_that_would_keep_everybody_waiting_is_refused(tmp_path: Path) -> None:
    offers = [factories.resource()] * (WORKBOOK_OFFERS + 1)
    with pytest.raises(LimitExceeded, match="CSV-Datei"):
        _write(tmp_path, "xlsx", _view(offers))


def test_a_long_list_is_sent_in_pieces() -> None:
    pieces = list(csv_chunks(_view([factories.resource()] * 2_000)))
    assert max(map(len, pieces)) < sum(map(len, pieces)) / 3
