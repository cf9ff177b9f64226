"""The profile of an area on paper says what its page says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import factories
from browser.views import small_view
from factories import HOSTILE
from paper import is_accessible, pdf_fonts, pdf_info, pdf_text

from geo.area_entries import AreaEntry, EntryKind
from geo.areas import Level
from geo.indicators import Indicator, IndicatorSet, Observation, ObservationStatus
from geo.numbers import german_number
from geo.profiles import profile_of
from geo.results import LayerView, MapView
from maps import profile_pdf, profile_pdf_name

DAY = date(2026, 3, 12)
SPACE = "990010001"


def _text(view: MapView, area_id: str = SPACE, level: Level = Level.SOZIALRAUM) -> str:
    text = pdf_text(profile_pdf(view, view.areas.get(level, area_id), today=DAY), "-layout")
    return re.sub(r"\s+", " ", text)


def test_it_is_a_tagged_pdf_with_its_own_fonts_and_the_name_of_the_area() -> None:
    view = small_view()
    made = profile_pdf(view, view.areas.get(Level.SOZIALRAUM, SPACE), today=DAY)
    assert is_accessible(made)
    assert pdf_info(made)["Title"] == "Amt West"
    assert all(pdf_fonts(made).values())
    assert made == profile_pdf(view, view.areas.get(Level.SOZIALRAUM, SPACE), today=DAY)


def test_its_numbers_are_those_of_the_profile() -> None:
    view = small_view()
    area = view.areas.get(Level.SOZIALRAUM, SPACE)
    profile = profile_of(view, area, today=DAY)
    text = _text(view)
    counts = profile.counts
    numbers = [counts.site, counts.mobile, counts.remote, counts.total]
    assert " ".join(map(german_number, numbers)) in text
    for ressort in profile.ressorts:
        each = ressort.counts
        row = [ressort.label, *map(german_number, (each.site, each.mobile, each.remote))]
        row += [german_number(each.total), *(rate.text for rate in ressort.total.rates.figures)]
        assert " ".join(row) in text
    for heading in ("Ressort und Kategorie", "Perspektive und Zielgruppe"):
        assert f"{heading} vor Ort kommt hin" in text
    for figure in profile.total.rates.figures:
        assert f"{figure.name} {figure.text}" in text
    assert profile.methods.rate in text


def test_missing_and_suppressed_numbers_are_two_different_signs() -> None:
    kinds = {"a": ObservationStatus.MISSING, "b": ObservationStatus.SUPPRESSED}
    found = IndicatorSet(
        indicators=tuple(Indicator(indicator_id=each, label=f"Zahl {each}") for each in kinds),
        observations=tuple(
            Observation(
                indicator_id=each,
                level=Level.SOZIALRAUM,
                area_id=SPACE,
                period="2024",
                status=status,
            )
            for each, status in kinds.items()
        ),
    )
    text = _text(replace(small_view(), indicators=found))
    assert "Zahl a 2024 – – –" in text
    assert "Zahl b 2024 • – –" in text


def test_shares_are_drawn_and_a_break_of_the_series_is_told() -> None:
    quota = Indicator(indicator_id="q", label="Quote", unit="%", factor=100.0, breaks=("2024",))
    found = IndicatorSet(
        indicators=(quota,),
        observations=tuple(
            Observation(
                indicator_id="q", level=Level.SOZIALRAUM, area_id=SPACE, period=year, value=value
            )
            for year, value in (("2022", 7.0), ("2023", 8.0), ("2024", 9.0))
        ),
    )
    text = _text(replace(small_view(), indicators=found))
    assert "Kennzahlen im Vergleich Quote (%) 2024" in text
    assert "2022 7 · 2023 8 · Bruch der Zeitreihe: 2024 9" in text


def test_bodies_and_agreements_stand_on_it() -> None:
    entry = AreaEntry(
        entry_id="v1",
        kind=EntryKind.SOZIALRAUMBUDGET,
        level=Level.SOZIALRAUM,
        area_id=SPACE,
        date="2025",
        partners=("Amt West", "Landkreis Musterland"),
        amount=12_500,
        summary="Für Treffpunkte.",
    )
    text = _text(replace(small_view(), entries=(entry,)))
    assert "2025 Sozialraumbudget Amt West, Landkreis Musterland 12.500 €" in text
    assert "Für Treffpunkte." in text


def test_an_area_without_offers_says_so() -> None:
    assert "noch kein Angebot veröffentlicht" in _text(factories.map_view())


def test_hostile_text_stays_text() -> None:
    resources = tuple(
        factories.resource(f"r{at}", name=f"{text} #panic() $x$", sozialraum_id=SPACE)
        for at, text in enumerate(HOSTILE)
    )
    view = factories.map_view(LayerView(layer=factories.layer(), resources=resources))
    assert _text(view).count("#panic()") >= len(HOSTILE)


def test_files_of_all_areas_have_different_names() -> None:
    areas = [each for each in factories.county_areas() if each.level is not Level.GEMEINDE]
    assert len({profile_pdf_name(each) for each in areas}) == len(areas)
