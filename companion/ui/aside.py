"""Off the record and back: what is said meanwhile is answered from memory, and only this process has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from companion.ui.screens.forgetting import erase
from companion.ui.trouble import sentence
from companion.ui.widgets.utterance import Hers
from memory.records import USER

if TYPE_CHECKING:
    from companion.ui.screens.chat import Chat
    from memory.records import Message

OFF = (
    "Off the record. She remembers as always, but nothing that is said from here on is kept: it is gone when "
    "you leave this conversation, or say /on the record."
)
OFF_ALREADY = "This is off the record already. /on the record ends it."
ON = "On the record again. What was said off the record is gone; she does not know of it any more."
ON_ALREADY = "This is on the record. /off the record keeps nothing of what follows."


async def off(chat: Chat, _: str = "") -> None:
    """What follows is not kept, nor is the exchange that is on its way: it begins again off the record."""
    dialogue, engine = chat.dialogue, chat.talk.engine
    if engine.off_the_record:
        await chat.note(OFF_ALREADY)
        return
    chat.background.pause()
    heard, texts = await dialogue.withdraw()
    if heard is not None:
        await _unsay(chat, heard)
    engine.go_off_the_record(dialogue.id)
    chat.on_edit_dropped()
    if heard is not None:
        await _show(chat)
    await chat.note(OFF, "aside")
    if texts:
        await dialogue.say("\n\n".join(texts))


async def on(chat: Chat, _: str = "") -> None:
    """What was said off the record is gone from the screen too; a conversation that was all of it is over."""
    dialogue, engine = chat.dialogue, chat.talk.engine
    if not engine.off_the_record:
        await chat.note(ON_ALREADY)
        return
    await dialogue.stop()
    engine.go_on_the_record()
    dialogue.found = ()
    chat.on_edit_dropped()
    if dialogue.id is None:
        await dialogue.start()
    else:
        await dialogue.show_again()  # one that was all of it is not there, and gives way to a new one
    await chat.note(ON, "aside")


async def _unsay(chat: Chat, heard: Message) -> None:
    """Erases that message and what came after it; with nothing of yours before it, the conversation too."""
    memory, dialogue = chat.talk.memory, chat.dialogue
    path = memory.messages(heard.conversation)
    before = [message for message in path if message.id < heard.id]
    whole = len(path) == memory.conversation(heard.conversation).messages
    try:
        if whole and not any(message.author == USER for message in before):
            dialogue.id = None
            await erase(chat.app, memory, conversation_ids=[heard.conversation])
        else:
            later = [message.id for message in path if message.id >= heard.id]
            await erase(chat.app, memory, message_ids=later)
    except Exception as error:  # it is off the record all the same from here on
        await chat.note(sentence(error), "wrong")


async def _show(chat: Chat) -> None:
    dialogue = chat.dialogue
    if dialogue.id is not None:
        await dialogue.show_again()
        return
    await chat.view.show(())
    if dialogue.greeting:
        await chat.view.add(Hers(text=dialogue.greeting))
