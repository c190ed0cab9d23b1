"""`companion memory export` and `import`: what was said, out of her memory and into it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from companion.cli.endings import USAGE, Failure
from companion.cli.output import amount, complain, json_option, lossless, say, say_json
from companion.cli.store import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from memory import Memory
    from memory.intake import ImportReport

TOLD = 20  # problems that are told one by one
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    help="A message a line.",
)
@click.option(
    "--to",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE",
    help="Where to; only you can read it.  [default: stdout]",
)
def export(form: str, to: Path | None) -> None:  # noqa: ARG001 - one format so far, and scripts name it
    """Everything that was said, a message a line.

    `companion memory import` takes it back, here or on another machine.
    """
    with opened() as store:
        if to is not None:
            count = write(to, store.export())
            complain(f"{amount(count, 'message')} in {to}. The file is not encrypted.")
            return
        for row in store.export():
            click.echo(lossless(row))


def write(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write the rows to a file that only you can read; returns how many. Raises `Failure`."""
    try:
        with whole(path.resolve()) as out:
            count = 0
            for row in rows:
                out.write(lossless(row).encode() + b"\n")
                count += 1
    except OSError as error:
        raise Failure(
            f"{path} can't be written: {error.strerror}.", "Choose another file, or make room for it."
        ) from None
    return count


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file that is there as a whole in the end or not at all; a device or pipe is written as it is."""
    if path.exists() and not path.is_file():
        with path.open("wb") as out:
            yield out
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", "jsonl", "chatgpt"]),
    default="auto",
    show_default=True,
    help="What FILE is; auto looks at how it begins.",
)
@json_option
def import_(file: str, form: str, *, as_json: bool) -> None:
    """Take in conversations from FILE (- is stdin); twice is once.

    jsonl is what `companion memory export` writes: a message a line, with `conversation`, `id`, `author`,
    `text` and `at`. chatgpt is the zip that ChatGPT exports, or the `conversations.json` in it.
    """
    with opened() as store, progress() as show:
        done = take_in(store, file, form, show)
    tell_problems(done)
    if as_json:
        say_json(done)
    if done.problems and not done.messages and not done.known:
        raise Failure(f"Nothing in {file} could be taken in.")
    if not as_json:
        said = (
            f"{amount(done.messages, 'message')} in {amount(done.conversations, 'new conversation')} came in"
        )
        say(said + (f", {done.known:,} were here already." if done.known else "."))


def tell_problems(done: ImportReport) -> None:
    """What was left out, on stderr; a file of nothing else is told in a few lines."""
    for problem in done.problems[:TOLD]:
        complain(str(problem))
    if len(done.problems) > TOLD:
        complain(f"... and {len(done.problems) - TOLD:,} more like these.")


def take_in(store: Memory, file: str, form: str, show: Callable[[int], None] | None) -> ImportReport:
    """Import by the format that was told, or else by how it begins. Raises `Failure`, `StoreError`."""
    with click.open_file(file, "rb") as given:
        reader: Any = given
        if form == "auto":
            form = begins_as(reader.peek(4096)[:4096], file)
        if form == "jsonl":
            return store.import_jsonl(reader, progress=show)
    if not Path(file).is_file():
        raise Failure("An export of ChatGPT has to be a file.", "Save it first, then import the file.", USAGE)
    return store.import_chatgpt(file, progress=show)


def begins_as(start: bytes, file: str) -> str:
    """The format of a file that begins so. Raises `Failure`."""
    first = start.removeprefix(BYTE_ORDER_MARK).lstrip()
    if first.startswith(b"{") or not start:
        return "jsonl"
    if first.startswith((b"[", b"PK")):
        return "chatgpt"
    raise Failure(
        f"{file} is nothing that can be taken in.",
        "It has to be JSON lines, a message each, or the zip or conversations.json of ChatGPT.",
    )


@contextmanager
def progress() -> Iterator[Callable[[int], None] | None]:
    """Shows how many messages were read, on a terminal; None elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda read: click.echo(f"\r{read:,} read ", err=True, nl=False)
    finally:
        click.echo("\r" + " " * 30 + "\r", err=True, nl=False)
