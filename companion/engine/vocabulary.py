"""Word lists by which code tells names, work, kin and small talk apart. English, as the patterns are."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """The words of a text; an underscore stands for a space."""
    return tuple(word.replace("_", " ") for word in text.split())


FILLERS = frozenset(
    listed(
        """
    a about above actually after again ah all almost already also although always am an and any anymore
    anyway apparently are aren't around as at away back basically be because been before being below
    between both but by bye came can can't cannot come could couldn't did didn't do does doesn't doing
    don't done down each else even ever every everything few for from get gets getting give go goes
    going gonna good got great guess had hadn't haha has hasn't have haven't having he he's her here
    hers hey hi him his hm hmm how however i i'd i'll i'm i've if im in into is isn't it it's its itself
    just kind know let let's like lol lot lots made make makes many may maybe me mean might mine more
    most much must my myself need never next nice no nope nor not nothing now of off oh ok okay on once
    one only onto or other our ours out over own pretty probably put quite rather really right said same
    say says see seem seems she she's should shouldn't so some something sometimes soon sort still stuff
    such sure take than thank thanks that that's the their theirs them then there there's these they
    they're thing things think this those though through thus till to today together too took try under
    until up upon us use used usually very want was wasn't way we we're we've well went were weren't
    what what's when where where's whether which while who who's whom whose why will with within without
    won't would wouldn't yeah yep yes yet you you'd you'll you're you've your yours yourself
        """
    )
)
SMALL_TALK = frozenset(
    listed(
        """
    afternoon alright anyway awake awesome back bed been bye cheers coffee cool day evening everyone
    fine glad going good goodbye goodnight great haha hello hey hi hm hmm how later lol long meet
    morning nice night no nothing now off ok okay perfect please pleased right see sleep soon sorry
    special still sure sweet talk tea thank thanks there tired tomorrow tonight weather week weekend
    well what what's wow yes yo you
        """
    )
)
PARTNERS = listed("""
    boyfriend girlfriend husband wife partner fiancé fiancée fiance fiancee spouse bf gf hubby
""")
# Short for another of these words.
SHORT = {"sis": "sister", "bro": "brother", "bf": "boyfriend", "gf": "girlfriend", "hubby": "husband"}
KIN = listed("""
    mother mum mom mummy mommy mam father dad daddy papa sister brother son daughter twin stepmother
    stepmum stepmom stepfather stepdad stepson stepdaughter stepsister stepbrother grandmother grandma
    granny gran nan grandfather grandpa grandad granddad grandson granddaughter aunt auntie uncle cousin
    niece nephew godmother godfather godson goddaughter mother-in-law father-in-law sister-in-law
    brother-in-law son-in-law daughter-in-law kid child baby sis bro
""")
PEOPLE = listed("""
    boss manager friend colleague coworker co-worker neighbour neighbor landlord landlady doctor gp
    therapist dentist vet teacher tutor supervisor coach trainer flatmate roommate housemate mentor
    midwife hairdresser
""")
PETS = listed("""
    dog puppy cat kitten rabbit bunny hamster parrot budgie canary horse pony tortoise turtle snake
    lizard gecko goldfish guinea-pig ferret rat mouse hen chicken goat donkey collie terrier labrador poodle
    spaniel retriever dachshund greyhound husky beagle corgi bulldog pug chihuahua whippet cockatiel axolotl
    chinchilla hedgehog
""")
DIETS = listed("""
    vegetarian vegan pescatarian gluten-free gluten_free dairy-free dairy_free
    lactose-intolerant coeliac celiac diabetic teetotal asthmatic epileptic
""")
CONDITIONS = listed("""
    asthma diabetes migraines migraine epilepsy adhd autism depression anxiety eczema psoriasis
    arthritis insomnia tinnitus anaemia anemia hypertension endometriosis hypothyroidism scoliosis ibs
    hay_fever coeliac_disease celiac_disease high_blood_pressure sleep_apnoea sleep_apnea
