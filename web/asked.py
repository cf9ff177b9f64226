"""What a request asks for, read the same way by table, area pages and exports."""

from __future__ import annotations

from datetime import date, datetime

from flask import request

from geo.filtering import ResourceFilter


def asked_filter() -> ResourceFilter:
    """Return the query of the current request."""
    return ResourceFilter.from_query(request.args.to_dict(flat=False))


def today() -> date:
    """Return the day it is where the service runs."""
    return datetime.now().astimezone().date()
