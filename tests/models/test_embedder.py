"""Vectors from the engine: their shape and length with a tiny encoder, their sense with the real one."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from companion.config import Settings
from companion.models import weights
from companion.models.convert import convert
from companion.models.embedder import EmbeddedEmbedder, default_embedder
from companion.models.protocol import ModelError
from tests.models import tiny
from tests.models.conftest import weights_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedEmbedder]:
    """Random weights; 64 tokens at the most."""
    pytest.importorskip("xllamacpp")
    folder = tmp_path_factory.mktemp("tiny")
    convert(*tiny.write(folder), folder / "tiny.gguf", name="tiny")
    embedder = EmbeddedEmbedder(folder / "tiny.gguf")
    yield embedder
    embedder.close()


@pytest.fixture(scope="module")
def minilm() -> Iterator[EmbeddedEmbedder]:
    embedder = EmbeddedEmbedder(weights_of("all-minilm-l6-v2"))
    yield embedder
    embedder.close()


def test_it_has_a_name_and_dimensions_before_it_is_loaded(small: EmbeddedEmbedder) -> None:
    assert (small.name, small.dimensions) == ("tiny", tiny.WIDTH)


def test_rows_are_float32_and_of_length_one(small: EmbeddedEmbedder) -> None:
    vectors = small.embed(["the sea", "the seaside", "", "日本語 😀", "x" * 40])
    assert vectors.shape == (5, tiny.WIDTH)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_make_no_rows(small: EmbeddedEmbedder) -> None:
    assert small.embed([]).shape == (0, tiny.WIDTH)


def test_a_batch_gives_what_each_text_gives_alone(small: EmbeddedEmbedder) -> None:
    texts = [f"the sea {'abc'[n % 3] * (n % 7 + 1)}" for n in range(40)]
    together = small.embed(texts)
    alone = np.concatenate([small.embed([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_a_question_is_a_text_like_any_other(small: EmbeddedEmbedder) -> None:
    np.testing.assert_array_equal(small.embed(["the sea"], query=True), small.embed(["the sea"]))


@pytest.mark.parametrize("word", ["sea ", "x", "日", "a.b,", "\n"])
def test_a_text_that_is_too_long_is_cut_and_spoils_no_other(small: EmbeddedEmbedder, word: str) -> None:
    vectors = small.embed(["the sea", word * 5000, "the seaside"])
    np.testing.assert_allclose(vectors[[0, 2]], small.embed(["the sea", "the seaside"]), atol=1e-4)
    assert np.linalg.norm(vectors[1]) == pytest.approx(1, abs=1e-5)


def test_what_is_far_beyond_the_window_does_not_count(small: EmbeddedEmbedder) -> None:
    first, second = small.embed(["sea " * 600 + "the", "sea " * 600 + "x y z"])
    np.testing.assert_array_equal(first, second)


def test_threads_can_share_it(small: EmbeddedEmbedder) -> None:
    expected = small.embed(["the sea"])
    found: list[np.ndarray] = []
    threads = [threading.Thread(target=lambda: found.append(small.embed(["the sea"]))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(vectors, expected) for vectors in found)
    assert len(found) == 4


def test_a_question_waits_for_one_text_and_for_no_batch(small: EmbeddedEmbedder) -> None:
    texts = [f"the sea {'abc'[n % 3] * (n % 7 + 1)}" for n in range(2_000)]
    expected = small.embed(texts[:5])
    began = time.perf_counter()
    backlog: list[np.ndarray] = []
    batch = threading.Thread(target=lambda: backlog.append(small.embed(texts)))
    batch.start()
    waits = []
    while batch.is_alive():
        asked = time.perf_counter()
        np.testing.assert_array_equal(small.embed([texts[0]], query=True)[0], expected[0])
        waits.append(time.perf_counter() - asked)
        time.sleep(0.005)
    batch.join()
    each = (time.perf_counter() - began) / len(texts)
    assert len(waits) > 10
    assert sorted(waits)[len(waits) * 95 // 100] < max(20 * each, 0.1)
    np.testing.assert_allclose(backlog[0][:5], expected, atol=1e-6)


def test_it_loads_again_after_it_was_closed(small: EmbeddedEmbedder) -> None:
    before = small.embed(["the sea"])
    small.close()
    np.testing.assert_array_equal(small.embed(["the sea"]), before)


def test_paraphrases_are_near_and_other_matters_are_far(minilm: EmbeddedEmbedder) -> None:
    pairs = [
        ("A man is eating food.", "Somebody is having a meal."),
        ("Shares dropped on Wall Street.", "The stock market fell sharply today."),
        ("I forgot my login and need a new one.", "How do I reset my password?"),
    ]
    vectors = minilm.embed([text for pair in pairs for text in pair])
    likeness = vectors @ vectors.T
    for n in range(0, len(vectors), 2):
        others = np.delete(likeness[n], [n, n + 1])
        assert likeness[n, n + 1] > 0.5
        assert others.max() < 0.2


def test_the_converted_model_gives_the_numbers_that_its_model_card_shows(minilm: EmbeddedEmbedder) -> None:
    """The first numbers for the card's own example sentence, as near as matrices of 8 bits come to them."""
    vector = minilm.embed(["This is an example sentence"])[0]
    np.testing.assert_allclose(vector[:4], [0.0677, 0.0635, 0.0487, 0.0793], atol=2.5e-3)


