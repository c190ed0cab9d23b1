"""What was true when: every fact about a topic, those that gave way too, in the order of time."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from memory.facts import SELECTION, records
from memory.text import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from memory.records import Fact
    from memory.store import Store

_EMPTY = frozenset(
    """
    a about all an and at for her his i in is me my of on our the their to we with you your
    """.split()  # noqa: SIM905
)


def timeline(store: Store, topic: str) -> list[Fact]:
    """Facts of that topic, or in which all of these words occur in any form, by when they began to hold.

    What such a fact gave way to, or took the place of, belongs to it, whatever its words.
    """
    words = [word for word in re.findall(r"\w+", folded(topic)) if word not in _EMPTY]
    if not words:
        return []
    found = _named(store, folded(topic)) or _named(store, " ".join(words))
    found |= _worded(store, words, everywhere=not found)
    listed = json.dumps(sorted(_linked(store, found)))
    chosen = "WHERE f.id IN (SELECT value FROM json_each(?))"
    rows = store.rows(f"{SELECTION} {chosen}", (listed,))
    return sorted(records(store, rows), key=lambda fact: (fact.valid_from or fact.learned_at, fact.id))


def topics(store: Store) -> dict[str, int]:
    """The topics that there are, with the number of facts about each, the fullest first."""
    rows = store.rows(
        "SELECT topic, count(*) FROM fact WHERE topic IS NOT NULL GROUP BY topic ORDER BY 2 DESC, 1"
    )
    return {row[0]: row[1] for row in rows}


def _named(store: Store, topic: str) -> set[int]:
    """Facts of that topic, in the singular or plural, or of one that begins with it: `favourite`."""
    rows = store.rows(
        """SELECT id FROM fact WHERE lower(topic) IN (:topic, rtrim(:topic, 's'), :topic || 's')
               OR substr(lower(topic), 1, length(:topic) + 1) = :topic || ' '""",
        {"topic": topic},
    )
    return {row["id"] for row in rows}


def _worded(store: Store, words: Iterable[str], *, everywhere: bool) -> set[int]:
    """Facts with all these words in their text; those without a topic of their own unless `everywhere`."""
    asked = " AND ".join(f'"{word}"' for word in words)
    rows = store.rows(
        """SELECT f.id FROM fact_fts JOIN fact f ON f.id = fact_fts.rowid
           WHERE fact_fts MATCH ? AND (? OR f.topic IS NULL)""",
        (asked, everywhere),
    )
    return {row["id"] for row in rows}


def _linked(store: Store, found: Iterable[int]) -> set[int]:
    """These, all that took their places, and all that they took the places of."""
    rows = store.rows(
        """WITH RECURSIVE linked(id) AS (SELECT value FROM json_each(?) UNION
               SELECT f.id FROM fact f JOIN linked l ON f.superseded_by = l.id UNION
               SELECT f.superseded_by FROM fact f JOIN linked l ON f.id = l.id
                   WHERE f.superseded_by IS NOT NULL)
           SELECT id FROM linked""",
        (json.dumps(sorted(found)),),
    )
    return {row["id"] for row in rows}
