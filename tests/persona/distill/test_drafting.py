"""Passages as lore, and texts as sources."""

from __future__ import annotations

import pytest

from companion.models.tokens import count
from companion.persona.distill.drafting import lore, quotable, source
from companion.persona.distill.passages import Passage
from companion.persona.distill.reading import Source
from companion.persona.distill.text import Text, shown, text_of


def test_lore_is_a_quotation_with_its_place() -> None:
    one = Passage("Ring thy bell.", "lamp.txt", "Of Fog", 4, ("bell", "fog"))
    assert lore(7, one, {"lamp.txt": "The Lamp"}, count) == {
        "id": "007-bell",
        "text": "“Ring thy bell.” (The Lamp, Of Fog, paragraph 4)",
        "any": ["bell", "fog"],
        "source": "The Lamp, Of Fog, paragraph 4",
    }


def test_lore_gives_itself_the_tokens_that_it_needs() -> None:
    one = Passage("鐘を鳴らせ。" * 60, "lamp.txt", "", 1, ("鐘を鳴らせ",))
    made = lore(1, one, {"lamp.txt": "鐘"}, count)
    assert made["tokens"] >= count(made["text"])
    assert made["id"] == "passage-001"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Plain.", "Plain."),
        ("He said “go” twice.", "He said ‘go’ twice."),
        ('He said "go" twice.', "He said ‘go’ twice."),
        (
            'Go." He went--"and she?" "No," I said, ("ha"), and then--" "Why',
            "Go.’ He went--‘and she?’ ‘No,’ I said, (‘ha’), and then--’ ‘Why",
        ),
        ('Six feet 2" tall.', "Six feet 2’ tall."),
        ("«Go», „go“.", "‘Go’, ‘go‘."),
        ("He said `go'.", "He said ‘go'."),
    ],
)
def test_marks_within_a_quotation_are_single(text: str, quoted: str) -> None:
    assert quotable(text) == quoted
    assert not {*'“”"'} & {*quotable(text)}


def test_a_source_has_its_title_file_and_sum() -> None:
    text = Text("lamp.txt", "The Lamp", "A. Wick", "ab" * 32, (), ())
    assert source(text) == f"The Lamp by A. Wick (lamp.txt, sha256 {'ab' * 32})"
    long = Text("f" * 99, "t" * 99, "a" * 99, "ab" * 32, (), ())
    assert len(source(long)) <= 240
    assert source(long).endswith(f"{'ab' * 32})")


def test_a_title_is_the_one_top_heading_or_the_files_name() -> None:
    def title(file: str, text: str) -> str:
        return text_of(Source(file, text, "")).title

    assert title("nell.md", "# Letters of Nell\n\n## May\n\nDear Josie.") == "Letters of Nell"
    assert title("nell.md", "# May\n\nDear Josie.\n\n# June\n\nDear Josie.") == "nell"
    assert title("on_old-age.txt", "# of things") == "on old age"
    assert title(".txt", "Dear Josie.") == "a text"


def test_a_name_can_stand_in_a_sentence() -> None:
    assert shown("  The\u202e “Lamp”\n{{user}} <b> ") == "The 'Lamp' ((user)) (b)"
    assert len(shown("x" * 500)) == 100
