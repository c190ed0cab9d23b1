"""`companion proposals`: what she suggests doing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_args

import click

from companion import config
from companion.cli.endings import Failure
from companion.cli.output import complain, say, say_json
from companion.cli.store import opened
from companion.initiative.zone import here
from memory.records import ProposalState

if TYPE_CHECKING:
    from datetime import datetime
    from io import TextIOWrapper

    from companion.initiative.desk import Card, Desk
    from memory import Memory

EVERY_STATE: tuple[ProposalState, ...] = get_args(ProposalState)

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def proposals() -> None:
    """What she suggests doing: see it, accept it, put it off, decline it."""


def desk_of(store: Memory) -> Desk:
    """Her desk, over the store."""
    from companion.initiative.desk import Desk

    return Desk(store, config.load().clock)


@proposals.command("list")
@click.option("--all", "everything", is_flag=True, help="Those that were settled, too.")
@as_json
def list_(*, everything: bool, as_json: bool) -> None:
    """What is open."""
    with opened() as store:
        rows = store.proposals(EVERY_STATE) if everything else store.proposals()
        desk = desk_of(store)
        if as_json:
            say_json(rows)
            return
        if not rows:
            complain("Nothing is proposed.")
        for row in rows:
            mark = "" if row.state == "open" else f" [{row.state}]"
            say(f"p{row.id}  {row.text}{mark}")
            say(f"     {' · '.join(part for part in (desk.due_text(row), row.reason) if part)}")


@proposals.command()
@click.argument("ident", metavar="ID")
@as_json
def show(ident: str, *, as_json: bool) -> None:
    """What it is, why now, and the sentence that it came from."""
    with opened() as store:
        proposal = store.proposal(number(ident, "p"))
        card = desk_of(store).as_card(proposal)
    say_json(proposal) if as_json else _print_card(card)


def _print_card(card: Card) -> None:
    say(card.title)
    for label, text in (("when", card.due), ("why", card.why), ("from", f"“{card.quote}”")):
        if text:
            say(f"  {label:<5} {text}")


def number(ident: str, letter: str) -> int:
    """`p7` or `7` as 7. Raises a usage error."""
    digits = ident.lower().removeprefix(letter)
    if not digits.isdecimal():
        raise click.UsageError(f"{ident!r} is no id; it looks like {letter}7.")
    return int(digits)


@proposals.command()
@click.argument("ident", metavar="ID")
@click.argument("when", nargs=-1)
def accept(ident: str, when: tuple[str, ...]) -> None:
    """Do it: she reminds you at its time, or WHEN you say."""
    from companion.initiative.desk import NeedsTime

    with opened() as store:
        desk = desk_of(store)
        try:
            reminder = desk.accept(number(ident, "p"), moment(when) if when else None)
        except NeedsTime as question:
            raise Failure(str(question), f"companion proposals accept {ident} tomorrow at 9") from None
        if reminder is None:
            raise Failure(f"{ident} was settled before.", "companion proposals list shows what is open.")
        say(f"r{reminder.id}  {desk.due_text(reminder)}: {reminder.text}")


@proposals.command()
@click.argument("ident", metavar="ID")
@click.argument("when", nargs=-1, required=True)
def snooze(ident: str, when: tuple[str, ...]) -> None:
    """Not now: it may come up again WHEN you say."""
    with opened() as store:
        proposal = desk_of(store).snooze(number(ident, "p"), moment(when))
    say(f"p{proposal.id}  put off: {proposal.text}")


@proposals.command()
@click.argument("ident", metavar="ID")
def decline(ident: str) -> None:
    """No: it does not come up again."""
    with opened() as store:
        proposal = desk_of(store).decline(number(ident, "p"))
    say(f"p{proposal.id}  declined: {proposal.text}")


def moment(words: tuple[str, ...]) -> datetime:
    """The time that the words mean; a day alone means its morning. Raises `Failure`."""
    from companion.initiative.desk import MORNING, WhenUnclear
    from companion.initiative.when import parse_when

    when = parse_when(" ".join(words), here(config.load().clock()))
    if when is None:
        raise WhenUnclear(f"“{' '.join(words)}” is no time that I can be sure of. Write: tomorrow at 9.")
    if not when.all_day:
        return when.at
    return when.at.replace(hour=MORNING.hour, minute=MORNING.minute)


@proposals.command("dry-run")
@click.argument("cases", type=click.File(encoding="utf-8", errors="replace"))
def dry_run(cases: TextIOWrapper) -> None:
    """What would be proposed after each conversation in CASES, JSON lines; nothing is stored."""
    from companion.initiative.dry_run import CaseError
    from companion.initiative.dry_run import dry_run as proposed

    failed = 0
    for line_number, line in enumerate(cases, 1):
        if not line.strip():
            continue
        try:
            say_json(proposed(json.loads(line)))
        except (CaseError, ValueError) as error:
            complain(f"line {line_number}: {error}")
            failed += 1
    if failed:
        raise Failure(f"{failed} lines were left out.", "Each has to be a JSON object of a conversation.")
