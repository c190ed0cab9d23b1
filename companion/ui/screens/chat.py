"""The conversation, the prompt under it, and the line at the bottom: where it all happens."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.screen import Screen
from textual.worker import WorkerError

from companion.models.absent import AbsentModel
from companion.safety.sanitize import one_line
from companion.ui import commands, first_start
from companion.ui.background import Background
from companion.ui.cards import Cards
from companion.ui.trouble import sentence
from companion.ui.turn import Turn
from companion.ui.widgets.completion import Completion
from companion.ui.widgets.conversation import Conversation
from companion.ui.widgets.prompt import Prompt
from companion.ui.widgets.status import StatusLine
from companion.ui.widgets.utterance import Hers
from memory.records import COMPANION, USER

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.worker import Worker

    from companion.engine.prompt import Prompt as SentPrompt
    from companion.models.protocol import Model
    from companion.persona.persona import Persona
    from companion.ui.messages import CardAnswered, LinkFollowed, Submitted
    from companion.ui.talk import Talk
    from companion.ui.widgets.notice import Tone
    from memory.records import Message


class Chat(Screen[None]):
    """`conversation` is None until the first message of a new one; `sent` is the last prompt."""

    CSS_PATH = "chat.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop her; what she said is kept"),
        Binding("ctrl+r", "again", "Ask the last message again"),
        Binding("ctrl+n", "do('new')", "New conversation"),
        Binding("ctrl+l", "do('list')", "All conversations"),
        Binding("ctrl+f", "do('search')", "Search in everything said", priority=True),
        Binding("f1", "do('help')", "Help"),
        Binding("ctrl+t", "times", "Show or hide all times"),
        Binding("ctrl+o", "open_link", "Open the link that was clicked"),
        Binding("pageup", "page(-1)", "Scroll back", priority=True),
        Binding("pagedown", "page(1)", "Scroll on", priority=True),
    ]

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self.talk = talk
        self.view = Conversation(talk.settings.clock)
        self.status = StatusLine()
        self.completion = Completion(lambda text: commands.offers(text, talk))
        self.prompt = Prompt(self.completion)
        self.cards = Cards(self)
        self.background = Background(self)
        self.conversation: int | None = None
        self.sent: SentPrompt | None = None
        self._greeting: str | None = None
        self._elsewhere: int | None = None
        self._editing: Message | None = None
        self._link = ""
        self._waiting: list[str] = []
        self._turn: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self.view
        yield self.completion
        yield self.prompt
        yield self.status

    async def on_mount(self) -> None:
        """She is there: a greeting, what is due, and the prompt."""
        self.prompt.focus()
        self.settle_status()
        if self.talk.first_start:
            first_start.ask(self)
        else:
            await self.start()
        self.background.begin()

    # -- what is shown

    @property
    def name_of_hers(self) -> str:
        """The persona's."""
        return self.talk.engine.persona.name

    @property
    def model_name(self) -> str:
        """The model's; empty when there is none."""
        return "" if self.missing else self.talk.engine.model.name

    @property
    def missing(self) -> bool:
        """Whether there is no model to think with."""
        return isinstance(self.talk.engine.model, AbsentModel)

    @property
    def speaking(self) -> bool:
        """Whether a turn is on its way."""
        return self._turn is not None and not self._turn.is_finished

    def now(self) -> datetime:
        """The present."""
        return self.talk.settings.clock()

    async def note(self, text: str, tone: Tone = "hint") -> None:
        """A line of the program's own in the conversation."""
        if self.view.is_attached:
            await self.view.note(text, tone)

    def settle_status(self) -> None:
        """What the line at the bottom says when nothing is going on."""
        model = self.talk.engine.model
        self.prompt.invite(self.name_of_hers)
        self.status.tell(
            persona=self.name_of_hers,
            model=self.model_name,
            host="" if self.missing else model.host,
            window=self.talk.engine.budget().window,
            doing="",
        )

    def last_answer(self) -> Message | None:
        """Hers, the latest in this conversation that is in the store."""
        return self._latest(COMPANION)

    def _latest(self, author: str) -> Message | None:
        if self.conversation is None:
            return None
        path = self.talk.memory.messages(self.conversation)
        return next((message for message in reversed(path) if message.author == author), None)

    def keys_to_know(self) -> list[tuple[str, str]]:
        """Keys and what they do, as the bindings have it."""
        bound = [*Prompt.BINDINGS, *Chat.BINDINGS, *self.app.BINDINGS]
        shown = [one for one in bound if isinstance(one, Binding) and one.description]
        return [(one.key.replace(",", ", "), one.description) for one in shown]

    def carefully(self, act: Callable[[], object]) -> bool:
        """Does it; what goes wrong is a line in the conversation, and False."""
        try:
            act()
        except Exception as error:
            self.notify(sentence(error), severity="error", markup=False)
            return False
        return True

    # -- which conversation

    async def start(self, *, first: bool = False) -> None:
        """Leaves this conversation for a new one, which she opens."""
        await self.stop()
        self._leave()
        await self.view.show(())
        self._greeting = (
            self.talk.engine.greeting() if not first else self.talk.engine.persona.greeting("first")
        )
        await self.view.add(Hers(text=self._greeting))
        if isinstance(self.talk.engine.model, AbsentModel):
            await self.note(sentence(self.talk.engine.model.why), "wrong")
        await self.cards.refresh(again=True)
        self.prompt.focus()

    async def resume(self, conversation: int, at: int | None = None) -> None:
        """Goes on with a conversation, or to a message in it (which may be on another branch)."""
        await self.stop()
        self._leave()
        self.conversation = conversation
        self._greeting = None
        self._adopt(self.talk.memory.conversation(conversation).persona)
        path = self.talk.memory.messages(conversation)
        if at is not None and all(message.id != at for message in path):
            path = self.talk.memory.messages(conversation, head=at)
            self._elsewhere = at
        await self.view.show(path, at)
        if self._elsewhere:
            await self.note("This is an earlier branch of the conversation. What you say goes on from here.")
        self.prompt.focus()

    def _leave(self) -> None:
        if self.conversation is not None:
            self.talk.engine.leave(self.conversation)
            self.background.touched()
        self.conversation = self._elsewhere = self._editing = self.sent = None
        self.status.tell(tokens=None)

    def _adopt(self, persona: str) -> None:
        if persona != self.talk.engine.persona.id:
            self.carefully(lambda: self._become(persona))
        self.settle_status()

    def _become(self, persona: str) -> None:
        self.talk.engine.persona = self.talk.open_persona(persona)

    async def refresh_conversation(self) -> None:
        """Shows the conversation as it is in the store now."""
        if self.conversation is not None:
            await self.view.show(self.talk.memory.messages(self.conversation))

    async def become(self, persona: Persona) -> None:
        """Another persona, in a new conversation."""
        self.talk.engine.persona = persona
        self.settle_status()
        await self.start()

    async def think_with(self, model: Model) -> None:
        """Another model from now on; the one before is let go."""
        before, self.talk.engine.model = self.talk.engine.model, model
        self.settle_status()
        self.background.warm()
        await before.close()

    def action_resume(self, conversation: int) -> None:
        """Goes on with that conversation."""
        self.run_worker(self.resume(conversation), exit_on_error=False)

    async def depart(self) -> None:
        """Before leaving: what she is saying is kept, and the conversation may be reflected on."""
        await self.stop()
        self.background.pause()
        self.carefully(self._leave)

    # -- saying something

    async def on_submitted(self, event: Submitted) -> None:
        """A command is run, anything else is said."""
        found = commands.parse(event.text)
        if isinstance(found, commands.Unknown):
            hint = f"There is no /{found.name}; /help lists what there is. //{found.name} says it as it is."
            await self.note(hint)
        elif found is not None:
            self.prompt.empty()
            self.run_worker(self._run(*found), exit_on_error=False)
        else:
            self.say(commands.said(event.text), self._editing)

    def action_do(self, name: str) -> None:
        """Runs a command by its name."""
        self.run_worker(self._run(commands.BY_NAME[name], ""), exit_on_error=False)

    async def _run(self, command: commands.Command, argument: str) -> None:
        try:
            await command.run(self, argument)
        except Exception as error:
            await self.note(sentence(error), "wrong")

    def say(self, text: str, branch_from: Message | None = None) -> None:
        """Says it, as soon as she has finished; the prompt is free again."""
        self._editing = None
        self.prompt.empty()
        self.background.pause()
        if self.speaking:
            self._waiting.append(text)
            self.status.tell(doing="your next message waits · esc stops her")
        else:
            self._turn = self.run_worker(
                self._take_turn(text, branch_from), group="turn", exit_on_error=False
            )

    async def _take_turn(self, text: str, branch_from: Message | None) -> None:
        turn = Turn(self.talk, self.view, self.status)
        self.status.tell(doing="esc stops her")
        try:
            await turn.run(self._place(), text, branch_from)
        except Exception as error:
            await self.note(sentence(error), "wrong")
            if turn.heard is None:
                self.prompt.restore(text)
        finally:
            self.sent = turn.prompt or self.sent
            self._turn = None
            self.settle_status()
        if self._waiting:
            self.say("\n\n".join(self._waiting))
            self._waiting.clear()
        else:
            await self.cards.refresh()

    def _place(self) -> int:
        if self.conversation is None:
            self.conversation = self.talk.engine.begin(self._greeting).id
        if self._elsewhere is not None:
            self.talk.memory.branch(self.conversation, self._elsewhere)
            self._elsewhere = None
        return self.conversation

    async def stop(self) -> None:
        """Stops her, if she is speaking, and waits until what she said is kept."""
        turn = self._turn
        if turn is not None and not turn.is_finished:
            if self._waiting:
                self.prompt.restore("\n\n".join(self._waiting))
                self._waiting.clear()
            turn.cancel()
            with suppress(WorkerError):
                await turn.wait()

    async def action_stop(self) -> None:
        """Esc: stops her; otherwise brings the prompt back into focus."""
        await self.stop()
        self.prompt.focus()

    def action_again(self) -> None:
        """Asks the last message again, on a branch of its own."""
        last = None if self.speaking else self._latest(USER)
        if last is not None:
            self.say(last.text, last)

    def on_edit_wanted(self) -> None:
        """Brings the last message back into the prompt."""
        last = None if self.speaking else self._latest(USER)
        if last is not None:
            self._editing = last
            self.prompt.fill(last.text, editing=True)
            self.status.tell(doing="editing your last message · esc drops it")

    def on_edit_dropped(self) -> None:
        """The message stays as it was."""
        self._editing = None
        self.settle_status()

    # -- the rest

    async def on_card_answered(self, event: CardAnswered) -> None:
        """Does what the card's answer says."""
        self.run_worker(self.cards.answered(event), exit_on_error=False)

    def on_link_followed(self, event: LinkFollowed) -> None:
        """Shows the address; opening it takes a key."""
        self._link = event.address
        self.notify(f"{one_line(event.address, 300)}\nctrl+o opens it", title="A link", markup=False)

    def action_open_link(self) -> None:
        """Opens the address that was shown, where it is one of the web."""
        if self._link.startswith(("https://", "http://")):
            self.app.open_url(self._link)
            self._link = ""

    def action_times(self) -> None:
        """All times, or only that of the message under the mouse."""
        self.view.toggle_class("timed")

    def action_page(self, by: int) -> None:
        """Scrolls the conversation, wherever the focus is."""
        if by < 0:
            self.view.scroll_page_up(animate=False)
        else:
            self.view.scroll_page_down(animate=False)

    def on_key(self, event: events.Key) -> None:
        """A letter typed anywhere else goes to the prompt."""
        self.background.touched()
        if self.focused is self.view and event.is_printable and event.character:
            self.prompt.focus()
            self.prompt.insert(event.character)
