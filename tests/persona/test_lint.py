"""An author breaks a persona in every way, and is told where and what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from companion.persona.lint import lint
from tests.persona.conftest import only

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_smallest_persona_is_fine(write: Callable[..., Path], smallest: str) -> None:
    assert lint(write(smallest)) == []


def test_an_unknown_key_says_which_is_meant_or_which_there_are(
    write: Callable[..., Path], smallest: str
) -> None:
    (strange,) = lint(write(smallest + "zzz: Hi\n"))
    assert "The keys here are schema, id, version" in strange.message
    finding = only(lint(write(smallest + "greting: Hi\n")))
    assert (finding.line, finding.column, finding.path) == (10, 1, "greting")
    assert finding.severity == "error"
    assert finding.message == "`greting` is not a key of a persona. Did you mean `greetings`?"


def test_an_unknown_key_deep_inside_is_found_where_it_stands(
    write: Callable[..., Path], smallest: str
) -> None:
    text = smallest + "traits:\n  - name: exact\n  - name: calm\n    strenght: 1\n"
    finding = only(lint(write(text)))
    assert (finding.line, finding.column, finding.path) == (13, 5, "traits[1].strenght")
    assert "`strenght` is not a key in `traits`. Did you mean `strength`?" in finding.message
    assert "The keys here are name, strength, shows_as, opposite." in finding.message


@pytest.mark.parametrize(
    ("line", "path", "says"),
    [
        ("tagline: [a, list]", "tagline", "has to be text, and it is a list"),
        ("tagline: {a: map}", "tagline", "has to be text, and it is a block of keys"),
        ("tagline: 7", "tagline", "it is a number. Put it in quotes"),
        ("tagline: ''", "tagline", "This text is empty"),
        ("tags:", "tags", "and it is empty"),
        ('tagline: "one\\ntwo"', "tagline", "has to be one line"),
        (f"tagline: {'x' * 300}", "tagline", "240 characters are the most"),
        ("voice: yes", "voice", "has to be a block of keys (register, length"),
        ("voice: {length: huge}", "voice.length", "has to be 'terse', 'short', 'medium' or 'long'"),
        ("voice: {do: be kind}", "voice.do", "has to be a list (lines that start with `- `), and it is text"),
        ("traits: [{name: kind, strength: 3}]", "traits[0].strength", "at most 2"),
        ("traits: [{name: kind, strength: 1.5}]", "traits[0].strength", "a whole number"),
        ("traits: [{strength: 1}]", "traits[0].name", "`name` is missing in `traits`"),
        ("traits: [kind]", "traits[0]", "has to be a block of keys (name, strength"),
        ("initiative: {mode: loud}", "initiative.mode", "has to be 'off', 'quiet' or 'normal'"),
        ("initiative: {daily: -1}", "initiative.daily", "at least 0"),
        ("model: {temperature: hot}", "model.temperature", "has to be a number, and it is text"),
        ("model: {temperature: .nan}", "model.temperature", "0"),
        ("model: {api_key: abc}", "model.api_key", "The keys here are temperature, length."),
        ("version: 1.0", "version", "Put it in quotes"),
        ("version: latest", "version", 'A version is a number such as "1"'),
        ("boundaries: [{response: no}]", "boundaries[0].rule", "is missing"),
        ("extends: ../../../etc/passwd", "extends", "An id is made of a-z"),
        ("sources: [7]", "sources[0]", "has to be text"),
        ("mixins: [Dry Wit]", "mixins[0]", "An id is made of a-z"),
        ("partial: maybe", "partial", "has to be true or false, and it is text"),
        ("lore: [{id: sea, text: Salty., key: [sea]}]", "lore[0].key", "is not a key in `lore`"),
        ("lore: [{id: The Sea, text: Salty.}]", "lore[0].id", "An id is made of a-z"),
        ("lore: [{id: sea, text: Salty., regex: '(open'}]", "lore[0].regex", "no regular expression"),
        ("lore: [{id: sea, text: Salty., regex: '(a+)+b'}]", "lore[0].regex", "could take very long"),
        ("lore: [{id: sea, text: Salty., regex: '(a)\\1'}]", "lore[0].regex", "can't refer back"),
        ("initiative: {quiet_hours: 10pm}", "initiative.quiet_hours", 'such as "22:00-07:30"'),
        ("growth: [{part: identity.core}]", "growth[0].part", "has to be 'voice.register'"),
        ("memory: {retention_days: 0}", "memory.retention_days", "at least 1"),
        ("tests: [{name: hi, turns: [], expect: {judged: x}}]", "tests[0].turns", "1 entry at least"),
        ("tests: [{name: hi, turns: [x], expect: {}}]", "tests[0].expect", "`contains`, `not_contains`"),
        (
            "tests: [{name: hi, turns: [x], expect: {matches: ['*']}}]",
            "tests[0].expect.matches[0]",
            "no regular",
        ),
        ("tags: {append: x}", "tags.append", "followed by a list"),
        ("tags: {append: [x], add: [y]}", "tags.add", "no way to change a list"),
        ("tags: {append: [7]}", "tags.append[0]", "has to be text"),
    ],
)
def test_each_mistake_is_named_at_its_place(
    write: Callable[..., Path], smallest: str, line: str, path: str, says: str
) -> None:
    finding = only(lint(write(smallest + line + "\n")))
    assert (finding.line, finding.path, finding.severity) == (10, path, "error")
    assert says in finding.message


def test_lore_that_was_written_for_a_character_card_is_told_as_such(
    write: Callable[..., Path], smallest: str
) -> None:
    findings = lint(write(smallest + "lore:\n  - keys: [sea]\n    content: Salty.\n"))
    assert findings[0].line == 10
    assert "the words in `keys` stand in `any`" in findings[0].message
    assert {f.path for f in findings[1:]} == {"lore[0].id", "lore[0].text", "lore[0].keys", "lore[0].content"}


def test_what_is_missing_is_named_where_it_should_stand(write: Callable[..., Path], smallest: str) -> None:
    findings = lint(
        write(smallest.replace("  first: Hello.", "  late_night: Hello.").replace("id: ada\n", ""))
    )
    assert [(f.line, f.path) for f in findings] == [(1, "id"), (4, "greetings.first")]
    assert [f.message for f in findings] == ["`id` is missing.", "`first` is missing in `greetings`."]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(
    write: Callable[..., Path], smallest: str
) -> None:
    findings = lint(write(smallest.replace("id: ada", "id: Ada") + "zz: 1\ntagline: 2\n"))
    assert [(f.line, f.path) for f in findings] == [(2, "id"), (10, "zz"), (11, "tagline")]
    assert "a-z, 0-9 and hyphens" in findings[0].message


def test_another_version_of_the_format_is_refused(write: Callable[..., Path], smallest: str) -> None:
    assert "has to be 1" in only(lint(write(smallest.replace("schema: 1", "schema: 2")))).message


def test_an_author_is_warned_of_what_was_probably_not_meant(
    write: Callable[..., Path], smallest: str
) -> None:
    text = smallest.replace("id: ada", "id: eda") + "voice:\n  banned_phrases: [Shall We, every time]\n"
    findings = lint(write(text))
    assert {finding.severity for finding in findings} == {"warning"}
    assert [(f.line, f.path) for f in findings] == [
        (2, "id"),
        (6, "greetings.first"),
        (9, "examples[0].answer"),
    ]
    bare = only(lint(write(smallest.split("examples:")[0])))
    assert "two or three exchanges" in bare.message


def test_a_finding_reads_like_a_compilers(write: Callable[..., Path], smallest: str) -> None:
    path = write(smallest + "tagline: 7\n")
    assert str(only(lint(path))) == (
        f"{path}:10:1: error: tagline: This has to be text, and it is a number. Put it in quotes."
    )
