"""`companion memory`: what she remembers, to see, to trace, to take away and to erase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion import config
from companion.cli.endings import FAILED, Failure
from companion.cli.output import complain, say, say_json, table
from companion.cli.store import opened

if TYPE_CHECKING:
    from datetime import datetime

    from memory import Memory
    from memory.intake import ImportReport
    from memory.records import Fact, Recollection

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def memory() -> None:
    """What she remembers: see, trace, export, erase."""


def local(at: datetime) -> str:
    """An instant as it is shown: local date and time."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


@memory.command()
@as_json
def status(*, as_json: bool) -> None:
    """How much there is, and where."""
    with opened() as store:
        found = store.status()
    if as_json:
        say_json(found)
        return
    table([(key.replace("_", " "), value) for key, value in found.items()])


@memory.command()
@click.argument("words", nargs=-1, required=True)
@click.option("-k", type=click.IntRange(1, 200), default=10, show_default=True, help="How many at the most.")
@as_json
def search(words: tuple[str, ...], k: int, *, as_json: bool) -> None:
    """What recall brings back for WORDS, best first."""
    with opened(embed=True) as store:
        found = store.recall(" ".join(words), k=k, now=config.load().clock())
    if as_json:
        say_json([_recollection(one) for one in found])
        return
    if not found:
        complain("Nothing that was said comes near that.")
    for one in found:
        say(f"{one.kind[0]}{one.id}  {local(one.at)}  {one.author or one.kind}: {' '.join(one.text.split())}")


def _recollection(one: Recollection) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "id": one.id,
        "conversation": one.conversation,
        "text": one.text,
        "at": one.at,
        "author": one.author,
        "score": round(one.score, 4),
        "sources": list(one.sources),
    }


def reference(text: str) -> tuple[Any, int]:
    """`m12`, `f3`, `s4`, `c5` as (kind, id); a bare number is a message. Raises a usage error."""
    kinds = {"m": "message", "f": "fact", "s": "summary", "c": "conversation"}
    kind, number = (kinds.get(text[:1].lower()), text[1:]) if text[:1].isalpha() else ("message", text)
    if kind is None or not number.isdecimal():
        raise click.UsageError(
            f"{text!r} names nothing. m12 is a message, f3 a fact, s4 a summary, c5 a conversation."
        )
    return kind, int(number)


@memory.command()
@click.argument("what", metavar="[ID]", required=False)
@as_json
def show(what: str | None, *, as_json: bool) -> None:
    """The conversations, or one record: m12, f3, s4, c5."""
    with opened() as store:
        if what is None:
            rows = store.conversations()
            if as_json:
                say_json(rows)
            else:
                table([(f"c{c.id}", local(c.last_at), c.persona, c.messages, c.title or "") for c in rows])
            return
        kind, ident = reference(what)
        if kind == "conversation":
            messages = store.messages(store.conversation(ident).id)
            record: Any = messages
        else:
            record = {"message": store.message, "fact": store.fact, "summary": store.summary}[kind](ident)
            messages = store.why(kind, ident)
    if as_json:
        say_json(record)
        return
    if kind in ("fact", "summary"):
        say(record.text)
        say("It rests on:")
    _print_messages(messages)


def _print_messages(messages: list[Any]) -> None:
    for message in messages:
        mark = "" if message.status == "complete" else f" [{message.status}]"
        say(f"m{message.id}  {local(message.at)}  {message.author}{mark}: {message.text}")


@memory.command()
@click.argument("what", metavar="ID")
@as_json
def why(what: str, *, as_json: bool) -> None:
    """The words that a record rests on: f3, s4; for an answer, m12, what was recalled for it."""
    kind, ident = reference(what)
    with opened() as store:
        rows: list[Any] = list(store.recalled(ident) if kind == "message" else store.why(kind, ident))
    if as_json:
        say_json(rows)
    elif not rows:
        complain("It rests on nothing that is still kept.")
    elif kind == "message":
        for one in rows:
            say(f"{one.kind[0]}{one.id}  {local(one.at)}  {one.author or one.kind}: {one.text}")
    else:
        _print_messages(rows)


@memory.command()
@click.option("--all", "everything", is_flag=True, help="Those that no longer hold, too.")
@as_json
def facts(*, everything: bool, as_json: bool) -> None:
    """What she has learned about you."""
    with opened() as store:
        rows = store.facts(include_superseded=everything)
    if as_json:
        say_json(rows)
    elif not rows:
        complain("No facts yet. They come from what you say; or: companion memory remember I live in Bremen.")
    else:
        table([_fact_row(fact) for fact in rows])


