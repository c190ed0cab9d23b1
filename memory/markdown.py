"""Conversations, facts and summaries as Markdown pages: pure text in, text out; what was said stays text.

Nothing in a message is taken for a heading, a list, HTML or a link: a page shows it as it was typed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from memory.records import Conversation, Fact, Message, Summary

LONGEST_NAME = 60  # characters of a file's name that come from a title

_KEPT = {"\t", "\u200c", "\u200d"}  # joiners make one sign of several; all else that is unseen can mislead
_MARKS = re.compile(r"[\\`*_{}\[\]<>&~|$]")
_AT_START = re.compile(r"^([#+\-=:]|\d{1,9}(?=[.)]))")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSAFE = re.compile(r'[/\\:*?"<>|#%.\s]+')
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(10)}


@dataclass(frozen=True, slots=True)
class Page:
    """A conversation, and the path of its page from the top of the folder."""

    conversation: Conversation
    path: str
    title: str


def literal(text: str) -> str:
    """The text as Markdown that shows just this, line by line."""
    return "  \n".join(_line(line) for line in _BREAKS.sub("\n", text).strip("\n").split("\n")).replace(
        "\n  \n", "\n\n"
    )


def _line(line: str) -> str:
    shown = "".join(
        one for one in line if one in _KEPT or unicodedata.category(one) not in {"Cc", "Cf", "Cs"}
    )
    words = shown.lstrip(" \t")
    indent = "\u00a0" * len(shown[: len(shown) - len(words)].expandtabs(4))
    marked = _MARKS.sub(r"\\\g<0>", words.rstrip())
    return indent + _AT_START.sub(_escaped, marked)


def _escaped(found: re.Match[str]) -> str:
    start = found.group(0)
    return f"{start}\\" if start[0].isdigit() else f"\\{start}"


def inline(text: str) -> str:
    """The same in one line, for titles and links."""
    return _line(" ".join(_BREAKS.sub(" ", text).split()))


def file_name(text: str) -> str:
    """What of a text can be part of a file's name on any system; it may be empty."""
    plain = unicodedata.normalize("NFC", text)
    kept = "".join(one for one in plain if unicodedata.category(one)[0] not in "CZ" or one in " \t\n")
    name = _UNSAFE.sub(" ", kept).strip()[:LONGEST_NAME]
    while len(name.encode()) > 3 * LONGEST_NAME:
        name = name[:-1]
    return f"{name} " if name.lower() in _RESERVED else name.strip()


def local(at: datetime) -> datetime:
    """The instant on this machine's calendar."""
    try:
        return at.astimezone()
    except OverflowError:  # the first or last day that there is
        return at


def link(label: str, path: str, anchor: str = "") -> str:
    """A link to a page, seen from the top of the folder or (with `../` in front) from elsewhere."""
    return f"[{inline(label)}]({quote(path)}{f'#{anchor}' if anchor else ''})"


def conversation_page(page: Page, messages: Sequence[Message], head: Iterable[int]) -> str:
    """A conversation: the way to its head, then the other ways that it went."""
    spoken = page.conversation
    matter = {
        "title": page.title,
        "date": f"{local(spoken.started_at):%Y-%m-%d}",
        "persona": spoken.persona,
        "messages": len(messages),
    }
    way = set(head)
    parts = [_front_matter(matter), f"# {inline(page.title)}"]
    parts += _messages([one for one in messages if one.id in way], spoken.persona)
    for branch in branches([one for one in messages if one.id not in way]):
        after = branch[0].parent
        parts.append(f"## Another way, after {f'[this](#m{after})' if after else 'nothing'}")
        parts += _messages(branch, spoken.persona)
    return "\n\n".join(parts) + "\n"


def _front_matter(fields: Mapping[str, object]) -> str:
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---"])


def _messages(messages: Sequence[Message], persona: str) -> list[str]:
    parts, day = [], ""
    for one in messages:
        at = local(one.at)
        if f"{at:%Y-%m-%d}" != day:
            day = f"{at:%Y-%m-%d}"
            parts.append(f"*{day}*")
        mark = "" if one.status == "complete" else f" *({one.status})*"
        parts.append(f'<a id="m{one.id}"></a>**{_speaker(one, persona)}** {at:%H:%M}{mark}')
        parts.append(literal(one.text) or "*(nothing)*")
    return parts


def _speaker(message: Message, persona: str) -> str:
    names = {USER: "You", COMPANION: persona.replace("-", " ").title() or "She"}
    return inline(names.get(message.author, message.author))


def branches(messages: Sequence[Message]) -> list[list[Message]]:
    """The messages in runs in which each follows the one before it."""
    runs: list[list[Message]] = []
    by_end: dict[int | None, list[Message]] = {}
    for one in messages:
        run = by_end.pop(one.parent, None)
        if run is None:
            run = []
            runs.append(run)
        run.append(one)
        by_end[one.id] = run
    return runs


def facts_page(facts: Sequence[Fact], sources: Mapping[int, str]) -> str:
    """All facts; `sources` are links to messages by their ids."""
    parts = ["# Facts"]
    for title, held in (("What holds", True), ("What held", False)):
        lines = [_fact(fact, sources) for fact in facts if fact.holds == held]
        if lines:
            parts += [f"## {title}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def _fact(fact: Fact, sources: Mapping[int, str]) -> str:
    notes = ["pinned"] if fact.pinned else []
    if fact.superseded_by is not None:
        notes.append(f"gave way to [f{fact.superseded_by}](#f{fact.superseded_by})")
    if fact.valid_from:
        notes.append(f"since {local(fact.valid_from):%Y-%m-%d}")
    if fact.valid_to:
        notes.append(f"until {local(fact.valid_to):%Y-%m-%d}")
    said = [sources[number] for number in fact.sources if number in sources]
    notes.append(f"from {', '.join(said)}" if said else f"told on {local(fact.learned_at):%Y-%m-%d}")
    return f'- <a id="f{fact.id}"></a>{inline(fact.text)} ({"; ".join(notes)})'


def summaries_page(month: str, summaries: Sequence[tuple[Summary, Sequence[str]]]) -> str:
    """The summaries of a month, each with the links to what it covers."""
    parts = [f"# {month}"]
    for summary, covered in summaries:
        start, end = (f"{local(at):%Y-%m-%d}" for at in (summary.start, summary.end))
        span = start if start == end else f"{start} to {end}"
        parts.append(f'<a id="s{summary.id}"></a>')
        parts += [f"## {span}, {summary.level}", literal(summary.text)]
        if covered:
            parts.append(f"Covers {', '.join(covered)}.")
    return "\n\n".join(parts) + "\n"


def index_page(pages: Sequence[Page], months: Sequence[str], *, facts: bool) -> str:
    """What there is: a line a conversation, the newest month first."""
    parts = ["# What was said"]
    others = [link("Facts", "facts.md")] if facts else []
    others += [link(f"Notes on {month}", f"summaries/{month}.md") for month in months]
    if others:
        parts.append("\n".join(f"- {one}" for one in others))
    by_month: dict[str, list[str]] = {}
    for page in pages:
        begun = local(page.conversation.started_at)
        line = f"- {begun:%d} {link(page.title, page.path)}, {page.conversation.messages:,}"
        by_month.setdefault(f"{begun:%Y-%m}", []).append(line)
    for month in sorted(by_month, reverse=True):
        parts += [f"## {month}", "\n".join(sorted(by_month[month]))]
    return "\n\n".join(parts) + "\n"
