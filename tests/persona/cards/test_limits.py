"""A card that was made to take much memory takes little."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING, Any

import pytest

from companion.persona.cards.card import CardError
from companion.persona.cards.reading import read
from companion.persona.cards.taking import taken
from tests.persona.cards import making

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 64 * 2**20


def lorebook(**more: Any) -> dict[str, Any]:
    return making.v3(character_book=making.book(making.entry(**more)))


@pytest.mark.parametrize(
    "made",
    [
        lambda: lorebook(content="@@\n" * 500_000),
        lambda: making.v1(name="a b" * 1_000_000),
        lambda: making.v1(description="The scene: " * 200_000),
        lambda: making.v1(x=[[]] * 20_000),
        lambda: making.v3(character_book=making.book(*[making.entry()] * 2_000)),
    ],
    ids=["decorators", "a name", "labels", "lists", "entries"],
)
def test_memory_is_bounded(made: Callable[[], Any]) -> None:
    data = making.as_json(made())
    tracemalloc.start()
    try:
        taken(read(data).card, "mira", "mira.card.json")
    except CardError as error:
        assert "more of its character than a persona can hold" in str(error)  # noqa: PT017 - only some are refused
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < MOST
