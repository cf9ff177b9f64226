"""One area has one number of offers: on map, table, page, paper, in workbook, download and file."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from checking import CheckingClient
from paper import pdf_text

AREAS = [("sozialraum", "120690616"), ("sozialraum", "120695902"), ("planregion", "4")]


def _of_page(visitor: CheckingClient, level: str, area_id: str) -> int:
    page = visitor.get(f"/{level}/{area_id}").text
    return int(re.findall(r"<dt>zusammen</dt><dd>(\d+)</dd>", page)[0])


def _of_paper(visitor: CheckingClient, level: str, area_id: str) -> int:
    text = pdf_text(visitor.get(f"/{level}/{area_id}.pdf").data, "-layout")
    heads = "vor Ort kommt hin telefonisch, online zusammen je 1.000 Einwohner"
    return int(re.sub(r"\s+", " ", text).partition(heads)[2].split()[3])


def _of_table(visitor: CheckingClient, level: str, area_id: str) -> int:
    page = visitor.get(f"/tabelle?{level}={area_id}").text
    return int(re.findall(r"<strong>(\d+)</strong> Angebote", page)[0])


def _of_download(visitor: CheckingClient, level: str, area_id: str) -> int:
    text = visitor.get(f"/export/angebote.csv?{level}={area_id}").text
    return len(text.splitlines()) - 1


def _of_file(visitor: CheckingClient, level: str, area_id: str) -> int:
    page = visitor.get(f"/export/konferenz.html?{level}={area_id}").text
    return int(re.findall(r'id="anzahl">(\d+) Angebote<', page)[0])


def _of_workbook(visitor: CheckingClient, level: str, area_id: str) -> int:
    """Return the number of its gaps' workbook, found by the name of the area."""
    name = re.findall(r"<h1>(.*?)</h1>", visitor.get(f"/{level}/{area_id}").text)[0]
    data = visitor.get(f"/luecken.xlsx?stufe={level}").data
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    found = {str(row[0]): row[2] for row in sheet.iter_rows(values_only=True)}
    return int(str(found[name]))


@pytest.mark.parametrize(("level", "area_id"), AREAS)
def test_all_ways_to_ask_give_one_number(visitor: CheckingClient, level: str, area_id: str) -> None:
    ways = (_of_page, _of_paper, _of_table, _of_download, _of_file, _of_workbook)
    numbers = {way.__name__: way(visitor, level, area_id) for way in ways}
    assert len(set(numbers.values())) == 1, numbers
    assert numbers["_of_page"] > 0
