"""The example of the documentation runs and makes a map of what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import folium

PAGE = Path(__file__).resolve().parents[2] / "docs/notebook.md"


def test_the_blocks_run_in_the_order_of_the_page() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)
    assert len(blocks) == 3
    names: dict[str, Any] = {}
    for block in blocks[:-1]:
        exec(compile(block, PAGE.name, "exec"), names)  # noqa: S102 - our own page
    *statements, last = blocks[-1].strip().splitlines()
    exec(compile("\n".join(statements), PAGE.name, "exec"), names)  # noqa: S102
    shown = eval(last, names)  # noqa: S307
    assert isinstance(shown, folium.Map)
    assert [each.sozialraum_id for each in names["resources"]] == ["120690020", "120690017"]
    assert "Treffpunkt Muster" in shown._repr_html_()
    known = {each.category_id for each in names["view"].taxonomy.categories}
    assert {each.category_id for each in names["resources"]} <= known
