"""`companion memory facts`, `timeline`, `remember`, `edit`, `pin`: what she knows of you."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from companion import config
from companion.cli.endings import Failure
from companion.cli.ids import id_of
from companion.cli.output import complain, json_option, say, say_json, table
from companion.cli.store import opened

if TYPE_CHECKING:
    from datetime import datetime

    from memory import Memory
    from memory.records import Fact

NONE_YET = "No facts yet. They come from what you say; or: companion memory remember I live in Bremen."
NONE_HOLDS = "No fact holds any more. Those that did: companion memory facts --all"

_fact_id = click.argument("fact_id", metavar="ID", type=id_of("f"))


@click.command()
@click.option("--all", "everything", is_flag=True, help="Those that no longer hold, too.")
@click.option("--topic", metavar="TOPIC", help="Only those about it: home, work, my sister.")
@json_option
def facts(*, everything: bool, topic: str | None, as_json: bool) -> None:
    """List what she has learned about you."""
    with opened() as store:
        rows = _chosen(store, topic, everything=everything)
        if as_json:
            say_json(rows)
        elif topic and not rows:
            _complain_of(store, topic)
        elif not rows:
            complain(NONE_HOLDS if store.facts() else NONE_YET)
        else:
            table([_fact_row(fact) for fact in rows])


def _chosen(store: Memory, topic: str | None, *, everything: bool) -> list[Fact]:
    if topic is None:
        rows = store.facts(include_superseded=everything)
    else:
        rows = sorted(store.timeline(topic), key=lambda fact: fact.id)
    return [fact for fact in rows if everything or fact.holds]


def _complain_of(store: Memory, topic: str) -> None:
    """There is nothing about it, and what there is something about."""
    known = store.topics()
    if known:
        complain(f"She knows nothing about {topic!r}.", f"Topics that there are: {', '.join(known)}.")
    else:
        complain(NONE_YET)


def _fact_row(fact: Fact) -> tuple[str, str, str]:
    """Id, when you said it (of what was imported, not when it came in), and the text."""
    over = f" (until {_day(fact.valid_to)})" if fact.valid_to and fact.superseded_by is None else ""
    return f"f{fact.id}", _day(fact.valid_from or fact.learned_at), fact.text + over + _mark(fact)


def _mark(fact: Fact) -> str:
    if fact.superseded_by is not None:
        return f" (until f{fact.superseded_by})"
    return " (pinned)" if fact.pinned else ""


def _day(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d}"


@click.command()
@click.argument("topic", nargs=-1, required=True)
@json_option
def timeline(topic: tuple[str, ...], *, as_json: bool) -> None:
    """Show what was true when about TOPIC.

    TOPIC is a topic's name (home, work) or words (my sister).
    """
    asked = " ".join(topic)
    with opened() as store:
        rows = store.timeline(asked)
        if as_json:
            say_json(rows)
        elif rows:
            table([_span_row(fact) for fact in rows])
        else:
            _complain_of(store, asked)


def _span_row(fact: Fact) -> tuple[str, str, str, str, str]:
    """Id, when it began to hold, until when, the text, and the messages that it came from."""
    until = f"to {_day(fact.valid_to)}" if fact.valid_to else "now"
    sources = " ".join(f"m{number}" for number in fact.sources) or "told"
    return f"f{fact.id}", _day(fact.valid_from or fact.learned_at), until, sources, fact.text + _mark(fact)


@click.command()
@click.argument("words", nargs=-1, required=True)
@json_option
def remember(words: tuple[str, ...], *, as_json: bool) -> None:
    """Tell her a fact to keep.

    It is kept word for word, pinned, and takes the place of what it contradicts.
    """
    text = " ".join(words).strip()
    if not text:
        raise click.UsageError("There is nothing to remember in that.")
    from companion.engine.learning import remember as keep

    with opened() as store:
        fact = keep(store, text, config.load().clock())
    say_json(fact) if as_json else say(f"f{fact.id}  {fact.text}")


@click.command()
@_fact_id
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@json_option
def edit(fact_id: int, words: tuple[str, ...], *, as_json: bool) -> None:
    """Put a fact right.

    TEXT holds from now on; what was there before stays in the timeline.
    """
    with opened() as store:
        fact = store.correct(fact_id, " ".join(words).strip(), config.load().clock())
    if as_json:
        say_json(fact)
    elif fact.id == fact_id:
        complain(f"f{fact_id} says that already.")
    else:
        say(f"f{fact.id}  {fact.text}  (in place of f{fact_id})")


@click.command()
@_fact_id
@click.option("--off", is_flag=True, help="Let it go again.")
@json_option
def pin(fact_id: int, *, off: bool, as_json: bool) -> None:
    """Pin a fact, or with --off let it go again.

    A pinned fact is in mind in every conversation, and safe from what a model finds.
    """
    with opened() as store:
        if not off and (newer := store.fact(fact_id).superseded_by) is not None:
            raise Failure(
                f"f{fact_id} does not hold any more.", f"Pin what does: companion memory pin f{newer}"
            )
        fact = store.pin(fact_id, pinned=not off)
    say_json(fact) if as_json else say(f"f{fact.id}  {fact.text}{_mark(fact)}")
