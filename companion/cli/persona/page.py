"""Answers side by side as a page of their own: no scripts, nothing from elsewhere, light and dark. Pure."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from companion.cli.output import amount
from companion.safety.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from companion.engine.trial.pairs import Pair
    from companion.engine.trial.talk import Talk


def page(labels: tuple[str, str], model: str, found: Sequence[Pair]) -> str:
    """The HTML; whatever was said is text in it."""
    template = Template((files(__package__) / "side_by_side.html").read_text(encoding="utf-8"))
    prompts = amount(len({pair.prompt for pair in found}), "prompt")
    return template.substitute(
        title=_text(" and ".join(labels)),
        about=_text(f"{prompts}, answered by {model}"),
        rows="\n".join(_row(labels, pair) for pair in found),
    )


def _row(labels: tuple[str, str], pair: Pair) -> str:
    times = f" <small>{pair.repetition}</small>" if pair.repetition > 1 else ""
    both = "\n".join(map(_answer, labels, (pair.one, pair.other)))
    heading = f'<h2 dir="auto">{_text(pair.prompt)}{times}</h2>'
    return f'<section>\n{heading}\n<div class="pair">\n{both}\n</div>\n</section>'


def _answer(label: str, said: Talk) -> str:
    kind = ' class="trouble"' if said.trouble else ""
    text = said.trouble or said.answers[-1]
    return f'<article>\n<h3>{_text(label)}</h3>\n<p dir="auto"{kind}>{_text(text)}</p>\n</article>'


def _text(text: str) -> str:
    return escape(sanitize(text))
