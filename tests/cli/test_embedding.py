"""`companion memory embed`, what a tick embeds, and where it is seen that something waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from memory import Memory
from tests.models.embedding_server import embedding_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Run
    from tests.models.embedding_server import EmbeddingServer

AT = datetime(2026, 5, 1, 10, tzinfo=UTC)
MANY = 90


@pytest.fixture
def server(home: Path) -> Iterator[EmbeddingServer]:
    """A server that embeds, and settings that say so."""
    home.mkdir()
    with embedding_server() as serving:
        (home / "config.toml").write_text(f'embedder = "endpoint:m"\nembedder_url = "{serving.url}"\n')
        yield serving


@pytest.fixture
def told(server: EmbeddingServer, home: Path) -> None:
    """Many messages, as after an import."""
    with Memory.open(home / "companion.db") as memory:
        conversation = memory.begin("samantha", AT)
        with memory.batch():
            for n in range(MANY):
                memory.append(conversation.id, "user", f"Day {n}, rain.", AT + timedelta(days=n))


def waiting(companion: Run) -> int:
    found: int = companion("memory", "status", "--json").json()["embedding"]["waiting"]
    return found


def test_all_that_waits_is_embedded_and_told(companion: Run, told: None, server: EmbeddingServer) -> None:
    assert f"endpoint:m, 0 done, {MANY} waiting" in companion("memory", "status").out
    assert server.texts == []  # to look costs nothing
    done = companion("memory", "embed")
    assert (done.code, done.out, done.err) == (0, f"{MANY} texts embedded.\n", "")
    assert len([text for text in server.texts if text.startswith("Day")]) == MANY
    assert waiting(companion) == 0
    again = companion("memory", "embed", "--json").json()
    assert again == {"embedder": "endpoint:m", "embedded": 0, "waiting": 0}
    assert companion("memory", "embed").out == "Everything has its vector.\n"


def test_another_embedder_makes_all_of_them_anew(
    companion: Run, told: None, home: Path, server: EmbeddingServer
) -> None:
    companion("memory", "embed")
    with embedding_server(width=10) as other:
        assert companion("config", "embedder_url", other.url).code == 0
        assert companion("config", "embedder", "endpoint:another").code == 0
        assert waiting(companion) == MANY
        assert companion("memory", "embed").out == f"{MANY} texts embedded.\n"
        assert companion("memory", "search", "--json", "-k", "1", "Day 17, rain.").json()[0]["id"] == 18
        assert "Day 17, rain." in other.texts


def test_on_a_terminal_there_is_a_bar(terminal: Run, told: None) -> None:
    shown = terminal("memory", "embed").out
    assert f"of {MANY} [" in shown
    assert "100%" in shown
    assert f"{MANY} texts embedded." in shown


def test_a_server_that_breaks_off_leaves_the_rest_waiting(
    companion: Run, told: None, server: EmbeddingServer
) -> None:
    server.broken = 503
    done = companion("memory", "embed")
    assert done.code == 4
    assert "could not embed (status 503)" in done.err
    assert "Traceback" not in done.err
    assert waiting(companion) == MANY
    found = companion("memory", "search", "--json", "Day 17, rain.").json()
    assert found[0]["id"] == 18  # by words


def test_a_tick_embeds_what_waits_and_says_nothing(
    companion: Run, told: None, server: EmbeddingServer
) -> None:
    server.broken = 503
    failed = companion("tick")
    assert (failed.code, failed.out, failed.err) == (0, "", "")
    server.broken = 0
    done = companion("tick")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert waiting(companion) == 0
    asked = len(server.texts)
    companion("tick")
    assert len(server.texts) == asked  # with nothing to do nobody is asked


def test_a_question_that_could_not_be_embedded_is_in_no_log(
    companion: Run, told: None, server: EmbeddingServer, home: Path
) -> None:
    server.broken = 400
    done = companion("ask", "--off-the-record", "What of the Zorblax?", replies=["What of it?"])
    assert (done.code, done.out, done.err) == (0, "What of it?\n", "")
    log = (home / "logs" / "companion.log").read_text()
    assert "recall goes by words alone" in log
    assert "ModelError" in log
    assert "Traceback" not in log
    for path in home.rglob("*"):
        assert not path.is_file() or b"zorblax" not in path.read_bytes().lower()


def test_without_an_embedder_it_is_said(companion: Run, home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text('embedder = "none"\n')
    none = companion("memory", "embed")
    assert none.code == 1
    assert "companion config embedder auto" in none.err
    assert "none: recall goes by words alone" in companion("memory", "status").out
    (home / "config.toml").write_text('embedder = "not-there"\n')
    missing = companion("memory", "embed", env={"COMPANION_MODELS": str(home)})
    assert missing.code == 4
    assert companion("tick").code == 0


def test_the_doctor_says_where_texts_go(companion: Run, server: EmbeddingServer, home: Path) -> None:
    def found() -> dict[str, object]:
        listed = companion("doctor", "--json").json()
        row: dict[str, object] = next(one for one in listed if one["what"] == "embedder")
        return row

    here = found()
    assert here["well"]
    assert here["found"] == f"endpoint:m at 127.0.0.1:{server.port}, 24 dimensions"
    server.broken = 503
    broken = found()
    assert not broken["well"]
    assert "503" in str(broken["found"])
    (home / "config.toml").write_text('embedder = "endpoint:m"\n')
    assert "not everything about it was told" in str(found()["found"])


def test_a_search_without_a_word_is_wrong_usage_also_where_meaning_is_compared(
    companion: Run, told: None
) -> None:
    companion("memory", "embed")
    for nothing in ("'\"*^()", "?!", "..."):
        done = companion("memory", "search", nothing)
        assert (done.code, done.out) == (2, "")
        assert "There is no word in that to search for." in done.err
    assert companion("memory", "search", "NOT AND OR").code == 0
