"""The table of findings is complete, documented and used."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from string import Formatter

import pytest

from geo.importing import FINDINGS, finding
from geo.importing.findings_of_places import FINDINGS_OF_PLACES
from geo.importing.findings_of_records import FINDINGS_OF_RECORDS
from geo.importing.findings_page import markdown
from geo.importing.parsing.refusals import REFUSALS

ROOT = Path(__file__).resolve().parents[3]
PLACEHOLDERS = {
    name for kind in FINDINGS.values() for _, name, _, _ in Formatter().parse(kind.message) if name
}
DETAILS = dict.fromkeys(PLACEHOLDERS - {"column"}, "X")


@lru_cache
def _sources(folder: Path) -> str:
    own = Path(__file__).name
    return "\n".join(
        path.read_text("utf-8") for path in sorted(folder.rglob("*.py")) if path.name != own
    )


def test_the_page_agrees_with_the_table() -> None:
    page = (ROOT / "docs" / "findings.md").read_text("utf-8")
    assert page == markdown(), "python -m geo.importing.findings_page > docs/findings.md"


def test_no_table_hides_a_finding_of_another() -> None:
    source = (ROOT / "geo" / "importing" / "findings.py").read_text("utf-8")
    own = re.findall(r'^    "(\w+)": Finding\(', source, flags=re.MULTILINE)
    codes = [*own, *FINDINGS_OF_PLACES, *FINDINGS_OF_RECORDS]
    assert len(codes) == len(set(codes)) <= len(FINDINGS)


@pytest.mark.parametrize("code", FINDINGS)
def test_every_finding_makes_a_sentence(code: str) -> None:
    issue = finding(code, row=2, column="Ort", value="x" * 500, **DETAILS)
    assert "{" not in issue.message
    assert issue.message.endswith(".")
    assert issue.remedy == "" or issue.remedy.endswith(".")
    assert len(issue.value or "") == 200


@pytest.mark.parametrize("code", FINDINGS)
def test_every_finding_is_expected_by_a_test(code: str) -> None:
    assert f'"{code}"' in _sources(Path(__file__).parents[1])


@pytest.mark.parametrize("code", [*FINDINGS, *REFUSALS])
def test_every_code_is_used(code: str) -> None:
    tables = {"findings.py", "refusals.py"}
    package = ROOT / "geo" / "importing"
    used = "\n".join(p.read_text("utf-8") for p in package.rglob("*.py") if p.name not in tables)
    assert f'"{code}"' in used
