"""The part of `Memory` that is about what goes in and out: exports, imports, backups, and the check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from memory.formats import Format
    from memory.incoming import ImportReport
    from memory.pages import Written
    from memory.store import Store


class Transfer:
    """What was said as JSON and back, and the file as a whole."""

    store: Store

    def export(self) -> Iterator[dict[str, Any]]:
        """A dict for each message, in the order in which they were stored; `import_jsonl` takes them back."""
        from memory.exchange import export

        return export(self.store)

    def export_all(self) -> Iterator[dict[str, Any]]:
        """All that `export` gives, then what was made of it: a dict with `record`, but no `author`, each.

        Written a line each, `import_jsonl` makes an equal store of them.
        """
        from memory.complete import export_all

        return export_all(self.store)

    def export_markdown(self, folder: str | Path) -> Written:
        """Write all as a folder of Markdown pages that only you can read; it has to be new or empty.

        Raises `StoreError`.
        """
        from memory.pages import export_markdown

        return export_markdown(self.store, Path(folder).expanduser().absolute())

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

    def import_path(
        self,
        path: str | Path,
        form: Format = "auto",
        persona: str = "samantha",
        progress: Callable[[int, float | None], None] | None = None,
    ) -> ImportReport:
        """Take in a file, folder or zip of chats: jsonl, ChatGPT's, Claude's, SillyTavern's; twice is once.

        `persona` is for conversations that name none; `progress` is told the messages and the part (0 to 1)
        that were read. Raises `StoreError` where there is nothing of that format.
        """
        from memory.formats import import_path

        return import_path(self.store, Path(path), form, persona, progress)

    def import_stream(
        self,
        stream: BinaryIO,
        form: Format = "auto",
        persona: str = "samantha",
        progress: Callable[[int, float | None], None] | None = None,
    ) -> ImportReport:
        """The same from a pipe, which is read once."""
        from memory.formats import import_stream

        return import_stream(self.store, stream, form, persona, progress)

    def check(self) -> list[str]:
        """What is wrong with the file or the records, a sentence each; empty when all is well."""
        from memory.check import check

        return check(self.store)

    def status(self) -> dict[str, Any]:
        """Rows of each table, bytes on the disk, the time that the messages span, version and driver."""
        from memory.check import status

        return status(self.store)

    def backup(self, path: str | Path | None = None) -> Path:
        """Copy the store to a new file while it is in use -> its path; in `backups` beside it where None.

        Raises `StoreError` where the file is there, can't be written, or did not turn out well.
        """
        from memory.backup import backup

        return backup(self.store, None if path is None else Path(path).expanduser().absolute())

    def backups(self) -> list[Path]:
        """The backups that forgetting reaches: in their folder, oldest first, then beside the store."""
        from memory.backup import copies

        return [] if self.store.volatile else copies(self.store)

    @staticmethod
    def restore(path: str | Path, source: str | Path, key: bytes | None = None) -> Path | None:
        """Put a backup in the place of the store at `path` -> where what was there is kept.

        Raises `StoreError` where `source` is no sound store, or another program has the store open.
        """
        from memory.restore import restore

        return restore(Path(path).expanduser().absolute(), Path(source).expanduser().absolute(), key)
