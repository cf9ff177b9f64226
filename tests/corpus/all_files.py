"""The whole catalogue: importing this module fills it."""

from corpus import geo_files, hostile, positions, realistic, sheets, texts
from corpus.catalogue import CASES, CATALOGUE, Entry

PARTS = (texts, positions, sheets, geo_files, realistic, hostile)

__all__ = ["CASES", "CATALOGUE", "PARTS", "Entry"]
