"""What is wrong with a persona file, in an author's words: each error with its place and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.persona.advice import advice
from companion.persona.check import Checked, check
from companion.persona.findings import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from companion.persona.findings import Finding, Steps


def lint(path: Path, count: Callable[[str], int] | None = None) -> list[Finding]:
    """Errors and warnings of a file, in its order; none where all is well. Nothing is raised.

    With `count`, which counts the tokens of a text, it is also warned of what takes too many.
    """
    return looked_over(check(path), count)


def looked_over(checked: Checked, count: Callable[[str], int] | None = None) -> list[Finding]:
    """The same of a file that was checked already."""
    found = dict.fromkeys((*checked.findings, *_warnings(checked, count)))
    path = str(checked.resolved.path)
    return sorted(found, key=lambda one: (one.file != path, one.file, one.line, one.column))


def _warnings(checked: Checked, count: Callable[[str], int] | None) -> Iterator[Finding]:
    if checked.persona is not None:
        for steps, message in (*_on_file(checked), *advice(checked.persona, count)):
            yield checked.resolved.finding(steps, message, "warning")


def _on_file(checked: Checked) -> Iterator[tuple[Steps, str]]:
    persona, stem = checked.persona, checked.resolved.path.stem
    assert persona is not None
    if persona.id != stem:
        message = (
            f"The id is `{persona.id}`, but a persona is found by the name of its file, `{plain(stem)}`."
        )
        yield ("id",), message
    if not persona.examples and not checked.partial:
        message = "There are no examples. Small models live by them: write two or three exchanges."
        yield ("examples",), message
