"""How the context window is shared out among the parts of a prompt."""

from __future__ import annotations

from dataclasses import dataclass

# Most servers and the embedded engine split text in other places than tiktoken does, by a few per cent.
MARGIN = 0.92
LONGEST_ANSWER = 4096
# Role markers and separators that a chat template puts around each utterance, in tokens.
AROUND_UTTERANCE = 6
SMALLEST_WINDOW = 512


@dataclass(frozen=True, slots=True)
class Budget:
    """Tokens each part may take. What the first parts leave over is the conversation's.

    `facts` and `log` do not depend on the message at hand: their text stays the same from turn to turn, so
    that a prompt cache keeps it.
    """

    window: int
    reserve: int
    prompt: int
    persona: int
    facts: int
    log: int
    lore: int
    recalled: int


def budget(window: int, longest_answer: int | None = None) -> Budget:
    """The shares of a window of that many tokens (at least 512), `longest_answer` of them for the answer."""
    window = max(window, SMALLEST_WINDOW)
    reserve = min(longest_answer or LONGEST_ANSWER, window // 4)
    prompt = int((window - reserve) * MARGIN)
    return Budget(
        window=window,
        reserve=reserve,
        prompt=prompt,
        persona=min(prompt * 40 // 100, 4000),
        facts=min(prompt * 8 // 100, 1200),
        log=min(prompt * 12 // 100, 3000),
        lore=min(prompt * 10 // 100, 1500),
        recalled=min(prompt * 15 // 100, 2400),
    )
