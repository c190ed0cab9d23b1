"""What recall is made of, and how each part is left out: as if nothing were known of it.

A part is left out of a question's case before the features are computed, so that neither the first look nor
the ranker, which is taught again without it, knows of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from memory.recall.candidates import PRECISE
from memory.recall.question import Kind
from memory.recall.recollect import NEAREST, Case

if TYPE_CHECKING:
    from collections.abc import Callable

    from memory.recall.candidates import Candidate

WORDS, MEANING = "words", "meaning"  # by words alone, and with vectors

_SENTENCE = re.compile(r"^text_|^(when_times|number_numbers|name_names)$")
_SINCE = re.compile(r"_now$|^(recent|change|newer|changed)_before$")


def as_it_is(case: Case) -> Case:
    return case


@dataclass(frozen=True, slots=True)
class Part:
    """`without` takes it out of a case, `features` are the names of those that are dropped. Left as they are
    in the question: `names`; not put first: what is `newer`; not asked at all: the `learned` ranker.
    """

    name: str
    without: Callable[[Case], Case] = as_it_is
    features: re.Pattern[str] | None = None
    names: bool = False
    newer: bool = True
    learned: bool = True
    modes: tuple[str, ...] = (WORDS, MEANING)

    def keeps(self, feature: str) -> bool:
        """Whether the ranker may go by this feature."""
        return not (self.features and self.features.search(feature))


def found(
    case: Case, *, related: bool = True, time: bool = True, near: bool = True, beside: bool = True
) -> list[Candidate]:
    """The candidates that are found by words, and in those other ways that are true; `beside`: those beside
    one that is found.
    """
    narrow = replace(case.question, spans=tuple(s for s in case.question.spans if s.days <= PRECISE))
    closest = sorted(case.closeness, key=lambda key: -case.closeness[key].whole)[: NEAREST * near]
    nearest = frozenset(ident for _, ident in closest)
    direct = {
        one.id: one.parent
        for one in case.candidates
        if one.mask
        or (related and one.related)
        or one.id in nearest
        or (time and narrow.time_fit(one.at) > 0)
    }
    parents = frozenset(direct.values()) if beside else frozenset()
    return [
        one
        for one in case.candidates
        if one.id in direct or one.id in parents or (beside and one.parent in direct)
    ]


def _related(case: Case) -> Case:
    return replace(case, candidates=[one._replace(related=0) for one in found(case, related=False)])


def _neighbours(case: Case) -> Case:
    return replace(case, candidates=[one._replace(parent=None) for one in found(case, beside=False)])


def _conversation(case: Case) -> Case:
    return replace(case, candidates=[one._replace(conversation=None) for one in case.candidates])


def _author(case: Case) -> Case:
    unknown = [one._replace(author=None) for one in case.candidates]
    return replace(case, candidates=unknown, authors=frozenset())


def _time(case: Case) -> Case:
    return replace(case, candidates=found(case, time=False), question=replace(case.question, spans=()))


def _asked_for(case: Case) -> Case:
    return replace(case, question=replace(case.question, kind=Kind()))


def _sentences(case: Case) -> Case:
    """As near as the whole text is."""
    whole = {key: near._replace(sentence=near.whole) for key, near in case.closeness.items()}
    return replace(case, closeness=whole)


def _nearest(case: Case) -> Case:
    return replace(case, candidates=found(case, near=False))


EVERYTHING = Part("everything")
PARTS = (
    Part("without related words", _related, modes=(WORDS,)),
    Part("without the neighbours", _neighbours),
    Part("without the conversation", _conversation),
    Part("without the author", _author),
    Part("without the time", _time),
    Part("without what sort of question it is", _asked_for),
    Part("without what sort of sentence it is", features=_SENTENCE),
    Part("without what was said since", features=_SINCE, newer=False),
    Part("without newer first", newer=False),
    Part("without names read as I", names=True, modes=(MEANING,)),
    Part("without the nearest by meaning", _nearest, modes=(MEANING,)),
    Part("without sentences", _sentences, modes=(MEANING,)),
    Part("without the second hop", features=re.compile("^like_"), modes=(MEANING,)),
)
FIRST_LOOK = Part("the first look alone", learned=False)
