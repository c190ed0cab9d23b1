"""The words of time, in English: weekdays, months, units, numbers, and the shapes that patterns use."""

from __future__ import annotations

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
RULE_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_COUNTED = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
NUMBERS = {word: value for value, word in enumerate(_COUNTED.split())} | _TENS

_RANKED = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS = {word: value for value, word in enumerate(_RANKED.split(), start=3)} | {"thirtieth": 30}

RANKS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1}

SPELLINGS = {
    "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow", "tomoz": "tomorrow", "2moro": "tomorrow",
    "tommorow": "tomorrow", "tommorrow": "tomorrow", "tomorrrow": "tomorrow",
    "tonite": "tonight", "2nite": "tonight", "arvo": "afternoon", "midday": "noon", "mid-day": "noon",
    "til": "until", "'til": "until", "till": "until", "untill": "until", "@": "at",
    "wk": "week", "wks": "weeks",
    "min": "minutes", "mins": "minutes", "hr": "hours", "hrs": "hours", "uhr": "o'clock", "oclock": "o'clock",
    "tue": "tuesday", "tues": "tuesday", "thu": "thursday", "thur": "thursday", "thurs": "thursday",
    "fri": "friday", "weds": "wednesday", "mon": "monday", "wed": "wednesday",
    "sat": "saturday", "sun": "sunday",
    "jan": "january", "feb": "february", "mar": "march", "apr": "april", "jun": "june", "jul": "july",
    "aug": "august", "sep": "september", "sept": "september", "oct": "october", "nov": "november",
    "dec": "december", "xmas": "christmas", "xmas's": "christmas", "sec": "seconds", "secs": "seconds",
    "w/e": "weekend", "weekday's": "weekday", "lunchtime": "noon", "noontime": "noon", "noonish": "noon",
}  # fmt: skip

ALSO_WORDS = frozenset({"mon", "wed", "sat", "sun", "mar", "fri"})
"""Short forms that are words or names too; they count only where something beside them points to a day."""

MISSPELT = ("tomorrow", "wednesday", "thursday", "saturday", "tonight", "weekend", "afternoon", "february",
            "september", "october", "november", "december", "fortnight", "midnight", "christmas")  # fmt: skip
"""Long enough for one slip of the finger to be told from another word."""

_SHAPES = {
    "WD": "|".join(WEEKDAYS),
    "MONTH": "|".join(MONTHS),
    "UNIT": r"days?|nights?|weeks?|fortnights?|months?|years?",
    "SHORT": r"minutes?|hours?|seconds?",
    "N": r"\d+|an?|a couple(?: of)?",
    "ORD": r"\d{1,2}(?:st|nd|rd|th)|first|second",
    "RANK": r"first|second|last|[1-5](?:st|nd|rd|th)",
    "STRETCH": r"morning|afternoon|evening|night",
    "SEASON": r"spring|summer|autumn|fall|winter",
    "AND": r"(?: ,| and| , and| &| \+)",
}


def any_of(words: str) -> frozenset[str]:
    """The words of a text, to look one up among them."""
    return frozenset(words.split())


def pattern(template: str) -> re.Pattern[str]:
    """A pattern over normalised text that ends at the end of a word; `<WD>` and the like are shapes."""
    filled = re.sub(r"(?<!\?P)<([A-Z]+)>", lambda match: f"(?:{_SHAPES[match[1]]})", template)
    return re.compile(rf"(?:{filled})(?= |$)")


def weekday(word: str) -> int:
    """0 for Monday; plural and possessive forms too."""
    return next(i for i, name in enumerate(WEEKDAYS) if word.startswith(name))


def month(word: str) -> int:
    """1 for January."""
    return MONTHS.index(word) + 1


def quantity(word: str) -> int:
    """`a` and `an` are one, a couple is two."""
    if word.isdigit():
        return int(word)
    return 2 if "couple" in word else 1


def ordinal(word: str) -> int:
    """14 for `14th`, 1 for `first`."""
    return RANKS[word] if word in RANKS else int(re.sub(r"\D", "", word))
