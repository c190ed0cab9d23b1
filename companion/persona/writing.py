"""A persona's keys as the YAML of its file: readable, and read back as exactly what was meant."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, LiteralScalarString

from companion.persona.document import MAX_BYTES, MAX_DEPTH, MAX_NODES, read, same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    _Style = Callable[[str], Any]

_WIDTH = 100
_SHORT = 40  # characters of a word that may stand in a row with others


def written(persona: Mapping[str, Any], comments: Mapping[str, str]) -> str | None:
    """The file, with comments above it (``""``) and above its keys; None if a file can't hold it."""
    if not has_room(persona):
        return None
    for style in _STYLES:
        text = _text(persona, comments, style)
        if same(read(text.encode()).value, persona):
            return text
    return None


def has_room(persona: Mapping[str, Any]) -> bool:
    """Whether a file may be able to hold it; what is written takes a little more than what is counted."""
    nodes, size = _weight(persona, 1)
    return nodes <= MAX_NODES and size <= MAX_BYTES


def _weight(value: Any, depth: int) -> tuple[int, int]:
    """Values and bytes, about; far too many where it is too deep."""
    if not isinstance(value, dict | list):
        return 1, len(str(value).encode()) + 1
    if depth > MAX_DEPTH:
        return MAX_NODES + 1, 0
    inner = value.values() if isinstance(value, dict) else value
    weights = [_weight(one, depth + 1) for one in inner]
    keys = (
        sum(len(key.encode()) + 2 * depth + 2 for key in value) if isinstance(value, dict) else 2 * len(value)
    )
    return 1 + sum(nodes for nodes, _ in weights), keys + sum(size for _, size in weights)


def _text(persona: Mapping[str, Any], comments: Mapping[str, str], style: _Style) -> str:
    yaml = YAML()
    yaml.width, yaml.allow_unicode = _WIDTH, True
    yaml.indent(mapping=2, sequence=4, offset=2)
    whole = _block(persona, style)
    for key, comment in comments.items():
        if key == "":
            whole.yaml_set_start_comment(comment)
        elif key in whole:
            whole.yaml_set_comment_before_after_key(key, before=comment)
    out = io.StringIO()
    yaml.dump(whole, out)
    return out.getvalue()


def _node(value: Any, style: _Style) -> Any:
    if isinstance(value, dict):
        return _block(value, style)
    if isinstance(value, list):
        return _list(value, style)
    return style(value) if isinstance(value, str) else value


def _block(value: Mapping[str, Any], style: _Style) -> CommentedMap:
    block = CommentedMap({key: _node(item, style) for key, item in value.items()})
    kept = value.get("x_card")
    if isinstance(kept, dict) and all(map(_is_short, kept.values())):
        block["x_card"].fa.set_flow_style()
    return block


def _list(value: list[Any], style: _Style) -> CommentedSeq:
    items = CommentedSeq([_node(item, style) for item in value])
    if all(map(_is_short, value)):
        items.fa.set_flow_style()
    return items


def _is_short(value: Any) -> bool:
    """Whether it may stand in a row with others."""
    if isinstance(value, dict | list):
        return not value
    return not isinstance(value, str) or (len(value) <= _SHORT and "\n" not in value)


def _readable(text: str) -> Any:
    """Long lines folded, as an author would; quoted where a fold would lose spaces."""
    lines = text.split("\n")
    if any(line != line.strip() for line in lines):
        return text
    if max(map(len, lines)) > _WIDTH - 20 and lines[-1]:
        return FoldedScalarString(text)
    return LiteralScalarString(text) if len(lines) > 1 else text


_STYLES: tuple[_Style, ...] = (_readable, DoubleQuotedScalarString)
