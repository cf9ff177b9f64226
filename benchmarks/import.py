"""Loading a list, against the planner's own way with pandas and geopandas.

    python benchmarks/import.py [--register ../shared/data/addresses/adressen_pm.csv.gz]

Invented offers at official addresses of the county, as CSV and as Excel, with coordinates in UTM
33 or with addresses only. Ours is the whole import as the service does it: fenced child process,
recognition of columns and coordinates, categories, local geocoding, assignment to the 19
Sozialräume, report. The peer reads the same file with ``pandas.read_csv`` or ``read_excel``, knows
all columns beforehand, makes points with ``geopandas.points_from_xy``, transforms them and joins
them with ``sjoin``; with addresses it merges with the register on the whole text. Both take turns
in one process. Memory is the largest of any parsing process, as the kernel counts it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from geo.areas import Level
from geo.crs import transform_xy
from geo.importing import ImportContext, ImportResult, import_table, parse_file
from geo.importing.parsing import children
from geo.usecases.create_instance import create_instance
from geo.usecases.load_addresses import load
from geo.usecases.settings import load_settings

REGISTER = Path("../shared/data/addresses/adressen_pm.csv.gz")
GOAL_SMALL_S, GOAL_LARGE_S, GOAL_BYTES = 5.0, 120.0, 2 * 1024**3
COUNTS = (1_000, 100_000)
_KINDS = ("Kita", "Jugendklub", "Familienzentrum", "Seniorentreff", "Apotheke")
_HEADERS = {
    "points": ("Name", "Kategorie", "Telefon", "Ostwert", "Nordwert"),
    "addresses": ("Name", "Kategorie", "Telefon", "Straße", "PLZ", "Ort"),
}


def tables(register: Path, count: int) -> dict[str, list[tuple[object, ...]]]:
    """Return invented offers at official addresses, once with points, once with addresses."""
    with gzip.open(register, "rt", encoding="utf-8") as stream:
        addresses = list(csv.DictReader(stream))
    dice = random.Random(2026)  # noqa: S311 - must be repeatable
    chosen = [dice.choice(addresses) for _ in range(count)]
    x, y = transform_xy(
        [float(row["lon"]) for row in chosen],
        [float(row["lat"]) for row in chosen],
        source="EPSG:4326",
        target="EPSG:25833",
    )
    first = [
        (f"Angebot Muster {n}", dice.choice(_KINDS), f"0000 {n:06d}") for n in range(len(chosen))
    ]
    return {
        "points": [
            (*start, round(float(east), 2), round(float(north), 2))
            for start, east, north in zip(first, x, y, strict=True)
        ],
        "addresses": [
            (*start, f"{row['strasse']} {row['hnr']}", row["plz"], row["ortsteil"])
            for start, row in zip(first, chosen, strict=True)
        ],
    }


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a list as CSV or Excel, as its name says."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([header, *rows])
        return
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Liste")
    for number, row in enumerate([header, *rows]):
        sheet.write_row(number, 0, row)
    book.close()


def ours(path: Path, context: ImportContext) -> ImportResult:
    """Import a list as the service does."""
    parsed = parse_file(path)
    return import_table(parsed, parsed.main, context=context)


def peer(path: Path, areas: Any, known: Any) -> Any:
    """Read, place and assign a list whose columns are known, with pandas and geopandas."""
    import geopandas
    import pandas as pd

    if path.suffix == ".csv":
        frame = pd.read_csv(path, sep=";", dtype={"PLZ": str})
    else:
        frame = pd.read_excel(path, dtype={"PLZ": str})
    x, y, crs = frame.get("Ostwert"), frame.get("Nordwert"), "EPSG:25833"
    if x is None:
        text = frame["Straße"] + ", " + frame["PLZ"] + " " + frame["Ort"]
        found = text.to_frame("text").merge(known, on="text", how="left")
        x, y, crs = found["lon"], found["lat"], "EPSG:4326"
    points = geopandas.GeoDataFrame(frame, geometry=geopandas.points_from_xy(x, y), crs=crs)
    return geopandas.sjoin(points.to_crs(areas.crs), areas, how="left", predicate="within")


def _known_addresses(register: Path) -> Any:
    import pandas as pd

    frame = pd.read_csv(register, dtype=str)
    text = frame["strasse"] + " " + frame["hnr"] + ", " + frame["plz"] + " " + frame["ortsteil"]
    known = frame[["lon", "lat"]].astype(float).assign(text=text)
    return known.drop_duplicates("text")


def _frame_of(context: ImportContext) -> Any:
    import geopandas

    areas = context.areas.at(Level.SOZIALRAUM)
    return geopandas.GeoDataFrame(
        {"area_id": [area.area_id for area in areas]},
        geometry=[area.geometry for area in areas],
        crs=context.areas.crs,
    )


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Return seconds and result."""
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result


def largest_child() -> int:
    """End the fork server; return the largest memory of any child so far, in bytes."""
    children.stop_server()  # the kernel tells about a child when it has ended
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def agree(result: ImportResult, joined: Any) -> float:
    """Return the share of rows that both ways give the same Sozialraum."""
    theirs = joined[~joined.index.duplicated()]["area_id"].tolist()
    mine = [None if item.outside_m else item.sozialraum_id for item in result.resources]
    same = sum(
        one == other or (one is None and not isinstance(other, str))
        for one, other in zip(mine, theirs, strict=True)
    )
    return float(same) / len(mine)


def compare(path: Path, context: ImportContext, areas: Any, known: Any, turns: int) -> float:
    """Print one line; return our best time in seconds."""
    mine, theirs = [], []
    for _ in range(turns):
        seconds, result = timed(lambda: ours(path, context))
        mine.append(seconds)
        seconds, joined = timed(lambda: peer(path, areas, known))
        theirs.append(seconds)
    assert result.report.rejected == 0
    placed = sum(item.lat is not None for item in result.resources) / result.report.rows
    print(
        f"{path.name:<22}{min(mine):>8.2f}{min(theirs):>8.2f}{min(mine) / min(theirs):>8.1f}"
        f"{placed:>8.1%}{agree(result, joined):>8.1%}"
    )
    return min(mine)


def main() -> None:
    """Write the lists, compare and check the goals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--register", type=Path, default=REGISTER)
    parser.add_argument("--counts", type=int, nargs="*", default=COUNTS)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        instance = create_instance(load_settings(Path(name) / "instance"))
        load(instance, wanted.register)
        context = instance.import_context
        areas, known = _frame_of(context), _known_addresses(wanted.register)
        print(f"{'list':<22}{'ours s':>8}{'peer s':>8}{'ratio':>8}{'placed':>8}{'same':>8}")
        for count in wanted.counts:
            goal = GOAL_SMALL_S if count <= 1_000 else GOAL_LARGE_S
            for kind, rows in tables(wanted.register, count).items():
                for suffix in ("csv", "xlsx"):
                    path = Path(name) / f"{kind}-{count}.{suffix}"
                    write(path, _HEADERS[kind], rows)
                    assert compare(path, context, areas, known, 5 if count <= 1_000 else 2) <= goal
            peak = largest_child()
            print(f"largest parsing process so far: {peak / 1024**2:.0f} MB")
            assert peak <= GOAL_BYTES
        instance.database.close()


if __name__ == "__main__":
    main()
