"""After a conversation: what is asked for, when it is done, and what becomes of it when things go wrong."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from companion.engine.reflect import Reflector
from companion.engine.schedule import KINDS, SILENCE, schedule
from companion.models.protocol import ModelError
from companion.models.scripted import Reply, ScriptedModel
from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from memory import Memory

NOW = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
LATER = NOW + SILENCE

SUMMARY = "You moved to Lyon for a job at a bakery. Your brother Piotr is a nurse in Gdansk."
FACTS = json.dumps(
    {
        "facts": [
            {"quote": "I mend clocks on Thursdays", "text": "You mend clocks on Thursdays.", "topic": "hobby"}
        ]
    }
)
TALK = (
    "Hello! I moved to Lyon for a job at a bakery.",
    "> Lovely! You must be a great baker.",
    "My brother Piotr is a nurse in Gdansk.",
    "I mend clocks on Thursdays.",
)


def talked(memory: Memory, *texts: str, at: datetime = NOW) -> int:
    """A conversation that took place just then; its id."""
    number = memory.begin("samantha", at).id
    for place, text in enumerate(texts or TALK):
        author = COMPANION if text.startswith("> ") else USER
        memory.append(number, author, text.removeprefix("> "), at + timedelta(seconds=place))
    return number


def reflector(memory: Memory, *replies: str | ModelError | Reply, **handlers: object) -> Reflector:
    model = ScriptedModel(replies) if replies else None
    return Reflector(memory, model, lambda: LATER, handlers)  # type: ignore[arg-type]


def texts(memory: Memory) -> list[str]:
    return [fact.text for fact in memory.facts()]


async def test_after_half_an_hour_of_silence_code_has_done_its_part(memory: Memory) -> None:
    number = talked(memory)
    schedule(memory, number, NOW)
    assert not await reflector(memory).run_once(NOW + SILENCE - timedelta(seconds=1))
    await reflector(memory).run()
    (summary,) = memory.summaries()
    assert (summary.method, summary.conversation, summary.level) == ("extractive", number, "conversation")
    assert summary.sources == tuple(message.id for message in memory.messages(number))
    assert "Your brother Piotr is a nurse in Gdansk." in summary.text
    assert memory.conversation(number).title == "I moved to Lyon for a job at a bakery"
    assert texts(memory) == ["You moved to Lyon.", "Your brother Piotr is a nurse in Gdansk."]


async def test_a_conversation_that_ended_is_looked_at_at_once(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW, ended=True)
    assert await reflector(memory).run_once(NOW)


async def test_each_turn_moves_the_work(memory: Memory) -> None:
    number = talked(memory)
    schedule(memory, number, NOW)
    schedule(memory, number, NOW + timedelta(minutes=10))
    assert not await reflector(memory).run_once(LATER)
    assert await reflector(memory).run_once(LATER + timedelta(minutes=10))


async def test_a_fact_says_when_it_was_said_and_by_whom(memory: Memory) -> None:
    number = talked(memory)
    schedule(memory, number, NOW)
    await reflector(memory).run()
    fact = memory.facts()[0]
    (source,) = memory.why("fact", fact.id)
    assert (fact.said_by, fact.quote, fact.topic) == (USER, "I moved to Lyon", "home")
    assert (source.text, fact.valid_from, fact.learned_at) == (TALK[0], NOW, LATER)


async def test_what_needs_a_model_waits_for_one(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW)
    await reflector(memory).run()
    assert {work.kind for work in iter(lambda: memory.claim(LATER), None)} == set(KINDS) - {
        "summary",
        "facts",
    }


async def test_with_a_model_both_become_better(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW)
    model = ScriptedModel([SUMMARY, FACTS])
    await Reflector(memory, model, lambda: LATER).run()
    (summary,) = memory.summaries()
    assert (summary.text, summary.method) == (SUMMARY, "scripted")
    assert "You mend clocks on Thursdays." in texts(memory)


async def test_the_model_is_shown_your_words_only(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW)
    model = ScriptedModel([SUMMARY, FACTS])
    await Reflector(memory, model, lambda: LATER).run()
    for request in model.history:
        assert "clocks" in request.messages[-1].content
        assert not any("great baker" in part.content for part in request.messages)
    assert model.history[1].options.schema is not None


async def test_code_only_leaves_the_model_alone(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW)
    model = ScriptedModel([SUMMARY])
    await Reflector(memory, model, lambda: LATER, code_only=True).run()
    assert model.history == []
    assert memory.summaries()[0].method == "extractive"


async def test_nonsense_costs_a_line_in_the_log_and_the_extractive_summary_stays(
    memory: Memory, caplog: pytest.LogCaptureFixture
) -> None:
    schedule(memory, talked(memory), NOW)
    model = ScriptedModel(["la la la"] * 9)
    worker = Reflector(memory, model, lambda: LATER)
    with caplog.at_level(logging.INFO):
        for attempt in range(5):
            while await worker.run_once(LATER + timedelta(hours=attempt)):
                pass
    assert len(model.history) == 6  # three attempts each
    assert memory.summaries()[0].method == "extractive"
    assert memory.claim(LATER + timedelta(days=9), kinds=["summary+model", "facts+model"]) is None
    assert "ValueError" in caplog.text
    assert not any(word in caplog.text for word in ("la la", "Lyon", "Piotr"))


async def test_a_model_that_fails_is_asked_again_later(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW)
    broken = ModelError("The server is away.", "Try again.")
    worker = reflector(memory, broken, broken, SUMMARY, FACTS)
    await worker.run()
    assert memory.summaries()[0].method == "extractive"
    while await worker.run_once(LATER + timedelta(hours=1)):
        pass
    assert memory.summaries()[0].method == "scripted"


async def test_facts_that_nobody_said_are_not_stored(memory: Memory) -> None:
    schedule(memory, talked(memory), NOW)
    invented = FACTS.replace("I mend clocks", "I play golf").replace("You mend clocks", "You play golf")
    await reflector(memory, SUMMARY, invented).run()
    assert texts(memory) == ["You moved to Lyon.", "Your brother Piotr is a nurse in Gdansk."]


async def test_a_second_look_at_the_same_conversation_changes_nothing(memory: Memory) -> None:
    number = talked(memory)
    schedule(memory, number, NOW)
    await reflector(memory, SUMMARY, FACTS).run()
    before = (memory.summaries(), memory.facts(include_superseded=True))
    schedule(memory, number, NOW)
    await reflector(memory, FACTS).run()
    assert (memory.summaries(), memory.facts(include_superseded=True)) == before


async def test_what_changed_supersedes_and_the_old_stays_to_be_asked_for(memory: Memory) -> None:
    for days, words in enumerate(("I live in Kiel.", "I moved to Lyon.", "I moved back to Kiel.")):
        schedule(memory, talked(memory, words, at=NOW + timedelta(days=days - 9)), NOW, ended=True)
    await reflector(memory).run()
    assert texts(memory) == ["You moved to Kiel."]
    every = memory.facts(include_superseded=True)
    assert [fact.text for fact in every] == ["You live in Kiel.", "You moved to Lyon.", "You moved to Kiel."]
    assert [fact.superseded_by for fact in every] == [every[1].id, every[2].id, None]


async def test_one_change_can_supersede_two_facts(memory: Memory) -> None:
    schedule(memory, talked(memory, "I work as a nurse. I work for Siemens."), NOW, ended=True)
    await reflector(memory).run()
    schedule(memory, talked(memory, "I quit my job.", at=NOW + timedelta(days=1)), NOW, ended=True)
    await reflector(memory).run()
    assert texts(memory) == ["You quit your job."]
    assert memory.facts()[0].confidence == pytest.approx(0.9)


async def test_a_title_that_you_gave_stays(memory: Memory) -> None:
    number = talked(memory)
    memory.rename(number, "Bread")
    schedule(memory, number, NOW)
    await reflector(memory).run()
    assert memory.conversation(number).title == "Bread"


async def test_small_talk_leaves_no_facts_and_asks_no_model_for_them(memory: Memory) -> None:
    schedule(memory, talked(memory, "hey", "> Hey you.", "good night"), NOW)
    model = ScriptedModel()
    await Reflector(memory, model, lambda: LATER).run()
    assert model.history == []
    assert memory.facts() == []
    assert len(memory.summaries()) == 1


async def test_a_conversation_without_your_words_leaves_nothing(memory: Memory) -> None:
    schedule(memory, talked(memory, "> Hello, you."), NOW)
    await reflector(memory, SUMMARY).run()
    assert memory.summaries() == []


async def test_a_long_conversation_is_cut_to_the_model_s_window(memory: Memory) -> None:
    from companion.models.tokens import count

    talk = [
        f"On day {day} I met neighbour Number{day} and we talked about the {day} old bridges."
        for day in range(200)
    ]
    schedule(memory, talked(memory, *talk), NOW)
    model = ScriptedModel(['{"facts": []}'] * 99, window=2048)
    await Reflector(memory, model, lambda: LATER).run()
    assert len(model.history) > 3
    for request in model.history:
        assert sum(count(part.content) for part in request.messages) + request.options.max_tokens <= 2048
