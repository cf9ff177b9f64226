"""What a request asks for, read the same way by table, area pages and exports."""

from __future__ import annotations

from datetime import date, datetime

from flask import request

from geo.filtering import ResourceFilter
from geo.importing.cleaning import clean_line

#: Keys of the map's address that are neither filters nor a place.
_LOOK = ("grenzen", "flaeche", "gebiete", "klassen")
_MOST_VALUES = 8
_LONGEST_VALUE = 120


def asked_filter() -> ResourceFilter:
    """Return the query of the current request."""
    return ResourceFilter.from_query(request.args.to_dict(flat=False))


def asked_look() -> dict[str, list[str]]:
    """Return how the map looks in the current request: boundaries and coloured areas.

    What the values mean is the map's matter; it passes over what it cannot read.
    """
    asked = {key: request.args.getlist(key)[:_MOST_VALUES] for key in _LOOK}
    return {
        key: [clean_line(each)[:_LONGEST_VALUE] for each in asked[key]]
        for key in asked
        if asked[key]
    }


def today() -> date:
    """Return the day it is where the service runs."""
    return datetime.now().astimezone().date()
