"""The profile of an area as PDF to download."""

from __future__ import annotations

import re

import pytest
from checking import CheckingClient
from paper import pdf_info, pdf_text


@pytest.mark.parametrize("path", ["/sozialraum/120690616", "/planregion/1", "/kreis"])
def test_each_page_offers_its_sheet_with_the_same_total(visitor: CheckingClient, path: str) -> None:
    page = visitor.get(path).text
    (link,) = re.findall(r'href="([^"]+)">als PDF', page)
    answer = visitor.get(link)
    assert answer.mimetype == "application/pdf"
    assert pdf_info(answer.data)["Tagged"] == "yes"
    total = re.findall(r"<dt>zusammen</dt><dd>(.*?)</dd>", page)[0]
    text = re.sub(r"\s+", " ", pdf_text(answer.data, "-layout"))
    words = "vor Ort kommt hin telefonisch, online zusammen je 1.000 Einwohner"
    row = text[text.index(words) + len(words) :].split()
    assert row[3] == total


def test_an_area_that_is_not_there_is_not_found(visitor: CheckingClient) -> None:
    assert visitor.get("/sozialraum/1.pdf").status_code == 404
