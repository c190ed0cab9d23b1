"""An author is warned of what is allowed and yet probably not meant, and not of what is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.models.tokens import count
from companion.persona.lint import lint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]


def warned(path: Path) -> list[tuple[str, str]]:
    findings = lint(path, count)
    assert all(finding.severity == "warning" for finding in findings), findings
    return [(finding.path, finding.message) for finding in findings]


@pytest.mark.parametrize(
    ("lines", "path", "says"),
    [
        ("traits: [{name: calm}, {name: Calm, strength: -1}]", "traits[1]", "once for and once against"),
        ("traits: [{name: calm}, {name: calm, strength: 2}]", "traits[1]", "twice. Keep one"),
        ("traits: [{name: calm, opposite: wild}, {name: wild}]", "traits[1]", "opposite of `calm`"),
        ("traits: [{name: wild}, {name: calm, opposite: wild}]", "traits[1]", "opposite of `wild`"),
        ("voice: {banned_phrases: [what shall we]}", "greetings.first", "`voice.banned_phrases` forbids"),
        ("lore: [{id: a, text: x}]", "lore[0]", "Nothing brings this in"),
        ("lore: [{id: a, text: x, any: [sea], not: [Sea]}]", "lore[0].any", "can never come in"),
        ("lore: [{id: a, text: x, all: [sea, air], not: [air]}]", "lore[0].all", "has to be said, and must"),
        ("lore: [{id: a, text: x, any: [sea, The]}]", "lore[0].any[1]", "said all the time"),
        ("lore: [{id: a, text: x, any: ['*']}]", "lore[0].any[0]", "said all the time"),
        ("lore: [{id: a, text: x, regex: 'a*'}]", "lore[0].regex", "matches where nothing is"),
        ("lore: [{id: a, text: x, always: true, any: [b]}]", "lore[0].always", "whatever was said"),
        ("lore: [{id: a, text: x, any: [b]}, {id: a, text: y, any: [c]}]", "lore[0].id", "its own id"),
        (f"lore: [{{id: a, text: {'word ' * 30}, any: [b], tokens: 20}}]", "lore[0].text", "gives itself 20"),
        (
            "tagline: ok\nboundaries: [{rule: 'Not {{topic}}.'}]",
            "boundaries[0].rule",
            "{{user}} and {{char}}",
        ),
        ("memory: {never: [my health, what is said]}", "memory.never[1]", "names nothing"),
        ("memory: {remember: [anything, and everything]}", "memory.remember[1]", "names nothing"),
        ("voice: {do: ['greet {name}']}", "voice.do[0]", "Nothing is put in for {name}"),
    ],
)
def test_each_oddity_is_told_at_its_place(
    write: Write, smallest: str, lines: str, path: str, says: str
) -> None:
    key = lines.partition(":")[0]
    rest = "\n".join(line for line in smallest.splitlines() if not line.startswith(f"{key}:"))
    found = warned(write(f"{rest}\n{lines}\n"))
    assert path in {at for at, _ in found}
    assert any(says in message for _, message in found)


@pytest.mark.parametrize(
    "lines",
    [
        "traits: [{name: calm, opposite: wild}, {name: wild, strength: -1}, {name: quick}]",
        "lore: [{id: a, text: x, any: [the sea, seagull*]}, {id: b, text: y, always: true}]",
        "lore: [{id: a, text: x, any: [the], all: [sea]}]",
        "lore: [{id: a, text: x, any: [sea], regex: 'c+', not: [sea]}]",
        "lore: [{id: a, text: x, regex: '\\bsea\\b'}]",
        "boundaries: [{rule: 'Greet {{user}} as {{char}}, and keep {a b} and {1}.'}]",
        "voice: {length: terse, dont: [shout]}",
    ],
)
def test_what_is_meant_so_is_let_pass(write: Write, smallest: str, lines: str) -> None:
    assert warned(write(smallest + lines + "\n")) == []


def test_a_greeting_keeps_to_the_voice(write: Write, smallest: str) -> None:
    long = smallest.replace("Hello. What", "Hello! " + "And so on and on. " * 6 + "What")
    ((path, message),) = warned(write(long + "voice: {length: terse}\n"))
    assert path == "greetings.first"
    assert "36 words; in a voice that is terse, 25 are the most" in message
    assert warned(write(long + "voice: {length: medium}\n")) == []
    assert warned(write(long + "voice: {length: long}\n")) == []
    ((path, message),) = warned(write(long + "voice: {length: short, dont: [exclamation marks]}\n"))
    assert "an exclamation mark in this, which `voice.dont` rules out" in message


def test_two_tests_have_two_names(write: Write, smallest: str) -> None:
    one = "{name: hi, turns: [hi], expect: {judged: ok}}"
    assert [path for path, _ in warned(write(smallest + f"tests: [{one}, {one}]\n"))] == [
        "tests[0].name",
        "tests[1].name",
    ]


def test_a_heavy_persona_is_told_where_its_weight_is(write: Write, smallest: str) -> None:
    heavy = "".join(f"  - {{user: {'word ' * 30}, answer: {'again ' * 40}}}\n" for _ in range(18))
    ((path, message),) = warned(write(smallest + heavy))
    assert path == ""
    assert "% of a 4k window; 25% leave room to talk. Most of it is in `examples`." in message
    assert lint(write(smallest + heavy)) == []


def test_a_warning_about_a_parents_value_is_told_in_the_parent(write: Write, smallest: str) -> None:
    write(smallest.replace("id: ada", "id: eve") + "lore: [{id: a, text: x}]\n", "eve.yaml")
    (finding,) = lint(write("schema: 1\nid: ada\nextends: eve\n"))
    assert finding.file.endswith("eve.yaml")
    assert (finding.line, finding.path) == (10, "lore[0]")


@pytest.mark.parametrize(
    ("keys", "path", "said"),
    [
        ("any: [rose], not: ['rose*']", "lore[0].any", "can never come in"),
        ("all: [red rose], not: [rose]", "lore[0].all", "can never come in"),
        ("all: [the]", "lore[0].all", "nearly always"),
        ("regex: '.'", "lore[0].regex", "any letter"),
        ("regex: '\\w'", "lore[0].regex", "any letter"),
        ("any: [rose], not: [the]", "lore[0].not[0]", "hardly ever"),
    ],
)
def test_lore_that_never_or_always_fires_is_seen(
    write: Write, smallest: str, keys: str, path: str, said: str
) -> None:
    (finding,) = lint(write(smallest + f"lore: [{{id: a, text: Roses., {keys}}}]\n"))
    assert (finding.path, said in finding.message) == (path, True)


def test_a_habit_can_not_be_both_had_and_left_undone(write: Write, smallest: str) -> None:
    voice = "voice: {do: [count aloud], dont: [hum, Count aloud]}\n"
    (finding,) = lint(write(smallest + voice))
    assert (finding.path, "Keep one" in finding.message) == ("voice.dont[1]", True)


def test_no_answer_has_what_it_must_not_have(write: Write, smallest: str) -> None:
    expect = "{contains: [a red foo], not_contains: [bar, foo]}"
    (finding,) = lint(write(smallest + f"tests: [{{name: a, turns: [b], expect: {expect}}}]\n"))
    assert (finding.path, "can never pass" in finding.message) == ("tests[0].expect.contains[0]", True)
