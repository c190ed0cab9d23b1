"""`companion memory export` and `import`: what was said, out of her memory and into it."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from companion import config, wake
from companion.cli.endings import Failure
from companion.cli.output import amount, complain, json_option, lossless, say, say_json
from companion.cli.store import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from companion.config import Settings
    from companion.engine.learning import Learned
    from memory import Memory
    from memory.formats import Format
    from memory.incoming import ImportReport

TOLD = 20  # problems that are told one by one
BAR = 24  # columns
AT_ONCE = 20.0  # seconds of an import that go into learning; all of 100,000 messages is soon in anyway
KEPT = "Stopped. What came in so far is kept; the same command goes on from there."
LATER = "Stopped. The rest is learned in the background, or at once by: companion tick"
TITLES = {"jsonl": "jsonl", "chatgpt": "ChatGPT", "claude": "Claude", "sillytavern": "SillyTavern"}


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "markdown"]),
    default="jsonl",
    show_default=True,
    help="Lines to take in again, or pages to read.",
)
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="Where to, a file or for Markdown a new folder; only you can read it.  [default: stdout]",
)
@json_option
def export(form: str, to: Path | None, *, as_json: bool) -> None:
    """Write out everything that was said, and what was made of it.

    jsonl is a message a line, then a record a line of facts, summaries and so on: `companion memory import`
    takes it back, here or on another machine. markdown is a folder with a page for each conversation.
    """
    if form == "markdown" and to is None:
        raise click.UsageError("Pages need a folder: --to FOLDER.")
    if form == "jsonl" and to is not None and to.is_dir():
        raise click.UsageError(f"{to} is a folder. Say which file to write: --to FILE.")
    if as_json and to is None:
        raise click.UsageError("--json tells what was written to a file: add --to FILE.")
    with opened() as store:
        if to is None:
            for row in store.export_all():
                click.echo(lossless(row))
            return
        if form == "markdown":
            counts = asdict(store.export_markdown(to))
            told = f"{amount(counts['conversations'], 'conversation')} in {to}. They are not encrypted."
        else:
            counts = write(to, store.export_all())
            told = f"{amount(counts['messages'], 'message')} in {to}. The file is not encrypted."
    if as_json:
        say_json({"path": to, "format": form, **counts})
    else:
        complain(told)


def write(path: Path, rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Write the rows to a file that only you can read -> how many messages, and records of what was made of
    them. Raises `Failure`.
    """
    counts = {"messages": 0, "records": 0}
    try:
        with whole(path.resolve()) as out:
            for row in rows:
                out.write(lossless(row).encode() + b"\n")
                counts["records" if "record" in row else "messages"] += 1
    except OSError as error:
        raise Failure(
            f"{path} can't be written: {error.strerror}.", "Choose another file, or make room for it."
        ) from None
    return counts


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file that is there as a whole in the end or not at all; a device or pipe is written as it is."""
    if path.exists() and not path.is_file():
        with path.open("wb") as out:
            yield out
        return
    growing = beside(path)
    try:
        with os.fdopen(os.open(growing, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        growing.replace(path)
    finally:
        growing.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """Where a file grows that is to take the place of this one when it is whole."""
    return path.with_name(f".{path.name}.{os.getpid()}")


@click.command("import")
@click.argument("file", metavar="PATH", type=click.Path(exists=True, allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", "jsonl", "chatgpt", "claude", "sillytavern"]),
    default="auto",
    show_default=True,
    help="What PATH is; auto looks into it.",
)
@json_option
def import_(file: str, form: Format, *, as_json: bool) -> None:
    """Take in conversations from PATH (- is stdin); twice is once.

    PATH is a file, a folder of them, or a zip. jsonl is what `companion memory export` writes: a message a
    line, with `conversation`, `id`, `author` (user or companion), `text` and `at`; or with `role` and
    `content`, as chat endpoints have them. chatgpt and claude are the exports of these, as they come or
    unpacked. sillytavern are its chats.

    Facts about you are learned from what you said in them. The rest, summaries and vectors, is made in the
    background; in the end it is said how to have it at once. Ctrl-C keeps what is in.
    """
    settings = config.load()
    with opened() as store:
        with progress() as show, unless_stopped(KEPT):
            done = take_in(store, file, form, show)
        tell_problems(done)
        if done.problems and not done.messages and not done.known and not done.records:
            if as_json:
                say_json(done)
            raise Failure(f"Nothing in {file} could be taken in.")
        if not as_json:
            say(came_in(done))
            sys.stdout.flush()  # it is in, whatever becomes of what follows
        with learning() as tell, unless_stopped(LATER):
            learned = wake.learn_imported(settings, store, AT_ONCE, tell)
        left = still_to_do(settings, store, learned)
    if as_json:
        say_json(asdict(done) | {"facts": learned.facts, "waiting": left})
        return
    if learned.facts:
        say(f"{amount(learned.facts, 'fact')} learned from it: companion memory facts")
    tell_left(left)


def still_to_do(settings: Settings, store: Memory, learned: Learned) -> dict[str, int]:
    """How many conversations are yet to be learned from, and to be summed up; how many texts to embed."""
    store.embedder = wake.default_embedder(settings)
    return {
        "to_learn_from": learned.waiting,
        "to_sum_up": store.waiting(settings.clock()).get("summary", 0),
        "to_embed": store.unembedded() if store.embedder else 0,
    }


def tell_left(left: dict[str, int]) -> None:
    """What is done in the background, and how to have it done at once."""
    talks = [
        f"{amount(left[name], 'conversation')} {what}"
        for name, what in (("to_learn_from", "to learn from"), ("to_sum_up", "to sum up"))
        if left[name]
    ]
    commands = [f"companion tick ({' and '.join(talks)})"] if talks else []
    if left["to_embed"]:
        commands.append(f"companion memory embed ({amount(left['to_embed'], 'text')} to find by meaning)")
    if commands:
        complain("The rest is done while you talk, and in each companion tick. To have it at once:")
    for command in commands:
        complain(command)


@contextmanager
def unless_stopped(told: str) -> Iterator[None]:
    """Say this where Ctrl-C ends it."""
    try:
        yield
    except KeyboardInterrupt:
        complain(told)
        raise


def came_in(done: ImportReport) -> str:
    """What an import brought, in a sentence."""
    said = f"{amount(done.messages, 'message')} in {amount(done.conversations, 'new conversation')}"
    made = f" and {amount(done.records, 'record')} of what was made of them" if done.records else ""
    source = "" if done.formats == ("jsonl",) else " and ".join(TITLES[form] for form in done.formats)
    known = f", {done.known:,} were here already" if done.known else ""
    return f"{said}{made} came in{f' from {source}' if source else ''}{known}."


def tell_problems(done: ImportReport) -> None:
    """What was left out, on stderr; a file of nothing else is told in a few lines."""
    for problem in done.problems[:TOLD]:
        complain(str(problem))
    if len(done.problems) > TOLD:
        complain(f"... and {len(done.problems) - TOLD:,} more like these.")


def take_in(
    store: Memory, file: str, form: Format, show: Callable[[int, float | None], None] | None
) -> ImportReport:
    """Import what is at the path; stdin and pipes are read once. Raises `StoreError`."""
    path = Path(file)
    if file != "-" and (path.is_file() or path.is_dir()):
        return store.import_path(path, form, progress=show)
    with click.open_file(file, "rb") as given:
        stream: Any = given  # click's type says less than it is
        return store.import_stream(stream, form, progress=show)


@contextmanager
def learning() -> Iterator[Callable[[int, int], None] | None]:
    """The same bar, with how many conversations were learned from."""
    with progress() as show:
        if show is None:
            yield None
            return
        yield lambda done, of: click.echo(
            f"\r{bar(done / max(1, of))}{done:,} of {of:,} learned from ", err=True, nl=False
        )


@contextmanager
def progress() -> Iterator[Callable[[int, float | None], None] | None]:
    """A bar, on a terminal, with how many messages were read; None elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda read, part: click.echo(f"\r{bar(part)}{read:,} read ", err=True, nl=False)
    finally:
        click.echo("\r" + " " * (BAR + 44) + "\r", err=True, nl=False)


def bar(part: float | None) -> str:
    """`[#####     ] 50% `; nothing where the end is not known."""
    if part is None:
        return ""
    return f"[{'#' * int(BAR * part):{BAR}}] {part:4.0%} "
