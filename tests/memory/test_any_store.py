"""Whatever was lived through, in whatever order: a complete export makes an equal store of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory import Memory, Recollection

START = datetime(2026, 5, 4, 12, tzinfo=UTC)

ANY = st.integers(0, 9)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAMES = st.none() | st.sampled_from(["1", "#1", "2", "##3", "3", "", "head", "x"]) | TEXTS
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("begin"), TEXTS, NAMES, st.none() | TEXTS),
        st.tuples(st.just("say"), ANY, TEXTS, NAMES),
        st.tuples(st.just("branch"), ANY, ANY),
        st.tuples(st.just("learn"), TEXTS, st.lists(ANY, max_size=3), ANY),
        st.tuples(st.just("sum_up"), TEXTS, st.lists(ANY, min_size=1, max_size=3)),
        st.tuples(st.just("propose"), TEXTS, ANY),
        st.tuples(st.just("remind"), TEXTS, ANY),
        st.tuples(st.just("recall"), ANY, ANY),
        st.tuples(st.just("forget"), ANY),
    ),
    max_size=25,
)


class Life:
    """What happens to a memory, an hour apart: a method for each thing, done as far as it can be done.

    A number stands for one of those that there are, whichever that is by then.
    """

    def __init__(self, memory):
        self.memory = memory
        self.at = START

    def goes_on(self, what, *with_):
        self.at += timedelta(hours=1)
        getattr(self, what)(*with_)

    def said(self, *numbers):
        """Ids of those messages, each once; none where nothing was said."""
        there = self.ids("message")
        return sorted({there[number % len(there)] for number in numbers}) if there else []

    def ids(self, table):
        return [row[0] for row in self.memory.store.rows(f"SELECT id FROM {table} ORDER BY id")]

    def begin(self, persona, name, title):
        self.memory.begin(persona, self.at, external_id=name, title=title)

    def say(self, talk, text, name):
        author = "companion" if talk % 2 else "user"
        if talks := self.ids("conversation"):
            self.memory.append(talks[talk % len(talks)], author, text, self.at, external_id=name)

    def branch(self, where, to):
        for number in self.said(to):
            self.memory.branch(self.memory.message(number).conversation, None if where == 3 else number)

    def learn(self, text, sources, old):
        facts = [fact.id for fact in self.memory.facts()]
        over = facts[old % len(facts)] if facts and old % 3 == 0 else None
        on = self.said(*sources)
        self.memory.learn(text, said_by="user", sources=on, at=self.at, supersedes=over)

    def sum_up(self, text, sources):
        if on := self.said(*sources):
            at = self.at
            self.memory.summarise("day", text, start=at, end=at, sources=on, method="extractive", at=at)

    def propose(self, text, evidence):
        for number in self.said(evidence):
            talk = self.memory.message(number).conversation
            told = {"reason": text, "quote": text, "evidence": number, "conversation": talk}
            self.memory.propose("plan", text, at=self.at, **told)

    def remind(self, text, proposal):
        there = [one.id for one in self.memory.proposals()]
        kept = there[proposal % len(there)] if there else None
        self.memory.remind(text, self.at, at=self.at, proposal=kept)

    def recall(self, answer, found):
        refs = [Recollection("message", one, "", self.at, 0.5, None, None, ()) for one in self.said(found)]
        facts = self.memory.facts()
        refs += [Recollection("fact", one.id, "", self.at, 0.25, None, None, ()) for one in facts]
        for number in self.said(answer):
            self.memory.note_recalled(number, refs)

    def forget(self, number):
        if gone := self.said(number):
            self.memory.forget(message_ids=gone)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_any_store_comes_back_the_same(steps):
    with Memory.open(":memory:") as one, Memory.open(":memory:") as two:
        life = Life(one)
        for step in steps:
            life.goes_on(*step)
        before = list(one.export_all())

        report = two.import_jsonl(json.dumps(record) for record in before)
        assert report.problems == ()
        assert list(two.export_all()) == before
        assert two.check() == one.check() == []

        again = two.import_jsonl(json.dumps(record) for record in before)
        assert (again.messages, again.records, again.problems) == (0, 0, ())
        assert list(two.export_all()) == before
