"""The patterns of `crisis.py`: what tells of danger, and what beside it turns the meaning.

They are matched against one sentence, lower case, with straight quotes and single spaces.
"""

from __future__ import annotations

_SELF = r"(?:my ?self|myslef|meself)"
_OTHER = r"(?:himself|herself|themsel(?:f|ves)|their self)"
_WORDS = r"(?:(?!not\b|never\b|no\b|nobody\b)\w+ )"
_WANT = (
    r"(?:want(?:s|ed)?|wanna|gonna|going to|about to|plan(?:ning)?|need|ready|trying|tried|try|decided|think(?:ing)?"
    r"|thoughts?|urges?|tempted|might|will|rather|just|should|i'll|could|feel like|close)"
)
_BRIDGE = r"(?: (?:to|of|about|on|be|just|really|seriously|always|often|like|i should|i could|i want|all the time)){0,5}"
_END = (
    r"(?=\W*$| (?:any ?more|any longer|now|tonight|today|already|so (?:much|badly|bad)|right now|and|but|because"
    r"|sometimes|every|lately|tomorrow|again|please|like this|at all|if|when|most)\b)"
)
_NEAR = (
    r"(?:friend|brother|sister|son|daughter|wife|husband|mum|mom|mother|dad|father|partner|girlfriend|boyfriend"
    r"|room ?mate|flat ?mate|kid|child|cousin|colleague|neighbou?r|student)"
)
_HARM = r"(?:hurt|cut|burn)(?:t?ing)?"
_ENDING_ONESELF = (
    rf"\b(?:kill|hang|shoot|drown|harm|unalive|poison|starv)(?:e|ed|ing)? {_SELF}\b",
    rf"\b{_WANT}{_BRIDGE} (?:{_HARM}|off) {_SELF}\b",
    rf"\b(?:been|started|keep|kept|started to|can't stop|back to) (?:{_HARM}|harming|burned) {_SELF}\b",
    rf"\bi (?:cut|burned|burnt|hurt) {_SELF} (?:on purpose|to feel|because|when i feel|so i)",
    rf"\bi (?:cut|burned|burnt|hurt) {_SELF} again(?: (?:last|to|tonight|and|because)|\W*$)",
    rf"\bi(?:'ve)? {_WORDS}{{0,4}}self[- ]?harm(?:ing|ed)?\b",
    r"\b(?:urge|want|started|relapsed|back)(?: to| with| into)? self[- ]?harm",
)
_LIFE_AND_DEATH = (
    (
        rf"\b(?:i|i'm|i'd|really) {_WORDS}{{0,4}}?(?:want|wanna|ready|rather|like|deserve|need)(?: to)?(?: just| really)?"
        rf" (?:die|be dead|dying){_END}"
    ),
    rf"\bi(?:'d)? (?:just |really )?(?:want(?:ed)?|wanna|rather)(?: to)?(?: just| really)? (?:die|be dead){_END}",
    rf"^(?:just |really )?(?:wanna|want to) (?:die|be dead){_END}",
    (
        r"\bi (?:\w+ ){0,2}wish(?:ed)? (?:that )?i (?:was|were|would be|could be|could just|would just|had|could) ?"
        r"(?:dead|never (?:been )?born|never existed|not exist|die|disappear forever|not wake|never wake)"
    ),
    (
        r"\bwish (?:that )?i(?: had never been|'d never been| (?:hadn't been|was never|were never|wasn't|weren't|didn't))"
        r" (?:born|alive|exist|here any ?more|wake up)"
    ),
    (
        r"\b(?:don't|do not|dont|never|no longer|can't|cannot) (?:really |even |think i )?"
        r"(?:want to|wanna|see a reason to|feel like)? ?(?:live|be alive|exist|be here|keep living|go on living|wake up"
        rf"|keep existing|being alive|living|stay alive){_END}"
    ),
    (
        r"\bi (?:can't|cannot|can not) (?:keep living|live like this|do this life|go on living|go on any ?more"
        r"|go on like this)\b"
    ),
    (
        r"\b(?:hope|hoping|wish|pray|want to|wanna) (?:i |to )?(?:just )?"
        r"(?:don't|never|go to sleep and (?:not|never)|fall asleep and (?:not|never)|not) (?:ever )?wake up"
        r"(?! (?:the|my|him|her|late|in)\b)"
    ),
    r"\b(?:not|never) waking up (?:sounds|would be|seems|again)\b",
    r"\bend(?:ing)? (?:my|my own|this) life\b|\bend(?:ing)? it all\b|\b(?:take|taking|took) my (?:own )?life\b",
    rf"\b{_WANT}{_BRIDGE} end(?:ing)? it(?: tonight| now| for good| today)?(?=\W*$)",
    rf"\bi {_WANT}{_BRIDGE} disappear (?:forever|for good)\b",
    (
        r"\b(?:no|any|a single|one) (?:reason|point) (?:\w+ )?(?:to|in|for|of)"
        r" (?:live|living|be alive|being alive|go on\b(?! with)|me to live|stay alive)"
    ),
    r"\b(?:nothing|no one|nobody)(?: left)? to live for\b",
    r"\blife (?:isn't|is not|is no longer|just isn't) worth (?:living|it any)",
    (
        r"\b(?:better off|happier|easier|better) (?:if i (?:was|were|wasn't|weren't)"
        r" (?:dead|gone|not here|around|here|alive|never born)|without me\b(?! (?:on|at|in) )|dead\b)"
    ),
    (
        r"\b(?:nobody|no one) would (?:even )?(?:notice|care|miss me|mind) if i"
        r" (?:died|was gone|were gone|was dead|were dead|disappeared|killed)"
    ),
)
_WEARY = (
    r"\bend(?:ing)? (?:everything|it all|all of it)\b(?! (?:with|by) )",
    r"\bi (?:just )?want (?:it all|everything|all of it) to (?:end|stop|be over)\b|\b(?:danger|risk) to my ?self\b",
    (
        r"\b(?:tired|sick|weary|done|through|finished|hate) (?:of |with )?"
        r"(?:living|being alive|(?:my |this )?life|existing|my existence)"
        r"(?=\W*$| (?:and|but|like this|now|altogether|entirely|because|as|at all)\b)"
    ),
    (
        r"\b(?:giv(?:e|en|ing) up on|no longer want|don't want|do not want|want out of|leave) (?:my |this )?"
        r"(?:life|living)\b(?! (?:in|insurance|here|with|next|near))"
    ),
    r"\b(?:life|it all|everything) (?:has|have) no (?:meaning|point|sense)\b.{0,20}\b(?:out|end|stop|over)\b",
    (
        rf"\b{_WANT}{_BRIDGE} (?:not|stop(?:ping)?) "
        r"(?:exist(?:ing)?|living|being alive|be alive|being here any ?more)(?! (?:in|with|at|off|on)\b)"
    ),
    (
        rf"\b(?:{_WANT}|wish i could){_BRIDGE} (?:(?:go to |fall a)?sleep forever|never wake"
        r"|(?:disappear|be gone) (?:and never|forever|for good|from this)|not be (?:here|alive|around) any ?more)"
    ),
    (
        r"\b(?:don't see|do not see|see|is|there's|what's|what is|find) (?:no|the|any|even the) (?:point|reason|sense)"
        r" (?:of|in|to|for) (?:living\b(?! (?:things?|beings?|in|with|at|here|there|on))|life\b|being alive|existing"
        r"|me being|my life|staying alive|keep living)"
    ),
    (
        r"\bwhy (?:am i|do i|should i) (?:even |still |bother to |bother )*"
        r"(?:alive|exist|live|living|be alive|stay alive)\b(?! (?:in|with|here)\b)"
    ),
    (
        r"\b(?:world|everyone|everybody|family|kids|children|friends|parents|they|people)(?:'d|'ll)?(?: \w+){0,3}"
        r" (?:better|happier) (?:off |place )?(?:without me(?! (?:on|at|in) (?!it))|if i (?:died|(?:were|was) (?:dead|gone)))\b"
    ),
    (
        r"\b(?:nobody|no one|anyone|anybody)(?: \w+)? (?:miss|notice) (?:me )?"
        r"if i (?:was|were|am|died|'m|disappeared) ?(?:gone|dead)?(?=\W*$)"
    ),
    (
        r"\b(?:wish|hope|pray|hoping)\b.{0,30}\b(?:kill me|hit me|run me over|i (?:get|got|would get) hit|i die"
        r"|i(?:'d| would) die|take me (?:away )?(?:in my sleep|already))\b"
    ),
    r"\bi (?:won't|will not) be (?:here|around|alive) (?:much longer|any ?more|when you)\b",
    r"\b(?:my|this is my) last (?:night|day|message) (?:alive|on (?:this )?earth|to you all|ever)\b",
    (
        r"\b(?:thoughts?|thinking|dream(?:ing)?|fantasi[sz]\w+|obsess\w+) (?:of|about)"
        r" (?:dying|my (?:own )?death|killing|ways to die)\b"
    ),
    (
        r"\b(?:easier|better|best|simpler|glad|good|relief) (?:for \w+ )?(?:if|when|that|once) i"
        r" (?:just |simply )?(?:died|die|was dead|were dead)\b"
    ),
    (
        r"\b(?:don't|do not|dont|can't|cannot) (?:want to |take )?(?:keep going|go on|carry on|be(?:ing)? alive|take life)"
        r"(?=\W*$| (?:any ?more|any longer|like this|and|but)\b)"
    ),
    r"\bi (?:don't|do not|dont) deserve (?:to live|to be alive|to exist|life|living)\b",
    r"\b(?:part|half|most) of me (?:just |really )?(?:wants|wanted|wishes) (?:to die|to be dead|i was dead|it was over)\b",
    r"\b(?:don't|do not|dont) (?:really |even )?care (?:if|whether) i (?:live|die|wake)\b",
)
_WAYS = (
    (
        r"\bi (?:cut|sliced|burned|burnt|scratched) my (?:arms?|wrists?|thighs?|legs?|skin)"
        r" (?:again|last night|tonight|open|on purpose|to|because|so)\b"
    ),
    (
        rf"\bi (?:cut|burn|hurt|harm|punish) {_SELF}"
        r" (?:when(?:ever)?|every|so|to|because|if|sometimes|at night|on purpose)\b"
    ),
    (
        r"\b(?:i have|i've got|i got|i bought) (?:the|a|my|enough) (?:rope|gun|noose|blade|razor|pills)\b"
        r"(?= (?:and|now|ready)|\W*$)"
    ),
    (
        r"\b(?:painless|easiest|quickest|best|fastest|ways?|how)\b(?: \w+){0,2} to"
        r" (?:die\b(?! (?:of|in (?:chess|the game|this game)))|end my life|kill (?:my ?self|oneself|yourself))"
    ),
    (
        r"\bhow many (?:pills|tablets|sleeping pills|paracetamol|tylenol)\b"
        r".{0,30}\b(?:die|kill|end it|overdose|lethal|fatal)\b"
    ),
    (
        r"\b(?:driv(?:e|ing)|crash(?:ing)?|steer(?:ing)?|swerv(?:e|ing)) (?:my|the) (?:car|bike|motorbike)"
        r" (?:into|off) (?:a|the) (?:tree|wall|bridge|cliff|truck|lorry|river|road|traffic)\b"
    ),
    r"\bi (?:almost|nearly) (?:jumped|stepped|walked) (?:in front of|off|into traffic|from)\b",
    (
        r"\bi(?:'ve)? (?:\w+ )?(?:overdosed|od'd)\b"
        r"(?! on (?!(?:my|the|pills|his|her|sleeping|painkillers|paracetamol|tylenol|heroin|meds)\b))"
    ),
    (
        r"\b(?:pills|gun|rope|razor|blade|knife|noose)s?\b.{0,20}"
        r"\b(?:next to me|in my hand|in front of me|beside me|ready)\b"
    ),
    r"\b(?:been|i'm|am|started|back to|want to start) cutting(?: again| lately| at night| to (?:feel|cope)|\W*$)",
    r"\bi (?:\w+ )?(?:relapsed and )?(?:cut|self[- ]?harmed)(?: again)?(?: last night| tonight| this morning)(?=\W*$)",
    rf"\b(?:i'm|i am|i feel|i've been|feeling|felt|i get|getting|am i) {_WORDS}{{0,3}}suicidal\b",
    r"\bsuicidal (?:thoughts|ideation|again)\b|\bsuicide (?:plan|attempt|note)\b",
    (
        rf"\b(?:{_WANT}|consider(?:ed|ing)?|attempt(?:ed|ing)?|contemplat(?:e|ed|ing)){_BRIDGE}"
        r" (?:commit(?:ting)? )?suicide\b"
    ),
    rf"\b{_WANT}{_BRIDGE} (?:overdos(?:e|ing)|od)\b(?! on (?:chocolate|coffee|sugar|netflix|cake|caffeine|tea))",
    (
        r"\b(?:take|taking|took|swallow|swallowed|swallowing) (?:all|a bunch|a handful|the whole|the entire|a whole|every one|too many)"
        r"(?: of)?(?: my| the| these| those)? ?(?:bottle|pills|tablets|meds|medication|sleeping pills|painkillers)"
    ),
    (
        rf"\b(?:{_WANT}|how it would feel){_BRIDGE} (?:jump|step|walk|throw)(?:ping|ing)?(?: {_SELF})?"
        r" (?:off|from|in front of|into|out of) (?:\w+ ){0,2}"
        r"(?:bridge|roof|building|balcony|train|traffic|bus|window|cliff|tracks)\b"
    ),
    r"\b(?:wanna|gonna|going to|want to|will|might|about to) kms\b|\bslit(?:ting)? my wrists?\b",
    r"\bgoodbye (?:letter|note)s?\b.{0,40}\b(?:family|everyone|parents|kids|mum|mom|find)\b",
    (
        r"\b(?:have|got|bought|getting|hiding|saving up) (?:a |the |my |enough )(?:gun|pills|rope|razor|blade)s?\b"
        r".{0,30}\b(?:to end|end it|do it|tonight|myself|plan)\b"
    ),
)
_SOMEONE_NEAR = (
    (
        r"\b(?:wants?|going|gonna|threaten(?:s|ed|ing)?|trying|tried|plan(?:s|ning)?|says?|said|talks?|talking|told"
        rf"|texted)\b.{{0,40}}\b(?:kill|hurt|harm|hang|cut|burn|shoot|drown)(?:t?ing)? {_OTHER}\b"
    ),
    rf"\b{_NEAR} (?:has been|is|keeps|started) (?:hurt|harm|cut|burn)(?:t?ing)? {_OTHER}\b",
    (
        rf"\b(?:my|a) (?:\w+ )?{_NEAR}(?: is| feels|'s| seems| might be| (?:said|told me|says|thinks) \w+ is)?"
        r" (?:\w+ )?suicidal\b"
    ),
    (
        rf"\b(?:he|she|they|{_NEAR})\b(?: \w+){{0,4}} (?:wants? to die|doesn't want to (?:live|be alive)"
        r"|don't want to live any ?more|end (?:his|her|their) life|take (?:his|her|their) own life)"
    ),
)
HINTS = (
    r"\b(?:die|dying|death|dead|kill|suicid|(?:un)?alive|liv(?:e|ing)|life|end|exist|born|wak(?:e|ing)|sleep"
    r"|disappear|here|go on|point|reason|sense|better|happier|easier|harm|hurt|cut|burn|hang|drown|shoot|himsel|hersel|themsel|pill|tablet|bottle"
    r"|med|painkiller|overdos|od|kms|jump|step|walk|throw|wrist|goodbye|gun|rope|razor|blade|knife|noose|if i|self"
    r"|my ?self|myslef|meself|driv|crash|steer|swerv|miss|notice|hit me|run me|last|paracetamol|tylenol|earth)"
)
RISKS = (*_ENDING_ONESELF, *_LIFE_AND_DEATH, *_WEARY, *_WAYS, *_SOMEONE_NEAR)

