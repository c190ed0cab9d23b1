"""The JSON Schema of a persona file, made from the code, so that an editor and the program never disagree.

Draft 7, which every editor's YAML support knows. What it can't say is left to `lint`: cycles, what a parent
has, whether a pattern is slow. `python -m companion.persona.jsonschema` writes it anew.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from companion.persona.merge import FORMS
from companion.persona.places import shipped_folder
from companion.persona.schema import FOREIGN, WHOLE, PersonaFile, is_block_at, is_changeable_at

if TYPE_CHECKING:
    from pathlib import Path

    from companion.persona.findings import Steps

NAME = "persona.schema.json"
_PLACE = "#/definitions/{model}"


def path() -> Path:
    """Where it ships."""
    return shipped_folder() / NAME


def text() -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The schema of a file: whole by itself, or with what it is built on."""
    made = PersonaFile.model_json_schema(ref_template=_PLACE)
    blocks = made.pop("$defs")
    for block in (made, *blocks.values()):
        _open_to_others(block)
    for key in [key for key in made["properties"] if is_block_at((key,))]:
        _lists_changeable(_block_of(made["properties"][key], blocks), (key,))
    _lists_changeable(made, ())
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A persona",
        **{key: made[key] for key in ("type", "additionalProperties", "patternProperties", "properties")},
        "required": [key for key in made["required"] if key not in WHOLE],
        "if": _built_on_others(),
        "else": _whole(blocks, made),
        "definitions": blocks,
    }


def _open_to_others(block: dict[str, Any]) -> None:
    """Keys that belong to others' programs may stand in every block."""
    block["patternProperties"] = {f"^{FOREIGN}": {}}
    block["title"] = "block of keys"  # what an editor says is expected
    block.pop("description", None)
    for held in block["properties"].values():
        held.pop("title", None)


def _lists_changeable(block: dict[str, Any], steps: Steps) -> None:
    """In place of a list there may be a change to the one of a parent. Not so in entries of lists: those are
    whole.
    """
    for key, held in block["properties"].items():
        if is_changeable_at((*steps, key)):
            whole = {name: held[name] for name in held if name != "description"}
            change = _change(whole["items"])
            block["properties"][key] = {"description": held["description"], "anyOf": [whole, change]}


def _change(items: dict[str, Any]) -> dict[str, Any]:
    lists = {"append": items, "prepend": items, "remove": {"type": "string"}}
    said = {
        "append": "Entries after those of the parent.",
        "prepend": "Entries before those of the parent.",
        "remove": "Entries of the parent that go: their text, or their first key.",
    }
    forms = {form: {"description": said[form], "type": "array", "items": lists[form]} for form in FORMS}
    return {
        "type": "object",
        "properties": forms,
        "patternProperties": {f"^{FOREIGN}": {}},
        "additionalProperties": False,
        "minProperties": 1,
    }


def _built_on_others() -> dict[str, Any]:
    marked = {"required": ["partial"], "properties": {"partial": {"const": True}}}
    return {"anyOf": [{"required": ["extends"]}, {"required": ["mixins"]}, marked]}


def _whole(blocks: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    """What a file has to have that is built on nothing. Its blocks are asked for it here alone: a file that
    is built on others may leave out any part of them.
    """
    required = {}
    for key in WHOLE:
        block = _block_of(made["properties"][key], blocks)
        if block is not None and (keys := block.pop("required", None)):
            required[key] = {"required": keys}
    return {"required": list(WHOLE), "properties": required}


def _block_of(held: dict[str, Any], blocks: dict[str, Any]) -> Any:
    """The definition that a property refers to; None where it holds a plain value."""
    place = held.get("$ref") or next((one["$ref"] for one in held.get("allOf", ()) if "$ref" in one), None)
    return blocks[place.rpartition("/")[2]] if place else None


if __name__ == "__main__":
    path().write_text(text(), encoding="utf-8")
