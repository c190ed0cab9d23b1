"""Cards to try: made here, whole or broken in the ways in which cards are broken."""

from __future__ import annotations

import base64
import io
import json
import struct
import zipfile
import zlib
from typing import Any

from hypothesis import strategies as st

from companion.persona.cards import png

MIRA: dict[str, Any] = {
    "name": "Mira",
    "description": "Mira keeps a lighthouse and knows every ship by its horn.",
    "personality": "Patient, dry, fond of fog.",
    "scenario": "{{user}} has rowed over to the lighthouse.",
    "first_mes": "Mind the third step. What brings you out in this?",
    "mes_example": "<START>\n{{user}}: Is it lonely here?\n{{char}}: The gulls talk more than I do.",
    "creator_notes": "Best in the evening.",
    "system_prompt": "",
    "post_history_instructions": "",
    "alternate_greetings": ["You again. Tea?", "Listen. That's the Marigold."],
    "tags": ["sea", "quiet"],
    "creator": "A. Keeper",
    "character_version": "1.2",
    "extensions": {"someone/voice": {"pitch": 0.5, "on": True, "none": None}},
}
NEWER: dict[str, Any] = {
    "nickname": "Mi",
    "creator_notes_multilingual": {"de": "Am besten abends."},
    "source": ["https://example.org/mira"],
    "group_only_greetings": ["Two of you? Fetch another cup."],
    "assets": [
        {"type": "icon", "uri": "embeded://assets/icon/images/mira.png", "name": "main", "ext": "png"}
    ],
    "creation_date": 1_700_000_000,
    "modification_date": 1_700_000_001,
}


FILLED: dict[str, Any] = dict.fromkeys(
    ("description", "personality", "scenario", "mes_example", "creator_notes", "system_prompt"),
    "Word after word. " * 600,
)


def entry(**more: Any) -> dict[str, Any]:
    """An entry of a lorebook."""
    plain = {"keys": ["Marigold"], "content": "The Marigold is a herring boat.", "extensions": {}}
    return plain | {"enabled": True, "insertion_order": 10, "use_regex": False} | more


def book(*entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A lorebook."""
    return {"extensions": {}, "entries": list(entries)} | more


def v1(**more: Any) -> dict[str, Any]:
    """A flat card of the first version."""
    names = ("name", "description", "personality", "scenario", "first_mes", "mes_example")
    return {name: MIRA[name] for name in names} | more


def v2(**more: Any) -> dict[str, Any]:
    """A card of the second version."""
    return {"spec": "chara_card_v2", "spec_version": "2.0", "data": MIRA | more}


def v3(**more: Any) -> dict[str, Any]:
    """A card of the third version, with all that is in it."""
    return {"spec": "chara_card_v3", "spec_version": "3.0", "data": MIRA | NEWER | more}


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def chunk(kind: bytes, body: bytes, *, checksum: int | None = None) -> bytes:
    """A chunk of a PNG."""
    right = zlib.crc32(kind + body)
    return (
        struct.pack(">I", len(body))
        + kind
        + body
        + struct.pack(">I", right if checksum is None else checksum)
    )


def picture(*chunks: bytes) -> bytes:
    """A small picture with these chunks before its end."""
    whole = png.plain()
    return whole[:-12] + b"".join(chunks) + whole[-12:]


def text_chunk(value: Any, keyword: bytes = b"chara", kind: bytes = b"tEXt") -> bytes:
    """A card as a text chunk: as it is, or compressed as `zTXt` and `iTXt` may be."""
    encoded = base64.b64encode(value if isinstance(value, bytes) else as_json(value))
    bodies = {
        b"tEXt": keyword + b"\0" + encoded,
        b"zTXt": keyword + b"\0\0" + zlib.compress(encoded),
        b"iTXt": keyword + b"\0\1\0en\0" + keyword + b"\0" + zlib.compress(encoded),
    }
    return chunk(kind, bodies[kind])


def archive(value: Any, method: int = zipfile.ZIP_DEFLATED, **files: bytes) -> bytes:
    """A CHARX archive with these files beside the card; `None` for none."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        if value is not None:
            made.writestr("card.json", value if isinstance(value, bytes) else as_json(value))
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp")) | st.just("\n")
)
words = (
    st.sampled_from(["sea", "Sea ", "", "fog, thick", "a\nb", "x" * 70, "né", "yes", "1.0", "null"]) | texts
)
whole_numbers = st.integers(-(2**40), 2**40)
numbers = whole_numbers | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
blocks = st.dictionaries(words, json_values, max_size=3)
contents = texts | st.sampled_from(
    [
        "@@depth 4\n@@role system\n\nFog.",
        "@@exclude_keys sun, noon\n@@activate_only_after 3\nFog.",
        "@@unheard_of 1\n@@@additional_keys boat\n\n\nFog.\n",
        "@@scan_depth 2\nFog.",
        "@@dont_activate\nNever.",
        "@@activate\n@@constant\nAlways.",
        "@@constant",
        "\n\n",
    ]
)
contents |= st.just("Long. ").map(lambda text: text * 400)
entries = st.fixed_dictionaries(
    {
        "keys": st.lists(words, max_size=4),
        "content": contents,
        "extensions": blocks,
        "enabled": st.booleans(),
        "insertion_order": numbers,
        "use_regex": st.booleans(),
    },
    optional={
        "case_sensitive": st.booleans(),
        "constant": st.booleans(),
        "name": words,
        "priority": numbers,
        "id": whole_numbers | words,
        "comment": words,
        "selective": st.booleans(),
        "secondary_keys": st.lists(words, max_size=3),
        "position": st.sampled_from(["before_char", "after_char"]),
        "x-unknown": json_values,
    },
)
books = st.fixed_dictionaries(
    {"extensions": blocks, "entries": st.lists(entries, max_size=4)},
    optional={
        "name": words,
        "description": texts,
        "scan_depth": numbers | st.integers(0, 6),
        "token_budget": numbers,
        "recursive_scanning": st.booleans(),
        "x-unknown": json_values,
    },
)
short = texts | st.sampled_from(
    [
        "",
        "  ",
        "\n",
        "A line.\n\nThe scene: another.\n",
        "{{char}}'s personality: odd",
        "<START>\n{{user}}: hi\n{{char}}: hello\n<START>\nMira: again\nYou: what",
    ]
)
lengthy = st.sampled_from(["Word after word. ", "x" * 16, "A line.\n"]).map(lambda text: text * 600)
# To write and read so long a text takes its time, so it is one in eight; `FILLED` has no other.
prose = st.integers(0, 7).flatmap(lambda dice: lengthy if dice == 7 else short)
cards = st.fixed_dictionaries(
    {
        **dict.fromkeys(("description", "personality", "scenario", "first_mes", "mes_example"), prose),
        **dict.fromkeys(("system_prompt", "post_history_instructions", "creator_notes"), prose),
        **dict.fromkeys(("name", "creator", "character_version"), words),
        **dict.fromkeys(("alternate_greetings", "group_only_greetings", "tags"), st.lists(words, max_size=3)),
        "extensions": blocks,
    },
    optional={
        "character_book": books,
        "nickname": words,
        "creator_notes_multilingual": st.dictionaries(st.sampled_from(["de", "en"]), texts),
        "source": st.lists(words, max_size=3),
        "assets": st.lists(blocks, max_size=2),
        "creation_date": numbers,
        "modification_date": numbers,
        "x-unknown": json_values,
    },
)
