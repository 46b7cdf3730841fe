"""Fields whose value is one of several: a few that stand side by side, or many that are found by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events

from solartui.domain.text import clean, fold
from solartui.i18n import tr
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.text_field import TextField
from solartui.widgets.painted import clip
from solartui.widgets.parts import Part, parts_width

_SIGN = "▾"


def matching(typed: str, options: Sequence[Option]) -> list[Option]:
    """The options that hold every typed word, those first whose words begin so. Case and diacritics do not matter."""
    wanted = fold(typed).split()
    if not wanted:
        return list(options)
    found = []
    for place, option in enumerate(options):
        name = fold(f"{option.text} {option.remark}")
        if all(word in name for word in wanted):
            begins = all(any(part.startswith(word) for part in name.split()) for word in wanted)
            found.append((not name.startswith(wanted[0]), not begins, place, option))
    return [option for *_, option in sorted(found, key=lambda entry: entry[:3])]


class ChoiceField(TextField):
    """One of many: typing narrows a list below the field. The entry is the id of what was chosen.

    Args:
        options: what can be chosen; a form may also look them up while the person types.
        free: whether any other text may be entered, too; it is its own id then.

    Attributes:
        chosen: what is entered; None where nothing is, or while something else is being typed.
    """

    def __init__(
        self,
        key: str,
        label: str,
        options: Sequence[Option] = (),
        *,
        required: bool = False,
        placeholder: str = "",
        free: bool = False,
    ) -> None:
        super().__init__(key, label, required=required, placeholder=placeholder)
        self.picks = True
        self.options: Sequence[Option] = options
        self.chosen: Option | None = None
        self.free = free
        self._seen: dict[str, Option] = {}
        self._before: tuple[Option | None, str] = (None, "")

    @property
    def entry(self) -> object:
        """The id of what is chosen, empty for nothing."""
        if self.chosen is not None:
            return self.chosen.id
        return clean(self.line.text) if self.free else ""

    def put(self, entry: object) -> None:
        """Choose by an id."""
        wanted = entry if isinstance(entry, str) else ""
        offered = next((option for option in self.options if option.id == wanted), None)
        self.show_option(offered or self._seen.get(wanted), wanted)

    def show_option(self, option: Option | None, otherwise: str = "") -> None:
        """Show an option, whether it is offered or not; for None a text that is no option."""
        if option is None and otherwise and not self.free:
            option = Option(otherwise, otherwise)
        if option is not None:
            self._seen[option.id] = option
        self.chosen = option
        super().put(option.text if option else otherwise)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; what was chosen stays, with the words that the new ones have for it."""
        self.options = options
        if self.chosen is not None:
            self.put(self.chosen.id)

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not chosen yet."""
        return self.chosen is None and bool(clean(self.line.text))

    @property
    def empty(self) -> bool:
        """Whether nothing was chosen or typed."""
        return self.chosen is None and not clean(self.line.text)

    def offered(self, typed: str) -> Sequence[Option]:
        """The options that fit."""
        return matching(typed, self.options)

    def choose(self, option: Option) -> None:
        """Enter an option."""
        self.show_option(option)
        self.line.select_all()
        self.edited()

    def settle(self) -> None:
        """Take what was typed for the option that it names, if it can only be one."""
        typed = fold(clean(self.line.text))
        if self.chosen is not None or not typed:
            return
        found = [option for option in self.offered(typed) if not option.why_not]
        exact = [option for option in found if typed in {fold(option.text), fold(option.id)}]
        if len(exact) == 1 or (len(found) == 1 and not self.free):
            self.choose((exact or found)[0])
        elif not self.free:
            self.complain(tr("Choose one from the list (f4)."))

    def revert(self) -> None:
        """Forget what was typed since the field was entered."""
        option, text = self._before
        self.show_option(option, text)
        self.line.select_all()
        self.edited()

    def arrive(self) -> None:
        """Remember what stood here."""
        super().arrive()
        self._before = self.chosen, clean(self.line.text)

    def edited(self) -> None:
        """What was typed is no longer what was chosen."""
        if self.chosen is not None and self.line.text != self.chosen.text:
            self.chosen = None
        super().edited()

    def value_parts(self, room: int) -> Sequence[Part]:
        """The text, and at the right end the sign that there is a list."""
        parts = list(super().value_parts(room - 2))
        if self.chosen is not None and not self.has_focus and not self.locked:
            parts = [(text, self.chosen.colour) for text, _ in parts]
        gap = room - 1 - parts_width(parts)
        if self.locked:
            return parts
        return [*parts, (" " * gap, "text"), (_SIGN, "accent" if self.has_focus else "mute")]

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """The sign opens the list."""
        if event.y == 0 and event.x >= self.size.width - 3:
            event.prevent_default()
            self.hit("picker")


class SegmentField(Field):
    """One of a few that stand side by side; where there is no room for all of them, the chosen one only."""

    LEAD: ClassVar[int] = 1

    def __init__(self, key: str, label: str, options: Sequence[Option]) -> None:
        super().__init__(key, label)
        self.picks = True
        self.options = options
        self._at = 0
        self._spots: list[tuple[int, int]] = []

    @property
    def entry(self) -> object:
        """The id of the option."""
        return self.options[self._at].id

    def put(self, entry: object) -> None:
        """Choose by an id; the first one where it is none."""
        self._at = next((at for at, option in enumerate(self.options) if option.id == entry), 0)
        self.reshape()

    @property
    def words(self) -> str:
        """The chosen word."""
        return self.options[self._at].text

    def offered(self, typed: str) -> Sequence[Option]:
        """All of them."""
        return matching(typed, self.options)

    def choose(self, option: Option) -> None:
        """Enter an option."""
        self._go(self.options.index(option))

    def value_parts(self, room: int) -> Sequence[Part]:
        """All words, the chosen one on a ground of its own."""
        # The sign says without colour which one is chosen.
        signs = ["●" if at == self._at else " " for at in range(len(self.options))]
        words = [f"{sign}{cell_text(option.text)} " for sign, option in zip(signs, self.options, strict=True)]
        count = len(words)
        if sum(map(width_of, words)) > room:
            chosen = clip(cell_text(self.options[self._at].text), room - 6)
            arrows = "accent" if self.has_focus else "mute"
            self._spots = [(2, (self._at - 1) % count), (room, (self._at + 1) % count)]
            return [(" ◂ ", arrows), (chosen, "text"), (" ▸", arrows)]
        ends = [sum(map(width_of, words[: at + 1])) for at in range(count)]
        self._spots = list(zip(ends, range(count), strict=True))
        return [(word, self._token(at)) for at, word in enumerate(words)]

    def _token(self, at: int) -> str:
        if at != self._at:
            return "mute"
        return "bold accent@accent_bg" if self.has_focus else "text@panel" if self.ground == "bg" else "text@raised"

    def press(self, key: str, sign: str) -> bool:
        """The next option, the one before, or the next one that begins with a letter."""
        count = len(self.options)
        if key in {"left", "right", "space"}:
            self._go((self._at + (-1 if key == "left" else 1)) % count)
        elif sign:
            order = [(self._at + step) % count for step in range(1, count + 1)]
            self._go(next((at for at in order if fold(self.options[at].text).startswith(fold(sign))), self._at))
        else:
            return False
        return True

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose the word under the mouse."""
        cell = event.x - self.label_cells + self.LEAD
        if event.y == 0 and cell >= 0:
            target = next((at for end, at in self._spots if cell < end), None)
            if target is not None:
                self._go(target)

    def _go(self, at: int) -> None:
        if at != self._at and not self.locked:
            self._at = at
            self.edited()


class RecordField(ChoiceField):
    """Another record, found by typing. The entry has its id and its name: ``{"id": "12", "text": "Anna Nowak"}``."""

    @property
    def entry(self) -> object:
        """Id and name, None for nothing."""
        return {"id": self.chosen.id, "text": self.chosen.text} if self.chosen is not None else None

    def put(self, entry: object) -> None:
        """Show an entry; of a record that was shown before, all that is known of it."""
        number, text = (entry.get("id"), entry.get("text")) if isinstance(entry, dict) else (None, None)
        if not isinstance(number, str) or not isinstance(text, str):
            self.show_option(None)
        else:
            self.show_option(self._seen.get(number, Option(number, text)))

    @property
    def record_id(self) -> int | None:
        """The number of the record."""
        return int(self.chosen.id) if self.chosen is not None and self.chosen.id.isdecimal() else None
