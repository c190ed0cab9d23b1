"""Weights for the tests of the engine: found, or downloaded once by the program's own means."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from companion.models.download import get

_KEPT = Path.home() / ".cache" / "companion-tests" / "models"


def weights_of(name: str) -> Path:
    """The path of weights: in COMPANION_MODELS, else in a cache that outlives the tests."""
    if find_spec("xllamacpp") is None:
        pytest.skip("there is no engine for this machine")
    told = os.environ.get("COMPANION_MODELS")
    if told and (path := Path(told) / f"{name}.gguf").is_file():
        return path
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("COMPANION_MODELS", str(_KEPT))
        return get(name, progress=lambda _: None)


@pytest.fixture(scope="session")
def smollm() -> Path:
    """A real model of 98 MB that talks."""
    return weights_of("smollm2-135m")
