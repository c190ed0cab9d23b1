"""What a model is asked after a conversation: your own sentences, those that tell something, cut to fit."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from companion.engine.condense import notes
from companion.engine.dates import dated
from companion.engine.extract import requested
from companion.engine.knowledge import day, named
from companion.engine.open_ends import is_passing
from companion.engine.prompts import dialogue, prompt
from companion.engine.summarise import note
from companion.engine.telling import LEAST, tellings
from companion.engine.vouch import SCHEMA
from companion.models.protocol import Options, Request
from companion.models.tokens import count
from companion.persona.persona import Keeping

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import tzinfo

    from companion.engine.telling import Telling
    from companion.models.protocol import Utterance
    from memory.periods import Period
    from memory.records import Message, Summary

_STATEMENTS = 8  # in one question about facts; a small model loses its way among more
_SUMMARY_TOKENS, _FACT_TOKENS = 260, 700  # of the answer
_LONGEST = 60  # sentences that a summary is made from
_AROUND = 64  # tokens that a chat template adds, roughly
_NO_RULES = Keeping()


def asked_summary(said: Sequence[Message], window: int, rules: Keeping = _NO_RULES) -> Request | None:
    """The request for a summary, within the window; None where you said nothing that can be summed up."""
    rules = replace(rules, remember=())  # what matters in a conversation is not what matters in a life
    telling = [one for one in tellings(said) if one.weight >= LEAST / 2]
    if not telling:
        return None
    ranked = sorted(telling, key=lambda one: -one.weight)[:_LONGEST]
    lines = {one.place: f"- {dated(' '.join(one.text.split()), one.message.at)}" for one in ranked}
    when = day(said[0].at, said[0].at.tzinfo)
    room = window - _SUMMARY_TOKENS - _AROUND - _cost(_asked("summarise", rules, day=when, said=""))
    kept = []
    for one in ranked:
        room -= count(lines[one.place]) + 1
        if room >= 0:
            kept.append(one.place)
    if not kept:
        return None
    asked = _asked("summarise", rules, day=when, said="\n".join(lines[place] for place in sorted(kept)))
    return Request(asked, Options(temperature=0.2, max_tokens=_SUMMARY_TOKENS))


def asked_roll_up(span: Period, parts: Sequence[Summary], window: int, zone: tzinfo | None) -> Request | None:
    """The request for a text over a period, within the window; None where its parts tell nothing."""
    said = notes(span, parts, zone)
    telling = [one for one in said if one.weight >= LEAST / 2 and not is_passing(one.text)]
    lines = {one.place: f"- {one.message.detail}: {note(one)}" for one in telling}
    when = named(span)
    room = window - _SUMMARY_TOKENS - _AROUND - _cost(dialogue("roll_up", span=when, notes=""))
    kept = []
    for one in sorted(telling, key=lambda one: -one.weight)[:_LONGEST]:
        room -= count(lines[one.place]) + 1
        if room >= 0:
            kept.append(one.place)
    if not kept:
        return None
    asked = dialogue("roll_up", span=when, notes="\n".join(lines[place] for place in sorted(kept)))
    return Request(asked, Options(temperature=0.2, max_tokens=_SUMMARY_TOKENS))


def asked_facts(
    said: Sequence[Message], window: int, rules: Keeping = _NO_RULES
) -> Iterator[tuple[Request, list[Message]]]:
    """The requests for facts, a few statements each, with the messages that those are from."""
    room = window - _FACT_TOKENS - _AROUND - _cost(_asked("extract_facts", rules, said=""))
    for group in _groups([one for one in tellings(said) if _states(one)], room):
        lines = "\n".join(f"- {' '.join(one.text.split())}" for one in group)
        options = Options(temperature=0.1, max_tokens=_FACT_TOKENS, schema=SCHEMA)
        given = list(dict.fromkeys(one.message for one in group))
        yield Request(_asked("extract_facts", rules, said=lines), options), given


def _states(one: Telling) -> bool:
    return one.weight > 0 and not one.asks and not requested(one.message)


def _groups(statements: list[Telling], room: int) -> Iterator[list[Telling]]:
    """In order, of about the same size, each within the room; what takes more than that is left out."""
    fitting = [one for one in statements if count(one.text) + 4 <= room]
    size = ceil(len(fitting) / max(1, ceil(len(fitting) / _STATEMENTS)))
    group: list[Telling] = []
    left = room
    for one in fitting:
        cost = count(one.text) + 4
        if group and (cost > left or len(group) == size):
            yield group
            group, left = [], room
        group.append(one)
        left -= cost
    if group:
        yield group


def _asked(name: str, rules: Keeping, **fields: str) -> tuple[Utterance, ...]:
    """The wording, with the topics of a persona below what the model is told first."""
    told, *rest = dialogue(name, **fields)
    topics = {"never": rules.never, "remember": rules.remember}
    more = [prompt(name, topics="; ".join(lines)) for name, lines in topics.items() if lines]
    return replace(told, content="\n\n".join([told.content, *more])), *rest


def _cost(parts: Iterable[Utterance]) -> int:
    return sum(count(part.content) + 8 for part in parts)
