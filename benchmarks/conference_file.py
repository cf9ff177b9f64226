"""The Konferenzdatei against a saved folium map with MarkerCluster: time to build, size.

    python benchmarks/conference_file.py [--repeats 5] [--counts 1000 10000]

Both ways get the same resources and boundaries in one process and take turns. Ours contains
everything it needs; the peer's file does not contain the scripts that it loads from elsewhere,
nor filters, search and list.
"""

from __future__ import annotations

import argparse
import random
import time
from datetime import date

import folium
import geopandas
import numpy as np
from folium.plugins import MarkerCluster

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
GOAL_TIME = 100
GOAL_SIZE = 8


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
    category = source.choice(taxonomy.categories)
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


def marker_cluster_page(view: MapView) -> str:
    """Return the usual folium page: boundaries, one marker with a popup per resource."""
    spaces = view.areas.at(Level.SOZIALRAUM)
    frame = geopandas.GeoDataFrame(
        {"name": [area.name for area in spaces]},
        geometry=[area.geometry for area in spaces],
        crs=view.areas.crs,
    ).to_crs(WGS84)
    page = folium.Map(location=(52.27, 12.75), zoom_start=9)
    folium.GeoJson(frame, tooltip=folium.GeoJsonTooltip(["name"])).add_to(page)
    for layer in view.layers:
        cluster = MarkerCluster(name=layer.layer.title)  # type: ignore[no-untyped-call]
        cluster.add_to(page)
        for each in layer.resources:
            text = f"<b>{each.name}</b><br>{each.provider}<br>{each.street}<br>{each.place}"
            at = (each.lat or 0.0, each.lon or 0.0)
            folium.Marker(at, popup=text, tooltip=each.name).add_to(cluster)
    folium.LayerControl().add_to(page)
    return str(page.get_root().render())


def measure(count: int, *, repeats: int) -> None:
    """Print both times, both sizes and their ratios for one number of resources."""
    view = county_view(count)
    conference_file(view, exported_on=DAY)  # boundaries are encoded once per process
    times = {"ours": np.inf, "folium": np.inf}
    sizes = {}
    for _ in range(repeats):
        start = time.perf_counter()
        ours = conference_file(view, exported_on=DAY)
        between = time.perf_counter()
        peer = marker_cluster_page(view)
        times["ours"] = min(times["ours"], between - start)
        times["folium"] = min(times["folium"], time.perf_counter() - between)
        sizes = {"ours": len(ours.encode()), "folium": len(peer.encode())}
    faster, smaller = times["folium"] / times["ours"], sizes["folium"] / sizes["ours"]
    print(
        f"{count:>7,} resources: {times['ours']:.3f} s, {sizes['ours'] / 1e6:.2f} MB"
        f" · MarkerCluster {times['folium']:.2f} s, {sizes['folium'] / 1e6:.2f} MB"
        f" · {faster:.0f} × faster (goal {GOAL_TIME}), 1/{smaller:.1f} of the size"
        f" (goal 1/{GOAL_SIZE})"
    )


def main() -> None:
    """Measure from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--counts", type=int, nargs="+", default=[1_000, 10_000])
    arguments = parser.parse_args()
    for count in arguments.counts:
        measure(count, repeats=arguments.repeats)


if __name__ == "__main__":
    main()