def _fact_row(fact: Fact) -> tuple[str, str, str]:
    mark = " (pinned)" if fact.pinned else f" (until f{fact.superseded_by})" if fact.superseded_by else ""
    return f"f{fact.id}", f"{fact.learned_at.astimezone():%Y-%m-%d}", fact.text + mark


@memory.command()
@click.option(
    "--level",
    type=click.Choice(["part", "conversation", "day", "week", "month", "year"]),
    help="Only those over such a span.",
)
@as_json
def summaries(level: Any, *, as_json: bool) -> None:
    """Her notes on past conversations."""
    with opened() as store:
        rows = store.summaries(level=level)
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say(f"s{row.id}  {local(row.start)}  {row.level}, {row.method}\n    {row.text}")


@memory.command()
@click.argument("words", nargs=-1, required=True)
def remember(words: tuple[str, ...]) -> None:
    """Tell her a fact; it is kept word for word, and pinned."""
    text = " ".join(words).strip()
    if not text:
        raise click.UsageError("There is nothing to remember in that.")
    with opened() as store:
        fact = store.learn(text, said_by="user", quote=text, at=config.load().clock(), pinned=True)
    say(f"f{fact.id}  {fact.text}")


@memory.command()
@click.option("--message", "messages", type=int, multiple=True, metavar="ID", help="A message.")
@click.option("--conversation", "conversations", type=int, multiple=True, metavar="ID", help="All of it.")
@click.option("--fact", "facts", type=int, multiple=True, metavar="ID", help="A fact.")
@click.option("--matching", metavar="TEXT", help="All that has this text in it.")
@click.option("--all", "everything", is_flag=True, help="Everything.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@as_json
def forget(*, yes: bool, as_json: bool, **what: Any) -> None:
    """Erase, with all that was derived from it. It can't be undone."""
    if not any(what.values()):
        raise click.UsageError("Say what: --message, --conversation, --fact, --matching or --all.")
    chosen = {
        "message_ids": what["messages"],
        "conversation_ids": what["conversations"],
        "fact_ids": what["facts"],
        "matching": what["matching"],
        "everything": what["everything"],
    }
    with opened() as store:
        if not yes:
            going = counted(store.preview_forget(**chosen))
            click.confirm(f"This erases {going}. Go on?", abort=True, err=True)
        gone = store.forget(**chosen)
    say_json(gone) if as_json else say(f"Erased {counted(gone)}.")


def counted(counts: dict[str, int]) -> str:
    """`3 messages, 1 fact`, or `nothing`."""
    names = [f"{n} {name.rstrip('s') if n == 1 else name}" for name, n in counts.items() if n]
    return ", ".join(names) or "nothing"


@memory.command()
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option(
    "--to", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Default: stdout."
)
def export(form: str, to: Path | None) -> None:  # noqa: ARG001 - one format so far, and scripts name it
    """Everything that was said, a message a line."""
    with opened() as store:
        if to is None:
            for row in store.export():
                say_json(row)
            return
        count = write_private(to, store.export())
    complain(f"{count} messages are in {to}. The file is not encrypted.")


def write_private(path: Path, rows: Any) -> int:
    """Write JSON lines to a file that only you can read; returns how many."""
    import json
    import os

    count = 0
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(
        os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as out:
        for count, row in enumerate(rows, 1):  # noqa: B007 - the last one is the count
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    beside.replace(path)
    return count


@memory.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["auto", "jsonl", "chatgpt"]), default="auto")
@as_json
def import_(file: Path, form: Any, *, as_json: bool) -> None:
    """Take in conversations from FILE; twice is once."""
    with opened() as store:
        done = take_in(store, file, form)
    for problem in done.problems[:20]:
        complain(str(problem))
    if len(done.problems) > 20:
        complain(f"... and {len(done.problems) - 20} more like these.")
    if as_json:
        say_json(done)
    else:
        say(f"{done.messages} messages in {done.conversations} conversations are new.")


def take_in(store: Memory, file: Path, form: str) -> ImportReport:
    """Import by the format that was told, or that the file's first characters show."""
    if form == "auto":
        with file.open("rb") as start:
            form = "jsonl" if start.read(64).lstrip()[:1] == b"{" else "chatgpt"
    if form == "chatgpt":
        return store.import_chatgpt(file)
    with file.open("rb") as lines:
        return store.import_jsonl(lines)


@memory.command()
@as_json
def check(*, as_json: bool) -> None:
    """Whether the store is sound."""
    with opened() as store:
        problems = store.check()
    if as_json:
        say_json(problems)
    if problems:
        raise Failure("\n".join(problems), "Export what you can: companion memory export --to FILE", FAILED)
    if not as_json:
        say("All is well.")
