"""Whether a proposal may come up: pure, over what is open, what was settled, and how much is welcome."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from companion.persona.persona import Initiative
    from memory.records import Proposal

UNDATED = timedelta(days=14)
"""How long something without a time may still come up."""
AFTERWARDS = timedelta(days=3)
"""How long after the day she may still ask how it went."""


def allowed(
    waiting: Sequence[Proposal], settled: Sequence[Proposal], initiative: Initiative, now: datetime
) -> list[Proposal]:
    """Those of the welcome that may come up at `now`, the soonest first: what was asked for in so many words,
    and of the rest as many as the day has left, outside of quiet hours.
    """
    due = [proposal for proposal in waiting if proposal.shown_from is None or proposal.shown_from <= now]
    ready = welcome(due, initiative)
    spent = sum(_counts(p) and _answered_on(p, now) for p in settled)
    unasked = sorted((proposal for proposal in ready if _counts(proposal)), key=_soonest)
    left = 0 if initiative.is_quiet(now) else max(0, initiative.daily - spent)
    fits = {proposal.id for proposal in unasked[:left]}
    return sorted((p for p in ready if p.id in fits or not _counts(p)), key=_soonest)


def welcome(proposals: Sequence[Proposal], initiative: Initiative) -> list[Proposal]:
    """Those that are wanted. None where initiative is off; what was asked for otherwise; of the rest nothing
    that is never brought up by itself, and where it is quiet, only what has a time.
    """
    if initiative.mode == "off":
        return []
    return [one for one in proposals if not _counts(one) or _wanted(one, initiative)]


def _wanted(proposal: Proposal, initiative: Initiative) -> bool:
    if initiative.mode == "quiet" and proposal.due is None:
        return False
    if not initiative.never:
        return True
    from companion.persona.topics import about  # slow to import, and most leave nothing out

    return not any(about(text, initiative.never) for text in (proposal.text, proposal.quote))


def is_over(proposal: Proposal, now: datetime) -> bool:
    """Whether its time has passed, so that bringing it up helps nobody."""
    if proposal.rrule:
        return False
    if proposal.due is None:
        return proposal.made_at + UNDATED < now
    if proposal.kind == "follow_up":
        return proposal.due + AFTERWARDS < now
    return _day(proposal.due, now) < now.date() if proposal.all_day else proposal.due < now


def _counts(proposal: Proposal) -> bool:
    return proposal.kind != "reminder"


def _answered_on(proposal: Proposal, now: datetime) -> bool:
    return proposal.settled_at is not None and _day(proposal.settled_at, now) == now.date()


def _day(at: datetime, now: datetime) -> date:
    return at.astimezone(now.tzinfo).date()


def _soonest(proposal: Proposal) -> tuple[bool, datetime, int]:
    return proposal.due is None, proposal.due or proposal.made_at, -proposal.id
