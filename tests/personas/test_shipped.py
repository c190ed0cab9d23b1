"""The personas that ship: whole, without a warning, honest, and worth a first answer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

import personas
from companion.models.tokens import count
from companion.persona.lint import lint
from companion.persona.load import available, load
from companion.persona.lore import fired
from companion.persona.persona import Moment, Persona
from companion.persona.render import examples, render
from companion.safety.crisis import in_crisis
from companion.safety.disclosure import DISCLOSURE, asks_if_human, floor
from companion.safety.sanitize import sanitize

SHIPPED = sorted(Path(str(resources.files("personas"))).glob("*.yaml"))
PARTS = ("honest",)


@pytest.fixture(params=[path for path in SHIPPED if path.stem not in PARTS], ids=lambda path: path.stem)
def persona(request: pytest.FixtureRequest) -> Persona:
    return load(request.param)


def test_samantha_and_four_others_ship(home: Path) -> None:
    assert {listed.name for listed in available()} == {"samantha", "marcus", "fitch", "pip", "mabel"}
    assert all(listed.tagline and listed.problem is None for listed in available())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_lints_without_a_word(path: Path) -> None:
    assert [str(finding) for finding in lint(path, count)] == []


def test_each_fits_beside_the_floor_in_a_small_models_patience(persona: Persona) -> None:
    shown = "\n".join(user + "\n" + answer for user, answer in examples(persona))
    assert count(floor()) + count(render(persona, "Jonas")) + count(shown) <= 900


def test_each_says_what_its_answers_must_be_like(persona: Persona) -> None:
    assert 4 <= len(persona.tests) <= 6
    asked = [test for test in persona.tests if asks_if_human(test.turns[-1])]
    assert all("AI" in test.expect.contains for test in asked)
    assert asked


def test_each_answers_to_its_own_tests_where_the_floor_does(persona: Persona) -> None:
    for test in persona.tests:
        if asks_if_human(test.turns[-1]):
            assert all(text in DISCLOSURE for text in test.expect.contains)


def test_lore_of_each_comes_in_for_some_words_and_not_for_a_greeting(persona: Persona) -> None:
    for entry in persona.lore:
        word = (entry.any or entry.all)[0].rstrip("*")
        assert entry in fired(persona.lore, [f"Shall we talk of {word} now?"])
    assert fired(persona.lore, ["Hello, how are you today?"]) == ()


def test_two_are_laid_over_what_holds_for_both(home: Path) -> None:
    for name in ("pip", "mabel"):
        made = load(name)
        assert "passwords and PINs" in made.memory.never
        assert any("please" in boundary.rule for boundary in made.boundaries)
        assert made.tests[0].name == "says that it is an AI"


def test_each_is_harmless_on_a_terminal(persona: Persona) -> None:
    said = [render(persona, None), *(persona.greeting(moment) for moment in get_args(Moment))]
    assert all(sanitize(text) == text for text in said)


def test_each_says_that_it_is_an_ai_at_once_and_when_asked(persona: Persona) -> None:
    assert "AI" in persona.greeting("first")
    answers = [answer for user, answer in examples(persona) if asks_if_human(user)]
    assert answers
    assert all("AI" in answer for answer in answers)


def test_each_shows_small_models_how_to_forget_to_disagree_and_to_part(persona: Persona) -> None:
    notes = {example.note for example in persona.examples if example.note}
    shown = " ".join(answer for _, answer in examples(persona)).lower()
    assert "No made-up memories." in notes
    assert any("isagrees" in note for note in notes)
    assert any(word in shown for word in ("go, go", "bye", "then go"))


def test_each_greeting_is_its_own_and_asks_for_an_answer(persona: Persona) -> None:
    greetings = {persona.greeting(moment) for moment in get_args(Moment)}
    assert len(greetings) == len(get_args(Moment))
    assert all(greeting.rstrip().endswith(("?", "choice.", "carry.")) for greeting in greetings)
    assert not any(in_crisis(greeting) for greeting in greetings)


def test_each_answer_asks_one_question_at_most(persona: Persona) -> None:
    for _, answer in examples(persona):
        assert answer.count("?") - answer.startswith("Again?") <= 1, answer


def test_they_are_found_where_a_wheel_puts_them(tmp_path: Path) -> None:
    """The packages alone, copied as a wheel lays them out, and run from elsewhere with nothing editable."""
    root = Path(personas.__file__).parent.parent
    for package in ("companion", "memory", "personas"):
        shutil.copytree(root / package, tmp_path / "site" / package)
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r});"
        "from companion.persona.load import available, load;"
        "print(load('samantha').name, available()[0].path)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"Samantha {tmp_path / 'site' / 'personas'}")
