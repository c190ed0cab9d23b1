"""Messages: what is said stays said, as a tree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory import Memory, NotFoundError, StoreError


def test_what_was_said_is_read_back_in_order(memory, talk):
    said = talk("I moved to Bergen.", "How is the rain?", "Everywhere.")

    assert [message.text for message in memory.messages(said[0].conversation)] == [
        "I moved to Bergen.",
        "How is the rain?",
        "Everywhere.",
    ]
    assert [message.parent for message in said] == [None, said[0].id, said[1].id]
    assert memory.message(said[1].id) == said[1]
    assert memory.conversation(said[0].conversation).head == said[2].id


def test_an_instant_comes_back_in_utc(memory, noon):
    conversation = memory.begin(persona="samantha", at=noon)
    in_oslo = datetime(2026, 5, 4, 14, 30, tzinfo=timezone(timedelta(hours=2)))

    kept = memory.append(conversation.id, author="user", text="Lunch.", at=in_oslo)

    assert memory.message(kept.id).at == in_oslo
    assert memory.message(kept.id).at.tzinfo is UTC
    assert memory.store.value("SELECT at FROM message") == "2026-05-04T12:30:00.000000+00:00"


def test_the_same_external_id_is_the_same_message(memory, noon):
    conversation = memory.begin(persona="samantha", at=noon, external_id="talk 1")
    first = memory.append(conversation.id, author="Caroline", text="Hello.", at=noon, external_id="D1:1")
    again = memory.append(conversation.id, author="Caroline", text="Other.", at=noon, external_id="D1:1")
    elsewhere = memory.begin(persona="samantha", at=noon, external_id="talk 2")
    other = memory.append(elsewhere.id, author="Caroline", text="Other.", at=noon, external_id="D1:1")

    assert again == first
    assert other.id != first.id
    assert memory.begin(persona="dry", at=noon, external_id="talk 1") == memory.conversation(conversation.id)


def test_a_second_answer_is_a_branch(memory, talk, noon):
    question, answer = talk("Tea or coffee?", "Tea.")
    memory.branch(question.conversation, question.id)
    second = memory.append(question.conversation, author="companion", text="Coffee.", at=noon)

    assert second.parent == question.id
    assert [m.text for m in memory.messages(question.conversation)] == ["Tea or coffee?", "Coffee."]
    assert [m.text for m in memory.messages(question.conversation, head=answer.id)] == [
        "Tea or coffee?",
        "Tea.",
    ]


def test_an_edit_of_the_first_message_is_a_new_root(memory, talk, noon):
    first, _ = talk("Tee or coffee?", "A golf question?")
    memory.append(first.conversation, author="user", text="Tea or coffee?", at=noon, parent=None)

    assert [m.text for m in memory.messages(first.conversation)] == ["Tea or coffee?"]


def test_a_message_of_another_conversation_is_no_parent(memory, talk, noon):
    (here,) = talk("Here.")
    (there,) = talk("There.")

    with pytest.raises(StoreError, match="belongs to conversation"):
        memory.append(here.conversation, author="user", text="Mixed up.", at=noon, parent=there.id)
    with pytest.raises(StoreError, match="belongs to conversation"):
        memory.branch(here.conversation, there.id)
    assert len(memory.messages(here.conversation)) == 1


def test_what_is_not_there_is_said_so(memory, noon):
    with pytest.raises(NotFoundError, match="no message 7"):
        memory.message(7)
    with pytest.raises(NotFoundError, match="no message 7"):
        memory.update(7, text="x")
    with pytest.raises(NotFoundError, match="no conversation 7"):
        memory.append(7, author="user", text="Anyone?", at=noon)
    with pytest.raises(NotFoundError, match="no conversation 7"):
        memory.messages(7)


def test_an_answer_grows_and_ends(memory, talk, noon):
    (question,) = talk("Tell me a story.")
    answer = memory.append(
        question.conversation, author="companion", text="", at=noon, status="streaming", model="scripted"
    )
    memory.update(answer.id, text="Once upon")
    assert memory.message(answer.id).status == "streaming"
    assert memory.search("upon") == []

    ended = memory.update(answer.id, text="Once upon a time.", status="length", detail="It was too long.")

    assert (ended.text, ended.status, ended.detail) == ("Once upon a time.", "length", "It was too long.")
    assert ended.model == "scripted"
    assert [found.id for found in memory.search("upon")] == [answer.id]
    assert memory.check() == []


def test_an_answer_whose_writer_died_is_interrupted_at_the_next_opening(home, memory, talk, noon):
    (question,) = talk("Tell me a story.")
    dead = memory.append(question.conversation, author="companion", text="Once", at=noon, status="streaming")
    alive = memory.append(
        question.conversation, author="companion", text="Twice", at=noon, status="streaming"
    )
    a_minute_ago = (datetime.now(UTC) - timedelta(minutes=1)).isoformat(timespec="microseconds")
    memory.store.execute("UPDATE message SET touched = ? WHERE id = ?", (a_minute_ago, dead.id))

    with Memory.open(home / "companion.db") as other:
        assert other.message(dead.id).status == "interrupted"
        assert other.message(dead.id).detail
        assert other.message(dead.id).text == "Once"
        assert other.message(alive.id).status == "streaming"
        assert [found.id for found in other.search("once")] == [dead.id]
        assert other.check() == []


def test_an_answer_touched_in_the_future_is_interrupted_too(home, memory, talk, noon):
    """The clock was set back since."""
    (question,) = talk("Tell me a story.")
    answer = memory.append(
        question.conversation, author="companion", text="Once", at=noon, status="streaming"
    )
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="microseconds")
    memory.store.execute("UPDATE message SET touched = ? WHERE id = ?", (tomorrow, answer.id))

    with Memory.open(home / "companion.db") as other:
        assert other.message(answer.id).status == "interrupted"


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("half a pair \ud83d here", "half a pair \ufffd here"),
        ("the other half \ude00", "the other half \ufffd"),
        ("both \ud83d\ude00 halves", "both 😀 halves"),
        ("a zero\x00 byte", "a zero\x00 byte"),
        ("", ""),
    ],
)
def test_text_that_utf8_cannot_hold_is_kept_as_well_as_can_be(memory, talk, said, kept):
    (message,) = talk(said)

    assert message.text == kept
    assert memory.message(message.id).text == kept
    assert memory.check() == []


def test_a_batch_is_kept_as_a_whole_or_not_at_all(memory, talk, noon):
    (first,) = talk("Before.")

    with memory.batch():
        memory.append(first.conversation, author="user", text="One.", at=noon)
        memory.append(first.conversation, author="user", text="Two.", at=noon)

    def fail_halfway() -> None:
        with memory.batch():
            memory.append(first.conversation, author="user", text="Three.", at=noon)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert [m.text for m in memory.messages(first.conversation)] == ["Before.", "One.", "Two."]


STEPS = st.lists(st.tuples(st.sampled_from(["append", "branch", "forget"]), st.integers(0, 30)), max_size=25)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_a_conversation_stays_a_tree_with_its_head_in_it(noon, steps):
    with Memory.open(":memory:") as memory:
        stays_a_tree(memory, noon, steps)


def stays_a_tree(memory, noon, steps):
    """Do these things, and look whether it does."""
    conversation = memory.begin(persona="samantha", at=noon).id
    alive = [memory.append(conversation, author="user", text="root", at=noon).id]
    parents = {alive[0]: None}
    for action, number in steps:
        chosen = alive[number % len(alive)]
        if action == "append":
            new = memory.append(conversation, author="user", text="x", at=noon)
            parents[new.id] = new.parent
            alive.append(new.id)
        elif action == "branch":
            memory.branch(conversation, chosen)
        elif len(alive) > 1:
            memory.forget(message_ids=[chosen])
            alive.remove(chosen)
            above = parents.pop(chosen)
            parents = {child: above if parent == chosen else parent for child, parent in parents.items()}

    kept = memory.store.rows("SELECT id, parent FROM message WHERE conversation = ?", (conversation,))
    assert {row["id"]: row["parent"] for row in kept} == parents
    assert memory.conversation(conversation).head in alive
    path = memory.messages(conversation)
    assert [m.parent for m in path] == [None, *(m.id for m in path[:-1])]
    assert memory.check() == []
