"""Background maps that the administrator configures; without any, nothing is ever requested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from geo.county import Attribution
from geo.errors import InvalidParameter
from geo.tiles import DEEPEST_ZOOM, Extent, Tile

_BASEMAP_DE = {
    "kind": "wmts",
    "url": "https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/"
    "{Layer}/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png",
    "style": "default",
    "matrix_set": "GLOBAL_WEBMERCATOR",
    "max_zoom": 18,
    "attribution": "© GeoBasis-DE / BKG ({year})",
    "licence": "CC BY 4.0",
    "link": "https://basemap.de/",
}
PRESETS: Mapping[str, Mapping[str, Any]] = {
    "basemapde-grau": _BASEMAP_DE
    | {"title": "basemap.de, grau", "layer": "de_basemapde_web_raster_grau"},
    "basemapde-farbe": _BASEMAP_DE
    | {"title": "basemap.de, farbig", "layer": "de_basemapde_web_raster_farbe"},
}

#: Names under which services keep the usual Web Mercator pyramid, its ids being the zooms.
MATRIX_SETS = (
    "GLOBAL_WEBMERCATOR",
    "WEBMERCATOR",
    "WebMercatorQuad",
    "GoogleMapsCompatible",
    "google3857",
    "EPSG:3857",
    "EPSG:900913",
)
_FORMATS = ("image/png", "image/jpeg", "image/webp")
_VERSIONS = ("1.3.0", "1.1.1")
_WEB_ADDRESS = "eine Adresse, die mit https:// oder http:// beginnt, ohne Namen und Kennwort"
_KEYS: Mapping[str, tuple[type, str]] = {
    "id": (str, "ein kurzer Name aus Kleinbuchstaben, Ziffern und Bindestrichen"),
    "title": (str, "ein Text"),
    "kind": (str, "xyz, wmts, wms oder mbtiles"),
    "url": (str, _WEB_ADDRESS),
    "file": (str, "der Pfad einer MBTiles-Datei"),
    "layer": (str, "der Name der Ebene im Dienst"),
    "style": (str, "der Name eines Stils im Dienst"),
    "matrix_set": (str, f"eins von {', '.join(MATRIX_SETS)}"),
    "version": (str, "1.3.0 oder 1.1.1"),
    "format": (str, "image/png, image/jpeg oder image/webp"),
    "attribution": (str, "der Quellenvermerk, den der Anbieter verlangt"),
    "licence": (str, "die Lizenz"),
    "link": (str, _WEB_ADDRESS),
    "min_zoom": (int, f"eine ganze Zahl von 0 bis {DEEPEST_ZOOM}"),
    "max_zoom": (int, f"eine ganze Zahl von 0 bis {DEEPEST_ZOOM}"),
    "tile_size": (int, "256 oder 512"),
    "photo": (bool, "true (Luftbilder) oder false"),
    "embed": (bool, "true (Lizenz und Anbieter erlauben das Mitnehmen in Dateien) oder false"),
}
_MAY_HOLD_A_SECRET = frozenset({"url", "link"})  # a password or a key, perhaps in a wrong form
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_NAME = re.compile(r"[^{}\x00-\x1f\x7f]{1,200}")
_ADDRESS = re.compile(r"[!#-&(-;=?-\[\]_a-z{}~]+")  # no quotes, brackets, spaces, controls
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_OPENSTREETMAP = (
    "Die Kacheln von openstreetmap.org sind nach deren Regeln nicht für Dienste wie diesen da; "
    "bitte einen Dienst nehmen, der es erlaubt, oder eine eigene MBTiles-Datei"
)


class BasemapKind(StrEnum):
    """How the pictures are asked for."""

    XYZ = "xyz"
    WMTS = "wmts"
    WMS = "wms"
    MBTILES = "mbtiles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basemap:
    """One background map in Web Mercator (EPSG:3857).

    Parameters
    ----------
    basemap_id
        Short name for addresses and commands.
    title
        What people choose.
    kind
        How the pictures are asked for.
    address
        Address of a picture with ``{z}``, ``{x}``, ``{y}`` or ``{bbox}`` (west, south, east,
        north in metres of EPSG:3857); empty for an MBTiles file until somebody serves it.
    file
        Path of the MBTiles file; empty for a service.
    attribution
        Source line that must be shown.
    min_zoom, max_zoom
        Zooms that have pictures.
    box
        The area that has pictures, if it is known.
    tile_size
        Side of a picture in pixels.
    photo
        Whether the pictures are photographs, which no dark theme may turn into negatives.
    embed
        Whether files may take pictures along.
    """

    basemap_id: str
    title: str
    kind: BasemapKind
    address: str = ""
    file: str = ""
    attribution: Attribution
    min_zoom: int = 0
    max_zoom: int = 19
    box: Extent | None = None
    tile_size: int = 256
    photo: bool = False
    embed: bool = False

    @property
    def origin(self) -> str:
        """Scheme, host and port of another machine that is asked; empty if there is none."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""

    @property
    def host(self) -> str:
        """Name of the machine of :attr:`origin`."""
        return urlsplit(self.origin).hostname or ""

    def address_of(self, tile: Tile) -> str:
        """Return the address of one picture."""
        values = dict(zip("zxy", map(str, tile), strict=True))
        values["bbox"] = ",".join(f"{metres:.4f}" for metres in tile.box_m)
        return _PLACEHOLDER.sub(lambda found: values[found[1]], self.address)


