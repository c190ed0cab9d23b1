"""The slash commands, one table: help, completion and the palette are made from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.ui import actions, aside
from companion.ui.widgets.completion import Offer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from companion.ui.screens.chat import Chat
    from companion.ui.talk import Choice

_COMMAND = re.compile(r"/([A-Za-z]+)(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Command:
    """`argument` names what follows, in capitals where it is needed, in brackets where it may be left out.

    `choices` are the values that the argument can have, where they are few.
    """

    name: str
    argument: str
    help: str
    run: Callable[[Chat, str], Awaitable[None]]
    choices: Callable[[Chat], Sequence[Choice]] | None = None

    @property
    def usage(self) -> str:
        """`/search [WORDS]`."""
        return f"/{self.name} {self.argument}".rstrip()

    @property
    def needs_more(self) -> bool:
        """Whether it does nothing without an argument."""
        return bool(self.argument) and not self.argument.startswith("[")


def _personas(chat: Chat) -> Sequence[Choice]:
    return chat.talk.personas()


def _models(chat: Chat) -> Sequence[Choice]:
    return chat.background.models


TABLE = (
    Command("new", "", "Start a new conversation", actions.new),
    Command("list", "", "All conversations: resume, rename, delete", actions.conversations),
    Command("search", "[WORDS]", "Search in everything said", actions.search),
    Command("persona", "[NAME]", "Talk with someone else", actions.persona, _personas),
    Command("model", "[NAME]", "Think with another model", actions.model, _models),
    Command("memory", "[WORDS]", "What she knows of you and has noted: look, edit, forget", actions.memory),
    Command("why", "", "What she remembered for her last answer", actions.why),
    Command("remember", "TEXT", "Have her keep something in mind", actions.remember),
    Command("forget", "WORDS", "Erase what was said with these words", actions.forget),
    Command("off", "[the record]", "Keep nothing of what is said from here on", aside.off),
    Command("on", "[the record]", "Keep what is said again", aside.on),
    Command("context", "", "What the last prompt was made of", actions.context),
    Command("theme", "", "Dark or light", actions.theme),
    Command("help", "", "Commands and keys", actions.show_help),
    Command("quit", "", "Leave", actions.leave),
)
BY_NAME = {command.name: command for command in TABLE}


@dataclass(frozen=True, slots=True)
class Unknown:
    """It looks like a command, and there is none of that name."""

    name: str


def parse(text: str) -> tuple[Command, str] | Unknown | None:
    """The command and its argument; None where it is something to say: `//x` says `/x`, a path is none."""
    match = _COMMAND.fullmatch(text.strip())
    if match is None:
        return None
    command = BY_NAME.get(match[1].lower())
    return (command, (match[2] or "").strip()) if command else Unknown(match[1])


def said(text: str) -> str:
    """What is to be said: a doubled slash at the beginning is a single one."""
    return text[1:] if text.startswith("//") else text


def offers(text: str, chat: Chat) -> list[Offer]:
    """What fits the text: names of commands, then the values of their argument."""
    if not text.startswith("/") or "\n" in text:
        return []
    name, space, argument = text[1:].partition(" ")
    if space:
        command = BY_NAME.get(name.lower())
        return _values(command, argument, chat) if command else []
    fitting = [command for command in TABLE if command.name.startswith(name.lower())]
    return [Offer(_start(command), command.help, not command.needs_more) for command in fitting]


def _start(command: Command) -> str:
    return f"/{command.name} " if command.needs_more else f"/{command.name}"


def _values(command: Command, argument: str, chat: Chat) -> list[Offer]:
    if command.choices is None:
        return []
    known = command.choices(chat)
    fitting = [choice for choice in known if choice.name.lower().startswith(argument.lower())]
    return [Offer(f"/{command.name} {choice.name}", choice.detail) for choice in fitting]
