"""Forgetting: rows, what was derived from them, and their bytes on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from memory import aging, copies, rollups, traces, unlearned
from memory.doomed import Doomed, Request, find, listed
from memory.records import StoreError

if TYPE_CHECKING:
    from memory.store import Store

_DELETIONS = {
    "reminders": "DELETE FROM reminder WHERE id IN (SELECT value FROM json_each(?))",
    "proposals": "DELETE FROM proposal WHERE id IN (SELECT value FROM json_each(?))",
    "changes": "DELETE FROM change WHERE id IN (SELECT value FROM json_each(?))",
    "summaries": "DELETE FROM summary WHERE id IN (SELECT value FROM json_each(?))",
    "facts": "DELETE FROM fact WHERE id IN (SELECT value FROM json_each(?))",
    "messages": "DELETE FROM message WHERE id IN (SELECT value FROM json_each(?))",
    "conversations": "DELETE FROM conversation WHERE id IN (SELECT value FROM json_each(?))",
    "titles": "UPDATE conversation SET title = NULL WHERE id IN (SELECT value FROM json_each(?))",
    "unnamed_messages": "UPDATE message SET external_id = NULL WHERE id IN (SELECT value FROM json_each(?))",
    "unnamed_conversations": """UPDATE conversation SET external_id = NULL
                                WHERE id IN (SELECT value FROM json_each(?))""",
}


def preview(store: Store, request: Request) -> Doomed:
    """What `forget` would take. Raises `StoreError` where the text to match is empty."""
    _check_text(request)
    return find(store, request)


def _check_text(request: Request) -> None:
    if request.matching is not None and not request.matching.strip():
        raise StoreError("An empty text is part of everything. Say which text to forget.")


def forget(store: Store, request: Request) -> Doomed:
    """Erase what was asked for from the store and from the backups beside it -> what went from the store.

    Raises `StoreError` as `erase` does, and where a backup can't be opened.
    """
    if store.connection.in_transaction:
        raise StoreError("Forgetting can't be part of a batch. End the batch first.")
    _check_text(request)
    early = copies.forget(store, request)
    with store.transaction():
        doomed = find(store, request)
        gone = copies.told(store, request, doomed)
        _delete(store, request, doomed)
    late = copies.forget(store, request, gone, done=early.through)
    store.erase_traces()
    copies.refuse([*early.left, *late.left])
    return doomed


def erase(store: Store, request: Request) -> Doomed:
    """Erase what was asked for, what is derived from it, and the traces in the file and its log -> what went.

    Raises `StoreError` where another program holds the log's last traces.
    """
    with store.transaction():
        doomed = find(store, request)
        _delete(store, request, doomed)
    store.erase_traces()
    return doomed


def _delete(store: Store, request: Request, doomed: Doomed) -> None:
    """The rows, inside a transaction."""
    if not request.everything:
        rollups.ask_again(store, doomed.summaries)
    _mend_trees(store, listed(doomed.messages))
    _mend_quotes(store, listed(doomed.messages))
    aging.unbind(store, doomed)
    unlearned.note(store, doomed)
    for name, sql in _DELETIONS.items():  # sources, vectors and notes of recall go by the schema's cascades
        store.execute(sql, (listed(getattr(doomed, name)),))
    if request.everything:
        store.execute("DELETE FROM work")
    traces.erase(store)


def _mend_trees(store: Store, gone: str) -> None:
    """Children of a message that goes become its parent's; a head that goes gives way to its parent.

    Where no ancestor is left, the conversation's newest message becomes the head.
    """
    going = store.rows("SELECT id, parent FROM message WHERE id IN (SELECT value FROM json_each(?))", (gone,))
    parents: dict[int, int | None] = {row["id"]: row["parent"] for row in going}

    def survivor(number: int | None) -> int | None:
        while number is not None and number in parents:
            number = parents[number]
        return number

    children = store.rows(
        """SELECT id, parent FROM message WHERE parent IN (SELECT value FROM json_each(:gone))
               AND id NOT IN (SELECT value FROM json_each(:gone))""",
        {"gone": gone},
    )
    for child in children:
        store.execute("UPDATE message SET parent = ? WHERE id = ?", (survivor(child["parent"]), child["id"]))
    heads = store.rows(
        """SELECT id, head, (SELECT max(m.id) FROM message m WHERE m.conversation = c.id
                   AND m.id NOT IN (SELECT value FROM json_each(:gone))) AS newest
           FROM conversation c WHERE head IN (SELECT value FROM json_each(:gone))""",
        {"gone": gone},
    )
    for row in heads:
        head = survivor(row["head"]) or row["newest"]
        store.execute("UPDATE conversation SET head = ? WHERE id = ?", (head, row["id"]))


def _mend_quotes(store: Store, gone: str) -> None:
    """A fact that stays, because it rests on other messages too, keeps no words of one that goes."""
    store.execute(
        """UPDATE fact SET quote = NULL
           WHERE id IN (SELECT fact FROM fact_source WHERE message IN (SELECT value FROM json_each(:gone)))
             AND NOT EXISTS (
               SELECT 1 FROM fact_source s JOIN message m ON m.id = s.message
               WHERE s.fact = fact.id AND m.id NOT IN (SELECT value FROM json_each(:gone))
                 AND instr(m.text, fact.quote) > 0)""",
        {"gone": gone},
    )
