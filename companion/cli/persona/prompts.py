"""`companion persona preview` and `lore-trace`: the very prompt that would be sent, and its lore."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from companion import config
from companion.cli.endings import Failure
from companion.cli.output import complain, json_option, say, say_json, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.engine.engine import Engine
    from companion.engine.prompt import Prompt

HELLO = "Hello."


@click.command()
@click.argument("name")
@click.argument("message", nargs=-1)
@click.option("--memory/--no-memory", "remembering", default=True, help="With what she remembers of you.")
@json_option
def preview(name: str, message: tuple[str, ...], *, remembering: bool, as_json: bool) -> None:
    """The very prompt that a persona would be given.

    It is the one for MESSAGE as the first of a conversation with NAME, made by the same code as there;
    nothing is sent and nothing is kept.
    """
    from companion.persona.effects import effects

    with rehearsing(name, remembering=remembering) as engine:
        prompt = composed(engine, " ".join(message) or HELLO)
    if as_json:
        say_json(as_data(name, prompt))
        return
    for said in prompt.messages:
        say(f"── {said.role}")
        say(said.content + "\n")
    for part in prompt.parts:
        complain(f"{part.name:<14}{part.tokens:>7} of {part.share}")
    complain(f"{'in all':<14}{prompt.tokens:>7} of {prompt.window}, {prompt.reserve} kept for the answer")
    for effect in effects(engine.persona.memory):
        complain(effect)


@click.command("lore-trace")
@click.argument("name")
@click.argument("text", nargs=-1, required=True)
@json_option
def lore_trace(name: str, text: tuple[str, ...], *, as_json: bool) -> None:
    """Which lore comes in for a text, and why.

    NAME is the persona, TEXT what is said to it; what fires and finds no room in the prompt is told as well.
    """
    from companion.engine.lore import trace

    said = " ".join(text)
    with rehearsing(name, remembering=False) as engine:
        traces = trace(engine.persona, said, engine.name, composed(engine, said))
    if as_json:
        say_json(traces)
        return
    if not traces:
        complain(f"{engine.persona.name} has no lore.")
        return
    state = {(True, True): "told", (True, False): "does not fit", (False, False): "-"}
    table([(state[one.fires, one.fits], one.id, f"{one.tokens} tokens", one.because) for one in traces])


@contextmanager
def rehearsing(name: str, *, remembering: bool) -> Iterator[Engine]:
    """An engine with that persona, off the record."""
    from companion import wake

    settings = config.load(persona=name)
    with wake.open_memory(settings) if remembering else wake.throwaway_memory() as memory:
        engine = wake.rehearse(settings, memory)
        try:
            yield engine
        finally:
            engine.go_on_the_record()


def composed(engine: Engine, text: str) -> Prompt:
    """The prompt for the first message of a conversation. Raises `Failure` for one that is too long."""
    from companion.engine.compose import TooLongError

    try:
        return engine.prompt(engine.begin().id, text)
    except TooLongError as error:
        raise Failure(str(error)) from None


def as_data(name: str, prompt: Prompt) -> dict[str, object]:
    """The prompt as JSON has it."""
    return {
        "persona": name,
        "messages": prompt.messages,
        "parts": [{"name": part.name, "tokens": part.tokens, "share": part.share} for part in prompt.parts],
        "tokens": prompt.tokens,
        "window": prompt.window,
        "reserve": prompt.reserve,
    }
