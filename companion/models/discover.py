"""The model servers that run on this machine: who answers, and with which models.

Plain sockets in threads: it costs no import worth the name, and the wait has an end whatever a server does.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from dataclasses import dataclass

WITHIN = 0.3  # seconds, for all of them together
_LONGEST = 1024 * 1024  # bytes of a listing
_NO_CHAT = re.compile(
    r"(?i)embed|minilm|rerank|whisper|moderation|dall-e|(^|[/_-])(bge|e5|gte|tts|clip|sdxl|mpnet)([_-]|$)"
)
_WINDOWS = ("max_model_len", "context_length", "max_context_length", "n_ctx")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a kind of server listens by default; `window`: tokens it reads, where it does not say."""

    kind: str
    port: int
    window: int | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """A model that a server lists; `window` in tokens, where it says so."""

    name: str
    window: int | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answered; `models` are those to chat with, in its own order."""

    kind: str
    base_url: str
    models: tuple[Served, ...]


PLACES = (
    Place("Ollama", 11434, window=4096),  # cuts longer prompts without a word
    Place("LM Studio", 1234),
    Place("llama.cpp", 8080),
    Place("vLLM", 8000),
)


def discover(places: tuple[Place, ...] = PLACES, within: float = WITHIN) -> list[Server]:
    """The servers that answer on loopback within so many seconds, in the order of the places."""
    until = time.monotonic() + within
    found: dict[Place, Server] = {}
    threads = [threading.Thread(target=_ask, args=(place, until, found), daemon=True) for place in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    answered = dict(found)  # a late thread may still write
    return [answered[place] for place in places if place in answered]


def _ask(place: Place, until: float, found: dict[Place, Server]) -> None:
    listing = _fetched(place.port, "/v1/models", until)
    if not isinstance(listing, dict) or not isinstance(listing.get("data"), list):
        return  # nobody, or somebody else
    window = place.window
    if any(isinstance(entry, dict) and entry.get("owned_by") == "llamacpp" for entry in listing["data"]):
        window = _running_window(_fetched(place.port, "/props", until)) or window
    base_url = f"http://127.0.0.1:{place.port}/v1"
    found[place] = Server(place.kind, base_url, chat_models(listing, window))


def _running_window(props: object) -> int | None:
    """What llama.cpp was started with; its listing tells only what the model was trained with.

    https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md (GET /props)
    """
    settings = props.get("default_generation_settings") if isinstance(props, dict) else None
    return _window(settings) if isinstance(settings, dict) else None


def _fetched(port: int, path: str, until: float) -> object:
    """The JSON at a path of a server on this machine; None where there is none."""
    try:
        found: object = json.loads(_body(port, path, until))
    except (OSError, ValueError, RecursionError):
        return None
    return found


def _body(port: int, path: str, until: float) -> bytes:
    """HTTP/1.0, so that it comes in one piece and ends with the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=_left(until)) as connection:
        connection.sendall(f"GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        got = bytearray()
        while not _whole(got) and len(got) <= _LONGEST:
            connection.settimeout(_left(until))
            piece = connection.recv(65536)
            if not piece:
                break
            got += piece
    head, _, body = bytes(got).partition(b"\r\n\r\n")
    if not re.match(rb"HTTP/1\.[01] 200\b", head):
        raise ValueError("not a listing")
    return body


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _whole(got: bytearray) -> bool:
    """Whether a response that names its length is there, for servers that keep the connection."""
    head, found, body = bytes(got).partition(b"\r\n\r\n")
    size = re.search(rb"(?im)^content-length: *(\d+)", head)
    return bool(found and size) and len(body) >= int(size[1] if size else 0)


def chat_models(listing: object, window: int | None = None) -> tuple[Served, ...]:
    """The models of a /v1/models listing that answer in words, as far as their names tell."""
    entries = listing.get("data") if isinstance(listing, dict) else None
    if not isinstance(entries, list):
        return ()
    entries = [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)]
    return tuple(
        Served(entry["id"], _window(entry) or window)
        for entry in entries
        if entry["id"] and entry.get("type") != "embeddings" and answers_in_words(entry["id"])
    )


def answers_in_words(name: str) -> bool:
    """Whether a model of this name chats, as far as the name tells: others embed, speak or draw."""
    return not _NO_CHAT.search(name)


def _window(entry: dict[str, object]) -> int | None:
    meta = entry.get("meta")
    for said in (entry, meta if isinstance(meta, dict) else {}):
        for key in _WINDOWS:
            value = said.get(key)
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                return value
    return None
