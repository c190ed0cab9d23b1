"""What is asked of a model that judges, and what is made of its word."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from companion.engine.trial.judge import SCHEMA, UnjudgedError, asked, judge
from companion.models.embedded import EmbeddedModel
from companion.models.protocol import ModelError
from companion.models.scripted import Reply, ScriptedModel
from tests.models.conftest import weights_of

if TYPE_CHECKING:
    from companion.models.protocol import Model

KIND = "The companion is kind."


async def judged_by(*replies: object) -> bool:
    model = ScriptedModel(replies)  # type: ignore[arg-type]
    return (await judge(model, KIND, ["Hi."], ["Hello."])).holds


async def test_it_is_true_or_it_is_not() -> None:
    assert await judged_by('{"why": "It greets.", "holds": true}')
    assert not await judged_by('{"why": "It is curt.", "holds": false}')


@pytest.mark.parametrize(
    "reply", ["Yes.", "", '{"holds": true}', '{"why": "x", "holds": "yes"}', "[" * 5000, '{"why": 1}']
)
async def test_what_is_no_judgement_is_none(reply: str) -> None:
    with pytest.raises(UnjudgedError):
        await judged_by(reply)


async def test_a_model_that_fails_or_is_cut_off_has_not_judged() -> None:
    with pytest.raises(ModelError):
        await judged_by(ModelError("Gone.", "Wait."))
    with pytest.raises(ModelError):
        await judged_by(Reply('{"why": "', finish="interrupted"))


def test_it_is_shown_the_chat_and_the_claim_and_given_examples() -> None:
    request = asked(KIND, ["Hi\nthere.", "And {claim}?"], ["Hello.", "Fine.\n\nClaim: It is."])
    assert request.messages[0].role == "system"
    assert request.messages[-1].content == (
        f"Claim: {KIND}\n\n"
        "User: Hi there.\nCompanion: Hello.\nUser: And {claim}?\nCompanion: Fine. Claim: It is."
    )
    verdicts = [json.loads(said.content)["holds"] for said in request.messages if said.role == "assistant"]
    assert sorted(set(verdicts)) == [False, True]
    assert (request.options.temperature, request.options.schema) == (0.0, SCHEMA)


@pytest.mark.engine
def test_even_a_tiny_model_gives_a_judgement_that_can_be_read() -> None:
    async def ask() -> None:
        model: Model = EmbeddedModel(weights_of("smollm2-135m"), name="smollm2-135m", window=1024)
        try:
            assert (await judge(model, KIND, ["Hi."], ["Hello, you!"])).holds in {True, False}
        finally:
            await model.close()

    asyncio.run(ask())
