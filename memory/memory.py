"""The memory as others use it. Its methods are each subject's functions, where more is said."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from memory import conversations, messages
from memory.agenda import Agenda
from memory.chronicle import Chronicle
from memory.doomed import Request
from memory.embedding import Embedding
from memory.growth import Growth
from memory.knowledge import Knowledge
from memory.messages import HEAD
from memory.store import VOLATILE, Store
from memory.transfer import Transfer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from memory.embedder import Embedder
    from memory.foretold import Foretold
    from memory.records import Conversation, Kind, Message, Recollection, Status


class Memory(Knowledge, Agenda, Growth, Chronicle, Transfer, Embedding):
    """What was said, and what was made of it, in one file. One object a thread; many programs at once."""

    def __init__(self, store: Store, embedder: Embedder | None = None) -> None:
        self.store = store
        self.embedder = embedder

    @classmethod
    def open(cls, path: str | Path, key: bytes | None = None, embedder: Embedder | None = None) -> Self:
        """Open or make the memory at `path`; with a key it is encrypted. Raises `StoreError`.

        `:memory:` is a memory that no file holds and that is gone when it is closed. Answers that a program
        which died has left unfinished become `interrupted`.
        """
        volatile = str(path) == VOLATILE
        store = Store(Path(path) if volatile else Path(path).expanduser().absolute(), key)
        try:
            messages.end_abandoned(store)
        except BaseException:
            store.close()
            raise
        return cls(store, embedder)

    def aside(self, conversation_id: int | None = None) -> Self:
        """A memory that no file holds, for what is said off the record; with a conversation as it is now.

        What is added there has ids that nothing here has. Raises `NotFoundError`.
        """
        from memory.aside import aside

        return type(self)(aside(self.store, conversation_id))

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """All that is written inside is one transaction: kept as a whole or not at all, and faster.

        Afterwards what came in is embedded, where there is an embedder and it is not too much to wait for.
        """
        with self.embedded_afterwards(), self.store.transaction():
            yield

    def data_version(self) -> int:
        """Changes when another program has written."""
        return self.store.data_version()

    def begin(
        self, persona: str, at: datetime, external_id: str | None = None, title: str | None = None
    ) -> Conversation:
        """A new conversation; with an external id that is there already, that one."""
        return conversations.begin(self.store, persona, at, external_id, title)

    def conversation(self, conversation_id: int) -> Conversation:
        """That conversation. Raises `NotFoundError`."""
        return conversations.conversation(self.store, conversation_id)

    def personas(self) -> list[str]:
        """Ids of the personas with whom there are conversations."""
        return conversations.personas(self.store)

    def conversations(self, limit: int | None = None, persona: str | None = None) -> list[Conversation]:
        """Conversations, newest first (by their last message); empty ones are left out."""
        return conversations.conversations(self.store, limit, persona)

    def rename(self, conversation_id: int, title: str | None) -> None:
        """Give a conversation a title, or take it away. Raises `NotFoundError`."""
        conversations.rename(self.store, conversation_id, title)

    def branch(self, conversation_id: int, head: int | None) -> None:
        """Move the head (None: before the first message), so that what follows is a new branch."""
        conversations.branch(self.store, conversation_id, head)

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
        detail: str | None = None,
        model: str | None = None,
        origin: Literal["said", "import"] = "said",
    ) -> Message:
        """Add a message after the head (or after `parent`) and make it the head; it is on the disk on return.

        With an external id that the conversation has already: that message, unchanged.
        Raises `NotFoundError` where there is no such conversation or parent.
        """
        return messages.append(
            self.store,
            conversation_id,
            author,
            text,
            at,
            external_id=external_id,
            parent=parent,
            status=status,
            detail=detail,
            model=model,
            origin=origin,
        )

    def update(
        self,
        message_id: int,
        text: str | None = None,
        status: Status | None = None,
        detail: str | None = None,
        model: str | None = None,
    ) -> Message:
        """Flush an answer as it grows, or end it; None leaves as it is, but a status comes with its detail.

        Raises `NotFoundError`.
        """
        return messages.update(self.store, message_id, text, status, detail, model)

    def message(self, message_id: int) -> Message:
        """That message. Raises `NotFoundError`."""
        return messages.message(self.store, message_id)

    def messages(self, conversation_id: int, head: int | None = None) -> list[Message]:
        """The path from the first message to `head` (None: the conversation's own)."""
        return messages.messages(self.store, conversation_id, head)

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
        from memory.recall import recall  # brings numpy along

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

    def forget(
        self,
        message_ids: Collection[int] = (),
        conversation_ids: Collection[int] = (),
        fact_ids: Collection[int] = (),
        matching: str | None = None,
        *,
        everything: bool = False,
        before: datetime | None = None,
        persona: str | None = None,
    ) -> dict[str, int]:
        """Erase these and what is derived from them, bytes included -> how many rows of each kind went.

        `matching` is a part of a text, in any case. `before`: all that was said before that instant, with
        `persona` or else with any; of what is derived from it, pinned facts and reminders that wait stay.
        Raises `StoreError` inside a batch.
        """
        from memory.forget import forget

        request = Request(message_ids, conversation_ids, fact_ids, matching, everything, before, persona)
        return forget(self.store, request).counts()

    def preview_forget(
        self,
        message_ids: Collection[int] = (),
        conversation_ids: Collection[int] = (),
        fact_ids: Collection[int] = (),
        matching: str | None = None,
        *,
        everything: bool = False,
        before: datetime | None = None,
        persona: str | None = None,
    ) -> dict[str, int]:
        """How many rows of each kind `forget` would take; nothing is erased."""
        from memory.forget import preview

        request = Request(message_ids, conversation_ids, fact_ids, matching, everything, before, persona)
        return preview(self.store, request).counts()

    def preview_texts(self, request: Request, most: int = 5) -> list[Foretold]:
        """The first texts that `forget` would take; nothing is erased."""
        from memory.foretold import texts

        return texts(self.store, request, most)
