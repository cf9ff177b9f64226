"""The same resources and boundaries as pages: ours, and what folium and geopandas make of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import folium
import geopandas
from folium.plugins import FastMarkerCluster, MarkerCluster

from geo.areas import AreaHierarchy, Level
from geo.boundaries import read_areas
from geo.county import read_county
from geo.crs import WGS84
from geo.layers import Layer
from geo.resources import LocationQuality, Resource
from geo.results import LayerView, MapView
from geo.shipped import data_dir, read_taxonomy
from geo.taxonomy import Category, Taxonomy
from maps import conference_file

DAY = date(2026, 11, 22)
MIDDLE = (52.27, 12.75)
#: Where the scripts and styles of the peers lie in a folder of npm packages.
PACKAGED = (
    "leaflet/dist/leaflet.js",
    "leaflet/dist/leaflet.css",
    "leaflet.markercluster/dist/leaflet.markercluster.js",
    "leaflet.markercluster/dist/MarkerCluster.css",
    "leaflet.markercluster/dist/MarkerCluster.Default.css",
    "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
    "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    "jquery/dist/jquery-3.7.1.min.js",
    "bootstrap/dist/js/bootstrap.bundle.min.js",
    "bootstrap/dist/css/bootstrap.min.css",
    "@fortawesome/fontawesome-free/css/all.min.css",
)


def county_view(count: int) -> MapView:
    """Return the shipped county with invented resources of all categories, one layer a Ressort."""
    folder = data_dir()
    county = read_county(folder)
    areas = read_areas(folder / "boundaries", county)
    taxonomy = read_taxonomy(folder)
    source = random.Random(count)  # noqa: S311
    resources = [_resource(number, source, areas, taxonomy) for number in range(count)]
    return MapView(
        title="Ressourcenkarte",
        county=county.name,
        areas=areas,
        layers=tuple(
            LayerView(
                layer=Layer(
                    layer_id=ressort.ressort_id, title=ressort.label, ressort_id=ressort.ressort_id
                ),
                resources=tuple(
                    resource
                    for category, resource in resources
                    if category.ressort_id == ressort.ressort_id
                ),
            )
            for ressort in taxonomy.ressorts
        ),
        taxonomy=taxonomy,
        date=DAY,
    )


def _resource(
    number: int, source: random.Random, areas: AreaHierarchy, taxonomy: Taxonomy
) -> tuple[Category, Resource]:
    category = source.choice([each for each in taxonomy.categories if each.has_point])
    space = source.choice(areas.at(Level.SOZIALRAUM))
    provider = source.randrange(400)
    groups = source.sample(taxonomy.target_groups, source.randint(1, 3))
    resource = Resource(
        resource_id=f"r{number:08x}",
        name=f"{category.label} {space.name} {number}",
        category_id=category.category_id,
        target_groups=tuple(group.target_group_id for group in groups),
        provider=f"Träger für soziale Arbeit Nummer {provider} gGmbH",
        street=f"Straße der Einheit {number % 3000}",
        postcode=f"{14500 + source.randrange(300)}",
        place=space.name,
        lat=round(source.uniform(52.05, 52.45), 6),
        lon=round(source.uniform(12.35, 13.20), 6),
        location_quality=LocationQuality.HOUSE,
        sozialraum_id=space.area_id,
        phone=f"0331 {number:06}",
        website=f"https://www.traeger-{provider}.example/",
    )
    return category, resource


def ours(view: MapView) -> str:
    """Return the Konferenzdatei."""
    return conference_file(view, exported_on=DAY)


def marker_cluster(view: MapView) -> str:
    """Return the usual folium page: boundaries, one marker with a popup per resource."""
    page = _page(view)
    for layer in view.layers:
        cluster = MarkerCluster(name=layer.layer.title)  # type: ignore[no-untyped-call]
        cluster.add_to(page)
        for each in layer.resources:
            text = f"<b>{each.name}</b><br>{each.provider}<br>{each.street}<br>{each.place}"
            folium.Marker(_point(each), popup=text, tooltip=each.name).add_to(cluster)
    return _finished(page)


def fast_marker_cluster(view: MapView) -> str:
    """Return folium's fast page: boundaries and points, without any text of the resources."""
    page = _page(view)
    for layer in view.layers:
        points = [_point(each) for each in layer.resources]
        FastMarkerCluster(points, name=layer.layer.title).add_to(page)  # type: ignore[no-untyped-call]
    return _finished(page)


def explore(view: MapView) -> str:
    """Return what ``GeoDataFrame.explore`` makes of the layers: one circle per resource."""
    page = _page(view)
    for layer in view.layers:
        columns = ("name", "provider", "street", "place")
        table = {key: [getattr(each, key) for each in layer.resources] for key in columns}
        points = [_point(each) for each in layer.resources]
        geometry = geopandas.points_from_xy([lon for _, lon in points], [lat for lat, _ in points])
        frame = geopandas.GeoDataFrame(table, geometry=geometry, crs=WGS84)
        frame.explore(m=page, name=layer.layer.title)
    return _finished(page)


PAGES: dict[str, Callable[[MapView], str]] = {
    "ours": ours,
    "MarkerCluster": marker_cluster,
    "FastMarkerCluster": fast_marker_cluster,
    "explore()": explore,
}


def _point(resource: Resource) -> tuple[float, float]:
    return resource.lat or 0.0, resource.lon or 0.0


def _page(view: MapView) -> folium.Map:
    """Return a map with the boundaries of the Sozialräume and, as ours, without tiles."""
    spaces = view.areas.at(Level.SOZIALRAUM)
    frame = geopandas.GeoDataFrame(
        {"name": [area.name for area in spaces]},
        geometry=[area.geometry for area in spaces],
        crs=view.areas.crs,
    ).to_crs(WGS84)
    page = folium.Map(location=MIDDLE, zoom_start=9, tiles=None, maxZoom=18)
    folium.GeoJson(frame, tooltip=folium.GeoJsonTooltip(["name"])).add_to(page)
    return page


def _finished(page: folium.Map) -> str:
    folium.LayerControl().add_to(page)
    return str(page.get_root().render())


def served_locally(html: str, packages: Path) -> str:
    """Return a peer's page with its scripts and styles from a folder instead of the network.

    Parameters
    ----------
    html
        Page with addresses of delivery networks.
    packages
        A ``node_modules`` folder; what it does not have is left out of the page.
    """
    known = {Path(path).name: path.replace("-3.7.1", "") for path in PACKAGED}

    def local(match: re.Match[str]) -> str:
        path = packages / known.get(Path(match[2]).name, "missing")
        return match[0].replace(match[2], path.as_uri()) if path.is_file() else ""

    return re.sub(r'<(script|link)[^>]*?(https://[^"]+)"[^>]*>', local, html)
