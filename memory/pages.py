"""Writing the memory as a folder of Markdown: a page a conversation, an index, facts and summaries."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory import facts, files, markdown, messages, sources, summaries
from memory.conversations import conversations
from memory.instants import instant
from memory.markdown import Page
from memory.records import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from memory.records import Conversation, Summary
    from memory.store import Store


@dataclass(frozen=True, slots=True)
class Written:
    """How many of each there are in the folder."""

    conversations: int
    facts: int
    summaries: int


def export_markdown(store: Store, folder: Path) -> Written:
    """Write all to a new or empty folder that only you can read, or nothing. Raises `StoreError`."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder} has something in it already. Choose a new or empty folder.")
    part = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        files.make_folder(part)
        written = _Folder(store, part).write()
        part.replace(folder)
    except OSError as error:
        raise StoreError(f"The pages can't be written to {folder}: {error.strerror}.") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return written


class _Folder:
    """The pages, and where each conversation has its own."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._pages: dict[int, Page] = {}

    def write(self) -> Written:
        """Write every page."""
        taken: set[str] = set()
        for conversation in reversed(conversations(self._store)):
            self._pages[conversation.id] = self._page(conversation, taken)
        for page in self._pages.values():
            self._write_conversation(page)
        known = facts.facts(self._store, include_superseded=True)
        if known:
            links = self._links({number for fact in known for number in fact.sources}, "")
            self._write("facts.md", markdown.facts_page(known, links))
        noted = self._write_summaries()
        index = markdown.index_page(
            list(self._pages.values()), sorted(noted, reverse=True), facts=bool(known)
        )
        self._write("index.md", index)
        return Written(len(self._pages), len(known), sum(noted.values()))

    def _write(self, path: str, text: str) -> None:
        place = self._folder / path
        files.make_folder(place.parent)
        descriptor = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)

    def _page(self, conversation: Conversation, taken: set[str]) -> Page:
        """Where it has its page: `2026/05/2026-05-04 Rain.md`; a second one of that name gets a number."""
        begun = markdown.local(conversation.started_at)
        title = conversation.title or self._first_words(conversation.id) or "Without words"
        name = f"{begun:%Y-%m-%d} {markdown.file_name(title)}".strip()
        path, number = f"{begun:%Y}/{begun:%m}/{name}.md", 1
        while path.casefold() in taken:
            number += 1
            path = f"{begun:%Y}/{begun:%m}/{name} {number}.md"
        taken.add(path.casefold())
        return Page(conversation, path, title)

    def _first_words(self, conversation: int) -> str:
        sql = "SELECT substr(text, 1, 200) FROM message WHERE conversation = ? ORDER BY id LIMIT 1"
        words = str(self._store.value(sql, (conversation,))).split()
        return " ".join(words[:8])

    def _write_conversation(self, page: Page) -> None:
        rows = self._store.rows(
            "SELECT * FROM message WHERE conversation = ? ORDER BY id", (page.conversation.id,)
        )
        way = [one.id for one in messages.messages(self._store, page.conversation.id)]
        said = [messages.record(row) for row in rows]
        self._write(page.path, markdown.conversation_page(page, said, way))

    def _links(self, numbers: set[int], above: str) -> dict[int, str]:
        """Links to these messages, from a page that is that far below the top."""
        rows = self._store.rows(
            "SELECT id, conversation, at FROM message WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(numbers)),),
        )
        pages = {row["id"]: self._pages[row["conversation"]] for row in rows}
        return {
            row["id"]: markdown.link(_day(row["at"]), above + pages[row["id"]].path, f"m{row['id']}")
            for row in rows
        }

    def _write_summaries(self) -> dict[str, int]:
        """A page a month -> how many summaries each has."""
        by_month: dict[str, list[Summary]] = {}
        for summary in summaries.summaries(self._store):
            if summary.level != "part":
                by_month.setdefault(f"{markdown.local(summary.start):%Y-%m}", []).append(summary)
        for month, noted in by_month.items():
            page = markdown.summaries_page(month, [(one, self._covered(one)) for one in noted])
            self._write(f"summaries/{month}.md", page)
        return {month: len(noted) for month, noted in by_month.items()}

    def _covered(self, summary: Summary) -> list[str]:
        """Links to the conversations that it is about."""
        about = dict.fromkeys(one.conversation for one in sources.why(self._store, "summary", summary.id))
        pages = [self._pages[number] for number in about]
        return [markdown.link(page.title, f"../{page.path}") for page in pages]


def _day(at: str) -> str:
    return f"{markdown.local(instant(at)):%Y-%m-%d}"
