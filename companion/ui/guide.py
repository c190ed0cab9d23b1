"""What the memory screen says beside what it shows: tabs, counts, keys, and what to do where nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from companion.safety.sanitize import one_line
from companion.ui.shelf import LATEST

if TYPE_CHECKING:
    from companion.ui.screens.memory import MemoryScreen, Tab
    from companion.ui.shelf import Shelf

GAP = Content("  ")
WHERE = {"facts": "facts", "diary": "her notes", "messages": "all that was said"}
LEVELS = {
    "conversation": "conversations",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
}
ALWAYS = (("a", "add", "change('add')"), ("/", "search", "look_for"), ("i", "amounts", "amounts"))
FORGET = ("d", "forget", "change('forget')")
KEYS = {
    "facts": (
        ("enter", "sources", "choose"),
        ("e", "edit", "change('edit')"),
        ("p", "pin", "change('pin')"),
        ("t", "timeline", "timeline"),
        ("f", "outdated", "outdated"),
        FORGET,
    ),
    "diary": (("enter", "read, sources", "choose"), ("l", "spans", "level"), FORGET),
    "messages": (("enter", "goes there", "choose"), FORGET),
}
NONE_YET = {
    "facts": "She knows no facts of you yet. She learns them from what you say; a tells her one.",
    "diary": "There are no notes yet. She writes one when a conversation is over.",
    "messages": "Nothing was said yet. Esc leads back to the conversation.",
}


def _clicked(text: str, action: str, style: str) -> Content:
    """Text that does what a key does when it is clicked."""
    content = Content.styled(text, style)
    return content.stylize(Style.from_meta({"@click": f"screen.{action}"}))


def tabs(tab: Tab, shelf: Shelf | None, width: int) -> Content:
    """The three tabs, each with how much there is."""
    status = shelf.status if shelf is not None else None
    counts = (0, 0, 0)
    if shelf is not None and status is not None:
        facts = len(shelf.facts) - shelf.outdated()
        counts = (facts, len(shelf.notes), status["rows"].get("message", 0))
    parts = [Content.styled("Memory" if width >= 72 else "", "bold $primary")]
    for name, count in zip(("facts", "diary", "messages"), counts, strict=True):
        style = "bold reverse $primary" if name == tab else "$foreground"
        amount = f" {count:,}" if shelf is not None else ""
        parts.append(_clicked(f" {name.title()}{amount} ", f"open('{name}')", style))
    return GAP.join(parts)


def keys(tab: Tab, width: int) -> Content:
    """What can be done here, by key or by click, in lines of `width` cells."""
    lines: list[list[Content]] = [[]]
    for key, label, action in (*KEYS[tab], *ALWAYS, ("esc", "back", "back")):
        part = Content.assemble(_clicked(key, action, "$accent"), _clicked(f" {label}", action, "$faint"))
        if len(GAP.join([*lines[-1], part])) > width:
            lines.append([])
        lines[-1].append(part)
    return Content("\n").join(GAP.join(line) for line in lines)


def count(screen: MemoryScreen, shown: int) -> str:
    """How much of it is shown, and what is left out."""
    if screen.shelf is None:
        return "looking it up …"
    if screen.about is not None:
        topic = one_line(screen.about.topic or screen.about.text, 30)
        return f"The timeline of “{topic}”, oldest first. Esc leads back."
    if screen.tab == "messages":
        return _messages(shown, found=bool(screen.wanted))
    noun = "fact" if screen.tab == "facts" else "note"
    found = f"{shown:,} {noun}{'s' * (shown != 1)}" + (" found" if screen.wanted else "")
    return f"{found}{_left_out(screen)}"


def _messages(shown: int, *, found: bool) -> str:
    if shown >= LATEST:
        return f"The {LATEST} best that were found" if found else f"The latest {LATEST}"
    return f"{shown:,} message{'s' * (shown != 1)}{' found' if found else ''}"


def _left_out(screen: MemoryScreen) -> str:
    if screen.tab == "diary":
        return f", over {LEVELS[screen.level]} alone (l: others)" if screen.level else ", newest first"
    outdated = screen.shelf.outdated() if screen.shelf is not None else 0
    if not outdated:
        return ""
    return ", outdated ones too (×)" if screen.outdated else f"; f shows {outdated:,} outdated"


def nothing(screen: MemoryScreen) -> str:
    """What to do where there is nothing to show."""
    if screen.shelf is None:
        return ""
    if screen.wanted and screen.tab == "facts":
        return "No fact has these words. 3 looks for them in all that was said."
    if screen.wanted:
        said = "No note has these words." if screen.tab == "diary" else "Nothing was said with these words."
        return f"{said} Esc takes them away."
    if screen.tab == "diary" and screen.level is not None:
        return f"There are no notes over {LEVELS[screen.level]} yet. l shows others."
    if screen.tab == "facts" and screen.shelf.outdated():
        return "No fact holds any more. f shows those that did."
    return NONE_YET[screen.tab]
