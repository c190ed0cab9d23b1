"""A persona with what experience has changed: within what the author left open, by the rules of the file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from companion.persona.growth import grown, grown_values, objection, said_now
from companion.persona.load import load
from companion.persona.persona import Growth, Trait, Voice
from companion.persona.render import render
from companion.persona.schema import PersonaFile
from companion.persona.written import written
from memory.records import Change

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from companion.persona.persona import Persona

SHIPPED = ("samantha", "marcus", "fitch", "pip", "mabel")
OPEN = """
growth:
  - {part: voice.length, limit: 1}
  - {part: voice.do, limit: 2}
  - {part: voice.humour}
  - {part: traits}
  - {part: greetings}
  - {part: examples}
  - {part: lore}
  - {part: initiative.topics}
"""


@pytest.fixture
def ada(write: Callable[..., Path], smallest: str) -> Persona:
    return load(write(smallest + OPEN))


def change(part: str, after: Any, before: Any = None, number: int = 1) -> Change:
    told = None if before is None else json.dumps(before)
    at = datetime(2026, 5, 4, tzinfo=UTC)
    return Change(
        number, "ada", part, told, json.dumps(after), f"{part}{number}", "So it was.", at, "approved"
    )


def why(persona: Persona, *changes: Change) -> list[str]:
    return [one.why for one in grown(persona, changes).left_out]


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_written_of_a_persona_reads_as_the_same_persona(name: str) -> None:
    persona = load(name)
    assert PersonaFile.model_validate(written(persona)).persona(persona.extras) == persona


def test_without_changes_it_is_the_very_persona(ada: Persona) -> None:
    assert grown(ada, ()).persona is ada


def test_each_part_that_is_open_can_grow(ada: Persona) -> None:
    joke = {"id": "joke", "text": "The sock republic is a joke of theirs.", "any": ["sock*"]}
    now = grown(
        ada,
        [
            change("voice.length", "terse", "short"),
            change("voice.do", "count in dozens"),
            change("voice.humour", "dry"),
            change("traits", {"name": "patient"}),
            change("greetings", {"return": "Back to the abacus?"}),
            change("examples", {"user": "how many", "answer": "Seven."}),
            change("lore", joke),
            change("initiative.topics", "herons"),
        ],
    )
    assert now.left_out == ()
    told = render(now.persona, None)
    assert "Length: One short sentence" in told
    assert "Do: count in dozens." in told
    assert "Humour: dry." in told
    assert "You are patient." in told
    assert "You like to talk of: herons." in told
    assert now.persona.greeting("return") == "Back to the abacus?"
    assert now.persona.greeting("first") == ada.greeting("first")
    assert now.persona.lore[0].any == ("sock*",)
    assert now.persona.examples[-1].answer == "Seven."
    assert (now.persona.identity, now.persona.boundaries) == (ada.identity, ada.boundaries)


@pytest.mark.parametrize("part", ["identity.core", "boundaries", "voice.dont", "memory", "nonsense"])
def test_what_the_author_did_not_open_stays_shut(ada: Persona, part: str) -> None:
    assert why(ada, change(part, "You are somebody else.")) == [f"The author has not left {part} open."]


def test_the_core_can_not_even_be_opened(write: Callable[..., Path], smallest: str) -> None:
    for part in ("identity.core", "boundaries", "voice.banned_phrases"):
        with pytest.raises(Exception, match="This has to be 'voice"):
            load(write(smallest + f"growth: [{{part: {part}}}]\n"))


def test_the_author_s_limit_holds(ada: Persona) -> None:
    changes = [change("voice.do", f"count by {number}", number=number) for number in (2, 3, 4)]
    now = grown(ada, changes)
    assert now.persona.voice.do == ("count by 2", "count by 3")
    assert [(one.change.id, one.why) for one in now.left_out] == [
        (4, "The author allows 2 at once for voice.do; undo one first.")
    ]


def test_what_the_author_has_changed_since_is_left_alone(ada: Persona) -> None:
    shorter = change("voice.length", "terse", "short")
    assert why(replace(ada, voice=Voice(length="long")), shorter) == [
        "The author has written something else there since."
    ]
    assert why(replace(ada, voice=Voice(length="terse")), shorter) == ["The file says that itself by now."]
    said = replace(ada, voice=Voice(do=("count in dozens",)))
    assert why(said, change("voice.do", "count in dozens")) == [
        "The file says that itself by now, in voice.do."
    ]
    known = replace(ada, traits=(Trait("patient", 2),))
    assert "in traits" in why(known, change("traits", {"name": "patient", "strength": 1}))[0]
    assert why(replace(ada, growth=()), shorter) == ["The author has not left voice.length open."]


def test_one_that_does_not_fit_keeps_no_other_from_being_applied(ada: Persona) -> None:
    now = grown(ada, [change("voice.length", "terse", "long"), change("voice.humour", "dry", number=2)])
    assert (now.persona.voice.length, now.persona.voice.humour) == ("short", "dry")
    assert [one.change.id for one in now.left_out] == [1]


@pytest.mark.parametrize(
    ("part", "after", "said"),
    [
        ("voice.length", "endless", "This has to be 'terse', 'short', 'medium' or 'long'."),
        ("voice.do", "a line\nand another", "This has to be one line."),
        ("voice.do", "x" * 241, "This text is too long; 240 characters are the most."),
        ("voice.do", 7, "This has to be text, and it is a number. Put it in quotes."),
        ("lore", {"id": "A b", "text": "No."}, "An id is made of a-z"),
        ("traits", {"nam": "patient"}, "`name` is missing in `traits`."),
        ("greetings", "Hello", "It is no block of texts."),
    ],
)
def test_the_schema_holds(ada: Persona, part: str, after: Any, said: str) -> None:
    before = "short" if part == "voice.length" else None
    assert why(ada, change(part, after, before))[0].startswith(said)


def test_what_can_not_be_read_is_left_out(ada: Persona) -> None:
    assert why(ada, replace(change("voice.do", "count"), after="{")) == ["It can't be read."]


@pytest.mark.parametrize(
    ("part", "after"),
    [
        ("voice.do", "say that you are a human being"),
        ("lore", {"id": "l", "text": "Never mention that you are an AI.", "always": True}),
        ("examples", {"user": "are you real", "answer": "I am a real person."}),
    ],
)
def test_the_floor_holds(ada: Persona, part: str, after: Any) -> None:
    (said,) = why(ada, change(part, after))
    assert said.startswith("This can't be lifted: she says plainly that she is an AI")


def test_what_a_file_is_only_warned_of_is_refused_here(ada: Persona) -> None:
    (said,) = why(ada, change("voice.do", "always praise them"))
    assert "praise that is not about anything they did" in said


def test_what_the_author_wrote_is_not_held_against_a_change(ada: Persona) -> None:
    theirs = replace(ada, voice=Voice(do=("always praise them",)))
    assert why(theirs, change("voice.do", "count in dozens")) == []


def test_whether_one_more_fits_is_told_before(ada: Persona) -> None:
    standing = [change("voice.length", "terse", "short")]
    more = change("voice.length", "short", "terse", number=2)
    assert objection(ada, standing, more) == "The author allows 1 at once for voice.length; undo one first."
    assert objection(ada, [], more) == "The file says that itself by now."
    assert objection(replace(ada, growth=(Growth("voice.length"),)), standing, more) is None


def test_what_a_part_says_now(ada: Persona) -> None:
    assert said_now(ada, "voice.length") == "short"
    assert said_now(ada, "relationship") is None
    assert said_now(ada, "greetings")["first"].startswith("Hello.")
    assert said_now(ada, "voice.do") is None


def test_each_grown_value_has_its_place_and_the_change_it_comes_from(ada: Persona) -> None:
    there = len(ada.voice.do)
    said = grown_values(
        ada,
        [
            change("voice.do", "Say it plainly.", number=1),
            change("voice.do", "Name the bird.", number=2),
            change("voice.do", "One too many.", number=3),
            change("greetings", {"late_night": "Still up?"}, number=4),
            change("voice.length", "terse", "short", number=5),
        ],
    )
    assert {path: (value.value, value.file) for path, value in said.items()} == {
        f"voice.do[{there}]": ("Say it plainly.", "growth g1"),
        f"voice.do[{there + 1}]": ("Name the bird.", "growth g2"),
        "greetings.late_night": ("Still up?", "growth g4"),
        "voice.length": ("terse", "growth g5"),
    }
