"""The fork server: warm, alone for each job, and gone with its owner."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import pytest

from geo.errors import LimitExceeded, Unavailable
from geo.importing import Limits, fence_status, parse_file
from geo.importing.parsing import children

ROOT = Path(__file__).resolve().parents[4]

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork"),
    pytest.mark.usefixtures("own_server"),
]


def _list(folder: Path, name: str = "A") -> Path:
    path = folder / f"{name}.csv"
    path.write_text(f"Name;Ort\n{name};Probestadt\n", "utf-8")
    return path


def _job(folder: Path) -> str:
    fences: list[str] = []
    job = {"folder": str(folder), "limits": asdict(Limits()), "encoding": None, "fences": fences}
    return json.dumps(job)


def _server() -> int:
    assert children._server is not None
    return children._server.process.pid


def _names(path: Path) -> list[str]:
    return [row[0] for row in parse_file(path).tables[0].rows]


def _is_gone(process_id: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.kill(process_id, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[children.Child]:
    """Start a child that waits for ever to read its upload."""
    os.mkfifo(tmp_path / "upload")
    child = children.start_child(_job(tmp_path))
    yield child
    child.kill()
    if child.stdout:
        child.stdout.close()


def test_one_server_serves_all_files(tmp_path: Path) -> None:
    parse_file(_list(tmp_path))
    first = _server()
    assert _names(_list(tmp_path, "B")) == ["B"]
    assert _server() == first


def test_a_server_that_died_is_started_again(tmp_path: Path) -> None:
    parse_file(_list(tmp_path))
    first = _server()
    os.kill(first, signal.SIGKILL)
    assert _names(_list(tmp_path, "B")) == ["B"]
    assert _server() != first


def test_a_child_tells_how_it_ended(waiting: children.Child) -> None:
    waiting.kill()
    assert waiting.wait() == -signal.SIGKILL
    assert waiting.wait() == -signal.SIGKILL


def test_a_child_ends_with_its_server(waiting: children.Child) -> None:
    os.kill(_server(), signal.SIGKILL)
    assert waiting.stdout
    assert waiting.stdout.read() == b""  # ends when nobody can write any more
    with pytest.raises(children.ServerDiedError):
        waiting.wait()


def test_a_server_that_dies_during_a_job_is_no_fault_of_the_file(tmp_path: Path) -> None:
    def kill(_fraction: float) -> None:
        os.kill(_server(), signal.SIGKILL)

    path = tmp_path / "lang.csv"
    path.write_text("Name;Ort\n" + "A;B\n" * 150_000, "utf-8")
    with pytest.raises(Unavailable, match="an der Datei liegt es nicht"):
        parse_file(path, progress=kill)


def test_a_job_does_not_wait_for_another(waiting: children.Child, tmp_path: Path) -> None:
    assert _names(_list(tmp_path, "B")) == ["B"]
    waiting.kill()
    waiting.wait()


def test_files_at_once_get_their_own_answers(tmp_path: Path) -> None:
    paths = [_list(tmp_path, f"Liste{number}") for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(_names, paths)) == [[path.stem] for path in paths]


def test_a_fork_of_the_owner_has_its_own_server(tmp_path: Path) -> None:
    parse_file(_list(tmp_path))
    first = _server()
    read, write = os.pipe()
    process_id = os.fork()
    if not process_id:  # as gunicorn does after preloading
        found = _names(_list(tmp_path, "Kind"))
        os.write(write, json.dumps([found, _server()]).encode())
        children.stop_server()
        os._exit(0)
    os.waitpid(process_id, 0)
    found, second = json.loads(os.read(read, 1000))
    os.close(read)
    os.close(write)
    assert found == ["Kind"]
    assert second != first
    assert _names(_list(tmp_path, "B")) == ["B"]
    assert _server() == first


def test_server_and_child_leave_with_their_owner(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "upload")
    owner = f"""
        import json, sys, time
        sys.path.insert(0, {str(ROOT)!r})
        from geo.importing.parsing import children
        child = children.start_child({_job(tmp_path)!r})
        print(children._server.process.pid, flush=True)
        time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(owner)], stdout=subprocess.PIPE
    ) as started:
        assert started.stdout
        server = int(started.stdout.readline())
        listed = Path(f"/proc/{server}/task/{server}/children")
        deadline = time.monotonic() + 10
        while not (pids := listed.read_text().split()) and time.monotonic() < deadline:
            time.sleep(0.02)
        started.kill()
    assert _is_gone(server)
    assert all(_is_gone(int(process_id)) for process_id in pids)


