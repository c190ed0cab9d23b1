"""What becomes of a found fact beside those that are known: new, said again, or in place of an older one.

Pure. Which of two statements is the newer goes by when they were said, not by when they were found. What you
say plainly takes the place of whatever is known, also of what is surer, and of what is pinned, whose pin it
takes over; what a model made of your words leaves what is pinned alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from companion.engine.denial import at_odds, over
from companion.engine.doubt import NOT
from companion.engine.extract import SURE
from companion.engine.grounds import share, stems
from companion.engine.known import LIKINGS, Known, said_at
from companion.engine.sentences import normalised, sentence_case
from companion.engine.slots import opposed, same_event, slots
from companion.engine.vocabulary import FILLERS, GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from companion.engine.extract import Candidate
    from memory.records import Fact

_MOSTLY = 0.6  # of a statement, to be one that was learned from these words before
_LATELY = timedelta(days=30)  # for "we moved it to the 14th"
_JUST_NOW = timedelta(days=1)  # for "it's called Brot now", and "not Anna, Ana"
_AROUND = frozenset({"family", "people", "partner", "pet"})
_GENERIC = frozenset(stem for word in GROUPS for stem in stems(word))
_EMPTY = frozenset(stem for word in FILLERS for stem in stems(word))
_ARTICLE = re.compile(r"^(?:on |in |at )?(?:an? |the |my |your )?", re.IGNORECASE)
_DAY = re.compile(r" on (?:the |\w+day|\d|[A-Z]).*$")
_CALLED = re.compile(r"\bcalled (?P<name>.+?)\.$")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What to learn: `text` is a known fact's where that says the same; `replaces` are ids of facts.

    `superseded_by` is a fact that was said later and had taken its place before it was found.
    """

    candidate: Candidate
    text: str
    replaces: tuple[int, ...] = ()
    superseded_by: int | None = None
    topic: str | None = None
    pinned: bool = False


def lessons(found: Candidate, known: Known) -> list[Lesson]:
    """What to learn of a candidate; nothing where it was learned from this message before."""
    if not found.text:
        return [one for one in _put_right(found, known) if not _learned(one.candidate, known)]
    if found.about:
        topic = _belongs(found.about, known)
        if topic is None:
            return []
        found = replace(found, topic=topic)
    if _learned(found, known):
        return []
    if found.until is not None:
        return [Lesson(found, found.text, topic=found.topic)]
    again = next((fact for fact in _alike(found, known) if fact.holds and _says_the_same(found, fact)), None)
    if again is not None:
        return [Lesson(found, again.text, topic=again.topic)]
    ended = _ended(found, known)
    if found.known and not ended:
        return []
    rivals = [fact for fact in _rivals(found, known) if found.source not in fact.sources]
    newer = sorted((fact for fact in rivals if not _before(fact, found)), key=said_at)
    older = [fact for fact in rivals if _before(fact, found) and _gives_way(fact, found, known)]
    gone = {fact.id: fact for fact in (*older, *ended)}
    return [
        Lesson(
            candidate=found,
            text=found.text,
            replaces=tuple(sorted(gone)),
            superseded_by=newer[0].id if newer else None,
            topic=ended[0].topic if ended else found.topic,
            pinned=any(fact.pinned for fact in gone.values()) and not newer,
        )
    ]


def _before(fact: Fact, found: Candidate) -> bool:
    """Whether it was so, or was said, before the found one: what is said here is newer than all messages
    before it, also where the clock was set back.
    """
    if found.live and found.told is None and fact.sources and max(fact.sources) < found.source:
        return True
    return said_at(fact) <= found.when


def _belongs(name: str, known: Known) -> str | None:
    """The topic under which you spoke of them as yours: "my friend Bo", "our cat Momo"."""
    named = (
        fact for fact in known.with_words(stems(name)) if re.search(rf"\b{re.escape(name)}\b", fact.text)
    )
    return next((fact.topic for fact in named if fact.topic in _AROUND), None)


def _learned(found: Candidate, known: Known) -> bool:
    """Whether facts, holding or not, say most of it already and came from the same words."""
    same = known.told_in(found.source)
    if any(normalised(found.text) == normalised(fact.text) for fact in same):
        return True
    near = [fact.text for fact in same if _overlap(found.quote, fact.quote or "")]
    near = [text for text in near if _about(text) == _about(found.text)] and near
    return bool(near) and share(found.text, " ".join(near)) >= _MOSTLY


def _overlap(one: str, other: str) -> bool:
    one, other = normalised(one), normalised(other)
    return bool(one and other) and (one in other or other in one)


def _about(text: str) -> str:
    """Its first two words: "You work", "Your sister"; "You" alone is every statement's."""
    first, *rest = normalised(text).split()
    return first if first == "you" or not rest else f"{first} {rest[0]}"


def _alike(found: Candidate, known: Known) -> list[Fact]:
    return [*known.saying(found.text), *known.filling(slots(found.topic, found.text))]


def _says_the_same(found: Candidate, fact: Fact) -> bool:
    if normalised(found.text) == normalised(fact.text):
        return True
    shared = slots(found.topic, found.text) & slots(fact.topic, fact.text)
    alike = over(found.text) == over(fact.text)
    return bool(shared) and alike and not found.change and share(found.value, fact.text) == 1.0


