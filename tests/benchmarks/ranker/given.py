"""Conversations from elsewhere, that are measured on and never learned from: read from files that are given.

LoCoMo (Maharana et al. 2024, "Evaluating Very Long-Term Conversational Memory of LLM Agents"; CC BY-NC 4.0):
a list of `{"sample_id", "conversation": {"session_N", "session_N_date_time"}, "qa"}`. Its questions of the
fifth category have no answer and are left out.

A diary: `{"tz", "conversations": [{"messages": [{"id", "author", "at", "text"}]}],
"questions": [{"q", "gold", "cat", "stale"}]}`.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.benchmarks.ranker.talks import Asked, Life, Said

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {1: "multi", 2: "temporal", 3: "open", 4: "single"}  # LoCoMo numbers them

_CITED = re.compile(r"D:?(\d+):(\d+)")  # labels are written in more than one way
_SESSION = re.compile(r"session_(\d+)")
_PAUSE = timedelta(seconds=20)  # between two turns of a session, whose beginning alone is told


def locomo(path: Path) -> list[Life]:
    """A life for each conversation of a LoCoMo file. Raises `OSError`, `ValueError` or `KeyError`."""
    return [_sample(sample) for sample in json.loads(path.read_text("utf-8"))]


def _sample(sample: dict[str, Any]) -> Life:
    life, talk = Life(str(sample["sample_id"]), "friends"), sample["conversation"]
    for number in sorted(int(found[1]) for found in map(_SESSION.fullmatch, talk) if found):
        at = datetime.strptime(talk[f"session_{number}_date_time"], "%I:%M %p on %d %B, %Y").replace(
            tzinfo=UTC
        )
        for place, turn in enumerate(talk[f"session_{number}"]):
            text = turn["text"] + (f" [photo: {turn['blip_caption']}]" if turn.get("blip_caption") else "")
            life.said.append(Said(turn["dia_id"], number, turn["speaker"], text, at + place * _PAUSE))
    names = {said.name for said in life.said}
    for asked in sample["qa"]:
        cited = {f"D{int(a)}:{int(b)}" for one in asked["evidence"] for a, b in _CITED.findall(str(one))}
        if asked["category"] in KINDS and cited & names:
            gold = frozenset(cited & names)
            life.asked.append(Asked(KINDS[asked["category"]], asked["question"], gold, frozenset()))
    return life


def diary(path: Path) -> Life:
    """The life of a diary. Raises `OSError`, `ValueError` or `KeyError`."""
    stored = json.loads(path.read_text("utf-8"))
    life = Life(f"diary {path.stem}", "diary", ZoneInfo(stored.get("tz") or "UTC"))
    for talk, conversation in enumerate(stored["conversations"]):
        for told in conversation["messages"]:
            at = datetime.fromisoformat(told["at"])
            at = at if at.tzinfo else at.replace(tzinfo=life.zone)
            life.said.append(Said(told["id"], talk + 1, told["author"], told["text"], at))
    for asked in stored["questions"]:
        if asked.get("gold"):
            gold, stale = frozenset(asked["gold"]), frozenset(asked.get("stale", ()))
            life.asked.append(Asked(asked["cat"], asked["q"], gold, stale))
    return life
