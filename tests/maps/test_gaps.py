"""The matrix of gaps as table, page and paper."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from browser.views import hostile_view, small_view
from factories import HOSTILE
from paper import is_accessible, pdf_fonts, pdf_info, pdf_text

from geo.areas import Level
from geo.filtering import ResourceFilter
from geo.gap_columns import EVERY_COLUMN, Grouping
from geo.gaps import Figure, gap_matrix
from geo.results import MapView
from geo.usecases.browse_map import narrow
from maps.gaps import GapLinks, GapSheet, gap_page, gap_paper, gap_table, notes_of

DAY = date(2026, 3, 12)


def sheet(view: MapView | None = None, figure: Figure = Figure.COUNT) -> GapSheet:
    shown = view or small_view()
    matrix = gap_matrix(shown, targets={EVERY_COLUMN: 1.0})
    return GapSheet(view=shown, matrix=matrix, figure=figure)


def rows(table: str) -> dict[str, list[str]]:
    """Return the words of each row by its head."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.S):
        cells = [
            re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", each)).strip()
            for each in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
        ]
        found[cells[0]] = cells[1:]
    return found


def test_each_cell_says_sign_number_and_word() -> None:
    table = rows(gap_table(sheet()))
    assert table["Amt Ost"] == ["2.000", "3", "0", "▲ 1 nur mobil", "● 2 vorhanden", "◊ geschützt"]
    assert table["Amt West"] == ["2.000", "1", "1", "● 1 vorhanden", "✗ fehlt", "◊ geschützt"]
    assert table["Landkreis Musterland"][:2] == ["6.000", "9"]
    assert table["Gebiete, in denen es fehlt"] == ["", "", "", "0", "2", "0"]
    assert table["Ziel je 1.000 Einwohner"] == ["", "", "", "1", "1", "1"]
    assert table["Zum Ziel fehlen zusammen"] == ["", "", "", "−2", "−3", "–"]


@pytest.mark.parametrize(
    ("figure", "cell"),
    [
        (Figure.COUNT, "▲ 1 nur mobil"),
        (Figure.DENSITY, "▲ 0,50 nur mobil"),
        (Figure.MISSING, "▲ −1 nur mobil"),
    ],
)
def test_the_number_of_a_cell_can_be_chosen(figure: Figure, cell: str) -> None:
    assert rows(gap_table(sheet(figure=figure)))["Amt Ost"][3] == cell


def test_a_cell_leads_somewhere_and_says_in_words_what_it_holds() -> None:
    links = GapLinks(
        cell=lambda row, column, _: f"/zelle/{row.area.area_id}/{column.column_id}",
        area=lambda area: f"/gebiet/{area.area_id}",
    )
    table = gap_table(sheet(), links)
    assert 'href="/gebiet/990010003"' in table
    link = '<a href="/zelle/990010003/familie.familienzentrum" title="Amt Ost, Familienzentrum: '
    assert f"{link}nur mobil; 1 kommt hin; 0,50 je 1.000 Einwohner; zum Ziel fehlen 1" in table
    assert "/zelle/990010003/beratung.gewaltschutz" not in table
    assert "<a " not in gap_table(sheet())


def test_the_page_is_whole_and_the_same_each_time() -> None:
    page = gap_page(sheet(), today=DAY)
    assert page == gap_page(sheet(), today=DAY)
    assert "default-src 'none'; script-src 'none'" in unescape(page)
    assert not re.search(r'(?:src|href)="(?!data:)', page)
    assert "Erstellt am 12.\N{NO-BREAK SPACE}März 2026" in page


def test_text_of_lists_is_no_markup() -> None:
    view = hostile_view()
    page = gap_page(sheet(view), today=DAY)
    assert not [text for text in HOSTILE[:2] if text in page]
    assert "<script>" not in page
    assert "window.canary=1" in pdf_text(gap_paper(sheet(view), today=DAY))


def test_the_paper_is_one_tagged_page_in_a3() -> None:
    made = gap_paper(sheet(), today=DAY)
    info = pdf_info(made)
    assert (info["Pages"], info["Tagged"]) == ("1", "yes")
    assert info["Title"] == "Lückenblatt: Sozialräume und Kategorien"
    assert info["Page size"].startswith("1190.55 x 841.89")
    assert is_accessible(made)
    assert all(pdf_fonts(made).values())
    text = pdf_text(made, "-layout")
    assert re.search(r"Amt Ost +2\.000 +3 +0 +▲ 1 nur mobil +● 2 vorhanden", text)
    assert "Zum Ziel fehlen zusammen" in text


def test_regions_and_groups_have_their_own_title() -> None:
    view = small_view()
    matrix = gap_matrix(view, level=Level.PLANREGION, by=Grouping.ZIELGRUPPE)
    title = GapSheet(view=view, matrix=matrix).title
    assert title == "Lückenblatt: Planregionen und Zielgruppen"


def test_a_selection_and_what_is_not_counted_are_told() -> None:
    view = narrow(small_view(), ResourceFilter(q="birke"))
    notes = list(notes_of(replace(sheet(view), hidden=sheet().matrix.columns[:1])))
    assert notes[0].startswith("Gezählt ist nur die Auswahl: Suche „birke“ – 2 von 9 Angeboten")
    assert notes[-1].startswith("Keine Angabe: Von Familienzentrum enthält")
    assert "Angebote ohne Gebiet, die nur dort zählen: 2." in list(notes_of(sheet()))
