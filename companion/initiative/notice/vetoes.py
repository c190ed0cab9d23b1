"""What sounds like something to do and is not: called off, done, denied, imagined, quoted, mourned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from companion.initiative.notice.heard import Heard


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


NO_REMINDER = _any(
    r"\b(?:don'?t|do not|no need to|needn't|never|stop) (?:you )?(?:have to |need to |dare )?(?:remind|"
    r"nag|poke|ping|nudge)",
    r"\bno (?:reminder|nagging|need for a reminder)",
    r"\bdon'?t (?:need|want) (?:a |any |to be )?remind",
    r"\b(?:got|have|is) (?:it|that|this) (?:covered|in hand|under control|in my calendar|on (?:my|three|"
    r"two|the) )",
    r"\balready in (?:my|the) (?:calendar|diary|phone)|\bin my calendar already",
    r"\bmake (?:a )?(?:note|reminder) of (?:it|that)\? no\b|\bnothing to remember\b",
)
CALLED_OFF = _any(
    r"(?:^|[,.–—-] |\b(?:so|ok|oh|actually|please|wait|no) )(?:scrap|forget|ignore|strike|scratch|cancel|"
    r"drop) (?:that|it|this|what i said|about (?:it|that))(?=\s*(?:[,.!;–—-]|$|actually|please|one|"
    r"reminder|again))",
    r"\bnever ?mind\b|\bnvm\b|\bno longer\b|\bnot any ?more\b|\bfell through\b|\bcalled (?:it )?off\b",
    r"\b(?:is|are|was|were|got|been|'s|has been|have been) (?:now |just |all )?(?:off|cancell?ed|"
    r"scrapped|dropped|binned|void)\b",
    r"\bcancell?ed\b|\bdropped altogether\b|\bnot happening\b|\bisn'?t happening\b|\bwon'?t happen\b",
    r"\b(?:postponed|put off) (?:indefinitely|until further|forever)|\bno (?:new )?date yet\b|\bbacked out\b",
    r"\bchanged (?:my|his|her|their) mind\b|\bso that'?s that\b|\bdecided (?:against|not to)\b|"
    r"\bdoesn'?t matter any",
    r"\b(?:took|taken) care of\b|\b(?:he|she|someone|somebody|they|\w+) (?:is|'s) doing it (?:for me|"
    r"instead|now)\b",
    r"\bno need (?:any ?more|now|after all)\b|\bnot needed\b|\bturns out (?:i|we) don'?t\b",
)
DONE = _any(
    r"^(?:i |we )?already \w+(?:ed|t|id|nt|ne|de|ut|ld|ght|en)\b|^(?:all )?(?:done|sorted|finished|did "
    r"it|managed it|tick(?:ed)?|paid|sent|booked)\b[^,]{0,25}[.!,]",
    r"\b(?:i|we)(?:'ve| have| had)? (?:already|just) \w+(?:ed|t|id|nt|ne|de|ut|ld|ght|en)\b",
    r"\b(?:i|we)(?:'ve| have) (?:\w+ )?(?:paid|sent|done|posted|called|rung|booked|handed|returned|"
    r"submitted|finished|bought|renewed|cancelled|cleaned|fixed|written|sorted|dealt|given|taken|picked|"
    r"ordered|signed|made|told|asked)\b",
    r"\b(?:but|and|so|then|luckily|finally) (?:i|we) (?:\w+ )?(?:did|paid|sent|called|rang|posted|handed|"
    r"returned|submitted|finished|bought|booked|renewed|cancelled|made|managed|fixed|sorted)\b",
    r"\b(?:that|it|this)(?:'s| is| was| has been)? (?:all |now |already )?(?:done|sorted|dealt with|"
    r"paid|behind me|over|finished)\b",
    r"\bjust (?:did|sent|paid|booked|called)\b|\bdid (?:it|that) (?:yesterday|today|this morning|"
    r"already|last)",
    r"\b(?:one|1) (?:thing )?less\b|\boff my (?:list|plate)\b|\bgot (?:it|that) done\b",
)
DECLINED = _any(
    r"\b(?:i|we) (?:said|told (?:him|her|them|\w+)) no\b|\bsaid no\b|\bturned (?:it|him|her|them|that) "
    r"down\b",
    r"\b(?:declined|refused)\b|\bcan'?t (?:make|come|go)\b|\bcount me out\b|\b(?:i'm|we're|i am) not "
    r"(?:going|coming)\b",
    r"\b(?:i|we) won'?t (?:be )?(?:go|going|come|coming|make|do|doing)\b|\bskipping it\b|\bi'll pass\b|"
    r"\bi passed\b",
    r"\bso no\s*(?:[.!]|$)|"
    r"\bnot my (?:problem|job|circus|business)\b|\bluckily (?:not|it's not)\b|\bnot me\b|"
    r"\bisn't (?:mine|my|ours|me)\b|\bnot (?:mine|ours)\b",
    r"\b(?:he|she|they|\w+) (?:has|have|'s got) (?:his|her|their|someone|somebody) .{0,25}\b(?:drive|"
    r"take|help|go with)\b",
)
JOKE = _any(
    r"\blol\b|\blmao\b|\bhaha+\b|\bhehe\b|\bjk\b|\b(?:just |only )?(?:kidding|joking)\b|\bas if\b|"
    r"\byeah,? right\b|^sure, and\b",
    r"\bpigs (?:will |can )?fly\b|\bhell freezes\b|\bon the moon\b|\bunicorn|\bworld "
    r"domination\b|;-?\)|😂|🤣|😜|😉",
    r"\bin (?:my|your) dreams\b|\bsarcas|\bnext life\b|\bany (?:year|century|decade) now\b|\btime "
    r"travel|\bzombie|\bby (?:monday|tomorrow) i'll be (?:king|queen|rich|famous)",
)
GRIEF = _any(
    r"\b(?:died|passed away|passed on|funeral|buried|burying|burial|grave|ashes|miscarr\w+|grie(?:f|ve|"
    r"ving)|hospice|stillborn|suicide|obituary|mourn\w*|widow\w*|condolence\w*|memorial service|wake for)\b",
    r"\b(?:year|years|months?|weeks?) since (?:he|she|papa|mama|mum|mom|dad|\w+) ?(?:died|left us|went|"
    r"passed)?[.,]",
    r"\b(?:lost|losing) (?:him|her|the baby|(?:my|our) (?:mum|mom|dad|mother|father|brother|sister|son|"
    r"daughter|wife|husband|baby|dog|cat|best friend))\b",
    r"\bput (?:him|her|\w+) (?:down|to sleep)\b|\b(?:would|'d) have (?:been|turned) (?:\d+|his|her|"
    r"on)\b|\bwithout (?:him|her) (?:now|here)\b",
)
VENT = _any(
    r"\b(?:i )?can'?t (?:hear|take|do this|stand|even|cope|breathe|go on|keep|any ?more|deal)\b|\bsick "
    r"of\b|\bfed up\b|\bso tired of\b|\btired of (?:it|this|all|being|every)\b|\bhate (?:this|my|"
    r"everything|everyone|it all)\b",
    r"\bover(?:whelmed|it all)\b|\b(?:everyone|everybody) wants\b|\bleave me alone\b|\bwant to "
    r"(?:scream|cry|hide|disappear|sit)\b",
    r"\bburn(?:t|ed) out\b|\bdrowning in\b|\bjust (?:want|need) to (?:sit|sleep|cry|vent|rant|be "
    r"left)\b|\bwhat'?s the point\b",
    r"\bas if i (?:had|have)\b|\bbecause apparently\b|\bof course (?:he|she|they|it)\b|\bheaven forbid\b",
)
IMAGINED = _any(
    r"\b(?:would|could|might|should|must)(?:n'?t)?(?:'ve| have) \w+|\b(?:should|would|could)'ve\b",
    r"^wish\b|^good thing\b|\bif (?:i|we|he|she|they|you) (?:ever|won|had|were|was|could|win)\b|\bif "
    r"only\b|\bi wish\b|\bimagine\b|\bsuppose\b",
    r"\bone (?:could|should|might|would|day)\b|\b(?:some ?day|in theory|hypothetically|in another life|"
    r"what if)\b",
    r"\b(?:i|we)'?d (?:love|like|rather|kill|give)\b|\bi would (?:love|like|rather)\b|\bwould be "
    r"(?:nice|great|lovely|fun|cool|good)\b",
    r"\b(?:maybe|perhaps|might|possibly)\b|\bthinking (?:about|of)\b|\btoying with\b|\bconsidering\b|"
    r"\bdream(?:t|ed|ing)? (?:of|that|about|i)\b",
    r"\bin (?:my|a|the) dream\b|\blast night's dream\b|\bno idea (?:if|whether)\b|\bnot sure (?:if|"
    r"whether)\b|\bundecided\b",
    r"^if\b|, if\b|\bunless\b|\bwhether\b|\bsupposedly\b",
)
FICTION = _any(
    r"\bin (?:the|a|this|my|that|her|his) (?:film|movie|book|novel|story|series|show|episode|game|play|"
    r"song|poem|chapter|scene|comic|musical|opera|video)\b|\bthe (?:plot|lyrics|refrain|chorus|protagonist|"
    r"hero|heroine|villain|narrator)\b",
    r"\bmy (?:novel|short story|opening|protagonist|main character|character|screenplay|d&d|villain|"
    r"hero|heroine|detective)\b",
    r"\bstuck in my head\b|\bin chapter \w+,? (?:he|she|they|the)\b|\bsings?\b.{0,20}¤|"
    r"¤.{0,20}\bsings?\b|\blyrics?\b|\bearworm\b",
    r"\b(?:dreamt|dreamed|nightmare|i had a dream|weird dream)\b|\b(?:reading|watching|rereading|"
    r"rewatching) (?:a|the|this)\b.{0,40}\b(?:where|in which|about)\b",
    r"\bonce upon a time\b|\bthe (?:film|movie|book|novel|series|episode) (?:is|was|has|where|about|"
    r"ends)\b|\brole ?play",
)
HABIT = _any(
    r"\b(?:always|usually|normally|generally|typically|often|sometimes|most (?:days|weeks|mornings)|as a "
    r"rule|whenever|used to|every (?:single )?time|ever since|for years|routine|tradition(?:ally)?)\b",
    r"\bon (?:mon|tues|wednes|thurs|fri|satur|sun)days\b|\b(?:most|all) (?:mon|tues|wednes|thurs|fri|"
    r"satur|sun)days\b",
)
TOLD_PAST = _any(
    r"\b(?:was|were|had|went|did|called|met|saw|came|took|got|gave|spent|forgot|missed|used|returned|"
    r"bought|made|told|asked|left|talked|cried|slept|ran|won|lost) (?:\w+ ){0,6}(?:yesterday|last (?:night|"
    r"week|month|year|\w+day)|ago|this morning)\b",
    r"\b(?:yesterday|last (?:night|week|month|year|\w+day)),? (?:i|we|he|she|they|my|the)\b",
)
NEGATED = _any(
    r"\b(?:i|we)(?:'m| am|'re| are)? ?(?:don'?t|do not|needn'?t|won'?t|will not|not|never|didn'?t|no "
    r"longer|can'?t|couldn'?t) (?:\w+ )?(?:have to|need to|want to|going to|gonna|call|go|plan|intend|must|"
    r"should|bother|care|be)\b",
    r"\bnot (?:tonight|today|tomorrow|ever|on|this|next)\b|\bnothing to do\b|\bno plans?\b|\bno more\b",
)


def silenced(said: Sequence[Heard], i: int) -> bool:
    """Whether what was said in the i-th sentence is not to be brought up, even though it was asked for."""
    after = list(_following(said, i))
    here = said[i].plain
    if NO_REMINDER.search(here) or any(
        NO_REMINDER.search(h.plain) or CALLED_OFF.search(h.plain) for h in after
    ):
        return True
    return bool(DONE.search(here)) or any(DONE.search(h.plain) for h in after)


def unmeant(said: Sequence[Heard], i: int, *, yearly: bool = False) -> bool:
    """Whether a sentence that nobody asked to be reminded of means nothing to be done; `yearly`: a day that
    comes again may be spoken of as a habit.
    """
    here = said[i].plain
    if silenced(said, i) or said[i].asks:
        return True
    for veto in (CALLED_OFF, DECLINED, JOKE, IMAGINED, HABIT, TOLD_PAST, NEGATED):
        if veto.search(here) and not (yearly and veto is HABIT):
            return True
    if any(DECLINED.search(h.plain) or JOKE.search(h.plain) for h in _following(said, i)):
        return True
    return _mood(said, i)


def _mood(said: Sequence[Heard], i: int) -> bool:
    """Grief, fury and fiction reach beyond their sentence."""
    around = [h for h in said if abs(h.turn - said[i].turn) <= 1]
    before = [h for h in said[: i + 1] if said[i].turn - h.turn <= 3]
    if any(GRIEF.search(h.plain) for h in around) or any(FICTION.search(h.plain) for h in before):
        return True
    return any(VENT.search(h.plain) or JOKE.search(h.plain) for h in said if h.turn == said[i].turn)


def _following(said: Sequence[Heard], i: int) -> Sequence[Heard]:
    return [h for h in said[i + 1 :] if h.turn - said[i].turn <= 2][:6]
