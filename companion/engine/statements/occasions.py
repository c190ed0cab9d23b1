"""Dates: weddings, appointments, trips, and that they were moved."""

from __future__ import annotations

from companion.engine.patterns import Pattern

_WHOSE = r"(?:(?:my|our) {anyone}(?: {name})?['’]s|(?:Mum|Mom|Dad|{name})['’]s|my|our|the)"
_DAY = r"(?:(?:{weekday},? )?(?:the )?(?:{date}|\d{1,2}(?:st|nd|rd|th)\b))"
_MOVED = "(?:moved|pushed|postponed|rescheduled|put back|put off|brought forward|changed|delayed)"
_TO = "(?:back |forward )?(?:from {words} )?(?:to|until|till) "
_IS = (
    rf"(?: is|['’]s| will be)(?: now)?(?: scheduled| set)?(?: on| for) |(?: is| was| has been|['’]s been"
    rf"| got)"
    rf"(?: now)? {_MOVED} {_TO}"
)
_WHICH = r"(?P<what>(?:[\w-]+ ){0,2}?{event})"
_CUE = tuple("0123456789")

PATTERNS = (
    Pattern(
        "date",
        rf"\b(?P<whose>{_WHOSE}) {_WHICH}(?:{_IS})(?P<day>{_DAY})",
        "{whose} {what} is on {day}.",
        cue=_CUE,
    ),
    Pattern(
        "date",
        r"(?:^|[,.;] )(?P<what>operation|surgery|wedding|exam|interview|appointment) is on (?P<day>"
        + _DAY
        + ")",
        "The {what} is on {day}.",
        cue=_CUE,
    ),
    Pattern(
        "date",
        rf"\b(?:{{name}}|they|we|I)(?:['’]ve| have|['’]s| has)? (?:{{lately}}){_MOVED} "
        rf"(?P<whose>{_WHOSE}) {_WHICH}"
        rf"(?: {_TO}|[^?.!¤]{{0,40}}?it['’]s (?:now )?on )(?P<day>{_DAY})",
        "{whose} {what} is on {day}.",
        cue=_CUE,
    ),
    Pattern(
        "date",
        rf"\b(?:they|we|{{name}} and {{name}}|{{name}} and I)(?:['’]re| are) getting married on "
        rf"(?P<day>{_DAY})",
        "The wedding is on {day}.",
        cue=("getting married",),
    ),
    Pattern(
        "date",
        rf"\b(?:I['’]ve(?: got)?|I have|we have|we['’]ve got) (?:an? |my )(?P<what>(?:[\w-]+ "
        rf"){{0,2}}?{{event}}"
        rf"(?: (?:with|at|for) {{words}})?) on (?P<day>{_DAY})",
        "Your {what} is on {day}.",
        cue=_CUE,
    ),
    Pattern(
        "date",
        rf"\b(?:{{am}}|we['’]re|we are) (?P<what>(?:flying|travelling|traveling|going|sailing) "
        rf"to {{place}}) on"
        rf" (?P<day>{_DAY})",
        "You are {what} on {day}.",
        cue=_CUE,
    ),
    Pattern(
        "date",
        rf"\b(?:we|they|I|it)(?:['’]ve| have| has|['’]s| was| got)?(?: been)? (?:just )?{_MOVED}(?: "
        rf"it)? {_TO}(?P<moved>{_DAY})",
        "",
        cue=_CUE,
    ),
    Pattern(
        "date",
        rf"\b(?:I|we) (?P<verb>fly|travel|sail|go|drive) (?P<what>to {{place}}) on (?P<day>{_DAY})",
        "You are going {what} on {day}.",
        cue=_CUE,
    ),
)
