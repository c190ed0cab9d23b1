"""What you do for a living, and what you study."""

from __future__ import annotations

from companion.engine.patterns import Pattern

_NEW_JOB = r"\b{have} {lately}(?:got|started|found) (?:(?:a |my )?new|the|a) job "
_WORKPLACE = (
    r"(?:at|for) (?:(?:an?|the|my) (?!moment|weekend|time|day|night|week|month|last|past|whole|sake|evening"
    r"|morning|same){words}|{name})"
)
_TRADE = r"(?:an?|the) (?:[\w-]+ ){0,3}?(?P<job>[\w-]+)(?: (?:at|in|for|of|with) {words})?"
_FIELD = (
    "(?:sales|marketing|finance|IT|HR|tech|insurance|publishing|education|logistics|construction|retail"
    "|healthcare|hospitality|banking|accounting|research|advertising|catering)"
)
_FREE = "(?:unemployed|out of work|between jobs|on (?:parental|maternity|paternity) leave)"
_GONE = (
    "(?:quit|left|lost|resigned from) (?:my (?:old )?job(?: (?:at|in|with) (?!the door){words})?|the "
    "(?:job|company"
    "|firm))"
    "|got (?:laid off|fired|sacked|made redundant)|was (?:laid off|fired|sacked|made redundant|let go)"
    "|handed in my (?:notice|resignation)|resigned"
)
_LEAVING = r"(?:(?:the|my) (?:[\w-]+ )?[\w-]+|{name})(?= (?:was|is)\b|[.,;!…]|$)"
_MAKING = (
    "(?:make|making|teach|teaching|design|designing|run|running|manage|managing|write|writing|edit|editing"
    "|lead|leading|build|building|draw|drawing|repair|repairing|sell|selling|work|working)"
)
_BEGIN = (
    r"(?:From|As of|Starting|Since) (?:the )?(?:{date}|{month}|{weekday}|next (?:week|month)|this month),? "
)
_THEN = r"(?= (?:from|between|until|till|in) (?:\w+ )?\d{4}\b|{stop})"

