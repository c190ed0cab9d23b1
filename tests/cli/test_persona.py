"""`companion persona`: who there is, what the model is told of them, and what is wrong with a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SHIPPED = Path(__file__).parents[2] / "personas"


def test_those_that_ship_and_your_own(companion: Run, home: Path) -> None:
    folder = home / "personas"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text("id: mine\nnope: \x1b[2J\n", encoding="utf-8")
    listed = companion("persona", "list", env={"COMPANION_PERSONA": "marcus"})
    rows = {line[3:].split()[0]: line for line in listed.out.splitlines()}
    assert {"samantha", "marcus", "fitch", "mine"} <= rows.keys()
    assert rows["marcus"].startswith("*")
    assert rows["samantha"].startswith(" ")
    assert "yours" in rows["mine"]
    assert "\x1b" not in listed.out
    found = {row["name"]: row for row in companion("persona", "list", "--json").json()}
    assert found["mine"]["problem"]
    assert found["samantha"]["problem"] is None
    assert found["mine"]["path"] == str(folder / "mine.yaml")


def test_show_is_what_the_model_is_told(companion: Run) -> None:
    assert companion("persona", "show").out.startswith("You are Samantha")
    assert companion("persona", "show", str(SHIPPED / "marcus.yaml")).out.startswith("You are Marcus")
    assert companion("persona", "show", "fitch", "--json").json()["id"] == "fitch"


def test_one_that_is_not_there_ends_with_1(companion: Run, tmp_path: Path) -> None:
    for name in ("samanta", str(tmp_path), "~nobody/x.yaml", "x" * 5000, " "):
        done = companion("persona", "show", name)
        assert (done.code, done.out) == (1, "")
        assert "There is no persona" in done.err
    assert "Did you mean samantha?" in companion("persona", "show", "samanta").err


def test_lint_says_where_and_ends_with_1_on_an_error(companion: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("id: bad\nname: Bad\ngreting: hello\n", encoding="utf-8")
    done = companion("persona", "lint", str(bad))
    assert done.code == 1
    assert f"{bad}:3:1: error: greting: " in done.out
    lines = companion("persona", "lint", str(bad), str(tmp_path / "none.yaml"), str(tmp_path), "--json")
    findings = [json.loads(line) for line in lines.out.splitlines()]
    assert lines.code == 1
    assert {finding["file"] for finding in findings} == {str(bad), str(tmp_path / "none.yaml"), str(tmp_path)}
    assert findings[0].keys() == {"file", "line", "column", "path", "severity", "message"}


def test_lint_takes_a_name_for_the_file_of_that_persona(companion: Run, home: Path, tmp_path: Path) -> None:
    companion("persona", "new", "ada")
    assert companion("persona", "lint", "ada").err.startswith(f"{home / 'personas' / 'ada.yaml'}: nothing to")
    (tmp_path / "ada").write_text("id: [")
    assert companion("persona", "lint", "ada", cwd=tmp_path).code == 1, "a file that is there is meant"
    done = companion("persona", "lint", "adda")
    assert done.code == 1
    assert "There is no persona “adda”. Did you mean ada?" in done.err


def test_lint_goes_on_after_a_name_that_there_is_not_and_looks_at_each_once(companion: Run) -> None:
    told = companion("persona", "lint", "nobody", "pip", "fitch", "pip")
    assert told.code == 1
    assert "There is no persona “nobody”" in told.err
    assert told.err.count("nothing to complain of") == 2


def test_lint_is_content_with_those_that_ship(companion: Run) -> None:
    files = [str(path) for path in sorted(SHIPPED.glob("*.yaml"))]
    done = companion("persona", "lint", *files)
    assert (done.code, done.out) == (0, "")
    assert done.err.count("nothing to complain of") == len(files) >= 3
    assert "tokens in every prompt" in done.err
    assert companion("persona", "lint", "--json", *files).out == ""
    assert companion("persona", "lint").code == 2
