"""The root of the command line: which commands there are, and how they end.

A command's module is imported when the command is called, so that each costs only what it needs.
"""

from __future__ import annotations

import importlib
import sys
from contextlib import suppress
from typing import NamedTuple

import click

from companion import __version__
from companion.cli import log
from companion.cli.endings import FAILED, INTERRUPTED, ending
from companion.cli.output import complain


class Entry(NamedTuple):
    """Where a command is, and the line that `--help` shows for it."""

    place: str
    help: str


COMMANDS = {
    "ask": Entry("ask:ask", "Ask one question; the answer goes to stdout."),
    "persona": Entry("persona:persona", "Who she can be: choose, write, look over, try."),
    "memory": Entry("memory:memory", "What she remembers: see, trace, export, erase."),
    "proposals": Entry("proposals:proposals", "What she suggests doing."),
    "remind": Entry("remind:remind", "Be reminded of something."),
    "tick": Entry("tick:tick", "Do what is due, once, and exit."),
    "models": Entry("models:models", "What she can think with: list, choose, download."),
    "doctor": Entry("doctor:doctor", "What was found, and what to do about what is missing."),
    "config": Entry("config:config", "Settings: see and change."),
    "completion": Entry("completion:completion", "Print a shell's completion script."),
}


class Root(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].place.split(":")
        command = getattr(importlib.import_module(f"companion.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table, without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.group(cls=Root, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="companion", message="%(prog)s %(version)s")
@click.option("--persona", metavar="NAME", help="Who she is: a name, or a YAML file.")
@click.option("--model", metavar="NAME", help="What she thinks with.")
@click.option("--base-url", metavar="URL", help="An OpenAI-compatible server.")
@click.pass_context
def root(ctx: click.Context, persona: str | None, model: str | None, base_url: str | None) -> None:
    """Samantha, a companion in your terminal. Without a command, she opens for a conversation."""
    if ctx.invoked_subcommand is None:
        from companion.cli.chat import chat

        chat(persona=persona, model=model, base_url=base_url)
    elif persona or model or base_url:
        raise click.UsageError(
            f"Give these options after the command: companion {ctx.invoked_subcommand} ..."
        )


def run() -> None:
    """Run a command line; whatever goes wrong becomes one clear line and its exit code."""
    try:
        log.start()
        code = root.main(prog_name="companion", standalone_mode=False)
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
        code = error.exit_code
    except click.Abort:
        code = INTERRUPTED
    except Exception as error:  # the last resort: a user never sees a traceback
        said = ending(error)
        complain(said.message, said.advice)
        code = said.code
    except KeyboardInterrupt:
        code = INTERRUPTED
    leave(code if isinstance(code, int) else 0)


def leave(code: int) -> None:
    """Exit, even when whoever read the output has gone, or there is no room for it."""
    try:
        if sys.stdout is not None:  # a script may have closed it
            sys.stdout.flush()
    except OSError as error:
        sys.stdout = None
        if not isinstance(error, BrokenPipeError):
            code = code or FAILED
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:  # Python would try again at its end, and end with a code of its own
        sys.stderr = None
    sys.exit(code)
