"""A persona built on others: what holds, from where, and what is said when that does not work out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.persona.check import check
from companion.persona.findings import PersonaError
from companion.persona.lint import lint
from companion.persona.load import available, found, load
from companion.persona.resolve import resolve, values

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

PARENT = """\
schema: 1
id: mother
version: "3.1"
name: Mother
tags: [calm, old]
identity: {core: You keep bees., backstory: You grew up by the sea.}
greetings: {first: Hello there., return: You again., late_night: Still up?}
voice:
  register: slow
  length: long
  do: [hum, pause]
traits:
  - {name: patient, strength: 2}
  - {name: stern}
examples:
  - {user: hi, answer: Hello.}
"""


def only(path: Path) -> tuple[str, int, str, str]:
    (finding,) = lint(path)
    return finding.file.rpartition("/")[2], finding.line, finding.path, finding.message


def test_what_a_child_does_not_say_its_parent_says(write: Write) -> None:
    write(PARENT, "mother.yaml")
    child = load(write("schema: 1\nid: ada\nextends: mother\nvoice: {length: terse}\n"))
    assert (child.id, child.name, child.version) == ("ada", "Mother", "1")
    assert (child.voice.length, child.voice.register, child.voice.do) == ("terse", "slow", ("hum", "pause"))
    assert child.greetings.late_night == "Still up?"


def test_a_list_is_replaced_unless_the_file_says_how_to_change_it(write: Write) -> None:
    write(PARENT, "mother.yaml")
    changed = """\
schema: 1
id: ada
extends: mother
tags: [new]
voice:
  do: {append: [wink, hum], prepend: [breathe], remove: [pause]}
traits:
  remove: [stern]
  append: [{name: quick}]