STORIES = (
    r"\b(?:films?|movies?|books?|novels?|shows?|series|songs?|lyrics?|episodes?|characters?|protagonist|villain"
    r"|plot|scene|games?|play(?:s|ed)?|poems?|essays?|articles?|papers?|lectures?|class|history|documentary"
    r"|podcast|statistics|study|research|thesis|news|headline|squad|romeo|juliet|hamlet|ophelia|werther|chapter"
    r"|fiction|story|novella|prevention (?:week|day|training)|course on)\b"
)
LONG_AGO = (
    r"\b(?:used to|years? ago|decades? ago|long ago|when i was|back (?:in|when|then)"
    r"|as a (?:teen|kid|child|student)\w*|in my (?:teens|twenties|past)|once tried)\b"
)
STILL = (
    r"\b(?:again|still|now|tonight|today|lately|these days|this (?:week|time|morning)|coming back|came back"
    r"|since then)\b"
)
DENIED = (
    r"(?:\bnot|n't|\bnever|\bnor|\bwithout|\bnobody|\bno longer|\bdont|\binstead of) (?:(?:going to|gonna|want to"
    r"|wanna|think about|planning to|planning on|trying to|try to|be|been|feel|feeling|felt|ever|really|actually"
    r"|at all|about to|have|any) )*$"
)
JOKES = (
    rf"\b{_SELF} (?:laughing|with laughter|from laughing|shaving|cooking|chopping|on (?:the|a|my|that|some)|off"
    r"|some|an? (?:note|message|e-?mail|text|reminder)|in the (?:foot|photo|leg)|a break|a slice|slack|another|out of|with (?:the|a|my) (?:kitchen|bread|paper)"
    r"|for (?:forgetting|not|missing|saying|being|losing|having|eating|leaving|buying|sending|that|it))"
    rf"|\b{_SELF} (?:at|in|during|playing|doing|lifting|running|training|falling|skiing|climbing|working out)"
    r" ?(?:the )?(?:gym|football|training|practice|work|garden|kitchen|yoga|squats|soccer|tennis|basketball)"
    r"|\b(?:die|dying|dead|died) (?:of|from|laughing|inside|happy|on that hill|to (?:see|know|meet|try|hear|go)"
    r"|asleep|tired|drunk|serious|my hair|for (?:this|that|these|those)|peacefully|old|before i)\b"
    r"|\b(?:lol|lmao|haha+|rofl|jk|just kidding)\b|😂|🤣"
    r"|\b(?:boss|monster|level|respawn|raid|lava|npc|speedrun|minecraft|dark souls|elden ring)\b"
    r"|\b(?:bungee|parachute|trampoline|swim|pool|diving)\b"
)
