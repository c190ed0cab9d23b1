"""Which statements can't both hold, by their form."""

from __future__ import annotations

import pytest

from companion.engine.slots import opposed, same_event, slots


@pytest.mark.parametrize(
    ("topic", "text", "slot"),
    [
        ("home", "You live in Kiel.", "home"),
        ("home", "I live in Kiel.", "home"),
        ("home", "Your flat is in Kiel.", "home"),
        ("home", "You moved in with Bo.", "household"),
        ("people", "Your new GP is called Dr. Lund.", "role:gp"),
        ("family", "Your mum is called Odile.", "parent:mum"),
        ("partner", "You and Ines got married.", "partner"),
        ("skill", "You can't swim properly.", "skill:swim"),
        ("belonging", "You bought a second-hand bike, a Koga.", "thing:bike"),
        ("belonging", "You drive an old Volvo.", "thing:car"),
        ("hobby", "You run ten kilometres on Sundays.", "sun:kilometre"),
        ("hobby", "You have pottery class on Tuesdays.", "course:pottery class"),
        ("people", "Bo lives in Ghent.", "lives:bo"),
        ("favourite season", "Your favourite season is autumn.", "favourite season"),
    ],
)
def test_one_at_a_time(topic: str, text: str, slot: str) -> None:
    assert slot in slots(topic, text)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("home", "You love your kitchen."),
        ("home", "You moved in with Bo."),
        ("family", "Your sister is called Ana."),
        ("people", "Your friend is called Bo."),
        ("belonging", "You have a motorbike."),
        ("like", "You love rain."),
        (None, "You live in Kiel."),
    ],
)
def test_many_at_a_time(topic: str | None, text: str) -> None:
    assert slots(topic, text) - {"household"} == frozenset()


def test_a_change_ends_more_than_what_has_its_own_slot() -> None:
    assert "job" not in slots("work", "You quit your job.")
    assert "job" in slots("work", "You quit your job.", change=True)
    assert "thing:motorbike" in slots("belonging", "You have a motorbike.", change=True)


def test_to_eat_fish_again_is_opposed_to_eating_none() -> None:
    assert opposed("You eat chicken again.", "You are vegetarian.")
    assert opposed("You don't eat meat any more.", "You eat meat again.")
    assert not opposed("You are vegetarian.", "You don't eat meat.")


def test_dates_of_one_event() -> None:
    assert same_event("Your dentist appointment is on 12 May.", "Your dentist appointment is on 19 May.")
    assert same_event("The wedding is on 4 July.", "Anselm's wedding is on 11 July.")
    assert same_event("You are flying to Crete on 2 October.", "You are flying to Crete on 9 October.")
    assert not same_event("Your dentist appointment is on 12 May.", "Your eye appointment is on 12 May.")
    assert not same_event("Jule's wedding is on 4 July.", "Bo's wedding is on 4 July.")
    assert not same_event("You like tea.", "You like tea.")
