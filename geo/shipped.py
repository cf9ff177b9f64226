"""The data that comes with the program, or with another county's configuration folder."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geo.county import Attribution, Neighbour, Place
from geo.errors import UnreadableFile
from geo.taxonomy import Category, Perspective, Ressort, TargetGroup, Taxonomy

MANIFEST = "manifest.toml"


def data_dir() -> Path:
    """Return the folder of the shipped data: inside an installed package or the repository."""
    package = Path(__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


def read_table(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    """Read a CSV table of the configuration: UTF-8, comma, header in the first line.

    Parameters
    ----------
    path
        The file.
    columns
        Columns that must be there; more are allowed.

    Returns
    -------
    list of dict
        One dictionary per row, values stripped, in file order.

    Raises
    ------
    UnreadableFile
        If the file or a column is missing, or the file is no UTF-8 CSV.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restval="", strict=True)
            missing = set(columns).difference(reader.fieldnames or ())
            rows = [
                {key: (value or "").strip() for key, value in row.items() if key is not None}
                for row in reader
            ]
    except FileNotFoundError:
        raise UnreadableFile(f"Die Datei {path} fehlt.") from None
    except (OSError, ValueError, csv.Error) as error:
        raise UnreadableFile(f"Die Datei {path} ist keine CSV-Datei in UTF-8: {error}") from error
    if missing:
        raise UnreadableFile(f"In {path} fehlen die Spalten {', '.join(sorted(missing))}.")
    return rows


def read_taxonomy(folder: Path) -> Taxonomy:
    """Read ``taxonomy/{ressorts,kategorien,zielgruppen}.csv`` of a configuration folder.

    A vocabulary without ``perspektiven.csv`` has no perspectives.

    Raises
    ------
    UnreadableFile
        If a table or column is missing, or a Zielgruppe names a perspective that is not in the
        table.
    """
    tables = folder / "taxonomy"
    groups = _read_target_groups(tables / "zielgruppen.csv")
    return Taxonomy(
        ressorts=tuple(
            Ressort(
                ressort_id=row["ressort_id"],
                label=row["ressort"],
                color=row["farbe"],
                shape=row["form"],
            )
            for row in read_table(
                tables / "ressorts.csv", ("ressort_id", "ressort", "farbe", "form")
            )
        ),
        categories=_read_categories(tables / "kategorien.csv"),
        target_groups=groups,
        perspectives=_read_perspectives(tables / "perspektiven.csv", groups),
    )


def _read_target_groups(path: Path) -> tuple[TargetGroup, ...]:
    return tuple(
        TargetGroup(
            target_group_id=row["zielgruppe_id"],
            label=row["zielgruppe"],
            synonyms=_synonyms(row),
            perspective_id=row.get("perspektive_id", ""),
        )
        for row in read_table(path, ("zielgruppe_id", "zielgruppe"))
    )


def _read_perspectives(path: Path, groups: tuple[TargetGroup, ...]) -> tuple[Perspective, ...]:
    rows = read_table(path, ("perspektive_id", "perspektive")) if path.exists() else []
    known = {row["perspektive_id"] for row in rows}
    unknown = {group.perspective_id for group in groups} - known - {""}
    if unknown:
        raise UnreadableFile(
            f"Zielgruppen nennen Perspektiven, die nicht in {path} stehen: "
            f"{', '.join(sorted(unknown))}."
        )
    return tuple(
        Perspective(
            perspective_id=row["perspektive_id"],
            label=row["perspektive"],
            target_group_ids=tuple(
                group.target_group_id
                for group in groups
                if group.perspective_id == row["perspektive_id"]
            ),
        )
        for row in rows
    )


def _read_categories(path: Path) -> tuple[Category, ...]:
    columns = (
        *("kategorie_id", "ressort_id", "kategorie", "kuerzel"),
        *("zielgruppen", "lage", "sichtbarkeit"),
    )
    return tuple(
        Category(
            category_id=row["kategorie_id"],
            label=row["kategorie"],
            ressort_id=row["ressort_id"],
            letters=row["kuerzel"],
            target_groups=tuple(filter(None, row["zielgruppen"].split(";"))),
            has_point=row["lage"] == "punkt",
            public=row["sichtbarkeit"] == "öffentlich",
            synonyms=_synonyms(row),
        )
        for row in read_table(path, columns)
    )


def _synonyms(row: dict[str, str]) -> tuple[str, ...]:
    """Return what else lists call it; a county's own tables need no such column."""
    return tuple(filter(None, map(str.strip, row.get("synonyme", "").split(";"))))


