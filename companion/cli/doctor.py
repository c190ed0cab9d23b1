"""`companion doctor`: what was found on this machine, and what to do about what is missing."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import stat
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from companion import __version__, config, locations
from companion.cli.endings import FAILED, ending
from companion.cli.output import say, say_json

if TYPE_CHECKING:
    from collections.abc import Callable

SMALLEST = (60, 15)
LIBRARIES = ("openai", "textual", "sqlite-utils", "sqlcipher3", "tiktoken", "xllamacpp")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `advice` is what to do where it is not well."""

    what: str
    well: bool
    found: str
    advice: str = ""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def doctor(ctx: click.Context, *, as_json: bool) -> None:
    """What was found, and what to do about what is missing."""
    findings = [examined(what, look) for what, look in LOOKS.items()]
    if as_json:
        say_json(findings)
    else:
        for finding in findings:
            say(f"{'ok     ' if finding.well else 'missing'}  {finding.what:<11} {finding.found}")
            if finding.advice:
                say(f"{'':<21} {finding.advice}")
    ctx.exit(0 if all(finding.well for finding in findings) else FAILED)


def examined(what: str, look: Callable[[], Finding]) -> Finding:
    """The finding; an error on the way is one too."""
    try:
        return look()
    except Exception as error:  # the doctor looks at what is broken
        said = ending(error)
        return Finding(what, well=False, found=said.message, advice=said.advice)


def versions() -> Finding:
    """The program's, Python's, and those of what it is built on."""
    found = [f"companion {__version__}", f"Python {platform.python_version()}"]
    found += [f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES if installed(name)]
    return Finding("versions", well=True, found=", ".join(found))


def installed(name: str) -> bool:
    """Whether that distribution is installed."""
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def settings() -> Finding:
    """The settings file: it can be read, or there is none."""
    told = config.load().origins
    path = locations.config_file()
    found = f"{path}" if path.exists() else f"defaults (no file at {path})"
    return Finding("settings", well=True, found=found + (f"; told: {', '.join(told)}" if told else ""))


def model() -> Finding:
    """What she would think with."""
    from companion.models.choose import choose

    chosen = choose(config.load())
    return Finding("model", well=True, found=f"{chosen.name} on {chosen.host}, window {chosen.window} tokens")


def embedder() -> Finding:
    """What recall by meaning embeds with; without it recall goes by words."""
    from companion import wake

    found = wake.default_embedder()
    if found is None:
        return Finding(
            "embedder",
            well=True,
            found="none: recall goes by words alone",
            advice="For recall by meaning: companion models get all-minilm-l6-v2",
        )
    return Finding("embedder", well=True, found=f"{found.name}, {found.dimensions} dimensions")


def store() -> Finding:
    """The memory: it opens, it is sound, and nobody else can read it."""
    from memory import Memory

    path = locations.store_file()
    if not path.exists():
        return Finding("store", well=True, found=f"none yet; it will be {path}")
    with Memory.open(path) as memory:
        problems = memory.check()
        counts = memory.status()
    if problems:
        return Finding(
            "store", well=False, found=problems[0], advice="companion memory check lists everything."
        )
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Finding("store", well=False, found=f"{path} can be read by others", advice=f"chmod 600 {path}")
    return Finding("store", well=True, found=f"{path}, {counts['messages']} messages, sound")


def driver() -> Finding:
    """The SQLite that the store runs on."""
    from memory.driver import choose

    return Finding("SQLite", well=True, found=choose().name)


def vocabulary() -> Finding:
    """What tokens are counted with."""
    from companion.models import tokens

    problem = tokens.vocabulary_problem()
    if problem:
        return Finding("vocabulary", well=False, found=problem, advice="Install again: make chat")
    return Finding("vocabulary", well=True, found="on disk, no network needed")


def terminal() -> Finding:
    """Size, colours and encoding."""
    columns, rows = shutil.get_terminal_size()
    colours = os.environ.get("COLORTERM") or os.environ.get("TERM", "unknown")
    found = f"{columns}x{rows}, {colours}, {sys.stdout.encoding}"
    if (columns, rows) < SMALLEST or rows < SMALLEST[1]:
        return Finding(
            "terminal", well=False, found=found, advice="The conversation needs 60x15 at the least."
        )
    if (sys.stdout.encoding or "").lower().replace("-", "") != "utf8":
        return Finding(
            "terminal", well=False, found=found, advice="Set LANG to a UTF-8 locale, such as C.UTF-8."
        )
    return Finding("terminal", well=True, found=found)


LOOKS: dict[str, Callable[[], Finding]] = {
    "versions": versions,
    "settings": settings,
    "model": model,
    "embedder": embedder,
    "store": store,
    "SQLite": driver,
    "vocabulary": vocabulary,
    "terminal": terminal,
}
