"""`companion remind`: be reminded of something."""

from __future__ import annotations

import click

from companion.cli.output import complain, say, say_json
from companion.cli.proposals import desk_of, number
from companion.cli.store import opened


@click.command(no_args_is_help=True)
@click.argument("text")
@click.argument("when", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def remind(text: str, when: tuple[str, ...], *, as_json: bool) -> None:
    """Be reminded of TEXT at WHEN, a time in words: companion remind "call Ben" tomorrow at 9

    `companion remind list` shows what is waiting; `done ID` and `cancel ID` settle one.
    """
    if text == "list" and not when:
        waiting(as_json=as_json)
    elif text in ("done", "cancel") and len(when) == 1:
        settle(text, when[0])
    elif not when:
        raise click.UsageError('Say when, too: companion remind "call Ben" tomorrow at 9')
    else:
        keep(text, " ".join(when), as_json=as_json)


def keep(text: str, when: str, *, as_json: bool) -> None:
    """Keep a reminder and show the time that was understood. Raises `WhenUnclear`."""
    with opened() as store:
        desk = desk_of(store)
        reminder = desk.remind(text, when)
        say_json(reminder) if as_json else say(f"r{reminder.id}  {desk.due_text(reminder)}: {reminder.text}")


def waiting(*, as_json: bool) -> None:
    """What she will remind you of."""
    with opened() as store:
        desk = desk_of(store)
        rows = store.reminders()
        if as_json:
            say_json(rows)
        elif not rows:
            complain("Nothing is waiting.")
        else:
            for row in rows:
                say(f"r{row.id}  {desk.due_text(row)}: {row.text}")


def settle(how: str, ident: str) -> None:
    """Done, or not wanted any more."""
    with opened() as store:
        state = "done" if how == "done" else "cancelled"
        reminder = store.settle_reminder(number(ident, "r"), state=state)  # type: ignore[arg-type]
    say(f"r{reminder.id}  {state}: {reminder.text}")
