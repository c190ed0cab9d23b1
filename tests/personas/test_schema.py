"""The schema that editors read says what the program says, and editors do what one hopes for."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from companion.persona import jsonschema
from companion.persona.check import check
from companion.persona.schema import keys_at

if TYPE_CHECKING:
    from tests.personas.editor import Editor

SHIPPED = sorted(Path(str(resources.files("personas"))).glob("*.yaml"))
MODELINE = "# yaml-language-server: $schema=persona.schema.json\n"
WHOLE = MODELINE + "schema: 1\nid: ada\nname: Ada\nidentity: {core: You count.}\ngreetings: {first: Hello.}\n"
CHILD = MODELINE + "schema: 1\nid: ada\nextends: samantha\n"

GOOD = [
    WHOLE,
    CHILD,
    CHILD + "mixins: [marcus]\ngreetings: {return: Hm.}\nidentity: {backstory: None to speak of.}\n",
    CHILD + "tags: {append: [a], prepend: [b]}\nvoice: {do: {append: [hum]}}\n",
    CHILD + "traits: {remove: [curious], append: [{name: odd, x_seen: 1}]}\n",
    MODELINE + "schema: 1\nid: ada\npartial: true\nvoice: {length: terse}\n",
    WHOLE + "x_card: {any: [thing]}\nvoice: {x_pitch: 3}\ntagline:\n",
    WHOLE + "lore: [{id: sea, text: Salty., any: [sea], not: [land], regex: 'a+', always: false}]\n",
    WHOLE + "initiative: {mode: off, quiet_hours: 22:00-07:30, topics: [tea]}\n",
    WHOLE + "growth: [{part: voice.length, approval: false, limit: 2}]\nmemory: {retention_days: 9}\n",
    WHOLE + "tests: [{name: hi, turns: [hi], expect: {contains: [hello]}}]\nsources: [a book]\n",
]
BAD = [
    MODELINE + "schema: 1\nid: ada\nname: Ada\n",
    WHOLE.replace("schema: 1", "schema: 2"),
    WHOLE.replace("id: ada", "id: Ada B"),
    WHOLE + "greting: hi\n",
    WHOLE + "voice: {length: huge}\n",
    WHOLE + "voice: {lenght: short}\n",
    WHOLE + "voice: text\n",
    WHOLE + "tags: one\n",
    WHOLE + "tags: [7]\n",
    WHOLE + "tags: {append: [7]}\n",
    WHOLE + "tags: {append: [a], push: [b]}\n",
    WHOLE + "mixins: {append: [a]}\n",
    WHOLE + "traits: [{name: kind, strength: 3}]\n",
    WHOLE + "traits: [{strength: 1}]\n",
    WHOLE + "traits: {append: [{strength: 1}]}\n",
    WHOLE + "lore: [{id: sea, text: Salty., any: {append: [sea]}}]\n",
    WHOLE + f"lore: [{{id: sea, text: Salty., regex: {'x' * 201}}}]\n",
    WHOLE + "initiative: {quiet_hours: late}\n",
    WHOLE + "growth: [{part: identity.core}]\n",
    WHOLE + "tests: [{name: hi, turns: [], expect: {judged: x}}]\n",
    WHOLE + "tests: [{name: hi, turns: [x]}]\n",
    WHOLE + "model: {temperature: hot}\n",
    WHOLE + "model: {temperature: 3}\n",
    WHOLE + f"tagline: {'x' * 241}\n",
    CHILD + "greetings: {first: 7}\n",
]


def test_the_file_is_what_the_code_makes() -> None:
    written = jsonschema.path().read_text(encoding="utf-8")
    assert written == jsonschema.text(), "Write it anew: make schema"


def test_every_key_of_the_program_is_in_it_with_its_meaning() -> None:
    made = json.loads(jsonschema.text())
    assert list(made["properties"]) == keys_at(())
    for block in (made, *made["definitions"].values()):
        assert all(held["description"] for held in block["properties"].values())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_shipped_persona_names_it_in_its_first_line(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith(MODELINE)
    assert (path.parent / "persona.schema.json").is_file()


def test_an_editor_and_the_program_agree_on_what_is_right(editor: Editor, home: Path) -> None:
    file = editor.folder / "ada.yaml"
    for text, right in [*((text, True) for text in GOOD), *((text, False) for text in BAD)]:
        file.write_text(text, encoding="utf-8")
        wrong = [finding for finding in check(file).findings if finding.severity == "error"]
        assert (not wrong) is right, (text, wrong)
        underlined = editor.underlined(editor.open(f"{abs(hash(text))}.yaml", text))
        assert (not underlined) is right, (text, underlined)


def test_an_editor_underlines_nothing_in_the_shipped_ones(editor: Editor) -> None:
    for path in SHIPPED:
        assert editor.underlined(editor.open(path.name, path.read_text(encoding="utf-8"))) == []


def test_an_editor_underlines_a_wrong_key_where_it_stands(editor: Editor) -> None:
    (wrong,) = editor.underlined(editor.open("ada.yaml", WHOLE + "voice:\n  lenght: short\n"))
    assert wrong[0] == 8
    assert "lenght" in wrong[1]


def test_an_editor_completes_keys_and_values_and_tells_what_they_mean(editor: Editor) -> None:
    uri = editor.open("ada.yaml", WHOLE + "voice:\n  \n  length: \n")
    editor.underlined(uri)
    keys = editor.offered(uri, 8, 3)
    assert "Habits of speech." in keys["do"]
    assert "length" not in keys
    assert {"terse", "short", "medium", "long"} <= editor.offered(uri, 9, 11).keys()
    assert "boundaries" in editor.offered(uri, 10, 1)
    assert "How it sounds." in editor.told(uri, 7, 2)
