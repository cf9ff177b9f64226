"""The kernel fences hold alone: nothing is screened and every GDAL driver is loaded here."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pyogrio.raw
import pytest

from geo.importing import fence_status

ROOT = Path(__file__).resolve().parents[4]
CANARY = "kanarienvogel"
# as the fork server does it: the parsers are loaded before the fences are raised
PROLOGUE = """
import json, os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from geo.importing.parsing.forkserver import load_parsers
load_parsers()
if process_id := os.fork():
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(process_id, 0)[1]))
from geo.importing.parsing.fences import raise_fences
from geo.importing.parsing.limits import Limits
folder = Path(sys.argv[2])
standing = raise_fences(folder, Limits(memory_bytes=1024 * 1024 * 1024))
"""

needs = {
    name: pytest.mark.skipif(not fence_status()[name], reason=f"the kernel has no {name}")
    for name in ("landlock", "seccomp", "memory")
}


def _behind_fences(folder: Path, script: str) -> str:
    """Run a script behind the fences and return what it printed."""
    code = PROLOGUE + textwrap.dedent(script)
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, str(ROOT), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    folder = tmp_path / "upload"
    folder.mkdir()
    return folder


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "canary.csv"
    path.write_text(f"name,secret\n{CANARY},{CANARY}\n", "utf-8")
    return path


def test_every_fence_stands_on_linux() -> None:
    status = fence_status()
    assert list(status) == [
        "memory",
        "cpu_time",
        "file_size",
        "open_files",
        "core_dump",
        "landlock",
        "seccomp",
    ]
    assert all(isinstance(stands, bool) for stands in status.values())
    if sys.platform == "linux":
        assert status["memory"]
        assert status["seccomp"]


@needs["landlock"]
def test_a_file_outside_the_folder_cannot_be_read(upload: Path, canary: Path) -> None:
    script = f"""
        try:
            print(open({str(canary)!r}).read())
        except PermissionError as error:
            print(type(error).__name__)
    """
    assert _behind_fences(upload, script).strip() == "PermissionError"


@needs["landlock"]
def test_nothing_can_be_written_outside_the_folder(upload: Path, tmp_path: Path) -> None:
    script = f"""
        (folder / "inside").write_text("yes")
        try:
            open({str(tmp_path / "outside")!r}, "w")
        except PermissionError:
            print("refused")
    """
    assert _behind_fences(upload, script).strip() == "refused"
    assert (upload / "inside").exists()
    assert not (tmp_path / "outside").exists()


@needs["seccomp"]
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX"])
def test_no_socket_can_be_opened(upload: Path, family: str) -> None:
    script = f"""
        import socket
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            try:
                socket.socket(socket.{family}, kind)
            except PermissionError:
                print("refused")
    """
    assert _behind_fences(upload, script).split() == ["refused", "refused"]


@needs["seccomp"]
def test_no_program_can_be_started(upload: Path) -> None:
    script = """
        import os
        try:
            os.execv("/bin/true", ["true"])
        except PermissionError:
            print("refused")
    """
    assert _behind_fences(upload, script).strip() == "refused"


@needs["seccomp"]
def test_no_process_can_be_started_that_outlives_this_one(upload: Path) -> None:
    script = """
        for start in (os.fork, lambda: os.posix_spawn("/bin/true", ["true"], {})):
            try:
                start()
            except PermissionError:
                print("refused")
    """
    assert _behind_fences(upload, script).split() == ["refused"] * 2


@needs["seccomp"]
def test_a_thread_can_be_started(upload: Path) -> None:
    script = """
        import threading
        threading.Thread(target=lambda: print("here")).start()
    """
    assert _behind_fences(upload, script).strip() == "here"


@needs["memory"]
def test_memory_is_limited(upload: Path) -> None:
    script = """
        try:
            bytearray(3 * 1024 * 1024 * 1024)
        except MemoryError:
            print("refused")
    """
    assert _behind_fences(upload, script).strip() == "refused"


@needs["landlock"]
@pytest.mark.parametrize("name", ["u.vrt", "u.gpkg", "u.csv", "u.geojson", "u.kml", "u.shp"])
def test_a_disguised_vrt_reads_no_foreign_file(upload: Path, canary: Path, name: str) -> None:
    (upload / name).write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="canary"><SrcDataSource>{canary}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>",
        "utf-8",
    )
    assert pyogrio.raw.read(upload / name)[3][0].tolist() == [CANARY]  # this is what it does bare
    script = f"""
        import pyogrio.raw
        try:
            print([field.tolist() for field in pyogrio.raw.read(folder / {name!r})[3]])
        except Exception as error:
            print(type(error).__name__)
    """
    assert CANARY not in _behind_fences(upload, script)


@needs["landlock"]
def test_a_virtual_table_reads_no_foreign_file(
    upload: Path, canary: Path, virtual_text: Callable[[Path, Path], None]
) -> None:
    virtual_text(upload / "u.gpkg", canary)
    bare = pyogrio.raw.read(upload / "u.gpkg", layer="spy")
    assert CANARY in str([field.tolist() for field in bare[3]])  # this is what it does bare
    script = """
        import pyogrio.raw
        try:
            read = pyogrio.raw.read(folder / "u.gpkg", layer="spy")
            print([field.tolist() for field in read[3]])
        except Exception as error:
            print(type(error).__name__)
    """
    assert CANARY not in _behind_fences(upload, script)


@needs["seccomp"]
def test_a_crs_link_reaches_no_server(upload: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        href = f"http://127.0.0.1:{server.getsockname()[1]}/crs"
        crs = {"type": "link", "properties": {"href": href, "type": "ogcwkt"}}
        document = {"type": "FeatureCollection", "crs": crs, "features": []}
        (upload / "u.geojson").write_text(json.dumps(document), "utf-8")
        script = """
            import pyogrio.raw
            try:
                pyogrio.raw.read(folder / "u.geojson")
            except Exception as error:
                print(type(error).__name__)
        """
        _behind_fences(upload, script)
        with pytest.raises(TimeoutError):
            server.accept()
