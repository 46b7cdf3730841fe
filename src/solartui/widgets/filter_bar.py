"""Search and filters above a list: a prompt, the filters in force as chips, and how many rows there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input
from textual.widgets.input import Selection

from solartui.i18n import tr
from solartui.widgets.backdrop import Backdrop
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.filter_hints import FilterHints, Hint, Hints
from solartui.widgets.painted import Drawn, Painted, Run, clip
from solartui.widgets.pick_list import PickList
from solartui.widgets.strips import Part, parts_width


class Problem(Protocol):
    """What is wrong with a text: where, counted from 1, over how many signs, and why."""

    column: int
    length: int
    why: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force: ``stage`` and ``Open``; plain words have no label."""

    label: str
    value: str


class _FilterLine(Painted):
    """The line while nobody types."""

    hint = ""
    title = ""
    chips: Sequence[Chip] = ()
    count = ""
    figures: Sequence[str] = ()

    class Clicked(Message):
        """The line was clicked: somebody wants to search, or to take the chip away that stands there."""

        def __init__(self, zone: str) -> None:
            super().__init__()
            self.zone = zone

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        count = counted(self.count, self.figures, width)
        room = width - count.width - 4
        chips = [_chip_parts(chip) for chip in self.chips]
        run = Run().add(("/ ", "bold accent"), zone="search")
        if self.title:
            run.add((clip(cell_text(self.title), max(8, room // 3)), "bold text"), zone="search").add(("  ", "text"))
        hint = f"{self.hint or tr('search or filter')}  "
        if run.width + width_of(hint) + sum(map(parts_width, chips)) <= room:
            run.add((hint, "mute"), zone="search")
        for place, parts in enumerate(chips):
            # The last one needs no room for the number of those behind it.
            rest = 0 if place == len(chips) - 1 else 4
            if run.width + parts_width(parts) + rest > room:
                run.add((f"+{len(chips) - place}", "mute"), zone="search")
                break
            *chip, cross, gap = parts
            run.add(*chip, zone="search").add(cross, zone=f"{place}").add(gap)
        run.then(count, width - count.width)
        self.zones = run.zones
        return [Drawn(tuple(run.parts))]

    def hit(self, zone: str) -> None:
        """Begin to search, or take a chip away."""
        self.post_message(self.Clicked(zone))


def _chip_parts(chip: Chip) -> tuple[Part, ...]:
    label = f" {clip(cell_text(chip.label), 20)} " if chip.label else " "
    return (
        (label, "mute@panel"),
        (f"{clip(cell_text(chip.value), 28)} ", "text@panel"),
        ("× ", "mute@panel"),
        ("  ", "text"),
    )


class _Count(Painted):
    """How many rows there are, while somebody types."""

    count = ""
    figures: Sequence[str] = ()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        run = counted(self.count, (), width)
        return [Drawn(tuple(Run().then(run, width - run.width).parts))]


_LONGEST_SIGN = 24


class _Said(Painted):
    """Under the field: a sign below the word that cannot be read, and one sentence beside it."""

    problem: Problem | None = None
    at = 0
    unfinished = False
    covered = False

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The sign and the sentence; on whichever side of it there is more room."""
        if self.problem is None or self.covered:
            return [Drawn(())]
        token = "soft" if self.unfinished else "err"
        at = max(0, min(self.at, width - 4))
        why = cell_text(self.problem.why)
        # The sentence comes first; the sign below a long word may be shorter than it.
        spare = width - at - width_of(why) - 1
        sign = "▔" * max(1, min(self.problem.length, _LONGEST_SIGN, max(spare, 4), width - at))
        room = width - at - width_of(sign) - 1
        if room >= min(width_of(why), at - 1):
            return [Drawn(((" " * at, "text"), (sign, "err"), (f" {clip(why, max(1, room))}", token)))]
        before = clip(why, at - 1)
        return [Drawn(((" " * (at - 1 - width_of(before)), "text"), (f"{before} ", token), (sign, "err")))]


class _SearchInput(Input):
    """The field while somebody types."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "leave", show=False),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
        Binding("tab", "complete", show=False),
        Binding("escape", "cancel", show=False),
    ]

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
        self._line = _FilterLine()
        self._line.hint = hint
        self._prompt = _Prompt()
        usual = tr("name, place, phone or stage:open kwh>400")
        self._input = _SearchInput(placeholder=placeholder or usual, select_on_focus=False)
        self._count = _Count()
        self._said = _Said()
        self._hints = FilterHints()
        self.judge: Callable[[str], Problem | None] | None = None
        self._before = ""
        self._hinted = ""

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

    def show(self, chips: Sequence[Chip], count: str, figures: Sequence[str] = ()) -> None:
        """Show what is in force and how many rows it leaves.

        Args:
            chips: the filters.
            count: such as ``38 of 128``; empty while it is not known.
            figures: sums, shown where there is room.
        """
        self._line.chips, self._line.count, self._line.figures = tuple(chips), count, tuple(figures)
        self._count.count = count
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
        problem = self._said.problem
        if problem is not None:
            text, place = self._input.value, problem.column - 1
            self._said.at = 2 + width_of(text[:place]) - int(self._input.scroll_offset.x)
            # Somebody is still in the middle of this word.
            self._said.unfinished = place <= self._input.cursor_position <= place + problem.length
        self._said.repaint()

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
        self._input.focus()

    def _typing(self, *, on: bool) -> None:
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
        self._keep_quiet(on=offered)
        if hints is None or not offered:
            self._hints.close()
            return
        self._hinted = self.text
        cell = 2 + width_of(self.text[: hints.start]) - int(self._input.scroll_offset.x)
        self._hints.open_for(hints, cell, self.size.width, steered=self._said.problem is not None)

    def _keep_quiet(self, *, on: bool) -> None:
        """Say nothing of what is wrong while the list lies there."""
        self._said.covered = on
        self._said.repaint()

    @property
    def _hint(self) -> Hint | None:
        """What would be taken; nothing where another letter has come since it was offered."""
        return self._hints.selected if self._hinted == self.text else None

    def _take(self, hint: Hint) -> None:
        """Write what was chosen; behind a value the next piece may begin."""
        hints = self._hints.hints
        if hints is None:
            return
        text, self._hints.steered = self.text, False
        self._hints.close()
        rest = text[hints.stop :]
        blank = "" if hint.text.endswith((":", "..")) or rest[:1] in {" ", ","} else " "
        written = f"{text[: hints.start]}{hint.text}{blank}"
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
            self._keep_quiet(on=False)
            return
        if self.text != self._before:
            self.set_text(self._before)
            self.post_message(self.Changed(self._before))
        self._leave()

    @on(_FilterLine.Clicked)
    def _clicked(self, event: _FilterLine.Clicked) -> None:
        event.stop()
        if event.zone.isdecimal():
            self.post_message(self.Dropped(int(event.zone)))
        else:
            self.begin()


class _Prompt(Painted):
    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        return [Drawn((("/ ", "bold accent"),))]


def counted(count: str, figures: Sequence[str], width: int) -> Run:
    """The count with the sums that have room."""
    run = Run().add((count, "bold text"))
    if width >= 96:
        for figure in figures:
            run.add(("   ", "text"), (figure, "soft"))
    return run
