"""What there is beside messages in a complete export: one line of this table for each kind of record.

All columns of a kind's table go out and come back as they are, so a new column needs no word here unless it
points to another record or holds an instant; a new table needs a line, or a place in `NOT_EXPORTED`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from memory.records import ChangeState, Decider, Kind, Level, ProposalState, ReminderState
from memory.text import normal

if TYPE_CHECKING:
    from collections.abc import Mapping

BY_KIND = ":kind"  # a column that points to a record of the kind that the column `kind` names


@dataclass(frozen=True, slots=True)
class Link:
    """Rows of `table` that tie a record (column `owner`) to others (column `target`); `more` comes along."""

    key: str
    table: str
    owner: str
    target: str
    kind: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordKind:
    """How the rows of the table of that name become records and are known again.

    `references`: columns that point to a record of that kind. `same`: conditions on a row, `:column` being
    the record's own value; the first that finds one tells that it is there already. `once`: a second one that
    is the same can't be. `derived`: columns that are made from the text. `quotes`: a column that has the
    words of one of the messages of those links. `shares`: columns between 0 and 1.
    """

    name: str
    same: tuple[str, ...]
    key: tuple[str, ...] = ("id",)
    references: Mapping[str, str] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    instants: frozenset[str] = frozenset()
    among: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    omitted: frozenset[str] = frozenset()
    quotes: Mapping[str, str] = field(default_factory=dict)
    shares: frozenset[str] = frozenset()
    once: bool = False


FACT = RecordKind(
    name="fact",
    same=(
        "normal = :normal AND said_by = :said_by AND learned_at = :learned_at",
        "normal = :normal AND said_by = :said_by AND superseded_by IS NULL AND NOT :gave_way",
    ),
    references={"superseded_by": "fact"},
    links=(Link("sources", "fact_source", "fact", "message", "message"),),
    instants=frozenset({"learned_at", "valid_from", "valid_to"}),
    derived=("normal",),
    quotes={"quote": "sources"},
    shares=frozenset({"confidence"}),
)
SUMMARY = RecordKind(
    name="summary",
    same=(
        """level = :level AND text = :text AND starts = :starts AND written_at = :written_at
           AND conversation IS :conversation""",
    ),
    references={"conversation": "conversation"},
    links=(
        Link("sources", "summary_source", "summary", "message", "message"),
        Link("parts", "summary_part", "summary", "part", "summary", ("carried",)),
    ),
    instants=frozenset({"starts", "ends", "written_at", "replaced_at"}),
    among={"level": get_args(Level)},
)
PROPOSAL = RecordKind(
    name="proposal",
    same=("normal = :normal AND due IS :due",),
    references={"evidence": "message", "conversation": "conversation"},
    instants=frozenset({"made_at", "due", "shown_from", "settled_at"}),
    among={"state": get_args(ProposalState)},
    derived=("normal",),
    once=True,
)
REMINDER = RecordKind(
    name="reminder",
    same=("text = :text AND made_at = :made_at",),
    references={"proposal": "proposal"},
    instants=frozenset({"due", "made_at"}),
    among={"state": get_args(ReminderState)},
)
CHANGE = RecordKind(
    name="change",
    same=("persona = :persona AND subject = :subject",),
    links=(Link("sources", "change_source", "change", "message", "message"),),
    instants=frozenset({"made_at"}),
    among={"state": get_args(ChangeState)},
    once=True,
)
CHANGE_STEP = RecordKind(
    name="change_step",
    same=("change = :change AND state = :state AND at = :at",),
    references={"change": "change"},
    instants=frozenset({"at"}),
    among={"state": get_args(ChangeState), "decider": get_args(Decider)},
)
RECALLED = RecordKind(
    name="recalled",
    same=("message = :message AND place = :place",),
    key=("message", "place"),
    references={"message": "message", "ref": BY_KIND},
    among={"kind": get_args(Kind)},
    once=True,
)
WORK = RecordKind(
    name="work",
    same=("kind = :kind AND conversation IS :conversation AND period IS :period",),
    references={"conversation": "conversation"},
    instants=frozenset({"not_before"}),
    omitted=frozenset({"attempts", "leased_until"}),
    once=True,
)
UNLEARNED = RecordKind(
    name="unlearned",
    same=("message = :message",),
    key=("message",),
    references={"message": "message"},
    once=True,
)

# In the order in which they are written, so that what one points to comes before it where that can be.
_ALL = (FACT, SUMMARY, PROPOSAL, REMINDER, CHANGE, CHANGE_STEP, RECALLED, WORK, UNLEARNED)
KINDS = {kind.name: kind for kind in _ALL}

# `conversation` and `message` go out by themselves; the others can be made again from what goes out.
NOT_EXPORTED = frozenset(
    {"conversation", "message", "vector_sign", "vector_model", "unembedded", "watermark"}
    | {f"{kind}_vector" for kind in get_args(Kind)}
    | {link.table for kind in KINDS.values() for link in kind.links}
)

DERIVED = {"normal": lambda row: normal(row["text"])}
