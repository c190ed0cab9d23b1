"""Taking in what was said elsewhere: each message once, however often it is brought; trees stay trees.

What brings messages (a jsonl file, another program's export) makes `Incoming`s of them, and `Record`s of what
was made of them; a record that it can't read is a `Problem`, which is reported and skipped.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from memory import conversations, messages
from memory.incoming import ImportReport, Incoming, Parent, Problem, Record
from memory.instants import stamp
from memory.records import StoreError
from memory.text import storable, storable_or_none
from memory.work import pass_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from memory.store import Store

BATCH = 2000  # messages a transaction
MOST_PROBLEMS = 100_000  # in a file that was taken for what it is not, there is one in every line
LARGEST_OWN = 1 << 24  # an id that a row keeps; what is indexed by id stays small, whatever a file says


def take_in(
    store: Store,
    incoming: Iterable[Incoming | Record | Problem],
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Store them, a few thousand a transaction; `progress` is told how many were read so far.

    Raises `StoreError`; what came before stays, and bringing it again goes on from there.
    """
    from memory.restored import Restored

    intake = Intake(store)
    restored = Restored(store, intake)
    problems: list[Problem] = []
    rest, read = iter(incoming), 0
    before = int(store.value("SELECT ifnull(max(id), 0) FROM message"))
    while batch := list(islice(rest, BATCH)):
        with store.transaction():
            for record in batch:
                if isinstance(record, Incoming):
                    intake.add(record)
                elif isinstance(record, Record):
                    problems += restored.add(record)
                else:
                    problems.append(record)
        read += len(batch)
        if progress is not None:
            progress(read)
        if len(problems) > MOST_PROBLEMS:
            raise StoreError(f"More than {MOST_PROBLEMS:,} records can't be read. The first: {problems[0]}.")
    with store.transaction():
        problems += restored.finish()
        if restored.any:
            pass_over(store, before)
    return ImportReport(
        intake.new_conversations, intake.new_messages, intake.known, tuple(problems), restored.new
    )


