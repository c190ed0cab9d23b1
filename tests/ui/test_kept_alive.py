"""Leaving after an answer from a server that keeps its connections open."""

from __future__ import annotations

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from memory import Memory
from tests.models.server import DONE, says, stops
from tests.ui.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANSWER = "Zebras, obviously."


class KeepsAlive(BaseHTTPRequestHandler):
    """Answers as a model's server does, and leaves the connection open for more."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Which models there are."""
        self.answer("application/json", json.dumps({"data": [{"id": "m"}]}).encode())

    def do_POST(self) -> None:
        """The answer, as a stream."""
        self.rfile.read(int(self.headers["Content-Length"]))
        events = [f"data: {json.dumps(event)}\n\n".encode() for event in (says(ANSWER), stops())]
        self.answer("text/event-stream", b"".join(events) + DONE)

    def answer(self, kind: str, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Tests are quiet."""


@pytest.fixture
def url() -> Iterator[str]:
    """Where such a server is."""
    with ThreadingHTTPServer(("127.0.0.1", 0), KeepsAlive) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


@pytest.fixture
def program(home: Path, url: str) -> Iterator[Terminal]:
    """The program on a terminal, with a model of that server."""
    home.mkdir()
    (home / "config.toml").write_text('name = "Anna"\n')
    with Terminal(sys.executable, "-m", "companion", "--base-url", url, "--model", "m") as terminal:
        yield terminal


def test_it_ends_well_with_a_connection_that_is_still_open(program: Terminal, home: Path) -> None:
    program.until(lambda: "Say something to Samantha" in program.text)
    program.write("What has stripes?\r")
    program.until(lambda: ANSWER in program.text)
    program.write("\x11")
    assert program.code() == 0
    assert "Something broke" not in program.text
    with Memory.open(home / "companion.db") as memory:
        (talk,) = memory.conversations()
        assert memory.messages(talk.id)[-1].text == ANSWER
