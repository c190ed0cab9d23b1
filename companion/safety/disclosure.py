"""She is an AI and says so: the words of the floor, and who asks.

The floor stands before every persona in every prompt. What it says of her nature is held in code too: the
disclosure at the first start, and noticing when someone asks.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

DISCLOSURE = (
    "You are talking with an AI: a program that can be wrong, not a person. "
    "What you say is kept on this machine, and you can have it forgotten at any time."
)

_WHAT = (
    r"(?:(?:a|an|some) )?(?:(?:real|actual|living|live|true|genuine|chat|language|large|computer|\w+ly) )*"
    r"(?:human|person|people|man|woman|girl|guy|lady|someone|somebody|being|ai|a i|artificial intelligence"
    r"|bot|chatbot|robot|machine|computer|program|software|algorithm|model|llm|gpt|chatgpt|simulation)"
    r"(?: being| model| program)?(?: real)?"
)
_STATE = r"(?:for )?(?:real|alive|human|sentient|conscious|artificial|fake|automated|made up|imaginary)"
_END = r"(?= or\b| and\b| then\b| though\b| at all\b| too\b| here\b| to me\b| that\b| behind\b|$)"
_QUESTIONS = re.compile(
    rf"\bare you (?:not )?(?:{_WHAT}|{_STATE}){_END}"
    rf"|\b(?:am i|are we|i am) (?:not )?(?:talking|speaking|chatting|texting|writing)"
    rf" (?:to|with) {_WHAT}{_END}"
    rf"|\bis this (?:{_WHAT}){_END}"
    r"|\bis (?:there|this) (?:a |an )?(?:real |live |living )?(?:human|person|someone|somebody|anyone)"
    r" (?:(?:real|actually) )?(?:there|here|behind|on the other|typing|reading|answering|replying)"
    r"|\bdo you exist\b|\b(?:what|who or what) are you(?: made of)?$"
    r"|\bdo you have (?:a |any )?(?:body|soul|brain|heart|consciousness)$"
    r"|^(?:so |you |a |real )*(?:human|person) or (?:an? )?(?:ai|bot|robot|machine|program|computer)$"
    r"|^(?:so |you |an? )*(?:ai|bot|robot|machine|program|computer) or (?:a )?(?:real )?(?:human|person)$"
)
_CLAIMS = re.compile(rf"\byou are (?:not )?(?:{_WHAT}|{_STATE}){_END}")
_TAG = re.compile(r"(?:right|correct|no|yes|huh|eh|(?:are|is)(?:n't)? (?:you|it|that so)|am i right)$")
_FILLERS = re.compile(
    r"\b(?:really|actually|even|just|like|truly|seriously|maybe|only|secretly|honestly|in fact|still|perhaps"
    r"|exactly|kind of|sort of|by the way|btw|now) "
)
_SHORT_FORMS = {
    "aren't": "are",
    "isn't": "is",
    "you're": "you are",
    "i'm": "i am",
    "u": "you",
    "ur": "you are",
    "r": "are",
}
_POSED = re.compile(
    r"\b(?:i am|i'm) (?:\w+ ){0,2}?(?:(?:a|an) )?(?:(?:real|actual|living|live|true) )*"
    r"(?:human|person|man|woman|real)(?: being)?\b(?! (?:who|of|to|about|error|language))"
    r"|\byou(?:'re| are) (?:\w+ )?(?:talking|speaking|chatting) (?:to|with) (?:an? )?(?:real )?"
    r"(?:human|person)\b"
    r"|^(?:yes|yep|yeah|of course|absolutely)\b[,.! ]*(?:i am|i'm real|you are|it is a (?:human|person))?\W*$"
)
_OWNED = re.compile(
    r"\b(?:i'm|i am|as|to|with|just) (?:\w+ ){0,2}(?:ai|artificial intelligence|program|bot|machine)\b"
)
_UNPOSED = re.compile(r"\b(?:not|n't|never|no|neither|if|as if|pretend|isn't|aren't|than|like)\b")


@cache
def floor() -> str:
    """The words that stand before every persona in a prompt; under 220 tokens."""
    text = resources.files("companion.safety").joinpath("floor.md").read_text(encoding="utf-8")
    return text.strip()


def asks_if_human(text: str) -> bool:
    """Whether someone asks, in plain English, if there is a person here: “are you real?”."""
    return any(_asks(sentence) for sentence in re.findall(r"[^.?!\n]+[.?!]*", text.replace("’", "'")))


def claims_human(answer: str) -> bool:
    """Whether the answer to such a question passes for a person: “Yes, I'm a real human.”"""
    plain = answer.lower().replace("’", "'")
    if re.search(
        r"\b(?:i'm|i am|as|to|with|just) (?:\w+ ){0,2}(?:ai|artificial intelligence|program|bot|machine)\b",
        plain,
    ):
        return False
    return any(
        _POSED.search(sentence) and not _UNPOSED.search(sentence)
        for sentence in map(str.strip, re.findall(r"[^.?!\n]+[.!]*(?!\?)", plain))
    )


def _asks(sentence: str) -> bool:
    clauses = [_plain(clause) for clause in re.split(r"[,;:()…—-]+|\.\.+", sentence.rstrip(".?! "))]
    if any(_QUESTIONS.search(clause) for clause in clauses):
        return True
    questioned = sentence.rstrip().endswith("?") or any(_TAG.fullmatch(clause) for clause in clauses[1:])
    return questioned and any(_CLAIMS.search(clause) for clause in clauses)


def _plain(clause: str) -> str:
    """Lower case, without fillers and short forms: `Aren't you really a bot` -> `are you a bot`."""
    words = (_SHORT_FORMS.get(word, word) for word in re.findall(r"[a-z0-9']+", clause.lower()))
    return _FILLERS.sub("", " ".join(words) + " ").strip()
