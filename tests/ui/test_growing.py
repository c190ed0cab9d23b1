"""What experience would change in her, or has changed, is a line in the conversation, once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.ui.conftest import TUESDAY

if TYPE_CHECKING:
    from datetime import datetime

    from memory import Memory
    from memory.records import Change
    from tests.ui.conftest import Open

WIDE = (160, 30)


def suggested(memory: Memory, reason: str, at: datetime = TUESDAY, persona: str = "samantha") -> Change:
    said = memory.append(memory.begin(persona, at).id, "user", "Shorter, please.", at)
    made = memory.suggest_change(
        persona, "voice.do", '"count"', subject=reason, reason=reason, sources=[said.id], at=at
    )
    assert made is not None
    return made


async def test_what_waits_is_told_once_with_the_way_to_decide(opened: Open, memory: Memory) -> None:
    change = suggested(memory, "You asked for shorter answers.", TUESDAY - timedelta(days=2))
    async with opened(size=WIDE) as stage:
        await stage.chat.background.look()
        await stage.sees("You asked for shorter answers. Samantha would go by that, if you approve:")
        assert f"companion persona growth show g{change.id}" in stage.words
        await stage.chat.background.look()
        assert stage.words.count("You asked for shorter answers.") == 1


async def test_what_was_changed_without_asking_is_told_when_it_is(opened: Open, memory: Memory) -> None:
    before = suggested(memory, "An old reason.", TUESDAY - timedelta(days=2))
    memory.settle_change(before.id, "approved", TUESDAY, "companion")
    async with opened(size=WIDE) as stage:
        now = suggested(memory, "No emojis.")
        memory.settle_change(now.id, "approved", TUESDAY, "companion")
        await stage.chat.background.look()
        await stage.sees("No emojis. Samantha goes by that now; to take it back:")
        assert f"companion persona growth undo g{now.id}" in stage.words
        assert "An old reason." not in stage.words


async def test_what_is_settled_or_another_s_is_not_told(opened: Open, memory: Memory) -> None:
    memory.settle_change(suggested(memory, "Declined.").id, "declined", TUESDAY, "user")
    suggested(memory, "For Marcus.", persona="marcus")
    async with opened(size=WIDE) as stage:
        await stage.chat.background.look()
        assert "Declined." not in stage.words
        assert "For Marcus." not in stage.words


async def test_a_reason_with_control_characters_steers_nothing(opened: Open, memory: Memory) -> None:
    suggested(memory, "You said [bold]so[/bold]\x1b[2J and so.")
    async with opened(size=WIDE) as stage:
        await stage.chat.background.look()
        await stage.sees("You said [bold]so[/bold][2J and so.")
