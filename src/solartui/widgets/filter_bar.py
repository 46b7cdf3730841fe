"""Search and filters above a list: a prompt, the filters in force as chips, and how many rows there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input
from textual.widgets.input import Selection

from solartui.commands.bindings import bindings_for
from solartui.i18n import tr
from solartui.terminal.at_once import Answering
from solartui.widgets.backdrop import Backdrop
from solartui.widgets.cells import width_of
from solartui.widgets.filter_hints import FilterHints, Hint, Hints, completed
from solartui.widgets.filter_line import Chip, Count, FilterLine, Problem, Prompt, Said
from solartui.widgets.pick_list import PickList

__all__ = ["Chip", "FilterBar", "Typing"]


class _SearchInput(Input, Answering):
    """The field while somebody types."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("typing")

    class Left(Message):
        """The keys go back to the list; what was typed stays in force."""

    class Cancelled(Message):
        """What was typed since the search began is dropped."""

    class Stepped(Message):
        """An arrow was pressed: along what can be typed next, or down to the list."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Completed(Message):
        """What was begun is to be completed."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Another letter, or one less: seen before anything is read for it."""
        super().replace(text, start, end)
        self.answer()

    def action_leave(self) -> None:
        """Back to the list."""
        self.post_message(self.Left())

    def action_step(self, by: int) -> None:
        """Along what can be typed next; where nothing is offered, down is the way to the list."""
        self.post_message(self.Stepped(by))

    def action_complete(self) -> None:
        """Take what can be typed next, or ask for it."""
        self.post_message(self.Completed())

    def action_cancel(self) -> None:
        """Back to the list as it was."""
        self.post_message(self.Cancelled())


class Typing(Message):
    """Somebody begins to type in the search, or is done: the keys mean other things now."""