def basemap_from(values: Mapping[str, Any], *, year: int) -> Basemap:
    """Build a basemap from one table of the settings.

    Parameters
    ----------
    values
        The table; what it leaves out a preset of the same id adds.
    year
        Stands for ``{year}`` in the source line.

    Raises
    ------
    InvalidParameter
        If an entry is unknown, missing or wrong.
    """
    name = str(values.get("id", ""))
    table = _Table({**PRESETS.get(name, {}), **values})
    kind = BasemapKind(table.one_of("kind", list(BasemapKind)))
    low, high = table.number("min_zoom", 0), table.number("max_zoom", 19)
    if not 0 <= low <= high <= DEEPEST_ZOOM:
        raise table.wrong("max_zoom" if 0 <= low <= DEEPEST_ZOOM else "min_zoom")
    local = kind is BasemapKind.MBTILES
    return Basemap(
        basemap_id=table.matching("id", _ID),
        title=table.matching("title", _NAME),
        kind=kind,
        address="" if local else _ADDRESSES[kind](table),
        file=table.text("file", required=local),
        attribution=Attribution(
            text=table.text("attribution", required=True).replace("{year}", str(year)),
            licence=table.text("licence"),
            url=_web_address(table, "link") if table.text("link") else "",
        ),
        min_zoom=low,
        max_zoom=high,
        tile_size=_tile_size(table),
        photo=bool(table.values.get("photo")),
        embed=bool(table.values.get("embed", local)),
    )


