"""`companion persona ab`: what two personas answer to the same, side by side."""

from __future__ import annotations

import asyncio
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion import config
from companion.cli.endings import DONE, ENDPOINT, INCOMPLETE, USAGE, Failure
from companion.cli.output import (
    columns,
    complain,
    folded,
    indented,
    say,
    say_json,
    terminal_width,
)
from companion.cli.persona.asking import asking, asking_options, writable
from companion.cli.progress import Counting
from companion.safety.sanitize import one_line, sanitize

if TYPE_CHECKING:
    from companion.engine.trial.pairs import Pair
    from companion.engine.trial.talk import Talk
    from companion.persona.persona import Persona

    Both = tuple[Persona, Persona]

WIDE = 90  # columns from which two texts fit beside each other
BETWEEN = 3
LARGEST = 256 * 1024  # bytes of a file of prompts
MOST = 500  # prompts
EXPECTED = "Give a text file with a prompt a line."


@click.command()
@click.argument("a")
@click.argument("b")
@click.option(
    "--prompts",
    "file",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="What both are asked, a line each.",
)
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), metavar="PAGE", help="Write HTML.")
@click.option("--force", is_flag=True, help="Overwrite PAGE.")
@asking_options
@click.pass_context
def ab(
    ctx: click.Context, /, a: str, b: str, file: Path, to: Path | None, *, force: bool, **given: Any
) -> None:
    """What the personas A and B answer to the same.

    FILE has a prompt a line; lines that are empty or begin with # are left out. Each is asked in a
    conversation of its own, with nothing from your memory and nothing kept in it.
    """
    from companion.persona.load import load

    settings = config.load(model=given["model"], base_url=given["base_url"])
    both = (load(a), load(b))
    prompts = read_prompts(file)
    writable(to)
    if to is not None and to.is_file() and not force:
        raise Failure(f"{to} is there already.", "Choose another file, or add --force.")
    found, model = asyncio.run(answered(settings, both, prompts, given))
    labels = called(both, (a, b))
    if to is not None:
        from companion.cli.exchange import whole
        from companion.cli.persona.page import page

        with whole(to.resolve()) as out:
            out.write(page(labels, model, found).encode(errors="replace"))
    if given["as_json"]:
        say_json([as_data(labels, pair) for pair in found])
    elif to is not None:
        say(str(to))
    else:
        for pair in found:
            show(labels, pair)
    ctx.exit(ending(found))


def read_prompts(file: Path) -> list[str]:
    """The prompts in a file. Raises `Failure`."""
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
        lines = [line.strip() for line in content.decode("utf-8-sig").splitlines()]
    except OSError as error:
        raise Failure(f"{file} can't be read: {error.strerror}.", EXPECTED, USAGE) from None
    except UnicodeDecodeError:
        raise Failure(f"{file} is not UTF-8.", EXPECTED, USAGE) from None
    prompts = [line for line in lines if line and not line.startswith("#")]
    if not prompts:
        raise Failure(f"There is no prompt in {file}.", EXPECTED, USAGE)
    if len(prompts) > MOST or len(content) > LARGEST:
        raise Failure(f"{file} is too long; {MOST} prompts are the most.", EXPECTED, USAGE)
    return prompts


async def answered(
    settings: config.Settings, both: Both, prompts: list[str], given: dict[str, Any]
) -> tuple[list[Pair], str]:
    """What both answer, and the model's name. Raises `NoModelError`."""
    from companion.engine.trial.pairs import pairs

    async with asking(settings, given["jobs"], keep=given["cache"]) as asked:
        bar = Counting(2 * len(prompts) * given["times"], "answers")
        try:
            found = await pairs(both, prompts, given["times"], (asked.stage, asked.jobs), bar.step)
        finally:
            bar.clear()
        return found, asked.model.name


def called(both: Both, given: tuple[str, str]) -> tuple[str, str]:
    """What the columns are called: by name, or as they were given where the names are the same."""
    one, other = both
    return (one.name, other.name) if one.name != other.name else given


def show(labels: tuple[str, str], pair: Pair) -> None:
    """The prompt, and both answers: beside each other where there is room, else one after the other."""
    again = f" ({pair.repetition})" if pair.repetition > 1 else ""
    say(f"── {one_line(pair.prompt)}{again}")
    texts = (text_of(pair.one), text_of(pair.other))
    width = terminal_width()
    if width is not None and width >= WIDE:
        for line in beside(labels, texts, width):
            say(line)
    else:
        for label, text in zip(labels, texts, strict=True):
            say(f"{one_line(label)}:")
            indented(text)
    say()


def beside(labels: tuple[str, str], texts: tuple[str, str], width: int) -> list[str]:
    """The lines of two columns, each with its heading. Pure."""
    room = (width - BETWEEN) // 2
    left, right = (
        [*folded(one_line(label), room), *paragraphs(text, room)]
        for label, text in zip(labels, texts, strict=True)
    )
    rows = zip_longest(left, right, fillvalue="")
    return [f"{one}{' ' * (room - columns(one) + BETWEEN)}{other}".rstrip() for one, other in rows]


def paragraphs(text: str, room: int) -> list[str]:
    """The lines of a text in so many columns."""
    return [line for paragraph in sanitize(text).splitlines() for line in folded(paragraph, room)]


def text_of(said: Talk) -> str:
    """What was answered, or why nothing was."""
    return f"({said.trouble})" if said.trouble else said.answers[-1]


def as_data(labels: tuple[str, str], pair: Pair) -> dict[str, object]:
    """The pair as JSON has it."""
    answers = [
        {"persona": label, "answer": (said.answers or (None,))[-1], "trouble": said.trouble}
        for label, said in zip(labels, (pair.one, pair.other), strict=True)
    ]
    return {"prompt": pair.prompt, "repetition": pair.repetition, "answers": answers}


def ending(found: list[Pair]) -> int:
    """The exit code: whether all was answered, some of it, or nothing."""
    troubles = [said.trouble for pair in found for said in (pair.one, pair.other)]
    if not any(troubles):
        return DONE
    complain(f"Not all was answered. {next(filter(None, troubles))}", "Look at it with: companion doctor")
    return ENDPOINT if all(troubles) else INCOMPLETE
