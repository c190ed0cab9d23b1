"""What people say of themselves in plain words, as patterns: topic, words, and the statement that they make.

English. `{name}` and the like in the words stand for the pieces below. What the statement keeps are groups:
`who` (a name, with a capital), `where`, `place`, `job`, `age`, `liked` and `what`; which words are meant by
the first six is checked in `extract.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from companion.engine.vocabulary import CONDITIONS, DIETS, KIN, PARTNERS, PEOPLE, PETS


def _any(*options: str) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, options), key=len, reverse=True)) + ")"


_CAPITAL = r"[A-ZÀ-ÞĀĂĄĆČĎĐĒĘĚĞĪĹŁŃŇŌŐŘŚŞŠŤŪŮŰŹŻŽ][\w-]+(?:[’'](?!s\b|m\b|ll\b|d\b|ve\b)\w+)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"

PIECES = {
    "am": r"(?:I['’]?m|I am|im)",
    "have": r"(?:I['’]ve(?: got)?|I have(?: got)?|I)",
    "we": r"(?:I|we|I['’]ve|we['’]ve|I have|we have)",
    "lately": r"(?:just |recently |finally |now |still |currently )?",
    "name": rf"(?-i:(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? |Frau |Herr |Madame |Monsieur )?{_CAPITAL}"
    rf"(?: (?:van |von |de )?{_CAPITAL}){{0,2}})",
    "place": rf"(?:the )?(?-i:{_CAPITAL}(?: (?:(?:am|an der|upon|on|sur|de|la|of|the) )?{_CAPITAL}){{0,2}})",
    "lower": r"(?-i:[a-z]{3,}(?: (?:city|york|francisco|angeles|zealand))?)",
    "named": r"(?:['’]s name is|,? (?:is|was) (?:called|named)|,? (?:called|named)|,)?",
    "words": r"(?:[\w'’%&-]+ ){0,7}?[\w'’%&-]+",
    # Where a name or place may end.
    "end": r"(?=\s*(?:[.,;:!?…)–—]|$| - |\b(?:and|but|now|with|since|for|because|so|where|which|who|these"
    r"|again|too|btw|by the way|at the moment|right now|three|two|last|this)\b))",
    # Where a statement ends.
    "stop": r"(?=\s*(?:[.,;:!?…)–—¤]|$| - |\b(?:and|but|because|since|so|though|although|if|when|while|who"
    r"|which|by the way|btw|lol|actually|these days|at the moment)\b))",
    "number": rf"(?:\d{{1,3}}|{_TENS}(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)",
    "date": rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} (?:the )?\d{{1,2}}"
    r"(?:st|nd|rd|th)?|\d{1,2}[./]\d{1,2})(?:,? \d{4})?",
    "which": "(?:(?:older|younger|elder|eldest|little|big|twin|half|best|old|new|late) )?",
    "relative": _any(*KIN),
    "mum": "(?-i:Mum|Mom|Dad|Papa|Mama|Grandma|Grandpa|Granny|Nan)",
    "love": _any(*PARTNERS),
    "person": _any(*PEOPLE),
    "anyone": _any(*KIN, *PARTNERS, *PEOPLE),
    "pet": _any(*PETS),
    "condition": _any(*CONDITIONS),
    "diet": rf"(?:an? )?(?:{_any(*DIETS)}|\w+ intolerant)",
    # What stays true for a while, said of someone.
    "lasts": "(?:is an? |is allergic to |works |lives |studies |is retired|is vegan)",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """`says` is the statement with the groups of `words` put in; `negative` ones may hold a negation.

    `introduces`: only at the beginning of a conversation; `change`: it ends what held before; `across`: read
    over a whole message instead of a sentence.
    """

    topic: str
    words: str
    says: str
    negative: bool = False
    introduces: bool = False
    change: bool = False
    across: bool = False

    @property
    def regex(self) -> re.Pattern[str]:
        """Compiled once, case ignored."""
        return _compiled(self.words)


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{([a-z]+)\}", lambda piece: PIECES[piece[1]], words), re.IGNORECASE)


_CALL = r"(?:^|[,.!-] |\b(?:please|just|can|friends|people|everyone|everybody|they) )call me "
_NEW_JOB = r"\b{have} {lately}(?:got|started|found) (?:a |my )?new job "
_WORKPLACE = r"(?:at|for) (?:(?:an?|the|my) (?!moment|weekend|time|day|night|week|month){words}|{name})"
_TRADE = r"(?:an?|the) (?:[\w-]+ ){0,3}?(?P<job>[\w-]+)(?: (?:at|in|for|of|with) {words})?"
_PARTED = r"(?P<what>(?:have )?(?:split|broke|broken) up|(?:have )?separated|got divorced)\b"
_ANIMAL = r"(?:have|own|got|adopted) an? (?:[\w-]+ ){0,2}?{pet}(?!-)\b(?:,? (?:called|named) {name})?"
_FAVOURITE = r"\bmy (?:all-time )?favou?rite (?P<thing>(?:[\w-]+ ){0,2}?[\w-]+) (?:is|are) "
_VERY = r"\bI (?:really |absolutely |also |still )*"
_CANNOT_BEAR = r"(?P<verb>hate|dislike|loathe|detest|can['’]?t stand|cannot stand|don['’]?t like|do not like)"
_ALLERGY = r"\b(?:I have|I['’]ve(?: got)?) (?P<what>an? (?:[\w-]+ )?allergy(?: to {words})?){stop}"

PATTERNS = (
    Pattern("name", r"\bmy name(?:['’]s| is) (?P<who>{name})", "You are called {who}."),
    Pattern("name", r"\bmy name(?:['’]s| is) (?P<who>[a-z]{2,15}){stop}", "You are called {who}."),
    Pattern("name", _CALL + r"(?P<who>{name}){end}", "You are called {who}."),
    Pattern("name", r"\b{am} called (?P<who>{name}){end}", "You are called {who}."),
    Pattern("name", r"(?:^|[,.!-] ?|: ){am} (?P<who>{name}){end}", "You are called {who}.", introduces=True),
    Pattern("age", r"\b{am} (?P<age>{number})(?: years? old| now)?{stop}", "You were {age} in {month}."),
    Pattern("age", r"\bI (?:just )?turned (?P<age>{number})\b", "You turned {age} in {month}."),
    Pattern(
        "home",
        r"\b(?:I|we) {lately}live (?:[\w'’-]+ ){0,6}?(?P<where>(?:in|near) {place})",
        "You live {where}.",
    ),
    Pattern("home", r"\bi {lately}live in (?P<place>{lower}){end}", "You live in {place}."),
    Pattern(
        "home",
        r"\b(?:{am}|we['’]re|we are) {lately}living (?P<where>(?:with {name} )?(?:in|near) {place})",
        "You live {where}.",
    ),
    Pattern("home", r"\b{we} {lately}moved (?:back )?(?P<where>to {place})", "You moved {where}."),
    Pattern("home", r"\b{we} {lately}moved to (?P<place>{lower}){end}", "You moved to {place}."),
    Pattern("origin", r"\b{am} (?:originally )?(?P<where>from {place}){end}", "You are {where}."),
    Pattern("origin", r"\bI grew up (?P<where>in {place})", "You grew up {where}."),
    Pattern("origin", r"\bI was born (?P<where>in {place})", "You were born {where}."),
    Pattern("work", r"\bI {lately}work (?P<what>as an? {words}){stop}", "You work {what}."),
    Pattern("work", rf"\bI {{lately}}work (?P<what>{_WORKPLACE}){{stop}}", "You work {what}."),
    Pattern("work", rf"\b{{am}} (?:working as )?(?P<what>{_TRADE}){{stop}}", "You are {what}."),
    Pattern(
        "work",
        _NEW_JOB + r"(?P<what>(?:as|at|with|in) {words}){stop}",
        "You got a new job {what}.",
        change=True,
    ),
    Pattern(
        "work",
        r"\b{have} {lately}(?P<what>(?:quit|left|lost) (?:my job|the (?:job|company)))\b",
        "You {what}.",
        change=True,
    ),
    Pattern("work", r"\b(?:{have}|{am}) {lately}retired\b(?! to\b)", "You are retired.", change=True),
    Pattern(
        "study",
        r"\b(?:I study|{am} studying) (?P<what>(?!for\b|hard\b|a lot\b){words}){stop}",
        "You study {what}.",
    ),
    Pattern("partner", r"\bmy (?P<kin>{love}){named} (?P<who>{name})", "Your {kin} is called {who}."),
    Pattern("partner", r"\b(?P<who>{name}) and I " + _PARTED, "You and {who} {what}.", change=True),
    Pattern("partner", r"\bI broke up with (?P<who>{name})", "You broke up with {who}.", change=True),
    Pattern(
        "family", r"\bmy (?P<kin>{which}{relative}){named} (?P<who>{name})", "Your {kin} is called {who}."
    ),
    Pattern(
        "people",
        r"\bmy (?P<kin>{which}{person})(?:{named}| is) (?P<who>{name})",
        "Your {kin} is called {who}.",
    ),
    Pattern(
        "people",
        r"\bmy (?P<kin>{which}{anyone}),?(?P<who> {name})?,? (?P<what>{lasts}(?:{words})?){stop}",
        "Your {kin}{who} {what}.",
    ),
    Pattern(
        "family", r"(?:^|[,.!] )(?P<kin>{mum}) (?P<what>{lasts}(?:{words})?){stop}", "Your {kin} {what}."
    ),
    Pattern(
        "family", r"\bmy (?P<kin>{which}{relative})(?P<who> {name})? (?:has )?died\b", "Your {kin}{who} died."
    ),
    Pattern("family", r"\b(?P<kin>{mum}) (?:has )?died\b", "Your {kin} died."),
    Pattern("pet", r"\b(?:my|our) (?P<kin>{pet}){named} (?P<who>{name})", "Your {kin} is called {who}."),
    Pattern("pet", rf"\b{{we}} {{lately}}(?P<what>{_ANIMAL})", "You {what}."),
    Pattern(
        "pet",
        r"\b(?P<kin>{pet})\b[^?¤]{0,100}?\b(?:he|she|it)(?:['’]s| is) (?:called|named) (?P<who>{name})",
        "Your {kin} is called {who}.",
        across=True,
    ),
    Pattern(
        "favourite {thing}",
        _FAVOURITE + r"(?P<what>(?!not\b){words}){stop}",
        "Your favourite {thing} is {what}.",
    ),
    Pattern(
        "like", _VERY + r"(?P<verb>love|like|enjoy|adore) (?P<liked>{words}){stop}", "You {verb} {liked}."
    ),
    Pattern(
        "dislike", _VERY + _CANNOT_BEAR + r" (?P<liked>{words}){stop}", "You {verb} {liked}.", negative=True
    ),
    Pattern(
        "health", r"\b{am} (?:\w+ly |also )?(?P<what>allergic to {words}?)(?: now)?{stop}", "You are {what}."
    ),
    Pattern("health", _ALLERGY, "You have {what}."),
    Pattern("health", r"\b(?:I have|I['’]ve got|I suffer from) (?P<what>{condition})\b", "You have {what}."),
    Pattern(
        "health",
        r"\bI(?:['’]ve been| was| have been) {lately}(?P<what>diagnosed with {words}){stop}",
        "You were {what}.",
    ),
    Pattern("health", r"\b(?:{am}|I['’]ve been|I have been) (?P<what>{diet}){stop}", "You are {what}."),
    Pattern("health", r"\bI(?:['’]ve| have) been (?P<what>{diet}) (?:for|since)\b", "You are {what}."),
    Pattern(
        "food",
        r"\bI (?P<what>(?:don['’]?t|do not|never) (?:eat|drink) (?:[\w-]+ ){0,2}?[\w-]+){stop}",
        "You {what}.",
        negative=True,
    ),
    Pattern("birthday", r"\bmy birthday(?:['’]s| is) (?:on )?(?P<what>{date})", "Your birthday is {what}."),
    Pattern("birthday", r"\bI was born (?P<what>(?:on {date}|in \d{4}))", "You were born {what}."),
    Pattern(
        "birthdays",
        r"\bmy (?P<kin>{which}{anyone})(?P<who> {name})?['’]s birthday is (?:on )?(?P<what>{date})",
        "The birthday of your {kin}{who} is {what}.",
    ),
)
