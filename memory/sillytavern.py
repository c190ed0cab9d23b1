"""SillyTavern's chats: JSON lines, a header first, then a message each; its swipes are branches.

Format (of versions 1.0 to 1.14): the header has `user_name`, `character_name`, `create_date` and
`chat_metadata`; a message `name`, `is_user`, `is_system`, `send_date`, `mes`, and where an answer was asked
for again `swipes`, `swipe_id` and `swipe_info`. Nothing has an id: a message is known by its words and all
words before it, so that a chat that has grown, and a copy that went another way, join the one tree.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from memory.incoming import Incoming, Problem, UnreadableError
from memory.instants import present
from memory.jsonstream import LARGEST, lines, parse
from memory.records import COMPANION, USER
from memory.trees import ODD, epoch, iso, odd, text_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator

UNNAMED = {None, "unused"}  # what the header of a group's chat says

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_LONG = re.compile(r"([A-Za-z]+) (\d{1,2}), (\d{4}) (\d{1,2}):(\d\d) ?([ap])m", re.IGNORECASE)
_SHORT = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2}) ?@ ?(\d{1,2})h ?(\d{1,2})m ?(\d{1,2})s(?: ?(\d{1,3})ms)?", re.IGNORECASE
)


def read_sillytavern(stream: BinaryIO, persona: str) -> Iterator[Incoming | Problem]:
    """The messages of a chat."""
    chat = _Chat(persona)
    for number, line in enumerate(lines(stream), 1):
        try:
            if line is None:
                raise UnreadableError(f"it is longer than {LARGEST >> 20} MB")
            if line.strip():
                yield from chat.read(parse(line))
        except ODD as error:
            yield Problem(f"line {number}", odd(error))


class _Chat:
    """How far a chat was read."""

    def __init__(self, persona: str) -> None:
        self._persona = persona
        self._header: dict[str, Any] = {}
        self._name: str | None = None
        self._character: str | None = None
        self._begun: datetime | None = None
        self._parent: str | None = None
        self._at: datetime | None = None

    def read(self, record: Any) -> Iterator[Incoming]:
        """What a line says: nothing, a message, or all the answers that there were to the one before it."""
        if not isinstance(record, dict):
            raise UnreadableError("a message has to be a JSON object")
        if "mes" not in record:
            self._take_header(record)
            return
        texts = _texts(record)
        if not texts or _is_notice(record):
            return
        author = self._author(record)
        above, before = self._parent, self._at
        for place, (text, date) in enumerate(texts):
            at = moment(date) or before or moment(self._header.get("create_date")) or present()
            one = self._incoming(author, text, at, above, is_head=not place)
            if not place:
                self._parent, self._at = one.key, at
            yield one

    def _take_header(self, record: dict[str, Any]) -> None:
        if not record.keys() & {"user_name", "character_name", "chat_metadata", "create_date"}:
            raise UnreadableError("there is no 'mes' in it")
        if self._name is None:
            self._header = record
            name = text_or_none(record.get("character_name"))
            self._character = None if name in UNNAMED else name

    def _author(self, record: dict[str, Any]) -> str:
        """You, the character, or whoever else speaks in a chat of many."""
        name = text_or_none(record.get("name")) or "Narrator"
        if record.get("is_user") is True:
            return USER
        if self._character is None and "character_name" not in self._header:
            self._character = name
        if name == self._character:
            return COMPANION
        return f"{name} (a character)" if name.casefold() in {USER, COMPANION} else name

    def _incoming(
        self, author: str, text: str, at: datetime, parent: str | None, *, is_head: bool
    ) -> Incoming:
        self._begun = self._begun or moment(self._header.get("create_date")) or at
        self._name = self._name or self._identity(text)
        key = _digest(parent or self._name, author, text)
        return Incoming(
            conversation=self._name,
            key=key,
            author=author,
            text=text,
            at=at,
            persona=slug(self._character) or self._persona,
            parent=parent,
            external_id=key,
            conversation_external_id=self._name,
            title=self._character,
            started_at=self._begun,
            is_head=is_head,
        )

    def _identity(self, first: str) -> str:
        """What tells this chat from others: when it was begun and with whom, or what it began with."""
        begun, metadata = self._header.get("create_date"), self._header.get("chat_metadata")
        integrity = metadata.get("integrity") if isinstance(metadata, dict) else None
        mark = begun or integrity or first
        return f"sillytavern {_digest(str(self._header.get('character_name')), str(mark))}"


def _texts(record: dict[str, Any]) -> list[tuple[str, Any]]:
    """The message that stands, then the others that were there in its place; each with its date."""
    standing, swipes, details = record["mes"], record.get("swipes"), record.get("swipe_info")
    if not isinstance(standing, str):
        raise UnreadableError("'mes' has to be a text")
    found: dict[str, Any] = {standing: record.get("send_date")} if standing.strip() else {}
    for place, text in enumerate(swipes if isinstance(swipes, list) else []):
        if isinstance(text, str) and text.strip():
            found.setdefault(text, _date_of(details, place, record))
    return list(found.items())


def _date_of(details: Any, place: int, record: dict[str, Any]) -> Any:
    detail = details[place] if isinstance(details, list) and place < len(details) else None
    date = detail.get("send_date") if isinstance(detail, dict) else None
    return date or record.get("send_date")


def _is_notice(record: dict[str, Any]) -> bool:
    """Is it the program's own word (a welcome, a help text)? What you hid from the model is not."""
    extra = record.get("extra")
    return record.get("is_system") is True and isinstance(extra, dict) and bool(extra.get("type"))


def moment(date: Any) -> datetime | None:
    """The instant in any of the forms that its versions have written; without a zone, this machine's."""
    if isinstance(date, str) and date.strip().isdecimal():
        date = int(date[:20])
    if not isinstance(date, str):
        return epoch(date / 1000 if isinstance(date, int | float) and date > 1e11 else date)
    try:
        return _written(date.strip()) or iso(date.strip())
    except ODD:
        return None


def _written(date: str) -> datetime | None:
    if found := _SHORT.fullmatch(date):
        *parts, thousandths = found.groups()
        year, month, day, hour, minute, second = map(int, parts)
        local = datetime(year, month, day, hour, minute, second, int(thousandths or 0) * 1000)  # noqa: DTZ001
    elif found := _LONG.fullmatch(date):
        name, day_, year_, hour_, minute_, half = found.groups()
        hour = int(hour_) % 12 + (12 if half in "pP" else 0)
        local = datetime(int(year_), _MONTHS.index(name[:3].lower()) + 1, int(day_), hour, int(minute_))  # noqa: DTZ001
    else:
        return None
    return local.astimezone(UTC)


def slug(name: str | None) -> str:
    """A character's name as the id of a persona; nothing where no letter of it would be left."""
    return re.sub(r"[^a-z0-9]+", "-", (name or "").lower()).strip("-")[:60].strip("-")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