def test_a_silent_server_leaves_and_is_missed_by_nobody(
    tmp_path: Path, changed_child: Callable[[str], None]
) -> None:
    changed_child("module._IDLE_MS = 1")
    parse_file(_list(tmp_path))
    assert children._server is not None
    assert children._server.process.wait(10) == 0
    assert _names(_list(tmp_path, "B")) == ["B"]


class _CancelledError(Exception):
    pass


def test_what_progress_raises_ends_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    def cancel(_fraction: float) -> None:
        raise _CancelledError

    with pytest.raises(_CancelledError):
        parse_file(_list(tmp_path), progress=cancel)
    assert list(scratch.iterdir()) == []


def test_progress_grows_from_nothing_to_all(tmp_path: Path) -> None:
    path = tmp_path / "lang.csv"
    path.write_text("Name;Ort\n" + "A;B\n" * 20_000, "utf-8")
    seen: list[float] = []
    parse_file(path, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[0] == 0
    assert 0.5 < seen[-1] <= 1


def test_time_is_up_even_if_the_child_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.copyfileobj", _fifo_instead)
    begun = time.monotonic()
    with pytest.raises(LimitExceeded, match="zu aufwendig"):
        parse_file(_list(tmp_path), limits=Limits(wall_s=1))
    assert time.monotonic() - begun < 5


def _fifo_instead(_source: object, copy: object) -> None:
    path = copy.name  # type: ignore[attr-defined]
    os.unlink(path)  # noqa: PTH108 - a name, not a path
    os.mkfifo(path)


@pytest.mark.skipif(not fence_status()["landlock"], reason="the kernel has no landlock")
def test_a_job_does_not_see_the_folder_of_another(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    for folder in (mine, other):
        folder.mkdir()
    (other / "upload").write_text("Name\nGeheim\n")
    (mine / "upload").symlink_to(other / "upload")
    child = children.start_child(_job(mine))
    assert child.stdout
    with child.stdout:
        assert json.loads(child.stdout.read()) == {"failed": "PermissionError"}
    assert child.wait() == 0


def test_nothing_of_one_job_reaches_the_next(tmp_path: Path, own_probe: Callable[..., str]) -> None:
    """Modules, settings and folder of a job end with its process."""
    assert own_probe(tmp_path / "first", "sys.marker = 1; os.environ['MARKER'] = '1'") == "set"
    assert own_probe(tmp_path / "second", "") == "clean"


@pytest.fixture
def own_probe(changed_child: Callable[[str], None]) -> Callable[..., str]:
    """Run a statement in place of the parser and tell what it found there."""

    def run(folder: Path, statement: str) -> str:
        folder.mkdir()
        (folder / "upload").write_text(statement or "pass")
        child = children.start_child(_job(folder))
        assert child.stdout
        with child.stdout:
            answer = json.loads(child.stdout.read())
        assert child.wait() == 0
        return str(answer["probe"])

    changed_child("""
def answer(wanted):
    import os
    exec(open(wanted["folder"] + "/upload").read())
    marked = hasattr(sys, "marker") or "MARKER" in os.environ
    yield {"probe": "set" if marked else "clean"}
child._answer = answer
""")
    return run


def test_threads_start_only_one_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    start = children._start_server

    def count() -> children._Server:
        started.append(threading.get_ident())
        return start()

    monkeypatch.setattr(children, "_start_server", count)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(_names, [_list(tmp_path, f"L{number}") for number in range(8)]))
    assert len(started) == 1
