"""What trials of personas are set up with: the model, how many at once, and nothing of the user's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
import pytest

from companion import config, wake
from companion.cli.persona.asking import asking, at_once, tell_kept, writable
from companion.engine.trial.talk import NOON, talk
from companion.models.endpoint import EndpointModel
from companion.models.kept import Answers
from companion.models.scripted import ScriptedModel
from companion.persona.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from memory import Memory


def test_a_model_in_this_process_answers_one_at_a_time() -> None:
    assert at_once(ScriptedModel(), 8) == 1
    assert at_once(EndpointModel("http://127.0.0.1:9/v1", "tiny"), 8) == 8


def test_how_much_was_known_is_said_where_something_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = Answers(tmp_path)
    tell_kept(ScriptedModel(), answers)
    answers.asked, answers.found = 3, 2
    tell_kept(ScriptedModel(), answers)
    tell_kept(ScriptedModel(), None)
    assert capsys.readouterr().err.splitlines() == [
        "Asked: scripted.",
        "Asked: scripted, 2 of 3 answers from before.",
        "Asked: scripted.",
    ]


def test_a_file_is_looked_at_before_minutes_are_spent(tmp_path: Path) -> None:
    writable(None)
    writable(tmp_path / "report.xml")
    with pytest.raises(click.UsageError, match="There is no folder"):
        writable(tmp_path / "no" / "report.xml")
    with pytest.raises(click.UsageError, match="can't be written"):
        writable(tmp_path / ("long" * 63))
    (tmp_path / "there").write_text("as it was", encoding="utf-8")
    writable(tmp_path / "there")
    assert (tmp_path / "there").read_text(encoding="utf-8") == "as it was"
    assert [file.name for file in tmp_path.iterdir()] == ["there"]


async def test_the_stage_knows_nothing_of_the_user(home: Path, memory: Memory) -> None:
    talked = memory.begin(persona="samantha", at=NOON)
    memory.append(talked.id, author="user", text="My dog is called Biscuit.", at=NOON)
    before = memory.check(), len(memory.conversations())
    (home / "config.toml").write_text('name = "Ruth"\n', encoding="utf-8")
    settings, model = config.load(), ScriptedModel(["Hm."])
    with wake.stage(settings, model)(load("samantha"), 1) as engine:
        await talk(engine, ["What is my dog called, and who am I?"])
    told = "\n".join(said.content for said in model.history[0].messages)
    assert settings.name == "Ruth"
    assert "Ruth" not in told
    assert "Biscuit" not in told
    assert (memory.check(), len(memory.conversations())) == before


async def test_it_is_always_the_same_noon_so_that_the_same_is_asked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = ScriptedModel(["Hm.", "Hm.", "Hm."])
    persona = load("fitch")

    async def asked() -> object:
        with wake.stage(config.load(), model)(persona, 1) as engine:
            assert engine.clock().tzinfo is not None
            await talk(engine, ["Hello."])
        return model.history[-1].messages

    first = await asked()
    assert await asked() == first
    monkeypatch.setenv("COMPANION_NOW", datetime(2030, 1, 2, 23, tzinfo=UTC).isoformat())
    assert await asked() != first


async def test_answers_are_kept_only_where_that_is_wanted(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "script.jsonl"
    script.write_text('"One."\n', encoding="utf-8")
    monkeypatch.setenv("COMPANION_SCRIPT", str(script))
    settings = config.load(model="scripted")
    for keep, there in ((False, 0), (True, 1)):
        async with asking(settings, 4, keep=keep) as asked:
            with asked.stage(load("fitch"), 1) as engine:
                assert (await talk(engine, ["Hello."])).answers == ("One.",)
        assert asked.jobs == 1
        assert len([*(home / "cache" / "answers").glob("*.json")]) == there
