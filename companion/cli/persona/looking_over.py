"""`companion persona lint`: what is wrong with persona files, what would be right, and what they weigh."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion.cli.endings import FAILED
from companion.cli.output import complain, json_option, say, say_json, table
from companion.persona.findings import PersonaError

if TYPE_CHECKING:
    from companion.persona.findings import Finding
    from companion.persona.weight import Weight


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("--tokens", is_flag=True, help="Show what each part takes, in place of what is wrong.")
@json_option
@click.pass_context
def lint(ctx: click.Context, files: tuple[str, ...], *, tokens: bool, as_json: bool) -> None:
    """Check persona FILES: what is wrong, and what would be right.

    A persona's name stands for its file.
    """
    failed = False
    for file in dict.fromkeys(files):  # a file that is not there keeps none of the others from being checked
        try:
            failed |= _looked_over(meant(file), tokens=tokens, as_json=as_json)
        except PersonaError as error:
            failed = True
            complain(str(error))
    ctx.exit(FAILED if failed else 0)


def _looked_over(file: Path, *, tokens: bool, as_json: bool) -> bool:
    """Show what there is to say of one; whether it has errors."""
    from companion.models.tokens import count
    from companion.persona.check import check
    from companion.persona.lint import looked_over
    from companion.persona.weight import weigh

    checked = check(file)
    found = looked_over(checked, count)
    weight = weigh(checked.persona, count) if checked.persona and not checked.partial else None
    if tokens:
        show_weight(file, weight, as_json=as_json)
    else:
        for one in found:
            show_finding(one, as_json=as_json)
        if not as_json:
            sum_up(file, found, weight)
    return any(one.severity == "error" for one in found)


def meant(file: str) -> Path:
    """The file itself where it is there, or else that of the persona of this name. Raises `PersonaError`."""
    from companion.persona.load import found
    from companion.persona.places import is_name

    path = Path(file)
    return found(file) if is_name(file) and not path.is_file() else path


def show_finding(finding: Finding, *, as_json: bool) -> None:
    """One on a line, as compilers print them."""
    if as_json:
        say_json(finding)
    else:
        say(str(finding))


def sum_up(file: Path, found: list[Finding], weight: Weight | None) -> None:
    """That all is well, and how much of a window it takes, on stderr: neither is a finding."""
    if not found:
        complain(f"{file}: nothing to complain of.")
    if weight is not None:
        lore = f", up to {weight.lore} more with lore" if weight.lore else ""
        shares = ", ".join(f"{share:.0%} of {window}" for window, share in by_window(weight).items())
        complain(f"{file}: {weight.always} tokens in every prompt{lore}; {shares}.")


def show_weight(file: Path, weight: Weight | None, *, as_json: bool) -> None:
    """What each part takes; nothing of a file that can't be used by itself."""
    if weight is None:
        complain(f"{file}: it can't be used by itself, and so it has no weight.")
        return
    parts = {part.name: part.tokens for part in weight.parts}
    if as_json:
        shares = {window: round(share, 4) for window, share in by_window(weight).items()}
        told = {"file": str(file), "parts": parts, "always": weight.always, "lore": weight.lore}
        say_json({**told, "shares": shares})
        return
    say(f"{file}:")
    rows = [*parts.items(), ("in every prompt", weight.always), ("lore, at the most", weight.lore)]
    table([(f"  {name}", tokens) for name, tokens in rows])
    table([(f"  of {window}", f"{share:.1%}") for window, share in by_window(weight).items()])


def by_window(weight: Weight) -> dict[str, float]:
    """The share of a small, a middling and a large window."""
    from companion.persona.weight import WINDOWS

    return {name: weight.share(window) for name, window in WINDOWS.items()}
