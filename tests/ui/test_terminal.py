"""What holds in every terminal: size, colours, quitting, and text that would like to be more than text."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from companion.models.absent import AbsentModel
from companion.models.protocol import ModelError
from companion.models.scripted import Reply
from companion.ui.screens.small import TooSmall
from tests.ui.test_screens import talked

if TYPE_CHECKING:
    from pathlib import Path

    from memory import Memory
    from tests.ui.conftest import Open

HOSTILE = (
    "\x1b]0;pwned\x07 \x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\ \x1b[31m \x9b31m a\u202eb\u200b "
    "[bold red]loud[/] [/nope] [@click=app.quit]quit[/] [link=https://evil.example]l[/link] "
    "<script>x</script> $primary \U000e0041"
)
FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\U000e0000-\U000e007f]")


async def test_a_small_terminal_is_told_so_and_forgiven(opened: Open) -> None:
    async with opened("Yes.", size=(60, 15)) as stage:
        await stage.sees("I'm Samantha")
        await stage.type("half a thought")
        await stage.pilot.resize_terminal(59, 14)
        await stage.sees("This needs a terminal of 60x15. It has 59x14 now.")
        await stage.pilot.resize_terminal(80, 24)
        await stage.until(lambda: not isinstance(stage.app.screen, TooSmall))
        assert stage.chat.prompt.text == "half a thought"
        await stage.press("enter")
        await stage.quiet()
        await stage.sees("Yes.")


@pytest.mark.parametrize("first_start", [True, False])
async def test_a_start_in_a_small_terminal_waits_for_room(opened: Open, first_start: bool) -> None:
    async with opened(size=(50, 12), first_start=first_start) as stage:
        await stage.pilot.pause(0.2)
        await stage.pilot.resize_terminal(52, 12)
        await stage.sees("It has 52x12 now.")
        await stage.pilot.resize_terminal(80, 24)
        await stage.sees("What should I call you?" if first_start else "I'm Samantha")
        if first_start:
            await stage.press("enter", "enter", "enter")
        await stage.until(lambda: stage.app.focused is stage.chat.prompt)
        await stage.sees("I'm Samantha")


async def test_she_goes_on_speaking_while_the_terminal_is_too_small(opened: Open) -> None:
    async with opened(Reply("one two three four", delay=0.1)) as stage:
        await stage.send("Count.")
        await stage.pilot.resize_terminal(40, 10)
        await stage.quiet()
        assert isinstance(stage.app.screen, TooSmall)
        assert stage.said[-1].status == "complete"
        await stage.pilot.resize_terminal(80, 24)
        await stage.sees("one two three four")


async def test_dark_and_light_are_a_key_apart_and_stay(opened: Open, home: Path) -> None:
    async with opened() as stage:
        assert stage.app.current_theme.dark
        await stage.press("f2")
        assert not stage.app.current_theme.dark
        assert tomllib.loads((home / "config.toml").read_text())["theme"] == stage.app.theme
        await stage.command("/theme")
        await stage.until(lambda: stage.app.current_theme.dark)


async def test_ctrl_q_quits_at_once_and_keeps_what_she_was_saying(opened: Open, memory: Memory) -> None:
    async with opened(Reply("one two three " * 20, delay=0.03)) as stage:
        await stage.send("Count.")
        await stage.sees("one two")
        await stage.press("ctrl+q")
        await stage.until(lambda: not stage.app.is_running)
    (talk,) = memory.conversations()
    kept = memory.messages(talk.id)[-1]
    assert kept.status == "interrupted"
    assert kept.text.startswith("one two")
    assert memory.store.value("SELECT count(*) FROM work") > 0  # it will be reflected on


async def test_ctrl_c_stops_her_and_twice_quits(opened: Open) -> None:
    async with opened(Reply("one two three " * 20, delay=0.03)) as stage:
        await stage.send("Count.")
        await stage.sees("one two")
        await stage.press("ctrl+c")
        await stage.quiet()
        assert stage.said[-1].status == "interrupted"
        assert stage.app.is_running
        await stage.press("ctrl+c")
        await stage.sees("once more quits")
        await stage.press("ctrl+c")
        await stage.until(lambda: not stage.app.is_running)


async def test_ctrl_c_copies_where_something_is_selected(opened: Open) -> None:
    async with opened() as stage:
        await stage.press(*"words", "shift+home", "ctrl+c", "ctrl+c")
        assert stage.app.clipboard == "words"
        assert stage.app.is_running


async def test_ctrl_c_quits_from_a_page_as_well(opened: Open) -> None:
    async with opened() as stage:
        await stage.press("f1")
        await stage.sees("Commands")
        await stage.press("ctrl+c", "ctrl+c")
        await stage.until(lambda: not stage.app.is_running)


async def test_without_a_model_it_opens_and_what_was_said_can_be_read(opened: Open, memory: Memory) -> None:
    talked(memory, "Moving to Lisbon", "I signed the lease.", "Which street?")
    none = ModelError("There is no model to think with.", "There are three ways on: one, two, three.")
    async with opened(model=AbsentModel(none)) as stage:
        await stage.sees("no model to think with. There are three ways on")
        await stage.sees("Samantha · no model")
        await stage.command("/search lease")
        await stage.sees("1 message")
        await stage.press("enter")
        await stage.sees("Which street?")
        await stage.say("Rua da Rosa.")
        assert stage.said[2].text == "Rua da Rosa."  # it is kept, and nothing crashed
        assert "three ways on" in stage.words


@pytest.mark.parametrize(
    "where", ["said by her", "said by you", "prompt", "search", "title", "imported", "persona", "error"]
)
async def test_text_stays_text(opened: Open, memory: Memory, where: str) -> None:
    async with opened(HOSTILE, size=(100, 30)) as stage:
        if where == "said by her":
            await stage.say("Go on.")
        elif where == "said by you":
            await stage.say(HOSTILE)
        elif where == "prompt":
            await stage.type(HOSTILE)
        elif where == "search":
            await stage.press("ctrl+f")
            await stage.type(HOSTILE)
        elif where == "title":
            talked(memory, HOSTILE, HOSTILE)
            await stage.press("ctrl+l")
            await stage.pilot.pause(0.2)
        elif where == "imported":
            talk = talked(memory, "x", "hello")
            memory.append(talk.id, author=HOSTILE, text=HOSTILE, at=talk.last_at)
            await stage.chat.dialogue.resume(talk.id)
        elif where == "persona":
            stage.chat.status.tell(persona=HOSTILE)
            await stage.command(f"/persona {HOSTILE}")
        else:
            await stage.chat.note(HOSTILE, "wrong")
        await stage.pilot.pause(0.2)
        assert not FORBIDDEN.search(stage.seen.replace("\n", ""))
        assert where in ("persona", "title", "search") or "[bold red]loud[/] [/nope]" in stage.words
        await stage.press("escape")
        assert stage.app.is_running


async def test_nothing_a_screen_writes_is_a_hyperlink_of_the_terminal(opened: Open) -> None:
    async with opened("[here](https://example.com) and https://example.org", size=(100, 30)) as stage:
        await stage.say("Where?")
        styles = [
            segment.style
            for strip in stage.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None
        ]
        assert styles
        assert not any(style.link for style in styles)


async def test_odd_markdown_does_not_break_the_screen(opened: Open) -> None:
    odd = [
        "# \U0001f469‍\U0001f4bb\n\n## ---\n\n#",
        "| a |\n|---|\n| b | c |\n",
        "```\nnever closed\n",
        "~~~{.weird lang=x}\ncode\n~~~",
        "1. a\n   - b\n     > c\n       ```py\n       d\n",
        "[x]: https://example.com\n\n[x] and ![i][x]",
        "***\n___\n\n\\\n&nbsp;&#0;&#x1b;[31m",
        "- [ ] todo\n- [x] done\n\n<details>\n<summary>s</summary>\n\nbody\n</details>",
        "a" * 5000,
        "漢字かな交じり文 " * 40 + "e\u0301" * 50,
    ]
    async with opened(*odd, size=(70, 20)) as stage:
        for number in range(len(odd)):
            await stage.say(f"Odd {number}.")
            assert stage.said[-1].text.strip() == odd[number].strip()
        assert stage.app.is_running
        assert not FORBIDDEN.search(stage.seen.replace("\n", ""))
