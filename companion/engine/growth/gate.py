"""Which change may be suggested today, if any. Pure.

At most one a day for each persona; never what came up before, whatever became of it; only what the author
left open, within its limit; only what a file could say that neither lowers the floor nor works on anyone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.engine.growth.plan import plans
from companion.persona.growth import grown, objection
from memory.records import Change
from memory.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from companion.engine.growth.plan import Plan
    from companion.engine.growth.seeds import Seed
    from companion.persona.persona import Persona


@dataclass(frozen=True, slots=True)
class Past:
    """What was suggested before, in any state, and of that what stands, in the order of its approval."""

    changes: Sequence[Change]
    approved: Sequence[Change]


def was_asked_today(past: Past, now: datetime) -> bool:
    """Whether today's suggestion was made already, by the user's clock."""
    return any(change.made_at.astimezone(now.tzinfo).date() == now.date() for change in past.changes)


def chosen(persona: Persona, seeds: Iterable[Seed], past: Past, now: datetime) -> Plan | None:
    """The plan for the seed that came up most; of equals, the first."""
    if was_asked_today(past, now):
        return None
    now_is = grown(persona, past.approved).persona
    fresh = [seed for seed in seeds if not _came_up(seed, past)]
    for seed in sorted(fresh, key=lambda one: -len(one.evidence)):
        for plan in plans(now_is, seed):
            if _may(persona, plan, past, now):
                return plan
    return None


def _may(persona: Persona, plan: Plan, past: Past, now: datetime) -> bool:
    limit = next(growth.limit for growth in persona.growth if growth.part == plan.part)
    pending = [one for one in past.changes if one.part == plan.part and one.state in ("waiting", "approved")]
    if len(pending) >= limit or any(folded(plan.subject) == one.subject for one in past.changes):
        return False
    change = Change(0, persona.id, plan.part, plan.before, plan.after, plan.subject, plan.reason, now)
    return objection(persona, past.approved, change) is None


def _came_up(seed: Seed, past: Past) -> bool:
    """Whether it, or something with the same words, was suggested before. Lengths are told apart by steps."""
    if seed.kind == "length":
        return False
    value = f" {folded(seed.value)} "
    for change in past.changes:
        kind, _, before = change.subject.partition(": ")
        if kind == seed.kind and (value in f" {before} " or f" {before} " in value):
            return True
    return False
