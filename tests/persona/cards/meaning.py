"""What a card's JSON means, so that two can be held against each other where their letters may differ.

Alike are: a field that is not there, one that is null, and one that the specification wants and that is
empty; `use_regex` of false and none; a number and its digits where a text is wanted; a text, and a list of
it alone, where a list is; the names that a placeholder has; the order of keys. What can't be seen in a text
is not in it, and the date of the last change is that of the export.
"""

from __future__ import annotations

from typing import Any

from companion.persona.cleaning import Cleaner

_TEXTS = ("description", "personality", "scenario", "first_mes", "mes_example")
_LATER = ("creator_notes", "system_prompt", "post_history_instructions", "creator", "character_version")
_LISTS = ("alternate_greetings", "tags", "group_only_greetings")
_EMPTY: dict[str, Any] = (
    dict.fromkeys(("name", *_TEXTS, *_LATER), "") | {key: [] for key in _LISTS} | {"extensions": {}}
)
_ENTRY: dict[str, Any] = {
    "keys": [],
    "content": "",
    "extensions": {},
    "enabled": True,
    "insertion_order": 100,
    "use_regex": False,
}


_LISTED = {*_LISTS, "source", "keys", "secondary_keys"}
_TEXTUAL = {"name", *_TEXTS, *_LATER, "nickname", "comment", "content"}


def meant(value: dict[str, Any]) -> dict[str, Any]:
    """A card or a lorebook of any version, in one and the same form."""
    value = Cleaner().clean(value)
    if "data" not in value:
        return _card(value)
    inner = _book if value["spec"] == "lorebook_v3" else _card
    return value | {"data": inner(value["data"])}


def _card(data: dict[str, Any]) -> dict[str, Any]:
    made = _EMPTY | _given(data)
    made.pop("modification_date", None)
    if "character_book" in made:
        made["character_book"] = _book(made["character_book"])
    return made


def _book(book: dict[str, Any]) -> dict[str, Any]:
    made = {"extensions": {}, "entries": []} | _given(book)
    return made | {"entries": [_ENTRY | _given(entry) for entry in made["entries"]]}


def _given(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _told(key, item) for key, item in data.items() if item is not None}


def _told(key: str, item: Any) -> Any:
    if key in _LISTED:
        return [_text(one) for one in ([item] if isinstance(item, str) else item)]
    return _text(item) if key in _TEXTUAL else item


def _text(item: Any) -> str:
    return str(item).replace("<USER>", "{{user}}").replace("<BOT>", "{{char}}")
