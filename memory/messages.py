"""Messages: appended at the head, changed only while they stream, read as the path from root to head."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

from memory.conversations import check_member
from memory.instants import instant, present, stamp
from memory.records import Message, NotFoundError
from memory.text import storable, storable_or_none

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from memory.records import Status
    from memory.store import Store

STALE = timedelta(seconds=15)  # a streaming answer is flushed about once a second; this long: its writer died

HEAD: Final = "head"

Parent = int | Literal["head"] | None


def record(row: Any) -> Message:
    """The message in a row that has all columns of the table."""
    return Message(
        id=row["id"],
        conversation=row["conversation"],
        parent=row["parent"],
        author=row["author"],
        text=row["text"],
        at=instant(row["at"]),
        status=row["status"],
        detail=row["detail"],
        model=row["model"],
        origin=row["origin"],
        external_id=row["external_id"],
    )


def append(
    store: Store,
    conversation_id: int,
    author: str,
    text: str,
    at: datetime,
    *,
    external_id: str | None = None,
    parent: Parent = HEAD,
    status: Status = "complete",
    detail: str | None = None,
    model: str | None = None,
    origin: Literal["said", "import"] = "said",
    number: int | None = None,
) -> Message:
    """Add a message after `parent` and make it the head; with an external id that is there already, that one.

    `number` is the id that it is to have, where the next will not do.
    Raises `NotFoundError` where there is no such conversation or parent.
    """
    external_id = storable_or_none(external_id)
    with store.transaction():
        head = _head(store, conversation_id)
        if external_id is not None and (there := by_external_id(store, conversation_id, external_id)):
            return there
        values = {
            "id": number,
            "conversation": conversation_id,
            "parent": _parent(store, conversation_id, parent, head),
            "author": storable(author),
            "text": storable(text),
            "at": stamp(at),
            "status": status,
            "detail": storable_or_none(detail),
            "model": storable_or_none(model),
            "origin": origin,
            "external_id": external_id,
        }
        return record({**values, "id": _insert(store, values)})


def _head(store: Store, conversation_id: int) -> int | None:
    row = store.row("SELECT head FROM conversation WHERE id = ?", (conversation_id,))
    if row is None:
        raise NotFoundError(f"There is no conversation {conversation_id}.")
    head: int | None = row["head"]
    return head


def _parent(store: Store, conversation_id: int, parent: Parent, head: int | None) -> int | None:
    if parent == HEAD:
        return head
    if parent is not None:
        check_member(store, conversation_id, parent)
    return parent


def _insert(store: Store, values: dict[str, Any]) -> int:
    """The new row's id; it is its conversation's head."""
    new = store.insert("message", {**values, "touched": stamp(present())})
    store.execute(
        "UPDATE conversation SET head = ?, last_at = max(last_at, ?) WHERE id = ?",
        (new, values["at"], values["conversation"]),
    )
    return new


def by_external_id(store: Store, conversation_id: int, external_id: str) -> Message | None:
    """The conversation's message that was told under this id, if there is one."""
    row = store.row(
        "SELECT * FROM message WHERE conversation = ? AND external_id = ?", (conversation_id, external_id)
    )
    return None if row is None else record(row)


def update(
    store: Store,
    message_id: int,
    text: str | None = None,
    status: Status | None = None,
    detail: str | None = None,
    model: str | None = None,
) -> Message:
    """Flush an answer as it grows, or end it; None leaves as it is, but a status comes with its own detail.

    Raises `NotFoundError`.
    """
    values = {
        "id": message_id,
        "text": storable_or_none(text),
        "status": status,
        "detail": storable_or_none(detail),
        "model": storable_or_none(model),
        "touched": stamp(present()),
    }
    with store.transaction():
        store.execute(
            """UPDATE message SET text = coalesce(:text, text), status = coalesce(:status, status),
                   detail = iif(:status IS NULL, coalesce(:detail, detail), :detail),
                   model = coalesce(:model, model), touched = :touched WHERE id = :id""",
            values,
        )
        return message(store, message_id)


def message(store: Store, message_id: int) -> Message:
    """That message. Raises `NotFoundError`."""
    row = store.row("SELECT * FROM message WHERE id = ?", (message_id,))
    if row is None:
        raise NotFoundError(f"There is no message {message_id}.")
    return record(row)


def several(store: Store, message_ids: Collection[int]) -> list[Message]:
    """Those of these messages that there are, in order of id."""
    wanted = json.dumps(list(message_ids))
    rows = store.rows(
        "SELECT * FROM message WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", (wanted,)
    )
    return [record(row) for row in rows]


def messages(store: Store, conversation_id: int, head: int | None = None) -> list[Message]:
    """The path from the root to `head` (the conversation's own where None). Raises `NotFoundError`."""
    conversation = store.row("SELECT head FROM conversation WHERE id = ?", (conversation_id,))
    if conversation is None:
        raise NotFoundError(f"There is no conversation {conversation_id}.")
    if head is not None:
        check_member(store, conversation_id, head)
    rows = store.rows(
        """WITH RECURSIVE path(id, parent, depth) AS (
               SELECT id, parent, 0 FROM message WHERE id = ?
               UNION SELECT m.id, m.parent, depth + 1 FROM message m JOIN path ON m.id = path.parent
                   WHERE depth < (SELECT count(*) FROM message WHERE conversation = ?)
           ) SELECT message.* FROM path JOIN message USING (id) ORDER BY depth DESC""",
        (conversation["head"] if head is None else head, conversation_id),
    )
    return [record(row) for row in rows]


def end_abandoned(store: Store) -> int:
    """Answers whose writer died while they streamed become `interrupted` -> how many.

    A row touched in the future (the clock was set back since) counts as abandoned too.
    """
    now = present()
    limits = (stamp(now - STALE), stamp(now + STALE))
    condition = "status = 'streaming' AND (touched < ? OR touched > ?)"
    if not store.value(f"SELECT count(*) FROM message WHERE {condition}", limits):  # noqa: S608
        return 0
    with store.transaction():
        ended = store.execute(
            f"""UPDATE message SET status = 'interrupted', detail = 'The program ended while she answered.'
                WHERE {condition}""",  # noqa: S608
            limits,
        )
        return int(ended.rowcount)
