"""One HTML file of a report that needs nothing else, not even a network."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

from maps.document import static_folder, template


def standalone_page(title: str, body: Markup) -> str:
    """Return a page with the style of the service's pages inside.

    It allows that one style by its checksum and forbids everything else, so that it cannot load
    or send anything.

    Parameters
    ----------
    title
        Of the window.
    body
        What a template has made.

    Raises
    ------
    IntegrityError
        If the front end has not been built.
    """
    style = (static_folder() / "pages.css").read_text(encoding="utf-8").strip()
    if "</style" in style.lower():
        raise ValueError("pages.css would end its own element")
    checksum = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{checksum}'; img-src data:; base-uri 'none'"
    return template("standalone.html").render(
        title=title,
        body=body,
        policy=f"{policy}; form-action 'none'",
        style=Markup(style),  # noqa: S704 - our own build, just checked
    )
