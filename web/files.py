"""Files that a browser keeps instead of showing them."""

from __future__ import annotations

from flask import Response

#: What an Excel file is called on the web.
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attachment(content: str | bytes, name: str, mimetype: str) -> Response:
    """Return a file to download.

    Parameters
    ----------
    content
        Text is sent as UTF-8.
    name
        What the browser calls it.
    mimetype
        What it is.
    """
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    answer = Response(raw, mimetype=mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
