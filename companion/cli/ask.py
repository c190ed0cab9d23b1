"""`companion ask`: one question, one answer on stdout."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion import config
from companion.cli.endings import DONE, ENDPOINT, INCOMPLETE, USAGE, Failure
from companion.cli.ids import id_of
from companion.cli.output import complain, say, say_json
from companion.config import LONGEST_DEADLINE
from companion.engine.events import Answered, Composed, Recalled, Said
from companion.engine.schedule import tells
from companion.models.protocol import Options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from companion.config import Settings
    from companion.engine.engine import Engine
    from companion.engine.events import TurnEvent
    from memory.records import Proposal


@dataclass(frozen=True, slots=True)
class How:
    """How to ask, and how to show the answer. `aside`: off the record."""

    conversation: int | None
    latest: bool
    aside: bool
    json: bool
    stream: bool
    explain: bool
    schema: Mapping[str, Any] | None
    timeout: float | None


@click.command()
@click.argument("text", nargs=-1)
@click.option("--persona", metavar="P", help="Who answers: a name, or a YAML file.")
@click.option("--model", metavar="M", help="What she thinks with.")
@click.option("--base-url", metavar="U", help="An OpenAI-compatible server.")
@click.option("-c", "--continue", "latest", is_flag=True, help="Go on with the latest conversation.")
@click.option("--conversation", type=id_of("c"), metavar="ID", help="Go on with this conversation.")
@click.option("--no-memory", is_flag=True, help="Recall nothing, keep nothing.")
@click.option("--off-the-record", "aside", is_flag=True, help="Recall, but keep nothing of this.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--schema",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A JSON schema that the answer has to obey.",
)
@click.option("--no-stream", is_flag=True, help="Print the answer when it is complete.")
@click.option("--explain", is_flag=True, help="Show what the prompt is made of, on stderr.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="S", help="Seconds in all.")
@click.pass_context
def ask(ctx: click.Context, /, **given: Any) -> None:
    """Ask TEXT; what comes on stdin is added to it. The answer goes to stdout."""
    if given["latest"] and given["conversation"] is not None:
        raise click.UsageError("Give --continue or --conversation, not both.")
    if given["no_memory"] and given["aside"]:
        raise click.UsageError("--no-memory keeps nothing either; give one of the two.")
    if given["timeout"] is not None and not given["timeout"] < LONGEST_DEADLINE:  # nan too
        raise click.UsageError("Give --timeout a number of seconds.")
    settings = config.load(model=given["model"], base_url=given["base_url"], persona=given["persona"])
    how = How(
        conversation=given["conversation"],
        latest=given["latest"],
        aside=given["aside"],
        json=given["as_json"],
        stream=not (given["no_stream"] or given["as_json"]),
        explain=given["explain"],
        schema=read_schema(given["schema"]),
        timeout=given["timeout"],
    )
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))  # what was said is kept
    ctx.exit(asyncio.run(answer(settings, question(given["text"]), how, keep=not given["no_memory"])))


def question(words: tuple[str, ...]) -> str:
    """The words of the command line, then what stdin has. Raises a usage error when there is neither."""
    piped = "" if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty() else read_stdin()
    text = "\n\n".join(part for part in (" ".join(words), piped.strip("\n")) if part.strip())
    if not text:
        raise click.UsageError("There is nothing to ask. Try: companion ask What did I want to do today?")
    return text


def read_stdin() -> str:
    """All of stdin, as UTF-8; what is not is replaced."""
    try:
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    except OSError:
        return ""


def read_schema(path: Path | None) -> Mapping[str, Any] | None:
    """The JSON schema in a file. Raises `Failure`."""
    if path is None:
        return None
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Failure(f"{path} is no JSON: {error}.", "Give a file with a JSON schema.", USAGE) from None
    except RecursionError:
        raise Failure(f"{path} is nested too deeply.", "Give a file with a JSON schema.", USAGE) from None
    if not isinstance(schema, dict):
        raise Failure(f"{path} has no JSON schema in it.", "A schema is a JSON object.", USAGE)
    return schema


async def answer(settings: Settings, text: str, how: How, *, keep: bool) -> int:
    """Ask, show the answer, and return the exit code."""
    from companion import wake

    with wake.open_memory(settings) if keep else wake.throwaway_memory() as memory:
        model = wake.open_model(settings)
        try:
            await wake.catch_up(settings, memory)
            engine = wake.wake(settings, memory, model)
            shown = Shown(how)
            options = Options(schema=how.schema, timeout=how.timeout)
            talk = conversation(engine, how)
            if settings.origins.get("persona") not in ("flag", "environment"):
                wake.resume_persona(engine, talk)
            turn = engine.turn(talk, text, options=options)
            async with aclosing(turn) as events:
                async for event in events:
                    shown.see(event)
            code = finish(settings, engine, shown)
            if code == DONE and keep and not how.aside and tells(text):
                await wake.learning(settings, memory)(talk)
            engine.go_on_the_record()
            return code
        finally:
            await model.close()


def conversation(engine: Engine, how: How) -> int:
    """The conversation to go on with, or a new one; off the record where that was asked for."""
    there = how.conversation
    if there is not None:
        engine.memory.conversation(there)
    elif how.latest and (latest := engine.memory.conversations(limit=1)):
        there = latest[0].id
    if how.aside:
        engine.go_off_the_record(there)
    return engine.begin().id if there is None else there


class Shown:
    """What came of the turn so far, and what of it was printed."""

    def __init__(self, how: How) -> None:
        self.how = how
        self.recalled: Recalled | None = None
        self.composed: Composed | None = None
        self.answered: Answered | None = None
        self.printed = ""

    def see(self, event: TurnEvent) -> None:
        """Print what has to be printed at once, keep the rest."""
        match event:
            case Said(text):
                self._print(text)
            case Recalled():
                self.recalled = event
            case Composed():
                self.composed = event
                if self.how.explain:
                    explain(event)
            case Answered():
                self.answered = event
            case _:
                pass

    def _print(self, text: str) -> None:
        if self.how.stream and text:
            say(text, end="")  # flushes
            self.printed += text


def explain(event: Composed) -> None:
    """The parts of the prompt, with their tokens, on stderr."""
    prompt = event.prompt
    for part in prompt.parts:
        complain(f"{part.name:<14}{part.tokens:>7} of {part.share}")
    complain(f"{'in all':<14}{prompt.tokens:>7} of {prompt.window}, {prompt.reserve} kept for the answer")


def finish(settings: Settings, engine: Engine, shown: Shown) -> int:
    """Print what is left to print; returns the exit code."""
    end, how = shown.answered, shown.how
    assert end is not None
    message = end.message
    if how.json:
        say_json(as_object(settings, engine, shown, end))
    elif not how.stream:
        say(message.text)
    elif shown.printed and not shown.printed.endswith("\n"):
        say()
    code = exit_code(message.status, message.text)
    if code == DONE and how.schema is not None and not is_json(message.text):
        code = INCOMPLETE
        complain("The answer is not the JSON that was asked for.", "Try again, or a more capable model.")
    elif code != DONE:
        complain(message.detail or f"The answer ended as {message.status}.", end.advice or "")
    return code


def exit_code(status: str, text: str) -> int:
    """0 for a complete answer, 5 for a part of one, 4 for none."""
    if status == "complete":
        return DONE
    return INCOMPLETE if text.strip() else ENDPOINT


def is_json(text: str) -> bool:
    """Whether the text is one JSON value."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def as_object(settings: Settings, engine: Engine, shown: Shown, end: Answered) -> dict[str, Any]:
    """The one object of `--json`."""
    message, found = end.message, shown.recalled.recollections if shown.recalled else ()
    return {
        "text": message.text,
        "status": message.status,
        "detail": message.detail,
        "conversation": None if engine.off_the_record else message.conversation,
        "message": None if engine.off_the_record else message.id,
        "persona": engine.persona.id,
        "model": message.model,
        "usage": {"prompt": end.usage.prompt, "completion": end.usage.completion, "cached": end.usage.cached},
        "recalled": [
            {"kind": one.kind, "id": one.id, "text": one.text, "at": one.at, "score": round(one.score, 4)}
            for one in found
        ],
        "proposals": noticed(settings, engine, message.conversation),
        "ms": {
            "recall": round(end.timings.recall, 1),
            "first_token": end.timings.first_token and round(end.timings.first_token, 1),
            "total": round(end.timings.total, 1),
        },
    }


def noticed(settings: Settings, engine: Engine, talk: int) -> list[Proposal]:
    """What she would propose after this conversation; off the record, or where it is unwelcome, nothing."""
    from companion import wake

    if engine.off_the_record:
        return []

    desk = wake.desk(settings, engine.memory, engine.persona)
    desk.consider(talk)
    return desk.noticed(talk)
