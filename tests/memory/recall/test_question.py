from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from time import perf_counter

import pytest

from memory.recall.question import Kind, as_told, read

NOW = datetime(2025, 3, 12, 20, 0, tzinfo=UTC)
NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Where do I live?", {"user"}),
        ("What's my sister called?", {"user"}),
        ("What did we decide about the boat?", {"user"}),
        ("What have I told you about the boat?", {"user"}),
        ("What did you suggest for the boat?", {"companion"}),
        ("What did you tell me about boats?", {"companion"}),
        ("What was your idea?", {"companion"}),
        ("Do you remember what I start on Monday?", {"user"}),
        ("Can you tell me when the boat sails?", set()),
        ("Do you still know which boat you recommended?", {"companion"}),
        ("Which advice of yours did I follow?", set()),
        ("Who repaired the boat?", set()),
    ],
)
def test_whose_words_are_asked_for(text: str, author: set[str]) -> None:
    assert read(text, NOW).authors(NOBODY) == author


def test_a_name_beats_i_and_two_names_are_nobodys() -> None:
    question = read("What did I hear from Priya and Tom?", NOW)
    assert question.authors(frozenset({"priya"})) == {"priya"}
    assert question.authors(frozenset({"priya", "tom"})) == NOBODY


def test_curly_apostrophes_are_apostrophes() -> None:
    assert read("What I\u2019ve told you", NOW).first_person


def test_a_time_is_fit_by_the_day_in_the_zone_of_now() -> None:
    late_in_utc = datetime(2025, 3, 10, 23, 30, tzinfo=UTC)  # already Tuesday in Helsinki
    in_helsinki = NOW.astimezone(timezone(timedelta(hours=2)))
    assert read("What did I do yesterday?", in_helsinki).time_fit(late_in_utc) == 1.0
    assert read("What did I do yesterday?", NOW).time_fit(late_in_utc) == 0.0


def test_without_a_time_nothing_fits_better() -> None:
    assert read("What do I do for a living?", NOW).time_fit(NOW) == 0.0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("When did I move to Oulu?", Kind(when=True)),
        ("How long has the kiln been broken?", Kind(when=True, number=True, now=True)),
        ("What day do I start?", Kind(when=True, now=True)),
        ("How many cats did I have?", Kind(number=True)),
        ("How much is the rent?", Kind(number=True, now=True)),
        ("Who repaired the boat?", Kind(name=True)),
        ("Which city did we stay in?", Kind(name=True)),
        ("What is my dog called?", Kind(name=True, now=True)),
        ("Tell me of the kiln.", Kind()),
        ("", Kind()),
    ],
)
def test_what_sort_of_answer_is_asked_for(text: str, kind: Kind) -> None:
    assert read(text, NOW).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Where do I live?",
        "Where do I live now?",
        "What\u2019s my job these days?",
        "Who is my dentist?",
        "Do I still smoke?",
        "What am I reading at the moment?",
        "Which car have I got?",
    ],
)
def test_how_things_are(text: str) -> None:
    assert read(text, NOW).kind.now
    assert not read(text, NOW).kind.before


@pytest.mark.parametrize(
    "text",
    [
        "Where did I live before?",
        "Where did I live before I moved to Oulu?",
        "What was my first job?",
        "Who is my former dentist?",
        "What did I use to drink, what was it that I used to have?",
        "What was the boat originally called?",
        "Where was my old studio?",
    ],
)
def test_how_things_were_until_they_changed(text: str) -> None:
    assert read(text, NOW).kind.before
    assert not read(text, NOW).kind.now


@pytest.mark.parametrize("text", ["How old is my sister?", "How old am I now?", "What is my first name?"])
def test_an_age_and_a_first_name_are_not_of_the_past(text: str) -> None:
    assert not read(text, NOW).kind.before


@pytest.mark.parametrize(
    "text",
    ["Do you remember which film we watched?", "Can you tell me what I planted?", "Do you know who called?"],
)
def test_a_polite_beginning_does_not_ask_how_things_are(text: str) -> None:
    assert not read(text, NOW).kind.now


@pytest.mark.parametrize(
    "text", ["What did I have for lunch?", "Where were we last summer?", "Who was at the party?"]
)
def test_what_happened_once_is_neither(text: str) -> None:
    kind = read(text, NOW).kind
    assert (kind.now, kind.before) == (False, False)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Where does Ana live?", "Where does I live?"),
        ("What is Ana's dog called?", "What is my dog called?"),
        ("What is ANA\u2019s dog called?", "What is my dog called?"),
        ("What did Ana Reis buy?", "What did I buy?"),
        ("What is Ana Reis's job?", "What is my job?"),
        ("What is Reis' job?", "What is my job?"),
        ("Did Anabel see the banana?", "Did Anabel see the banana?"),
    ],
)
def test_a_question_about_someone_is_told_in_their_own_words(asked: str, told: str) -> None:
    assert as_told(asked, frozenset({"ana", "reis"})) == told


def test_where_nobody_is_named_the_question_stays_as_it_is() -> None:
    assert as_told("Where does Ana live?", NOBODY) == "Where does Ana live?"


def test_a_name_is_no_pattern() -> None:
    assert as_told("Is a.b here, or axb?", frozenset({"a.b"})) == "Is I here, or axb?"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "\ud83d",
        "?" * 10_000,
        "ana " * 2_500,
        "did you " * 1_250,
        "how many " * 1_100,
        " " * 10_000,
    ],
)
def test_any_question_is_read_in_a_moment(text: str) -> None:
    start = perf_counter()
    read(text, NOW)
    as_told(text, frozenset({"ana", "reis"}))
    assert perf_counter() - start < 0.5
