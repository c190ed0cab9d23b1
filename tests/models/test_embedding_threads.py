"""A server that embeds, asked by several threads: a question waits for nothing else."""

from __future__ import annotations

import threading
import time

from companion.models.embedding_endpoint import AT_ONCE, EndpointEmbedder
from tests.models.embedding_server import embedding_server

PATIENCE = 10.0  # seconds


def test_a_question_does_not_wait_for_a_batch() -> None:
    with embedding_server() as server:
        embedder = EndpointEmbedder(server.url, "m")
        assert embedder.dimensions == server.width
        server.texts.clear()
        server.delay = PATIENCE / 2
        batch = threading.Thread(target=embedder.embed, args=([f"Line {n}." for n in range(AT_ONCE)],))
        batch.start()
        until = time.monotonic() + PATIENCE
        while not server.texts and time.monotonic() < until:
            time.sleep(0.01)
        server.delay = 0.0  # for what is asked from now on
        assert embedder.embed(["Where was the heron?"], query=True).shape == (1, server.width)
        assert batch.is_alive()
    batch.join()
    embedder.close()
