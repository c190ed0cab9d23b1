"""Forgetting by age: what was said before an instant, and what of its kin stays all the same.

With a persona, only of the conversations with it.
"""

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


_SAID = """
SELECT m.id FROM message m WHERE m.at < :before AND m.status <> 'streaming' AND (:persona IS NULL
    OR m.conversation IN (SELECT id FROM conversation WHERE persona = :persona))
"""
_SETTLED = """
SELECT r.id FROM reminder r WHERE r.made_at < :before AND r.due < :before AND r.state <> 'waiting'
    AND (:persona IS NULL OR r.proposal IN (
        SELECT p.id FROM proposal p JOIN conversation c ON c.id = p.conversation WHERE c.persona = :persona))
"""


def messages(store: Store, before: datetime | None, persona: str | None = None) -> frozenset[int]:
    """Ids of what was said before; with None, of nothing."""
    return _before(store, before, persona, _SAID)


def reminders(store: Store, before: datetime | None, persona: str | None = None) -> frozenset[int]:
    """Ids of the reminders that were made and settled before."""
    return _before(store, before, persona, _SETTLED)


def _before(store: Store, before: datetime | None, persona: str | None, sql: str) -> frozenset[int]:
    if before is None:
        return frozenset()
    return frozenset(row[0] for row in store.rows(sql, {"before": stamp(before), "persona": persona}))


def spared(store: Store, doomed: Doomed) -> Doomed:
    """Without what you asked for: facts that you pinned, reminders yet to come, changes that you approved."""
    pinned = _among(store, doomed.facts, "SELECT id FROM fact WHERE pinned")
    waiting = _among(store, doomed.reminders, "SELECT id FROM reminder WHERE state = 'waiting'")
    wanted = _among(
        store,
        doomed.changes,
        """SELECT id FROM change c WHERE state = 'approved' AND EXISTS (SELECT 1 FROM change_step s
               WHERE s.change = c.id AND s.state = 'approved' AND s.decider = 'user')""",
    )
    return replace(
        doomed,
        facts=doomed.facts - pinned,
        reminders=doomed.reminders - waiting,
        changes=doomed.changes - wanted,
    )


def unbind(store: Store, doomed: Doomed) -> None:
    """Reminders that stay no longer hang on the proposals that go."""
    store.execute(
        """UPDATE reminder SET proposal = NULL WHERE proposal IN (SELECT value FROM json_each(?))
               AND id NOT IN (SELECT value FROM json_each(?))""",
        (json.dumps(sorted(doomed.proposals)), json.dumps(sorted(doomed.reminders))),
    )


def _among(store: Store, ids: Iterable[int], sql: str) -> frozenset[int]:
    return frozenset(ids) & {row[0] for row in store.rows(sql)}
