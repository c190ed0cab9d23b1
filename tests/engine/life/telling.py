"""A life told sentence by sentence, each in a conversation of its own, and what is known of it then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from companion.engine.extract import patterns
from companion.engine.learning import Learner
from tests.engine.conversation import MONDAY

if TYPE_CHECKING:
    from memory import Memory

APART = timedelta(days=60)


def tell(memory: Memory, *texts: str, begin: datetime = MONDAY, apart: timedelta = APART) -> None:
    """Say these and learn of each, so long after one another."""
    for place, text in enumerate(texts):
        at = begin + place * apart
        number = memory.begin("samantha", at).id
        memory.append(number, "user", text, at)
        Learner(memory).take(patterns(memory.messages(number)), at)


def holding(memory: Memory) -> set[str]:
    """What holds now."""
    return {fact.text for fact in memory.facts() if fact.valid_to is None}


def held(memory: Memory) -> set[str]:
    """What held once, with the days from which and to which it did."""
    return {
        f"{fact.text} {fact.valid_from:%Y-%m-%d}..{fact.valid_to:%Y-%m-%d}"
        for fact in memory.facts(include_superseded=True)
        if fact.valid_from and fact.valid_to
    }
