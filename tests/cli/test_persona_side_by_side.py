"""`companion persona ab`: two personas asked the same."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from companion.cli.output import columns
from companion.cli.persona.side_by_side import beside
from tests.models.server import DONE, says, serving, stops

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Ran, Run
    from tests.models.server import Exchange

REPLIES = ["Tea, always.\n\nAnd you?", "Coffee.", "Oh no.", "Bad."]


@pytest.fixture
def prompts(tmp_path: Path) -> str:
    path = tmp_path / "prompts.txt"
    path.write_text("# small talk\nTea or coffee?\n\n  My <b>cup</b> broke.  \n", encoding="utf-8")
    return str(path)


def test_one_after_the_other_where_there_is_no_terminal(companion: Run, prompts: str) -> None:
    done = companion("persona", "ab", "samantha", "fitch", "--prompts", prompts, replies=REPLIES)
    assert done.code == 0
    assert done.out == (
        "── Tea or coffee?\nSamantha:\n    Tea, always.\n\n    And you?\nFitch:\n    Coffee.\n\n"
        "── My <b>cup</b> broke.\nSamantha:\n    Oh no.\nFitch:\n    Bad.\n\n"
    )
    assert done.err == "Asked: scripted.\n"


def test_beside_each_other_where_there_is_room() -> None:
    lines = beside(("Ann", "日本"), ("one two three\n\nfour", "日本語 is wide, and goes on and on"), 43)
    assert lines[0] == f"Ann{' ' * 20}日本"
    assert lines[1].startswith("one two three")
    assert lines[3].startswith("four")
    assert {columns(line[: line.rindex("  ")]) for line in lines[:1]} == {21}
    assert max(map(columns, lines)) <= 43
    assert beside(("a", "b"), ("", "x"), 43)[1] == " " * 23 + "x"


def test_a_terminal_that_is_narrow_has_them_below_each_other(terminal: Run, prompts: str) -> None:
    shown = terminal("persona", "ab", "samantha", "fitch", "--prompts", prompts)
    assert "0 of 4 answers" in shown.out
    assert "\nSamantha:\n    I am a script" in shown.out
    assert max(map(len, shown.out.replace("\r", "\n").splitlines())) <= 80


def test_a_page_to_look_at(companion: Run, prompts: str, tmp_path: Path) -> None:
    to = tmp_path / "page.html"
    words = ("persona", "ab", "samantha", "fitch", "--prompts", prompts, "--to", str(to))
    done = companion(*words, replies=REPLIES)
    assert (done.code, done.out) == (0, f"{to}\n")
    text = to.read_text(encoding="utf-8")
    assert "My &lt;b&gt;cup&lt;/b&gt; broke." in text
    assert "<title>Samantha and Fitch</title>" in text
    assert "answered by scripted" in text
    nowhere = companion(*words[:-1], str(tmp_path / "no" / "page.html"))
    assert (nowhere.code, "There is no folder" in nowhere.err) == (2, True)


def test_no_file_is_overwritten_unasked(companion: Run, prompts: str, tmp_path: Path) -> None:
    to = tmp_path / "maya.yaml"
    to.write_text("name: Maya\n", encoding="utf-8")
    words = ("persona", "ab", "samantha", "fitch", "--prompts", prompts, "--to", str(to))
    kept = companion(*words, replies=REPLIES)
    assert (kept.code, "add --force" in kept.err, "Asked" in kept.err) == (1, True, False)
    assert to.read_text(encoding="utf-8") == "name: Maya\n"
    assert companion(*words, "--force", replies=REPLIES).code == 0
    assert "<title>" in to.read_text(encoding="utf-8")
    assert sorted(file.suffix for file in tmp_path.iterdir() if file.name.startswith(".")) == []


def test_json_repetitions_and_two_of_one_name(companion: Run, prompts: str, tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.yaml"
    quiet.write_text(
        "schema: 1\nid: quiet\nextends: fitch\nname: Fitch\nvoice: {register: hushed}\n", encoding="utf-8"
    )
    words = ("persona", "ab", "fitch", str(quiet), "--prompts", prompts, "--times", "2", "--json")
    rows = companion(*words, replies=[f"Reply {number}." for number in range(8)]).json()
    assert [(row["prompt"], row["repetition"]) for row in rows] == [
        ("Tea or coffee?", 1),
        ("Tea or coffee?", 2),
        ("My <b>cup</b> broke.", 1),
        ("My <b>cup</b> broke.", 2),
    ]
    assert rows[0]["answers"] == [
        {"persona": "fitch", "answer": "Reply 0.", "trouble": None},
        {"persona": str(quiet), "answer": "Reply 1.", "trouble": None},
    ]
    again = companion(*words)
    assert again.json() == rows
    assert "8 of 8 answers from before" in again.err
    assert companion(*words, "--no-cache", replies=["New."]).json() != rows


def test_an_answer_that_does_not_come_is_said_in_its_place(companion: Run, prompts: str) -> None:
    gone = {"text": "", "error": "The server is gone.", "advice": "Start it."}
    words = ("persona", "ab", "samantha", "fitch", "--prompts", prompts)
    some = companion(*words, replies=["Tea.", gone, "Oh no.", "Bad."])
    assert (some.code, "Fitch:\n    (The server is gone.)\n" in some.out) == (5, True)
    assert "Not all was answered. The server is gone." in some.err
    none = companion(*words, "--no-cache", replies=[gone] * 4)
    assert none.code == 4


def test_files_that_have_no_prompts_in_them(companion: Run, tmp_path: Path) -> None:
    file = tmp_path / "prompts.txt"
    words = ("persona", "ab", "samantha", "fitch", "--prompts", str(file))
    for content, said in (
        (None, "can't be read"),
        (b"# nothing\n\n", "There is no prompt"),
        (b"\xff\xfe", "not UTF-8"),
        (b"hm\n" * 501, "too long"),
        (b"#" * 300_000 + b"\nhm", "no prompt"),
    ):
        if content is not None:
            file.write_bytes(content)
        done = companion(*words)
        assert (done.code, said in done.err, done.out) == (2, True, ""), done.err
    assert companion("persona", "ab", "samantha", "fitch").code == 2
    assert companion("persona", "ab", "samantha", "nobody", "--prompts", str(file)).code == 1


async def test_a_real_server_answers_both(companion: Run, prompts: str, tmp_path: Path) -> None:
    async def behave(exchange: Exchange) -> None:
        if exchange.path.endswith("/models"):
            await exchange.answer(200, {"data": [{"id": "tiny"}]})
            return
        system, *_, last = (said["content"] for said in exchange.body["messages"])
        who = "Samantha" if "You are Samantha" in system else "Fitch"
        await exchange.stream(says(f"{who} heard: {last[-8:]}"), stops(), DONE)

    async def run(url: str) -> Ran:
        env = {"COMPANION_MODEL": "tiny", "COMPANION_BASE_URL": url}
        words = ("persona", "ab", "samantha", "fitch", "--prompts", prompts, "--json")
        return await asyncio.to_thread(companion, *words, env=env)

    async with serving(behave) as server:
        rows = (await run(server.url)).json()
    assert [[answer["answer"] for answer in row["answers"]] for row in rows] == [
        ["Samantha heard:  coffee?", "Fitch heard:  coffee?"],
        ["Samantha heard: > broke.", "Fitch heard: > broke."],
    ]