def test_a_model_that_answers_is_no_embedder(smollm: Path) -> None:
    with pytest.raises(ModelError, match="is no embedding model"):
        EmbeddedEmbedder(smollm)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPANION_MODELS", str(tmp_path))
    return tmp_path


def test_the_default_is_none_until_there_are_weights(folder: Path) -> None:
    assert default_embedder(Settings()) is None
    convert(*tiny.write(folder), folder / "all-minilm-l6-v2.gguf", name="tiny")
    found = default_embedder(Settings())
    assert found is not None
    assert found.name == "all-minilm-l6-v2"


def changed(path: Path, key: bytes, pooling: int | None) -> Path:
    """The weights with another pooling written into their header, or with none in it."""
    data = path.read_bytes()
    at = data.index(key) + len(key) + 4  # a string, then its type, then the number
    if pooling is None:
        data = data.replace(key, key[:-1] + b"_")
    else:
        data = data[:at] + pooling.to_bytes(4, "little") + data[at + 4 :]
    other = path.with_name(f"pooling-{pooling}.gguf")
    other.write_bytes(data)
    return other


def test_the_states_of_a_text_are_pooled_as_the_file_says(tmp_path: Path) -> None:
    made = tmp_path / "made.gguf"
    convert(*tiny.write(tmp_path), made, name="tiny")
    found = {}
    for pooling, name in ((1, "mean"), (2, "cls"), (3, "last"), (None, "")):
        path = changed(made, b"bert.pooling_type", pooling)
        assert weights.read(path).pooling == name
        embedder = EmbeddedEmbedder(path)
        found[name] = embedder.embed(["the sea", "sea the"])
        embedder.close()
        np.testing.assert_allclose(np.linalg.norm(found[name], axis=1), 1.0, atol=1e-5)
    assert (found["mean"] * found["cls"]).sum(axis=1).max() < 0.999
    assert (found["cls"] * found["last"]).sum(axis=1).max() < 0.999
    np.testing.assert_allclose(found[""], found["mean"], atol=1e-6)


def test_words_that_the_model_wants_go_before_the_text(tmp_path: Path) -> None:
    convert(*tiny.write(tmp_path), tmp_path / "tiny.gguf", name="tiny")
    (tmp_path / "tiny-e5-x.gguf").write_bytes((tmp_path / "tiny.gguf").read_bytes())
    plain, instructed = (
        EmbeddedEmbedder(tmp_path / "tiny.gguf"),
        EmbeddedEmbedder(tmp_path / "tiny-e5-x.gguf"),
    )
    for query, words in ((True, "query: the sea"), (False, "passage: the sea")):
        np.testing.assert_array_equal(instructed.embed(["the sea"], query=query), plain.embed([words]))
    plain.close()
    instructed.close()


def test_settings_can_name_another_or_want_none(folder: Path) -> None:
    for name in ("all-minilm-l6-v2", "other"):
        convert(*tiny.write(folder), folder / f"{name}.gguf", name=name)
    assert default_embedder(replace(Settings(), embedder="none")) is None
    other = default_embedder(replace(Settings(), embedder="other"))
    assert other is not None
    assert other.name == "other"


def test_weights_that_are_broken_are_as_good_as_none(folder: Path) -> None:
    (folder / "all-minilm-l6-v2.gguf").write_bytes(b"GGUF and no more")
    assert default_embedder(Settings()) is None
