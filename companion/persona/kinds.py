"""The kinds of text and number that a persona file holds."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from companion.persona.patterns import MAX_PATTERN, PatternError, refuse

NAME_PATTERN = r"^[a-z0-9-]{1,64}$"
VERSION_PATTERN = r"^[0-9]+(\.[0-9]+){0,2}$"
HOURS_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$"
_ONE_LINE = r"^[^\n\t]*$"


def _matchable(pattern: str) -> str:
    try:
        refuse(pattern)
    except PatternError as error:
        raise PydanticCustomError("pattern", "{said}", {"said": str(error)}) from None
    return pattern


Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
Version = Annotated[str, StringConstraints(pattern=VERSION_PATTERN, max_length=20)]
Hours = Annotated[str, StringConstraints(pattern=HOURS_PATTERN)]
Word = Annotated[str, StringConstraints(pattern=_ONE_LINE, min_length=1, max_length=60)]
Line = Annotated[str, StringConstraints(pattern=_ONE_LINE, min_length=1, max_length=240)]
Paragraph = Annotated[str, StringConstraints(min_length=1, max_length=1200)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
# Too long a one is refused by `refuse`, which says what to do; the limit here is the editor's to show.
Pattern = Annotated[
    str,
    StringConstraints(pattern=_ONE_LINE, min_length=1),
    AfterValidator(_matchable),
    Field(json_schema_extra={"maxLength": MAX_PATTERN}),
]
