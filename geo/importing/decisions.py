"""What a person has decided about a list, remembered by its layer and kept as TOML."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from geo.errors import UnreadableFile
from geo.importing.mapping import ColumnMapping
from geo.importing.roles import Role
from geo.resources import LocationQuality
from geo.spelling import fold

_TABLES = frozenset({"spalten", "koordinaten", "vorgaben", "kategorien", "zielgruppen", "orte"})
_UNUSED = "unbenutzt"
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PLACED = (LocationQuality.MANUAL, LocationQuality.PLACE)
Value = TypeVar("Value")


def decision_key(text: str) -> str:
    """Return what stands for a word of a list: case, umlauts and punctuation do not matter."""
    return fold(text) or text.strip()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a person has put an offer.

    Parameters
    ----------
    lat, lon
        EPSG:4326 degrees.
    quality
        ``MANUAL`` for a click on the map, ``PLACE`` for a place chosen by name.
    label
        Name of the chosen place; empty for a click.
    address
        Folded address of the row it was made for; empty until an import has seen the row.
        Another address under the same key ends the placement.

    Raises
    ------
    ValueError
        If it is no point on Earth or of another quality.
    """

    lat: float
    lon: float
    quality: LocationQuality = LocationQuality.MANUAL
    label: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        if not (math.fabs(self.lat) <= 90 and math.fabs(self.lon) <= 180):
            raise ValueError("a placement needs a latitude and a longitude")
        if self.quality not in _PLACED:
            raise ValueError("a person sets a point or chooses a place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Everything a person has decided about the lists of one layer.

    Parameters
    ----------
    mapping
        Which column means what; ``None`` lets the headers and values decide.
    crs
        CRS of the coordinates, such as ``"EPSG:25832"``; it counts as declared by the file.
    default_category, default_groups
        Category and target groups of rows that name none; ``""`` and ``()`` for deliberately
        none, ``None`` if nobody has said so.
    categories
        For the :func:`decision_key` of a cell its category, ``None`` for deliberately none.
    target_groups
        For the key of a part of a cell its target groups, ``()`` for deliberately none.
    placements
        For a resource id its place, ``None`` for deliberately none.
    """

    mapping: ColumnMapping | None = None
    crs: str | None = None
    default_category: str | None = None
    default_groups: tuple[str, ...] | None = None
    categories: Mapping[str, str | None] = field(default_factory=dict)
    target_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    placements: Mapping[str, Placement | None] = field(default_factory=dict)

    def merged(self, over: Decisions) -> Decisions:
        """Return both together; where they differ, ``over`` holds."""
        category, groups = over.default_category, over.default_groups
        return Decisions(
            mapping=over.mapping or self.mapping,
            crs=over.crs or self.crs,
            default_category=self.default_category if category is None else category,
            default_groups=self.default_groups if groups is None else groups,
            categories={**self.categories, **over.categories},
            target_groups={**self.target_groups, **over.target_groups},
            placements={**self.placements, **over.placements},
        )

    def to_toml(self) -> str:
        """Return the decisions as TOML text; equal decisions give equal text."""
        blocks = [
            _block("spalten", _columns_to_toml(self.mapping) if self.mapping else {}),
            _block("koordinaten", {"crs": self.crs} if self.crs else {}),
            _block("vorgaben", _defaults_to_toml(self)),
            _block("kategorien", {key: value or "" for key, value in _sorted(self.categories)}),
            _block("zielgruppen", {key: list(value) for key, value in _sorted(self.target_groups)}),
        ]
        blocks += [
            _block(f"orte.{_key(key)}", _placement_to_toml(place))
            for key, place in _sorted(self.placements)
        ]
        return "\n".join(filter(None, blocks))

    def write(self, path: Path) -> None:
        """Write the decisions as TOML file."""
        path.write_text(self.to_toml(), "utf-8")

    @classmethod
    def from_toml(cls, text: str) -> Decisions:
        """Read decisions from TOML text.

        Raises
        ------
        UnreadableFile
            If the text is no TOML or holds something else than decisions.
        """
        try:
            tables = tomllib.loads(text)
            _check_tables(tables)
            return cls(
                mapping=_mapping_from(tables["spalten"]) if "spalten" in tables else None,
                crs=_text(tables.get("koordinaten", {}).get("crs", "")) or None,
                **_defaults_from(tables.get("vorgaben", {})),
                categories={
                    decision_key(key): _text(value) or None
                    for key, value in tables.get("kategorien", {}).items()
                },
                target_groups={
                    decision_key(key): tuple(_text(group) for group in value)
                    for key, value in tables.get("zielgruppen", {}).items()
                },
                placements={
                    key: _placement_from(value) for key, value in tables.get("orte", {}).items()
                },
            )
        except (tomllib.TOMLDecodeError, AttributeError, TypeError, KeyError, ValueError) as error:
            raise UnreadableFile(
                "Die Zuordnung der Spalten ist nicht lesbar. "
                'Erwartet wird TOML mit der Tabelle [spalten], etwa: name = "Einrichtung"; '
                "möglich sind auch [koordinaten], [vorgaben], [kategorien], [zielgruppen] "
                "und [orte]."
            ) from error

    @classmethod
    def read(cls, path: Path) -> Decisions:
        """Read decisions from a TOML file.

        Raises
        ------
        UnreadableFile
            If the file cannot be read or holds something else.
        """
        try:
            return cls.from_toml(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableFile(
                f"Die Zuordnung „{path.name}“ ist nicht lesbar. Bitte Namen und Datei prüfen."
            ) from error


def _sorted(values: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    return iter(sorted(values.items(), key=lambda item: item[0]))


def _block(name: str, values: Mapping[str, object]) -> str:
    if not values:
        return ""
    lines = [f"{_key(key)} = {_quoted(value)}" for key, value in values.items()]
    return "\n".join([f"[{name}]", *lines, ""])


def _key(text: str) -> str:
    return text if _BARE_KEY.fullmatch(text) else _quoted(text)


def _quoted(value: object) -> str:
    """Return a text, number or list as TOML; JSON is the same but for one character."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).replace("\x7f", "\\u007f")


def _columns_to_toml(mapping: ColumnMapping) -> dict[str, object]:
    columns: dict[str, object] = {role.value: name for role, name in mapping.columns.items()}
    return columns | ({_UNUSED: list(mapping.unused)} if mapping.unused else {})


def _defaults_to_toml(decisions: Decisions) -> dict[str, object]:
    category, groups = decisions.default_category, decisions.default_groups
    return {
        key: value
        for key, value in (("kategorie", category), ("zielgruppen", groups))
        if value is not None
    }


def _defaults_from(values: dict[str, Any]) -> dict[str, Any]:
    if set(values) - {"kategorie", "zielgruppen"}:
        raise ValueError("unknown defaults")
    category, groups = values.get("kategorie"), values.get("zielgruppen")
    return {
        "default_category": None if category is None else _text(category),
        "default_groups": None if groups is None else tuple(_text(group) for group in groups),
    }


def _placement_to_toml(place: Placement | None) -> dict[str, object]:
    if place is None:
        return {"lage": LocationQuality.NONE.value}
    return {
        "breite": place.lat,
        "laenge": place.lon,
        "lage": place.quality.value,
        "name": place.label,
        "anschrift": place.address,
    }


def _check_tables(tables: dict[str, Any]) -> None:
    unknown = set(tables) - _TABLES
    if unknown:
        raise ValueError(f"unknown tables {sorted(unknown)}")


def _mapping_from(columns: dict[str, Any]) -> ColumnMapping:
    unused = tuple(_text(name) for name in columns.get(_UNUSED, ()))
    named = {key: _text(name) for key, name in columns.items() if key != _UNUSED}
    known = {role.value for role in Role}
    for key in named:
        if key not in known:
            raise UnreadableFile(
                f"Die Zuordnung der Spalten nennt eine unbekannte Bedeutung: {key}. "
                f"Bekannt sind: {', '.join(sorted(known))}."
            )
    return ColumnMapping({Role(key): name for key, name in named.items()}, unused)


def _placement_from(value: dict[str, Any]) -> Placement | None:
    if value.get("lage") == LocationQuality.NONE:
        return None
    return Placement(
        lat=float(value["breite"]),
        lon=float(value["laenge"]),
        quality=LocationQuality(value.get("lage", LocationQuality.MANUAL)),
        label=_text(value.get("name", "")),
        address=_text(value.get("anschrift", "")),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected a text")
    return value
