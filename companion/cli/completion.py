"""`companion completion`: what a shell needs to complete commands and options."""

from __future__ import annotations

import os
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from companion.cli.output import say


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), required=False)
@click.pass_context
def completion(ctx: click.Context, shell: str | None) -> None:
    """Print the completion script of SHELL (default: yours).

    For bash: companion completion bash >> ~/.bashrc
    """
    chosen = shell or Path(os.environ.get("SHELL", "bash")).name
    found = get_completion_class(chosen)
    if found is None:
        raise click.UsageError(f"There is no completion for {chosen!r}: choose bash, zsh or fish.")
    say(found(ctx.find_root().command, {}, "companion", "_COMPANION_COMPLETE").source(), end="")
