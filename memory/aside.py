"""A place beside the memory for what is not to be kept: no file holds it, and it goes when it is closed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from memory.records import NotFoundError
from memory.store import VOLATILE, Store

if TYPE_CHECKING:
    from typing import Any

APART = 2**40  # ids that are given there begin here, so that none is mistaken for one of the memory's


def aside(store: Store, conversation_id: int | None = None) -> Store:
    """A store in this process alone; with a conversation, as it is now, under the ids that it has.

    Raises `NotFoundError` where there is no such conversation.
    """
    beside = Store(Path(VOLATILE))
    try:
        beside.execute("PRAGMA temp_store=MEMORY")
        with beside.transaction():
            if conversation_id is not None:
                _copy(store, beside, conversation_id)
            for table in ("conversation", "message"):
                beside.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
                beside.insert("sqlite_sequence", {"name": table, "seq": APART})
    except BaseException:
        beside.close()
        raise
    return beside


def _copy(store: Store, beside: Store, conversation_id: int) -> None:
    """The conversation, all its branches, and the summaries of what no longer fits into a prompt."""
    row = store.row("SELECT * FROM conversation WHERE id = ?", (conversation_id,))
    if row is None:
        raise NotFoundError(f"There is no conversation {conversation_id}.")
    beside.insert("conversation", _values(row) | {"head": None})
    of_it = (conversation_id,)
    said = store.rows("SELECT * FROM message WHERE conversation = ?", of_it)
    for message in said:
        beside.insert("message", _values(message) | {"parent": None})
    for message in said:
        beside.execute("UPDATE message SET parent = ? WHERE id = ?", (message["parent"], message["id"]))
    beside.execute("UPDATE conversation SET head = ? WHERE id = ?", (row["head"], conversation_id))
    parts = "FROM summary WHERE conversation = ? AND level = 'part'"
    for part in store.rows(f"SELECT * {parts}", of_it):
        beside.insert("summary", _values(part))
    for source in store.rows(f"SELECT * FROM summary_source WHERE summary IN (SELECT id {parts})", of_it):  # noqa: S608
        beside.insert("summary_source", _values(source))


def _values(row: Any) -> dict[str, Any]:
    return {name: row[name] for name in row.keys()}  # noqa: SIM118 - a row of the driver is no dict
