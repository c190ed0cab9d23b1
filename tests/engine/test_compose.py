"""Composing: whatever there is, the prompt fits, and its beginning stays the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.engine.budget import AROUND_UTTERANCE, budget
from companion.engine.compose import CUT, Materials, TooLongError, clipped, compose, giving_way, joined
from companion.models.protocol import Utterance
from companion.models.tokens import count

PLAIN = Materials(
    floor="You are an AI.",
    persona="You are Samantha, warm and quick.",
    message="Where was I last May?",
    today="Monday 4 May 2026",
    now="Monday 4 May 2026, 21:05",
    facts=("- They live in Bremen.", "- They have a cat, Miso."),
    log=("- Friday 1 May 2026: You talked about the move.",),
    history=(("user", "Good evening."), ("assistant", "Good evening, you.")),
    recalled=("- Thursday 8 May 2025, they: “I am in Lisbon.”",),
)
texts = st.text(max_size=400)
utterances = st.tuples(st.sampled_from(["user", "assistant"]), st.text(max_size=900))
materials = st.builds(
    Materials,
    floor=st.just("You are an AI, and you say so."),
    persona=st.text(max_size=4000),
    examples=st.lists(st.tuples(texts, texts), max_size=6).map(tuple),
    message=st.text(max_size=600),
    today=st.just("Monday 4 May 2026"),
    now=st.just("Monday 4 May 2026, 21:05"),
    facts=st.lists(texts, max_size=12).map(tuple),
    log=st.lists(texts, max_size=12).map(tuple),
    gone=texts,
    history=st.lists(utterances, max_size=14).map(tuple),
    lore=st.lists(texts, max_size=8).map(tuple),
    recalled=st.lists(texts, max_size=8).map(tuple),
    in_crisis=st.booleans(),
)


def weight(prompt_messages: tuple[Utterance, ...]) -> int:
    return sum(count(said.content) + AROUND_UTTERANCE for said in prompt_messages)


@settings(max_examples=120)
@given(materials, st.integers(min_value=1, max_value=40_000))
def test_any_prompt_fits_into_any_window_or_says_that_the_message_is_too_long(
    given: Materials, window: int
) -> None:
    share = budget(window)
    if count(given.message) + 300 > share.prompt:
        with pytest.raises(TooLongError, match="Send it in parts"):
            compose(replace(given, message=given.message + " word" * share.prompt), share, count)
        return
    prompt = compose(given, share, count)
    assert weight(prompt.messages) + prompt.reserve <= prompt.window
    assert prompt.messages[0].role == "system"
    assert prompt.messages[-1].role == "user"
    assert prompt.messages[-1].content.endswith(given.message)
    assert given.floor in prompt.messages[0].content


def test_the_parts_stand_in_an_order_that_keeps_the_beginning_the_same() -> None:
    first = compose(PLAIN, budget(8192), count)
    spoken = (*PLAIN.history, ("user", PLAIN.message), ("assistant", "In Lisbon."))
    later = replace(PLAIN, message="With whom?", now="Monday 4 May 2026, 21:09", history=spoken, recalled=())
    second = compose(later, budget(8192), count)
    assert second.messages[:3] == first.messages[:3]
    head = first.messages[0].content
    places = [head.index(t) for t in ("You are an AI.", "Samantha", "Monday 4 May", "Bremen", "the move")]
    assert places == sorted(places)
    assert "21:05" not in head


def test_what_was_recalled_and_the_time_come_with_the_message() -> None:
    last = compose(PLAIN, budget(8192), count).messages[-1].content
    assert last.index("21:05") < last.index("Lisbon") < last.index("Where was I last May?")


def test_lore_comes_with_the_message_and_before_what_was_recalled() -> None:
    knowing = replace(PLAIN, lore=("- You sailed to Lisbon once.",))
    prompt = compose(knowing, budget(8192), count)
    last = prompt.messages[-1].content
    assert last.index("You sailed") < last.index("21:05") < last.index("Where was I last May?")
    assert prompt.messages[:-1] == compose(PLAIN, budget(8192), count).messages[:-1]
    assert "You sailed" in next(part.text for part in prompt.parts if part.name == "lore")


def test_lore_that_matters_most_is_told_where_not_all_fits() -> None:
    knowing = replace(
        PLAIN, lore=("- First of all. " + "word " * 40, "- Second. " + "word " * 900, "- Third.")
    )
    last = compose(knowing, budget(2048), count).messages[-1].content
    assert "First of all." in last
    assert "Second." not in last
    assert "Third." in last


def test_each_part_tells_its_real_count() -> None:
    prompt = compose(PLAIN, budget(8192), count)
    assert [part.name for part in prompt.parts] == [
        "floor",
        "persona",
        "facts",
        "log",
        "conversation",
        "lore",
        "recalled",
        "message",
    ]
    counted = [part for part in prompt.parts if part.name not in ("persona", "conversation")]
    assert all(part.tokens == count(part.text) for part in counted)
    assert abs(prompt.tokens - weight(prompt.messages)) < 40


def test_a_long_conversation_gives_way_by_quarters() -> None:
    long = replace(PLAIN, history=tuple(("user", "word " * 300) for _ in range(40)))
    assert giving_way(PLAIN, budget(8192), count) == 0
    gone = giving_way(long, budget(8192), count)
    rest = replace(long, history=long.history[gone:])
    assert gone >= 10
    assert giving_way(rest, budget(8192), count) == 0


def test_of_a_single_utterance_that_is_too_long_the_middle_goes() -> None:
    text = "begin " + "x y z " * 4000 + "end"
    cut = clipped(text, 200, count)
    assert cut.startswith("begin")
    assert cut.endswith("end")
    assert CUT in cut
    assert count(cut) <= 200
    assert clipped("anything", 0, count) == ""


def test_neighbours_with_one_role_become_one_utterance() -> None:
    said = [Utterance("system", "a"), Utterance("user", "b"), Utterance("user", "c")]
    assert joined(said) == (Utterance("system", "a"), Utterance("user", "b\n\nc"))


def test_a_message_that_is_too_long_is_refused_with_what_to_do() -> None:
    with pytest.raises(TooLongError, match="larger window"):
        compose(replace(PLAIN, message="word " * 5000), budget(2048), count)


def test_examples_are_exchanges_between_the_persona_and_the_conversation() -> None:
    shown = replace(PLAIN, examples=(("I won!", "You won! Tell me all."), ("Long?", "word " * 9000)))
    prompt = compose(shown, budget(8192), count)
    assert [(said.role, said.content) for said in prompt.messages[1:4]] == [
        ("user", "I won!"),
        ("assistant", "You won! Tell me all."),
        ("user", "Good evening."),
    ]
    assert "You won!" in next(part.text for part in prompt.parts if part.name == "persona")
