"""`companion persona distill`: a persona from someone's own words."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion import locations
from companion.cli.endings import FAILED, Failure
from companion.cli.output import amount, complain, json_option, say, say_json
from companion.cli.persona.looking_over import show_finding
from companion.cli.persona.target import Target, looked_over, refuse_overwriting, to_file

if TYPE_CHECKING:
    from companion.persona.distill.distilled import Distilled
    from companion.persona.findings import Finding


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(dir_okay=False, path_type=Path)
)
@click.option("--name", required=True, metavar="NAME", help="What the persona is called.")
@click.option("--id", "id_", metavar="ID", help="The name to find it by.  [default: from NAME]")
@to_file
@click.option("--force", is_flag=True, help="Overwrite a persona of that name.")
@json_option
@click.pass_context
def distill(
    ctx: click.Context,
    files: tuple[Path, ...],
    name: str,
    id_: str | None,
    to: Path | None,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Make a persona of someone's own words in a FILE or more.

    FILE is plain text or Markdown: a philosopher's book, your grandmother's letters. The voice is measured
    and described, passages become lore with their places, and what the text does not say, the persona does
    not know. It takes no model, and the same text always gives the same persona: an ordinary file that is
    yours to edit.
    """
    called = shown_name(name)
    where = target(called, id_, to)
    refuse_overwriting(where, "--id ID", own=to is None, force=force)
    made = make(files, called, where.name)
    write(where, made)
    findings = looked_over(where.path)
    if as_json:
        say_json(told(where, made, findings))
    else:
        report(where, made, findings)
    ctx.exit(FAILED if any(one.severity == "error" for one in findings) else 0)


def shown_name(name: str) -> str:
    """The name as it can stand in a persona file. Raises `click.UsageError`."""
    from companion.persona.distill.text import shown
    from companion.persona.fits import WORD, is_word

    called = shown(name)
    if not is_word(called):
        raise click.UsageError(f"A name is a few words, {WORD} characters at the most: --name NAME.")
    return called


def target(name: str, id_: str | None, to: Path | None) -> Target:
    """Where the persona goes: where was said, or into the user's folder."""
    from companion.persona.places import is_name, slug

    if id_ is not None and not is_name(id_):
        raise click.UsageError("An id is made of a-z, 0-9 and hyphens, 64 at the most: --id ID.")
    if to is not None and (to.suffix != ".yaml" or not (id_ or is_name(to.stem))):
        raise click.UsageError("A persona's file is called ID.yaml, with ID of a-z, 0-9 and hyphens.")
    called = id_ or (to.stem if to else slug(name))
    if not called:
        raise click.UsageError("This name has no letters of a-z to find it by; add some: --id ID.")
    return Target(called, to or locations.personas_folder() / f"{called}.yaml")


def make(files: tuple[Path, ...], name: str, id_: str) -> Distilled:
    """The persona of these texts. Raises `Failure`."""
    from companion.models.tokens import count, rank
    from companion.persona.distill.distilled import distilled
    from companion.persona.distill.reading import DistillError, read

    try:
        return distilled(read(files), name, id_, rank, count)
    except DistillError as error:
        raise Failure(str(error), error.advice) from None


def write(where: Target, made: Distilled) -> None:
    """Writes the persona's file, whole or not at all."""
    from companion.cli.exchange import whole

    if where.path.parent == locations.personas_folder():
        locations.private(where.path.parent)
    with whole(where.path) as out:
        out.write(made.text.encode())


def told(where: Target, made: Distilled, findings: list[Finding]) -> dict[str, Any]:
    """What became of a text, for scripts."""
    return {
        "persona": where.name,
        "path": where.path,
        "register": made.register,
        "length": made.length,
        "measured": made.voice,
        "passages": made.passages,
        "lore": made.lore,
        "sources": made.sources,
        "notes": made.notes,
        "findings": [asdict(one) for one in findings],
    }


def report(where: Target, made: Distilled, findings: list[Finding]) -> None:
    """What became of a text, for a reader."""
    voice = made.voice
    read = f"{amount(voice.words, 'word')} in {amount(voice.sentences, 'sentence')}"
    say(f"{where.path} was distilled from {read}.")
    say(f"Voice: {made.register}.")
    say(f"Lore: {made.lore} of {amount(made.passages, 'passage')}, each with its place.")
    for note in made.notes:
        say(note)
    for one in findings:
        show_finding(one, as_json=False)
    if any(one.severity == "error" for one in findings):
        complain("It can't be used before these errors are corrected in the file.")
    else:
        complain(f"Read it, then talk with it: companion --persona {where.name}")
