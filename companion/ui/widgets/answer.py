"""Her words as Markdown: raw HTML and link targets stay visible, and nothing opens by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from textual.widgets import Markdown
from textual.widgets.markdown import MarkdownFence

from companion.safety.sanitize import sanitize
from companion.ui.messages import LinkFollowed

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore
    from textual.content import Content


def parser() -> MarkdownIt:
    """A parser that hides nothing: HTML is text, a link is followed by its target, an image is a line."""
    made = MarkdownIt("gfm-like", {"html": False})
    made.core.ruler.push("targets", _show_targets)
    return made


def _show_targets(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = _with_targets(token.children)


def _with_targets(children: list[Token]) -> list[Token]:
    shown: list[Token] = []
    opened, said = "", ""
    for child in children:
        if child.type == "image":
            shown.append(_text(f"[image: {child.content or 'no description'}] {child.attrs.get('src', '')}"))
            continue
        if child.type == "link_open":
            opened, said = str(child.attrs.get("href", "")), ""
        said += child.content
        shown.append(child)
        if child.type == "link_close" and opened and not _same(said, opened):
            shown.append(_text(f" ({opened})"))
    return shown


def _same(said: str, address: str) -> bool:
    return said.rstrip("/") in {address.rstrip("/"), address.split("://", 1)[-1].rstrip("/")}


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


class Code(MarkdownFence):
    """A block of code; without a language it is plain (guessing one costs more than it gives)."""

    @classmethod
    def highlight(cls, code: str, language: str, *args: Any, **how: Any) -> Content:
        """The code with its colours."""
        words = language.split()
        return super().highlight(code, words[0] if words else "text", *args, **how)


class Answer(Markdown):
    """What she said. Feed it sanitized text; its source is what was fed."""

    BLOCKS = {**Markdown.BLOCKS, "fence": Code, "code_block": Code}  # noqa: RUF012 - Textual's own shape

    def __init__(self, text: str = "") -> None:
        super().__init__(sanitize(text), parser_factory=parser, open_links=False)

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Says where a clicked link leads, instead of going there."""
        event.stop()
        self.post_message(LinkFollowed(event.href))
