"""Answers side by side as a page: whatever was said is text in it, and nothing comes from elsewhere."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from companion.cli.persona.page import page
from companion.engine.trial.pairs import Pair
from companion.engine.trial.talk import Talk

NASTY = """<script>alert(1)</script><img src=x onerror="x"> $title &amp; '" \x1b[2J"""


class Seen(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def made(said: str, trouble: str | None = None) -> str:
    pair = Pair(said, 1, Talk((said,)), Talk((), trouble) if trouble else Talk((said,)))
    return page((said, "Fitch"), said, [pair, Pair("Hi.", 2, Talk(("Hello.",)), Talk(("Hm.",)))])


def test_what_was_said_is_text_and_never_markup() -> None:
    seen = Seen(made(NASTY, trouble="The server <i>is</i> gone."))
    assert not {"script", "img", "i", "link", "iframe"} & set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name in ("src", "href")]
    assert seen.text.count("<script>alert(1)</script>") == 7
    assert "$title" in seen.text
    assert "The server <i>is</i> gone." in seen.text
    assert "\x1b" not in seen.text


@given(st.text())
def test_whatever_it_is_the_page_stays_whole(said: str) -> None:
    seen = Seen(made(said))
    assert seen.open == []
    assert seen.tags.count("article") == 4


def test_it_needs_nothing_from_elsewhere_and_knows_light_and_dark() -> None:
    text = made("Tea or coffee?")
    assert "default-src 'none'" in unescape(text)
    assert not re.search(r"https?:|url\(|@import|<script", text)
    assert "prefers-color-scheme: dark" in text
    assert text.startswith("<!DOCTYPE html>")
    assert "2 prompts, answered by Tea or coffee?" in text
    assert "<small>2</small>" in text
