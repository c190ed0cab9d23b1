"""Which of the things that came up becomes a suggestion, and which never does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from companion.engine.growth.gate import Past, chosen
from companion.engine.growth.plan import plans
from companion.engine.growth.seeds import Seed
from companion.persona.growth import grown
from companion.persona.persona import Growth, Voice
from companion.persona.render import render
from memory.records import Change
from tests.engine.growth.talks import NOW

if TYPE_CHECKING:
    from companion.persona.persona import Persona

SHORTER = Seed("length", "shorter", (1, 2, 3))
SAMMY = Seed("nickname", "Sammy", (4, 5, 6, 7))
SOCKS = Seed("joke", "sock republic", (1, 2, 3))
HERONS = Seed("topic", "herons", (1, 2, 3, 4, 5))
EMOJIS = Seed("habit", "use emojis", (1, 2, 3))
NOTHING = Past((), ())


def made(persona: Persona, seed: Seed, *, days_ago: int = 1, state: str = "waiting") -> Change:
    """The change that was suggested for a seed some days ago."""
    plan = next(plans(persona, seed))
    at = NOW - timedelta(days=days_ago)
    subject = plan.subject.lower()
    return Change(9, persona.id, plan.part, plan.before, plan.after, subject, plan.reason, at, state)  # type: ignore[arg-type]


def test_what_came_up_most_is_suggested(ada: Persona) -> None:
    plan = chosen(ada, [SHORTER, SAMMY], NOTHING, NOW)
    assert plan is not None
    assert (plan.part, plan.before, plan.sources) == ("voice.do", None, (4, 5, 6, 7))
    assert json.loads(plan.after) == "answer to “Sammy”: it is what they call you"
    assert plan.reason == "You called her “Sammy” in 4 conversations."
    assert chosen(ada, [], NOTHING, NOW) is None


@pytest.mark.parametrize(
    ("seed", "told"),
    [
        (SHORTER, "Length: Two or three sentences"),
        (Seed("length", "longer", (1, 2, 3)), "Length: A few paragraphs"),
        (SAMMY, "Do: answer to “Sammy”: it is what they call you."),
        (SOCKS, "come back to your running joke with them, “sock republic”."),
        (HERONS, "You like to talk of: herons."),
        (EMOJIS, "Don't: use emojis."),
    ],
)
def test_each_kind_of_seed_reaches_the_prompt(ada: Persona, seed: Seed, told: str) -> None:
    assert told in render(grown(ada, [made(ada, seed, state="approved")]).persona, None)


@pytest.mark.parametrize("seed", [SAMMY, SOCKS, HERONS])
def test_where_only_lore_is_open_it_becomes_lore(ada: Persona, seed: Seed) -> None:
    narrow = replace(ada, growth=(Growth("lore"),))
    plan = chosen(narrow, [seed], NOTHING, NOW)
    assert plan is not None
    assert plan.part == "lore"
    (entry,) = grown(narrow, [made(narrow, seed, state="approved")]).persona.lore
    assert entry.any == (seed.value,)
    assert seed.value in entry.text


def test_what_the_author_did_not_open_is_not_suggested(ada: Persona) -> None:
    shut = replace(ada, growth=(Growth("voice.humour"),))
    assert chosen(shut, [SHORTER, SAMMY, SOCKS, HERONS, EMOJIS], NOTHING, NOW) is None


def test_one_a_day_by_the_user_s_clock(ada: Persona) -> None:
    late = made(ada, SAMMY, days_ago=0)
    assert chosen(ada, [HERONS], Past([late], []), NOW) is None
    assert chosen(ada, [HERONS], Past([late], []), NOW + timedelta(days=1)) is not None
    assert chosen(ada, [HERONS], Past([made(ada, SAMMY)], []), NOW) is not None


@pytest.mark.parametrize("state", ["waiting", "approved", "declined", "undone"])
def test_the_same_never_comes_again_whatever_became_of_it(ada: Persona, state: str) -> None:
    before = made(ada, SAMMY, state=state)
    past = Past([before], [before] if state == "approved" else [])
    assert chosen(ada, [SAMMY], past, NOW) is None
    assert chosen(ada, [replace(SAMMY, value="SAMMY", by_code=False)], past, NOW) is None
    assert chosen(replace(ada, growth=(Growth("lore"),)), [SAMMY], past, NOW) is None


def test_more_or_fewer_words_of_the_same_are_the_same(ada: Persona) -> None:
    past = Past([made(ada, SOCKS, state="declined")], [])
    assert chosen(ada, [replace(SOCKS, value="the great sock republic")], past, NOW) is None
    assert chosen(ada, [replace(SOCKS, value="sock")], past, NOW) is None
    assert chosen(ada, [replace(SOCKS, value="toaster ghost")], past, NOW) is not None


def test_what_waits_takes_room_within_the_limit(ada: Persona) -> None:
    one, two = made(ada, SAMMY), made(ada, SOCKS, days_ago=2)
    ghost = Seed("joke", "toaster ghost", (1, 2, 3))
    past = Past([one, two], [])
    plan = chosen(ada, [ghost], past, NOW)
    assert plan is not None
    assert plan.part == "lore"
    declined = Past([one, replace(two, state="declined")], [])
    plan = chosen(ada, [ghost], declined, NOW)
    assert plan is not None
    assert plan.part == "voice.do"


def test_a_step_goes_from_where_she_stands(ada: Persona) -> None:
    wide = replace(ada, growth=(Growth("voice.length", limit=3),))
    first = made(wide, SHORTER, state="approved")
    plan = chosen(wide, [SHORTER], Past([first], [first]), NOW)
    assert plan is not None
    assert (plan.before, plan.after) == ('"short"', '"terse"')
    terse = replace(wide, voice=Voice(length="terse"))
    assert chosen(terse, [SHORTER], NOTHING, NOW) is None


def test_the_floor_and_the_patterns_hold_for_what_grows(ada: Persona) -> None:
    for value in ("claim to be a human being", "always praise them"):
        assert chosen(ada, [Seed("topic", value, (1, 2, 3))], NOTHING, NOW) is None
    assert chosen(ada, [Seed("topic", "x" * 300, (1, 2, 3))], NOTHING, NOW) is None
