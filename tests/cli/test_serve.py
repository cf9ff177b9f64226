"""The real service over HTTP, and what the commands say about the instance."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from checking import Run
from click.testing import CliRunner

from cli import main
from cli.serve import _warn_of_missing_fences
from geo.importing import process
from geo.usecases.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def service(tmp_path: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Start the service where there is no instance yet."""
    process = subprocess.Popen(
        [sys.executable, "-m", "cli", "--instance", tmp_path / "neu", "serve", "--port", str(port)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def _get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, body


def _wait_until_up(process: subprocess.Popen[str], port: int) -> None:
    for _ in range(300):
        assert process.poll() is None, process.communicate()
        try:
            if _get(port, "/health")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the service did not come up")


def test_the_service_makes_its_instance_serves_and_stops_in_peace(
    service: subprocess.Popen[str], port: int
) -> None:
    _wait_until_up(service, port)
    status, page = _get(port, "/")
    assert status == 200
    assert "Ressourcenkarte Potsdam-Mittelmark" in page.decode()
    assert "<strong>104</strong>" in _get(port, "/tabelle")[1].decode()
    service.send_signal(signal.SIGTERM)
    out, err = service.communicate(timeout=40)
    assert service.returncode == 0
    assert out.count("Kennwort zum Bearbeiten") == 1
    assert f"http://127.0.0.1:{port}/" in out
    for line in err.splitlines():
        json.loads(line)


def test_a_port_in_use_is_explained(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--port", taken.getsockname()[1])
    assert result.exit_code == 2
    assert "--port" in result.stderr


def test_init_says_what_there_is(run: Run) -> None:
    result = run("init")
    assert result.exit_code == 0
    assert "12 Ebenen" in result.output


def test_a_wrong_setting_is_exit_code_2(run: Run, settings: Settings) -> None:
    (settings.instance / "ressourcenkarten.toml").write_text("max_upload_mb = -1\n")
    for command in (("init",), ("serve",), ("layers", "list")):
        result = run(*command)
        assert result.exit_code == 2
        assert "max_upload_mb" in result.stderr


def test_an_instance_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = CliRunner().invoke(main, ["--instance", str(tmp_path / "file" / "x"), "init"])
    assert result.exit_code == 2
    assert "lässt sich nicht anlegen" in result.stderr


def test_the_commands_are_those_of_the_design() -> None:
    output = CliRunner().invoke(main, ["--help"]).output
    for command in ("init", "serve", "layers", "export", "boundaries"):
        assert f"  {command}" in output


def test_silent_and_rude_clients_neither_stop_the_service_nor_get_into_the_log(
    service: subprocess.Popen[str], port: int
) -> None:
    _wait_until_up(service, port)
    half = b"POST /anmelden HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
    with ExitStack() as clients:
        for message in [b"Frau Muster\r\n\r\n", *[half] * 10]:
            client = clients.enter_context(socket.create_connection(("127.0.0.1", port)))
            client.sendall(message)
        started = time.monotonic()
        assert _get(port, "/health")[0] == 200
        assert time.monotonic() - started < 3
    service.kill()
    _, err = service.communicate()
    assert "127.0.0.1" not in err
    assert "Muster" not in err


def test_the_service_speaks_ipv6(tmp_path: Path, port: int) -> None:
    command = [sys.executable, "-m", "cli", "--instance", str(tmp_path / "x"), "serve"]
    with subprocess.Popen(
        [*command, "--host", "::1", "--port", str(port)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(2)]
        process.terminate()
    assert f"http://localhost:{port}/" in said[1]


@pytest.mark.parametrize(
    ("required", "words"),
    [(False, "Listen werden gelesen"), (True, "werden deshalb nicht gelesen")],
)
def test_a_missing_fence_is_named_at_the_start(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    required: bool,
    words: str,
) -> None:
    monkeypatch.setattr(process, "missing_fences", lambda: ("landlock",))
    _warn_of_missing_fences(required=required)
    said = capsys.readouterr().err
    assert "es fehlt Landlock (andere Dateien)." in said
    assert words in said


def test_nothing_is_said_where_every_fence_stands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(process, "missing_fences", tuple)
    _warn_of_missing_fences(required=True)
    assert capsys.readouterr().err == ""
