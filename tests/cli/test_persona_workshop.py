"""The workshop of those who write personas: from a new file to the very prompt that it makes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

LORE = """
lore:
  - {id: boat, text: Your boat is the Petrel., any: [boat], priority: 2}
  - {id: sea, text: "You know the tides, {{user}} does not.", regex: 'seas?', not: [sick]}
  - {id: song, text: "LONG", any: [boat], tokens: 900}
  - {id: saga, text: "Once. LONG", any: [boat], tokens: 900, priority: -1}
""".replace("LONG", "So it went on. " * 70)


def sailor(folder: Path) -> str:
    """A persona with lore, in a file."""
    path = folder / "sailor.yaml"
    path.write_text(f"schema: 1\nid: sailor\nextends: fitch\nname: Sailor\n{LORE}", encoding="utf-8")
    return str(path)


def test_a_new_persona_is_written_looked_over_and_talked_with(companion: Run, home: Path) -> None:
    made = companion("persona", "new", "old-salt")
    path = home / "personas" / "old-salt.yaml"
    assert (made.code, made.out) == (0, f"{path}\n")
    assert "companion persona lint" in made.err
    assert companion("persona", "lint", str(path)).out == ""
    assert "Old Salt" in companion("persona", "show", "old-salt").out
    assert companion("ask", "--persona", "old-salt", "Hi.", replies=["Ahoy."]).out == "Ahoy.\n"
    again = companion("persona", "new", "old-salt")
    assert (again.code, again.out) == (2, "")
    assert "is there already" in again.err
    assert companion("persona", "new", "Old Salt").code == 2


def test_one_that_builds_on_another_says_only_what_differs(companion: Run, tmp_path: Path) -> None:
    file = tmp_path / "bob.yaml"
    made = companion("persona", "new", "bob", "--from", "samantha", "--to", str(file))
    assert made.out == f"{file}\n"
    assert "extends: samantha" in file.read_text(encoding="utf-8")
    assert companion("persona", "show", str(file)).out.startswith("You are Bob (she/her).")
    lost = companion("persona", "new", "eve", "--from", "samanta")
    assert (lost.code, lost.out) == (2, "")
    assert "Did you mean samantha?" in lost.err


def test_a_part_for_others_is_nothing_to_build_on(companion: Run, home: Path) -> None:
    made = companion("persona", "new", "eve", "--from", "honest")
    assert (made.code, made.out) == (2, "")
    assert "write `mixins: [honest]` into the new file" in made.err
    assert not (home / "personas" / "eve.yaml").exists()


def test_explain_says_where_each_value_comes_from(companion: Run, tmp_path: Path) -> None:
    path = sailor(tmp_path)
    told = companion("persona", "explain", path, "voice.length")
    assert told.out.split()[:2] == ["voice.length", "terse"]
    assert "fitch.yaml:" in told.out
    assert "(extends fitch)" in told.out
    rows = companion("persona", "explain", path, "--json").json()
    found = {row["path"]: row for row in rows}
    assert (found["name"]["value"], found["name"]["line"], found["name"]["via"]) == ("Sailor", 4, [])
    assert found["pronouns"]["via"] == ["extends fitch"]
    assert "lore[0].any[0]" in found
    narrow = companion("persona", "explain", path, "voice", "--json").json()
    assert {row["path"].partition(".")[0] for row in narrow} == {"voice"}


def test_explain_of_what_no_file_sets_says_so(companion: Run, tmp_path: Path) -> None:
    told = companion("persona", "explain", "fitch", "growth")
    assert (told.code, told.out) == (1, "")
    assert "No file sets growth" in told.err
    assert "greetings" in told.err
    broken = tmp_path / "broken.yaml"
    broken.write_text("name: [\n", encoding="utf-8")
    assert companion("persona", "explain", str(broken)).code == 1


def test_explain_works_on_a_persona_with_errors(companion: Run, tmp_path: Path) -> None:
    file = tmp_path / "odd.yaml"
    file.write_text("schema: 1\nid: odd\nextends: fitch\nvoice: {length: huge}\n", encoding="utf-8")
    assert "odd.yaml:4:9" in companion("persona", "explain", str(file), "voice.length").out


def test_preview_is_the_very_prompt_that_is_sent(companion: Run, tmp_path: Path) -> None:
    path, noon = sailor(tmp_path), {"COMPANION_NOW": "2026-05-04T12:00:00+00:00"}
    companion("ask", "I have a beagle called Biscuit.", replies=["Nice."], env=noon)
    companion("tick", env=noon)
    words = ("Where", "is", "the", "boat", "and", "my", "beagle?")
    shown = companion("persona", "preview", path, *words, "--json", env=noon).json()
    assert "Your boat is the Petrel." in shown["messages"][-1]["content"]
    assert "beagle called Biscuit" in shown["messages"][-1]["content"]
    assert shown["messages"][0]["content"].startswith("You are an AI")
    assert shown["tokens"] == sum(part["tokens"] for part in shown["parts"])
    bare = companion("persona", "preview", path, *words, "--no-memory", "--json", env=noon).json()
    assert "Biscuit" not in bare["messages"][-1]["content"]
    parts = companion("persona", "preview", path, *words, env=noon).err
    asked = companion("ask", "--explain", "--persona", path, *words, replies=["There."], env=noon)
    assert asked.err == parts


def test_preview_keeps_nothing_and_needs_no_model(companion: Run, home: Path) -> None:
    before = companion("memory", "status", "--json").json()["rows"]
    shown = companion("persona", "preview", "fitch", env={"COMPANION_MODEL": ""})
    assert shown.code == 0
    assert "── system\nYou are an AI" in shown.out
    assert shown.out.rstrip().endswith("Hello.")
    assert "persona" in shown.err
    assert companion("memory", "status", "--json").json()["rows"] == before
    assert companion("persona", "preview", "nobody").code == 1
    long = companion("persona", "preview", "fitch", "word " * 20_000)
    assert (long.code, "Send it in parts" in long.err) == (1, True)


def test_lore_trace_says_what_comes_in_and_why(companion: Run, tmp_path: Path) -> None:
    path = sailor(tmp_path)
    told = companion("persona", "lore-trace", path, "The", "boat", "on", "the", "seas")
    rows = [line.split("  ") for line in told.out.splitlines()]
    assert [row[0] for row in rows] == ["told", "told", "told", "does not fit"]
    assert rows[0][-1] == "“boat” was said"
    assert "the regex found “seas”" in told.out
    found = companion("persona", "lore-trace", path, "I was sea sick", "--json").json()
    assert [(one["id"], one["fires"], one["fits"]) for one in found] == [
        ("boat", False, False),
        ("sea", False, False),
        ("song", False, False),
        ("saga", False, False),
    ]
    assert "“sick” was said" in found[1]["because"]
    assert "has no lore" in companion("persona", "lore-trace", "fitch", "hm").err


def test_lint_shows_what_a_persona_weighs(companion: Run, tmp_path: Path) -> None:
    path = sailor(tmp_path)
    human = companion("persona", "lint", path, "--tokens")
    assert "in every prompt" in human.out
    assert "of 32k" in human.out
    weight = json.loads(companion("persona", "lint", path, "--tokens", "--json").out)
    assert weight["file"] == path
    assert weight["always"] == sum(weight["parts"].values())
    assert weight["lore"] > 300
    assert weight["shares"].keys() == {"4k", "8k", "32k"}
    assert "more with lore; " in companion("persona", "lint", path).err
    broken = companion("persona", "lint", str(tmp_path / "none.yaml"), "--tokens", "--json")
    assert (broken.code, broken.out) == (1, "")


def test_what_is_kept_of_you_is_told_beside_the_prompt(companion: Run) -> None:
    shown = companion("persona", "show", "pip")
    assert "Never noted: passwords and PINs; card and account numbers." in shown.err
    assert "Never noted" not in shown.out
    assert "Never noted: passwords" in companion("persona", "preview", "pip", "--no-memory").err
    assert companion("persona", "show", "fitch").err == ""
