"""Forgetting in the backups beside the store, so that no file keeps what the store has forgotten.

A backup is opened and forgets by itself: the same text, and the rows that are those that go from the store.
That loses the least; all else in it stays. Only what can't be opened is left, and told.
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from memory.backup import copies, remove, unfinished
from memory.doomed import find, listed
from memory.records import StoreError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from memory.doomed import Doomed, Request
    from memory.store import Store

# A row of a backup is the store's own row where the number and the time agree (an answer may have been cut
# short in it, a fact reworded since), or where it says the same at the same time: numbers can differ after a
# backup was restored or an export taken in.
_MESSAGES = """
SELECT m.id FROM json_each(:told) t
JOIN message m ON m.at = t.value ->> 'at' AND m.author = t.value ->> 'author'
WHERE m.text = t.value ->> 'text' OR (m.id = t.value ->> 'id'
    AND (instr(m.text, t.value ->> 'text') = 1 OR instr(t.value ->> 'text', m.text) = 1))
"""
_FACTS = """
SELECT f.id FROM json_each(:told) t JOIN fact f ON f.learned_at = t.value ->> 'at'
    AND f.said_by = t.value ->> 'author' AND (f.id = t.value ->> 'id' OR f.text = t.value ->> 'text')
"""
_CONVERSATIONS = """
SELECT c.id FROM json_each(:told) t JOIN conversation c ON c.external_id = t.value ->> 'text'
    OR (c.id = t.value ->> 'id' AND c.started_at = t.value ->> 'at' AND c.persona = t.value ->> 'author')
"""
_TOLD = {
    "messages": "SELECT id, author, at, text FROM message",
    "facts": "SELECT id, said_by AS author, learned_at AS at, text FROM fact",
    "conversations": "SELECT id, persona AS author, started_at AS at, external_id AS text FROM conversation",
}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Which backups were gone through, and which of those could not be opened."""

    through: Sequence[Path] = ()
    left: Sequence[Path] = ()


def forget(
    store: Store, request: Request, gone: dict[str, str] | None = None, done: Collection[Path] = ()
) -> Forgotten:
    """Erase from every backup, but for those that are done, what the request means in the store.

    To be done twice. Before the store itself forgets, so that whatever ends the program the store still tells
    which rows are meant; and with what was `told` of them once it has: a backup may have been begun between.
    """
    if store.volatile:
        return Forgotten()
    for part in unfinished(store.path):  # before the others are listed: one that ends now is among those
        part.unlink(missing_ok=True)
    there = [path for path in copies(store) if path not in done]
    if request.everything:
        for path in there:
            remove(path)
        return Forgotten()
    if there and gone is None:
        gone = told(store, request, find(store, request))
    left = [path for path in there if not _forget_in(path, store.key, request, gone or {})]
    return Forgotten(there, left)


def refuse(left: Sequence[Path]) -> None:
    """Raises `StoreError` for backups that could not be opened."""
    if left:
        raise StoreError(
            f"It was erased, but not from {', '.join(map(str, left))}: that backup can't be opened."
            " What was forgotten may be in it still, so delete it, or restore it and forget again."
        )


def told(store: Store, request: Request, doomed: Doomed) -> dict[str, str]:
    """What goes from the store, as other copies of it may have it; nothing where all of it goes."""
    if request.everything:
        return {}
    ids = {"messages": doomed.messages, "facts": doomed.facts, "conversations": request.conversation_ids}
    found = {
        name: store.rows(f"{sql} WHERE id IN (SELECT value FROM json_each(?))", (listed(ids[name]),))  # noqa: S608
        for name, sql in _TOLD.items()
    }
    return {name: _listed(rows) for name, rows in found.items()}


def _listed(rows: list[Any]) -> str:
    return json.dumps([dict(zip(row.keys(), row, strict=True)) for row in rows])


def _forget_in(path: Path, key: bytes | None, request: Request, gone: dict[str, str]) -> bool:
    """Forget in that backup; False where it can't be opened, with the key or without."""
    from memory.forget import erase

    for one in dict.fromkeys((key, None)):
        try:
            with closing(_opened(path, one)) as copied:
                meant = _request(copied, request, gone)
                if any(find(copied, meant).counts().values()):
                    erase(copied, meant)
        except StoreError:
            continue
        return True
    return False


def _opened(path: Path, key: bytes | None) -> Store:
    from memory.store import Store as Opened

    return Opened(path, key)


def _request(copied: Store, request: Request, gone: dict[str, str]) -> Request:
    def ids(sql: str, name: str) -> list[int]:
        return [row[0] for row in copied.rows(sql, {"told": gone[name]})]

    return replace(
        request,
        message_ids=ids(_MESSAGES, "messages"),
        conversation_ids=ids(_CONVERSATIONS, "conversations"),
        fact_ids=ids(_FACTS, "facts"),
    )
