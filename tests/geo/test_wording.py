from __future__ import annotations

import factories
import pytest

from geo.filtering import ResourceFilter
from geo.results import LayerView, MapView
from geo.usecases.browse_map import narrow
from geo.wording import corrections, criteria, selection_in_words


def view() -> MapView:
    many = tuple(factories.resource(f"r{number}") for number in range(1_200))
    other = factories.resource("x", category_id="beratung.sucht", sozialraum_id="990010003")
    return factories.map_view(
        LayerView(layer=factories.layer(), resources=many),
        LayerView(layer=factories.layer("beratung", title="Beratung"), resources=(other,)),
    )


def asked(**query: list[str]) -> tuple[str, ...]:
    return criteria(view(), ResourceFilter.from_query(query))


def test_each_key_is_one_text_and_alternatives_are_joined() -> None:
    found = asked(
        kategorie=["familie.familienzentrum", "beratung.sucht"],
        sozialraum=["990010002"],
        art=["mobile"],
    )
    assert found == (
        "Kategorie Suchtberatung oder Familienzentrum",
        "Sozialraum Probestadt",
        "Erreichbarkeit kommt hin",
    )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"planregion": ["1"]}, "Planregion 1"),
        ({"zielgruppe": ["sucht"]}, "Zielgruppe Suchtkranke Menschen"),
        ({"traeger": ["Muster e. V."]}, "Träger Muster e. V."),
        ({"ebene": ["beratung"]}, "Ebene Beratung"),
        ({"kategorie": ["-"]}, "ohne Kategorie"),
        ({"kategorie": ["gibt.es.nicht"]}, "Kategorie gibt.es.nicht"),
        ({"q": ["Café", "Süd"]}, "Suche „Café Süd“"),
    ],
)
def test_values_have_their_names(query: dict[str, list[str]], words: str) -> None:
    assert asked(**query) == (words,)


def test_every_layer_is_no_restriction() -> None:
    assert asked(ebene=["familie", "beratung"]) == ()


def test_a_narrowed_view_says_what_it_is_of_how_many() -> None:
    wanted = ResourceFilter.from_query({"planregion": ["1"], "ebene": ["familie"]})
    words = selection_in_words(narrow(view(), wanted))
    assert words == "Ebene Familie; Planregion 1 – 1.200 von 1.201 Angeboten der Ressourcenkarte"


def test_the_whole_map_is_no_selection() -> None:
    assert selection_in_words(narrow(view(), ResourceFilter())) == ""


def test_many_near_words_are_not_all_named() -> None:
    trees = [factories.resource(name, name=name) for name in ("Tanne", "Tenne", "Tonne", "Tunne")]
    forest = factories.map_view(LayerView(layer=factories.layer(), resources=tuple(trees)))
    ((sentence, exact),) = corrections(forest, ResourceFilter(q="tinne"))
    assert sentence == (
        "Nichts mit „tinne“; gezeigt wird „Tanne“, „Tenne“, „Tonne“ und 1 weiteres Wort."
    )
    assert exact == ResourceFilter(q='"tinne"')
