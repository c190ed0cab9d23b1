"""Pages to read: what was said stays what was said, whatever it looks like, and links lead somewhere."""

from __future__ import annotations

import re
import stat
from datetime import timedelta
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from memory import StoreError
from memory.markdown import file_name, literal

READER = MarkdownIt("gfm-like", {"linkify": False, "html": True})
PLAIN = {"inline", "paragraph_open", "paragraph_close", "text", "softbreak", "hardbreak", "text_special"}


def shown(text):
    """The words that a page shows for it. Fails where any of it is more than words."""
    kinds, words = set(), []
    for token in READER.parse(literal(text)):
        kinds |= {token.type} | {child.type for child in token.children or []}
        words += [child.content or " " for child in token.children or []]
        words.append(" ")
    assert kinds <= PLAIN, kinds - PLAIN
    return " ".join("".join(words).split())


@pytest.mark.parametrize(
    "text",
    [
        "# A heading",
        "Under\n===\nand\n---",
        "- a\n- b\n\n1. c\n2) d\n+ e\n* f",
        "> quoted",
        "```python\nnever closed",
        "~~~\nnever closed",
        "    four spaces\n\ttab",
        "<script>alert(1)</script> <b>bold</b> <!-- gone -->",
        "<details>\n\n<summary>",
        "[a](http://example.org) ![b](c) [d]: e [^f]",
        "*a* _b_ **c** __d__ ~~e~~ `f` $g$",
        "| a | b |\n| - | - |\n| 1 | 2 |",
        "&lt; &amp; &#35; \\# \\",
        "---\ntitle: x\n---",
        "line\\\nbreak",
        "a  \nb",
        "{{ x }} {% y %}",
    ],
)
def test_what_looks_like_markup_is_shown_as_it_was_typed(text):
    assert shown(text) == " ".join(text.split())


@settings(max_examples=300)
@given(
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=["C", "Z"], include_characters=" \n\t#-=*>`<&|~:1.)[]_\\"
        )
    )
)
def test_any_text_is_shown_as_it_was_typed(text):
    assert shown(text) == " ".join(text.split())


def test_what_can_not_be_seen_does_not_get_onto_the_page():
    assert literal("a\x1b[31mb\u202ec\U000e0041d\x00") == "a\\[31mbcd"
    assert literal("👩\u200d💻") == "👩\u200d💻"
    assert literal("one\u2028two\r\nthree") == "one  \ntwo  \nthree"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rain", "Rain"),
        ("../../etc/passwd", "etc passwd"),
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("line\nbreak\x00\x1b", "line break"),
        ("...", ""),
        ("", ""),
        ("日本" * 50, "日本" * 30),
        ("Zoë ☂", "Zoë ☂"),
    ],
)
def test_a_title_makes_a_safe_name(title, name):
    assert file_name(title) == name


@pytest.fixture
def folder(memory, talk, noon, tmp_path):
    """The pages of a memory with a branch, a hostile title, two of one name, facts and summaries."""
    said = talk("I live in Ulm.\n\n# Not a heading", "Nice <b>there</b>.", "Now I live in Bergen.")
    memory.rename(said[0].conversation, "Where/I live [x](y)")
    memory.branch(said[0].conversation, said[0].id)
    memory.append(said[0].conversation, "companion", "Tell me more", noon, status="interrupted")
    memory.branch(said[0].conversation, said[2].id)
    for _ in range(2):
        more = talk("Rain.")
        memory.rename(more[0].conversation, "Rain")
    ulm = memory.learn("You live in Ulm.", said_by="user", sources=[said[0].id], at=noon)
    memory.learn("You live in Bergen.", said_by="user", sources=[said[2].id], at=noon, supersedes=ulm.id)
    memory.learn("You like *rain*.", said_by="user", at=noon, pinned=True)
    memory.summarise(
        "day",
        "You moved.\n- waiting for the lab",
        start=noon,
        end=noon + timedelta(days=1),
        sources=[said[0].id, more[0].id],
        method="extractive",
        at=noon,
    )
    memory.export_markdown(tmp_path / "pages")
    return tmp_path / "pages"


def test_there_is_a_page_for_each_conversation(folder):
    pages = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.md"))
    assert pages == [
        "2026/05/2026-05-04 Rain 2.md",
        "2026/05/2026-05-04 Rain.md",
        "2026/05/2026-05-04 Where I live [x](y).md",
        "facts.md",
        "index.md",
        "summaries/2026-05.md",
    ]
    for path in folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


def test_a_page_has_the_way_to_the_head_then_the_others(folder):
    page = next((folder / "2026" / "05").glob("*Where*")).read_text(encoding="utf-8")
    assert page.startswith(
        '---\ntitle: "Where/I live [x](y)"\ndate: "2026-05-04"\npersona: "samantha"\nmessages: 4\n'
    )
    assert "# Where/I live \\[x\\](y)\n" in page
    order = [
        "I live in Ulm.",
        "\\# Not a heading",
        "\\<b\\>there",
        "in Bergen",
        "## Another way, after [this](#m1)",
    ]
    places = [page.index(part) for part in [*order, "(interrupted)", "Tell me more"]]
    assert places == sorted(places)
    assert "**You**" in page
    assert "**Samantha**" in page


def test_facts_and_summaries_link_to_what_they_rest_on(folder):
    facts = (folder / "facts.md").read_text(encoding="utf-8")
    assert re.search(r"You live in Ulm. \(gave way to \[f2\]\(#f2\);.* from \[2026-05-04\]\(", facts)
    assert "You like \\*rain\\*. (pinned; told on 2026-05-04)" in facts
    assert facts.index("Bergen") < facts.index("## What held") < facts.index("Ulm")
    notes = (folder / "summaries" / "2026-05.md").read_text(encoding="utf-8")
    assert "## 2026-05-04 to 2026-05-05, day" in notes
    assert "You moved.  \n\\- waiting for the lab" in notes


def test_every_link_leads_somewhere(folder):
    followed = 0
    for page in folder.rglob("*.md"):
        text = re.sub(r"(?s)\A---.*?---", "", page.read_text(encoding="utf-8"))
        for target in re.findall(r"(?<!\\)\]\(([^()\s]*)\)", text):
            path, _, anchor = unquote(target).partition("#")
            there = (page.parent / path).resolve() if path else page
            assert not anchor or f'<a id="{anchor}"></a>' in there.read_text(encoding="utf-8")
            assert there.is_file(), target
            followed += 1
    assert followed > 8


def test_a_folder_with_something_in_it_stays_as_it_is(memory, talk, tmp_path):
    talk("Hello.")
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StoreError, match="new or empty folder"):
        memory.export_markdown(tmp_path)
    with pytest.raises(StoreError, match="new or empty folder"):
        memory.export_markdown(tmp_path / "mine.txt")
    with pytest.raises(StoreError, match="in the way of its folder"):
        memory.export_markdown(tmp_path / "mine.txt" / "pages")
    (tmp_path / "empty").mkdir()
    written = memory.export_markdown(tmp_path / "empty")
    assert (written.conversations, written.facts, written.summaries) == (1, 0, 0)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
