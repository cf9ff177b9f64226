"""Killed at any moment: what was acknowledged is there, nothing else is."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

from geo.store import layers, versions
from geo.store.database import Database
from geo.store.originals import Originals

ROOT = Path(__file__).resolve().parents[3]
WRITER = """
import sys
from pathlib import Path
import factories
from geo.report import ValidationReport
from geo.store import layers, versions
from geo.store.database import Database
from geo.store.originals import Originals

folder = Path(sys.argv[1])
database = Database(f"sqlite:///{folder / 'test.db'}")
originals = Originals(folder / "originals")
resources = [factories.resource(f"r{i}") for i in range(50)]
for turn in range(int(sys.argv[2]), 10_000):
    source = folder / "upload"
    source.write_text(f"list {turn}")
    digest = originals.keep(source)
    report = ValidationReport(file_name="liste.csv", rows=len(resources))
    with database.writing() as session:
        layers.save_layer(session, factories.layer())
        number = versions.add_version(
            session, "familie", sha256=digest, options="", report=report, resources=resources
        )
        layers.publish(session, "familie", number)
    print(number, flush=True)
"""


def _write_until_killed(folder: Path, first: int, acknowledged: int, delay_s: float) -> list[int]:
    """Return the versions that the writer acknowledged before it was killed."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, folder, str(first)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
    )
    assert writer.stdout
    numbers = [int(writer.stdout.readline()) for _ in range(acknowledged)]
    try:
        writer.wait(timeout=delay_s)
    except subprocess.TimeoutExpired:
        writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate()
    return numbers + [int(line) for line in rest.splitlines()]


def test_a_killed_writer_loses_nothing_and_leaves_nothing_half(tmp_path: Path) -> None:
    chance = random.Random(2026)  # noqa: S311 - moments, not secrets
    database = Database(f"sqlite:///{tmp_path / 'test.db'}")
    database.migrate()
    acknowledged: list[int] = []
    for turn in range(5):
        acknowledged += _write_until_killed(tmp_path, turn * 1000, 2, chance.uniform(0, 0.05))
    originals = Originals(tmp_path / "originals")
    with database.reading() as session:
        stored = {version.number: version for version in versions.versions_of(session, "familie")}
        assert set(acknowledged) <= set(stored)
        assert layers.published_numbers(session)["familie"] == max(stored)
        for number, version in stored.items():
            assert len(versions.resources_of(session, "familie", number)) == 50
            assert originals.open_path(version.sha256).is_file()
    database.close()
