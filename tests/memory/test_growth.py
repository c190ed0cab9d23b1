"""How a persona changes with experience: suggested once, decided on, gone with what it rests on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from memory import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from memory import Memory
    from memory.records import Change
    from tests.memory.conftest import Talk


@pytest.fixture
def suggest(memory: Memory, noon: datetime) -> Callable[..., Change | None]:
    """`suggest([1, 2])`: that she answers in fewer words, because of these messages."""

    def made(
        sources: list[int], subject: str = "length: short > terse", persona: str = "ada"
    ) -> Change | None:
        return memory.suggest_change(
            persona,
            "voice.length",
            '"terse"',
            before='"short"',
            subject=subject,
            reason="You asked for shorter answers.",
            sources=sources,
            at=noon,
        )

    return made


def test_a_suggestion_waits_with_what_it_rests_on(
    memory: Memory, talk: Talk, suggest: Callable[..., Change]
) -> None:
    said = talk("Shorter, please.", "Sure.", "Be brief.")
    made = suggest([said[2].id, said[0].id])
    assert (made.persona, made.part, made.before, made.after) == ("ada", "voice.length", '"short"', '"terse"')
    assert (made.state, made.sources) == ("waiting", (said[0].id, said[2].id))
    assert memory.change(made.id) == made
    assert memory.changes("ada") == [made]
    assert memory.changes("ada", {"approved"}) == memory.changes("grace") == []


def test_what_came_up_once_never_comes_up_again(
    memory: Memory, talk: Talk, suggest: Callable[..., Change | None], noon: datetime
) -> None:
    said = talk("Shorter, please.", "Sure.", "Be brief.")
    made = suggest([said[0].id])
    assert made is not None
    memory.settle_change(made.id, "declined", noon, "user")
    assert suggest([said[2].id]) is None
    assert suggest([said[2].id], subject="Length:  SHORT > terse") is None
    assert suggest([said[2].id], persona="grace") is not None
    assert suggest([said[2].id], subject="length: terse > short") is not None


def test_a_message_that_is_gone_supports_nothing(
    memory: Memory, talk: Talk, suggest: Callable[..., Change | None]
) -> None:
    said = talk("Shorter, please.")
    memory.forget(message_ids=[said[0].id])
    with pytest.raises(NotFoundError, match="There is no message"):
        suggest([said[0].id])
    assert memory.changes() == []
    with pytest.raises(NotFoundError, match="There is no change 7"):
        memory.change(7)


def test_the_log_counts_versions_by_what_was_approved_and_undone(
    memory: Memory, talk: Talk, suggest: Callable[..., Change], noon: datetime
) -> None:
    said = talk("Shorter, please.")
    first, second = suggest([said[0].id]), suggest([said[0].id], subject="nickname: sam")
    suggest([said[0].id], persona="grace")
    memory.settle_change(second.id, "approved", noon + timedelta(days=1), "companion")
    memory.settle_change(first.id, "declined", noon + timedelta(days=2), "user")
    memory.settle_change(second.id, "undone", noon + timedelta(days=3), "user")
    steps = [(step.change, step.state, step.decider, step.version) for step in memory.change_log("ada")]
    assert steps == [
        (first.id, "waiting", "companion", 0),
        (second.id, "waiting", "companion", 0),
        (second.id, "approved", "companion", 1),
        (first.id, "declined", "user", 1),
        (second.id, "undone", "user", 2),
    ]


def test_what_stands_is_in_the_order_of_its_approval(
    memory: Memory, talk: Talk, suggest: Callable[..., Change], noon: datetime
) -> None:
    said = talk("Shorter, please.")
    one, two, three = (suggest([said[0].id], subject=name) for name in ("one", "two", "three"))
    for change in (three, one, two):
        memory.settle_change(change.id, "approved", noon, "user")
    memory.settle_change(three.id, "undone", noon, "user")
    memory.settle_change(three.id, "approved", noon, "user")
    assert [change.id for change in memory.approved_changes("ada")] == [one.id, two.id, three.id]


def test_growth_goes_with_the_messages_that_it_alone_rests_on(
    memory: Memory, talk: Talk, suggest: Callable[..., Change]
) -> None:
    said = talk("Shorter, please.", "Sure.", "Be brief.")
    alone = suggest([said[0].id])
    both = suggest([said[0].id, said[2].id], subject="both")
    assert memory.preview_forget(message_ids=[said[0].id])["changes"] == 1
    assert memory.forget(message_ids=[said[0].id])["changes"] == 1
    assert [change.id for change in memory.changes()] == [both.id]
    assert memory.changes()[0].sources == (said[2].id,)
    assert alone.id not in {step.change for step in memory.change_log("ada")}
    memory.forget(message_ids=[said[2].id])
    assert memory.changes() == memory.change_log("ada") == []
    assert memory.check() == []


def test_growth_with_a_word_in_it_is_forgotten_with_the_word(
    memory: Memory, talk: Talk, suggest: Callable[..., Change]
) -> None:
    said = talk("Hi Sammy.")
    suggest([said[0].id], subject="nickname: sammy")
    suggest([said[0].id])
    assert memory.preview_forget(matching="SAMMY")["changes"] == 2
    kept = talk("Hello.")
    suggest([kept[0].id], subject="something else")
    memory.forget(matching="sammy")
    assert [change.subject for change in memory.changes()] == ["something else"]
    memory.forget(everything=True)
    assert memory.changes() == []


def test_by_age_only_growth_that_you_approved_stays(
    memory: Memory, talk: Talk, suggest: Callable[..., Change], noon: datetime
) -> None:
    said = talk("Shorter, please.")
    waiting, yours, hers = (suggest([said[0].id], subject=name) for name in ("waiting", "yours", "hers"))
    memory.settle_change(yours.id, "approved", noon, "user")
    memory.settle_change(hers.id, "approved", noon, "companion")
    assert memory.forget(before=noon + timedelta(days=1))["changes"] == 2
    assert [change.id for change in memory.changes()] == [yours.id]
    assert waiting.id not in {step.change for step in memory.change_log("ada")}


def test_backups_forget_growth_too(memory: Memory, talk: Talk, suggest: Callable[..., Change]) -> None:
    said = talk("Shorter, please.", "Sure.")
    suggest([said[0].id])
    path = memory.backup()
    memory.forget(message_ids=[said[0].id])
    with type(memory).open(path) as copied:
        assert copied.changes() == []
        assert [message.text for message in copied.messages(said[0].conversation)] == ["Sure."]
