"""Which model to think with: what was told, else what is found.

What was told may be `scripted`, weights by name or path, or a base URL. Found are, in this order: an API key,
a server on this machine, weights on disk. `choose` and `found` wait for servers, `within` so many seconds; a
program with an event loop calls them in a thread.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from companion import locations
from companion.models import INSTALL_ENGINE
from companion.models.discover import PLACES, WITHIN, Place, Server, answers_in_words, discover
from companion.models.protocol import ModelError

if TYPE_CHECKING:
    from companion.config import Settings
    from companion.models.protocol import Model

PUBLIC = "https://api.openai.com/v1"
PUBLIC_MODEL = "gpt-4o-mini"
_BEST_FIRST = ("qwen2.5-coder-1.5b",)  # then other weights, the largest first, then these
_LAST = ("qwen2.5-coder-0.5b", "smollm2-135m")


class NoModelError(ModelError):
    """There is nothing to think with, or not what was asked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that could be used.

    `name` is empty where an endpoint was told and no model: it is the first that the endpoint lists.
    `address` is a base URL or the path of weights. `window` is in tokens, where the server says it. Where
    `usable` is False, `detail` says what is missing.
    """

    name: str
    kind: Literal["endpoint", "server", "embedded", "scripted"]
    host: str
    detail: str
    address: str = ""
    window: int | None = None
    usable: bool = True
    chosen: bool = False


def choose(settings: Settings, places: tuple[Place, ...] = PLACES, within: float = WITHIN) -> Model:
    """The model, ready to answer; nothing is loaded or connected yet. Raises `NoModelError`."""
    return _made(_Machine(settings, places, within).choice(), settings)


def found(settings: Settings, places: tuple[Place, ...] = PLACES, within: float = WITHIN) -> list[Candidate]:
    """Every model that could be used, what was told first; the one that `choose` takes is marked."""
    machine = _Machine(settings, places, within)
    everything = machine.everything()
    try:
        choice = machine.choice()
    except NoModelError:
        return everything
    if choice not in everything:
        everything.insert(0, choice)
    return [replace(candidate, chosen=candidate == choice) for candidate in everything]


class _Machine:
    """What there is to choose from; looked up when it is needed, and once."""

    def __init__(self, settings: Settings, places: tuple[Place, ...], within: float) -> None:
        self._settings = settings
        self._places = places
        self._within = within

    @cached_property
    def _servers(self) -> list[Candidate]:
        """Where an address was told, only what is served there: nothing is sent elsewhere by name."""
        told = self._settings.base_url
        servers = discover(self._places if told is None else _places_of(told, self._places), self._within)
        return [candidate for server in servers for candidate in _served(server)]

    @cached_property
    def _weights(self) -> list[Candidate]:
        paths = [path for path in _gguf_files() if _chats(path)]
        return [_embedded(path) for path in sorted(paths, key=_preference)]

    def _public(self, model: str = PUBLIC_MODEL) -> list[Candidate]:
        settings = self._settings
        return [_endpoint(settings, PUBLIC, model)] if settings.api_key and not settings.base_url else []

    def everything(self) -> list[Candidate]:
        return [*self._public(), *self._servers, *self._weights]

    def choice(self) -> Candidate:
        if self._settings.model:
            return self._told(self._settings.model)
        if self._settings.base_url:
            return self._at(self._settings.base_url, "")
        candidates = self._public() or self._servers or self._weights
        if not candidates:
            raise _nothing()
        return candidates[0]

    def _told(self, model: str) -> Candidate:
        if model == "scripted":
            return Candidate("scripted", "scripted", "this machine", "says what a script says")
        if path := _weights_named(model):
            return _embedded(path)
        if self._settings.base_url:
            return self._at(self._settings.base_url, model)
        for candidate in self._servers:
            if _named(candidate, model):
                return candidate
        if not model.endswith(".gguf") and (public := self._public(model)):
            return public[0]
        raise self._missing(model)

    def _at(self, base_url: str, model: str) -> Candidate:
        """The model at the address that was told, with the window and the name that a server here lists."""
        candidate = _endpoint(self._settings, base_url, model)
        served = next((one for one in self._servers if not model or _named(one, model)), None)
        return candidate if served is None else replace(candidate, name=served.name, window=served.window)

    def _missing(self, model: str) -> NoModelError:
        there = ", ".join(candidate.name for candidate in self.everything())
        others = f"There is: {there}. Others can be downloaded: companion models list."
        return NoModelError(f"There is no model {model} here.", others if there else f"{_WAYS}.")


_WAYS = (
    "There are three ways on: put a key into OPENAI_API_KEY (or an address into COMPANION_BASE_URL); start a"
    " local server such as Ollama; or run: companion models get qwen2.5-coder-1.5b"
)


def _nothing() -> NoModelError:
    return NoModelError("There is no model to think with.", f"{_WAYS}.")


def _endpoint(settings: Settings, base_url: str, model: str) -> Candidate:
    from companion.models.endpoint import host_of

    try:
        host = host_of(base_url)
    except ModelError as error:
        raise NoModelError(str(error), error.advice) from None
    public = urlsplit(base_url).hostname == urlsplit(PUBLIC).hostname
    origin = settings.origins.get("base_url" if settings.base_url else "api_key", "settings")
    told = "base URL" if settings.base_url else "key"
    return Candidate(
        model or (PUBLIC_MODEL if public else ""), "endpoint", host, f"{told}: {origin}", base_url
    )


def _served(server: Server) -> list[Candidate]:
    from companion.models.endpoint import host_of

    host = host_of(server.base_url)
    return [Candidate(m.name, "server", host, server.kind, server.base_url, m.window) for m in server.models]


def _named(candidate: Candidate, model: str) -> bool:
    return candidate.name in {model, f"{model}:latest"}


def _places_of(base_url: str, known: tuple[Place, ...]) -> tuple[Place, ...]:
    """Where to ask what an address serves: only at itself, and only on this machine."""
    from companion.models.endpoint import is_loopback

    try:
        port = urlsplit(base_url).port
        if port is None or not is_loopback(base_url):
            return ()
    except ValueError:  # no address at all
        return ()
    return next(((place,) for place in known if place.port == port), (Place("server", port),))


def _chats(path: Path) -> bool:
    """Whether the weights answer in words. Damaged ones pass: using them says what is wrong."""
    from companion.models import weights

    try:
        return answers_in_words(path.stem) and not weights.read(path).embeds
    except ModelError:
        return True


def _gguf_files() -> list[Path]:
    try:
        return sorted(locations.models_folder().glob("*.gguf"))
    except OSError:
        return []


def _weights_named(model: str) -> Path | None:
    paths = []
    if model.endswith(".gguf"):
        paths.append(Path(os.path.expanduser(model)))  # noqa: PTH111 - Path's own raises for ~nobody
    if "/" not in model:
        paths.append(locations.models_folder() / f"{model.removesuffix('.gguf')}.gguf")
    return next((path for path in paths if os.path.isfile(path)), None)  # noqa: PTH113 - a name may be too long


def _preference(path: Path) -> tuple[int, int, str]:
    """Known good ones first, then the unknown by size, small ones last."""
    size = path.stat().st_size
    if path.stem in _BEST_FIRST:
        return 0, _BEST_FIRST.index(path.stem), path.stem
    if path.stem in _LAST:
        return 2, _LAST.index(path.stem), path.stem
    return 1, -size, path.stem


def _embedded(path: Path) -> Candidate:
    if not _chats(path):
        raise NoModelError(
            f"{path.stem} is no model to chat with.", "See what there is: companion models list."
        )
    usable = find_spec("xllamacpp") is not None
    detail = f"{path.stat().st_size / 1e6:,.0f} MB" if usable else "needs the extra `embedded`"
    return Candidate(path.stem, "embedded", "this machine", detail, str(path), usable=usable)


def _made(candidate: Candidate, settings: Settings) -> Model:
    if candidate.kind == "scripted":
        from companion.models.scripted import ScriptedModel

        return ScriptedModel.from_environment()
    if candidate.kind == "embedded":
        return _loaded(candidate, settings)
    return _connected(candidate, settings)


def _loaded(candidate: Candidate, settings: Settings) -> Model:
    if not candidate.usable:
        raise NoModelError(
            f"The weights of {candidate.name} are here, but not the engine that runs them.",
            f"Install it with: {INSTALL_ENGINE}",
        )
    from companion.models.embedded import EmbeddedModel

    return EmbeddedModel(Path(candidate.address), name=candidate.name, window=settings.window)


def _connected(candidate: Candidate, settings: Settings) -> Model:
    """A key is for the endpoint that was told, never for a server that happens to answer on this machine."""
    from companion.models.endpoint import EndpointModel

    try:
        return EndpointModel(
            candidate.address,
            candidate.name or None,
            api_key=settings.api_key if candidate.kind == "endpoint" else None,
            window=settings.window or candidate.window,
            deadlines=settings.deadlines,
        )
    except ModelError as error:
        raise NoModelError(str(error), error.advice) from None
