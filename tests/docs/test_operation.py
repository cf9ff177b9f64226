"""Every setting is documented, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

from geo.usecases.settings import Settings

PAGE = Path(__file__).resolve().parents[2] / "docs/operation.md"


def test_the_page_lists_exactly_the_settings() -> None:
    rows = re.findall(r"^\| (`.*?) \|", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    documented = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert documented == set(Settings.model_fields)