def main_place(gemeinde: str, places: Iterable[str]) -> str | None:
    """Return the place that a Gemeinde is named after, or ``None``.

    "Groß Kreutz" for "Groß Kreutz (Havel)", "Stahnsdorf Ort" for "Stahnsdorf", "Lehnin" for
    "Kloster Lehnin"; none for a name that no place bears.

    Parameters
    ----------
    gemeinde
        Name of the Gemeinde.
    places
        Names of its places.
    """
    whole = _words(gemeinde)
    core = _words(re.split(r"[(/]", gemeinde)[0])
    named = {place: _words(place.removesuffix(" Ort")) for place in places}
    for fits in (
        lambda words: words == whole,
        lambda words: words == core,
        lambda words: words in ([word] for word in core),
    ):
        found = [place for place, words in named.items() if fits(words)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def read_places(folder: Path) -> tuple[Place, ...]:
    """Read the places of ``orte.csv`` for orientation on the map, most important first.

    The places that Gemeinden are named after come first, by inhabitants of the Gemeinde, then
    all others by name.

    Raises
    ------
    UnreadableFile
        If ``orte.csv`` or ``gemeinden.csv`` is missing, lacks a column, or has a number that is
        none.
    """
    try:
        return _ranked_places(folder)
    except ValueError as error:
        raise UnreadableFile(
            f"In orte.csv oder gemeinden.csv im Ordner {folder} steht keine Zahl, wo eine stehen "
            f"muss: {error}"
        ) from error


def _ranked_places(folder: Path) -> tuple[Place, ...]:
    rows = read_table(folder / "orte.csv", ("ars", "ort", "lat", "lon"))
    inhabitants = {}
    for gemeinde in read_table(folder / "gemeinden.csv", ("ars", "name", "einwohner")):
        own = (row["ort"] for row in rows if row["ars"] == gemeinde["ars"])
        main = main_place(gemeinde["name"], own)
        inhabitants[gemeinde["ars"], main] = int(gemeinde["einwohner"] or 0)

    def rank(row: dict[str, str]) -> tuple[int, str, str]:
        return (-inhabitants.get((row["ars"], row["ort"]), -1), row["ort"], row["ars"])

    return tuple(
        Place(
            name=row["ort"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            inhabitants=inhabitants.get((row["ars"], row["ort"]), 0),
        )
        for row in sorted(rows, key=rank)
    )


def read_neighbours(folder: Path) -> tuple[Neighbour, ...]:
    """Read ``nachbarn.csv``: names of what lies around the county; a missing file names nothing.

    Raises
    ------
    UnreadableFile
        If it lacks a column or has a number that is none.
    """
    path = folder / "nachbarn.csv"
    if not path.exists():
        return ()
    try:
        return tuple(
            Neighbour(
                name=row["name"], kind=row["art"], lat=float(row["lat"]), lon=float(row["lon"])
            )
            for row in read_table(path, ("name", "art", "lat", "lon"))
        )
    except ValueError as error:
        raise UnreadableFile(f"In {path} steht keine Zahl, wo eine stehen muss: {error}") from error


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read ``manifest.toml``: what is in a data folder, from where, under which licence.

    Raises
    ------
    UnreadableFile
        If it is missing or no TOML.
    """
    path = folder / MANIFEST
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UnreadableFile(f"Im Ordner {folder} fehlt die Datei {MANIFEST}.") from None
    except (OSError, ValueError) as error:
        raise UnreadableFile(f"Die Datei {path} ist nicht lesbar: {error}") from error


def read_source(folder: Path, name: str) -> Attribution:
    """Return the source line of one table of a configuration folder, empty if there is none."""
    entries = read_manifest(folder).get("file", ()) if (folder / MANIFEST).exists() else ()
    entry: dict[str, str] = next((each for each in entries if each["name"] == name), {})
    return Attribution(text=entry.get("attribution", ""), licence=entry.get("licence", ""))


def read_attributions(folder: Path) -> tuple[Attribution, ...]:
    """Return the source lines of the boundaries and tables of a configuration folder.

    Parameters
    ----------
    folder
        Folder with ``boundaries/manifest.toml`` and ``manifest.toml``; either may be missing.
    """
    manifests = [path for path in (folder / "boundaries", folder) if (path / MANIFEST).exists()]
    entries = [entry for path in manifests for entry in read_manifest(path).get("file", ())]
    lines = [
        Attribution(
            text=entry["attribution"], licence=entry.get("licence", ""), url=entry.get("url", "")
        )
        for entry in entries
        if entry.get("attribution")
    ]
    return tuple(dict.fromkeys(lines))
