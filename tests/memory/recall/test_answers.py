"""What comes first: answers to what one asks after two years, from a real store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from memory.recall import recall
from memory.recall.vectors import embed_pending
from memory.recall.words import terms
from tests.memory.recall.letters import Letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from memory import Memory
    from tests.memory.recall.letters import Talk

MAY = datetime(2024, 5, 6, 18, 0, tzinfo=UTC)


def texts(memory: Memory, query: str, k: int = 10, **options: object) -> list[str]:
    return [found.text for found in recall(memory.store, query, k=k, **options)]  # type: ignore[arg-type]


def home(memory: Memory, talk: Talk) -> None:
    """Two years of it, with a move in the middle, and other things between."""
    with memory.batch():
        talk(f"user: {TURKU}", "companion: A good place for herons.", at=MAY)
        for week in range(1, 100):
            talk(f"user: {SMALL[week % 7]}", "companion: I hear you.", at=MAY + timedelta(weeks=week))
        talk(f"user: {OULU}", "companion: Oulu! Colder, then.", at=MAY + timedelta(weeks=60, hours=2))


TURKU, OULU = "I live in Turku, by the river.", "I moved. I live in Oulu now, in a yellow house."
SMALL = (
    "The bus was late again.",
    "I baked rye bread for the neighbours.",
    "Work was long today.",
    "It rained on the washing.",
    "I am reading about whales.",
    "My shoulder aches.",
    "We watched a film about a lighthouse.",
)


class Topics(Letters):
    """Goes by the words that carry meaning alone, as a good embedder mostly does."""

    def embed(self, texts: Sequence[str], query: bool = False) -> object:
        return super().embed([" ".join(terms(text)) for text in texts], query)


@pytest.mark.parametrize(
    "question", ["Where do I live?", "Where do I live now?", "Which city do I live in these days?"]
)
@pytest.mark.parametrize("embedder", [None, Topics()])
def test_where_something_changed_what_holds_now_comes_first(
    memory: Memory, talk: Talk, question: str, embedder: Letters | None
) -> None:
    home(memory, talk)
    found = texts(memory, question, embedder=embedder)
    assert found.index(OULU) < found.index(TURKU)


@pytest.mark.parametrize("question", ["Where did I live before?", "Where did I live before I moved to Oulu?"])
def test_what_it_was_before_is_not_forgotten(memory: Memory, talk: Talk, question: str) -> None:
    home(memory, talk)
    assert TURKU in texts(memory, question, k=5)


def test_what_was_said_years_ago_is_found_among_what_is_new(memory: Memory, talk: Talk) -> None:
    talk("user: My grandmother kept bees in Kotka.", at=MAY - timedelta(days=3650))
    home(memory, talk)
    assert texts(memory, "What did my grandmother keep?")[0] == "My grandmother kept bees in Kotka."


def test_a_related_word_finds_what_was_said_in_other_words(memory: Memory, talk: Talk) -> None:
    home(memory, talk)
    talk("user: The dog chewed the sofa.", "companion: Oh no.", at=MAY + timedelta(weeks=7))
    assert "The dog chewed the sofa." in texts(memory, "What did my pet do?", k=3)


def test_small_talk_brings_back_less_than_a_question(memory: Memory, talk: Talk) -> None:
    home(memory, talk)
    (answer, *_) = recall(memory.store, "What am I reading about?")
    assert answer.text == "I am reading about whales."
    idle = recall(memory.store, "Ha, good morning then!")
    assert all(found.score < answer.score for found in idle)


def test_her_words_about_you_come_after_your_own(memory: Memory, talk: Talk) -> None:
    home(memory, talk)
    talk("companion: You said that you like whales.", at=MAY + timedelta(weeks=101))
    talk("user: I like whales.", at=MAY + timedelta(weeks=2))
    found = texts(memory, "Do I like whales?")
    assert found.index("I like whales.") < found.index("You said that you like whales.")


@pytest.mark.parametrize("embedder", [None, Letters()])
def test_every_score_is_a_share_and_they_fall(memory: Memory, talk: Talk, embedder: Letters | None) -> None:
    home(memory, talk)
    scores = [found.score for found in recall(memory.store, "Where do I live?", k=50, embedder=embedder)]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] < scores[0] <= 1


def test_a_memory_with_half_of_its_vectors_is_of_use(memory: Memory, talk: Talk) -> None:
    home(memory, talk)
    embedder, before = Topics(), texts(memory, "Where do I live?", k=30)
    embed_pending(memory.store, embedder, limit=40)
    idle = _Idle()  # embeds questions, and no more of the texts
    half = texts(memory, "Where do I live?", k=30, embedder=idle)
    assert half.index(OULU) < half.index(TURKU)
    assert {OULU, TURKU} <= set(before) & set(half)
    (whale, *_) = texts(memory, "I am reading about whales", embedder=idle)
    assert whale == "I am reading about whales."


class _Idle(Topics):
    def embed(self, texts: Sequence[str], query: bool = False) -> object:
        if not query:
            raise RuntimeError("Not now.")
        return super().embed(texts, query)


CHANGES = {
    "Who is my dentist?": ("My dentist is Dr Salo.", "New dentist today, Dr Virta. Dr Salo retired."),
    "What car do I drive?": ("I drive an old red Fiat.", "Sold the Fiat, I drive a Skoda now."),
    "Do I still smoke?": ("I smoke ten a day.", "I don't smoke anymore, six weeks now."),
    "When is the wedding?": ("The wedding is on 4 June.", "The wedding got pushed to 9 September."),
    "What is my phone number?": ("My phone number is 555 2222.", "I have a new phone number: 555 7777."),
}


@pytest.mark.parametrize(("question", "told"), CHANGES.items())
def test_the_newest_of_two_statements_comes_first(
    memory: Memory, talk: Talk, question: str, told: tuple[str, str]
) -> None:
    home(memory, talk)
    talk(f"user: {told[0]}", "companion: I see.", at=MAY + timedelta(weeks=3, hours=3))
    talk(f"user: {told[1]}", "companion: I see.", at=MAY + timedelta(weeks=30, hours=3))
    assert texts(memory, question, k=2) == [told[1], told[0]]


def test_an_age_is_what_it_is_now(memory: Memory, talk: Talk) -> None:
    home(memory, talk)
    talk("user: My cat Miso is 3 years old.", at=MAY + timedelta(weeks=3, hours=3))
    talk("user: Miso turned 5 today, my cat is getting old.", at=MAY + timedelta(weeks=90, hours=3))
    assert "turned 5" in texts(memory, "How old is my cat?", k=1)[0]


def test_of_the_same_words_the_newer_come_first(memory: Memory, talk: Talk) -> None:
    home(memory, talk)
    for week in (3, 30, 60):
        talk("user: My dentist is Dr Salo.", at=MAY + timedelta(weeks=week, hours=3))
    found = recall(memory.store, "my dentist", k=3)
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)
