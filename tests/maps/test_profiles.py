"""What the cards say of an area are the figures of its page."""

from __future__ import annotations

from dataclasses import replace

from browser.views import TODAY, small_view

from geo.area_entries import AreaEntry, EntryKind
from geo.areas import Level
from geo.profiles import profile_of, profiled_areas
from geo.results import Selection
from maps.profiles import encode_profiles


def test_every_area_has_the_texts_of_its_profile() -> None:
    view = small_view()
    encoded = encode_profiles(view)
    keys = [each.category_id for each in view.taxonomy.categories]
    areas = profiled_areas(view.areas)
    assert [(level, key) for level, key, *_ in encoded["areas"]] == [
        (each.level.value, each.area_id) for each in areas
    ]
    for area, (_, _, rates, _, gaps, _) in zip(areas, encoded["areas"], strict=True):
        profile = profile_of(view, area, today=TODAY)
        assert rates == [each.text for each in profile.total.rates.figures]
        told = dict(zip(encoded["statuses"], gaps, strict=True))
        assert {word: kinds for word, kinds in told.items() if kinds} == {
            group.status.value: [keys.index(column.column_id) for column in group.columns]
            for group in profile.gaps
            if group.status.is_statement
        }


def test_a_part_of_the_map_claims_no_gaps() -> None:
    chosen = Selection(criteria=("Suche „x“",), total=9, query="q=x")
    encoded = encode_profiles(replace(small_view(), selection=chosen))
    assert not [gaps for *_, gaps, _ in encoded["areas"] if any(gaps)]


def test_an_entry_stands_at_its_area_in_words() -> None:
    entry = AreaEntry(
        entry_id="e1",
        kind=EntryKind.SOZIALRAUMBUDGET,
        level=Level.PLANREGION,
        area_id="2",
        date="2026",
        amount=12_500,
    )
    encoded = encode_profiles(replace(small_view(), entries=(entry,)))
    found = {(level, key): entries for level, key, *_, entries in encoded["areas"] if entries}
    assert found == {
        ("planregion", "2"): [["Sozialraumbudget", "", "2026", "", [], 12_500, "", ""]]
    }
