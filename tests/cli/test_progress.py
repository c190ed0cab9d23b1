"""How far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.cli.progress import WIDTH, Counting, drawn

if TYPE_CHECKING:
    import pytest


def test_the_bar_fills_up() -> None:
    assert drawn(0, 4, "tests") == "[--------------------] 0 of 4 tests"
    assert drawn(1, 4, "tests") == "[#####---------------] 1 of 4 tests"
    assert drawn(4, 4, "tests").startswith("[####################] 4")
    assert drawn(0, 0, "nothing").startswith("[####################]")
    assert len(drawn(1, 2, "\x1b[2J long " * 40)) <= WIDTH
    assert "\x1b" not in drawn(1, 2, "\x1b[2J")


def test_where_there_is_no_terminal_there_is_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Counting(2, "tests")
    bar.step()
    bar.clear()
    assert capsys.readouterr().err == ""
    assert bar.done == 1
