"""What is done to the memory from its screen: a fact put right, pinned or added, anything forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from companion.safety.sanitize import one_line
from companion.ui import rows
from companion.ui.keeping import keep
from companion.ui.screens.dialogs import Line
from companion.ui.screens.forgetting import ask_and_erase
from memory.records import Fact, Summary

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from companion.ui.screens.memory import MemoryScreen

OVER = "It does not hold any more. t shows what took its place."


async def edit(screen: MemoryScreen) -> None:
    """Your own words in the place of the marked fact."""
    fact = _holding(screen)
    if fact is None:
        return
    before = one_line(fact.text)
    text = await screen.app.push_screen_wait(Line("What is right?", before))
    if text and text != before:
        now = screen.chat.now()
        corrected = await screen.aside.ask(lambda memory: memory.correct(fact.id, text, now))
        screen.reload(corrected.id)


async def pin(screen: MemoryScreen) -> None:
    """Keeps the marked fact in mind in every conversation, or no longer."""
    fact = _holding(screen)
    if fact is not None:
        await screen.aside.ask(lambda memory: memory.pin(fact.id, pinned=not fact.pinned))
        screen.reload(fact.id)


async def add(screen: MemoryScreen) -> None:
    """Something that you tell her."""
    line = Line("What is she to remember?", hint="I am allergic to nuts")
    text = await screen.app.push_screen_wait(line)
    if text:
        now = screen.chat.now()
        fact, said = await screen.aside.ask(lambda memory: keep(memory, text, now))
        screen.notify(said, markup=False)
        screen.action_open("facts")
        screen.reload(fact.id)


async def forget(screen: MemoryScreen) -> None:
    """The marked one, with what rests on it, after saying what that is."""
    one = screen.here
    if one is None:
        return
    if isinstance(one, Fact):
        question, note, wanted = _a_fact(screen, one)
    elif isinstance(one, Summary):
        question, note, wanted = await _a_note(screen, one)
    else:
        question, wanted = f"Forget “{rows.glimpse(one.text, 60)}”?", {"message_ids": [one.id]}
        note = _with_it(screen, [one.id])
    if await ask_and_erase(screen.chat, question, note, **wanted):
        screen.forgot = True
        screen.reload(one.id)


def _a_fact(screen: MemoryScreen, fact: Fact) -> tuple[str, str, dict[str, Any]]:
    released = screen.shelf.released(fact) if screen.shelf is not None else []
    again = [f"“{rows.glimpse(old.text, 80)}” holds again then." for old in released[:2]]
    stays = ["What was said stays; forget it among the sources."] if fact.sources else []
    return f"Forget “{rows.glimpse(fact.text, 60)}”?", " ".join([*again, *stays]), {"fact_ids": [fact.id]}


async def _a_note(screen: MemoryScreen, note: Summary) -> tuple[str, str, dict[str, Any]]:
    """A note goes with what it is about."""
    messages = await screen.aside.ask(lambda memory: memory.why("summary", note.id))
    ids = [message.id for message in messages]
    question = f"Forget all that this note is about ({rows.span_of(note, screen.chat.now())})?"
    return question, _with_it(screen, ids), {"message_ids": ids}


def _with_it(screen: MemoryScreen, messages: list[int]) -> str:
    """The facts that go along, the first few by their words."""
    going = screen.shelf.resting_on(messages) if screen.shelf is not None else []
    told = ", ".join(f"“{rows.glimpse(fact.text, 60)}”" for fact in going[:3])
    more = f" and {len(going) - 3:,} more facts" if len(going) > 3 else ""
    return f"With it: {told}{more}." if going else ""


def _holding(screen: MemoryScreen) -> Fact | None:
    """The marked fact, if it holds; if it doesn't, that is said."""
    one = screen.here
    if not isinstance(one, Fact):
        return None
    if not one.holds:
        screen.notify(OVER, markup=False)
        return None
    return one


BY_NAME: dict[str, Callable[[MemoryScreen], Awaitable[None]]] = {
    "edit": edit,
    "pin": pin,
    "add": add,
    "forget": forget,
}