PATTERNS = (
    Pattern("work", r"\bI {lately}work (?P<what>as an? {words}){stop}", "You work {what}.", cue=("work as",)),
    Pattern(
        "work",
        rf"\bI {{lately}}work (?P<what>{_WORKPLACE}){{stop}}",
        "You work {what}.",
        cue=("work at", "work for"),
    ),
    Pattern(
        "work",
        rf"\bI(?:['’]ve| have)? (?:been|['’]m|am) (?:now )?working (?P<what>as an? {{words}}"
        rf"|{_WORKPLACE}){{stop}}",
        "You work {what}.",
        cue=("working",),
    ),
    Pattern(
        "work",
        rf"\bI(?:['’]ve| have) (?:always )?worked (?P<what>as an? {{words}}?|{_WORKPLACE})"
        r"(?= (?:for|since)\b)",
        "You work {what}.",
        cue=("worked",),
    ),
    Pattern(
        "work",
        rf"\b{{am}} {{lately}}working (?P<what>{_WORKPLACE}){{stop}}",
        "You work {what}.",
        cue=("working",),
    ),
    Pattern(
        "work",
        r"\bI {lately}work (?P<what>(?:nights|days|shifts|weekends|part[- ]time|full[- ]time|freelance"
        r"|remotely)"
        rf"(?: (?:at|in|for|as) {{words}})?|in an? {{words}}|in {_FIELD}){{stop}}",
        "You work {what}.",
        cue=("work",),
    ),
    Pattern(
        "work", rf"\b{{am}} (?:now |currently )?(?:working as )?(?P<what>{_TRADE}){{stop}}", "You are {what}."
    ),
    Pattern(
        "work",
        r"\b{have} {lately}(?:became|become|retrained as|trained as|qualified as) "
        r"(?P<what>an? (?:[\w-]+ ){0,3}?(?P<job>[\w-]+))(?= (?:in|at|for|after|last|two|three|\d+)\b|{stop})",
        "You are {what}.",
        cue=("bec", "trained as", "qualified as"),
    ),
    Pattern(
        "work",
        r"\b{have} {lately}started (?:to )?work(?:ing)? (?P<what>(?:at|for) {name}){end}",
        "You work {what}.",
        change=True,
        cue=("started",),
    ),
    Pattern(
        "work",
        r"\b{have} {lately}(?:switched|moved|changed) from (?P<left>{name}) to (?P<what>{name}){end}",
        "You work at {what}.",
        change=True,
        ends="{left}",
        of=("work",),
        known=True,
        cue=("from",),
    ),
    Pattern(
        "work",
        r"\b{have} {lately}(?:left|quit|resigned from) (?P<what>{name}){end}",
        "You left {what}.",
        ends="{what}",
        of=("work",),
        known=True,
        cue=("left", "quit", "resigned"),
    ),
    Pattern(
        "work",
        rf"\bI worked (?P<what>as an? {{words}}?|{_WORKPLACE}){_THEN}",
        "You worked {what}.",
        past=True,
        cue=("worked",),
    ),
    Pattern(
        "work",
        rf"\bI was (?P<what>an? (?:[\w-]+ ){{0,2}}?(?P<job>[\w-]+)(?: (?:at|in|for) {{words}}?)?){_THEN}",
        "You were {what}.",
        past=True,
        cue=("was a",),
    ),
    Pattern(
        "work",
        r"\bI(?:['’]ve| have) been (?P<what>an? (?:[\w-]+ ){0,3}?(?P<job>[\w-]+))(?= (?:for|since)\b)",
        "You are {what}.",
        cue=("been a",),
    ),
    Pattern(
        "work",
        r"\b{am} (?P<what>an? stay-at-home (?:dad|mum|mom|parent|father|mother)){stop}",
        "You are {what}.",
        cue=("stay-at-home",),
    ),
    Pattern(
        "work",
        rf"\b{{am}} {{lately}}(?P<what>self-employed|{_FREE}){{stop}}",
        "You are {what}.",
        cue=("employed", "work", "job", "leave"),
    ),
    Pattern(
        "work",
        r"\bI {lately}(?P<what>teach (?!him|her|them|you|me|myself|my\b|us\b|it\b|that\b){words}){stop}",
        "You {what}.",
        cue=("teach",),
    ),
    Pattern(
        "work",
        r"\bI {lately}(?P<what>drive an? (?:[\w-]+ )?(?:tram|bus|taxi|cab|lorry|train|ambulance|forklift)"
        r"(?: for {words}| in {place})?){stop}",
        "You {what}.",
        cue=("drive",),
    ),
    Pattern(
        "work",
        r"\b(?:I|we) {lately}(?P<what>(?:run|own|manage) (?:an?|my own|our own|the) {premises}\b(?: (?:in"
        r"|near|at|on)"
        r" {words})?){stop}",
        "You {what}.",
        cue=("run", "own", "manage"),
    ),
    Pattern(
        "work",
        rf"\b{_BEGIN}I(?:['’]ll| will)? (?:be )?(?P<what>{_MAKING} {{words}} (?:for|at) {{words}}){{stop}}",
        "You {what}.",
        change=True,
        cue=("from", "as of", "starting", "since"),
    ),
    Pattern(
        "work",
        _NEW_JOB + r"(?P<what>(?:as|at|with|in) {words}){stop}",
        "You got a new job {what}.",
        change=True,
        cue=(" job ",),
    ),
    Pattern(
        "work",
        r"\b(?:{have} (?:been )?{lately}(?:got )?|I was )(?P<what>promoted(?: to {words})?){stop}",
        "You were {what}.",
        cue=("promoted",),
    ),
    Pattern(
        "work",
        rf"\b{{have}} {{lately}}(?P<what>{_GONE})(?: (?:this|last) \w+| on {{weekday}})?{{stop}}",
        "You {what}.",
        change=True,
        cue=(
            "quit",
            "left",
            "lost",
            "resign",
            "laid off",
            "fired",
            "sacked",
            "redundant",
            "let go",
            "handed",
        ),
    ),
    Pattern(
        "work", r"(?:^|[.,!] )I {lately}quit(?=[.!…]|$)", "You quit your job.", change=True, cue=("quit",)
    ),
    Pattern(
        "work",
        rf"\bmy last day at (?P<what>{_LEAVING})",
        "Your last day at {what} was in {month}.",
        ends="{what}",
        of=("work",),
        cue=("last day at",),
    ),
    Pattern(
        "work",
        rf"^(?:That was the )?last day at (?P<what>{_LEAVING})",
        "Your last day at {what} was in {month}.",
        ends="{what}",
        of=("work",),
        known=True,
        cue=("last day at",),
    ),
    Pattern(
        "work",
        r"\b(?:{have}|{am}) {lately}retired\b(?! to\b)",
        "You are retired.",
        change=True,
        cue=("retired",),
    ),
    Pattern(
        "study",
        r"\b(?:I study|{am} {lately}studying) (?P<what>(?!for\b|hard\b|a lot\b|it\b|too\b){words}){stop}",
        "You study {what}.",
        cue=("study",),
    ),
    Pattern(
        "study",
        r"\b{am} {lately}(?:doing|writing) (?P<what>(?:a|my) (?:PhD|doctorate|master['’]?s|bachelor['’]?s)"
        r"(?: degree)?(?: (?:in|on|at) {words})?){stop}",
        "You are doing {what}.",
        cue=("phd", "doctorate", "master", "bachelor"),
    ),
    Pattern(
        "study",
        r"\b{have} {lately}(?P<what>(?:finished|completed|defended|submitted) my (?:PhD|doctorate"
        r"|master['’]?s"
        r"|bachelor['’]?s|degree|thesis|studies|apprenticeship)|graduated(?: (?:from|in) {words})?){stop}",
        "You {what}.",
        change=True,
        cue=("finished", "completed", "defended", "submitted", "graduated"),
    ),
)
