"""What is kept of a conversation: your own most telling sentences, until a model's words do better.

Pure. A model's summary is judged sentence by sentence: each has to rest on one of yours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.engine.dates import dated
from companion.engine.extract import NOT, SUPPOSED
from companion.engine.grounds import share, stem, stems, unfounded
from companion.engine.knowledge import day
from companion.engine.sentences import second_person, sentence_case, sentences, without_lead
from companion.engine.telling import LEAST, content_words, tellings, weigh
from companion.engine.titles import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from companion.engine.telling import Telling
    from memory.records import Message

LIMIT = 120  # tokens of a summary, roughly
_SHORT = 0.4  # of the limit: where no more is said than that, what tells little is kept too
_LONGEST = 240  # characters of one sentence in it
_MOST = 8  # sentences of a model's summary
_SHARE = 0.75  # of a sentence's content words have to be in one of yours, or in two that follow each other
_AS_TELLING = 0.6  # of the content words of the extractive summary have to be in a model's

_NAMES = 5 / 6  # of the share of words that may be missing, for names and numbers

# How one tells what someone said; these words need not have been said.
_TELLING_OF = frozenset(
    word
    for words in (
        "said told asked mentioned talked talking felt feel decided found find wanted wondered",
        "looked looking planned plan open still waiting waited later because",
    )
    for word in words.split()
)
_DATE_FIRST = re.compile(r"^(?:On )?(?:\w+day,? )?\d{1,2} \w+ \d{4},? ?(?:[:–—-] )?", re.IGNORECASE)
_NOT_PROSE = re.compile(
    r"^\s*(?:[#>*-]|\d+[.)])|```|^(?:you|user|samantha|assistant)\s*:", re.IGNORECASE | re.MULTILINE
)
_HER = re.compile(r"\b(?:Samantha|the (?:user|companion|assistant)|conversation)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:I|we|me|us|im)\b", re.IGNORECASE)
_HE = re.compile(r"(?:he|she|they|his|her|their|him|it)\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:asked|wondered)\b", re.IGNORECASE)
_WANTED = re.compile(r"\b(?:asked|wondered|wanted|looked for)\b", re.IGNORECASE)
_KEY = re.compile(r"\d+|\b[A-ZÀ-Þ][\w-]+")
_YOURS = re.compile(r"\b(?:my|our)\b", re.IGNORECASE)


def extractive(messages: Sequence[Message], limit: int = LIMIT) -> str:
    """Your most telling sentences, in the order in which you said them, said to you; about `limit` tokens.

    Never empty where you said anything; empty where you did not.
    """
    said = tellings(messages)
    chosen = _chosen([one for one in said if one.weight >= LEAST], limit)
    room = int(limit * _SHORT) - sum(tokens(note(one)) for one in chosen)
    for one in sorted((one for one in said if 0 < one.weight < LEAST), key=lambda one: -one.weight):
        cost = tokens(note(one))
        if not one.asks and cost <= room:
            chosen.append(one)
            room -= cost
    if not chosen and said:
        chosen = [max(said, key=lambda one: (one.weight, len(one.content)))]
    return " ".join(map(note, understandable(sorted(chosen, key=lambda one: one.place))))


def _chosen(said: list[Telling], limit: int) -> list[Telling]:
    """Greedily the heaviest that fit, each counted less for what the others already tell."""
    chosen: list[Telling] = []
    while said:
        told = frozenset[str]().union(*(one.content for one in chosen))
        best = max(said, key=lambda one: (_news(one, told), -one.place))
        if _news(best, told) < LEAST:
            break
        said = [one for one in said if one is not best]
        cost = tokens(note(best))
        if cost <= limit:
            chosen.append(best)
            limit -= cost
    return chosen


def understandable(chosen: list[Telling]) -> list[Telling]:
    """Without those that begin with "he" where the sentence before, which names him, was not chosen."""
    kept: list[Telling] = []
    for one in chosen:
        follows = bool(kept) and kept[-1].place == one.place - 1
        if follows or len(chosen) == 1 or not _HE.match(without_lead(one.text)):
            kept.append(one)
    return kept or chosen


def _news(one: Telling, told: frozenset[str]) -> float:
    if not one.content:
        return 0.0
    return one.weight * (1 - 0.8 * len(one.content & told) / len(one.content))


def note(one: Telling) -> str:
    """A sentence as a note to you; a question stays in your words."""
    text = shortened(one.text, _LONGEST) if len(one.text) > _LONGEST else " ".join(one.text.split())
    text = dated(text, one.message.at)
    if one.asks:
        return f"You asked: {text}"
    return sentence_case(second_person(without_lead(text) or text)) or text


def tokens(text: str) -> int:
    """About how many tokens a text takes, in any script: four bytes each."""
    return (len(text.encode(errors="replace")) + 3) // 4


def better(reply: str, said: Sequence[Message]) -> str:
    """A model's summary as far as your words bear it out; its sentences that they don't are left out.

    Raises `ValueError` where what is left tells less than your own sentences do.
    """
    yours = tellings(said)
    when = day(said[0].at, said[0].at.tzinfo) if said else ""
    told = [second_person(_DATE_FIRST.sub("", part)) for part in written(reply)]
    kept: list[str] = []
    whole = True  # whether the sentence before was kept
    for text in told:
        whole = bears_out(text, yours, when) and (whole or not _HE.match(text)) and weigh(text) > 0
        kept += [sentence_case(text)] * whole
    summary = " ".join(dict.fromkeys(kept))
    if 2 * len(kept) < len(told) or not tells_as_much(summary, extractive(said)):
        raise ValueError("The summary says what was not said, or too little of it.")
    return summary


def written(reply: str) -> list[str]:
    """The sentences of a model's text. Raises `ValueError` where it is no plain text."""
    if _NOT_PROSE.search(reply.strip()):
        raise ValueError("The summary is not plain text.")
    return [part for one in sentences(reply) for part in one.text.split("; ")][:_MOST]


