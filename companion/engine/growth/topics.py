"""A topic that you come back to with delight, conversation after conversation. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from companion.engine.doubt import NOT
from companion.engine.grounds import stem, stems
from companion.engine.growth.seeds import OFTEN, Seed, your_sentences, yours
from companion.engine.sentences import words
from companion.engine.telling import content_words
from companion.engine.vocabulary import CONSUMED, KIN, PARTNERS, PEOPLE, SMALL_TALK, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from companion.engine.growth.seeds import Talk

_DELIGHTED = OFTEN + 1  # conversations in which it was told with delight
_AT_ALL = OFTEN + 2  # and in which it was told of at all
_OVER = timedelta(days=7)  # between the first and the last: a topic, and not the event of a week
_SHORTEST = 4  # letters
_DELIGHT = re.compile(
    r"\b(?:loved?|loving|adore[ds]?|favou?rite|can['’]t get enough|wonderful|magical|gorgeous|fascinating"
    r"|delightful|thrilled|made my day|so (?:beautiful|lovely|happy|excited|much fun)|the best)\b",
    re.IGNORECASE,
)
_BEFORE_A_THING = frozenset(
    listed("the a an my our some those these this of about with in on for love loved adore watching")
)
_NO_TOPIC = frozenset(
    map(
        stem,
        {
            *SMALL_TALK,
            *KIN,
            *PARTNERS,
            *PEOPLE,
            *listed(
                """
    love adore favourite favorite enough wonderful magical gorgeous fascinating delightful thrilled beautiful
    lovely happy excited fun best people person life place world house home work idea moment part year month
    hour minute time bit little look watch watching seeing feel feeling sunday monday tuesday wednesday
    thursday friday saturday summer winter spring autumn season
                """
            ),
        },
    )
)
# What may do harm, and so is not to be brought up by her however much it is loved.
_NOT_BY_HER = frozenset(
    map(
        stem,
        {
            *CONSUMED,
            *listed(
                """
    beer gin vodka whisky whiskey rum drink drinking booze weed cannabis cocaine drugs smoking cigarettes vape
    vaping gambling betting casino poker slots diet dieting fasting calories weight
                """
            ),
        },
    )
)


@dataclass(slots=True)
class _Topic:
    """Where a word came up with delight, how it was written, and how often as a thing's name."""

    where: dict[int, int] = field(default_factory=dict)
    written: Counter[str] = field(default_factory=Counter)
    named: int = 0
    told: list[datetime] = field(default_factory=list)


def topics(talks: Sequence[Talk], known: Collection[str], never: Collection[str] = ()) -> Iterator[Seed]:
    """Topics, the most loved first; `known` are names, `never` what the author keeps her from."""
    unwanted = _NO_TOPIC | _NOT_BY_HER | stems(" ".join(never))
    found = {key: one for key, one in _delighted(talks, known).items() if key not in unwanted}
    for key, one in sorted(found.items(), key=lambda item: (-len(item[1].where), item[0])):
        lasting = max(one.told) - min(one.told) >= _OVER
        if len(one.where) >= _DELIGHTED and one.named > 1 and lasting and _at_all(key, talks) >= _AT_ALL:
            yield Seed("topic", one.written.most_common(1)[0][0], tuple(one.where.values()))


def is_fit(value: str) -> bool:
    """Whether it is nothing that may do harm when it is brought up."""
    return not stems(value) & _NOT_BY_HER


def _delighted(talks: Sequence[Talk], known: Collection[str]) -> dict[str, _Topic]:
    found: defaultdict[str, _Topic] = defaultdict(_Topic)
    for place, talk in enumerate(talks):
        for message, said in your_sentences(talk):
            if said.asks or not _DELIGHT.search(said.masked) or NOT.search(_without_enough(said.masked)):
                continue
            in_order = words(said.masked)
            for before, word in zip(["", *in_order], in_order, strict=False):
                if len(word) < _SHORTEST or word in known or word not in content_words(word):
                    continue
                topic = found[stem(word)]
                topic.where.setdefault(place, message.id)
                topic.written[word] += 1
                topic.named += before in _BEFORE_A_THING or word.endswith("ing")
                topic.told.append(message.at)
    return found


def _without_enough(text: str) -> str:
    """Not to get enough of a thing is no denial."""
    return re.sub(r"can['’]t get enough", "", text, flags=re.IGNORECASE)


def _at_all(key: str, talks: Sequence[Talk]) -> int:
    return sum(any(key in stems(message.text) for message in yours(talk)) for talk in talks)
