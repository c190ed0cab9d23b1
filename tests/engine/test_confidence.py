"""A persona that never notes some things: what becomes of them in facts, summaries and what comes up."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from companion.engine.learning import learn_waiting
from companion.engine.reflect import Reflector
from companion.engine.schedule import UNCLEAR, schedule
from companion.initiative.desk import Desk
from companion.models.scripted import ScriptedModel
from companion.persona.findings import PersonaError
from companion.persona.persona import Keeping
from tests.engine.test_reflect import talked

if TYPE_CHECKING:
    from memory import Memory

NOW = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
TALK = (
    "I moved to Lyon for a job at a bakery. I'm allergic to nuts, and I have diabetes.",
    "> That is a lot at once. What is your PIN?",
    "4711, since May.",
    "My password is swordfish-99. My brother Piotr is a nurse in Gdansk.",
    "I have to ring the doctor on Friday. I have to return the van on Thursday.",
)
SECRET = ("nuts", "diabetes", "4711", "swordfish", "doctor")
RULES = Keeping(never=("passwords and PINs", "my health"))


def rules(persona: str) -> Keeping:
    return RULES if persona == "samantha" else Keeping()


def derived(memory: Memory) -> str:
    """All that was made of what was said, in one text."""
    facts = [f"{fact.text} {fact.quote}" for fact in memory.facts()]
    proposals = [f"{one.text} {one.quote} {one.reason}" for one in memory.proposals()]
    titles = [one.title or "" for one in memory.conversations()]
    return "\n".join([*facts, *(one.text for one in memory.summaries()), *proposals, *titles])


def ended(memory: Memory, *texts: str) -> int:
    number = talked(memory, *texts)
    schedule(memory, number, NOW, ended=True)
    return number


async def test_what_is_never_noted_stands_in_the_messages_alone(memory: Memory) -> None:
    number = ended(memory, *TALK)
    later = NOW + timedelta(days=40)  # the day, the week and the month are over
    await Reflector(memory, None, lambda: later, keeping=rules).run()
    Desk(memory, lambda: NOW, keeping=rules).consider(number)
    made = derived(memory)
    assert "Lyon" in made
    assert "Piotr" in made
    assert "Return the van" in made
    assert [word for word in SECRET if word in made] == []
    assert [message.text for message in memory.messages(number)] == [text.removeprefix("> ") for text in TALK]


async def test_with_other_personas_the_same_is_noted(memory: Memory) -> None:
    ended(memory, *TALK)
    await Reflector(memory, None, lambda: NOW).run()
    assert "nuts" in derived(memory)


async def test_a_model_is_told_and_what_it_says_all_the_same_is_dropped(memory: Memory) -> None:
    ended(memory, *TALK)
    facts = [
        {"quote": "I have diabetes", "text": "You have diabetes.", "topic": "health"},
        {"quote": "My password is swordfish-99", "text": "Your password is swordfish-99.", "topic": "other"},
        {"quote": "My brother Piotr is a nurse", "text": "Your brother Piotr is a nurse.", "topic": "family"},
    ]
    summary = (
        "You moved to Lyon for a job at a bakery. Your password is swordfish-99. Your brother Piotr is a "
        "nurse in Gdansk. You have to return the van on Thursday."
    )
    model = ScriptedModel([summary, json.dumps({"facts": facts})])
    await Reflector(memory, model, lambda: NOW, keeping=rules).run()
    for request in model.history:
        said = [part.content for part in request.messages]
        assert "Leave out whatever is about one of these: passwords and PINs; my health." in said[0]
        assert [word for word in SECRET if word in said[-1]] == []
    assert len(model.history) == 2
    assert [one.method for one in memory.summaries(level="conversation")] == [model.name]
    made = derived(memory)
    assert "Piotr" in made
    assert [word for word in SECRET if word in made] == []


async def test_what_a_persona_cares_for_is_told_where_facts_are_looked_for(memory: Memory) -> None:
    ended(memory, "I moved to Lyon for a job at a bakery.")
    model = ScriptedModel(["You moved to Lyon for a job at a bakery.", '{"facts": []}'])
    await Reflector(memory, model, lambda: NOW, keeping=lambda _: Keeping(remember=("deadlines",))).run()
    told = ["deadlines" in request.messages[0].content for request in model.history]
    assert told == [False, True]


async def test_a_talk_of_nothing_else_leaves_nothing(memory: Memory) -> None:
    number = ended(memory, "My password is swordfish-99.", "> I won't note it.", "It has a dash.")
    await Reflector(memory, ScriptedModel([]), lambda: NOW, keeping=rules).run()
    assert derived(memory) == ""
    assert len(memory.messages(number)) == 3
    assert set(memory.waiting(NOW)) <= {"proposals", "growth"}  # which others see to


async def test_where_the_rules_cannot_be_read_all_waits_until_they_can(memory: Memory) -> None:
    number = ended(memory, *TALK)

    def broken(_persona: str) -> Keeping:
        raise PersonaError("This persona can't be used.")

    for hours in range(5):  # more often than anything else is tried
        now = NOW + timedelta(hours=hours)
        await Reflector(memory, None, lambda now=now: now, keeping=broken).run()  # type: ignore[misc]
    assert learn_waiting(memory, now + UNCLEAR, 60, keeping=broken).facts == 0
    assert Desk(memory, lambda: NOW, keeping=broken).consider(number) == []
    assert derived(memory) == ""
    await Reflector(memory, None, lambda: NOW + timedelta(hours=9), keeping=rules).run()
    made = derived(memory)
    assert "Lyon" in made
    assert [word for word in SECRET if word in made] == []


def test_what_was_imported_is_read_by_the_rules_as_well(memory: Memory) -> None:
    ended(memory, *TALK)
    learn_waiting(memory, NOW, 60, keeping=rules)
    assert "Piotr" in derived(memory)
    assert [word for word in SECRET if word in derived(memory)] == []


@pytest.mark.parametrize("latest", [None, 2])
def test_what_was_proposed_before_the_rule_is_taken_back(memory: Memory, latest: int | None) -> None:
    number = talked(memory, *TALK)
    before = Desk(memory, lambda: NOW).consider(number)
    assert any("doctor" in one.text for one in before)
    Desk(memory, lambda: NOW, keeping=rules).consider(number, latest)
    assert [one.text for one in memory.proposals()] == ["Return the van"]
