"""A conversation on the screen, from the greeting to the last key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from textual import events

from companion.models.protocol import ModelError
from companion.models.scripted import Reply
from companion.persona.persona import Lore
from companion.ui.widgets.notice import Notice
from companion.ui.widgets.utterance import Hers, Yours

if TYPE_CHECKING:
    from tests.ui.conftest import Open

LONG = Reply(" ".join(f"word{n}" for n in range(200)), delay=0.05)
REFUSED = ModelError("The server refused the connection.", "Start it, or choose another with /model.")


async def test_she_greets_and_the_prompt_waits_for_you(opened: Open) -> None:
    async with opened() as stage:
        await stage.sees("I'm Samantha")
        assert stage.app.focused is stage.chat.prompt
        assert stage.memory.conversations() == []  # nothing is stored until you say something


async def test_what_you_say_is_answered_and_stored_after_her_greeting(opened: Open) -> None:
    async with opened("Then tell me *everything*.") as stage:
        await stage.say("Biscuit ate my shoe.")
        await stage.sees("Then tell me everything.")
        greeting, mine, hers = stage.said
        assert greeting.author == "companion"
        assert (mine.text, hers.text) == ("Biscuit ate my shoe.", "Then tell me *everything*.")
        assert stage.chat.prompt.text == ""


async def test_what_she_quotes_of_her_lore_is_shown_and_stored_with_its_place(opened: Open) -> None:
    async with opened("She ate the heel of the loaf!") as stage:
        goat = Lore("goat", "She ate the heel of the loaf.", any=("goat",), source="Letters, II.3")
        engine = stage.chat.talk.engine
        engine.persona = replace(engine.persona, lore=(goat,))
        await stage.say("What of the goat?")
        await stage.sees("She ate the heel of the loaf! (Letters, II.3)")
        assert stage.said[-1].text == "She ate the heel of the loaf! (Letters, II.3)"


@pytest.mark.parametrize("key", ["shift+enter", "ctrl+j"])
async def test_a_line_is_broken_without_sending(opened: Open, key: str) -> None:
    async with opened("Yes.") as stage:
        await stage.press("a", key, "b")
        assert stage.chat.prompt.text == "a\nb"
        await stage.press("enter")
        await stage.quiet()
        assert stage.said[1].text == "a\nb"


async def test_keys_that_come_at_once_are_taken_in_order(opened: Open) -> None:
    async with opened("Yes.") as stage:
        for key, character in (("h", "h"), ("i", "i"), ("enter", "\r")):
            stage.app.post_message(events.Key(key, character))
        await stage.until(lambda: stage.said)
        assert stage.said[1].text == "hi"


async def test_a_paste_of_many_lines_is_one_message(opened: Open) -> None:
    async with opened("I see.") as stage:
        stage.app.post_message(events.Paste("one\r\ntwo\r\rthree\x1b[31m"))
        await stage.pilot.pause()
        await stage.press("enter")
        await stage.quiet()
        assert stage.said[1].text == "one\ntwo\n\nthree[31m"


async def test_the_prompt_grows_to_a_few_lines_and_no_further(opened: Open) -> None:
    async with opened() as stage:
        heights = []
        for _ in range(12):
            heights.append(stage.chat.prompt.region.height)
            await stage.press("x", "ctrl+j")
        assert heights[0] == 3
        assert heights[1:4] == [4, 5, 6]
        assert max(heights) == heights[-1] == 8


async def test_an_empty_prompt_sends_nothing(opened: Open) -> None:
    async with opened() as stage:
        await stage.press("enter", "space", "enter")
        assert stage.memory.conversations() == []


async def test_esc_stops_her_and_keeps_what_she_said(opened: Open) -> None:
    async with opened(LONG) as stage:
        await stage.send("Talk to me.")
        await stage.sees("word3")
        await stage.press("escape")
        await stage.quiet()
        kept = stage.said[-1]
        assert kept.status == "interrupted"
        assert kept.text.startswith("word0 word1 word2 word3")
        assert "word199" not in kept.text
        assert "What she had said is kept" in stage.words
        await stage.sees(kept.text.split()[-1])


async def test_up_edits_the_last_message_and_sending_it_makes_a_branch(opened: Open) -> None:
    async with opened("About Rome?", "About Lisbon!") as stage:
        await stage.say("I moved to Rome.")
        await stage.press("up")
        assert stage.chat.prompt.text == "I moved to Rome."
        assert "editing · esc drops it" in stage.words
        stage.chat.prompt.load_text("I moved to Lisbon.")
        await stage.press("enter")
        await stage.quiet()
        assert [m.text for m in stage.said[1:]] == ["I moved to Lisbon.", "About Lisbon!"]
        assert "Rome" not in stage.words
        old = stage.memory.search("Rome")
        assert {hit.text for hit in old} == {"I moved to Rome.", "About Rome?"}  # nothing said is lost


async def test_an_edit_can_be_dropped(opened: Open) -> None:
    async with opened("About Rome?", "Fine.") as stage:
        await stage.say("I moved to Rome.")
        await stage.press("up", "escape")
        assert stage.chat.prompt.text == ""
        await stage.say("Something else.")
        assert [m.text for m in stage.said if m.author == "user"] == ["I moved to Rome.", "Something else."]


async def test_up_in_a_text_moves_the_cursor_and_edits_nothing(opened: Open) -> None:
    async with opened("Yes.") as stage:
        await stage.say("Hello.")
        await stage.press("a", "ctrl+j", "b", "up")
        assert stage.chat.prompt.text == "a\nb"
        assert stage.chat.prompt.cursor_location[0] == 0


async def test_an_error_of_the_model_is_a_line_with_a_way_on(opened: Open) -> None:
    async with opened(REFUSED, "Here I am.") as stage:
        await stage.say("Are you there?")
        assert "refused the connection. Start it, or choose another with /model." in stage.words
        await stage.press("ctrl+r")
        await stage.quiet()
        await stage.sees("Here I am.")
        assert [m.text for m in stage.said[1:]] == ["Are you there?", "Here I am."]
        assert "refused" not in stage.words


async def test_an_answer_that_breaks_off_keeps_its_beginning(opened: Open) -> None:
    async with opened(Reply("It was a dark and", error=REFUSED)) as stage:
        await stage.say("Tell me a story.")
        assert "It was a dark and" in stage.words
        assert "refused the connection" in stage.words
        assert stage.said[-1].status in ("error", "interrupted")


@pytest.mark.parametrize(("finish", "hint"), [("length", "go on"), ("filtered", "withheld")])
async def test_an_answer_that_was_cut_says_why(opened: Open, finish: str, hint: str) -> None:
    async with opened(Reply("Half of it", finish=finish)) as stage:  # type: ignore[arg-type]
        await stage.say("All of it, please.")
        assert hint in stage.words


async def test_what_could_not_be_stored_comes_back_into_the_prompt(opened: Open) -> None:
    async with opened("never said") as stage:
        stage.memory.close()
        await stage.send("Precious words.")
        await stage.until(lambda: stage.chat.prompt.text == "Precious words.")
        assert not stage.chat.query(Yours)
        assert stage.chat.query(Notice)


async def test_who_scrolls_back_while_she_speaks_stays_there(opened: Open) -> None:
    story = "\n\n".join(f"Paragraph {n}." for n in range(40))
    async with opened(story, LONG) as stage:
        await stage.say("A long one.")
        await stage.send("Another.")
        await stage.sees("word3 word4")
        await stage.press("pageup", "pageup")
        there = stage.chat.view.scroll_y
        before = [line[:70] for line in stage.seen.splitlines()[:10]]
        await stage.until(lambda: "word60" in stage.chat.query(Hers).last().said)
        assert stage.chat.view.scroll_y == there
        assert [line[:70] for line in stage.seen.splitlines()[:10]] == before
        await stage.press("escape")


async def test_who_stays_at_the_end_follows_her(opened: Open) -> None:
    async with opened("\n\n".join(f"Paragraph {n}." for n in range(40))) as stage:
        await stage.say("A long one.")
        assert "Paragraph 39." in stage.words


async def test_sending_goes_to_the_end_again(opened: Open) -> None:
    async with opened("\n\n".join(f"Paragraph {n}." for n in range(40)), "Done.") as stage:
        await stage.say("A long one.")
        await stage.press("pageup", "pageup")
        assert "Paragraph 39." not in stage.words
        await stage.say("And now?")
        await stage.sees("Done.")


async def test_a_letter_typed_beside_the_prompt_goes_into_it(opened: Open) -> None:
    async with opened() as stage:
        stage.chat.view.focus()
        await stage.press("h", "i")
        assert stage.chat.prompt.text == "hi"


async def test_times_are_there_when_you_look_for_them(opened: Open) -> None:
    async with opened("Hm.") as stage:
        await stage.say("What time is it?")
        assert "14:02" not in stage.words
        await stage.press("ctrl+t")
        await stage.sees("14:02")


async def test_nothing_she_says_is_cut_off_at_the_side(opened: Open) -> None:
    code = (
        "```python\nfor n in numbers:\n    print('a line that is longer than the screen is', n, 'end')\n```"
    )
    table = f"| a | b |\n|---|---|\n| {'日本語' * 12}終 | {'description ' * 8} last |"
    async with opened(f"{code}\n\n{table}", size=(60, 40)) as stage:
        await stage.say("Show me.")
        await stage.sees("'end')")
        await stage.sees("終")
        assert "last" in stage.words


async def test_a_link_says_where_it_leads_and_opens_nothing(opened: Open) -> None:
    async with opened("See [this](https://example.com/x).") as stage:
        await stage.say("Where?")
        row = next(y for y, line in enumerate(stage.seen.splitlines()) if "See this" in line)
        column = stage.seen.splitlines()[row].index("this")
        await stage.pilot.click(offset=(column + 1, row))
        await stage.sees("ctrl+o opens it")


async def test_a_store_that_fails_to_open_a_page_is_a_line(opened: Open) -> None:
    async with opened() as stage:
        stage.memory.close()
        stage.memory.store.path.unlink()
        stage.memory.store.path.mkdir()
        await stage.command("/memory")
        await stage.sees("can't be")
        await stage.until(lambda: stage.app.screen is stage.chat)
