"""Taking in what was said elsewhere: each message once, however often it is brought; trees stay trees.

What brings messages (a jsonl file, another program's export) makes `Incoming`s of them; a record that it
can't read is a `Problem`, which is reported and skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Literal

from memory import conversations, messages
from memory.instants import stamp
from memory.messages import HEAD
from memory.text import storable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from memory.records import Status
    from memory.store import Store

BATCH = 2000  # messages a transaction


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as it comes in. `conversation`, `key` and `parent` are names within what is brought.

    The external ids are kept, and tell whether it is there already; without one the content does.
    `parent` "head" is the message before it; `is_head` says that its conversation had come to this message.
    """

    conversation: str
    key: str | None
    author: str
    text: str
    at: datetime
    persona: str
    parent: str | Literal["head"] | None = HEAD
    status: Status = "complete"
    detail: str | None = None
    model: str | None = None
    origin: Literal["said", "import"] = "import"
    external_id: str | None = None
    conversation_external_id: str | None = None
    title: str | None = None
    started_at: datetime | None = None
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that was skipped: where it is (`line 17`, `conversation 3, message x`) and what is wrong."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came in: new conversations, new messages, messages that were `known` already, and problems."""

    conversations: int
    messages: int
    known: int
    problems: tuple[Problem, ...]


def take_in(
    store: Store, incoming: Iterable[Incoming | Problem], progress: Callable[[int], None] | None = None
) -> ImportReport:
    """Store them, a few thousand a transaction; `progress` is told how many were read so far.

    Raises `StoreError`; what came before stays, and bringing it again goes on from there.
    """
    intake = _Intake(store)
    problems: list[Problem] = []
    rest, read = iter(incoming), 0
    while batch := list(islice(rest, BATCH)):
        problems += [record for record in batch if isinstance(record, Problem)]
        with store.transaction():
            for record in batch:
                if isinstance(record, Incoming):
                    intake.add(record)
        read += len(batch)
        if progress is not None:
            progress(read)
    return ImportReport(intake.new_conversations, intake.new_messages, intake.known, tuple(problems))


class _Intake:
    """What is known of the names within one import: which stored rows they have become."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._conversations: dict[str, int] = {}
        self._messages: dict[tuple[int, str], int] = {}
        self._matched: set[int] = set()
        self._fresh: set[int] = set()  # conversations that this import has begun
        self._heads: dict[int, int] = {}
        self.new_messages = 0
        self.known = 0

    @property
    def new_conversations(self) -> int:
        return len(self._fresh)

    def add(self, said: Incoming) -> None:
        """Store it unless it is there; either way, later messages find the row by its name."""
        conversation = self._conversation(said)
        number = self._there(conversation, said)
        if number is None:
            number = self._append(conversation, said)
            self.new_messages += 1
        else:
            self.known += 1
        self._matched.add(number)
        if said.key is not None:
            self._messages[conversation, said.key] = number

    def _conversation(self, said: Incoming) -> int:
        there = self._conversations.get(said.conversation)
        if there is None:
            there = self._same_conversation(said)
            if there is None:
                there = conversations.begin(
                    self._store,
                    said.persona,
                    said.started_at or said.at,
                    said.conversation_external_id,
                    said.title,
                ).id
                self._fresh.add(there)
            self._conversations[said.conversation] = there
        return there

    def _same_conversation(self, said: Incoming) -> int | None:
        """By external id; without one, a conversation begun at that instant that has this message in it."""
        if said.conversation_external_id is not None:
            sql = "SELECT id FROM conversation WHERE external_id = ?"
            found = self._store.rows(sql, (storable(said.conversation_external_id),))
        else:
            found = self._store.rows(
                """SELECT DISTINCT c.id FROM conversation c JOIN message m ON m.conversation = c.id
                   WHERE c.external_id IS NULL AND c.persona = ? AND c.started_at = ?
                     AND m.author = ? AND m.text = ? AND m.at = ? ORDER BY c.id""",
                (storable(said.persona), stamp(said.started_at or said.at), *_content(said)),
            )
        taken = set(self._conversations.values())
        return next((int(row["id"]) for row in found if row["id"] not in taken), None)

    def _there(self, conversation: int, said: Incoming) -> int | None:
        if said.external_id is not None:
            found = messages.by_external_id(self._store, conversation, storable(said.external_id))
            return None if found is None else found.id
        if conversation in self._fresh:
            return None
        rows = self._store.rows(
            """SELECT id FROM message WHERE conversation = ? AND external_id IS NULL
               AND author = ? AND text = ? AND at = ? ORDER BY id""",
            (conversation, *_content(said)),
        )
        return next((int(row["id"]) for row in rows if row["id"] not in self._matched), None)

    def _append(self, conversation: int, said: Incoming) -> int:
        before = self._store.value("SELECT head FROM conversation WHERE id = ?", (conversation,))
        parent = self._parent(conversation, said, before)
        number = messages.append(
            self._store,
            conversation,
            said.author,
            said.text,
            said.at,
            external_id=said.external_id,
            parent=parent,
            status=said.status,
            detail=said.detail,
            model=said.model,
            origin=said.origin,
        ).id
        if said.is_head and conversation in self._fresh:
            self._heads[conversation] = number
        head = self._heads.get(conversation)
        if head is None and conversation not in self._fresh and parent != before:
            head = before  # a branch of a conversation that has come elsewhere since
        if head is not None:
            conversations.branch(self._store, conversation, head)
        return number

    def _parent(self, conversation: int, said: Incoming, head: int | None) -> int | None:
        """The stored parent; where its record was not brought, the head stands in."""
        if said.parent is None:
            return None
        if said.parent == HEAD:
            return head
        there = self._messages.get((conversation, said.parent))
        if there is None:
            stored = messages.by_external_id(self._store, conversation, storable(said.parent))
            there = head if stored is None else stored.id
        return there


def _content(said: Incoming) -> tuple[str, str, str]:
    return storable(said.author), storable(said.text), stamp(said.at)
