"""Fields whose values are chosen: the list below them, and what the keys do while it is open."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from solartui.commands import Command
from solartui.screens.forms.fields_screen import Answer, FieldsScreen
from solartui.widgets.form.choice import ChoiceField
from solartui.widgets.form.dropdown import Dropdown
from solartui.widgets.form.field import Field, Option
from solartui.widgets.pick_list import PickList


class ChoosingScreen(FieldsScreen[Answer], inherit_bindings=False):
    """A subclass may look up what can be chosen (`offers`), and what choosing means (`chosen`).

    Attributes:
        dropdown: the list below a field; yielded last in `compose`.
    """

    BINDINGS = FieldsScreen.BINDINGS

    def __init__(self) -> None:
        super().__init__()
        self.dropdown = Dropdown()
        self._known = asyncio.Event()
        self._choosing = False

    # ---- for subclasses

    def boxed(self, title: Widget) -> ComposeResult:
        """A box in the middle of the window: its title, the fields, and the keys."""
        with Vertical(classes="dialog-box form-box"):
            yield title
            with self.body:
                yield from self.fields.values()
            yield self.footer
        yield self.dropdown

    async def offers(self, field: Field, typed: str) -> Sequence[Option]:
        """What can be chosen for a field once this was typed."""
        return field.offered(typed)

    async def chosen(self, field: Field, option: Option) -> None:
        """Something was chosen from the list of a field."""
        field.choose(option)

    def changed(self, field: Field) -> None:
        """A person entered something: other fields may depend on it."""

    def choices_known(self) -> None:
        """What can be chosen has been read."""
        self._known.set()

    # ---- the list

    @property
    def occupied(self) -> bool:
        """Keys wait for what is being chosen, too."""
        return self._choosing or super().occupied

    @on(Field.Changed)
    def _field_changed(self, event: Field.Changed) -> None:
        field = event.field
        if isinstance(field, ChoiceField) and field is self.here:
            if field.chosen is None and field.line.text.strip():
                self._list(field, field.line.text)
            else:
                self.dropdown.close()
        self.changed(field)

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """The list belongs to the field with the cursor."""
        if self.dropdown.field is not self.here:
            self.dropdown.close()

    def _list(self, field: Field, typed: str) -> None:
        self.beside(self._show_list(field, typed), group="offers", newest_only=True)

    async def _show_list(self, field: Field, typed: str) -> None:
        await self._known.wait()
        options = await self.offers(field, typed)
        if self.here is field and (options or typed):
            entry = field.entry
            self.dropdown.open_for(field, options, entry if isinstance(entry, str) else None)

    def _choose(self, work: Coroutine[Any, Any, None]) -> None:
        self._choosing = True
        self.beside(self._guarded(work), "choosing")

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        finally:
            self._choosing = False
        self.catch_up()

    async def _take(self, field: Field, option: Option) -> None:
        self.dropdown.close()
        await self.chosen(field, option)
        # What follows from it decides which field is the next one.
        self.changed(field)
        if self.here is field and not field.empty:
            self.go(1)

    async def _take_first(self, field: ChoiceField) -> None:
        """What was typed just now and entered at once: the list had no time to appear."""
        await self._known.wait()
        options = [option for option in await self.offers(field, field.line.text) if not option.why_not]
        if options and self.here is field:
            await self._take(field, options[0])
        else:
            field.settle()

    @on(Field.PickerWanted)
    def _picker_wanted(self, event: Field.PickerWanted) -> None:
        self.go_to(event.field)
        self.action_pick()

    @on(PickList.Picked)
    def _line_clicked(self, event: PickList.Picked) -> None:
        event.stop()
        option, field = self.dropdown.option(event.item), self.dropdown.field
        if field is not None and not option.why_not:
            self._choose(self._take(field, option))

    # ---- commands

    def works(self, one: Command) -> bool:
        """Choosing is possible where there is something to choose."""
        if one.id == "form.pick":
            return self.here is not None and self.here.picks
        return super().works(one)

    def go(self, by: int) -> None:
        """Go some fields on, or back; the list does not come along."""
        self.dropdown.close()
        super().go(by)

    def action_next_field(self) -> None:
        """Take what is chosen and go to the next field; in a field of several parts, to its next part."""
        if self.here is None or self.dropdown.field is not None or not self.here.go_on("enter"):
            self.action_forward()

    def action_forward(self) -> None:
        """Take what is chosen and go to the next field."""
        field, option = self.here, self.dropdown.selected
        free = isinstance(field, ChoiceField) and field.free and not self.dropdown.steered
        if field is not None and option is not None and not free:
            self._choose(self._take(field, option))
        elif isinstance(field, ChoiceField) and field.pending and not free:
            self._choose(self._take_first(field))
        else:
            self.go(1)

    def action_down(self) -> None:
        """A line down."""
        self._go_line(1, "down")

    def action_up(self) -> None:
        """A line up."""
        self._go_line(-1, "up")

    def _go_line(self, by: int, way: str) -> None:
        if self.dropdown.has_choice:
            self.dropdown.steer(by)
        elif self.here is None or not self.here.go_on(way):
            self.go(by)

    def _go_to_section(self, by: int) -> None:
        if self.dropdown.has_choice:
            self.dropdown.steer(by, pages=True)
        else:
            super()._go_to_section(by)

    def action_pick(self) -> None:
        """Show everything that can be chosen, or no more."""
        field = self.here
        if self.dropdown.field is None and field is not None and field.picks and not field.locked:
            self._list(field, "")
        else:
            self.dropdown.close()

    def action_cancel(self) -> None:
        """Close the list, and take back what was typed into its field."""
        field = self.dropdown.field
        if self.dropdown.close() and isinstance(field, ChoiceField):
            field.revert()
