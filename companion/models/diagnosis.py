"""What can go wrong at an endpoint, told so that a person can act on it.

Needs openai, so it is imported late.
"""

from __future__ import annotations

import re
import socket
import ssl
from typing import TYPE_CHECKING

import openai

from companion.models.completions import OPTIONAL
from companion.models.failures import EndpointError, LateError, ReportedError, WireError

if TYPE_CHECKING:
    from collections.abc import Iterator

QUOTED = 200  # characters of a server's own words that are passed on
_TLS_ADVICE = "Check the network; a server on your own machine mostly wants http:// in place of https://."
_TRY_LATER = "Try again in a while."
_PASSING = {408, 409, 425, 429, 500, 502, 503, 504, 529}
_TOO_LONG = re.compile(r"(?i)context.{0,20}(length|size|window)|prompt is too long|too many tokens")
_SECRET = re.compile(r"(?i)\b(?:(?:sk|pk|rk|gsk|xai|key)-|bearer\s+)[^\s\"',;]+")


def explain(error: Exception, host: str, model: str, key: str | None) -> EndpointError:
    """The failure that an exception of the client stands for. The key is in no part of it."""
    if isinstance(error, EndpointError):
        return error
    if isinstance(error, LateError):
        return EndpointError(f"{host} {error}.", "Try again, or give it more time with --timeout.", cut=True)
    if isinstance(error, WireError):
        return EndpointError(f"{host} {error}.", _address_advice(host))
    if isinstance(error, openai.APIStatusError):
        return _status(error, host, model, key)
    if isinstance(error, openai.APIConnectionError):
        return _connection(error, host)
    if isinstance(error, ReportedError | openai.APIError):
        said = quoted(_words(error), key)
        return EndpointError(f"{host} stopped with an error: {said}", _TRY_LATER)
    return EndpointError(
        f"{host} sent something that is not an answer of a language model.", _address_advice(host)
    )


def quoted(words: str, key: str | None) -> str:
    """A server's own words as a short sentence: one line, no control characters, nothing like a key."""
    if key:
        words = words.replace(key, "[key]")
    words = _SECRET.sub("[key]", words)
    words = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    words = words if len(words) <= QUOTED else words[: QUOTED - 1] + "…"
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _words(error: ReportedError | openai.APIError) -> str:
    if isinstance(error, ReportedError):
        return str(error)
    return error.body if isinstance(error.body, str) else error.message


def _status(error: openai.APIStatusError, host: str, model: str, key: str | None) -> EndpointError:
    status, words = error.status_code, _said(error)
    lowered = words.lower()
    if status in {401, 403}:
        return _key(host, status, key)
    if status == 402 or "insufficient_quota" in (error.code, error.type):
        return EndpointError(
            f"The quota at {host} is used up.",
            "Look at your plan there, or choose another model with --model.",
        )
    if status == 413 or error.code == "context_length_exceeded" or _TOO_LONG.search(words):
        return EndpointError(
            f"The prompt is longer than {model} at {host} can read.",
            "Start a new conversation, or set `window` in config.toml to the tokens that the model can read.",
        )
    if 300 <= status < 400:
        return _redirect(error, host)
    if status == 404:
        return _missing(host, model, words, key)
    said = f": {quoted(words, key)}" if words else "."
    if status in _PASSING:
        what = "has too many requests" if status == 429 else "could not answer"
        return EndpointError(
            f"{host} {what} (status {status}){said}", _TRY_LATER, passing=True, wait=_wait(error)
        )
    refuses = next((name for name in OPTIONAL if status in {400, 422} and name in lowered), None)
    return EndpointError(
        f"{host} refused the request (status {status}){said}",
        "Check the model and the base URL, or choose another model with --model.",
        refuses=refuses,
    )


def _said(error: openai.APIStatusError) -> str:
    """The words in an error's body; none where it is a web page."""
    body = error.body
    if isinstance(body, dict):
        body = body.get("error", body)
    if isinstance(body, dict):
        body = body.get("message") or body.get("detail")
    if not isinstance(body, str) or body.lstrip().startswith("<"):
        return ""
    return body


def _key(host: str, status: int, key: str | None) -> EndpointError:
    if not key:
        return EndpointError(f"{host} asks for an API key.", "Put one into COMPANION_API_KEY.")
    return EndpointError(
        f"{host} did not accept the API key (status {status}).",
        "Check COMPANION_API_KEY (or OPENAI_API_KEY), and that the key may use this model.",
    )


def _redirect(error: openai.APIStatusError, host: str) -> EndpointError:
    target = quoted(error.response.headers.get("location", "another address"), None)
    return EndpointError(
        f"{host} sends the request on to {target}",
        "A network may ask you to log in first; if the new address is right, give it as the base URL.",
    )


def _missing(host: str, model: str, words: str, key: str | None) -> EndpointError:
    if "model" in words.lower() or model in words:
        return EndpointError(
            f"{host} has no model named {model}.", "See what there is: companion models list."
        )
    said = f": {quoted(words, key)}" if words else "."
    return EndpointError(f"{host} has no chat completions at this address (404){said}", _address_advice(host))


def _wait(error: openai.APIStatusError) -> float | None:
    """Seconds that the server asks to wait; it may name a date too, which is left to our own policy."""
    try:
        return max(0.0, float(error.response.headers.get("retry-after", "")))
    except ValueError:
        return None


def _connection(error: openai.APIConnectionError, host: str) -> EndpointError:
    causes = list(_causes(error))
    if isinstance(error, openai.APITimeoutError):
        message = f"{host} did not take the connection in time."
        advice = _TLS_ADVICE if error.request.url.scheme == "https" else _reach_advice()
    elif any(isinstance(cause, ssl.SSLError) for cause in causes):
        message, advice = f"No secure connection to {host} could be made.", _TLS_ADVICE
    elif any(isinstance(cause, socket.gaierror) for cause in causes):
        message, advice = f"The name in {host} is not known.", _reach_advice()
    elif any(type(cause).__name__ in {"ConnectError", "ProxyError"} for cause in causes):
        message, advice = f"Nothing answers at {host}.", f"Start the server there. {_reach_advice()}"
    elif any(type(cause).__name__ in {"UnsupportedProtocol", "LocalProtocolError"} for cause in causes):
        message, advice = f"No request can be sent to {host} as it is given.", _address_advice(host)
    else:
        message, advice = f"The connection to {host} broke.", _TRY_LATER
        return EndpointError(message, advice, cut=True, passing=True)
    return EndpointError(message, advice, cut=True)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _reach_advice() -> str:
    return "Check the base URL and the network."


def _address_advice(host: str) -> str:
    return f"Check that the base URL at {host} is that of a model's API; most end in /v1."
