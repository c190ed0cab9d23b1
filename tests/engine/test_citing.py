"""An answer that quotes says where the passage stands, whether the model thought of it or not."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.engine.citing import Citing, citations
from companion.engine.events import Answered, Said
from companion.models.protocol import ModelError, Options
from companion.models.scripted import Reply
from companion.persona.persona import Lore
from tests.engine.conftest import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.engine.engine import Engine
    from companion.engine.events import TurnEvent
    from companion.models.protocol import Finish

    Make = Callable[..., Engine]

PLACE = "Letters, II.3"
GOAT = f"“She walked in at breakfast, bold as brass, and ate the heel of the loaf.” ({PLACE})"
BELL = (
    "“Ring the bell in every fog, though no ship answers.” (The Lamp, Chapter II)",
    "The Lamp, Chapter II",
)
LETTER = Lore("goat", GOAT, any=("goat",), source=PLACE)
QUOTE = "She walked in at breakfast, bold as brass!"


def added(answer: str, *told: tuple[str, str]) -> str:
    return citations(answer, told or ((GOAT, PLACE), BELL))


# What is added.


def test_a_quotation_without_its_place_gets_it() -> None:
    assert added(f"“{QUOTE}”") == " (Letters, II.3)"


@pytest.mark.parametrize(
    "answer",
    [
        "The goat? she WALKED in — at breakfast, bold as any.",
        "And then she ate the heel of the loaf, can you believe it?",
        "She walked in at\nbreakfast, bold\nas brass.",
    ],
)
def test_a_passage_that_is_followed_word_for_word_is_quoted_with_or_without_marks(answer: str) -> None:
    assert added(answer) == " (Letters, II.3)"


def test_each_passage_is_cited_once_in_the_order_of_the_prompt() -> None:
    answer = f"Ring the bell in every fog. {QUOTE} {QUOTE}"
    assert added(answer) == " (Letters, II.3; The Lamp, Chapter II)"
    assert added(QUOTE, (GOAT, PLACE), (GOAT, PLACE)) == " (Letters, II.3)"


def test_on_a_line_of_its_own_it_needs_no_space() -> None:
    assert added(f"{QUOTE}\n") == "(Letters, II.3)"


def test_whatever_apostrophe_a_model_writes_it_is_the_same_word() -> None:
    told = ("You can’t tie weather, and that goat’s weather with horns.", "Letters, I")
    assert added("You can't tie weather, and that goat's weather.", told) == " (Letters, I)"


# What is not.


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "\n",
        "The goat is back, and I am glad of her.",
        "At breakfast I was bold, and the loaf was brass.",
        "She walked in at breakfast.",
        "It is in the middle of the night, and at the end of the day I do not know what it is for.",
    ],
)
def test_words_of_its_own_are_not_cited(answer: str) -> None:
    assert added(answer) == ""


def test_small_words_alone_are_no_quotation_however_many_there_are() -> None:
    small = "It is what it is, and we do not know what it was for, or why we are here."
    assert added(small, (small, "Nothing, 1")) == ""


def test_the_fewer_words_carry_meaning_the_longer_the_run_has_to_be() -> None:
    told = ("“You can't be new at a thing and be in it for the good of it all.”", "Letters, IV")
    assert added("Well, you can't be new at a thing and so on.", told) == ""
    assert added("You can't be new at a thing and be in it for the good of it all.", told) == " (Letters, IV)"


@pytest.mark.parametrize(
    "cited", ["(Letters, II.3)", "— Letters, ii. 3", "as in Letters II 3,", "[II.3]", "(II.3, to be exact)"]
)
def test_what_the_model_cited_itself_is_not_cited_again(cited: str) -> None:
    assert added(f"“{QUOTE}” {cited}") == ""


def test_another_place_than_its_own_is_no_citation_of_it() -> None:
    assert added(f"“{QUOTE}” (Letters, II.4)") == " (Letters, II.3)"
    assert added(f"{QUOTE} That was letter 3.", (GOAT, "Letters, 3")) == " (Letters, 3)"


def test_to_name_a_place_is_not_to_quote_what_stands_there() -> None:
    place = "The Keeper of the Lamp, Chapter II. Of Fog, paragraph"
    told = [(f"“Salt is dear.” ({place} {number})", f"{place} {number}") for number in (1, 2)]
    assert added(f"It is foggy here. ({place} 1)", *told) == ""


# What is taken out.


def heard(answer: str, *, told: bool = True, size: int = 3) -> str:
    """What becomes of an answer that comes in pieces."""
    known = [(GOAT, PLACE), BELL]
    citing = Citing(known[:1] if told else [], known)
    pieces = [answer[start : start + size] for start in range(0, len(answer), size)]
    return "".join([*map(citing.passed, pieces), citing.ended()])


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_place_that_nothing_bears_out_goes_with_its_brackets(size: int) -> None:
    made_up = "I like telephones. (Letters, 12 May 1926) They ring (letters, IX)."
    assert heard(made_up, size=size) == "I like telephones. They ring."


def test_a_place_that_is_real_and_says_nothing_of_it_goes_as_well() -> None:
    assert heard("I like telephones. (The Lamp, Chapter II)") == "I like telephones."
    assert heard("I like telephones. (Letters, II.3)", told=False) == "I like telephones."


def test_the_place_of_a_passage_that_was_told_or_is_quoted_stays() -> None:
    for answer in (
        "A goat ate the bread (Letters, II.3), and I was glad.",
        "Ring the bell in every fog. (The Lamp, Chapter II)",
        f"{QUOTE} (Letters, II.3; Letters, IX)",
    ):
        assert heard(answer) == answer


def test_a_wrong_place_gives_way_to_the_right_one() -> None:
    assert heard(f"“{QUOTE}” (Letters, IX)") == f"“{QUOTE}” (Letters, II.3)"


@pytest.mark.parametrize(
    "answer",
    [
        "I wrote (letters, mostly) and (yes) (I (really) did) that.",
        "It is in the Letters, IX, I think. (Letters) Of (course",
        "Look: [here](http://example.org/a_(b)), f(x) and g(\n2).",
        "( " * 50 + "(Letters, " + "and so on " * 60 + ")",
        "  Two  spaces \t and a tab at the end \t ",
        "",
    ],
)
def test_other_brackets_come_through_as_they_are(answer: str) -> None:
    other = [("“Salt.” (Letters from Ballycove, IX)", "Letters from Ballycove, IX")]
    for size in (1, 4, 1000):
        citing = Citing(other, other)
        pieces = [answer[start : start + size] for start in range(0, len(answer), size)]
        assert "".join([*map(citing.passed, pieces), citing.ended()]) == answer


@given(st.lists(st.text("a (),Letters\n", max_size=12), max_size=30))
def test_nothing_is_lost_but_places_however_it_comes(pieces: list[str]) -> None:
    citing = Citing([], [(GOAT, PLACE)])
    said = "".join([*map(citing.passed, pieces), citing.ended()])
    whole = Citing([], [(GOAT, PLACE)])
    assert said == whole.passed("".join(pieces)) + whole.ended()
    if "(letters," not in "".join(pieces).lower():
        assert said == "".join(pieces)


def test_without_places_nothing_is_waited_for() -> None:
    assert Citing().passed("Well (and ") == "Well (and "
    waiting = Citing([], [(GOAT, PLACE)])
    assert len(waiting.passed(" " * 5000)) > 4900
    waiting = Citing([], [(GOAT, PLACE)])
    assert [waiting.passed(piece) for piece in ("Well ", "(and", " so", ") on")] == [
        "Well",
        "",
        "",
        " (and so) on",
    ]


# In a conversation.


def with_letters(engine: Engine, *lore: Lore) -> Engine:
    engine.persona = replace(engine.persona, lore=lore or (LETTER,))
    return engine


def streamed(events: list[TurnEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, Said))


def stored(events: list[TurnEvent]) -> str:
    return next(event.message.text for event in events if isinstance(event, Answered))


async def test_what_is_streamed_and_what_is_stored_have_it_alike(samantha: Make) -> None:
    engine = with_letters(samantha(QUOTE))
    events = await say(engine, engine.begin().id, "What of the goat?")
    assert streamed(events) == stored(events) == f"{QUOTE} (Letters, II.3)"
    assert isinstance(events[-2], Said)
    assert engine.memory.messages(events[-1].message.conversation)[-1].text == stored(events)  # type: ignore[union-attr]


async def test_what_was_told_before_or_stands_in_an_example_is_cited_as_well(samantha: Make) -> None:
    engine = with_letters(samantha(QUOTE))
    assert stored(await say(engine, engine.begin().id, "Good morning.")) == f"{QUOTE} (Letters, II.3)"


async def test_lore_without_a_source_has_nothing_to_cite(samantha: Make) -> None:
    engine = with_letters(samantha(QUOTE), replace(LETTER, source=None))
    assert stored(await say(engine, engine.begin().id, "What of the goat?")) == QUOTE


async def test_hand_written_lore_is_cited_as_it_was_told_with_names_put_in(samantha: Make) -> None:
    boat = Lore("boat", "{{char}} rows the green Petrel\n with {{user}}.", any=("boat",), source="Log, 4 May")
    engine = with_letters(samantha("Samantha rows the green Petrel with Ann."), boat)
    told = stored(await say(engine, engine.begin().id, "The boat?"))
    assert told == "Samantha rows the green Petrel with Ann. (Log, 4 May)"


@pytest.mark.parametrize("finish", ["length", "filtered", "interrupted"])
async def test_an_answer_that_was_cut_after_its_quotation_is_cited_as_well(
    samantha: Make, finish: Finish
) -> None:
    engine = with_letters(samantha(Reply(QUOTE, finish=finish)))
    events = await say(engine, engine.begin().id, "What of the goat?")
    assert streamed(events) == stored(events) == f"{QUOTE} (Letters, II.3)"


async def test_a_place_that_she_made_up_is_neither_shown_nor_stored(samantha: Make) -> None:
    engine = with_letters(samantha("I like telephones. (Letters, IX) And you?"))
    events = await say(engine, engine.begin().id, "Do you like telephones?")
    assert streamed(events) == stored(events) == "I like telephones. And you?"


async def test_what_was_held_back_is_said_when_the_model_breaks_off(samantha: Make) -> None:
    broke = Reply("I like (some", error=ModelError("It broke.", "Ask again."))
    engine = with_letters(samantha(broke))
    events = await say(engine, engine.begin().id, "Do you like telephones?")
    assert streamed(events) == stored(events) == "I like (some"


async def test_json_stays_json(samantha: Make) -> None:
    engine = with_letters(samantha(json.dumps({"said": QUOTE})))
    asked = Options(schema={"type": "object"})
    events = [one async for one in engine.turn(engine.begin().id, "What of the goat?", options=asked)]
    assert json.loads(stored(events)) == {"said": QUOTE}


async def test_whatever_a_source_hides_reaches_no_terminal(samantha: Make) -> None:
    engine = with_letters(samantha(QUOTE), replace(LETTER, source="Letters\x1b[2J, II"))
    assert streamed(await say(engine, engine.begin().id, "The goat?")) == f"{QUOTE} (Letters[2J, II)"
