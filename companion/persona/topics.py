"""Whether words are about a topic that a persona's `memory` names: pure, by words, their kin, and patterns.

A line may name several: "money, politics and my sister". Of a topic of three words, one may be missing.
What families of words there are, and what passwords or account numbers look like, stands in `topics.yaml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from companion.persona.wordforms import HOLLOW, form, forms
from memory.recall.related import related
from memory.recall.words import STOP_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BETWEEN = re.compile(r"[,;/&()]|\b(?:and|or)\b", re.IGNORECASE)
_HEADS = frozenset(map(form, ("number", "code", "address", "name", "detail", "account")))
"""What "card and account numbers" says once of both."""
_NEAREST = 4  # related words of a topic of one word; those further off are about something else
_DIGITS = re.compile(r"(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_WORDS_AFTER = re.compile(r"(?: [A-Z]+)+$")


@dataclass(frozen=True, slots=True)
class _Topic:
    """A topic of a line: `words` are for each word of it the forms that stand for it, of which all but
    `spare` have to be said; or one of the patterns or checks finds it.
    """

    words: tuple[frozenset[str], ...] = ()
    spare: int = 0
    said: tuple[re.Pattern[str], ...] = ()
    checks: tuple[Callable[[str], bool], ...] = ()

    def is_in(self, text: str, told: str) -> bool:
        """Whether it is spoken of in a text; `told` are the forms of its words, a space around each."""
        lacking = sum(not any(f" {one} " in told for one in kin) for kin in self.words)
        if self.words and lacking <= self.spare:
            return True
        return any(one.search(text) for one in self.said) or any(shows(text) for shows in self.checks)


def about(text: str, lines: Iterable[str]) -> str | None:
    """The first of the lines that the text is about; None where it is about none of them."""
    told = f" {' '.join(forms(text))} "
    return next((line for line in lines if any(one.is_in(text, told) for one in _topics(line))), None)


def is_hollow(line: str) -> bool:
    """Whether a line names nothing that could be spoken of: "what is said", "any other things"."""
    return not _topics(line)


@lru_cache(1024)
def _topics(line: str) -> tuple[_Topic, ...]:
    return tuple(_topic(one) for one in _named(line))


def _named(line: str) -> list[tuple[str, ...]]:
    """The words of each topic in a line that carry meaning; a last "numbers" is of those before it too."""
    parts = [[word for word in words(part) if word not in STOP_WORDS] for part in _BETWEEN.split(line)]
    parts = [part for part in parts if part]
    head = parts[-1][-1] if parts and len(parts[-1]) > 1 else ""
    shared = bool(head) and form(head) in _HEADS
    whole = [[*part, head] if shared and len(part) == 1 else part for part in parts]
    return [tuple(part) for part in whole if _kinds_of(part) or _telling(part)]


def _telling(named: Iterable[str]) -> list[str]:
    return [word for word in named if form(word) not in HOLLOW]


def _topic(named: tuple[str, ...]) -> _Topic:
    if kinds := _kinds_of(named):
        return _Topic(
            said=tuple(one for kind in kinds for one in kind.said),
            checks=tuple(_CHECKS[name] for kind in kinds for name in kind.checked),
        )
    telling = _telling(named)
    kin = tuple(_kin(word, alone=len(telling) == 1) for word in telling)
    return _Topic(kin, spare=int(len(kin) > 2))


def _kin(word: str, *, alone: bool) -> frozenset[str]:
    """The forms that stand for a word: its families', or those nearest to it where it is a topic alone."""
    families = [said for named, said in _families() if form(word) in named]
    if families:
        return frozenset({form(word)}).union(*families)
    return frozenset({form(word), *(map(form, _near(word)) if alone else ())})


def _near(word: str) -> list[str]:
    """The words that mean nearly the same, each of which has it among its own."""
    single = word.removesuffix("s")
    one = single if related(single) else word
    return [other for other in related(one) if one in related(other)][:_NEAREST]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What is known by its looks: `named` are the words of which one set has to be in a line."""

    named: tuple[frozenset[str], ...]
    said: tuple[re.Pattern[str], ...]
    checked: tuple[str, ...]


def _kinds_of(named: Iterable[str]) -> list[_Kind]:
    said = {*map(form, named)}
    return [kind for kind in _kinds() if any(each <= said for each in kind.named)]


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            tuple(frozenset(map(form, each)) for each in entry["named"]),
            tuple(map(re.compile, entry["said"])),
            tuple(entry.get("checked", ())),
        )
        for entry in _book()["kinds"].values()
    )


@cache
def _families() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """The forms that name a family, and those that are of it."""
    return tuple(
        (
            frozenset(map(form, entry["named"])),
            frozenset(" ".join(forms(word)) for word in entry["words"].split(",")),
        )
        for entry in _book()["families"].values()
    )


@cache
def _book() -> dict[str, dict[str, dict[str, Any]]]:
    from ruamel.yaml import YAML

    text = resources.files("companion.persona").joinpath("topics.yaml").read_text(encoding="utf-8")
    book: dict[str, dict[str, dict[str, Any]]] = YAML(typ="safe", pure=True).load(text)
    return book


def _has_card(text: str) -> bool:
    """A number of a payment card: 13 to 19 digits whose check digit is right (ISO/IEC 7812-1, annex B)."""
    return any(_is_luhn([int(one) for one in found if one.isdigit()]) for found in _DIGITS.findall(text))


def _is_luhn(digits: list[int]) -> bool:
    doubled = (sum(divmod(2 * one, 10)) for one in digits[-2::-2])
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _has_iban(text: str) -> bool:
    """A number of a bank account whose check digits are right (ISO 13616)."""
    found = (_WORDS_AFTER.sub("", one).replace(" ", "") for one in _IBAN.findall(text))
    turned = ("".join(str(int(one, 36)) for one in number[4:] + number[:4]) for number in found)
    return any(int(digits) % 97 == 1 for digits in turned)


_CHECKS: dict[str, Callable[[str], bool]] = {"card": _has_card, "iban": _has_iban}
