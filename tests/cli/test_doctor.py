"""`companion doctor`: what is there, what is not, and what to do."""

from __future__ import annotations

import socket
import stat
from typing import TYPE_CHECKING, Any

from memory import Memory

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


def looked_at(companion: Run, code: int, **env: str) -> dict[str, dict[str, Any]]:
    done = companion("doctor", "--json", env=env)
    assert done.code == code
    assert done.err == ""
    return {one["what"]: one for one in done.json()}


def test_a_healthy_machine_ends_with_0(companion: Run, terminal: Run, home: Path) -> None:
    new = looked_at(companion, 0)
    assert new.keys() >= {
        "versions",
        "settings",
        "persona",
        "model",
        "embedder",
        "store",
        "SQLite",
        "terminal",
    }
    assert new["store"]["found"] == f"none yet; it will be {home / 'companion.db'}"
    assert not (home / "companion.db").exists()
    companion("ask", "Hello.", replies=["Hi."])
    shown = terminal("doctor")
    assert shown.code == 0
    assert "2 messages, sound" in " ".join(shown.out.split())
    assert "FIX" not in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80


def test_a_broken_settings_file_is_the_one_thing_to_fix(companion: Run, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("persona = 3\n", encoding="utf-8")
    found = looked_at(companion, 1)
    assert "persona has to be a text" in found["settings"]["found"]
    assert found["persona"]["found"] == "not looked at: the settings can't be read"
    assert found["store"]["well"]


def test_a_model_that_is_missing_comes_with_the_ways_on(companion: Run) -> None:
    found = looked_at(companion, 1, COMPANION_MODEL="no-such-model")
    assert not found["model"]["well"]
    assert "no-such-model" in found["model"]["found"]
    assert found["model"]["advice"]


def test_a_server_that_does_not_answer_is_told_from_one_that_does(companion: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/v1"
        assert looked_at(companion, 0, COMPANION_MODEL="m", COMPANION_BASE_URL=url)["model"]["well"]
    silent = looked_at(companion, 1, COMPANION_MODEL="m", COMPANION_BASE_URL=url)["model"]
    assert "nobody answers" in silent["found"]


def test_a_persona_that_is_not_there(companion: Run) -> None:
    assert not looked_at(companion, 1, COMPANION_PERSONA="nobody")["persona"]["well"]


def test_a_store_that_others_could_read_is_made_private(companion: Run, home: Path) -> None:
    with Memory.open(home / "companion.db"):
        pass
    (home / "companion.db").chmod(0o644)
    assert looked_at(companion, 0)["store"]["well"]
    assert stat.S_IMODE((home / "companion.db").stat().st_mode) == 0o600


def test_a_store_that_is_none(companion: Run, home: Path) -> None:
    home.mkdir()
    (home / "companion.db").write_bytes(b"These are notes." * 400)
    done = companion("doctor")
    assert done.code == 1
    assert "FIX  store" in done.out
    assert "Traceback" not in done.out + done.err
