"""`companion persona export`: a persona becomes a character card that other programs read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from companion import config
from companion.cli.endings import Failure
from companion.cli.output import complain, json_option, say_json

if TYPE_CHECKING:
    from companion.persona.cards.card import Card
    from companion.persona.cards.packing import Source
    from companion.persona.cards.reading import Container

KINDS: dict[str, Container] = {".json": "json", ".png": "png", ".charx": "charx"}


as_version = click.option(
    "--spec",
    type=click.Choice(["v1", "v2", "v3", "lorebook"]),
    help="The version of the card, or its lorebook alone.  [default: v3]",
)
with_image = click.option(
    "--image",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PNG",
    help="The picture for FILE.png.  [default: the one it came in, or a plain one]",
)


@click.command()
@click.argument("name")
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    required=True,
    help="The card: FILE.json, FILE.png or FILE.charx.",
)
@as_version
@with_image
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@json_option
def export(name: str, to: Path, spec: str | None, image: Path | None, *, force: bool, as_json: bool) -> None:
    """Write persona NAME as a character card that other programs read."""
    container = kind_of(to, image)
    if to.exists() and not force:
        raise Failure(f"{to} is there already.", "Choose another file, or add --force.")
    card, source, left_out = given_card(name)
    spec = spec or ("lorebook" if card.spec == "lorebook" else "v3")
    notes = (*left_out, *pack(card, container, spec, image, source, to))
    if as_json:
        say_json({"path": to, "persona": name, "format": container, "spec": spec, "notes": notes})
        return
    for note in notes:
        complain(note)
    complain(f"{to} has the {'lorebook' if spec == 'lorebook' else f'card ({spec.upper()})'}.")


def kind_of(to: Path, image: Path | None) -> Container:
    """What to write, by the ending of the file. Raises `UsageError`."""
    container = KINDS.get(to.suffix.lower())
    if container is None:
        raise click.UsageError(
            "Say which kind of file by its ending: --to FILE.json, FILE.png or FILE.charx."
        )
    if image and container != "png":
        raise click.UsageError("--image is the picture of a card in a PNG: --to FILE.png.")
    return container


def given_card(name: str) -> tuple[Card, Source | None, tuple[str, ...]]:
    """The card of a persona, the file that it came in, where that was kept, and what of the persona is not in
    it. Raises `Failure`.
    """
    from companion.persona.cards.beside import needs_original, original
    from companion.persona.cards.card import CardError
    from companion.persona.cards.giving import given
    from companion.persona.cards.own import left_out
    from companion.persona.cards.packing import Source
    from companion.persona.check import check
    from companion.persona.load import found, load

    path = found(name)
    checked = check(path)
    if checked.persona is None:
        load(path)
    assert checked.resolved.root is not None
    persona = checked.resolved.root.bare()
    try:
        kept = original(path, persona)
        card = given(persona, kept[1].card if kept and needs_original(persona) else None)
    except CardError as error:
        raise Failure(f"{path}: {error}") from None
    return card, Source(kept[0], kept[1].container) if kept else None, left_out(persona)


def pack(
    card: Card, container: Container, spec: str, image: Path | None, source: Source | None, to: Path
) -> tuple[str, ...]:
    """Writes the card to its file -> what has no place in it. Raises `Failure`."""
    from companion.cli.exchange import whole
    from companion.persona.cards.beside import content
    from companion.persona.cards.card import CardError
    from companion.persona.cards.packing import packed

    if card.modification_date != 0:  # which says that it is nobody's business
        card = replace(card, modification_date=int(config.load().clock().timestamp()))
    try:
        made = packed(card, container, spec, image=content(image) if image else None, source=source)
    except CardError as error:
        raise Failure(str(error)) from None
    with whole(to.resolve()) as out:
        out.write(made.data)
    return made.notes
