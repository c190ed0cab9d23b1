"""Sentences that say when something has to be in: due dates, and what others want by when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from companion.initiative.notice.candidate import Draft
from companion.initiative.notice.people import NAME, belongs_to_others
from companion.initiative.notice.wording import clause_start, lowered, phrase, shortened

if TYPE_CHECKING:
    from companion.initiative.notice.heard import Heard

_DUE = re.compile(
    r"\b(?:is|are|'s) (?:also )?due\b|\bdue (?:on|by|in|tomorrow|today|this|next|at|\w+day)\b|\bdeadline\b|"
    r"\bexpires?\b|\bruns? out\b|\bcloses?\b|\b(?:must|has to|have to|needs? to|should) be (?:\w+ )?(?:in|"
    r"paid|sent|submitted|handed in|done|finished|ready|returned|there|signed|back|filed|renewed|posted|"
    r"delivered|booked|cancelled|turned in|on \w+ desk)\b|\bby .{0,30}\bor (?:they|i|he|she|else|it)\b",
    re.IGNORECASE,
)
_DEADLINE_FOR = re.compile(
    r"\b(?:deadline|last day|cut-?off|due date|closing date) (?:for|of|to) (?P<what>[\w' -]+?)(?:'s|"
    r" is| are)\b",
    re.IGNORECASE,
)
_WANTS_BY = re.compile(
    rf"\b(?P<who>(?:my|our|the) (?:\w+ ){{1,3}}?|they |{NAME} )(?:wants?|needs?|expects?|is expecting|"
    rf"asked for|is waiting for|require[sd]?) (?P<what>(?!to see\b|to be\b|it back|them back)[\w' -]+?) "
    rf"(?:from (?:me|us) )?(?:by|before|until|for|no later than)\b",
    re.IGNORECASE,
)


def deadline(heard: Heard, before: str) -> Draft | None:
    """`Rent is due on the 1st`, `it has to be paid by June`, `my editor expects the draft on Monday`."""
    match = _WANTS_BY.search(heard.plain)
    if match and not belongs_to_others(heard.plain[: match.start("what")]):
        what = phrase(heard, match.start("what"), match.end("what"), before=before)
        whom = re.sub(r"^(?i:my|our) ", "your ", match["who"].strip())
        whom = "them" if whom.lower() == "they" else re.sub(r"^The ", "the ", whom)
        text = shortened(f"Get {lowered(what)} to {whom}")
        return Draft("task", text, "It is wanted by then.", match.span(), 1, needs_time=True)
    match = _DEADLINE_FOR.search(heard.plain)
    if match:
        what = phrase(heard, match.start("what"), match.end("what"), before=before)
        return Draft(
            "task", f"See to {lowered(what)}", "It has a deadline.", match.span(), 2, needs_time=True
        )
    match = _DUE.search(heard.plain)
    if match is None:
        return None
    subject = phrase(
        heard, clause_start(heard.plain, match.start()), match.start(), before=before, whole=True
    )
    if not subject or subject.split()[0].lower() in {"he", "she", "it", "they"}:
        return None
    text = shortened(f"See to {lowered(subject)}")
    return Draft("task", text, "It has a deadline.", match.span(), 2, needs_time=True)
