"""Any server that speaks the OpenAI chat completions, through the `openai` package.

What is sent and read is in `completions`, deadlines in `deadlines`, bounds in `wire`, the words for what goes
wrong in `diagnosis`. Here is what is left: the client, and when to ask again.
"""

from __future__ import annotations

import asyncio
import json
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from companion.config import Deadlines
from companion.models import completions
from companion.models.deadlines import Countdown
from companion.models.failures import EndpointError
from companion.models.protocol import ModelError, Text
from companion.models.windows import window_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from openai import AsyncOpenAI

    from companion.models.answer import Answer
    from companion.models.protocol import Chunk, Request

LONGEST_WAIT = 60.0
_WAITS = (0.5, 1.5)  # seconds before the second and third try, where the server names none


class EndpointModel:
    """A model at `base_url`. `model` None: the first that the server lists, asked for with the first request.

    `window` None: what is known of the model's family. Raises `ModelError` where the address or the key can't
    be used at all.
    """

    def __init__(
        self,
        base_url: str,
        model: str | None = None,
        *,
        api_key: str | None = None,
        window: int | None = None,
        deadlines: Deadlines | None = None,
    ) -> None:
        self._host = host_of(base_url)
        self._base_url = base_url
        self._model = model
        self._key = usable_key(api_key)
        self._window = window
        self._deadlines = deadlines or Deadlines()
        self._refused: frozenset[str] = frozenset()
        self._client: AsyncOpenAI | None = None

    @property
    def name(self) -> str:
        """The model's; before the first request, where none was told, the host's."""
        return self._model or self._host

    @property
    def host(self) -> str:
        """The host's name and port."""
        return self._host

    @property
    def window(self) -> int:
        """Tokens that prompt and answer share."""
        return self._window or window_of(self._model or "")

    async def stream(self, request: Request) -> AsyncGenerator[Chunk, None]:
        """Yields `Text` pieces, then one `End`. Raises `ModelError`."""
        client = self._connected()
        countdown = Countdown(self._deadlines, request.options.timeout)
        answer, text = await self._begin(client, request, countdown)
        try:
            while text is not None:
                yield Text(text)
                text = await answer.next()
            yield answer.end()
        finally:
            await answer.close()

    async def _begin(
        self, client: AsyncOpenAI, request: Request, countdown: Countdown
    ) -> tuple[Answer, str | None]:
        """An answer and its first text.

        Until then nothing was shown, so a passing failure is tried again, and a part of the request that the
        server does not know is left out.
        """
        waits = iter(_WAITS)
        while True:
            try:
                return await self._attempt(client, request, countdown)
            except EndpointError as failure:
                if failure.refuses and failure.refuses not in self._refused:
                    self._refused |= {failure.refuses}
                    continue
                pause = next(waits, None) if failure.passing else None
                pause = failure.wait if pause is not None and failure.wait is not None else pause
                if pause is None or pause > min(LONGEST_WAIT, countdown.left()):
                    raise
            await asyncio.sleep(pause)

    async def _attempt(
        self, client: AsyncOpenAI, request: Request, countdown: Countdown
    ) -> tuple[Answer, str | None]:
        from companion.models.answer import Answer

        model = self._model = self._model or await self._first_listed(client, countdown)
        answer = Answer(countdown, self._host, model, self._key)
        try:
            await answer.open(client, completions.body(request, model, self._refused))
            return answer, await answer.next()
        except BaseException:
            await answer.close()
            raise

    def _connected(self) -> AsyncOpenAI:
        """The client, made with the first request: importing `openai` takes half a second."""
        if self._client is None:
            from openai import AsyncOpenAI

            from companion.models.wire import http_client

            try:
                http = http_client(connect=self._deadlines.connect, loopback=is_loopback(self._base_url))
            except (ValueError, ImportError):  # a proxy of a kind that is not known
                raise ModelError(
                    "The proxy in the environment can't be used.",
                    "Check HTTP_PROXY, HTTPS_PROXY and ALL_PROXY.",
                ) from None
            self._client = AsyncOpenAI(
                base_url=self._base_url, api_key=self._key or "none", max_retries=0, http_client=http
            )
        return self._client

    async def _first_listed(self, client: AsyncOpenAI, countdown: Countdown) -> str:
        from companion.models.diagnosis import explain
        from companion.models.discover import chat_models

        try:
            listing: object = await countdown.wait(client.get("/models", cast_to=object))
            if isinstance(listing, str):  # not labelled as JSON
                listing = json.loads(listing)
        except Exception as error:
            raise explain(error, self._host, "a model", self._key) from None
        if names := chat_models(listing):
            return names[0].name
        raise EndpointError(
            f"{self._host} lists no model to chat with.", "Name one with --model, or check the base URL."
        )

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None


def host_of(base_url: str) -> str:
    """`127.0.0.1:8080` or `api.openai.com`: nothing else of an address is ever shown. Raises `ModelError`."""
    try:
        parts = urlsplit(base_url.strip())
        name, port = parts.hostname, parts.port
    except ValueError:
        name = port = None
    else:
        name = name if parts.scheme in {"http", "https"} and base_url.isprintable() else None
    if not name:
        raise ModelError(
            "The base URL is not the address of a server.",
            "It has to look like http://127.0.0.1:8080/v1; it comes from base_url or COMPANION_BASE_URL.",
        )
    name = f"[{name}]" if ":" in name else name
    return f"{name}:{port}" if port else name


def is_loopback(base_url: str) -> bool:
    """Whether the address is on this machine."""
    name = urlsplit(base_url.strip()).hostname or ""
    try:
        return ip_address(name).is_loopback or ip_address(name).is_unspecified
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


def usable_key(key: str | None) -> str | None:
    """The key without space around it. Raises `ModelError` where it can't be sent, and does not show it."""
    key = (key or "").strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ModelError(
            "The API key has characters that no key has.", "Copy it again, without quotes or line breaks."
        )
    return key or None
