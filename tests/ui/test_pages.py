"""What the pages say, read as text."""

from __future__ import annotations

from datetime import datetime, timedelta

from companion.engine.prompt import Part, Prompt
from companion.ui import pages
from memory.records import Message, Recollection

NOW = datetime(2026, 5, 5, 14, 2).astimezone()
SHOE = Message(3, 1, None, "user", "Biscuit, my beagle, ate the shoe.", NOW - timedelta(days=1))


def recollection(kind: str, number: int, text: str, author: str | None = None) -> Recollection:
    """One that came back for an answer."""
    return Recollection(kind, number, text, SHOE.at, 0.71, author, None, (3,))  # type: ignore[arg-type]


def test_why_says_plainly_when_nothing_came_back() -> None:
    assert "this conversation alone" in pages.why([], {}, "Samantha", NOW).plain


def test_why_names_what_came_back_and_the_words_it_rests_on() -> None:
    found = [recollection("fact", 9, "Has a beagle, Biscuit."), recollection("message", 3, SHOE.text, "user")]
    said = pages.why(found, {("fact", 9): [SHOE]}, "Samantha", NOW).plain
    assert said.splitlines() == [
        "● Has a beagle, Biscuit.",
        "  a fact, Yesterday 14:02  ·  weight 0.71",
        "  ↳ Yesterday 14:02, you: “Biscuit, my beagle, ate the shoe.”",
        "",
        "● Biscuit, my beagle, ate the shoe.",
        "  you, Yesterday 14:02  ·  weight 0.71",
    ]


def test_a_fact_with_no_message_behind_it_was_stated_directly() -> None:
    said = pages.why([recollection("fact", 9, "Allergic to nuts.")], {}, "Samantha", NOW).plain
    assert "you told her so directly" in said


def test_context_shows_every_part_with_its_tokens_and_its_share() -> None:
    parts = (Part("persona", "…", 410, 1600), Part("message", "…", 12, 2048))
    said = pages.context(Prompt((), parts, window=8192, reserve=1024), 74).plain
    assert "422 of 8,192 tokens were sent" in said
    rows = {line.split("  ")[0]: line for line in said.splitlines()}
    assert "410 of 1,600" in " ".join(rows["who she is"].split())
    assert "1,024" in rows["kept for the answer"]
    assert "6,746" in rows["free"]


def test_context_before_anything_was_sent() -> None:
    assert "Nothing was sent yet" in pages.context(None, 74).plain


def test_amounts_say_how_much_there_is_and_where_it_is_kept() -> None:
    status = {
        "rows": {"message": 1204, "conversation": 12, "fact": 3, "summary": 0, "reminder": 0},
        "bytes": 3 * 1024**2,
        "first": SHOE.at.isoformat(),
        "encrypted": True,
        "path": "/home/anna/companion.db",
    }
    said = pages.amounts(status, NOW).plain
    assert "1,204" in said
    assert "3.0 MB, encrypted" in said
    assert "/home/anna/companion.db" in said
    assert "Yesterday" in said


def test_help_lists_commands_and_keys() -> None:
    said = pages.help_page([("/new", "Start a new conversation")], [("ctrl+q", "Quit")], 74).plain
    assert "/new                 Start a new conversation" in said
    assert "Quit" in said


def test_on_a_narrow_page_help_wraps_within_its_column_and_bars_give_way() -> None:
    words = "Hang on to a long explanation of what this does and why"
    said = pages.help_page([("/new", words), ("shift+enter, ctrl+j, alt+enter", "New line")], [], 48).plain
    rows = said.splitlines()
    assert all(len(row) <= 48 for row in rows)
    assert rows[2].startswith(" " * 17 + "of") or rows[2].startswith(" " * 17)
    assert " ".join("".join(rows[1:3])[16:].split()) == words
    prompt = Prompt((), (Part("persona", "…", 410, 1600),), window=8192, reserve=1024)
    assert "━" not in pages.context(prompt, 42).plain


def test_a_snippet_sets_off_the_words_and_starts_at_a_word() -> None:
    text = "It was a long and tiring day in the office before Biscuit finally ate the left shoe, again."
    shown = pages.snippet(text, "shoe", 40)
    assert shown.plain.startswith("…")
    assert shown.plain[1:] in text + "…"
    assert text[text.index(shown.plain[1:-1]) - 1] == " "
    start = shown.plain.index("shoe")
    assert any(span.start == start and span.end == start + 4 for span in shown.spans)


def test_a_short_text_is_its_own_snippet() -> None:
    assert pages.snippet("the left shoe", "shoe", 40).plain == "the left shoe"


def test_words_that_are_not_there_as_written_leave_the_beginning() -> None:
    assert pages.snippet("ran away " * 20, "running", 30).plain.startswith("ran away")


def test_nothing_that_was_said_is_read_as_markup() -> None:
    hostile = "[bold red]loud[/] [@click=app.quit]x[/]\x1b[31m"
    said = pages.why([recollection("message", 1, hostile, hostile)], {}, "Samantha", NOW).plain
    assert "[bold red]loud[/] [@click=app.quit]x[/][31m" in said
    assert "\x1b" not in said


def test_whoever_spoke_is_named_as_the_reader_would() -> None:
    assert pages.speaker("user", "Samantha") == "you"
    assert pages.speaker("companion", "Samantha") == "Samantha"
    assert pages.speaker("Caroline", "Samantha") == "Caroline"
    assert pages.speaker(None, "Samantha") == ""
