"""Entry point for ``flask --app app`` and WSGI servers."""

from web import create_app

__all__ = ["create_app"]
