"""What you asked of her manner again and again: shorter or longer answers, or to leave a habit. Pure.

Only what is asked of her answers counts; to ask for a shorter poem says nothing about her.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.engine.doubt import NOT, clause
from companion.engine.growth.seeds import OFTEN, Seed, your_sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from companion.engine.growth.seeds import Talk

_ASKING = r"(?:^|[,;:–—] |\b(?:please|just) |\b(?:can|could|would|will) you (?:please |just )*)"
_ANSWERS = r"(?:answers?|repl(?:y|ies)|messages?|texts?)"
_KEEP = rf"(?:be|answer|reply|write|keep (?:it|your {_ANSWERS}))(?: me)?(?: a (?:bit|little)| much| even)?"


def _asked(more: str, than_now: str, too: str) -> re.Pattern[str]:
    """The ways to ask for answers that are `more` so, and to say that hers are `too` much the other way."""
    return re.compile(
        rf"{_ASKING}{_KEEP}(?: more)? (?:{more}|{than_now})\b"
        rf"|^(?:much |a (?:bit|little) |even )?(?:{than_now})(?: {_ANSWERS})?(?:,? please)?[.!]*$"
        rf"|\b(?:{than_now}) {_ANSWERS}\b"
        rf"|\byour {_ANSWERS} (?:are|is) (?:\w+ )?too (?:{too})\b"
        rf"|\byou(?:['’]re| are) (?:being )?(?:\w+ )?too (?:{too})\b",
        re.IGNORECASE,
    )


_SHORTER = _asked(
    "short|brief(?:ly)?|concise(?:ly)?", "shorter|briefer|more concise", "wordy|verbose|long-winded|long"
)
_LONGER = _asked(
    "in (?:more )?detail|at (?:more |greater )?length",
    "longer|more detailed|more elaborate",
    "terse|curt|brief|short",
)

_STOP = rf"{_ASKING}(?:stop|quit|don['’]t|do not|no(?: more)?|avoid|enough (?:of|with)|leave out)"
_ANY = r"(?: (?:using|use|with|adding|writing|the|all|those|these|your|so many|any|in))*"
HABITS = {
    name: re.compile(f"{_STOP}{what}", re.IGNORECASE)
    for name, what in {
        "use emojis": rf"{_ANY} (?:emojis?|smileys)\b",
        "use exclamation marks": rf"{_ANY} exclamation (?:marks|points)\b",
        "answer in bullet points": rf"{_ANY} (?:bullet points|bullet lists|bullets)\b",
        "ask question after question": (
            r" ask(?:ing)?(?: me)?(?: so many| all (?:these|those|the))? questions\b"
        ),
        "end with a question": (
            r" (?:always )?end(?:ing)? (?:everything|every \w+|your \w+|always )?\s?with a question\b"
        ),
        "apologise": r" (?:always )?(?:apologi[sz](?:e|ing)|say(?:ing)? sorry)\b",
    }.items()
}
"""What not to do, as a voice's `dont` says it, and how one asks for that."""


def lengths(talks: Iterable[Talk], used: Collection[int] = ()) -> Iterator[Seed]:
    """Shorter or longer answers, asked for in several conversations and never the other way round.

    `used` are messages that did their part in an earlier change.
    """
    found = {name: _in(talks, how, used) for name, how in (("shorter", _SHORTER), ("longer", _LONGER))}
    for name, evidence in found.items():
        other = found["longer" if name == "shorter" else "shorter"]
        if len(evidence) >= OFTEN and not other:
            yield Seed("length", name, evidence)


def habits(talks: Iterable[Talk]) -> Iterator[Seed]:
    """What you asked her to leave, in several conversations."""
    for name, how in HABITS.items():
        if len(evidence := _in(talks, how)) >= OFTEN:
            yield Seed("habit", name, evidence)


def _in(talks: Iterable[Talk], how: re.Pattern[str], used: Collection[int] = ()) -> tuple[int, ...]:
    firsts = (_first(talk, how, used) for talk in talks)
    return tuple(number for number in firsts if number is not None)


def _first(talk: Talk, how: re.Pattern[str], used: Collection[int]) -> int | None:
    for message, said in your_sentences(talk):
        match = how.search(said.masked)
        if match and message.id not in used and not NOT.search(clause(said, match.start(), match.start())):
            return message.id
    return None
