"""The only place that knows folium: it assembles the page from our own elements.

Three habits of folium are kept out. Its lists of remote assets are class attributes shared by
all maps of the process: ours are empty lists of each map. Its ids are random: ours count. And
its elements compile what they render as a template once more, so that ``{{…}}`` in somebody's
list would run on the server: ours hand their text over as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import folium
from branca.element import Element, Figure, MacroElement
from jinja2 import Template
from markupsafe import Markup

from geo.results import MapView
from maps.data import map_data, words
from maps.islands import island, reference


class _Verbatim(Element):
    """Text that is rendered as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_: Any) -> str:
        return self._text


class DataElement(MacroElement):
    """One data island: a resource layer, a boundary layer, or what they share.

    Parameters
    ----------
    kind
        What the island holds.
    text
        The island, or the reference to the file it is in.
    number
        Position on the page; makes the id.
    """

    def __init__(self, kind: str, text: str, *, number: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = kind
        self._id = str(number)
        self._text = text

    def render(self, **_: Any) -> str:
        """Add the island to the page; where the element stands nothing is drawn."""
        page = cast("Figure", self.get_root())
        page.html.add_child(_Verbatim(self._text), name=self.get_name())
        return ""


class PageFigure(Figure):
    """A page made from our own template; what the elements add is its ``content``."""

    def __init__(self, template: Template, context: dict[str, Any]) -> None:
        super().__init__()
        self._id = "page"
        self._page = template
        self._context = context

    def render(self, **kwargs: Any) -> str:
        """Render all elements and put them into the page."""
        for child in self._children.values():
            child.render(**kwargs)
        # Every element of this page is of this module and escapes its own text.
        content = Markup(self.html.render(**kwargs))  # noqa: S704
        html = self._page.render(content=content, **self._context)
        # A lone surrogate, as broken lists contain them, cannot be sent anywhere.
        return html.encode("utf-8", "replace").decode("utf-8")


class ResourceMap(folium.Map):
    """A folium map without tiles, remote assets or inline script: only the container."""

    _template = Template(
        "{% macro html(this, kwargs) %}"
        '<div class="map" id="map" role="region" aria-label="Karte" tabindex="0"></div>'
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__(tiles=None)
        self.default_js = []
        self.default_css = []
        self._id = "0"

    def add_child(
        self, child: Element, name: str | None = None, index: int | None = None
    ) -> Element:
        """Take data only: the page draws itself and would not show anything else of folium.

        Raises
        ------
        TypeError
            If the child is not one of our own elements.
        """
        if not isinstance(child, DataElement):
            raise TypeError(
                f"resource_map() cannot hold {type(child).__name__}: its page draws the layers of "
                "a MapView only. Put resources into a geo.results.LayerView of the MapView, or "
                "add other elements to a folium.Map of your own."
            )
        return super().add_child(child, name=name, index=index)


def resource_map(
    view: MapView, *, template: Template, context: dict[str, Any], files: Sequence[str] = ()
) -> ResourceMap:
    """Return a folium map that holds one element per layer and per boundary layer.

    Parameters
    ----------
    view
        What the map shows.
    template, context
        The page around it; the template gets ``content`` besides the context.
    files
        Addresses of boundaries and layers, if the page is to fetch them.
    """
    page = PageFigure(template, context)
    result = ResourceMap()
    result.add_to(page)
    inline = words(view) if files else map_data(view)
    elements = [(kind, island(kind, data)) for kind, data in inline]
    elements += [("file", reference(address)) for address in files]
    for number, (kind, text) in enumerate(elements, start=1):
        DataElement(kind, text, number=number).add_to(result)
    return result


def render(
    view: MapView, *, template: Template, context: dict[str, Any], files: Sequence[str] = ()
) -> str:
    """Return the finished page; the same input gives the same text."""
    page = resource_map(view, template=template, context=context, files=files).get_root()
    html: str = page.render()
    return html
