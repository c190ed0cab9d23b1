"""When lore comes in: a pure function from what was said lately to the entries that fire, and why.

Words and phrases are looked for as a whole and in upper or lower case alike; a `*` at the end stands for any
ending. An entry fires by one word of `any` or by its `regex`, if it has either, with all words of `all` and
with none of `not`; and always, if it is so marked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.persona import patterns
from companion.persona.phrases import has, straight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from companion.persona.persona import Lore

LATELY = 4
"""Messages before the one at hand whose words still count: the talk does not leave its subject at once. Less,
where an entry says so.
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an entry fires, and the reason in words."""

    lore: Lore
    fires: bool
    because: str


def judged(lore: Iterable[Lore], texts: Sequence[str]) -> tuple[Verdict, ...]:
    """Every entry, those that matter most first; `texts` are the last messages, the newest at the end."""
    lately = [straight("\n".join(texts[-depth:])) for depth in range(1, LATELY + 2)]
    return tuple(
        _judged(entry, lately[entry.lately - 1]) for entry in sorted(lore, key=lambda entry: -entry.priority)
    )


def fired(lore: Iterable[Lore], texts: Sequence[str]) -> tuple[Lore, ...]:
    """The entries that fire, those that matter most first."""
    return tuple(verdict.lore for verdict in judged(lore, texts) if verdict.fires)


def _judged(entry: Lore, said: str) -> Verdict:
    if entry.always:
        return Verdict(entry, True, "it is always told")
    barred = next((word for word in entry.without if has(said, word)), None)
    if barred is not None:
        return Verdict(entry, False, f"“{barred}” was said, which keeps it away")
    lacking = next((word for word in entry.all if not has(said, word)), None)
    if lacking is not None:
        return Verdict(entry, False, f"“{lacking}” was not said, and all of `all` are needed")
    return _triggered(entry, said)


def _triggered(entry: Lore, said: str) -> Verdict:
    word = next((word for word in entry.any if has(said, word)), None)
    if word is not None:
        return Verdict(entry, True, f"“{word}” was said")
    matched = patterns.find(entry.regex, said) if entry.regex else None
    if matched is not None:
        return Verdict(entry, True, f"the regex found “{matched[0]}”")
    if entry.all and not entry.any and not entry.regex:
        return Verdict(entry, True, "all of " + ", ".join(f"“{word}”" for word in entry.all) + " were said")
    lacks = "no word of `any` was said" if entry.any else "it has no words that bring it in"
    return Verdict(entry, False, lacks if not entry.regex else f"{lacks}, and the regex finds nothing")