class _Table:
    """Entries of one table, each of a known name and of its type."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        for key, value in values.items():
            if key not in _KEYS:
                raise self.refusal(f"„{key}“ ist unbekannt; es gibt {', '.join(_KEYS)}")
            if type(value) is not _KEYS[key][0]:
                raise self.wrong(key)

    def refusal(self, reason: str) -> InvalidParameter:
        return InvalidParameter(f"[[basemaps]] „{self.values.get('id', '')}“: {reason}.")

    def wrong(self, key: str) -> InvalidParameter:
        allowed = _KEYS[key][1]
        if key not in self.values:
            return self.refusal(f"es fehlt „{key}“; erlaubt ist {allowed}")
        if key in _MAY_HOLD_A_SECRET:
            return self.refusal(f"„{key}“ ist falsch; erlaubt ist {allowed}")
        return self.refusal(f"„{key}“ ist „{self.values[key]}“; erlaubt ist {allowed}")

    def text(self, key: str, *, required: bool = False) -> str:
        value = str(self.values.get(key, "")).strip()
        if required and not value:
            raise self.wrong(key)
        return value

    def number(self, key: str, default: int) -> int:
        return int(self.values.get(key, default))

    def matching(self, key: str, pattern: re.Pattern[str]) -> str:
        value = self.text(key, required=True)
        if not pattern.fullmatch(value):
            raise self.wrong(key)
        return value

    def one_of(self, key: str, allowed: Iterable[str], *, default: str = "") -> str:
        value = self.text(key) or default
        if value not in allowed:
            raise self.wrong(key)
        return value


def _tile_size(table: _Table) -> int:
    size = table.number("tile_size", 256)
    if size not in (256, 512):
        raise table.wrong("tile_size")
    return size


def _web_address(table: _Table, key: str) -> str:
    """Return an address that can neither hide its host nor break out of a header."""
    url = table.text(key, required=True)
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise table.wrong(key) from None
    plain = _ADDRESS.fullmatch(url) and _HOST.fullmatch(host) and "@" not in parts.netloc
    if not plain or parts.scheme not in {"http", "https"} or parts.fragment:
        raise table.wrong(key)
    return url


def _service_address(table: _Table) -> str:
    url = _web_address(table, "url")
    if f".{urlsplit(url).hostname}".endswith(".openstreetmap.org"):
        raise table.refusal(_OPENSTREETMAP)
    if re.search(r"[{}]", _PLACEHOLDER.sub("", url)):
        raise table.wrong("url")
    return url


def _xyz_address(table: _Table) -> str:
    url = _service_address(table)
    if sorted(_PLACEHOLDER.findall(url)) != ["x", "y", "z"]:
        raise table.refusal(
            "in „url“ müssen {z}, {x} und {y} je einmal stehen und sonst nichts in "
            "geschweiften Klammern"
        )
    return url


def _wmts_address(table: _Table) -> str:
    """Return the address of a WMTS, from its template or, without placeholders, with keys."""
    url = _service_address(table)
    if not _PLACEHOLDER.search(url):
        return _with_keys(url, _wmts_keys(table))
    named = {"tilematrix": "{z}", "tilerow": "{y}", "tilecol": "{x}"}
    for key, name in (("layer", "layer"), ("style", "style"), ("matrix_set", "tilematrixset")):
        if f"{{{name}}}" in url.lower():
            named[name] = quote(_known(table, key), safe=":")
    named |= {each: f"{{{each}}}" for each in "zxy"}
    address = _PLACEHOLDER.sub(lambda found: named.get(found[1].lower(), "{}"), url)
    if sorted(_PLACEHOLDER.findall(address)) != ["x", "y", "z"]:
        raise table.refusal(
            "in „url“ müssen {TileMatrix}, {TileRow} und {TileCol} stehen, erlaubt sind auch "
            "{Layer}, {Style} und {TileMatrixSet}"
        )
    return address


def _wmts_keys(table: _Table) -> dict[str, str]:
    return {
        "SERVICE": "WMTS",
        "REQUEST": "GetTile",
        "VERSION": "1.0.0",
        "LAYER": _known(table, "layer"),
        "STYLE": table.text("style"),
        "FORMAT": table.one_of("format", _FORMATS, default=_FORMATS[0]),
        "TILEMATRIXSET": _known(table, "matrix_set"),
        "TILEMATRIX": "{z}",
        "TILEROW": "{y}",
        "TILECOL": "{x}",
    }


def _wms_address(table: _Table) -> str:
    url = _service_address(table)
    if _PLACEHOLDER.search(url):
        raise table.wrong("url")
    version = table.one_of("version", _VERSIONS, default=_VERSIONS[0])
    side = str(_tile_size(table))
    return _with_keys(
        url,
        {
            "SERVICE": "WMS",
            "REQUEST": "GetMap",
            "VERSION": version,
            "LAYERS": _known(table, "layer"),
            "STYLES": table.text("style"),
            "CRS" if version == "1.3.0" else "SRS": "EPSG:3857",
            "BBOX": "{bbox}",
            "WIDTH": side,
            "HEIGHT": side,
            "FORMAT": table.one_of("format", _FORMATS, default=_FORMATS[0]),
        },
    )


def _known(table: _Table, key: str) -> str:
    """Return the name of a layer, a style or a matrix set."""
    if key == "matrix_set":
        return table.one_of(key, MATRIX_SETS)
    return table.matching(key, _NAME)


def _with_keys(url: str, keys: Mapping[str, str]) -> str:
    joint = "" if url.endswith(("?", "&")) else "&" if "?" in url else "?"
    return f"{url}{joint}{urlencode(keys, safe='{}:/,')}"


_ADDRESSES = {
    BasemapKind.XYZ: _xyz_address,
    BasemapKind.WMTS: _wmts_address,
    BasemapKind.WMS: _wms_address,
}
