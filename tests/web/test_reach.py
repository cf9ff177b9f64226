"""The page of reach: figures, trying out one more offer, files."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
from checking import CheckingClient
from flask import Flask

from geo.areas import Level
from geo.filtering import ResourceFilter
from geo.reach import DemandKind
from geo.usecases.browse_map import browse_map, narrow
from geo.usecases.load_addresses import load
from geo.usecases.measure_reach import Measured, measure_reach
from web.state import State

CENTRES = "/reichweite?kategorie=familie.familienzentrum"
ZIESAR = "&hier=52.26630,12.28950"


def instance_of(app: Flask) -> State:
    state = app.extensions["ressourcenkarten"]
    assert isinstance(state, State)
    return state


def measured(app: Flask, here: tuple[float, float] | None = None) -> Measured:
    instance = instance_of(app).instance
    wanted = ResourceFilter(kategorie=frozenset({"familie.familienzentrum"}))
    return measure_reach(instance, narrow(browse_map(instance), wanted), here=here)


def rows(page: str) -> dict[str, list[str]]:
    """Return the cells of the table by area, as somebody hears them."""
    table = page[page.index("<tbody>") : page.index("</table>")]
    found = {}
    for row in re.findall(r"<tr.*?</tr>", table, flags=re.DOTALL):
        hidden = re.sub(r'<span aria-hidden="true">.*?</span>', "", row)
        cells = re.findall(r"<t[hd].*?>(.*?)</t[hd]>", hidden, flags=re.DOTALL)
        texts = [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in cells]
        found[texts[0]] = texts[1:]
    return found


def addresses(tmp_path: Path) -> Path:
    """Two houses in Ziesar, one of them at the edge of the county, and one of another county."""
    path = tmp_path / "adressen.csv"
    path.write_text(
        "ags,gemeinde,ortsteil,plz,strasse,hnr,lon,lat\n"
        "12069696,Ziesar,Ziesar,14793,Geheimer Weg,1,12.28950,52.26630\n"
        "12069696,Ziesar,Ziesar,14793,Geheimer Weg,2,12.28950,52.28430\n"
        "12051000,Brandenburg,Brandenburg,14770,Fremder Weg,1,12.55000,52.41000\n",
        encoding="utf-8",
    )
    return path


def test_without_a_selection_the_page_asks_for_a_kategorie(visitor: CheckingClient) -> None:
    page = visitor.get("/reichweite").text
    assert 'href="/reichweite?kategorie=familie.familienzentrum"' in page
    assert "<table" not in page


def test_places_stand_for_people_until_addresses_are_loaded(
    visitor: CheckingClient, app: Flask
) -> None:
    page = visitor.get(CENTRES).text
    found = measured(app)
    (county,) = found.before.at(Level.KREIS)
    assert found.points.kind is DemandKind.PLACES
    assert county.points == len(found.points) == 179
    assert "der 179 Orte im Kreis" in page
    assert "Orte sind ein grobes Maß" in page
    table = rows(page)
    assert len(table) == 20  # 19 Sozialräume and the county
    assert table["Landkreis Potsdam-Mittelmark"][0] == "179"
    assert sum(int(cells[0]) for cells in table.values()) == 2 * 179


def test_addresses_take_the_place_of_places_and_never_show_themselves(
    visitor: CheckingClient, app: Flask, tmp_path: Path
) -> None:
    assert "179 Orte" in visitor.get(CENTRES).text
    load(instance_of(app).instance, addresses(tmp_path))
    page = visitor.get(CENTRES).text
    assert "der 2 Adressen im Kreis" in page
    assert "grobes Maß" not in page
    assert "Geheimer Weg" not in page
    assert "Fremder Weg" not in page
    table = rows(page)
    assert table["Amt Ziesar"][0] == table["Landkreis Potsdam-Mittelmark"][0] == "2"
    assert table["Teltow"] == ["0"] + ["keine Angabe"] * 5


def test_one_more_offer_changes_the_figures_and_stores_nothing(
    visitor: CheckingClient, app: Flask, tmp_path: Path
) -> None:
    """It would stand at one of the two houses, 2.0 km from the other."""
    load(instance_of(app).instance, addresses(tmp_path))
    before = rows(visitor.get(CENTRES).text)["Amt Ziesar"]
    page = visitor.get(CENTRES + ZIESAR).text
    assert rows(page)["Amt Ziesar"][1:3] == ["von 0,0 auf 50,0", "von 0,0 auf 100,0"]
    assert rows(page)["Amt Ziesar"][5].endswith("auf 1,0 km")
    assert "<strong>2 Adressen mehr</strong>" in page
    assert "Gespeichert wird nichts" in page
    assert f'href="{CENTRES}">Zurücknehmen' in page
    assert rows(visitor.get(CENTRES).text)["Amt Ziesar"] == before


def test_a_place_can_be_named_instead_of_clicked(visitor: CheckingClient) -> None:
    answer = visitor.get(f"{CENTRES}&ort=14793 Ziesar")
    assert answer.status_code == 303
    assert "hier=52." in answer.location
    assert "Sozialraum Amt Ziesar" in visitor.get(answer.location).text


def test_what_cannot_be_is_told_and_the_usual_figures_are_shown(visitor: CheckingClient) -> None:
    sentences = {
        "&ort=Gibtesnicht": "kennt das Ortsverzeichnis nicht",
        "&ort=<b>x</b>": "kennt das Ortsverzeichnis nicht",
        "&km=viel": "ist keine Zahl von 0,1 bis 50",
        "&km=51": "ist keine Zahl von 0,1 bis 50",
        "&hier=48.1,11.5": "liegt weit außerhalb des Kreises",
        "&hier=89,179": "liegt weit außerhalb des Kreises",
    }
    for query, sentence in sentences.items():
        answer = visitor.get(CENTRES + query)
        assert (query, answer.status_code) == (query, 422)
        assert sentence in answer.text
        assert "<b>" not in answer.text
        assert len(rows(answer.text)) == 20


def test_a_place_that_is_none_is_ignored(visitor: CheckingClient) -> None:
    for here in ("", "x", "52", "52,", "52,12,3", "1e9,2", "nan,nan", "٥٢,١٢"):
        answer = visitor.get(f"{CENTRES}&hier={here}")
        assert (here, answer.status_code) == (here, 200)
        assert "Zurücknehmen" not in answer.text


def test_an_own_distance_is_one_more_band_in_its_place(visitor: CheckingClient) -> None:
    page = visitor.get(f"{CENTRES}&km=2,25").text
    headers = re.findall(r'<th scope="col" class="number">(.*?)</th>', page)
    assert headers[1:-1] == ["bis 1,5 km", "bis 2,25 km", "bis 3 km", "bis 5 km", "bis 10 km"]


def test_the_table_has_the_areas_of_a_level(visitor: CheckingClient) -> None:
    for level, areas in (("planregion", 5), ("kreis", 1), ("gibtesnicht", 20)):
        assert len(rows(visitor.get(f"{CENTRES}&gebiete={level}").text)) == areas


def test_other_conditions_stay_and_can_be_taken_away(visitor: CheckingClient) -> None:
    page = visitor.get(f"{CENTRES}&planregion=4&zielgruppe=familien").text
    assert '<input type="hidden" name="planregion" value="4">' in page
    assert f'href="{CENTRES}&amp;planregion=4"' in page
    assert "Planregion 4" in page


def test_a_selection_without_a_place_says_so_and_can_still_be_tried(
    visitor: CheckingClient,
) -> None:
    page = visitor.get("/reichweite?q=gibtesnichtxyz").text
    assert "zum nächsten von 0 Angeboten" in page
    assert rows(page)["Teltow"][1:] == ["0,0"] * 4 + ["keine Angabe"]
    tried = visitor.get(f"/reichweite?q=gibtesnichtxyz{ZIESAR}").text
    assert rows(tried)["Amt Ziesar"][4].startswith("von 0,0 auf")


def test_the_files_have_all_levels_and_say_how_it_was_measured(
    visitor: CheckingClient, app: Flask
) -> None:
    csv = visitor.get(f"/export/reichweite.csv?kategorie=familie.familienzentrum{ZIESAR}")
    lines = csv.text.removeprefix("\ufeff").splitlines()
    assert len(lines) == 1 + 1 + 4 + 19
    (county,) = measured(app).before.at(Level.KREIS)
    cells = lines[1].split(";")
    assert cells[:4] == ["Landkreis", "Landkreis Potsdam-Mittelmark", "12069", "179"]
    assert cells[4] == str(county.within[0])
    assert cells[12] == str(round(county.median_m or 0))
    answer = visitor.get("/export/reichweite.xlsx?kategorie=familie.familienzentrum")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.worksheets[0].max_row == 25
    facts = "\n".join(str(cell.value) for row in book.worksheets[1] for cell in row)
    assert "Luftlinie ist die gerade Strecke" in facts
    assert "Kategorie Familienzentrum" in facts


def test_a_file_with_a_wrong_distance_is_refused_in_german(visitor: CheckingClient) -> None:
    for ending in ("csv", "xlsx"):
        answer = visitor.get(f"/export/reichweite.{ending}?km=x")
        assert answer.status_code == 422
        assert "Bitte Kilometer eingeben" in answer.text
