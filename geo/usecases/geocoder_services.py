"""The online services: how each is asked, and what of an answer is believed.

geopy builds the questions for Nominatim and Photon; a BKG-style service („geosearch“ of the
Geokodierungsdienst) is asked in the same way. Connections go to the configured host only, not
even to a proxy that the environment names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit

from geo.errors import InvalidParameter, Unavailable
from geo.geocoding.house_numbers import canonical
from geo.geocoding.keys import place_keys, split_place, street_key
from geo.geocoding.online import OnlineAnswer, OnlineQuery
from geo.importing.cleaning import clean_line
from geo.resources import LocationQuality
from geo.usecases.outgoing import fetch
from geo.usecases.settings import Settings

if TYPE_CHECKING:
    from geopy.geocoders.base import Geocoder

TIMEOUT_S = 10.0
_LIMIT = 5
_LARGEST_ANSWER = 2_000_000
_GERMANY = (47.2, 55.1, 5.8, 15.1)  # south, north, west, east in degrees
_PLACES = ("city", "town", "village", "municipality", "suburb", "hamlet", "district", "locality")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """One result of a service in common terms."""

    lat: float
    lon: float
    street: str = ""
    number: str = ""
    postcode: str = ""
    places: tuple[str, ...] = ()
    country: str = ""

    @property
    def label(self) -> str:
        place = self.places[0] if self.places else ""
        house = f"{self.street} {self.number}".strip()
        return ", ".join(filter(None, (house, f"{self.postcode} {place}".strip())))


@dataclass(frozen=True, slots=True)
class Service:
    """A configured service: its kind, its host and the geopy object that asks it."""

    kind: str
    host: str
    geocoder: Geocoder


def service_for(settings: Settings) -> Service:
    """Return the configured service.

    Raises
    ------
    InvalidParameter
        If none is configured.
    """
    if not settings.geocoder:
        raise InvalidParameter(
            "Es ist kein Onlinedienst für Adressen eingestellt. Wer einen nutzen will und darf, "
            "setzt „geocoder“, „geocoder_url“ und „geocoder_user_agent“."
        )
    key = settings.geocoder_key.get_secret_value() if settings.geocoder_key else ""
    parts = urlsplit(settings.geocoder_url.replace("{key}", key))
    options = {
        "domain": f"{parts.netloc}{parts.path}".strip("/"),
        "scheme": parts.scheme,
        "user_agent": settings.geocoder_user_agent,
        "timeout": TIMEOUT_S,
        "adapter_factory": _adapter,
    }
    host = parts.hostname or ""
    return Service(settings.geocoder, host, _geocoders()[settings.geocoder](**options))


def ask(service: Service, query: OnlineQuery) -> OnlineAnswer:
    """Ask a service for one address and return what of its answer can be believed.

    Raises
    ------
    Unavailable
        If the service does not answer, refuses, or answers nonsense.
    """
    from geopy.exc import GeopyError

    try:
        results = _results(service, query)
    except GeopyError as error:
        raise Unavailable(
            f"Der Adressdienst {service.host} antwortet nicht oder lehnt ab "
            f"({type(error).__name__}). Was er schon beantwortet hat, bleibt erhalten; bitte "
            "später fortsetzen."
        ) from error
    except (TypeError, ValueError, AttributeError, LookupError, ArithmeticError) as error:
        raise Unavailable(
            f"Der Adressdienst {service.host} antwortet in einer anderen Form als erwartet. "
            "Bitte „geocoder“ und „geocoder_url“ prüfen."
        ) from error
    return _believed(results, query, service.host)


def _results(service: Service, query: OnlineQuery) -> list[_Candidate]:
    options: dict[str, Any] = {"exactly_one": False, "limit": _LIMIT}
    if service.kind == "nominatim":
        options |= {"addressdetails": True, "country_codes": "de", "language": "de"}
    found = service.geocoder.geocode(query.text, **options) or []
    read = _READERS[service.kind]
    return [read(each.raw, float(each.latitude), float(each.longitude)) for each in found]


def _believed(found: Iterable[_Candidate], query: OnlineQuery, host: str) -> OnlineAnswer:
    """Return the first house that is the asked one, else the street, else nothing."""
    fitting = [each for each in found if _fits(each, query)]
    for each in fitting:
        if query.number and canonical(each.number) == query.number:
            return _answer(each, LocationQuality.HOUSE, host)
    for each in fitting:
        return _answer(each, LocationQuality.STREET, host)
    return OnlineAnswer(service=host)


def _answer(candidate: _Candidate, quality: LocationQuality, host: str) -> OnlineAnswer:
    return OnlineAnswer(
        service=host,
        lat=candidate.lat,
        lon=candidate.lon,
        quality=quality,
        label=candidate.label[:200],
    )


def _fits(candidate: _Candidate, query: OnlineQuery) -> bool:
    """Tell whether a result lies in Germany, in the asked street and in the asked place."""
    south, north, west, east = _GERMANY
    inside = south <= candidate.lat <= north and west <= candidate.lon <= east
    if not inside or candidate.country.lower() not in {"", "de"}:
        return False
    if street_key(candidate.street) != street_key(query.street):
        return False
    known = frozenset().union(*(place_keys(place) for place in candidate.places))
    ways, district = split_place(query.place)
    asked = {key for way in ways for key in way} | {district} - {""}
    in_place = bool(asked & known)
    if query.postcode and candidate.postcode:
        return query.postcode == candidate.postcode
    return in_place


def _from_nominatim(raw: Mapping[str, Any], lat: float, lon: float) -> _Candidate:
    address = raw.get("address", {})
    return _Candidate(
        lat=lat,
        lon=lon,
        street=_text(address.get("road") or address.get("pedestrian")),
        number=_text(address.get("house_number")),
        postcode=_text(address.get("postcode")),
        places=tuple(_text(address[name]) for name in _PLACES if address.get(name)),
        country=_text(address.get("country_code")),
    )


def _from_photon(raw: Mapping[str, Any], lat: float, lon: float) -> _Candidate:
    found = raw["properties"]
    street = found.get("street") or (found.get("name") if found.get("type") == "street" else "")
    return _Candidate(
        lat=lat,
        lon=lon,
        street=_text(street),
        number=_text(found.get("housenumber")),
        postcode=_text(found.get("postcode")),
        places=tuple(_text(found[name]) for name in _PLACES if found.get(name)),
        country=_text(found.get("countrycode")),
    )


def _from_bkg(raw: Mapping[str, Any], lat: float, lon: float) -> _Candidate:
    found = raw["properties"]
    return _Candidate(
        lat=lat,
        lon=lon,
        street=_text(found.get("strasse")),
        number=_text(found.get("haus")),
        postcode=_text(found.get("plz")),
        places=tuple(
            _text(found[name]) for name in ("ort", "ortsteil", "gemeinde") if found.get(name)
        ),
    )


def _text(value: Any) -> str:
    return clean_line(str(value or "")[:100])


_READERS = {"nominatim": _from_nominatim, "photon": _from_photon, "bkg": _from_bkg}


def _geocoders() -> dict[str, Any]:
    from geopy.geocoders import Nominatim, Photon
    from geopy.geocoders.base import Geocoder
    from geopy.location import Location

    class Geosearch(Geocoder):  # type: ignore[misc]
        """The „geosearch“ of a BKG-style service, which answers in GeoJSON."""

        def __init__(self, *, domain: str, **options: Any) -> None:
            super().__init__(**options)
            self.api = f"{self.scheme}://{domain}/geosearch"

        def geocode(self, query: str, *, exactly_one: bool, limit: int) -> list[Location]:
            """Return up to ``limit`` results."""
            values = {
                "query": query,
                "count": 1 if exactly_one else limit,
                "srsName": "EPSG:4326",
                "outputFormat": "json",
            }
            url = f"{self.api}?{urlencode(values)}"
            found: list[Location] = self._call_geocoder(url, self._read)
            return found

        @staticmethod
        def _read(answer: Mapping[str, Any]) -> list[Location]:
            return [
                Location(
                    _text(feature["properties"].get("text")),
                    tuple(feature["geometry"]["coordinates"][1::-1]),
                    feature,
                )
                for feature in answer["features"]
            ]

    return {"nominatim": Nominatim, "photon": Photon, "bkg": Geosearch}


def _adapter(*, proxies: object, ssl_context: object) -> Any:  # noqa: ARG001 - called by geopy
    from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
    from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut

    class Adapter(BaseSyncAdapter):  # type: ignore[misc]
        """Opens connections for geopy: verified, to one host, with a bounded answer."""

        def __init__(self) -> None:
            super().__init__(proxies=None, ssl_context=None)

        def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
            try:
                content = fetch(url, headers=headers, timeout=timeout, largest=_LARGEST_ANSWER)
            except HTTPError as error:
                with error:
                    raise AdapterHTTPError(
                        str(error.code), status_code=error.code, headers={}, text=None
                    ) from None
            except TimeoutError as error:
                raise GeocoderTimedOut("timed out") from error
            except (URLError, HTTPException, OSError) as error:
                raise GeocoderServiceError(str(error)) from error
            if len(content) > _LARGEST_ANSWER:
                raise GeocoderParseError("the answer is too large")
            return str(content, "utf-8", "replace")

        def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
            try:
                return json.loads(
                    self.get_text(url, timeout=timeout, headers=headers), parse_constant=_refuse
                )
            except (ValueError, RecursionError) as error:
                raise GeocoderParseError("the answer is no JSON") from error

    return Adapter()


def _refuse(constant: str) -> float:
    raise ValueError(constant)
