"""The report of changes as a file of its own and on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape

import factories
import pytest
from paper import is_accessible, pdf_info, pdf_text

from geo.areas import Level
from geo.change_rows import Told
from geo.changes import Kind, changes_between
from geo.filtering import ResourceFilter
from geo.periods import Period
from geo.resources import Resource
from geo.results import LayerView
from maps.changes import changes_file, changes_pdf, shown_kinds

DAY = date(2026, 6, 2)


def _told(before: tuple[Resource, ...], after: tuple[Resource, ...]) -> Told:
    views = [
        factories.map_view(LayerView(layer=factories.layer(), resources=resources))
        for resources in (before, after)
    ]
    report = changes_between(*views, wanted=ResourceFilter(), level=Level.SOZIALRAUM)
    period = Period(start=date(2026, 3, 1), end=date(2026, 6, 1))
    return Told(before=views[0], after=views[1], report=report, period=period)


def _moved(name: str = "Treff") -> Told:
    before = factories.resource(name=name, sozialraum_id="990010001")
    after = replace(before, street="Neuer Weg 9", sozialraum_id="990010003")
    return _told((before,), (after,))


def test_the_paper_is_accessible_and_tells_the_move_in_both_areas() -> None:
    pdf = changes_pdf(_moved(), made_on=DAY)
    assert is_accessible(pdf)
    assert pdf_info(pdf)["Title"] == "Was sich geändert hat – Landkreis Musterland"
    text = " ".join(pdf_text(pdf).split())
    assert "Vom Ende des 1. März 2026 bis zum Ende des 1. Juni 2026" in text.replace("\xa0", " ")
    assert text.count("von Amt West nach Amt Ost") == 3
    assert "Straße: Musterweg 1 → Neuer Weg 9" in text


def test_nothing_is_said_in_words() -> None:
    told = _told((factories.resource(),), (factories.resource(),))
    assert "nichts geändert" in pdf_text(changes_pdf(told, made_on=DAY))
    assert "nichts geändert" in changes_file(told, made_on=DAY)


def test_the_file_loads_nothing_and_runs_nothing() -> None:
    text = changes_file(_moved(), made_on=DAY)
    assert text.count("<h1>") == 1
    assert "default-src 'none'" in unescape(text)
    assert "<script" not in text
    assert 'href="http' not in text
    assert "abgegangen, von Amt West nach Amt Ost" in text


@pytest.mark.parametrize("hostile", factories.HOSTILE)
def test_text_of_lists_is_no_markup(hostile: str) -> None:
    text = changes_file(_moved(hostile), made_on=DAY)
    assert "<img" not in text
    assert "<svg" not in text
    assert "<script" not in text


def test_columns_about_other_areas_are_there_only_if_needed() -> None:
    assert Kind.ARRIVED in shown_kinds(_moved())
    assert Kind.ARRIVED not in shown_kinds(_told((factories.resource(),), ()))
