"""The page of bodies and agreements, without any script."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from checking import CheckingClient

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "gremien.csv"
_KIND = "/daten-laden/gremien"
_HEADINGS = re.compile(r'<h2 id="gebiet-[^"]+"><a href="[^"]+">([^<]+)</a>')


def _load(editor: CheckingClient, content: bytes, name: str = "gremien.csv") -> str:
    """Load a list as a person does; return the page that tells of it."""
    form = {"csrf_token": editor.token(_KIND), "datei": (io.BytesIO(content), name)}
    draft = editor.post(_KIND, data=form).headers["Location"]
    wishes = {"csrf_token": editor.token(draft), "aktion": "veroeffentlichen", "titel": "Gremien"}
    answer = editor.post(draft, data=wishes)
    return editor.get(answer.headers["Location"]).text


@pytest.fixture
def loaded(editor: CheckingClient) -> CheckingClient:
    assert "„Gremien“ ist veröffentlicht" in _load(editor, EXAMPLE.read_bytes())
    return editor


def test_without_entries_the_page_says_what_to_do(visitor: CheckingClient) -> None:
    page = visitor.get("/gremien").text
    assert "Noch ist nichts veröffentlicht." in page
    assert _KIND in page
    assert "Gremien und Vereinbarungen</th>" not in visitor.get("/tabelle").text


def test_the_evaluations_lead_to_the_page(visitor: CheckingClient) -> None:
    assert 'href="/gremien"' in visitor.get("/auswertungen").text


def test_every_entry_stands_under_its_area(loaded: CheckingClient) -> None:
    page = loaded.get("/gremien").text
    assert "<strong>9</strong> Einträge" in page
    assert _HEADINGS.findall(page) == [
        "Landkreis Potsdam-Mittelmark",
        "Planregion 1",
        "Teltow",
        "Planregion 3",
        "Amt Beetzsee",
        "Amt Brück",
        "Bad Belzig",
    ]
    assert "12.500 €" in page
    assert "1.\xa0Januar 2024 bis 31.\xa0Dezember 2026" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("gremium=regionalteam", 1),
        ("gebiet=sozialraum:120690020", 4),
        ("gebiet=sozialraum:120690020&jahr=2024", 3),
        ("jahr=2026", 1),
        ("gebiet=kreis:12069", 9),
        ("gremium=wolke&gebiet=x:1&jahr=zwei", 9),
        ("gebiet=sozialraum:1", 9),
        ("jahr=1999", 0),
    ],
)
def test_the_query_narrows_page_and_files(loaded: CheckingClient, query: str, count: int) -> None:
    assert f"<strong>{count}</strong>" in loaded.get(f"/gremien?{query}").text
    csv = loaded.get(f"/export/gremien.csv?{query}").text
    assert len(csv.splitlines()) == count + 1
    book = openpyxl.load_workbook(io.BytesIO(loaded.get(f"/export/gremien.xlsx?{query}").data))
    assert book["Gremien und Vereinbarungen"].max_row == count + 1


def test_the_csv_that_was_taken_along_loads_again_as_it_was(loaded: CheckingClient) -> None:
    before = loaded.get("/export/gremien.csv").data
    page = _load(loaded, before, "zurueck.csv")
    assert "ist veröffentlicht" in page
    assert loaded.get("/export/gremien.csv").data == before


def test_profile_and_table_tell_of_them(loaded: CheckingClient) -> None:
    profile = loaded.get("/sozialraum/120690020").text
    assert "Muster-Sozialraumvertrag" in profile
    assert re.search(r"<h3>Landkreis [^<]+</h3>.*Muster-Pflegekonferenz", profile, re.DOTALL)
    around = loaded.get("/sozialraum/120690304").text
    assert re.search(r"<h3>Planregion 1</h3>.*<dt>Regionalkonferenz", around, re.DOTALL)
    assert "Muster-Sozialraumvertrag" not in around
    table = loaded.get("/tabelle").text
    assert 'href="/gremien?gebiet=sozialraum:120690020">3 Einträge' in table


def test_hostile_text_stays_text(editor: CheckingClient) -> None:
    row = "Art;Gebiet;Titel;Quelle\nSRK;Teltow;<script>x</script>;javascript:alert(1)\n"
    _load(editor, row.encode())
    page = editor.get("/gremien").text
    assert "&lt;script&gt;x" in page
    assert "<script>x" not in page
    assert 'href="javascript' not in page
