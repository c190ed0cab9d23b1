"""Whether a fact has your words but not what they mean: who you are, where, and when. Pure. English.

"I work with Anna" does not say that you are Anna, "near Paris" not in Paris, "I lived there" not that you do.
"""

from __future__ import annotations

import re

_PLACING = r"(?:in|at|for|to|from|near|with|by|of|on|past|around|outside|opposite|behind|beyond|towards?)"
_NAMED = re.compile(rf"\b(?P<how>{_PLACING}) (?P<name>(?:the )?[A-ZÀ-Þ][\w-]+)", re.IGNORECASE)
# Another word of these before the same name says that it is somewhere, or someone, else.
_APART = frozenset(
    {"near", "with", "by", "past", "around", "outside", "opposite", "behind", "beyond", "towards", "toward"}
)
_BESIDE = re.compile(r"\b(?:next|close) to\b", re.IGNORECASE)
_AM = re.compile(
    r"\b(?:(?:I|we)(?:['’]?(?:m|re)| am| are| was| were)\b|im\b"
    r"|(?:I|we)(?:['’]ve| have) (?:\w+ )?(?:been|become)\b"
    r"|(?:became|work(?:ing)? as|called?|name is|name['’]s|call me|turned|gone|got"
    r"|trained as|qualified as)\b)",
    re.IGNORECASE,
)
_HAVE = re.compile(
    r"\b(?:have|has|had|got|get|own|keep|suffer|adopted|bought|diagnosed|my|our|there (?:is|are))\b"
    r"|['’]ve\b|\b(?:I|we)(?:['’]re| are) (?:\w+ )?of us\b",
    re.IGNORECASE,
)
_YOU_ARE = re.compile(r"^You(?:['’]re| are) (?P<what>.+)")
_YOU_HAVE = re.compile(r"^You(?:['’]ve| have)\b(?! (?:\w+(?:ed|en)|gone|come|done)\b)")
_TODAY = re.compile(r"^You(?:['’]re| are| live| work| study| have| play)\b(?! (?:been|lived|worked|had)\b)")
_ONCE = re.compile(
    r"\b(?:I|we) (?:\w+ly )?(?:lived|worked|studied|was|were|had|played)\b(?! (?:born|diagnosed)\b)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:unlike|like|except(?: for)?|apart from|besides|instead of|compared (?:to|with)|than) (?:my|our) "
    r"(?P<whom>[^,;:.]+)",
    re.IGNORECASE,
)


def misread(text: str, told: str) -> bool:
    """Whether the fact says of you what these words, in which you speak of yourself, do not."""
    return (
        _not_said_to_be(text, told)
        or bool(_YOU_HAVE.search(text) and not _HAVE.search(told))
        or bool(_TODAY.search(text) and _ONCE.search(told))
        or _elsewhere(text, told)
    )


def compared(text: str, near: str) -> bool:
    """Whether it is about someone of yours whom you only compared yourself with: "unlike my son Ben, I"."""
    subject = text.removeprefix("Your ").lower()
    return text.startswith("Your ") and any(
        subject.startswith(match["whom"].split()[0].lower()) for match in _COMPARED.finditer(near)
    )


def _not_said_to_be(text: str, told: str) -> bool:
    """Whether "You are ..." does not follow from an "I am", or its first word stands behind another noun."""
    match = _YOU_ARE.search(text)
    if match is None:
        return False
    said = _AM.search(told)
    if said is None:
        return True
    first = re.sub(r"^(?:called|an?|the) ", "", match["what"]).split()[0].strip(".,")
    before = re.split(rf"\b{re.escape(first)}\b", told[said.end() :], maxsplit=1, flags=re.IGNORECASE)
    return len(before) > 1 and bool(re.search(rf"\b{_PLACING} (?:the |my )?$", before[0], re.IGNORECASE))


def _elsewhere(text: str, told: str) -> bool:
    """Whether a name follows "in" where you said "near" it, or the like."""
    names = _NAMED.finditer(_BESIDE.sub("by", told))
    said = {match["name"].lower(): match["how"].lower() for match in names}
    claimed = ((match["name"].lower(), match["how"].lower()) for match in _NAMED.finditer(text))
    return any(name in said and said[name] != how and said[name] in _APART for name, how in claimed)
