"""Whether the schema of a persona takes a value, and what to do with a text that is too long for it."""

from __future__ import annotations

from typing import Any

CORE = 4000
PARAGRAPH = 1200
LINE = 240
WORD = 60
STAND_IN: dict[str, Any] = {
    "schema": 1,
    "id": "somebody",
    "name": "Somebody",
    "identity": {"core": "Somebody."},
    "greetings": {"first": "Hello."},
}
_ENDS = ("\n\n", "\n", ". ", "! ", "? ", " ")


def fits(key: str, value: Any) -> bool:
    """Whether this may stand in a persona file."""
    from pydantic import ValidationError  # slow to import

    from companion.persona.schema import PersonaFile

    try:
        PersonaFile.model_validate(STAND_IN | {key: value})
    except ValidationError:
        return False
    return True


def is_word(text: str, most: int = WORD) -> bool:
    """Whether it may stand where the schema wants a few words on a line."""
    return 0 < len(text.strip()) <= most and not {"\n", "\t"} & set(text)


def cut(text: str, most: int) -> tuple[str, str]:
    """The text in two, the first of `most` characters at the most and ending where a reader would pause."""
    if len(text) <= most:
        return text, ""
    for end in _ENDS:
        at = text.rfind(end, most // 2, most)
        if at >= 0:
            return text[: at + len(end)], text[at + len(end) :]
    return text[:most], text[most:]


def pieces(text: str, most: int) -> list[str]:
    """The text in pieces of `most` characters at the most, each with something to read in it."""
    found: list[str] = []
    while text:
        piece, text = cut(text, most)
        if piece.strip():
            found.append(piece)
    return found


def joined(texts: list[str]) -> str:
    """The pieces as one; those that were no pieces of one text become paragraphs."""
    whole = ""
    for text in texts:
        between = "" if not whole or whole[-1].isspace() else "\n\n"
        whole += between + text
    return whole
