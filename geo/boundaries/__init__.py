"""The four boundary levels of a county: built, stored, read back and proven."""

from geo.boundaries.build import BuiltAreas, build_areas
from geo.boundaries.check import BoundaryCheck, LevelCheck, check_areas
from geo.boundaries.files import Provenance, read_areas, read_built_county, write_areas
from geo.boundaries.municipalities import Municipality
from geo.boundaries.source import MunicipalitySource, read_municipalities

__all__ = [
    "BoundaryCheck",
    "BuiltAreas",
    "LevelCheck",
    "Municipality",
    "MunicipalitySource",
    "Provenance",
    "build_areas",
    "check_areas",
    "read_areas",
    "read_built_county",
    "read_municipalities",
    "write_areas",
]
