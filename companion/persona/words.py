"""Which words of a text changed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

_AROUND = 4  # words that are shown on each side of a change
_ALIKE = 0.3  # below this, hardly a word stayed, and two texts read better than one of scraps


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that stayed, went out or came in."""

    kind: Literal["same", "out", "in"]
    text: str


def changed(before: str, after: str) -> list[Run]:
    """The texts as one. Joined, what is not `in` is the one, and what is not `out` the other."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return [Run("out", " ".join(old)), Run("in", " ".join(new))]
    return list(_runs(matcher, old, new))


def _runs(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Run]:
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Run("same", " ".join(old[start:end]))
            continue
        if end > start:
            yield Run("out", " ".join(old[start:end]))
        if new_end > new_start:
            yield Run("in", " ".join(new[new_start:new_end]))


def marked(runs: list[Run]) -> str:
    """On one line: `a [-red-] {+blue+} boat`. Long stretches that stayed are cut."""
    last = len(runs) - 1
    return " ".join(
        _cut(run.text, first=number == 0, last=number == last) if run.kind == "same" else _mark(run)
        for number, run in enumerate(runs)
    )


def _mark(run: Run) -> str:
    return f"[-{run.text}-]" if run.kind == "out" else f"{{+{run.text}+}}"


def _cut(text: str, *, first: bool, last: bool) -> str:
    """The words next to a change."""
    words = text.split()
    if len(words) <= 2 * _AROUND:
        return text
    before = [] if first else words[:_AROUND]
    after = [] if last else words[-_AROUND:]
    return " ".join([*before, "…", *after])
