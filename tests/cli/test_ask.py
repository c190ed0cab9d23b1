"""`companion ask`, as scripts use it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def said(home: Path) -> list[tuple[str, str, str]]:
    with Memory.open(home / "companion.db") as memory:
        return [(row["author"], row["text"], row["status"]) for row in memory.export()]


def test_the_answer_goes_to_stdout_and_nothing_else(companion: Run, home: Path) -> None:
    done = companion("ask", "How", "are", "you?", replies=["Very well. You?"])
    assert (done.code, done.out, done.err) == (0, "Very well. You?\n", "")
    assert said(home) == [
        ("user", "How are you?", "complete"),
        ("companion", "Very well. You?", "complete"),
    ]


def test_an_answer_that_quotes_lore_is_printed_and_kept_with_its_place(
    companion: Run, home: Path, tmp_path: Path
) -> None:
    nell = tmp_path / "nell.yaml"
    nell.write_text(
        "schema: 1\nid: nell\nname: Nell\nidentity: {core: You are Nell.}\ngreetings: {first: Hello.}\n"
        "lore:\n  - {id: goat, text: She ate the heel of the loaf., any: [goat], source: 'Letters, II.3'}\n"
    )
    cited = "She ate the heel of the loaf! (Letters, II.3)"
    for how in ((), ("--no-stream",)):
        done = companion(
            "ask", *how, "--persona", str(nell), "The goat?", replies=["She ate the heel of the loaf!"]
        )
        assert done.out == f"{cited}\n"
        assert said(home)[-1] == ("companion", cited, "complete")


def test_what_is_piped_in_is_added_to_the_question(companion: Run, home: Path) -> None:
    companion("ask", "Anything odd?", stdin="one\ntwo\n", replies=["No."])
    assert said(home)[0][1] == "Anything odd?\n\none\ntwo"


def test_nothing_to_ask_is_wrong_usage(companion: Run) -> None:
    done = companion("ask")
    assert done.code == 2
    assert "nothing to ask" in done.err


def test_continue_goes_on_with_the_latest_conversation(companion: Run) -> None:
    first = companion("ask", "--json", "One.", replies=["1"]).json()
    second = companion("ask", "-c", "--json", "Two.", replies=["2"]).json()
    third = companion("ask", "--json", "Three.", replies=["3"]).json()
    back = companion("ask", "--conversation", str(first["conversation"]), "--json", "x", replies=["4"]).json()
    assert first["conversation"] == second["conversation"] == back["conversation"] != third["conversation"]


def test_whoever_a_conversation_began_with_goes_on_with_it(companion: Run) -> None:
    companion("ask", "--persona", "marcus", "One.", replies=["1"])
    assert companion("ask", "-c", "--json", "Two.", replies=["2"]).json()["persona"] == "marcus"
    told = companion("ask", "-c", "--persona", "fitch", "--json", "Three.", replies=["3"]).json()
    assert told["persona"] == "fitch"


def test_a_conversation_that_is_not_there(companion: Run) -> None:
    done = companion("ask", "--conversation", "99", "Hello?", replies=["Hi."])
    assert done.code == 1
    assert "99" in done.err
    assert "Traceback" not in done.err


def test_json_has_everything_a_script_may_want(companion: Run) -> None:
    companion("ask", "I keep the spare key in the blue tin.", replies=["Noted."])
    found = companion("ask", "--json", "Where is the spare key?", replies=["In the blue tin."]).json()
    assert found["text"] == "In the blue tin."
    assert (found["status"], found["persona"], found["model"]) == ("complete", "samantha", "scripted")
    assert "blue tin" in found["recalled"][0]["text"]
    assert found["recalled"][0].keys() == {"kind", "id", "text", "at", "score"}
    assert found["ms"].keys() == {"recall", "first_token", "total"}
    assert found["usage"]["completion"] == 4


def test_no_memory_recalls_nothing_and_keeps_nothing(companion: Run, home: Path) -> None:
    companion("ask", "The word is heron.", replies=["Heron."])
    found = companion("ask", "--no-memory", "--json", "What is the word?", replies=["?"]).json()
    assert found["recalled"] == []
    assert [text for _, text, _ in said(home)] == ["The word is heron.", "Heron."]


def test_a_cut_answer_ends_with_5_and_says_so(companion: Run, home: Path) -> None:
    done = companion("ask", "A story.", replies=[{"text": "Once", "finish": "length"}])
    assert (done.code, done.out) == (5, "Once\n")
    assert "cut" in done.err
    assert said(home)[1] == ("companion", "Once", "length")


def test_an_error_before_any_text_ends_with_4_and_after_some_with_5(companion: Run) -> None:
    none = companion("ask", "Hm?", replies=[{"error": "Nobody there.", "advice": "Start it."}])
    assert (none.code, none.out) == (4, "")
    assert none.err == "Nobody there.\nStart it.\n"
    some = companion("ask", "Hm?", replies=[{"text": "Well", "error": "It broke."}])
    assert (some.code, some.out) == (5, "Well\n")


def test_without_a_model_it_ends_with_3_and_names_the_three_ways(companion: Run, tmp_path: Path) -> None:
    done = companion(
        "ask", "Hello?", env={"COMPANION_MODEL": "no-such-model", "COMPANION_MODELS": str(tmp_path / "none")}
    )
    assert done.code == 3
    for way in ("OPENAI_API_KEY", "Ollama", "companion models get"):
        assert way in done.err


def test_escape_sequences_reach_no_pipe(companion: Run) -> None:
    done = companion("ask", "Hm?", replies=["a\x1b]0;title\x07b\u202ec"])
    assert done.out == "a]0;titlebc\n"


def test_a_schema_that_the_answer_does_not_obey_ends_with_5(companion: Run, tmp_path: Path) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text('{"type": "object"}', encoding="utf-8")
    good = companion("ask", "--schema", str(schema), "x", replies=['{"a": 1}'])
    bad = companion("ask", "--schema", str(schema), "x", replies=["Sure, here it is"])
    assert (good.code, bad.code) == (0, 5)
    schema.write_text("{nope", encoding="utf-8")
    broken = companion("ask", "--schema", str(schema), "x", replies=["{}"])
    assert broken.code == 2
    assert "no JSON" in broken.err


def test_explain_shows_the_parts_of_the_prompt_on_stderr(companion: Run) -> None:
    done = companion("ask", "--explain", "Hello.", replies=["Hi."])
    assert done.out == "Hi.\n"
    for part in ("floor", "persona", "facts", "log", "conversation", "recalled", "message", "in all"):
        assert part in done.err


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_in_the_middle_keeps_what_she_said(home: Path, tmp_path: Path, way: signal.Signals) -> None:
    script = tmp_path / "slow.jsonl"
    script.write_text('{"text": "' + "word " * 400 + '", "delay": 0.02}\n', encoding="utf-8")
    env = os.environ | {"COMPANION_MODEL": "scripted", "COMPANION_SCRIPT": str(script)}
    with subprocess.Popen(
        [sys.executable, "-m", "companion", "ask", "Talk."], env=env, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.read(4) == b"word"
        time.sleep(0.2)
        child.send_signal(way)
        child.stdout.read()
        assert child.wait(10) == 130
    rows = said(home)
    assert rows[0] == ("user", "Talk.", "complete")
    assert rows[1][1].startswith("word")
    assert rows[1][2] == "interrupted"


@pytest.mark.parametrize("words", ["ask x", "ask --json x", "--version", "ask --conversation 9 x"])
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full"])
def test_streams_that_are_closed_or_full_bring_no_traceback(
    home: Path, tmp_path: Path, words: str, closed: str
) -> None:
    seen = tmp_path / "seen"
    line = f"exec 3>{seen} && {sys.executable} -m companion {words} 2>&3 {closed}"
    env = os.environ | {"COMPANION_MODEL": "scripted"}
    done = subprocess.run(["sh", "-c", line], env=env, check=False, timeout=30)
    assert "Traceback" not in seen.read_text(encoding="utf-8")
    assert "Something broke" not in seen.read_text(encoding="utf-8")
    assert done.returncode in {0, 1}
    if words.startswith("ask") and "9" not in words and "2>/" not in closed:
        assert said(home)[0][:2] == ("user", "x")


def test_bytes_that_are_no_text_are_asked_as_well_as_they_can_be(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "companion", "ask", b"caf\xe9 \xf0\x9f"],
        env=os.environ | {"COMPANION_MODEL": "scripted"},
        input=b"\xff\x00",
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert said(home)[0][1].startswith("caf\ufffd")


@pytest.mark.parametrize("timeout", ["nan", "inf", "0", "-1"])
def test_a_timeout_that_is_no_time_is_wrong_usage(companion: Run, timeout: str) -> None:
    done = companion("ask", "--timeout", timeout, "x")
    assert done.code == 2
    assert "timeout" in done.err


def test_a_schema_or_an_answer_without_a_bottom(companion: Run, tmp_path: Path) -> None:
    schema = tmp_path / "deep.json"
    schema.write_text("[" * 100_000, encoding="utf-8")
    assert companion("ask", "--schema", str(schema), "x").code == 2
    schema.write_text("{}", encoding="utf-8")
    done = companion("ask", "--schema", str(schema), "x", replies=["[" * 100_000])
    assert done.code == 5
    assert "not the JSON" in done.err


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("COMPANION_NOW", "9999-12-31T23:59:59", 2),
        ("COMPANION_NOW", "0001-01-01", 2),
        ("COMPANION_NOW", "1900-01-01T00:00:00+00:00:01", 0),
        ("COMPANION_HOME", "~nobody-of-this-name/home", 0),
        ("COMPANION_MODEL", "m" * 5000, 3),
        ("COMPANION_MODEL", "~nobody-of-this-name/x.gguf", 3),
    ],
)
def test_odd_environments(companion: Run, tmp_path: Path, name: str, value: str, code: int) -> None:
    done = companion("ask", "x", env={"COMPANION_MODELS": str(tmp_path / "none"), name: value}, cwd=tmp_path)
    assert (done.code, "broke" in done.err) == (code, False)


def test_when_the_reader_leaves_it_stops_quietly(home: Path, tmp_path: Path) -> None:
    script = tmp_path / "long.jsonl"
    script.write_text('{"text": "' + "word " * 20000 + '"}\n', encoding="utf-8")
    env = os.environ | {"COMPANION_MODEL": "scripted", "COMPANION_SCRIPT": str(script)}
    with subprocess.Popen(
        [sys.executable, "-m", "companion", "ask", "Talk."],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(10)
        child.stdout.close()
        assert b"Traceback" not in child.stderr.read()
        child.wait(20)
    assert said(home)[1][2] == "interrupted"
