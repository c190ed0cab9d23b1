"""`companion memory backup` and `restore`: a copy made and put back, as a user does it."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from memory import Memory

if TYPE_CHECKING:
    from tests.cli.conftest import Run

AT = datetime(2026, 5, 1, 10, tzinfo=UTC)


def say(home: Path, text: str) -> None:
    with Memory.open(home / "companion.db") as memory:
        conversation = memory.begin("samantha", AT)
        memory.append(conversation.id, "user", text, AT)


def said(home: Path) -> list[str]:
    with Memory.open(home / "companion.db") as memory:
        return [row["text"] for row in memory.export()]


@pytest.fixture
def kept(companion: Run, home: Path) -> Path:
    """A backup of one message, after which a second was said."""
    say(home, "Before.")
    path = Path(companion("memory", "backup", "--json").json()["path"])
    say(home, "After.")
    return path


def test_a_backup_lands_in_the_home_and_is_listed(companion: Run, home: Path) -> None:
    assert "no backups yet" in companion("memory", "restore").err
    say(home, "Hello.")
    done = companion("memory", "backup")
    assert (done.code, done.err) == (0, "")
    (path,) = (home / "backups").iterdir()
    assert done.out.startswith(f"Backed up to {path} (")
    listed = companion("memory", "restore")
    assert listed.out.startswith(path.name)
    assert companion("memory", "restore", "--json").json()[0]["path"] == str(path)


def test_a_backup_goes_where_it_is_told(companion: Run, home: Path, tmp_path: Path) -> None:
    say(home, "Hello.")
    target = tmp_path / "mine.db"
    assert companion("memory", "backup", "--to", str(target)).code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    again = companion("memory", "backup", "--to", str(target))
    assert (again.code, again.out) == (1, "")
    assert "is there already" in again.err
    assert (
        companion("memory", "restore", str(target), "--yes", env={"COMPANION_HOME": str(tmp_path / "b")}).code
        == 0
    )
    assert said(tmp_path / "b") == ["Hello."]


def test_restoring_by_name_keeps_what_was_there(companion: Run, home: Path, kept: Path) -> None:
    done = companion("memory", "restore", kept.name, "--yes", "--json").json()
    assert said(home) == ["Before."]
    back = companion("memory", "restore", done["kept"], "--yes")
    assert back.out.startswith(f"Restored {done['kept']}. What was there is kept in ")
    assert said(home) == ["Before.", "After."]


def test_it_asks_first(terminal: Run, companion: Run, home: Path, kept: Path) -> None:
    no = terminal("memory", "restore", str(kept), typed="n\n")
    assert no.code == 1
    assert "This restores 1 message, the last of 2026-05-01" in no.out
    assert "Nothing was changed." in no.out
    assert said(home) == ["Before.", "After."]
    script = companion("memory", "restore", str(kept), stdin="y\n")
    assert script.code == 2
    assert "add --yes" in script.err
    assert terminal("memory", "restore", str(kept), typed="y\n").code == 0
    assert said(home) == ["Before."]


def test_what_can_not_be_restored_is_told_in_a_line(
    companion: Run, home: Path, kept: Path, tmp_path: Path
) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary")
    for words in ((str(diary), "--yes"), (str(diary),), ("nothing.db", "--yes"), (str(tmp_path), "--yes")):
        done = companion("memory", "restore", *words)
        assert (done.code, done.out) == (1, "")
        assert "Traceback" not in done.err
    with Memory.open(home / "companion.db") as held:
        held.conversations()
        busy = companion("memory", "restore", str(kept), "--yes")
    assert busy.code == 1
    assert "Another program has" in busy.err
    assert said(home) == ["Before.", "After."]


def test_forgetting_reaches_the_backups(companion: Run, home: Path) -> None:
    say(home, "The word is Zorblax.")
    say(home, "The weather is fine.")
    companion("memory", "backup")
    assert companion("memory", "forget", "--matching", "zorblax", "--yes").code == 0
    for path in home.rglob("*"):
        assert not path.is_file() or b"zorblax" not in path.read_bytes().lower()
    (backup,) = (home / "backups").iterdir()
    companion("memory", "restore", str(backup), "--yes")
    assert said(home) == ["The weather is fine."]


def test_an_encrypted_memory_is_left_alone_and_it_is_said_where_it_is_opened(
    companion: Run, home: Path
) -> None:
    with Memory.open(home / "companion.db", key=b"a long passphrase") as memory:
        memory.begin("samantha", AT)
        made = memory.backup()
    before = (home / "companion.db").read_bytes()
    for words in (("backup",), ("restore", str(made)), ("restore", made.name, "--yes"), ("status",)):
        done = companion("memory", *words)
        assert (done.code, done.out) == (1, "")
        assert "encrypted and needs its key. Nothing was changed." in done.err
        assert "backed up and restored from Python, beginning with Memory.open(path, key=...)" in done.err
    assert companion("memory", "restore").out.startswith(made.name)
    assert (home / "companion.db").read_bytes() == before
    assert list((home / "backups").iterdir()) == [made]
