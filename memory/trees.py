"""What the exports of other programs have in common: conversations that are trees of nodes."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from memory.incoming import Incoming, Problem, UnreadableError
from memory.instants import within
from memory.jsonstream import values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ODD = (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError)  # what odd types lead to


@dataclass(frozen=True, slots=True)
class Said:
    """What a node says."""

    author: str
    text: str
    at: datetime
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """A conversation: `said` are the nodes that say something, parents before children.

    `nearest` is for each node the nearest at or above it that says something; `parents` is the one above each
    of those. `problems` are the nodes that can't be read.
    """

    said: dict[str, Said]
    parents: dict[str, str | None]
    nearest: dict[str | None, str | None]
    problems: list[Problem]


def conversations(stream: BinaryIO, needed: str) -> Iterator[tuple[str, Any] | Problem]:
    """Each conversation of a file, with its place. Raises `UnreadableError` where the file is not a list."""
    number = 0
    try:
        for number, value in enumerate(values(stream, needed), 1):
            yield f"conversation {number}", value
    except UnreadableError as error:
        if not number:
            raise
        yield Problem(f"conversation {number + 1}", f"from here on the file can't be read: {error}")


def read(
    stream: BinaryIO, needed: str, program: str, messages: Callable[[Any, str], Iterator[Incoming | Problem]]
) -> Iterator[Incoming | Problem]:
    """What `messages` finds in each conversation, given its place; one that is not as the program writes them
    is a problem. Raises `UnreadableError` where the file is not a list.
    """
    for found in conversations(stream, needed):
        if isinstance(found, Problem):
            yield found
            continue
        place, conversation = found
        try:
            yield from messages(conversation, place)
        except ODD as error:
            yield Problem(place, f"it is not as {program} writes them ({odd(error)})")


def grow(
    parents: Mapping[str, str | None],
    order: Mapping[str, float],
    begun: datetime | None,
    say: Callable[[str, datetime | None], Said | None],
) -> Tree:
    """The tree of the nodes for which `say` has something; it is given a node's key and its parent's time."""
    tree = Tree({}, {}, {}, [])
    times: dict[str | None, datetime | None] = {}
    for key in from_the_roots(parents, order):
        above = parents[key] if parents[key] in parents else None
        nearest, times[key] = tree.nearest.get(above), times.get(above, begun)
        tree.nearest[key] = nearest
        try:
            said = say(key, times[key])
        except ODD as error:
            tree.problems.append(Problem(f"message {key}", f"it can't be read ({odd(error)})"))
            continue
        if said is not None:
            tree.said[key], tree.parents[key] = said, nearest
            tree.nearest[key], times[key] = key, said.at
    if lost := len(parents) - len(times):
        tree.problems.append(Problem("its tree", f"{lost} messages hang in a circle"))
    return tree


def told(
    tree: Tree,
    place: str,
    name: str,
    persona: str,
    title: str | None,
    begun: datetime | None,
    head: str | None,
) -> Iterator[Incoming | Problem]:
    """What is to be taken in of a conversation that is called `name`, and what can't be."""
    for problem in tree.problems:
        yield Problem(f"{place}, {problem.place}", problem.reason)
    for key, said in tree.said.items():
        yield Incoming(
            conversation=name,
            key=key,
            author=said.author,
            text=said.text,
            at=said.at,
            persona=persona,
            parent=tree.parents[key],
            model=said.model,
            external_id=key,
            conversation_external_id=name,
            title=title,
            started_at=begun,
            is_head=key == head,
        )


def from_the_roots(parents: Mapping[str, str | None], order: Mapping[str, float]) -> Iterator[str]:
    """The nodes, each after its parent, and of those that could be next the lowest in order first.

    A parent that is not there makes a root; nodes that hang in a circle are left out.
    """
    children: dict[str | None, list[str]] = {}
    for key, parent in parents.items():
        children.setdefault(parent if parent in parents else None, []).append(key)
    places = {key: place for place, key in enumerate(parents)}
    ready = [(order[key], places[key], key) for key in children.get(None, [])]
    heapq.heapify(ready)
    while ready:
        _, _, key = heapq.heappop(ready)
        yield key
        for child in children.get(key, []):
            heapq.heappush(ready, (order[child], places[child], child))


def text_or_none(value: Any) -> str | None:
    """The value where it is a text that says something."""
    return value if isinstance(value, str) and value.strip() else None


def iso(value: Any) -> datetime | None:
    """The instant in an ISO text, taken as UTC where it names no zone; None where it is none."""
    try:
        return within(datetime.fromisoformat(value))
    except ODD:
        return None


def epoch(seconds: Any) -> datetime | None:
    """The instant that many seconds after 1970; None where it is no such number."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return within(datetime.fromtimestamp(seconds, UTC))
    except ODD:
        return None


def odd(error: Exception) -> str:
    """What was odd, as a user may read it."""
    missing = f"there is no {error}" if isinstance(error, KeyError) else str(error)
    return missing[:200]
