"""Claude's export: blocks and attachments, branches, messages that say nothing, and older forms."""

from __future__ import annotations

ROOT = "00000000-0000-4000-8000-000000000000"


def message(uuid, sender, text=None, parent=ROOT, minute=0, **more):
    return {
        "uuid": uuid,
        "text": "",
        "content": [] if text is None else [{"type": "text", "text": text, "citations": []}],
        "sender": sender,
        "created_at": f"2026-05-04T12:{minute:02}:00.123456Z",
        "updated_at": "2026-05-04T13:00:00.000000Z",
        "attachments": [],
        "files": [],
        "parent_message_uuid": parent,
        **more,
    }


def conversation(*messages, uuid="c1", **more):
    return {
        "uuid": uuid,
        "name": "Tea",
        "summary": "",
        "created_at": "2026-05-04T12:00:00.000000Z",
        "updated_at": "2026-05-04T13:00:00.000000Z",
        "account": {"uuid": "a"},
        "chat_messages": list(messages),
        **more,
    }


def tea(**more):
    tool = [{"type": "thinking", "thinking": "Hm."}, {"type": "tool_use", "name": "search", "input": {}}]
    return conversation(
        message("q", "human", "Tea or coffee?"),
        message("call", "assistant", parent="q", minute=1, content=tool),
        message("a1", "assistant", "Tea.", parent="call", minute=2),
        message("q2", "human", "Why?", parent="a1", minute=3),
        message("a2", "assistant", "Coffee.", parent="q", minute=9),
        **more,
    )


def texts(memory, conversation=1):
    return [one.text for one in memory.messages(conversation)]


def test_a_tree_comes_in_with_its_branches_and_ends_with_the_newest(memory, exported):
    report = memory.import_path(exported(tea()))

    assert (report.messages, report.problems, report.formats) == (4, (), ("claude",))
    (found,) = memory.conversations()
    assert (found.title, found.external_id) == ("Tea", "c1")
    assert texts(memory) == ["Tea or coffee?", "Coffee."]
    parents = {row["text"]: row["parent"] for row in memory.export()}
    assert parents == {"Tea or coffee?": None, "Tea.": "q", "Why?": "a1", "Coffee.": "q"}
    assert [one.author for one in memory.messages(1)] == ["user", "companion"]
    assert memory.check() == []


def test_where_the_page_tells_its_leaf_that_is_the_head(memory, exported):
    memory.import_path(exported(tea(current_leaf_message_uuid="q2")))
    assert texts(memory) == ["Tea or coffee?", "Tea.", "Why?"]


def test_a_leaf_that_says_nothing_stands_for_what_is_above_it(memory, exported):
    memory.import_path(exported(tea(current_leaf_message_uuid="call")))
    assert texts(memory) == ["Tea or coffee?"]


def test_twice_is_once_and_a_grown_export_adds_what_is_new(memory, exported):
    memory.import_path(exported(tea()))
    again = memory.import_path(exported(tea()))
    assert (again.messages, again.known) == (0, 4)
    more = tea()
    more["chat_messages"].append(message("q3", "human", "And milk?", parent="a2", minute=30))
    assert memory.import_path(exported(more)).messages == 1
    assert texts(memory) == ["Tea or coffee?", "Coffee.", "And milk?"]


def test_older_exports_have_a_text_and_no_parents(memory, exported):
    old = conversation(
        {"uuid": "1", "sender": "human", "text": "Hello.", "created_at": "2024-01-01T10:00:00+00:00"},
        {"uuid": "2", "sender": "assistant", "text": "Hi!", "created_at": "2024-01-01T10:00:05+00:00"},
        {"uuid": "3", "sender": "human", "text": "Undated."},
    )
    assert memory.import_path(exported(old)).messages == 3
    said = memory.messages(1)
    assert [one.text for one in said] == ["Hello.", "Hi!", "Undated."]
    assert said[2].at == said[1].at


def test_what_was_pasted_and_attached(memory, exported):
    pasted = [
        {"file_name": "", "file_type": "txt", "extracted_content": "A long letter."},
        {"file_name": "tax.pdf", "extracted_content": "secret numbers"},
    ]
    files = [{"file_kind": "image", "file_name": "cat.png"}]
    memory.import_path(
        exported(conversation(message("q", "human", "Look:", attachments=pasted, files=files)))
    )
    assert texts(memory) == ["Look:\n\nA long letter.\n\n[a file: tax.pdf]\n\n[a file: cat.png]"]


def test_who_is_neither_you_nor_the_assistant_is_named(memory, exported):
    told = conversation(message("q", "human", "Hello."), message("x", "oracle", "Hm.", parent="q"))
    report = memory.import_path(exported(told))
    (problem,) = report.problems
    assert problem.place == "conversation 1, message x"
    assert "its sender is 'oracle'" in problem.reason
    assert texts(memory) == ["Hello."]


def test_what_cannot_be_read_is_named_and_the_rest_comes_in(memory, exported):
    broken = conversation(
        message("q", "human", "Hello."),
        "nonsense",
        {"sender": "human", "text": "no uuid"},
        message("bad", "assistant", parent="q", content=[{"type": "text", "text": 5}]),
        message("a", "assistant", "Hello!", parent="bad", minute=2),
        message("x", "human", "Round", parent="y"),
        message("y", "human", "and round.", parent="x"),
        uuid="c2",
    )
    odd = [conversation(uuid=5), {"uuid": "c3"}, "nonsense", conversation(uuid="c4", created_at=5, name=[1])]
    report = memory.import_path(exported(*odd, tea(), broken))

    assert [problem.place for problem in report.problems] == [
        "conversation 1",
        "conversation 2",
        "conversation 3",
        "conversation 6, message 2",
        "conversation 6, message 3",
        "conversation 6, message bad",
        "conversation 6, its tree",
    ]
    assert report.messages == 6
    assert memory.check() == []
