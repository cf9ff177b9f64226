"""A selection in words, for people who see a file or a page without its address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from geo.areas import Level
from geo.filtering import ResourceFilter
from geo.numbers import german_decimal, german_number
from geo.resources import LocationQuality, Reach
from geo.results import MapView
from geo.tiles import TilePlan

_NAMED_WORDS = 3
#: What stands before the values of a key; a key without its own words shows its values only.
KEY_WORDS = {
    "ebene": "Ebene",
    "kategorie": "Kategorie",
    "zielgruppe": "Zielgruppe",
    "traeger": "Träger",
    "planregion": "Planregion",
    "sozialraum": "Sozialraum",
    "art": "Erreichbarkeit",
    "lage": "Lagegenauigkeit",
}


def criteria(view: MapView, wanted: ResourceFilter) -> tuple[str, ...]:
    """Return what a query asks for, one text per key of the query.

    Parameters
    ----------
    view
        The whole map: gives the names of layers, areas and vocabulary.
    wanted
        The query. Asking for every layer is no restriction and not named.
    """
    query = wanted.to_query()
    if {each.layer.layer_id for each in view.layers} <= set(query.get("ebene", ())):
        query.pop("ebene", None)
    names = names_of(view)
    return tuple(_criterion(key, values, names.get(key, {})) for key, values in query.items())


def selection_in_words(view: MapView) -> str:
    """Return what of a whole map a view shows; empty if it is the whole map.

    Such as "Kategorie Familienzentrum; Planregion 1 – 7 von 104 Angeboten der Ressourcenkarte".
    """
    if view.selection is None:
        return ""
    shown, total = german_number(view.count), german_number(view.selection.total)
    counted = f"{shown} von {total} Angeboten der Ressourcenkarte"
    return " – ".join(filter(None, ("; ".join(view.selection.criteria), counted)))


def corrections(view: MapView, wanted: ResourceFilter) -> Iterator[tuple[str, ResourceFilter]]:
    """Yield what is shown instead of each mistyped word, and the query for exactly that word.

    Parameters
    ----------
    view
        The whole map, in which the word occurs nowhere.
    wanted
        The query.
    """
    index = view.search_index
    for term in index.terms(wanted.q) if wanted.q else ():
        if not term.corrected:
            continue
        words = ", ".join(f"„{index.spelling(each)}“" for each in term.meanings[:_NAMED_WORDS])
        others = len(term.meanings) - _NAMED_WORDS
        more = "weiteres Wort" if others == 1 else "weitere Wörter"
        rest = f" und {german_number(others)} {more}" if others > 0 else ""
        exact = wanted.q.replace(term.typed, f'"{term.typed}"', 1)
        yield f"Nichts mit „{term.typed}“; gezeigt wird {words}{rest}.", replace(wanted, q=exact)


def _criterion(key: str, values: Iterable[str], names: dict[str, str]) -> str:
    if key == "q":
        return f"Suche „{' '.join(values)}“"
    if key == "bbox":
        return "nur ein Kartenausschnitt"
    word = KEY_WORDS[key]
    texts = [names.get(value, f"ohne {word}" if value == "-" else value) for value in values]
    text = " oder ".join(texts)
    return text if text.startswith((word, "ohne ")) else f"{word} {text}"


def names_of(view: MapView) -> dict[str, dict[str, str]]:
    """Return what the values of each key of a query are called, in the order of display."""
    taxonomy, areas = view.taxonomy, view.areas
    return {
        "ebene": {each.layer.layer_id: each.layer.title for each in view.layers},
        "kategorie": {item.category_id: item.label for item in taxonomy.categories},
        "zielgruppe": {item.target_group_id: item.label for item in taxonomy.target_groups},
        "planregion": {area.area_id: area.name for area in areas.at(Level.PLANREGION)},
        "sozialraum": {area.area_id: area.name for area in areas.at(Level.SOZIALRAUM)},
        "art": {reach.value: reach.label for reach in Reach},
        "lage": {quality.value: quality.label for quality in LocationQuality},
    }


def plan_in_words(plan: TilePlan) -> str:
    """Return what of a background a file takes along, such as "412 Kacheln, rund 3,1 MB"."""
    zooms = [level.z for level in plan.levels]
    size = size_in_words(plan.size)
    return (
        f"{german_number(plan.count)} Kacheln, Zoom {zooms[0]} bis {zooms[-1]}, "
        f"{size}{'' if plan.exact else ' (geschätzt)'}"
    )


def size_in_words(count: int) -> str:
    """Return a number of bytes as "rund 310 kB" or "rund 1,4 MB"."""
    if count < 1_000_000:
        return f"rund {max(10, round(count, -4) // 1000)} kB"
    return f"rund {german_decimal(count / 1_000_000, 1)} MB"
