"""Posters: what the map shows, on paper, legible and complete."""

from __future__ import annotations

import re
import struct
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import segno
from drawings import county_view
from factories import HOSTILE, layer, map_view, resource
from paper import is_accessible, pdf_fonts, pdf_info, pdf_text

from geo.county import Attribution
from geo.errors import InvalidParameter
from geo.results import LayerView, MapView
from maps.drawing import SMALLEST, Drawing
from maps.poster import format_of, lay_poster, paper_of, poster
from maps.poster_layout import PAPERS, lay_out, points_per_inch
from maps.poster_parts import Parts
from maps.typesetting import typeset

DAY = date(2026, 11, 22)
ADDRESS = "https://karten.example/karte?planregion=1"


def made(view: MapView, **options: Any) -> bytes:
    return poster(view, view.areas.kreis, exported_on=DAY, **({"paper": "A4"} | options))


def parts_of(view: MapView) -> Parts:
    return Parts(
        Drawing(view=view, area=view.areas.kreis, width_mm=190, height_mm=150, numbered=True)
    )


def view_of(*resources: Any, **fields: Any) -> MapView:
    return map_view(LayerView(layer=layer(), resources=resources), **fields)


@pytest.mark.parametrize("paper", ["A4", "A1"])
def test_a_poster_is_a_tagged_pdf_on_its_paper_with_its_fonts(paper: str) -> None:
    pdf = made(county_view(104), paper=paper, address=ADDRESS)
    info = pdf_info(pdf)
    assert is_accessible(pdf)
    assert info["Tagged"] == "yes"
    assert info["Title"] == "Ressourcenkarte"
    width, height = re.findall(r"[\d.]+", info["Page size"])[:2]
    millimetres = [float(points) / 72 * 25.4 for points in (width, height)]
    assert millimetres == pytest.approx(PAPERS[paper_of(paper)], abs=0.5)
    fonts = pdf_fonts(pdf)
    assert fonts
    assert all(name.startswith("SourceSans3") and inside for name, inside in fonts.items())


