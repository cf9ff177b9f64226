"""Widths of type are those that Typst sets."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typst

from maps.document import static_folder
from maps.lettering import FILES, Style, text_width

TEXTS = ("Groß Kreutz (Havel)", "Łódź – 1.234", "Straße 7 a")
WEIGHTS = {"regular": 400, "italic": 400, "semibold": 600, "bold": 700}


SHEET = """
#set text(font: "Source Sans 3", size: 10pt, kerning: false, ligatures: false)
#let asked = json("asked.json")
#set text(weight: asked.weight, style: asked.style)
#context [#metadata(asked.texts.map(each => measure(each).width.pt())) <widths>]
"""


def _widths_in_typst(style: Style) -> list[float]:
    slant = "italic" if style == "italic" else "normal"
    asked = {"texts": TEXTS, "weight": WEIGHTS[style], "style": slant}
    found: Any = typst.query(  # type: ignore[misc]  # a dict of files is possible
        {"main.typ": SHEET.encode(), "asked.json": json.dumps(asked).encode()},
        "<widths>",
        field="value",
        one=True,
        font_paths=[static_folder() / "fonts"],
        ignore_system_fonts=True,
    )
    widths: list[float] = json.loads(found)
    return widths


@pytest.mark.parametrize("style", FILES)
def test_a_text_is_as_wide_as_it_is_set(style: Style) -> None:
    measured = [text_width(text, 10, style) for text in TEXTS]
    assert measured == pytest.approx(_widths_in_typst(style), abs=0.01)


def test_spacing_counts_for_every_letter_and_unknown_characters_take_room() -> None:
    assert text_width("abc", 2, spacing=0.5) == pytest.approx(text_width("abc", 2) + 3)
    assert text_width("\U0001f6d6", 10) > 0
