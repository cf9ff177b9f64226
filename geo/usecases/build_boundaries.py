"""An official boundary file becomes the stored levels of a county, and is proven."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.boundaries import (
    BoundaryCheck,
    Provenance,
    build_areas,
    check_areas,
    read_areas,
    read_built_county,
    read_municipalities,
    write_areas,
)
from geo.county import County, read_county
from geo.errors import InvalidParameter
from geo.shipped import data_dir


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltBoundaries:
    """What was written, what was found on reading it back, and what there is to tell.

    Parameters
    ----------
    files
        Written files, the manifest last.
    check
        Proof on the files as they were read back.
    notes
        German sentences about what was left out, joined, repaired or assumed.
    """

    files: tuple[Path, ...]
    check: BoundaryCheck
    notes: tuple[str, ...]


def build_boundaries(
    source: Path,
    *,
    ars: str,
    out: Path,
    provenance: Provenance,
    config: Path | None = None,
) -> BuiltBoundaries:
    """Build the four levels of a county from an official file and store them.

    Parameters
    ----------
    source
        See :func:`geo.boundaries.read_municipalities`.
    ars
        ARS prefix of the county.
    out
        Folder for the files.
    provenance
        Source, licence and date for the manifest.
    config
        Folder with ``county.toml`` and tables. Without it: the shipped one if it is about this
        county; otherwise a county without tables, in its own UTM zone.

    Raises
    ------
    InvalidParameter
        If the configuration is about another county.
    GeoError
        If source or configuration cannot be used.
    """
    folder = config or data_dir()
    configured = read_county(folder)
    if configured.ars != ars and config:
        raise InvalidParameter(
            f"Die Konfiguration in {config} ist für {configured.name} ({configured.ars}), nicht "
            f"für {ars}. Bitte --ars oder --config ändern."
        )
    known = configured if configured.ars == ars else None
    found = read_municipalities(source, ars=ars, crs=known.crs if known else None)
    county = known or County(name=f"Kreis {ars}", ars=ars, crs=found.crs)
    built = build_areas(found.municipalities, county=county, folder=folder if known else None)
    files = write_areas(built, out, county=county, provenance=provenance)
    assumed = () if known else (_assumption(county),)
    return BuiltBoundaries(
        files=files,
        check=check_areas(read_areas(out, county), county=county),
        notes=(*assumed, *found.notes, *built.notes),
    )


def _assumption(county: County) -> str:
    return (
        f"Für {county.ars} gibt es keine Konfiguration. Angenommen wurden der Name "
        f"„{county.name}“, das Koordinatensystem {county.crs}, Sozialräume nach den ersten "
        f"{county.sozialraum_digits} Stellen des Regionalschlüssels und keine Planregionen. "
        "Mit --config ORDNER und einer county.toml darin wird es genau."
    )


def check_boundaries(folder: Path | None = None) -> BoundaryCheck:
    """Prove the boundaries in a folder, by default the shipped ones.

    Raises
    ------
    GeoError
        If the files are missing, were changed or cannot be read.
    """
    folder = folder or data_dir() / "boundaries"
    county = read_built_county(folder)
    return check_areas(read_areas(folder, county), county=county)
