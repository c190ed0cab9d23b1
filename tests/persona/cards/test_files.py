"""Whatever a card has in it: taken in from a file and given out as the same version, it is the same card."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from companion.persona.cards import beside, charx, png
from companion.persona.cards.giving import given as card_given
from companion.persona.cards.packing import Source, packed
from companion.persona.cards.reading import read
from companion.persona.cards.taking import taken
from companion.persona.document import read as document
from tests.persona.cards import making
from tests.persona.cards.meaning import meant

if TYPE_CHECKING:
    from companion.persona.cards.reading import Container

SLOW = settings(max_examples=20, suppress_health_check=list(HealthCheck))
PORTRAIT = "assets/icon/images/mira.png"
careless = st.fixed_dictionaries(
    {},
    optional={
        "name": making.whole_numbers,
        "character_version": st.just(1.1),
        "tags": st.sampled_from(["sea", None]),
        "creator_notes": st.none() | st.just(7),
        "alternate_greetings": st.just("<BOT> waves at <USER>."),
        "first_mes": st.just("You, <USER>?"),
        "extensions": st.none(),
        "character_book": st.none(),
        "creation_date": st.none(),
    },
)
any_cards = st.builds(dict.__or__, making.cards, careless)
flat_cards = st.fixed_dictionaries(
    {
        "name": making.words,
        **dict.fromkeys(("description", "personality", "scenario", "first_mes", "mes_example"), making.prose),
    },
    optional={
        "character_book": making.books,
        "metadata": making.json_values,
        "create_date": making.words,
        "tags": st.lists(making.words, max_size=2),
        "nickname": making.words,
    },
)


def there_and_back(data: bytes, spec: str) -> bytes:
    """The card's file that comes of the persona that comes of a card's file."""
    came = read(data)
    keep = came.container != "json"
    made = taken(came.card, "mira", beside.name_for("mira", came.container), keep=keep)
    persona = document(made.text.encode()).value
    assert persona is not None
    whole = card_given(persona, came.card if beside.needs_original(persona) else None)
    return packed(whole, came.container, spec, source=Source(data, came.container) if keep else None).data


def file_of(value: Any, container: Container) -> bytes:
    """Such a card, with something beside it."""
    if container == "png":
        keyword = b"ccv3" if value.get("spec") == "chara_card_v3" else b"chara"
        picture = making.picture(making.chunk(b"tEXt", b"Comment\0hers"))
        return png.embedded(picture, {keyword.decode(): making.as_json(value)})
    return making.archive(value, **{PORTRAIT: b"hers"}) if container == "charx" else making.as_json(value)


def card_in(data: bytes, container: Container) -> Any:
    """The JSON in such a file, which has what was beside it still."""
    if container == "png":
        assert b"Comment\0hers" in data
        return json.loads(png.cards(data)[0][1])  # type: ignore[arg-type]
    if container == "charx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.read(PORTRAIT) == b"hers"
        return json.loads(charx.card(data))
    return json.loads(data)


def is_the_same(value: Any, container: Container, spec: str) -> None:
    back = card_in(there_and_back(file_of(value, container), spec), container)
    assert meant(back) == meant(value)


@pytest.mark.parametrize("container", ["json", "png", "charx"])
@SLOW
@example({**making.MIRA, **making.NEWER, "character_book": making.book(making.entry())})
@given(any_cards)
def test_version_3(container: Container, data: dict[str, Any]) -> None:
    is_the_same({"spec": "chara_card_v3", "spec_version": "3.0", "data": data, "theirs": 1}, container, "v3")


@pytest.mark.parametrize("container", ["json", "png"])
@SLOW
@example(making.NEWER)
@example({"source": [], "creation_date": 0, "creator": "\u034f"})
@example({"character_book": making.book(making.entry(content="@@depth 1\nFog.", use_regex=True))})
@given(any_cards)
def test_version_2_also_with_what_came_later(container: Container, data: dict[str, Any]) -> None:
    value = {"spec": "chara_card_v2", "spec_version": "2.0", "data": data, "fav": True}
    is_the_same(value, container, "v2")


@pytest.mark.parametrize("container", ["json", "png"])
@SLOW
@example(making.v1(avatar="none", chat="Mira - 1", tags=[]))
@given(flat_cards)
def test_version_1_also_with_more_than_it_knows(container: Container, data: dict[str, Any]) -> None:
    is_the_same(data, container, "v1")


@SLOW
@given(making.books)
def test_a_lorebook_alone_and_the_bare_one_of_a_card(data: dict[str, Any]) -> None:
    value = {"spec": "lorebook_v3", "data": data}
    is_the_same(value, "json", "lorebook")
    assert meant(json.loads(there_and_back(making.as_json(data), "lorebook"))) == meant(value)
