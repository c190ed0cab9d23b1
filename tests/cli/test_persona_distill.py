"""`companion persona distill`: from a file of someone's words to a conversation."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

TEXTS = Path(__file__).parents[1] / "persona" / "distill" / "texts"
LAMP = str(TEXTS / "lamp.txt")


def test_a_text_becomes_a_persona_to_talk_with(companion: Run, home: Path) -> None:
    done = companion("persona", "distill", LAMP, "--name", "Old Ambrose")
    path = home / "personas" / "old-ambrose.yaml"
    assert done.code == 0, done.err
    assert f"{path} was distilled from 2,621 words in 133 sentences." in done.out
    assert "Voice: old-fashioned and solemn;" in done.out
    assert "Lore: 36 of 36 passages, each with its place." in done.out
    assert "companion --persona old-ambrose" in done.err
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert companion("persona", "lint", str(path)).code == 0
    assert companion("ask", "Hello.", "--persona", "old-ambrose", replies=["Fog."]).out == "Fog.\n"


def test_the_passage_and_its_place_are_in_the_prompt(companion: Run) -> None:
    companion("persona", "distill", LAMP, "--name", "Ambrose")
    prompt = companion("persona", "preview", "ambrose", "Tell me about patience and candles.").out
    assert "- “Patience is not the art of waiting." in prompt
    assert "sort the candles.” (The Keeper of the Lamp, Chapter V. Of Patience, paragraph 1)" in prompt


def test_scripts_get_the_figures(companion: Run, tmp_path: Path) -> None:
    to = tmp_path / "wick.yaml"
    told = companion("persona", "distill", LAMP, "--name", "Ambrose", "--to", str(to), "--json").json()
    assert (told["persona"], told["path"], told["length"]) == ("wick", str(to), "medium")
    assert (told["lore"], told["findings"]) == (36, [])
    assert told["measured"]["exclamations"] == 0
    assert to.exists()


def test_a_name_that_is_taken_needs_force(companion: Run, home: Path) -> None:
    first = companion("persona", "distill", LAMP, "--name", "Ambrose")
    assert first.code == 0
    path = home / "personas" / "ambrose.yaml"
    path.write_text("mine", encoding="utf-8")
    again = companion("persona", "distill", LAMP, "--name", "Ambrose")
    assert again.code == 1
    assert f"{path} is there already." in again.err
    assert "--id ID" in again.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert companion("persona", "distill", LAMP, "--name", "Ambrose", "--force").code == 0
    assert path.read_text(encoding="utf-8") != "mine"
    shipped = companion("persona", "distill", LAMP, "--name", "Samantha")
    assert "samantha is one of the personas that ship" in shipped.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--name", " "], "A name is a few words"),
        (["--name", "x" * 80], "A name is a few words"),
        (["--name", "日本"], "--id ID"),
        (["--name", "Ambrose", "--id", "Not An Id"], "An id is made of a-z"),
        (["--name", "Ambrose", "--to", "ambrose.txt"], "A persona's file is called ID.yaml"),
        ([], "Missing option '--name'"),
    ],
)
def test_wrong_usage_is_told(companion: Run, options: list[str], said: str) -> None:
    done = companion("persona", "distill", LAMP, *options)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "A text of 0 words is too short to hear a voice in."),
        (b"Hello.", "300 words in 12 sentences are needed"),
        (b"\0\1\2", "text.txt is no text."),
        (b"x" * (6 * 1024**2), "5 MB are the most"),
    ],
)
def test_a_text_that_gives_no_persona_is_told(
    companion: Run, home: Path, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(content)
    done = companion("persona", "distill", str(path), "--name", "Ambrose")
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert not (home / "personas" / "ambrose.yaml").exists()


def test_a_file_that_is_not_there_is_told(companion: Run, tmp_path: Path) -> None:
    done = companion("persona", "distill", str(tmp_path / "none.txt"), "--name", "Ambrose")
    assert done.code == 1
    assert "none.txt can't be used: No such file or directory." in done.err
