"""Which SQLite is good enough, and what is said where none is."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

from memory import StoreError, driver


def test_the_first_that_is_good_enough_is_chosen():
    chosen = driver.choose()
    assert chosen.encrypts
    assert chosen.version >= driver.SAFE_SINCE
    assert driver.choose(("no_such_driver", "sqlcipher3.dbapi2")) == chosen
    assert chosen.name.startswith("sqlcipher3 (SQLite 3.")


@pytest.mark.skipif(
    sqlite3.sqlite_version_info >= driver.SAFE_SINCE, reason="this Python's own SQLite is good enough"
)
def test_a_version_that_can_lose_a_write_is_refused():
    with pytest.raises(StoreError) as refusal:
        driver.choose(("no_such_driver", "sqlite3"))

    assert "no_such_driver is not there" in str(refusal.value)
    assert f"sqlite3 has SQLite {sqlite3.sqlite_version}, which can lose a write" in str(refusal.value)
    assert "Install sqlcipher3" in str(refusal.value)


def test_the_records_come_without_the_database():
    heavy = "{'sqlcipher3', 'sqlite_utils', 'numpy', 'pydantic'} & set(sys.modules)"
    code = f"import sys, memory; memory.StoreError; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_what_is_not_there_is_no_name_of_the_package():
    import memory

    assert not hasattr(memory, "Forgetting")
    assert all(hasattr(memory, name) for name in memory.__all__)
