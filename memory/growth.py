"""The part of `Memory` that is about how a persona has changed, or would, with experience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory import changes

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from memory.records import Change, ChangeState, ChangeStep, Decider
    from memory.store import Store


class Growth:
    """Changes of a persona, each with the messages that it rests on and what became of it."""

    store: Store

    def suggest_change(
        self,
        persona: str,
        part: str,
        after: str,
        *,
        before: str | None = None,
        subject: str,
        reason: str,
        sources: Collection[int],
        at: datetime,
    ) -> Change | None:
        """Suggest that a part of a persona says something else; None where that `subject` came up before.

        `sources` are message ids. Raises `NotFoundError` where one of them is gone.
        """
        return changes.suggest(
            self.store,
            persona,
            part,
            after,
            before=before,
            subject=subject,
            reason=reason,
            sources=sources,
            at=at,
        )

    def changes(
        self, persona: str | None = None, states: Collection[ChangeState] | None = None
    ) -> list[Change]:
        """Changes of the persona in one of these states, oldest first; None: of every one, in any."""
        return changes.changes(self.store, persona, states)

    def approved_changes(self, persona: str) -> list[Change]:
        """The changes that stand, in the order in which they were approved."""
        return changes.approved(self.store, persona)

    def change(self, change_id: int) -> Change:
        """That change. Raises `NotFoundError`."""
        return changes.change(self.store, change_id)

    def settle_change(self, change_id: int, state: ChangeState, at: datetime, decider: Decider) -> Change:
        """Say what became of a change, and by whose word. Raises `NotFoundError`."""
        return changes.settle(self.store, change_id, state, at, decider)

    def change_log(self, persona: str) -> list[ChangeStep]:
        """All that became of the changes of a persona, oldest first."""
        return changes.steps(self.store, persona)
