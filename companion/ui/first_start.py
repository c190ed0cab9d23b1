"""The first start: what was answered is kept, and she says hello."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from companion import locations
from companion.ui.screens.welcome import Answers, Welcome
from memory.records import USER

if TYPE_CHECKING:
    from companion.ui.screens.chat import Chat


def ask(chat: Chat) -> None:
    """Asks over the conversation; she speaks when it has been answered."""
    chat.run_worker(_ask(chat), exit_on_error=False)


async def _ask(chat: Chat) -> None:
    personas = chat.talk.personas()
    models = await asyncio.to_thread(chat.talk.models)
    where = f"That file is {locations.store_file()}"
    present = (chat.talk.engine.persona.id, chat.talk.engine.model.name)
    answers = await chat.app.push_screen_wait(Welcome(personas, models, where, present))
    await settle(chat, answers)


async def settle(chat: Chat, answers: Answers) -> None:
    """Keeps the answers, in settings and as a fact, and starts the conversation."""
    if answers.name:
        chat.talk.engine.name = answers.name
        chat.carefully(lambda: _keep_name(chat, answers.name))
    if answers.model and answers.model != chat.talk.engine.model.name:
        chat.carefully(lambda: _choose_model(chat, answers.model))
    if answers.persona and answers.persona != chat.talk.engine.persona.id:
        chat.carefully(lambda: _choose_persona(chat, answers.persona))
    chat.settle_status()
    await chat.dialogue.start()


def _keep_name(chat: Chat, name: str) -> None:
    chat.talk.save("name", name)
    chat.talk.memory.learn(
        f"Wants to be called {name}.", said_by=USER, topic="name", at=chat.now(), pinned=True
    )


def _choose_model(chat: Chat, name: str) -> None:
    chat.talk.engine.model = chat.talk.open_model(name)
    chat.talk.save("model", name)


def _choose_persona(chat: Chat, name: str) -> None:
    chat.take_on(chat.talk.open_persona(name), name)
    chat.talk.save("persona", name)
