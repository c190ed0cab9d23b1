"""What is due and what she suggests, as cards in the conversation, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from companion.initiative.desk import MORNING, NeedsTime
from companion.initiative.due import fire_due
from companion.initiative.when import parse_when
from companion.safety.sanitize import one_line
from companion.ui import moments
from companion.ui.screens.dialogs import Line, Pick
from companion.ui.talk import Choice
from companion.ui.trouble import sentence
from companion.ui.widgets.card import Card, Matter
from memory.records import NotFoundError

if TYPE_CHECKING:
    from companion.initiative.desk import Later
    from companion.initiative.when import When
    from companion.ui.messages import CardAnswered, CardKind
    from companion.ui.screens.chat import Chat
    from memory.records import Reminder

KEPT_UP = timedelta(days=30)
"""What fired earlier than that, and was never answered, is let go."""
MOST = 4
"""Reminders that are shown at once, the latest; the others follow as these are answered."""
SETTLED = "This was settled before."
WHEN_HINT = "tomorrow at 9, Friday evening, in two hours"
UNCLEAR = "That is no time to be sure of. Write for example: tomorrow at 9, Friday evening, in two hours."


class Cards:
    """Belongs to the chat screen. What is due shows a card until it is answered, here or by another program,
    through as many starts as that takes.
    """

    def __init__(self, chat: Chat) -> None:
        self.chat, self.talk = chat, chat.talk
        self._due: dict[int, Reminder] = {}
        self._repeating: dict[int, Reminder] = {}  # in the store they wait for their next time already

    async def refresh(self) -> None:
        """Shows what is open and is not shown yet, and takes away what was settled elsewhere."""
        try:
            self._look_up()
            open_now = self.talk.desk.open_now()
            gone = [card for card in self._open() if not self._stands(card)]
        except Exception as error:  # what is due must not keep anyone from talking
            self.chat.notify(sentence(error), severity="error", markup=False)
            return
        for card in gone:
            await self._take_away(card)
        latest = sorted(self._due.values(), key=lambda reminder: reminder.due)[-MOST:]
        for reminder in latest:
            await self._show(self._of_reminder(reminder))
        for proposal in open_now:
            made = self.talk.desk.as_card(proposal)
            await self._show(Matter("proposal", proposal.id, made.title, made.due, made.why, made.quote))

    def _look_up(self) -> None:
        """What has fired and was not answered, whoever made it fire."""
        now = self.chat.now()
        self._repeating |= {one.id: one for one in fire_due(self.talk.memory, now) if one.rrule}
        fired = self.talk.memory.reminders({"fired"})
        recent = {one.id: one for one in fired if one.due >= now - KEPT_UP}
        self._due = recent | {key: one for key, one in self._repeating.items() if self._still_wanted(one)}

    def _still_wanted(self, reminder: Reminder) -> bool:
        return self.talk.memory.reminder(reminder.id).state in ("waiting", "fired")

    def _open(self) -> list[Card]:
        return [card for card in self.chat.view.query(Card) if not card.answered]

    def _stands(self, card: Card) -> bool:
        if card.matter.kind == "reminder":
            return card.matter.id in self._due
        try:
            return self.talk.memory.proposal(card.matter.id).state == "open"
        except NotFoundError:  # forgotten
            return False

    async def _take_away(self, card: Card) -> None:
        if card.has_focus:
            self.chat.prompt.focus()
        await card.remove()

    def _of_reminder(self, reminder: Reminder) -> Matter:
        when = moments.due(reminder.due, self.chat.now(), all_day=reminder.all_day)
        return Matter("reminder", reminder.id, reminder.text, when)

    async def _show(self, matter: Matter) -> None:
        if self._card(matter.kind, matter.id) is None and self.chat.view.is_attached:
            await self.chat.view.add(Card(matter))

    def _card(self, kind: CardKind, number: int) -> Card | None:
        cards = self.chat.view.query(Card)
        return next((card for card in cards if (card.matter.kind, card.matter.id) == (kind, number)), None)

    def next(self) -> Card | None:
        """The first that is not answered."""
        return next(iter(self._open()), None)

    async def answered(self, event: CardAnswered) -> None:
        """Does what was answered, and says on the card what became of it."""
        card = self._card(event.kind, event.id)
        if card is None:
            return
        try:
            outcome = await self._outcome(event)
        except Exception as error:  # the card can be answered again
            await self.chat.note(sentence(error), "wrong")
            outcome = None
        if outcome is None:
            card.reopen()
        else:
            card.settle(outcome)
            self.chat.prompt.focus()

    async def _outcome(self, event: CardAnswered) -> str | None:
        if event.reply == "later":
            return await self._later(event)
        if event.kind == "reminder":
            return self._end(event.id, dropped=event.reply == "no")
        if event.reply == "no":
            self.talk.desk.decline(event.id)
            return "Dropped. It does not come up again."
        return await self._accept(event.id)

    async def _accept(self, proposal: int) -> str | None:
        try:
            made = self.talk.desk.accept(proposal)
        except NeedsTime as needed:
            when = await self._ask_time(str(needed))
            if when is None:
                return None
            made = self.talk.desk.accept(proposal, due=when.at, rrule=when.rrule)
        if made is None:
            return SETTLED
        return f"Kept. She brings it up {self.talk.desk.due_text(made)}."

    async def _ask_time(self, question: str) -> When | None:
        while True:
            text = await self.chat.app.push_screen_wait(Line(question, hint=WHEN_HINT))
            if not text:
                return None
            when = moment(text, self.chat.now())
            if when is not None and when.at > self.chat.now():
                return when
            question = UNCLEAR

    async def _later(self, event: CardAnswered) -> str | None:
        times = {later.label: later for later in self.talk.desk.later()}
        now = self.chat.now()
        choices = [Choice(name, moments.due(later.until, now)) for name, later in times.items()]
        picked = await self.chat.app.push_screen_wait(Pick("When may it come up again?", choices))
        if picked is None:
            return None
        if event.kind == "proposal":
            self.talk.desk.snooze(event.id, times[picked].until)
        else:
            self._put_off(event.id, times[picked])
        return f"Later: {moments.due(times[picked].until, now)}."

    def _put_off(self, number: int, later: Later) -> None:
        reminder = self._answered(number)
        if reminder is None:
            return
        if reminder.rrule:  # its next time is set already; this one comes once more
            self.talk.memory.remind(reminder.text, later.until, at=self.chat.now())
            self._close(reminder)
        else:
            self.talk.memory.settle_reminder(number, state="waiting", due=later.until)

    def _end(self, number: int, *, dropped: bool) -> str:
        reminder = self._answered(number)
        if reminder is None:
            return SETTLED
        if not dropped:
            self._close(reminder)
            return "Done."
        self.talk.memory.settle_reminder(number, state="cancelled")
        return "Dropped; it does not come again." if reminder.rrule else "Dropped."

    def _answered(self, number: int) -> Reminder | None:
        """The reminder, which now is no longer due; None where it was settled elsewhere."""
        self._look_up()
        self._repeating.pop(number, None)
        return self._due.pop(number, None)

    def _close(self, reminder: Reminder) -> None:
        """Done, unless it waits for its next time."""
        if self.talk.memory.reminder(reminder.id).state == "fired":
            self.talk.memory.settle_reminder(reminder.id, state="done")


def moment(text: str, now: datetime) -> When | None:
    """The instant that is meant, a day alone being its morning; None where none is."""
    when = parse_when(one_line(text), now)
    if when is None or not when.all_day:
        return when
    return replace(when, at=datetime.combine(when.at.date(), MORNING, tzinfo=when.at.tzinfo))
