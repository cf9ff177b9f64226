from __future__ import annotations

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from geo.filtering import ResourceFilter, select
from geo.resources import Resource
from geo.results import LayerView, MapView
from geo.searching import search_key, tolerance

RESOURCES = (
    factories.resource("fz", name="Familienzentrum Süd", place="Göhlsdorf"),
    factories.resource(
        "sucht",
        name="Anlaufstelle Haus „Sonne“",
        category_id="beratung.sucht",
        target_groups=("sucht",),
        provider="Eltern-Kind-Verein",
        place="Köln",
        sozialraum_id=None,
        service_areas=("990010003", "990010005"),
    ),
    factories.resource(
        "halle", name="Hauptstraße 12", category_id=None, target_groups=(), postcode="14467"
    ),
)


def _view(*resources: Resource) -> MapView:
    return factories.map_view(LayerView(layer=factories.layer(), resources=resources))


VIEW = _view(*RESOURCES)


def _ids(q: str, view: MapView = VIEW) -> list[str]:
    found = select(view, ResourceFilter(q=q))
    return [resource.resource_id for layer in found for resource in layer.resources]


def test_search_key_folds_case_umlauts_and_sharp_s() -> None:
    assert search_key("Große STRASSE Süd") == "grosse strasse sud"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Süd", "Sued"),
        ("SÜD", "sud"),
        ("Göhlsdorf", "Goehlsdorf"),
        ("Äpfel", "AEPFEL"),
        ("Straße", "strasse"),
        ("Bauer", "BAUER"),
    ],
)
def test_spellings_of_an_umlaut_are_one(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("familienz", ["fz"]),
        ("SUED zentrum", ["fz"]),
        ("musterw", ["fz", "sucht", "halle"]),
        ("14467", ["halle"]),
        ("suchtberatung", ["sucht"]),
        ("suchtkranke", ["sucht"]),
        ("amt ost", ["sucht"]),
        ("an der mitte", ["sucht"]),
        ("planregion 2", ["sucht"]),
        ("hauptstr 12", ["halle"]),
        ("Hauptstraße 1", ["halle"]),
        ("sonne 990", []),
        ("probestadt haupt", ["halle"]),
    ],
)
def test_words_are_looked_for_in_all_that_names_an_offer(q: str, expected: list[str]) -> None:
    assert _ids(q) == expected


def test_all_words_must_occur() -> None:
    assert _ids("haupt köln") == []


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("Familenzentrum", ["fz"]),
        ("Faimlienzentrum", ["fz"]),
        ("Fammilienzenntrum", ["fz"]),
        ("goelsdorf", ["fz"]),
        ("familin", ["fz"]),
        ("haus", ["sucht"]),
        ("hasu", ["sucht"]),
        ("Famileinz", ["fz"]),
        ("suedt", ["fz"]),
        ("eltern-kind-vereim", ["sucht"]),
        ("Suchtbertung köln", ["sucht"]),
    ],
)
def test_typing_errors_are_forgiven(q: str, expected: list[str]) -> None:
    assert _ids(q) == expected


@pytest.mark.parametrize("q", ["hau5", "14476", "wgg", "Fimilenzemtrun", "xxxxxxxx"])
def test_numbers_short_words_and_many_errors_are_not_forgiven(q: str) -> None:
    assert _ids(q) == []


def test_a_word_that_occurs_is_never_changed() -> None:
    (term,) = VIEW.search_index.terms("haus")
    assert (term.meanings, term.corrected) == (("haus",), False)


def test_whole_words_are_preferred_to_beginnings_at_the_same_distance() -> None:
    (term,) = VIEW.search_index.terms("hasu")
    assert term.meanings == ("haus",)


def test_all_words_at_the_smallest_distance_are_taken() -> None:
    view = _view(factories.resource("a", name="Tanne"), factories.resource("b", name="Tonne"))
    assert _ids("Tinne", view) == ["a", "b"]


def test_words_in_quotation_marks_are_taken_as_they_are() -> None:
    assert _ids('"Familenzentrum"') == []
    assert _ids("„haus sonne“") == []
    assert _ids('"Anlaufstelle  Haus"') == ["sucht"]
    assert _ids('"Süd Göhlsdorf"') == []
    assert _ids('"Süd') == ["fz"]


def test_a_correction_is_spelt_as_in_the_data() -> None:
    (term,) = VIEW.search_index.terms("goelsdorf")
    assert (term.typed, term.corrected) == ("goelsdorf", True)
    assert [VIEW.search_index.spelling(each) for each in term.meanings] == ["Göhlsdorf"]


def test_what_was_narrowed_before_does_not_change_what_a_word_means() -> None:
    wanted = ResourceFilter.from_query({"zielgruppe": ["sucht"], "q": ["Familenzentrum"]})
    assert select(VIEW, wanted) == ()


LETTERS = st.text("abcde", min_size=1, max_size=10)


@given(names=st.lists(LETTERS, min_size=1, max_size=6), word=LETTERS)
def test_what_stands_for_a_word_is_what_is_nearest(names: list[str], word: str) -> None:
    view = _view(*(factories.resource(f"r{n}", name=name) for n, name in enumerate(names)))
    index = view.search_index
    word = search_key(word)
    (term,) = index.terms(word)
    if not term.corrected:
        return
    distances = {each: _distance(word, each) for each in map(search_key, names)}
    least = min(distances.values())
    assert least[0] <= tolerance(word)
    assert set(term.meanings) == {each for each, far in distances.items() if far == least}


def _distance(word: str, other: str) -> tuple[int, bool]:
    """Return the distance to a word or its nearest beginning, and whether only that is near."""
    whole = OSA.distance(word, other)
    begun = min(OSA.distance(word, other[:end]) for end in range(len(other) + 1))
    return (begun, whole > begun)
