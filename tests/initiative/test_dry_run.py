"""Cases in, proposals out, nothing stored."""

from __future__ import annotations

import pytest

from companion.initiative.dry_run import CaseError, dry_run


def case(*lines: str, **changed: object) -> dict[str, object]:
    messages = [{"author": "user", "text": line} for line in lines]
    return {
        "id": "c1",
        "now": "2026-05-13T10:00+02:00",
        "tz": "Europe/Berlin",
        "messages": messages,
    } | changed


def test_a_proposal_has_its_kind_its_words_its_time_and_its_sentence() -> None:
    answer = dry_run(case("So. I need to hand in the lease by Monday."))
    assert answer == {
        "id": "c1",
        "proposals": [
            {
                "kind": "task",
                "text": "Hand in the lease",
                "due": "2026-05-18",
                "reason": "You said you have to.",
                "evidence": "I need to hand in the lease by Monday.",
            }
        ],
    }


def test_an_instant_comes_with_its_offset() -> None:
    (proposal,) = dry_run(case("Haircut on Thursday at 11:20."))["proposals"]
    assert proposal["due"] == "2026-05-14T11:20:00+02:00"


def test_a_conversation_that_asks_for_nothing_has_no_proposals() -> None:
    assert dry_run(case("Hello!", "Nice weather."))["proposals"] == []


def test_a_message_may_say_when_it_was_said() -> None:
    earlier = {"author": "user", "text": "I need to pay the deposit tomorrow.", "at": "2026-05-12T20:00"}
    (proposal,) = dry_run(case(messages=[earlier]))["proposals"]
    assert proposal["due"] == "2026-05-13"


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"now": "noon"}, "now"),
        ({"tz": "Mars/Olympus"}, "zone"),
        ({"messages": "hello"}, "list"),
        ({"messages": [{"author": "user"}]}, "Message 1"),
        ({"messages": [{"author": "user", "text": "x", "at": 5}]}, '"at" of message 1'),
    ],
)
def test_a_case_that_cannot_be_read_says_why(changed: dict[str, object], complaint: str) -> None:
    with pytest.raises(CaseError, match=complaint):
        dry_run(case("Hello.", **changed))


def test_what_is_no_object_is_no_case() -> None:
    with pytest.raises(CaseError, match="object"):
        dry_run(["not", "a", "case"])  # type: ignore[arg-type]
