"""What the schema says against a value, in an author's words: what is wrong, and what would be right."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from companion.persona.findings import Steps, plain
from companion.persona.kinds import HOURS_PATTERN, NAME_PATTERN, VERSION_PATTERN
from companion.persona.schema import keys_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

_SAYS = {
    "literal_error": "This has to be {expected}.",
    "greater_than_equal": "This has to be at least {ge}.",
    "less_than_equal": "This has to be at most {le}.",
    "string_too_long": "This text is too long; {max_length} characters are the most.",
    "string_too_short": "This text is empty. Write something, or take the key out.",
    "too_long": "This list is too long; {max_length} entries are the most.",
    "too_short": "This list is empty. It needs {min_length} entry at least.",
    "finite_number": "This has to be an ordinary number.",
}
_LOREBOOK = (
    "These entries are written as in the lorebook of a character card. Here the words in `keys` stand in "
    "`any`, a pattern between slashes stands in `regex` without them, `content` is `text`, and each entry "
    "has an `id`."
)
_FEW = 8  # keys that are listed even where one of them is meant
_OURS = ("pattern", "expects_nothing")  # their messages are written where they are raised
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list (lines that start with `- `)",
    "model_type": "a block of keys",
}
_PATTERNS = {
    NAME_PATTERN: "An id is made of a-z, 0-9 and hyphens, 64 at the most.",
    VERSION_PATTERN: 'A version is a number such as "1" or "1.2.0".',
    HOURS_PATTERN: 'Quiet hours are two times of the day, such as "22:00-07:30".',
}


def message(details: ErrorDetails) -> str:
    """The sentence for one of pydantic's errors."""
    kind, steps, context = details["type"], details["loc"], details.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(steps)
    if kind == "missing":
        return f"`{plain(str(steps[-1]))}` is missing{_inside(steps[:-1], '')}."
    if kind.endswith("_type"):
        return _wrong_type(kind, details["input"], steps)
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(context["pattern"], "This has to be one line.")
    if kind in _OURS:
        return details["msg"]
    return _SAYS.get(kind, "This is not right: {said}").format(said=details["msg"], **context)


def of_another_format(errors: Iterable[ErrorDetails]) -> tuple[Steps, str] | None:
    """What to say once of a whole list that was written for another program."""
    for error in errors:
        if error["type"] == "extra_forbidden" and error["loc"][::2] == ("lore", "keys"):
            return ("lore",), _LOREBOOK
    return None


def _unknown_key(steps: Steps) -> str:
    key, known = str(steps[-1]), keys_at(steps[:-1])
    close = difflib.get_close_matches(key[:64], known, n=1)
    advice = [f"Did you mean `{close[0]}`?"] if close else []
    if not close or len(known) <= _FEW:
        advice.append(f"The keys here are {', '.join(known)}.")
    return f"`{plain(key)}` is not a key{_inside(steps[:-1], ' of a persona')}. {' '.join(advice)}"


def _inside(steps: Steps, top: str) -> str:
    word = next((step for step in reversed(steps) if isinstance(step, str)), None)
    return f" in `{plain(word)}`" if word else top


def _wrong_type(kind: str, given: Any, steps: Steps) -> str:
    wanted = _WANTED.get(kind, "something else")
    if kind == "model_type" and (keys := keys_at(steps)):
        wanted += f" ({', '.join(keys)})"
    hint = " Put it in quotes." if wanted == "text" and isinstance(given, (int, float)) else ""
    return f"This has to be {wanted}, and it is {_named(given)}.{hint}"


def _named(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    names = {dict: "a block of keys", list: "a list", str: "text", int: "a number", float: "a number"}
    return names.get(type(value), "empty")
