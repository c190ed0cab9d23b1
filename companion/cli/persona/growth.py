"""`companion persona growth`: what experience has changed in her, or would, and what you say to it."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from companion import config
from companion.cli.endings import Failure
from companion.cli.ids import id_of
from companion.cli.output import complain, json_option, local, say, say_json, table
from companion.cli.store import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.persona import Persona
    from memory import Memory
    from memory.records import Change, ChangeState

persona_option = click.option("--persona", "who", metavar="NAME", help="Whose (default: the one in use).")
ident_argument = click.argument("ident", metavar="ID", type=id_of("g"))
LIST = "companion persona growth list shows what there is."
SAYS = {"waiting": "suggested", "approved": "approved", "declined": "declined", "undone": "undone"}
BY = {"user": "by you", "companion": "by herself"}


@click.group()
def growth() -> None:
    """How she changes with experience.

    Only in the parts that the author left open (`growth` in the persona's file), never at the core. The file
    stays as it is: what you approve is kept beside the memory.
    """


@growth.command("list")
@persona_option
@click.option("--all", "everything", is_flag=True, help="Also what was declined or undone.")
@json_option
def list_(who: str | None, *, everything: bool, as_json: bool) -> None:
    """What waits for your word, and what stands."""
    from companion.persona.load import load

    persona = load(who or config.load().persona)
    with opened() as store:
        rows = store.changes(persona.id, None if everything else {"waiting", "approved"})
        unfit = misfits(store, persona)
    if as_json:
        say_json([as_data(row, unfit.get(row.id)) for row in rows])
        return
    table([(f"g{row.id}", SAYS[row.state], row.part, told(row, unfit.get(row.id))) for row in rows])
    if not rows:
        none = f"{persona.name} has not grown yet."
        complain(none if persona.growth else f"The author of {persona.name} has left no part open to growth.")


@growth.command()
@ident_argument
@persona_option
@json_option
def show(ident: int, who: str | None, *, as_json: bool) -> None:
    """What would change, why, and what you said that it rests on."""
    from companion.persona.load import with_id

    with chosen(ident, who) as (store, change):
        persona = with_id(change.persona, who or config.load().persona)
        unfit = misfits(store, persona).get(ident) if persona else None
        said = [store.message(number) for number in change.sources]
    if as_json:
        say_json({**as_data(change, unfit), "evidence": said})
        return
    say(f"g{change.id}  {SAYS[change.state]}: {change.part} of {change.persona}")
    for mark, value in (("-", change.before), ("+", change.after)):
        for line in lines(value):
            say(f"  {mark} {line}")
    say(f"  why   {change.reason}")
    for message in said:
        say(f"  m{message.id}  {local(message.at)}  {message.text}")
    if unfit:
        complain(f"Left out: {unfit}")


@growth.command()
@ident_argument
@persona_option
@json_option
def approve(ident: int, who: str | None, *, as_json: bool) -> None:
    """Let it be so, from the next message on.

    What you declined or undid before can be approved, too.
    """
    from companion.persona.growth import objection

    with chosen(ident, who) as (store, change):
        if change.state == "approved":
            raise Failure(f"g{ident} stands already.", LIST)
        persona = grower(change.persona, who or config.load().persona)
        why = objection(persona, store.approved_changes(persona.id), change)
        if why is not None:
            raise Failure(f"g{ident} can't be applied. {why}", LIST)
        settle(store, change, "approved", as_json=as_json)


@growth.command()
@ident_argument
@persona_option
@json_option
def decline(ident: int, who: str | None, *, as_json: bool) -> None:
    """No: it is never suggested again."""
    with chosen(ident, who) as (store, change):
        if change.state != "waiting":
            advice = f"companion persona growth undo g{ident}" if change.state == "approved" else LIST
            raise Failure(f"g{ident} does not wait: it was {SAYS[change.state]}.", advice)
        settle(store, change, "declined", as_json=as_json)


@growth.command()
@ident_argument
@persona_option
@json_option
def undo(ident: int, who: str | None, *, as_json: bool) -> None:
    """Take back what was approved; it is never suggested again."""
    with chosen(ident, who) as (store, change):
        if change.state != "approved":
            raise Failure(f"g{ident} does not stand: it was {SAYS[change.state]}.", LIST)
        settle(store, change, "undone", as_json=as_json)


@growth.command()
@persona_option
@json_option
def log(who: str | None, *, as_json: bool) -> None:
    """What became of each change, when and by whose word.

    Each that took or lost effect is a version.
    """
    from companion.persona.load import load

    persona = load(who or config.load().persona)
    with opened() as store:
        steps = store.change_log(persona.id)
        changes = {change.id: change for change in store.changes(persona.id)}
    if as_json:
        say_json(steps)
        return
    table(
        [
            (
                f"v{step.version}",
                local(step.at),
                f"g{step.change}",
                f"{SAYS[step.state]} {BY[step.decider]}",
                told(changes[step.change]),
            )
            for step in steps
        ]
    )
    if not steps:
        complain(f"{persona.name} has not grown yet.")


@contextmanager
def chosen(ident: int, who: str | None) -> Iterator[tuple[Memory, Change]]:
    """The store, and that change of that persona. Raises `NotFoundError`, `Failure` where it is another's."""
    from companion.persona.load import load

    with opened() as store:
        change = store.change(ident)
        if who is not None and load(who).id != change.persona:
            raise Failure(f"g{ident} is a change of {change.persona}.", LIST)
        yield store, change


def grower(ident: str, chosen: str) -> Persona:
    """The persona with that id; `chosen` is a name or a file that may be the one.

    Raises `PersonaError` that says what is wrong with a file, and `Failure` where there is none.
    """
    from companion.persona.findings import PersonaError
    from companion.persona.load import found, load, with_id
    from companion.persona.places import is_name

    if (persona := with_id(ident, chosen)) is not None:
        return persona
    for where in (ident if is_name(ident) else "", "" if is_name(chosen) else chosen):
        path = None
        with suppress(PersonaError):
            path = found(where)
        if path is not None:
            load(path)
    raise Failure(
        f"There is no persona “{ident}” any more.", "Its file may be elsewhere: say --persona FILE.yaml."
    )


def settle(store: Memory, change: Change, state: ChangeState, *, as_json: bool) -> None:
    """Keep what you decided, and say it."""
    settled = store.settle_change(change.id, state, config.load().clock(), "user")
    say_json(as_data(settled)) if as_json else say(f"g{change.id}  {SAYS[state]}: {told(change)}")


def misfits(store: Memory, persona: Persona) -> dict[int, str]:
    """Why changes that were approved are left out, and why those that wait could not be applied now."""
    from companion.persona.growth import grown, objection

    standing = store.approved_changes(persona.id)
    unfit = {one.change.id: one.why for one in grown(persona, standing).left_out}
    for change in store.changes(persona.id, {"waiting"}):
        if why := objection(persona, standing, change):
            unfit[change.id] = why
    return unfit


def as_data(change: Change, left_out: str | None = None) -> dict[str, Any]:
    """A change as JSON has it, with what it says as values."""
    values = {"before": value_of(change.before), "after": value_of(change.after)}
    return {**asdict(change), **values, "left_out": left_out}


def value_of(text: str | None) -> Any:
    """What is kept as JSON; as it stands where an import brought in something else."""
    with suppress(ValueError):
        return None if text is None else json.loads(text)
    return text


def told(change: Change, left_out: str | None = None) -> str:
    """A change in a line."""
    before, after = (" / ".join(lines(text)) for text in (change.before, change.after))
    diff = f"{before} → {after}" if before else f"+ {after}"
    return f"{diff} · {change.reason}" + (f" [left out: {left_out}]" if left_out else "")


def lines(value: str | None) -> list[str]:
    """What a part says, a line for each of its texts."""
    read = value_of(value)
    if isinstance(read, dict):
        return [f"{key}: {inner}" for key, inner in read.items() if inner not in (None, [])]
    return [] if read is None else [str(read)]
