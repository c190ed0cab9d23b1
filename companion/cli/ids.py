"""How records are named on the command line: m12, f3, s4, c5, p7, r7, or the bare number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LARGEST = 2**63 - 1  # what SQLite counts to

Named = Literal["message", "fact", "summary", "conversation"]
LETTERS: Mapping[str, Named] = {"m": "message", "f": "fact", "s": "summary", "c": "conversation"}


class Reference(NamedTuple):
    """A record of the memory."""

    kind: Named
    id: int

    def __str__(self) -> str:
        return f"{self.kind[0]}{self.id}"


def id_of(letter: str) -> Callable[[str], int]:
    """The type of an argument such as `p7` or `7`, for records that have that letter."""

    def ident(text: str) -> int:
        found = number(text.lower().removeprefix(letter))
        if found is None:
            raise click.BadParameter(f"{text!r} is no id; it looks like {letter}7.")
        return found

    return ident


def reference(text: str) -> Reference:
    """The type of an argument such as `m12`, `f3`, `s4` or `c5`; a bare number is a message."""
    letter, digits = (text[0].lower(), text[1:]) if text[:1].isalpha() else ("m", text)
    found = number(digits)
    if letter not in LETTERS or found is None:
        told = "m12 is a message, f3 a fact, s4 a summary, c5 a conversation."
        raise click.BadParameter(f"{text!r} names nothing. {told}")
    return Reference(LETTERS[letter], found)


def number(digits: str) -> int | None:
    """The number that an id can be; None for everything else."""
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(LARGEST))):
        return None
    return int(digits) if int(digits) <= LARGEST else None
