"""Makes the pictures of the README: a real conversation, with the model that is found on this machine.

python -m tests.screenshot FOLDER [MODEL]

It talks in a home of its own; `COMPANION_MODELS` says where the weights are. What she answers is hers: look
at the picture before it is kept.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

NOW = "2026-05-05T19:40:00+02:00"
EARLIER = (
    "I moved to Bremen last week, with my cat, Miso.",
    "I start at the harbour office on Monday. A bit scared, honestly: my last boss was awful.",
    "I promised my sister Jule to call her on Thursday evening.",
)
LINES = ("And what had I promised Jule?", "I have to send her my spare key by Friday, too.")
SIZE = (86, 25)
PATIENCE = 300.0  # seconds for an answer; a small machine reads 65 tokens a second


async def take(folder: Path, model: str | None) -> None:
    """Two evenings of conversation, the second on the screen."""
    from companion import config, wake
    from companion.ui.app import CompanionApp

    settings = config.load(model=model)
    with wake.open_memory(settings) as memory:
        now = settings.clock()
        memory.learn("Wants to be called Ann.", said_by="user", at=now, topic="name", pinned=True)
        config.store("name", "Ann")
        settings = config.load(model=model)
        talk = memory.begin(persona=settings.persona, at=settings.clock())
        for text in EARLIER:
            memory.append(talk.id, author="user", text=text, at=settings.clock())
        await wake.reflector(settings, memory, None).run()
        app = CompanionApp(wake.talk(settings, memory))
        async with app.run_test(size=SIZE) as pilot:
            for line in LINES:
                await pilot.pause(1)
                app.screen.query_one("#prompt").text = line  # type: ignore[attr-defined]
                await pilot.press("enter")
                await answered(memory, line)
            app.talk.desk.consider(memory.conversations(limit=1)[0].id)
            await app.chat.cards.refresh()
            await pilot.pause(2)
            app.save_screenshot("conversation.svg", str(folder))
        await app.talk.engine.model.close()


async def answered(memory: object, line: str) -> None:
    """Waits until she has answered that line."""
    for _ in range(int(PATIENCE * 4)):
        await asyncio.sleep(0.25)
        latest = memory.conversations(limit=1)  # type: ignore[attr-defined]
        said = memory.messages(latest[0].id) if latest else []  # type: ignore[attr-defined]
        if len(said) > 1 and said[-2].text == line and said[-1].status == "complete":
            return
    raise SystemExit(f"No answer to {line!r} came in time.")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        models = os.environ.get("COMPANION_MODELS")
        if models is None:
            from companion import locations

            models = str(locations.models_folder())
        os.environ |= {"COMPANION_HOME": home, "COMPANION_MODELS": models, "COMPANION_NOW": NOW}
        asyncio.run(take(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None))
