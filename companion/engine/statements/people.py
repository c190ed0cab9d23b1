"""Who you are and who is around you: name, age, birthday, family, partner, others, animals."""

from __future__ import annotations

from companion.engine.patterns import Pattern

_CALL = (
    r"(?:^|[,.!-] |\b(?:please|just|can|friends|people(?: at \w+)?|everyone|everybody|they|all) )calls? "
    r"me "
)
_PARTED = (
    r"(?P<what>(?:have )?(?:just |finally )?(?:split|broke|broken) up|(?:have )?separated"
    r"|(?:got|are) divorced)\b"
)
_TOGETHER = (
    r"(?P<what>(?:are|got|are getting) (?:together|dating|a couple|an item|a thing|engaged|married)"
    r"|married)\b"
)
_ANIMAL = (
    r"(?:have|own|got|adopted) an? (?:[\w-]+ ){0,2}?{pet}(?!-)\b(?:,? (?:called|named) {name}|{stop}|(?= "
    r"(?:last|this|from|in)\b))"
)
_CHILDREN = (
    "(?:boys|girls|sisters|brothers|kids|children|sons|daughters|grandchildren|grandsons|granddaughters"
    "|siblings)"
)
_BOTH = "(?:,? (?:called |named )?{name}(?:, {name})?(?:,? and {name})?)"
_LOVER = "(?:(?:a|this) (?:guy|man|woman|girl|boy)(?: called| named)? |some(?:one|body) (?:called|named) )?"
_SINCE_WHEN = r"(?:she|he|they)(?:['’]s| is| has|['’]ve| have)(?: been)? "

_OF_THEM = (
    r"(?:(?:only eats|eats only|gets only) {words}|lives (?:in|with|near|alone) ?(?:{words})?|works (?:as"
    r"|at|for|in|nights)"
    r" ?(?:{words})?|studies {words}|is allergic to {words}|speaks {language}|moved to {place}"
    r"|has (?:{few}|an?) (?:\w+ )?(?:kids|children|daughters|sons|daughter|son|dog|dogs|cat|cats))"
)

