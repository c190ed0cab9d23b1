"""The rules of a persona are found by its id, as its file has them now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.persona.findings import PersonaError
from companion.persona.keeping import keeping_of, no_rules
from companion.persona.persona import Keeping

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

RULES = "memory: {never: [PINs], retention_days: 9}\n"


def test_one_of_yours_is_found_and_an_edit_is_seen_at_once(personas: Path, smallest: str) -> None:
    path = personas / "ada.yaml"
    path.write_text(smallest + RULES, encoding="utf-8")
    assert keeping_of("ada") == Keeping(never=("PINs",), retention_days=9)
    path.write_text(smallest, encoding="utf-8")
    assert keeping_of("ada") == Keeping()


def test_one_that_ships_has_what_its_mixin_says() -> None:
    assert "passwords and PINs" in keeping_of("pip").never


def test_a_file_somewhere_else_is_the_one_where_it_is_talked_with(write: Write, smallest: str) -> None:
    path = str(write(smallest + RULES))
    assert keeping_of("ada", path).retention_days == 9
    assert keeping_of("ada") == Keeping()
    assert keeping_of("fitch", path) == keeping_of("fitch")


def test_a_file_with_an_error_is_no_file_without_rules(personas: Path, smallest: str) -> None:
    (personas / "ada.yaml").write_text(smallest + RULES + "voice: loud\n", encoding="utf-8")
    with pytest.raises(PersonaError):
        keeping_of("ada")


@pytest.mark.parametrize("name", ["nobody", "", "../ada", "/etc/passwd", "A B", "\x00"])
def test_one_that_is_gone_has_no_rules(personas: Path, name: str) -> None:
    assert keeping_of(name) == no_rules(name) == Keeping()
