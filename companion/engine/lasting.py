"""Whether a statement will still be true of your life next year: an event, a mood or a plan will not."""

from __future__ import annotations

import re

from companion.engine.sentences import normalised, sentence_case, words
from companion.engine.vocabulary import KIN, PARTNERS, PEOPLE, PETS, listed

_WHEN = re.compile(
    r",?\s*\b(?:today|tonight|yesterday|just now|this (?:morning|evening|week|month|year)"
    r"|last (?:night|week|weekend|month|year)"
    r"|(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|(?:a )?few|some|several|a couple of|many)"
    r" (?:days?|weeks?|months?|years?) ago)\b",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|ago|right now|at the moment|soon|so far|yet|hours?|minutes?"
    r"|this (?:morning|evening|week|weekend|month|year|time)"
    r"|(?:last|next) (?:night|week|weekend|month|year|time)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (?:the )?\d{1,2}\b",
    re.IGNORECASE,
)
_ANNUAL = re.compile(r"\b(?:birthday|anniversary|born|since|married|died|every)\b", re.IGNORECASE)
_MOOD = re.compile(
    r"^you(?:['’]re| are| feel| felt| were)(?: \w+){0,2}? (?:tired|exhausted|fine|okay|ok|happy|sad|bored"
    r"|hungry|cold|stuck|nervous|scared of it|relieved|shaky|free|excited|glad|sorry|sick|busy|ready|back"
    r"|here)\b",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"^you(?:['’]ll| will| need to| have to| must|['’]re going to| are going to)\b", re.IGNORECASE
)
# What happened once and changed something for good.
_CHANGES = frozenset(
    listed(
        """
        moved married divorced adopted joined started quit left retired grew studied graduated born died lost
        broke split bought sold became named called diagnosed founded inherited learned learnt stopped opened
        engaged promoted hired fired enrolled signed published trained allergic based
        """
    )
)
_HAPPENED = frozenset(
    listed(
        """
        was were went saw had did made said told took came ate drank slept felt thought found met ran sat
        stood burnt heard read wrote brought spoke spent won fell caught drew drove flew forgot kept knew rang
        sang sent shot woke wore got gave
        """
    )
)
_AUXILIARY = frozenset({"have", "has", "is", "are", "been", "you've", "you're", "be", "being"})
_NEW_STATE = re.compile(
    r"\b(?:moved|married|divorced|adopted|joined|started|quit|retired|broke|split|died)\b"
)


def lasting(text: str, quote: str) -> str | None:
    """The statement without "today" and the like where it tells of a change; None where it won't last."""
    if _NEW_STATE.search(text):
        text = sentence_case(_WHEN.sub("", text).rstrip(" .,") + ".")
        quote = _WHEN.sub("", quote)
    elif _happened(text):
        return None
    dated = _DAY.search(text) and not _ANNUAL.search(text)
    if dated or _PASSING.search(f"{text} {quote}") or _MOOD.search(text) or _TO_DO.search(text):
        return None
    return text


def _happened(text: str) -> bool:
    """Whether its verb, among its first words, is in the past and no change for good."""
    first = words(text)[1:5]
    for before, word in zip(["", *first], first, strict=False):
        if before in _AUXILIARY or word in _AUXILIARY:
            return False
        if word in _HAPPENED or (word.endswith("ed") and word not in _CHANGES):
            return True
    return False


def topic_of(text: str, given: str) -> str:
    """What a statement is about, by its words where they tell; small models name topics at random."""
    low = normalised(text)
    whose = set(words(text)[1:4]) if low.startswith("your ") else set()
    for topic, names in (("family", KIN), ("partner", PARTNERS), ("people", PEOPLE), ("pet", PETS)):
        if whose & set(names):
            return topic
    return next((topic for topic, form in _TOPICS if form.search(low)), _LOOSE.get(given, given))


_TOPICS = tuple(
    (topic, re.compile(form))
    for topic, form in (
        ("name", r"^you are called |^your name is "),
        ("birthday", r"\bbirthday\b"),
        ("health", r"\b(?:allerg|intolerant|diagnosed|asthma|diabet|migraine)"),
        ("home", r"^you (?:now )?(?:live|lived|have lived|moved)\b"),
        ("work", r"^you (?:now )?(?:work|quit|got a new job|retired)\b|\bapprentice\b"),
        ("dislike", r"^you (?:hate|dislike|can't stand|don't like|can not stand)\b"),
        ("like", r"^you (?:really )?(?:love|like|enjoy|adore|prefer)\b"),
        ("food", r"^you (?:don't |do not |never )?(?:eat|drink)\b"),
        ("pet", rf"^you (?:have|adopted|own|got) an? .*\b(?:{'|'.join(PETS)})\b"),
    )
)
# Without the words of such a statement, these say too much.
_LOOSE = dict.fromkeys(
    ("name", "age", "home", "partner", "family", "friend", "pet", "birthday", "health"), "other"
)
