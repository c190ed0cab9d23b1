"""A persona file is saved while its persona talks."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from companion import config
from companion.models.scripted import ScriptedModel
from companion.persona.load import load
from companion.ui.widgets.notice import Notice
from tests.ui.conftest import make_talk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from memory import Memory
    from tests.ui.conftest import Open, Stage

    Save = Callable[[str, str], Path]
    WithMaya = Callable[[], AbstractAsyncContextManager[Stage]]

BEES = """\
schema: 1
id: maya
extends: keeper
name: Maya
voice: {register: brisk}
"""
DROWSY = BEES.replace("brisk", "drowsy")
KEEPER = """\
schema: 1
id: keeper
name: Keeper
identity: {core: You keep bees.}
greetings: {first: Mind the smoke.}
examples:
  - {user: hi, answer: Hello.}
"""


@pytest.fixture
def save(home: Path) -> Save:
    """Saves a persona file as most editors do: beside it first, then moved into its place."""

    def saved(name: str, content: str) -> Path:
        path = home / "personas" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".yaml~")
        beside.write_text(content)
        return beside.replace(path)

    saved("keeper", KEEPER)
    saved("maya", BEES)
    return saved


@pytest.fixture
def model() -> ScriptedModel:
    """Answers three times, and remembers what it was asked."""
    return ScriptedModel(["One.", "Two.", "Three."])


def told(model: ScriptedModel, turn: int = -1) -> str:
    """What the model was told of itself."""
    return model.history[turn].messages[0].content


@pytest.fixture
def with_maya(opened: Open, save: Save, model: ScriptedModel) -> WithMaya:
    """The app, open, with Maya to talk with."""

    @asynccontextmanager
    async def talking() -> AsyncIterator[Stage]:
        async with opened(model=model) as stage:
            await stage.command("/persona maya")
            await stage.sees("Mind the smoke.")
            yield stage

    return talking


def wrong(stage: Stage) -> list[str]:
    """The notices of what went wrong."""
    return [notice.text for notice in stage.chat.query(Notice) if notice.has_class("wrong")]


async def test_what_is_saved_between_two_turns_reaches_the_model(
    with_maya: WithMaya, save: Save, model: ScriptedModel
) -> None:
    async with with_maya() as stage:
        await stage.say("Good morning.")
        assert "brisk" in told(model)
        save("maya", DROWSY)
        await stage.say("And now?")
        assert "drowsy" in told(model)
        assert "brisk" not in told(model)
        assert [message.text for message in stage.said][-4:] == ["Good morning.", "One.", "And now?", "Two."]
        assert not wrong(stage)


async def test_a_parent_that_is_saved_reaches_the_model_too(
    with_maya: WithMaya, save: Save, model: ScriptedModel
) -> None:
    async with with_maya() as stage:
        await stage.say("Good morning.")
        save("keeper", KEEPER.replace("keep bees", "keep goats"))
        await stage.say("And now?")
        assert "keep bees" in told(model, 0)
        assert "keep goats" in told(model, 1)


async def test_a_broken_save_is_said_once_and_the_last_good_version_goes_on(
    with_maya: WithMaya, save: Save, model: ScriptedModel
) -> None:
    async with with_maya() as stage:
        await stage.say("Good morning.")
        path = save("maya", BEES.replace("register: brisk", "lenght: long"))
        await stage.say("And now?")
        assert "brisk" in told(model)
        await stage.say("Still?")
        (said,) = wrong(stage)
        assert f"{path}:5:9: error: voice.lenght" in said
        assert "Did you mean `length`?" in said
        assert said.endswith("She goes on as she was before that was saved.")
        assert "brisk" in told(model)


async def test_a_broken_file_that_is_put_right_holds_again(
    with_maya: WithMaya, save: Save, model: ScriptedModel
) -> None:
    async with with_maya() as stage:
        save("maya", "schema: 1\nid: [\n")
        await stage.say("Good morning.")
        assert len(wrong(stage)) == 1
        save("maya", DROWSY)
        await stage.say("And now?")
        assert "drowsy" in told(model)
        assert len(wrong(stage)) == 1


async def test_an_author_who_says_nothing_sees_what_a_save_came_to(with_maya: WithMaya, save: Save) -> None:
    async with with_maya() as stage:
        save("maya", BEES.replace("name: Maya", "name: Zoe"))
        await stage.sees("Zoe is as you saved it.")
        await stage.until(lambda: "Zoe" in stage.seen.splitlines()[-1])
        save("maya", BEES.replace("schema: 1", "schema: 7"))
        await stage.until(lambda: "maya.yaml:1:1: error: schema" in " ".join(wrong(stage)))


async def test_a_comment_changes_nothing_and_is_not_spoken_of(
    with_maya: WithMaya, save: Save, model: ScriptedModel
) -> None:
    async with with_maya() as stage:
        before = stage.chat.talk.engine.persona
        save("maya", BEES + "# to do: more bees\n")
        await stage.say("Good morning.")
        assert stage.chat.talk.engine.persona is before
        assert "as you saved it" not in stage.words


async def test_a_file_that_is_away_for_a_moment_is_not_spoken_of(
    with_maya: WithMaya, save: Save, model: ScriptedModel
) -> None:
    async with with_maya() as stage:
        save("maya", BEES).unlink()
        await stage.say("Good morning.")
        assert not wrong(stage)
        assert "brisk" in told(model)
        save("maya", DROWSY)
        await stage.say("And now?")
        assert "drowsy" in told(model)


async def test_a_file_that_stays_away_is_said_and_she_goes_on(
    with_maya: WithMaya, save: Save, model: ScriptedModel
) -> None:
    async with with_maya() as stage:
        save("maya", BEES).unlink()
        await stage.sees("There is no persona “maya”.")
        await stage.say("Good morning.")
        assert "brisk" in told(model)


async def test_the_persona_of_a_file_is_followed_from_the_start(
    opened: Open, memory: Memory, save: Save, model: ScriptedModel
) -> None:
    path = save("maya", BEES)
    talk = make_talk(memory, model=model)
    talk.engine.persona = load(path)
    async with opened(engine=talk.engine, settings=replace(talk.settings, persona=str(path))) as stage:
        await stage.sees("Mind the smoke.")
        save("maya", DROWSY)
        await stage.say("Good morning.")
        assert "drowsy" in told(model)


async def test_a_path_is_kept_so_that_it_leads_there_from_any_folder(
    opened: Open, save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "my files" / "zed.yaml"
    path.parent.mkdir()
    save("zed", BEES.replace("maya", "zed")).rename(path)
    monkeypatch.chdir(tmp_path)
    async with opened() as stage:
        await stage.command("/persona my files/zed.yaml")
        await stage.until(lambda: stage.chat.name_of_hers == "Maya")
        await stage.until(lambda: config.load().persona != "samantha")
        assert config.load().persona == str(path)
        await stage.command("/persona marcus")
        await stage.until(lambda: config.load().persona == "marcus")


async def test_who_was_left_is_followed_no_more_and_who_is_resumed_is(
    with_maya: WithMaya, save: Save, model: ScriptedModel
) -> None:
    async with with_maya() as stage:
        await stage.say("Good morning.")
        conversation = stage.chat.dialogue.id
        await stage.command("/persona marcus")
        await stage.until(lambda: stage.chat.name_of_hers == "Marcus")
        save("maya", "broken")
        await stage.say("Good evening.")
        assert not wrong(stage)
        save("maya", BEES)
        await stage.chat.dialogue.resume(conversation)
        save("maya", DROWSY)
        await stage.say("Here I am.")
        assert "drowsy" in told(model)


async def test_what_is_saved_says_how_much_may_be_brought_up(
    with_maya: WithMaya, save: Save, model: ScriptedModel
) -> None:
    async with with_maya() as stage:
        save("maya", BEES + "initiative: {mode: 'off'}\n")
        await stage.say("Good morning.")
        assert stage.chat.talk.desk.initiative.mode == "off"
