"""Forgetting by age: what was said before an instant, and what of its kin stays all the same."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from memory.instants import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from memory.doomed import Doomed
    from memory.store import Store


def messages(store: Store, before: datetime | None) -> frozenset[int]:
    """Ids of what was said before; with None, of nothing."""
    if before is None:
        return frozenset()
    rows = store.rows("SELECT id FROM message WHERE at < ? AND status <> 'streaming'", (stamp(before),))
    return frozenset(row[0] for row in rows)


def reminders(store: Store, before: datetime | None) -> frozenset[int]:
    """Ids of the reminders that were made and settled before."""
    if before is None:
        return frozenset()
    sql = "SELECT id FROM reminder WHERE made_at < :before AND due < :before AND state <> 'waiting'"
    return frozenset(row[0] for row in store.rows(sql, {"before": stamp(before)}))


def spared(store: Store, doomed: Doomed) -> Doomed:
    """Without the facts that you pinned, and the reminders that are yet to come: those you asked for."""
    pinned = _among(store, doomed.facts, "SELECT id FROM fact WHERE pinned")
    waiting = _among(store, doomed.reminders, "SELECT id FROM reminder WHERE state = 'waiting'")
    return replace(doomed, facts=doomed.facts - pinned, reminders=doomed.reminders - waiting)


def unbind(store: Store, doomed: Doomed) -> None:
    """Reminders that stay no longer hang on the proposals that go."""
    store.execute(
        """UPDATE reminder SET proposal = NULL WHERE proposal IN (SELECT value FROM json_each(?))
               AND id NOT IN (SELECT value FROM json_each(?))""",
        (json.dumps(sorted(doomed.proposals)), json.dumps(sorted(doomed.reminders))),
    )


def _among(store: Store, ids: Iterable[int], sql: str) -> frozenset[int]:
    return frozenset(ids) & {row[0] for row in store.rows(sql)}
