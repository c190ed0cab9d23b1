"""A composed prompt: the utterances that go to the model, and what each part of it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from companion.models.protocol import Utterance

PartName = Literal["floor", "persona", "facts", "log", "conversation", "lore", "recalled", "message"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a prompt, as it stands in it: tokens it takes (tiktoken's count) and the most it may."""

    name: PartName
    text: str
    tokens: int
    share: int


@dataclass(frozen=True, slots=True)
class Prompt:
    """`window` tokens are shared by the prompt and the answer, of which `reserve` are kept for the answer."""

    messages: tuple[Utterance, ...]
    parts: tuple[Part, ...]
    window: int
    reserve: int

    @property
    def tokens(self) -> int:
        """Tokens of the whole prompt."""
        return sum(part.tokens for part in self.parts)
