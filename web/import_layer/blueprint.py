"""The blueprint that all pages of the import share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("import_layer", __name__, url_prefix="/ebenen/import")
