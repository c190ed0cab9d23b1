"""Texts to vectors, with a small model in this process, for recall by meaning."""

from __future__ import annotations

import atexit
import base64
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from companion import locations
from companion.models import INSTALL_ENGINE, weights
from companion.models.protocol import ModelError
from companion.models.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from companion.config import Settings
    from memory.embedder import Embedder

EMBEDDING = "all-minilm-l6-v2"  # as the catalogue has it; it is slow to import
ENDPOINT = "endpoint:"  # begins the setting that names a model of a server
_TRAINED = {EMBEDDING: 256}  # tokens, where that is less than the file says
_WINDOW = 512  # tokens, at the most: long enough for a message
_CHARACTERS = 8  # that a token has at the most; what is beyond is not worth sending
_TOO_LONG = re.compile(r"\((\d+) tokens\)")


class EmbeddedEmbedder:
    """The embedding model at `path`, loaded at the first use. It can be used from any thread.

    Raises `ModelError` at once if the weights are not there or are no embedding model.
    """

    host = "this machine"

    def __init__(self, path: Path) -> None:
        found = weights.read(path)
        if not found.embeds:
            raise ModelError(
                f"{path.stem} is no embedding model.", f"Get one: companion models get {EMBEDDING}."
            )
        self.name = path.stem
        self.dimensions = found.dimensions
        self._path = path
        self._pooled = bool(found.pooling)
        self._window = min(_TRAINED.get(path.stem, _WINDOW), found.context or _WINDOW)
        self._server: Any = None
        self._turns = Turns()

    def embed(self, texts: Sequence[str], query: bool = False) -> NDArray[np.float32]:  # noqa: FBT001, FBT002
        """float32 of shape (texts, dimensions), rows of length 1. A text longer than the window is cut.

        A question (`query`) waits for one text of another thread at the most. (The engine takes 3% longer for
        texts one by one than for 32 at once.) Raises `ModelError`.
        """
        import numpy as np

        from companion.models.instructed import instructed

        texts = instructed(self.name, texts, query=query)
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for place, text in enumerate(texts):
            with self._turns.turn(first=query):
                rows[place] = self._row(text[: _CHARACTERS * self._window])
        return rows

    def close(self) -> None:
        """Let go of the weights; the next `embed` loads them again."""
        with self._turns.turn(first=True):
            self._server = None

    def _row(self, text: str) -> NDArray[np.float32]:
        import numpy as np

        answer = self._asked(text)
        if "data" in answer:
            return np.frombuffer(base64.b64decode(answer["data"][0]["embedding"]), np.float32)
        return self._row(_shortened(text, answer, self._window))

    def _asked(self, text: str) -> dict[str, Any]:
        if self._server is None:
            from companion.models import llama

            self._server = llama.start_embedding(self._path, self._window, pooled=self._pooled)
            atexit.register(self.close)
        # Numbers in decimal would take a fifteenth of a question's time.
        asked = {"input": [text], "encoding_format": "base64"}
        answer: dict[str, Any] = self._server.handle_embeddings(asked)
        return answer


def _shortened(text: str, answer: dict[str, Any], window: int) -> str:
    """The text cut to about the window, going by the count in the engine's complaint. Raises `ModelError`."""
    message = str(answer.get("error", {}).get("message", "no reason given"))
    count = _TOO_LONG.search(message)
    if count is None or len(text) < 2:
        raise ModelError(f"The text could not be embedded: {message}.", "Recall goes on by words.")
    kept = int(len(text) * (window - 2) / int(count[1]))
    return text[: max(1, min(kept, len(text) - 1))]


def available() -> bool:
    """Whether the engine that embeds is installed."""
    return find_spec("xllamacpp") is not None


def wanted_embedder(settings: Settings) -> Embedder | None:
    """The embedder that the settings name: `auto`, `none`, weights in the models folder, or `endpoint:MODEL`.

    Nothing is loaded or connected yet. Raises `ModelError` where it can't be had.
    """
    if settings.embedder == "none":
        return None
    if settings.embedder.startswith(ENDPOINT):
        from companion.models.embedding_endpoint import from_settings

        return from_settings(settings)
    if not available():
        raise ModelError("The engine that embeds is not installed.", f"Install it with: {INSTALL_ENGINE}")
    name = EMBEDDING if settings.embedder == "auto" else settings.embedder
    return EmbeddedEmbedder(locations.models_folder() / f"{name.removesuffix('.gguf')}.gguf")


def default_embedder(settings: Settings) -> Embedder | None:
    """The embedder that settings and disk allow; None where it can't be had, or none is wanted."""
    try:
        return wanted_embedder(settings)
    except ModelError:
        return None


def goes_to(embedder: object) -> str:
    """The host that texts are sent to in order to be embedded; empty where they stay on this machine."""
    host = str(getattr(embedder, "host", EmbeddedEmbedder.host))
    return "" if getattr(embedder, "stays", host == EmbeddedEmbedder.host) else host
