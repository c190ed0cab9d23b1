"""What a setting may be, looked at before it is written into config.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from companion import config
from companion.cli.output import complain
from companion.config import (
    LARGEST_WINDOW,
    LONGEST_NAME,
    LONGEST_RETENTION,
    SECRETS,
    SMALLEST_WINDOW,
    ConfigError,
)
from companion.locations import whole_path

if TYPE_CHECKING:
    from collections.abc import Callable


def choose_model(name: str) -> str:
    """Think with that one from now on -> what it is, in words. Raises `NoModelError` if it is not there."""
    from companion.models.choose import choose

    chosen = choose(config.load(model=name))
    config.store("model", whole_path(name))
    return f"{chosen.name}, on {chosen.host}"


def overridden(key: str) -> None:
    """Say so where the environment has another word on a setting that was just written."""
    if config.load().origins.get(key) == "environment":
        complain(
            f"The environment says otherwise, and goes first: unset COMPANION_{key.upper()} to use this."
        )


def change(key: str, value: str) -> None:
    """Write one setting. Raises a usage error or `ConfigError` for one that can't be."""
    if key in SECRETS:
        name = "OPENAI_API_KEY" if key == "api_key" else f"COMPANION_{key.upper()}"
        raise click.UsageError(
            f"A key does not belong into a file that is easily copied: set {name} in the environment."
        )
    if key not in CHECKS:
        raise click.UsageError(f"There is no setting {key!r} to write. There are {', '.join(CHECKS)}.")
    config.load()  # a file that can't be read is not to be written over
    found = CHECKS[key](value.strip())
    if key != "model":
        config.store(key, found)
    overridden(key)


def _model(value: str) -> object:
    from companion.models.protocol import ModelError

    try:
        return choose_model(value)
    except ModelError as error:
        raise ConfigError(f"{error} {error.advice}") from None


def _window(value: str) -> object:
    digits = value.replace("_", "").replace(",", "")
    if not digits.isascii() or not digits.isdecimal():
        raise ConfigError(f"window has to be a whole number of tokens, not {value!r}.")
    if len(digits) > 9 or not SMALLEST_WINDOW <= int(digits) <= LARGEST_WINDOW:
        raise ConfigError(f"window has to be from {SMALLEST_WINDOW} to {LARGEST_WINDOW:,} tokens.")
    return int(digits)


def _address(value: str) -> object:
    from companion.models.endpoint import host_of
    from companion.models.protocol import ModelError

    try:
        host_of(value)
    except ModelError as error:
        raise ConfigError(f"{error} It has to look like http://127.0.0.1:8080/v1.") from None
    return value


def _persona(value: str) -> object:
    from companion.persona.findings import PersonaError
    from companion.persona.load import load

    try:
        load(value)
    except PersonaError as error:
        raise ConfigError(str(error)) from None
    return whole_path(value)


def _name(value: str) -> object:
    if not value or not value.isprintable() or len(value) > LONGEST_NAME:
        raise ConfigError(
            f"name has to be what she is to call you: one line, {LONGEST_NAME} letters at the most."
        )
    return value


def _theme(value: str) -> object:
    from companion.ui.themes import DARK, LIGHT  # brings textual along

    if value not in (DARK.name, LIGHT.name):
        raise ConfigError(f"There is no theme {value!r}. There are {DARK.name} and {LIGHT.name}.")
    return value


def _embedder(value: str) -> object:
    from dataclasses import replace

    from companion.models.embedder import ENDPOINT, wanted_embedder
    from companion.models.protocol import ModelError

    name = value if value.startswith(ENDPOINT) else value.removesuffix(".gguf")
    if name not in ("auto", "none"):
        try:
            wanted_embedder(replace(config.load(), embedder=name))
        except ModelError as error:
            raise ConfigError(f"{error} {error.advice} Or say auto, or none.") from None
    return name


def _retention(value: str) -> object:
    if not value.isascii() or not value.isdecimal() or len(value) > 6 or int(value) > LONGEST_RETENTION:
        raise ConfigError(
            f"retention_days has to be from 1 to {LONGEST_RETENTION:,} days, or 0 to keep everything."
        )
    return int(value)


CHECKS: dict[str, Callable[[str], object]] = {
    "model": _model,
    "base_url": _address,
    "persona": _persona,
    "name": _name,
    "window": _window,
    "theme": _theme,
    "embedder": _embedder,
    "embedder_url": _address,
    "retention_days": _retention,
}
