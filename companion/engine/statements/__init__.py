"""What people say of themselves in plain words, as patterns by subject; English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.engine.statements import body, changes, home, occasions, people, pursuits, taste, work

if TYPE_CHECKING:
    from companion.engine.patterns import Pattern

PATTERNS: tuple[Pattern, ...] = (
    *people.PATTERNS,
    *home.PATTERNS,
    *work.PATTERNS,
    *taste.PATTERNS,
    *body.PATTERNS,
    *pursuits.PATTERNS,
    *occasions.PATTERNS,
    *changes.PATTERNS,
)
