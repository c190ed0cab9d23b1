"""What is noticed in a conversation, and what is left alone."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.initiative.notice import Candidate, notice
from memory import Message
from tests.initiative.conftest import BERLIN

NOW = datetime(2026, 5, 13, 10, 0, tzinfo=BERLIN)


def noticed(*lines: str) -> list[Candidate]:
    """What is made of these messages of yours; `> ...` is one of hers."""
    messages = [
        Message(i, 1, None, "companion" if line.startswith("> ") else "user", line.removeprefix("> "), NOW)
        for i, line in enumerate(lines, start=1)
    ]
    return notice(messages, NOW)


def one(*lines: str) -> Candidate:
    found = noticed(*lines)
    assert len(found) == 1, found
    return found[0]


def due(candidate: Candidate) -> str | None:
    if candidate.due is None:
        return None
    return candidate.due.at.strftime("%Y-%m-%d" if candidate.due.all_day else "%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("said", "text", "when"),
    [
        ("Please remind me to put the bins out tonight.", "Put the bins out", "2026-05-13T20:00"),
        ("remind me tomorrow at 9 to ring the plumber", "Ring the plumber", "2026-05-14T09:00"),
        ("Remind me about the library books on Friday, ok?", "The library books", "2026-05-15"),
        (
            "Can you give me a nudge at four? I have to take the cake out.",
            "Take the cake out",
            "2026-05-13T16:00",
        ),
        ("Don't let me forget Tom's present on Saturday.", "Tom's present", "2026-05-16"),
        ("Every Sunday at 6pm, remind me to ring my aunt.", "Ring your aunt", "2026-05-17T18:00"),
        ("Could you wake me at 6:30 tomorrow?", "Get up", "2026-05-14T06:30"),
    ],
)
def test_what_you_ask_to_be_reminded_of(said: str, text: str, when: str) -> None:
    candidate = one(said)
    assert (candidate.kind, candidate.text, due(candidate)) == ("reminder", text, when)
    assert candidate.reason == "You asked to be reminded."


@pytest.mark.parametrize(
    ("said", "text", "when"),
    [
        ("I need to hand in the lease by Monday.", "Hand in the lease", "2026-05-18"),
        ("must water the orchids on sunday", "Water the orchids", "2026-05-17"),
        ("gotta renew my bus pass before Monday", "Renew your bus pass", "2026-05-17"),
        (
            "I really need to call the bank about that weird charge.",
            "Call the bank about that weird charge",
            None,
        ),
        (
            "I have to return the car by noon tomorrow or they charge me.",
            "Return the car",
            "2026-05-14T12:00",
        ),
        ("I'll email Professor Haas tonight.", "Email Professor Haas", "2026-05-13T20:00"),
        ("I told Ben I would send him the tax papers by Friday.", "Send Ben the tax papers", "2026-05-15"),
        (
            "Told my sister I'd pick up her kids on Thursday at three.",
            "Pick up your sister's kids",
            "2026-05-14T15:00",
        ),
        ("I should call grandma this weekend.", "Call grandma", "2026-05-16"),
        (
            "My landlord wants the filled-in form by Friday.",
            "Get the filled-in form to your landlord",
            "2026-05-15",
        ),
        (
            "My library card runs out soon, need to renew it by Friday.",
            "Renew it (your library card runs out)",
            "2026-05-15",
        ),
        ("I promised the kids a treehouse.", "Keep your promise to the kids: a treehouse", None),
        ("Our neighbour asked me to feed the cats on Saturday, I said yes.", "Feed the cats", "2026-05-16"),
        ("Rent is due on the 1st.", "See to rent", "2026-06-01"),
        ("The deadline for the grant is June 15.", "See to the grant", "2026-06-15"),
    ],
)
def test_what_you_have_to_do(said: str, text: str, when: str | None) -> None:
    candidate = one(said)
    assert candidate.kind in {"task", "person"}
    assert (candidate.text, due(candidate)) == (text, when)


@pytest.mark.parametrize(
    ("said", "text", "when"),
    [
        ("Haircut on Thursday at 11:20.", "Haircut", "2026-05-14T11:20"),
        ("My driving test is on the 28th at 11.", "Your driving test", "2026-05-28T11:00"),
        (
            "The electrician is coming on Friday between 8 and 10.",
            "The electrician is coming",
            "2026-05-15T08:00",
        ),
        ("The removal van is booked for the 29th, 8 am.", "The removal van", "2026-05-29T08:00"),
        ("Court hearing is 3 June, 9:30.", "Court hearing", "2026-06-03T09:30"),
        ("Book club moved to next Wednesday, 8pm.", "Book club", "2026-05-20T20:00"),
        ("We have tickets for the opera on 23 May, 19:30.", "Tickets for the opera", "2026-05-23T19:30"),
    ],
)
def test_what_takes_place(said: str, text: str, when: str) -> None:
    candidate = one(said)
    assert (candidate.kind, candidate.text, due(candidate)) == ("event", text, when)


def test_birthdays_are_about_the_person() -> None:
    dad = one("Dad turns 70 on June 9. We have no idea what to give him.")
    assert (dad.kind, dad.text, due(dad)) == ("person", "Dad's birthday", "2026-06-09")
    assert one("It's Sofia's birthday on Saturday!").text == "Sofia's birthday"


def test_what_others_owe_you_is_followed_up() -> None:
    photos = one("Marc said he'd send me the photos by the weekend.")
    assert (photos.kind, photos.text, due(photos)) == (
        "follow_up",
        "Ask Marc to send you the photos",
        "2026-05-16",
    )
    assert one("The new keys should arrive on Friday.").kind == "follow_up"


def test_what_is_owed_to_you_needs_no_day() -> None:
    answer = one("HR still owes me a reply about the parental leave.")
    assert (answer.kind, answer.text, answer.due) == (
        "follow_up",
        "Ask HR about a reply about the parental leave",
        None,
    )


def test_somebody_elses_day_counts_where_you_want_to_hear_about_it() -> None:
    assert noticed("My flatmate has an exam on Friday.") == []
    exam = one("Jo's exam is this Friday, 9 am. I must ask him how it went.")
    assert (exam.kind, exam.text) == ("follow_up", "Ask how Jo's exam went")


def test_a_pronoun_becomes_the_name_that_was_said_before() -> None:
    assert (
        one("Granny wrote me a card.", "> How sweet.", "I should ring her on Saturday.").text == "Ring Granny"
    )


def test_what_has_to_go_back_is_named_by_what_was_said_before() -> None:
    drill = one("I still have Max' saw.", "He wants it back by Friday.")
    assert (drill.text, due(drill)) == ("Give Max' saw back", "2026-05-15")


def test_the_hour_may_come_in_the_next_sentence() -> None:
    visit = noticed("The plumber comes on the 20th. At noon, they said.")[0]
    assert due(visit) == "2026-05-20T12:00"


def test_a_proposal_says_where_it_comes_from() -> None:
    candidate = one("Hello!", "What a week. I need to hand in the lease by Monday. Sigh.")
    assert candidate.quote == "I need to hand in the lease by Monday."
    assert candidate.evidence == 2


def test_times_are_read_from_when_they_were_said() -> None:
    yesterday = Message(1, 1, None, "user", "I need to hand in the lease tomorrow.", NOW - timedelta(days=1))
    last_week = Message(1, 1, None, "user", "I need to hand in the lease tomorrow.", NOW - timedelta(days=7))
    assert [due(candidate) for candidate in notice([yesterday], NOW)] == ["2026-05-13"]
    assert notice([last_week], NOW) == []


def test_of_two_sentences_about_the_same_day_one_is_proposed() -> None:
    found = noticed("The lease is due on Monday. Please remind me to hand in the lease on Monday.")
    assert [candidate.kind for candidate in found] == ["reminder"]


@pytest.mark.parametrize(
    "lines",
    [
        ["I have to call the bank tomorrow.", "Actually never mind, Tom is doing it."],
        ["Remind me to call Eva at 5.", "Forget it, she just rang."],
        ["The dentist on Tuesday got cancelled."],
        ["I was supposed to meet Ana on Friday but she called it off."],
        ["The fee is due on Friday but I've paid it."],
        ["Already sent the form, before the deadline on Friday even."],
        ["I won't go to the party on Saturday."],
        ["They invited me to speak on 3 June but I turned it down."],
        ["No need to remind me about the meeting tomorrow."],
        ["The dinner is on Saturday at 8.", "Don't remind me, it's in my calendar."],
    ],
)
def test_what_was_called_off_done_or_declined_is_left_alone(lines: list[str]) -> None:
    assert noticed(*lines) == []


@pytest.mark.parametrize(
    "line",
    [
        "If I had the money I'd fly to Japan tomorrow.",
        "I'd love to see the northern lights one day.",
        "Maybe I'll go to the cinema tomorrow, maybe not.",
        "We should have left at six.",
        "I dreamt that I had an exam tomorrow and no trousers.",
        "In the book the bomb goes off on Thursday at noon.",
        'My boss always says "I need it by tomorrow".',
        "Haha yes and on Monday I'll be president.",
        "I used to go to yoga on Mondays.",
        "I go running every morning at 6.",
        "She has to move out by Friday, poor thing.",
        "My horoscope says I will meet someone on Friday.",
        "My grandmother's funeral is on Friday.",
        "I can't do this any more. Everything is due tomorrow and nobody helps.",
        "Does the post office open on Saturday?",
        "Remind me, who recommended that Thai place?",
        "That song reminds me of summer.",
        "I have to say, that was the best soup ever.",
        "I must be getting old.",
        "I have to go now, bye!",
        "I need a holiday.",
        "The meeting this morning went fine.",
        "Tomorrow is Thursday.",
        "The museum is closed on Mondays.",
    ],
)
def test_what_only_sounds_like_something_to_do_is_left_alone(line: str) -> None:
    assert noticed(line) == []


def test_what_she_says_herself_is_nothing_to_do() -> None:
    assert noticed("> You need to call the dentist tomorrow.", "Hm.") == []


def test_code_and_quoted_lines_are_nobodys_duty() -> None:
    assert noticed("```\n# I need to fix this by Friday\n```", "> I have to call at 5") == []


def test_a_pasted_wall_of_text_is_nobodys_duty() -> None:
    assert noticed("I have to call the bank by Friday " * 50) == []


PIECES = (
    *("I have to", "remind me to", "call", "the dentist", "by Friday", "tomorrow at 9", "Anna's", "birthday"),
    *(
        "she",
        "it",
        "promised me",
        "to",
        "is due",
        "never mind",
        ".",
        "?",
        ",",
        '"',
        "and",
        "if",
        "we",
        "is on",
    ),
    *("the 14th", "owes me"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_whatever_is_said_a_proposal_has_words_and_a_sentence_of_yours(pieces: list[str]) -> None:
    said = " ".join(pieces)
    for candidate in noticed(said):
        assert candidate.text.strip()
        assert candidate.quote in said
        assert candidate.due is None or candidate.due.at.date() >= NOW.date()


def test_a_no_about_something_else_takes_nothing_back() -> None:
    kept = one("I promised Jule to call her on Thursday evening.", "> What will you wear?", "So no jumper.")
    assert kept.text == "Call Jule"
    assert not noticed("Could I pay the rent by Friday? My brother offered to.", "So no.")