examples: {append: [{user: bye, answer: Go well.}]}
"""
    ada = load(write(changed))
    assert ada.tags == ("new",)
    assert ada.voice.do == ("breathe", "hum", "wink")
    assert [trait.name for trait in ada.traits] == ["patient", "quick"]
    assert [example.user for example in ada.examples] == ["hi", "bye"]


def test_mixins_come_after_the_parent_in_order_and_the_file_itself_last(write: Write) -> None:
    write(PARENT, "mother.yaml")
    write("schema: 1\nid: dry\npartial: true\nvoice: {humour: dry, register: cool}\n", "dry.yaml")
    write("schema: 1\nid: loud\npartial: true\nvoice: {register: loud, length: short}\n", "loud.yaml")
    ada = load(write("schema: 1\nid: ada\nextends: mother\nmixins: [dry, loud]\nvoice: {length: medium}\n"))
    assert (ada.voice.humour, ada.voice.register, ada.voice.length) == ("dry", "loud", "medium")


def test_a_mixin_that_comes_in_twice_adds_its_lines_once(write: Write) -> None:
    write(PARENT + "mixins: [dry]\n", "mother.yaml")
    write("schema: 1\nid: dry\npartial: true\nvoice: {do: {append: [smirk]}}\n", "dry.yaml")
    ada = load(write("schema: 1\nid: ada\nextends: mother\nmixins: [dry]\n"))
    assert ada.voice.do == ("hum", "pause", "smirk")


def test_a_mixin_says_on_what_terms_it_stands_itself_and_not_what_it_is_laid_over(write: Write) -> None:
    write(PARENT + "license: CC0\nsources: [an old book]\n", "mother.yaml")
    write(
        "schema: 1\nid: dry\npartial: true\nlicense: MIT\nsources: [a jest]\nvoice: {humour: dry}\n",
        "dry.yaml",
    )
    ada = load(write("schema: 1\nid: ada\nextends: mother\nmixins: [dry]\n"))
    assert (ada.license, ada.sources, ada.voice.humour) == ("CC0", ("an old book",), "dry")
    alone = load(write("schema: 1\nid: ada\nmixins: [dry]\n" + PARENT.partition('"3.1"\n')[2]))
    assert (alone.license, alone.sources) == (None, ())


def test_a_mixin_that_puts_an_end_to_a_list_of_the_parent_is_warned_of(write: Write) -> None:
    write(PARENT, "mother.yaml")
    write(
        "schema: 1\nid: dry\npartial: true\nvoice: {do: [smirk, hum]}\ntags: [dry, calm, old]\n", "dry.yaml"
    )
    child = write("schema: 1\nid: ada\nextends: mother\nmixins: [dry]\n")
    file, line, path, message = only(child)
    assert (file, line, path) == ("dry.yaml", 4, "voice.do")
    assert "an entry that was there below it" in message
    assert "`append:`" in message
    assert load(child).voice.do == ("smirk", "hum")


def test_a_mixin_may_put_an_end_to_what_it_is_built_on_itself(write: Write) -> None:
    write("schema: 1\nid: base\npartial: true\nvoice: {do: [grin]}\n", "base.yaml")
    write("schema: 1\nid: dry\npartial: true\nextends: base\nvoice: {do: [smirk]}\n", "dry.yaml")
    whole = PARENT.replace("id: mother", "id: ada") + "mixins: [dry]\n"
    assert lint(write(whole.replace("  do: [hum, pause]\n", ""))) == []


def test_the_child_itself_may_put_an_end_to_a_list_without_a_word(write: Write) -> None:
    write(PARENT, "mother.yaml")
    assert lint(write("schema: 1\nid: ada\nextends: mother\nvoice: {do: [wink]}\n")) == []


def test_a_part_that_ships_adds_to_the_parent_and_takes_nothing_from_it(write: Write) -> None:
    marcus, honest = load("marcus"), check(found("honest")).persona
    child = write("schema: 1\nid: brief\nextends: marcus\nmixins: [honest]\n", "brief.yaml")
    brief = load(child)
    assert honest is not None
    assert lint(child) == []
    assert brief.license == marcus.license
    for one in (marcus, honest):
        assert {*one.tests} <= {*brief.tests}
        assert {*one.boundaries} <= {*brief.boundaries}
        assert {*one.initiative.never} <= {*brief.initiative.never}
        assert {*one.memory.never} <= {*brief.memory.never}


def test_beside_the_file_comes_before_your_folder_and_that_before_the_shipped(
    personas: Path, write: Write
) -> None:
    child = "schema: 1\nid: ada\nextends: samantha\n"
    assert load(write(child)).name == "Samantha"
    (personas / "samantha.yaml").write_text(PARENT.replace("id: mother", "id: samantha"))
    assert load(write(child)).name == "Mother"
    write(PARENT.replace("id: mother", "id: samantha").replace("name: Mother", "name: Near"), "samantha.yaml")
    assert load(write(child)).name == "Near"


def test_yours_can_build_on_the_shipped_one_that_it_hides(personas: Path) -> None:
    (personas / "samantha.yaml").write_text(
        "schema: 1\nid: samantha\nextends: samantha\npronouns: they/them\n", encoding="utf-8"
    )
    mine = load("samantha")
    assert (mine.name, mine.pronouns) == ("Samantha", "they/them")


def test_every_value_knows_its_file_its_line_and_what_led_there(write: Write) -> None:
    write("schema: 1\nid: sea\npartial: true\nboundaries:\n  append: [{rule: No nets.}]\n", "sea.yaml")
    write(PARENT + "mixins: [sea]\n", "mother.yaml")
    path = write("schema: 1\nid: ada\nextends: mother\nname: Ada\n")
    found = {value.path: value for value in values(resolve(path))}
    assert (found["name"].value, found["name"].line, found["name"].via) == ("Ada", 4, ())
    assert found["voice.register"].via == ("extends mother",)
    rule = found["boundaries[0].rule"]
    assert (rule.value, rule.line, rule.column) == ("No nets.", 5, 13)
    assert rule.via == ("extends mother", "mixins sea")
    assert rule.file.endswith("sea.yaml")


def test_an_error_in_a_parent_is_told_at_its_place_in_the_parent(write: Write) -> None:
    write(PARENT.replace("length: long", "length: endless"), "mother.yaml")
    child = write("schema: 1\nid: ada\nextends: mother\n")
    assert only(child)[:3] == ("mother.yaml", 10, "voice.length")
    write(PARENT + "version: 2\n", "mother.yaml")
    assert only(child)[:3] == ("mother.yaml", 17, "version")
    write(PARENT.replace("schema: 1", "schema: 2").replace('"3.1"', "latest"), "mother.yaml")
    assert [(f.line, f.path) for f in lint(child)] == [(1, "schema"), (3, "version")]
    with pytest.raises(PersonaError, match=r"mother\.yaml:1:1: error: schema"):
        load(child)


def test_a_fault_in_what_is_appended_is_told_in_the_form(write: Write) -> None:
    write(PARENT, "mother.yaml")
    path = write("schema: 1\nid: ada\nextends: mother\ntraits:\n  append:\n    - {name: odd, strength: 9}\n")
    assert only(path)[:3] == ("ada.yaml", 6, "traits.append[0].strength")


def test_what_is_to_be_taken_out_and_is_not_there_is_warned_of(write: Write) -> None:
    write(PARENT, "mother.yaml")
    path = write("schema: 1\nid: ada\nextends: mother\ntags: {remove: [cold]}\ntraits: {remove: [vain]}\n")
    assert [(f.line, f.path, f.severity) for f in lint(path)] == [
        (4, "tags.remove[0]", "warning"),
        (5, "traits.remove[0]", "warning"),
    ]
    assert "`name`" in lint(path)[1].message


def test_a_parent_that_is_not_there_is_named_with_the_nearest(personas: Path, write: Write) -> None:
    write(PARENT, "mother.yaml")
    file, line, path, message = only(write("schema: 1\nid: ada\nextends: mothre\n"))
    assert (file, line, path) == ("ada.yaml", 3, "extends")
    assert "There is no persona “mothre” to build on. Did you mean mother?" in message
    assert "samantha" in message
    assert "can't be built on itself" in only(write("schema: 1\nid: ada\nextends: ada\n"))[3]
    assert only(write("schema: 1\nid: ada\nmixins: [mother, nobody]\n"))[2] == "mixins[1]"


def test_a_circle_is_told_in_full_where_it_begins(write: Write) -> None:
    write("schema: 1\nid: b\nmixins: [c]\n", "b.yaml")
    write("schema: 1\nid: c\nextends: a\n", "c.yaml")
    a = write("schema: 1\nid: a\nname: A\nextends: b\n", "a.yaml")
    assert only(a) == ("a.yaml", 4, "extends", "This goes in a circle: a → b → c → a. Take one of these out.")
    outside = write("schema: 1\nid: d\nextends: a\n", "d.yaml")
    assert only(outside)[:3] == ("a.yaml", 4, "extends")


def test_a_chain_has_an_end(write: Write) -> None:
    for number in range(12):
        write(f"schema: 1\nid: p{number}\nextends: p{number + 1}\n", f"p{number}.yaml")
    write(PARENT, "p12.yaml")
    assert "6 files in a row" in only(write("schema: 1\nid: ada\nextends: p0\n"))[3]
    assert lint(write("schema: 1\nid: ada\nextends: p7\n")) == []
    for number in range(5):
        four = "".join(f", m{number + 1}" for _ in range(8))[2:]
        write(f"schema: 1\nid: m{number}\npartial: true\nmixins: [{four}]\n", f"m{number}.yaml")
    write("schema: 1\nid: m5\npartial: true\n", "m5.yaml")
    assert "24 in all" in lint(write("schema: 1\nid: ada\nextends: p12\nmixins: [m0]\n"))[0].message


def test_a_part_for_mixins_need_not_be_whole_and_can_not_be_chosen(personas: Path) -> None:
    part = personas / "dry.yaml"
    part.write_text("schema: 1\nid: dry\npartial: true\ngreetings: {return: Hm.}\n", encoding="utf-8")
    assert lint(part) == []
    assert "dry" not in {listed.name for listed in available()}
    with pytest.raises(PersonaError, match="a part for others' `mixins`"):
        load("dry")
    part.write_text("schema: 1\npartial: true\nvoice: {length: x}\n", encoding="utf-8")
    assert {finding.path for finding in lint(part)} == {"id", "voice.length"}


def test_a_broken_parent_says_what_is_wrong_with_it_and_nothing_else(write: Write) -> None:
    write("schema: 1\nid: mother\nname: [\n", "mother.yaml")
    path = write("schema: 1\nid: ada\nextends: mother\n")
    assert only(path)[0] == "mother.yaml"
    assert check(path).persona is None


def test_what_belongs_to_others_is_kept_and_not_looked_at(write: Write, smallest: str) -> None:
    foreign = """\
x_card: {spec: chara_card_v3, data: [1, {deep: true}]}
voice: {x_pitch: 7, length: short}
traits: [{name: odd, x_seen: [a]}]
lore: [{id: sea, text: Salty., any: [sea], x_position: before_char}]
"""
    ada = load(write(smallest + foreign))
    assert ada.extras == {
        "x_card": {"spec": "chara_card_v3", "data": [1, {"deep": True}]},
        "voice.x_pitch": 7,
        "traits[0].x_seen": ["a"],
        "lore[0].x_position": "before_char",
    }
    assert ada.voice.length == "short"
    assert hash(ada) == hash(load(write(smallest + foreign)))
    child = load(write("schema: 1\nid: eve\nextends: ada\nvoice: {x_pitch: 8}\n", "eve.yaml"))
    assert (child.extras["voice.x_pitch"], child.extras["x_card"]["spec"]) == (8, "chara_card_v3")
