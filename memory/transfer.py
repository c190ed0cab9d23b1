"""The part of `Memory` that is about what goes in and out: exports, imports, backups, and the check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from memory.intake import ImportReport
    from memory.store import Store


class Transfer:
    """What was said as JSON and back, and the file as a whole."""

    store: Store

    def export(self) -> Iterator[dict[str, Any]]:
        """A dict for each message, in the order in which they were stored; `import_jsonl` takes them back."""
        from memory.exchange import export

        return export(self.store)

    def import_jsonl(
        self,
        lines: Iterable[str | bytes],
        persona: str = "samantha",
        progress: Callable[[int], None] | None = None,
    ) -> ImportReport:
        """Take in a message a line; one that is there already is not stored again, a bad line is reported."""
        from memory.exchange import read_jsonl
        from memory.intake import take_in

        return take_in(self.store, read_jsonl(lines, persona), progress)

    def import_chatgpt(
        self,
        path: str | Path,
        persona: str = "samantha",
        progress: Callable[[int], None] | None = None,
    ) -> ImportReport:
        """Take in ChatGPT's `conversations.json`, or its zip. Raises `StoreError` if it is neither."""
        from memory.chatgpt import read_chatgpt
        from memory.intake import take_in

        return take_in(self.store, read_chatgpt(Path(path), persona), progress)

    def check(self) -> list[str]:
        """What is wrong with the file or the records, a sentence each; empty when all is well."""
        from memory.check import check

        return check(self.store)

    def status(self) -> dict[str, Any]:
        """Rows of each table, bytes on the disk, the time that the messages span, version and driver."""
        from memory.check import status

        return status(self.store)
