"""Any file may be called a persona: one that is no YAML of ours is refused at its place, and at once."""

from __future__ import annotations

import os
import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.persona.lint import lint
from tests.persona.conftest import only

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
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
