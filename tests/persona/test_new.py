"""A new persona starts from a file that is whole, and that nothing is wrong with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.models.tokens import count
from companion.persona.lint import lint
from companion.persona.load import load
from companion.persona.new import NewError, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["ada", "old-salt", "7", "1e5", "null", "true", "-", "--x", "a" * 64])
@pytest.mark.parametrize("parent", [None, "samantha"])
def test_it_is_found_by_its_name_and_lints_without_a_word(
    personas: Path, name: str, parent: str | None
) -> None:
    path = write(name, parent, None)
    assert path == personas / f"{name}.yaml"
    assert [str(finding) for finding in lint(path, count)] == []
    assert load(name).id == name
    assert (load(name).pronouns == "she/her") is (parent is not None)


def test_it_has_a_name_to_be_called_by(personas: Path) -> None:
    assert load(write("old-salt", None, None)).greeting("first").startswith("Hi, I'm Old Salt, an AI.")


def test_it_goes_where_it_is_told(personas: Path, tmp_path: Path) -> None:
    assert write("ada", None, tmp_path) == tmp_path / "ada.yaml"
    assert write("ada", None, tmp_path / "eve.yaml") == tmp_path / "eve.yaml"
    assert load(write("bob", "ada", tmp_path / "bob.yaml")).name == "Bob"


def test_an_editor_finds_the_schema_from_it(personas: Path) -> None:
    first = write("ada", None, None).read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=file:///")
    assert first.endswith("/personas/persona.schema.json")


def test_what_can_not_be_written_says_what_to_do(personas: Path, tmp_path: Path) -> None:
    write("ada", None, None)
    with pytest.raises(NewError, match="is there already") as caught:
        write("ada", None, None)
    assert "--to" in caught.value.advice
    with pytest.raises(NewError, match="can't be the name") as caught:
        write("../Ada", None, None)
    assert "a-z" in caught.value.advice
    with pytest.raises(NewError, match="There is no persona “samanta”") as caught:
        write("eve", "samanta", None)
    assert caught.value.advice == "Did you mean samantha?"
    assert not (personas / "eve.yaml").exists()
    with pytest.raises(OSError, match="No such file"):
        write("eve", None, tmp_path / "nowhere" / "eve.yaml")