PATTERNS = (
    Pattern("name", r"\bmy name(?:['’]s| is) (?P<who>{name})", "You are called {who}.", cue=("name",)),
    Pattern(
        "name", r"\bmy name(?:['’]s| is) (?P<who>[a-z]{2,15}){stop}", "You are called {who}.", cue=("name",)
    ),
    Pattern(
        "name",
        r"\b(?:I(?:['’]ve| have)? {lately}changed my (?:sur|last |first )?name to|my (?:new|married) name is"
        r"|my name is now) (?P<who>{name}){end}",
        "You are called {who}.",
        cue=("name",),
    ),
    Pattern("name", _CALL + r"(?P<who>{name}){end}", "You are called {who}.", cue=("call",)),
    Pattern(
        "name",
        r"\bI (?:(?:usually|mostly|just|now) )?go by (?P<who>{name}){end}",
        "You are called {who}.",
        cue=("go by",),
    ),
    Pattern("name", r"\b{am} called (?P<who>{name}){end}", "You are called {who}.", cue=("called",)),
    Pattern("name", r"(?:^|[,.!-] ?|: ){am} (?P<who>{name}){end}", "You are called {who}.", introduces=True),
    Pattern("age", r"\b{am} (?P<age>{number})(?: years? old| now)?{stop}", "You were {age} in {month}."),
    Pattern(
        "age",
        r"\bI (?:just )?turned (?P<age>{number})\b(?! (?:in|last|degrees|years? ago)\b)",
        "You turned {age} in {month}.",
        cue=("turned",),
    ),
    Pattern(
        "age",
        r"\bI (?:just )?turned (?P<age>{number}) (?P<what>in {month}){stop}",
        "You turned {age} {what}.",
        cue=("turned",),
    ),
    Pattern(
        "birthday",
        r"(?:\bmy |^)b(?:irth)?day(?:['’]s| is) (?:on )?(?P<what>{date})",
        "Your birthday is {what}.",
        cue=("birthday", "bday"),
    ),
    *(
        Pattern(
            "birthday",
            r"(?:^|[.,!] |\b(?:and|but|so|because) )(?:it['’]?s |it is |it was )?"
            rf"(?:my (?:birthday|bday) (?:is |was )?{day}"
            rf"|{day}(?:['’]?s| is| was) my (?:birthday|bday)){{stop}}",
            f"Your birthday is {{{day}}}.",
            cue=("birthday", "bday"),
        )
        for day in ("yesterday", "today", "tomorrow")
    ),
    Pattern(
        "birthday", r"\bI was born (?P<what>(?:on {date}|in \d{4}))", "You were born {what}.", cue=("born",)
    ),
    Pattern(
        "birthdays",
        r"\bmy (?P<kin>{which}{anyone})(?P<who> {name})?['’]s birthday is (?:on )?(?P<what>{date})",
        "The birthday of your {kin}{who} is {what}.",
        cue=("birthday",),
    ),
    Pattern("partner", r"\bmy (?P<kin>{love}){named} (?P<who>{name})", "Your {kin} is called {who}."),
    Pattern("partner", r"\bmy (?P<kin>{love}) is (?P<who>{name}){end}", "Your {kin} is called {who}."),
    Pattern(
        "partner",
        r"\b{am} married to (?:an? \w+ (?:called|named) )?(?P<who>{name})",
        "You are married to {who}.",
        cue=("married to",),
    ),
    Pattern(
        "partner",
        rf"\b{{am}} {{lately}}(?:dating|seeing|going out with|engaged to) {_LOVER}(?P<who>{{name}}){{end}}",
        "You are together with {who}.",
        cue=("dating", "seeing", "going out with", "engaged to"),
    ),
    Pattern(
        "partner",
        r"\b(?P<who>{name}) and I[.,:]? (?:{lately})?" + _TOGETHER,
        "You and {who} {what}.",
        cue=(" and i",),
    ),
    Pattern(
        "partner",
        r"\b(?P<who>{name}) and I\b[.,:!]* It['’]?s (?:a thing|official)\b",
        "You and {who} are together.",
        across=True,
        cue=("and i",),
    ),
    Pattern(
        "partner",
        r"(?:^|[.,;!] |\b(?:and|but|so) )(?:I|we)(?:['’]ve| have)? {lately}(?P<what>got (?:married|engaged))"
        r"(?! to\b| in a\b)\b",
        "You {what}.",
        cue=("got married", "got engaged"),
    ),
    Pattern(
        "partner",
        r"\b(?:(?P<who>{name}) and I|me and (?P<whom>{name})) (?:have |['’]ve )?" + _PARTED,
        "You and {who}{whom} {what}.",
        change=True,
        cue=(" and ",),
    ),
    Pattern(
        "partner",
        r"\bI(?:['’]ve| have)? (?:just )?(?:broke|broken|split) up with (?:my (?:ex-?)?{love},? )?"
        r"(?P<who>{name})",
        "You broke up with {who}.",
        change=True,
        cue=("up with",),
    ),
    Pattern(
        "partner",
        r"(?:^|[.,;!] |\b(?:and|but|so) )(?:we|my {love} and I)(?:['’]ve| have)? {lately}"
        r"(?P<what>(?:split|broke|broken) up|separated|got divorced)(?: (?:last|this|in|on) [\w ]+?)?{stop}",
        "You and your partner {what}.",
        change=True,
        cue=("up", "separated", "divorced"),
    ),
    Pattern(
        "partner",
        r"\b(?:{am} (?P<what>(?:single|divorced|widowed))|I got (?P<status>divorced))(?: last \w+)?{stop}",
        "You are {what}{status}.",
        change=True,
        cue=("single", "divorced", "widowed"),
    ),
    Pattern(
        "family", r"\bmy (?P<kin>{which}{relative}){named} (?P<who>{name})", "Your {kin} is called {who}."
    ),
    Pattern(
        "family", r"\bmy (?P<kin>{which}{relative}) is (?P<who>{name}){end}", "Your {kin} is called {who}."
    ),
    Pattern(
        "ages",
        r"\bmy (?P<kin>{which}{relative})(?P<who> {name})? (?:is|(?:has )?(?:just )?turned) "
        r"(?P<age>{number}|{few})(?: years? old| now)?(?= (?:today|yesterday|last|this|in|on)\b|{stop})",
        "Your {kin}{who} was {age} in {month}.",
    ),
    Pattern(
        "family",
        rf"\b(?:I|we|I['’]ve|we['’]ve)(?: now)?(?: have)?(?: got)? "
        rf"(?P<what>(?:{{few}}|an?) (?:\w+ )?(?:{_CHILDREN}"
        rf"|{{relative}}){_BOTH}|(?:{{few}}|twin) (?:\w+ )?{_CHILDREN}){{stop}}",
        "You have {what}.",
    ),
    Pattern(
        "people",
        r"\bmy (?P<kin>{which}{person})(?: is now|['’]s now|{named}| is) (?P<who>{name})",
        "Your {kin} is called {who}.",
    ),
    Pattern(
        "people",
        r"\b(?:I have|I['’]ve(?: got)?|we have) (?:got )?a (?P<kin>new {person}),? (?:called |named )?"
        r"(?P<who>{name})",
        "Your {kin} is called {who}.",
        cue=(" a new ",),
    ),
    Pattern(
        "family",
        r"\b(?:my|our) (?P<what>(?:mum and dad|mom and dad|parents|in-laws|grandparents|kids) (?:live"
        r"|work|moved)"
        r" (?:in|to|near|at) {words}){stop}",
        "Your {what}.",
        cue=("live", "work", "moved"),
    ),
    Pattern(
        "people",
        r"\b(?P<who>{name})(?: is|['’]s| was| has been|['’]s been)(?: now)? my (?P<kin>{which}{person})\b",
        "Your {kin} is called {who}.",
        cue=(" my ",),
    ),
    Pattern(
        "people",
        rf"(?:^|[.!] )(?P<who>{{name}})\b[^?.!¤]{{0,60}}, {_SINCE_WHEN}my (?P<kin>{{person}})\b",
        "Your {kin} is called {who}.",
        cue=(" my ",),
    ),
    Pattern(
        "people",
        r"\bmy (?P<kin>{which}{anyone}),?(?P<who> {name})?,? (?P<what>{lasts}(?:{words})?){stop}",
        "Your {kin}{who} {what}.",
    ),
    Pattern(
        "people",
        r"\bmy (?P<kin>{which}{anyone}),?(?P<who> {name})?,? (?P<what>is an? (?:[\w-]+ ){0,3}?(?P<job>[\w-]+)"
        r"(?: (?:at|in|for|from|near) {words})?){stop}",
        "Your {kin}{who} {what}.",
        cue=(" is a",),
    ),
    Pattern(
        "family", r"(?:^|[,.!] )(?P<kin>{mum}) (?P<what>{lasts}(?:{words})?){stop}", "Your {kin} {what}."
    ),
    Pattern(
        "family",
        r"\bmy (?P<kin>{which}{relative})(?P<who> {name})? (?:has )?(?:died|passed away)\b",
        "Your {kin}{who} died.",
        cue=("died", "passed"),
    ),
    Pattern(
        "partner",
        r"\bmy (?P<kin>{love})(?P<who>,? {name},?)? (?:has )?(?:died|passed away)\b"
        r"(?! (?:of (?:laughter|laughing|boredom|embarrassment|shame)|laughing)\b)",
        "Your {kin} died.",
        change=True,
        cue=("died", "passed"),
    ),
    Pattern(
        "people",
        r"\bmy (?P<kin>{which}{anyone}),?(?P<who> {name})?,? (?:has )?{lately}(?:moved|relocated) "
        r"(?:back )?(?:from {place} )?(?P<where>to {place}){end}",
        "Your {kin}{who} moved {where}.",
        change=True,
        cue=("moved", "relocated"),
    ),
    Pattern(
        "family",
        r"\b(?P<kin>{mum}) (?:has )?(?:died|passed away)\b",
        "Your {kin} died.",
        cue=("died", "passed"),
    ),
    Pattern("pet", r"\b(?:my|our) (?P<kin>{pet}){named} (?P<who>{name})", "Your {kin} is called {who}."),
    Pattern("pet", rf"\b{{we}} {{lately}}(?P<what>{_ANIMAL})", "You {what}."),
    Pattern(
        "pet",
        rf"\b(?:I|we|I['’]ve|we['’]ve)(?: have)?(?: got)? (?P<what>{{few}} (?:[\w-]+ "
        rf")?{{pet}}s{_BOTH}?){{stop}}",
        "You have {what}.",
    ),
    Pattern(
        "pet",
        r"\b(?:I|we) (?P<what>keep (?:bees|chickens|hens|goats|sheep|pigeons|ducks|horses|alpacas"
        r"|koi)){stop}",
        "You {what}.",
        cue=("keep",),
    ),
    Pattern(
        "pet",
        r"\b(?P<kin>{pet})\b[^?¤]{0,100}?\b(?:he|she|it)(?:['’]s| is) (?:called|named) (?P<who>{name})",
        "Your {kin} is called {who}.",
        across=True,
        cue=("called", "named"),
    ),
    Pattern(
        "pet",
        r"\b(?:my|our) (?P<kin>{pet}),?(?P<who> {name})?,? (?:has )?(?:died|passed away)\b",
        "Your {kin}{who} died.",
        cue=("died", "passed"),
        ends="{kin}",
        of=("pet",),
    ),
    Pattern(
        "pet",
        r"\b(?P<who>{name}) (?:has )?(?:died|passed away|was put (?:down|to sleep))\b",
        "{who} died.",
        cue=("died", "passed", "was put"),
        ends="{who}",
        of=("pet",),
        known=True,
    ),
    Pattern(
        "pet",
        r"\b(?:I|we) had to (?:put (?P<who>{name}) (?:down|to sleep)"
        r"|have (?P<whom>{name}) put (?:down|to sleep))",
        "{who}{whom} died.",
        cue=(" put ",),
        ends="{who}{whom}",
        of=("pet",),
        known=True,
    ),
    # Of somebody who is known: "Bo lives in Ghent".
    Pattern(
        "people",
        rf"(?:^|[.!,;] |\b(?:and|but|that) )(?:now )?(?P<name>{{name}})(?: now)? "
        rf"(?P<what>{_OF_THEM}){{stop}}",
        "{name} {what}.",
        about=True,
        cue=("eats", "gets", "lives", "works", "studies", "allergic", "speaks", "moved", " has "),
    ),
)