class Intake:
    """What is known of the names within one import: which stored rows they have become."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._conversations: dict[str, int] = {}
        self._messages: dict[tuple[int, str], int] = {}
        self._matched: set[int] = set()
        self._fresh: set[int] = set()  # conversations that this import has begun
        self._heads: dict[int, int] = {}
        self._named: dict[int, int] = {}  # what the import says is the head, in any conversation
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
        if said.is_head:
            self._named[conversation] = number
        self._come_to_named(conversation)
        if said.key is not None:
            self._messages[conversation, said.key] = number

    def _conversation(self, said: Incoming) -> int:
        there = self._conversations.get(said.conversation)
        if there is None:
            there = self._same_conversation(said)
            if there is None:
                there = self._begin(said)
            self._conversations[said.conversation] = there
        return there

    def _begin(self, said: Incoming) -> int:
        """A new conversation.

        It keeps its number where that is free, also where it has another name: conversations come in the
        order of their first messages, and the next number may be the name of one that comes later.
        """
        own = _to_keep(said.conversation_number)
        if own is not None and self._store.row("SELECT 1 FROM conversation WHERE id = ?", (own,)):
            own = None
        begun, external_id = said.started_at or said.at, said.conversation_external_id
        there = conversations.begin(self._store, said.persona, begun, external_id, said.title, own).id
        self._fresh.add(there)
        return there

    def add_conversation(self, name: str, values: dict[str, Any]) -> None:
        """What the messages of a conversation do not tell of it; an empty one is begun."""
        there = self._conversations.get(name)
        if there is None:
            there = self._conversations[name] = self._empty(name, values)
        if there in self._fresh:
            head = values["head"] and self.message(*values["head"])
            self._store.execute(
                "UPDATE conversation SET head = ?, last_at = ? WHERE id = ?",
                (head, stamp(values["last_at"]), there),
            )

    def _empty(self, name: str, values: dict[str, Any]) -> int:
        """The conversation without messages, or a new one."""
        told = (storable(values["persona"]), storable_or_none(values["title"]), stamp(values["started_at"]))
        rows = self._store.rows(
            """SELECT id FROM conversation WHERE iif(:external_id IS NULL, external_id IS NULL
                   AND persona = :persona AND title IS :title AND started_at = :started_at
                   AND NOT EXISTS (SELECT 1 FROM message WHERE conversation = conversation.id),
                   external_id = :external_id)""",
            {
                "external_id": storable_or_none(values["external_id"]),
                **dict(zip(("persona", "title", "started_at"), told, strict=True)),
            },
        )
        taken = set(self._conversations.values())
        there = next((int(row["id"]) for row in rows if row["id"] not in taken), None)
        if there is not None:
            return there
        return self._begin(
            Incoming(
                conversation=name,
                key=None,
                author="",
                text="",
                at=values["started_at"],
                persona=values["persona"],
                title=values["title"],
                conversation_external_id=values["external_id"],
                conversation_number=values["number"],
            )
        )

    def conversation(self, name: str) -> int | None:
        """The row that a conversation of that name has become, or was."""
        found = self._conversations.get(name)
        if found is None:
            sql = "SELECT id FROM conversation WHERE external_id = ?"
            found = self._store.value(sql, (storable(name),))
        return found

    def message(self, conversation: str, key: str) -> int | None:
        """The row that a message of that name has become, or was."""
        within = self.conversation(conversation)
        if within is None:
            return None
        found = self._messages.get((within, key))
        if found is None:
            stored = messages.by_external_id(self._store, within, storable(key))
            found = None if stored is None else stored.id
        return found

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
            number=self._own_number(said),
        ).id
        if said.is_head and conversation in self._fresh:
            self._heads[conversation] = number
        head = self._heads.get(conversation)
        if head is None and conversation not in self._fresh and parent != before:
            head = before  # a branch of a conversation that has come elsewhere since
        if head is not None:
            conversations.branch(self._store, conversation, head)
        return number

    def _come_to_named(self, conversation: int) -> None:
        """Where an import was broken off, the next one comes to the head that it names.

        Not where something was said here since, nor from a head that is on a branch which is not brought.
        """
        named = self._named.get(conversation)
        if named is None or conversation in self._fresh:
            return
        head = self._store.value("SELECT head FROM conversation WHERE id = ?", (conversation,))
        said = "SELECT 1 FROM message WHERE conversation = ? AND origin <> 'import' LIMIT 1"
        if head != named and head in self._matched and not self._store.row(said, (conversation,)):
            conversations.branch(self._store, conversation, named)

    def _own_number(self, said: Incoming) -> int | None:
        """The id of a message that only its number names: that number, where it keeps the order."""
        own = _number_in(said.key) if said.external_id is None else None
        if own is None:
            return None
        last = self._store.value("SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'message'")
        return own if own > last else None

    def _parent(self, conversation: int, said: Incoming, head: int | None) -> int | None:
        """The stored parent; where its record was not brought, the head stands in."""
        if said.parent is None:
            return None
        if isinstance(said.parent, Parent):
            return head
        there = self._messages.get((conversation, said.parent))
        if there is None:
            stored = messages.by_external_id(self._store, conversation, storable(said.parent))
            there = head if stored is None else stored.id
        return there


def _content(said: Incoming) -> tuple[str, str, str]:
    return storable(said.author), storable(said.text), stamp(said.at)


def _number_in(name: str | None) -> int | None:
    """The number of a row that has no other name (an `exchange.Names`), if one may keep it."""
    digits = (name or "").lstrip("#")
    short = digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST_OWN))
    return _to_keep(int(digits)) if short else None


def _to_keep(number: int | None) -> int | None:
    return number if 0 < (number or 0) < LARGEST_OWN else None
