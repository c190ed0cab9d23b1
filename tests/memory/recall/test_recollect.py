from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.recall import recall
from memory.recall.recollect import consider
from tests.memory.recall.letters import Letters

if TYPE_CHECKING:
    from memory import Memory
    from tests.memory.recall.letters import Talk

MAY = datetime(2024, 5, 6, 18, 0, tzinfo=UTC)


def texts(memory: Memory, query: str, k: int = 10, **options: object) -> list[str]:
    return [found.text for found in recall(memory.store, query, k=k, **options)]  # type: ignore[arg-type]


def test_an_empty_memory_recalls_nothing(memory: Memory) -> None:
    assert recall(memory.store, "Where do I live?") == []


def test_what_was_said_is_found_by_its_words_in_any_form(memory: Memory, talk: Talk) -> None:
    talk("user: I adopted a greyhound called Pico.", "companion: Congratulations!")
    talk("user: The tax letter came.", "companion: Open it together?")
    assert texts(memory, "When did I adopt the greyhounds?")[0] == "I adopted a greyhound called Pico."


def test_a_recollection_says_what_it_is_and_where_it_is_from(memory: Memory) -> None:
    conversation = memory.begin(persona="samantha", at=MAY)
    memory.append(conversation.id, author="Priya", text="The kiln cracked.", at=MAY, external_id="D1:3")
    (found,) = recall(memory.store, "What cracked?")
    assert (found.kind, found.author, found.external_id, found.at) == ("message", "Priya", "D1:3", MAY)
    assert (found.sources, found.conversation) == ((found.id,), conversation.id)
    assert found.score > 0


def test_the_answer_to_a_question_that_holds_the_words(memory: Memory, talk: Talk) -> None:
    for n in range(20):
        talk(f"user: Nothing much on day {n}.", "companion: Rest is something.")
    talk("companion: What is your landlord's name?", "user: Oh, that would be Mrs Abernathy.")
    assert "Oh, that would be Mrs Abernathy." in texts(memory, "What is the name of my landlord?", k=2)


def test_two_friends_who_are_named_are_told_apart(memory: Memory, talk: Talk) -> None:
    talk("Priya: My marathon was in April.", "Tom: My marathon was in June.")
    assert texts(memory, "When was Tom's marathon?")[0] == "My marathon was in June."
    assert texts(memory, "When was Priya's marathon?")[0] == "My marathon was in April."


def test_i_and_you_are_told_apart(memory: Memory, talk: Talk) -> None:
    talk("user: A remedy for hiccups: vinegar.", at=MAY)
    talk("companion: A remedy for hiccups: patience.", at=MAY + timedelta(1))
    assert texts(memory, "What remedy for hiccups did you suggest?")[0].endswith("patience.")
    assert texts(memory, "What is my remedy for hiccups?")[0].endswith("vinegar.")


def test_what_was_said_on_a_day_needs_no_words(memory: Memory, talk: Talk) -> None:
    for day in range(30):
        talk(f"user: Entry number {day}.", at=MAY + timedelta(days=day))
    (best, *_) = texts(memory, "What did we do on 20 May 2024?")
    assert best == "Entry number 14."
    yesterday = MAY + timedelta(days=22)
    assert texts(memory, "What happened yesterday?", now=yesterday)[0] == "Entry number 21."


def test_a_feast_is_found_in_the_year_it_was(memory: Memory, talk: Talk) -> None:
    talk("user: We sang on the balcony.", at=datetime(2022, 12, 31, 23, 50, tzinfo=UTC))
    talk("user: A quiet day.", at=MAY)
    assert texts(memory, "What did we do on New Year's Eve?") == ["We sang on the balcony."]


def test_last_week_is_told_from_the_last_message_where_no_now_is_given(memory: Memory, talk: Talk) -> None:
    talk("user: I bought a canoe.", at=MAY)
    talk("user: Hello again.", at=MAY + timedelta(days=7))
    assert texts(memory, "What did I buy last week?")[0] == "I bought a canoe."


def test_a_now_without_a_zone_is_utc(memory: Memory, talk: Talk) -> None:
    talk("user: I bought a canoe.", at=MAY)
    assert texts(memory, "canoe", now=datetime(2024, 5, 7)) == ["I bought a canoe."]  # noqa: DTZ001


