"""`companion proposals`: what she suggests doing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_args

import click

from companion import config
from companion.cli.endings import Failure
from companion.cli.ids import id_of
from companion.cli.output import amount, complain, json_option, say, say_json, table
from companion.cli.store import opened
from companion.initiative.zone import here
from memory.records import ProposalState

if TYPE_CHECKING:
    from datetime import datetime
    from io import TextIOWrapper

    from companion.initiative.desk import Card, Desk
    from memory import Memory
    from memory.records import Proposal

EVERY_STATE: tuple[ProposalState, ...] = get_args(ProposalState)

TOLD = 20  # bad lines that are told one by one


@click.group()
def proposals() -> None:
    """What she suggests doing: see, accept, put off, decline."""


def desk_of(store: Memory) -> Desk:
    """Her desk, over the store."""
    from companion.initiative.desk import Desk

    return Desk(store, config.load().clock)


@proposals.command("list")
@click.option("--all", "everything", is_flag=True, help="Those that were settled, too.")
@json_option
def list_(*, everything: bool, as_json: bool) -> None:
    """What is open."""
    with opened() as store:
        rows = store.proposals(EVERY_STATE) if everything else store.proposals()
        if as_json:
            say_json(rows)
            return
        if not rows:
            complain("Nothing is proposed.")
        desk = desk_of(store)
        table([_row(row, desk.due_text(row)) for row in rows])


def _row(row: Proposal, due: str) -> tuple[str, str]:
    mark = "" if row.state == "open" else f" [{row.state}]"
    return f"p{row.id}", " · ".join(part for part in (row.text + mark, due, row.reason) if part)


@proposals.command()
@click.argument("ident", metavar="ID", type=id_of("p"))
@json_option
def show(ident: int, *, as_json: bool) -> None:
    """What it is, why now, and the sentence that it came from."""
    with opened() as store:
        proposal = store.proposal(ident)
        card = desk_of(store).as_card(proposal)
    say_json(proposal) if as_json else _print_card(card)


def _print_card(card: Card) -> None:
    say(card.title)
    for label, text in (("when", card.due), ("why", card.why), ("from", f"“{card.quote}”")):
        if text:
            say(f"  {label:<5} {text}")


@proposals.command()
@click.argument("ident", metavar="ID", type=id_of("p"))
@click.argument("when", nargs=-1)
@json_option
def accept(ident: int, when: tuple[str, ...], *, as_json: bool) -> None:
    """Do it: she reminds you at its time, or WHEN you say."""
    from companion.initiative.desk import NeedsTime

    with opened() as store:
        desk = desk_of(store)
        unsettled(store, ident)
        try:
            reminder = desk.accept(ident, *moment(when) if when else ())
        except NeedsTime as question:
            raise Failure(str(question), f"companion proposals accept p{ident} tomorrow at 9") from None
        if reminder is None:
            raise settled(ident)
        said = f"r{reminder.id}  {desk.due_text(reminder)}: {reminder.text}"
    say_json(reminder) if as_json else say(said)


@proposals.command()
@click.argument("ident", metavar="ID", type=id_of("p"))
@click.argument("when", nargs=-1, required=True)
@json_option
def snooze(ident: int, when: tuple[str, ...], *, as_json: bool) -> None:
    """Not now: it may come up again WHEN you say."""
    from companion.initiative.when import When, describe

    until, _ = moment(when)
    if until <= config.load().clock():
        raise Failure(f"“{' '.join(when)}” has passed.", "Write for example: tomorrow at 9.")
    with opened() as store:
        unsettled(store, ident)
        proposal = desk_of(store).snooze(ident, until)
    said = describe(When(until), here(config.load().clock()))
    say_json(proposal) if as_json else say(f"p{proposal.id}  put off, {said}: {proposal.text}")


@proposals.command()
@click.argument("ident", metavar="ID", type=id_of("p"))
@json_option
def decline(ident: int, *, as_json: bool) -> None:
    """No: it does not come up again."""
    with opened() as store:
        unsettled(store, ident)
        proposal = desk_of(store).decline(ident)
    say_json(proposal) if as_json else say(f"p{proposal.id}  declined: {proposal.text}")


def unsettled(store: Memory, ident: int) -> None:
    """Raises `Failure` for a proposal that was settled, `NotFoundError` for one that is not there."""
    if store.proposal(ident).state not in {"open", "snoozed"}:
        raise settled(ident)


def settled(ident: int) -> Failure:
    """It is too late for this one."""
    return Failure(f"p{ident} was settled before.", "companion proposals list shows what is open.")


def moment(words: tuple[str, ...]) -> tuple[datetime, str | None]:
    """The time that the words mean and how it repeats; a day is its morning. Raises `WhenUnclear`."""
    from companion.initiative.desk import MORNING, WhenUnclear
    from companion.initiative.when import parse_when

    when = parse_when(" ".join(words), here(config.load().clock()))
    if when is None:
        raise WhenUnclear(f"“{' '.join(words)}” is no time that I can be sure of. Write: tomorrow at 9.")
    if not when.all_day:
        return when.at, when.rrule
    return when.at.replace(hour=MORNING.hour, minute=MORNING.minute), when.rrule


@proposals.command("dry-run")
@click.argument("cases", type=click.File(encoding="utf-8", errors="replace"))
def dry_run(cases: TextIOWrapper) -> None:
    """What would be proposed after each conversation in CASES.

    CASES are JSON lines; - is stdin. Nothing is stored.
    A line in is {"id", "now", "tz", "messages": [{"author", "text"}]}, a line out {"id", "proposals"}.
    """
    from companion.initiative.dry_run import CaseError
    from companion.initiative.dry_run import dry_run as proposed

    problems = []
    for line_number, line in enumerate(cases, 1):
        if not line.strip():
            continue
        try:
            say_json(proposed(json.loads(line)))
        except CaseError as error:
            problems.append(f"line {line_number}: {error}")
        except (ValueError, RecursionError) as error:
            problems.append(f"line {line_number}: this is not JSON ({error})")
    if problems:
        told = "\n".join(problems[:TOLD])
        raise Failure(
            told, f"{amount(len(problems), 'line')} left out; each has to be a JSON object of a conversation."
        )
