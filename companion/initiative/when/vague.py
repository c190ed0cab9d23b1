"""Phrases that look like a time and give none: what is past, what is vague, what only has the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.initiative.when.parts import Part, Phrases, Scene, Void

if TYPE_CHECKING:
    import re

VAGUE = Phrases()

_SPAN = r"(?:<UNIT>|<SHORT>|weekends?)"


@VAGUE.of(
    r"(?:the )?(?:day before )?yesterday(?: (?:morning|afternoon|evening|night))?",
    r"(?:the )?last (?:week|weekend|month|year|time|night|<WD>|<MONTH>|<SEASON>|christmas|easter)"
    r"(?: (?:morning|afternoon|evening|night))?",
    r"<WD> (?:last|gone)|(?:this |the |this just )?past <WD>",
    rf"(?:about |around |over )?(?:<N>|a few|some|several|many|half an?|\d+ or \d+|a couple) {_SPAN}"
    r"(?: (?:and a half|or so|or \d+))? (?:ago|back|earlier)",
    r"(?:long|ages|years|weeks|months|days) ago",
    r"the other (?:day|night|week|morning|evening)",
    r"earlier (?:today|this (?:week|month|year|morning))|earlier on",
    rf"(?:in |over |for |during )?(?:the |these )?(?:last|past) (?:(?:<N>|few|couple of) )?{_SPAN}",
    r"back in (?:<MONTH>|<SEASON>|\d{4})(?: \d{4})?",
)
def _past(_match: re.Match[str], _scene: Scene) -> Part | None:
    return Void("past")


@VAGUE.of(
    r"used to|if i ever",
    r"(?:the |in the )?<RANK> (?:weekend|week) (?:in|of) (?:<MONTH>|(?:the |next |this )?(?:month|year))",
    r"(?:the )?(?:early|small|wee) hours|(?:the )?week of|<WD> after (?:the )?(?:holidays|easter|"
    r"christmas|new year)",
    r"(?:quarter|half|5|10|20|25) (?:past|to)(?= [.,;!?]|$)",
    r"same time(?: (?:tomorrow|next week|as usual))?",
)
def _never(_match: re.Match[str], _scene: Scene) -> Part | None:
    return Void("doubt")


@VAGUE.of(
    r"(?:(?P<part>in|early|late|mid|early in|late in) )?(?P<what><MONTH>|<SEASON>)(?: of)? (?P<year>\d{4})",
    r"in (?P<year>(?:19|20)\d\d)",
)
def _year(match: re.Match[str], scene: Scene) -> Part | None:
    return Void("past" if int(match["year"]) < scene.now.year else "vague")


@VAGUE.of(
    r"(?:much |a bit |a little )?later(?: on)?(?: (?:today|tonight|this (?:week|month|year|morning|"
    r"afternoon|evening)))?",
    r"(?:very )?soon|some ?time soon|some ?day|one day|1 day|some ?time|at some point|at 1 point",
    r"(?:some ?time )?(?:in |during |over |by |at )?(?:the )?next (?:week|month|year|<SEASON>|few "
    r"<UNIT>|couple of <UNIT>)",
    rf"(?:over |within |in |during )?the (?:next|coming) (?:(?:<N>|few|couple of) )?{_SPAN}",
    rf"within (?:<N>|a few|the) {_SPAN}",
    rf"in (?:a few|some|several|many|a bit|a while|a moment|a seconds?|no time|due course|less than "
    rf"<N>)(?: {_SPAN})?",
    rf"in (?:maybe |about )?(?:<N>)(?: (?:or|to|-|–) (?:<N>)|-\d+) {_SPAN}",
    rf"in (?:<N>) {_SPAN} or (?:<N>|so|more)(?: {_SPAN})?",
    r"(?:in |by |from |during |until |early |late |mid |early in |late in |next |this |by mid |in early |"
    r"in late )+(?:the )?(?:<MONTH>|<SEASON>)(?: or (?:<MONTH>|<SEASON>))?(?: holidays| break)?(?! (?:the "
    r")?\d)",
    r"(?:early|late|mid|middle of|sometime|the middle of|the beginning of|the start of) (?:the |this |next )?"
    r"(?:week|month|year|<WD>|<MONTH>|weekend|tomorrow|today)",
    r"(?:the )?week after(?: next)?|the (?:<WD>|weekend|month|year) after(?: next)?",
    r"(?:1|one) of these days|any day now|any day|these days|1 of those days",
)
def _vague(match: re.Match[str], _scene: Scene) -> Part | None:
    if match[0] in {"1 day", "these days", "1 of those days"}:
        return Void("none")
    return Void("vague")


@VAGUE.of(
    rf"(?:for|lasts|takes|took|lasted|another) (?:about |around |nearly |almost |at least )?(?:<N>|half "
    rf"an?|a few|some) {_SPAN}(?: and a half)?(?! from now)",
    rf"(?:<N>) {_SPAN} (?:old|early|late|long|straight|in a row|off|left|each|at a time)",
    r"all (?:day|night|week|weekend|morning|afternoon|evening|year)(?: long)?",
    r"(?:good|happy|merry|lovely|beautiful) (?:morning|afternoon|evening|night|<WD>|weekend|new year)",
    r"(?:black|super|cyber|freaky|palm|bloody|casual) <WD>",
    r"(?:the )?(?:whole|entire) (?:day|week|weekend|month|morning|evening|night)",
    r"scale (?:from|of) \d+ to \d+",
    r"(?:eod|cob|close of business|(?:the )?end of (?:the )?day)(?= (?:on |of )?(?:<WD>|tomorrow|today))",
    r"24/7|9/11|9-5|9 to 5",
    r"parents' evening|parents evening|leaving do|day by day|day to day|from day to day",
    r"not (?:right )?(?:now|today|tonight|tomorrow|(?:on |this |before |until )*(?:<WD>|weekend))",
    r"at \d+ (?:\S+ ){1,2}(?:street|st|road|rd|avenue|ave|lane|drive|square|court|way|place)",
    r"in (?:chapter|room|version|version|line|row|group|grade|year|class|room number) \d+",
    r"(?:chapter|room|version|page|line|row|gate|platform|flat|number|bus|episode|season|level|size) "
    r"\d+(?:[.:]\d+)*",
)
def _nothing(_match: re.Match[str], _scene: Scene) -> Part | None:
    return Void("none")
