"""One filter for every text that meets a terminal: what is invisible or steers the terminal goes.

It looks at single characters and keeps no state, so a stream can be filtered piece by piece:
`sanitize(a) + sanitize(b) == sanitize(a + b)`. What is left is text and nothing else: no ESC, no C0 but
newline and tab, no C1, no bidi control, no zero-width, tag or other invisible format character. Two of
those stay because emoji need them: the joiner U+200D and the emoji selector U+FE0F.
"""

from __future__ import annotations

import re

_BREAKS = "\x0b\x0c\x85\u2028\u2029"  # they end a line somewhere, so words beside them stay apart
_SURROGATES = "\ud800-\udfff"
_INVISIBLE = (
    "\x00-\x08\x0d-\x1f\x7f-\x84\x86-\x9f"  # controls; CR too, which lets a line overwrite itself
    "\xad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"  # zero-width, marks, embeddings, isolates
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tags, and the selectors that can carry hidden bytes
)
_UNSAFE = re.compile(f"[{_BREAKS}{_SURROGATES}{_INVISIBLE}]")


def sanitize(text: str) -> str:
    """The text without what could steer a terminal or hide in it; half a surrogate pair becomes U+FFFD."""
    return _UNSAFE.sub(_instead, text)


def one_line(text: str, limit: int | None = None) -> str:
    """The sanitized text on one line, for titles, names and errors: every run of white space is a space.

    `limit` is the most characters it may have, at least 1; a longer text is cut and ends with an ellipsis.
    """
    line = " ".join(sanitize(text).split())
    if limit is None or len(line) <= limit:
        return line
    return line[: max(limit, 1) - 1].rstrip(" \u200d") + "…"


def _instead(match: re.Match[str]) -> str:
    character = match[0]
    if character in _BREAKS:
        return "\n"
    return "\ufffd" if "\ud800" <= character <= "\udfff" else ""