def test_the_conversation_at_hand_can_be_left_out(memory: Memory, talk: Talk) -> None:
    old = talk("user: The canoe is green.")
    new = talk("user: The canoe leaks.", "companion: The canoe?")
    left = recall(memory.store, "canoe", exclude_conversation=new[0].conversation)
    assert [found.id for found in left] == [old[0].id]
    ids = {found.id for found in recall(memory.store, "canoe", exclude_messages={new[1].id})}
    assert ids == {old[0].id, new[0].id}


def test_a_long_conversation_that_is_left_out_hides_nothing(memory: Memory, talk: Talk) -> None:
    talk("user: The canoe is green.")
    new = talk(*["user: The canoe, the canoe."] * 400)
    assert texts(memory, "canoe", exclude_conversation=new[0].conversation) == ["The canoe is green."]


def test_facts_and_summaries_are_recalled_with_their_sources(memory: Memory, talk: Talk) -> None:
    said = talk("user: I keep bees on the roof, four hives.")
    fact = memory.learn("Keeps bees.", said_by="user", sources=[said[0].id], at=MAY)
    summary = memory.summarise(
        "conversation",
        "You spoke of your bees.",
        start=MAY,
        end=MAY,
        sources=[said[0].id],
        method="extractive",
        at=MAY,
        conversation=said[0].conversation,
    )
    found = {(f.kind, f.id): f for f in recall(memory.store, "What about my bees?")}
    assert found.keys() == {("message", said[0].id), ("fact", fact.id), ("summary", summary.id)}
    assert found["fact", fact.id].sources == found["summary", summary.id].sources == (said[0].id,)
    assert found["fact", fact.id].author == "user"


def test_only_the_kinds_that_are_asked_for(memory: Memory, talk: Talk) -> None:
    said = talk("user: I keep bees on the roof.")
    memory.learn("Keeps bees.", said_by="user", sources=[said[0].id], at=MAY)
    assert {found.kind for found in recall(memory.store, "bees", kinds={"fact"})} == {"fact"}
    assert {found.kind for found in recall(memory.store, "bees", kinds={"message"})} == {"message"}
    assert recall(memory.store, "bees", kinds=set()) == []


def test_k_counts_all_kinds_together(memory: Memory, talk: Talk) -> None:
    said = talk(*["user: The bees swarmed."] * 5)
    memory.learn("Keeps bees.", said_by="user", sources=[said[0].id], at=MAY)
    assert len(recall(memory.store, "bees", k=3)) == 3
    assert recall(memory.store, "bees", k=0) == []


def test_a_fact_that_no_longer_holds_comes_after_the_one_that_does(memory: Memory, talk: Talk) -> None:
    talk("user: Hello.")
    old = memory.learn("Lives in Turku, near the harbour.", said_by="user", at=MAY)
    new = memory.learn("Lives in Oulu.", said_by="user", at=MAY + timedelta(days=90), supersedes=old.id)
    over = memory.learn("Lives in a tent.", said_by="user", at=MAY, valid_to=MAY + timedelta(days=3))
    found = [f.id for f in recall(memory.store, "Where does she live now: lives?", kinds={"fact"})]
    assert found[0] == new.id
    assert set(found) == {old.id, new.id, over.id}


def test_the_same_question_has_the_same_answer(memory: Memory, talk: Talk) -> None:
    for n in range(40):
        talk(f"user: The ferry was late {n % 3}.", "companion: Again?", at=MAY + timedelta(days=n % 7))
    first = recall(memory.store, "How late was the ferry?", k=25)
    assert recall(memory.store, "How late was the ferry?", k=25) == first


def test_an_answer_that_still_streams_is_not_recalled(memory: Memory, talk: Talk) -> None:
    (said,) = talk("user: Whales?")
    memory.append(said.conversation, author="companion", text="Whales si", at=MAY, status="streaming")
    assert texts(memory, "whales") == ["Whales?"]


