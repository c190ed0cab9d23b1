"""How much the models of public endpoints read."""

from __future__ import annotations

import pytest

from companion.models.windows import window_of


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("gpt-4o-mini", 128_000),
        ("GPT-4o", 128_000),
        ("gpt-4-turbo-2024-04-09", 128_000),
        ("gpt-4-0613", 8_192),
        ("gpt-4.1-nano", 1_000_000),
        ("anthropic/claude-sonnet-4", 200_000),
        ("o1-mini", 128_000),
        ("my-own", 8_192),
        ("", 8_192),
    ],
)
def test_the_family_decides(name: str, tokens: int) -> None:
    assert window_of(name) == tokens
