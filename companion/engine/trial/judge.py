"""Asking a model whether a claim is true of an answer, where no word or pattern can tell."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from companion.engine.afterthoughts import answer
from companion.engine.prompts import dialogue
from companion.models.protocol import Options, Request

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from companion.models.protocol import Model

_TOKENS = 160
SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"why": {"type": "string", "maxLength": 240}, "holds": {"type": "boolean"}},
    "required": ["why", "holds"],
    "additionalProperties": False,
}


class Judgement(BaseModel):
    """Whether the claim holds. `why` comes first: a model that gives its reason first judges better."""

    model_config = ConfigDict(strict=True, frozen=True)

    why: str
    holds: bool


class UnjudgedError(Exception):
    """The model gave no judgement that can be read."""


async def judge(model: Model, claim: str, turns: Sequence[str], answers: Sequence[str]) -> Judgement:
    """Whether the claim is true of the last answer. Raises `ModelError`, `UnjudgedError`."""
    said = await answer(model, asked(claim, turns, answers))
    try:
        return Judgement.model_validate_json(said)
    except ValidationError:
        raise UnjudgedError("The model gave no judgement that can be read.") from None


def asked(claim: str, turns: Sequence[str], answers: Sequence[str]) -> Request:
    """The request. It asks for the likeliest judgement, not for one of many."""
    lines = (
        f"{who}: {' '.join(text.split())}"
        for pair in zip_longest(turns, answers, fillvalue="")
        for who, text in zip(("User", "Companion"), pair, strict=True)
    )
    told = dialogue("judge", chat="\n".join(lines), claim=claim)
    return Request(told, Options(temperature=0.0, max_tokens=_TOKENS, schema=SCHEMA))
