"""Every setting, read once and frozen: a flag beats the environment, which beats `config.toml`, which beats
the default.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from companion import locations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


SMALLEST_WINDOW, LARGEST_WINDOW = 512, 10_000_000  # tokens
LONGEST_NAME = 60
LONGEST_RETENTION = 36_500  # days
LONGEST_DEADLINE = 1e6  # seconds
YEARS = range(1900, 9000)  # that COMPANION_NOW may lie in: there has to be time before it and after it


class ConfigError(Exception):
    """A setting that can't be used, in a sentence that says where it is and what would be right."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds that an endpoint has: to connect, for its first token, between two, for the whole answer."""

    connect: float = 5.0
    first_token: float = 60.0
    gap: float = 30.0
    total: float = 600.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program was told. None: not told, so what is found on the machine decides.

    `window` overrides the model's context window, in tokens. `now` stands in for the clock (COMPANION_NOW).
    `embedder` is `auto`, `none`, weights by name, or `endpoint:MODEL` at `embedder_url`. What was said more
    than `retention_days` ago is forgotten; None or 0: never.
    `origins` names where each setting that was told comes from: `flag`, `environment` or `config.toml`.
    """

    model: str | None = None
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    persona: str = "samantha"
    name: str | None = None
    window: int | None = None
    theme: str | None = None
    embedder: str = "auto"
    embedder_url: str | None = None
    embedder_key: str | None = field(default=None, repr=False)
    retention_days: int | None = None
    deadlines: Deadlines = field(default_factory=Deadlines)
    now: datetime | None = None
    origins: Mapping[str, str] = field(default_factory=dict)

    def clock(self) -> datetime:
        """The present, aware, in the local zone; COMPANION_NOW stands in for it."""
        return self.now or datetime.now(UTC).astimezone()


_ENVIRONMENT = {
    "model": ("COMPANION_MODEL",),
    "base_url": ("COMPANION_BASE_URL", "OPENAI_BASE_URL"),
    "api_key": ("COMPANION_API_KEY", "OPENAI_API_KEY"),
    "persona": ("COMPANION_PERSONA",),
    "embedder_key": ("COMPANION_EMBEDDER_KEY",),
    "now": ("COMPANION_NOW",),
}
FILE_KEYS: dict[str, type | tuple[type, ...]] = {
    "model": str,
    "base_url": str,
    "api_key": str,
    "persona": str,
    "name": str,
    "window": int,
    "theme": str,
    "embedder": str,
    "embedder_url": str,
    "embedder_key": str,
    "retention_days": int,
}
SECRETS = ("api_key", "embedder_key")  # never shown, never written by the program


def load(**flags: Any) -> Settings:
    """The settings; a flag that is None was not given. Raises `ConfigError`."""
    told: dict[str, Any] = {}
    origins: dict[str, str] = {}
    given = {name: value for name, value in flags.items() if value is not None}
    for origin, values in (
        ("config.toml", _from_file()),
        ("environment", _from_environment()),
        ("flag", given),
    ):
        told |= values
        origins |= dict.fromkeys(values, origin)
    return replace(Settings(), **told, origins=origins)


def _from_environment() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for setting, names in _ENVIRONMENT.items():
        value = next((os.environ[name] for name in names if os.environ.get(name)), None)
        if value is not None:
            found[setting] = _instant(value) if setting == "now" else value
    return found


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        if at.year in YEARS:
            return at if at.tzinfo else at.astimezone()
    except (ValueError, OverflowError):
        pass
    raise ConfigError(
        f"COMPANION_NOW is {text!r}; it has to be an ISO time such as 2026-05-04T09:30:00+02:00."
    )


def _from_file() -> dict[str, Any]:
    path = locations.config_file()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} can't be read: {error}.") from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from None
    except RecursionError:
        raise ConfigError(f"{path} is nested too deeply.") from None
    return checked(values, path)


def checked(values: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """The values of a settings file, with `deadlines` made an object. Raises `ConfigError`."""
    known = [*FILE_KEYS, "deadlines"]
    for key, value in values.items():
        if key not in known:
            raise ConfigError(f"{path}: there is no setting {key!r}. The settings are {', '.join(known)}.")
        if key in FILE_KEYS and (not isinstance(value, FILE_KEYS[key]) or isinstance(value, bool)):
            wanted = "a number" if FILE_KEYS[key] is int else "a text in quotes"
            raise ConfigError(f"{path}: {key} has to be {wanted}, not {value!r}.")
    if (problem := _unusable(values)) is not None:
        raise ConfigError(f"{path}: {problem}")
    found = {key: value for key, value in values.items() if key != "deadlines"}
    if "deadlines" in values:
        found["deadlines"] = _deadlines(values["deadlines"], path)
    return found


def _unusable(values: Mapping[str, Any]) -> str | None:
    """What is wrong with values that have the right type."""
    window, name = values.get("window"), values.get("name")
    if window is not None and not SMALLEST_WINDOW <= window <= LARGEST_WINDOW:
        return f"window has to be from {SMALLEST_WINDOW} to {LARGEST_WINDOW:,} tokens."
    if name and not (name.isprintable() and len(name) <= LONGEST_NAME):
        return f"name has to be what she is to call you: one line, {LONGEST_NAME} letters at the most."
    if not 0 <= values.get("retention_days", 0) <= LONGEST_RETENTION:
        return f"retention_days has to be from 1 to {LONGEST_RETENTION:,} days, or 0 to keep everything."
    return None


def _deadlines(given: object, path: Path) -> Deadlines:
    names = [f.name for f in fields(Deadlines)]
    if not isinstance(given, dict) or not given.keys() <= set(names):
        raise ConfigError(f"{path}: [deadlines] has the settings {', '.join(names)}, in seconds.")
    for key, value in given.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0 < value < LONGEST_DEADLINE:
            raise ConfigError(
                f"{path}: deadlines.{key} has to be a number of seconds above 0, not {value!r:.40}."
            )
    return Deadlines(**{key: float(value) for key, value in given.items()})


def store(key: str, value: object) -> None:
    """Write one setting into `config.toml`, keeping the rest and its comments. Raises `ConfigError`."""
    import tomlkit  # only here; slow to import

    path = locations.config_file()
    document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
    document[key] = value
    checked(document.unwrap(), path)
    locations.private(path.parent)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.touch(mode=0o600)
    beside.write_text(tomlkit.dumps(document), encoding="utf-8")
    beside.replace(path)
