"""What would be proposed after a conversation, with nothing stored: cases in, proposals out."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from companion.initiative.notice import Candidate, notice
from memory.records import Message


class CaseError(ValueError):
    """A case that can't be read, in a sentence that says what is wrong with it."""


def dry_run(case: dict[str, Any]) -> dict[str, Any]:
    """`{"id", "now", "tz", "messages": [{"author", "text"}]}` to `{"id", "proposals": [...]}`, each with
    `kind, text, due, reason, evidence`: `due` an ISO instant with offset, a date, or None; `evidence` the
    sentence. A message may have its own `at`. Raises `CaseError`.
    """
    if not isinstance(case, dict):
        raise CaseError("A case has to be a JSON object.")
    now = _now(case)
    return {
        "id": case.get("id"),
        "proposals": [_proposal(found) for found in notice(_messages(case, now), now)],
    }


def _now(case: dict[str, Any]) -> datetime:
    try:
        zone = ZoneInfo(str(case.get("tz") or "UTC"))
        now = datetime.fromisoformat(str(case.get("now")))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise CaseError('"now" has to be an ISO time and "tz" the name of a zone.') from None
    return now.astimezone(zone) if now.tzinfo else now.replace(tzinfo=zone)


def _messages(case: dict[str, Any], now: datetime) -> list[Message]:
    given = case.get("messages")
    if not isinstance(given, list):
        raise CaseError('"messages" has to be a list.')
    return [_message(entry, i, now) for i, entry in enumerate(given, start=1)]


def _message(entry: object, number: int, now: datetime) -> Message:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(key), str) for key in ("author", "text")):
        raise CaseError(f'Message {number} has to have an "author" and a "text".')
    try:
        at = datetime.fromisoformat(entry["at"]) if entry.get("at") else now
    except (TypeError, ValueError):
        raise CaseError(f'"at" of message {number} has to be an ISO time.') from None
    at = at if at.tzinfo else at.replace(tzinfo=now.tzinfo)
    return Message(number, 1, None, entry["author"], entry["text"], at)


def _proposal(found: Candidate) -> dict[str, Any]:
    due = None
    if found.due:
        due = found.due.at.date().isoformat() if found.due.all_day else found.due.at.isoformat()
    return {
        "kind": found.kind,
        "text": found.text,
        "due": due,
        "reason": found.reason,
        "evidence": found.quote,
    }
