"""The list below a field: what can be chosen for it. The keys stay with the field."""

from __future__ import annotations

from collections.abc import Sequence

from solartui.i18n import tr
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.form.field import Field, Option
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem, PickList

_MOST = 9
_LEAST_WIDTH = 40


class Dropdown(PickList, can_focus=False):
    """Hangs below the field that it is open for, or stands on it where there is no room.

    Attributes:
        field: whose choices are shown; None while it is closed.
        steered: whether the person has moved in it, and means the line under the cursor.
    """

    def __init__(self) -> None:
        super().__init__()
        self.field: Field | None = None
        self.steered = False
        self._options: dict[str, Option] = {}

    def option(self, item: PickItem) -> Option:
        """The option that a line stands for."""
        return self._options[item.id]

    @property
    def has_choice(self) -> bool:
        """Whether it is open and there is something in it."""
        return self.field is not None and bool(self._options)

    @property
    def selected(self) -> Option | None:
        """The option under the cursor, where it can be chosen."""
        item = self.current if self.field is not None else None
        return self._options.get(item.id) if item is not None and item.enabled else None

    def open_for(self, field: Field, options: Sequence[Option], current: str | None = None) -> None:
        """Show the choices of a field."""
        self.field = field
        self.steered = False
        self._options = {option.id: option for option in options}
        room = max(_LEAST_WIDTH, field.size.width - field.label_cells + 1)
        items = [_item(option, room - 6) for option in options]
        self.set_items(items, current, ((tr("Nothing is called like that."), "mute"),))
        height = max(1, min(_MOST, len(items)))
        below = field.region.y + 1
        height = min(height, max(below - 2, self.screen.size.height - below - 1))
        top = below if below + height < self.screen.size.height else field.region.y - height
        left = min(field.region.x + field.label_cells - 2, self.screen.size.width - room)
        self.styles.width, self.styles.height, self.styles.offset = room, height, (max(0, left), max(0, top))
        self.display = True
        self.repaint()

    def steer(self, by: int, *, pages: bool = False) -> None:
        """Move the cursor by lines or pages."""
        self.steered = True
        if pages:
            self.page(by)
        else:
            self.move(by)

    def close(self) -> bool:
        """Take the list away; says whether there was one."""
        was_open = self.field is not None
        self.field = None
        self.display = False
        return was_open


def _item(option: Option, room: int) -> PickItem:
    text = clip(cell_text(option.text), room)
    # Of several details, as many as fit whole.
    details = cell_text(option.why_not or option.remark).split(" · ")
    while len(details) > 1 and width_of(" · ".join(details)) > room - width_of(text) - 2:
        details.pop()
    right = clip(" · ".join(details), max(0, room - width_of(text) - 2))
    return PickItem(option.id, ((text, option.colour),), ((right, "mute"),), enabled=not option.why_not)
