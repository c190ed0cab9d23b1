"""Out and in again: what was exported comes back equal, once, and bad lines are named."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

TABLES = ("conversation", "message")


def lines(memory):
    return [json.dumps(row) for row in memory.export()]


def plain(number, **changes):
    record = {
        "conversation": "talk",
        "id": f"m{number}",
        "author": "user",
        "text": f"Line {number}.",
        "at": f"2026-05-04T12:{number:02}:00+02:00",
    }
    return json.dumps({**record, **changes})


def rows(memory):
    """What two equal stores have in common: everything but the heartbeat."""
    messages = memory.store.rows("SELECT * FROM message ORDER BY id")
    conversations = memory.store.rows("SELECT * FROM conversation ORDER BY id")
    return [
        {name: row[name] for name in row.keys() if name != "touched"}  # noqa: SIM118 (a row is no dict)
        for row in [*conversations, *messages]
    ]


def test_an_export_has_a_dict_for_each_message(memory, noon):
    conversation = memory.begin(persona="samantha", at=noon, external_id="talk 1", title="Rain")
    first = memory.append(conversation.id, author="Caroline", text="Rain.", at=noon, external_id="D1:1")
    second = memory.append(
        conversation.id, author="companion", text="Again", at=noon, status="streaming", model="scripted"
    )

    told = {
        "conversation": "talk 1",
        "at": "2026-05-04T12:00:00.000000+00:00",
        "persona": "samantha",
        "detail": None,
        "origin": "said",
        "title": "Rain",
        "started_at": "2026-05-04T12:00:00.000000+00:00",
        "conversation_external_id": "talk 1",
        "conversation_number": conversation.id,
    }
    rain = {"id": "D1:1", "external_id": "D1:1", "parent": None, "author": "Caroline", "text": "Rain."}
    again = {"id": str(second.id), "external_id": None, "parent": "D1:1", "author": "companion"}
    assert list(memory.export()) == [
        told | rain | {"status": "complete", "model": None, "head": False},
        told | again | {"text": "Again", "status": "streaming", "model": "scripted", "head": True},
    ]
    assert first.id != second.id


@pytest.fixture
def full(memory, talk, noon):
    """Branches, heads in the middle, odd texts, ids that look like the store's own, and odd endings."""
    question, answer = talk("Tea or coffee?", "Tea.")
    memory.branch(question.conversation, question.id)
    memory.append(question.conversation, author="companion", text="Coffee.", at=noon, model="scripted")
    memory.branch(question.conversation, answer.id)
    talk("Tea or coffee?", "Tea.")
    cut = memory.append(question.conversation, author="companion", text="Or", at=noon, status="streaming")
    memory.update(cut.id, status="interrupted", detail="You stopped her.")
    named = memory.begin(persona="dry", at=noon - timedelta(days=1), external_id="1", title='"Quoted"')
    own = memory.append(named.id, author="user", text="\x00 \ud800 😀\nnew\u2028line", at=noon)
    memory.append(named.id, author="Zoë", text="", at=noon, external_id=str(own.id), origin="import")
    memory.append(named.id, author="user", text="Said twice.", at=noon)
    memory.append(named.id, author="user", text="Said twice.", at=noon)
    return memory


def test_what_was_exported_comes_back_equal(full, other):
    report = other.import_jsonl(lines(full))

    assert (report.conversations, report.messages, report.known, report.problems) == (3, 10, 0, ())
    assert list(other.export()) == list(full.export())
    assert rows(other) == rows(full)
    assert other.check() == []


def test_twice_is_once(full, other):
    other.import_jsonl(lines(full))
    before = rows(other)

    again = other.import_jsonl(lines(full))
    home = full.import_jsonl(lines(full))

    assert (again.conversations, again.messages, again.known) == (0, 0, 10)
    assert (home.conversations, home.messages, home.known) == (0, 0, 10)
    assert rows(other) == before == rows(full)


def test_a_conversation_that_went_on_since_stays_where_it_is(full, other, noon):
    exported = lines(full)
    other.import_jsonl(exported[:2])
    conversation = other.conversations()[0].id
    went_on = other.append(conversation, author="user", text="Then milk.", at=noon)
    other.import_jsonl(exported)

    assert other.conversation(conversation).head == went_on.id
    texts = {row["text"] for row in other.export()}
    assert {"Coffee.", "Then milk.", "Tea."} <= texts
    assert other.check() == []


def test_a_plain_file_of_messages_comes_in(memory):
    report = memory.import_jsonl([plain(1), "", plain(2, author="companion"), plain(3, id=33)])

    assert (report.conversations, report.messages, report.problems) == (1, 3, ())
    (conversation,) = memory.conversations()
    said = memory.messages(conversation.id)
    assert [m.text for m in said] == ["Line 1.", "Line 2.", "Line 3."]
    assert [m.external_id for m in said] == ["m1", "m2", "33"]
    assert said[0].at.isoformat() == "2026-05-04T10:01:00+00:00"
    assert {m.origin for m in said} == {"import"}
    assert conversation.persona == "samantha"
    assert conversation.external_id == "talk"


