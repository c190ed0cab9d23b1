from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.recall import search

if TYPE_CHECKING:
    from memory import Memory
    from tests.memory.recall.letters import Talk


def found(memory: Memory, text: str, limit: int = 50) -> list[str]:
    return [recollection.text for recollection in search(memory.store, text, limit=limit)]


def test_every_word_must_occur_in_any_form(memory: Memory, talk: Talk) -> None:
    talk(
        "user: I planted two cherry trees.", "user: The cherries are ripe.", "user: A tree fell on the shed."
    )
    assert found(memory, "cherry tree") == ["I planted two cherry trees."]
    assert set(found(memory, "cherries")) == {"I planted two cherry trees.", "The cherries are ripe."}
    assert found(memory, "cherry shed") == []


def test_the_last_word_may_be_unfinished_and_no_other(memory: Memory, talk: Talk) -> None:
    talk("user: We rented a cottage in Brittany.")
    assert found(memory, "cottage brit") == ["We rented a cottage in Brittany."]
    assert found(memory, "cott brittany") == []


def test_names_of_authors_are_searched_too(memory: Memory, talk: Talk) -> None:
    talk("Priya: The kiln is hot.", "Tom: The kiln is cold.")
    assert found(memory, "priya kiln") == ["The kiln is hot."]


def test_stop_words_are_words_here(memory: Memory, talk: Talk) -> None:
    talk("user: To be or not to be.", "user: A bee.")
    assert found(memory, "not to be") == ["To be or not to be."]


def test_the_newest_comes_first_among_equals(memory: Memory, talk: Talk) -> None:
    said = talk(*["user: Rain again."] * 4)
    ids = [recollection.id for recollection in search(memory.store, "rain", limit=3)]
    assert ids == [said[3].id, said[2].id, said[1].id]


def test_accents_and_case_do_not_matter(memory: Memory, talk: Talk) -> None:
    talk("user: The CAFÉ on the corner.")
    assert found(memory, "cafe") == ["The CAFÉ on the corner."]


def test_a_find_says_where_it_is_from(memory: Memory, talk: Talk) -> None:
    (said,) = talk("user: The spare key is under the third pot.")
    (recollection,) = search(memory.store, "spare key")
    assert (recollection.kind, recollection.id, recollection.author) == ("message", said.id, "user")
    assert (recollection.at, recollection.conversation) == (said.at, said.conversation)
    assert recollection.sources == (said.id,)


def test_an_answer_that_still_streams_is_not_found(memory: Memory, talk: Talk) -> None:
    (said,) = talk("user: Tell me of whales.")
    at = said.at
    answer = memory.append(said.conversation, author="companion", text="Whales si", at=at, status="streaming")
    assert found(memory, "whales") == ["Tell me of whales."]
    memory.update(answer.id, text="Whales sing.", status="complete")
    assert set(found(memory, "whales")) == {"Tell me of whales.", "Whales sing."}


@pytest.mark.parametrize(
    "text",
    [
        '"rain',
        "rain AND",
        "AND",
        "NOT rain",
        "rain*",
        "(rain",
        "rain OR (sun",
        "text:rain",
        "rain NEAR(sun)",
        "^rain",
        "-",
    ],
)
def test_the_index_has_a_language_that_is_not_ours(memory: Memory, talk: Talk, text: str) -> None:
    talk("user: Rain and sun, or not near text.")
    assert len(found(memory, text)) <= 1


def test_nothing_typed_finds_nothing(memory: Memory, talk: Talk) -> None:
    talk("user: Rain again.")
    assert [found(memory, text) for text in ("", "  ", "?!", "\x00", "\ud83d")] == [[]] * 5
    assert found(memory, "rain", limit=0) == []


@given(st.text(st.characters(exclude_categories=())))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_it_never_raises_whatever_is_typed(memory: Memory, text: str) -> None:
    assert found(memory, text) == []


def test_a_pasted_page_is_searched_for_too(memory: Memory, talk: Talk) -> None:
    talk("user: Rain again.")
    assert found(memory, "rain " * 10_000) == ["Rain again."]
