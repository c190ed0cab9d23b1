"""What the pages show, as text with styles: pure, so that each can be read in a test."""

from __future__ import annotations

import textwrap
from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.content import Content

from companion.safety.sanitize import one_line
from companion.ui import moments
from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from companion.engine.prompt import Prompt
    from memory.records import Kind, Message, Recollection

BAR = 24
BEFORE_BAR = 42  # cells that name and figures take
PARTS = {
    "floor": "what holds for everyone",
    "persona": "who she is",
    "facts": "what she knows of you",
    "log": "past conversations",
    "conversation": "this conversation",
    "lore": "what she knows of it",
    "recalled": "what came back to her",
    "message": "your message",
}
KEPT = {
    "conversations": "conversation",
    "messages": "message",
    "facts": "fact",
    "summaries": "summary",
    "reminders": "reminder",
}
KINDS = {"message": "said", "fact": "a fact", "summary": "a summary"}


def speaker(author: str | None, name: str) -> str:
    """Who said it, as the user reads it."""
    return {USER: "you", COMPANION: name, None: ""}.get(author, one_line(author or ""))


def why(
    found: Sequence[Recollection],
    sources: Mapping[tuple[Kind, int], Sequence[Message]],
    name: str,
    now: datetime,
) -> Content:
    """What she remembered for her last answer, and the messages that each of it rests on."""
    if not found:
        return Content("Nothing from before: she answered from this conversation alone.")
    blocks = []
    for one in found:
        who = speaker(one.author, name)
        said = f"{who}, " if one.kind == "message" and who else f"{KINDS[one.kind]}, "
        lines = [
            Content.assemble(("● ", "$primary"), one_line(one.text, 600)),
            Content.styled(f"  {said}{moments.moment(one.at, now)}  ·  weight {one.score:.2f}", "$faint"),
        ]
        lines += _rests_on(one, sources.get((one.kind, one.id), ()), name, now)
        blocks.append(Content("\n").join(lines))
    return Content("\n\n").join(blocks)


def _rests_on(one: Recollection, sources: Sequence[Message], name: str, now: datetime) -> list[Content]:
    if one.kind == "message":
        return []
    if not sources:
        return [Content.styled("  you told her so directly", "$faint")]
    return [
        Content.assemble(
            ("  ↳ ", "$accent"),
            (f"{moments.moment(m.at, now)}, {speaker(m.author, name)}: ", "$faint"),
            (f"“{one_line(m.text, 240)}”", "$secondary"),
        )
        for m in sources
    ]


def context(prompt: Prompt | None, width: int, embeds: str = "") -> Content:
    """The parts of the last prompt: tokens, the share that each may take, and a bar where there is room
    for it in `width` cells. `embeds` is the host where texts go to be embedded, if they leave this machine.
    """
    if prompt is None:
        return Content("Nothing was sent yet in this conversation. Say something first.")
    free = max(0, prompt.window - prompt.tokens - prompt.reserve)
    figures = [(PARTS.get(p.name, p.name), p.tokens, f"of {p.share:,}", "$primary") for p in prompt.parts]
    figures += [("kept for the answer", prompt.reserve, "", "$secondary"), ("free", free, "", "$faint")]
    cells = max(0, min(BAR, width - BEFORE_BAR))
    rows = [
        _row(name, tokens, share, _bar(tokens, prompt.window, cells, style))
        for name, tokens, share, style in figures
    ]
    total = f"{prompt.tokens:,} of {prompt.window:,} tokens were sent"
    far = f"What is said goes to {one_line(embeds)} as well, which embeds it for recall by meaning."
    lines = [Content(""), Content.styled(far, "$warning")] if embeds else []
    return Content("\n").join([Content.styled(total, "bold"), Content(""), *rows, *lines])


def _row(name: str, tokens: int, share: str, bar: Content) -> Content:
    return Content.assemble(f"{name:<24}", (f"{tokens:>7,} {share:<9} ", "$secondary"), bar)


def _bar(tokens: int, window: int, cells: int, style: str) -> Content:
    filled = min(cells, max(round(cells * tokens / window), 1)) if tokens and window else 0
    return Content.assemble(("━" * filled, style), ("─" * (cells - filled), "$panel"))


def amounts(status: Mapping[str, Any], now: datetime) -> Content:
    """How much there is, and where it is kept."""
    return Content("\n").join(
        Content.assemble(f"{name:<16}", (value, "$secondary")) for name, value in _amounts(status, now)
    )


def _amounts(status: Mapping[str, Any], now: datetime) -> list[tuple[str, str]]:
    rows = status["rows"]
    kept = [(name, rows.get(table, 0)) for name, table in KEPT.items()]
    since = status["first"]
    span = [("since", moments.day(datetime.fromisoformat(since), now))] if since else []
    size = f"{status['bytes'] / 1024**2:,.1f} MB" + (", encrypted" if status["encrypted"] else "")
    counts = [(name, f"{count:,}") for name, count in kept]
    if status.get("unembedded"):
        counts.append(("vectors", f"{status['unembedded']:,} waiting to be made"))
    return [*counts, *span, ("size", size), ("file", one_line(status["path"]))]


def help_page(commands: Sequence[tuple[str, str]], keys: Sequence[tuple[str, str]], width: int) -> Content:
    """The commands and the keys, in two columns of `width` cells together."""
    lines = [Content.styled("Commands", "bold")]
    lines += [_entry(name, text, width, "$primary") for name, text in commands]
    lines += [Content(""), Content.styled("Keys", "bold")]
    lines += [_entry(name, text, width, "$accent") for name, text in keys]
    return Content("\n").join(lines)


def _entry(name: str, text: str, width: int, style: str) -> Content:
    column = min(20, width // 3)
    rows = textwrap.wrap(text, max(20, width - column - 1)) or [""]
    if len(name) >= column:  # too long for its column: on a line of its own
        rows.insert(0, "")
    first, *more = rows
    return Content.assemble(
        (name.ljust(column), style), f" {first}", *(f"\n{'':<{column}} {row}" for row in more)
    )


def snippet(text: str, wanted: str, width: int) -> Content:
    """The part of a text where the first of the wanted words is, the words set off."""
    line = one_line(text)
    low = line.lower()
    words = [word for word in wanted.lower().split() if word in low] if len(low) == len(line) else []
    first = min((low.index(word) for word in words), default=0)
    start = 0 if len(line) <= width or first < width // 2 else line.rfind(" ", 0, first - width // 3) + 1
    cut = ("…" if start else "") + line[start : start + width] + ("…" if start + width < len(line) else "")
    shown = Content(cut)
    for word in words:
        place = cut.lower().find(word)
        if place >= 0:
            shown = shown.stylize("bold $primary", place, place + len(word))
    return shown
