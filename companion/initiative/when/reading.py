"""From a text to its parts of time: every phrase that is in it, grouped as they stand together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.initiative.when.clocks import CLOCKS
from companion.initiative.when.days import DAYS
from companion.initiative.when.limits import LIMITS
from companion.initiative.when.parts import Clock, Day, Part, Rule, Scene, Stretch, Void
from companion.initiative.when.repeats import REPEATS
from companion.initiative.when.vague import VAGUE

if TYPE_CHECKING:
    from companion.initiative.when.line import Line

_PHRASES = (*VAGUE.all, *REPEATS.all, *LIMITS.all, *DAYS.all, *CLOCKS.all)
_GLUE = re.compile(
    r"(?: |,|\(|-|–|:|@|\b(?:at|on|in|the|of|about|around|by|from|starting|beginning|please|exactly|so|"
    r"sharp|is|'s|approximately|roughly|maybe|say|i\.e|again|latest)\b)*"
)
_LEAD = re.compile(r"(?:\b(?:the|on|at|about|around|maybe|noon|approximately) ?)*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part and its place in the normalised text."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces that stand together; `lead` is the word before them (`by`, `before`, `until`, `not`, ...)."""

    pieces: tuple[Piece, ...]
    lead: str

    @property
    def start(self) -> int:
        """Where it begins in the normalised text."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.pieces[-1].end

    def parts(self) -> list[Part]:
        """What its pieces say."""
        return [piece.part for piece in self.pieces]


def pieces(line: Line, scene: Scene) -> list[Piece]:
    """Every phrase of time in the text; of those that begin at the same word the longest."""
    found: list[Piece] = []
    end = 0
    for start in line.starts:
        piece = _longest(line.norm, start, scene) if start >= end else None
        if piece is not None:
            found.append(piece)
            end = piece.end
    return found


def _longest(norm: str, start: int, scene: Scene) -> Piece | None:
    best: Piece | None = None
    for phrase in _PHRASES:
        match = phrase.pattern.match(norm, start)
        if match is None or not match[0] or (best is not None and match.end() <= best.end):
            continue
        part = phrase.read(match, scene)
        if part is not None:
            best = Piece(part, start, match.end())
    return best


def groups(line: Line, scene: Scene) -> list[Group]:
    """The phrases of the text, those beside each other together; words without a time are left out."""
    found: list[Group] = []
    current: list[Piece] = []
    for piece in pieces(line, scene):
        if piece.part == Void("none"):
            continue
        if current and _ends_span(line.norm, current[-1], piece):
            continue
        if current and _GLUE.fullmatch(line.norm, current[-1].end, piece.start):
            current.append(piece)
            continue
        if current:
            found.append(Group(tuple(current), _lead(line.norm, current[0].start)))
        current = [piece]
    if current:
        found.append(Group(tuple(current), _lead(line.norm, current[0].start)))
    return [group for group in map(_firm, found) if group is not None]


def _ends_span(norm: str, last: Piece, piece: Piece) -> bool:
    """`8pm-10pm`, `Monday - Wednesday`: only the beginning counts."""
    return norm[last.end : piece.start].strip() in {"-", "–"} and type(last.part) is type(piece.part)


def _lead(norm: str, start: int) -> str:
    before = norm[:start].rstrip()
    before = before[: _LEAD.search(before).start()] if _LEAD.search(before) else before  # type: ignore[union-attr]
    return before.rstrip().rpartition(" ")[2]


def _firm(group: Group) -> Group | None:
    """Without what counts only beside something else, where it stands alone."""
    anchors = [p for p in group.pieces if isinstance(p.part, Day | Rule) or _stands(p.part)]
    if anchors:
        return group
    rest = tuple(piece for piece in group.pieces if not _leans(piece.part))
    bound = len(group.pieces) > 1 and not all(isinstance(p.part, Void) for p in group.pieces)
    if bound and not rest:
        return group  # "evening at seven"
    return Group(rest, group.lead) if rest else None


def _leans(part: Part) -> bool:
    return (isinstance(part, Clock) and part.weak) or (isinstance(part, Stretch) and part.bare)


def _stands(part: Part) -> bool:
    return isinstance(part, Clock | Stretch) and not _leans(part)
