"""Where you write: Enter sends, Shift+Enter or Ctrl+J breaks the line, and a paste is one message."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.widgets import TextArea

from companion.safety.sanitize import sanitize
from companion.ui.messages import CardWanted, EditDropped, EditWanted, Submitted

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from companion.ui.widgets.completion import Completion


OWN = {
    "enter": "submit",
    "shift+enter": "newline",
    "ctrl+j": "newline",
    "alt+enter": "newline",
    "tab": "complete",
}


class Prompt(TextArea):
    """A few lines that grow with what is in them. `editing`: the text is that of a message sent before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Send"),
        Binding("shift+enter,ctrl+j,alt+enter", "newline", "New line"),
        Binding("tab", "complete", "Complete a command, or go to a card"),
        Binding("up", "back", "Edit the last message, in an empty prompt", show=False),
        Binding("down", "forth", show=False),
    ]

    def __init__(self, completion: Completion) -> None:
        super().__init__(id="prompt", compact=True, highlight_cursor_line=False, soft_wrap=True)
        self._completion = completion
        self.editing = False

    def invite(self, name: str, *, aside: bool = False) -> None:
        """The words in an empty prompt; `aside`: nothing of what is said is kept."""
        words = f"Say something to {name}" if name else ""
        self.placeholder = f"{words} · nothing of it is kept" if aside else words

    def fill(self, text: str, *, editing: bool = False) -> None:
        """Puts a text there, with the cursor at its end."""
        self.editing = editing
        self.set_class(editing, "editing")
        self.load_text(sanitize(text))
        self.move_cursor(self.document.end)
        self.focus()

    def restore(self, text: str) -> None:
        """Brings back a text that could not be sent, before whatever was written since."""
        self.fill(text if not self.text.strip() else f"{text}\n{self.text}", editing=self.editing)

    def empty(self) -> None:
        """Takes the text away; nothing is being edited."""
        self.fill("")

    def on_text_area_changed(self) -> None:
        """Offers the commands that fit."""
        self._completion.offer(self.text)

    def action_submit(self) -> None:
        """Sends, or takes the command that is offered."""
        chosen = self._completion.chosen(self.text)
        if chosen is not None:
            self.fill(chosen.text)
            if not chosen.ready:
                return
        if self.text.strip():
            self.post_message(Submitted(self.text))

    def action_newline(self) -> None:
        """Breaks the line."""
        self.insert("\n")
        self.scroll_cursor_visible()

    def action_complete(self) -> None:
        """Takes the command that is offered; without one, goes to the next card or back."""
        chosen = self._completion.chosen(self.text, also_exact=True)
        if chosen is None:
            self.post_message(CardWanted())
        else:
            self.fill(chosen.text)

    def action_back(self) -> None:
        """Up: in what is offered, in the text, or to the last message."""
        if self._completion.move(-1):
            return
        if not self.text:
            self.post_message(EditWanted())
        else:
            self.action_cursor_up()

    def action_forth(self) -> None:
        """Down: in what is offered or in the text; at the end of an unchanged edit, out of it."""
        if not self._completion.move(1):
            self.action_cursor_down()

    async def _on_key(self, event: events.Key) -> None:
        """Its own keys in the order they were typed, which a binding with priority would overtake."""
        action = self._action(event.key)
        if action is not None:
            event.stop()
            event.prevent_default()
            await self.run_action(action)

    def _action(self, key: str) -> str | None:
        """Esc closes what is offered, then drops an edit; the screen gets it otherwise."""
        if key == "escape":
            return "dismiss" if self._completion.offered else "drop_edit" if self.editing else None
        return OWN.get(key)

    def action_dismiss(self) -> None:
        """Offers nothing until the text changes."""
        self._completion.dismiss()

    def action_drop_edit(self) -> None:
        """The message stays as it was sent."""
        self.empty()
        self.post_message(EditDropped())
