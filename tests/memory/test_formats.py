"""What is brought: told by its content, from a file, folder, zip or pipe, and harmless whatever is in it."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory import Memory, StoreError
from memory.formats import recognise
from memory.incoming import UnreadableError
from memory.jsonstream import LARGEST
from tests.memory.test_claude import tea as claude
from tests.memory.test_sillytavern import CHAT

LINE = {"conversation": "one", "id": "1", "author": "user", "text": "Hello.", "at": "2026-05-04T12:00:00Z"}
GPT = {
    "title": "Ulm",
    "create_time": 1777629600.0,
    "mapping": {
        "n": {
            "id": "n",
            "parent": None,
            "children": [],
            "message": {
                "author": {"role": "user"},
                "create_time": 1777629600.0,
                "content": {"content_type": "text", "parts": ["Where is Ulm?"]},
            },
        }
    },
    "conversation_id": "g",
}
FILES = {
    "one.jsonl": json.dumps(LINE),
    "gpt/conversations.json": json.dumps([GPT]),
    "gpt/user.json": '{"id": "u", "email": "x"}',
    "claude/conversations.json": json.dumps([claude()], indent=2),
    "chats/mara.jsonl": "\n".join(map(json.dumps, CHAT)),
    "notes.txt": "not looked at",
    ".hidden.json": json.dumps([GPT]),
}


@pytest.fixture
def folder(tmp_path):
    for name, content in FILES.items():
        path = tmp_path / "brought" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "brought"


@pytest.fixture
def packed(tmp_path):
    path = tmp_path / "brought.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (json.dumps(LINE), "jsonl"),
        ("\ufeff\n" + json.dumps(LINE), "jsonl"),
        ('{"record": "fact"}', "jsonl"),
        ("", "jsonl"),
        (json.dumps([GPT]), "chatgpt"),
        (json.dumps(GPT), "chatgpt"),
        (json.dumps([claude()], indent=4), "claude"),
        ("\n".join(map(json.dumps, CHAT)), "sillytavern"),
        (json.dumps(CHAT[1]), "sillytavern"),
        (json.dumps({"title": 'say "mapping": {', "chat_messages": []}), "claude"),
    ],
)
def test_a_format_is_told_by_its_content(content, form):
    assert recognise(content.encode()) == form


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Dear diary", "not JSON"),
        (b"\x89PNG\r\n", "not JSON"),
        (b'{"x": 1}', "none of the keys"),
        (b'[{"rule": "user"}]', "none of the keys"),
        (b"PK\x03\x04", "a zip that can't be opened"),
        (b"[]", "nothing in it"),
        (b" { }\n", "nothing in it"),
        ('{"author": "user"}'.encode("utf-16"), "UTF-16"),
    ],
)
def test_what_is_none_of_them_is_told_why(content, reason):
    with pytest.raises(UnreadableError, match=reason):
        recognise(content)


@pytest.mark.parametrize("given", ["folder", "packed"])
def test_all_that_is_in_a_folder_or_zip_comes_in(memory, request, given):
    path = request.getfixturevalue(given)
    told = []
    report = memory.import_path(path, progress=lambda read, part: told.append((read, part)))

    assert (report.conversations, report.messages, report.problems) == (4, 1 + 1 + 4 + 5, ())
    assert set(report.formats) == {"jsonl", "chatgpt", "claude", "sillytavern"}
    assert told[-1][0] == 11
    assert [part for _, part in told] == sorted(part for _, part in told)
    again = memory.import_path(path)
    assert (again.messages, again.known) == (0, 11)
    assert memory.check() == []


def test_of_a_folder_only_one_format_if_that_was_told(memory, folder):
    assert memory.import_path(folder, "claude").formats == ("claude",)
    with pytest.raises(StoreError, match="it is not a file of messages"):
        memory.import_path(folder / "claude", "jsonl")
    (folder / "claude" / "more.json").write_text("{}", encoding="utf-8")
    with pytest.raises(StoreError, match="none of its 2 files is a file of messages"):
        memory.import_path(folder / "claude", "jsonl")


def test_problems_name_their_file(memory, folder):
    (folder / "one.jsonl").write_text(json.dumps(LINE) + "\nnonsense\n", encoding="utf-8")
    (folder / "cut.json").write_text(json.dumps([GPT, GPT])[:-30], encoding="utf-8")
    report = memory.import_path(folder)
    assert [problem.place for problem in report.problems] == ["cut.json, conversation 2", "one.jsonl, line 2"]
    assert report.messages == 11


def test_links_and_empty_folders(memory, folder, tmp_path):
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "a.jsonl").symlink_to(folder / "one.jsonl")
    with pytest.raises(StoreError, match="nothing to take in"):
        memory.import_path(tmp_path / "linked")
    with pytest.raises(StoreError, match="No such file"):
        memory.import_path(tmp_path / "nowhere")


def test_a_pipe_is_read_as_it_comes(memory):
    report = memory.import_stream(io.BytesIO(json.dumps([GPT]).encode()))
    assert (report.messages, report.formats) == (1, ("chatgpt",))


def zipped(path, *entries, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def test_names_in_a_zip_are_only_names(memory, tmp_path):
    names = [
        "/etc/cron.d/x.jsonl",
        "../../../x.jsonl",
        "C:\\x.jsonl",
        "a\x1b[31m.jsonl",
        "x" * 3000 + ".jsonl",
    ]
    path = zipped(tmp_path / "odd.zip", *[(name, json.dumps(LINE | {"id": name})) for name in names])
    before = set(tmp_path.rglob("*"))
    assert memory.import_path(path).messages == len(names)
    assert set(tmp_path.rglob("*")) == before


def test_a_bomb_is_not_unpacked(memory, tmp_path):
    path = zipped(tmp_path / "bomb.zip", ("conversations.json", b"[" + b" " * (300 << 20) + b"]"))
    with pytest.raises(StoreError, match="would be 300 MB when it is unpacked"):
        memory.import_path(path)


def test_a_zip_that_is_broken_locked_or_lies_is_said_so(memory, tmp_path):
    good = zipped(tmp_path / "good.zip", ("a.jsonl", "\n".join([json.dumps(LINE)] * 5000))).read_bytes()
    for name, content, reason in (
        ("cut.zip", good[: len(good) // 2], "can't be taken in"),
        ("flipped.zip", good[:60] + bytes(40) + good[100:], "can't be read|from some place on"),
        ("locked.zip", locked(good), "password"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        try:
            told = " ".join(map(str, memory.import_path(path).problems))
        except StoreError as error:
            told = str(error)
        assert any(part in told for part in reason.split("|")), (name, told)


def locked(content):
    """The zip with the bit set that says that its files are encrypted."""
    data = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + offset
        struct.pack_into("<H", data, place, struct.unpack_from("<H", data, place)[0] | 1)
    return bytes(data)


def test_a_line_without_end_is_passed_over(memory, tmp_path):
    path = tmp_path / "long.jsonl"
    with path.open("w", encoding="utf-8") as out:
        out.write(json.dumps(LINE) + "\n" + '{"text": "' + "x" * (LARGEST * 2 + 5) + '"}\n')
        out.write(json.dumps(LINE | {"id": "2"}))
    report = memory.import_path(path)
    assert report.messages == 2
    assert [str(problem) for problem in report.problems] == ["line 2: it is longer than 32 MB"]


def test_a_conversation_without_end_ends_the_reading(memory, tmp_path):
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([GPT])[:-1] + ', {"mapping": "' + "x" * (LARGEST * 3), encoding="utf-8")
    report = memory.import_path(path)
    assert report.messages == 1
    assert "larger than 32 MB" in report.problems[0].reason


def test_a_file_of_nothing_but_nonsense_is_given_up(memory, tmp_path):
    path = tmp_path / "numbers.jsonl"
    path.write_text('{"conversation": 1}\n' + "0\n" * 200_000, encoding="utf-8")
    with pytest.raises(StoreError, match="More than 100,000 records can't be read"):
        memory.import_path(path)


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


def places(value, way=()):
    """The way to every part of a JSON value."""
    yield way
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from places(part, (*way, key))


def changed(value, way, new):
    """The value with another part at the end of the way."""
    if not way:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = changed(value[way[0]], way[1:], new)
    return copy


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    form=st.sampled_from(["chatgpt", "claude", "sillytavern", "jsonl"]), seed=st.integers(0, 10**6), odd=ODD
)
def test_whatever_type_a_part_has_nothing_breaks(form, seed, odd):
    whole = {"chatgpt": [GPT], "claude": [claude()], "sillytavern": CHAT, "jsonl": [LINE]}[form]
    ways = list(places(whole))
    spoiled = changed(whole, random.Random(seed).choice(ways), odd)
    if form in {"sillytavern", "jsonl"}:
        content = "\n".join(map(json.dumps, spoiled if isinstance(spoiled, list) else [spoiled]))
    else:
        content = json.dumps(spoiled)
    with Memory.open(":memory:") as memory:
        with suppress(StoreError):
            assert memory.import_stream(io.BytesIO(content.encode()), form).messages <= 6
        assert memory.check() == []
