"""A persona is found by its name or its path, and one that can't be used says why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from companion.persona.findings import PersonaError
from companion.persona.load import available, load, with_id

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_shipped_persona_is_found_by_name(personas: Path) -> None:
    assert load("samantha").name == "Samantha"


def test_a_persona_of_yours_comes_before_a_shipped_one(personas: Path, smallest: str) -> None:
    (personas / "samantha.yaml").write_text(smallest.replace("name: Ada", "name: My Own"))
    assert load("samantha").name == "My Own"
    assert load("samantha").id == "ada"


def test_a_file_anywhere_is_found_by_its_path(
    personas: Path, write: Callable[..., Path], smallest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(smallest)
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("HOME", str(path.parent))
    assert load(path) == load(str(path)) == load("ada.yaml") == load("./ada.yaml") == load("~/ada.yaml")


def test_who_has_an_id_is_found_by_it_or_is_the_one_that_was_chosen(
    personas: Path, write: Callable[..., Path], smallest: str
) -> None:
    file = str(write(smallest))
    assert with_id("ada") is None
    assert with_id("ada", file) == load(file)
    assert with_id("fitch", file) == load("fitch")
    (personas / "ada.yaml").write_text(smallest.replace("name: Ada", "name: Mine"))
    assert with_id("ada", file) == load("ada")


@pytest.mark.parametrize("gone", ["nobody", "", "../ada", "a\0b"])
def test_an_id_that_nobody_has_is_nobodys(
    personas: Path, write: Callable[..., Path], smallest: str, gone: str
) -> None:
    (personas / "nobody.yaml").write_text(smallest)
    (personas / "ada.yaml").write_text("schema: 7")
    assert with_id(gone, str(write(smallest))) is None
    assert with_id("ada", str(personas / "ada.yaml")) is None


def test_a_name_never_leads_out_of_the_folders(
    personas: Path, write: Callable[..., Path], smallest: str
) -> None:
    write(smallest, "ada.yaml")
    (personas / "Upper_Case.yaml").write_text(smallest)
    with pytest.raises(PersonaError, match="There is no persona “ada”"):
        load("ada")
    assert "Upper_Case" not in {listed.name for listed in available()}


@pytest.mark.parametrize(
    "name",
    [
        "samanta",
        "Samantha",
        "nobody",
        "../samantha",
        "",
        "a\0b",
        "\x1b]0;x\x07",
        "x" * 300,
        "~nobody/ada.yaml",
    ],
)
def test_who_is_not_there_is_named_with_those_who_are(personas: Path, name: str) -> None:
    with pytest.raises(PersonaError, match="There is no persona") as caught:
        load(name)
    assert "There are fitch, mabel, marcus, pip, samantha;" in str(caught.value)
    assert str(caught.value).isprintable()
    assert ("Did you mean samantha?" in str(caught.value)) == ("samant" in name.lower())


def test_a_broken_persona_says_where(personas: Path, write: Callable[..., Path], smallest: str) -> None:
    path = write(smallest.replace("id: ada", "id: A") + "zz: 1\n")
    with pytest.raises(PersonaError) as caught:
        load(path)
    assert f"{path}:2:1: error: id: An id is made of" in str(caught.value)
    assert "1 more" in str(caught.value)
    assert [finding.path for finding in caught.value.findings] == ["id", "zz"]


def test_a_missing_file_is_said_to_be_missing(personas: Path, tmp_path: Path) -> None:
    with pytest.raises(PersonaError, match="can't be read: No such file"):
        load(tmp_path / "gone.yaml")


def test_the_list_has_yours_first_and_says_what_is_wrong(personas: Path, smallest: str) -> None:
    (personas / "ada.yaml").write_text(smallest + "tagline: Counts.\n")
    (personas / "broken.yaml").write_text("- no persona\n")
    listed = {persona.name: persona for persona in available()}
    assert list(listed) == ["ada", "broken", "fitch", "mabel", "marcus", "pip", "samantha"]
    assert (listed["ada"].origin, listed["ada"].tagline, listed["ada"].problem) == ("yours", "Counts.", None)
    assert "block of keys" in str(listed["broken"].problem)
    assert listed["samantha"].origin == "shipped"
    assert listed["samantha"].tagline


def test_without_a_folder_of_yours_there_are_the_shipped_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path / "nothing here"))
    assert {persona.origin for persona in available()} == {"shipped"}
    assert load("samantha").id == "samantha"
    assert not (tmp_path / "nothing here").exists()
    assert isinstance(available()[0].path, Path)
