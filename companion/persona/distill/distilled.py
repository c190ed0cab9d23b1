"""From texts to the file of a persona."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona.distill import describe
from companion.persona.distill.drafting import drafted
from companion.persona.distill.knowing import Known, asked_for, chosen, known_by
from companion.persona.distill.language import words
from companion.persona.distill.measure import measured
from companion.persona.distill.objections import tellable
from companion.persona.distill.passages import passages
from companion.persona.distill.reading import DistillError
from companion.persona.distill.speech import quotes
from companion.persona.distill.subjects import subjects
from companion.persona.distill.text import text_of
from companion.persona.writing import written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from companion.persona.distill.measure import Rank, Voice
    from companion.persona.distill.passages import Passage
    from companion.persona.distill.reading import Source
    from companion.persona.distill.speech import Quote
    from companion.persona.distill.text import Text

LEAST_WORDS = 300
LEAST_SENTENCES = 12
MOST_LORE = 80
_ROOM = 52 * 1024  # bytes of the file that lore may take
_ENTRY = 300  # bytes of an entry beside its text and place, titles and words among them
_TITLE = (
    "Distilled from someone's own words: the voice was measured, the lore is what stands there. Read it,\n"
    "change what is not right, and see that these words are yours to use."
)
_LORE = "Passages of the text, each with its place. Words in `any` bring them in: add those that people say."


@dataclass(frozen=True, slots=True)
class Distilled:
    """The persona's file, and what it was made of."""

    text: str
    voice: Voice
    length: str
    register: str
    lore: int
    passages: int
    sources: tuple[str, ...]
    notes: tuple[str, ...]


def distilled(
    sources: Sequence[Source], name: str, id_: str, rank: Rank, count: Callable[[str], int]
) -> Distilled:
    """The persona in the voice of these texts. `rank` gives the place of a word among all by how often it is
    used, `count` the tokens of a text. Raises `DistillError` where there is too little to go by.
    """
    texts = [text_of(one) for one in sources]
    voice = _voice(texts, rank)
    found = [one for text in texts for one in passages(text.file, text.paragraphs)]
    sayings = quotes(found, voice)
    dear = frozenset(one.passage for one in sayings)
    known = Known(found, subjects(one for text in texts for one in text.paragraphs), rank, dear)
    best = chosen(known_by(known), MOST_LORE, known)
    allowed = [one for one, good in zip(best, tellable([one.text for one in best]), strict=True) if good]
    text, lore, sourced = _fitting(name, id_, texts, voice, allowed, known, sayings, count)
    notes = [note for one in texts for note in one.notes]
    notes += _notes(voice, len(best) - len(allowed), lore)
    return Distilled(
        text, voice, describe.length(voice), describe.register(voice), lore, len(found), sourced, tuple(notes)
    )


def _voice(texts: Sequence[Text], rank: Rank) -> Voice:
    every = [one for text in texts for one in text.paragraphs]
    least = f"{LEAST_WORDS} words in {LEAST_SENTENCES} sentences are needed, and a few thousand are better."
    number = sum(len(words(one.text)) for one in every)
    if number < LEAST_WORDS:
        raise DistillError(f"A text of {number:,} words is too short to hear a voice in.", least)
    voice = measured(every, rank)
    if voice.sentences < LEAST_SENTENCES:
        raise DistillError(f"There are only {voice.sentences} sentences in it.", least)
    return voice


def _fitting(
    name: str,
    id_: str,
    texts: Sequence[Text],
    voice: Voice,
    found: Sequence[Passage],
    known: Known,
    sayings: Sequence[Quote],
    count: Callable[[str], int],
) -> tuple[str, int, tuple[str, ...]]:
    """The file with as many passages as it can hold, how many those are, and its sources."""
    vocabulary = {word for text in texts for one in text.paragraphs for word in words(one.text)}
    most = len(found)
    while True:
        these = asked_for(chosen(found, most, known), known)
        if most and sum(map(_size, these)) > _ROOM:
            most = most * 9 // 10
            continue
        persona = drafted(name, id_, texts, voice, these, sayings, vocabulary.__contains__, count)
        comments = {"": _TITLE, "voice": describe.figures(voice), "lore": _LORE}
        text = written(persona, comments)
        if text is not None:
            return text, len(persona.get("lore", ())), tuple(persona["sources"])
        if not most:
            raise DistillError(
                "The persona of this text does not fit into a file.", "Give it a shorter name."
            )
        most = most * 9 // 10


def _size(passage: Passage) -> int:
    """The bytes that it takes in a file, about: its place is there twice."""
    return len(passage.text.encode()) + 2 * len(passage.where.encode()) + _ENTRY


def _notes(voice: Voice, refused: int, lore: int) -> list[str]:
    notes = []
    if not voice.english:
        notes.append("The text does not look like English, so that only its sentences were measured.")
    if refused:
        were = "passage was" if refused == 1 else "passages were"
        notes.append(
            f"{refused} {were} left out: what reads like an order, or like what works on people, is no lore."
        )
    if not lore:
        notes.append("No passage can stand by itself, so there is no lore.")
    return notes
