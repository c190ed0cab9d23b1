"""Whatever the bytes: a card comes out, or one sentence on why not."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from companion.persona.cards.card import Card, CardError
from companion.persona.cards.reading import read
from companion.persona.cards.taking import taken
from companion.persona.document import read as document
from tests.persona.cards import making

FUZZ = settings(max_examples=150, suppress_health_check=list(HealthCheck))
WHOLE = [
    making.as_json(making.v3(character_book=making.book(making.entry()))),
    making.picture(making.text_chunk(making.v2()), making.text_chunk(making.v3(), b"ccv3", b"zTXt")),
    making.picture(making.text_chunk(making.v2(), kind=b"iTXt")),
    making.archive(making.v3(), **{"assets/icon/images/mira.png": b"png"}),
]
beginnings = st.sampled_from(
    [b"", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"PK\x05\x06", b"{", b'{"name":', b"[[", b"\xff\xfe"]
)


def read_or_refused(data: bytes) -> Card | None:
    said = ""
    try:
        return read(data).card
    except CardError as error:
        said = str(error)
    assert 0 < len(said.strip()) < 400
    assert "\x1b" not in said
    return None


@FUZZ
@example(b"PK\x05\x06" + b"\xff" * 18)
@example(b"PK\x03\x04" + b"\0" * 40 + b"PK\x05\x06" + b"\0" * 18)
@given(st.builds(bytes.__add__, beginnings, st.binary(max_size=300)))
def test_any_bytes(data: bytes) -> None:
    read_or_refused(data)


@FUZZ
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=6),
    st.integers(0, 5000),
    st.booleans(),
)
def test_a_card_that_was_damaged(whole: bytes, changes: list[tuple[int, int]], cut: int, cuts: bool) -> None:
    data = bytearray(whole)
    for at, byte in changes:
        data[at % len(data)] = byte
    read_or_refused(bytes(data[: cut % len(data)] if cuts else data))


@FUZZ
@given(
    st.dictionaries(st.sampled_from([*making.MIRA, *making.NEWER, "character_book", "x"]), making.json_values)
)
def test_values_of_any_kind_in_the_fields_of_a_card(fields: dict[str, Any]) -> None:
    for value in ({"spec": "chara_card_v3", "data": fields}, {"spec": "lorebook_v3", "data": fields}, fields):
        card = read_or_refused(making.as_json(value))
        if card is not None:
            made = taken(card, "x", "x.card.json")
            assert document(made.text.encode()).faults == ()