@pytest.mark.parametrize(("paper", "count"), [("A4", 1000), ("A0", 104)])
def test_no_type_is_smaller_than_six_points(tmp_path: Path, paper: str, count: int) -> None:
    path = tmp_path / "plakat.pdf"
    path.write_bytes(made(county_view(count), paper=paper))
    command = ["pdftotext", "-bbox", "-l", "1", str(path), "-"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    # Poppler's boxes of words are as high as ascender and descender of the font: 1.424 sizes.
    heights = [
        float(low) - float(high)
        for high, low in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', found)
    ]
    assert heights
    assert min(heights) >= 6 * 1.42 * 0.99


def test_every_offer_is_listed_and_those_on_the_map_have_their_number() -> None:
    view = county_view(250)
    text = pdf_text(made(view))
    names = [each.name for each in view.layers[0].resources]
    assert all(re.search(rf"{name}\b", text) for name in names)
    entries = parts_of(view).entries()
    numbers = [int(each["number"]) for each in entries if each["number"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(entries) == 250


def test_what_has_no_place_is_listed_apart() -> None:
    here = resource("r1", name="Hier")
    nowhere = resource("r2", name="Nirgends", lat=None, lon=None)
    far = resource("r3", name="Weit weg", lat=48.0, lon=11.0)
    entries = parts_of(view_of(nowhere, far, here)).entries()
    assert [(each["heading"], each["number"], each["name"]) for each in entries] == [
        ("Angebote", "1", "Hier"),
        ("Außerhalb der Karte", "", "Weit weg"),
        ("Ohne Ort auf der Karte", "", "Nirgends"),
    ]


def test_the_legend_has_only_signs_that_are_there() -> None:
    parts = parts_of(view_of(resource()))
    assert [each["label"] for each in parts.legend()] == ["Familie"]
    assert [each["letters"] for each in parts.legend()[0]["kinds"]] == ["FZ"]
    words = " ".join(each["text"] for each in parts.signs())
    assert "gestrichelt" not in words
    assert "Ring" not in words
    crowd = [resource(f"r{number}") for number in range(20)]
    assert "Ring" in " ".join(each["text"] for each in parts_of(view_of(*crowd)).signs())


def test_a_picture_has_one_page_and_says_how_many_offers_are_not_in_its_list() -> None:
    view = county_view(1000)
    assert made(view, output="svg").startswith(b"<svg")
    # Text of a picture is outlines, so the same page is asked as PDF.
    sheet = lay_poster(view, view.areas.kreis, exported_on=DAY, paper="A4")
    data = sheet.data | {"pages": False}
    one_page = typeset("poster", data, made_on=DAY, files=sheet.files)
    assert pdf_info(one_page)["Pages"] == "1"
    text = " ".join(pdf_text(one_page).split())
    note = re.search(r"(\d+) von 1000 Angeboten sind hier nicht aufgeführt", text)
    assert note
    assert len(set(re.findall(r"Angebot Nummer \d+", text))) == 1000 - int(note[1])


def test_title_selection_dates_scale_and_sources_are_on_it() -> None:
    view = map_view(attributions=(Attribution(text="Grenzen: © Amt", licence="CC0"),))
    text = " ".join(pdf_text(made(view)).split())
    assert "Ressourcenkarte" in text
    assert "Landkreis Musterland · 1 Angebot" in text
    assert "Daten zuletzt geändert am 1. November 2026" in text
    assert "22. November 2026" in text
    assert re.search(r"Maßstab 1 : [\d.]+\. Norden ist oben: Gitternord von EPSG:25833\.", text)
    assert "Angebote: Musterliste (CC0); Grenzen: © Amt (CC0)" in text


def test_the_qr_code_is_that_of_the_address(tmp_path: Path) -> None:
    path = tmp_path / "plakat"
    path.with_suffix(".pdf").write_bytes(made(map_view(), address=ADDRESS))
    subprocess.run(
        ["pdftoppm", "-r", "300", "-gray", "-singlefile", path.with_suffix(".pdf"), path],
        check=True,
    )
    header, pixels = _grey(path.with_suffix(".pgm"))
    matrix = [list(map(bool, row)) for row in segno.make(ADDRESS, error="m").matrix]
    assert _dark_modules(pixels, header, len(matrix)) == matrix


def _grey(path: Path) -> tuple[tuple[int, int], bytes]:
    content = path.read_bytes()
    found = re.match(rb"P5\s+(\d+) (\d+)\s+255\s", content)
    assert found
    return (int(found[1]), int(found[2])), content[found.end() :]


def _dark_modules(pixels: bytes, size: tuple[int, int], count: int) -> list[list[bool]]:
    """Read the code in the lower right corner: A4 at 300 dpi, footer of 20 mm, border of 4."""
    per_mm = 300 / 25.4
    margin = 210 * 0.045 * per_mm
    edge = 20 * per_mm
    module = edge / (count + 8)
    left, top = size[0] - margin - edge, size[1] - margin - edge
    steps = [(place + 4.5) * module for place in range(count)]
    return [[pixels[int(top + y) * size[0] + int(left + x)] < 128 for x in steps] for y in steps]


def test_without_an_address_the_poster_says_so_instead_of_a_wrong_code() -> None:
    assert "Ohne QR-Code" in pdf_text(made(map_view()))
    assert "zu lang" in pdf_text(made(map_view(), address=f"{ADDRESS}&q={'a' * 700}"))


def test_hostile_text_stays_text() -> None:
    names = [*HOSTILE, '#panic("no") *fett* $x$ \x00']
    offers = [resource(f"r{number}", name=name) for number, name in enumerate(names)]
    text = "".join(pdf_text(made(view_of(*offers, title=HOSTILE[0]))).split())
    for name in names:
        visible = "".join(re.sub("[\x00\u2028\u2029]", "", name).split())
        assert visible in text


def test_the_same_input_gives_the_same_bytes() -> None:
    view = county_view(104)
    assert made(view, address=ADDRESS) == made(view, address=ADDRESS)


def test_a_png_is_as_fine_as_memory_allows() -> None:
    png = made(map_view(), output="png")
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == pytest.approx((210 / 25.4 * 300, 297 / 25.4 * 300), abs=1)
    large = lay_out("A0", landscape=False, offers=104)
    assert points_per_inch(large, most_pixels=36e6) == 152
    assert points_per_inch(lay_out("A4", landscape=False, offers=1), most_pixels=36e6) == 300


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("offers", [0, 104, 10_000])
def test_all_parts_of_the_paper_have_room(paper: str, offers: int, *, landscape: bool) -> None:
    layout = lay_out(paper_of(paper), landscape=landscape, offers=offers)
    heights = [layout.header, layout.gap, layout.map_height, layout.gap, layout.footer]
    columns = layout.columns * (layout.column_width + layout.gap) - layout.gap
    widths = [layout.map_width]
    if layout.lies:
        widths += [layout.gap, columns]
    else:
        heights += [layout.gap, layout.column_height]
        assert columns == pytest.approx(layout.map_width)
    assert sum(widths) == pytest.approx(layout.width - 2 * layout.margin)
    assert sum(heights) == pytest.approx(layout.height - 2 * layout.margin)


def test_larger_paper_has_larger_type_and_never_below_six_points() -> None:
    scales = [lay_out(paper, landscape=False, offers=1).scale for paper in PAPERS]
    assert all(one < other for one, other in pairwise(scales))
    assert pytest.approx(6 / 72 * 25.4) == SMALLEST


@pytest.mark.parametrize("text", ["A7", "", "a3 ", "DIN A4"])
def test_paper_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter, match="A4, A3, A2, A1, A0"):
        paper_of(text)


def test_a_kind_of_file_that_there_is_not_is_refused() -> None:
    assert format_of("PDF") == "pdf"
    with pytest.raises(InvalidParameter, match="pdf, svg, png"):
        format_of("docx")
