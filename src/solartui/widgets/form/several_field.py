"""Fields that hold several values: a few that are all in sight, or many that are found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events

from solartui.domain.text import fold
from solartui.i18n import tr
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.form.choice import ChoiceField
from solartui.widgets.form.field import LABEL, Field, Option
from solartui.widgets.painted import clip
from solartui.widgets.parts import Part


class MarksField(Field):
    """All values stand side by side, over as many lines as they need; each is marked or not.

    The entry is the list of the ids that are marked.
    """

    LEAD: ClassVar[int] = 1

    def __init__(self, key: str, label: str, options: Sequence[Option]) -> None:
        super().__init__(key, label)
        self.options: Sequence[Option] = options
        self._marked: set[str] = set()
        self._at = 0

    @property
    def entry(self) -> object:
        """The ids, in the order of the options."""
        return [option.id for option in self.options if option.id in self._marked]

    def put(self, entry: object) -> None:
        """Mark these ids; one that is not offered is offered from now on."""
        wanted = [one for one in entry if isinstance(one, str)] if isinstance(entry, list | tuple) else []
        known = {option.id for option in self.options}
        self.options = [*self.options, *(Option(one, one) for one in wanted if one not in known)]
        self._marked = set(wanted)
        self.reshape()

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other values; what is marked stays marked."""
        self.options = options
        self._at = min(self._at, max(0, len(options) - 1))
        self.put(sorted(self._marked))

    @property
    def words(self) -> str:
        """What is marked."""
        return ", ".join(option.text for option in self.options if option.id in self._marked)

    # ---- drawing

    def _lines(self, room: int) -> list[list[int]]:
        lines: list[list[int]] = [[]]
        used = 0
        for at, option in enumerate(self.options):
            cells = width_of(cell_text(option.text)) + 3
            if used + cells > room and lines[-1]:
                lines.append([])
                used = 0
            lines[-1].append(at)
            used += cells
        return lines

    def _parts(self, line: Sequence[int]) -> list[Part]:
        parts: list[Part] = []
        for at in line:
            option, marked = self.options[at], self.options[at].id in self._marked
            here = self.has_focus and at == self._at
            ground = "@accent_bg" if here else ""
            parts.append(("✓" if marked else "·" if here else " ", f"accent{ground}"))
            token = ("bold " if marked else "") + (option.colour if marked else "text" if here else "mute")
            parts += [(f"{cell_text(option.text)} ", f"{token}{ground}"), (" ", "text")]
        return parts

    def value_parts(self, room: int) -> Sequence[Part]:
        """The first line."""
        return self._parts(self._lines(room - self.LEAD)[0])

    def more_lines(self, room: int) -> Sequence[Sequence[Part]]:
        """The other lines."""
        return [self._parts(line) for line in self._lines(room)[1:]]

    def _indent(self, parts: Sequence[Part]) -> list[Part]:
        return [("▌" if self.has_focus else " ", "accent"), (" " * (LABEL - 1 - self.LEAD), "text")]

    # ---- keys and mouse

    def press(self, key: str, sign: str) -> bool:
        """Arrows go along, space marks, a letter goes to the next value that begins with it."""
        count = len(self.options)
        if key in {"left", "right"}:
            self._at = (self._at + (1 if key == "right" else -1)) % count
        elif key == "space":
            self._toggle(self._at)
        elif key in {"backspace", "delete", "ctrl+u"}:
            if self._marked:
                self._marked.clear()
                self.edited()
        elif sign:
            order = [(self._at + step) % count for step in range(1, count + 1)]
            self._at = next((at for at in order if _begins(self.options[at], sign)), self._at)
        else:
            return False
        self.repaint()
        return True

    def go_on(self, way: str) -> bool:
        """To the line above or below."""
        lines = self._lines(self.size.width - LABEL - 1)
        row = next((row for row, line in enumerate(lines) if self._at in line), 0)
        to = row + {"down": 1, "up": -1}.get(way, len(lines))
        if not 0 <= to < len(lines):
            return False
        self._at = lines[to][min(lines[row].index(self._at), len(lines[to]) - 1)]
        self.repaint()
        return True

    def _toggle(self, at: int) -> None:
        self._marked ^= {self.options[at].id}
        self.edited()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Mark what is under the mouse."""
        lines = self._lines(self.size.width - LABEL - 1)
        cell = event.x - LABEL + self.LEAD
        if event.y < len(lines) and cell >= 0:
            for at in lines[event.y]:
                cell -= width_of(cell_text(self.options[at].text)) + 3
                if cell < 0:
                    self._at = at
                    self._toggle(at)
                    break


def _begins(option: Option, sign: str) -> bool:
    letters = fold(option.text).lstrip("○◔◑◕✓✗◌ ")
    return letters.startswith(fold(sign))


class SeveralField(ChoiceField):
    """Values that are found by typing, one after the other; backspace takes the last one away.

    The entry is the list of the ids that were chosen.
    """

    def __init__(self, key: str, label: str, options: Sequence[Option] = ()) -> None:
        super().__init__(key, label, options)
        self._ids: list[str] = []

    @property
    def entry(self) -> object:
        """The ids, in the order in which they were chosen."""
        return list(self._ids)

    def put(self, entry: object) -> None:
        """Choose these ids."""
        self._ids = [one for one in entry if isinstance(one, str)] if isinstance(entry, list | tuple) else []
        self.line.text, self.line.cursor, self.line.anchor = "", 0, None
        self.reshape()

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other values; what was chosen stays."""
        self.options = options
        self.repaint()

    @property
    def words(self) -> str:
        """What was chosen."""
        named = {option.id: option.text for option in self.options}
        return ", ".join(named.get(one, one.strip('"')) for one in self._ids)

    @property
    def empty(self) -> bool:
        """There is always room for one more: having chosen one does not lead to the next field."""
        return True

    def offered(self, typed: str) -> Sequence[Option]:
        """The values that fit, with a sign at those that were chosen."""
        chosen = tr("chosen")
        return [replace(one, remark=chosen) if one.id in self._ids else one for one in super().offered(typed)]

    def choose(self, option: Option) -> None:
        """Choose a value, or no longer."""
        if option.id in self._ids:
            self._ids.remove(option.id)
        else:
            self._ids.append(option.id)
        self.line.select_all()
        self.line.insert("")
        self.edited()

    def revert(self) -> None:
        """Forget what was typed."""
        self.line.select_all()
        self.line.insert("")
        self.edited()

    def press(self, key: str, sign: str) -> bool:
        """Where nothing is being typed, backspace takes the last value away and delete all of them."""
        if not self.line.text and self._ids and key in {"backspace", "delete", "ctrl+u"}:
            self._ids = self._ids[:-1] if key == "backspace" else []
            self.edited()
            return True
        return super().press(key, sign)

    def value_parts(self, room: int) -> Sequence[Part]:
        """What was chosen, and what is being typed behind it."""
        if not self._ids:
            return super().value_parts(room)
        shown = clip(cell_text(self.words), room - 3 if not self.has_focus else max(10, room * 2 // 3))
        if not self.has_focus:
            rest = room - 1 - width_of(shown)
            return [(shown, "text"), (" " * rest, "text"), ("▾", "mute")]
        placeholder, self._placeholder = self._placeholder, ""
        typing = super().value_parts(room - width_of(shown) - 2)
        self._placeholder = placeholder
        return [(shown, "bold text"), (", ", "mute"), *typing]
