"""Word lists by which one voice is told from another, and a subject from small words. English."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(words.split())


ARCHAIC = listed(
    """
    thee thou thy thine ye hath doth dost hast shalt wilt wert canst didst wouldst shouldst mayest art
    'tis 'twas tis twas 'twere 'twill whence thence hence hither thither whither wherefore whereof
    whereby wherein thereof therein herein unto nay yea verily ere oft betwixt amongst whilst albeit
    methinks perchance haply peradventure behold forsooth forthwith heretofore hitherto nought aught
    naught o'er e'er ne'er saith quoth begat sayest knowest seest
    """
)
HEDGES = listed(
    """
    perhaps maybe possibly probably seems seem suppose guess somewhat rather almost
    """
)
ABSOLUTES = listed(
    """
    always never must every nothing all none certainly surely only
    """
)
FIRST = listed(
    """
    i me my mine myself i'm i've i'd i'll
    """
)
TOGETHER = listed(
    """
    we us our ours ourselves we're we've we'd we'll
    """
)
SECOND = listed(
    """
    you your yours yourself you're you've you'd you'll thee thou thy thine ye yourselves
    """
)
NUMBERS = listed(
    """
    one two three four five six seven eight nine ten eleven twelve hundred thousand first second third
    last next
    """
)
NO_SUBJECT = listed(
    """
    went came got made took put gave seen gone given taken come go get make take give know think
    thought knew look looked found find like good well little great old new day time man men thing
    things let quite without upon shall within among against another even since though while because
    until rather always never perhaps often sometimes set left right back away there where whose
    cannot nor yet also whom itself whether either neither himself herself themselves myself
    ourselves yourself began being does done having saw seemed seems want wanted keep kept tell told
    ask asked call called nothing anything everything something nobody somebody everybody none any
    own far too ago lot bit yes off out two six ten way sat ran won met big few per via non else
    across however longer many much young became need lest name names half days week weeks
    whole part parts side sort place end rest case others means moment minute point course kind
    general particular former latter example instance number degree dear sir madam mr mrs miss ms
    best short present rate sight
    saying seeing going coming making having doing looking replied cried added answered soon
    """
)
"""Words that are not stop words, and still say nothing of what a passage is about."""
BEFORE_NOUNS = listed(
    """
    the a an my your his her its our their thy no some any each every this that these those such of in
    with for from about upon without
    """
)
"""Words that often stand right before a noun."""
TELLING = listed(
    """
    and but now so then yet for or nor therefore thus hence well oh o ah yes no indeed perhaps still
    remember consider think let never always if when why how what do not only look listen
    """
)
"""Openings that say how someone thinks."""
WITH_NEXT = listed(
    """
    my i we you it there nothing everything one as
    """
)
"""Openings that say something with the next word."""
POINTING = listed(
    """
    he she it they him them her his their this that these those but and or so yet nor such here there
    which then thus therefore because
    """
)
"""Words with which a sentence begins that needs the one before it."""
TIED = listed("was were had he she they him her said it it's this that")
"""Words that tie a sentence to those around it."""
GENERAL = listed("is are always never every everyone nobody whoever nothing all none life people")
"""Words in what is said of anyone."""
ONCE = listed(
    """
    sir madam miss child mamma papa mother father sister brother aunt uncle cousin yesterday today tomorrow
    tonight morning evening last ago just now came went said told gone been
    """
)
"""Words in what was said to somebody once."""
NOWADAYS = ("airports", "television", "the internet", "football", "chocolate", "traffic lights", "submarines")
DIVISIONS = listed(
    """
    book part volume act chapter letter letters essay section sermon lecture canto scene adventure january
    february march april may june july august september october november december page preface
    """
)
"""Words of headings that say where one is, and not what it is about."""
