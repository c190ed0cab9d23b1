"""What the commands do. Each is given the chat screen and the words after the command."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from companion.locations import whole_path
from companion.models.embedder import goes_to
from companion.safety.sanitize import one_line
from companion.ui import pages
from companion.ui.keeping import keep
from companion.ui.screens import forgetting
from companion.ui.screens.conversations import Conversations
from companion.ui.screens.dialogs import Confirm, Page, Pick
from companion.ui.screens.memory import MemoryScreen
from companion.ui.screens.search import Search
from memory.records import NotFoundError

if TYPE_CHECKING:
    from companion.ui.screens.chat import Chat
    from memory.records import Kind, Message


PAGE_WIDTH = 74
STAYS = "\nThat is in her memory now, although you are off the record. d in /memory takes it out."
NO_MODELS = "No model was found on this machine. `companion models get` fetches one."


async def new(chat: Chat, _: str = "") -> None:
    """Leaves this conversation and starts another."""
    await chat.dialogue.start()


async def conversations(chat: Chat, _: str = "") -> None:
    """The list, and what was picked from it."""
    picked = await chat.app.push_screen_wait(Conversations(chat, chat.dialogue.id))
    if picked is None:
        return
    if picked.what == "resume":
        await chat.dialogue.resume(picked.id)
    else:
        await chat.dialogue.start()


async def search(chat: Chat, words: str = "") -> None:
    """Searches, and goes to the message that was picked."""
    found = await chat.app.push_screen_wait(Search(chat, words))
    if found is not None:
        await chat.dialogue.resume(found.conversation, at=found.message)


async def persona(chat: Chat, name: str = "") -> None:
    """Another persona; a conversation has one, so it is another conversation too."""
    picked = name or await _picked_persona(chat)
    if not picked:
        return
    chosen = chat.talk.open_persona(picked)
    where = whole_path(picked)
    await chat.dialogue.stop()
    await chat.become(chosen, where)
    chat.talk.save("persona", where)


async def _picked_persona(chat: Chat) -> str | None:
    pick = Pick("Who do you want to talk with?", chat.talk.personas(), chat.talk.engine.persona.id)
    return await chat.app.push_screen_wait(pick)


async def model(chat: Chat, name: str = "") -> None:
    """Another model, from the next message on."""
    picked = name or await _picked_model(chat)
    if not picked:
        return
    chosen = chat.talk.open_model(picked)
    await chat.dialogue.stop()
    await chat.think_with(chosen)
    chat.talk.save("model", whole_path(picked))
    await chat.note(f"{chosen.name} answers from now on; your words go to {chosen.host}.")


async def _picked_model(chat: Chat) -> str | None:
    choices = await asyncio.to_thread(chat.talk.models)
    if not choices:
        await chat.note(NO_MODELS, "wrong")
        return None
    pick = Pick("Which model should think?", choices, chat.talk.engine.model.name)
    return await chat.app.push_screen_wait(pick)


async def memory(chat: Chat, words: str = "") -> None:
    """What she knows, has noted and was told; goes to the message that was picked there."""
    await chat.background.learn_soon()
    screen = MemoryScreen(chat, words)
    found = await chat.app.push_screen_wait(screen)
    if screen.forgot:
        await chat.dialogue.show_again()
    if found is not None:
        await chat.dialogue.resume(found.conversation, at=found.message)


async def why(chat: Chat, _: str = "") -> None:
    """What was recalled for her last answer, with the messages behind it."""
    answer = chat.dialogue.last_answer()
    if answer is None:
        await chat.note("She has not answered anything in this conversation yet.")
        return
    recalled = chat.talk.memory.recalled(answer.id) or chat.dialogue.found  # off the record nothing is noted
    sources: dict[tuple[Kind, int], list[Message]] = {}
    for one in recalled:
        with suppress(NotFoundError):  # it was forgotten since
            sources[one.kind, one.id] = chat.talk.memory.why(one.kind, one.id)
    found = [one for one in recalled if (one.kind, one.id) in sources and one.text.strip()]
    text = pages.why(found, sources, chat.name_of_hers, chat.now())
    await chat.app.push_screen_wait(Page("What she remembered for her last answer", text))


async def remember(chat: Chat, text: str = "") -> None:
    """Keeps a fact that the user states."""
    if not text:
        await chat.note("Say what to keep: /remember I am allergic to nuts")
        return
    _, said = await chat.aside.ask(lambda memory: keep(memory, text, chat.now()))
    await chat.note(f"{said}{STAYS if chat.talk.engine.off_the_record else ''}")


async def forget(chat: Chat, words: str = "") -> None:
    """Erases messages and facts with these words, after saying how many."""
    if not words:
        await chat.note("Say what to forget: /forget Berlin. Whole conversations are deleted in /list.")
        return
    counts = await forgetting.preview(chat.talk.memory, matching=words)
    if not counts:
        await chat.note(f"Nothing that was said has “{one_line(words, 60)}” in it.")
        return
    question = f"Forget everything with “{one_line(words, 60)}” in it?"
    if await chat.app.push_screen_wait(Confirm(question, forgetting.consequence(counts))):
        await chat.dialogue.stop()
        chat.background.pause()
        gone = await forgetting.erase(chat.app, chat.talk.memory, matching=words)
        if chat.talk.engine.off_the_record:
            chat.talk.engine.record.forget(matching=words)
        await chat.dialogue.show_again()
        await chat.note(f"Forgotten: {forgetting.listed(gone)}.")


def page_width(chat: Chat) -> int:
    """Cells that a line of a page has."""
    return min(PAGE_WIDTH, chat.app.size.width - 12)


async def context(chat: Chat, _: str = "") -> None:
    """The parts of the last prompt."""
    embeds = goes_to(chat.talk.memory.embedder)
    await chat.app.push_screen_wait(
        Page("What the last prompt was made of", pages.context(chat.dialogue.sent, page_width(chat), embeds))
    )


async def theme(chat: Chat, _: str = "") -> None:
    """Dark or light."""
    chat.app.action_toggle_dark()


async def show_help(chat: Chat, _: str = "") -> None:
    """Commands and keys."""
    from companion.ui.commands import TABLE  # the table is made of these functions

    commands = [(command.usage, command.help) for command in TABLE]
    await chat.app.push_screen_wait(
        Page("Help", pages.help_page(commands, chat.keys_to_know(), page_width(chat)))
    )


async def leave(chat: Chat, _: str = "") -> None:
    """Quits."""
    await chat.app.run_action("quit")
