"""Wrong usage, in German, and as one JSON object where that is wanted."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from checking import Run
from click.testing import CliRunner

from cli import german, main
from geo.usecases.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
FOR_PROGRAMMERS = (
    "Arguments take",
    "Boolean option",
    "Could not determine",
    "DeprecationWarning",
    "Name '",
    "No options defined",
    "Value must be",
)


def _messages_of_click() -> set[str]:
    found = set()
    folder = Path(click.__file__).parent
    for name in ("core", "exceptions", "formatting", "parser", "types"):
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
                found |= {each.value for each in node.args if isinstance(each, ast.Constant)}
    return {message for message in found if isinstance(message, str)}


def test_everything_that_click_may_say_is_german() -> None:
    messages = {each for each in _messages_of_click() if not each.startswith(FOR_PROGRAMMERS)}
    assert len(messages) > 40
    assert {message for message in messages if german.translate(message) == message} == set()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nix"], "Den Befehl „nix“ gibt es nicht."),
        (["--nix"], "Die Option „--nix“ gibt es nicht."),
        (["serve", "--port", "x"], "„x“ ist keine passende Zahl."),
        (["serve", "--port", "0"], "0 liegt nicht im Bereich 1<=x<=65535."),
        (["layers", "show"], "Es fehlt die Angabe 'LAYER_ID'."),
        (["layers", "show", "a", "b"], "Diese Angabe ist zu viel: b."),
        (["layers", "list", "--jsn"], "Gemeint ist vielleicht '--json'."),
    ],
)
def test_wrong_usage_is_exit_code_2_and_a_german_sentence(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Aufruf: ")
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Fehler: ")
    assert last.endswith(said)


def test_help_is_german() -> None:
    output = CliRunner().invoke(main, ["serve", "--help"]).output
    for word in ("Aufruf:", "Optionen:", "Diese Hilfe zeigen.", "[sonst: 8000;"):
        assert word in output


@pytest.mark.parametrize(
    "arguments",
    [["layers", "show", "--json"], ["layers", "list", "--json", "--nix"], ["--nix", "--json"]],
)
def test_wrong_usage_is_one_json_object_when_that_is_wanted(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    error = json.loads(result.stdout)["error"]
    assert error["code"] == "aufruf"
    assert error["message"].endswith(".")


def test_a_name_that_is_no_text_is_refused(run: Run) -> None:
    result = run("layers", "show", "\udcff")
    assert result.exit_code == 1
    assert "lässt sich nicht speichern" in result.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_no_terminal_is_too_simple(settings: Settings, encoding: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "cli", "--instance", str(settings.instance), "layers"]
    listed = subprocess.run([*command, "list"], env=environment, capture_output=True, check=True)
    assert b"familie" in listed.stdout
    refused = subprocess.run(
        [*command, "show", "nix", "--json"], env=environment, capture_output=True, check=False
    )
    assert "„nix“" in json.loads(refused.stdout.decode("ascii"))["error"]["message"]
