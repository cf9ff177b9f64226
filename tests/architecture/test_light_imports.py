"""Importing the packages is cheap and does nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"geopandas", "pandas", "folium", "fiona", "pyogrio", "pyproj", "openpyxl", "topojson"}
HEAVY |= {"mapclassify", "typst"}
PROBE = """
import json, sys
events = []
def watch(event, args):
    if event in ("socket.connect", "socket.bind"):
        events.append(event)
    if event == "open" and str(args[0]).endswith((".geojson", ".csv", ".toml")):
        events.append(f"open {args[0]}")
sys.addaudithook(watch)
import MODULE
print(json.dumps({"modules": sorted(sys.modules), "events": events}))
"""


@pytest.mark.parametrize("module", ["app", "geo", "maps", "cli"])
def test_import_loads_no_heavy_library_reads_no_data_and_opens_no_socket(module: str) -> None:
    probe = PROBE.replace("MODULE", module)
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True
    )
    seen = json.loads(done.stdout)
    assert HEAVY.intersection(seen["modules"]) == set()
    assert seen["events"] == []
