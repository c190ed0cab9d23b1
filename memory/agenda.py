"""The part of `Memory` that is about what is to be done: proposals, reminders, work in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory import proposals, reminders, work

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from memory.periods import Period
    from memory.records import Proposal, ProposalState, Reminder, ReminderState, Work
    from memory.store import Store


class Agenda:
    """What she suggests, what you asked to be reminded of, and what she has yet to think over."""

    store: Store

    def propose(
        self,
        kind: str,
        text: str,
        *,
        reason: str,
        quote: str,
        evidence: int | None,
        conversation: int | None,
        at: datetime,
        due: datetime | None = None,
        all_day: bool = False,
        rrule: str | None = None,
    ) -> Proposal | None:
        """Make a proposal; None where the same text for the same time was proposed before, in any state."""
        return proposals.propose(
            self.store,
            kind,
            text,
            reason=reason,
            quote=quote,
            evidence=evidence,
            conversation=conversation,
            at=at,
            due=due,
            all_day=all_day,
            rrule=rrule,
        )

    def proposals(self, states: Collection[ProposalState] = proposals.SHOWN) -> list[Proposal]:
        """Proposals in one of these states, oldest first."""
        return proposals.proposals(self.store, states)

    def proposal(self, proposal_id: int) -> Proposal:
        """That proposal. Raises `NotFoundError`."""
        return proposals.proposal(self.store, proposal_id)

    def settle(
        self,
        proposal_id: int,
        state: ProposalState,
        *,
        shown_from: datetime | None = None,
        at: datetime | None = None,
    ) -> Proposal:
        """Say what became of a proposal; `shown_from` is when a snoozed one may come up again, and `at` when
        the user said so.
        """
        return proposals.settle(self.store, proposal_id, state, shown_from=shown_from, at=at)

    def remind(
        self,
        text: str,
        due: datetime,
        *,
        at: datetime,
        all_day: bool = False,
        rrule: str | None = None,
        proposal: int | None = None,
    ) -> Reminder:
        """Keep a reminder; `proposal` is the one that it was made from."""
        return reminders.remind(self.store, text, due, at=at, all_day=all_day, rrule=rrule, proposal=proposal)

    def reminders(self, states: Collection[ReminderState] = reminders.WAITING) -> list[Reminder]:
        """Reminders in one of these states, the next to come first."""
        return reminders.reminders(self.store, states)

    def reminder(self, reminder_id: int) -> Reminder:
        """That reminder. Raises `NotFoundError`."""
        return reminders.reminder(self.store, reminder_id)

    def settle_reminder(
        self, reminder_id: int, state: ReminderState | None = None, due: datetime | None = None
    ) -> Reminder:
        """Say what became of a reminder, or when it is due next. Raises `NotFoundError`."""
        return reminders.settle_reminder(self.store, reminder_id, state, due)

    def claim_due(self, now: datetime) -> list[Reminder]:
        """The reminders whose time has come; each is given to one caller only, once."""
        return reminders.claim_due(self.store, now)

    def enqueue(self, kind: str, conversation_id: int, not_before: datetime) -> None:
        """Ask for work on a conversation; asked for again, it is done once, at the later request's time."""
        work.enqueue(self.store, kind, conversation_id, not_before)

    def enqueue_period(self, kind: str, period: Period, not_before: datetime) -> None:
        """Ask for work on a day, week, month or year; asked for again, as `enqueue`."""
        work.enqueue_period(self.store, kind, period, not_before)

    def claim(
        self, now: datetime, kinds: Collection[str] | None = None, lease_seconds: float = 600
    ) -> Work | None:
        """The next piece of work that is due, lent to the caller alone for that long; None: nothing to do."""
        return work.claim(self.store, now, kinds, lease_seconds)

    def due_work(self, now: datetime) -> int:
        """How many pieces of work could be claimed now."""
        return work.due(self.store, now)

    def waiting(self, now: datetime | None = None) -> dict[str, int]:
        """How many pieces of work of each kind there are; with `now`, that are due, lent or not."""
        return work.waiting(self.store, now)

    def finish(self, work_id: int) -> None:
        """The work is done."""
        work.finish(self.store, work_id)

    def postpone(self, work_id: int, until: datetime, *, tried: bool = True) -> None:
        """Give the work back, not to be tried before `until`; cut short (`tried` False) is no attempt."""
        work.postpone(self.store, work_id, until, tried=tried)
