"""A second county as an official boundary file: other keys, UTM zone, rules and names.

Landkreis Anderswo (ARS 99007) lies in EPSG:25832: 4 × 3 Gemeinden of about 8 km with wavy
common borders, one of them with an exclave and one with coastal water as further polygons.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    import geopandas
    from numpy.typing import NDArray

ARS = "99007"
CRS = "EPSG:25832"
ORIGIN = np.array([480_000.0, 5_700_000.0])
SIDE = 8_000.0
COUNTY_TOML = f"""
name = "Landkreis Anderswo"
title = "Karte Anderswo"
ars = "{ARS}"
crs = "{CRS}"
sozialraum_digits = 8
planregion_name = "Region {{id}}"
tolerance_m = 40.0
[counts]
gemeinde = 12
sozialraum = 4
planregion = 2
kreis = 1
"""
SOZIALRAEUME = """sozialraum_id,name,typ,planregion_id,planregion_bestaetigt
99007000,Tal,Verbund,Süd,ja
99007001,Berg,Verbund,Süd,nein
99007002,Heide,Verbund,Nord,ja
99007003,Küste,Verbund,Nord,nein
"""


def gemeinde_keys() -> list[str]:
    """Return the ARS of the twelve Gemeinden: column of the grid, then row."""
    return [
        f"{ARS}{column:03d}{row}{10 * column + row:03d}" for column in range(4) for row in range(3)
    ]


def _moved(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda points: points + ORIGIN)


def _wavy(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(points + 400 * np.sin(points[:, ::-1] / 1_500) + ORIGIN)


def polygons() -> list[shapely.Geometry]:
    """Return the Gemeinden as a valid coverage with a vertex every 100 m."""
    squares = [
        shapely.box(column * SIDE, row * SIDE, (column + 1) * SIDE, (row + 1) * SIDE)
        for column in range(4)
        for row in range(3)
    ]
    return list(shapely.transform(shapely.segmentize(squares, 100.0), _wavy))


def frame(*, upper: bool = True) -> geopandas.GeoDataFrame:
    """Return the rows of an official layer, a Gemeinde of another county among them."""
    import geopandas

    shapes = polygons()
    keys = gemeinde_keys()
    exclave = _moved(shapely.box(40_000, 0, 41_000, 1_000))
    sea = _moved(shapely.box(0, 30_000, 8_000, 40_000))
    areas = [shape.area / 1e6 for shape in shapes]
    areas[0] += exclave.area / 1e6
    rows = [
        (key, f"Ort {key[-3:]}", "Gemeinde", 4, 1_000 + at, round(areas[at], 2), shapes[at])
        for at, key in enumerate(keys)
    ]
    rows.append((*rows[0][:-1], exclave))
    rows.append((keys[2], rows[2][1], "Gemeinde", 2, 0, 0.0, sea))
    rows.append(("990080000001", "Nachbarort", "Stadt", 4, 5, 1.0, shapely.box(0, 0, 9, 9)))
    names = ["ARS", "GEN", "BEZ", "GF", "EWZ", "KFL", "geometry"]
    table = geopandas.GeoDataFrame(rows, columns=names, geometry="geometry", crs=CRS)
    return table if upper else table.rename(columns=str.lower).set_geometry("geometry")


def write_geopackage(path: Path) -> Path:
    """Write the layers ``vg250_gem`` and ``vg250_krs`` as the federal agency does."""
    gemeinden = frame()
    gemeinden.to_file(path, layer="vg250_gem", driver="GPKG")
    kreise = gemeinden.head(1).assign(ARS=ARS)
    kreise.to_file(path, layer="vg250_krs", driver="GPKG")
    return path


def write_shapefile_zip(path: Path, *, name: str = "VG250_GEM") -> Path:
    """Write a zip with the Shapefile in a folder."""
    folder = path.parent / "shapefile"
    folder.mkdir()
    frame().to_file(folder / f"{name}.shp")
    with zipfile.ZipFile(path, "w") as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, f"vg250_ebenen/{part.name}")
    return path


def write_geojson(path: Path) -> Path:
    """Write GeoJSON in EPSG:4326 with lower-case columns."""
    frame(upper=False).to_crs(4326).to_file(path, driver="GeoJSON", COORDINATE_PRECISION=9)
    return path


def write_config(folder: Path) -> Path:
    """Write the county's configuration folder."""
    folder.mkdir(exist_ok=True)
    (folder / "county.toml").write_text(COUNTY_TOML, "utf-8")
    (folder / "sozialraeume.csv").write_text(SOZIALRAEUME, "utf-8")
    return folder
