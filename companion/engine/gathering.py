"""Gathering what a prompt is made of, and letting the beginning of a long conversation give way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from companion.engine import recollect
from companion.engine.asked import asks_of_own_life, states, whether_told
from companion.engine.compose import Materials, giving_way
from companion.engine.knowledge import chosen_facts, fact_line, moment
from companion.engine.knowledge import day as date_of
from companion.engine.lore import lines as lore_lines
from companion.engine.past import log_lines
from companion.engine.unsaid import is_unsaid
from companion.models.tokens import count
from companion.persona import lore
from companion.persona.render import examples, render
from companion.safety.crisis import in_crisis
from companion.safety.disclosure import floor
from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from companion.engine.asked import Asked
    from companion.engine.budget import Budget
    from companion.models.protocol import Role
    from companion.persona.persona import Persona
    from memory import Memory
    from memory.records import Conversation, Message, Recollection, Summary

RECALLED = 12
LATELY = 8  # messages after a cry for help in which a model is asked for particular care
PAUSE = timedelta(hours=4)  # after which a conversation is taken up anew, and not gone on with
SHORTEST_GONE = 60  # tokens that a summary of what gave way may take at the least


@dataclass(frozen=True, slots=True)
class Scene:
    """A conversation as it stands before a message: `gone` sums up its beginning where that gave way,
    `present` are the messages after it. `since` is when it was taken up: what its prompt begins with is as
    it was known then (None: when it began).
    """

    conversation: Conversation
    present: tuple[Message, ...]
    gone: Summary | None = None
    since: datetime | None = None


def scene(memory: Memory, conversation: int, history: Sequence[Message], now: datetime) -> Scene:
    """The conversation with these messages on the way to its head; `now` is when the next one is said."""
    said = {message.id for message in history}
    parts = [
        s for s in memory.summaries(level="part", conversation=conversation) if said.issuperset(s.sources)
    ]
    gone = max(parts, key=lambda summary: len(summary.sources), default=None)
    covered = set(gone.sources) if gone else set()
    present = tuple(m for m in history if m.id not in covered and m.text.strip())
    whole = memory.conversation(conversation)
    return Scene(whole, present, gone, taken_up(whole.started_at, history, now))


def taken_up(began: datetime, history: Sequence[Message], now: datetime) -> datetime:
    """When the conversation began, or was last taken up after a pause.

    What is known at that instant stays in the prompt until the next pause, so that the prompt begins alike
    from turn to turn; of a conversation of years ago that is gone on with, it is what is known today.
    """
    instants = (began, *(message.at for message in history), now)
    return next(
        (later for earlier, later in reversed([*pairwise(instants)]) if abs(later - earlier) >= PAUSE), began
    )


def recall(
    memory: Memory, text: str, shown: Scene, now: datetime, heard: int | None = None
) -> tuple[Recollection, ...]:
    """What is worth telling her for this message; `heard` is its id where it is stored already, so that it is
    not its own best answer.

    Of this conversation only messages that gave way, and facts: the rest is in the prompt anyway, or on a
    branch that was left. Of someone's own life only what they stated tells: a model would say again what it
    answered the last time that they asked, and be wrong again.
    """
    here = frozenset(message.id for message in shown.present)
    known = here if heard is None else here | {heard}
    gone = frozenset(shown.gone.sources) if shown.gone else frozenset()

    own_life = asks_of_own_life(text)

    def is_news(one: Recollection) -> bool:
        if own_life and one.kind == "message" and not (one.author == USER and states(one.text)):
            return False
        if one.sources and here.issuperset(one.sources):
            return False
        return one.kind == "fact" or one.conversation != shown.conversation.id or one.id in gone

    found = memory.recall(text, k=RECALLED, now=now, exclude_messages=known)
    news = [one for one in found if is_news(one)]
    return recollect.worth_telling([one for one in news if one is news[0] or not _over_a_time(one)])


def _over_a_time(one: Recollection) -> bool:
    """Whether it sums up days or years: below something closer it would say the same again."""
    return one.kind == "summary" and one.conversation is None


@dataclass(frozen=True, slots=True)
class Gathering:
    """Who talks with whom, and when: what gathering needs beside the scene.

    `memory` is what she knows, `record` where the conversation is written down.
    """

    memory: Memory
    record: Memory
    persona: Persona
    budget: Budget
    now: datetime
    name: str | None = None

    def materials(self, shown: Scene, found: Sequence[Recollection], message: str) -> Materials:
        """What the prompt for this message is made of."""
        start, zone = shown.since or shown.conversation.started_at, self.now.tzinfo
        dear = self.persona.memory.remember
        facts = chosen_facts(self.memory.facts(as_of=start), self.budget.facts, count, dear)
        log = self._log(shown.conversation, start)
        known = {("fact", fact.id) for fact in facts} | {("summary", summary.id) for summary, _ in log}
        news = [one for one in found if (one.kind, one.id) not in known]
        present = {said.id for said in shown.present}
        lately = [said.text for said in shown.present[-lore.LATELY :]]
        return Materials(
            floor=floor(),
            persona=render(self.persona, self.name),
            examples=tuple(examples(self.persona, self.name)),
            message=message,
            today=date_of(start, zone),
            now=moment(self.now, zone),
            facts=tuple(fact_line(fact) for fact in facts),
            log=tuple(line for _, line in log),
            gone=shown.gone.text if shown.gone else "",
            history=tuple((_role(said), said.text) for said in shown.present),
            lore=lore_lines(self.persona, [*lately, message], self.name),
            unsaid=is_unsaid(self.persona, lately, message),
            asked=self._asked(
                message, shown, found, [*(one.text for one in facts), *(line for _, line in log)]
            ),
            recalled=recollect.lines(news, present, self.name, zone),
            in_crisis=any(in_crisis(text) for text in (message, *_lately(shown))),
        )

    def _asked(
        self, message: str, shown: Scene, found: Sequence[Recollection], known: Sequence[str]
    ) -> Asked | None:
        """Whether the message asks what only the user can have told, and whether they seem to have."""
        if not asks_of_own_life(message):
            return None
        here = [said.text for said in shown.present if said.author == USER and states(said.text)]
        gone = [shown.gone.text] if shown.gone else []
        return whether_told(message, [*known, *gone, *here, *(one.text for one in found)])

    def _log(self, here: Conversation, start: datetime) -> tuple[tuple[Summary, str], ...]:
        """The past as it stood at that instant."""
        return log_lines(
            self.memory.roots(start, without=here.id),
            lambda one: self.memory.below(one.id, start),
            self.budget.log,
            start.astimezone(self.now.tzinfo),
            count,
        )

    def condensed(self, shown: Scene, given: Materials) -> tuple[Scene, Materials, int]:
        """The scene and its materials after the oldest messages gave way, and how many did (0: all fits)."""
        leaving = giving_way(given, self.budget, count)
        if not leaving:
            return shown, given, 0
        # seldom needed, and slow to import
        from companion.engine.discretion import discreet
        from companion.engine.summarise import extractive

        ids = {said.id for said in shown.present[:leaving]} | set(shown.gone.sources if shown.gone else ())
        path = self.record.messages(shown.conversation.id, head=shown.present[-1].id)
        covered = [message for message in path if message.id in ids]
        summary = self.record.summarise(
            "part",
            extractive(
                discreet(covered, self.persona.memory.never), max(SHORTEST_GONE, self.budget.log // 2)
            ),
            start=covered[0].at,
            end=covered[-1].at,
            sources=sorted(ids),
            method="extractive",
            at=self.now,
            conversation=shown.conversation.id,
        )
        shown = replace(shown, present=shown.present[leaving:], gone=summary)
        return shown, replace(given, gone=summary.text, history=given.history[leaving:]), leaving


def _lately(shown: Scene) -> list[str]:
    """What the user said a moment ago."""
    return [said.text for said in shown.present[-LATELY:] if said.author == USER]


def _role(message: Message) -> Role:
    return "assistant" if message.author == COMPANION else "user"
