"""`companion remind`: be reminded of something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from companion.cli.ids import id_of
from companion.cli.output import complain, json_option, say, say_json, table
from companion.cli.proposals import desk_of
from companion.cli.store import opened

if TYPE_CHECKING:
    from memory.records import ReminderState

STATES: dict[str, ReminderState] = {"done": "done", "cancel": "cancelled"}


@click.command(no_args_is_help=True)
@click.argument("text")
@click.argument("when", nargs=-1)
@json_option
def remind(text: str, when: tuple[str, ...], *, as_json: bool) -> None:
    """Be reminded of TEXT at WHEN, a time in words.

    \b
    companion remind "call Ben" tomorrow at 9
    companion remind "water the plants" every Sunday at 10
    companion remind list           what is waiting
    companion remind done ID...     that is done
    companion remind cancel ID...   never mind
    """
    if text == "list" and not when:
        waiting(as_json=as_json)
    elif text in STATES and names_reminders(when):
        settle(STATES[text], when, as_json=as_json)
    elif not when or not text.strip():
        raise click.UsageError('Say what, and when: companion remind "call Ben" tomorrow at 9')
    else:
        keep(text, " ".join(when), as_json=as_json)


def names_reminders(words: tuple[str, ...]) -> bool:
    """Whether ids are meant: `done r3`, but not `done tomorrow at 9`; one word that is no time may be one."""
    return len(words) == 1 or all(word.lower().removeprefix("r").isdecimal() for word in words)


def keep(text: str, when: str, *, as_json: bool) -> None:
    """Keep a reminder and show the time that was understood. Raises `WhenUnclear`."""
    with opened() as store:
        desk = desk_of(store)
        reminder = desk.remind(text.strip(), when)
        said = f"r{reminder.id}  {desk.due_text(reminder)}: {reminder.text}"
    say_json(reminder) if as_json else say(said)


def waiting(*, as_json: bool) -> None:
    """What she will remind you of."""
    with opened() as store:
        desk = desk_of(store)
        rows = store.reminders()
        due = [desk.due_text(row) for row in rows]
    if as_json:
        say_json(rows)
    elif not rows:
        complain("Nothing is waiting.")
    else:
        table([(f"r{row.id}", when, row.text) for row, when in zip(rows, due, strict=True)])


def settle(state: ReminderState, words: tuple[str, ...], *, as_json: bool) -> None:
    """Done, or not wanted any more: all of them or none."""
    idents = [id_of("r")(word) for word in words]
    with opened() as store, store.batch():
        settled = [store.settle_reminder(ident, state=state) for ident in idents]
    if as_json:
        say_json(settled)
        return
    for reminder in settled:
        say(f"r{reminder.id}  {state}: {reminder.text}")
