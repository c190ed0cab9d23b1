"""ChatGPT's export: trees with hidden nodes, branches, and the node they have come to."""

from __future__ import annotations

import zipfile

import pytest

from memory import StoreError

MAY = 1_777_896_000.0  # 4 May 2026, 12:00 UTC


def node(key, parent, role=None, text=None, at=None, **more):
    if role is None:
        return {key: {"id": key, "message": None, "parent": parent, "children": []}}
    message = {
        "id": key,
        "author": {"role": role, "name": None, "metadata": {}},
        "create_time": at,
        "content": {"content_type": "text", "parts": [text]},
        "status": "finished_successfully",
        "metadata": {"model_slug": "gpt-4o"} if role == "assistant" else {},
        "recipient": "all",
        **more,
    }
    return {key: {"id": key, "message": message, "parent": parent, "children": []}}


def conversation(*nodes, current, name="c1", title="Tea"):
    mapping = {key: value for part in nodes for key, value in part.items()}
    return {
        "id": name,
        "conversation_id": name,
        "title": title,
        "create_time": MAY,
        "update_time": MAY + 60,
        "mapping": mapping,
        "current_node": current,
    }


def tea():
    hidden = {"metadata": {"is_visually_hidden_from_conversation": True}}
    return conversation(
        node("root", None),
        node("system", "root", "system", "", **hidden),
        node("q", "system", "user", "Tea or coffee?", MAY + 1),
        node("call", "q", "assistant", "search('tea')", MAY + 2, recipient="browser"),
        node("result", "call", "tool", "Tea is a drink.", MAY + 3),
        node("a1", "result", "assistant", "Tea.", MAY + 4),
        node("a2", "q", "assistant", "Coffee.", MAY + 30),
        node("q2", "a1", "user", "Why?", None),
        current="a1",
    )


def test_a_tree_comes_in_with_its_branches_and_its_head(memory, exported):
    report = memory.import_path(exported(tea()))

    assert (report.conversations, report.messages, report.problems) == (1, 4, ())
    (found,) = memory.conversations()
    assert (found.title, found.external_id, found.started_at.timestamp()) == ("Tea", "c1", MAY)
    said = memory.messages(found.id)
    assert [(m.author, m.text, m.model) for m in said] == [
        ("user", "Tea or coffee?", None),
        ("companion", "Tea.", "gpt-4o"),
    ]
    parents = {row["text"]: row["parent"] for row in memory.export()}
    assert parents == {"Tea or coffee?": None, "Tea.": "q", "Coffee.": "q", "Why?": "a1"}
    assert {row["origin"] for row in memory.export()} == {"import"}
    assert memory.check() == []


def test_an_undated_message_has_its_parents_time(memory, exported):
    memory.import_path(exported(tea()))
    times = {row["text"]: row["at"] for row in memory.export()}
    assert times["Why?"] == times["Tea."]


def test_twice_is_once(memory, exported):
    memory.import_path(exported(tea()))
    before = list(memory.export())
    report = memory.import_path(exported(tea()))

    assert (report.conversations, report.messages, report.known) == (0, 0, 4)
    assert list(memory.export()) == before


def part_of_tea(*keys, current):
    """What was taken in of it, where the import was broken off."""
    begun = tea()
    for key in set(begun["mapping"]) - set(keys):
        del begun["mapping"][key]
    return begun | {"current_node": current}


@pytest.mark.parametrize(
    ("keys", "current"),
    [
        (("root", "system", "q", "a2"), "a2"),
        (("root", "system", "q"), "q"),
        (("root", "system", "q", "call", "result", "a1"), "a1"),
    ],
)
def test_what_was_broken_off_comes_to_the_same_head_in_the_end(memory, exported, keys, current):
    memory.import_path(exported(part_of_tea(*keys, current=current)))
    memory.import_path(exported(tea()))
    (found,) = memory.conversations()
    assert [m.text for m in memory.messages(found.id)] == ["Tea or coffee?", "Tea."]
    assert memory.check() == []


def test_an_older_export_does_not_lead_back(memory, exported):
    memory.import_path(exported(tea()))
    memory.import_path(exported(part_of_tea("root", "system", "q", "a2", current="a2")))
    (found,) = memory.conversations()
    assert memory.messages(found.id)[-1].text == "Tea."


def test_a_conversation_that_went_on_here_stays_where_it_is(memory, exported, noon):
    memory.import_path(exported(part_of_tea("root", "system", "q", "a2", current="a2")))
    (found,) = memory.conversations()
    memory.append(found.id, "user", "Coffee it is.", noon)
    memory.import_path(exported(tea()))
    assert [m.text for m in memory.messages(found.id)] == ["Tea or coffee?", "Coffee.", "Coffee it is."]


def test_the_zip_it_comes_in_will_do(memory, tmp_path, exported):
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("user.json", "{}")
        made.write(exported(tea()), "conversations.json")

    assert memory.import_path(archive).messages == 4


def test_speech_and_pictures(memory, exported):
    heard = {
        "content_type": "multimodal_text",
        "parts": [
            {"content_type": "image_asset_pointer", "asset_pointer": "file-service://x"},
            {"content_type": "audio_transcription", "text": "What is this?"},
            {"content_type": "real_time_user_audio_video_asset_pointer"},
        ],
    }
    memory.import_path(exported(conversation(node("q", None, "user", "", MAY, content=heard), current="q")))
    assert next(memory.export())["text"] == "[a picture]\n\nWhat is this?"


def test_what_cannot_be_read_is_named_and_the_rest_comes_in(memory, exported):
    broken = conversation(
        node("q", None, "user", "Hello.", MAY),
        node("bad", "q", "assistant", "Hm.", MAY, content={"content_type": "text"}),
        node("a", "bad", "assistant", "Hello!", MAY),
        node("x", "y", "user", "Round", MAY),
        node("y", "x", "user", "and round.", MAY),
        current="a",
        name="c2",
    )
    report = memory.import_path(exported({"title": "no mapping"}, "nonsense", tea(), broken))

    assert [problem.place for problem in report.problems] == [
        "conversation 1",
        "conversation 2",
        "conversation 4, message bad",
        "conversation 4, its tree",
    ]
    assert report.messages == 6
    (found,) = [c for c in memory.conversations() if c.external_id == "c2"]
    assert [m.text for m in memory.messages(found.id)] == ["Hello.", "Hello!"]


@pytest.mark.parametrize("content", ["{}", "not json", "[" * 100_000, ""])
def test_a_file_that_is_no_such_export_is_said_so(memory, tmp_path, content):
    path = tmp_path / "conversations.json"
    path.write_text(content)
    with pytest.raises(StoreError, match="not an export of ChatGPT"):
        memory.import_path(path, "chatgpt")
    with pytest.raises(StoreError, match="can't be read"):
        memory.import_path(tmp_path / "nowhere.json")
