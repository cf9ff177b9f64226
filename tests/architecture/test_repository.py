"""What a clone must and must not contain."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _tracked_texts() -> dict[str, str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    texts = {}
    for name in filter(None, listed.stdout.decode().split("\0")):
        raw = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in raw:
            texts[name] = raw.decode("utf-8", errors="replace")
    return texts


def test_the_top_level_is_complete() -> None:
    names = "app.py pyproject.toml README.md CHANGELOG.md EGRESS.md LICENSE Makefile .ci/run"
    assert [name for name in names.split() if not (ROOT / name).is_file()] == []


def test_locks_name_hashes_but_no_registry() -> None:
    for name in ("requirements/run.txt", "requirements/dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        pinned = len(re.findall(r"^[a-z0-9][^\s]*==", text, flags=re.MULTILINE))
        hashed = len(re.findall(r"==[^\n]*\\\n\s+--hash=sha256:", text))
        assert pinned == hashed > 30
        assert re.search(r"https?:|file:|--index|--find-links", text) is None


def test_the_front_end_lock_holds_no_addresses() -> None:
    lock = json.loads((ROOT / "maps/assets/package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_nothing_names_a_registry_host_or_a_home_folder() -> None:
    forbidden = re.compile(
        r"registry\.npm" + r"js|files\.python" + r"hosted|/home/[a-z]+/|/ro" + r"ot/|/wo" + r"rk/"
    )
    found = [name for name, text in _tracked_texts().items() if forbidden.search(text)]
    assert found == []
