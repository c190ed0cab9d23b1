"""What the persona says itself: first words and exchanges, in sentences of the text where it can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona.distill.language import sentences, words
from companion.persona.distill.objections import sayable
from companion.persona.distill.vocabulary import (
    FIRST,
    GENERAL,
    NOWADAYS,
    ONCE,
    POINTING,
    SECOND,
    TIED,
    TOGETHER,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from companion.persona.distill.measure import Voice
    from companion.persona.distill.passages import Passage
    from companion.persona.persona import Length

_LEAST, _MOST = 5, 18  # words of a sentence that can be said
_BEST = 200  # sentences that are looked at closely
_SHORT = 4  # letters of a word in -ed that is no past: need, shed
_QUOTING = 3  # examples that quote
_GREETING: dict[Length, int] = {"terse": 25, "short": 60, "medium": 80, "long": 100}
_CONTRACTIONS = (
    ("I am ", "I'm "),
    ("do not", "don't"),
    ("does not", "doesn't"),
    ("It is ", "It's "),
    ("have not", "haven't"),
)
_CONTRACTING = 0.006  # of the words; from there on the persona's own lines have contractions as well


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that can stand alone, with its passage, and the word that it is about."""

    text: str
    passage: Passage
    about: str


def quotes(passages: Sequence[Passage], voice: Voice) -> list[Quote]:
    """Such sentences, the best first: those that say something to anyone."""
    found = [Quote(text, one, about) for one in passages for text, about in _standing(one)]
    best = sorted(found, key=lambda quote: (-_appeal(quote.text, voice), quote.text))[:_BEST]
    allowed = sayable([quote.text for quote in best])
    return [quote for quote, good in zip(best, allowed, strict=True) if good]


def _standing(passage: Passage) -> Iterator[tuple[str, str]]:
    for text in sentences(passage.text):
        said = words(text)
        if not _LEAST <= len(said) <= _MOST or not text[0].isupper() or text[-1] not in ".?!":
            continue
        if said[0] in POINTING or {*'"“”‘`:0123456789()'} & {*text}:
            continue
        yield text, next((word for word in passage.about if word in said), "")


def _appeal(text: str, voice: Voice) -> float:
    """More for what is true of anyone at any time, less for what was said to somebody once."""
    said = words(text)
    names = sum(word[:1].isupper() for word in text.split()[1:] if word.strip(".,;!?") != "I")
    own = sum(word in FIRST for word in said)
    to_anyone = any(word in TOGETHER or (word in SECOND and not own) for word in said)
    general = not own and any(word in GENERAL for word in said)
    of_it = any(word in voice.favourites for word in said)
    past = sum(word in ONCE or (word.endswith("ed") and len(word) > _SHORT) for word in said)
    once = past + 1.5 * sum(word in TIED for word in said)
    return to_anyone + 1.5 * general + of_it - once - names - 0.7 * own + 0.02 * len(said)


def greetings(name: str, title: str, found: Sequence[Quote], voice: Voice, length: Length) -> dict[str, str]:
    """First words, and those to someone who comes back."""
    most = _GREETING[length]
    own = _own(voice)
    first = own(f"I am {name}, an AI made from {title}.")
    again = "What is on your mind?" if voice.questions else "Go on where we stopped."
    statements = [quote for quote in found if not quote.text.endswith("?")]
    asked = [quote for quote in found if quote.text.endswith("?")]
    return {
        "first": _with(first, statements[:1], most),
        "return": _with("", asked[:1], most) or _with(again, statements[1:2], most, before=True),
    }


def _with(text: str, found: Sequence[Quote], most: int, *, before: bool = False) -> str:
    for quote in found:
        both = f"{quote.text} {text}" if before else f"{text} {quote.text}"
        if len(both.split()) <= most:
            return both.strip()
    return text


def examples(
    titles: Mapping[str, str], found: Sequence[Quote], voice: Voice, said: Callable[[str], bool]
) -> list[dict[str, str]]:
    """Exchanges that show what it says to what is not in the text, and how it quotes; `said` tells whether a
    word is in it. Those that quote come last: small models do most of all what they saw last.
    """
    own = _own(voice)
    unknown = next((one for one in NOWADAYS if not said(one.split()[-1])), "the year 3000")
    return [
        {
            "user": "are you a real person?",
            "answer": own("No, I am an AI. I speak from a text, and the life in it is not mine."),
            "note": "Says so plainly.",
        },
        {
            "user": "what was my dog called again?",
            "answer": own("I do not know. You have not told me."),
            "note": "No made-up memories.",
        },
        {
            "user": f"did you ever write about {unknown}?",
            "answer": own(f"Not in the text that I come from. I do not know what it would say of {unknown}."),
            "note": "What the text does not say is not made up.",
        },
        *_quoting(titles, found),
    ]


def _quoting(titles: Mapping[str, str], found: Sequence[Quote]) -> Iterator[dict[str, str]]:
    """One for each of the subjects of the best."""
    subjects: dict[str, Quote] = {}
    for quote in found:
        if quote.about and not quote.text.endswith("?"):
            subjects.setdefault(quote.about, quote)
    for number, quote in enumerate([*subjects.values()][:_QUOTING]):
        yield {
            "user": f"what do you think about {quote.about}?",
            "answer": f"“{quote.text}” ({cited(titles[quote.passage.file], quote.passage)})",
            **({"note": "Quotes, and says where it stands."} if not number else {}),
        }


def cited(title: str, passage: Passage) -> str:
    """The place of a passage as it is cited."""
    return f"{title}, {passage.where}"


def _own(voice: Voice) -> Callable[[str], str]:
    """How the persona's own lines are worded: with contractions where the text has them."""

    def contracted(text: str) -> str:
        for long, short in _CONTRACTIONS:
            text = text.replace(long, short)
        return text

    return contracted if voice.of_words["contracted"] >= _CONTRACTING else str
