"""`companion persona`: who she can be, and the workshop of those who write her."""

from __future__ import annotations

import click

from companion.cli.persona.card_export import export
from companion.cli.persona.card_import import import_
from companion.cli.persona.comparing import diff
from companion.cli.persona.distilling import distill
from companion.cli.persona.files import list_, new, show
from companion.cli.persona.growth import growth
from companion.cli.persona.looking_over import lint
from companion.cli.persona.origins import explain
from companion.cli.persona.prompts import lore_trace, preview
from companion.cli.persona.side_by_side import ab
from companion.cli.persona.trying import test


class Ordered(click.Group):
    """Its commands are listed as an author needs them: in the order in which they are added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """The names, in that order."""
        return list(self.commands)


@click.group(cls=Ordered)
def persona() -> None:
    """Who she can be: choose, write, look over, try."""


_WRITING = (new, lint, preview, explain, lore_trace)
_TRYING = (test, diff, ab)
_ELSEWHERE = (distill, import_, export)
for command in (list_, show, *_WRITING, *_TRYING, *_ELSEWHERE, growth):
    persona.add_command(command)
