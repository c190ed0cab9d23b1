"""What a request to forget takes along: found by reading alone, so that it can be shown before it is done.

A message takes the facts and the changes of a persona that rest only on it, the summaries that cover it, the
proposals it is the evidence of, and the reminders made from those.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Literal

from memory import aging, matching
from memory.text import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from memory.store import Store


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be forgotten: rows by their ids, all that has a text in it, everything, or what was said
    before an instant, to that persona or to any; then what you pinned and are yet to be reminded of stays.
    """

    message_ids: Collection[int] = ()
    conversation_ids: Collection[int] = ()
    fact_ids: Collection[int] = ()
    matching: str | None = None
    everything: bool = False
    before: datetime | None = None
    persona: str | None = None


@dataclass(frozen=True, slots=True)
class Doomed:
    """Ids of the rows that go. Of `titles` (conversations) only the title goes, of the unnamed only the
    external id, because the text is in it.
    """

    messages: frozenset[int] = frozenset()
    conversations: frozenset[int] = frozenset()
    facts: frozenset[int] = frozenset()
    summaries: frozenset[int] = frozenset()
    proposals: frozenset[int] = frozenset()
    reminders: frozenset[int] = frozenset()
    changes: frozenset[int] = frozenset()
    titles: frozenset[int] = frozenset()
    unnamed_messages: frozenset[int] = frozenset()
    unnamed_conversations: frozenset[int] = frozenset()

    def counts(self) -> dict[str, int]:
        """How many rows of each kind go, and how many titles."""
        names = [field.name for field in fields(self) if not field.name.startswith("unnamed")]
        return {name: len(getattr(self, name)) for name in names}


