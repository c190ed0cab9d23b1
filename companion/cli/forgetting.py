"""`companion memory forget`: what you take out of her memory."""

from __future__ import annotations

import re
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from companion import config
from companion.cli.endings import Failure
from companion.cli.ids import id_of
from companion.cli.output import amount, complain, json_option, say, say_json, terminal_width
from companion.cli.store import opened
from companion.safety.sanitize import one_line

if TYPE_CHECKING:
    from memory import Memory
    from memory.foretold import Foretold

SELECTORS = ("message_ids", "conversation_ids", "fact_ids", "matching", "everything", "before")
_AGE = re.compile(r"(\d{1,6})\s*(d|w|m|y)[a-z]*", re.IGNORECASE)
WIDTH = 80  # columns of a line where there is no terminal
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


def age(_ctx: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    """The instant that lies so long ago: `365d`, `8w`, `6m`, `2y`; a month is 30 days, a year 365."""
    if value is None:
        return None
    match = _AGE.fullmatch(value.strip())
    days = int(match[1]) * _DAYS[match[2].lower()] if match else 0
    if not 0 < days <= config.LONGEST_RETENTION:
        raise click.BadParameter("Say how long ago: 365d, 8w, 6m or 2y.")
    return config.load().clock() - timedelta(days=days)


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
@click.option(
    "--older-than", "before", callback=age, metavar="AGE", help="All that was said longer ago: 365d, 8w, 2y."
)
@click.option("--dry-run", is_flag=True, help="Only show what would go.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@json_option
def forget(*, yes: bool, dry_run: bool, as_json: bool, **chosen: Any) -> None:
    """Erase what you choose, with all that was derived from it. It can't be undone.

    The bytes go too: from the file, its log, and the backups in the home. Backups and exports that you put
    elsewhere stay as they are.

    By age, what you told her to remember, reminders that wait and growth that you approved stay.
    """
    if not any(chosen[name] for name in SELECTORS):
        raise click.UsageError(
            "Say what: --message, --conversation, --fact, --matching, --older-than or --all."
        )
    with opened() as store:
        if dry_run:
            foretell(store, chosen, as_json=as_json)
            return
        if not yes:
            confirm(store, chosen)
        kept = len(store.backups())
        gone = store.forget(**chosen)
    if as_json:
        say_json(gone)
    else:
        say(f"Erased {counted(gone)}.{of_backups(kept, everything=chosen['everything'])}")


def of_backups(kept: int, *, everything: bool) -> str:
    """What became of the backups in the home; there, too, may be what is no longer here."""
    if not kept:
        return ""
    backups = amount(kept, "backup") + " in the home"
    were = "was" if kept == 1 else "were"
    return f" With it went {backups}." if everything else f" {backups} {were} cleaned of it, too."


def foretell(store: Memory, chosen: dict[str, Any], *, as_json: bool) -> None:
    """Say what would go: how much, and the first of it."""
    going, texts = store.preview_forget(**chosen), first(store, chosen)
    if as_json:
        say_json({**going, "texts": texts})
        return
    say(f"This would erase {counted(going)}.")
    for text in texts:
        say(shown(text, chosen["matching"]))


def first(store: Memory, chosen: dict[str, Any]) -> list[Foretold]:
    """The first texts that would go."""
    from memory.doomed import Request

    return store.preview_texts(Request(**chosen))


def shown(foretold: Foretold, matching: str | None) -> str:
    """One line: its id, and as much of the text as there is room for, with what matches in it."""
    letter = {"titles": "c", "changes": "g"}.get(foretold.kind, foretold.kind[0])
    name = f"  {letter}{foretold.id}  "
    line, room = one_line(foretold.text), (terminal_width() or WIDTH) - len(name)
    before = line.lower().find((matching or "").lower())
    if before > room // 2:
        line = f"…{line[before - room // 3 :]}"
    return name + one_line(line, room)


def confirm(store: Memory, chosen: dict[str, Any]) -> None:
    """Ask, with what would go. Raises `Failure` on a no, a usage error where nobody can be asked."""
    going = store.preview_forget(**chosen)
    if not any(going.values()):
        raise Failure(
            "There is nothing like that in her memory.", "companion memory search finds what there is."
        )
    if not sys.stdin.isatty():
        raise click.UsageError(f"This would erase {counted(going)}. To do it without being asked, add --yes.")
    for text in first(store, chosen):
        complain(shown(text, chosen["matching"]))
    if not click.confirm(f"This erases {counted(going)}. Go on?", err=True):
        complain("Nothing was erased.")
        raise click.exceptions.Exit(1)


def counted(counts: dict[str, int]) -> str:
    """`3 messages, 1 summary`, or `nothing`."""
    ones = {"summaries": "summary"}
    names = [amount(n, ones.get(name, name.removesuffix("s"))) for name, n in counts.items() if n]
    return ", ".join(names) or "nothing"
