"""An online service is asked rarely, told little, and believed only in what can be true."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from geo.errors import InvalidParameter, Unavailable
from geo.geocoding.online import OnlineQuery, online_query
from geo.resources import LocationQuality
from geo.usecases import geocode_online, import_layer
from geo.usecases.create_instance import create_instance
from geo.usecases.geocode_online import look_up, missing
from geo.usecases.instance import Instance
from geo.usecases.settings import Settings, load_settings

QUERY = OnlineQuery(street="Übungsstraße", number="5", postcode="14547", place="Beelitz")
OTHER = OnlineQuery(street="Übungsstraße", number="7", postcode="14547", place="Beelitz")


@dataclass
class House:
    """What a service says about an address, in its own words for each protocol."""

    street: str = "Übungsstraße"
    number: str = "5"
    postcode: str = "14547"
    city: str = "Beelitz"
    lat: float = 52.24
    lon: float = 12.97
    country: str = "de"

    def nominatim(self) -> Any:
        address = {
            "road": self.street,
            "house_number": self.number,
            "postcode": self.postcode,
            "town": self.city,
            "country_code": self.country,
        }
        found = {"lat": str(self.lat), "lon": str(self.lon), "display_name": "x"}
        return {**found, "address": {key: value for key, value in address.items() if value}}

    def photon(self) -> Any:
        found = {
            "street": self.street,
            "housenumber": self.number,
            "postcode": self.postcode,
            "city": self.city,
            "countrycode": self.country.upper(),
        }
        point = {"type": "Point", "coordinates": [self.lon, self.lat]}
        return {"type": "Feature", "geometry": point, "properties": found}

    def bkg(self) -> Any:
        found = {
            "text": "x",
            "typ": "Haus",
            "strasse": self.street,
            "haus": self.number,
            "plz": self.postcode,
            "ort": self.city,
        }
        point = {"type": "Point", "coordinates": [self.lon, self.lat]}
        return {"type": "Feature", "geometry": point, "properties": found}


@dataclass
class Server:
    """A service that speaks all three protocols on this machine."""

    houses: list[House] = field(default_factory=lambda: [House()])
    status: int = 200
    raw: bytes | None = None
    redirect: str = ""
    delay: float = 0.0
    drop: float = 0.0
    asked: list[tuple[float, str, dict[str, list[str]], str]] = field(default_factory=list)
    url: str = ""

    def answer(self, path: str) -> bytes:
        if self.raw is not None:
            return self.raw
        if path.endswith("/search"):
            return json.dumps([house.nominatim() for house in self.houses]).encode()
        kind = House.photon if path.endswith("/api") else House.bkg
        features = [kind(house) for house in self.houses]
        return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    service = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            agent = self.headers.get("User-Agent", "")
            service.asked.append((time.time(), parts.path, parse_qs(parts.query), agent))
            time.sleep(service.delay)
            self.send_response(302 if service.redirect else service.status)
            if service.redirect:
                self.send_header("Location", service.redirect)
            self.end_headers()
            for at, byte in enumerate(service.answer(parts.path) if service.drop else b""):
                with suppress(OSError):
                    self.wfile.write(bytes([byte]))
                time.sleep(service.drop if at < 200 else 0)
            if not service.drop:
                self.wfile.write(service.answer(parts.path))

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{httpd.server_port}/dienst"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield service
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.fixture(autouse=True)
def _proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name a proxy that nobody has configured: nothing may go there."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geocode_online, "PAUSE_S", 0.01)


@pytest.fixture
def opened(settings: Settings, server: Server) -> Callable[[str], Instance]:
    def with_service(kind: str) -> Instance:
        configured = load_settings(
            settings.instance,
            geocoder=kind,
            geocoder_url=server.url + ("__{key}" if kind == "bkg" else ""),
            geocoder_key="geheim",
            geocoder_user_agent="Ressourcenkarten (amt@kreis.example)",
        )
        return create_instance(configured)

    return with_service


Opened = Callable[[str], Instance]
KINDS = ["nominatim", "photon", "bkg"]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", KINDS)
def test_a_house_is_found_by_each_protocol(opened: Opened, server: Server, kind: str) -> None:
    instance = opened(kind)
    assert look_up(instance, [QUERY]) == 1
    answer = instance.import_context.online[QUERY.key]
    assert (answer.lat, answer.lon, answer.quality) == (52.24, 12.97, LocationQuality.HOUSE)
    assert (answer.service, answer.label) == ("127.0.0.1", "Übungsstraße 5, 14547 Beelitz")
    _, path, sent, agent = server.asked[0]
    assert (
        path
        == {
            "nominatim": "/dienst/search",
            "photon": "/dienst/api",
            "bkg": "/dienst__geheim/geosearch",
        }[kind]
    )
    text = (sent.get("q") or sent["query"])[0]
    assert text == "Übungsstraße 5, 14547 Beelitz"
    assert agent == "Ressourcenkarten (amt@kreis.example)"


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("house", "quality"),
    [
        (House(number="7"), LocationQuality.STREET),
        (House(number=""), LocationQuality.STREET),
        (House(number="5a"), LocationQuality.STREET),
        (House(street="Uebungsstrasse", number="05"), LocationQuality.HOUSE),
        (House(street="Andere Straße"), LocationQuality.NONE),
        (House(street=""), LocationQuality.NONE),
        (House(postcode="14770"), LocationQuality.NONE),
        (House(postcode="", city="Brandenburg"), LocationQuality.NONE),
        (House(postcode=""), LocationQuality.HOUSE),
        (House(lat=40.7, lon=-74.0), LocationQuality.NONE),
    ],
)
def test_only_what_fits_the_question_is_believed(
    opened: Opened, server: Server, kind: str, house: House, quality: LocationQuality
) -> None:
    server.houses = [house]
    instance = opened(kind)
    look_up(instance, [QUERY])
    assert instance.import_context.online[QUERY.key].quality is quality


@pytest.mark.usefixtures("quick")
def test_the_asked_house_is_taken_wherever_it_stands_in_the_answer(
    opened: Opened, server: Server
) -> None:
    server.houses = [House(number="7", lat=52.0), House(country="pl"), House()]
    instance = opened("nominatim")
    look_up(instance, [QUERY])
    assert instance.import_context.online[QUERY.key].lat == 52.24


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("houses", [[], [House()]])
def test_no_address_is_asked_twice_even_if_nothing_was_found(
    opened: Opened, server: Server, houses: list[House]
) -> None:
    server.houses = houses
    instance = opened("nominatim")
    for _ in range(2):
        assert look_up(instance, [QUERY]) == len(houses)
    assert len(server.asked) == 1


def test_all_processes_and_threads_ask_once_per_second(opened: Opened, server: Server) -> None:
    first, second = opened("nominatim"), opened("nominatim")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(look_up, [first, second], [[QUERY], [OTHER]]))
    moments = sorted(moment for moment, *_ in server.asked)
    assert len(moments) == 2
    assert moments[1] - moments[0] > 0.9


@pytest.mark.usefixtures("quick")
def test_an_interrupted_run_goes_on_where_it_ended(opened: Opened, server: Server) -> None:
    instance = opened("nominatim")

    def stop(fraction: float) -> None:
        if fraction >= 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        look_up(instance, [QUERY, OTHER], progress=stop)
    assert len(server.asked) == 1
    done: list[float] = []
    look_up(instance, [QUERY, OTHER], progress=done.append)
    assert (len(server.asked), done) == (2, [0.0, 0.5, 1.0])


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_a_service_that_refuses_stops_the_run_and_is_named(
    opened: Opened, server: Server, kind: str, status: int
) -> None:
    server.status = status
    instance = opened(kind)
    with pytest.raises(Unavailable, match=r"127\.0\.0\.1 antwortet nicht oder lehnt ab"):
        look_up(instance, [QUERY])
    assert dict(instance.import_context.online) == {}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "raw",
    [
        b"<html>",
        b'"text"',
        b"[1]",
        b'{"a": 1}',
        b'{"features": 7}',
        b'{"features": [{}]}',
        b'[{"lat": "x", "lon": "y"}]',
        b'[{"lat": NaN, "lon": 1}]',
        b"[" * 100_000,
        b" " * 3_000_000,
        b"\xff",
        b'{"features": [{"geometry": {"coordinates": [1%s, 2]}, "properties": {}}]}' % (b"0" * 400),
        b'[{"lat": [], "lon": {}}]',
    ],
    ids=range(13),
)
def test_nonsense_is_no_answer(opened: Opened, server: Server, kind: str, raw: bytes) -> None:
    server.raw = raw
    instance = opened(kind)
    with pytest.raises(Unavailable):
        look_up(instance, [QUERY])
    assert dict(instance.import_context.online) == {}


@pytest.mark.usefixtures("quick")
def test_a_redirect_to_another_host_is_not_followed(opened: Opened, server: Server) -> None:
    server.redirect = server.url.replace("127.0.0.1", "localhost") + "/search"
    with pytest.raises(Unavailable):
        look_up(opened("nominatim"), [QUERY])
    assert len(server.asked) == 1


@pytest.mark.usefixtures("quick")
def test_a_slow_service_is_given_up(
    opened: Opened, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.usecases.geocoder_services.TIMEOUT_S", 0.05)
    server.delay = 0.3
    with pytest.raises(Unavailable):
        look_up(opened("photon"), [QUERY])


@pytest.mark.usefixtures("quick")
def test_a_service_that_answers_drop_by_drop_is_given_up(
    opened: Opened, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.usecases.geocoder_services.TIMEOUT_S", 0.2)
    server.drop = 0.05
    begun = time.monotonic()
    with pytest.raises(Unavailable):
        look_up(opened("photon"), [QUERY])
    assert time.monotonic() - begun < 5


@pytest.mark.usefixtures("quick")
def test_a_label_with_invisible_characters_is_cleaned(opened: Opened, server: Server) -> None:
    server.houses = [House(city="Bee\0litz\u202e\n"), House(postcode="14547", city="\ud800")]
    instance = opened("nominatim")
    look_up(instance, [QUERY])
    assert instance.import_context.online[QUERY.key].label == "Übungsstraße 5, 14547 Beelitz"


def test_without_configuration_nobody_is_asked(settings: Settings, server: Server) -> None:
    with pytest.raises(InvalidParameter, match="kein Onlinedienst"):
        look_up(create_instance(settings), [QUERY])
    assert server.asked == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"geocoder": "google"}, "nominatim, photon, bkg"),
        ({"geocoder": "photon"}, "geocoder_url"),
        ({"geocoder": "photon", "geocoder_url": "https://a.example"}, "geocoder_user_agent"),
        ({"geocoder_url": "ftp://a.example"}, "geocoder_url"),
        ({"geocoder_url": "a.example"}, "geocoder_url"),
    ],
)
def test_a_wrong_setting_is_told_at_the_start(
    tmp_path: Path, values: dict[str, str], words: str
) -> None:
    with pytest.raises(InvalidParameter, match=words):
        load_settings(tmp_path, **values)


LIST = """Name;Straße;PLZ;Ort;Kategorie;Ansprechpartner
Musterhaus;c/o Erika Muster, Übungsstraße 5;14547;Beelitz OT Elsholz;Suchtberatung;Frau Muster
Noch eins;Uebungsstr. 5;14547;Beelitz, Elsholz;Suchtberatung;
Schutz;Übungsstraße 9;14547;Beelitz;Gewaltschutz;
Familie Muster;Erika Muster;14547;Beelitz;Suchtberatung;
Postfach;Postfach 12;14547;Beelitz;Suchtberatung;
Ohne Straße;;14547;Beelitz;Suchtberatung;
Heim;Übungsstraße 11;14547;Beelitz;Gemeinschaftsunterkunft;
Heim;Übungsstraße 12;14547;Beelitz;Gemeinschaftsunterkunft Nord (Kreis);
Gemeinschaftsunterkunft Süd;Übungsstraße 13;14547;Beelitz;;
"""


def test_only_public_parts_of_addresses_are_asked_for(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    instance = create_instance(settings)
    seen = import_layer.preview(instance, path, file_name="liste.csv")
    (query,) = missing(instance, seen)
    assert query.text == "Übungsstraße 5, 14547 Beelitz, Elsholz"


@pytest.mark.usefixtures("quick")
def test_the_next_preview_uses_the_answers(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Name;Straße;PLZ;Ort\nA;Übungsstr. 5;14547;Beelitz\n", encoding="utf-8")
    instance = opened("bkg")
    seen = import_layer.preview(instance, path, file_name="liste.csv")
    look_up(instance, missing(instance, seen))
    seen = import_layer.preview(instance, path, file_name="liste.csv")
    assert seen.result.resources[0].location_quality is LocationQuality.HOUSE
    assert missing(instance, seen) == ()


@pytest.mark.parametrize(
    ("street", "postcode", "place"),
    [
        ("", "14547", "Beelitz"),
        ("Übungsstraße 5", "", ""),
        ("Postfach 5", "14547", "Beelitz"),
        ("Familie Muster", "14547", "Beelitz"),
        ("5", "14547", "Beelitz"),
    ],
)
def test_what_is_no_address_is_no_question(street: str, postcode: str, place: str) -> None:
    assert online_query(street, postcode=postcode, place=place) is None


def test_the_same_address_is_one_question_however_it_is_written() -> None:
    keys = {
        query.key
        for street in ("Übungsstraße 5 b", "Uebungsstr. 5B", "ÜBUNGSSTRASSE 5b, Haus 2")
        if (query := online_query(street, postcode="14547", place="Beelitz"))
    }
    assert len(keys) == 1
