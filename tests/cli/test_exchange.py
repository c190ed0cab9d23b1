"""`companion memory export` and `import`: nothing is lost on the way out and in."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

HOSTILE = "title \x1b]0;x\x07, override \u202egnp\u202c, hidden \U000e0041, a break\u2028here, 日本 👩‍💻"


def row(number: int, text: str, **more: Any) -> dict[str, Any]:
    author = "companion" if number % 2 else "user"
    at = f"2026-05-01T10:{number:02}:00+00:00"
    return {"conversation": "one", "id": f"m{number}", "author": author, "text": text, "at": at} | more


def lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def told(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


@pytest.fixture
def given(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(lines(row(0, "Hello."), row(1, HOSTILE)), encoding="utf-8")
    return path


def test_what_comes_in_goes_out_again_whole(companion: Run, given: Path, tmp_path: Path) -> None:
    came = companion("memory", "import", str(given))
    assert (came.code, came.out) == (0, "2 messages in 1 new conversation came in.\n")
    out = companion("memory", "export", "--format", "jsonl")
    assert out.err == ""
    assert [one["text"] for one in told(out.out) if "author" in one] == ["Hello.", HOSTILE]
    assert not {"\x1b", "\x07", "\u202e", "\u2028", "\U000e0041"} & set(out.out)
    other = {"COMPANION_HOME": str(tmp_path / "other")}
    assert companion("memory", "import", "-", stdin=out.out, env=other).code == 0
    assert companion("memory", "export", env=other).out == out.out


def test_twice_is_once(companion: Run, given: Path) -> None:
    companion("memory", "import", str(given))
    again = companion("memory", "import", str(given))
    assert again.out == "0 messages in 0 new conversations came in, 2 were here already.\n"
    report = companion("memory", "import", str(given), "--json").json()
    assert (report["messages"], report["known"], report["problems"]) == (0, 2, [])


def test_a_file_only_you_can_read(companion: Run, given: Path, tmp_path: Path) -> None:
    companion("memory", "import", str(given))
    out = tmp_path / "out.jsonl"
    out.write_text("older", encoding="utf-8")
    done = companion("memory", "export", "--to", str(out))
    assert (done.code, done.out) == (0, "")
    assert "not encrypted" in done.err
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_text(encoding="utf-8") == companion("memory", "export").out


def test_what_was_written_is_told_to_a_script(companion: Run, given: Path, tmp_path: Path) -> None:
    companion("memory", "import", str(given))
    companion("memory", "remember", "I like rain.")
    out, pages = tmp_path / "out.jsonl", tmp_path / "pages"
    done = companion("memory", "export", "--to", str(out), "--json")
    assert done.err == ""
    assert done.json().items() >= {"path": str(out), "format": "jsonl", "messages": 2}.items()
    assert done.json()["messages"] + done.json()["records"] == len(
        out.read_text(encoding="utf-8").splitlines()
    )
    done = companion("memory", "export", "--format", "markdown", "--to", str(pages), "--json").json()
    assert (done["path"], done["conversations"], done["facts"]) == (str(pages), 1, 1)
    nowhere = companion("memory", "export", "--json")
    assert (nowhere.code, nowhere.out) == (2, "")
    assert "add --to FILE" in nowhere.err


def test_an_export_that_can_not_be_written_leaves_what_was_there(companion: Run, tmp_path: Path) -> None:
    for place in (tmp_path / "no" / "folder.jsonl", Path("/dev/full")):
        companion("memory", "remember", "x")
        companion("memory", "import", "-", stdin=lines(row(0, "Hello.")))
        done = companion("memory", "export", "--to", str(place))
        assert done.code == 1
        assert f"{place} can't be written" in done.err
    assert Path("/dev/full").is_char_device()
    assert companion("memory", "export", "--to", str(tmp_path)).code == 2
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_full_disk_behind_stdout_ends_with_1(companion: Run, home: Path) -> None:
    companion("memory", "import", "-", stdin=lines(row(0, "Hello.")))
    for words in ("export", "status"):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "companion", "memory", words],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert done.returncode == 1
        assert "No space left" in done.stderr
        assert "Traceback" not in done.stderr


def test_bad_lines_are_told_and_the_rest_comes_in(companion: Run, tmp_path: Path) -> None:
    path = tmp_path / "mixed.jsonl"
    path.write_text(
        "\ufeff" + lines(row(0, "Good.")) + "nonsense\n" + '{"conversation": "x"}\n' * 30, encoding="utf-8"
    )
    done = companion("memory", "import", str(path), "--json")
    assert done.code == 0
    assert (done.json()["messages"], len(done.json()["problems"])) == (1, 31)
    assert "line 2: this is not JSON" in done.err
    assert "and 11 more like these" in done.err


def test_a_file_of_nothing_else_ends_with_1(companion: Run, tmp_path: Path) -> None:
    path = tmp_path / "in"
    for content, form, told in (
        (b"\xf4\x00 binary", "auto", "it is not JSON, and not a zip of it"),
        (b"\xf4\x00 binary\n\xf4", "jsonl", "Nothing in"),
        (b"PK\x03\x04 broken", "auto", "it is a zip"),
        (b"{}", "chatgpt", "not an export of ChatGPT"),
        (b'{"x": 1}', "auto", "none of the keys by which a chat is known"),
    ):
        path.write_bytes(content)
        done = companion("memory", "import", str(path), "--format", form)
        assert (done.code, done.out) == (1, "")
        assert told in done.err
        assert "Traceback" not in done.err


def test_no_file_and_a_format_that_is_not_there_are_wrong_usage(companion: Run, tmp_path: Path) -> None:
    for words in ((str(tmp_path / "none"),), (), ("-", "--format", "diary")):
        assert companion("memory", "import", *words).code == 2


def test_an_empty_file_is_no_mistake(companion: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    done = companion("memory", "import", str(tmp_path / "empty"))
    assert (done.code, done.out) == (0, "0 messages in 0 new conversations came in.\n")


def test_a_chatgpt_export_is_known_by_how_it_begins(companion: Run, tmp_path: Path) -> None:
    node: dict[str, Any] = {
        "id": "n",
        "parent": None,
        "children": [],
        "message": {
            "id": "n",
            "author": {"role": "user"},
            "create_time": 1777629600.0,
            "content": {"content_type": "text", "parts": ["Where is Ulm?"]},
        },
    }
    talk = {
        "conversation_id": "c",
        "title": "\x1b]0;Ulm",
        "create_time": 1777629600.0,
        "mapping": {"n": node},
    }
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([talk]), encoding="utf-8")
    assert companion("memory", "import", str(path)).out.startswith(
        "1 message in 1 new conversation came in from ChatGPT."
    )
    assert companion("memory", "show").out.endswith("]0;Ulm\n")


def test_a_pipe_is_read_once_and_whole(companion: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["sh", "-c", f"cat > '{pipe}'"], stdin=subprocess.PIPE) as writer:
        assert writer.stdin is not None
        writer.stdin.write(lines(*[row(n, "word " * 500) for n in range(20)]).encode())
        writer.stdin.close()
        assert companion("memory", "import", str(pipe)).out.startswith("20 messages")


def test_a_long_import_shows_on_a_terminal_how_far_it_is(terminal: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(lines(*[row(n % 60, f"{n}", id=str(n)) for n in range(2500)]), encoding="utf-8")
    shown = terminal("memory", "import", str(path))
    assert "2,000 read" in shown.out
    assert "[########################] 100% 2,500 read" in shown.out
    assert "1 of 1 learned from" in shown.out
    assert "\r2,500 messages in 1 new conversation came in.\n" in shown.out
    assert shown.out.endswith("companion tick (1 conversation to sum up)\n")


def test_facts_are_learned_from_what_came_in_and_the_rest_is_named(companion: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    texts = "I live in Kiel.", "I live in Rome.", "I'm allergic to walnuts."
    path.write_text(lines(*[row(n, text) for n, text in enumerate(texts)]), encoding="utf-8")
    came = companion("memory", "import", str(path))
    assert came.out.endswith("came in.\n2 facts learned from it: companion memory facts\n")
    assert came.err.endswith("companion tick (1 conversation to sum up)\n")
    facts = [fact["text"] for fact in companion("memory", "facts", "--json").json()]
    assert facts == ["You live in Kiel.", "You are allergic to walnuts."]  # what she said is not about you
    assert companion("memory", "facts").out.startswith("f1  2026-05-01  You live in Kiel.")
    assert companion("tick").code == 0
    again = companion("memory", "import", str(path), "--json").json()
    assert (again["facts"], again["waiting"]) == (0, {"to_learn_from": 0, "to_sum_up": 0, "to_embed": 0})
    assert len(companion("memory", "facts", "--all", "--json").json()) == 2
    more = lines(row(4, "I moved to Lyon."))
    assert companion("memory", "import", "-", "--json", stdin=more).json()["facts"] == 1
    assert companion("memory", "import", str(path)).err == companion("memory", "import", "-", stdin=more).err


def test_an_import_that_is_stopped_keeps_what_came_in(companion: Run, home: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    words = [sys.executable, "-m", "companion", "memory", "import", str(pipe)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as child, pipe.open("w") as writer:
        said = ["I live in Kiel.", *["It rained all day. " * 9] * 8000]
        writer.write(lines(*[row(2 * (n % 30), text, id=str(n)) for n, text in enumerate(said)]))
        writer.flush()  # so much more than is read at a time that some of it is in
        while not companion("memory", "status", "--json").json()["rows"]["message"]:
            assert child.poll() is None
        child.send_signal(signal.SIGINT)
        assert child.stderr is not None
        told = child.stderr.read()
    assert child.returncode == 130
    assert "the same command goes on from there" in told
    came = companion("memory", "import", "-", stdin=lines(row(0, "I live in Kiel.", id="0")))
    assert "1 fact learned" in came.out


def test_pages_to_read_go_to_a_new_folder(companion: Run, given: Path, tmp_path: Path) -> None:
    companion("memory", "import", str(given))
    done = companion("memory", "export", "--format", "markdown", "--to", str(tmp_path / "pages"))
    assert (done.code, done.out) == (0, "")
    assert done.err == f"1 conversation in {tmp_path / 'pages'}. They are not encrypted.\n"
    (page,) = (tmp_path / "pages" / "2026").rglob("*.md")
    assert "Hello." in page.read_text(encoding="utf-8")
    assert "\x1b" not in page.read_text(encoding="utf-8")
    again = companion("memory", "export", "--format", "markdown", "--to", str(tmp_path / "pages"))
    assert again.code == 1
    assert "new or empty folder" in again.err
    assert companion("memory", "export", "--format", "markdown").code == 2


def test_a_page_of_facts_tells_days_as_its_links_do(companion: Run, tmp_path: Path) -> None:
    at = {"TZ": "Asia/Tokyo", "COMPANION_NOW": "2026-05-04T07:00:00+09:00"}  # still the 3rd in UTC
    companion("ask", "I live in Kiel.", replies=["Nice."], env=at)
    companion("tick", "--minutes", "0", env=at | {"COMPANION_NOW": "2026-05-04T09:00:00+09:00"})
    companion("memory", "export", "--format", "markdown", "--to", str(tmp_path / "pages"), env=at)
    page = (tmp_path / "pages" / "facts.md").read_text(encoding="utf-8")
    assert "(since 2026-05-04; from [2026-05-04](2026/05/2026-05-04%20" in page


def test_facts_come_back_too(companion: Run, tmp_path: Path) -> None:
    companion("memory", "remember", "I like rain.")
    out = companion("memory", "export").out
    assert [line["record"] for line in told(out)] == ["fact"]
    other = {"COMPANION_HOME": str(tmp_path / "other")}
    came = companion("memory", "import", "-", stdin=out, env=other)
    assert came.out == "0 messages in 0 new conversations and 1 record of what was made of them came in.\n"
    assert [fact["text"] for fact in companion("memory", "facts", "--json", env=other).json()] == [
        "I like rain."
    ]


def test_a_folder_of_several_kinds_comes_in(companion: Run, tmp_path: Path) -> None:
    folder = tmp_path / "brought"
    (folder / "chats").mkdir(parents=True)
    (folder / "one.jsonl").write_text(lines(row(0, "Hello.")), encoding="utf-8")
    (folder / "other.json").write_text('{"settings": {"x": 1}}', encoding="utf-8")
    chat: list[dict[str, Any]] = [
        {"user_name": "U", "character_name": "Mara", "create_date": "2026-05-01@10h00m00s"},
        {"name": "Mara", "is_user": False, "mes": "Hi.", "send_date": "May 1, 2026 10:00am"},
    ]
    (folder / "chats" / "mara.jsonl").write_text(lines(*chat), encoding="utf-8")
    came = companion("memory", "import", str(folder))
    assert came.out == "2 messages in 2 new conversations came in from SillyTavern and jsonl.\n"
    nothing = companion("memory", "import", str(folder), "--format", "claude")
    assert nothing.code == 1
    assert "none of its 3 files is an export of Claude" in nothing.err
