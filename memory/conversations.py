"""Conversations: begun once, named, found again; their head is the message that they have come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory.instants import instant, stamp
from memory.records import Conversation, NotFoundError, StoreError
from memory.text import storable, storable_or_none

if TYPE_CHECKING:
    from datetime import datetime

    from memory.store import Store

_COLUMNS = """c.id, c.persona, c.title, c.started_at, c.last_at, c.head, c.external_id,
    (SELECT count(*) FROM message m WHERE m.conversation = c.id) AS messages"""


def _record(row: Any) -> Conversation:
    return Conversation(
        id=row["id"],
        persona=row["persona"],
        title=row["title"],
        started_at=instant(row["started_at"]),
        last_at=instant(row["last_at"]),
        head=row["head"],
        external_id=row["external_id"],
        messages=row["messages"],
    )


def begin(
    store: Store,
    persona: str,
    at: datetime,
    external_id: str | None = None,
    title: str | None = None,
    number: int | None = None,
) -> Conversation:
    """A new conversation; with an external id that is there already, that one as it is.

    `number` is the id that it is to have, where the next will not do.
    """
    external_id = storable_or_none(external_id)
    with store.transaction():
        there = None
        if external_id is not None:
            there = store.value("SELECT id FROM conversation WHERE external_id = ?", (external_id,))
        if there is None:
            values = {
                "persona": storable(persona),
                "title": storable_or_none(title),
                "started_at": stamp(at),
                "last_at": stamp(at),
                "external_id": external_id,
            }
            there = store.insert("conversation", values | ({} if number is None else {"id": number}))
        return conversation(store, there)


def conversation(store: Store, conversation_id: int) -> Conversation:
    """That conversation. Raises `NotFoundError`."""
    row = store.row(f"SELECT {_COLUMNS} FROM conversation c WHERE c.id = ?", (conversation_id,))  # noqa: S608
    if row is None:
        raise NotFoundError(f"There is no conversation {conversation_id}.")
    return _record(row)


def personas(store: Store) -> list[str]:
    """Ids of those with whom there are conversations, in order."""
    return [row[0] for row in store.rows("SELECT DISTINCT persona FROM conversation ORDER BY persona")]


def conversations(store: Store, limit: int | None = None, persona: str | None = None) -> list[Conversation]:
    """Newest first (by their last message); empty ones are left out."""
    rows = store.rows(
        f"""SELECT {_COLUMNS} FROM conversation c
            WHERE EXISTS (SELECT 1 FROM message m WHERE m.conversation = c.id)
              AND (:persona IS NULL OR c.persona = :persona)
            ORDER BY c.last_at DESC, c.id DESC LIMIT :limit""",  # noqa: S608
        {"persona": persona, "limit": -1 if limit is None else limit},
    )
    return [_record(row) for row in rows]


def rename(store: Store, conversation_id: int, title: str | None) -> None:
    """Give it a title, or take it away. Raises `NotFoundError`."""
    with store.transaction():
        conversation(store, conversation_id)
        store.execute(
            "UPDATE conversation SET title = ? WHERE id = ?", (storable_or_none(title), conversation_id)
        )


def branch(store: Store, conversation_id: int, head: int | None) -> None:
    """Move the head to one of its messages (None: before the first), so that what follows is a new branch.

    Raises `NotFoundError`, and `StoreError` where the message is another conversation's.
    """
    with store.transaction():
        conversation(store, conversation_id)
        if head is not None:
            check_member(store, conversation_id, head)
        store.execute("UPDATE conversation SET head = ? WHERE id = ?", (head, conversation_id))


def check_member(store: Store, conversation_id: int, message_id: int) -> None:
    """Raises `NotFoundError` or `StoreError` unless the message is one of the conversation's."""
    owner = store.value("SELECT conversation FROM message WHERE id = ?", (message_id,))
    if owner is None:
        raise NotFoundError(f"There is no message {message_id}.")
    if owner != conversation_id:
        raise StoreError(f"Message {message_id} belongs to conversation {owner}, not {conversation_id}.")
