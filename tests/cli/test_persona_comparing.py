"""`companion persona diff`: what two personas differ in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

EDITED = """
schema: 1
id: fitch
name: Fitch
extends: fitch
voice:
  register: quiet
  do: {append: [hum a tune now and then]}
tagline: A line that is so much longer than any that was there before, and says less\x1f
""".replace("\x1f", "")


def edited(folder: Path) -> str:
    path = folder / "edited.yaml"
    path.write_text(EDITED, encoding="utf-8")
    return str(path)


def test_the_same_ends_with_0(companion: Run) -> None:
    done = companion("persona", "diff", "marcus", "marcus")
    assert (done.code, done.out, done.err) == (0, "", "They mean the same.\n")
    assert companion("persona", "diff", "marcus", "marcus", "--json").json() == []


def test_a_difference_ends_with_1_and_is_a_line(companion: Run, tmp_path: Path) -> None:
    done = companion("persona", "diff", "fitch", edited(tmp_path))
    assert done.code == 1
    assert "+ voice.do: hum a tune now and then\n" in done.out
    assert "voice.register" in done.out
    assert " {+A line that is so much longer" in done.out
    back = companion("persona", "diff", edited(tmp_path), "fitch")
    assert "- voice.do: hum a tune now and then\n" in back.out


def test_an_entry_is_shown_with_what_is_set_in_it(companion: Run) -> None:
    lines = companion("persona", "diff", "marcus", "samantha").out.splitlines()
    assert (
        "+ traits[curious]: name: curious; strength: 2; shows_as: asks about the part that others skip; "
        "opposite: indifferent" in lines
    )


def test_json_has_the_words_that_changed(companion: Run, tmp_path: Path) -> None:
    done = companion("persona", "diff", "fitch", edited(tmp_path), "--json")
    found = {row["path"]: row for row in done.json()}
    assert done.code == 1
    assert (found["voice.do"]["change"], found["voice.do"]["before"]) == ("added", None)
    assert found["tagline"]["change"] == "changed"
    words = found["tagline"]["words"]
    assert " ".join(run["text"] for run in words if run["kind"] != "out") == found["tagline"]["after"]


def test_moved_texts_say_where_to(companion: Run, tmp_path: Path) -> None:
    path = tmp_path / "moved.yaml"
    moved = "voice: {dont: {remove: [lists or headings]}, do: {append: [lists or headings]}}"
    path.write_text(f"schema: 1\nid: samantha\nextends: samantha\n{moved}\n", encoding="utf-8")
    done = companion("persona", "diff", "samantha", str(path))
    assert "> voice.dont → voice.do: lists or headings\n" in done.out
    (row,) = (
        row for row in companion("persona", "diff", "samantha", str(path), "--json").json() if "to" in row
    )
    assert row["to"] == "voice.do"


def test_one_that_can_not_be_read_ends_with_2(companion: Run, tmp_path: Path) -> None:
    lost = companion("persona", "diff", "samanta", "marcus")
    assert (lost.code, "Did you mean samantha?" in lost.err) == (2, True)
    broken = tmp_path / "broken.yaml"
    broken.write_text("name: [\n", encoding="utf-8")
    assert companion("persona", "diff", "marcus", str(broken)).code == 2
    assert companion("persona", "diff", "marcus").code == 2
