"""The exceptions inside of an endpoint; `diagnosis` turns every other one into an `EndpointError`."""

from __future__ import annotations

from companion.models.protocol import ModelError


class EndpointError(ModelError):
    """A `ModelError` with what the retry policy needs.

    `cut`: the connection or the time ran out, so what came so far stands as an interrupted answer. `passing`:
    worth asking again, after `wait` seconds if the server named them. `refuses`: the part of the request that
    the server does not take.
    """

    def __init__(
        self,
        message: str,
        advice: str,
        *,
        cut: bool = False,
        passing: bool = False,
        wait: float | None = None,
        refuses: str | None = None,
    ) -> None:
        super().__init__(message, advice)
        self.cut = cut
        self.passing = passing
        self.wait = wait
        self.refuses = refuses


class LateError(Exception):
    """A deadline passed; `str()` goes after the name of who was late."""


class WireError(Exception):
    """What came is no answer of a model; `str()` goes after the name of who sent it."""


class ReportedError(Exception):
    """The server reports an error where a chunk was expected; `str()` is what it says."""


class UnreadableError(ValueError):
    """A chunk is not of the format; `str()` says what is wrong with it."""
