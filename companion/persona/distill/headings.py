"""Lines that say where in a text one is: chapters, letters, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 70  # characters of a heading
_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"(?<![\w-])(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTHS}),? (?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTHS}) (?P<day2>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<year2>\d{{4}})"
    rf"|(?P<iso>\d{{4}}-[01]\d-[0-3]\d))(?![\w-])",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:[^\W\d_][\w.'’-]*,? ?){0,6}[,:]? ?")
_NUMERAL = (
    r"(?:[IVXLC]{1,8}|\d{1,3}|(?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))"
)
_DIVISION = re.compile(
    r"(?P<kind>book|part|volume|act|chapter|letter|essay|section|sermon|lecture|canto|scene|adventure)"
    rf"(?: (?:the )?)(?P<number>{_NUMERAL}|[a-z]+(?:-[a-z]+)?)\b(?P<rest>[.:—–-]*(?: [^.!?]*)?[.]?)",
    re.IGNORECASE,
)
_ROMAN = re.compile(rf"{_NUMERAL}\.?(?: [—–-]? ?[A-Z][^.!?]*\.?)?")
_MARKDOWN = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t#]*")
_ENDS = re.compile(r"[.:;,—–\s-]+\Z")
_NO_TITLE = re.compile(r"[\"“”|]|\A[('‘]|(?:[,;]|--|[—–])\Z")  # in capitals: what is said, signed, or a table
_HIGH = ("book", "part", "volume", "act")
_SMALL = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_SALUTATION = re.compile(
    r"\W*(?:(?:my|our) )?(?:own |very )?(?:dear(?:est)?|beloved|darling)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What it says, and how deep it stands: 1 is a book's, 6 the lowest. `dated` may be a letter's; a
    `numbered` one is a chapter or the like, a `bare` one has nothing but its number.
    """

    text: str
    level: int
    dated: bool = False
    numbered: bool = False
    bare: bool = False


def heading(line: str, *, markdown: bool, alone: bool) -> Heading | None:
    """The heading that a line is, if it is one; `alone` says that it is a paragraph by itself."""
    line = " ".join(line.split())
    if markdown and (found := _MARKDOWN.fullmatch(line)):
        return _marked(found)
    if not 0 < len(line) <= LONGEST:
        return None
    if said := _date(line):
        return Heading(said, 5, dated=True)
    if not alone:
        return None
    bare = line.strip("*_=~ ")
    if division := _DIVISION.fullmatch(bare):
        return _division(bare, division)
    if _ROMAN.fullmatch(bare):
        return Heading(titled(bare), 4, numbered=True)
    if bare.isupper() and sum(map(str.isalpha, bare)) > 2 and not _NO_TITLE.search(bare):
        return Heading(titled(bare), 3)
    return None


def opens_letter(text: str) -> bool:
    """Whether a text begins as letters do."""
    return bool(_SALUTATION.match(text))


def _marked(found: re.Match[str]) -> Heading:
    text = found[2].strip("*_ ")[:LONGEST].strip()
    said = _date(text)
    return Heading(said or text, len(found[1]), dated=bool(said))


def _date(line: str) -> str:
    """The date that a line is there to give, in one form; empty if it says something else as well."""
    found = _DATE.search(line)
    if not found or line[found.end() :].strip(" .,*_") or not _BEFORE.fullmatch(line[: found.start()]):
        return ""
    if found["iso"]:
        return found["iso"]
    day, month, year = (found[name] or found[f"{name}2"] for name in ("day", "month", "year"))
    return f"{int(day)} {month.rstrip('.').capitalize()} {year}"


def _division(line: str, found: re.Match[str]) -> Heading | None:
    number = found["number"]
    if not re.fullmatch(_NUMERAL, number, re.IGNORECASE) and not (line.isupper() or number.istitle()):
        return None  # “Part of it was lost.”
    level = 1 if found["kind"].lower() in _HIGH else 2
    return Heading(titled(line), level, numbered=True, bare=not found["rest"].strip(".:—–- "))


def titled(line: str) -> str:
    """Capitals alone are hard to read: `CHAPTER IV. THE WELL.` is `Chapter IV. The Well`."""
    line = _ENDS.sub("", line)
    if not line.isupper():
        return re.sub(r"\A[A-Z]{4,}\b", lambda word: word[0].capitalize(), line)
    said: list[str] = []
    for word in line.split():
        small = said and word.lower() in _SMALL and not said[-1].endswith((".", ":"))
        numeral = re.fullmatch(r"[IVXLC]+(?:-[A-Z])?\.?", word)
        said.append(word if numeral else word.lower() if small else word.capitalize())
    return " ".join(said)
