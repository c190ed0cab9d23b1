"""Texts to vectors at a server that speaks the OpenAI embeddings, through the `openai` package.

A question waits for this, so it is patient for a few seconds only, and after a failure it leaves the server
alone for a while: recall goes on by words. What comes back is checked in `embedding_answer`.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from companion.models.calls import Calls
from companion.models.embedder import ENDPOINT
from companion.models.endpoint import host_of, is_loopback, usable_key
from companion.models.protocol import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from openai import OpenAI

    from companion.config import Settings

PUBLIC = "https://api.openai.com/v1"
QUESTION = 4.0  # seconds that a question waits
BATCH = 20.0  # seconds that a batch of texts waits
RESTS = 60.0  # seconds in which a server that failed is not asked again; each time twice as long
LONGEST_REST = 900.0
AT_ONCE = 16
_CHARACTERS = 2000
_SHORTEST = 50  # characters: a text of so few is not too long


class GivenUpError(ModelError):
    """Nobody waits for the answer any more; the server may be well."""


class EndpointEmbedder:
    """The embedding model `model` at `base_url`; `connect` is in seconds. It can be used from any thread.

    Raises `ModelError` where the address or the key can't be used at all.
    """

    def __init__(
        self, base_url: str, model: str, *, api_key: str | None = None, connect: float = 5.0
    ) -> None:
        self.name = f"{ENDPOINT}{model}"
        self.host = host_of(base_url)
        self.stays = is_loopback(base_url)
        self._base_url, self._model, self._connect = base_url, model, connect
        self._key = usable_key(api_key)
        self._client: OpenAI | None = None
        self._dimensions: int | None = None
        self._encoding: str | None = "base64"
        self._failure: tuple[float, ModelError] | None = None
        self._rest = RESTS
        self._lock = threading.Lock()
        self._calls = Calls()

    @property
    def dimensions(self) -> int:
        """Numbers in a vector; the server is asked once. Raises `ModelError`."""
        if self._dimensions is None:
            self.embed(["How many?"], query=True)
        assert self._dimensions is not None
        return self._dimensions

    def embed(self, texts: Sequence[str], query: bool = False) -> NDArray[np.float32]:  # noqa: FBT001, FBT002
        """float32 of shape (texts, dimensions), rows of length 1; of zeros for a text without a word.

        A text longer than the server takes is cut. Raises `ModelError`.
        """
        import numpy as np

        from companion.models.instructed import instructed

        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        there = [place for place, text in enumerate(texts) if text.strip()]
        wanted = instructed(self._model, [texts[place][:_CHARACTERS] for place in there], query=query)
        found = [
            self._rows(wanted[start : start + AT_ONCE], QUESTION if query else BATCH)
            for start in range(0, len(wanted), AT_ONCE)
        ]
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        if found:
            rows[there] = np.concatenate(found)
        return rows

    def give_up(self) -> None:
        """What is being asked fails at once, with a `ModelError`: for who leaves, and waits for no server."""
        self._calls.give_up(GivenUpError("The embedder was not waited for.", "It is asked again later."))

    def close(self) -> None:
        """Close the connections; the next `embed` opens them again."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _rows(self, texts: list[str], patience: float) -> NDArray[np.float32]:
        """The rows of some texts; where the server says that they are too long, of each cut to fit."""
        from companion.models.embedding_answer import TooLongError

        try:
            return self._asked(texts, patience)
        except TooLongError as error:
            if len(texts) == 1 and len(texts[0]) <= _SHORTEST:
                raise ModelError(str(error), error.advice) from None
        import numpy as np

        if len(texts) > 1:
            return np.concatenate([self._rows([text], patience) for text in texts])
        return self._rows([texts[0][: len(texts[0]) // 2]], patience)

    def _asked(self, texts: list[str], patience: float) -> NDArray[np.float32]:
        from companion.models.embedding_answer import TooLongError, rows

        failure = self._failure
        if failure is not None and time.monotonic() < failure[0]:
            raise failure[1]
        try:
            answer = self._post(texts, patience)
            found = rows(answer, len(texts), self._dimensions, self.host)
        except (TooLongError, GivenUpError):
            raise
        except ModelError as error:
            self._failure = (time.monotonic() + self._rest, error)
            self._rest = min(2 * self._rest, LONGEST_REST)
            raise
        self._failure, self._rest, self._dimensions = None, RESTS, found.shape[1]
        return found

    def _post(self, texts: list[str], patience: float) -> object:
        from companion.models.embedding_answer import RefusedEncodingError, explained
        from companion.models.embedding_wire import deadline

        body: dict[str, object] = {"model": self._model, "input": texts}
        if self._encoding:
            body["encoding_format"] = self._encoding

        def call() -> object:
            with deadline(patience):
                client = self._connected()
                return client.post("/embeddings", body=body, cast_to=object, options={"timeout": patience})

        try:
            return self._calls.make(call)
        except GivenUpError:
            raise
        except Exception as error:
            failure = explained(error, self.host, self._model, self._key)
        if isinstance(failure, RefusedEncodingError) and self._encoding:
            self._encoding = None
            return self._post(texts, patience)
        raise failure from None

    def _connected(self) -> OpenAI:
        """The client, made with the first request: importing `openai` takes half a second.

        Only this is one thread's at a time: a question does not wait for another thread's batch.
        """
        with self._lock:
            if self._client is None:
                self._client = self._made()
            return self._client

    def _made(self) -> OpenAI:
        from openai import OpenAI

        from companion.models.embedding_wire import http_client

        try:
            http = http_client(connect=self._connect, loopback=self.stays)
        except (ValueError, ImportError):  # a proxy of a kind that is not known
            raise ModelError(
                "The proxy in the environment can't be used.",
                "Check HTTP_PROXY, HTTPS_PROXY and ALL_PROXY.",
            ) from None
        return OpenAI(base_url=self._base_url, api_key=self._key or "none", max_retries=0, http_client=http)


def from_settings(settings: Settings) -> EndpointEmbedder:
    """The embedder that `embedder = "endpoint:MODEL"` names. Raises `ModelError`.

    It has an address of its own: where your words go to be answered is no leave to send them elsewhere, nor
    all that was ever said there. The key for answers is sent only to the host that it is for.
    """
    model = settings.embedder.removeprefix(ENDPOINT).strip()
    if not model or not settings.embedder_url:
        raise ModelError(
            "The embedder is to be a server's, but not everything about it was told.",
            "Set embedder to endpoint:MODEL and embedder_url to an address such as http://127.0.0.1:8080/v1.",
        )
    shared = host_of(settings.base_url or PUBLIC) == host_of(settings.embedder_url)
    key = settings.embedder_key or (settings.api_key if shared else None)
    return EndpointEmbedder(
        settings.embedder_url, model, api_key=key, connect=min(settings.deadlines.connect, QUESTION)
    )
