"""Conversations: begun, named, listed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from memory import NotFoundError


def test_the_list_has_the_newest_first_and_no_empty_ones(memory, noon):
    def begin(hours, persona, *texts):
        conversation = memory.begin(persona=persona, at=noon + timedelta(hours=hours))
        for text in texts:
            memory.append(conversation.id, author="user", text=text, at=noon + timedelta(hours=hours))
        return conversation.id

    morning, evening = begin(-4, "samantha", "Good morning."), begin(6, "dry", "Evening.", "Still there?")
    begin(8, "samantha")
    lunch = begin(1, "samantha", "Lunch!")

    assert [c.id for c in memory.conversations()] == [evening, lunch, morning]
    assert [c.messages for c in memory.conversations()] == [2, 1, 1]
    assert [c.id for c in memory.conversations(limit=1)] == [evening]
    assert [c.id for c in memory.conversations(persona="samantha")] == [lunch, morning]


def test_a_message_that_is_older_than_the_last_does_not_make_the_conversation_older(memory, talk, noon):
    (first,) = talk("Now.")
    memory.append(first.conversation, author="user", text="From before.", at=noon - timedelta(days=9))

    assert memory.conversation(first.conversation).last_at == noon


def test_a_title_can_be_given_and_taken_away(memory, talk):
    (message,) = talk("We should plan the trip to Bergen.")
    assert memory.conversation(message.conversation).title is None

    memory.rename(message.conversation, "Bergen")
    assert memory.conversation(message.conversation).title == "Bergen"

    memory.rename(message.conversation, None)
    assert memory.conversation(message.conversation).title is None
    with pytest.raises(NotFoundError):
        memory.rename(99, "Nowhere")


def test_before_the_first_message_is_a_place_too(memory, talk, noon):
    (first,) = talk("One way to begin.")
    memory.branch(first.conversation, None)
    assert memory.messages(first.conversation) == []

    memory.append(first.conversation, author="user", text="Another.", at=noon)
    assert [m.text for m in memory.messages(first.conversation)] == ["Another."]
