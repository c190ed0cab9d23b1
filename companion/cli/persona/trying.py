"""`companion persona test`: whether a persona answers as its author wants."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion import config
from companion.cli.endings import DONE, ENDPOINT, FAILED, Failure
from companion.cli.output import amount, complain, indented, say, say_json
from companion.cli.persona.asking import asking, asking_options, writable
from companion.cli.progress import Counting
from companion.safety.sanitize import one_line

if TYPE_CHECKING:
    from companion.engine.trial.run import Outcome, Trial
    from companion.engine.trial.score import Score

ADVICE = "A test has a name, turns, and what to expect of the answer: see `tests` in a persona that ships."


@dataclass(frozen=True, slots=True)
class How:
    """How to test: `share` of the repetitions of each test has to pass."""

    jobs: int
    share: float
    json: bool


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME|FILE...")
@click.option("--share", type=click.FloatRange(0, 1), default=1.0, metavar="S", help="That has to pass: 0.8.")
@click.option("--only", default="", metavar="TEXT", help="Only tests that have this in their names.")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write XML.")
@asking_options
@click.pass_context
def test(ctx: click.Context, /, names: tuple[str, ...], **given: Any) -> None:
    """Run the tests of personas against the model.

    Each is a conversation of its own, with nothing from your memory and nothing kept in it.
    """
    from companion.engine.trial.run import trials
    from companion.engine.trial.score import scores
    from companion.persona.load import load

    settings = config.load(model=given["model"], base_url=given["base_url"])
    todo = trials([load(name) for name in dict.fromkeys(names)], given["times"], given["only"])
    if not todo:
        raise Failure("There is no such test." if given["only"] else "There are no tests in these.", ADVICE)
    report = given["junit"]
    writable(report)
    refuse_no_report(report)
    how = How(given["jobs"], given["share"], given["as_json"])
    outcomes = asyncio.run(run(settings, todo, how, keep=given["cache"]))
    found = scores(outcomes, how.share)
    if report is not None:
        from companion.cli.persona.junit import junit

        report.write_bytes(junit(found))
    ctx.exit(finish(found, how))


def refuse_no_report(file: Path | None) -> None:
    """Raises `Failure` for a file that is no older report: only these are overwritten, for build servers."""
    if file is None or not file.is_file():
        return
    with file.open("rb") as opened:
        start = opened.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start and not start.startswith((b"<?xml", b"<testsuite")):
        raise Failure(f"{file} is there already, and is no report.", "Choose another file: --junit FILE.")


async def run(settings: config.Settings, todo: list[Trial], how: How, *, keep: bool) -> list[Outcome]:
    """Run them, with a line for each test when it is over. Raises `NoModelError`."""
    from companion.engine.trial.run import run as run_trials

    async with asking(settings, how.jobs, keep=keep) as asked:
        lines = Lines(todo, how)
        try:
            return await run_trials(todo, asked.stage, asked.jobs, lines.hear)
        finally:
            lines.bar.clear()


class Lines:
    """Prints a test's line when the last of its repetitions is over."""

    def __init__(self, todo: list[Trial], how: How) -> None:
        self.how = how
        self.bar = Counting(len(todo), "tests")
        self.left: dict[int, int] = {}
        for trial in todo:
            self.left[id(trial.test)] = self.left.get(id(trial.test), 0) + 1
        self.heard: dict[int, list[Outcome]] = {}

    def hear(self, outcome: Outcome) -> None:
        """A trial is over."""
        from companion.engine.trial.score import scores

        which = id(outcome.trial.test)
        self.heard.setdefault(which, []).append(outcome)
        self.bar.clear()
        if len(self.heard[which]) == self.left[which] and not self.how.json:
            show(scores(self.heard[which], self.how.share)[0])
        self.bar.step()


def show(score: Score) -> None:
    """The line of a test; below it, what was wrong with the first answer that did not pass."""
    word = {"passed": "ok", "failed": "FAILED", "error": "ERROR"}[score.result]
    times = len(score.outcomes)
    counted = f"  {score.passed} of {times}" if times > 1 else ""
    say(f"{word:<8}{one_line(score.persona)}: {one_line(score.test)}{counted}")
    missed = next((outcome for outcome in score.outcomes if not outcome.passed), None)
    if missed is None or score.result == "passed":
        return
    for line in filter(None, (*missed.faults, missed.trouble)):
        indented(line, 8)
    if missed.answers and not missed.trouble:
        indented(f"She said: {one_line(missed.answers[-1], 400)}", 8)


def finish(found: list[Score], how: How) -> int:
    """The sum, and the exit code. Raises `Failure` where the model answered nothing at all."""
    from companion.engine.trial.score import share

    good = sum(score.result == "passed" for score in found)
    if how.json:
        say_json({"share": round(share(found), 4), "passed": good == len(found), "tests": as_data(found)})
    troubles = [outcome.trouble for score in found for outcome in score.outcomes]
    if all(troubles):
        raise Failure(f"Nothing could be tried. {troubles[0]}", "Look at it with: companion doctor", ENDPOINT)
    repetitions = f", {share(found):.0%} of {amount(len(troubles), 'answer')}"
    complain(f"{good} of {amount(len(found), 'test')} passed{repetitions}.")
    return DONE if good == len(found) else FAILED


def as_data(found: list[Score]) -> list[dict[str, object]]:
    """The scores as JSON has them."""
    return [
        {
            "persona": score.persona,
            "test": score.test,
            "result": score.result,
            "passed": score.passed,
            "times": len(score.outcomes),
            "seconds": round(score.seconds, 3),
            "outcomes": [
                {"answers": one.answers, "faults": one.faults, "trouble": one.trouble}
                for one in score.outcomes
            ],
        }
        for score in found
    ]
