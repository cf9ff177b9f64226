"""The poster on the web."""

from __future__ import annotations

import re

import pytest
from checking import CheckingClient
from paper import pdf_info, pdf_text

from geo.usecases.settings import Settings, load_settings
from web import create_app

ZIESAR = "sozialraum=120695918"


def test_the_poster_of_a_query_is_sent_as_pdf(visitor: CheckingClient) -> None:
    answer = visitor.get(f"/export/plakat.pdf?{ZIESAR}&papier=A4&ausrichtung=quer&titel=Bei+uns")
    assert answer.mimetype == "application/pdf"
    assert re.search(r"bei-uns-[\d-]{10}-plakat\.pdf", answer.headers["Content-Disposition"])
    assert "A4" in pdf_info(answer.data)["Page size"]
    text = " ".join(pdf_text(answer.data).split())
    assert "Sozialraum Amt Ziesar – 3 von 104 Angeboten" in text
    assert "Ohne QR-Code" in text  # nobody else reaches 127.0.0.1


@pytest.mark.parametrize(
    ("output", "mimetype", "start"),
    [("svg", "image/svg+xml", b"<svg"), ("png", "image/png", b"\x89PNG")],
)
def test_it_is_sent_as_picture(
    visitor: CheckingClient, output: str, mimetype: str, start: bytes
) -> None:
    answer = visitor.get(f"/export/plakat.{output}?{ZIESAR}&papier=A4")
    assert answer.mimetype == mimetype
    assert answer.data.startswith(start)


@pytest.mark.parametrize(
    ("address", "words"), [("plakat.docx", "pdf, svg, png"), ("plakat.pdf?papier=A9", "A4, A3")]
)
def test_what_there_is_not_is_refused_with_what_there_is(
    visitor: CheckingClient, address: str, words: str
) -> None:
    answer = visitor.get(f"/export/{address}")
    assert answer.status_code == 400
    assert words in answer.text


def test_an_unknown_area_is_the_county(visitor: CheckingClient) -> None:
    answer = visitor.get("/export/plakat.pdf?sozialraum=77&papier=A4")
    assert "0 von 104 Angeboten" in " ".join(pdf_text(answer.data).split())


def test_the_code_leads_to_the_address_of_the_settings(settings: Settings) -> None:
    known = load_settings(settings.instance, public_url="https://karten.example/")
    client = create_app(known).test_client()
    text = pdf_text(client.get(f"/export/plakat.pdf?{ZIESAR}&papier=A4").data)
    assert "https://karten.example/karte" in text
    assert "Ohne QR-Code" not in text


def test_the_areas_have_the_colours_of_the_map(settings: Settings) -> None:
    known = load_settings(settings.instance, public_url="https://karten.example/")
    client = create_app(known).test_client()
    look = "flaeche=dichte&klassen=gleich-4&grenzen=gemeinde"
    pdf = client.get(f"/export/plakat.pdf?{ZIESAR}&{look}&papier=A4").data
    text = " ".join(pdf_text(pdf, "-raw").split())
    assert "Einteilung: gleiche Breite. Quelle:" in text
    assert re.search(r"bis [\d.,]+ \d+ Gebiete", text)
    assert f"https://karten.example/karte?{ZIESAR}&grenzen=gemeinde&flaeche=dichte" in (
        pdf.decode("latin-1")
    )


def test_the_page_before_offers_papers_and_kinds(visitor: CheckingClient) -> None:
    page = visitor.get("/export?papier=A1").text
    assert "<option selected>A1</option>" in page
    for output in ("pdf", "svg", "png"):
        assert f'formaction="/export/plakat.{output}"' in page
