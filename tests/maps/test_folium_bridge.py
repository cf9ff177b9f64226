from __future__ import annotations

import json
import re

import factories
import folium
import pytest
from jinja2 import Template

from geo.areas import Level
from geo.results import LayerView
from maps.folium_bridge import DataElement, render, resource_map

PAGE = Template("{{ content }}")


def islands(html: str) -> list[tuple[str, object]]:
    found = re.findall(
        r'<script type="application/json" data-kind="(\w+)">(.*?)</script>', html, re.S
    )
    return [(kind, json.loads(text)) for kind, text in found]


def test_one_folium_element_per_layer_and_per_boundary_layer() -> None:
    resources = tuple(factories.resource(f"r{number}") for number in range(50))
    layers = [
        LayerView(layer=factories.layer(name), resources=resources) for name in ("eins", "zwei")
    ]
    built = resource_map(factories.map_view(*layers), template=PAGE, context={})
    kinds = [child._name for child in built._children.values() if isinstance(child, DataElement)]
    assert kinds.count("layer") == 2
    assert kinds.count("boundary") == len(Level)


def test_it_is_a_folium_map() -> None:
    assert isinstance(resource_map(factories.map_view(), template=PAGE, context={}), folium.Map)


def test_layers_with_the_same_id_do_not_replace_each_other() -> None:
    view = LayerView(layer=factories.layer(), resources=(factories.resource(),))
    html = render(factories.map_view(view, view), template=PAGE, context={})
    assert [kind for kind, _ in islands(html)].count("layer") == 2


def test_other_maps_of_the_process_keep_their_assets() -> None:
    before = (list(folium.Map.default_js), list(folium.Map.default_css))
    built = resource_map(factories.map_view(), template=PAGE, context={})
    built.add_js_link("own", "own.js")
    render(factories.map_view(), template=PAGE, context={})
    assert (folium.Map.default_js, folium.Map.default_css) == before


def test_no_remote_asset_is_named() -> None:
    html = render(factories.map_view(), template=PAGE, context={})
    assert "://" not in html


def test_the_same_view_gives_the_same_text() -> None:
    first, second = (render(factories.map_view(), template=PAGE, context={}) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "{% raw %}", "{# weg #}", "{{ ''.__class__ }}"])
def test_templates_in_a_list_are_text(text: str) -> None:
    view = LayerView(layer=factories.layer(), resources=(factories.resource(name=text),))
    html = render(factories.map_view(view), template=PAGE, context={})
    (layer,) = (data for kind, data in islands(html) if kind == "layer")
    assert layer["columns"]["name"] == {"t": text}  # type: ignore[index]


def test_a_lone_surrogate_does_not_break_the_page() -> None:
    view = LayerView(layer=factories.layer(), resources=(factories.resource(name="a\ud800b"),))
    html = render(factories.map_view(view), template=PAGE, context={})
    assert html.encode("utf-8")
