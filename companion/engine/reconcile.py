"""What becomes of a found fact beside those that are known: new, said again, or in place of an older one.

Pure. Which of two statements is the newer goes by when they were said, not by when they were found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.engine.grounds import share
from companion.engine.sentences import normalised
from companion.engine.vocabulary import PARTNERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from companion.engine.extract import Candidate
    from memory.records import Fact

_JOB = r"got a new job|quit|left|lost|are retired"
_PARTED = r"You and .* (?:split|broke|separated|got divorced)|You broke up"
# Of these a person has one at a time, where the statement has that form; a home needs the name of a place.
_SLOTS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (slot, topic, re.compile(form))
    for slot, topic, form in (
        ("name", "name", r"^(?:You are called|Your name is|Call you) "),
        ("age", "age", r"^You (?:were|are|turned) "),
        ("home", "home", r"^You(?:'ve| have)? (?:now )?(?:live|moved|lived|are living)\b.*[ -][A-ZÀ-Þ]\w+"),
        ("trade", "work", rf"^You (?:work as|are an?|are the|{_JOB})\b"),
        ("workplace", "work", rf"^You (?:now |currently )?(?:work (?:at|for)|{_JOB})\b"),
        ("partner", "partner", rf"^(?:Your (?:{'|'.join(PARTNERS)}) is called|{_PARTED})\b"),
        ("birthday", "birthday", r"^(?:Your birthday is|You were born on)\b"),
    )
)


@dataclass(frozen=True, slots=True)
class Lesson:
    """What to learn: `text` is a known fact's where that says the same; `replaces` are ids of facts."""

    candidate: Candidate
    text: str
    replaces: tuple[int, ...] = ()
    valid_to: datetime | None = None


def lesson(found: Candidate, known: Sequence[Fact]) -> Lesson | None:
    """What to learn of a candidate; None where it was learned from this message before."""
    if _learned(found, known):
        return None
    holding = [fact for fact in known if fact.superseded_by is None]
    again = next((fact for fact in holding if _says_the_same(found, fact)), None)
    if again is not None:
        return Lesson(found, again.text)
    rivals = [fact for fact in holding if _rivals(found, fact)]
    newer = [_said(fact) for fact in rivals if _said(fact) > found.at]
    older = tuple(fact.id for fact in rivals if _said(fact) <= found.at)
    return Lesson(found, found.text, older, min(newer, default=None))


def slots(topic: str | None, text: str) -> frozenset[str]:
    """What a statement fills of which there can be only one; empty where there can be many."""
    if topic and topic.startswith("favourite ") and text.startswith("Your favourite"):
        return frozenset({topic})
    return frozenset(slot for slot, about, form in _SLOTS if about == topic and form.search(text))


def _learned(found: Candidate, known: Sequence[Fact]) -> bool:
    """Whether facts, holding or not, say most of it already and came from the same words."""
    same = [fact for fact in known if found.source in fact.sources]
    if any(normalised(found.text) == normalised(fact.text) for fact in same):
        return True
    near = [fact.text for fact in same if _overlap(found.quote, fact.quote or "")]
    near = [text for text in near if _about(text) == _about(found.text)] and near
    return bool(near) and share(found.text, " ".join(near)) >= _MOSTLY


_MOSTLY = 0.6


def _overlap(one: str, other: str) -> bool:
    one, other = normalised(one), normalised(other)
    return bool(one and other) and (one in other or other in one)


def _about(text: str) -> str:
    """Its first two words: "You work", "Your sister"; "You" alone is every statement's."""
    first, *rest = normalised(text).split()
    return first if first == "you" or not rest else f"{first} {rest[0]}"


def _says_the_same(found: Candidate, fact: Fact) -> bool:
    if normalised(found.text) == normalised(fact.text):
        return True
    shared = slots(found.topic, found.text) & slots(fact.topic, fact.text)
    return bool(shared) and not found.change and share(found.value, fact.text) == 1.0


def _rivals(found: Candidate, fact: Fact) -> bool:
    """Whether both can't hold at once. A pinned fact gives way too: what you say last, holds."""
    return bool(slots(found.topic, found.text) & slots(fact.topic, fact.text)) and (
        found.source not in fact.sources
    )


def _said(fact: Fact) -> datetime:
    return fact.valid_from or fact.learned_at


def strongest(found: Iterable[Candidate]) -> list[Candidate]:
    """In the order in which they were said, so that of two the later one holds."""
    return sorted(found, key=lambda one: (one.source, -one.confidence))
