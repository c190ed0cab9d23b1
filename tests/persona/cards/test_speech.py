"""Example conversations become exchanges."""

from __future__ import annotations

import pytest

from companion.persona.cards.speech import exchanges, written

HI = {"user": "Hi", "answer": "Hello!"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<START>\n{{user}}: Hi\n{{char}}: Hello!", [HI]),
        ("<start> \n{{user}}: Hi\n{{char}}: Hello!\n<START>", [HI]),
        ("{{user}}: Hi\n{{char}}: Hello!", [HI]),
        ("You: Hi\nMira: Hello!", [HI]),
        ("{{User}}: Hi\nMI: Hello!", [HI]),
        ("<START>\n{{char}}: Well?\n{{user}}: Hi\n{{char}}: Hello!\n{{user}}: Bye", [HI]),
        (
            "<START>\n{{user}}: Hi\n{{char}}: Hello!\n{{user}}: Hi\n{{char}}: Hello!\n<START>\n{{user}}: Hi",
            [HI, HI],
        ),
        (
            "{{user}}: Hi\nthere\n{{char}}: *waves*\n\nHello!\n{{char}}: Again.",
            [{"user": "Hi\nthere", "answer": "*waves*\n\nHello!\nAgain."}],
        ),
        ("{{user}}:\n{{char}}: Hello!", []),
        ("Some words that nobody says.", []),
        ("Note: this is no speaker.\n{{user}}: Hi\n{{char}}: Hello!", [HI]),
        ("", []),
    ],
)
def test_what_is_said_and_answered(text: str, wanted: list[dict[str, str]]) -> None:
    assert exchanges(text, ["Mira", "Mi"]) == wanted


def test_a_name_is_no_pattern() -> None:
    assert exchanges("{{user}}: Hi\nA(b: Hello!", ["A(b", " "]) == [HI]


def test_too_long_and_too_many_are_cut() -> None:
    long = exchanges("{{user}}: Hi\n{{char}}: " + "Word after word. " * 200, [])
    assert len(long[0]["answer"]) <= 1200
    assert long[0]["answer"].endswith("word. ")
    assert len(exchanges("<START>\n{{user}}: Hi\n{{char}}: Hello!\n" * 50, [])) == 40


def test_good_exchanges_are_written_as_conversations() -> None:
    text = "<START>\n{{user}}: Hi\n{{char}}: Hello!\n<START>\n{{user}}: Bye\n{{char}}: Bye."
    assert written(exchanges(text, [])) == text
    assert written([HI | {"good": False}]) == ""
