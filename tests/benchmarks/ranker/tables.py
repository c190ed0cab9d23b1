"""Outcomes as tables in Markdown, and where they go in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.ranker.measures import certain, percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.benchmarks.ranker.measures import Outcome

BEGIN, END = "<!-- study: begin -->", "<!-- study: end -->"
MEASURES = {"r5": "R@5", "r10": "R@10", "mrr": "MRR", "newest": "newest"}

Rows = dict[str, list["Outcome"]]  # what was left out -> outcomes, of the same questions in order


def overall(rows: Rows) -> str:
    """A table with all measures of each group; those that surely differ from the first row's are marked."""
    whole = next(iter(rows.values()))
    groups = list(dict.fromkeys(one.group for one in whole))
    columns = [(group, name) for group in groups for name in MEASURES if _any(whole, group, name)]
    heads = [f"{group} {MEASURES[name]}" for group, name in columns]
    return _table(
        heads, {label: [_cell(found, whole, *column) for column in columns] for label, found in rows.items()}
    )


def by_kind(rows: Rows, groups: Sequence[str]) -> str:
    """A table with R@10 for each kind of question of these groups."""
    whole = next(iter(rows.values()))
    columns = list(dict.fromkeys((one.group, one.kind) for one in whole if one.group in groups))
    columns.sort(key=lambda column: groups.index(column[0]))
    cells = {
        label: [
            _number(percent([one for one in found if (one.group, one.kind) == column], "r10"))
            for column in columns
        ]
        for label, found in rows.items()
    }
    return _table([f"{group} {kind}" for group, kind in columns], cells)


def _any(whole: Sequence[Outcome], group: str, name: str) -> bool:
    return percent(_of(whole, group), name) is not None


def _cell(found: Sequence[Outcome], whole: Sequence[Outcome], group: str, name: str) -> str:
    these, those = (_of(some, group) for some in (found, whole))
    return _number(percent(these, name)) + "*" * certain(these, those, name)


def _of(found: Sequence[Outcome], group: str) -> list[Outcome]:
    return [one for one in found if one.group == group]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _table(heads: Sequence[str], rows: Mapping[str, Sequence[str]]) -> str:
    lines = [
        ["", *heads],
        ["---", *["--:"] * len(heads)],
        *([label, *cells] for label, cells in rows.items()),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def put(path: Path, text: str) -> None:
    """Between the two marks of a page. Raises `ValueError` where they are not there."""
    page = path.read_text("utf-8")
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(
            f"{path} has no place for tables: put the lines {BEGIN} and {END} where they belong."
        )
    path.write_text(f"{before}{BEGIN}\n{text.strip()}\n{END}{after}", "utf-8")
