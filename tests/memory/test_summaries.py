"""Summaries: over a span, with what they cover; and what was recalled for an answer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from memory import NotFoundError, Recollection


@pytest.fixture
def summarise(memory, noon):
    def write(level, text, messages, conversation=None, at=noon):
        return memory.summarise(
            level,
            text,
            start=min((m.at for m in messages), default=noon),
            end=max((m.at for m in messages), default=noon),
            sources=[m.id for m in messages],
            method="extractive",
            at=at,
            conversation=conversation,
        )

    return write


def test_a_summary_names_what_it_covers(memory, talk, summarise):
    said = talk("I moved to Bergen.", "How is the rain?", "Everywhere.")
    summary = summarise("conversation", "The move to Bergen.", said, said[0].conversation)

    assert memory.summary(summary.id) == summary
    assert memory.summaries() == [summary]
    assert (summary.start, summary.end) == (said[0].at, said[2].at)
    assert summary.sources == tuple(m.id for m in said)
    assert memory.why("summary", summary.id) == said
    with pytest.raises(NotFoundError, match="no summary 9"):
        memory.summary(9)


def test_a_fuller_summary_takes_the_place_of_a_lesser(memory, talk, summarise):
    said = talk("One.", "Two.", "Three.", "Four.")
    here = said[0].conversation
    summarise("conversation", "One and two.", said[:2], here)
    part = summarise("part", "The first two.", said[:2], here)
    day = summarise("day", "A day.", said[:2])
    whole = summarise("conversation", "All four.", said, here)
    better = summarise("conversation", "All four, better.", said, here)
    second = summarise("part", "The last two.", said[2:], here)

    kept = memory.summaries()
    assert {s.id for s in kept} == {part.id, day.id, better.id, second.id}
    assert whole.id not in {s.id for s in kept}
    assert memory.check() == []


def test_a_conversation_keeps_the_summaries_that_it_began_with(memory, talk, noon, summarise):
    said = talk("I repaired the boat.", "With Jule.")
    here = said[0].conversation
    first = summarise("conversation", "A boat.", said[:1], here, at=noon)
    begun = memory.begin("samantha", noon + timedelta(hours=1))
    second = summarise("conversation", "A boat, with Jule.", said, here, at=noon + timedelta(hours=2))

    assert memory.summaries(as_of=begun.started_at) == [first]
    assert memory.summaries() == [second]
    assert memory.summaries(as_of=noon + timedelta(hours=2)) == [second]
    assert {found.id for found in memory.recall("boat", kinds={"summary"})} == {second.id}

    third = summarise("conversation", "The boat, with Jule.", said, here, at=noon + timedelta(hours=3))
    assert memory.summaries(as_of=begun.started_at) == [first]
    with pytest.raises(NotFoundError):
        memory.summary(second.id)
    memory.forget(message_ids=[said[0].id])
    assert memory.summaries(as_of=begun.started_at) == memory.summaries() == []
    with pytest.raises(NotFoundError):
        memory.summary(third.id)


def test_summaries_can_be_asked_for_by_level_conversation_and_time(memory, talk, noon, summarise):
    said, other = talk("One."), talk("Two.")
    first = summarise("conversation", "One.", said, said[0].conversation, at=noon)
    second = summarise("conversation", "Two.", other, other[0].conversation, at=noon + timedelta(days=1))
    day = summarise("day", "Both.", [*said, *other], at=noon + timedelta(days=2))

    assert memory.summaries(level="day") == [day]
    assert memory.summaries(level="conversation") == [first, second]
    assert memory.summaries(conversation=other[0].conversation) == [second]
    assert memory.summaries(as_of=noon) == [first]


def test_what_was_recalled_for_an_answer_can_be_asked_for(memory, talk, noon, summarise):
    said = talk("I moved to Bergen.", "Lovely.", "Where do I live?", "In Bergen.")
    fact = memory.learn("Lives in Bergen.", said_by="user", sources=[said[0].id], at=noon)
    summary = summarise("conversation", "The move.", said[:2], said[0].conversation)
    noted = [
        Recollection("fact", fact.id, fact.text, noon, 0.9, "user", None, (said[0].id,)),
        Recollection("summary", summary.id, "The move.", summary.end, 0.7, None, None, summary.sources, 1),
        Recollection("message", said[0].id, said[0].text, noon, 0.5, "user", None, (said[0].id,), 1),
    ]
    memory.note_recalled(said[3].id, noted[::-1])
    memory.note_recalled(said[3].id, noted)

    assert memory.recalled(said[3].id) == noted
    assert memory.recalled(said[1].id) == []
    with pytest.raises(NotFoundError):
        memory.note_recalled(99, noted)
    assert memory.why("message", said[0].id) == [said[0]]
