"""Makes an export as ChatGPT writes it, of any size: trees, tools, pictures, speech, and gaps in the times.

python -m tests.memory.chatgpt_export 10000 export.zip
"""

from __future__ import annotations

import json
import random
import sys
import zipfile
from dataclasses import dataclass, field
from typing import Any

BEGIN = 1_704_100_000.0  # 1 January 2024
SUBJECTS = [
    "the garden",
    "my sister",
    "the new flat",
    "a trip to Bergen",
    "the dentist",
    "the choir",
    "tax forms",
]
VERBS = ["asked about", "forgot", "dreamt of", "wrote down", "worried over", "laughed at", "planned"]
MODELS = ["gpt-4", "gpt-4o", "o1", "gpt-5"]


@dataclass
class Made:
    """An export: its conversations, how many messages of them were spoken, and what was said last in each."""

    conversations: list[dict[str, Any]] = field(default_factory=list)
    spoken: int = 0
    heads: dict[str, str] = field(default_factory=dict)


class Tree:
    """A conversation that grows a node at a time."""

    def __init__(self, name: str, chance: random.Random, at: float) -> None:
        self._chance = chance
        self._at = at
        self.name = name
        self.spoken = 0
        self.said: dict[str, str] = {}
        self.mapping: dict[str, Any] = {}
        self.root = self._add(None, None)
        hidden = {"is_visually_hidden_from_conversation": True}
        self.start = self._add(self.root, self._message("system", [""], metadata=hidden))

    def _add(self, parent: str | None, message: dict[str, Any] | None) -> str:
        key = f"{self.name}-{len(self.mapping):04}"
        if message is not None:
            message["id"] = key
        self.mapping[key] = {"id": key, "message": message, "parent": parent, "children": []}
        if parent is not None:
            self.mapping[parent]["children"].append(key)
        return key

    def _message(self, role: str, parts: list[Any], **more: Any) -> dict[str, Any]:
        self._at += self._chance.uniform(1, 90)
        content = more.pop("content", None) or {"content_type": "text", "parts": parts}
        return {
            "author": {"role": role, "name": None, "metadata": {}},
            "create_time": None if role == "user" and self._chance.random() < 0.02 else round(self._at, 6),
            "update_time": None,
            "content": content,
            "status": "finished_successfully",
            "end_turn": True if role == "assistant" else None,
            "weight": 1.0,
            "metadata": {"model_slug": self._chance.choice(MODELS)} if role == "assistant" else {},
            "recipient": "all",
            "channel": None,
        } | more

    def say(self, role: str, parent: str, words: str) -> str:
        """A node that is part of the conversation; sometimes with a picture, or as speech."""
        parts: list[Any] = [words]
        content = None
        kind = self._chance.random()
        if role == "user" and kind < 0.04:
            picture = {"content_type": "image_asset_pointer", "asset_pointer": "file-service://x", "width": 9}
            content = {"content_type": "multimodal_text", "parts": [picture, words]}
        elif role == "user" and kind < 0.06:
            speech = {"content_type": "audio_transcription", "text": words, "direction": "in"}
            content = {
                "content_type": "multimodal_text",
                "parts": [speech, {"content_type": "audio_asset_pointer"}],
            }
        self.spoken += 1
        key = self._add(parent, self._message(role, parts, content=content))
        self.said[key] = words
        return key

    def work(self, parent: str) -> str:
        """What the model does before it answers: thoughts, a call to a tool, and the tool's own words."""
        thoughts = {"content_type": "thoughts", "thoughts": [{"summary": "Hm", "content": "Let me see."}]}
        thought = self._add(parent, self._message("assistant", [], content=thoughts))
        code = {"content_type": "code", "language": "unknown", "text": "search('x')"}
        call = self._add(thought, self._message("assistant", [], content=code, recipient="browser"))
        result = {"content_type": "tether_browsing_display", "result": "", "summary": None}
        return self._add(call, self._message("tool", [], content=result))

    def export(self, begun: float, head: str) -> dict[str, Any]:
        """The conversation as the export has it."""
        return {
            "title": f"About {self._chance.choice(SUBJECTS)}",
            "create_time": begun,
            "update_time": self._at,
            "mapping": self.mapping,
            "moderation_results": [],
            "current_node": head,
            "conversation_id": self.name,
            "id": self.name,
            "is_archived": False,
            "safe_urls": [],
            "default_model_slug": "auto",
        }


def make(messages: int, seed: int = 1) -> Made:
    """An export with at least that many spoken messages."""
    chance = random.Random(seed)
    made = Made()
    while made.spoken < messages:
        begun = BEGIN + 86_400 * len(made.conversations) / 3
        tree = Tree(f"{chance.getrandbits(128):032x}", chance, begun)
        head, ends = tree.start, []
        for _ in range(chance.randint(1, 40)):
            words = f"I {chance.choice(VERBS)} {chance.choice(SUBJECTS)}, number {tree.spoken + made.spoken}."
            asked = tree.say("user", head, words)
            before = tree.work(asked) if chance.random() < 0.2 else asked
            head = tree.say("assistant", before, f"Tell me more. {words} " * chance.randint(1, 8))
            ends.append(head)
            if chance.random() < 0.1:
                ends.append(tree.say("assistant", before, "Another way to put it."))
            if chance.random() < 0.1:
                head = chance.choice(ends)  # an earlier question is edited
        made.conversations.append(tree.export(begun, head))
        made.spoken += tree.spoken
        made.heads[tree.name] = tree.said[head]
    return made


def write(made: Made, path: str) -> None:
    """The zip, with what lies beside the conversations."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("user.json", json.dumps({"id": "user-1", "email": "someone@example.org"}))
        archive.writestr("message_feedback.json", "[]")
        archive.writestr("shared_conversations.json", "[]")
        archive.writestr("chat.html", "<html></html>")
        archive.writestr("conversations.json", json.dumps(made.conversations))


if __name__ == "__main__":
    write(make(int(sys.argv[1])), sys.argv[2])
