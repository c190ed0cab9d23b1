"""Sentences that ask to be reminded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.initiative.notice.candidate import Draft
from companion.initiative.notice.wording import phrase

if TYPE_CHECKING:
    from companion.initiative.notice.heard import Heard

_REMIND = re.compile(
    r"\bremind (?:me|us)\b(?!,? (?:again,? )?(?:please,? )?(?:what|who|whose|where|which|how|why|of (?:the|"
    r"his|her|their|its) name))|\b(?:poke|ping|nudge|prod|buzz|nag|kick|shout at|yell at|alert|wake) (?:me|"
    r"us)\b(?: up)?|\b(?:can|could|would|will) you (?:please )?tell (?:me|us)(?= (?:to\b|at\b|in\b|"
    r"tomorrow|on\b))|^(?:please )?tell (?:me|us)(?= to\b)|(?:^|please )ask (?:me|us)(?= (?:again "
    r")?(?:tomorrow|tonight|later|on \w|in \w|at \d|next)\b)(?!.*\?)|\bgive (?:me|us) a (?:nudge|shout|"
    r"reminder|poke|heads[- ]up|kick|ping|prod)\b|\b(?:set|make|create|put|add) (?:me |us )?(?:a |an "
    r")?(?:reminder|alarm|timer)\b(?: for (?:me|us)\b)?|\bi(?:'ll| will|'d)? (?:could |might )?need a "
    r"reminder\b|\bkeep me honest\b|\bmake sure (?:that )?(?:i|we)(?= )|\bsee (?:to it )?that i(?= )",
    re.IGNORECASE,
)
_DONT_LET = re.compile(r"\bdo(?:n't| not) let (?:me|us)(?P<forget> forget)?\b", re.IGNORECASE)
_OTHERS_REMIND = re.compile(
    r"\b(?:he|she|they|it|that|this|which|you|phone|calendar|app|alarm|wife|husband|mum|mom|boss|always|"
    r"who|asked|told|smell|song|photo|used)(?:'ll| will| would|'d| has to| had to| should| can| to| always|"
    r" had| really| just)* $|\b(?:don'?t|do not|never|no need to|needn'?t|didn'?t|not|stop)(?: \w+){0,3} $",
    re.IGNORECASE,
)
_ASKS_YOU = re.compile(
    r"\b(?:can|could|would|will|so|please) (?:you|u)(?: please| just| maybe)* $", re.IGNORECASE
)
_TO = re.compile(r"^(?P<lead>[^.;!?]*?)\b(?P<to>to|about|that|of) (?=\w)", re.IGNORECASE)
_WHAT_IF_MEMORY = re.compile(r"^(?: again)? (?:when|of)\b.*\?|^ of\b(?! (?:it|that|this)\b)", re.IGNORECASE)


def asked(heard: Heard, before: str) -> Draft | None:
    """`Remind me to ...`, `nudge me in an hour`, `don't let me forget ...`."""
    return _dont_let(heard, before) or _remind(heard, before)


def _dont_let(heard: Heard, before: str) -> Draft | None:
    match = _DONT_LET.search(heard.plain)
    if match is None:
        return None
    text = phrase(heard, match.end(), before=before)
    if not match["forget"] and text:
        text = f"Don't {text[0].lower()}{text[1:]}"
    return _draft(heard, match, text)


def _remind(heard: Heard, before: str) -> Draft | None:
    match = _REMIND.search(heard.plain)
    if match is None or _denied(heard, match) or _WHAT_IF_MEMORY.match(heard.plain[match.end() :]):
        return None
    rest = heard.plain[match.end() :]
    to = _TO.match(rest)
    if "make sure" in match[0].lower() or "see " in match[0].lower():
        return _draft(heard, match, phrase(heard, match.end(), before=before))
    if to and len(to["lead"].split()) <= 9:
        start = match.end() + to.start("to")
        text = phrase(heard, start + (0 if to["to"] == "about" else len(to["to"]) + 1), before=before)
        return _draft(heard, match, text)
    text = _said_before(heard, match, before)
    return _draft(heard, match, text or ("Get up" if "wake" in match[0].lower() else ""))


def _said_before(heard: Heard, match: re.Match[str], before: str) -> str:
    """What to be reminded of stands before the asking, in this sentence or the one before."""
    head = heard.plain[: match.start()]
    head = re.sub(r"(?:\b(?:so|and|please|can|could|would|will|you|pls|just)\b[ ,]*)+$", "", head).rstrip(
        " ,;–—-"
    )
    if len(head.split()) > 1:
        text = phrase(heard, 0, len(head), before=before)
        if len(set(re.findall(r"[a-z]{3,}", text.lower())) - {"one", "and", "the"}) > 1:
            return text
    if re.match(
        r"\W*(?:because|so|or|if|since|otherwise|as|when)\b", heard.plain[match.end() :], re.IGNORECASE
    ):
        return ""
    rest = phrase(heard, match.end(), before=before)
    return rest if len(rest.split()) > 1 else ""


def _denied(heard: Heard, match: re.Match[str]) -> bool:
    head = heard.plain[: match.start()]
    return bool(_OTHERS_REMIND.search(head)) and not _ASKS_YOU.search(head)


def _draft(_heard: Heard, match: re.Match[str], text: str) -> Draft:
    reason = "You asked to be reminded."
    return Draft("reminder", text, reason, match.span(), rank=0, asked=True, repeats=True)
