"""Results become pages: HTML for the browser and one file to take along.

This package knows neither database nor web framework. It gets a :class:`geo.results.MapView`
and returns text; folium is used in one module only and loaded when a page is made.
"""

from __future__ import annotations

from maps.data import boundary_file, indicator_file, layer_file, map_islands, profile_file
from maps.document import PageLinks, german_date, german_text, map_page, static_folder
from maps.export import conference_file, conference_file_name, resource_map
from maps.islands import DataFile
from maps.profile_sheet import profile_pdf, profile_pdf_name
from maps.reach import reach_islands

__all__ = [
    "DataFile",
    "PageLinks",
    "boundary_file",
    "conference_file",
    "conference_file_name",
    "german_date",
    "german_text",
    "indicator_file",
    "layer_file",
    "map_islands",
    "map_page",
    "profile_file",
    "profile_pdf",
    "profile_pdf_name",
    "reach_islands",
    "resource_map",
    "static_folder",
]
