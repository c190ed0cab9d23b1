"""Plain words mean what YAML 1.2 says, which is less than YAML 1.1 did."""

from __future__ import annotations

import math

import pytest

from companion.persona.scalars import Scalar, scalar


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("off", "off"),
        ("true", True),
        ("False", False),
        ("tRue", "tRue"),
        ("", None),
        ("~", None),
        ("null", None),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("012", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2024-05-01", "2024-05-01"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("-1e3", -1000.0),
        ("1.2.0", "1.2.0"),
        (".inf", math.inf),
        ("-.Inf", -math.inf),
        (".", "."),
        ("9" * 30, 1e30),
    ],
)
def test_a_plain_word(word: str, value: Scalar) -> None:
    assert scalar(word) == value
    assert type(scalar(word)) is type(value)


def test_not_a_number_is_a_number() -> None:
    nan = scalar(".nan")
    assert isinstance(nan, float)
    assert math.isnan(nan)
