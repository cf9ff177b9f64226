"""What a person decided survives as TOML and lies over what was decided before."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import UnreadableFile
from geo.importing import ColumnMapping, Decisions, Placement, Role, decision_key
from geo.resources import LocationQuality

texts = st.text()
keys = texts.map(decision_key)
mappings = st.builds(
    ColumnMapping, st.dictionaries(st.sampled_from(Role), texts), st.lists(texts).map(tuple)
).filter(lambda mapping: mapping != ColumnMapping())
placements = st.builds(
    Placement,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    quality=st.sampled_from([LocationQuality.MANUAL, LocationQuality.PLACE]),
    label=texts,
    address=texts,
)
decisions = st.builds(
    Decisions,
    mapping=st.none() | mappings,
    crs=st.none() | st.text(min_size=1),
    default_category=st.none() | texts,
    default_groups=st.none() | st.lists(texts).map(tuple),
    categories=st.dictionaries(keys, st.none() | st.text(min_size=1)),
    target_groups=st.dictionaries(keys, st.lists(texts).map(tuple)),
    placements=st.dictionaries(texts, st.none() | placements),
)


@given(decisions)
def test_decisions_survive_toml_with_any_text(decided: Decisions) -> None:
    assert Decisions.from_toml(decided.to_toml()) == decided


@given(decisions, decisions)
def test_what_is_decided_later_holds(earlier: Decisions, later: Decisions) -> None:
    both = earlier.merged(later)
    assert both.categories == {**earlier.categories, **later.categories}
    assert both.placements.items() >= later.placements.items()
    assert both.merged(later) == both
    assert Decisions().merged(later) == later == later.merged(Decisions())


def test_equal_decisions_give_equal_text() -> None:
    one = Decisions(categories={"a": "x", "b": None})
    other = Decisions(categories={"b": None, "a": "x"})
    assert one.to_toml() == other.to_toml()


def test_a_person_may_write_the_words_as_in_the_list() -> None:
    decided = Decisions.from_toml('[kategorien]\n"KiTa (komm.)" = "bildung.kita"\n')
    assert decided.categories == {decision_key("kita komm"): "bildung.kita"}


def test_decisions_are_written_and_read(tmp_path: Path) -> None:
    decided = Decisions(mapping=ColumnMapping({Role.NAME: 'Name "der" Einrichtung'}))
    decided.write(tmp_path / "m.toml")
    assert Decisions.read(tmp_path / "m.toml") == decided


@pytest.mark.parametrize(
    "text",
    [
        "spalten = 3",
        "[spalten",
        '[spalten]\nfarbe = "X"',
        "[spalten]\nname = 3",
        '[Spalten]\nname = "A"',
        "[zielgruppen]\nkinder = 3",
        '[orte."r1"]\nbreite = 52.3',
        '[orte."r1"]\nbreite = 520.3\nlaenge = 12.9',
        '[orte."r1"]\nbreite = nan\nlaenge = 12.9',
        '[orte."r1"]\nbreite = 52.3\nlaenge = 12.9\nlage = "house"',
    ],
)
def test_what_is_no_decision_is_refused_in_german(text: str) -> None:
    with pytest.raises(UnreadableFile, match="Zuordnung der Spalten"):
        Decisions.from_toml(text)


def test_a_missing_file_is_refused_in_german(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"„m\.toml“"):
        Decisions.read(tmp_path / "m.toml")
