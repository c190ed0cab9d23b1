"""A server on loopback that embeds: texts that share words lie near each other. For tests."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class EmbeddingServer:
    """`texts` are those that it was sent; `broken` is the status with which it refuses and repeats them all;
    `delay` is in seconds.
    """

    width: int = 24
    port: int = 0
    broken: int = 0
    delay: float = 0.0
    texts: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The base URL to give to a client."""
        return f"http://127.0.0.1:{self.port}/v1"

    def vector(self, text: str) -> list[float]:
        """The sum of a direction for each word."""
        total = np.full(self.width, 1e-3)
        for word in text.lower().split():
            total += np.random.default_rng(crc32(word.strip(".,?!").encode())).normal(size=self.width)
        return [float(one) for one in total]


@contextmanager
def embedding_server(width: int = 24) -> Iterator[EmbeddingServer]:
    """It runs in threads of its own, so that a command in another process can ask it."""
    server = EmbeddingServer(width)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.texts += body["input"]
            rows = [{"index": n, "embedding": server.vector(text)} for n, text in enumerate(body["input"])]
            pause.wait(server.delay)
            if server.broken:
                self.answer(server.broken, {"error": {"message": f"I can't read {body['input']}"}})
            else:
                self.answer(200, {"data": rows})

        def answer(self, status: int, content: object) -> None:
            data = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    pause = threading.Event()
    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.port = listener.server_address[1]
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        pause.set()
        listener.shutdown()
        listener.server_close()
        thread.join()