def tells_as_much(summary: str, plain: str, least: float = _AS_TELLING) -> bool:
    """Whether it has most of the words that the extractive one has, and most of its names and numbers."""
    wanted, known = stems(" ".join(content_words(plain))), stems(summary)
    names = {stem(word) for found in _KEY.findall(plain) for word in content_words(found)}
    missing = len(names - known)
    return len(wanted & known) >= least * len(wanted) and missing <= len(names) * (1 - least) * _NAMES


def bears_out(text: str, yours: Sequence[Telling], when: str) -> bool:
    """Whether a sentence says what one of yours says: as surely, as much denied, and of the same person."""
    if not yours or _HER.search(text) or not content_words(text):
        return False
    source = max(yours, key=lambda one: share(text, one.text, _TELLING_OF))
    near = _near(source, yours, text)
    everything = " ".join([when, *(_dated(one) for one in yours)])
    return (
        share(text, near, _TELLING_OF) >= _SHARE
        and not unfounded(text, everything)
        and bool(NOT.search(source.text)) <= bool(NOT.search(text)) <= bool(NOT.search(near))
        and bool(SUPPOSED.search(source.text)) <= bool(SUPPOSED.search(text))
        and (source.asks or _of_the_same(text, source.text))
        and bool((_WANTED if source.asks else _ASKED).search(text)) == source.asks
    )


def _of_the_same(text: str, source: str) -> bool:
    """Whether what begins with "you" is told of you, and not of your brother."""
    if not re.match(r"you\b", text, re.IGNORECASE) or _YOU.search(source):
        return True
    return bool(_YOURS.search(source) and re.search(r"\byour\b", text, re.IGNORECASE))


def _near(source: Telling, yours: Sequence[Telling], text: str) -> str:
    """Its words, with the sentence before or after it, whichever has more of the text."""
    place = source.place
    pairs = (yours[max(0, place - 1) : place + 1], yours[place : place + 2])
    return max(
        (" ".join(map(_dated, pair)) for pair in pairs), key=lambda near: share(text, near, _TELLING_OF)
    )


def _dated(one: Telling) -> str:
    return dated(one.text, one.message.at)
