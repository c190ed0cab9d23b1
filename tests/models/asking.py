"""What tests ask a model, and what they keep of its answer."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from companion.config import Deadlines
from companion.models.endpoint import EndpointModel
from companion.models.protocol import End, ModelError, Options, Request, Text, Utterance

if TYPE_CHECKING:
    from companion.models.protocol import Model

PATIENT = Deadlines(connect=5.0, first_token=10.0, gap=10.0, total=20.0)
IMPATIENT = Deadlines(connect=5.0, first_token=0.5, gap=0.4, total=20.0)


@dataclass
class Outcome:
    """The text that came, and how it ended."""

    text: str = ""
    pieces: int = 0
    end: End | None = None
    error: ModelError | None = None

    @property
    def words(self) -> str:
        """All that a user would read of the error."""
        assert self.error is not None
        return f"{self.error} {self.error.advice}"


def question(words: str = "hello", **options: Any) -> Request:
    """A system prompt and one message."""
    return Request((Utterance("system", "Be kind."), Utterance("user", words)), Options(**options))


async def hear(model: Model, request: Request) -> Outcome:
    """The whole answer, with whatever ended it."""
    outcome = Outcome()
    try:
        async with aclosing(model.stream(request)) as chunks:
            async for chunk in chunks:
                if isinstance(chunk, Text):
                    outcome.text += chunk.text
                    outcome.pieces += 1
                else:
                    outcome.end = chunk
    except ModelError as error:
        outcome.error = error
    return outcome


async def ask(
    url: str,
    model: str | None = "tiny",
    *,
    key: str | None = None,
    deadlines: Deadlines = PATIENT,
    **options: Any,
) -> Outcome:
    """One question to an endpoint."""
    endpoint = EndpointModel(url, model, api_key=key, deadlines=deadlines)
    try:
        return await hear(endpoint, question(**options))
    finally:
        await endpoint.close()
