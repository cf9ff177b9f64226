"""Nobody who is asked can keep the server waiting."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException

import pytest
from tiling import TileServer, tile_server

from geo.usecases.outgoing import fetch


@pytest.fixture
def endless_head() -> Iterator[str]:
    """Give the address of a service that sends another line of its head again and again."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not done.wait(0.02):
                    connection.sendall(b"X")

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        done.set()
        thread.join()


def test_a_head_that_never_ends_is_given_up(endless_head: str) -> None:
    with pytest.raises((OSError, HTTPException)):
        fetch(endless_head, headers={}, timeout=0.3, largest=100)


def test_an_answer_is_cut_off_one_byte_after_the_largest() -> None:
    with tile_server() as server:
        server.body = b"x" * 500_000
        assert 100 < len(fetch(f"{server.url}/", headers={}, timeout=5, largest=100)) <= 65_536


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://localhost:{port}/", "ftp://127.0.0.1/", "//b.example/"]
)
def test_a_redirect_to_elsewhere_is_refused(target: str) -> None:
    with tile_server() as server:
        assert isinstance(server, TileServer)
        server.redirect = target.format(port=server.url.rpartition(":")[2])
        with pytest.raises(OSError, match=r"redirect to another host|not allowed"):
            fetch(f"{server.url}/", headers={}, timeout=5, largest=100)
        assert len(server.asked) == 1
