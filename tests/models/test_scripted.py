"""The script as a model: tests and newcomers rely on it to say what was written."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

from companion.models.protocol import End, ModelError, Text, Usage
from companion.models.scripted import NO_MORE, Reply, ScriptedModel, read_script
from tests.models.asking import hear, question

if TYPE_CHECKING:
    from pathlib import Path


async def test_it_says_its_lines_in_order_and_remembers_what_was_asked() -> None:
    model = ScriptedModel(["Hello, you.", "Goodbye."])
    first, second = question("hi"), question("bye")
    assert (await hear(model, first)).text == "Hello, you."
    assert (await hear(model, second)).text == "Goodbye."
    assert model.history == [first, second]
    assert (model.name, model.host, model.window) == ("scripted", "this machine", 8192)
    await model.close()


async def test_it_streams_in_words_and_loses_no_space() -> None:
    said = "  One  two,\n\n- three\n"
    chunks = [chunk async for chunk in ScriptedModel([said]).stream(question("one two"))]
    assert len(chunks) == 5
    assert "".join(chunk.text for chunk in chunks if isinstance(chunk, Text)) == said
    assert chunks[-1] == End("stop", Usage(prompt=4, completion=4))


async def test_after_the_last_line_it_says_that_it_is_a_script() -> None:
    model = ScriptedModel(["Only this."])
    await hear(model, question())
    assert (await hear(model, question())).text == NO_MORE


async def test_it_fails_where_the_script_does() -> None:
    refused = ModelError("The server is asleep.", "Wake it.")
    model = ScriptedModel([refused, Reply("I was thi", error=refused)])
    before, after = await hear(model, question()), await hear(model, question())
    assert (before.text, before.error) == ("", refused)
    assert (after.text, after.error) == ("I was thi", refused)


async def test_it_can_end_in_another_way_and_take_its_time() -> None:
    model = ScriptedModel([Reply("too long a", finish="length", delay=0.02)])
    began = time.monotonic()
    outcome = await hear(model, question())
    assert time.monotonic() - began >= 0.06
    assert outcome.end is not None
    assert outcome.end.finish == "length"


async def test_it_keeps_to_the_time_that_it_is_given() -> None:
    model = ScriptedModel([Reply("one two three four five six", delay=0.05)])
    outcome = await hear(model, question(timeout=0.12))
    assert outcome.text.startswith("one")
    assert "six" not in outcome.text
    assert outcome.end is not None
    assert outcome.end.finish == "interrupted"


async def test_a_closed_stream_says_no_more() -> None:
    stream = ScriptedModel(["one two three"]).stream(question())
    assert await anext(stream) == Text("one")
    await stream.aclose()
    assert [chunk async for chunk in stream] == []


async def test_the_environment_may_name_a_file_of_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["Plain.", {"text": "Cut", "finish": "length"}, {"error": "It broke.", "advice": "Mend it."}]
    script = tmp_path / "script.jsonl"
    script.write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    monkeypatch.setenv("COMPANION_SCRIPT", str(script))
    model = ScriptedModel.from_environment()
    plain, cut, broken = [await hear(model, question()) for _ in lines]
    assert plain.text == "Plain."
    assert cut.end is not None
    assert cut.end.finish == "length"
    assert broken.words == "It broke. Mend it."


async def test_without_a_file_there_are_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMPANION_SCRIPT", raising=False)
    assert (await hear(ScriptedModel.from_environment(), question())).text == NO_MORE


@pytest.mark.parametrize(
    "line",
    ["not json", "7", "[]", '{"texts": "x"}', '{"text": 7}', '{"finish": "later"}', '{"delay": "long"}'],
)
def test_a_line_that_is_none_is_named_by_its_number(line: str, tmp_path: Path) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text(f'"fine"\n{line}\n', encoding="utf-8")
    with pytest.raises(ModelError, match=r"script\.jsonl:2 is not a line"):
        read_script(script)


def test_a_script_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="can't be read"):
        read_script(tmp_path / "nowhere.jsonl")
