"""Vectors are made in slices; another embedder makes them anew, and questions are answered all the while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.models.convert import convert
from companion.models.embedder import EmbeddedEmbedder
from companion.models.embedding_endpoint import EndpointEmbedder
from companion.models.protocol import ModelError
from memory import Memory
from memory.embedding import MOST, Pace
from tests.models import tiny
from tests.models.embedding_server import embedding_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from memory.embedder import Embedder

TOLD = [
    "The heron stood on the jetty.",
    "My sister Ada lives in Bergen.",
    "The bakery closes at noon on Mondays.",
    *(f"Line {n} of a long story about the weather." for n in range(300)),
]
QUESTION = "What does the heron do on the jetty?"


@pytest.fixture
def told(memory: Memory, noon: datetime) -> Memory:
    conversation = memory.begin("samantha", noon)
    with memory.batch():
        for line in TOLD:
            memory.append(conversation.id, "user", line, noon)
    return memory


@pytest.fixture
def tiny_one(tmp_path: Path) -> Iterator[EmbeddedEmbedder]:
    """Random weights in the real engine, 64 dimensions."""
    pytest.importorskip("xllamacpp")
    convert(*tiny.write(tmp_path), tmp_path / "tiny.gguf", name="tiny")
    embedder = EmbeddedEmbedder(tmp_path / "tiny.gguf")
    yield embedder
    embedder.close()


def answers(memory: Memory) -> bool:
    """Whether the question is answered first by the line that has the words."""
    return memory.recall(QUESTION)[0].text == TOLD[0]


def finds(memory: Memory) -> bool:
    """Whether that line is found; where random weights have a say, or half of the vectors are missing."""
    return TOLD[0] in [one.text for one in memory.recall(QUESTION, k=len(TOLD))]


def sizes(memory: Memory) -> set[int]:
    rows = memory.store.rows("SELECT length(code) AS size FROM message_vector")
    return {row["size"] for row in rows}


def made_with(memory: Memory, embedder: Embedder | None, steps: int) -> None:
    memory.embedder = embedder
    for _ in range(steps):
        memory.embed_pending(8)


def test_none_at_all_is_usable_and_so_is_half_of_the_vectors(
    told: Memory, tiny_one: EmbeddedEmbedder
) -> None:
    assert told.unembedded() == len(TOLD)
    assert answers(told)
    made_with(told, tiny_one, steps=3)
    assert told.unembedded() == len(TOLD) - 24
    assert finds(told)
    assert told.embed_for(60) > 0
    assert finds(told)
    assert (told.unembedded(), sizes(told)) == (0, {tiny_one.dimensions})


def test_two_embedders_one_after_the_other_with_questions_in_between(
    told: Memory, tiny_one: EmbeddedEmbedder
) -> None:
    made_with(told, tiny_one, steps=len(TOLD))
    with embedding_server(width=24) as server:
        other = EndpointEmbedder(server.url, "other")
        told.embedder = other
        assert told.unembedded() == len(TOLD)  # though nothing has been dropped yet
        assert sizes(told) == {tiny_one.dimensions}
        made_with(told, other, steps=2)
        assert sizes(told) == {24}
        assert finds(told)
        heard: list[int] = []
        left = told.unembedded()
        assert told.embed_for(60, heard.append) == left == heard[-1]
        assert heard == sorted(heard)
        assert told.unembedded() == 0
        assert answers(told)
        other.close()
    told.embedder = None
    assert answers(told)
    assert told.embed_for(60) == 0
    told.embedder = tiny_one  # and back
    assert told.unembedded() == len(TOLD)
    told.embed_for(60)
    assert sizes(told) == {tiny_one.dimensions}
    assert told.check() == []


def test_a_server_that_fails_half_way_is_gone_on_with(told: Memory) -> None:
    with embedding_server(width=24) as server:
        told.embedder = first = EndpointEmbedder(server.url, "other")
        made_with(told, first, steps=2)
        server.broken = 503
        with pytest.raises(ModelError, match="503"):
            told.embed_for(60)
        assert answers(told)  # by words, and no error
        server.broken = 0
        told.embedder = again = EndpointEmbedder(server.url, "other")
        assert told.embed_for(60) == len(TOLD) - 16
        assert answers(told)
        first.close()
        again.close()


def test_a_server_that_is_not_there_does_not_cost_the_vectors_there_are(
    told: Memory, tiny_one: EmbeddedEmbedder
) -> None:
    told.embedder = tiny_one
    told.embed_for(60)
    gone = EndpointEmbedder("http://127.0.0.1:9/v1", "other")
    told.embedder = gone
    with pytest.raises(ModelError, match="Nothing answers"):
        told.embed_pending()
    assert answers(told)  # by words
    told.embedder = tiny_one
    assert told.unembedded() == 0
    gone.close()


def test_what_is_done_is_kept_when_it_is_cut_short(
    told: Memory, home: Path, tiny_one: EmbeddedEmbedder
) -> None:
    def interrupt(done: int) -> None:
        if done > 10:
            raise KeyboardInterrupt

    told.embedder = tiny_one
    with pytest.raises(KeyboardInterrupt):
        told.embed_for(60, interrupt)
    with Memory.open(home / "companion.db", embedder=tiny_one) as again:
        assert 0 < again.unembedded() < len(TOLD) - 10


def test_time_is_kept(told: Memory) -> None:
    with embedding_server() as server:
        server.delay = 0.05
        slow = EndpointEmbedder(server.url, "slow")
        told.embedder = slow
        assert 0 < told.embed_for(0.1) < len(TOLD)
        assert told.embed_for(0) == 0
        slow.close()


def test_a_slice_grows_to_its_time_and_shrinks_at_once() -> None:
    pace = Pace(seconds=0.3)
    for _ in range(10):
        pace.took(pace.count, pace.count * 0.01)
    assert pace.count == 30
    pace.took(30, 3.0)  # long texts
    assert pace.count == 3
    pace.took(3, 30.0)
    assert pace.count == 1
    pace.took(0, 1.0)
    assert pace.count == 1
    for _ in range(10):
        pace.took(pace.count, 0.0)
    assert pace.count == MOST


def test_a_batch_embeds_what_came_in_and_not_what_waited_before(
    told: Memory, tiny_one: EmbeddedEmbedder, noon: datetime
) -> None:
    with embedding_server() as server:
        told.embedder = EndpointEmbedder(server.url, "m")
        with told.batch():
            pass  # as when work is asked for after a message
        assert server.texts == []
        talk = told.conversations()[0].id
        with told.batch():
            with told.batch():
                told.append(talk, "user", "The newest.", noon)
            told.append(talk, "user", "And one more.", noon)
        assert {"The newest.", "And one more."} <= set(server.texts)
        assert len(server.texts) < 5
        assert told.unembedded() == len(TOLD)
        told.embedder.close()
