"""The driver allow-list holds alone: nothing is screened and no fence stands here."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from geo.importing.parsing.drivers import DRIVERS
from geo.importing.parsing.formats import Format

ROOT = Path(__file__).resolve().parents[4]
CANARY = "kanarienvogel"


# as the fork server does it: GDAL has all its drivers before a job says what it needs
WARM = """
import os
from geo.importing.parsing.forkserver import load_parsers
load_parsers()
if process_id := os.fork():
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(process_id, 0)[1]))
"""


def _with_drivers_of(kind: Format, script: str, *arguments: str) -> str:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        + WARM
        + "from geo.importing.parsing.drivers import DRIVERS, allow_only\n"
        f"allow_only(DRIVERS[{str(kind)!r}])\n" + textwrap.dedent(script)
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(ROOT), *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


@pytest.mark.parametrize("kind", list(DRIVERS))
def test_only_the_drivers_of_the_format_are_left(kind: Format) -> None:
    script = """
        import pyogrio
        print("\\n".join(sorted(pyogrio.list_drivers())))
    """
    assert set(_with_drivers_of(kind, script).splitlines()) <= set(DRIVERS[kind])


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Format.GPKG, "u.gpkg"),
        (Format.SHAPEFILE, "u.shp"),
        (Format.FLATGEOBUF, "u.fgb"),
        (Format.FLATGEOBUF, "u.csv"),
    ],
)
def test_a_disguised_vrt_is_not_opened(tmp_path: Path, kind: Format, name: str) -> None:
    canary = tmp_path / "canary.csv"
    canary.write_text(f"name\n{CANARY}\n", "utf-8")
    path = tmp_path / name
    path.write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="canary"><SrcDataSource>{canary}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>",
        "utf-8",
    )
    script = """
        import pyogrio.raw
        try:
            print([field.tolist() for field in pyogrio.raw.read(sys.argv[2])[3]])
        except pyogrio.errors.DataSourceError:
            print("refused")
    """
    assert _with_drivers_of(kind, script, str(path)).strip() == "refused"
