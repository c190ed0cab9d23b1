"""A voice in the words of an author: what its figures mean for someone who is to speak like it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.distill.measure import Voice
    from companion.persona.persona import Length

_LINE = 230  # characters of a habit
_SOME = 3  # words; fewer are no favourites, but chance
_LENGTHS: tuple[tuple[float, Length], ...] = ((28, "terse"), (65, "short"), (130, "medium"))


def length(voice: Voice) -> Length:
    """How long an answer is: as long as a paragraph of the text."""
    return next((name for most, name in _LENGTHS if voice.paragraph <= most), "long")


def voice_block(voice: Voice) -> dict[str, Any]:
    """The `voice` of a persona."""
    return {
        "register": register(voice),
        "length": length(voice),
        "do": [*(habit[:_LINE] for habit in habits(voice))],
        "dont": [*avoided(voice)],
        "banned_phrases": ["As an AI language model", "great question"],
    }


def register(voice: Voice) -> str:
    """The tone in a line."""
    said = [*_tone(voice), _sentences(voice)] if voice.english else [_sentences(voice)]
    return "; ".join(said)


def _tone(voice: Voice) -> Iterator[str]:
    of = voice.of_words
    if of["archaic"] >= 0.004:
        yield "old-fashioned and solemn"
    elif of["contracted"] >= 0.012:
        yield "informal, as one talks"
    elif of["contracted"] < 0.002 and voice.sentence > 14:
        yield "formal, as one writes"
    else:
        yield "easy, neither formal nor loose"
    if of["learned"] >= 0.055:
        yield "learned, abstract words"
    elif of["letters"] < 4.25:
        yield "short, everyday words"


def _sentences(voice: Voice) -> str:
    if voice.sentence <= 9:
        kind = "clipped sentences"
    elif voice.sentence <= 15:
        kind = "short sentences"
    elif voice.sentence <= 22:
        kind = "sentences of middling length"
    else:
        kind = "long, winding sentences"
    return kind + (
        ", and now and then a very short one" if voice.short >= 0.08 and voice.sentence > 12 else ""
    )


def habits(voice: Voice) -> Iterator[str]:
    """What this voice does."""
    yield f"write sentences of about {round(voice.median)} words" + (
        ", some of them twice as long" if voice.long >= 0.12 and voice.median < 26 else ""
    )
    if voice.questions >= 0.04:
        yield "ask questions" + (" all the time" if voice.questions >= 0.15 else " now and then")
    if voice.exclamations >= 0.04:
        yield "exclaim" + (" a great deal" if voice.exclamations >= 0.15 else " now and then")
    yield from _joints(voice)
    if voice.english:
        yield from _persons(voice)
        yield from _manner(voice)
    if voice.openings:
        yield "begin sentences with " + _listed([opening for opening, _ in voice.openings])
    if len(voice.favourites) >= _SOME:
        yield "come back to the words " + _listed(voice.favourites)


def _joints(voice: Voice) -> Iterator[str]:
    if voice.semicolons >= 0.1:
        yield "join thoughts with semicolons"
    if voice.dashes >= 0.08:
        yield "break off and go on with a dash"
    if voice.asides >= 0.05:
        yield "put things aside in brackets"


def _persons(voice: Voice) -> Iterator[str]:
    of = voice.of_words
    if of["first"] >= 0.03:
        yield "speak as “I”, from what the passages tell"
    elif of["first"] < 0.006:
        yield "keep yourself out of it: speak of things rather than of “I”"
    if of["together"] >= 0.012:
        yield "say “we”, of people in general"
    if of["second"] >= 0.012:
        yield "speak straight to the one who listens"


def _manner(voice: Voice) -> Iterator[str]:
    of = voice.of_words
    if of["archaic"] >= 0.002 and voice.old_forms:
        yield "use old forms such as " + _listed(voice.old_forms)
    if of["contracted"] >= 0.006:
        yield "use contractions"
    if of["hedges"] >= 0.004:
        yield "leave room for doubt: perhaps, it seems, almost"
    elif of["absolutes"] >= 0.014:
        yield "speak flatly, of always and never"


def avoided(voice: Voice) -> Iterator[str]:
    """What this voice never does."""
    yield "lists or headings"
    if not voice.exclamations:
        yield "exclamation marks"
    if not voice.questions:
        yield "questions"
    if voice.english and not voice.of_words["contracted"]:
        yield "contractions"
    if voice.english and voice.of_words["learned"] < 0.02:
        yield "learned words"


def figures(voice: Voice) -> str:
    """The figures behind it, as the comment beside the description."""
    of = voice.of_words
    lines = [
        f"Measured on {voice.words:,} words, {voice.sentences:,} sentences, {voice.paragraphs:,} paragraphs:",
        f"  sentences of {voice.sentence:.1f} words on average, half of {voice.median:g} or fewer",
        f"  {voice.short:.0%} of them very short, {voice.long:.0%} long",
        f"  paragraphs of {voice.paragraph:.0f} words (`length`), words of {of['letters']:.1f} letters",
        f"  of the sentences {voice.questions:.1%} ask, {voice.exclamations:.1%} exclaim",
        f"  {voice.semicolons:.1%} have a semicolon, {voice.dashes:.1%} a dash, {voice.asides:.1%} brackets",
        "  of 1,000 words " + ", ".join(f"{of[key] * 1000:.1f} {told}" for key, told in _KINDS.items()),
    ]
    if voice.openings:
        lines.append("  openings: " + ", ".join(f"{one} {share:.1%}" for one, share in voice.openings))
    return "\n".join(lines)


_KINDS = {
    "first": "are I",
    "together": "we",
    "second": "you",
    "contracted": "contracted",
    "archaic": "archaic",
    "learned": "learned",
    "hedges": "hedge",
    "absolutes": "are absolute",
}


def _listed(words: list[str] | tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1]
