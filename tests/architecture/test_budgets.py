"""The sizes that keep a file readable in one go."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for package in ("geo", "maps", "web", "cli")
    for path in (ROOT / package).rglob("*.py")
    if "node_modules" not in path.parts
)
CLIENT = sorted((ROOT / "maps/assets/js").rglob("*.ts"))


def _function_lengths() -> dict[str, int]:
    lengths = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                has_docstring = ast.get_docstring(node, clean=False) is not None
                body = node.body[1:] if has_docstring else node.body
                lines = body[-1].end_lineno or 0 if body else node.lineno
                start = node.lineno if not has_docstring else (node.body[0].end_lineno or 0)
                lengths[f"{path.relative_to(ROOT)}:{node.name}"] = max(1, lines - start)
    return lengths


@pytest.mark.parametrize("path", [*SOURCES, *CLIENT], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_no_function_is_longer_than_60_lines() -> None:
    assert {name: lines for name, lines in _function_lengths().items() if lines > 60} == {}


def test_half_of_the_functions_fit_in_ten_lines_and_nine_tenths_in_forty() -> None:
    lengths = sorted(_function_lengths().values())
    assert statistics.median(lengths) <= 10
    assert lengths[int(len(lengths) * 0.9)] <= 40
