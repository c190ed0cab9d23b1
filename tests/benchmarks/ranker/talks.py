"""The invented conversations in `talks/`: text that one can read and add to, as messages and questions.

    @kind diary                 (a person and the companion; or: friends)
    @people Nora                (friends: two names)
    @tz Europe/Lisbon
    == 2024-03-02 19:10         a conversation begins
    U: text #tag #tag           U is the user, C the companion; friends: a name. Tags name what answers
    ? kind | question | tag tag | stale: tag tag

All questions are asked after the last message. In `multi` every tagged message is part of the answer,
elsewhere any of them is enough; `stale` are the messages that said it before it changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from memory import Memory

FOLDER = Path(__file__).parent / "talks"

_TAGS = re.compile(r"(?:\s+#[\w-]+)+\s*$")
_AUTHORS = {"U": USER, "C": COMPANION}


@dataclass(frozen=True, slots=True)
class Said:
    """A message: `talk` counts the conversations, `name` is what questions call it."""

    name: str
    talk: int
    author: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the names of the messages that answer it, and of those that did until it changed."""

    kind: str
    text: str
    gold: frozenset[str]
    stale: frozenset[str]


@dataclass(slots=True)
class Life:
    """All that was said by the people of one file, and what is asked about it."""

    name: str
    kind: str = "diary"
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    said: list[Said] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


def lives() -> list[Life]:
    """Every file, by name."""
    return [read(path) for path in sorted(FOLDER.glob("*.txt"))]


def read(path: Path) -> Life:
    """A file. Raises `ValueError` for a line that is none of the above."""
    life, at, talk = Life(path.stem), datetime.now(UTC), 0
    tagged: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, path.read_text("utf-8").splitlines())):
        if line.startswith("@"):
            _head(life, line)
        elif line.startswith("=="):
            at, talk = (
                datetime.strptime(line[2:].strip(), "%Y-%m-%d %H:%M").replace(tzinfo=life.zone),
                talk + 1,
            )
        elif line.startswith("?"):
            life.asked.append(_question(line, tagged))
        else:
            _message(life, line, talk, at, tagged)
            at += timedelta(seconds=40)
    return life


def _head(life: Life, line: str) -> None:
    name, _, value = line[1:].partition(" ")
    if name == "kind":
        life.kind = value.strip()
    elif name == "tz":
        life.zone = ZoneInfo(value.strip())


def _question(line: str, tagged: dict[str, list[str]]) -> Asked:
    kind, text, gold, *rest = (part.strip() for part in line[1:].split("|"))
    stale = rest[0].removeprefix("stale:").split() if rest else []
    return Asked(kind, text, _named(gold.split(), tagged), _named(stale, tagged))


def _named(tags: list[str], tagged: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(name for tag in tags for name in tagged[tag.removeprefix("#")])


def _message(life: Life, line: str, talk: int, at: datetime, tagged: dict[str, list[str]]) -> None:
    author, colon, text = line.partition(": ")
    if not colon:
        raise ValueError(f"{life.name}: this is no message: {line[:60]}")
    name = f"{talk}:{len(life.said)}"
    if tags := _TAGS.search(text):
        for tag in tags[0].split():
            tagged.setdefault(tag.removeprefix("#"), []).append(name)
    life.said.append(Said(name, talk, _AUTHORS.get(author, author), _TAGS.sub("", text), at))


def fill(memory: Memory, life: Life) -> dict[int, str]:
    """Put it into a memory -> the name of each message by its id there."""
    names, talk, conversation = {}, 0, 0
    with memory.batch():
        for said in life.said:
            if said.talk != talk:
                talk = said.talk
                conversation = memory.begin(persona="samantha", at=said.at).id
            stored = memory.append(conversation, author=said.author, text=said.text, at=said.at)
            names[stored.id] = said.name
    return names
