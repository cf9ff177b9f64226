"""The profile of one area, worked out by hand on Musterland.

Amt Ost (2,000 inhabitants) has three of the nine offers: a mobile family centre, and two places of
advice, of which one lies outside the county. Planregion 2 (3,000) has one more, the county (6,000)
has all nine.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import factories
import pytest
from browser.views import SPACES, TODAY, random_view, small_view
from hypothesis import given
from hypothesis import strategies as st

from geo.area_entries import AreaEntry, EntryKind
from geo.areas import Area, Level
from geo.counting import ReachCounts, per_1000
from geo.gap_columns import Grouping
from geo.gaps import Figure, GapStatus, gap_matrix
from geo.indicators import Aggregation, Indicator, IndicatorSet, Observation, ObservationStatus
from geo.profiles import AreaProfile, figures_of, profile_of
from geo.results import LayerView, MapView, Selection

OST = "990010003"
SHARE = Indicator(
    indicator_id="anteil",
    label="Anteil",
    unit="Prozent",
    aggregation=Aggregation.RATIO,
    decimals=1,
    source="Amt für Proben",
    breaks=("2024",),
)


def _area(view: MapView, area_id: str = OST, level: Level = Level.SOZIALRAUM) -> Area:
    return view.areas.get(level, area_id)


def _ost(view: MapView) -> AreaProfile:
    return profile_of(view, _area(view), today=TODAY)


def _observed(level: Level, area_id: str, period: str, value: float | None) -> Observation:
    status = ObservationStatus.OK if value is not None else ObservationStatus.MISSING
    return Observation(
        indicator_id="anteil",
        level=level,
        area_id=area_id,
        period=period,
        value=value,
        status=status,
    )


def _with(*observations: Observation) -> MapView:
    return replace(small_view(), indicators=IndicatorSet((SHARE,), observations))


def test_the_rate_of_an_area_stands_beside_those_of_the_larger_ones() -> None:
    profile = _ost(small_view())
    assert profile.counts == ReachCounts(site=2, mobile=1)
    assert profile.total.rates.text == "Amt Ost 1,50 · Planregion 2 1,33 · Kreis 1,50"
    assert [each.area_id for each in profile.larger] == ["2", "99001"]


def test_each_ressort_and_kategorie_has_counts_and_rates() -> None:
    profile = _ost(small_view())
    rows = {each.label: (each.counts, each.total.rates.text) for each in profile.ressorts}
    assert rows == {
        "Familie": (ReachCounts(mobile=1), "Amt Ost 0,50 · Planregion 2 0,33 · Kreis 0,83"),
        "Beratung": (ReachCounts(site=2), "Amt Ost 1,00 · Planregion 2 1,00 · Kreis 0,67"),
    }
    [advice] = profile.ressorts[1].categories
    assert (advice.label, advice.rates.text) == (
        "Suchtberatung",
        "Amt Ost 1,00 · Planregion 2 1,00 · Kreis 0,50",
    )


def test_an_offer_for_two_zielgruppen_counts_for_both_and_once_for_their_perspective() -> None:
    offers = (
        factories.resource("r1", target_groups=("familien", "sucht")),
        factories.resource("r2", target_groups=()),
    )
    view = factories.map_view(LayerView(layer=factories.layer(), resources=offers))
    profile = profile_of(view, view.areas.kreis, today=TODAY)
    groups = [tally for each in profile.perspectives for tally in each.groups]
    assert {each.label: each.counts.total for each in groups} == {
        "Eltern und Familien": 1,
        "Suchtkranke Menschen": 1,
    }
    assert sum(each.total.counts.total for each in profile.perspectives) <= 3
    assert profile.perspectives[-1].total.label == "Ohne Zielgruppe"
    assert profile.perspectives[-1].total.counts.total == 1


def test_what_has_no_place_in_the_area_is_grouped_by_how_else_it_is_reached() -> None:
    found = {
        group.status: [column.label for column in group.columns]
        for group in _ost(small_view()).gaps
    }
    assert found == {
        GapStatus.MOBILE: ["Familienzentrum"],
        GapStatus.PROTECTED: ["Gewaltschutz, Frauenhaus"],
    }


def test_a_part_of_the_map_has_no_gaps_and_says_why() -> None:
    chosen = Selection(criteria=("Kategorie Familienzentrum",), total=9, query="")
    profile = _ost(replace(small_view(), selection=chosen))
    assert profile.gaps == ()
    assert "nur die ganze Ressourcenkarte" in profile.methods.gaps


def test_missing_suppressed_and_zero_are_three_things() -> None:
    suppressed = replace(
        _observed(Level.KREIS, "99001", "2024", None), status=ObservationStatus.SUPPRESSED
    )
    view = _with(_observed(Level.SOZIALRAUM, OST, "2024", 0.0), suppressed)
    [indicator] = _ost(view).indicators
    assert indicator.comparison.text == "Amt Ost 0,0 · Planregion 2 keine Angabe · Kreis gesperrt"
    assert [each.text for each in indicator.comparison.figures] == ["0,0", "–", "•"]


def test_all_areas_are_compared_in_the_latest_period_of_the_area_itself() -> None:
    view = _with(
        _observed(Level.SOZIALRAUM, OST, "2023", 5.0),
        _observed(Level.KREIS, "99001", "2023", 6.0),
        _observed(Level.KREIS, "99001", "2025", 7.0),
    )
    [indicator] = _ost(view).indicators
    assert indicator.period == "2023"
    assert indicator.comparison.text == "Amt Ost 5,0 · Planregion 2 keine Angabe · Kreis 6,0"


def test_a_series_tells_where_it_breaks_also_between_two_periods() -> None:
    view = _with(
        *(_observed(Level.SOZIALRAUM, OST, each, 5.0) for each in ("2022", "2023", "2025", "2026"))
    )
    [indicator] = _ost(view).indicators
    assert [each.breaks for each in indicator.series] == [False, False, True, False]


def test_an_indicator_that_nothing_is_known_of_stays_in_the_profile() -> None:
    [indicator] = _ost(_with()).indicators
    assert (indicator.period, indicator.comparison.own.text) == ("", "–")


def test_offers_without_a_point_and_those_lately_confirmed_are_told() -> None:
    offers = tuple(
        factories.resource(f"r{at}", last_confirmed=text, sozialraum_id=OST)
        for at, text in enumerate(("2026-03-12", "2019", ""))
    )
    nowhere = factories.resource("r9", lat=None, lon=None, sozialraum_id=OST)
    layer = LayerView(layer=factories.layer(), resources=(*offers, nowhere))
    profile = _ost(factories.map_view(layer))
    freshness = profile.freshness
    assert [len(each) for each in (freshness.confirmed, freshness.older, freshness.unknown)] == [
        1,
        1,
        2,
    ]
    assert [resource.resource_id for _, resource in profile.placeless] == ["r9"]


def test_a_pair_that_may_be_one_is_told_in_each_of_its_areas() -> None:
    twins = tuple(factories.resource(f"r{at}") for at in range(2))
    view = factories.map_view(LayerView(layer=factories.layer(), resources=twins))
    profile = profile_of(view, _area(view, "990010002"), today=TODAY)
    assert len(profile.duplicates) == 1
    assert _ost(view).duplicates == ()


def test_an_area_has_its_own_entries_newest_first() -> None:
    def entry(entry_id: str, level: Level, area_id: str, day: str) -> AreaEntry:
        kind = EntryKind.REGIONALTEAM
        return AreaEntry(entry_id=entry_id, kind=kind, level=level, area_id=area_id, date=day)

    entries = (
        entry("alt", Level.SOZIALRAUM, OST, "2024"),
        entry("fremd", Level.PLANREGION, "2", "2026"),
        entry("neu", Level.SOZIALRAUM, OST, "2025-03-01"),
    )
    profile = _ost(replace(small_view(), entries=entries))
    assert [each.entry_id for each in profile.entries] == ["neu", "alt"]


def test_the_sources_are_those_of_what_is_counted_here() -> None:
    view = replace(_with(), layers=(LayerView(layer=factories.layer(), resources=()),))
    assert [each.text for each in _ost(view).sources] == [
        "Grenzen: Musteramt",
        "Anteil: Amt für Proben",
    ]


def test_some_offers_never_read_as_none() -> None:
    view = small_view()
    crowded = replace(view.areas.kreis, population=10_000_000)
    profile = profile_of(view, crowded, today=TODAY)
    assert profile.total.rates.own.text == "<0,01"
    assert "geteilt durch 10.000.000 Einwohner" in profile.methods.rate


def test_without_inhabitants_there_is_no_rate_and_no_sentence_of_it() -> None:
    view = small_view()
    profile = profile_of(view, replace(view.areas.kreis, population=None), today=TODAY)
    assert (profile.per_1000, profile.total.rates.text, profile.methods.rate) == (
        None,
        "Kreis keine Angabe",
        "",
    )


@given(seed=st.integers(0, 10_000))
def test_what_lies_in_the_sozialraeume_is_what_the_county_has_but_for_those_without_one(
    seed: int,
) -> None:
    view = random_view(seed)
    county = profile_of(view, view.areas.kreis, today=date(2026, 1, 1))
    profiles = [profile_of(view, _area(view, each), today=date(2026, 1, 1)) for each in SPACES]
    lying = sum(
        resource.sozialraum_id == each.area.area_id
        for each in profiles
        for _, resource in each.offers
    )
    without = sum(resource.sozialraum_id is None for _, resource in county.offers)
    assert lying == county.counts.total - without
    for each in (*profiles, county):
        assert each.per_1000 == per_1000(len(each.offers), each.area.population)
        assert each.counts.total == len(each.offers)
        assert sum(group.counts.total for group in each.ressorts) == len(each.offers)
        assert figures_of(view, each.area).total == each.total


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("level", [Level.SOZIALRAUM, Level.PLANREGION])
def test_rows_of_a_profile_are_cells_of_the_gap_matrix(seed: int, level: Level) -> None:
    view = random_view(seed)
    matrix = gap_matrix(view, level=level, by=Grouping.KATEGORIE)
    for row in matrix.rows:
        profile = profile_of(view, row.area, today=TODAY)
        tallies = {t.key: t for ressort in profile.ressorts for t in ressort.categories}
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            if column.column_id in tallies:
                tally = tallies[column.column_id]
                assert (tally.counts, tally.rates.own.value) == (cell.counts, cell.per_1000)
                assert tally.rates.own.text == cell.figure(Figure.DENSITY)
