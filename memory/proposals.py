"""Proposals: made once, shown, and settled; the same one is never made again, whatever became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory.instants import instant, instant_or_none, stamp, stamp_or_none
from memory.records import NotFoundError, Proposal
from memory.sources import check_sources
from memory.text import normal, storable, storable_or_none

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from memory.records import ProposalState
    from memory.store import Store

SHOWN: frozenset[ProposalState] = frozenset({"open", "snoozed"})


def _record(row: Any) -> Proposal:
    return Proposal(
        id=row["id"],
        kind=row["kind"],
        text=row["text"],
        reason=row["reason"],
        quote=row["quote"],
        evidence=row["evidence"],
        conversation=row["conversation"],
        made_at=instant(row["made_at"]),
        due=instant_or_none(row["due"]),
        all_day=bool(row["all_day"]),
        rrule=row["rrule"],
        state=row["state"],
        shown_from=instant_or_none(row["shown_from"]),
        settled_at=instant_or_none(row["settled_at"]),
    )


def propose(
    store: Store,
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
    """Make a proposal; None where the same text for the same time was proposed before.

    Raises `NotFoundError` where the evidence is not there.
    """
    values = {
        "kind": kind,
        "text": storable(text),
        "normal": normal(storable(text)),
        "reason": storable(reason),
        "quote": storable(quote),
        "evidence": evidence,
        "conversation": conversation,
        "made_at": stamp(at),
        "due": stamp_or_none(due),
        "all_day": all_day,
        "rrule": storable_or_none(rrule),
        "state": "open",
        "shown_from": stamp(at),
    }
    with store.transaction():
        check_sources(store, () if evidence is None else (evidence,))
        if store.row("SELECT 1 FROM proposal WHERE normal = :normal AND due IS :due", values):
            return None
        return proposal(store, store.insert("proposal", values))


def proposal(store: Store, proposal_id: int) -> Proposal:
    """That proposal. Raises `NotFoundError`."""
    row = store.row("SELECT * FROM proposal WHERE id = ?", (proposal_id,))
    if row is None:
        raise NotFoundError(f"There is no proposal {proposal_id}.")
    return _record(row)


def proposals(store: Store, states: Collection[ProposalState] = SHOWN) -> list[Proposal]:
    """Those in one of these states, oldest first."""
    marks = ", ".join("?" * len(states))
    sql = f"SELECT * FROM proposal WHERE state IN ({marks}) ORDER BY id"  # noqa: S608
    return [_record(row) for row in store.rows(sql, tuple(states))]


def settle(
    store: Store,
    proposal_id: int,
    state: ProposalState,
    *,
    shown_from: datetime | None = None,
    at: datetime | None = None,
) -> Proposal:
    """What became of it; `shown_from` is when a snoozed one may come up again, `at` when the user said so.

    Raises `NotFoundError`.
    """
    with store.transaction():
        store.execute(
            """UPDATE proposal SET state = ?, shown_from = coalesce(?, shown_from),
               settled_at = coalesce(?, settled_at) WHERE id = ?""",
            (state, stamp_or_none(shown_from), stamp_or_none(at), proposal_id),
        )
        return proposal(store, proposal_id)
