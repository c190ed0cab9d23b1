"""How many passed, and whether that is enough."""

from __future__ import annotations

import pytest

from companion.engine.trial.run import Outcome, Trial
from companion.engine.trial.score import scores, share
from companion.persona.load import load
from companion.persona.persona import Expectation, PersonaTest

FITCH = load("fitch")


def outcomes(marks: str, name: str = "a test") -> list[Outcome]:
    """`+` passed, `-` did not, `!` could not be tried."""
    test = PersonaTest(name, ("Hi.",), Expectation(judged="x"))
    faults = {"-": ("Wrong.",)}
    return [
        Outcome(Trial(FITCH, test, n), (), faults.get(mark, ()), "Gone." if mark == "!" else None, 0.5)
        for n, mark in enumerate(marks, 1)
    ]


@pytest.mark.parametrize(
    ("marks", "wanted", "result"),
    [
        ("+++", 1.0, "passed"),
        ("++-", 1.0, "failed"),
        ("++-", 0.6, "passed"),
        ("++++-", 0.8, "passed"),
        ("+++--", 0.8, "failed"),
        ("+++++++---", 0.7, "passed"),
        ("!!", 0.5, "error"),
        ("!-", 0.5, "failed"),
        ("+!", 0.5, "passed"),
        ("--", 0.0, "passed"),
    ],
)
def test_the_share_that_passed_is_what_counts(marks: str, wanted: float, result: str) -> None:
    (score,) = scores(outcomes(marks), wanted)
    assert score.result == result
    assert score.passed == marks.count("+")
    assert score.seconds == pytest.approx(0.5 * len(marks))


def test_repetitions_of_a_test_are_one_score_and_the_order_stays() -> None:
    found = scores([*outcomes("+-", "b"), *outcomes("+", "a")])
    assert [(score.persona, score.test, score.share) for score in found] == [
        ("fitch", "b", 0.5),
        ("fitch", "a", 1.0),
    ]
    assert share(found) == pytest.approx(2 / 3)
    assert share([]) == 1.0
