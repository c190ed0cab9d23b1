"""Settings: what beats what, and a sentence for everything that can't be one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from companion import config
from companion.config import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


def write(home: Path, text: str) -> None:
    home.mkdir(exist_ok=True)
    (home / "config.toml").write_text(text, encoding="utf-8")


def test_a_flag_beats_the_environment_which_beats_the_file(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert config.load().persona == "samantha"
    write(home, 'persona = "fitch"\nmodel = "from-file"')
    monkeypatch.setenv("COMPANION_PERSONA", "marcus")
    settings = config.load(model="from-flag", base_url=None)
    assert (settings.persona, settings.model, settings.base_url) == ("marcus", "from-flag", None)
    assert settings.origins == {"persona": "environment", "model": "flag"}


def test_our_own_variables_beat_those_that_others_read_too(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-all")
    assert config.load().api_key == "sk-of-all"
    monkeypatch.setenv("COMPANION_API_KEY", "sk-of-ours")
    assert config.load().api_key == "sk-of-ours"
    assert "sk-" not in repr(config.load())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('window = "a"', "window"),
        ("window = true", "window"),
        ("window = 1.5", "window"),
        ("window = -5", "512"),
        ("window = 999999999999999999999999", "10,000,000"),
        ("model = []", "model"),
        ("model = 1979-05-27", "model"),
        ("persona = {}", "persona"),
        ('name = "a\\nb"', "one line"),
        ('name = "' + "n" * 100_000 + '"', "60 letters"),
        ("embedder = 3", "embedder"),
        ("deadlines = 3", "deadlines"),
        ("[deadlines]\nsome = 1", "first_token"),
        ("[deadlines]\ntotal = nan", "deadlines.total"),
        ("[deadlines]\ntotal = inf", "deadlines.total"),
        ("[deadlines]\ntotal = 1" + "0" * 400, "deadlines.total"),
        ("[deadlines]\ntotal = true", "deadlines.total"),
        ("colour = 1", "no setting 'colour'"),
        ("a = [", "not valid TOML"),
        ("a = " + "[" * 100_000, "nested"),
    ],
)
def test_a_file_that_says_what_can_not_be(home: Path, text: str, word: str) -> None:
    write(home, text)
    with pytest.raises(ConfigError, match=word) as refused:
        config.load()
    assert "config.toml" in str(refused.value)
    assert len(str(refused.value)) < 100_500


def test_a_file_that_is_no_text_or_no_file(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="can't be read"):
        config.load()
    (home / "config.toml").unlink()
    (home / "config.toml").mkdir()
    with pytest.raises(ConfigError, match="can't be read"):
        config.load()


@pytest.mark.parametrize("now", ["soon", "9999-12-31T23:59:59-14:00", "0001-01-01", "2026-05-04T24:00:00"])
def test_a_clock_that_shows_no_time(home: Path, monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    monkeypatch.setenv("COMPANION_NOW", now)
    with pytest.raises(ConfigError, match="ISO time"):
        config.load()


@pytest.mark.parametrize("now", ["2026-05-04T09:30:00+05:45", "2026-05-04 09:30:00+05:45"])
def test_a_clock_keeps_its_zone(home: Path, monkeypatch: pytest.MonkeyPatch, now: str) -> None:
    monkeypatch.setenv("COMPANION_NOW", now)
    assert config.load().clock() == datetime.fromisoformat(now)
    assert config.load().clock().utcoffset() == timedelta(hours=5, minutes=45)


def test_where_an_embedder_is_and_how_long_things_are_kept(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text(
        'embedder = "endpoint:m"\nembedder_url = "http://127.0.0.1:9/v1"\nretention_days = 365\n'
    )
    settings = config.load()
    assert (settings.embedder, settings.embedder_url) == ("endpoint:m", "http://127.0.0.1:9/v1")
    assert settings.retention_days == 365
    assert settings.base_url is None  # the one has nothing to do with the other
    for wrong in ("-1", "36501", '"a year"', "true"):
        (home / "config.toml").write_text(f"retention_days = {wrong}\n")
        with pytest.raises(config.ConfigError, match="retention_days has to be"):
            config.load()


def test_the_key_of_an_embedder_comes_from_its_own_variable(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-chat")
    assert config.load().embedder_key is None
    monkeypatch.setenv("COMPANION_EMBEDDER_KEY", "sk-vectors")
    assert config.load().embedder_key == "sk-vectors"
    assert "sk-" not in repr(config.load())
