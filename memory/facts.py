"""Facts: short statements with the messages they rest on; added and superseded, never overwritten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from memory.instants import instant, instant_or_none, stamp, stamp_or_none
from memory.records import USER, Fact, NotFoundError, StoreError
from memory.sources import check_sources, sources_of
from memory.text import normal, storable, storable_or_none

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from memory.store import Store


LONGEST = 2_000  # characters of a fact that you state yourself

# Where a fact gave way to another, it held until that one did; forgetting the newer one undoes that.
SELECTION = """
SELECT f.*, ifnull(f.valid_to, max(ifnull(newer.valid_from, newer.learned_at),
                                   ifnull(f.valid_from, f.learned_at))) AS ends
FROM fact f LEFT JOIN fact newer ON newer.id = f.superseded_by
"""

# You told it outright, and in no message: by `remember`, or in place of another fact.
_OUTRIGHT = f"({{0}}.said_by = '{USER}' AND NOT EXISTS (SELECT 1 FROM fact_source WHERE fact = {{0}}.id))"  # noqa: S608


def _record(row: Any, sources: tuple[int, ...]) -> Fact:
    return Fact(
        id=row["id"],
        text=row["text"],
        topic=row["topic"],
        said_by=row["said_by"],
        quote=row["quote"],
        confidence=row["confidence"],
        learned_at=instant(row["learned_at"]),
        valid_from=instant_or_none(row["valid_from"]),
        valid_to=instant_or_none(row["ends"]),
        superseded_by=row["superseded_by"],
        pinned=bool(row["pinned"]),
        sources=sources,
    )


def check_length(text: str) -> None:
    """Raises `StoreError` for a text of yours that is too long for a fact."""
    if len(text) > LONGEST:
        raise StoreError(
            f"That is {len(text):,} characters long; a fact, which is in mind in every conversation, has"
            f" {LONGEST:,} at the most. Say it shorter."
        )


def learn(
    store: Store,
    text: str,
    *,
    said_by: str,
    sources: Collection[int] = (),
    quote: str | None = None,
    topic: str | None = None,
    confidence: float = 1.0,
    at: datetime,
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
    pinned: bool = False,
    supersedes: int | Collection[int] | None = None,
    superseded_by: int | None = None,
) -> Fact:
    """Add a fact, or strengthen the same one by the same speaker; `supersedes` give way to it.

    `superseded_by`: found late, it has given way to that one. Raises `NotFoundError` for what is gone.
    """
    values = {
        "text": storable(text),
        "normal": normal(storable(text)),
        "topic": storable_or_none(topic),
        "said_by": storable(said_by),
        "quote": storable_or_none(quote),
        "confidence": confidence,
        "learned_at": stamp(at),
        "valid_from": stamp_or_none(valid_from),
        "valid_to": stamp_or_none(valid_to),
        "pinned": pinned,
    }
    with store.transaction():
        check_sources(store, sources)
        known = _same(store, values)
        number = store.insert("fact", values) if known is None else _strengthen(store, known, values, sources)
        for source in sources:
            store.execute("INSERT OR IGNORE INTO fact_source VALUES (?, ?)", (number, source))
        _take_place(store, number, supersedes, superseded_by)
        return fact(store, number)


def _take_place(
    store: Store, number: int, supersedes: int | Collection[int] | None, superseded_by: int | None
) -> None:
    for older in (supersedes,) if isinstance(supersedes, int) else supersedes or ():
        give_way(store, older, number)
    if superseded_by is not None:
        give_way(store, number, superseded_by)


def give_way(store: Store, older: int, newer: int) -> None:
    """The newer fact takes the older one's place, unless that would be a circle. Raises `NotFoundError`."""
    fact(store, older), fact(store, newer)
    if older not in _successors(store, newer):
        store.execute("UPDATE fact SET superseded_by = ? WHERE id = ?", (newer, older))