def listed(ids: Iterable[int]) -> str:
    """The ids as the parameter of `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(sorted(ids))


def find(store: Store, request: Request) -> Doomed:
    """Everything that goes with the request."""
    if request.everything:
        return Doomed(
            messages=_ids(store, "SELECT id FROM message"),
            conversations=_ids(store, "SELECT id FROM conversation"),
            facts=_ids(store, "SELECT id FROM fact"),
            summaries=_ids(store, "SELECT id FROM summary"),
            proposals=_ids(store, "SELECT id FROM proposal"),
            reminders=_ids(store, "SELECT id FROM reminder"),
            changes=_ids(store, "SELECT id FROM change"),
        )
    doomed = _with_derived(store, _named(store, request))
    return doomed if request.before is None else aging.spared(store, doomed)


def _ids(store: Store, sql: str, **listed_ids: str) -> frozenset[int]:
    return frozenset(row[0] for row in store.rows(sql, listed_ids))


def _named(store: Store, request: Request) -> Doomed:
    """What the request itself names, or has its text in it."""
    found = matching.Matches(store, request.matching)
    return Doomed(
        messages=found.among(matching.MESSAGES)
        | _ids(
            store,
            """SELECT id FROM message WHERE id IN (SELECT value FROM json_each(:messages))
                   OR conversation IN (SELECT value FROM json_each(:conversations))""",
            messages=listed(request.message_ids),
            conversations=listed(request.conversation_ids),
        )
        | aging.messages(store, request.before, request.persona),
        conversations=_ids(
            store,
            "SELECT id FROM conversation WHERE id IN (SELECT value FROM json_each(:ids))",
            ids=listed(request.conversation_ids),
        ),
        facts=found.among(matching.FACTS)
        | _ids(
            store,
            "SELECT id FROM fact WHERE id IN (SELECT value FROM json_each(:ids))",
            ids=listed(request.fact_ids),
        ),
        summaries=found.among(matching.SUMMARIES),
        proposals=found.among(matching.PROPOSALS),
        reminders=found.among(matching.REMINDERS) | aging.reminders(store, request.before, request.persona),
        changes=found.among(matching.CHANGES),
        titles=found.among(matching.TITLES),
        unnamed_messages=found.among(matching.MESSAGE_NAMES),
        unnamed_conversations=found.among(matching.CONVERSATION_NAMES),
    )


def _with_derived(store: Store, named: Doomed) -> Doomed:
    gone = listed(named.messages)
    touched = _ids(
        store,
        "SELECT conversation FROM message WHERE id IN (SELECT value FROM json_each(:gone))",
        gone=gone,
    )
    conversations = named.conversations | _emptied(store, gone, touched)
    proposals = named.proposals | _ids(
        store,
        """SELECT id FROM proposal WHERE evidence IN (SELECT value FROM json_each(:gone))
               OR conversation IN (SELECT value FROM json_each(:conversations))""",
        gone=gone,
        conversations=listed(conversations),
    )
    reminders = named.reminders | _ids(
        store,
        "SELECT id FROM reminder WHERE proposal IN (SELECT value FROM json_each(:proposals))",
        proposals=listed(proposals),
    )
    return replace(
        named,
        conversations=conversations,
        facts=named.facts | _groundless(store, "fact", gone),
        changes=named.changes | _groundless(store, "change", gone),
        summaries=_and_above(store, named.summaries | _summaries_over(store, gone, touched | conversations)),
        proposals=proposals,
        reminders=reminders,
        titles=(named.titles | _titles_from(store, gone)) - conversations,
    )


def _emptied(store: Store, gone: str, touched: Collection[int]) -> frozenset[int]:
    return _ids(
        store,
        """SELECT id FROM conversation c WHERE id IN (SELECT value FROM json_each(:touched))
               AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation = c.id
                   AND m.id NOT IN (SELECT value FROM json_each(:gone)))""",
        touched=listed(touched),
        gone=gone,
    )


def _groundless(store: Store, kind: Literal["fact", "change"], gone: str) -> frozenset[int]:
    """Those all of whose messages go; those that never had one (you told a fact to her) stay."""
    return _ids(
        store,
        f"""SELECT {kind} FROM {kind}_source GROUP BY {kind}
               HAVING min(message IN (SELECT value FROM json_each(:gone))) = 1""",  # noqa: S608
        gone=gone,
    )


def _summaries_over(store: Store, gone: str, touched: Collection[int]) -> frozenset[int]:
    """Those that cover a message that goes, and those of its conversation that don't say what they cover."""
    return _ids(
        store,
        """SELECT summary FROM summary_source WHERE message IN (SELECT value FROM json_each(:gone))
           UNION SELECT id FROM summary WHERE conversation IN (SELECT value FROM json_each(:touched))
               AND NOT EXISTS (SELECT 1 FROM summary_source WHERE summary = summary.id)""",
        gone=gone,
        touched=listed(touched),
    )


def _and_above(store: Store, summaries: Collection[int]) -> frozenset[int]:
    """These, and all that was made from them: the week that a day is in, its month and its year."""
    return _ids(
        store,
        """WITH RECURSIVE going(id) AS (SELECT value FROM json_each(:summaries)
               UNION SELECT p.summary FROM summary_part p JOIN going ON p.part = going.id)
           SELECT id FROM going""",
        summaries=listed(summaries),
    )


def _titles_from(store: Store, gone: str) -> frozenset[int]:
    """Conversations whose title has a word that only messages which go have: it was made of them."""
    rows = store.rows(
        """SELECT c.id, c.title, m.text, m.id IN (SELECT value FROM json_each(:gone)) AS goes
           FROM message m JOIN conversation c ON c.id = m.conversation
           WHERE c.title IS NOT NULL AND c.id IN (
               SELECT conversation FROM message WHERE id IN (SELECT value FROM json_each(:gone)))""",
        {"gone": gone},
    )
    titles = {row["id"]: row["title"] for row in rows}
    words: dict[tuple[int, bool], set[str]] = {
        (number, goes): set() for number in titles for goes in (True, False)
    }
    for row in rows:
        words[row["id"], bool(row["goes"])] |= _words(row["text"])
    return frozenset(
        number
        for number, title in titles.items()
        if any(
            _begins(word, words[number, True]) and not _begins(word, words[number, False])
            for word in _words(title)
        )
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", folded(text)))


def _begins(start: str, words: set[str]) -> bool:
    """Is one of the words this one, or cut short to it, as the last of a title may be?"""
    return any(word.startswith(start) for word in words)
