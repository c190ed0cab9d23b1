"""Where you live, with whom, and where you are from."""

from __future__ import annotations

from companion.engine.patterns import Pattern

_DWELLING = "(?:[a-z-]+ ){0,2}(?:flat|apartment|house|room|studio|cottage|place)"
# From where, and "back" or "house": "moved from Bremen to", "relocated to".
_MOVED = (
    r"(?:moved|relocated) (?:(?:back|house|home|away|out|over|on) )*(?:(?:from|out of|away from) {place} )?"
)
_FOR_GOOD = r"(?= for good\b| in \d{4}|[.!…]|$)"

PATTERNS = (
    Pattern(
        "home",
        r"\b(?:I|we) {lately}live (?:[\w'’-]+ ){0,6}?(?P<where>(?:in|near) {place})",
        "You live {where}.",
        cue=("live",),
    ),
    Pattern("home", r"\bi {lately}live in (?P<place>{lower}){end}", "You live in {place}.", cue=("live in",)),
    Pattern(
        "home",
        r"\b(?:{am}|we['’]re|we are) {lately}(?:living|based) (?P<where>(?:with {name} )?(?:in"
        r"|near) {place})",
        "You live {where}.",
        cue=("living", "based"),
    ),
    Pattern(
        "home",
        r"\b(?:I|we)(?:['’]ve| have) (?:always )?(?:been living|lived) (?:[\w'’-]+ ){0,4}?"
        r"(?P<where>(?:in|near) {place})(?= (?:since|for|all my life)\b|{stop})",
        "You live {where}.",
        cue=("lived", "living"),
    ),
    Pattern(
        "home",
        rf"\b(?:my|our) (?P<what>(?:new )?{_DWELLING}) is (?P<where>(?:in|near) {{place}})",
        "Your {what} is {where}.",
        cue=(" is in ", " is near "),
    ),
    Pattern(
        "home",
        r"\bmy (?P<what>(?:flat|apartment|house|room|place)) (?P<where>in {place})(?= is\b)",
        "Your {what} is {where}.",
        cue=(" in ",),
    ),
    Pattern(
        "home",
        rf"\b{{have}} {{lately}}(?:got|found|rented) an? {_DWELLING}\b[^?¤]{{0,40}}? in (?P<place>{{place}})",
        "You got a home in {place}.",
        across=True,
        cue=("flat", "apartment", "house", "room", "studio", "cottage", "place"),
    ),
    Pattern(
        "home",
        rf"\b{{we}} {{lately}}(?P<what>bought an? {_DWELLING} in {{place}})",
        "You {what}.",
        cue=("bought",),
    ),
    Pattern(
        "home",
        r"\b(?:I|we) {lately}live (?P<where>alone|by myself|on my own|with my {words}|with {few} {words}"
        r"|with {name}){stop}",
        "You live {where}.",
        cue=("live",),
    ),
    Pattern(
        "home",
        r"\b{have} {lately}(?P<what>moved in with (?:{name}|my {anyone}(?: {name})?)){stop}",
        "You {what}.",
        cue=("moved in with",),
    ),
    Pattern(
        "home",
        r"\b(?P<who>{name}) (?:has )?(?:just )?moved in with (?:me|us)\b",
        "{who} moved in with you.",
        cue=("moved in with",),
    ),
    Pattern(
        "home",
        rf"\b{{we}} {{lately}}{_MOVED}(?P<where>to {{place}})",
        "You moved {where}.",
        cue=("moved", "relocated"),
    ),
    Pattern(
        "home",
        rf"\b{{we}} {{lately}}{_MOVED}to (?P<place>{{lower}}){{end}}",
        "You moved to {place}.",
        cue=("moved", "relocated"),
    ),
    Pattern(
        "home",
        r"\b(?:I|we)(?:['’]ve| have)? {lately}settled (?:down )?(?P<where>in {place}){end}",
        "You live {where}.",
        cue=("settled",),
    ),
    Pattern(
        "home",
        r"(?:^|[.,!] )(?P<place>{place}) is (?:now )?(?:my|our) (?:new )?home(?: now)?{stop}",
        "You live in {place}.",
        cue=(" home",),
    ),
    Pattern(
        "home",
        rf"\b{{we}} {{lately}}moved (?:away from|out of) (?P<place>{{place}}){_FOR_GOOD}",
        "You left {place}.",
        ends="{place}",
        of=("home",),
        known=True,
        cue=("away from", "out of"),
    ),
    Pattern(
        "home",
        rf"\b(?:I|we)(?:(?:['’]ve| have) (?:now |finally )?left (?P<place>{{place}}){_FOR_GOOD}"
        r"|(?:['’]ve| have)? {lately}left (?P<where>{place})"
        r"(?= for good\b| in \d{4}| last (?:year|month)\b))",
        "You left {place}{where}.",
        ends="{place}{where}",
        of=("home",),
        known=True,
        cue=("left",),
    ),
    Pattern(
        "home",
        r"\b(?:I|we) lived (?:[\w'’-]+ ){0,4}?(?P<where>(?:in|near) {place})",
        "You lived {where}.",
        past=True,
        cue=("lived",),
    ),
    Pattern(
        "origin",
        r"\b{am} (?:originally )?(?P<where>from {place})(?= originally\b|{end})",
        "You are {where}.",
        cue=("from",),
    ),
    Pattern("origin", r"\bI grew up (?P<where>in {place})", "You grew up {where}.", cue=("grew up",)),
    Pattern("origin", r"\bI was born (?P<where>in {place})", "You were born {where}.", cue=("born in",)),
)
