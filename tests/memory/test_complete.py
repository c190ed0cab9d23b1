"""A complete export: what is in a store comes back into a fresh one, and goes out again the same."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from memory import Recollection
from memory.instants import stamp
from memory.kinds import BY_KIND, KINDS, NOT_EXPORTED


def lines(memory):
    return [json.dumps(record) for record in memory.export_all()]


@pytest.fixture
def lived_in(memory, talk, noon):
    """A store with something of everything, and with gaps where things were forgotten."""
    gone = talk("This will be forgotten.", "Yes?")
    home = talk("I live in Ulm.", "Nice.", "Now I live in Bergen.", "Oh.", external_id="1")
    dentist = talk("Remind me of the dentist.", "I will.")
    memory.begin(persona="dry", at=noon, title="Nothing said")
    memory.branch(home[0].conversation, home[1].id)
    memory.branch(dentist[0].conversation, None)
    ulm = learned(memory, home, noon)
    where = summed_up(memory, home, dentist, noon)
    proposed(memory, dentist[0], noon)
    grown(memory, [home[0].id, dentist[0].id], noon)
    recalled(memory, dentist[1], noon, message=home[0].id, fact=ulm.id, summary=where.id)
    memory.enqueue("summary", home[0].conversation, noon)
    wrong = memory.learn("You are a dentist.", said_by="user", sources=[dentist[0].id], at=noon)
    memory.forget(message_ids=[message.id for message in gone], fact_ids=[wrong.id])
    return memory


def learned(memory, home, noon):
    """What she knows; of where you live, what it was before -> that."""
    first, second = home[0].id, home[2].id
    ulm = memory.learn("You live in Ulm.", said_by="user", sources=[first], quote="Ulm", at=noon)
    bergen = {"sources": [second, first], "supersedes": ulm.id}
    memory.learn("You live in Bergen.", said_by="user", at=noon, **bergen)
    memory.learn("You like rain.", said_by="user", at=noon, pinned=True)
    return ulm


def summed_up(memory, home, dentist, noon):
    """A summary that gave way, and one that it is part of -> the first."""
    parts = [
        memory.summarise(
            "conversation",
            text,
            start=noon,
            end=noon + timedelta(hours=1),
            sources=[message.id for message in messages],
            method="extractive",
            at=noon,
            conversation=messages[0].conversation,
        )
        for text, messages in (("Where you live.", home), ("The dentist.", dentist))
    ]
    memory.store.execute("UPDATE summary SET replaced_at = ? WHERE id = 1", (stamp(noon),))
    memory.store.execute("INSERT INTO summary_part VALUES (?, ?, 1)", (parts[0].id, parts[1].id))
    return parts[0]


def proposed(memory, said, noon):
    """A proposal and the reminder that was made of it."""
    about = {"evidence": said.id, "conversation": said.conversation, "at": noon, "due": noon}
    proposal = memory.propose("reminder", "The dentist", reason="You said so.", quote="dentist", **about)
    memory.remind("The dentist", noon, at=noon, proposal=proposal.id, rrule="FREQ=DAILY")


def grown(memory, sources, noon):
    """A change of hers that you approved."""
    change = memory.suggest_change(
        "samantha",
        "voice.length",
        '"terse"',
        before='"short"',
        subject="length: short > terse",
        reason="You asked for it.",
        sources=sources,
        at=noon,
    )
    memory.settle_change(change.id, "approved", noon, "user")


def recalled(memory, answer, noon, **ids):
    """What an answer rests on, each less than the one before."""
    found = [
        Recollection(kind, number, "", noon, 1.5 / 2**place, None, None, ())
        for place, (kind, number) in enumerate(ids.items())
    ]
    memory.note_recalled(answer.id, found)


def test_everything_comes_back_equal(lived_in, other):
    before = list(lived_in.export_all())

    report = other.import_jsonl(lines(lived_in))

    assert report.problems == ()
    made = [record for record in before if record.get("record", "conversation") != "conversation"]
    assert {record["record"] for record in made} == set(KINDS)
    assert (report.messages, report.records) == (6, len(made))
    assert list(other.export_all()) == before
    assert other.facts(include_superseded=True) == lived_in.facts(include_superseded=True)
    assert told(other.recalled(answer(other))) == told(lived_in.recalled(answer(lived_in)))
    assert [one.text for one in other.why("reminder", 1)] == ["Remind me of the dentist."]
    assert other.check() == []


def answer(memory):
    """The answer for which something was recalled."""
    return memory.store.value("SELECT DISTINCT message FROM recalled")


def told(recollections):
    return [(one.kind, one.id, one.text, one.score, one.sources) for one in recollections]


def test_twice_is_once(lived_in, other):
    other.import_jsonl(lines(lived_in))
    again = other.import_jsonl(lines(lived_in))
    home = lived_in.import_jsonl(lines(lived_in))

    for report in (again, home):
        assert (report.conversations, report.messages, report.records, report.problems) == (0, 0, 0, ())
    assert list(other.export_all()) == list(lived_in.export_all())


def test_conversations_keep_their_numbers_whichever_comes_in_first(memory, other, noon):
    silent = memory.begin("dry", noon)
    last_to_speak = memory.begin("samantha", noon)
    named = memory.begin("samantha", noon, external_id=str(silent.id))
    memory.append(named.id, "user", "I come first.", noon)
    memory.append(last_to_speak.id, "user", "I come last.", noon)
    before = list(memory.export_all())

    other.import_jsonl(lines(memory))

    assert [one["conversation"] for one in before] == ["1", "2", "#1"]
    assert list(other.export_all()) == before
    assert [other.conversation(one.id).external_id for one in (silent, last_to_speak, named)] == [
        None,
        None,
        "1",
    ]


def test_what_points_to_a_conversation_with_an_empty_name_goes_out_too(memory, other, noon):
    talk = memory.begin("samantha", noon, external_id="")
    said = memory.append(talk.id, "user", "I see the dentist.", noon, external_id="")
    memory.propose(
        "plan",
        "The dentist",
        reason="You said so.",
        quote="dentist",
        evidence=said.id,
        conversation=talk.id,
        at=noon,
    )

    other.import_jsonl(lines(memory))

    assert [one.evidence for one in other.proposals()] == [said.id]


def test_a_conversation_whose_number_is_taken_gets_another(memory, other, noon):
    other.begin("samantha", noon, external_id="here before")
    talk = memory.begin("samantha", noon, external_id="brought")
    memory.append(talk.id, "user", "Hello.", noon)

    report = other.import_jsonl(lines(memory))

    assert report.problems == ()
    assert [one.id for one in other.conversations()] == [2]


def test_it_can_be_told_what_is_a_message(lived_in):
    for record in lived_in.export_all():
        assert ("author" in record) != ("record" in record)
    assert list(lived_in.export()) == [one for one in lived_in.export_all() if "record" not in one]


def test_what_is_there_already_is_not_said_twice_but_rests_on_more(lived_in, other, noon):
    conversation = other.begin("samantha", noon)
    own = other.append(conversation.id, "user", "It rains, I like it.", noon)
    mine = other.learn("you like rain", said_by="user", sources=[own.id], at=noon + timedelta(days=1))
    other.import_jsonl(lines(lived_in))

    assert [fact.id for fact in other.facts() if "rain" in fact.text] == [mine.id]
    assert len(other.facts(include_superseded=True)) == 3
    assert other.check() == []


def test_a_fact_that_gave_way_since_gives_way_here_too(memory, other, talk, noon):
    said = talk("I live in Ulm.", "Nice.")
    old = memory.learn("You live in Ulm.", said_by="user", sources=[said[0].id], at=noon)
    other.import_jsonl(lines(memory))
    memory.learn("You live in Bergen.", said_by="user", at=noon + timedelta(days=9), supersedes=old.id)

    report = other.import_jsonl(lines(memory))

    assert report.records == 1
    assert [fact.text for fact in other.facts()] == ["You live in Bergen."]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"record": "dream"}, "no records of the kind 'dream'"),
        ({"record": ["fact"]}, "no records of the kind"),
        ({"record": "fact"}, "is missing"),
        ({"text": 5}, "'text' has to be a text"),
        ({"confidence": "high"}, "'confidence' has to be a number"),
        ({"confidence": float("nan")}, "'confidence' has to be a number"),
        ({"confidence": 7.5}, "'confidence' has to be between 0 and 1"),
        ({"confidence": -0.1}, "'confidence' has to be between 0 and 1"),
        ({"pinned": 2**70}, "a number is too large"),
        ({"learned_at": "once"}, "'learned_at' has to be an ISO time"),
        ({"learned_at": "0001-01-01T00:00:00+14:00"}, "'learned_at' has to be an ISO time"),
        ({"sources": [["c", "nowhere"]]}, "'sources' is a message that is not in the file"),
        ({"sources": "m1"}, "'sources' has to be a list"),
        ({"sources": [{}]}, "'sources' is a message that is not in the file"),
        ({"quote": "Ulm"}, "it has a 'quote', but no 'sources'"),
        ({"superseded_by": 99}, "'superseded_by' is a fact that is not in the file"),
        ({"superseded_by": 1}, "'superseded_by' leads back to itself"),
        ({"record": "recalled", "message": 1, "kind": "dream", "ref": 1}, "is a"),
        ({"record": "conversation", "conversation": "c", "persona": 1}, "'persona' has to be a text"),
    ],
)
def test_a_record_that_is_not_as_it_should_be_is_named_and_skipped(memory, noon, record, reason):
    fact = {"record": "fact", "id": 1, "text": "T.", "said_by": "user", "confidence": 1.0, "pinned": 0}
    fact |= {"learned_at": noon.isoformat()}
    given = record if "record" in record else fact | record

    report = memory.import_jsonl([json.dumps(given)])

    (problem,) = report.problems
    assert problem.place == "line 1"
    assert reason in problem.reason
    assert memory.check() == []


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("I live in Ulm", None),
        ("i live,\nin ULM.", None),
        ("I live in Bergen", "'quote' is in none of its 'sources'"),
        ("live in Ul", "'quote' is in none of its 'sources'"),
    ],
)
def test_what_a_fact_quotes_has_to_be_in_one_of_its_sources(memory, other, talk, noon, quote, reason):
    said = talk("Hello.", "Hi!", "You know, I live in Ulm by now.")
    memory.learn(
        "You live in Ulm.", said_by="user", sources=[said[0].id, said[2].id], quote="I live in Ulm", at=noon
    )
    rows = [json.loads(line) for line in lines(memory)]
    for row in rows:
        row |= {"quote": quote} if "quote" in row else {}

    report = other.import_jsonl([json.dumps(row) for row in rows])

    assert [problem.reason for problem in report.problems] == ([] if reason is None else [f"its {reason}"])
    assert [fact.quote for fact in other.facts()] == ([quote] if reason is None else [])
    assert report.messages == 3
    assert other.check() == []


def test_a_number_that_no_store_could_have_is_not_kept(memory, noon):
    said = {"conversation": "9", "id": str(10**18), "author": "user", "text": "x", "at": noon.isoformat()}
    said |= {"external_id": None, "conversation_external_id": None, "conversation_number": 10**18}
    memory.import_jsonl([json.dumps(said), json.dumps(said | {"id": "9" * 5000})])

    assert memory.store.value("SELECT max(id) FROM message") == 2
    assert memory.store.value("SELECT max(id) FROM conversation") == 1


def test_every_table_goes_out_or_can_be_made_again(memory):
    tables = {
        row[0]
        for row in memory.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row[0].startswith("sqlite_") and "_fts" not in row[0]
    }
    assert tables == KINDS.keys() | NOT_EXPORTED


def test_every_column_that_points_to_another_record_is_known_as_such(memory):
    for kind in KINDS.values():
        keys = memory.store.rows(f"PRAGMA foreign_key_list({kind.name})")
        pointing = {row["from"]: row["table"] for row in keys}
        told = {column: target for column, target in kind.references.items() if target != BY_KIND}
        assert pointing == told
