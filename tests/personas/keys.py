"""The table of all keys of a persona file in docs/personas.md, made from the schema that editors read.

`python -m tests.personas.keys` writes it anew.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.persona.jsonschema import schema
from companion.persona.kinds import HOURS_PATTERN, NAME_PATTERN, VERSION_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[2] / "docs" / "personas.md"
TABLE = re.compile(r"(<!-- keys: .* -->\n).*?(<!-- end of keys -->)", re.DOTALL)
KNOWN = {
    NAME_PATTERN: "name",
    VERSION_PATTERN: 'version, such as "1.2"',
    HOURS_PATTERN: 'hours, such as "22:00-07:30"',
}


def table() -> str:
    """The table, as it stands in the page."""
    rows = [f"| `{key}`{'*' if needed else ''} | {kind} | {said} |" for key, needed, kind, said in keys()]
    return "\n".join(["| key | holds | |", "| --- | --- | --- |", *rows]) + "\n"


def keys() -> Iterator[tuple[str, bool, str, str]]:
    """Each key by its place, whether it is needed, what it holds, and what that means."""
    whole = schema()
    needed = {*whole["required"], *whole["else"]["required"]}
    blocks = {
        name: {**block, "required": block.get("required", [])} for name, block in whole["definitions"].items()
    }
    for key, inner in whole["else"]["properties"].items():
        blocks[_block(whole["properties"][key])]["required"] = inner["required"]
    yield from _keys("", whole["properties"], needed, blocks)


def _keys(
    above: str, properties: dict[str, Any], needed: set[str], blocks: dict[str, Any]
) -> Iterator[tuple[str, bool, str, str]]:
    for key, given in properties.items():
        held = _without_alternatives(given)
        yield above + key, key in needed, _kind(held), given.get("description", "")
        is_list = held.get("type") == "array"
        if inner := _block(held["items"] if is_list else held):
            place = f"{above}{key}{'[]' if is_list else ''}."
            yield from _keys(place, blocks[inner]["properties"], set(blocks[inner]["required"]), blocks)


def _without_alternatives(held: dict[str, Any]) -> dict[str, Any]:
    """What is written there most of the time: not nothing, and no change to a parent's list."""
    return held["anyOf"][0] | {"default": held.get("default")} if "anyOf" in held else held


def _block(held: dict[str, Any]) -> str:
    place = held.get("$ref") or next((one["$ref"] for one in held.get("allOf", ()) if "$ref" in one), "")
    return str(place).rpartition("/")[2]


def _kind(held: dict[str, Any]) -> str:
    if _block(held):
        return "block"
    if "const" in held:
        return str(held["const"])
    if "enum" in held:
        return ", ".join(f"`{one}`" for one in held["enum"]) + _default(held)
    if held["type"] == "array":
        return _list(held)
    if held["type"] == "string":
        return _text(held)
    kinds = {"boolean": "true or false", "integer": "whole number", "number": "number"}
    return f"{kinds[held['type']]}{_range(held)}{_default(held)}"


def _list(held: dict[str, Any]) -> str:
    return f"list (up to {held['maxItems']}): {_kind(held['items'])}"


def _text(held: dict[str, Any]) -> str:
    pattern = held.get("pattern")
    if pattern in KNOWN:
        return KNOWN[pattern]
    kind = "line" if pattern else "text"
    return f"{kind} ({held['maxLength']})"


def _range(held: dict[str, Any]) -> str:
    return f", {held['minimum']} to {held['maximum']}" if "minimum" in held else ""


def _default(held: dict[str, Any]) -> str:
    default = held.get("default")
    return "" if default is None or default is False else f"; else {str(default).lower()}"


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(TABLE.sub(lambda found: found[1] + table() + found[2], page), encoding="utf-8")
