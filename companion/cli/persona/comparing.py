"""`companion persona diff`: what two personas differ in, by meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from companion.cli.endings import DONE, FAILED, USAGE, Failure
from companion.cli.output import complain, indented, json_option, say, say_json
from companion.safety.sanitize import one_line

if TYPE_CHECKING:
    from companion.persona.compare import Change
    from companion.persona.persona import Persona

SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
SHORT = 60  # characters of two values that are shown side by side


@click.command()
@click.argument("a")
@click.argument("b")
@json_option
@click.pass_context
def diff(ctx: click.Context, a: str, b: str, *, as_json: bool) -> None:
    """What the personas A and B differ in, by meaning.

    Parents and mixins count, order and layout do not. Ends with 0 if they are the same, 1 if not, and 2 where
    one can't be read.
    """
    from companion.persona.compare import compare

    found = compare(readable(a), readable(b))
    if as_json:
        say_json([as_data(change) for change in found])
    else:
        for change in found:
            show(change)
        if not found:
            complain("They mean the same.")
    ctx.exit(FAILED if found else DONE)


def readable(name: str) -> Persona:
    """The persona. Raises `Failure` with the code that says so: 1 would say that they differ."""
    from companion.persona.findings import PersonaError
    from companion.persona.load import load

    try:
        return load(name)
    except PersonaError as error:
        raise Failure(str(error), code=USAGE) from None


def show(change: Change) -> None:
    """The change on a line; a text that is longer below it, with the words that changed."""
    head = f"{SIGNS[change.kind]} {one_line(change.path)}"
    if change.kind == "moved":
        say(f"{head} → {one_line(str(change.to))}: {one_line(worded(change.before))}")
    elif change.kind != "changed":
        say(f"{head}: {one_line(worded(change.before if change.after is None else change.after))}")
    elif len(before := worded(change.before)) + len(after := worded(change.after)) <= SHORT:
        say(f"{head}: {one_line(before)} → {one_line(after)}")
    else:
        say(head)
        indented(one_line(words_of(change)))


def words_of(change: Change) -> str:
    """Both texts as one, with marks at the words that changed."""
    from companion.persona.words import changed, marked

    return marked(changed(worded(change.before), worded(change.after)))


def worded(value: Any) -> str:
    """A value in words; of an entry, what is set in it."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {worded(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(worded, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def as_data(change: Change) -> dict[str, Any]:
    """The change as JSON has it, with the words of a text that changed."""
    from companion.persona.words import changed

    told: dict[str, Any] = {
        "change": change.kind,
        "path": change.path,
        "before": change.before,
        "after": change.after,
    }
    if change.to is not None:
        told["to"] = change.to
    if change.kind == "changed" and isinstance(change.before, str) and isinstance(change.after, str):
        told["words"] = [{"kind": run.kind, "text": run.text} for run in changed(change.before, change.after)]
    return told
