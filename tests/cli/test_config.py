"""`companion config`: seeing settings, and changing one to something that can be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_every_setting_with_where_it_comes_from(companion: Run, home: Path, terminal: Run) -> None:
    home.mkdir()
    (home / "config.toml").write_text('name = "Zoë"\n[deadlines]\ngap = 7\n', encoding="utf-8")
    done = companion("config", env={"COMPANION_API_KEY": "sk-secret"})
    rows = {line.split()[0]: line.split(maxsplit=2)[1:] for line in done.out.splitlines()}
    assert rows["name"] == ["config.toml", "Zoë"]
    assert rows["model"] == ["environment", "scripted"]
    assert rows["window"] == ["default", "-"]
    assert rows["deadlines"][1] == "connect 5 s, first_token 60 s, gap 7 s, total 600 s"
    assert "sk-secret" not in done.out + done.err
    assert str(home / "config.toml") in done.err
    found = companion("config", "--json").json()
    assert found["name"] == {"value": "Zoë", "from": "config.toml"}
    assert found["deadlines"]["value"]["gap"] == 7
    assert max(map(len, terminal("config").out.splitlines()[:-1])) <= 80


def test_one_setting_alone_for_scripts(companion: Run) -> None:
    assert companion("config", "persona").out == "samantha\n"
    assert companion("config", "name").out == ""
    assert companion("config", "persona", "--json").json() == {
        "persona": {"value": "samantha", "from": "default"}
    }


def test_a_change_is_kept_with_the_rest_of_the_file(companion: Run, home: Path) -> None:
    home.mkdir()
    file = home / "config.toml"
    file.write_text("# mine\nwindow = 4096 # small\n", encoding="utf-8")
    for key, value in (
        ("name", " Zoë "),
        ("persona", "marcus"),
        ("theme", "samantha-light"),
        ("window", "8192"),
    ):
        done = companion("config", key, value)
        assert (done.code, done.out, done.err) == (0, "", "")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# mine\nwindow = 8192")
    assert 'name = "Zoë"' in text
    assert companion("config", "base_url", "http://127.0.0.1:9/v1").code == 0
    assert companion("config", "embedder", "none").code == 0
    assert companion("config", "embedder").out == "none\n"


def test_a_file_is_named_so_that_it_is_found_from_everywhere(
    companion: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = Path(companion("persona", "list", "--json").json()[0]["path"])
    (tmp_path / shipped.name).write_bytes(shipped.read_bytes())
    assert companion("config", "persona", f"./{shipped.name}").code == 0
    assert companion("config", "persona").out == f"{tmp_path / shipped.name}\n"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("dance", "yes"),
        ("deadlines", "3"),
        ("now", "2026-01-01"),
        ("window", "many"),
        ("window", "5"),
        ("window", "٣٠٠٠"),
        ("window", "9" * 30),
        ("persona", "nobody"),
        ("persona", ""),
        ("base_url", "nonsense"),
        ("base_url", "ftp://127.0.0.1/"),
        ("name", ""),
        ("name", "Zoë\x1b[2J"),
        ("theme", "neon"),
        ("embedder", "no-such-weights"),
        ("model", "no-such-model"),
        ("api_key", "sk-secret"),
    ],
)
def test_what_can_not_be_is_refused_with_2(companion: Run, home: Path, key: str, value: str) -> None:
    done = companion("config", key, value)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    assert "sk-secret" not in done.err
    assert not (home / "config.toml").exists()


def test_asking_for_a_setting_that_is_not_there_is_wrong_usage(companion: Run) -> None:
    done = companion("config", "dance")
    assert done.code == 2
    assert "The settings are model, base_url" in done.err


def test_a_file_that_can_not_be_read_is_not_written_over(companion: Run, home: Path) -> None:
    home.mkdir()
    file = home / "config.toml"
    file.write_text("name = ][\n", encoding="utf-8")
    assert companion("config", "name", "Zoë").code == 2
    assert file.read_text(encoding="utf-8") == "name = ][\n"
    file.unlink()
    file.mkdir()
    assert companion("config", "name", "Zoë").code == 2


def test_a_change_that_the_environment_overrules_says_so(companion: Run) -> None:
    done = companion("config", "persona", "marcus", env={"COMPANION_PERSONA": "fitch"})
    assert done.code == 0
    assert "unset COMPANION_PERSONA" in done.err


def test_an_embedder_of_a_server_needs_its_address_first(companion: Run, home: Path) -> None:
    early = companion("config", "embedder", "endpoint:some-model")
    assert early.code == 2
    assert "embedder_url" in early.err
    assert companion("config", "embedder_url", "http://127.0.0.1:9/v1").code == 0
    assert companion("config", "embedder", "endpoint:some-model").code == 0
    assert companion("config", "embedder").out == "endpoint:some-model\n"


def test_the_key_of_an_embedder_is_neither_shown_nor_written(companion: Run, home: Path) -> None:
    secret = "sk-of-the-embedder"
    refused = companion("config", "embedder_key", secret)
    assert refused.code == 2
    assert "COMPANION_EMBEDDER_KEY" in refused.err
    shown = companion("config", env={"COMPANION_EMBEDDER_KEY": secret})
    assert "(set, not shown)" in shown.out
    assert secret not in shown.out + shown.err + refused.err


@pytest.mark.parametrize("days", ["-1", "x", "1.5", "99999", "९"])
def test_a_retention_that_is_no_number_of_days_is_refused(companion: Run, home: Path, days: str) -> None:
    done = companion("config", "--", "retention_days", days)
    assert done.code == 2
    assert "0 to keep everything" in done.err
    assert companion("config", "retention_days", "365").code == 0
