"""Regular expressions out of a persona file: only such as can be matched in a moment, on a bounded text.

A pattern is judged by the ways in which it can be tried at one place of a text, from its parse tree: repeats
multiply, and repeats in repeats do so without end. That refuses what would make matching hang, whatever it
looks like, and lets pass what is harmless.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import Any

MAX_PATTERN = 200
REACH = 1000
"""Characters of a text that a pattern looks at, the last ones."""
_MOST_TRIES = 2100  # at each place: one repeat without end, or some that have one
_ENDLESS = 10**9
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
_ASSERTIONS = {"ASSERT", "ASSERT_NOT"}


class PatternError(ValueError):
    """A pattern that a persona can't have; `str()` says what to write in its place."""


def find(pattern: str, text: str) -> re.Match[str] | None:
    """Where a pattern that `refuse` let pass first matches, upper and lower case alike."""
    return _compiled(pattern).search(text[-REACH:])


def found_anywhere(pattern: str, text: str) -> bool:
    """Whether it matches within some stretch of the text as long as its reach. `^` is the text's beginning
    and `$` its end, wherever the stretch is.
    """
    to_the_end = "$" in pattern or r"\Z" in pattern
    for start in range(0, max(1, len(text) - REACH // 2), REACH // 2):
        end = start + REACH
        match = _compiled(pattern).search(text, start, end)
        if match is not None and not (to_the_end and match.end() == end < len(text)):
            return True
    return False


def refuse(pattern: str) -> None:
    """Raises `PatternError` for what is no regular expression, or one that might take long."""
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"This pattern is too long; {MAX_PATTERN} characters are the most.")
    try:
        _compiled(pattern)
        tries = _tries(_parsed(pattern))
    except re.error as error:
        raise PatternError(f"This is no regular expression: {error.msg}.") from None
    except PatternError:
        raise
    except (OverflowError, RecursionError, ValueError):
        raise PatternError("This is no regular expression that can be used; write a simpler one.") from None
    if tries > _MOST_TRIES:
        raise PatternError(
            "This pattern could take very long: it repeats within a repeat, or repeats too much. "
            "Give repeats an end, such as `.{0,20}` for `.*`, and let no `+` or `*` stand in another."
        )


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a later Python may read in another way
        return re.compile(pattern, re.IGNORECASE)


def _parsed(pattern: str) -> Any:
    from re import _parser  # type: ignore[attr-defined] # the only parser there is, and it has no public name

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _parser.parse(pattern, re.IGNORECASE)


def _tries(sequence: Any) -> int:
    """In how many ways a sequence can be tried at one place; 1 for plain text."""
    ways = 1
    for operation, argument in sequence:
        ways = min(_ENDLESS, ways * _ways(str(operation), argument))
    return ways


def _ways(operation: str, argument: Any) -> int:
    if operation in _REPEATS:
        least, most, body = argument
        return _repeated(least, min(int(most), REACH), _tries(body))
    if operation == "BRANCH":
        return sum(map(_tries, argument[1]))
    if operation == "SUBPATTERN":
        return _tries(argument[3])
    if operation == "ATOMIC_GROUP":
        return _tries(argument)
    if operation in _ASSERTIONS:
        return _tries(argument[1])
    if operation.startswith("GROUPREF"):
        raise PatternError("A pattern can't refer back to what it found (`\\1`). Write it out.")
    return 1


def _repeated(least: int, most: int, ways: int) -> int:
    """The ways of a repeat: one for each number of times, and within each those of its body."""
    if ways == 1:
        return max(1, most - least + 1)
    total = 0
    for times in range(least, most + 1):
        total += ways**times
        if total > _MOST_TRIES:
            return _ENDLESS
    return max(1, total)
