"""How many tokens each part of a persona takes, and what share of a window that is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona.render import examples, sections

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.persona.persona import Persona

SMALL_WINDOW = 4096
WINDOWS = {"4k": SMALL_WINDOW, "8k": 8192, "32k": 32768}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A part, and the tokens that it takes of every prompt."""

    name: str
    tokens: int


@dataclass(frozen=True, slots=True)
class Weight:
    """What goes into every prompt, by parts, and what lore may add at the most, if all of it came in."""

    parts: tuple[Weighed, ...]
    lore: int

    @property
    def always(self) -> int:
        """Tokens of every prompt."""
        return sum(part.tokens for part in self.parts)

    def share(self, window: int) -> float:
        """What part of a window of so many tokens that is."""
        return self.always / window


def weigh(persona: Persona, count: Callable[[str], int]) -> Weight:
    """What a persona weighs; `count` counts the tokens of a text."""
    tokens: Counter[str] = Counter()
    for name, line in sections(persona, None):
        tokens[name] += count(line) + 1
    for user, answer in examples(persona):
        tokens["examples"] += count(user) + count(answer)
    lore = [(entry.always, min(entry.tokens, count(entry.text))) for entry in persona.lore]
    if always := sum(one for told, one in lore if told):
        tokens["lore"] = always
    at_most = sum(one for told, one in lore if not told)
    return Weight(tuple(Weighed(name, taken) for name, taken in tokens.items()), at_most)
