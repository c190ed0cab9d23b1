"""What you do in your free time, what you can, what you own, which languages you speak."""

from __future__ import annotations

from companion.engine.patterns import Pattern

_OFTEN = (
    r"(?:every (?:{weekday}|day|morning|evening|week|month|other day|weekend)|on {weekday}s|(?:once|twice"
    r"|(?:three|four|five) times) a (?:day|week|month|year)|at weekends|on weekends)"
)
_DOING = (
    "(?:play|sing|go|have|do|run|swim|train|teach|dance|climb|volunteer|jog|cycle|meet|visit|cook|paint|row"
    "|hike|box|draw|help|coach|knit|sew|bake|walk)"
)
_SPORT = (
    r"(?:run(?! (?:the|out|into|late|errands|an?|my)\b)|jog|swim|cycle|row|hike|climb|dance|box"
    r"|paint|draw|volunteer|meditate|go (?!to\b)[a-z]+ing\b"
    r"|do (?:yoga|pilates|karate|judo|ballet|crossfit|taekwondo|gymnastics|tai chi|aikido|boxing"
    r"|jiu-jitsu|kickboxing))"
)
_COURSE = "(?:class|classes|course|lessons|training|practice|rehearsal|rehearsals)"
_SKILL = "(?:swim|drive|cook|ride a bike|whistle|read music|ski|ice[- ]skate|knit|sew|type|dance|sail|dive)"
_TITLE = r"(?-i:[A-Z][\w’'-]+(?:(?: (?:of|the|in|and|to|a|on|for|from|at|with|by))* [A-Z][\w’'-]+)+)"
_NEW = r"(?:new |used |second-?hand |brand-new )"
_WHOSE = r"(?:my|our)"
_COLLECTED = r"(?!my\b|the\b|it\b|them\b|him\b|her\b|you\b|some\b|an?\b|your\b|this\b|that\b|all\b)"

