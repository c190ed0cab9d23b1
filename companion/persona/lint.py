"""What is wrong with a persona file, in an author's words: each error with its place and the remedy."""

from __future__ import annotations

import difflib
import os
import stat
from typing import TYPE_CHECKING, Any

from companion.persona.document import MAX_BYTES, Document, read
from companion.persona.findings import Fault, Finding, Place, Steps, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from companion.persona.persona import Persona

_TOP = Place(1, 1)


def lint(path: Path) -> list[Finding]:
    """Errors and warnings of a file, in its order; none where all is well. Nothing is raised."""
    return check(path)[1]


def check(path: Path) -> tuple[Persona | None, list[Finding]]:
    """The persona in a file, None if it has errors, and what was found."""
    persona, faults = _checked(path)
    findings = [fault.found_in(str(path)) for fault in faults]
    return persona, sorted(findings, key=lambda finding: (finding.line, finding.column))


def _checked(path: Path) -> tuple[Persona | None, list[Fault]]:
    try:
        data = _bytes(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return None, [Fault(_TOP, (), f"The file can't be read: {plain(reason, 80)}.")]
    document = read(data)
    if document.value is None:
        return None, list(document.faults)
    persona, faults = _validated(document)
    if persona is not None:
        faults += _warnings(persona, document, path.stem)
    return persona, faults


def _bytes(path: Path) -> bytes:
    """The file, or a byte more than the most it may have. Only of a regular file: a pipe would wait."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "it is not a file")
        return file.read(MAX_BYTES + 1)


def _validated(document: Document) -> tuple[Persona | None, list[Fault]]:
    from pydantic import ValidationError  # slow to import, and not needed for a file that can't be read

    from companion.persona.schema import PersonaFile

    try:
        return PersonaFile.model_validate(document.value).persona(), []
    except ValidationError as error:
        return None, [_fault(details, document) for details in error.errors(include_url=False)]


def _fault(details: ErrorDetails, document: Document) -> Fault:
    steps = details["loc"]
    return Fault(document.place(steps), steps, _message(details, steps))


def _message(details: ErrorDetails, steps: Steps) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(steps)
    if kind == "missing":
        return f"`{plain(str(steps[-1]))}` is missing{_inside(steps[:-1], '')}."
    if kind.endswith("_type"):
        return _wrong_type(kind, details["input"], steps)
    if kind == "string_pattern_mismatch":
        return _wrong_pattern(steps)
    return _SAYS.get(kind, "This is not right: {said}").format(said=details["msg"], **context)


_SAYS = {
    "literal_error": "This has to be {expected}.",
    "greater_than_equal": "This has to be at least {ge}.",
    "less_than_equal": "This has to be at most {le}.",
    "string_too_long": "This text is too long; {max_length} characters are the most.",
    "string_too_short": "This text is empty. Write something, or take the key out.",
    "too_long": "This list is too long; {max_length} entries are the most.",
    "finite_number": "This has to be an ordinary number.",
}
_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list (lines that start with `- `)",
    "model_type": "a block of keys",
}


def _unknown_key(steps: Steps) -> str:
    from companion.persona.schema import keys_at

    key, known = str(steps[-1]), keys_at(steps[:-1])
    close = difflib.get_close_matches(key[:64], known, n=1)
    meant = f"Did you mean `{close[0]}`? " if close else ""
    where = _inside(steps[:-1], " of a persona")
    return f"`{plain(key)}` is not a key{where}. {meant}The keys here are {', '.join(known)}."


def _inside(steps: Steps, top: str) -> str:
    word = next((step for step in reversed(steps) if isinstance(step, str)), None)
    return f" in `{plain(word)}`" if word else top


def _wrong_type(kind: str, given: Any, steps: Steps) -> str:
    from companion.persona.schema import keys_at

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


def _wrong_pattern(steps: Steps) -> str:
    if steps == ("id",):
        return "An id is made of a-z, 0-9 and hyphens, 64 at the most."
    if steps == ("version",):
        return 'A version is a number such as "1" or "1.2.0".'
    return "This has to be one line."


def _warnings(persona: Persona, document: Document, stem: str) -> Iterator[Fault]:
    """What is allowed and yet probably not meant."""
    if persona.id != stem:
        message = (
            f"The id is `{persona.id}`, but a persona is found by the name of its file, `{plain(stem)}`."
        )
        yield Fault(document.place(("id",)), ("id",), message, "warning")
    if not persona.examples:
        message = "There are no examples. Small models live by them: write two or three exchanges."
        yield Fault(_TOP, ("examples",), message, "warning")
    for steps, text in _spoken(persona):
        for phrase in persona.voice.banned_phrases:
            if phrase.casefold() in text.casefold():
                message = f"This says “{plain(phrase)}”, which `voice.banned_phrases` forbids."
                yield Fault(document.place(steps), steps, message, "warning")


def _spoken(persona: Persona) -> Iterator[tuple[Steps, str]]:
    greetings = persona.greetings
    words = {"return": greetings.again, "late_night": greetings.late_night, "first": greetings.first}
    for key, text in (words | {"long_absence": greetings.long_absence}).items():
        if text:
            yield ("greetings", key), text
    for index, example in enumerate(persona.examples):
        if example.good:
            yield ("examples", index, "answer"), example.answer
