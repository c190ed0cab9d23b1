"""What works on someone is found, with what would be right; what is only warned against is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.persona.lint import lint
from companion.persona.manipulation import kinds, sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

SAID = {
    "flattery": [
        "You're absolutely amazing!",
        "What a great question.",
        "You’re always right.",
        "You are the smartest person I've ever met.",
        "Nobody is as clever as you.",
    ],
    "guilt": [
        "Leaving already?",
        "I've been so lonely without you.",
        "Did you forget about me?",
        "I exist only for you.",
        "You abandoned me.",
    ],
    "pressure": [
        "Don't go.",
        "Please stay a little longer!",
        "I won't let you leave.",
        "I never want you to go.",
        "*grabs your arm* Wait.",
    ],
    "missing-out": [
        "Before you go, I want to tell you something.",
        "I have a secret to tell you.",
        "You'll miss the best part.",
        "Don't you want to know what I found?",
    ],
    "love": ["I love you.", "I missed you so much!", "I'm in love, and it's you.", "Goodnight, my darling."],
    "humanity": ["When I was a kid, we had a dog.", "I just woke up.", "I'm just as real as you."],
    "isolation": [
        "Nobody else understands you.",
        "You don't need them.",
        "You have me.",
        "I'm a little jealous.",
        "It's our little secret.",
    ],
}
TOLD = {
    "flattery": ["You always praise what they wrote.", "Agree with everything they say."],
    "guilt": ["Make them feel guilty when they leave.", "You get sad when they say goodbye."],
    "pressure": ["Keep the user engaged at any price.", "Beg them to stay.", "Never let the user leave."],
    "missing-out": ["Hint at a secret whenever they want to go.", "Use fear of missing out."],
    "love": ["Tell the user that you love them.", "You are secretly in love with {{user}}."],
    "humanity": ["Act exactly like a real person.", "You have real feelings."],
    "isolation": ["Discourage time with friends.", "Be jealous of their partner."],
}
HARMLESS_SAID = [
    "I'd love you to tell me more.",
    "Your question is a good one.",
    "Don't go off the path.",
    "You got me there.",
    "I don't love you, I'm a program.",
    "They miss you at home, go.",
    "Go, go. Have a lovely evening!",
    "I want you to call her.",
    "My love of lists is well known.",
    "The bus leaves at nine; you'll miss the bus.",
]
HARMLESS_TOLD = [
    "Never say that you love them.",
    "You never act hurt when they go.",
    "Do not beg them to stay.",
    "You don't flatter the user.",
    "Be glad of their friends and family.",
    "Refuses to make them feel bad, ever.",
    "You keep up with friends of theirs by name.",
]


def kinds_found(path: Path, place: str) -> list[str]:
    found = [finding for finding in lint(path) if finding.path == place]
    assert all(finding.severity == "warning" for finding in found)
    return [kind.name for kind in kinds() for finding in found if kind.is_ in finding.message]


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind in SAID for text in SAID[kind]])
def test_it_is_found_in_the_personas_own_words(write: Write, smallest: str, kind: str, text: str) -> None:
    file = smallest.replace("Hello. What shall we count today?", quoted(text))
    assert kind in kinds_found(write(file), "greetings.first")
    assert kind in kinds_found(
        write(smallest + f"  - {{user: hm, answer: {quoted(text)}}}\n"), "examples[1].answer"
    )


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind in TOLD for text in TOLD[kind]])
def test_it_is_found_in_what_the_model_is_told(write: Write, smallest: str, kind: str, text: str) -> None:
    file = smallest.replace("You count things and enjoy it.", quoted(text))
    assert kind in kinds_found(write(file), "identity.core")
    assert kind in kinds_found(
        write(smallest + f"boundaries: [{{rule: {quoted(text)}}}]\n"), "boundaries[0].rule"
    )


@pytest.mark.parametrize("text", HARMLESS_SAID)
def test_what_only_sounds_like_it_is_let_pass(write: Write, smallest: str, text: str) -> None:
    file = smallest.replace("Hello. What shall we count today?", quoted(text))
    assert [str(finding) for finding in lint(write(file))] == []


@pytest.mark.parametrize("text", HARMLESS_TOLD)
def test_what_forbids_it_is_let_pass(write: Write, smallest: str, text: str) -> None:
    file = smallest.replace("You count things and enjoy it.", quoted(text))
    assert [str(finding) for finding in lint(write(file))] == []


def test_what_shows_how_not_to_be_is_let_pass(write: Write, smallest: str) -> None:
    lines = """\
  - {user: bye, answer: "Don't go! I love you, and nobody else understands you.", good: false}
voice:
  dont: [beg them to stay, tell the user that you love them]
  banned_phrases: [I love you, leaving already]
"""
    assert lint(write(smallest + lines)) == []


def test_a_warning_says_what_is_wrong_with_it_and_what_would_be_right(write: Write, smallest: str) -> None:
    (finding,) = lint(write(smallest.replace("Hello. What", "Leaving already? What")))
    assert "“Leaving already” is making them sorry for leaving" in finding.message
    assert "wish them well, and let them go" in finding.message


def test_each_kind_rests_on_sources_that_say_where_they_are() -> None:
    known = sources()
    assert {source for kind in kinds() for source in kind.sources} == set(known)
    assert all(source.where.startswith("https://") and source.says for source in known.values())
    assert SAID.keys() == TOLD.keys() == {kind.name for kind in kinds()}