@pytest.mark.parametrize(
    "query",
    ["", "   ", "what is it?", "\U0001f40b\U0001f30a", "\x00", "\ud83d", '"', "NOT (a OR", "whale " * 10_000,
     " ".join(f"word{n}" for n in range(10_000)), "text:whale*", "summer " * 3_000, "0" * 20_000],
)  # fmt: skip
def test_no_question_is_too_strange(memory: Memory, talk: Talk, query: str) -> None:
    talk("user: A whale!", "companion: Where?")
    for embedder in (None, Letters()):
        assert len(recall(memory.store, query, embedder=embedder)) <= 2


@given(query=st.text(st.characters(exclude_categories=())))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_question_is_too_random(memory: Memory, talk: Talk, query: str) -> None:
    if not memory.search("whale"):
        talk("user: A whale!", "companion: Where?")
    assert len(recall(memory.store, query, embedder=Letters())) <= 2


def test_with_an_embedder_what_only_sounds_alike_is_found_too(memory: Memory, talk: Talk) -> None:
    talk("user: My seamanship is poor.", at=MAY)
    talk("user: Bread is baking.", at=MAY)
    assert texts(memory, "seamen?") == []
    assert texts(memory, "seamen?", embedder=Letters())[0] == "My seamanship is poor."


def test_a_question_about_a_friend_is_embedded_as_the_friend_would_say_it(memory: Memory, talk: Talk) -> None:
    talk("Priya: My marathon was in April.", "Tom: Was it far?")
    embedder = Letters()
    recall(memory.store, "When was Priya's marathon?", embedder=embedder)
    assert "When was my marathon?" in embedder.seen


def test_an_embedder_that_fails_costs_nothing_but_its_share(
    memory: Memory, talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Letters):
        def embed(self, *_: object, **__: object) -> object:
            raise RuntimeError("The weights are gone.")

    talk("user: Bread is baking.")
    assert texts(memory, "bread", embedder=Broken()) == ["Bread is baking."]
    assert "goes by words alone" in caplog.text


def test_an_embedder_that_lies_about_its_size_is_not_listened_to(memory: Memory, talk: Talk) -> None:
    liar = Letters(dimensions=100)
    talk("user: Bread is baking.")
    liar.dimensions = 0
    assert texts(memory, "bread", embedder=liar) == ["Bread is baking."]


def test_what_is_considered_is_what_is_ranked(memory: Memory, talk: Talk) -> None:
    assert consider(memory.store, "canoe") is None
    said = talk("Priya Nair: The canoe is green.", "Tom: Is it?")
    case = consider(memory.store, "What did Priya say of the canoe?", kinds={"message"}, embedder=Letters())
    assert case is not None
    assert (case.authors, case.rarity.terms) == ({"priya"}, ("canoe",))
    assert {candidate.id for candidate in case.candidates} == {message.id for message in said}
    assert case.closeness.keys() <= {("message", message.id) for message in said}
    left = consider(memory.store, "canoe", left_out=frozenset({said[0].id}))
    assert left is not None
    assert said[0].id not in {candidate.id for candidate in left.candidates}


HOSTILE = {
    "long": "Where did the whale go? " * 420,
    "one word": "w" * 10_000,
    "every word another": " ".join(f"word{n}" for n in range(1_400)),
    "related words": "dog cat house car mother river bread film work rain boat city doctor money " * 130,
    "nul": "whale\x00" * 1_600,
    "lone surrogates": "\ud83d whale \udc33" * 600,
    "only stop words": "what is it that you and i did for the " * 250,
    "query language": 'text : "whale" OR (NEAR(a b, 5) AND -author:* ^ {x} " ' * 190,
    "marks": "?!\"'()*:^-" * 1_000,
    "dates": "on 5 May 2024 and last week and in spring 2023 and " * 200,
    "names": "user companion samantha " * 400,
}


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("embedder", [None, Letters()])
def test_no_question_takes_more_than_a_moment(
    memory: Memory, talk: Talk, question: str, embedder: Letters | None
) -> None:
    with memory.batch():
        for day in range(200):
            talk(f"user: Day {day}, and a whale.", "companion: In the river?", at=MAY + timedelta(day))
    texts(memory, "whale", embedder=embedder)
    start = process_time()  # what else runs does not count
    found = recall(memory.store, question, embedder=embedder)
    assert process_time() - start < 1
    assert len(found) <= 10
