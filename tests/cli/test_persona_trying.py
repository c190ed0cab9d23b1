"""`companion persona test`: an author writes what answers must be like, and sees whether they are."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.models.conftest import weights_of
from tests.models.server import DONE, says, serving, stops

if TYPE_CHECKING:
    from tests.cli.conftest import Ran, Run
    from tests.models.server import Exchange

TESTS = """
tests:
  - {name: counts, turns: [How many is a pair?], expect: {contains: [two]}}
  - {name: is kind, turns: [Hello.], expect: {not_contains: [go away], judged: It greets back.}}
"""
YES, NO = (json.dumps({"why": "It says hello.", "holds": holds}) for holds in (True, False))


@pytest.fixture
def ada(tmp_path: Path) -> str:
    path = tmp_path / "ada.yaml"
    path.write_text(f"schema: 1\nid: ada\nextends: fitch\nname: Ada\n{TESTS}", encoding="utf-8")
    return str(path)


def test_a_line_for_each_and_0_when_all_pass(companion: Run, ada: str) -> None:
    done = companion("persona", "test", ada, replies=["Two.", "Hello!", YES])
    assert (done.code, done.out) == (0, "ok      ada: counts\nok      ada: is kind\n")
    assert done.err == "Asked: scripted.\n2 of 2 tests passed, 100% of 2 answers.\n"


def test_what_is_wrong_is_said_with_the_answer_and_ends_with_1(companion: Run, ada: str) -> None:
    done = companion("persona", "test", ada, replies=["Three.\x1b[2J", "Hello!", NO])
    assert done.code == 1
    assert done.out.splitlines() == [
        "FAILED  ada: counts",
        "        “two” is not in the answer.",
        "        She said: Three.[2J",
        "FAILED  ada: is kind",
        "        Judged untrue: “It greets back.” It says hello.",
        "        She said: Hello!",
    ]
    assert "0 of 2 tests passed" in done.err


def test_a_second_run_asks_nothing(companion: Run, ada: str, home: Path) -> None:
    companion("persona", "test", ada, replies=["Two.", "Hello!", YES])
    again = companion("persona", "test", ada, replies=[])
    assert again.code == 0
    assert "3 of 3 answers from before" in again.err
    fresh = companion("persona", "test", ada, "--no-cache", replies=["Three.", "Hello!", YES])
    assert (fresh.code, "from before" in fresh.err) == (1, False)
    for path in (home / "cache" / "answers").iterdir():
        path.write_text(path.read_text(encoding="utf-8").replace("Two", "Ten"), encoding="utf-8")
    mended = companion("persona", "test", ada, replies=["Two."])
    assert (mended.code, "2 of 3 answers from before" in mended.err) == (0, True)


def test_repetitions_give_a_share_that_can_be_enough(companion: Run, ada: str) -> None:
    replies = ["Two.", "Two.", "A few.", "Two.", "Two."]
    words = ("persona", "test", ada, "--only", "COUNTS", "--times", "5")
    done = companion(*words, replies=replies)
    assert (done.code, done.out.splitlines()[0]) == (1, "FAILED  ada: counts  4 of 5")
    enough = companion(*words, "--share", "0.8")
    assert (enough.code, enough.out) == (0, "ok      ada: counts  4 of 5\n")
    assert "1 of 1 test passed, 80% of 5 answers." in enough.err


def test_json_is_one_object(companion: Run, ada: str) -> None:
    done = companion("persona", "test", ada, "--json", replies=["Two.", "Hello!", NO])
    told = done.json()
    assert (done.code, told["passed"], told["share"]) == (1, False, 0.5)
    counts, kind = told["tests"]
    assert (counts["persona"], counts["test"], counts["result"]) == ("ada", "counts", "passed")
    assert (counts["passed"], counts["times"]) == (1, 1)
    assert kind["outcomes"] == [
        {
            "answers": ["Hello!"],
            "faults": ["Judged untrue: “It greets back.” It says hello."],
            "trouble": None,
        }
    ]


def test_junit_is_for_build_servers(companion: Run, ada: str, tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    done = companion("persona", "test", ada, "fitch", "--junit", str(report), replies=["Three."])
    assert done.code == 1
    root = ET.parse(report).getroot()
    assert [suite.get("name") for suite in root] == ["ada", "fitch"]
    assert root.find("testsuite/testcase/failure") is not None
    nowhere = companion("persona", "test", ada, "--junit", str(tmp_path / "no" / "report.xml"))
    assert (nowhere.code, "There is no folder" in nowhere.err) == (2, True)
    assert companion("persona", "test", ada, "--junit", str(tmp_path)).code == 2


def test_only_an_older_report_is_overwritten(companion: Run, ada: str, tmp_path: Path) -> None:
    before = Path(ada).read_bytes()
    refused = companion("persona", "test", ada, "--junit", ada, replies=["Three."])
    assert (refused.code, "is no report" in refused.err, "Asked" in refused.err) == (1, True, False)
    assert Path(ada).read_bytes() == before
    report = tmp_path / "report.xml"
    for older in ("", "<?xml version='1.0'?>\n<testsuites/>", "\ufeff<testsuites/>"):
        report.write_text(older, encoding="utf-8")
        companion("persona", "test", ada, "--junit", str(report), replies=["Three."])
        assert ET.parse(report).getroot().find("testsuite") is not None


def test_nothing_of_it_comes_into_the_memory(companion: Run, ada: str, home: Path) -> None:
    companion("persona", "test", ada, replies=["Two.", "Hello!", YES])
    assert not (home / "companion.db").exists()


def test_mistakes_are_said_plainly(companion: Run, ada: str, tmp_path: Path) -> None:
    assert companion("persona", "test").code == 2
    none = companion("persona", "test", ada, "--only", "nothing like it")
    assert (none.code, "There is no such test." in none.err) == (1, True)
    bare = tmp_path / "bare.yaml"
    bare.write_text("schema: 1\nid: bare\nextends: fitch\ntests: []\n", encoding="utf-8")
    assert "There are no tests" in companion("persona", "test", str(bare)).err
    assert "Did you mean samantha?" in companion("persona", "test", "samanta").err
    assert "part for others" in companion("persona", "test", "honest").err
    for wrong in (("--times", "0"), ("--jobs", "x"), ("--share", "2")):
        assert companion("persona", "test", ada, *wrong).code == 2
    assert companion("persona", "test", ada, env={"COMPANION_MODEL": "no-such-model"}).code == 3


def test_a_server_that_is_gone_ends_with_4(companion: Run, ada: str) -> None:
    gone = {"COMPANION_MODEL": "m", "COMPANION_BASE_URL": "http://127.0.0.1:9/v1"}
    done = companion("persona", "test", ada, env=gone)
    assert done.code == 4
    assert "ERROR   ada: counts" in done.out
    assert "Nothing could be tried." in done.err


def test_on_a_terminal_a_bar_shows_how_far_it_is(terminal: Run, ada: str) -> None:
    shown = terminal("persona", "test", ada)
    assert "0 of 2 tests" in shown.out
    assert "ERROR   ada: is kind" in shown.out or "FAILED  ada: is kind" in shown.out


async def test_a_real_server_is_asked_once(companion: Run, ada: str) -> None:
    async def behave(exchange: Exchange) -> None:
        if exchange.path.endswith("/models"):
            await exchange.answer(200, {"data": [{"id": "tiny"}]})
            return
        last = exchange.body["messages"][-1]["content"]
        text = YES if "Claim:" in last else "Two." if "pair" in last else "Hello!"
        await exchange.stream(says(text), stops(), DONE)

    async def run(url: str) -> Ran:
        env = {"COMPANION_MODEL": "tiny", "COMPANION_BASE_URL": url}
        return await asyncio.to_thread(companion, "persona", "test", ada, env=env)

    async with serving(behave) as server:
        first = await run(server.url)
        asked = [one for one in server.exchanges if one.path.endswith("/completions")]
        again = await run(server.url)
        then = [one for one in server.exchanges if one.path.endswith("/completions")]
    assert (first.code, again.code) == (0, 0)
    assert sorted(first.out.splitlines()) == ["ok      ada: counts", "ok      ada: is kind"]
    assert len(asked) == len(then) == 3
    judged = next(one.body for one in asked if "response_format" in one.body)
    assert judged["temperature"] == 0.0


@pytest.mark.engine
def test_a_real_model_in_this_process(companion: Run, ada: str) -> None:
    with Path(ada).open("a", encoding="utf-8") as file:
        file.write("model: {length: 16}\n")  # so small a model now and then talks until its window is full
    env = {"COMPANION_MODELS": str(weights_of("smollm2-135m").parent), "COMPANION_MODEL": "smollm2-135m"}
    done = companion("persona", "test", ada, "--only", "counts", "--jobs", "8", "--json", env=env)
    assert done.code in (0, 1)
    assert done.json()["tests"][0]["outcomes"][0]["answers"]
    again = companion("persona", "test", ada, "--only", "counts", "--json", env=env)
    assert again.json()["tests"][0]["outcomes"] == done.json()["tests"][0]["outcomes"]
    assert "1 of 1 answers from before" in again.err
