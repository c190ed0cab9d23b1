"""Forgetting: what goes along, and what stays."""

from __future__ import annotations

import pytest

from memory import NotFoundError, Recollection, StoreError

SECRET = "Zorblaxinations"
STEM = "zorblaxin"


def traces(folder, word):
    """How often the word is in the files of the folder, in any case, as UTF-8 and UTF-16."""
    needles = [word.lower().encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    return {
        path.name: count
        for path in folder.rglob("*")
        if path.is_file() and (count := sum(path.read_bytes().lower().count(needle) for needle in needles))
    }


def tell_about(memory, message, text):
    """A fact, a summary, a proposal with its reminder, and growth, all derived from the message."""
    at = message.at
    fact = memory.learn(text, said_by="user", sources=[message.id], quote=message.text, at=at)
    memory.summarise(
        "conversation",
        text,
        start=at,
        end=at,
        sources=[message.id],
        method="extractive",
        at=at,
        conversation=message.conversation,
    )
    proposal = memory.propose(
        "reminder",
        text,
        reason=text,
        quote=text,
        evidence=message.id,
        conversation=message.conversation,
        at=at,
    )
    assert proposal is not None
    memory.remind(text, at, at=at, proposal=proposal.id)
    memory.suggest_change(
        "samantha", "voice.do", text, subject=text, reason=text, sources=[message.id], at=at
    )
    return fact


def test_what_is_shown_before_is_what_goes(memory, talk):
    said = talk("The password is swordfish.", "I will keep it.", "Good.")
    tell_about(memory, said[0], "Swordfish.")

    before = memory.preview_forget(matching="swordfish")
    assert memory.preview_forget(matching="swordfish") == before
    assert before["messages"] == before["facts"] == before["summaries"] == 1
    assert memory.forget(matching="swordfish") == before
    assert not any(memory.preview_forget(matching="swordfish").values())


def test_a_message_takes_along_what_rests_on_it(memory, talk):
    said = talk("My cat is called Miso.", "What a name!")
    fact = tell_about(memory, said[0], "The cat is called Miso.")
    recalled = Recollection("fact", fact.id, fact.text, said[0].at, 1.0, "user", None, (said[0].id,))
    memory.note_recalled(said[1].id, [recalled])

    memory.forget(message_ids=[said[0].id])

    assert memory.facts(include_superseded=True) == memory.summaries() == memory.proposals() == []
    assert memory.reminders() == memory.recalled(said[1].id) == []
    assert [m.text for m in memory.messages(said[0].conversation)] == ["What a name!"]
    assert memory.search("Miso") == []
    assert memory.check() == []


def test_a_fact_with_another_source_stays_without_this_one(memory, talk, noon):
    first, _, second = talk("I live in Bergen.", "Rainy?", "Bergen is where I live, yes.")
    fact = memory.learn(
        "Lives in Bergen.", said_by="user", sources=[first.id, second.id], quote="I live in Bergen.", at=noon
    )
    told = memory.learn("Is called Theo.", said_by="user", at=noon, pinned=True)

    memory.forget(message_ids=[first.id])

    kept = memory.fact(fact.id)
    assert kept.sources == (second.id,)
    assert kept.quote is None
    assert memory.fact(told.id) == told
    assert memory.check() == []


def test_a_quote_that_another_source_has_too_stays(memory, talk, noon):
    first, _, second = talk("I live in Bergen.", "Rainy?", "As I said: I live in Bergen.")
    fact = memory.learn(
        "Lives in Bergen.", said_by="user", sources=[first.id, second.id], quote="I live in Bergen", at=noon
    )

    memory.forget(message_ids=[first.id])

    assert memory.fact(fact.id).quote == "I live in Bergen"


def test_the_branches_of_a_message_that_goes_grow_from_its_parent(memory, talk, noon):
    root, middle, leaf = talk("One.", "Two.", "Three.")
    memory.branch(root.conversation, middle.id)
    other = memory.append(root.conversation, author="user", text="Three, again.", at=noon)

    memory.forget(message_ids=[middle.id])

    assert [memory.message(number).parent for number in (leaf.id, other.id)] == [root.id, root.id]
    assert memory.conversation(root.conversation).head == other.id

    memory.forget(message_ids=[root.id, other.id])
    assert memory.message(leaf.id).parent is None
    assert memory.conversation(root.conversation).head == leaf.id


def test_an_empty_conversation_goes_too(memory, talk, noon):
    said = talk("Forget this.", "Gladly.")
    memory.enqueue("summary", said[0].conversation, noon)
    talk("Keep this.")

    counts = memory.forget(message_ids=[message.id for message in said])

    assert counts["conversations"] == 1
    with pytest.raises(NotFoundError):
        memory.conversation(said[0].conversation)
    assert memory.claim(noon) is None
    assert [row["text"] for row in memory.export()] == ["Keep this."]


def test_a_whole_conversation(memory, talk):
    said, kept = talk("Forget this.", "And this."), talk("Keep this.")
    tell_about(memory, said[0], "Something.")
    assert memory.forget(conversation_ids=[said[0].conversation])["messages"] == 2
    assert [row["text"] for row in memory.export()] == [kept[0].text]
    assert memory.facts() == []


def test_a_fact_alone(memory, talk):
    (message,) = talk("I like tea.")
    fact = tell_about(memory, message, "Likes tea.")
    counts = memory.forget(fact_ids=[fact.id])

    assert (counts["facts"], counts["messages"]) == (1, 0)
    assert memory.message(message.id) == message


def test_everything(home, memory, talk):
    said = talk(f"{SECRET}!", "Sorry?")
    tell_about(memory, said[0], SECRET)
    memory.forget(everything=True)

    assert traces(home, STEM) == {}
    assert not any(memory.status()["rows"].values())
    assert memory.check() == []


@pytest.mark.parametrize(
    ("said", "matching"),
    [
        ("Straße nach ÅLESUND", "strasse nach ålesund"),
        ("the cafe\u0301 at the corner", "CAFÉ"),
        ("line\nbreak", "Line break"),
    ],
)
def test_case_and_spelling_make_no_difference(memory, talk, said, matching):
    talk(said, "Nothing to do with it.")
    assert memory.forget(matching=matching)["messages"] == 1


def test_a_name_takes_along_what_its_bearer_said_but_a_role_does_not(memory, talk, noon):
    (mine,) = talk("Hello, user.")
    memory.append(mine.conversation, author="Caroline", text="Hello.", at=noon)

    assert memory.forget(matching="caroline")["messages"] == 1
    talk("I am only speaking.")
    assert memory.forget(matching="user")["messages"] == 1
    assert [row["text"] for row in memory.export()] == ["I am only speaking."]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("My cat is called…", None),
        ("Miso the tomcat", None),
        ("Mi…", None),
        ("Lovely", "Lovely"),
        ("Planning the summer", "Planning the summer"),
    ],
)
def test_a_title_made_of_a_message_goes_with_it(memory, talk, title, kept):
    said = talk("My cat is called Miso.", "Lovely.")
    memory.rename(said[0].conversation, title)
    memory.forget(message_ids=[said[0].id])

    assert memory.conversation(said[0].conversation).title == kept


def test_an_empty_text_is_not_everything(memory, talk):
    talk("Keep this.")
    for empty in ("", "  "):
        with pytest.raises(StoreError, match="Say which text"):
            memory.forget(matching=empty)
    assert not any(memory.forget().values())
    assert len(list(memory.export())) == 1


def test_forgetting_is_no_part_of_a_batch(memory, talk):
    (message,) = talk("Keep this.")
    with memory.batch(), pytest.raises(StoreError, match="End the batch first"):
        memory.forget(message_ids=[message.id])
    assert memory.message(message.id) == message
