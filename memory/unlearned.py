"""What is not to be learned again: messages that stay while a fact that came from them was forgotten.

Only their ids are kept, so that nothing is left of what the fact said. Said once more, it can be learned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from memory.doomed import listed
from memory.script import execute_script

if TYPE_CHECKING:
    from memory.doomed import Doomed
    from memory.store import Store

_TABLE = """
CREATE TABLE unlearned (message INTEGER PRIMARY KEY REFERENCES message(id) ON DELETE CASCADE);
"""


def add(connection: Any) -> None:
    """A migration: the table."""
    execute_script(connection, _TABLE)


def note(store: Store, doomed: Doomed) -> None:
    """Before these facts are deleted: nothing is to be learned from the messages that they came from."""
    store.execute(
        """INSERT OR IGNORE INTO unlearned SELECT DISTINCT message FROM fact_source
           WHERE fact IN (SELECT value FROM json_each(?))""",
        (listed(doomed.facts),),
    )


def messages(store: Store) -> frozenset[int]:
    """Ids of the messages that nothing is to be learned from."""
    return frozenset(row[0] for row in store.rows("SELECT message FROM unlearned"))
