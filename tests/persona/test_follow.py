"""Following a persona's files: what is saved is taken up, however an editor saves it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from companion.persona.findings import PersonaError
from companion.persona.follow import GRACE, Followed
from companion.persona.load import files_of, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from companion.persona.persona import Persona

    Write = Callable[..., Path]

CHILD = "schema: 1\nid: ada\nextends: mother\nmixins: [cheerful]\nname: Ada\n"
MOTHER = """\
schema: 1
id: mother
name: Mother
identity: {core: You keep bees.}
greetings: {first: Hello there.}
"""
CHEERFUL = "schema: 1\nid: cheerful\npartial: true\nvoice: {register: cheerful}\n"


def followed(path: Path) -> Followed:
    return Followed(str(path), load)


def taken_up(following: Followed, now: float = 0.0) -> Persona:
    saved = following.look(now)
    assert saved is not None
    return saved


def told(following: Followed, now: float = 0.0) -> str:
    """What is said of a broken save."""
    with pytest.raises(PersonaError) as raised:
        following.look(now)
    return str(raised.value)


def test_nothing_is_read_until_something_is_saved(write: Write, smallest: str) -> None:
    path = write(smallest)
    opened: list[str] = []

    def opening(name: str) -> Persona:
        opened.append(name)
        return load(name)

    following = Followed(str(path), opening)
    assert [following.look(now) for now in range(5)] == [None] * 5
    assert not opened
    write(smallest.replace("name: Ada", "name: Ada Lovelace"))
    assert taken_up(following).name == "Ada Lovelace"
    assert following.look(1) is None
    assert opened == [str(path)]


def test_a_save_by_rename_is_noticed_even_with_the_time_and_size_of_before(
    write: Write, smallest: str
) -> None:
    path = write(smallest)
    before = path.stat()
    following = followed(path)
    beside = write(smallest.replace("name: Ada", "name: Eva"), "ada.yaml~")
    os.utime(beside, ns=(before.st_atime_ns, before.st_mtime_ns))
    beside.replace(path)
    assert path.stat().st_size == before.st_size
    assert taken_up(following).name == "Eva"


def test_a_save_in_place_is_noticed(write: Write, smallest: str) -> None:
    path = write(smallest)
    following = followed(path)
    with path.open("a") as file:
        file.write("tagline: She counts.\n")
    assert taken_up(following).tagline == "She counts."


def test_a_broken_save_is_told_once_with_its_place_and_the_next_good_one_counts(
    write: Write, smallest: str
) -> None:
    path = write(smallest)
    following = followed(path)
    write(smallest + "voice:\n  lenght: short\n")
    said = told(following)
    assert f"{path}:11:3: error: voice.lenght" in said
    assert "Did you mean `length`?" in said
    assert following.look(1) is None
    write(smallest + "voice:\n  length: long\n")
    assert taken_up(following).voice.length == "long"


def test_each_broken_save_is_told(write: Write, smallest: str) -> None:
    following = followed(write(smallest))
    for line, key in ((10, "one"), (12, "another")):
        write(smallest + "\n" * (line - 10) + f"{key}: 1\n")
        assert f"ada.yaml:{line}:1:" in told(following, 0)


def test_a_parent_and_a_mixin_are_followed_too(write: Write, home: Path) -> None:
    write(MOTHER, "mother.yaml")
    write(CHEERFUL, "cheerful.yaml")
    following = followed(write(CHILD))
    write(MOTHER.replace("bees", "wasps"), "mother.yaml")
    assert taken_up(following).identity.core == "You keep wasps."
    write(CHEERFUL.replace("register: cheerful", "register: sombre"), "cheerful.yaml")
    assert taken_up(following).voice.register == "sombre"


def test_a_parent_that_breaks_is_told_at_its_own_line_and_heals(write: Write, home: Path) -> None:
    write(MOTHER, "mother.yaml")
    write(CHEERFUL, "cheerful.yaml")
    following = followed(write(CHILD))
    write(MOTHER + "name: Twice\n", "mother.yaml")
    assert "mother.yaml:6:1: error: name" in told(following, 0)
    write(MOTHER.replace("bees", "hens"), "mother.yaml")
    assert taken_up(following).identity.core == "You keep hens."


def test_a_new_entry_of_the_chain_is_followed_from_then_on(write: Write, smallest: str, home: Path) -> None:
    following = followed(write(smallest))
    write(CHEERFUL, "cheerful.yaml")
    assert following.look(0) is None
    write(smallest + "mixins: [cheerful]\n")
    assert taken_up(following).voice.register == "cheerful"
    write(CHEERFUL.replace("register: cheerful", "register: sombre"), "cheerful.yaml")
    assert taken_up(following).voice.register == "sombre"


def test_a_parent_that_was_missing_is_taken_up_when_it_comes(write: Write, home: Path) -> None:
    write(CHEERFUL, "cheerful.yaml")
    following = followed(write(CHILD))
    write(CHILD + "tagline: Busy.\n")
    assert "There is no persona “mother”" in told(following, 0)
    write(MOTHER, "mother.yaml")
    assert taken_up(following).identity.core == "You keep bees."


def test_a_file_that_is_gone_for_a_moment_is_no_error(write: Write, smallest: str) -> None:
    path = write(smallest)
    following = followed(path)
    path.unlink()
    assert following.look(0) is None
    assert following.look(GRACE - 0.1) is None
    write(smallest.replace("name: Ada", "name: Eva"))
    assert taken_up(following, GRACE).name == "Eva"
    path.unlink()
    assert following.look(GRACE + 1) is None, "each absence is waited for anew"


def test_a_file_that_is_empty_for_a_moment_is_no_error(write: Write, smallest: str) -> None:
    following = followed(write(smallest))
    write("")
    assert following.look(0) is None
    write(smallest.replace("name: Ada", "name: Eva"))
    assert taken_up(following, 1).name == "Eva"


def test_a_file_that_comes_back_as_it_was_ends_the_wait(write: Write, smallest: str) -> None:
    path = write(smallest)
    following = followed(path)
    aside = path.rename(path.with_suffix(".old"))
    assert following.look(0) is None
    aside.rename(path)
    assert following.look(1) is None
    path.unlink()
    assert following.look(1 + GRACE) is None


def test_a_file_that_stays_away_is_told_once(write: Write, smallest: str, home: Path) -> None:
    path = write(smallest)
    following = followed(path)
    path.unlink()
    assert following.look(0) is None
    assert "There is no persona" in told(following, GRACE)
    assert [following.look(GRACE + now) for now in (1, 10)] == [None, None]


def test_one_of_yours_takes_the_place_of_the_shipped_one_and_gives_it_back(personas: Path) -> None:
    following = Followed("samantha", load)
    mine = personas / "samantha.yaml"
    mine.write_text("schema: 1\nid: samantha\nextends: samantha\ntagline: Mine.\n")
    assert taken_up(following).tagline == "Mine."
    mine.unlink()
    assert following.look(0) is None
    assert taken_up(following, GRACE).tagline != "Mine."


def test_what_would_be_looked_for_is_known_even_where_nothing_is(home: Path) -> None:
    assert files_of("nobody") > {home / "personas" / "nobody.yaml"}
    assert [path.name for path in files_of("/nowhere/else.yaml")] == ["else.yaml"]
    assert Followed("a\0b", load).look(0) is None
