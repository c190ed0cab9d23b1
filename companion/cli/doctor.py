"""`companion doctor`: what was found on this machine, and what to do about what is missing."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from companion import __version__, config, locations
from companion.cli.endings import FAILED, ending
from companion.cli.output import amount, json_option, say_json, table
from companion.models import INSTALL_ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SMALLEST = (60, 15)
LIBRARIES = ("openai", "textual", "sqlite-utils", "sqlcipher3", "tiktoken")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `advice` is what to do where it is not well."""

    what: str
    well: bool
    found: str
    advice: str = ""


@click.command()
@json_option
@click.pass_context
def doctor(ctx: click.Context, *, as_json: bool) -> None:
    """What was found, and what to do about what is missing. Ends with 1 if something has to be done."""
    findings = [examined(what, look) for what, look in LOOKS.items()]
    if as_json:
        say_json(findings)
    else:
        table([row for finding in findings for row in rows(finding)])
    ctx.exit(0 if all(finding.well for finding in findings) else FAILED)


def rows(finding: Finding) -> list[tuple[str, str, str]]:
    """What is shown of a finding: what was found, and below it what to do."""
    found = [("ok" if finding.well else "FIX", finding.what, finding.found)]
    return [*found, ("", "", f"-> {finding.advice}")] if finding.advice else found


def examined(what: str, look: Callable[[], Finding]) -> Finding:
    """The finding; an error on the way is one too."""
    try:
        return look()
    except config.ConfigError as error:
        told = str(error) if what == "settings" else "not looked at: the settings can't be read"
        return Finding(what, well=False, found=told)
    except Exception as error:  # the doctor looks at what is broken
        said = ending(error)
        return Finding(what, well=False, found=said.message, advice=said.advice)


def versions() -> Finding:
    """The program's, Python's, and those of what it is built on."""
    found = [f"companion {__version__}", f"Python {platform.python_version()}", platform.platform(terse=True)]
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


def persona() -> Finding:
    """Who she is."""
    from companion.persona.load import load

    told = config.load().persona
    return Finding("persona", well=True, found=f"{load(told).name} ({told})")


def model() -> Finding:
    """What she would think with; whether a server on this machine is there."""
    from companion.models.choose import choose
    from companion.models.endpoint import is_loopback

    told = config.load()
    chosen = choose(told)
    name = chosen.name or "its first model"
    if (
        told.base_url
        and is_loopback(told.base_url)
        and chosen.name != "scripted"
        and not answers(told.base_url)
    ):
        advice = "Start it, or choose another: companion models list"
        return Finding("model", well=False, found=f"nobody answers at {chosen.host}", advice=advice)
    return Finding("model", well=True, found=f"{name} on {chosen.host}, window {chosen.window:,} tokens")


def answers(base_url: str) -> bool:
    """Whether something listens there."""
    parts = urlsplit(base_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname or "", port), timeout=1).close()
    except OSError:
        return False
    return True


def engine() -> Finding:
    """What runs models in this process; a server or a key does without."""
    from companion.models.embedder import available

    if available():
        return Finding("engine", well=True, found=f"xllamacpp {importlib.metadata.version('xllamacpp')}")
    if platform.system() == "Linux" and platform.machine() != "x86_64":
        advice = "There is no wheel of it for this machine. Think with a server (Ollama, llama.cpp) or a key."
    else:
        advice = f"To think without a server: {INSTALL_ENGINE}"
    return Finding("engine", well=True, found="not installed", advice=advice)


def embedder() -> Finding:
    """What recall by meaning embeds with; without it recall goes by words."""
    from companion import wake
    from companion.models.embedder import ENDPOINT, goes_to, wanted_embedder

    told = config.load()
    if told.embedder.startswith(ENDPOINT):
        server = wanted_embedder(told)
        assert server is not None
        where = f"at {server.host}, {server.dimensions} dimensions"  # type: ignore[attr-defined]
        far = f"; what is said goes to {goes_to(server)} to be embedded" if goes_to(server) else ""
        return Finding("embedder", well=True, found=f"{server.name} {where}{far}")
    found = wake.default_embedder()
    if found is not None:
        return Finding("embedder", well=True, found=f"{found.name}, {found.dimensions} dimensions")
    advice = (
        ""
        if config.load().embedder == "none"
        else "For recall by meaning: companion models get all-minilm-l6-v2"
    )
    return Finding("embedder", well=True, found="none: recall goes by words alone", advice=advice)


def store() -> Finding:
    """The memory: it opens, and it is sound. Opening makes it private, whatever it was before."""
    from memory import Memory

    path = locations.store_file()
    if not path.exists():
        return new_store(path)
    with Memory.open(path) as memory:
        problems = memory.check()
        held = memory.status()
    if problems:
        return Finding(
            "store", well=False, found=problems[0], advice="companion memory check lists everything."
        )
    said = amount(held["rows"]["message"], "message")
    return Finding("store", well=True, found=f"{path}, {said}, sound")


def learned() -> Finding:
    """What was made of what was said, and what is yet to be made of it."""
    from companion import wake
    from companion.cli import embedding, status

    told = config.load()
    if not locations.store_file().exists():
        return Finding("memory", well=True, found="nothing yet")
    with wake.open_memory(told) as memory:
        held, vectors = memory.status(), embedding.vectors(memory)
    found = (
        f"facts: {status.facts(held['facts'])}; summaries: {status.summaries(held['summaries'])}; "
        f"vectors: {vectors['done']:,} done, {vectors['waiting']:,} waiting; "
        f"backups: {len(held['backups'])}; waiting: {status.work(held['waiting'])}"
    )
    at_once = ["companion tick"] * bool(held["waiting"])
    at_once += ["companion memory embed"] * bool(vectors["waiting"] and vectors["embedder"])
    advice = f"It is done while you talk; at once: {' and '.join(at_once)}" if at_once else ""
    return Finding("memory", well=True, found=found, advice=advice)


def new_store(path: Path) -> Finding:
    """Whether the store can be made where it will be."""
    there = next(folder for folder in path.parents if folder.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return Finding("store", well=True, found=f"none yet; it will be {path}")
    advice = "See that you may write there, or set COMPANION_HOME to another folder."
    return Finding("store", well=False, found=f"{path} can't be made in {there}", advice=advice)


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
    columns, lines = shutil.get_terminal_size()
    colours = os.environ.get("COLORTERM") or os.environ.get("TERM", "unknown")
    found = f"{columns}x{lines}, {colours}, {sys.stdout.encoding}"
    if columns < SMALLEST[0] or lines < SMALLEST[1]:
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
    "persona": persona,
    "model": model,
    "engine": engine,
    "embedder": embedder,
    "store": store,
    "memory": learned,
    "SQLite": driver,
    "vocabulary": vocabulary,
    "terminal": terminal,
}
