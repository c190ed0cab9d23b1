"""`companion models`: what there is to think with, choosing, and downloading."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NOT_A_MODEL = b"GGUF? No."


@pytest.fixture(autouse=True)
def offline(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder of its own, not made yet, and nowhere to download from."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path / "weights"))
    home.mkdir()
    return tmp_path / "weights"


def test_the_list_has_what_is_here_and_what_can_be_had(companion: Run, terminal: Run) -> None:
    listed = companion("models", "list").out
    here, _, offered = listed.partition("In the catalogue:")
    assert "*  scripted" in here
    assert "qwen2.5-coder-1.5b" in offered
    assert "Apache-2.0" in offered
    found = companion("models", "list", "--json").json()
    assert [one["name"] for one in found["here"] if one["chosen"]] == ["scripted"]
    assert "all-minilm-l6-v2" in [one["name"] for one in found["catalogue"]]
    assert max(map(len, terminal("models", "list").out.splitlines())) <= 80


def test_use_is_kept_and_says_where_the_environment_goes_first(companion: Run, home: Path) -> None:
    done = companion("models", "use", "scripted")
    assert (done.code, done.out) == (0, "From now on she thinks with scripted, on this machine.\n")
    assert "unset COMPANION_MODEL" in done.err
    assert (home / "config.toml").read_text(encoding="utf-8") == 'model = "scripted"\n'
    assert companion("models", "use", "scripted", env={"COMPANION_MODEL": ""}).err == ""
    told = companion("ask", "Hello?", replies=["Hi."], env={"COMPANION_MODEL": ""})
    assert told.out == "Hi.\n"


def test_use_of_a_model_that_is_not_there_ends_with_3_and_changes_nothing(companion: Run, home: Path) -> None:
    done = companion("models", "use", "no-such-model")
    assert (done.code, done.out) == (3, "")
    assert "There is no model no-such-model" in done.err
    assert not (home / "config.toml").exists()
    assert companion("models", "use").code == 2


def test_a_model_that_is_not_in_the_catalogue(companion: Run) -> None:
    done = companion("models", "get", "no-such-model")
    assert (done.code, done.out) == (1, "")
    assert "It has: qwen2.5-coder-1.5b" in done.err


def test_a_model_that_is_here_is_not_downloaded_again(companion: Run, offline: Path) -> None:
    offline.mkdir()
    (offline / "smollm2-135m.gguf").write_bytes(NOT_A_MODEL)
    done = companion("models", "get", "smollm2-135m")
    assert done.code == 0
    assert f"smollm2-135m is here: {offline / 'smollm2-135m.gguf'}" in done.err
    assert (offline / "smollm2-135m.gguf").read_bytes() == NOT_A_MODEL


def test_a_download_that_fails_says_what_to_do_and_leaves_nothing(companion: Run, offline: Path) -> None:
    done = companion("models", "get", "smollm2-135m")
    assert (done.code, done.out) == (1, "")
    assert "try again" in done.err
    assert "Traceback" not in done.err
    assert list(offline.iterdir()) == []


def test_if_none_gets_nothing_where_there_is_something(companion: Run, home: Path, offline: Path) -> None:
    (home / "config.toml").write_text('embedder = "none"\n', encoding="utf-8")
    done = companion("models", "get", "--if-none")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert not offline.exists()


@pytest.mark.skipif(find_spec("xllamacpp") is None, reason="there is no engine for this machine")
def test_if_none_tries_and_lets_the_conversation_begin_all_the_same(companion: Run, offline: Path) -> None:
    done = companion("models", "get", "--if-none", env={"COMPANION_MODEL": "smollm2-135m"})
    assert (done.code, done.out) == (0, "")
    for name in ("smollm2-135m", "all-minilm-l6-v2"):
        assert f"{name} could not be had." in done.err
        assert f"To try again: companion models get {name}" in done.err


def test_if_none_says_the_ways_on_for_a_model_that_nobody_offers(companion: Run, home: Path) -> None:
    (home / "config.toml").write_text('embedder = "none"\n', encoding="utf-8")
    done = companion("models", "get", "--if-none", env={"COMPANION_MODEL": "no-such-model"})
    assert (done.code, done.out) == (0, "")
    assert "There is no model no-such-model" in done.err


def test_a_folder_that_can_not_be_made_is_named(companion: Run) -> None:
    done = companion("models", "get", "smollm2-135m", env={"COMPANION_MODELS": "/proc/none"})
    assert done.code == 1
    assert "COMPANION_MODELS" in done.err
