"""Leaving while a server that embeds never answers: at once, and with all that was said."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from companion import wake
from companion.models.embedding_endpoint import EndpointEmbedder
from memory import Memory
from tests.ui.terminal import Terminal
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.ui.conftest import Open

AT_ONCE = 1.0  # seconds


class Silent:
    """A server that takes what comes, and says nothing."""

    def __init__(self, listener: socket.socket) -> None:
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        self.asked = threading.Event()


@contextmanager
def silent_server() -> Iterator[Silent]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server, held = Silent(listener), []

        def take() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:  # closed
                    return
                held.append(connection)
                if connection.recv(65536):
                    server.asked.set()

        taking = threading.Thread(target=take, daemon=True)
        taking.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            taking.join()
            for connection in held:
                connection.close()


async def test_what_is_embedded_in_the_background_is_left_for_later(opened: Open, memory: Memory) -> None:
    talked(memory, "Rain", "It rained on the ferry.")
    with silent_server() as server:
        memory.embedder = EndpointEmbedder(server.url, "m")
        async with opened(embed=wake.embedding(memory), still=0.0) as stage:
            await stage.chat.background.look()
            await stage.until(server.asked.is_set)
            began = time.monotonic()
            await stage.press("ctrl+q")
            await stage.until(lambda: not stage.app.is_running)
        await asyncio.get_running_loop().shutdown_default_executor()  # as a program does that ends
        assert time.monotonic() - began < AT_ONCE
        memory.embedder.close()
    assert memory.unembedded() == 1


@pytest.fixture
def program(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Terminal, Silent]]:
    """The program on a terminal, with an embedder that never answers."""
    with silent_server() as server:
        script = tmp_path / "script.jsonl"
        script.write_text('"Zebras, obviously."\n')
        monkeypatch.setenv("COMPANION_SCRIPT", str(script))
        home.mkdir()
        told = f'name = "Anna"\nembedder = "endpoint:m"\nembedder_url = "{server.url}"\n'
        (home / "config.toml").write_text(told)
        with Memory.open(home / "companion.db") as memory:
            talked(memory, "Rain", "It rained on the ferry.")
        with Terminal(sys.executable, "-m", "companion", "--model", "scripted") as terminal:
            yield terminal, server


def test_the_program_ends_at_once(program: tuple[Terminal, Silent], home: Path) -> None:
    terminal, server = program
    terminal.until(lambda: "Say something to Samantha" in terminal.text)
    terminal.write("Where did it rain?\r")
    terminal.until(server.asked.is_set)
    terminal.write("\x11")
    began = time.monotonic()
    assert terminal.code() == 0
    assert time.monotonic() - began < 2 * AT_ONCE  # the interpreter takes a while to go, too
    assert b"Traceback" not in terminal.seen
    with Memory.open(home / "companion.db") as memory:
        assert memory.messages(memory.conversations()[0].id)[-1].text == "Where did it rain?"
        assert memory.check() == []
