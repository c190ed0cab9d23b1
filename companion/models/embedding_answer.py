"""What a server that embeds sends back: rows of numbers, checked; or what went wrong, told.

Needs openai and numpy, so it is imported late.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import openai

from companion.models.diagnosis import explain, quoted
from companion.models.failures import LateError, WireError
from companion.models.protocol import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

BY_WORDS = "Until then recall goes by words alone."
NO_VECTORS = "something that is not the vectors of an embedding model"
MOST = 65_536  # numbers in a vector
_TOO_LONG = re.compile(r"(?i)too (?:long|large|many tokens)|context (?:length|size)|exceed|maximum")
_REFUSALS = {400, 413, 422, 500}


class TooLongError(ModelError):
    """The server says that a text is longer than it takes."""


class RefusedEncodingError(ModelError):
    """The server does not take the format that the numbers were asked for in."""


def rows(answer: object, count: int, dimensions: int | None, host: str) -> NDArray[np.float32]:
    """The vectors in an answer, in the order of the texts, each of length 1. Raises `ModelError`."""
    try:
        found = _vectors(answer, count)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError, binascii.Error):
        raise _unusable(host, NO_VECTORS) from None
    if dimensions is not None and found.shape[1] != dimensions:
        numbers = f"vectors of {found.shape[1]:,} numbers where they had {dimensions:,} before"
        raise _unusable(host, numbers)
    if not np.isfinite(found).all():
        raise _unusable(host, "vectors with something in them that is no number")
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return (found / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)


def _vectors(answer: object, count: int) -> NDArray[np.float64]:
    """float64 of shape (count, dimensions). Raises `ValueError` and its like."""
    if isinstance(answer, str):  # not labelled as JSON
        answer = json.loads(answer)
    if not isinstance(answer, dict) or len(answer["data"]) != count:
        raise ValueError("another number of vectors than of texts")
    placed = {int(one.get("index", place)): one["embedding"] for place, one in enumerate(answer["data"])}
    found = np.stack([_vector(placed[place]) for place in range(count)])
    if not 0 < found.shape[1] <= MOST:
        raise ValueError("no vectors")
    return found


def _vector(numbers: Any) -> NDArray[np.float64]:
    if isinstance(numbers, str):
        return np.frombuffer(base64.b64decode(numbers, validate=True), dtype="<f4").astype(np.float64)
    if not isinstance(numbers, list) or any(isinstance(one, bool | str) for one in numbers):
        raise ValueError("no list of numbers")
    vector = np.asarray(numbers, dtype=np.float64)
    if vector.ndim != 1:
        raise ValueError("a vector of vectors")
    return vector


def _unusable(host: str, what: str) -> ModelError:
    return ModelError(f"{host} sent {what}.", f"Check embedder and embedder_url. {BY_WORDS}")


def explained(error: Exception, host: str, model: str, key: str | None) -> ModelError:
    """The failure that an exception of the client stands for. The key is in no part of it."""
    if type(error) is ModelError:
        return error
    causes = (error, error.__cause__)
    own = next((one for one in causes if isinstance(one, LateError | WireError)), None)
    if own is not None:
        return ModelError(f"{host} {own}.", BY_WORDS)
    if isinstance(error, openai.APITimeoutError):
        return ModelError(f"{host} did not answer in time.", BY_WORDS)
    if isinstance(error, openai.APIStatusError):
        return _status(error, host, model, key)
    if isinstance(error, ValueError):  # labelled as JSON, and none
        return _unusable(host, NO_VECTORS)
    return ModelError(str(explain(error, host, model, key)), BY_WORDS)


def _status(error: openai.APIStatusError, host: str, model: str, key: str | None) -> ModelError:
    status = error.status_code
    said = quoted(error.message, key)
    if status in {401, 403}:
        if not key:
            return ModelError(f"{host} asks for an API key.", "Put one into COMPANION_EMBEDDER_KEY.")
        return ModelError(
            f"{host} did not accept the API key (status {status}).", "Check COMPANION_EMBEDDER_KEY."
        )
    if status == 404:
        return ModelError(
            f"{host} has no embedding model {model} at this address.", "Check embedder and embedder_url."
        )
    if status in _REFUSALS and "encoding_format" in error.message:
        return RefusedEncodingError(f"{host} refused the request: {said}", BY_WORDS)
    if status in _REFUSALS and _TOO_LONG.search(error.message):
        return TooLongError(f"{host} finds the text too long: {said}", BY_WORDS)
    if status >= 500 or status == 429:
        return ModelError(f"{host} could not embed (status {status}).", f"Try again in a while. {BY_WORDS}")
    return ModelError(f"{host} refused to embed (status {status}): {said}", BY_WORDS)
