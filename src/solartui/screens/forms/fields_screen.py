"""Fields on a screen: the way from one to the next, the list of choices, and the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from functools import cached_property
from typing import Any, ClassVar, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from solartui.commands import Command, FooterEntry, command, commands_of, footer_entries, help_groups
from solartui.commands.bindings import bindings_for
from solartui.i18n import tr
from solartui.screens.dialogs.help import HelpDialog
from solartui.screens.session import Host
from solartui.widgets.form.choice import ChoiceField
from solartui.widgets.form.dropdown import Dropdown
from solartui.widgets.form.field import Field, Heading, Option
from solartui.widgets.key_footer import KeyFooter
from solartui.widgets.pick_list import PickList

Answer = TypeVar("Answer")


class FormBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Holds the fields and scrolls; the keys are the form's."""


class FieldsScreen(ModalScreen[Answer], inherit_bindings=False):
    """Base of forms: a subclass makes its fields with `add` and lays them out with `section`.

    Attributes:
        PURPOSE: one sentence for the help page (a text for `tr`).
        GROUND: the surface that the fields lie on.
        fields: by their keys, in the order in which enter goes through them.
        body: what holds the fields and scrolls.
    """

    SCOPE: ClassVar[str] = "form"
    BINDINGS = bindings_for("form")
    PURPOSE: ClassVar[str] = ""
    GROUND: ClassVar[str] = "bg"

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.body = FormBody(classes="form-body")
        self.dropdown = Dropdown()
        self.footer = KeyFooter()
        self._headings: dict[str, Heading] = {}
        self._begun = False
        self._known = asyncio.Event()
        self._choosing = False
        self._waiting: list[events.Key | events.Paste] = []

    # ---- for subclasses

    def add(self, *fields: Field) -> None:
        """Take fields into the form."""
        for field in fields:
            field.ground = self.GROUND
            field.take_event = self.take_event
            self.fields[field.key] = field

    def section(self, title: str, *fields: Field) -> ComposeResult:
        """A heading and the fields below it."""
        heading = self._headings[fields[0].key] = Heading(title, self.GROUND)
        yield heading
        yield from fields

    async def offers(self, field: Field, typed: str) -> Sequence[Option]:
        """What can be chosen for a field once this was typed."""
        return field.offered(typed)

    async def chosen(self, field: Field, option: Option) -> None:
        """Something was chosen from the list of a field."""
        field.choose(option)

    def changed(self, field: Field) -> None:
        """A person entered something: other fields may depend on it."""

    def left(self, field: Field) -> None:
        """A person went on to another field."""

    def action_cancel(self) -> None:
        """Close the list; a second time, the form."""
        field = self.dropdown.field
        if self.dropdown.close() and isinstance(field, ChoiceField):
            field.revert()

    # ---- where the person is

    @property
    def host(self) -> Host:
        """The app, as far as screens know it."""
        return cast("Host", self.app)

    @property
    def here(self) -> Field | None:
        """The field with the cursor."""
        return self.focused if isinstance(self.focused, Field) else None

    @property
    def way(self) -> list[Field]:
        """The fields that the cursor can go to."""
        return [field for field in self.fields.values() if field.display and not field.locked]

    def go_to(self, field: Field) -> None:
        """Put the cursor into a field, and bring it into sight."""
        self.set_focus(field, scroll_visible=False)
        self._into_sight()

    def _into_sight(self) -> None:
        """Scroll to the field with the cursor, and to its heading where it is the first one below it."""
        if (field := self.here) is not None:
            for widget in (self._headings.get(field.key), field):
                if widget is not None:
                    self.body.scroll_to_widget(widget, animate=False)

    def _go(self, by: int) -> None:
        self.dropdown.close()
        way = self.way
        at = way.index(self.here) if self.here in way else -1 if by > 0 else 0
        if way:
            self.go_to(way[(at + by) % len(way)])

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Other keys may be possible now."""
        if self.dropdown.field is not self.here:
            self.dropdown.close()
        self.show_keys()

    @on(Field.Changed)
    def _field_changed(self, event: Field.Changed) -> None:
        field = event.field
        if isinstance(field, ChoiceField) and field is self.here:
            if field.chosen is None and field.line.text.strip():
                self._list(field, field.line.text)
            else:
                self.dropdown.close()
        self.changed(field)

    @on(Field.Left)
    def _field_left(self, event: Field.Left) -> None:
        if event.field is not self.here:
            event.field.settle()
            self.left(event.field)
            # What is said about that field may have moved the one with the cursor.
            self.call_after_refresh(self._into_sight)

    # ---- keys, one after the other

    @property
    def occupied(self) -> bool:
        """Whether keys have to wait: for what was chosen, or for the form to be there at all."""
        return self._choosing or not self._begun

    def take_event(self, event: events.Key | events.Paste) -> bool:
        """Answer a key or a paste, or keep it until its turn comes; says whether it was one for a form."""
        if self.occupied:
            self._waiting.append(event)
            return True
        field = self.here
        if isinstance(event, events.Paste):
            if field is not None:
                field.paste(event.text)
            return True
        sign = event.character if event.is_printable and event.character else ""
        if field is not None and field.press(event.key, sign):
            return True
        found = self._commands.get(event.key)
        if found is not None:
            self.action_command(found)
        return found is not None

    @cached_property
    def _commands(self) -> dict[str, str]:
        return {key: one.id for one in commands_of(self.SCOPE) for key in one.keys_in(self.host.keys)}

    def begin(self) -> None:
        """The fields are there: answer what was typed before."""
        self._begun = True
        self.catch_up()

    def catch_up(self) -> None:
        """Answer the keys that had to wait."""
        while self._waiting and not self.occupied:
            self.take_event(self._waiting.pop(0))

    def on_screen_suspend(self) -> None:
        """Another form has opened here: what is still to be answered is meant for it."""
        above = self.app.screen
        if isinstance(above, FieldsScreen) and above is not self:
            waiting, self._waiting = self._waiting, []
            for event in waiting:
                above.take_event(event)

    def _forward_event(self, event: events.Event) -> None:
        # Typed before there was a field to type into.
        early = isinstance(event, events.Key | events.Paste) and self.here is None and not event.is_forwarded
        if not (early and isinstance(event, events.Key | events.Paste) and self.take_event(event)):
            super()._forward_event(event)

    # ---- choosing

    def _choose(self, work: Coroutine[Any, Any, None]) -> None:
        self._choosing = True
        self.run_worker(self._chosen(work), group="choosing")

    async def _chosen(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        finally:
            self._choosing = False
        self.catch_up()

    def _list(self, field: Field, typed: str) -> None:
        self.run_worker(self._show_list(field, typed), group="offers", exclusive=True)

    def choices_known(self) -> None:
        """What can be chosen has been read."""
        self._known.set()

    async def _show_list(self, field: Field, typed: str) -> None:
        await self._known.wait()
        options = await self.offers(field, typed)
        if self.here is field and (options or typed):
            entry = field.entry
            self.dropdown.open_for(field, options, entry if isinstance(entry, str) else None)

    async def _take(self, field: Field, option: Option) -> None:
        self.dropdown.close()
        await self.chosen(field, option)
        # What follows from it decides which field is the next one.
        self.changed(field)
        if self.here is field and not field.empty:
            self._go(1)

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
        """Whether a command is possible here and now."""
        if one.id == "form.pick":
            return self.here is not None and self.here.picks
        return hasattr(self, f"action_{one.action}")

    def show_keys(self) -> None:
        """Show what is possible."""
        keymap, helps = self.host.keys, command("form.help")
        pinned = [FooterEntry(helps.shown_key(keymap), tr(helps.title), helps.id)]
        self.footer.show(footer_entries((self.SCOPE,), keymap, self.works), "", pinned)

    def action_command(self, command_id: str) -> None:
        """Run a command."""
        getattr(self, f"action_{command(command_id).action}")()

    @on(KeyFooter.Pressed)
    def _key_clicked(self, event: KeyFooter.Pressed) -> None:
        self.action_command(event.command_id)

    def action_next_field(self) -> None:
        """Take what is chosen and go to the next field; in a field of several parts, to its next part."""
        field = self.here
        if field is not None and self.dropdown.field is None and field.go_on("enter"):
            return
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
            self._go(1)

    def action_backward(self) -> None:
        """Go to the field before."""
        self._go(-1)

    def action_down(self) -> None:
        """A line down."""
        self._vertical(1, "down")

    def action_up(self) -> None:
        """A line up."""
        self._vertical(-1, "up")

    def _vertical(self, by: int, way: str) -> None:
        if self.dropdown.has_choice:
            self.dropdown.steer(by)
        elif self.here is None or not self.here.go_on(way):
            self._go(by)

    def action_next_section(self) -> None:
        """To the next heading; in a list, a page down."""
        self._section(1)

    def action_previous_section(self) -> None:
        """To the heading before; in a list, a page up."""
        self._section(-1)

    def _section(self, by: int) -> None:
        if self.dropdown.has_choice:
            self.dropdown.steer(by, pages=True)
            return
        order = list(self.fields)
        at = order.index(self.here.key) if self.here is not None else 0
        starts = [place for place, key in enumerate(order) if key in self._headings]
        later = [place for place in starts if place > at]
        earlier = [place for place in starts if place < at]
        target = (later[0] if later else len(order) - 1) if by > 0 else (earlier[-1] if earlier else 0)
        self.go_to(self.fields[order[target]])

    def action_pick(self) -> None:
        """Show everything that can be chosen, or no more."""
        field = self.here
        if self.dropdown.field is None and field is not None and field.picks and not field.locked:
            self._list(field, "")
        else:
            self.dropdown.close()

    def action_help(self) -> None:
        """Show the keys."""
        groups = help_groups((self.SCOPE,), self.works)
        self.run_worker(self._help(HelpDialog(tr(self.PURPOSE), groups, self.host.keys)), group="help")

    async def _help(self, dialog: HelpDialog) -> None:
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is not None:
            self.action_command(chosen)
