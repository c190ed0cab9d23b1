"""An author breaks a persona in every way, and is told where and what would be right."""

from __future__ import annotations

import os
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.persona.lint import lint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from companion.persona.findings import Finding


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, [str(finding) for finding in findings]
    return findings[0]


def test_the_smallest_persona_is_fine(write: Callable[..., Path], smallest: str) -> None:
    assert lint(write(smallest)) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "# a comment\n" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: "---\n" + text + "...\n",
        lambda text: text.replace("name: Ada", 'name: "Zoë ❤\ufe0f 👩\u200d💻"'),
        lambda text: text + "tagline:\npronouns: null\n",
        lambda text: text + "initiative: {mode: off, daily: 0}\nmodel: {temperature: 1, length: 200}\n",
    ],
    ids=[
        "a comment",
        "Windows line ends",
        "byte order mark",
        "document marks",
        "accents and emoji",
        "left empty",
        "more keys",
    ],
)
def test_what_is_harmless_is_let_pass(
    write: Callable[..., Path], smallest: str, change: Callable[[str], str]
) -> None:
    assert lint(write(change(smallest))) == []


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


@pytest.mark.parametrize(
    ("tail", "line", "says"),
    [
        ("voice:\n\tdo: []\n", 11, "tab"),
        ("name: Another\n", 10, "`name` is here twice; the first is on line 3"),
        ('tagline: "never closed\n', 10, "never closed"),
        ("tagline: me: myself\n", 10, "colon"),
        ("tagline: &a x\n", 10, "`&a` is an anchor"),
        ("tags: &s [*s]\n", 10, "aliases"),
        ("voice:\n  <<: {a: b}\n", 11, "merge"),
        ('tagline: !!python/object/apply:os.system ["true"]\n', 10, "is a tag"),
        ("tagline: !!str x\n", 10, "is a tag"),
        ("? [a, b]\n: x\n", 10, "A key has to be a plain word"),
        ("---\nid: b\n", 10, "second document"),
        ("tags: [[[[[[[[[[[[x]]]]]]]]]]]]\n", 10, "10 levels"),
        ('tagline: "a\\0b"\n', 10, "U+0000"),
        ('tagline: "\\e]0;title\\a"\n', 10, "U+001B"),
        ('tagline: "\\u202Ecilam"\n', 10, "U+202E"),
        ('tagline: "\\uFEFFx"\n', 10, "U+FEFF"),
        ('tagline: "\\uD83D"\n', 10, "U+D83D"),
        ('"k\\u200By": x\n', 10, "hidden or control character"),
        ("tagline: a\u202eb\n", 10, "U+202E"),
        ("tagline: a\0b\n", 10, "U+0000"),
        ("tagline: a\rb\n", 10, "U+000D"),
        ("tagline: a\u2028b\n", 10, "U+2028"),
        ("tagline: @x\n", 10, "not YAML"),
    ],
)
def test_what_no_persona_may_have_is_refused(
    write: Callable[..., Path], smallest: str, tail: str, line: int, says: str
) -> None:
    findings = lint(write(smallest + tail))
    assert line in {finding.line for finding in findings}
    assert says in " ".join(finding.message for finding in findings)
    assert {finding.severity for finding in findings} == {"error"}
    assert all(c.isprintable() for finding in findings for c in str(finding))


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"", 1, "empty"),
        (b"# only a comment\n", 1, "empty"),
        (b"- a\n- list\n", 1, "block of keys"),
        (b"just words\n", 1, "block of keys"),
        ("schema: 1\n".encode("utf-16"), 1, "UTF-16"),
        (b"schema: 1\nname: \xff\xfe\n", 2, "0xFF"),
        (b"%YAML 1.1\n---\nname: x\n", 1, "directive"),
        (b"%YAML 1.99999999999\n---\nname: x\n", 1, "directive"),
        (b'a: "' + b"x" * 1_000_000 + b'"', 1, "64 KB"),
    ],
    ids=[
        "empty",
        "comment",
        "list",
        "words",
        "utf-16",
        "bad utf-8",
        "directive",
        "odd version",
        "a megabyte",
    ],
)
def test_what_is_no_persona_at_all_is_refused(
    write: Callable[..., Path], content: bytes, line: int, says: str
) -> None:
    finding = only(lint(write(content)))
    assert (finding.line, finding.severity) == (line, "error")
    assert says in finding.message


def test_another_version_of_the_format_is_refused(write: Callable[..., Path], smallest: str) -> None:
    assert "has to be 1" in only(lint(write(smallest.replace("schema: 1", "schema: 2")))).message


def _bombs() -> dict[str, str]:
    aliases = "\n".join(f"b{i}: &b{i} [{', '.join([f'*b{i - 1}'] * 9)}]" for i in range(1, 10))
    return {
        "aliases": "b0: &b0 [x]\n" + aliases,
        "brackets": "a: " + "[" * 5000 + "]" * 5000,
        "braces": "a: " + "{a: " * 5000 + "1" + "}" * 5000,
        "open brackets": "[" * 60_000,
        "open braces": "{" * 60_000,
        "block of dashes": "- " * 30_000,
        "question marks": "? " * 30_000,
        "tags": "a: " + "!" * 60_000,
        "anchors": "a: " + "&a " * 20_000,
        "values": "a: [" + "[]," * 20_000,
        "keys": "".join(f"k{i}: [b]\n" for i in range(6000)),
        "same key": "a: b\n" * 12_000,
        "lines": "\n" * 60_000,
        "quotes": "a: '" + "\n" * 60_000,
        "digits": "a: " + "9" * 60_000,
        "hidden characters": "\u202e" * 20_000,
    }


@pytest.mark.parametrize("bomb", _bombs())
def test_a_bomb_goes_out_at_once(write: Callable[..., Path], bomb: str) -> None:
    path = write(_bombs()[bomb])
    lint(path)  # what is imported on the way is not the bomb's doing
    began = time.process_time()
    findings = lint(path)
    assert time.process_time() - began < 0.3  # about 0.1 at the most on a quiet machine
    assert 1 <= len(findings) <= 20
    tracemalloc.start()
    lint(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_hostile_persona_is_refused_and_its_words_are_harmless(write: Callable[..., Path]) -> None:
    path = write('name: "\\u001b]0;gotcha\\u0007"\ngreeting: "\\u001b]52;c;eA==\\u0007"\n')
    findings = lint(path)
    assert findings
    assert all("gotcha" not in f.message and c.isprintable() for f in findings for c in str(f))


def test_a_path_that_is_no_file_is_a_finding(tmp_path: Path) -> None:
    assert "can't be read" in only(lint(tmp_path / "nobody.yaml")).message
    assert "can't be read" in only(lint(tmp_path)).message
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "can't be read" in only(lint(tmp_path / "pipe.yaml")).message


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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.data())
def test_no_file_whatever_makes_it_raise(
    write: Callable[..., Path], smallest: str, data: st.DataObject
) -> None:
    whole = smallest.encode()
    at = data.draw(st.integers(0, len(whole)))
    until = data.draw(st.integers(at, min(at + 12, len(whole))))
    yaml = st.text(st.sampled_from("[]{}:-?&*!|>%@`'\"#,\n \tabc01.~<=\\xuU\0\u2028é"), max_size=30)
    piece = data.draw(yaml.map(str.encode) | st.binary(max_size=12))
    for finding in lint(write(whole[:at] + piece + whole[until:])):
        assert finding.message
        assert finding.line >= 1
        assert finding.column >= 1
