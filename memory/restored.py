"""Taking back what a complete export has beside messages: each record once, tied to what it points to."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, Any

from memory import messages
from memory.incoming import Problem, Record, UnreadableError
from memory.instants import stamp, within
from memory.intake import LARGEST_OWN
from memory.kinds import BY_KIND, DERIVED, KINDS
from memory.text import storable, worded

if TYPE_CHECKING:
    from memory.intake import Intake
    from memory.kinds import Link, RecordKind
    from memory.store import Store

_LARGEST_INTEGER = 2**63 - 1


class Restored:
    """The records of one import: which rows they have become, and what still waits for another record."""

    def __init__(self, store: Store, intake: Intake) -> None:
        self._store = store
        self._intake = intake
        self._columns: dict[str, dict[str, Any]] = {}
        self._numbers: dict[tuple[str, int], int] = {}
        self._matched: set[tuple[str, int]] = set()
        self._waiting: list[tuple[Record, RecordKind, int]] = []
        self.new = 0
        self.any = False

    def add(self, record: Record) -> list[Problem]:
        """Store it unless it is there -> what was wrong with it. What points to later ones waits for them."""
        self.any = True
        try:
            if record.kind == "conversation":
                self._add_conversation(record)
                return []
            self._add(_kind(record.kind), record)
        except UnreadableError as error:
            return [Problem(record.place, str(error))]
        return []

    def _add_conversation(self, record: Record) -> None:
        head = record.values["head"]
        if head is not None:
            self._target("message", head, "head")
        self._intake.add_conversation(record.values["conversation"], record.values)

    def _add(self, kind: RecordKind, record: Record) -> None:
        row = self._row(kind, record.values)
        later = {column for column, target in kind.references.items() if target == kind.name}
        row |= dict.fromkeys(later)
        links = {link: self._targets(link, record.values) for link in kind.links if link.kind == "message"}
        for link, targets in links.items():
            self._check_quotes(kind, row, link, targets)
        number = self._there(kind, row, gave_way=any(record.values.get(column) for column in later))
        if number is None:
            number = self._insert(kind, row, record.values.get("id"))
        self._matched.add((kind.name, number))
        if isinstance(own := record.values.get("id"), int):
            self._numbers[kind.name, own] = number
        for link, targets in links.items():
            self._tie(link, number, targets)
        if later or len(links) < len(kind.links):
            self._waiting.append((record, kind, number))

    def _row(self, kind: RecordKind, values: dict[str, Any]) -> dict[str, Any]:
        """The columns that it has, checked. Raises `UnreadableError`."""
        row: dict[str, Any] = {}
        for name, column in self._table(kind.name).items():
            value = values.get(name)
            if name == "id" or name in kind.derived or name in kind.omitted:
                continue
            if value is None and column["notnull"]:
                raise UnreadableError(f"{name!r} is missing")
            target = kind.references.get(name)
            if target == BY_KIND:
                target = str(values.get("kind"))
            if value is None or target == kind.name:
                row[name] = None
            elif target is not None:
                row[name] = self._target(target, value, name)
            else:
                row[name] = _checked(kind, name, value, column["type"])
        return row | {name: DERIVED[name](row) for name in kind.derived}

    def _table(self, name: str) -> dict[str, Any]:
        if name not in self._columns:
            rows = self._store.rows(f"PRAGMA table_info({name})")
            self._columns[name] = {row["name"]: row for row in rows}
        return self._columns[name]

    def _target(self, kind: str, value: Any, name: str) -> int:
        """The row that it points to. Raises `UnreadableError`."""
        found: int | None = None
        if kind == "message":
            if isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value):
                found = self._intake.message(*value)
        elif kind == "conversation":
            found = self._intake.conversation(value) if isinstance(value, str) else None
        elif isinstance(value, int):
            found = self._numbers.get((kind, value))
        if found is None:
            raise UnreadableError(f"{name!r} is a {kind} that is not in the file: {str(value)[:80]}")
        return found

    def _targets(self, link: Link, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """The rows to tie it to, each with the other columns of the link. Raises `UnreadableError`."""
        given = values.get(link.key) or []
        if not isinstance(given, list):
            raise UnreadableError(f"{link.key!r} has to be a list")
        found = []
        for one in given:
            parts = one if link.more and isinstance(one, list) else [one]
            if len(parts) != 1 + len(link.more) or not all(isinstance(part, int) for part in parts[1:]):
                raise UnreadableError(f"{link.key!r} has to be a list of ids")
            found.append((self._target(link.kind, parts[0], link.key), *map(_small, parts[1:])))
        return found

    def _check_quotes(
        self, kind: RecordKind, row: dict[str, Any], link: Link, targets: list[tuple[Any, ...]]
    ) -> None:
        """Raises `UnreadableError` for a quote of messages that do not have it in them."""
        for column in (column for column, key in kind.quotes.items() if key == link.key and row[column]):
            if not targets:
                raise UnreadableError(f"it has a {column!r}, but no {link.key!r}")
            said = messages.several(self._store, [target[0] for target in targets])
            if not any(worded(row[column]) in worded(one.text) for one in said):
                raise UnreadableError(f"its {column!r} is in none of its {link.key!r}")

    def _there(self, kind: RecordKind, row: dict[str, Any], *, gave_way: bool) -> int | None:
        """The row that says the same already, and that no other record of this import has become."""
        for condition in kind.same:
            number = "id" if kind.key == ("id",) else "rowid"
            if number == "rowid":
                found = self._store.rows(f"SELECT 0 AS id FROM {kind.name} WHERE {condition}", row)  # noqa: S608
            else:
                sql = f"SELECT id FROM {kind.name} WHERE {condition} ORDER BY id"  # noqa: S608
                found = self._store.rows(sql, row | {"gave_way": gave_way})
            for one in found:
                if kind.once or (kind.name, one["id"]) not in self._matched:
                    return int(one["id"])
        return None

    def _insert(self, kind: RecordKind, row: dict[str, Any], own: Any) -> int:
        """A new row; it keeps its number where that is free."""
        self.new += 1
        if kind.key != ("id",):
            self._store.insert(kind.name, row)
            return 0
        free = isinstance(own, int) and 0 < own < LARGEST_OWN
        if free and not self._store.row(f"SELECT 1 FROM {kind.name} WHERE id = ?", (own,)):  # noqa: S608
            row = {"id": own, **row}
        return self._store.insert(kind.name, row)

    def _tie(self, link: Link, number: int, targets: list[tuple[Any, ...]]) -> None:
        columns = ", ".join((link.owner, link.target, *link.more))
        marks = ", ".join("?" * (2 + len(link.more)))
        sql = f"INSERT OR IGNORE INTO {link.table} ({columns}) VALUES ({marks})"  # noqa: S608
        for target in targets:
            self._store.execute(sql, (number, *target))

    def finish(self) -> list[Problem]:
        """Tie what waited, now that all are there -> what could not be tied."""
        problems = []
        for record, kind, number in self._waiting:
            try:
                self._point(record, kind, number)
                for link in kind.links:
                    if link.kind != "message":
                        self._tie(link, number, self._targets(link, record.values))
            except UnreadableError as error:
                problems.append(Problem(record.place, str(error)))
        return problems

    def _point(self, record: Record, kind: RecordKind, number: int) -> None:
        """Fill in what it says of records of its own kind, where nothing is said yet."""
        for column, target in kind.references.items():
            value = record.values.get(column)
            if target != kind.name or value is None:
                continue
            pointed = self._target(target, value, column)
            if self._leads_to(kind, column, pointed, number):
                raise UnreadableError(f"{column!r} leads back to itself")
            self._store.execute(
                f"UPDATE {kind.name} SET {column} = coalesce({column}, ?) WHERE id = ?",  # noqa: S608
                (pointed, number),
            )

    def _leads_to(self, kind: RecordKind, column: str, start: int, end: int) -> bool:
        sql = f"""WITH RECURSIVE way(id) AS (SELECT ? UNION
                      SELECT {column} FROM {kind.name} JOIN way USING (id) WHERE {column} IS NOT NULL)
                  SELECT count(*) FROM way WHERE id = ?"""  # noqa: S608
        return bool(self._store.value(sql, (start, end)))


def _kind(name: str) -> RecordKind:
    if name not in KINDS:
        raise UnreadableError(f"this program knows no records of the kind {name!r}")
    return KINDS[name]


def _checked(kind: RecordKind, name: str, value: Any, affinity: str) -> Any:
    """The value as the store keeps it. Raises `UnreadableError` where the column can't have it."""
    if name in kind.instants:
        return _instant(name, value)
    if name in kind.among and value not in kind.among[name]:
        raise UnreadableError(f"{name!r} has to be one of {', '.join(kind.among[name])}")
    if affinity == "TEXT" and isinstance(value, str):
        return storable(value)
    if affinity == "INTEGER" and isinstance(value, int):
        return _small(value)
    if affinity == "REAL" and isinstance(value, int | float) and math.isfinite(value):
        if name in kind.shares and not 0 <= value <= 1:
            raise UnreadableError(f"{name!r} has to be between 0 and 1")
        return float(value)
    raise UnreadableError(f"{name!r} has to be a {'text' if affinity == 'TEXT' else 'number'}")


def _instant(name: str, value: Any) -> str:
    try:
        return stamp(within(datetime.fromisoformat(value)))
    except (ValueError, TypeError, OverflowError):
        raise UnreadableError(
            f"{name!r} has to be an ISO time such as 2026-05-04T09:30:00+02:00, before the year 9999"
        ) from None


def _small(value: int) -> int:
    if abs(value) > _LARGEST_INTEGER:
        raise UnreadableError("a number is too large")
    return int(value)
