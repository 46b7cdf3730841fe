"""One row of a form: a label, what was entered, a remark beside it, and below it what is wrong."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.message import Message

from solartui.widgets.cells import cell_text, fit
from solartui.widgets.painted import Drawn, Painted, clip
from solartui.widgets.parts import Part, fit_parts, parts_width

LABEL = 20
"""Cells before the value: the bar of the cursor, the label, and a blank."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen for a field.

    Attributes:
        id: what the field's entry is then.
        text: what stands in the field then.
        remark: what tells it from others of the same name.
        why_not: why it cannot be chosen just now, empty where it can.
        colour: the token of its text.
    """

    id: str
    text: str
    remark: str = ""
    why_not: str = ""
    colour: str = "text"


class Field(Painted, can_focus=True):
    """Base of all fields.

    Args:
        key: stable name of the field.
        label: what stands before the value.
        required: whether the form cannot be saved without it; it gets a sign.
        remark: what stands behind the value, such as a unit.

    Attributes:
        ground: the surface that the form lies on.
        locked: whether nothing can be entered just now.
        picks: whether values can be chosen, from a list or in a dialog.
        take_event: gets the keys that are pressed here, and says whether it has taken one.
    """

    class Changed(Message):
        """A person entered something."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class Left(Message):
        """The person went on to something else."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    class PickerWanted(Message):
        """The sign that opens the list of choices was clicked."""

        def __init__(self, field: Field) -> None:
            super().__init__()
            self.field = field

    LEAD: ClassVar[int] = 0
    """Cells that the value begins before those of other fields, for a ground of its own around its first word."""

    def __init__(self, key: str, label: str, *, required: bool = False, remark: str = "") -> None:
        super().__init__(classes="form-field")
        self.key = key
        self.label = label
        self.required = required
        self.ground = "bg"
        self.locked = False
        self.picks = False
        self.label_cells = LABEL
        self.take_event: Callable[[events.Key | events.Paste], bool] | None = None
        self._remark: tuple[Part, ...] = ((remark, "mute"),) if remark else ()
        self._problem = ""
        self._warning = ""

    # ---- keys

    def press(self, key: str, sign: str) -> bool:
        """Answer a key.

        Args:
            key: its name.
            sign: the letter that it writes, empty where it writes none.

        Returns:
            whether the key is one of this field's; others are the form's.
        """
        return bool(sign)

    def paste(self, text: str) -> None:
        """Enter text that was pasted."""

    def _forward_event(self, event: events.Event) -> None:
        # A key that climbs from widget to widget is overtaken by the next one, which would still reach this field
        # after tab was pressed. So the form takes the keys, one after the other.
        if not (
            isinstance(event, events.Key | events.Paste) and self.take_event is not None and self.take_event(event)
        ):
            super()._forward_event(event)

    # ---- what was entered

    @property
    def entry(self) -> object:
        """What was entered, as JSON can hold it."""
        raise NotImplementedError

    def put(self, entry: object) -> None:
        """Show an entry, without telling anybody; what cannot be one empties the field."""
        raise NotImplementedError

    @property
    def words(self) -> str:
        """What was entered, in words for a person."""
        raise NotImplementedError

    @property
    def empty(self) -> bool:
        """Whether nothing was entered."""
        return not self.entry

    def seen(self, entry: object) -> tuple[object, str]:
        """Another entry as this field would hold it, and in words for a person."""
        mine = self.entry
        self.put(entry)
        held = self.entry, self.words
        self.put(mine)
        return held

    def offered(self, typed: str) -> Sequence[Option]:
        """What can be chosen once this was typed."""
        return ()

    def choose(self, option: Option) -> None:
        """Enter what was chosen from the list."""

    def go_on(self, way: str) -> bool:
        """Move within the field by a key that leads on, ``enter``, ``up`` or ``down``; says whether it could."""
        return False

    def settle(self) -> None:
        """The person goes on: make what was typed final where that needs nothing but the field itself."""

    # ---- what is said about it

    @property
    def problem(self) -> str:
        """What is wrong with the entry, empty where nothing is."""
        return self._problem

    def complain(self, problem: str) -> None:
        """Say below the field what is wrong, or nothing any more."""
        if problem != self._problem:
            self._problem = problem
            self.reshape()

    def warn(self, warning: str) -> None:
        """Say below the field what should be thought of."""
        if warning != self._warning:
            self._warning = warning
            self.reshape()

    def remark(self, *parts: Part) -> None:
        """Say something else behind the value."""
        self._remark = parts
        self.repaint()

    def set_locked(self, *, locked: bool) -> None:
        """Let nothing be entered, or let it again."""
        self.locked = locked
        self.repaint()

    # ---- drawing

    def value_parts(self, room: int) -> Sequence[Part]:
        """The value in at most `room` cells."""
        raise NotImplementedError

    def more_lines(self, room: int) -> Sequence[Sequence[Part]]:
        """Lines that belong to the value, below it."""
        return ()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """The row, and what is said below it."""
        room = width - self.label_cells - 1
        surface = "raised" if self.has_focus else self.ground
        lines = [Drawn((*self._label_parts(), *self._value_and_remark(room + self.LEAD)), surface)]
        lines += [Drawn((*self._indent(parts), *parts), surface) for parts in self.more_lines(room)]
        lines += [Drawn(((" " * self.label_cells, "text"), part), self.ground) for part in self._said(room)]
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        room = width - self.label_cells - 1
        return 1 + len(self.more_lines(room)) + len(self._said(room))

    def reshape(self) -> None:
        """Take as many lines as there are now."""
        size = self.size
        if size and self.get_content_height(size, size, size.width) != size.height:
            self.refresh(layout=True)
        self.repaint()

    def _label_parts(self) -> list[Part]:
        here = self.has_focus
        token = "err" if self._problem else "text" if here else "mute"
        star = " *" if self.required else ""
        name = clip(self.label, self.label_cells - 3 - len(star))
        return [
            ("▌ " if here else "  ", "accent"),
            *fit_parts([(name, token), (star, "accent")], self.label_cells - 2 - self.LEAD),
        ]

    def _indent(self, parts: Sequence[Part]) -> list[Part]:
        """Below the value; a line that is too wide for that begins further left."""
        blanks = min(self.label_cells, max(2, self.size.width - 1 - parts_width(parts)))
        return [("▌" if self.has_focus else " ", "accent"), (" " * (blanks - 1), "text")]

    def _value_and_remark(self, room: int) -> list[Part]:
        behind = [("  ", "text"), *self._remark] if self._remark else [("", "text")]
        return fit_parts([*self.value_parts(room), *behind], room)

    def _said(self, room: int) -> list[Part]:
        said, token = (self._problem, "err") if self._problem else (self._warning, "warn")
        if not said:
            return []
        lines = textwrap.wrap(cell_text(said), max(12, room)) or [""]
        return [(fit(line, max(12, room)), token) for line in lines[:3]]

    # ---- being here and leaving

    def edited(self) -> None:
        """A person changed the entry: what was wrong with it may be no longer."""
        self.complain("")
        self.repaint()
        self.post_message(self.Changed(self))

    def arrive(self) -> None:
        """The cursor comes; told at once, before the next key, while the event of it waits for its turn."""

    def depart(self) -> None:
        """The cursor goes elsewhere; told at once."""

    def on_focus(self) -> None:
        """The cursor is here."""
        self.repaint()

    def on_blur(self) -> None:
        """The cursor is elsewhere."""
        self.repaint()
        self.post_message(self.Left(self))

    def hit(self, zone: str) -> None:
        """The sign behind a value opens the list."""
        if zone == "picker":
            self.post_message(self.PickerWanted(self))


class Heading(Painted):
    """The name of a section with a hair line to its right."""

    def __init__(self, title: str, ground: str = "bg") -> None:
        super().__init__(classes="form-heading")
        self.title = title
        self._ground = ground

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """Air, and the line."""
        title: Part = (f"  {self.title} ", "bold soft")
        rest = max(0, width - parts_width([title]) - 1)
        return [*[Drawn((), self._ground)] * (height - 1), Drawn((title, ("─" * rest, "line")), self._ground)]
