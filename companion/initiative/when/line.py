"""A text made ready for reading times: lower case, numbers as digits, common misspellings put right.

Every word keeps its place in the original, so that what was understood can be cut out of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from companion.initiative.when.words import ALSO_WORDS, MISSPELT, NUMBERS, ORDINALS, SPELLINGS, any_of

_TOKEN = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}\.\d{1,2}\.(?!\d)|"
    r"\d+(?=(?:mins?|minutes?|hrs?|hours?|days?|wks?|weeks?|secs?)\b)|"
    r"[$€£#]?\d+(?:[.:/,h–-]\d+)*(?:[a-zA-Z]+|[%€$£°])?|o'clock|[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*['’]?|"
    r"[^\s\w]",
    re.IGNORECASE,
)
_MERIDIEM = re.compile(r"\b([ap])\.\s?m\b\.?", re.IGNORECASE)
_POINTS_TO_DAY = any_of("on next this by every each until for before from and , coming of last")
_AFTER_DAY = any_of("morning afternoon evening night noon")


class Token(NamedTuple):
    """A word as it is read, and where it stands in the original."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """`norm` is the text as patterns see it: the words, one space apart."""

    text: str
    norm: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of a piece of `norm`."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, max(start, end - 1)) - 1
        return self.tokens[first].start, self.tokens[last].end


def line(text: str) -> Line:
    """The text, word by word."""
    plain = _MERIDIEM.sub(lambda match: f"{match[1]}m".ljust(len(match[0])), text.replace("’", "'"))
    raw = [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(plain)]
    read = [Token(_read(raw, i), token.start, token.end) for i, token in enumerate(raw)]
    tokens = tuple(_joined_numbers(read))
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token.word) + 1
    return Line(text, " ".join(token.word for token in tokens), tokens, tuple(starts))


def _read(tokens: list[Token], i: int) -> str:
    word = tokens[i].word.lower()
    word = word.rstrip("'") or word
    if word in ALSO_WORDS and not _is_day(tokens, i):
        return f"{word}."  # a word that no pattern knows
    if word in SPELLINGS:
        return SPELLINGS[word]
    return _number(word) or _slip(word)


def _is_day(tokens: list[Token], i: int) -> bool:
    before = tokens[i - 1].word.lower() if i else ""
    after = tokens[i + 1].word.lower() if i + 1 < len(tokens) else ""
    capital_inside = tokens[i].word[0].isupper() and i > 0 and before not in {".", "!", "?", "the"}
    return before in _POINTS_TO_DAY or capital_inside or after in _AFTER_DAY or after[:1].isdigit()


def _number(word: str) -> str | None:
    tens, _, ones = word.partition("-")
    if word in NUMBERS:
        return str(NUMBERS[word])
    if word in ORDINALS:
        return _suffixed(ORDINALS[word])
    if tens in NUMBERS and ones in NUMBERS:
        return str(NUMBERS[tens] + NUMBERS[ones])
    if tens in NUMBERS and ones in {"first", "second", *ORDINALS}:
        return _suffixed(NUMBERS[tens] + {"first": 1, "second": 2}.get(ones, ORDINALS.get(ones, 0)))
    return None


def _suffixed(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number < 14 else endings.get(number % 10, 'th')}"


def _joined_numbers(tokens: list[Token]) -> list[Token]:
    """`twenty five` and `a.m.` after a number are written as people say them; they become one word."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if last and last.word in {"20", "30", "40", "50"} and token.word in set("123456789"):
            joined[-1] = Token(str(int(last.word) + int(token.word)), last.start, token.end)
        elif last and token.word in {"am", "pm"} and re.fullmatch(r"\d{1,2}(?:[:.]\d{2})?", last.word):
            joined[-1] = Token(last.word + token.word, last.start, token.end)
        else:
            joined.append(token)
    return joined


def _slip(word: str) -> str:
    """The word of time that this one misses by a letter left out, doubled, swapped or mistaken."""
    if len(word) < 6 or not word.isalpha():
        return word
    return next((known for known in MISSPELT if known != word and _near(word, known)), word)


def _near(word: str, known: str) -> bool:
    if abs(len(word) - len(known)) > 1 or word[0] != known[0] or word.rstrip("s") == known:
        return False
    head = next((i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), len(word))
    rest, wanted = word[head:], known[head:]
    swapped = rest[:2] == wanted[:2][::-1] and rest[2:] == wanted[2:]
    return swapped or rest == wanted[1:] or rest[1:] == wanted or rest[1:] == wanted[1:]
