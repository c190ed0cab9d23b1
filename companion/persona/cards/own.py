"""What a persona says that a card has no field for: written into the card's `extensions`, and read there.

Only what describes the character travels. What concerns whoever uses it (initiative, growth, memory, tests)
stays in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from companion.persona.fits import fits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from companion.persona.cards.card import Data

KEYS = ("license", "pronouns", "tagline", "relationship", "voice", "traits", "boundaries", "model")
STAYS = ("initiative", "growth", "memory", "tests")
_OTHER_GREETINGS = ("return", "late_night", "long_absence")
_STRENGTHS = {-2: "not at all {}", -1: "not very {}", 0: "now and then {}", 1: "{}", 2: "very {}"}


def blocks(persona: Mapping[str, Any]) -> Data:
    """What to write into a card."""
    found = {key: persona[key] for key in KEYS if persona.get(key)}
    greetings = {key: text for key in _OTHER_GREETINGS if (text := persona.get("greetings", {}).get(key))}
    if greetings:
        found["greetings"] = greetings
    examples = persona.get("examples") or []
    if any(one.get("note") or not one.get("good", True) for one in examples):
        found["examples"] = examples
    return found


def left_out(persona: Mapping[str, Any]) -> tuple[str, ...]:
    """What of it does not travel, in a sentence; nothing where all does."""
    staying = [f"`{key}`" for key in STAYS if persona.get(key)]
    if not staying:
        return ()
    return (f"A card has no place for {', '.join(staying)}; that is only in the persona's own file.",)


def taken(given: Any) -> Data:
    """What of it a persona can have; nothing of what is not as it was written here."""
    if not isinstance(given, dict):
        return {}
    found = {key: given[key] for key in (*KEYS, "examples") if given.get(key) and fits(key, given[key])}
    greetings = given.get("greetings")
    if isinstance(greetings, dict) and set(greetings) <= set(_OTHER_GREETINGS):
        whole = {"first": "Hello."} | greetings
        found |= {"greetings": greetings} if greetings and fits("greetings", whole) else {}
    return found


def manner(persona: Mapping[str, Any]) -> str:
    """Traits and voice in words, for programs that know them by nothing else."""
    return "\n".join(_lines(persona))


def _lines(persona: Mapping[str, Any]) -> Iterator[str]:
    traits, voice = persona.get("traits") or [], persona.get("voice") or {}
    if traits:
        yield f"{{{{char}}}} is {'; '.join(map(_trait, traits))}."
    for key in ("register", "humour"):
        if voice.get(key):
            yield f"{key.title()}: {voice[key]}"
    for title, key in (("Does", "do"), ("Doesn't", "dont"), ("Never says", "banned_phrases")):
        if voice.get(key):
            yield f"{title}: {'; '.join(voice[key])}"


def _trait(trait: Mapping[str, Any]) -> str:
    named = _STRENGTHS[trait.get("strength", 1)].format(trait["name"])
    return f"{named} ({trait['shows_as']})" if trait.get("shows_as") else named
