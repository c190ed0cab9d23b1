"""Names are put in where a text leaves room for them, and nothing else is."""

from __future__ import annotations

import pytest

from companion.persona.placeholders import filled, unknown


@pytest.mark.parametrize(
    ("text", "user", "shown"),
    [
        ("Hello, {{user}}! I'm {{char}}.", "Jo", "Hello, Jo! I'm Ada."),
        ("Hello, {{user}}! I'm {{char}}.", None, "Hello! I'm Ada."),
        ("{{USER}}, meet {{ Char }}.", "Jo", "Jo, meet Ada."),
        ("I know {{user}}.", None, "I know you."),
        ("{user} {{time}} {{", "Jo", "{user} {{time}} {{"),
        ("{{user}}", "{{char}}", "{{char}}"),
    ],
)
def test_both_names_are_put_in_once(text: str, user: str | None, shown: str) -> None:
    assert filled(text, "Ada", user) == shown


def test_one_without_a_name_is_called_as_the_place_asks() -> None:
    assert filled("{{user}} likes tea.", "Ada", None, "the user") == "the user likes tea."
    assert filled("So, {{user}} likes tea.", "Ada", None, "the user") == "So, the user likes tea."


def test_what_looks_like_a_placeholder_and_is_none_is_found() -> None:
    text = "{{user}} {{random: a, b}} {name} {{ char }} <USER> {a b} {1} {}"
    assert list(unknown(text)) == ["{{random: a, b}}", "{name}", "<USER>"]
