"""What you like and dislike, and what you eat and drink."""

from __future__ import annotations

from companion.engine.patterns import Pattern

_FAVOURITE = r"\bmy (?:all-time )?favou?rite (?P<thing>(?:[\w-]+ ){0,2}?[\w-]+) (?:is|are) "
# Where a sentence of its own begins: "the things I love" tells nothing of its kind.
_BEGINS = (
    r"(?:^|[.,;:!?–—-]\s+|\b(?:and|but|so|because|['’]cause|though|also|honestly|why|much|know|plus|then"
    r"|since"
    r"|while|well|yes|yeah|days|oh|mean|guess|confess|admit|turns out)\s)"
)
_VERY = _BEGINS + r"I (?:really |absolutely |also |still |just |always )*"
_MORE = (
    r"(?:(?:, (?!I\b)[\w’'-]+(?: [\w’'-]+){0,2}){0,3},? and (?!(?:I|he|she|it|we|they|you|that|this|then"
    r"|so|can|am|my"
    r"|the|have|also|now|not|don['’]t|always|never|what|how|of|to|there|if|when|would)\b)(?:[\w’'-]+ "
    r"){0,3}?[\w’'-]+)?"
)
_CANNOT_BEAR = r"(?P<verb>hate|dislike|loathe|detest|can['’]?t stand|cannot stand|don['’]?t like|do not like)"
_NOT_FOOD = (
    r"(?!it\b|that\b|this\b|them\b|much\b|anything\b|enough\b|before\b|after\b|today\b|until\b|well\b|when\b"
    r"|at\b|out\b|here\b|there\b|so\b|a lot\b|properly\b|alone\b|with\b|in\b|on\b|your\b|my\b|too\b|any "
    r"?more\b)"
)

PATTERNS = (
    Pattern(
        "favourite {thing}",
        _FAVOURITE
        + r"(?P<what>(?!(?:not|this|that|these|those|so|still|probably|when|how|in)\b){words}){stop}",
        "Your favourite {thing} is {what}.",
        cue=("favo",),
    ),
    Pattern(
        "favourite {thing}",
        r"(?:^|[.!,] )(?P<liked>(?:[\w’'-]+ ){0,3}?[\w’'-]+) (?:is|are) my (?:all-time )?favou?rite"
        r" (?P<thing>(?:[\w-]+ )?[\w-]+){stop}",
        "Your favourite {thing} is {liked}.",
        cue=("my favo", "my all-time"),
    ),
    Pattern(
        "like",
        _VERY + r"(?P<verb>love|like|enjoy|adore) (?P<liked>{words}" + _MORE + "){stop}",
        "You {verb} {liked}.",
        cue=("love", "like", "enjoy", "adore"),
    ),
    Pattern(
        "like",
        r"\b{am} (?:an? )?(?:huge |big |great |lifelong )?fan of (?P<liked>{words}){stop}",
        "You are a fan of {liked}.",
        cue=("fan of",),
    ),
    Pattern(
        "like",
        r"\bI prefer (?P<liked>{words} (?:to|over) {words}){stop}",
        "You prefer {liked}.",
        cue=("prefer",),
    ),
    Pattern(
        "dislike",
        _VERY + _CANNOT_BEAR + r" (?P<liked>{words}" + _MORE + "){stop}",
        "You {verb} {liked}.",
        negative=True,
        cue=("hate", "dislike", "loathe", "detest", "stand", "n't like", "n’t like", "not like", "dont like"),
    ),
    Pattern(
        "dislike",
        r"\b(?:I (?:(?:don['’]?t|do not) (?:really )?(?P<verb>love|enjoy|adore) (?P<liked>{words}) any ?more"
        r"|no longer (?P<verb2>love|like|enjoy|adore) (?P<liked2>{words}))){stop}",
        "You don't {verb}{verb2} {liked}{liked2} any more.",
        negative=True,
        cue=("more", "no longer"),
    ),
    Pattern(
        "dislike",
        r"\b{have} {lately}(?:gone|went) (?:right )?off "
        r"(?P<liked>(?!(?:to|on|with|the|in|for)\b){words}){stop}",
        "You don't like {liked} any more.",
        cue=("gone", "went"),
    ),
    Pattern(
        "like",
        r"\b{have} {lately}(?:come|grown|started|learned|learnt|begun) to (?P<verb>love|like|enjoy) "
        r"(?P<liked>{words}){stop}",
        "You {verb} {liked}.",
        cue=(" to l", " to e"),
    ),
    Pattern(
        "dislike",
        r"\b{am} not (?:an? |much of a )?(?:huge |big |great )?fan of (?P<liked>{words}){stop}",
        "You are not a fan of {liked}.",
        negative=True,
        cue=("fan of",),
    ),
    Pattern(
        "food",
        rf"\bI (?P<what>(?:don['’]?t|do not|never) (?:eat|drink) {_NOT_FOOD}(?P<ended>(?:[\w-]+ "
        rf"){{0,2}}?[\w-]+)"
        r"(?: any ?more)?){stop}",
        "You {what}.",
        negative=True,
        ends="{ended}",
        of=("food",),
        cue=("eat", "drink"),
    ),
    Pattern(
        "food",
        r"\bI (?P<what>(?:don['’]?t|do not) drink any ?more)\b",
        "You {what}.",
        negative=True,
        cue=("drink any",),
    ),
    Pattern(
        "food",
        r"\bI (?P<what>(?:eat|drink) {consumed} (?:every (?:day|morning|evening|week)|a lot|regularly))\b",
        "You {what}.",
        cue=("eat", "drink"),
    ),
    Pattern(
        "food",
        rf"\bI (?P<what>(?:can['’]?t|cannot) (?:eat|drink|have) {_NOT_FOOD}(?!another\b|any\b|more\b|as\b"
        rf"|that\b)"
        r"(?:[\w-]+ )?[\w-]+)(?=[.,;!?]|$| because\b| or\b)",
        "You {what}.",
        negative=True,
        cue=("can't", "can’t", "cannot", "cant"),
    ),
    Pattern(
        "food",
        r"\bI (?P<what>(?:eat|drink) no {consumed}){stop}",
        "You {what}.",
        negative=True,
        cue=("eat no", "drink no"),
    ),
    Pattern(
        "food",
        r"\bI(?:['’]m)? (?:also |now |do )?(?P<what>(?:eat|eating|drink|drinking) {consumed}) (?:again"
        r"|now)\b",
        "You {what} again.",
        change=True,
        ends="{what}",
        of=("food",),
        cue=("again", "now"),
    ),
    Pattern(
        "food",
        r"\b{have} {lately}(?:gave up|given up|cut out|stopped eating|stopped drinking|quit) "
        r"(?P<what>{consumed})"
        r"{stop}",
        "You gave up {what}.",
        change=True,
        ends="{what}",
        of=("food",),
        cue=("up", "cut out", "stopped", "quit"),
    ),
    Pattern(
        "food",
        r"\bI (?:always )?(?P<what>(?:take|drink|have) my (?:coffee|tea) {words}){stop}",
        "You {what}.",
        cue=("my coffee", "my tea"),
    ),
    Pattern(
        "food",
        r"\b{have} {lately}switched (?P<what>from (?P<ended>{consumed}) to {words}){stop}",
        "You switched {what}.",
        change=True,
        ends="{ended}",
        of=("food",),
        cue=("switched",),
    ),
)
