"""Lore that can never come in, or always does."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from companion.persona import patterns
from companion.persona.findings import plain
from companion.persona.phrases import has

if TYPE_CHECKING:
    from collections.abc import Iterator

    from companion.persona.findings import Steps
    from companion.persona.persona import Lore, Persona

_WORDS = """
a about all am an and any are as at be been but by can do for from get go had has have he her him his how i if
in is it just like me my no not of on or our she so that the their them there they this to up us was we well
were what when which who why will with would yes you your hello hi ok
"""
_COMMON = frozenset(_WORDS.split())


def on_lore(persona: Persona) -> Iterator[tuple[Steps, str]]:
    """What is odd about each entry."""
    times = Counter(entry.id for entry in persona.lore)
    for index, entry in enumerate(persona.lore):
        if times[entry.id] > 1:
            yield (
                ("lore", index, "id"),
                f"Another entry is called `{entry.id}` as well. Give each its own id.",
            )
        for step, message in _on_entry(entry):
            yield ("lore", index, *step), message


def _on_entry(entry: Lore) -> Iterator[tuple[Steps, str]]:
    triggers = bool(entry.any or entry.all or entry.regex)
    if entry.always:
        if triggers:
            yield ("always",), "This is always told, whatever was said; take `always` out, or the words."
        return
    if not triggers:
        yield (), "Nothing brings this in. Give it words in `any`, or say `always: true`."
    yield from _barred(entry)
    yield from _common(entry)


def _barred(entry: Lore) -> Iterator[tuple[Steps, str]]:
    never = next((word for word in entry.all if _is_barred(word, entry)), None)
    if never is not None:
        yield (
            ("all",),
            f"This can never come in: “{plain(never)}” has to be said, and must not be said (`not`).",
        )
    elif entry.any and not entry.regex and all(_is_barred(word, entry) for word in entry.any):
        yield ("any",), "This can never come in: each word of `any` is in `not` as well."
    for number, word in enumerate(entry.without):
        if _is_common(word):
            yield ("not", number), f"“{plain(word)}” is said all the time, and so this hardly ever comes in."


def _is_barred(word: str, entry: Lore) -> bool:
    """Whether saying it says a word of `not` too: "rose" that is, where “rose*” must not be said."""
    return any(has(word, barred) for barred in entry.without)


def _common(entry: Lore) -> Iterator[tuple[Steps, str]]:
    needed = [word for word in entry.all if not _is_common(word)]
    for number, word in enumerate(entry.any):
        if _is_common(word) and not needed:
            message = f"“{plain(word)}” is said all the time, and so this nearly always comes in."
            yield ("any", number), message
    if entry.all and not needed and not entry.any and not entry.regex:
        yield ("all",), "Each word of `all` is said all the time, and so this nearly always comes in."
    if entry.regex and patterns.find(entry.regex, "") is not None:
        yield ("regex",), "This matches where nothing is, and so it always comes in."
    elif entry.regex and not needed and all(patterns.find(entry.regex, one) is not None for one in "ex"):
        yield ("regex",), "This matches any letter, and so it always comes in."


def _is_common(word: str) -> bool:
    return word.casefold().strip("* ") in _COMMON or not word.strip("* ")
