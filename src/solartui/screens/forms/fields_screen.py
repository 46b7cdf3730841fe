"""Fields on a screen: the way from one to the next, and the keys, which are answered one after the other."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget

from solartui.commands import Command, FooterEntry, command, commands_of, footer_entries, help_groups
from solartui.commands.bindings import bindings_for
from solartui.i18n import tr
from solartui.screens.dialogs.help import HelpDialog
from solartui.screens.session import Host
from solartui.screens.shown import ShownScreen
from solartui.widgets.form.field import Field, Heading
from solartui.widgets.key_footer import KeyFooter

Answer = TypeVar("Answer")


class FormBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Holds the fields and scrolls; the keys are the form's."""


class FieldsScreen(ShownScreen[Answer], ModalScreen[Answer], inherit_bindings=False):
    """A subclass makes its fields with `add` and lays them out with `section`.

    Attributes:
        PURPOSE: one sentence for the help page (a text for `tr`).
        GROUND: the surface that the fields lie on.
        fields: by their keys, in the order in which enter goes through them.
        body: what holds the fields and scrolls.
    """

    AUTO_FOCUS: ClassVar[str | None] = ""
    SCOPE: ClassVar[str] = "form"
    BINDINGS = bindings_for("form")
    PURPOSE: ClassVar[str] = ""
    GROUND: ClassVar[str] = "bg"

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.body = FormBody(classes="form-body")
        self.footer = KeyFooter()
        self._headings: dict[str, Heading] = {}
        self._begun = False
        self._waiting: list[events.Key | events.Paste] = []

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

    def left(self, field: Field) -> None:
        """A person went on to another field."""

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

    def on_resize(self, event: events.Resize) -> None:
        """Stay with the cursor."""
        self.call_after_refresh(self._into_sight)

    def go(self, by: int) -> None:
        """Go some fields on, or back."""
        way = self.way
        at = way.index(self.here) if self.here in way else -1 if by > 0 else 0
        if way:
            self.go_to(way[(at + by) % len(way)])

    def watch_focused(self, before: Widget | None, now: Widget | None) -> None:
        """Tell fields before the next key: what was typed already must not be taken for what stood there before."""
        if isinstance(before, Field):
            before.depart()
        if isinstance(now, Field):
            now.arrive()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Other keys may be possible now."""
        self.show_keys()

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
        """Whether keys have to wait, at first for the form to be there."""
        return not self._begun

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

    # ---- commands

    def works(self, one: Command) -> bool:
        """Whether a command is possible here and now."""
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

    def action_backward(self) -> None:
        """Go to the field before."""
        self.go(-1)

    def action_next_section(self) -> None:
        """To the next heading."""
        self._go_to_section(1)

    def action_previous_section(self) -> None:
        """To the heading before."""
        self._go_to_section(-1)

    def _go_to_section(self, by: int) -> None:
        order = list(self.fields)
        at = order.index(self.here.key) if self.here is not None else 0
        starts = [place for place, key in enumerate(order) if key in self._headings]
        later = [place for place in starts if place > at]
        earlier = [place for place in starts if place < at]
        target = (later[0] if later else len(order) - 1) if by > 0 else (earlier[-1] if earlier else 0)
        self.go_to(self.fields[order[target]])

    def action_help(self) -> None:
        """Show the keys."""
        groups = help_groups((self.SCOPE,), self.works)
        self.beside(self._help(HelpDialog(tr(self.PURPOSE), groups, self.host.keys)), "help")

    async def _help(self, dialog: HelpDialog) -> None:
        chosen = await self.ask(dialog)
        if chosen is not None:
            self.action_command(chosen)