def _rivals(found: Candidate, known: Known) -> list[Fact]:
    """Facts that can't hold at the same time as the found one."""
    wanted = slots(found.topic, found.text, change=found.change)
    rivals = {fact.id: fact for fact in known.filling(wanted) if _contends(found, fact)}
    if found.topic == "date":
        rivals |= {fact.id: fact for fact in known.about("date") if same_event(found.text, fact.text)}
    if found.topic in {"health", "food"}:
        both = (*known.about("health"), *known.about("food"))
        rivals |= {fact.id: fact for fact in both if opposed(found.text, fact.text)}
    if found.topic in LIKINGS:
        same = known.on_liking(found.text)
        rivals |= {fact.id: fact for fact in same if at_odds(found.text, fact.text)}
    if found.topic == "hobby" and not over(found.text):
        rivals |= {fact.id: fact for fact in known.giving_up(found.text)}
    if not NOT.search(found.text):
        rivals |= {fact.id: fact for fact in known.denying(found.text)}
    if found.correcting:
        rivals |= {fact.id: fact for fact in _of_the_same_form(found, known)}
    return list(rivals.values())


def _contends(found: Candidate, fact: Fact) -> bool:
    """Whether they share a slot; the wider ones count where one of the two is a change."""
    return bool(slots(found.topic, found.text, change=found.change) & slots(fact.topic, fact.text)) or (
        found.change
        and bool(slots(found.topic, found.text, change=True) & slots(fact.topic, fact.text, change=True))
    )


def _of_the_same_form(found: Candidate, known: Known) -> list[Fact]:
    """The newest that begins as it does: what you put right is mostly what you spoke of last."""
    begins = normalised(found.text).split()[:3]
    same = [
        fact
        for fact in known.about(found.topic)
        if fact.holds and said_at(fact) <= found.at and normalised(fact.text).split()[:3] == begins
    ]
    return sorted(same, key=said_at)[-1:] if found.topic not in LIKINGS else []  # you may like many things


def _gives_way(fact: Fact, found: Candidate, known: Known) -> bool:
    """Whether it held until the found one was said, and may be superseded by such a one."""
    if fact.pinned and not found.plain:
        return False
    unsure = found.confidence < min(fact.confidence, SURE)
    if unsure and found.plain and not (found.change or found.correcting):
        return False
    over = known.since(fact)
    return fact.holds or (over is not None and over > found.when)


def _ended(found: Candidate, known: Known) -> list[Fact]:
    """What holds, was said before, and has all the words of that which is over."""
    wanted = stems(found.ends) - _EMPTY
    wanted = wanted - _GENERIC or wanted
    return [
        fact
        for fact in known.with_words(frozenset(wanted))
        if fact.holds
        and _before(fact, found)
        and found.source not in fact.sources
        and (not found.of or fact.topic in found.of)
        and (not found.text.endswith(" again.") or over(fact.text))
    ]


def _put_right(found: Candidate, known: Known) -> list[Lesson]:
    """Known facts with a word of theirs replaced by the one that you put in its place."""
    if any(found.quote == fact.quote for fact in known.told_in(found.source)):
        return []
    return [
        Lesson(
            candidate=replace(found, text=text, topic=fact.topic or "other"),
            text=text,
            replaces=(fact.id,),
            topic=fact.topic,
            pinned=fact.pinned,
        )
        for fact, text in _reworded(found, known)
        if normalised(text) != normalised(fact.text)
    ]


def _reworded(found: Candidate, known: Known) -> list[tuple[Fact, str]]:
    """The facts that a correction is about, and what they say then."""
    if found.wrong:
        return _exchanged(found, known)
    if found.topic == "date":
        last = _last(known.about("date"), found, _LATELY)
        return [(fact, _DAY.sub(lambda _: f" on {found.value}.", fact.text)) for fact in last]
    named = [fact for fact in known.with_words(frozenset(stems("called"))) if _CALLED.search(fact.text)]
    last = _last(named, found, _JUST_NOW)
    return [(fact, _CALLED.sub(lambda _: f"called {found.value}.", fact.text)) for fact in last]


def _last(facts: Iterable[Fact], found: Candidate, within: timedelta) -> list[Fact]:
    """The one of these that was spoken of last, if that was not long ago and only one was."""
    near = [
        fact
        for fact in facts
        if fact.holds
        and timedelta(0) <= found.at - said_at(fact) <= within
        and found.source not in fact.sources
    ]
    return near if len(near) == 1 else []


def _exchanged(found: Candidate, known: Known) -> list[tuple[Fact, str]]:
    wrong, right = _ARTICLE.sub("", found.wrong), _ARTICLE.sub("", found.value)
    if not wrong or not right or _kind(wrong) != _kind(right):
        return []
    there = re.compile(rf"\b{re.escape(wrong.removesuffix('s'))}s?\b", re.IGNORECASE)
    facts = [
        fact
        for fact in known.with_words(stems(wrong))
        if fact.holds and said_at(fact) <= found.at and fact.topic not in LIKINGS and there.search(fact.text)
    ]
    return [(fact, sentence_case(there.sub(lambda _: right, fact.text))) for fact in facts]


def _kind(text: str) -> str:
    """Whether it is a name, has a number in it, or is neither."""
    return "number" if re.search(r"\d", text) else "name" if text[:1].isupper() else "word"


def strongest(found: Iterable[Candidate]) -> list[Candidate]:
    """In the order in which they were said, so that of two the later one holds."""
    return sorted(found, key=lambda one: (one.at, one.source, -one.confidence))
