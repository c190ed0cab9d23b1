"""What goes on while nobody speaks, and never in the way of an answer."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from companion.models.protocol import ModelError
from companion.models.scripted import ScriptedModel
from tests.ui.conftest import TUESDAY
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from memory import Memory
    from tests.ui.conftest import Open


class Heavy(ScriptedModel):
    """A model that takes a while to load."""

    def __init__(self, problem: ModelError | None = None) -> None:
        super().__init__(["At last."])
        self.ready = asyncio.Event()
        self.problem = problem

    async def load(self) -> None:
        await self.ready.wait()
        if self.problem:
            raise self.problem


class Reflecting:
    """Background work that never ends by itself."""

    def __init__(self) -> None:
        self.begun = self.cancelled = 0

    async def __call__(self) -> None:
        self.begun += 1
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise


async def test_a_heavy_model_wakes_up_while_you_write(opened: Open) -> None:
    model = Heavy()
    async with opened(model=model) as stage:
        await stage.sees("waking up")
        await stage.press("h", "i")
        assert stage.chat.prompt.text == "hi"
        model.ready.set()
        await stage.until(lambda: "waking up" not in stage.words)


async def test_a_model_that_can_not_be_loaded_is_a_line(opened: Open) -> None:
    model = Heavy(ModelError("The weights are damaged.", "Run: companion models get x"))
    model.ready.set()
    async with opened(model=model) as stage:
        await stage.sees("The weights are damaged. Run: companion models get x")


async def test_reflection_gives_way_to_what_you_say(opened: Open) -> None:
    work = Reflecting()
    async with opened("Yes.", reflect=work) as stage:
        stage.chat.background.reflect()
        await stage.until(lambda: work.begun)
        stage.chat.background.reflect()
        await stage.pilot.pause()
        assert work.begun == 1  # one at a time
        await stage.say("Hello.")
        assert work.cancelled == 1
        await stage.sees("Yes.")


async def test_what_you_said_is_known_when_you_look_and_when_you_leave(opened: Open) -> None:
    learned: list[int] = []

    async def learn(conversation: int) -> None:
        learned.append(conversation)

    async with opened("I see.", "Oh.", learn=learn) as stage:
        await stage.press("f3")
        await stage.sees("She knows no facts")
        await stage.press("escape")
        assert learned == []
        await stage.say("I live in Ulm.")
        await stage.sees("I see.")
        here = stage.chat.dialogue.id
        for _ in range(2):  # looked at again, there is nothing new in it
            await stage.press("f3")
            await stage.until(lambda: learned)
            await stage.press("escape")
            await stage.until(lambda: stage.app.screen is stage.chat)
        assert learned == [here]
        await stage.say("/new")
        await stage.until(lambda: learned == [here, here])
        await stage.say("/off the record")
        await stage.say("I live in Kiel.")
        await stage.sees("Oh.")
        await stage.press("f3")
        await stage.sees("She knows no facts")
        await stage.press("escape")
        await stage.say("/new")
    assert learned == [here, here]


async def test_the_memory_opens_though_another_program_keeps_the_store_busy(opened: Open) -> None:
    async def learn(_: int) -> None:
        await asyncio.Event().wait()

    async with opened("I see.", learn=learn) as stage:
        await stage.say("I live in Ulm.")
        await stage.sees("I see.")
        await stage.press("f3")
        await stage.sees("She knows no facts")


async def test_it_waits_until_nobody_has_typed_for_a_while(opened: Open) -> None:
    work = Reflecting()
    async with opened(reflect=work, still=0.5) as stage:
        for letter in "words":  # takes longer than that in all
            await stage.pilot.pause(0.2)
            await stage.press(letter)
        await stage.chat.background.look()
        await stage.pilot.pause()
        assert work.begun == 0
        await stage.pilot.pause(0.5)
        await stage.chat.background.look()
        await stage.until(lambda: work.begun)


async def test_reflection_that_fails_is_no_business_of_the_conversation(opened: Open) -> None:
    async def fails() -> None:
        raise ModelError("It thought nonsense.", "Nothing to do.")

    async with opened("Yes.", reflect=fails) as stage:
        stage.chat.background.reflect()
        await stage.pilot.pause(0.1)
        assert "nonsense" not in stage.words
        await stage.say("Hello.")
        await stage.sees("Yes.")


async def test_what_falls_due_meanwhile_comes_up(opened: Open, memory: Memory) -> None:
    async with opened() as stage:
        memory.remind("Call the vet", TUESDAY - timedelta(minutes=1), at=TUESDAY)
        await stage.chat.background.look()
        await stage.sees("Call the vet")


async def test_a_conversation_that_no_longer_fits_says_so(opened: Open, memory: Memory) -> None:
    long = talked(memory, "Long", *[f"Line {n} of the story, " + "with many words " * 12 for n in range(60)])
    async with opened(model=ScriptedModel(["And so on."], window=2048)) as stage:
        await stage.chat.dialogue.resume(long.id)
        await stage.say("Go on.")
        await stage.sees("no longer fit; she goes on from a summary of them.")
        assert stage.said[-1].text == "And so on."


async def test_a_command_that_failed_gives_back_what_was_typed(opened: Open, memory: Memory) -> None:
    async with opened() as stage:
        memory.close()
        memory.store.path.unlink()
        memory.store.path.mkdir()  # no memory can be opened there
        await stage.command("/remember a long and precious sentence")
        await stage.until(lambda: "precious" in stage.chat.prompt.text)


async def test_a_model_here_reads_ahead_while_you_write(opened: Open) -> None:
    model = Heavy()
    model.ready.set()
    async with opened(model=model) as stage:
        await stage.until(lambda: model.history)
        ahead = model.history[0]
        assert ahead.options.max_tokens == 1
        assert not stage.memory.conversations()
        await stage.say("Hello.")
        await stage.until(lambda: len(model.history) == 2)
        assert model.history[1].messages[:-1] == ahead.messages[:-1]


async def test_what_you_promise_becomes_a_card_when_it_is_still(opened: Open) -> None:
    async with opened("Good.", still=1.0) as stage:
        await stage.say("I promised to call Jule on Thursday evening.")
        await stage.sees("Good.")
        await stage.press("x")
        await stage.chat.background.look()
        assert not stage.memory.proposals()
        await stage.pilot.pause(1.0)
        await stage.chat.background.look()
        await stage.sees("Call Jule")
        assert [one.text for one in stage.memory.proposals()] == ["Call Jule"]
