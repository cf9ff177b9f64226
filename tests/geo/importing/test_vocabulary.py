"""Words of lists and the categories and target groups of the shipped county they mean."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.boundaries import read_areas
from geo.county import read_county
from geo.importing.vocabulary import Vocabulary
from geo.likeness import NameIndex, stems
from geo.shipped import data_dir, read_taxonomy

TAXONOMY = read_taxonomy(data_dir())


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    county = read_county(data_dir())
    return Vocabulary(TAXONOMY, read_areas(data_dir() / "boundaries", county), county)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kita", "bildung.kita"),
        ("KiTa (kommunal)", "bildung.kita"),
        ("Kindergarten", "bildung.kita"),
        ("Krippe, Hort", "bildung.kita"),
        ("SPZ", "gesundheit.fruehe_hilfen"),
        ("EFB", "familie.erziehungsberatung"),
        ("Erziehungs- u. Familienberatungsstelle", "familie.erziehungsberatung"),
        ("Erziehungs- & Familienberatung", "familie.erziehungsberatung"),
        ("Jugendclub", "jugend.jugendklub"),
        ("Seniorenheim", "pflege.pflegeheim"),
        ("WfbM", "teilhabe.werkstatt"),
        ("Freiwillige Feuerwehr", "verwaltung.sicherheit"),
        ("Frauenschutzwohnung", "beratung.gewaltschutz"),
    ],
)
def test_label_and_synonym_are_taken(words: Vocabulary, text: str, key: str) -> None:
    assert words.category(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kindertagestätte", "bildung.kita"),
        ("kommunale Kita", "bildung.kita"),
        ("Kita Sonnenschein", "bildung.kita"),
        ("Waldkindergartengruppe", "bildung.kita"),
        ("Familienzentren", "familie.familienzentrum"),
        ("Jugendklubs", "jugend.jugendklub"),
        ("Jugendfreizeiteinr.", "jugend.jugendklub"),
        ("Suchtberatungsstellen", "beratung.sucht"),
        ("amb. Pflegedienst", "pflege.ambulant"),
        ("Pflegedienst ambulant", "pflege.ambulant"),
        ("Apoteke", "gesundheit.apotheke"),
        ("Polizei Revier", "verwaltung.sicherheit"),
        ("Familienzentrum; Kita", "familie.familienzentrum"),
    ],
)
def test_what_is_only_similar_is_proposed_not_taken(words: Vocabulary, text: str, key: str) -> None:
    assert words.category(text) is None
    assert words.similar("category", text)[0] == key


@pytest.mark.parametrize("text", ["Zirkus", "Haus", "Sonstiges", "???", "", "X1"])
def test_what_is_like_nothing_is_not_proposed(words: Vocabulary, text: str) -> None:
    assert words.category(text) is None
    assert words.similar("category", text) == ()


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Kinder, Jugendliche", ("kinder", "jugendliche")),
        ("Senioren & Rentner", ("senioren",)),
        ("Mütter und Väter; Schwangere Frauen", ("familien", "schwangere")),
        ("Menschen mit Demenz", ("pflegebeduerftige",)),
        ("60+", ("senioren",)),
        ("alle Bürgerinnen und Bürger", ("gemeinwesen",)),
    ],
)
def test_target_groups_are_read_by_synonym(
    words: Vocabulary, text: str, keys: tuple[str, ...]
) -> None:
    assert words.target_groups(text) == (keys, ())


def test_a_similar_target_group_is_proposed(words: Vocabulary) -> None:
    assert words.target_groups("Eltern mit Babys")[1] == ("Eltern mit Babys",)
    assert "familien" in words.similar("target_group", "Eltern mit Babys")


def test_what_was_decided_holds_before_everything(words: Vocabulary) -> None:
    decided = {"kinder": ("familien",), "kobolde": (), "eltern kinder": ("gemeinwesen",)}
    found = words.target_groups("Kinder, Kobolde; Eltern/Kinder", decided)
    assert found == (("familien", "gemeinwesen"), ())


@pytest.mark.parametrize(
    "text",
    ["Frauenhauss", "Frauenhaus Musterstadt", "Autonomes Frauenhaus", "frauenzufluchtshäuser"],
)
def test_what_sounds_like_a_refuge_is_known(words: Vocabulary, text: str) -> None:
    assert words.sounds_protected(text)


@pytest.mark.parametrize("text", ["", "Frauentreff", "Frauenarzt", "Beratungsstelle", "Kita"])
def test_what_does_not_sound_like_a_refuge_is_none(words: Vocabulary, text: str) -> None:
    assert not words.sounds_protected(text)


@pytest.mark.parametrize("category", TAXONOMY.categories, ids=lambda category: category.category_id)
def test_every_category_has_synonyms_that_mean_it(words: Vocabulary, category: object) -> None:
    from geo.taxonomy import Category

    assert isinstance(category, Category)
    assert len(category.synonyms) >= 3
    for name in (category.label, *category.synonyms):
        assert words.category(name) == category.category_id, name


@pytest.mark.parametrize("group", TAXONOMY.target_groups, ids=lambda group: group.target_group_id)
def test_every_target_group_has_synonyms_that_mean_it(words: Vocabulary, group: object) -> None:
    from geo.taxonomy import TargetGroup

    assert isinstance(group, TargetGroup)
    assert len(group.synonyms) >= 3
    for name in (group.label, *group.synonyms):
        assert words.target_groups(name) == ((group.target_group_id,), ()), name


@given(st.text(max_size=40))
def test_likeness_is_a_share_of_a_hundred(text: str) -> None:
    scores = NameIndex(["kindergarten", "hort", "verein fuer musik"]).alike(text)
    assert all(80 <= score <= 100 for score in scores.values())


@given(st.text(alphabet="abcdefgh ", min_size=1, max_size=20).filter(str.strip))
def test_a_name_is_most_like_itself(text: str) -> None:
    name = " ".join(text.split())
    if stems(name):
        assert NameIndex([name, "zzzz"]).alike(text)[name] >= 99


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("alle Bürger*innen", ("gemeinwesen",)),
        ("Migrant:innen", ("migration",)),
        ("Senior/innen, Alleinerziehende*r", ("alleinerziehende", "senioren")),
        ("Schwangere sowie deren Familien", ("familien", "schwangere")),
        ("Jugendliche oder Lehrer/-innen", ("jugendliche", "fachkraefte")),
    ],
)
def test_gendered_forms_and_filling_words_do_not_matter(
    words: Vocabulary, text: str, keys: tuple[str, ...]
) -> None:
    assert words.target_groups(text) == (keys, ())


@pytest.mark.parametrize("cell", ["( " * 16_000, "a" * 32_767, " \n" * 16_000, "x, " * 10_000])
def test_a_cell_too_long_for_a_category_is_none_at_once(words: Vocabulary, cell: str) -> None:
    begun = time.process_time()
    assert words.category(cell) is None
    assert time.process_time() - begun < 0.01
