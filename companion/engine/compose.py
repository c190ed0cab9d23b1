"""Composing a prompt: a pure function from what there is to what fits into the window.

The order keeps the beginning the same from turn to turn: the floor and the persona, what she knows of you,
the log of past conversations, the conversation so far; only then the persona's lore and what was recalled for
this message, and the message itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from companion.engine.budget import AROUND_UTTERANCE, Budget
from companion.engine.prompt import Part, PartName, Prompt
from companion.engine.prompts import prompt as wording
from companion.models.protocol import Utterance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from companion.engine.asked import Asked
    from companion.models.protocol import Role

    Count = Callable[[str], int]

CUT = " […] "
# Headings and separators that are added around the parts, in tokens, with room to spare.
WORDING = 240


class TooLongError(Exception):
    """The message does not fit into the model's window beside the floor."""


@dataclass(frozen=True, slots=True)
class Materials:
    """What a prompt is made of. `facts` and `log` are lines, oldest first; `lore` and `recalled` are lines,
    best first.

    `examples` are exchanges in the persona's voice; `gone` is a summary of the beginning of the conversation
    where that no longer fits; `history` are role and text of the rest; `today` is the day on which the
    conversation began, `now` this moment; `unsaid` tells that the persona's text does not say what is asked,
    `asked` that only the user can have told it, and whether they have; `in_crisis` asks for particular care.
    """

    floor: str
    persona: str
    message: str
    today: str
    now: str
    examples: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    gone: str = ""
    history: tuple[tuple[Role, str], ...] = ()
    lore: tuple[str, ...] = ()
    recalled: tuple[str, ...] = ()
    unsaid: bool = False
    asked: Asked | None = None
    in_crisis: bool = False


class _Room:
    """The tokens that are left, handed out part by part."""

    def __init__(self, tokens: int, count: Count) -> None:
        self.left = max(0, tokens)
        self.count = count

    def text(self, text: str, share: int) -> str:
        """The text, its middle cut out where it takes more than its share or than is left."""
        fitting = clipped(text, min(share, self.left), self.count)
        self.left -= self.count(fitting)
        return fitting

    def exchanges(self, examples: Iterable[tuple[str, str]], share: int) -> list[Utterance]:
        """The first of the exchanges that fit into the share, as they would be said."""
        said: list[Utterance] = []
        for pair in examples:
            needed = sum(self.count(text) + AROUND_UTTERANCE for text in pair)
            if needed > min(share, self.left):
                break
            said += [Utterance("user", pair[0]), Utterance("assistant", pair[1])]
            share -= needed
            self.left -= needed
        return said

    def lines(self, lines: Iterable[str], share: int) -> list[str]:
        """Those of the lines that fit, in order; later ones may fit where an earlier one did not."""
        kept = fitting(lines, min(share, self.left), self.count)
        self.left -= cost(kept, self.count)
        return kept


