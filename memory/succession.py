"""Which fact takes which one's place, which are pinned, and what you correct or take back yourself.

When the newer fact goes, the older one is followed by what the newer had given way to, or holds again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory.facts import check_length, fact, learn
from memory.records import USER, StoreError
from memory.text import normal, storable

if TYPE_CHECKING:
    from datetime import datetime

    from memory.records import Fact
    from memory.store import Store

# Before the foreign key sets it to null: a chain that loses a link is joined again.
REJOIN = """
CREATE TRIGGER fact_rejoin BEFORE DELETE ON fact BEGIN
    UPDATE fact SET superseded_by = old.superseded_by WHERE superseded_by = old.id;
END
"""


# Messages of yours with a later version, when the conversation goes on from that one.
_REWRITTEN = f"""
WITH RECURSIVE
    path(id) AS (
        SELECT head FROM conversation WHERE id = :conversation
        UNION SELECT message.parent FROM message JOIN path USING (id) WHERE message.parent IS NOT NULL
    ),
    rewritten(id) AS (
        SELECT old.id FROM message AS old
        WHERE old.conversation = :conversation AND old.author = '{USER}' AND old.origin = 'said'
          AND old.id NOT IN (SELECT id FROM path WHERE id IS NOT NULL)
          AND EXISTS (SELECT 1 FROM message AS new
                      WHERE new.conversation = old.conversation AND new.parent IS old.parent
                        AND new.author = old.author AND new.id > old.id)
    )
"""  # noqa: S608
_TAKEN_BACK = f"""{_REWRITTEN}
SELECT DISTINCT fact FROM fact_source JOIN fact ON fact.id = fact_source.fact
WHERE message IN (SELECT id FROM rewritten) AND NOT pinned
  AND NOT EXISTS (SELECT 1 FROM fact_source AS other
                  WHERE other.fact = fact.id AND other.message NOT IN (SELECT id FROM rewritten))
"""  # noqa: S608


def rejoin_chains(connection: Any) -> None:
    """The migration that makes the trigger."""
    connection.execute(REJOIN)


def pin(store: Store, fact_id: int, *, pinned: bool = True) -> Fact:
    """Keep a fact in every prompt and safe from what a model finds, or no longer. Raises `NotFoundError`."""
    with store.transaction():
        fact(store, fact_id)
        store.execute("UPDATE fact SET pinned = ? WHERE id = ?", (pinned, fact_id))
        return fact(store, fact_id)


def correct(store: Store, fact_id: int, text: str, at: datetime) -> Fact:
    """Your own words in the place of a fact, with its topic and pin; the old one stays in the timeline.

    The same words again change nothing. Raises `NotFoundError`, and `StoreError` where the fact has given way
    to another already, or where the words are none, or too many.
    """
    if not text.strip():
        raise StoreError("There are no words in that. Say what is right, or forget the fact instead.")
    check_length(text)
    with store.transaction():
        old = fact(store, fact_id)
        if old.superseded_by is not None:
            raise StoreError(
                f"f{old.id} does not hold any more; f{old.superseded_by} took its place. Correct that one."
            )
        if normal(storable(text)) == normal(old.text):
            return old
        return learn(
            store, text, said_by=USER, topic=old.topic, at=at, pinned=old.pinned, supersedes=[old.id]
        )


def take_back(store: Store, conversation_id: int) -> bool:
    """Drop the facts that rest on nothing but messages of yours that you have said anew, in other words, and
    what they had taken the place of holds again -> whether there were any. What is pinned stays.
    """
    with store.transaction():
        gone = store.rows(_TAKEN_BACK, {"conversation": conversation_id})
        for (number,) in gone:
            store.execute("DELETE FROM fact WHERE id = ?", (number,))
    return bool(gone)
