"""That something is over, or was otherwise: what ends a known fact, and what takes a word's place in one."""

from __future__ import annotations

from companion.engine.patterns import Pattern

_STOPPED = (
    r"(?:left|quit|dropped out of|resigned from|stopped going to|gave up|given up|stopped|cancelled"
    r"|finished with)"
)
_DONE = r"(?:playing |going to |doing |learning |taking |singing in |running |studying )?"
_VERB = (
    "(?:play|sing|go|do|run|swim|work|live|drive|use|have|take|learn|study|teach|ride|climb|dance|own|row|jog"
    "|paint|train)"
)
_WORD = r"(?:an? |the )?(?:[\w’'-]+ ){0,2}?[\w’'-]+"
_THAT = r"(?:it|that|he|she|they|this|what it was|what I have)"
_HOBBIES = ("hobby", "study", "language", "goal")
_ANY = (*_HOBBIES, "work", "home", "belonging", "health", "pet")

PATTERNS = (
    Pattern(
        "hobby",
        r"\b{have} {lately}(?P<verb>left|quit)(?! \w+ (?:party|class|course|lessons?|workshop|gym)\b)"
        r" (?P<what>(?:the|my|our) {group})\b",
        "You {verb} {what}.",
        change=True,
        ends="{what}",
        of=_HOBBIES,
        cue=("left", "quit"),
    ),
    Pattern(
        "hobby",
        rf"\b{{have}} {{lately}}(?P<verb>{_STOPPED}) (?P<done>{_DONE})(?P<what>(?:(?:the|my|our) )?"
        rf"(?:[\w’'-]+ ){{0,3}}?[\w’'-]+)"
        r"(?: for (?:good|now))?{stop}",
        "You {verb} {done}{what}.",
        ends="{what}",
        of=_HOBBIES,
        known=True,
        cue=("left", "quit", "dropped out", "resigned", "stopped", "up", "cancelled", "finished"),
    ),
    Pattern(
        "hobby",
        r"\b{am} (?:{lately}|so |totally |completely )(?P<verb>over|done with|finished with) "
        r"(?P<what>(?!(?:it|this|that|the moon|here|there|him|her|them|you)\b)(?:my )?"
        r"(?:[\w-]+ )?(?!for\b|the\b)[\w-]+)(?: for (?:good|now))?{stop}",
        "You are {verb} {what}.",
        ends="{what}",
        of=(*_HOBBIES, "like"),
        known=True,
        cue=("over", "done with", "finished with"),
    ),
    Pattern(
        "hobby",
        rf"\b(?:I|we)(?: don['’]?t| do not| no longer) (?P<verb>{_VERB}) (?P<what>{{words}}?) any ?more\b",
        "You don't {verb} {what} any more.",
        negative=True,
        ends="{what}",
        of=_ANY,
        known=True,
        cue=("more",),
    ),
    Pattern(
        "hobby",
        rf"\b(?:I|we) no longer (?P<verb>{_VERB}) (?P<what>{{words}}){{stop}}",
        "You no longer {verb} {what}.",
        negative=True,
        ends="{what}",
        of=_ANY,
        known=True,
        cue=("no longer",),
    ),
    Pattern(
        "hobby",
        r"\b(?:I|we) (?P<what>(?:don['’]?t|do not) (?:play|sing|climb|dance|row|knit) (?P<ended>{words}) "
        r"any ?more)\b",
        "You {what}.",
        negative=True,
        ends="{ended}",
        of=_HOBBIES,
        cue=("more",),
    ),
    Pattern(
        "work",
        r"\bI (?P<what>(?:(?:don['’]?t|do not) work|no longer work) (?:at|for|as|in) (?!all\b|weekends"
        r"|(?:the )?(?:moment|weekend|evening|morning|night|same)){words})"
        r"(?: any ?more)?(?<= more){stop}",
        "You {what}.",
        negative=True,
        change=True,
        cue=("more",),
    ),
    Pattern(
        "work",
        r"\bI (?P<what>no longer work (?:at|for|as|in) {words}){stop}",
        "You {what}.",
        negative=True,
        change=True,
        cue=("no longer",),
    ),
    Pattern(
        "hobby",
        r"\b(?P<day>{weekday}s?)(?:['’]s| is| are) now (?:for )?(?P<what>(?!that\b|the\b"
        r"|fine\b){words}){stop}",
        "On {day} it is now {what}.",
        ends="{day}",
        of=("hobby",),
        known=True,
        cue=("day",),
    ),
    Pattern(
        "goal",
        r"\bthe (?P<what>(?:[\w-]+ )?[\w-]+)(?: is|['’]s) (?:off|cancelled|called off)\b(?! the\b)",
        "The {what} is off.",
        ends="{what}",
        of=("goal", "date", "hobby"),
        known=True,
        cue=("off", "cancelled"),
    ),
    Pattern(
        "belonging",
        r"\b{we} {lately}(?P<verb>sold|scrapped|crashed|wrecked|lost) (?P<whose>my|our|the) (?P<what>"
        r"(?:[\w-]+ )?{thing}|{name})\b",
        "You {verb} {whose} {what}.",
        change=True,
        ends="{what}",
        of=("belonging",),
        cue=("sold", "scrapped", "crashed", "wrecked", "lost"),
    ),
    Pattern(
        "belonging",
        r"\b(?:my|our) (?P<what>{thing}|{name}) (?:was|got|has been|['’]s been) (?P<verb>stolen|scrapped"
        r"|wrecked|totalled)\b",
        "Your {what} was {verb}.",
        change=True,
        ends="{what}",
        of=("belonging",),
        cue=("stolen", "scrapped", "wrecked", "totalled"),
    ),
    # What takes the place of a word in a fact that is known; alone, it says nothing.
    Pattern(
        "",
        rf"\b(?:turned out to be|(?:it|that)['’]s(?: actually)?|it was(?: actually)?|I meant) "
        rf"(?P<right>{_WORD}),? (?:and "
        rf")?not (?P<wrong>{_WORD}){{stop}}",
        "",
        negative=True,
        cue=("not",),
    ),
    Pattern(
        "",
        rf"\b{_THAT}(?:['’]s| is| was) not (?P<wrong>{_WORD})(?: at all| after all| any ?more)?[,;:] "
        rf"(?:but |{_THAT}(?:['’]s| is| was) )"
        rf"(?P<right>{_WORD}){{stop}}",
        "",
        negative=True,
        cue=("not",),
    ),
    Pattern(
        "",
        rf"\b{_THAT}(?: isn['’]t| wasn['’]t) (?P<wrong>{_WORD})(?: at all| after all)?[,;:] (?:but "
        rf"|{_THAT}(?:['’]s| is| was) )"
        rf"(?P<right>{_WORD}){{stop}}",
        "",
        negative=True,
        cue=("n't", "n’t"),
    ),
    Pattern(
        "",
        rf"(?:^|[,.!:] )not (?:on )?(?P<wrong>{_WORD}), (?:but )?(?:on )?(?P<right>{_WORD})(?=[.!…]|$)",
        "",
        negative=True,
        cue=("not",),
    ),
    Pattern(
        "",
        r"\b(?P<wrong>{name}) (?:is|['’]s) (?:now called|called) (?P<right>{name})(?: now)?{end}",
        "",
        cue=("called",),
    ),
    Pattern(
        "",
        r"\b(?P<wrong>{name}) (?:has )?(?:changed its name to|was renamed(?: to)?|got renamed(?: to)?"
        r"|renamed itself(?: to)?)"
        r" (?P<right>{name}){end}",
        "",
        cue=("name",),
    ),
    Pattern(
        "",
        r"\b(?:it|he|she)(?:['’]s| is) (?:called (?P<right>{name}) now|now called (?P<renamed>{name})){end}",
        "",
        cue=("called",),
    ),
)