""")
OCCUPATIONS = frozenset(
    listed(
        """
    accountant actor actress analyst apprentice architect artist astronomer author baker barber barista
    bartender beekeeper biologist bookseller bricklayer builder bus-driver butcher carer caretaker
    carpenter cartographer cashier chef chemist cleaner clerk coach composer consultant cook copywriter
    courier curator dancer dentist designer developer dietitian director doctor driver economist editor
    electrician engineer farmer filmmaker firefighter fisherman florist freelancer gardener geologist
    goldsmith graphic-designer hairdresser historian housekeeper illustrator interpreter janitor
    jeweller journalist judge lawyer lecturer librarian locksmith machinist manager mason masseuse
    mathematician mechanic midwife miller miner musician nanny nurse optician painter paramedic pastor
    pediatrician pharmacist photographer physicist physiotherapist pianist pilot plumber poet policeman
    policewoman postman potter priest producer professor programmer proofreader psychiatrist
    psychologist psychotherapist publisher receptionist reporter researcher roofer sailor salesman
    saleswoman scientist sculptor seamstress secretary shepherd shopkeeper singer soldier solicitor
    statistician student surgeon surveyor tailor teacher technician therapist toolmaker trader trainee
    translator tutor vet veterinarian violinist waiter waitress watchmaker weaver welder writer
        """
    )
)
# Words that follow "I'm", "call me" or a noun, with a capital or not, and are nobody's name.
NOT_NAMES = frozenset(
    listed(
        """
    a afraid african also always american an april asian atheist august australian austrian back belgian
    bored brazilian british buddhist busy canadian catholic chinese christian christmas crazy czech dad
    danish december divorced done dr dutch easter egyptian english european february fine finnish french
    friday german glad good great greek happy here hindu home hungarian hungry i ill indian iranian
    irish israeli italian january japanese java jewish july june just korean late later lost madam march mud
    married may maybe mexican mom monday mr mrs ms mum muslim never no norwegian not november now
    october ok okay old-fashioned polish portuguese pregnant protestant python ready really romanian
    russian sad saturday scared scottish september sick single sir so sorry spanish still stuck sunday
    sure swedish swiss the thirsty thursday tired tomorrow tuesday turkish ukrainian vegan vegetarian
    very wednesday welsh yes we you he she they it this that there everyone everybody nobody someone who
        """
    )
)
NOT_PLACES = frozenset(
    listed(
        """
    a an and at back because bed between but by chaos cities city constant country countryside darkness
    denial fear for front future heaven hell her here his hope it love moment moments my off on or our
    past peace poverty present silence sin so suburbs terror that the their there these this those town
    with your
        """
    )
)
# What one moves to as well, and lives in never.
NOT_TOWNS = frozenset(
    listed(
        """
    accounting android angular arch asana aws azure basic bluesky brave bronze chatgpt chrome claude copilot
    debian development diamond discord django docker dropbox duolingo emacs engineering evernote excel
    facebook fedora figma finance firefox flask gemini github gitlab gmail go gold golang haskell hr icloud
    instagram ios it java javascript jira kindle kotlin kubernetes linkedin linux mac macos management
    marketing mastodon mongodb monzo mysql neovim netflix nintendo node notion obsidian operations outlook
    paypal pc photoshop php plan platinum playstation plus postgres postgresql premium pro python rails react
    revolut ruby rust safari sales scala shopify signal silver skype slack spotify sqlite steam substack
    support svelte swift team teams telegram terraform tiktok todoist trello twitter typescript ubuntu verizon
    vim vodafone vscode vue whatsapp windows word wordpress xbox zoom
        """
    )
)
TRAITS = listed("""
    colour-blind colour_blind color-blind color_blind colourblind colorblind deaf blind short-sighted
    shortsighted near-sighted nearsighted dyslexic hard_of_hearing left-handed left_handed ambidextrous
    autistic bipolar pregnant anaemic anemic sober hypermobile insomniac
""")
BODY = listed("""
    wrist arm leg ankle foot toe finger hand thumb knee hip shoulder elbow collarbone rib ribs nose back neck
    hamstring ligament acl meniscus achilles_tendon
""")
THINGS = listed("""
    bike bicycle car motorbike motorcycle moped scooter van camper_van campervan camper caravan boat phone
    laptop tablet piano camera e-bike truck
""")
INSTRUMENTS = listed("""
    cello violin viola piano guitar bass drums flute clarinet oboe trumpet trombone tuba saxophone sax harp
    accordion organ recorder ukulele banjo mandolin double_bass bassoon french_horn keyboard keyboards
    harmonica fiddle lute bagpipes ocarina
""")
SPORTS = listed("""
    football soccer tennis chess badminton squash golf rugby volleyball basketball handball hockey ice_hockey
    table_tennis ping-pong ping_pong poker padel cricket baseball softball darts snooker billiards bridge
    water_polo ultimate_frisbee lacrosse petanque boules
""")
LANGUAGES = listed("""
    English German French Spanish Italian Portuguese Dutch Danish Swedish Norwegian Finnish Icelandic Polish
    Czech Slovak Hungarian Romanian Bulgarian Greek Turkish Russian Ukrainian Croatian Serbian Bosnian
    Slovenian Albanian Estonian Latvian Lithuanian Irish Welsh Gaelic Scottish_Gaelic Breton Basque Catalan
    Galician Arabic Hebrew Persian Farsi Urdu Hindi Bengali Punjabi Tamil Telugu Japanese Chinese Mandarin
    Cantonese Korean Vietnamese Thai Indonesian Malay Tagalog Swahili Amharic Yoruba Igbo Hausa Zulu Xhosa
    Afrikaans Latin Esperanto Yiddish Maltese Faroese Kurdish Armenian Georgian Luxembourgish
""")
EVENTS = listed("""
    wedding appointment exam exams interview operation surgery flight trip holiday check-up checkup party
    funeral graduation presentation anniversary viva christening baptism scan move concert audition marathon
    race recital viewing due_date deadline premiere launch housewarming reunion hearing conference defence
    defense bar_mitzvah bat_mitzvah test mri mot driving_test opening_night exhibition
""")
GROUPS = listed("""
    club choir team band gym brigade association orchestra league society party union course class classes
    crew cooperative co-op committee chorus quartet quintet trio ensemble book_group study_group squad lessons
    workshop theatre_group allotment course academy scouts
""")
PREMISES = listed("""
    shop bookshop bakery café cafe restaurant bar pub farm business company studio salon gallery practice
    agency startup start-up school nursery hotel guesthouse hostel garage workshop store kiosk firm clinic
    pharmacy vineyard brewery bookstore flower_shop kindergarten
""")
CONSUMED = listed("""
    meat fish pork beef chicken seafood dairy cheese eggs milk gluten bread sugar sweets chocolate alcohol
    wine beer coffee caffeine tea soda cola carbs
""")
