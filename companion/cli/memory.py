"""`companion memory`: what she remembers, to see and to trace; what changes it is in modules beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from companion import config
from companion.cli.backup import backup, restore
from companion.cli.diary import diary, summaries
from companion.cli.embedding import embed
from companion.cli.endings import FAILED, Failure
from companion.cli.exchange import export, import_
from companion.cli.facts import edit, facts, pin, remember, timeline
from companion.cli.forgetting import forget
from companion.cli.ids import Reference, reference
from companion.cli.output import amount, complain, indented, json_option, local, say, say_json, table
from companion.cli.status import status
from companion.cli.store import opened

if TYPE_CHECKING:
    from memory import Memory
    from memory.records import Conversation, Fact, Message, Recollection, Summary


ORDER = (
    *(
        "status",
        "search",
        "show",
        "why",
        "facts",
        "timeline",
        "remember",
        "edit",
        "pin",
        "summaries",
        "diary",
    ),
    *("forget", "import", "export", "backup", "restore", "embed", "check"),
)


class Ordered(click.Group):
    """Its commands are listed by what they are for: to see, to put right, to erase, to carry over."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in that order."""
        return sorted(super().list_commands(ctx), key=ORDER.index)


@click.group(cls=Ordered)
def memory() -> None:
    """See what she remembers, put it right, take it along, erase it."""


for command in (
    status,
    facts,
    timeline,
    summaries,
    diary,
    remember,
    edit,
    pin,
    forget,
    import_,
    export,
    backup,
    restore,
    embed,
):
    memory.add_command(command)


@memory.command()
@click.argument("words", nargs=-1, required=True)
@click.option("-k", type=click.IntRange(1, 200), default=10, show_default=True, help="How many at the most.")
@json_option
def search(words: tuple[str, ...], k: int, *, as_json: bool) -> None:
    """Show what recall brings back for WORDS, best first."""
    from memory.recall.words import words as found_in

    text = " ".join(words)
    if not found_in(text):
        raise click.UsageError("There is no word in that to search for.")
    with opened(embed=True) as store:
        found = store.recall(text, k=k, now=config.load().clock())
    if as_json:
        say_json([_recollection(one) for one in found])
        return
    if not found:
        complain("Nothing that was said comes near that.")
    _print_recollections(found)


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


def _print_recollections(found: list[Recollection]) -> None:
    table(
        [(f"{one.kind[0]}{one.id}", local(one.at), f"{one.author or one.kind}: {one.text}") for one in found]
    )


@memory.command()
@click.argument("what", metavar="[ID]", required=False, type=reference)
@json_option
def show(what: Reference | None, *, as_json: bool) -> None:
    """List the conversations, or show one record: m12, f3, s4, c5."""
    with opened() as store:
        found: Any = store.conversations() if what is None else record(store, what)
        if as_json:
            say_json(found)
        elif what is None:
            _print_conversations(found)
        elif what.kind == "conversation":
            _print_conversation(store, what.id)
        elif what.kind == "message":
            _print_messages([store.message(what.id)])
        else:
            _print_grounds(store, what, found)


def record(store: Memory, what: Reference) -> Any:
    """The record, or the messages of the conversation. Raises `NotFoundError`."""
    match what.kind:
        case "conversation":
            return store.messages(store.conversation(what.id).id)
        case "fact":
            return store.fact(what.id)
        case "summary":
            return store.summary(what.id)
        case "message":
            return store.message(what.id)


def _print_conversations(rows: list[Conversation]) -> None:
    if not rows:
        complain("There are no conversations yet. The first begins with: companion")
    table(
        [
            (f"c{c.id}", local(c.last_at), c.persona, amount(c.messages, "message"), c.title or "")
            for c in rows
        ]
    )


def _print_conversation(store: Memory, ident: int) -> None:
    messages = store.messages(ident)
    if not messages:
        complain("Nothing was said in it yet.")
    _print_messages(messages)


def _print_messages(messages: list[Message]) -> None:
    for message in messages:
        mark = "" if message.status == "complete" else f" ({message.status})"
        say(f"m{message.id}  {local(message.at)}  {' '.join(message.author.split())}{mark}")
        indented(message.text)


def _print_grounds(store: Memory, what: Reference, found: Fact | Summary) -> None:
    say(f"{what}  {found.text}")
    messages = store.why(what.kind, what.id)  # type: ignore[arg-type]
    if messages:
        say("It rests on:")
    _print_messages(messages)


@memory.command()
@click.argument("what", metavar="ID", type=reference)
@json_option
def why(what: Reference, *, as_json: bool) -> None:
    """Show the words that a fact or summary, f3 or s4, rests on.

    For an answer, m12: what was recalled for it.
    """
    if what.kind == "conversation":
        raise click.UsageError(f"A conversation rests on nothing but itself: companion memory show {what}")
    with opened() as store:
        record(store, what)
        grounds: list[Any] = (
            store.recalled(what.id) if what.kind == "message" else store.why(what.kind, what.id)
        )
    if as_json:
        say_json([_recollection(one) for one in grounds] if what.kind == "message" else grounds)
    elif what.kind == "message":
        _print_recollections(grounds)
    else:
        _print_messages(grounds)
    if not grounds and not as_json:
        nothing = "was recalled for it" if what.kind == "message" else "that was said stands behind it"
        complain(f"Nothing {nothing}.")


@memory.command()
@json_option
def check(*, as_json: bool) -> None:
    """Check that the store and its backups are sound."""
    with opened() as store:
        problems = store.check()
    if as_json:
        say_json(problems)
    if problems:
        raise Failure("\n".join(problems), "Export what you can: companion memory export --to FILE", FAILED)
    if not as_json:
        say("All is well.")
