"""`companion persona import`: a character card of another program becomes a persona."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion import locations
from companion.cli.endings import FAILED, Failure
from companion.cli.output import amount, complain, indented, json_option, say, say_json
from companion.cli.persona.looking_over import show_finding
from companion.cli.persona.target import Target, looked_over, refuse_overwriting, to_file

if TYPE_CHECKING:
    from companion.persona.cards.card import Card
    from companion.persona.cards.reading import Reading
    from companion.persona.cards.taking import Taken
    from companion.persona.findings import Finding

SHOWN = {
    "system_prompt": "What the card wants the model to be told before all else",
    "post_history_instructions": "What the card wants the model to be told before every answer",
}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "name", metavar="NAME", help="What the persona is called.  [default: as in the card]")
@to_file
@click.option("--force", is_flag=True, help="Overwrite a persona of that name.")
@click.option("--trust-prompt", is_flag=True, help="Let the model be told what the card orders it to do.")
@json_option
@click.pass_context
def import_(
    ctx: click.Context,
    file: Path,
    name: str | None,
    to: Path | None,
    *,
    force: bool,
    trust_prompt: bool,
    as_json: bool,
) -> None:
    """Make a persona of a character card in FILE.

    FILE is a card of version 1, 2 or 3: JSON, a PNG with the card in it, or a CHARX archive; or a lorebook.
    What a persona has no words for is kept, and `companion persona export` gives it back. Orders to the
    model in the card are shown to you and are not taken over, unless you trust them.
    """
    from companion.persona.cards.beside import name_for

    data, reading = read_card(file)
    where = target(reading.card, file, name, to)
    refuse_overwriting(where, "--as NAME", own=to is None, force=force)
    trust = trust_prompt or agreed(reading.card, as_json=as_json)
    made = take(reading, where, name_for(where.name, reading.container), trust=trust)
    kept = write(where, made, data, name_for(where.name, reading.container))
    findings = looked_over(where.path)
    if as_json:
        say_json(told(where, reading, made, kept, findings, trust=trust))
    else:
        report(where, reading, made, kept, findings)
    ctx.exit(FAILED if any(one.severity == "error" for one in findings) else 0)


def read_card(file: Path) -> tuple[bytes, Reading]:
    """The file and the card in it. Raises `Failure`."""
    from companion.persona.cards.beside import content
    from companion.persona.cards.card import CardError
    from companion.persona.cards.reading import read

    try:
        data = content(file)
        return data, read(data)
    except CardError as error:
        raise Failure(f"{file}: {error}") from None


def target(card: Card, file: Path, name: str | None, to: Path | None) -> Target:
    """Where the persona goes: where was said, or into the user's folder, by the card's own name."""
    from companion.persona.places import is_name, slug

    if name is not None and not is_name(name):
        raise click.UsageError("A persona's name is made of a-z, 0-9 and hyphens, 64 at the most: --as NAME.")
    if to is None:
        called = name or slug(card.name) or slug(file.stem) or "character"
        return Target(called, locations.personas_folder() / f"{called}.yaml")
    if to.suffix != ".yaml" or not (name or is_name(to.stem)):
        raise click.UsageError("A persona's file is called NAME.yaml, with NAME of a-z, 0-9 and hyphens.")
    return Target(name or to.stem, to)


def agreed(card: Card, *, as_json: bool) -> bool:
    """Shows what the card orders the model to do, and asks at a terminal whether it may."""
    from companion.persona.cards.drafting import PROMPTS

    orders = [field for field in PROMPTS if getattr(card, field).strip()]
    if not orders or as_json:
        return False
    for field in orders:
        say(f"{SHOWN[field]} (`{field}`):")
        indented(getattr(card, field))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return click.confirm("It comes from a stranger. Shall the model be told this?", default=False)


def take(reading: Reading, where: Target, original: str, *, trust: bool) -> Taken:
    """The persona's file. Raises `Failure`."""
    from companion.persona.cards.card import CardError
    from companion.persona.cards.taking import taken

    try:
        keep = reading.container != "json"
        return taken(reading.card, where.name, original, trust=trust, keep=keep)
    except CardError as error:
        raise Failure(str(error)) from None


def write(where: Target, made: Taken, data: bytes, original: str) -> Path | None:
    """Writes the persona, and the card's file beside it if it is needed -> where that is."""
    from companion.cli.exchange import whole

    locations.private(where.path.parent)
    kept = where.path.parent / original if made.needs_original else None
    if kept:
        with whole(kept) as out:
            out.write(data)
    with whole(where.path) as out:
        out.write(made.text.encode())
    return kept


def told(
    where: Target, reading: Reading, made: Taken, kept: Path | None, findings: list[Finding], *, trust: bool
) -> dict[str, Any]:
    """What became of a card, for scripts."""
    from companion.persona.cards.drafting import PROMPTS

    orders = {field: text for field in PROMPTS if (text := getattr(reading.card, field))}
    return {
        "persona": where.name,
        "path": where.path,
        "original": kept,
        "spec": reading.card.spec,
        "format": reading.container,
        "taken": made.fields,
        "kept": made.kept,
        "lore": made.entries,
        "prompts": orders,
        "trusted": trust and bool(orders),
        "notes": (*reading.notes, *made.notes),
        "findings": [asdict(one) for one in findings],
    }


def report(where: Target, reading: Reading, made: Taken, kept: Path | None, findings: list[Finding]) -> None:
    """What became of a card, for a reader."""
    lore = [f"{amount(made.entries, 'entry')} of lore"] if made.entries else []
    what = "lorebook" if reading.card.spec == "lorebook" else f"card ({reading.card.spec})"
    say(f"{where.path} was made from a {what}.")
    say(f"Taken: {', '.join([*made.fields, *lore])}.")
    if made.kept:
        say(f"Kept for the way back, and not told to the model: {', '.join(made.kept)}.")
    for note in (*reading.notes, *made.notes):
        say(note)
    if kept:
        say(f"The card itself is beside it: {kept}")
    for one in findings:
        show_finding(one, as_json=False)
    if any(one.severity == "error" for one in findings):
        complain("It can't be used before these errors are corrected in the file.")
    elif reading.card.spec == "lorebook":
        complain(f"Read it; then name it in a persona, and it knows all this: mixins: [{where.name}]")
    else:
        complain(f"Read it, then talk with it: companion --persona {where.name}")
