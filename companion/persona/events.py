"""The events of a YAML text, from ruamel.yaml's scanner and parser, and its errors as plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Iterator


class SyntaxFault(Exception):  # noqa: N818 - it becomes a finding
    """The text is not YAML as a persona has it; `line` and `column` count from 1."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def events(text: str, depth: int) -> Iterator[Any]:
    """The events one by one, nothing composed. Raises `SyntaxFault`, also for nesting beyond `depth`."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Scanner = _strict_scanner(depth)
    try:
        yield from yaml.parse(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if _never_closed(error):
            mark = error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise SyntaxFault(_sentence(error), line, column) from None
    except (YAMLError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError) as error:
        raise SyntaxFault(f"This is not YAML: {type(error).__name__}.", 1, 1) from None


def _strict_scanner(depth: int) -> type[Scanner]:
    """A scanner that refuses what the parser would notice late: it looks ahead by a thousand characters."""

    class Strict(Scanner):
        def fetch_flow_collection_start(self, TokenClass: Any, to_push: str) -> None:  # noqa: N803 - ruamel's
            if len(self.flow_context) >= depth:
                self.refuse(f"There are too many brackets inside each other; {depth} levels are the most.")
            super().fetch_flow_collection_start(TokenClass, to_push)

        def fetch_directive(self) -> None:
            self.refuse("A line with % at its start is a directive; a persona has none. Take it out.")

        def refuse(self, message: str) -> None:
            mark = self.reader.get_mark()
            raise SyntaxFault(message, mark.line + 1, mark.column + 1)

    return Strict


def _never_closed(error: MarkedYAMLError) -> bool:
    return "end of stream" in str(error.problem) and "quoted" in str(error.context)


def _sentence(error: MarkedYAMLError) -> str:
    problem = str(error.problem or "").strip().rstrip(".")
    if "'\\t'" in problem:
        return "There is a tab here; YAML is indented with spaces."
    if "mapping values are not allowed" in problem:
        return "YAML reads this colon as the end of a key. Put the text in quotes, or check the indentation."
    if _never_closed(error):
        return "This quote is never closed."
    shown = "".join(c if c.isprintable() else " " for c in problem)[:160]
    return f"This is not YAML: {shown}." if shown else "This is not YAML."
