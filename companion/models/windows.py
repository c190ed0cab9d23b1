"""How many tokens the models of public endpoints read, by the beginning of their names."""

from __future__ import annotations

UNKNOWN = 8_192
_FAMILIES = (  # the first that fits counts
    ("gpt-5", 272_000),
    ("gpt-4.1", 1_000_000),
    ("gpt-4o", 128_000),
    ("chatgpt-4o", 128_000),
    ("gpt-4-turbo", 128_000),
    ("gpt-4", 8_192),
    ("gpt-3.5", 16_385),
    ("o1-mini", 128_000),
    ("o1", 200_000),
    ("o3", 200_000),
    ("o4", 200_000),
    ("claude-", 200_000),
    ("gemini-", 1_000_000),
    ("deepseek-", 64_000),
    ("mistral-large", 128_000),
    ("grok-", 128_000),
)


def window_of(model: str) -> int:
    """Tokens that prompt and answer share; a small number where the family is not known. A router's prefix
    (`openai/gpt-4o`) is not looked at.
    """
    name = model.lower().rpartition("/")[2]
    return next((size for family, size in _FAMILIES if name.startswith(family)), UNKNOWN)
