"""Builders for tests: one small invented county with known answers.

Musterland lies in EPSG:25833. Its six Gemeinden are squares of 10 km::

    y +20 km  +------+------+------+
              | G4   | G5   | G6   |     Sozialräume: West = G1 + G4, Mitte = G2,
    y +10 km  +------+------+------+                  Nord = G5, Ost = G3 + G6
              | G1   | G2   | G3   |     Planregionen: 1 = West + Mitte, 2 = Nord + Ost
    y +0      +------+------+------+
              x +0   +10    +20    +30 km
"""

from __future__ import annotations

from datetime import date
from typing import Any

import shapely

from geo.areas import Area, AreaHierarchy, Level
from geo.layers import ContactField, Layer, Visibility
from geo.resources import LocationQuality, Resource
from geo.results import LayerView, MapView
from geo.taxonomy import Category, Ressort, TargetGroup, Taxonomy

CRS = "EPSG:25833"
ORIGIN = (340_000.0, 5_790_000.0)
SIDE = 10_000.0

HOSTILE = (
    "<script>window.canary=1</script>",
    "<img src=x onerror=window.canary=1>",
    "${window.canary=1}",
    "`${window.canary=1}`",
    "</script><script>window.canary=1</script>",
    "<!--<script>",
    "\"'><svg onload=window.canary=1>",
    "{{7*7}} {% raw %}",
    "Zeile\u2028Trenner\u2029Ende",
    "javascript:window.canary=1",
    "\\u003cscript\\u003e",
    "]]>&lt;b&gt;&amp;",
)

_GEMEINDEN = {
    "990010001001": ((0, 0), "990010001", "Musterdorf"),
    "990010002002": ((1, 0), "990010002", "Probestadt"),
    "990010003003": ((2, 0), "990010003", "Beispielhausen"),
    "990010001004": ((0, 1), "990010001", "Entwurfsheim"),
    "990010005005": ((1, 1), "990010005", "Vorlage an der Mitte"),
    "990010003006": ((2, 1), "990010003", "Testlin"),
}
_SOZIALRAEUME = {
    "990010001": ("1", "Amt West", True),
    "990010002": ("1", "Probestadt", False),
    "990010003": ("2", "Amt Ost", True),
    "990010005": ("2", "Vorlage an der Mitte", False),
}


def _square(column: int, row: int) -> shapely.Polygon:
    x, y = ORIGIN[0] + column * SIDE, ORIGIN[1] + row * SIDE
    return shapely.box(x, y, x + SIDE, y + SIDE)


def county_areas() -> AreaHierarchy:
    """Return the areas of Musterland: 6 Gemeinden, 4 Sozialräume, 2 Planregionen, 1 Kreis."""
    gemeinden = [
        Area(
            area_id=ars,
            level=Level.GEMEINDE,
            name=name,
            parent_id=parent,
            population=1_000,
            population_date=date(2025, 12, 31),
            area_km2=100.0,
            geometry=_square(*cell),
        )
        for ars, (cell, parent, name) in _GEMEINDEN.items()
    ]
    sozialraeume = [
        _union(gemeinden, area_id, Level.SOZIALRAUM, name, parent, confirmed=confirmed)
        for area_id, (parent, name, confirmed) in _SOZIALRAEUME.items()
    ]
    planregionen = [
        _union(sozialraeume, number, Level.PLANREGION, f"Planregion {number}", "99001")
        for number in ("1", "2")
    ]
    kreis = _union(planregionen, "99001", Level.KREIS, "Landkreis Musterland", None)
    return AreaHierarchy([*gemeinden, *sozialraeume, *planregionen, kreis], crs=CRS)


def _union(
    parts: list[Area],
    area_id: str,
    level: Level,
    name: str,
    parent: str | None,
    *,
    confirmed: bool = True,
) -> Area:
    mine = [part for part in parts if part.parent_id == area_id]
    return Area(
        area_id=area_id,
        level=level,
        name=name,
        parent_id=parent,
        parent_confirmed=confirmed,
        population=sum(part.population or 0 for part in mine),
        population_date=date(2025, 12, 31),
        area_km2=sum(part.area_km2 or 0 for part in mine),
        geometry=shapely.coverage_union_all([part.geometry for part in mine]),
    )


def taxonomy() -> Taxonomy:
    """Return a vocabulary with one point-less and one internal category."""
    return Taxonomy(
        ressorts=(
            Ressort(ressort_id="familie", label="Familie", color="#a3315b", shape="kreis"),
            Ressort(ressort_id="beratung", label="Beratung", color="#2b6e3f", shape="raute"),
        ),
        categories=(
            Category(
                category_id="familie.familienzentrum",
                label="Familienzentrum",
                ressort_id="familie",
                letters="FZ",
                target_groups=("familien",),
            ),
            Category(
                category_id="beratung.sucht",
                label="Suchtberatung",
                ressort_id="beratung",
                letters="SU",
                target_groups=("sucht",),
            ),
            Category(
                category_id="beratung.gewaltschutz",
                label="Gewaltschutz, Frauenhaus",
                ressort_id="beratung",
                letters="GE",
                has_point=False,
            ),
            Category(
                category_id="beratung.unterkunft",
                label="Gemeinschaftsunterkunft",
                ressort_id="beratung",
                letters="GU",
                public=False,
            ),
        ),
        target_groups=(
            TargetGroup(target_group_id="familien", label="Eltern und Familien"),
            TargetGroup(target_group_id="sucht", label="Suchtkranke Menschen"),
        ),
    )


def resource(resource_id: str = "r1", **fields: Any) -> Resource:
    """Return a resource in Probestadt; any field can be given."""
    defaults: dict[str, Any] = {
        "name": "Familienzentrum Musterhaus",
        "category_id": "familie.familienzentrum",
        "target_groups": ("familien",),
        "provider": "Muster e. V.",
        "street": "Musterweg 1",
        "postcode": "99999",
        "place": "Probestadt",
        "lat": 52.30,
        "lon": 12.88,
        "location_quality": LocationQuality.HOUSE,
        "sozialraum_id": "990010002",
    }
    return Resource(resource_id=resource_id, **(defaults | fields))


def layer(layer_id: str = "familie", **fields: Any) -> Layer:
    """Return a public layer that releases phone numbers."""
    defaults: dict[str, Any] = {
        "title": "Familie",
        "ressort_id": "familie",
        "visibility": Visibility.PUBLIC,
        "source": "Musterliste",
        "licence": "CC0",
        "as_of": "2026-01",
        "released": frozenset({ContactField.PHONE}),
    }
    return Layer(layer_id=layer_id, **(defaults | fields))


def map_view(*layers: LayerView, **fields: Any) -> MapView:
    """Return a view of Musterland with the given layers, or one layer with one resource."""
    defaults: dict[str, Any] = {
        "title": "Ressourcenkarte",
        "county": "Landkreis Musterland",
        "areas": county_areas(),
        "layers": layers or (LayerView(layer=layer(), resources=(resource(),)),),
        "taxonomy": taxonomy(),
        "date": date(2026, 11, 1),
    }
    return MapView(**(defaults | fields))