class FilterBar(Backdrop):
    """Chips and count; a text field in their place while somebody types.

    The text is the whole filter, in the filter language; chips show what it means.

    Args:
        placeholder: what the empty field says.
        hint: what the line says while nobody types.

    Attributes:
        judge: says what is wrong with a text; enter asks it, as a letter may have come just before.
    """

    class Changed(Message):
        """The text is another one; sent with every letter."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

        def can_replace(self, message: Message) -> bool:
            """Of letters that come in one packet only the last one is answered."""
            return isinstance(message, FilterBar.Changed)

    class Left(Message):
        """The person is done typing; the list gets the focus."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class HintsWanted(Message):
        """Somebody asks what can be typed next."""

    class Dropped(Message):
        """A chip is to be taken away."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, placeholder: str | None = None, hint: str = "") -> None:
        super().__init__()
        self._line = FilterLine()
        self._line.hint = hint
        self._prompt = Prompt()
        usual = tr("name, place, phone or stage:open kwh>400")
        self._input = _SearchInput(placeholder=placeholder or usual, select_on_focus=False)
        self._count = Count()
        self._said = Said()
        self._hints = FilterHints()
        self.judge: Callable[[str], Problem | None] | None = None
        self._before = ""
        self._hinted = "", 0

    def compose(self) -> ComposeResult:
        """The line and the field; one of them is shown."""
        yield self._line
        yield self._prompt
        yield self._input
        yield self._count
        yield self._said
        yield self._hints

    def on_mount(self) -> None:
        """Nobody types yet."""
        self._input.cursor_blink = False
        self._typing(on=False)

    @property
    def text(self) -> str:
        """The filter as text."""
        return self._input.value

    @property
    def typing(self) -> bool:
        """Whether somebody types."""
        return self.has_class("-typing")

    def set_text(self, text: str) -> None:
        """Put another filter in force without telling the screen."""
        with self._input.prevent(Input.Changed):
            self._input.value = text
        self._before = text

    def show(self, chips: Sequence[Chip], count: str | None = None, figures: Sequence[str] = ()) -> None:
        """Show what is in force and how many rows it leaves.

        Args:
            chips: the filters.
            count: such as ``38 of 128``; empty while it is not known, None where it is the same as before.
            figures: sums, shown where there is room.
        """
        self._count.count = self._count.count if count is None else count
        self._line.chips, self._line.count, self._line.figures = tuple(chips), self._count.count, tuple(figures)
        self._line.repaint()
        self._count.repaint()

    def name_view(self, title: str) -> None:
        """Say what the list is called; nothing for a list without a name."""
        if title != self._line.title:
            self._line.title = title
            self._line.repaint()

    def complain(self, problem: Problem | None) -> None:
        """Say below a word why it cannot be read, or nothing any more."""
        if problem is self._said.problem:
            return
        self._said.problem = problem
        self._show_problem()

    def _show_problem(self) -> None:
        self._said.place(self.text, self.cursor, int(self._input.scroll_offset.x))

    def point_out(self) -> None:
        """Put the cursor behind the word that cannot be read, and say why in all clearness."""
        if self._said.problem is not None:
            self._input.cursor_position = self._said.problem.column - 1 + self._said.problem.length
            self._show_problem()
            self._said.unfinished = False
            self._said.repaint()

    def begin(self) -> None:
        """Let the person type: behind the conditions that are there, in the place of the words."""
        from solartui.domain.query.lexer import last_words

        self._before = text = self._input.value
        words = last_words(text)
        if text and words == len(text):
            with self._input.prevent(Input.Changed):
                self._input.value = f"{text} "
            words += 1
        self._input.selection = Selection(words, len(self._input.value))
        self._typing(on=True)
        # At once, not in its turn behind keys that wait already: they belong to the field.
        self.screen.set_focus(self._input)

    def _typing(self, *, on: bool) -> None:
        if on is not self.typing:
            self.post_message(Typing())
        self.set_class(on, "-typing")
        if not on:
            self._hints.close()

    # ---- what can be typed next

    @property
    def cursor(self) -> int:
        """How many signs of the text are before the cursor."""
        return self._input.cursor_position

    def suggest(self, hints: Hints | None) -> None:
        """Offer what can be typed next, or nothing. Only what cannot be read yet is completed by enter at once."""
        offered = hints is not None and bool(hints.candidates) and self.typing
        self._said.keep_quiet(on=offered)
        if hints is None or not offered:
            self._hints.close()
            return
        self._hinted = self.text, self.cursor
        cell = 2 + width_of(self.text[: hints.start]) - int(self._input.scroll_offset.x)
        self._hints.open_for(hints, cell, self.size.width, steered=self._said.problem is not None)

    @property
    def _hint(self) -> Hint | None:
        """What would be taken; nothing where a letter has come since it was offered, or the cursor has moved."""
        return self._hints.selected if self._hinted == (self.text, self.cursor) else None

    def _take(self, hint: Hint) -> None:
        """Write what was chosen; behind a value the next piece may begin."""
        hints = self._hints.hints
        if hints is None:
            return
        written, rest = completed(self.text, hints, hint)
        self._hints.close()
        self._input.value = f"{written}{rest}"
        self._input.cursor_position = len(written)

    @on(PickList.Picked)
    def _hint_clicked(self, event: PickList.Picked) -> None:
        event.stop()
        if (hint := self._hint) is not None:
            self._take(hint)

    @on(_SearchInput.Completed)
    def _complete(self, event: _SearchInput.Completed) -> None:
        event.stop()
        if (hint := self._hint) is not None:
            self._take(hint)
        else:
            self.post_message(self.HintsWanted())

    @on(_SearchInput.Stepped)
    def _stepped(self, event: _SearchInput.Stepped) -> None:
        event.stop()
        if self._hints.hints is not None:
            self._hints.steer(event.by)
        elif event.by > 0:
            self._leave()

    def _leave(self) -> None:
        self._typing(on=False)
        self.set_text(self.text.strip())
        self.post_message(self.Left(self.text))

    @on(Input.Changed)
    def _another_letter(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_descendant_blur(self) -> None:
        """The focus went elsewhere, by a click perhaps; what cannot be read is given up."""
        self._typing(on=False)
        if self._said.problem is not None and self.screen.focused is not self._input:
            self._leave()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        hint = self._hint if self._hints.steered else None
        if hint is not None:
            self._take(hint)
            return
        self.complain(self.judge(self.text) if self.judge is not None else None)
        if self._said.problem is None:
            self._leave()
        else:
            self.point_out()

    @on(_SearchInput.Left)
    def _typed(self, event: _SearchInput.Left) -> None:
        event.stop()
        self._leave()

    @on(_SearchInput.Cancelled)
    def _cancelled(self, event: _SearchInput.Cancelled) -> None:
        event.stop()
        if self._hints.close():
            self._said.keep_quiet(on=False)
            return
        if self.text != self._before:
            self.set_text(self._before)
            self.post_message(self.Changed(self._before))
        self._leave()

    @on(FilterLine.Clicked)
    def _clicked(self, event: FilterLine.Clicked) -> None:
        event.stop()
        if event.zone.isdecimal():
            self.post_message(self.Dropped(int(event.zone)))
        else:
            self.begin()
