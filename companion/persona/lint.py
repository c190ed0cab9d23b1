"""What is wrong with a persona file, in an author's words: each error with its place and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.persona.check import Checked, check
from companion.persona.findings import plain
from companion.persona.texts import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from companion.persona.findings import Finding, Steps
    from companion.persona.persona import Persona

    Warned = Iterator[tuple[Steps, str]]


def lint(path: Path) -> list[Finding]:
    """Errors and warnings of a file, in its order; none where all is well. Nothing is raised."""
    checked = check(path)
    warned = _warnings(checked, path.stem) if checked.persona else ()
    found = dict.fromkeys((*checked.findings, *warned))
    return sorted(found, key=lambda one: (one.file != str(path), one.file, one.line, one.column))


def _warnings(checked: Checked, stem: str) -> Iterator[Finding]:
    """What is allowed and yet probably not meant."""
    persona = checked.persona
    assert persona is not None
    for steps, message in (*_naming(persona, stem), *_examples(checked), *_banned(persona)):
        yield checked.resolved.finding(steps, message, "warning")


def _naming(persona: Persona, stem: str) -> Warned:
    if persona.id != stem:
        yield (
            ("id",),
            f"The id is `{persona.id}`, but a persona is found by the name of its file, `{plain(stem)}`.",
        )


def _examples(checked: Checked) -> Warned:
    if checked.persona and not checked.persona.examples and not checked.partial:
        yield (
            ("examples",),
            "There are no examples. Small models live by them: write two or three exchanges.",
        )


def _banned(persona: Persona) -> Warned:
    for steps, text in spoken(persona):
        for phrase in persona.voice.banned_phrases:
            if phrase.casefold() in text.casefold():
                yield steps, f"This says “{plain(phrase)}”, which `voice.banned_phrases` forbids."
