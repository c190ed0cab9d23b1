"""Words such as "tomorrow", with the day that they meant when they were said."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_RELATIVE = {"tomorrow": 1, "yesterday": -1}
_WORD = re.compile(r"\b(tomorrow|yesterday)\b(?! \()", re.IGNORECASE)


def dated(text: str, at: datetime) -> str:
    """The text with the date beside each "tomorrow" and "yesterday" that was said at `at`."""

    def with_date(found: re.Match[str]) -> str:
        meant = at + timedelta(days=_RELATIVE[found[1].lower()])
        return f"{found[1]} ({meant.day} {meant:%B})"

    return _WORD.sub(with_date, text)
