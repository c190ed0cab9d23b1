"""Dates, and that they were moved."""

from __future__ import annotations

import pytest

from tests.engine.conversation import facts


@pytest.mark.parametrize(
    ("words", "topic", "fact"),
    [
        ("My dentist appointment is on 12 May.", "date", "Your dentist appointment is on 12 May."),
        ("The wedding is on 4 July in Split.", "date", "The wedding is on 4 July."),
        ("Anselm's wedding is on the 21st of August.", "date", "Anselm's wedding is on the 21st of August."),
        ("My exam is on Friday the 9th.", "date", "Your exam is on Friday the 9th."),
        ("We're flying to Crete on 2 October.", "date", "You are flying to Crete on 2 October."),
        (
            "I've got a check-up with the cardiologist on 17 March.",
            "date",
            "Your check-up with the cardiologist is on 17 March.",
        ),
        ("The wedding was moved to 11 July.", "date", "The wedding is on 11 July."),
        (
            "My dentist appointment has been moved to 19 May.",
            "date",
            "Your dentist appointment is on 19 May.",
        ),
        ("My driving test is on 22 November.", "date", "Your driving test is on 22 November."),
        ("We fly to Lisbon on 14 June.", "date", "You are going to Lisbon on 14 June."),
        ("My interview got pushed back to the 19th.", "date", "Your interview is on the 19th."),
    ],
)
def test_a_plain_statement_is_a_fact(words: str, topic: str, fact: str) -> None:
    assert (topic, fact) in facts(words)


@pytest.mark.parametrize(
    "words",
    [
        "The meeting is at ten.",
        "The film is on now.",
        "They moved the sofa to the corner.",
        "My exam was on 3 March and it was awful.",
        "The train on 3 March was late.",
        "Her operation is on 30 April.",
        "If the wedding is on 4 July, I can come.",
        "Is the wedding on 4 July?",
    ],
)
def test_what_only_sounds_like_one_is_none(words: str) -> None:
    assert facts(words) == []
