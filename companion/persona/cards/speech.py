"""Example conversations of a card (`mes_example`) as a persona's exchanges, and back."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from companion.persona.fits import PARAGRAPH, cut, is_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from companion.persona.cards.card import Data

MOST = 40
_START = re.compile(r"<start>[ \t]*\n?", re.IGNORECASE)


def exchanges(text: str, names: Iterable[str]) -> list[Data]:
    """What is said and answered in the conversations, in order; `names` are those of the character.

    Only what the user opens makes an exchange. A text that is too long is cut.
    """
    found: list[Data] = []
    speaker = _speakers(names)
    for block in _START.split(text):
        said = list(_utterances(block, speaker))
        for (who, asked), (_, answer) in pairwise(said):
            if who == "user" and asked.strip() and answer.strip():
                found.append({"user": cut(asked, PARAGRAPH)[0], "answer": cut(answer, PARAGRAPH)[0]})
    return found[:MOST]


def written(examples: Iterable[Mapping[str, Any]]) -> str:
    """The good exchanges as a card has them."""
    good = [one for one in examples if one.get("good", True)]
    return "\n".join(f"<START>\n{{{{user}}}}: {one['user']}\n{{{{char}}}}: {one['answer']}" for one in good)


def _speakers(names: Iterable[str]) -> re.Pattern[str]:
    known = "|".join(re.escape(name.strip()) for name in names if is_word(name))
    own = rf"\{{\{{char\}}\}}|{known}" if known else r"\{\{char\}\}"
    return re.compile(
        rf"[ \t]*(?:(?P<user>\{{\{{user\}}\}}|you)|(?:{own}))[ \t]*:[ \t]*(?P<text>.*)", re.IGNORECASE
    )


def _utterances(block: str, speaker: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Who says what, the lines of one after another as one; what nobody says is passed over."""
    who, lines = "", [""]
    for line in block.splitlines():
        found = speaker.match(line)
        now = "" if found is None else "user" if found["user"] else "char"
        if found and now != who:
            if who:
                yield who, "\n".join(lines).strip()
            who, lines = now, []
        lines.append(found["text"] if found else line)
    if who:
        yield who, "\n".join(lines).strip()
