"""The page for authors: followed from top to bottom it works, and its table is what the code has."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

import click
import pytest
from ruamel.yaml import YAML

from companion.cli.persona import persona
from companion.cli.root import root
from companion.persona.document import MAX_BYTES, MAX_DEPTH, MAX_NODES
from companion.persona.load import load
from companion.persona.resolve import MAX_CHAIN, MAX_FILES
from tests.persona.cards.making import picture, text_chunk, v2
from tests.personas.keys import PAGE, TABLE, table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

STEP = re.compile(
    r"^```yaml\n# (?P<file>\S+)\n(?P<edit>.*?)^```$|^    (?P<command>companion [^\n]*)$",
    re.MULTILINE | re.DOTALL,
)
ELSEWHERE = {"test", "diff", "ab", "distill", "growth"}
"""These need a model's answers and a past; that they do what they say is tested where they are."""


class Step(NamedTuple):
    """Something that the page tells an author to do: an edit of a file, or a command."""

    file: str
    edit: str
    words: list[str]


def steps() -> list[Step]:
    found = STEP.finditer(PAGE.read_text(encoding="utf-8"))
    return [Step(one["file"] or "", one["edit"] or "", words(one["command"])) for one in found]


def words(line: str | None) -> list[str]:
    """A command without what is said of it, two spaces on."""
    return shlex.split(line.split("  ")[0].replace("?", r"\?"))[1:] if line else []


def edited(path: Path, edit: str) -> None:
    """What an author does in an editor: the keys of the page in place of those of the file."""
    yaml = YAML()
    held = yaml.load(path)
    held.update(yaml.load(edit))
    yaml.dump(held, path)


def is_run(step: Step) -> bool:
    return step.words[:1] == ["persona"] and step.words[1] not in ELSEWHERE


def test_an_author_who_follows_the_page_gets_there(companion: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "stranger.png").write_bytes(picture(text_chunk(v2())))
    done = []
    for step in steps():
        if step.edit:
            edited(home / "personas" / step.file, step.edit)
        elif is_run(step):
            ran = companion(*step.words, cwd=tmp_path)
            assert ran.code == 0, (step.words, ran.out, ran.err)
            done.append(ran)
    assert companion("persona", "lint", "maya", "maya-brief").out == ""
    brief = load("maya-brief")
    assert brief.voice.do == ("name the plant and the month", "give one reason only")
    assert brief.voice.length == "terse"
    assert {"claims no garden", "says that it is an AI"} <= {one.name for one in brief.tests}
    assert brief.growth[1].part == "initiative.topics"
    assert (tmp_path / "maya.png").read_bytes().startswith(b"\x89PNG")
    assert len(done) >= 8


def test_the_lore_of_the_page_comes_in_for_the_question_of_the_page(companion: Run, home: Path) -> None:
    companion("persona", "new", "maya")
    for step in steps():
        if step.file == "maya.yaml":
            edited(home / "personas" / step.file, step.edit)
    (asked,) = (step.words for step in steps() if step.words[1:2] == ["lore-trace"])
    told = {line.split()[1]: line.split()[0] for line in companion(*asked).out.splitlines()}
    assert told == {"roses": "told", "frost": "-", "compost": "-"}


@pytest.mark.parametrize("step", [one for one in steps() if one.words], ids=lambda one: " ".join(one.words))
def test_every_command_of_the_page_is_one(
    step: Step, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for given in ("stranger.png", "letters.txt", "ask.txt"):
        (tmp_path / given).write_text("there")
    command: click.Command = root
    rest = step.words
    if step.words[0] == "persona" and step.words[1] not in persona.commands:
        pytest.skip("not in this program")
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        name, found, rest = command.resolve_command(click.Context(command), rest)
        assert found is not None, name
        command = found
    with command.make_context("companion", list(rest)) as context:
        assert context.params


def test_the_limits_of_the_page_are_those_of_the_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert (MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_CHAIN, MAX_FILES) == (64 * 1024, 10, 2000, 6, 24)
    assert (
        "64 KB at the most, ten levels, and 2000 values; it stands on six files in a row, 24 in all" in page
    )


def test_the_table_is_what_the_code_has() -> None:
    found = TABLE.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None
    assert found[0] == found[1] + table() + found[2], "write it anew: python -m tests.personas.keys"


def test_the_table_says_what_is_needed_and_what_holds_otherwise() -> None:
    rows = table().splitlines()
    assert (
        "| `voice.length` | `terse`, `short`, `medium`, `long`; else short | How long an answer usually is. |"
        in rows
    )
    assert any(row.startswith("| `greetings.first`* | text (1200) |") for row in rows)
    assert any(row.startswith("| `tests[].expect.contains` | list (up to 20): line (240) |") for row in rows)
    assert any(row.startswith("| `examples[].good` | true or false; else true |") for row in rows)
