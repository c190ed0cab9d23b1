"""What widgets tell the screen they are on: tiny messages, named after what happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.message import Message

CardKind = Literal["proposal", "reminder"]
Reply = Literal["do", "later", "no"]


@dataclass
class Submitted(Message):
    """Enter was pressed in the prompt, with this text in it."""

    text: str


@dataclass
class EditWanted(Message):
    """Up was pressed in an empty prompt: the last message is to be edited."""


@dataclass
class EditDropped(Message):
    """The text that was being edited is not to be sent after all."""


@dataclass
class CardWanted(Message):
    """Tab was pressed in the prompt, with nothing to complete."""


@dataclass
class OlderWanted(Message):
    """The conversation was scrolled to the first message that is mounted."""


@dataclass
class NewerWanted(Message):
    """The conversation was scrolled to the last message that is mounted, and there are later ones."""


@dataclass
class CardAnswered(Message):
    """A card was answered by key or mouse. `id` is the proposal's or the reminder's."""

    kind: CardKind
    id: int
    reply: Reply


@dataclass
class LinkFollowed(Message):
    """A link in an answer was clicked; nothing has been opened."""

    address: str