PATTERNS = (
    Pattern(
        "hobby",
        r"\b(?:I {lately}|{am} {lately})(?P<what>(?:play|playing) (?:the )?(?:{instrument}|{sport})\b"
        r"(?: (?!with\b|at the moment){words})?){stop}",
        "You {what}.",
        cue=("play",),
    ),
    Pattern(
        "hobby",
        r"\b(?:I|we) {lately}(?P<what>(?:sing|play|dance) (?:\w+ )?(?:in|for|with) (?:an?|the|my"
        r"|our) {group})\b",
        "You {what}.",
        cue=("sing", "play", "dance"),
    ),
    Pattern(
        "hobby",
        rf"\bOn (?P<day>{{weekday}}s|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day evenings) (?:I|we) "
        rf"(?P<what>{_DOING}\b(?: {{words}})?){{stop}}",
        "On {day} you {what}.",
        cue=("on ",),
    ),
    Pattern(
        "hobby",
        rf"\bI {{lately}}(?P<what>{_SPORT}(?: {{words}})?? {_OFTEN}){{stop}}",
        "You {what}.",
        cue=("every", "days", " a ", "weekends"),
    ),
    Pattern(
        "hobby",
        rf"\bI {{lately}}(?P<what>{_SPORT}(?: {{words}})?? {_OFTEN})\b",
        "You {what}.",
        cue=("every", "days", " a ", "weekends"),
    ),
    Pattern(
        "hobby",
        r"\bI(?:['’]ve| have|['’]m| am)(?: got| worked)?(?: now)? up to (?P<what>(?:{number}|{few}) "
        r"(?:kilomet(?:re|er)s|km"
        rf"|miles|lengths|laps|hours|minutes|pages) {_OFTEN})",
        "You do {what}.",
        cue=("up to",),
    ),
    Pattern(
        "hobby",
        rf"\b(?:I have|I['’]ve(?: got)?) (?P<what>(?:[\w-]+ ){{0,2}}{_COURSE} {_OFTEN}){{stop}}",
        "You have {what}.",
        cue=("class", "course", "lesson", "training", "practice", "rehearsal"),
    ),
    Pattern(
        "hobby",
        r"\b{have} {lately}(?P<what>joined (?:an?|the|our|my|another) {group})\b",
        "You {what}.",
        cue=("joined",),
    ),
    Pattern(
        "hobby",
        rf"\b{{have}} {{lately}}(?P<what>(?:signed up|enrolled|registered) (?:for|in|at|on) (?:(?:an?|the"
        rf"|my) {{group}}"
        rf"|(?:[\w-]+ ){{0,2}}{_COURSE}|{{language}}(?: on {{weekday}}s)?))(?:\b)",
        "You {what}.",
        cue=("signed up", "enrolled", "registered"),
    ),
    Pattern(
        "hobby",
        rf"(?:^|[.,!] )Every (?P<day>{{weekday}}) (?:I|we) (?P<what>{_DOING}\b(?: {{words}})?){{stop}}",
        "Every {day} you {what}.",
        cue=("every ",),
    ),
    Pattern(
        "hobby",
        r"\bI (?P<what>knit|crochet|sew|paint|garden|bake|fish|surf|ski|climb|skateboard|juggle|birdwatch"
        r"|sail)"
        r"(?=[.,!]|$)",
        "You {what}.",
    ),
    Pattern(
        "hobby",
        rf"\bI collect (?P<what>{_COLLECTED}{{words}}){{stop}}",
        "You collect {what}.",
        cue=("collect",),
    ),
    Pattern(
        "hobby",
        r"\b{am} (?:really|very|totally|so|super) into (?P<liked>(?!this\b|that\b|it\b|him\b"
        r"|her\b){words}){stop}",
        "You are into {liked}.",
        cue=("into",),
    ),
    Pattern(
        "hobby",
        r"\b{have} {lately}(?P<what>taken up (?!with\b|smoking\b|the whole|all)[a-z-]+(?:ing)?){stop}",
        "You have {what}.",
        cue=("taken up",),
    ),
    Pattern(
        "reading",
        rf"\b(?:{{am}} now on|(?:we|I)(?:['’]ve| have) (?:just )?(?:started|begun|switched to)(?: "
        rf"reading)?) (?P<what>{_TITLE})",
        "You are reading {what}.",
        ends="reading",
        of=("reading",),
        known=True,
        cue=("now on", "started", "begun", "switched to"),
    ),
    Pattern(
        "reading",
        r"\b{am} (?:{lately})?reading (?P<what>(?:The |A |An )?(?-i:[A-Z][\w’'-]+(?: (?:of|the|in|and|to"
        r"|a|on)| [A-Z][\w’'-]+)*"
        r" [A-Z][\w’'-]+)(?: for {words})?){stop}",
        "You are reading {what}.",
        cue=("reading",),
    ),
    Pattern("language", r"\bI speak (?P<what>{language}{words}?){stop}", "You speak {what}.", cue=("speak",)),
    Pattern(
        "language",
        r"\bI speak (?P<what>(?:fluent |some |a bit of |a little )?{language}(?:(?:, | and )"
        r"(?:fluent |some |a bit of |a little )?{language})*){stop}",
        "You speak {what}.",
        cue=("speak",),
    ),
    Pattern(
        "language",
        r"\b(?:{am}|I['’]ve been|I have been) {lately}(?:learning|studying) (?P<what>{language})\b",
        "You are learning {what}.",
        cue=("learning", "studying"),
    ),
    Pattern(
        "language",
        r"\b{am} fluent in (?P<what>{language}(?: and {language})?)\b",
        "You are fluent in {what}.",
        cue=("fluent",),
    ),
    Pattern(
        "language",
        r"\bmy (?P<kin>mother tongue|native language|first language) is (?P<what>{language})\b",
        "Your {kin} is {what}.",
        cue=("tongue", "language"),
    ),
    Pattern(
        "skill",
        rf"\bI can['’]?t (?P<what>{_SKILL}(?: properly| at all)?){{stop}}",
        "You can't {what}.",
        negative=True,
        cue=("can't", "can’t", "cant"),
    ),
    Pattern(
        "skill",
        rf"\bI(?: can)? (?:now|finally) (?:can )?(?P<what>{_SKILL}){{stop}}|\bI can (?P<what2>{_SKILL}) "
        rf"(?:now|properly now)\b",
        "You can {what}{what2}.",
        cue=("can",),
    ),
    Pattern(
        "skill",
        rf"\b{{have}} {{lately}}(?:learned|learnt) (?:how )?to (?P<what>{_SKILL}){{stop}}",
        "You can {what}.",
        cue=("learn",),
    ),
    Pattern(
        "skill",
        r"\b{have} {lately}passed my (?P<what>driving test)\b",
        "You passed your {what}.",
        cue=("passed my",),
    ),
    Pattern(
        "goal",
        r"\b{am} {lately}saving (?:up )?(?:money )?for (?P<what>(?:an?|my|our|the|two|new) {words}"
        r"|{name}){stop}",
        "You are saving for {what}.",
        cue=("saving",),
    ),
    Pattern(
        "belonging",
        rf"\b{_WHOSE} (?P<thing>{{device}})(?: is|['’]s) (?P<what>an? (?!(?:[\w-]+ )?(?:disaster|mess"
        rf"|nightmare|wreck|pain|piece"
        rf"|joke|lot|bit|goner|write-off|problem|mystery|miracle|must|luxury)\b)(?:[\w-]+ ){{0,4}}?[\w-]+"
        r"(?: from the \w+)?){stop}",
        "Your {thing} is {what}.",
    ),
    Pattern(
        "belonging",
        r"\b(?:I|we) {lately}(?P<what>(?:drive|ride) an? (?!hard\b)(?!(?:[\w-]+ )?(?:tram|bus|taxi|cab"
        r"|lorry|train"
        r"|ambulance|forklift|lot|bit)\b)(?:[\w-]+ ){0,3}?[\w-]+){stop}",
        "You {what}.",
        cue=("drive a", "ride a"),
    ),
    Pattern(
        "belonging",
        r"\b{have} {lately}(?:have |got )?(?P<what>an? {thing})(?: called {name})?{stop}",
        "You have {what}.",
    ),
    Pattern(
        "belonging",
        rf"\b{{we}} {{lately}}(?:bought|got)(?: myself| ourselves)? (?P<what>(?:an? |my |our "
        rf"){_NEW}{{thing}}(?:, an? {{words}})?){{stop}}",
        "You bought {what}.",
        change=True,
        cue=("bought", "got"),
    ),
)
