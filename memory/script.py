"""Scripts of SQL, run inside a transaction of ours."""

from __future__ import annotations

import sqlite3
from typing import Any


def execute_script(connection: Any, script: str) -> None:
    """Run every statement inside the transaction that is open (`executescript` would commit it)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
