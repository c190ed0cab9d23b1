"""Whether a time in a text can be meant at all: told in the past tense, ruled out, or the end of a span."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.initiative.when.parts import Clock, Day, Elapsed, Rule, Void

if TYPE_CHECKING:
    from companion.initiative.when.line import Line
    from companion.initiative.when.reading import Group

_BREAK = re.compile(r" (?:[.;!?,:)]|and|but|so|because|which|then|or else|else|otherwise) ")
_PAST = re.compile(
    r"\b(?:was|were|wasn't|weren't|went|met|saw|came|rang|ate|slept|spent|woke|got up|ran|swam|drove|flew|"
    r"left|fell|bought|did|didn't|made|took|wrote|read it|began|began|broke|brought|lost|won|quit|sat|"
    r"stood|stayed|talked|called|phoned|visited|happened|watched|arrived|lasted|finished|started|"
    r"returned|picked "
    r"up|worked|burnt|burned|cooked|baked|cried|died|passed|missed|walked|played|cleaned|fixed|paid|sent|"
    r"handed|posted|submitted|had(?! to be)|knew|thought|felt|heard|found|celebrated|had been|haven't|"
    r"hasn't|i've (?!got|to|a )\w+(?:ed|en|t)|never)\b"
)
_AHEAD = re.compile(
    r"\b(?:will|won't|'ll|\w+'ll|going to|gonna|should|must|need|needs|have to|has to|want|wants|due|"
    r"booked|moved|scheduled|planned|supposed|hoping|wondering|thinking of|said|says|told|asked|promised|"
    r"agreed|invited|reserved|arranged|set|confirmed|wanted|remind|can|could|would|let's|is|are|\w+'s|"
    r"\w+'re|got (?:us |me )?(?:a|an|tickets)|before (?:i|we)|let me|i'm|ordered|offered|got moved|"
    r"postponed|rescheduled|have a|signed|enrolled|registered)\b"
)
_SPAN_OF_PAST = re.compile(
    r"\b\w{3,}ed (?:\S+ ){0,4}$|\b(?:ran|did|made|wrote|read|won|built|drove|got there) (?:\S+ ){0,4}$"
    r"|\b(?:haven't|hasn't|hadn't|not|never|didn't) (?:\S+ ){1,5}$|\b(?:first|only|best|worst) \S+ $"
)
_DEADLINE_UNTIL = re.compile(
    r"\b(?:have|has|got|gives?|gave|given|'ve) (?:\S+ ){0,6}$|\b(?:wants?|needs?|expects?|due) (?:\S+ "
    r"){0,8}$|^$|\bonly (?:\S+ ){0,3}$"
)


_RULED_OUT = frozenset({"since", "not", "never", "except", "hate", "love"})


def usable(group: Group, line: Line, others: int) -> bool:
    """False where the words say that this is not a time to come."""
    if any(part == Void("past") for part in group.parts()) or group.lead in _RULED_OUT:
        return False
    if group.lead == "than" and "later than" not in _before(group, line)[-14:]:
        return False
    if group.lead == "it's" and all(isinstance(part, Clock) for part in group.parts()):
        return False  # it says how late it is
    if group.lead == "until":
        return others == 0 and bool(_DEADLINE_UNTIL.search(_before(group, line).removesuffix("until ")))
    counted = re.search(r"\b(?:days?|weeks?) after (?:the )?$", _before(group, line))
    if group.lead == "after" and not counted and not any(hasattr(part, "hour") for part in group.parts()):
        return False
    return not _told_as_past(group, line)


def _before(group: Group, line: Line) -> str:
    return line.norm[: group.start]


def _told_as_past(group: Group, line: Line) -> bool:
    parts = group.parts()
    if any(
        isinstance(part, Elapsed) or (isinstance(part, Day) and part.kind == "relative" and part.ahead)
        for part in parts
    ):
        text = _before(group, line)
        return line.norm[group.start : group.end].startswith("in ") and bool(_SPAN_OF_PAST.search(text))
    if group.lead in {"by", "before"} or any(
        isinstance(p, Rule) or (isinstance(p, Day) and p.ahead) for p in parts
    ):
        return False
    clause = _clause(line.norm, group.start, group.end)
    return bool(_PAST.search(clause)) and not _AHEAD.search(clause)


def _clause(norm: str, start: int, end: int) -> str:
    """The words around a place, as far as the next break on both sides."""
    first = max((match.end() for match in _BREAK.finditer(norm, 0, start)), default=0)
    if (
        first >= start - 1
    ):  # the time opens the clause, or stands between commas: what is before it counts too
        first = max((match.end() for match in _BREAK.finditer(norm, 0, max(0, first - 3))), default=0)
    after = _BREAK.search(norm, end)
    return norm[first : after.start() if after else len(norm)]