def test_a_file_that_has_grown_adds_what_is_new(memory):
    memory.import_jsonl([plain(1), plain(2)])
    report = memory.import_jsonl([plain(1), plain(2), plain(3)], persona="dry")

    assert (report.messages, report.known) == (1, 2)
    (conversation,) = memory.conversations()
    assert [m.text for m in memory.messages(conversation.id)] == ["Line 1.", "Line 2.", "Line 3."]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        (b"\xff\xfe\xfd", "not UTF-8|not JSON"),
        ('"text"', "JSON object"),
        (plain(2, text=None), "'text' has to be a text"),
        (plain(2, text=["a"]), "'text' has to be a text"),
        (plain(2, author=""), "'author' has to be a text"),
        (plain(2, at="yesterday"), "'at' has to be an ISO time"),
        (plain(2, at="9999-12-31T23:59:59Z"), "'at' has to be an ISO time"),
        (plain(2, at="0001-01-01T00:00:00Z"), "'at' has to be an ISO time"),
        (plain(2, at=None), "'at' has to be an ISO time"),
        (plain(2, conversation=None), "which 'conversation'"),
        (plain(2, id=[1]), "'id' has to be a text"),
        (plain(2, status="done"), "'done' is not a status"),
        (plain(2, model=4), "'model' has to be a text or null"),
        (plain(2, conversation_number="2"), "'conversation_number' has to be a whole number or null"),
        (plain(2, conversation_number=True), "'conversation_number' has to be a whole number or null"),
    ],
)
def test_a_bad_record_is_named_and_skipped(memory, bad, reason):
    report = memory.import_jsonl([plain(1), bad, plain(3)])

    (problem,) = report.problems
    assert problem.place == "line 2"
    assert any(part in problem.reason for part in reason.split("|"))
    assert str(problem) == f"line 2: {problem.reason}"
    assert [row["text"] for row in memory.export()] == ["Line 1.", "Line 3."]


def test_a_log_of_a_chat_endpoint_comes_in_under_its_own_names(memory):
    log = [
        {"conversation_id": 7, "role": "user", "content": "Tea?", "timestamp": "2026-01-01T10:00:00Z"},
        {"conversation_id": 7, "role": "assistant", "content": "Tea!", "created_at": "2026-01-01T10:00:05Z"},
    ]
    report = memory.import_jsonl(map(json.dumps, log))
    (conversation,) = memory.conversations()
    said = memory.messages(conversation.id)
    assert [(one.author, one.text, one.at.second) for one in said] == [
        ("user", "Tea?", 0),
        ("companion", "Tea!", 5),
    ]
    assert report.problems == ()
    assert memory.import_jsonl(map(json.dumps, log)).known == 2


def test_what_nobody_said_is_no_message(memory):
    told = {"conversation": "c", "content": "Be kind.", "at": "2026-01-01T10:00:00Z"}
    report = memory.import_jsonl([json.dumps(told | {"role": role}) for role in ("system", ["user"], None)])
    assert [problem.reason[:20] for problem in report.problems] == [
        "its role is 'system'",
        "its role is ['user']",
        "its role is None; wh",
    ]


def test_a_message_whose_parent_was_not_brought_comes_after_the_last(memory):
    memory.import_jsonl([plain(1, parent=None), plain(3, parent="m2")])
    (conversation,) = memory.conversations()
    assert [m.text for m in memory.messages(conversation.id)] == ["Line 1.", "Line 3."]


def test_a_message_may_be_named_as_the_programs_own_words_are(memory, other, talk, noon):
    (tea,) = talk("Tea?", external_id="talk")
    named = memory.append(tea.conversation, "user", "Green tea?", noon, external_id="head")
    memory.append(tea.conversation, "companion", "Yes.", noon)
    memory.branch(tea.conversation, named.id)
    memory.append(tea.conversation, "companion", "No.", noon)

    other.import_jsonl(lines(memory))

    assert list(other.export()) == list(memory.export())


def test_an_answer_that_was_still_coming_is_interrupted(memory):
    memory.import_jsonl([plain(1, status="streaming")])
    assert next(memory.export())["status"] == "interrupted"


def test_text_that_utf8_cannot_hold_comes_in(memory):
    memory.import_jsonl([plain(1, text="half \ud83d"), plain(1, text="half \ud83d")])
    assert [row["text"] for row in memory.export()] == ["half \ufffd"]


def test_many_messages_come_in_quickly_and_progress_is_told(memory):
    told = []
    many = [plain(n % 60, id=f"m{n}", conversation=f"talk {n // 100}") for n in range(5000)]
    report = memory.import_jsonl(many, progress=told.append)

    assert report.messages == 5000
    assert told == [2000, 4000, 5000]
    assert memory.status()["rows"]["conversation"] == 50
