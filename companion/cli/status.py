"""`companion memory status`: how much there is, and what waits; the doctor tells of it, too."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from companion.cli.embedding import vectors
from companion.cli.output import amount, json_option, say_json, table
from companion.cli.store import opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORK = {
    "summary": "conversation to sum up",
    "facts": "conversation to learn from",
    "proposals": "conversation to look for proposals in",
    "rollup": "day or longer to sum up",
    "growth": "conversation to look for growth in",
}
_WORKS = {
    "summary": "conversations to sum up",
    "facts": "conversations to learn from",
    "proposals": "conversations to look for proposals in",
    "rollup": "days or longer to sum up",
    "growth": "conversations to look for growth in",
}


@click.command()
@json_option
def status(*, as_json: bool) -> None:
    """Show how much there is, where, and what waits."""
    with opened(embed=True) as store:
        found = store.status() | {"embedding": vectors(store)}
    if as_json:
        say_json(found)
    else:
        table(rows(found))


def rows(found: dict[str, Any]) -> list[tuple[str, str]]:
    """What is shown of it."""
    count = found["rows"]
    spanned = f", {day(found['first'])} to {day(found['last'])}" if found["first"] else ""
    said = f"{amount(count['message'], 'message')} in {amount(count['conversation'], 'conversation')}"
    encrypted = "encrypted" if found["encrypted"] else "not encrypted"
    return [
        ("file", found["path"]),
        ("size", f"{kilobytes(found['bytes'])}, {encrypted}"),
        ("said", said + spanned),
        ("facts", facts(found["facts"])),
        ("summaries", summaries(found["summaries"])),
        ("noticed", f"{amount(count['proposal'], 'proposal')}, {amount(count['reminder'], 'reminder')}"),
        ("vectors", found["embedding"]["told"]),
        ("waiting", work(found["waiting"])),
        ("backups", backups(found["backups"])),
        ("database", f"{found['driver']}, schema {found['schema']}"),
    ]


def day(at: str) -> str:
    """The date of an instant (ISO 8601) in your zone."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d}"


def kilobytes(size: int) -> str:
    """`1,234 kB`."""
    return f"{size / 1000:,.0f} kB"


def facts(counts: Mapping[str, int]) -> str:
    """`12 current (2 pinned), 3 outdated`."""
    pinned = f" ({counts['pinned']:,} pinned)" if counts["pinned"] else ""
    outdated = f", {counts['outdated']:,} outdated" if counts["outdated"] else ""
    return f"{counts['current']:,} current{pinned}{outdated}"


def summaries(levels: Mapping[str, int]) -> str:
    """`12 of conversations, 3 of days`; `none`."""
    return ", ".join(f"{count:,} of {level}s" for level, count in levels.items()) or "none"


def work(kinds: Mapping[str, int]) -> str:
    """What is yet to be done in the background, code's part first; `nothing`."""
    by_code = [f"{n:,} {(_WORK if n == 1 else _WORKS)[kind]}" for kind, n in kinds.items() if kind in _WORK]
    by_model = sum(n for kind, n in kinds.items() if kind not in _WORK)
    better = [f"{amount(by_model, 'text')} for a model to do better"] if by_model else []
    return ", ".join([*by_code, *better]) or "nothing"


def backups(kept: Sequence[Mapping[str, Any]]) -> str:
    """`2, 12,345 kB, the last: companion-20260504-120000.db`; `none`."""
    if not kept:
        return "none: companion memory backup makes one"
    last = Path(kept[-1]["path"]).name
    return f"{len(kept):,}, {kilobytes(sum(one['bytes'] for one in kept))}, the last: {last}"
