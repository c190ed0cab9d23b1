"""SillyTavern's chats: swipes are branches, dates have had many forms, and nothing has an id."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from memory.sillytavern import moment, slug

HEADER = {
    "user_name": "Tom",
    "character_name": "Mara Quill",
    "create_date": "2026-05-04@09h30m00s",
    "chat_metadata": {"integrity": "i-1"},
}


def says(text, *, you=False, minute=0, **more):
    return {
        "name": "Tom" if you else "Mara Quill",
        "is_user": you,
        "is_system": False,
        "send_date": f"2026-05-04T10:{minute:02}:00.000Z",
        "mes": text,
        "extra": {},
        **more,
    }


CHAT = [
    HEADER,
    says("The boiler coughs.", swipe_id=1, swipes=["Rope.", "The boiler coughs."], swipe_info=[{}, {}]),
    says("Can you get me there?", you=True, minute=1),
    says("Yes.", minute=2, swipes=["Yes.", "No.", "Yes."], swipe_id=0),
]


@pytest.fixture
def chat(tmp_path):
    def write(*records, name="Mara Quill - 2026-05-04@09h30m00s.jsonl"):
        path = tmp_path / name
        path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
        return path

    return write


def texts(memory, conversation=1):
    return [one.text for one in memory.messages(conversation)]


def test_swipes_are_branches_and_the_chat_goes_on_from_the_one_that_stands(memory, chat):
    report = memory.import_path(chat(*CHAT))

    assert (report.messages, report.problems, report.formats) == (5, (), ("sillytavern",))
    assert texts(memory) == ["The boiler coughs.", "Can you get me there?", "Yes."]
    assert [one.author for one in memory.messages(1)] == ["companion", "user", "companion"]
    rows = {row["text"]: row for row in memory.export()}
    assert rows["Rope."]["parent"] is rows["The boiler coughs."]["parent"] is None
    assert rows["No."]["parent"] == rows["Yes."]["parent"] == rows["Can you get me there?"]["id"]
    (found,) = memory.conversations()
    assert (found.persona, found.title) == ("mara-quill", "Mara Quill")
    assert memory.check() == []


def test_twice_is_once_under_any_name(memory, chat):
    memory.import_path(chat(*CHAT))
    again = memory.import_path(chat(*CHAT, name="renamed.jsonl"))
    assert (again.conversations, again.messages, again.known) == (0, 0, 5)


def test_a_chat_that_has_grown_goes_on_and_a_copy_that_went_elsewhere_joins_the_tree(memory, chat):
    memory.import_path(chat(*CHAT))
    grown = memory.import_path(chat(*CHAT, says("Good.", you=True, minute=3, swipes=["Good.", "Fine."])))
    branch = memory.import_path(chat(*CHAT[:3], says("Perhaps.", minute=5), name="Branch #1.jsonl"))

    assert (grown.messages, branch.messages, branch.conversations) == (2, 1, 0)
    assert texts(memory) == ["The boiler coughs.", "Can you get me there?", "Yes.", "Good."]
    assert memory.store.value("SELECT count(*) FROM message") == 8
    assert memory.check() == []


def test_the_same_words_again_are_another_message(memory, chat):
    memory.import_path(chat(HEADER, says("Hm."), says("Hm."), says("Hm.")))
    assert texts(memory) == ["Hm."] * 3


def test_others_in_the_room_keep_their_names(memory, chat):
    group = {"user_name": "unused", "character_name": "unused", "chat_metadata": {}}
    memory.import_path(
        chat(
            group,
            says("Hello all.", you=True),
            says("Hi.", name="Ann"),
            says("Ho.", name="user"),
            says("Hidden from the model, but said.", is_system=True),
            says("Welcome to the program", is_system=True, extra={"type": "welcome"}),
        )
    )
    authors = [one.author for one in memory.messages(1)]
    assert authors == ["user", "Ann", "user (a character)", "Mara Quill"]
    assert memory.conversations()[0].persona == "samantha"


def test_a_chat_without_a_header_takes_whoever_answers_for_the_companion(memory, chat):
    memory.import_path(chat(says("Hi.", name="Ann"), says("Hello.", you=True)), "sillytavern")
    assert [one.author for one in memory.messages(1)] == ["companion", "user"]


def test_undated_words_have_the_time_of_those_before(memory, chat):
    memory.import_path(
        chat(HEADER, says("Hi.", send_date=None), says("Oh.", minute=7), says("So.", send_date="?"))
    )
    first, second, third = memory.messages(1)
    assert first.at == moment("2026-05-04@09h30m00s")
    assert third.at == second.at


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("2024-06-05T15:04:05.123Z", datetime(2024, 6, 5, 15, 4, 5, 123000, UTC)),
        (1717599845123, datetime(2024, 6, 5, 15, 4, 5, 123000, UTC)),
        ("1717599845123", datetime(2024, 6, 5, 15, 4, 5, 123000, UTC)),
        (1717599845, datetime(2024, 6, 5, 15, 4, 5, 0, UTC)),
        ("June 5, 2024 3:04pm", datetime(2024, 6, 5, 15, 4).astimezone()),
        ("September 30, 2024 12:00am", datetime(2024, 9, 30, 0, 0).astimezone()),
        ("2024-6-5 @15h 4m 5s 123ms", datetime(2024, 6, 5, 15, 4, 5, 123000).astimezone()),
        ("2024-06-05 @15h 04m 05s", datetime(2024, 6, 5, 15, 4, 5).astimezone()),
        ("2024-06-05@15h04m05s", datetime(2024, 6, 5, 15, 4, 5).astimezone()),
        ("2024-06-05@15h04m05s007ms", datetime(2024, 6, 5, 15, 4, 5, 7000).astimezone()),
        ("Juneteenth 5, 2024 3:04pm", datetime(2024, 6, 5, 15, 4).astimezone()),
        ("Smarch 5, 2024 3:04pm", None),
        ("2024-13-45@99h99m99s", None),
        ("yesterday", None),
        ("9" * 400, None),
        (float("inf"), None),
        (True, None),
        ({}, None),
        (None, None),
    ],
)
def test_every_form_of_a_date(date, at):
    assert moment(date) == at


@pytest.mark.parametrize(
    ("name", "persona"),
    [
        ("Mara Quill", "mara-quill"),
        ("../../etc/x.yaml", "etc-x-yaml"),
        ("日本", ""),
        (None, ""),
        ("A" * 90, "a" * 60),
    ],
)
def test_a_characters_name_makes_the_id_of_a_persona(name, persona):
    assert slug(name) == persona


def test_what_cannot_be_read_is_named_and_the_rest_comes_in(memory, chat, tmp_path):
    path = chat(HEADER, says("Hi."))
    odd = [
        "nonsense",
        "5",
        json.dumps(says(5)),
        json.dumps({"x": 1}),
        "[" * 100_000,
        json.dumps(says("Ok.", swipes={"a": 1}, swipe_info=5, extra=7, name=["x"], send_date=[1])),
        json.dumps(says("\ud83d half", swipes=[None, 5, "", "other"])),
    ]
    path.write_text(path.read_text(encoding="utf-8") + "\n" + "\n".join(odd), encoding="utf-8")

    report = memory.import_path(path)

    assert [problem.place for problem in report.problems] == [f"line {number}" for number in range(3, 8)]
    assert texts(memory) == ["Hi.", "Ok.", "\ufffd half"]
    assert memory.check() == []
