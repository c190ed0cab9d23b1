"""The words of a proposal: short, something to do, in the words that were said, without the time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.engine.sentences import second_person
from companion.initiative.notice.people import with_names

if TYPE_CHECKING:
    from companion.initiative.notice.heard import Heard

_MOST = 90
_TAIL = re.compile(
    r"[;:!?]|\.(?=\s|$)|\s[–—-]\s|\s\(|, (?=(?:or|so|but|and|because|which|who|else|otherwise|then|he|she|"
    r"it|it's|they|i|i'm|i've|we|you|the|his|her|my|please|properly|not|all|until|since|if|as|what|when|"
    r"where)\b)|\s(?=(?:because|otherwise|else|or else|although|though|but|so that|or (?:they|he|she|i|it|"
    r"we)|and then|if|since|while|and (?:i|he|she|they|it|we))\b)",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"(?:\s|,|\b(?:by|on|at|in|before|until|till|from|for|this|around|the|about|of|"
                      r"due|is|latest|so)\b)+$",
                      re.IGNORECASE)  # fmt: skip
_PARTING = re.compile(
    r"\s*,?\s*\b(?:ok(?:ay)?|alright|right|thanks?|thank you|thx|pls|too|tho|though|maybe|yes)\W*$",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"(?: (?:to|on|at|for|in|by|with|until|before|from|and|is|are|,))+$")
_FILLER = re.compile(
    r"\b(?:please|really|just|actually|finally|definitely|honestly|pls|again and again|for sure|at the "
    r"latest)\b ?|^(?:to|that|and|then|also|about|of) ",
    re.IGNORECASE,
)


def phrase(heard: Heard, start: int, end: int | None = None, *, before: str = "", whole: bool = False) -> str:
    """The words from `start` on as a proposal's text; `before` is what was said earlier, for the pronouns.

    What follows a first clause (`..., or it costs more`) is cut off unless it is wanted `whole`.
    """
    kept = _without_times(heard, start, len(heard.text) if end is None else end)
    tail = None if whole else _TAIL.search(kept, 2)
    kept = kept[: tail.start()] if tail else kept
    kept = _FILLER.sub("", " ".join(kept.split()))
    kept = _PARTING.sub("", _FILLER.sub("", kept)).strip(" ,.;:!?-–—\"'")
    kept = _DANGLING.sub("", re.sub(r" (?=[,.;:!?])", "", kept))
    kept = second_person(with_names(kept, f"{before} {heard.text[:start]}"))
    return shortened(kept)


def _without_times(heard: Heard, start: int, end: int) -> str:
    pieces, at = [], start
    for first, last in heard.found.spans:
        if last <= start or first >= end:
            continue
        pieces.append(_LEAD_IN.sub(" ", heard.text[at : max(first, at)]))
        at = max(last, at)
    pieces.append(heard.text[at:end])
    return " ".join(piece for piece in pieces if piece.strip(" "))


def shortened(text: str) -> str:
    """With a capital, and no longer than a card's line."""
    text = " ".join(text.split())
    if len(text) > _MOST:
        text = text[:_MOST].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Without the capital of a beginning, for the middle of a sentence; `GP` keeps its own."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def clause_start(plain: str, end: int) -> int:
    """Where the clause begins that a place is in."""
    breaks = [match.end() for match in re.finditer(r"[.;:–—] |\b(?:and|but|because) ", plain[:end])]
    return breaks[-1] if breaks else 0
