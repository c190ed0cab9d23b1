"""What `companion persona test` and `ab` share: their options, and the model that they ask."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

import click

from companion import locations, wake
from companion.cli.output import complain, json_option

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from companion.config import Settings
    from companion.engine.trial.talk import Stage
    from companion.models.kept import Answers
    from companion.models.protocol import Model

JOBS = 4  # at once, where a server answers
MOST_TIMES, MOST_JOBS = 100, 64

OPTIONS = (
    click.option("--model", metavar="M", help="What is to answer."),
    click.option("--base-url", metavar="U", help="An OpenAI-compatible server."),
    click.option(
        "--times",
        type=click.IntRange(1, MOST_TIMES),
        default=1,
        metavar="N",
        help="Ask N times: models vary.",
    ),
    click.option(
        "--jobs", type=click.IntRange(1, MOST_JOBS), default=JOBS, metavar="J", help="At once, of a server."
    ),
    click.option("--cache/--no-cache", default=True, help="Take answers that were given before."),
    json_option,
)


def asking_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options of all that ask a model, in their order."""
    return reduce(lambda given, option: option(given), reversed(OPTIONS), command)


@dataclass(frozen=True, slots=True)
class Asking:
    """The model, where personas are tried with it, and how many at once."""

    model: Model
    stage: Stage
    jobs: int


@asynccontextmanager
async def asking(settings: Settings, jobs: int, *, keep: bool) -> AsyncIterator[Asking]:
    """A stage with the model; `keep` takes answers from before. Raises `NoModelError`."""
    from companion.models.kept import Answers

    answers = Answers(locations.answers_folder()) if keep else None
    model = wake.open_model(settings)
    try:
        yield Asking(model, wake.stage(settings, model, answers), at_once(model, jobs))
    finally:
        await model.close()
    tell_kept(model, answers)


def at_once(model: Model, jobs: int) -> int:
    """How many requests make sense: one in this process comes after the other anyway."""
    return 1 if model.host == "this machine" else jobs


def tell_kept(model: Model, answers: Answers | None) -> None:
    """Which model it was, and how much of it was known from before."""
    kept = f", {answers.found} of {answers.asked} answers from before" if answers and answers.found else ""
    complain(f"Asked: {model.name}{kept}.")


def writable(file: Path | None) -> None:
    """Raises a usage error where the file can't be written, before minutes are spent."""
    if file is None:
        return
    if not file.absolute().parent.is_dir():
        raise click.UsageError(f"There is no folder {file.parent} to write {file.name} to.")
    try:
        _try_writing(file)
    except OSError as error:
        raise click.UsageError(f"{file} can't be written: {error.strerror}. Choose another file.") from None


def _try_writing(file: Path) -> None:
    """Changes nothing that is there; permissions alone do not tell it on every file system."""
    from companion.cli.exchange import beside

    if file.exists():
        with file.open("ab"):
            pass
    if not file.exists() or file.is_file():
        trial = beside(file.resolve())
        trial.touch()
        trial.unlink()
