"""An export of ChatGPT of ten thousand messages, as it writes them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.memory.chatgpt_export import Made, make, write

if TYPE_CHECKING:
    from pathlib import Path

    from memory import Memory

MESSAGES = 10_000
LIMIT = 25.0  # seconds; alone on a machine of two cores it takes a quarter of that


@pytest.fixture(scope="module")
def made() -> Made:
    return make(MESSAGES)


def test_all_of_it_comes_in_with_its_branches_in_time_and_once(
    memory: Memory, made: Made, tmp_path: Path
) -> None:
    write(made, str(tmp_path / "export.zip"))
    start = time.perf_counter()
    report = memory.import_path(tmp_path / "export.zip")
    took = time.perf_counter() - start

    assert report.problems == ()
    assert (report.conversations, report.messages) == (len(made.conversations), made.spoken)
    assert took < LIMIT
    found = {one.external_id: one for one in memory.conversations()}
    for name, last in made.heads.items():
        assert memory.messages(found[name].id)[-1].text == last
    parents = memory.store.rows("SELECT parent FROM message GROUP BY parent HAVING count(*) > 1")
    assert len(parents) > MESSAGES / 50
    assert memory.check() == []

    again = memory.import_path(tmp_path / "export.zip")
    assert (again.messages, again.known) == (0, made.spoken)
    assert "garden" in memory.search("garden", limit=3)[0].text
