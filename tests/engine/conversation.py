"""Messages as a test writes them: `said("I'm Ada.", "> Hello!", "I have a cat.")`, hers begin with ">"."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from companion.engine.extract import patterns
from companion.engine.known import Known
from companion.engine.reconcile import lessons
from memory.records import COMPANION, USER, Message

MONDAY = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)


def said(*texts: str, at: datetime = MONDAY, first: int = 1) -> list[Message]:
    """A conversation, a message a minute, with ids from `first`."""
    return [
        Message(
            id=first + place,
            conversation=1,
            parent=None,
            author=COMPANION if text.startswith("> ") else USER,
            text=text.removeprefix("> "),
            at=at + timedelta(minutes=place),
        )
        for place, text in enumerate(texts)
    ]


def facts(*texts: str) -> list[tuple[str, str]]:
    """Topic and text of the facts that code finds in such a conversation where nothing is known before."""
    return [(one.topic, one.text) for one in patterns(said(*texts)) if lessons(one, Known())]
