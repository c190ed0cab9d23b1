"""Found facts become facts of the memory: in order of when they were said, whoever found them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from companion.engine.extract import Candidate, patterns
from companion.engine.learning import Learned, Learner, learn_waiting, remember, said_in
from companion.engine.schedule import ask_for_imported
from memory import Memory, StoreError
from tests.engine.conversation import MONDAY

if TYPE_CHECKING:
    from pathlib import Path

NOW = MONDAY + timedelta(days=400)


def talk(memory: Memory, text: str, day: int = 0) -> int:
    """A conversation of one message on that day; its id."""
    at = MONDAY + timedelta(days=day)
    number = memory.begin("samantha", at).id
    memory.append(number, "user", text, at)
    return number


def learn(memory: Memory, *conversations: int) -> list[str]:
    for number in conversations:
        memory.enqueue("facts", number, NOW)
    learn_waiting(memory, NOW, seconds=60)
    return [fact.text for fact in memory.facts()]


def by_model(memory: Memory, number: int) -> list[Candidate]:
    """What is in that conversation, as if a model had found it."""
    return [replace(one, plain=False, confidence=0.7) for one in patterns(memory.messages(number))]


def imported(memory: Memory, *texts: str, author: str = "user") -> None:
    """Conversations of one message, a day each, brought in with the newest first."""
    for day, text in reversed(list(enumerate(texts))):
        at = MONDAY + timedelta(days=day)
        number = memory.begin("samantha", at).id
        memory.append(number, author, text, at, origin="import")
    while ask_for_imported(memory, NOW):
        pass


def test_what_was_imported_is_learned_in_the_order_in_which_it_was_said(memory: Memory) -> None:
    imported(memory, "I live in Kiel.", "Nice weather.", "I moved to Lyon.")
    told: list[int] = []
    assert learn_waiting(memory, NOW, 60, told.append) == Learned(facts=2, conversations=3, waiting=0)
    assert told == sorted(told)
    assert told[-1] == 3
    kiel, lyon = memory.facts(include_superseded=True)
    assert (kiel.text, kiel.superseded_by) == ("You live in Kiel.", lyon.id)
    assert (lyon.learned_at, lyon.valid_from) == (NOW, MONDAY + timedelta(days=2))
    assert learn_waiting(memory, NOW, 60) == Learned(0, 0, 0)


def test_only_what_you_said_yourself_is_learned(memory: Memory) -> None:
    for author in ("companion", "Mara", "assistant", "User"):
        imported(memory, "I live in Kiel.", author=author)
    assert learn_waiting(memory, NOW, 60) == Learned(facts=0, conversations=4, waiting=0)


def test_learning_that_ran_out_of_time_goes_on_where_it_stopped(memory: Memory) -> None:
    imported(memory, *[f"My friend {name} is a nurse." for name in ("Ann", "Bea", "Cleo")])
    assert learn_waiting(memory, NOW, seconds=0) == Learned(facts=0, conversations=0, waiting=3)
    assert learn_waiting(memory, NOW, seconds=60).conversations == 3
    assert len(memory.facts()) == 3


def test_learning_that_is_broken_off_stores_a_step_whole_or_not_at_all(memory: Memory) -> None:
    imported(memory, "I live in Kiel.", "I'm allergic to walnuts.")

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        learn_waiting(memory, NOW, 60, stop)
    learned = 2 - memory.waiting().get("facts", 0)
    assert len(memory.facts()) == learned
    learn_waiting(memory, NOW, 60)
    assert len(memory.facts()) == 2


def test_the_day_that_is_spoken_of_is_one_of_yours(memory: Memory) -> None:
    at = datetime.fromisoformat("2026-05-04T01:00:00+02:00")  # still the 3rd in UTC
    number = memory.begin("samantha", at).id
    memory.append(number, "user", "My exam is tomorrow.", at)
    (read,) = said_in(memory, number, NOW.astimezone(at.tzinfo))
    assert read.at.date().day == 4


def test_learning_twice_is_learning_once(memory: Memory) -> None:
    many = [
        talk(memory, "I live in Kiel, and I'm allergic to walnuts. I joined the fencing club."),
        talk(memory, "I moved to Lyon. It's not walnuts, it's celery. I quit the fencing club.", 2),
    ]
    learn(memory, *many)
    before = memory.facts(include_superseded=True)
    learn(memory, *many)
    assert memory.facts(include_superseded=True) == before
    assert [fact.text for fact in memory.facts()] == [
        "You moved to Lyon.", "You are allergic to celery.", "You quit the fencing club.",
    ]  # fmt: skip


def test_the_order_of_learning_does_not_matter(memory: Memory) -> None:
    kiel, lyon, ulm = (
        talk(memory, "I live in Kiel."),
        talk(memory, "I moved to Lyon.", 9),
        talk(memory, "I moved to Ulm.", 20),
    )
    assert learn(memory, ulm, kiel, lyon) == ["You moved to Ulm."]
    assert [fact.text for fact in memory.timeline("home")] == [
        "You live in Kiel.", "You moved to Lyon.", "You moved to Ulm.",
    ]  # fmt: skip
    ends = {fact.text: fact.valid_to for fact in memory.timeline("home")}
    assert ends["You live in Kiel."] == MONDAY + timedelta(days=9)
    assert ends["You moved to Lyon."] == MONDAY + timedelta(days=20)


def test_what_you_say_takes_over_the_place_and_the_pin(memory: Memory) -> None:
    learn(memory, talk(memory, "I live in Kiel."))
    memory.pin(memory.facts()[0].id)
    learn(memory, talk(memory, "I moved to Lyon.", 9))
    (lyon,) = memory.facts()
    assert (lyon.text, lyon.pinned) == ("You moved to Lyon.", True)


def test_what_a_model_finds_leaves_a_pinned_fact_alone(memory: Memory) -> None:
    learn(memory, talk(memory, "I live in Kiel."))
    pinned = memory.pin(memory.facts()[0].id)
    Learner(memory).take(by_model(memory, talk(memory, "I moved to Lyon.", 9)), NOW)
    assert memory.fact(pinned.id).superseded_by is None
    assert [(fact.text, fact.pinned) for fact in memory.facts()] == [
        ("You live in Kiel.", True), ("You moved to Lyon.", False),
    ]  # fmt: skip


def test_what_a_model_finds_takes_the_place_of_what_is_not_pinned(memory: Memory) -> None:
    learn(memory, talk(memory, "I live in Kiel."))
    Learner(memory).take(by_model(memory, talk(memory, "I moved to Lyon.", 9)), NOW)
    assert [fact.text for fact in memory.facts()] == ["You moved to Lyon."]


def test_a_guess_does_not_take_the_place_of_what_is_sure(memory: Memory) -> None:
    texts = learn(memory, talk(memory, "My boss is Petra."), talk(memory, "My boss is Imran, I think.", 9))
    assert texts == ["Your boss is called Petra.", "Your boss is called Imran."]


def test_a_correction_wins_over_what_is_surer(memory: Memory) -> None:
    learn(memory, talk(memory, "My boss is Petra."), talk(memory, "My boss is Petra.", 3))
    assert memory.facts()[0].confidence > 0.98
    assert learn(memory, talk(memory, "No, my boss is Imran, I think.", 9)) == ["Your boss is called Imran."]


def test_what_you_edited_is_not_undone_by_learning_again(memory: Memory) -> None:
    number = talk(memory, "I live in Kiel.")
    learn(memory, number)
    memory.correct(memory.facts()[0].id, "I live in Lyon.", at=NOW)
    assert learn(memory, number, talk(memory, "I live in Kiel.", 3)) == ["I live in Lyon."]


def test_forgetting_a_change_brings_back_what_held(memory: Memory) -> None:
    change = talk(memory, "I moved to Lyon.", 9)
    learn(memory, talk(memory, "I live in Kiel."), change)
    memory.forget(conversation_ids=[change])
    (kiel,) = memory.facts()
    assert (kiel.text, kiel.valid_to, kiel.superseded_by) == ("You live in Kiel.", None, None)


def test_a_fact_that_was_forgotten_is_not_learned_again_from_the_same_words(memory: Memory) -> None:
    number = talk(memory, "I live in Kiel. I'm allergic to walnuts.")
    learn(memory, number)
    memory.forget(fact_ids=[memory.facts()[0].id])
    memory.append(number, "user", "Nice weather.", MONDAY)
    assert learn(memory, number) == ["You are allergic to walnuts."]
    assert Learner(memory).take(by_model(memory, number), NOW) == 0
    memory.append(number, "user", "I live in Kiel.", MONDAY)
    assert learn(memory, number) == ["You are allergic to walnuts.", "You live in Kiel."]


def test_nor_where_the_memory_was_taken_along(memory: Memory, tmp_path: Path) -> None:
    number = talk(memory, "I live in Kiel.")
    learn(memory, number)
    memory.forget(fact_ids=[1])
    with Memory.open(tmp_path / "other.db") as other:
        other.import_jsonl([json.dumps(row) for row in memory.export_all()])
        assert list(other.export_all()) == list(memory.export_all())
        assert learn(other, number) == []


def test_what_you_tell_her_to_remember_is_kept_word_for_word_in_the_place_of_what_it_contradicts(
    memory: Memory,
) -> None:
    learn(memory, talk(memory, "I live in Kiel."), talk(memory, "I love rain."))
    fact = remember(memory, "I live in Lyon, third floor", NOW)
    assert (fact.text, fact.topic, fact.pinned) == ("I live in Lyon, third floor", "home", True)
    assert [one.text for one in memory.facts()] == ["You love rain.", "I live in Lyon, third floor"]
    assert [one.text for one in memory.timeline("home")] == ["You live in Kiel.", fact.text]


def test_of_two_things_you_told_her_to_remember_the_later_holds(memory: Memory) -> None:
    remember(memory, "I live in Bremen", NOW)
    lisbon = remember(memory, "I live in Lisbon", NOW + timedelta(days=1))
    assert memory.facts() == [lisbon]
    porto = remember(memory, "that I live in Porto", NOW + timedelta(days=2))
    assert [fact.text for fact in memory.timeline("home")] == [
        "I live in Bremen", "I live in Lisbon", "I live in Porto",
    ]  # fmt: skip
    assert memory.facts() == [porto]


def test_what_you_say_later_takes_the_place_of_what_you_told_her_to_remember(memory: Memory) -> None:
    remember(memory, "I live in Bremen", MONDAY)
    learn(memory, talk(memory, "I think I live in Ulm.", 3))
    assert [fact.text for fact in memory.facts()] == ["I live in Bremen", "You live in Ulm."]
    learn(memory, talk(memory, "I live in Lisbon now.", 9))
    assert [(fact.text, fact.pinned) for fact in memory.facts()] == [("You live in Lisbon.", True)]


def test_what_was_said_often_gives_way_to_what_is_said_once(memory: Memory) -> None:
    learn(memory, *[talk(memory, "My boss is Petra.", day) for day in range(3)])
    assert learn(memory, talk(memory, "My boss is Imran.", 9)) == ["Your boss is called Imran."]


def test_to_remember_what_is_known_leaves_one_fact(memory: Memory) -> None:
    learn(memory, talk(memory, "I live in Kiel."))
    remember(memory, "I live in Kiel", NOW)
    again = remember(memory, "I live in Kiel.", NOW)
    assert memory.facts() == [again]


def test_what_no_pattern_knows_is_remembered_all_the_same(memory: Memory) -> None:
    fact = remember(memory, "The spare key is under the third pot.", NOW)
    assert (fact.topic, fact.pinned) == (None, True)
    assert memory.timeline("spare key") == [fact]


def test_what_is_said_again_and_again_takes_no_longer_each_time(memory: Memory) -> None:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    def work(times: int) -> int:
        """What the database has to do, in thousands of steps."""
        nonlocal steps
        number = memory.begin("samantha", MONDAY).id
        with memory.batch():
            for minute in range(times):
                memory.append(number, "user", f"I live in Kiel{times}.", MONDAY + timedelta(minutes=minute))
        learner, steps = Learner(memory), 0
        memory.store.connection.set_progress_handler(count, 1000)
        assert learner.read(number, NOW) == 1
        memory.store.connection.set_progress_handler(None, 1000)
        return steps

    assert work(900) < 5 * work(300)
    assert [len(fact.sources) for fact in memory.facts(include_superseded=True)] == [900, 300]


def test_what_is_told_again_is_surer_as_if_it_were_learned_anew(memory: Memory) -> None:
    learn(memory, *[talk(memory, "I live in Kiel.", day) for day in range(3)])
    (fact,) = memory.facts()
    assert len(fact.sources) == 3
    single = memory.learn("You live in Kiel!", said_by="other", sources=[1], at=NOW, confidence=0.9)
    for number in (2, 3):
        single = memory.learn("You live in Kiel!", said_by="other", sources=[number], at=NOW, confidence=0.9)
    assert fact.confidence == pytest.approx(single.confidence)


def test_of_a_conversation_that_goes_on_only_its_end_is_read(memory: Memory) -> None:
    number = talk(memory, "I live in Kiel.")
    for text in ("I like rain.", "I'm Lena."):
        memory.append(number, "user", text, MONDAY)
    learner = Learner(memory)
    assert learner.read(number, NOW, latest=2) == 1  # so late, "I'm Lena" introduces nobody
    assert [fact.text for fact in memory.facts()] == ["You like rain."]
    assert learner.read(number, NOW, latest=3) == 2
    assert learner.read(number, NOW) == 0


def rewritten(memory: Memory, *versions: str, before: str = "") -> list[str]:
    """What is known after you have said something, thought better of it, and said it in other words."""
    number = memory.begin("samantha", MONDAY).id
    start = memory.append(number, "user", before, MONDAY).id if before else None
    for place, text in enumerate(versions):
        memory.branch(number, start)
        at = MONDAY + timedelta(minutes=1 + place)
        memory.append(number, "user", text, at)
        memory.append(number, "companion", "I see.", at)
        Learner(memory).read(number, at)
    assert memory.check() == []
    return [fact.text for fact in memory.facts(include_superseded=True)]


def test_what_you_said_by_mistake_and_then_anew_is_known_as_you_said_it_last(memory: Memory) -> None:
    assert rewritten(memory, "My sister Anna is here.", "My sister Ana is here.") == [
        "Your sister is called Ana."
    ]


def test_what_you_took_back_no_longer_stands_in_the_place_of_what_held(memory: Memory) -> None:
    assert rewritten(memory, "I moved to Ulm.", "Nice weather.", before="I live in Kiel.") == [
        "You live in Kiel."
    ]
    (kiel,) = memory.facts()
    assert kiel.holds


def test_what_you_left_as_it_was_rests_on_the_newer_message_as_well(memory: Memory) -> None:
    texts = rewritten(memory, "I have a dog. I live in Ulm.", "I have a dog. I live in Lyon.")
    assert texts == ["You have a dog.", "You live in Lyon."]
    assert len(memory.facts()[0].sources) == 2


def test_what_you_pinned_or_said_elsewhere_too_is_not_taken_back(memory: Memory) -> None:
    learn(memory, talk(memory, "I have a dog."))
    pinned = talk(memory, "I live in Ulm.")
    learn(memory, pinned)
    memory.pin(next(fact.id for fact in memory.facts() if "Ulm" in fact.text))
    memory.branch(pinned, None)
    memory.append(pinned, "user", "Nothing.", NOW)
    Learner(memory).read(pinned, NOW)
    assert rewritten(memory, "I have a dog.", "I have a cat.") == [
        "You have a dog.",
        "You live in Ulm.",
        "You have a cat.",
    ]


def test_a_question_asked_again_takes_nothing_back(memory: Memory) -> None:
    number = talk(memory, "I live in Ulm.")
    first = memory.messages(number)[0].id
    for answer in ("Lovely.", "Oh!"):
        memory.branch(number, first)
        memory.append(number, "companion", answer, NOW)
        Learner(memory).read(number, NOW)
    assert [fact.text for fact in memory.facts()] == ["You live in Ulm."]


def test_a_letter_is_no_fact(memory: Memory) -> None:
    assert remember(memory, "I like tea. " * 100, NOW).pinned
    with pytest.raises(StoreError, match=r"2,400 characters long.*2,000 at the most"):
        remember(memory, "I like tea. " * 200, NOW)
    assert len(memory.facts()) == 1
