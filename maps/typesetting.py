"""Paper: Typst sheets become PDF, SVG or PNG, with embedded fonts and nothing from outside.

A sheet is a Typst file in ``maps/sheets``. What it shows comes as JSON, so that text from lists is
never Typst markup; pictures come as files. There is no folder below a sheet but the one given.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from maps.document import FOLDER, static_folder

if TYPE_CHECKING:
    from typst import Fonts

SHEETS = FOLDER / "sheets"
FONT = "Source Sans 3"
Format = Literal["pdf", "svg", "png"]
_NO_FILES: Mapping[str, bytes] = {}


def typeset(
    sheet: str,
    data: Mapping[str, Any],
    *,
    made_on: date,
    files: Mapping[str, bytes] = _NO_FILES,
    output: Format = "pdf",
    ppi: float = 200.0,
) -> bytes:
    """Return a sheet with its data as one file; the same input gives the same bytes.

    A PDF is tagged and follows PDF/UA-1 (ISO 14289-1): the sheet must give title, language and a
    description of each picture, or it is refused.

    Parameters
    ----------
    sheet
        Name of a file in ``maps/sheets`` without ``.typ``; it reads ``data.json``.
    data
        What JSON can hold.
    made_on
        Date in the properties of the file.
    files
        Further files by name, such as an SVG.
    output
        A picture (``svg``, ``png``) needs a sheet of one page.
    ppi
        Pixels per inch of a PNG.

    Raises
    ------
    ValueError
        If a picture was asked for and the sheet has more than one page.
    IntegrityError
        If the front end, and with it the fonts, has not been built.
    """
    import typst

    inputs = {path.name: path.read_bytes() for path in SHEETS.glob("*.typ")}
    inputs |= {"main.typ": inputs[f"{sheet}.typ"], "data.json": json.dumps(data).encode(), **files}
    made: Any = typst.compile(  # type: ignore[call-overload]  # a dict of files is possible
        inputs,
        font_paths=_fonts(static_folder() / "fonts"),
        ignore_system_fonts=True,
        format=output,
        ppi=ppi,
        pdf_standards=["ua-1"] if output == "pdf" else [],
        timestamp=datetime.combine(made_on, time(), tzinfo=UTC),
    )
    if isinstance(made, list):
        raise ValueError(f"the sheet {sheet} has {len(made)} pages, a picture has one")  # noqa: TRY004
    return bytes(made)


@lru_cache(maxsize=1)
def _fonts(folder: Path) -> Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
