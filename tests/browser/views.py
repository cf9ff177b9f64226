"""Views that the browser tests look at, published live and as a file."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import factories
from browser.stage import Live

from geo.areas import AreaHierarchy
from geo.county import Attribution
from geo.resources import LocationQuality, Reach, Resource
from geo.results import LayerView, MapView, Place
from geo.taxonomy import Taxonomy
from maps import (
    PageLinks,
    boundary_file,
    conference_file,
    indicator_file,
    layer_file,
    map_page,
    profile_file,
)

LINKS = PageLinks(
    export="/export",
    table="/tabelle",
    layers="/ebenen",
    sozialraum="/sozialraum/",
    planregion="/planregion/",
    kreis="/kreis",
    imprint="/impressum",
    privacy="/datenschutz",
    accessibility="/barrierefreiheit",
)
SPACES = ("990010001", "990010002", "990010003", "990010005")
SOURCE = Attribution(text="Grenzen: Musteramt", licence="CC0")
TODAY = date(2026, 11, 22)


def live(view: MapView) -> Live:
    """Return the live page, its assets and data beside it."""
    files = [
        boundary_file(view.areas),
        *(layer_file(each, view.taxonomy) for each in view.layers),
        indicator_file(view),
        profile_file(view),
    ]
    data = {f"{file.digest}.json": file.content for file in files}
    html = map_page(
        view,
        links=LINKS,
        static=lambda name: f"/static/{name}",
        files=[f"/daten/{name}" for name in data],
    )
    return Live(html, data)


def file(view: MapView, *, look: str = "") -> str:
    """Return the file to take along."""
    return conference_file(view, exported_on=TODAY, look=look)


def small_view() -> MapView:
    """Return nine offers: single, same house, approximate, mobile, without place, outside."""
    family = (
        factories.resource("r1", name="Familienzentrum Birke", phone="0331 1234"),
        factories.resource("r2", name="Krabbelgruppe Birke", provider="Anderer Träger"),
        factories.resource(
            "r3",
            name="Familiencafé Übersee",
            lat=52.31,
            lon=12.70,
            sozialraum_id="990010001",
            location_quality=LocationQuality.PLACE,
        ),
        factories.resource(
            "r4",
            name="Mobiles Familienzentrum",
            lat=None,
            lon=None,
            reach=Reach.MOBILE,
            location_quality=LocationQuality.AREA,
            street="",
            sozialraum_id="990010003",
            service_areas=("990010003", "990010005"),
        ),
        factories.resource(
            "r5",
            name="Elterntelefon",
            lat=None,
            lon=None,
            location_quality=LocationQuality.NONE,
            reach=Reach.REMOTE,
            sozialraum_id=None,
        ),
    )
    advice = (
        factories.resource(
            "r1",
            name="Suchtberatung Mitte",
            category_id="beratung.sucht",
            target_groups=("sucht",),
            lat=52.35,
            lon=12.87,
            sozialraum_id="990010005",
            website="https://www.beratung.example/mitte",
            note="Termine nach Vereinbarung",
        ),
        factories.resource(
            "r2",
            name="Suchtberatung Ost",
            category_id="beratung.sucht",
            target_groups=("sucht",),
            lat=52.30,
            lon=13.02,
            sozialraum_id="990010003",
        ),
        factories.resource(
            "r3",
            name="Frauenhaus",
            category_id="beratung.gewaltschutz",
            target_groups=(),
            lat=None,
            lon=None,
            street="",
            sozialraum_id=None,
            location_quality=LocationQuality.NONE,
        ),
        factories.resource(
            "r4",
            name="Beratung jenseits der Grenze",
            lat=52.30,
            lon=13.11,
            category_id="beratung.sucht",
            outside_m=1_300.0,
            sozialraum_id="990010003",
        ),
    )
    return factories.map_view(
        LayerView(layer=factories.layer(), resources=family),
        LayerView(
            layer=factories.layer("beratung", title="Beratung", ressort_id="beratung"),
            resources=advice,
        ),
        attributions=(SOURCE,),
        places=(Place(name="Musterort", lat=52.29, lon=12.90),),
    )


def random_view(seed: int, *, count: int = 45) -> MapView:
    """Return offers whose facets, areas and words are drawn at random."""
    source = random.Random(seed)  # noqa: S311
    resources = [_random_resource(number, source) for number in range(count)]
    half = count // 2
    return factories.map_view(
        LayerView(layer=factories.layer("eins", title="Eins"), resources=tuple(resources[:half])),
        LayerView(layer=factories.layer("zwei", title="Zwei"), resources=tuple(resources[half:])),
    )


WORDS = (
    "Straße",
    "STRASSE",
    "Äpfel",
    "Café",
    "Ómega",
    "Haus",
    "ﬁnden",
    "İstanbul",
    "Weg 7",
    "ΣΟΦΟΣ",
    "Küche am Bauernhof",
    "Neue Kueche",
)


def _random_resource(number: int, source: random.Random) -> Resource:
    place = source.random() < 0.7
    return factories.resource(
        f"r{number}",
        name=f"Angebot {number:02d} {source.choice(WORDS)}",
        category_id=source.choice(
            ("familie.familienzentrum", "beratung.sucht", "frei.erfunden", None)
        ),
        target_groups=source.choice(((), ("familien",), ("sucht",), ("familien", "sucht"))),
        provider=source.choice(("", "Muster e. V.", "Träger & Söhne", "a<b>")),
        street=source.choice(WORDS),
        place=source.choice(("Probestadt", "Köln", "")),
        reach=source.choice(tuple(Reach)),
        lat=52.3 + source.random() / 10 if place else None,
        lon=12.8 + source.random() / 5 if place else None,
        location_quality=LocationQuality.HOUSE if place else LocationQuality.NONE,
        sozialraum_id=source.choice((*SPACES, None)),
        service_areas=tuple(source.sample(SPACES, source.choice((0, 0, 1, 2)))),
    )


def hostile_view() -> MapView:
    """Return a view in which every text of every kind tries to become markup or script."""
    texts = factories.HOSTILE
    resources = tuple(
        factories.resource(
            f"{number}{text}",
            name=text,
            provider=text,
            street=text,
            postcode=text,
            place=text,
            phone=text,
            email=text,
            contact_person=text,
            website=text,
            note=text,
            source=text,
            as_of=text,
            target_groups=(text,),
            category_id=text if number % 2 else "familie.familienzentrum",
            lat=52.25 + number / 100,
            lon=12.80 + number / 50,
        )
        for number, text in enumerate(texts)
    )
    layers = tuple(
        LayerView(
            layer=factories.layer(
                f"ebene{number}", title=text, source=text, licence=text, as_of=text
            ),
            resources=resources if number == 0 else (),
        )
        for number, text in enumerate(texts)
    )
    return factories.map_view(
        *layers,
        title=texts[4],
        county=texts[0],
        areas=_hostile_areas(),
        taxonomy=_hostile_taxonomy(),
        places=tuple(
            Place(name=text, lat=52.27, lon=12.8 + n / 60) for n, text in enumerate(texts)
        ),
        attributions=tuple(Attribution(text=text, licence=text, url=text) for text in texts),
    )


def _hostile_areas() -> AreaHierarchy:
    areas = factories.county_areas()
    texts = factories.HOSTILE
    renamed = [
        replace(area, name=texts[number % len(texts)], kind=texts[-1 - number % len(texts)])
        for number, area in enumerate(areas)
    ]
    return AreaHierarchy(renamed, crs=areas.crs)


def _hostile_taxonomy() -> Taxonomy:
    known = factories.taxonomy()
    texts = factories.HOSTILE
    return Taxonomy(
        tuple(replace(each, label=texts[0]) for each in known.ressorts),
        tuple(replace(each, label=texts[1], letters=texts[2]) for each in known.categories),
        tuple(replace(each, label=texts[4]) for each in known.target_groups),
    )
