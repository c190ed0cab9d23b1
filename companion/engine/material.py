"""What a model is asked after a conversation: your own sentences, those that tell something, cut to fit."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from companion.engine.condense import notes
from companion.engine.dates import dated
from companion.engine.extract import requested
from companion.engine.knowledge import day, named
from companion.engine.open_ends import is_passing
from companion.engine.prompts import dialogue
from companion.engine.summarise import note
from companion.engine.telling import LEAST, tellings
from companion.engine.vouch import SCHEMA
from companion.models.protocol import Options, Request
from companion.models.tokens import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

    from companion.engine.telling import Telling
    from memory.periods import Period
    from memory.records import Message, Summary

_STATEMENTS = 8  # in one question about facts; a small model loses its way among more
_SUMMARY_TOKENS, _FACT_TOKENS = 260, 700  # of the answer
_LONGEST = 60  # sentences that a summary is made from
_AROUND = 64  # tokens that a chat template adds, roughly


def asked_summary(said: Sequence[Message], window: int) -> Request | None:
    """The request for a summary, within the window; None where you said nothing that can be summed up."""
    telling = [one for one in tellings(said) if one.weight >= LEAST / 2]
    if not telling:
        return None
    ranked = sorted(telling, key=lambda one: -one.weight)[:_LONGEST]
    lines = {one.place: f"- {dated(' '.join(one.text.split()), one.message.at)}" for one in ranked}
    when = day(said[0].at, said[0].at.tzinfo)
    room = window - _SUMMARY_TOKENS - _AROUND - _cost("summarise", day=when, said="")
    kept = []
    for one in ranked:
        room -= count(lines[one.place]) + 1
        if room >= 0:
            kept.append(one.place)
    if not kept:
        return None
    asked = dialogue("summarise", day=when, said="\n".join(lines[place] for place in sorted(kept)))
    return Request(asked, Options(temperature=0.2, max_tokens=_SUMMARY_TOKENS))


def asked_roll_up(span: Period, parts: Sequence[Summary], window: int, zone: tzinfo | None) -> Request | None:
    """The request for a text over a period, within the window; None where its parts tell nothing."""
    said = notes(span, parts, zone)
    telling = [one for one in said if one.weight >= LEAST / 2 and not is_passing(one.text)]
    lines = {one.place: f"- {one.message.detail}: {note(one)}" for one in telling}
    when = named(span)
    room = window - _SUMMARY_TOKENS - _AROUND - _cost("roll_up", span=when, notes="")
    kept = []
    for one in sorted(telling, key=lambda one: -one.weight)[:_LONGEST]:
        room -= count(lines[one.place]) + 1
        if room >= 0:
            kept.append(one.place)
    if not kept:
        return None
    asked = dialogue("roll_up", span=when, notes="\n".join(lines[place] for place in sorted(kept)))
    return Request(asked, Options(temperature=0.2, max_tokens=_SUMMARY_TOKENS))


def asked_facts(said: Sequence[Message], window: int) -> Iterator[tuple[Request, list[Message]]]:
    """The requests for facts, a few statements each, with the messages that those are from."""
    room = window - _FACT_TOKENS - _AROUND - _cost("extract_facts", said="")
    for group in _groups([one for one in tellings(said) if _states(one)], room):
        lines = "\n".join(f"- {' '.join(one.text.split())}" for one in group)
        options = Options(temperature=0.1, max_tokens=_FACT_TOKENS, schema=SCHEMA)
        given = list(dict.fromkeys(one.message for one in group))
        yield Request(dialogue("extract_facts", said=lines), options), given


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


def _cost(name: str, **fields: str) -> int:
    return sum(count(part.content) + 8 for part in dialogue(name, **fields))
