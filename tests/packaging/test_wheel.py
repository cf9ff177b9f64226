"""The wheel carries the built client and the data, and works elsewhere without Node."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_the_wheel_contains_assets_data_and_migrations(unpacked: Path) -> None:
    for name in (
        "app.py",
        "maps/static/map.js",
        "maps/static/map.css",
        "geo/data/county.toml",
        "geo/data/boundaries/manifest.toml",
        "geo/data/examples/einrichtungen.csv",
    ):
        assert (unpacked / name).is_file(), name
    assert list(unpacked.glob("geo/store/migrations/**/*.py"))
    assert not (unpacked / "maps/assets").exists()


def test_the_unpacked_wheel_exports_a_map_without_node(unpacked: Path, tmp_path: Path) -> None:
    script = "import geo, cli; print(geo.__file__); cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "export", "map", "karte.html"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(unpacked), "PATH": "/nonexistent", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == str(unpacked / "geo/__init__.py")
    assert "Familienzentrum" in (tmp_path / "karte.html").read_text("utf-8")
