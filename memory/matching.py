"""Which rows have a text in them, in any case and spacing; SQLite's own LIKE folds ASCII alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory.text import folded

if TYPE_CHECKING:
    from memory.store import Store

# The first column is the id, the others are looked at. Authors that are roles and no names are left out:
# to forget the word "user" is not to forget all that the user said.
MESSAGES = """SELECT id, text, detail,
    CASE WHEN author NOT IN ('user', 'companion') THEN author END FROM message"""
FACTS = """SELECT id, text, quote, topic,
    CASE WHEN said_by NOT IN ('user', 'companion') THEN said_by END FROM fact"""
SUMMARIES = "SELECT id, text FROM summary"
PROPOSALS = "SELECT id, text, reason, quote FROM proposal"
CHANGES = "SELECT id, after, reason, subject FROM change"
REMINDERS = "SELECT id, text FROM reminder"
TITLES = "SELECT id, title FROM conversation"
MESSAGE_NAMES = "SELECT id, external_id FROM message WHERE external_id IS NOT NULL"
CONVERSATION_NAMES = "SELECT id, external_id FROM conversation WHERE external_id IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Matches:
    """The rows with `text` in them; with None, no rows."""

    store: Store
    text: str | None

    def among(self, sql: str) -> frozenset[int]:
        """Ids of the rows that have it in a column after the first."""
        if self.text is None:
            return frozenset()
        needle = folded(self.text)
        return frozenset(
            row[0]
            for row in self.store.execute(sql)
            if any(needle in folded(value) for value in tuple(row)[1:] if value is not None)
        )
