"""Damaged files: each gets a verdict, none a crash, and no row is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus.mutate import run, verdict


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_gets_a_verdict(tmp_path: Path, seed: int) -> None:
    found = run(75, seed, tmp_path / "wrong", verdict)
    wrong = [path.read_text() for path in (tmp_path / "wrong").glob("*.txt")]
    assert (found["WRONG"], found["SLOW"]) == (0, 0), "\n".join(wrong)
    assert found["read"] > 0
    assert len(found) > 3
