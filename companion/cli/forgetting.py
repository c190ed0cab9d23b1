"""`companion memory remember` and `forget`: what you put into her memory, and what you take out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from companion import config
from companion.cli.endings import Failure
from companion.cli.ids import id_of
from companion.cli.output import amount, complain, json_option, say, say_json
from companion.cli.store import opened

if TYPE_CHECKING:
    from memory import Memory

SELECTORS = ("message_ids", "conversation_ids", "fact_ids", "matching", "everything")


@click.command()
@click.argument("words", nargs=-1, required=True)
@json_option
def remember(words: tuple[str, ...], *, as_json: bool) -> None:
    """Tell her a fact; it is kept word for word, and pinned."""
    text = " ".join(words).strip()
    if not text:
        raise click.UsageError("There is nothing to remember in that.")
    with opened() as store:
        fact = store.learn(text, said_by="user", at=config.load().clock(), pinned=True)
    say_json(fact) if as_json else say(f"f{fact.id}  {fact.text}")


@click.command()
@click.option(
    "--message", "message_ids", type=id_of("m"), multiple=True, metavar="ID", help="A message: m12."
)
@click.option(
    "--conversation", "conversation_ids", type=id_of("c"), multiple=True, metavar="ID", help="All of it: c5."
)
@click.option("--fact", "fact_ids", type=id_of("f"), multiple=True, metavar="ID", help="A fact: f3.")
@click.option("--matching", metavar="TEXT", help="All that has this text in it, in any case.")
@click.option("--all", "everything", is_flag=True, help="Everything.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@json_option
def forget(*, yes: bool, as_json: bool, **chosen: Any) -> None:
    """Erase, with all that was derived from it. It can't be undone.

    The bytes go too, in the file and its log. Backups and exports that you made elsewhere stay as they are.
    """
    if not any(chosen[name] for name in SELECTORS):
        raise click.UsageError("Say what: --message, --conversation, --fact, --matching or --all.")
    with opened() as store:
        if not yes:
            confirm(store, chosen)
        gone = store.forget(**chosen)
    if as_json:
        say_json(gone)
    else:
        say(f"Erased {counted(gone)}.")


def confirm(store: Memory, chosen: dict[str, Any]) -> None:
    """Ask, with what would go. Raises `Failure` on a no, a usage error where nobody can be asked."""
    going = store.preview_forget(**chosen)
    if not any(going.values()):
        raise Failure(
            "There is nothing like that in her memory.", "companion memory search finds what there is."
        )
    if not sys.stdin.isatty():
        raise click.UsageError(f"This would erase {counted(going)}. To do it without being asked, add --yes.")
    if not click.confirm(f"This erases {counted(going)}. Go on?", err=True):
        complain("Nothing was erased.")
        raise click.exceptions.Exit(1)


def counted(counts: dict[str, int]) -> str:
    """`3 messages, 1 summary`, or `nothing`."""
    ones = {"summaries": "summary"}
    names = [amount(n, ones.get(name, name.removesuffix("s"))) for name, n in counts.items() if n]
    return ", ".join(names) or "nothing"
