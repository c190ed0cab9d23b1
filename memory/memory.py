"""The memory as others use it: open, begin, append, recall."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from memory import conversations, messages
from memory.messages import HEAD
from memory.store import Store

if TYPE_CHECKING:
    from collections.abc import Collection
    from contextlib import AbstractContextManager
    from datetime import datetime

    from memory.records import Conversation, Kind, Message, Recollection, Status


class Memory:
    """What was said, and what was made of it, in one file. One object a thread; many programs at once."""

    def __init__(self, store: Store, embedder: Any = None) -> None:
        self.store = store
        self.embedder = embedder

    @classmethod
    def open(cls, path: str | Path, key: bytes | None = None, embedder: Any = None) -> Self:
        """Open or make the memory at `path`; with a key it is encrypted. Raises `StoreError`."""
        store = Store(Path(path).expanduser().absolute(), key)
        messages.end_abandoned(store)
        return cls(store, embedder)

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def batch(self) -> AbstractContextManager[None]:
        """Everything inside is one transaction: all of it is kept or nothing, and many appends are quick."""
        return self.store.transaction()

    def data_version(self) -> int:
        """Changes when another program has written."""
        return self.store.data_version()

    def begin(
        self, persona: str, at: datetime, external_id: str | None = None, title: str | None = None
    ) -> Conversation:
        """A new conversation; with an external id that is there already, that one."""
        return conversations.begin(self.store, persona, at, external_id, title)

    def append(
        self,
        conversation_id: int,
        author: str,
        text: str,
        at: datetime,
        *,
        external_id: str | None = None,
        parent: int | Literal["head"] | None = HEAD,
        status: Status = "complete",
        model: str | None = None,
        origin: Literal["said", "import"] = "said",
    ) -> Message:
        """Add a message after the head (or `parent`) and make it the head. It is on the disk on return."""
        return messages.append(
            self.store,
            conversation_id,
            author,
            text,
            at,
            external_id=external_id,
            parent=parent,
            status=status,
            model=model,
            origin=origin,
        )

    def recall(
        self,
        query: str,
        k: int = 10,
        kinds: Collection[Kind] | None = None,
        now: datetime | None = None,
        exclude_conversation: int | None = None,
        exclude_messages: Collection[int] = frozenset(),
    ) -> list[Recollection]:
        """What bears on the query, best first, at most `k`; `kinds` None: messages, facts and summaries."""
        from memory.recall import recall  # numpy

        return recall(
            self.store,
            query,
            k=k,
            kinds=kinds,
            now=now,
            exclude_conversation=exclude_conversation,
            exclude_messages=exclude_messages,
            embedder=self.embedder,
        )

    def search(self, text: str, limit: int = 50) -> list[Recollection]:
        """Messages in which the words occur, as typed into a search box."""
        from memory.recall import search

        return search(self.store, text, limit=limit)
