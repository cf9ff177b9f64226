"""The commands of the README do what it says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [
    line.removeprefix("$ ")
    for block in re.findall(r"```console\n(.*?)```", README, flags=re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ ")
]
EXPECTED = {
    "layers import docs/examples/musterliste.csv --layer musterliste --dry-run": "5 Zeilen",
    "layers list": "musterliste",
    "boundaries check": "19",
}


def test_the_make_commands_exist() -> None:
    targets = [shlex.split(command)[1] for command in COMMANDS if command.startswith("make ")]
    assert targets == ["run", "test"]
    for target in targets:
        subprocess.run(["make", "-n", target], cwd=ROOT, check=True, capture_output=True)


def test_the_commands_run_in_the_order_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    commands = [command for command in COMMANDS if command.startswith("ressourcenkarten ")]
    assert len(commands) >= 7
    for command in commands:
        arguments = shlex.split(command)[1:]
        done = subprocess.run(
            [sys.executable, "-m", "cli", *arguments],
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        expected = EXPECTED.get(command.removeprefix("ressourcenkarten "), "")
        assert expected in done.stdout
    assert (tmp_path / "konferenz.html").stat().st_size < 400_000
    assert (tmp_path / "planregion-1.html").is_file()


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", README))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