def compose(given: Materials, budget: Budget, count: Count) -> Prompt:
    """The prompt, never longer than `budget.prompt` tokens by `count`. Raises `TooLongError`."""
    room = _Room(_room_beside_message(given, budget, count), count)
    persona = room.text(given.persona, budget.persona)
    examples = room.exchanges(given.examples, budget.persona - count(persona))
    facts = room.lines(given.facts, budget.facts)
    log = room.lines(reversed(given.log), budget.log)[::-1]
    gone = room.text(given.gone, room.left // 2)
    lore = room.lines(given.lore, min(budget.lore, room.left // 2))
    recalled = room.lines(given.recalled, min(budget.recalled, room.left // 2))
    history = opened(newest(given.history, room.left, count))
    blocks = (
        ("floor", given.floor, budget.prompt),
        ("persona", f"{persona}\n\n{wording('today', today=given.today)}", budget.persona),
        ("facts", wording("facts", facts="\n".join(facts)) if facts else "", budget.facts),
        ("log", wording("log", log="\n".join(log)) if log else "", budget.log),
    )
    before = wording("gone", summary=gone) if gone else ""
    notes, told = _notes(given, recalled), _told(given, lore)
    head = "\n\n".join(text for text in (*(block for _, block, _ in blocks), before) if text)
    talk = "\n".join([before, *(said.content for said in history)]).strip()
    parts = [_part(name, text, share, count) for name, text, share in blocks]  # type: ignore[arg-type]
    parts[1] = _with_examples(parts[1], examples, count)
    parts += [
        Part("conversation", talk, count(before) + weight(history, count), room.left + count(before)),
        _part("lore", told, budget.lore, count),
        _part("recalled", notes, budget.recalled, count),
        _part("message", given.message, budget.prompt, count),
    ]
    last = Utterance("user", "\n\n".join(text for text in (told, notes, given.message) if text))
    spoken = joined((Utterance("system", head), *examples, *history, last))
    return Prompt(spoken, tuple(parts), budget.window, budget.reserve)


def _room_beside_message(given: Materials, budget: Budget, count: Count) -> int:
    needed = count(given.floor) + count(given.message) + WORDING + 2 * AROUND_UTTERANCE
    if needed > budget.prompt:
        raise TooLongError(
            f"Your message is about {needed - budget.prompt} tokens too long for a model with a window of "
            f"{budget.window}. Send it in parts, or choose a model with a larger window."
        )
    return budget.prompt - needed


def giving_way(given: Materials, budget: Budget, count: Count) -> int:
    """How many of the oldest utterances have to give way to a summary: 0, or quarters of what there is.

    A quarter at once, so that the beginning of the prompt changes rarely and a cache of it stays of use.
    """
    said = [text for pair in given.examples for text in pair]
    fixed = (given.persona, *given.facts, *given.log, given.gone)
    room = _room_beside_message(given, budget, count) - sum(count(text) + 1 for text in fixed)
    room -= sum(count(text) + AROUND_UTTERANCE for text in said)
    room -= budget.recalled + cost(fitting(given.lore, budget.lore, count), count)
    costs = [count(text) + AROUND_UTTERANCE for _, text in given.history]
    gone = 0
    while len(costs) - gone > 1 and sum(costs[gone:]) > room:
        gone = min(len(costs) - 1, gone + max(2, (len(costs) - gone + 3) // 4))
    return gone


def fitting(lines: Iterable[str], room: int, count: Count) -> list[str]:
    """Those of the lines that fit, in order; later ones may fit where an earlier one did not."""
    kept: list[str] = []
    for line in lines:
        if (needed := cost([line], count)) <= room:
            kept.append(line)
            room -= needed
    return kept


def cost(lines: Iterable[str], count: Count) -> int:
    """Tokens of the lines, each with its end."""
    return sum(count(line) + 1 for line in lines)


def clipped(text: str, room: int, count: Count) -> str:
    """The text, its middle cut out if it takes more than `room` tokens; empty where nothing fits."""
    if count(text) <= room:
        return text
    low, high = 0, len(text) // 2
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count(_cut(text, middle)) <= room else (low, middle - 1)
    return _cut(text, low) if low else ""


def _cut(text: str, keep: int) -> str:
    """The first three quarters of `keep` characters, and the last one."""
    end = keep // 4
    return text[: keep - end].rstrip() + CUT + (text[-end:].lstrip() if end else "")


def newest(history: Sequence[tuple[Role, str]], room: int, count: Count) -> list[Utterance]:
    """The end of the conversation that fits into the room; the first utterance of it may be cut."""
    kept: list[Utterance] = []
    for role, text in reversed(history):
        fitting = clipped(text, room - AROUND_UTTERANCE, count)
        if not fitting:
            break
        kept.append(Utterance(role, fitting))
        room -= count(fitting) + AROUND_UTTERANCE
        if fitting != text:
            break
    return kept[::-1]


def opened(history: list[Utterance]) -> list[Utterance]:
    """The conversation with someone opening it, where she spoke first: models expect a user to begin."""
    if history and history[0].role == "assistant":
        return [Utterance("user", wording("opens")), *history]
    return history


def weight(utterances: Iterable[Utterance], count: Count) -> int:
    """Tokens of the utterances with what a chat template puts around them."""
    return sum(count(said.content) + AROUND_UTTERANCE for said in utterances)


def joined(utterances: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """Neighbours with the same role as one: many chat templates insist on alternation."""
    merged: list[Utterance] = []
    for said in utterances:
        if merged and merged[-1].role == said.role:
            merged[-1] = Utterance(said.role, f"{merged[-1].content}\n\n{said.content}")
        else:
            merged.append(said)
    return tuple(merged)


def _notes(given: Materials, recalled: Sequence[str]) -> str:
    notes = wording("recalled", now=given.now, notes="\n".join(recalled)) if recalled else ""
    notes = notes or wording("now", now=given.now)
    more = (wording(given.asked) if given.asked else "", wording("care") if given.in_crisis else "")
    return "\n\n".join(text for text in (notes, *more) if text)


def _told(given: Materials, lore: Sequence[str]) -> str:
    told = wording("lore", lore="\n".join(lore)) if lore else ""
    return "\n\n".join(text for text in (told, wording("unsaid") if given.unsaid else "") if text)


def _with_examples(persona: Part, examples: Sequence[Utterance], count: Count) -> Part:
    text = "\n".join([persona.text, *(f"{said.role}: {said.content}" for said in examples)])
    return replace(persona, text=text, tokens=persona.tokens + weight(examples, count))


def _part(name: PartName, text: str, share: int, count: Count) -> Part:
    return Part(name, text, count(text), share)