def _successors(store: Store, fact_id: int) -> set[int]:
    """The fact, and all that took its place one after the other."""
    rows = store.rows(
        """WITH RECURSIVE chain(id) AS (SELECT ? UNION
               SELECT f.superseded_by FROM fact f JOIN chain USING (id) WHERE f.superseded_by IS NOT NULL)
           SELECT id FROM chain""",
        (fact_id,),
    )
    return {row["id"] for row in rows}


def _same(store: Store, values: dict[str, Any]) -> int | None:
    """The fact that says this already, by the same speaker, and still holds."""
    found = store.value(
        """SELECT id FROM fact WHERE normal = :normal AND said_by = :said_by
           AND superseded_by IS NULL ORDER BY id""",
        values,
    )
    return None if found is None else int(found)


def _strengthen(store: Store, known: int, values: dict[str, Any], sources: Collection[int]) -> int:
    """Fill in what was not known; only a source that is new makes it surer."""
    told_again = store.value(
        """SELECT count(*) FROM json_each(?) told WHERE NOT EXISTS (
               SELECT 1 FROM fact_source WHERE fact = ? AND message = told.value)""",
        (json.dumps(list(sources)), known),
    )
    store.execute(
        """UPDATE fact SET confidence = max(confidence, iif(:again,
                   1 - (1 - confidence) * (1 - :confidence), 0)),
               pinned = max(pinned, :pinned), quote = coalesce(quote, :quote),
               topic = coalesce(topic, :topic),
               valid_from = coalesce(valid_from, :valid_from), valid_to = coalesce(valid_to, :valid_to)
           WHERE id = :id""",
        {**values, "id": known, "again": bool(told_again)},
    )
    return known


def told_again(store: Store, fact_id: int, source: int, confidence: float) -> float:
    """The fact rests on one more message -> how sure it is now. Raises `NotFoundError`."""
    with store.transaction():
        check_sources(store, [source])
        if not store.row("SELECT 1 FROM fact WHERE id = ?", (fact_id,)):
            raise NotFoundError(f"There is no fact {fact_id}.")
        if store.execute("INSERT OR IGNORE INTO fact_source VALUES (?, ?)", (fact_id, source)).rowcount:
            surer = "UPDATE fact SET confidence = 1 - (1 - confidence) * (1 - ?) WHERE id = ?"
            store.execute(surer, (confidence, fact_id))
        return float(store.value("SELECT confidence FROM fact WHERE id = ?", (fact_id,)))


def fact(store: Store, fact_id: int) -> Fact:
    """That fact. Raises `NotFoundError`."""
    row = store.row(SELECTION + "WHERE f.id = ?", (fact_id,))
    if row is None:
        raise NotFoundError(f"There is no fact {fact_id}.")
    return records(store, [row])[0]


def facts(store: Store, *, include_superseded: bool = False, as_of: datetime | None = None) -> list[Fact]:
    """In the order in which they were learned. `as_of`: as they were known, and held, at that instant, but
    for what you have put right yourself since: that counts at once.
    """
    rows = store.rows(
        f"""{SELECTION}
            WHERE (:all OR newer.id IS NULL
                   OR newer.learned_at > :as_of AND NOT {_OUTRIGHT.format("newer")})
             AND (:as_of IS NULL OR f.learned_at <= :as_of
                  OR {_OUTRIGHT.format("f")} AND EXISTS (
                      SELECT 1 FROM fact WHERE superseded_by = f.id AND learned_at <= :as_of))
             AND (:all OR :as_of IS NULL OR f.valid_to IS NULL OR f.valid_to > :as_of)
           ORDER BY f.id""",  # noqa: S608
        {"all": include_superseded, "as_of": stamp_or_none(as_of)},
    )
    return records(store, rows)


def records(store: Store, rows: Collection[Any]) -> list[Fact]:
    """Rows of the selection above as facts, with their sources."""
    sources = sources_of(store, "fact", [row["id"] for row in rows])
    return [_record(row, sources[row["id"]]) for row in rows]
