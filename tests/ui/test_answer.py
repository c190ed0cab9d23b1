"""Her Markdown hides nothing and opens nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from companion.ui.widgets.answer import Answer, Code, parser

if TYPE_CHECKING:
    from markdown_it.token import Token
    from textual.app import ComposeResult


def plain(text: str) -> str:
    """What a reader sees of it, inline text only."""
    return " ".join(_inline(token) for token in parser().parse(text) if token.type == "inline")


def _inline(token: Token) -> str:
    return "".join(child.content for child in token.children or ())


def test_a_link_is_followed_by_where_it_leads() -> None:
    assert (
        plain("See [the bank](https://evil.example/login).") == "See the bank (https://evil.example/login)."
    )


def test_an_address_that_is_its_own_text_is_not_said_twice() -> None:
    assert plain("<https://example.com/a>") == "https://example.com/a"
    assert plain("go to https://example.com now") == "go to https://example.com now"


def test_a_link_that_pretends_to_be_another_address_is_shown_up() -> None:
    said = plain("[https://bank.example](https://evil.example)")
    assert said == "https://bank.example (https://evil.example)"


def test_an_address_that_is_no_address_stays_text() -> None:
    assert plain("[click](javascript:alert(1))") == "[click](javascript:alert(1))"


def test_html_is_text() -> None:
    tokens = parser().parse("<script>alert(1)</script>\n\nand <b>bold</b>")
    assert {token.type for token in tokens} == {"paragraph_open", "inline", "paragraph_close"}
    assert "<script>alert(1)</script>" in plain("<script>alert(1)</script>")


def test_an_image_is_a_line_of_text_and_nothing_is_fetched() -> None:
    assert plain("![a cat](https://example.com/cat.png)") == "[image: a cat] https://example.com/cat.png"
    assert plain("![](https://example.com/cat.png)").startswith("[image: no description]")


def test_code_without_a_language_is_plain_and_with_words_after_it_keeps_its_colours() -> None:
    assert Code.highlight("x = 1", "").plain == "x = 1"
    assert not Code.highlight("import os", "").spans[1:]
    assert len(Code.highlight("import os", "python title=a.py").spans) > 1
    assert Code.highlight("import os", "no-such-language").plain == "import os"


async def test_what_is_given_at_once_is_sanitized() -> None:
    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Answer("a\x1b[31mb\u202ec")

    app = Bare()
    async with app.run_test():
        assert app.query_one(Answer).source == "a[31mbc"
