"""Passages of a text that can stand by themselves, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from companion.persona.distill.language import sentences
from companion.persona.fits import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from companion.persona.distill.layout import Paragraph

LEAST_WORDS, MOST_WORDS = 25, 110
MOST_CHARACTERS = 700


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences in a row, and where they stand. `triggers` are the words that it is known by, the most
    telling first, `about` those of the text's subjects that it speaks of; `worth` is for comparing it with
    others.
    """

    text: str
    file: str
    place: str
    number: int
    triggers: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    worth: float = field(default=0.0, compare=False)

    @property
    def where(self) -> str:
        """Its place within the file, as one cites it."""
        numbered = f"paragraph {self.number}"
        return f"{self.place}, {numbered}" if self.place else numbered


def passages(file: str, paragraphs: Iterable[Paragraph]) -> Iterator[Passage]:
    """All passages of a text in order. Short paragraphs of one place are joined, long ones cut."""
    text, place, number = "", "", 0
    for one in paragraphs:
        if text and one.place != place:
            yield from _cut(text, file, place, number)
            text = ""
        if not text:
            place, number = one.place, one.number
        text = f"{text} {one.text}".strip()
        if len(text.split()) >= LEAST_WORDS:
            yield from _cut(text, file, place, number)
            text = ""
    yield from _cut(text, file, place, number)


def _cut(text: str, file: str, place: str, number: int) -> Iterator[Passage]:
    """Runs of whole sentences; what is too short to say something is left out."""
    run = ""
    for sentence in [*sentences(text), ""]:
        longer = f"{run} {sentence}".strip()
        if sentence and len(longer.split()) <= MOST_WORDS and len(longer) <= MOST_CHARACTERS:
            run = longer
            continue
        if len(run.split()) >= LEAST_WORDS and run.rstrip("\"”’')")[-1] in ".!?…;":
            yield Passage(run, file, place, number)
        run = cut(sentence, MOST_CHARACTERS)[0]
