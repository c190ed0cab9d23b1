"""What stands in for a model where there is none: it says so, and what to do, whenever it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from companion.models.protocol import Chunk, ModelError, Request

NOTHING: tuple[Chunk, ...] = ()  # looped over, it makes a generator of a function that only raises


class AbsentModel:
    """Lets everything but answers work without a model; `why` is raised in place of an answer."""

    name = "no model"
    host = "nowhere"
    window = 8192

    def __init__(self, why: ModelError) -> None:
        self.why = why

    async def stream(self, request: Request) -> AsyncGenerator[Chunk, None]:  # noqa: ARG002
        """Raises the reason why there is no model."""
        for chunk in NOTHING:
            yield chunk
        raise self.why

    async def close(self) -> None:
        """There is nothing to let go of."""
