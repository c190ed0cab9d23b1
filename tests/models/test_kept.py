"""Answers that are kept: the same is not asked twice, and nothing broken is believed."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from companion.models.kept import Answers, KeptModel, key_of
from companion.models.protocol import End, ModelError, Options
from companion.models.scripted import Reply, ScriptedModel
from tests.models.asking import hear, question

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    return Answers(tmp_path / "deep" / "answers")


def entry(answers: Answers) -> Path:
    """The only file that is kept."""
    (path,) = answers.folder.iterdir()
    return path


async def test_what_was_answered_is_not_asked_again(answers: Answers) -> None:
    model = ScriptedModel(["Hello  there.\n"])
    first = await hear(KeptModel(model, answers, "m"), question())
    again = await hear(KeptModel(model, answers, "m"), question())
    assert first.text == again.text == "Hello  there.\n"
    assert first.end == again.end
    assert (len(model.history), answers.found, answers.asked) == (1, 1, 2)


async def test_another_question_model_temperature_or_repetition_is_asked(answers: Answers) -> None:
    model = ScriptedModel(["1", "2", "3", "4", "5"])
    told = [
        await hear(KeptModel(model, answers, "m"), question()),
        await hear(KeptModel(model, answers, "m"), question("bye")),
        await hear(KeptModel(model, answers, "other"), question()),
        await hear(KeptModel(model, answers, "m"), question(temperature=0.5)),
        await hear(KeptModel(model, answers, "m", 2), question()),
    ]
    assert [one.text for one in told] == ["1", "2", "3", "4", "5"]
    assert len(list(answers.folder.iterdir())) == 5
    assert (await hear(KeptModel(model, answers, "m", 2), question())).text == "5"


def test_how_long_one_would_wait_is_no_part_of_the_question() -> None:
    assert key_of("m", 1, question(timeout=3.0)) == key_of("m", 1, question())
    assert key_of("m", 1, question(schema={"type": "object"})) != key_of("m", 1, question())


@pytest.mark.parametrize("finish", ["interrupted", "filtered"])
async def test_what_did_not_end_by_itself_is_not_kept(answers: Answers, finish: str) -> None:
    model = ScriptedModel([Reply("Half an", finish=finish), "Whole."])  # type: ignore[arg-type]
    assert (await hear(KeptModel(model, answers, "m"), question())).text == "Half an"
    assert (await hear(KeptModel(model, answers, "m"), question())).text == "Whole."


async def test_neither_is_an_error_or_nothing_at_all(answers: Answers) -> None:
    model = ScriptedModel([ModelError("Gone.", "Wait."), " ", "Here."])
    kept = KeptModel(model, answers, "m")
    assert str((await hear(kept, question())).error) == "Gone."
    assert (await hear(kept, question())).text.strip() == ""
    assert (await hear(kept, question())).text == "Here."


async def test_an_answer_cut_at_the_length_that_was_asked_for_is_kept_as_such(answers: Answers) -> None:
    model = ScriptedModel([Reply("So long", finish="length")])
    kept = KeptModel(model, answers, "m")
    await hear(kept, question())
    end = (await hear(kept, question())).end
    assert isinstance(end, End)
    assert end.finish == "length"


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole.replace(b"Hello", b"Jello"),
        lambda whole: whole.replace(b'"stop"', b'"length"'),
        lambda whole: whole.replace(b'"text"', b'"tex"'),
        lambda whole: b"",
        lambda whole: b"[]",
        lambda whole: b"\xff\xfe",
        lambda whole: b"[" * 100_000,
    ],
)
async def test_a_damaged_entry_is_asked_anew_and_mended(answers: Answers, damage: object) -> None:
    model = ScriptedModel(["Hello.", "Hello again."])
    kept = KeptModel(model, answers, "m")
    await hear(kept, question())
    whole = entry(answers).read_bytes()
    entry(answers).write_bytes(damage(whole))  # type: ignore[operator]
    assert (await hear(kept, question())).text == "Hello again."
    assert (await hear(kept, question())).text == "Hello again."
    assert len(model.history) == 2


async def test_an_entry_of_another_question_is_not_believed(answers: Answers) -> None:
    model = ScriptedModel(["Hello.", "Bye."])
    kept = KeptModel(model, answers, "m")
    await hear(kept, question())
    there = entry(answers)
    there.rename(there.with_name(f"{key_of('m', 1, question('bye'))}.json"))
    assert (await hear(kept, question("bye"))).text == "Bye."


async def test_half_a_surrogate_pair_is_no_reason_to_fail(answers: Answers) -> None:
    kept = KeptModel(ScriptedModel(["Oh \ud83d", "Oh again"]), answers, "m")
    assert (await hear(kept, question())).text == "Oh \ud83d"
    assert (await hear(kept, question())).text in {"Oh \ud83d", "Oh again"}


async def test_a_folder_that_can_not_be_written_troubles_nobody(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    kept = KeptModel(ScriptedModel(["Hello.", "Hello."]), Answers(in_the_way / "answers"), "m")
    assert (await hear(kept, question())).text == "Hello."
    assert (await hear(kept, question())).text == "Hello."


async def test_what_is_kept_is_private_and_nothing_else_is_left(answers: Answers) -> None:
    await hear(KeptModel(ScriptedModel(["Hello."]), answers, "m"), question())
    assert stat.S_IMODE(answers.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(entry(answers).stat().st_mode) == 0o600
    assert "hello" not in json.loads(entry(answers).read_text(encoding="utf-8"))["sum"]


async def test_it_is_the_model_in_all_else(answers: Answers) -> None:
    model = ScriptedModel(name="tiny", window=1024)
    kept = KeptModel(model, answers, "m")
    assert (kept.name, kept.host, kept.window) == ("tiny", "this machine", 1024)
    assert key_of("m", 1, question()) != key_of("m", 1, question(max_tokens=Options(max_tokens=9).max_tokens))
    await kept.close()
