"""Her desk: what she proposes, and the reminders that come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from companion.initiative.due import next_due
from companion.initiative.gate import allowed, is_over, welcome
from companion.initiative.when import When, describe, parse_when
from companion.initiative.zone import here
from companion.persona.findings import PersonaError
from companion.persona.keeping import no_rules
from companion.persona.persona import Initiative

if TYPE_CHECKING:
    from collections.abc import Callable

    from companion.persona.keeping import KeepingOf
    from memory import Memory
    from memory.records import Proposal, Reminder

MORNING = time(9)
"""When a thing of the whole day is brought up."""
EVENING = time(19)
"""When she asks how something went, where only its day is known."""
CHOICES = ("do it", "later", "no")
PUT_OFF = ("in an hour", "this evening", "tomorrow morning", "next Monday")


class NeedsTime(Exception):  # noqa: N818 - a question, not a failure
    """A proposal whose time is in doubt was accepted: ask for the time, then accept with it."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(
            f'When shall "{proposal.text}" come up? For example: tomorrow at 9, Friday evening, in two hours.'
        )
        self.proposal = proposal


class WhenUnclear(Exception):  # noqa: N818 - a question, not a failure
    """A time that was not understood, in a sentence that says what to write instead."""


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal as it is shown. `due` is empty where no time was said; `why` is why it comes up."""

    proposal: int
    kind: str
    title: str
    why: str
    quote: str
    due: str
    choices: tuple[str, ...] = CHOICES


@dataclass(frozen=True, slots=True)
class Later:
    """A time to put a proposal off to."""

    label: str
    until: datetime


class Desk:
    """Proposals and reminders over a memory; `clock` gives the present.

    `initiative` says how much is welcome, and changes with the persona; `keeping` tells the rules of the one
    that a conversation is with.
    """

    def __init__(
        self,
        memory: Memory,
        clock: Callable[[], datetime],
        initiative: Initiative | None = None,
        keeping: KeepingOf = no_rules,
    ) -> None:
        self._memory = memory
        self._clock = clock
        self.initiative = initiative or Initiative()
        self._keeping = keeping

    def consider(self, conversation_id: int, latest: int | None = None) -> list[Proposal]:
        """Notice what a conversation asks for, or its `latest` messages, and keep it: the new proposals.

        What it no longer asks for, since it was done or called off later on, expires. Nothing is noticed
        where the persona's rules can't be read. Raises `NotFoundError`.
        """
        from companion.engine.discretion import discreet
        from companion.initiative.notice import notice  # many patterns; only after conversations

        now = self._now()
        messages = self._memory.messages(conversation_id)[-latest if latest else None :]
        try:
            never = self._keeping(self._memory.conversation(conversation_id).persona).never
        except PersonaError:
            return []
        found = notice(discreet(messages, never), now)
        self._withdraw({message.id for message in messages}, {candidate.text for candidate in found})
        made = [
            self._memory.propose(
                candidate.kind,
                candidate.text,
                reason=candidate.reason,
                quote=candidate.quote,
                evidence=candidate.evidence,
                conversation=conversation_id,
                at=now,
                due=candidate.due.at if candidate.due else None,
                all_day=bool(candidate.due and candidate.due.all_day),
                rrule=candidate.due.rrule if candidate.due else None,
            )
            for candidate in found
        ]
        return [proposal for proposal in made if proposal is not None]

    def noticed(self, conversation_id: int) -> list[Proposal]:
        """What waits of that conversation, whenever it may come up, without what is to be left alone."""
        waiting = [one for one in self._memory.proposals() if one.conversation == conversation_id]
        return welcome(waiting, self.initiative)

    def _withdraw(self, read: set[int], still: set[str]) -> None:
        for proposal in self._memory.proposals():
            if proposal.evidence in read and proposal.text not in still:
                self._memory.settle(proposal.id, "expired")

    def open_now(self, now: datetime | None = None) -> list[Proposal]:
        """What may come up now, the soonest first; what has passed expires."""
        now = here(now) if now else self._now()
        waiting = self._memory.proposals()
        for proposal in waiting:
            if is_over(proposal, now):
                self._memory.settle(proposal.id, "expired")
        settled = self._memory.proposals({"accepted", "declined", "snoozed"})
        return allowed([p for p in waiting if not is_over(p, now)], settled, self.initiative, now)

    def accept(
        self, proposal_id: int, due: datetime | None = None, rrule: str | None = None
    ) -> Reminder | None:
        """Make a reminder of a proposal, at its time or at `due`; None where it was settled already.

        With a `due` of its own it is repeated as `rrule` says, and otherwise as the proposal does.
        Raises `NeedsTime` where no time is known, or it has passed, and `NotFoundError`.
        """
        now = self._now()
        with self._memory.batch():
            proposal = self._memory.proposal(proposal_id)
            if proposal.state not in {"open", "snoozed"}:
                return None
            at = due or _moment(proposal, now)
            if at is None or at <= now:
                raise NeedsTime(proposal)
            self._memory.settle(proposal_id, "accepted", at=now)
            return self._memory.remind(
                proposal.text,
                at,
                at=now,
                all_day=proposal.all_day and due is None,
                rrule=proposal.rrule if due is None else rrule,
                proposal=proposal_id,
            )

    def snooze(self, proposal_id: int, until: datetime) -> Proposal:
        """Not now: it may come up again from `until` on. Raises `NotFoundError`."""
        return self._memory.settle(proposal_id, "snoozed", shown_from=until, at=self._now())

    def decline(self, proposal_id: int) -> Proposal:
        """No: it does not come up again. Raises `NotFoundError`."""
        return self._memory.settle(proposal_id, "declined", at=self._now())

    def remind(self, text: str, when_text: str) -> Reminder:
        """Keep a reminder for a time in words; a day alone means its morning. Raises `WhenUnclear`."""
        now = self._now()
        when = parse_when(when_text, now)
        if when is None:
            raise WhenUnclear(
                f'"{when_text}" is no time that I can be sure of. Write for example: tomorrow at 9, '
                "Friday evening, in two hours, 24 December at 15:00, every Monday at 8."
            )
        at = _at_hour(when.at, MORNING) if when.all_day else when.at
        if at <= now:
            raise WhenUnclear(f'"{when_text}" needs an hour too, such as "today at {now.hour + 2}:00".')
        return self._memory.remind(text, at, at=now, all_day=when.all_day, rrule=when.rrule)

    def due_text(self, thing: Proposal | Reminder) -> str:
        """Its time in absolute words; empty where it has none."""
        now = self._now()
        if thing.due is None:
            return ""
        return describe(When(thing.due.astimezone(now.tzinfo), thing.all_day, thing.rrule), now)

    def as_card(self, proposal: Proposal, now: datetime | None = None) -> Card:
        """The proposal as the screen and the command line show it."""
        now = here(now) if now else self._now()
        return as_card(proposal, now)

    def later(self, now: datetime | None = None) -> tuple[Later, ...]:
        """Times to put a proposal off to."""
        now = here(now) if now else self._now()
        named = [(label, parse_when(label, now)) for label in PUT_OFF]
        return tuple(
            Later(label, _at_hour(when.at, MORNING) if when.all_day else when.at)
            for label, when in named
            if when
        )

    def _now(self) -> datetime:
        return here(self._clock())


def as_card(proposal: Proposal, now: datetime) -> Card:
    """What a proposal looks like at `now`."""
    due = ""
    if proposal.due is not None:
        due = describe(When(proposal.due.astimezone(now.tzinfo), proposal.all_day, proposal.rrule), now)
    return Card(proposal.id, proposal.kind, proposal.text, proposal.reason, proposal.quote, due)


def _moment(proposal: Proposal, now: datetime) -> datetime | None:
    """When a reminder of it comes: at its instant, or at an hour of its day, or soon if that hour is over.

    What repeats comes at its next time.
    """
    at = proposal.due
    if at is not None and proposal.all_day:
        hour = EVENING if proposal.kind == "follow_up" else MORNING
        at = _at_hour(at.astimezone(now.tzinfo), hour)
    if at is None or at > now:
        return at
    if proposal.rrule:
        return next_due(proposal.rrule, at, now)
    return now + timedelta(hours=1) if proposal.all_day and at.date() == now.date() else at


def _at_hour(day: datetime, hour: time) -> datetime:
    return datetime.combine(day.date(), hour, tzinfo=day.tzinfo)
