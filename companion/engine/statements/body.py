"""Your health: allergies, conditions, medicine, diet."""

from __future__ import annotations

from companion.engine.patterns import Pattern

_ALLERGY = r"\b(?:I have|I['’]ve(?: got)?) (?P<what>an? (?:[\w-]+ )?allergy(?: to {words})?){stop}"
_MEDICINE = (
    r"(?:insulin|antidepressants|antihistamines|statins|beta ?blockers|blood thinners|the pill|lithium"
    r"|steroids"
    r"|ritalin|(?:thyroid|blood pressure|heart|iron|vitamin d) (?:tablets|pills|medication|drops)"
    r"|\w+(?:formin|pril|sartan|olol|statin|oxetine|azole|prazole|thyroxine|triptyline|idine|parin|gliptin"
    r"|dipine|traline|opram|azepam|otrigine|methotrexate|ine sulfate))"
)
_AIDS = (
    "(?:glasses|contact lenses|contacts|hearing aids|a hearing aid|a pacemaker|an insulin pump|a "
    "wheelchair|a cane"
    "|a prosthesis|a cochlear implant|dentures)"
)

PATTERNS = (
    Pattern(
        "health",
        r"\b{am} (?:\w+ly |also )?(?P<what>allergic to (?!(?:work|nonsense|mornings|mondays|people|fun"
        r"|exercise|drama|effort|commitment"
        r"|bullshit|small|meetings|this|that|it|you|them)\b){words}?)(?: now)?{stop}",
        "You are {what}.",
        cue=("allergic",),
    ),
    Pattern("health", _ALLERGY, "You have {what}.", cue=("allergy",)),
    Pattern(
        "health",
        r"\b(?:I have|I['’]ve got|I['’]ve had|I suffer from) (?P<what>{ailment}|an? (?:bad|dodgy"
        r"|weak) {body})\b",
        "You have {what}.",
    ),
    Pattern(
        "health",
        r"\bI(?:['’]ve been| was| got| have been) {lately}(?P<what>diagnosed with {words}){stop}",
        "You were {what}.",
        cue=("diagnosed",),
    ),
    Pattern(
        "health",
        r"\b(?:{am}|I['’]ve been|I have been) {lately}(?P<what>{diet})(?: again)?{stop}",
        "You are {what}.",
    ),
    Pattern(
        "health",
        r"\b{have} {lately}(?:gone|went|turned|become|became) (?P<what>{diet})(?= last \w+\b|{stop})",
        "You are {what}.",
        change=True,
        cue=("gone", "went", "turned", "became", "become"),
    ),
    Pattern("health", r"\bI(?:['’]ve| have) been (?P<what>{diet}) (?:for|since)\b", "You are {what}."),
    Pattern("health", r"\b{am} (?:also |partly |slightly )?(?P<what>{trait}){stop}", "You are {what}."),
    Pattern(
        "health",
        rf"\b(?:I {{lately}}take|{{am}} {{lately}}(?:on|taking)|(?:they|she|he|the doctor|my {{person}}) "
        rf"put me on)"
        rf" (?P<what>{_MEDICINE})\b",
        "You take {what}.",
        cue=("take", "taking", " on "),
    ),
    Pattern(
        "health",
        rf"\b(?:{{am}} {{lately}}off|{{have}} {{lately}}(?:stopped taking|came off|come off)) "
        rf"(?P<what>{_MEDICINE})\b",
        "You stopped taking {what}.",
        change=True,
        ends="take {what}",
        of=("health",),
        cue=("off", "stopped taking"),
    ),
    Pattern(
        "health",
        rf"\bI (?P<what>(?:wear|have|use) {_AIDS}){{stop}}",
        "You {what}.",
    ),
    Pattern(
        "health",
        r"\b{have} {lately}(?P<what>(?:broke|broken|sprained|tore|torn|fractured) my "
        r"(?:left |right )?{body}(?: in {month})?)\b",
        "You {what}.",
        cue=("broke", "sprained", "tore", "torn", "fractured"),
    ),
    Pattern(
        "health",
        r"\b(?:{am} not|I['’]m no longer|I am no longer) (?P<what>(?:allergic to {words}?|{diet}))"
        r"(?: any ?more)?{stop}",
        "You are not {what} any more.",
        negative=True,
        ends="{what}",
        of=("health", "food"),
        known=True,
        cue=("not", "no longer"),
    ),
    Pattern(
        "health",
        r"\b{have} {lately}(?:stopped|quit|given up|gave up) being (?P<what>{diet}){stop}",
        "You are not {what} any more.",
        ends="{what}",
        of=("health", "food"),
        cue=(" being ",),
    ),
    Pattern(
        "health",
        r"\b{am} not (?P<what>(?:allergic to {words}?|{diet})) any ?more\b",
        "You are not {what} any more.",
        negative=True,
        ends="{what}",
        of=("health", "food"),
        cue=("more",),
    ),
    Pattern(
        "health",
        r"\bmy (?P<what>[\w-]+) allergy (?:is|has|['’]s) {lately}"
        r"(?:gone|over|cleared(?: up)?|disappeared|vanished)\b",
        "Your {what} allergy is gone.",
        ends="allergic {what}",
        of=("health", "food"),
        cue=("allergy",),
    ),
    Pattern("health", r"\bI (?P<what>smoke){stop}", "You {what}.", cue=("smoke",)),
    Pattern(
        "health",
        r"\b(?:I smoke again|{am} (?:back to )?smoking again|{am} back to smoking"
        r"|{have} {lately}(?:started|taken up|took up) smoking(?: again)?){stop}",
        "You smoke.",
        change=True,
        ends="stopped smoking",
        of=("health",),
        cue=("smok",),
    ),
    Pattern(
        "health",
        r"\b(?:{have} {lately}(?:stopped|quit|given up|gave up) smoking|I don['’]?t smoke any ?more)\b",
        "You stopped smoking.",
        negative=True,
        change=True,
        ends="smoke",
        of=("health",),
        cue=("smok",),
    ),
    Pattern(
        "health",
        r"\b(?:we['’]re|we are|{am}) (?:expecting|having) "
        r"(?P<what>a (?:baby|child|boy|girl)|twins)\b(?!['’]s)",
        "You are expecting {what}.",
        cue=("expecting", "having"),
    ),
)
