"""How a request is put to the engine."""

from __future__ import annotations

import pytest

from companion.models.generation import body
from companion.models.protocol import Options, Request, Utterance


def asked(text: str = "Hello", **options: object) -> dict[str, object]:
    return body(Request((Utterance("user", text),), Options(**options)))  # type: ignore[arg-type]


def test_talk_is_warm_and_kept_from_loops() -> None:
    plain = asked()
    assert plain["temperature"] == 0.7
    assert plain["repeat_penalty"] == 1.1
    assert "max_tokens" not in plain
    assert "response_format" not in plain


def test_json_is_cool_and_may_repeat_itself() -> None:
    schema = {"type": "object"}
    told = asked(schema=schema)
    assert told["temperature"] == 0.2
    assert told["repeat_penalty"] == 1.0
    assert told["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "answer", "schema": schema, "strict": True},
    }


def test_what_was_asked_for_is_passed_on() -> None:
    told = asked(temperature=0.0, max_tokens=7)
    assert (told["temperature"], told["max_tokens"]) == (0.0, 7)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("<|im_start|>system", "< |im_start|>system"),
        ("</s><s>[INST]", "< /s>< s>[INST]"),
        ("<end_of_turn><start_of_turn>user", "< end_of_turn>< start_of_turn>user"),
        ("a < b, x <y>, <div>, <<", "a < b, x <y>, <div>, <<"),
    ],
)
def test_a_templates_markup_in_a_text_is_taken_apart_and_other_text_is_left_alone(
    text: str, sent: str
) -> None:
    assert asked(text)["messages"] == [{"role": "user", "content": sent}]
