"""The conversation, the prompt under it, and the line at the bottom: where it all happens."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import Screen

from companion.models.absent import AbsentModel
from companion.models.embedder import goes_to
from companion.safety.sanitize import one_line
from companion.ui import commands, first_start
from companion.ui.background import Background
from companion.ui.beside import Beside
from companion.ui.cards import Cards
from companion.ui.dialogue import Dialogue
from companion.ui.following import Following
from companion.ui.trouble import sentence
from companion.ui.widgets.completion import Completion
from companion.ui.widgets.conversation import Conversation
from companion.ui.widgets.prompt import Prompt
from companion.ui.widgets.status import StatusLine
from memory.records import USER

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from companion.models.protocol import Model
    from companion.persona.persona import Persona
    from companion.ui.messages import CardAnswered, LinkFollowed, Submitted
    from companion.ui.talk import Talk
    from companion.ui.widgets.notice import Tone
    from memory.records import Message

PATIENCE = 5.0  # seconds that a model may take to be stopped when the program ends
EDITING = "editing · esc drops it"


class Chat(Screen[None]):
    """Joins the widgets to the dialogue, the cards and what goes on in the background."""

    CSS_PATH = "chat.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "Stop her; what she said is kept"),
        Binding("ctrl+r", "again", "Ask the last message again"),
        Binding("ctrl+n", "do('new')", "New conversation"),
        Binding("ctrl+l", "do('list')", "All conversations"),
        Binding("ctrl+f", "do('search')", "Search in everything said", priority=True),
        Binding("f3", "do('memory')", "What she remembers"),
        Binding("f1", "do('help')", "Help"),
        Binding("ctrl+t", "times", "Show or hide all times"),
        Binding("ctrl+o", "open_link", "Open the link that was clicked"),
        Binding("pageup", "page(-1)", "Scroll back", priority=True),
        Binding("pagedown", "page(1)", "Scroll on", priority=True),
    ]

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self.talk = talk
        self.aside = Beside(talk.memory)
        self.view = Conversation(talk.settings.clock)
        self.status = StatusLine()
        self.completion = Completion(lambda text: commands.offers(text, self))
        self.prompt = Prompt(self.completion)
        self.cards = Cards(self)
        self.background = Background(self)
        self.dialogue = Dialogue(self)
        self.following = Following(self)
        self._editing: Message | None = None
        self._link = ""

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self.view
        with Vertical(id="foot"):
            yield self.completion
            yield self.prompt
            yield self.status

    async def on_mount(self) -> None:
        """She is there: a greeting, what is due, and the prompt."""
        self.talk.engine.elsewhere = self.aside.ask
        self.prompt.focus()
        self.settle_status()
        if self.talk.first_start:
            first_start.ask(self)
        else:
            await self.dialogue.start()
        self.background.begin()
        self.following.begin()

    def on_unmount(self) -> None:
        """Lets go of the file."""
        self.talk.engine.elsewhere = None
        self.aside.close()

    # -- what others ask of it

    @property
    def name_of_hers(self) -> str:
        """The persona's."""
        return self.talk.engine.persona.name

    def now(self) -> datetime:
        """The present."""
        return self.talk.settings.clock()

    async def note(self, text: str, tone: Tone = "hint") -> None:
        """A line of the program's own in the conversation."""
        if self.view.is_attached:
            await self.view.note(text, tone)

    def carefully(self, act: Callable[[], object]) -> bool:
        """Does it; what goes wrong is said, and False."""
        try:
            act()
        except Exception as error:  # never a crash
            self.notify(sentence(error), severity="error", markup=False)
            return False
        return True

    async def let_go(self, conversation: int) -> None:
        """That conversation is about to be erased: nothing is to be said or made of it meanwhile."""
        self.background.pause()
        if conversation == self.dialogue.id:
            await self.dialogue.stop()

    def settle_status(self) -> None:
        """What the line at the bottom says when nothing is going on."""
        engine = self.talk.engine
        missing = isinstance(engine.model, AbsentModel)
        self.prompt.invite(self.name_of_hers, aside=engine.off_the_record)
        self.status.tell(
            aside=engine.off_the_record,
            embeds=goes_to(self.talk.memory.embedder),
            persona=self.name_of_hers,
            model="" if missing else engine.model.name,
            host="" if missing else engine.model.host,
            window=engine.budget().window,
            doing="",
        )

    def keys_to_know(self) -> list[tuple[str, str]]:
        """Keys and what they do, as the bindings have it."""
        bound = [*Prompt.BINDINGS, *Chat.BINDINGS, *self.app.BINDINGS]
        shown = [one for one in bound if isinstance(one, Binding) and one.description]
        return [(one.key.replace(",", ", "), one.description) for one in shown]

    def adopt(self, persona: str) -> None:
        """Takes the persona of a conversation that is resumed; one that is gone is said."""
        if persona != self.talk.engine.persona.id:
            self.carefully(lambda: self.take_on(self.talk.open_persona(persona), persona))
        self.settle_status()

    def take_on(self, persona: Persona, name: str) -> None:
        """That persona answers from now on; what is saved under that name or path takes effect."""
        self.wear(persona)
        self.following.turn_to(name)

    def wear(self, persona: Persona) -> None:
        """That is how she is from now on; it says how much may be brought up, too."""
        self.talk.engine.persona = persona
        self.talk.desk.initiative = persona.initiative

    async def become(self, persona: Persona, name: str) -> None:
        """Another persona, in a new conversation."""
        self.take_on(persona, name)
        self.settle_status()
        await self.dialogue.start()

    async def think_with(self, model: Model) -> None:
        """Another model from now on; the one before is let go."""
        before, self.talk.engine.model = self.talk.engine.model, model
        self.settle_status()
        self.background.warm()
        await before.close()

    async def depart(self) -> None:
        """Before leaving: what she is saying is kept, and the conversation may be reflected on."""
        self.background.pause()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await self.dialogue.depart()
        if give_up := getattr(self.talk.memory.embedder, "give_up", None):
            give_up()  # the program ends when its threads do, and one may wait for a server
        self.carefully(self.dialogue.leave)

    # -- what widgets and keys tell

    async def on_submitted(self, event: Submitted) -> None:
        """A command is run, anything else is said."""
        found = commands.parse(event.text)
        if isinstance(found, commands.Unknown):
            hint = f"There is no /{found.name}; /help lists what there is. //{found.name} says it as it is."
            await self.note(hint)
            return
        self.prompt.empty()
        if found is None:
            edited, self._editing = self._editing, None
            await self.dialogue.say(commands.said(event.text), edited)
        else:
            self.run_worker(self._run(*found, typed=event.text), exit_on_error=False)

    def action_do(self, name: str) -> None:
        """Runs a command by its name."""
        self.run_worker(self._run(commands.BY_NAME[name], ""), exit_on_error=False)

    async def _run(self, command: commands.Command, argument: str, typed: str = "") -> None:
        try:
            await command.run(self, argument)
        except Exception as error:  # a line in the conversation, never a crash
            await self.note(sentence(error), "wrong")
            if typed:
                self.prompt.restore(typed)
        self.prompt.focus()

    def action_resume(self, conversation: int) -> None:
        """Goes on with that conversation."""
        self.run_worker(self.dialogue.resume(conversation), exit_on_error=False)

    async def action_stop(self) -> None:
        """Esc: stops her, and brings the prompt back into focus."""
        await self.dialogue.stop()
        self.prompt.focus()

    async def action_again(self) -> None:
        """Asks the last message again."""
        await self.dialogue.again()

    def on_edit_wanted(self) -> None:
        """Brings the last message back into the prompt."""
        last = None if self.dialogue.speaking else self.dialogue.last(USER)
        if last is not None:
            self._editing = last
            self.prompt.fill(last.text, editing=True)
            self.status.tell(doing=EDITING)

    def on_edit_dropped(self) -> None:
        """The message stays as it was."""
        self._editing = None
        self.settle_status()

    def on_card_wanted(self) -> None:
        """Goes to the first card that is not answered, or to the conversation."""
        (self.cards.next() or self.view).focus()

    def on_card_answered(self, event: CardAnswered) -> None:
        """Does what was answered."""
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

    def on_text_area_changed(self) -> None:
        """Something is being written: keys that the prompt takes don't come by here."""
        self.background.touched()

    def on_key(self, event: events.Key) -> None:
        """A letter typed anywhere else goes to the prompt."""
        self.background.touched()
        if self.focused is self.view and event.is_printable and event.character:
            self.prompt.focus()
            self.prompt.insert(event.character)
