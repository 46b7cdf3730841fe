"""The filter as a panel: every criterion at once, with what is in force entered already."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from solartui.commands import Command, FooterEntry, command, commands_of, footer_entries
from solartui.commands.bindings import bindings_for
from solartui.domain.errors import Invalid, SolarError
from solartui.domain.query import QueryContext, QueryError
from solartui.domain.query.ast import terms_text
from solartui.domain.query.panel import Panel, panel_from, panel_of
from solartui.domain.query.parser import parse
from solartui.i18n import mark, tr
from solartui.screens.forms.choosing_screen import ChoosingScreen
from solartui.screens.lists.criteria import Criteria, condition_of, entry_of
from solartui.widgets.form.field import Field
from solartui.widgets.form.head import FormHead

if TYPE_CHECKING:
    from solartui.screens.session import Session
    from solartui.services.filters import FilterService

_TWO_COLUMNS = 110
_BESIDE = ("words", "also")


class PanelPage(Protocol):
    """The page below, as far as the panel knows it."""

    def filter_service(self) -> FilterService:
        """Knows what can be chosen."""

    def counts(self, text: str) -> tuple[int, int]:
        """How many records a filter leaves, and how many there are; called in a reader thread."""


class FilterPanel(ChoosingScreen[str], inherit_bindings=False):
    """Answers the filter as text; None where the person changed their mind.

    Args:
        session: the open database.
        text: the filter in force, which can be read.
        context: what a filter needs to be understood.
        criteria: the fields.
        page: understands filters, and opens lists.
    """

    SCOPE: ClassVar[str] = "panel"
    BINDINGS = bindings_for("form", "panel")
    PURPOSE: ClassVar[str] = mark("What is listed: all that fits every line that is filled in.")

    def __init__(self, session: Session, text: str, context: QueryContext, criteria: Criteria, page: PanelPage) -> None:
        super().__init__()
        self._session = session
        self._page = page
        self._meant_by = context
        self._head = FormHead(tr("Filter"))
        self._shown = (*criteria.shown, *(entry.name for entry in context.catalogue.own))
        self._panel = panel_of(parse(text, context), self._shown)
        self._own = criteria
        for _, fields in criteria.sections():
            self.add(*fields)

    # ---- layout

    def compose(self) -> ComposeResult:
        """Two columns where there is room for them."""
        self.set_class(self.app.size.width >= _TWO_COLUMNS, "-columns")
        sections = [list(self.section(title, *fields)) for title, fields in self._own.sections()]
        yield self._head
        with self.body, Container(classes="form-page"):
            for half in (sections[:3], sections[3:]):
                with Vertical(classes="form-column"):
                    yield from (widget for section in half for widget in section)
        yield self.footer
        yield self.dropdown

    def on_resize(self, event: events.Resize) -> None:
        """Perhaps there is room for two columns now, or no longer."""
        self.set_class(event.size.width >= _TWO_COLUMNS, "-columns")

    def on_mount(self) -> None:
        """Show what is in force, and read what can be chosen."""
        self.dropdown.close()
        self._show(self._panel)
        self.show_keys()
        self.begin()
        self.go_to(self._own.words)
        self.beside(self._offer(), "offers", tell=self._say)

    def _say(self, why: str) -> None:
        self.notify(why, severity="error", markup=False)

    def _show(self, panel: Panel) -> None:
        for field in self.fields.values():
            if field.key not in _BESIDE:
                field.put(entry_of(field, panel.criterion(field.key)))
                field.complain("")
        self._own.words.put(terms_text(panel.words))
        self._own.also.put(terms_text(panel.also))
        self._tell_count()

    async def _offer(self) -> None:
        filters, read = self._page.filter_service(), self._session.runner.read
        try:
            choices = await read(filters.choices)
            self._own.offer(choices, {})
            self._own.offer(choices, {name: await read(filters.values, name) for name in self._own.values})
        finally:
            self.choices_known()

    # ---- what is entered

    def changed(self, field: Field) -> None:
        """Say how many records that leaves."""
        self._tell_count()

    def left(self, field: Field) -> None:
        """Say at once what cannot be understood."""
        self._judge(field)

    def _judge(self, field: Field) -> bool:
        if field.problem:
            return False
        try:
            if field.key in _BESIDE:
                parse(str(field.entry), self._meant_by)
            else:
                condition_of(field, self._meant_by)
        except QueryError as error:
            field.complain(error.why)
        return not field.problem

    def entered(self) -> Panel:
        """What the fields mean together.

        Raises:
            QueryError: one of them means nothing.
        """
        found = [condition_of(field, self._meant_by) for key, field in self.fields.items() if key not in _BESIDE]
        rest = f"{self._own.words.entry} {self._own.also.entry}"
        return panel_from([one for one in found if one is not None], rest, self._meant_by, self._shown)

    def _tell_count(self) -> None:
        try:
            text = self.entered().text
        except QueryError:
            self._head.set_remark("")
            return
        self.beside(self._count(text), "count", newest_only=True, tell=self._say)

    async def _count(self, text: str) -> None:
        near = self.fields.get("near")
        try:
            count, total = await self._session.runner.read(self._page.counts, text)
        except SolarError as error:
            if near is not None and isinstance(error, Invalid) and error.field == near.key:
                near.warn(error.message)
                self._head.set_remark("")
            else:
                self._say(error.message)
            return
        if near is not None:
            near.warn("")
        self._head.set_remark(self._own.remark(count, total))

    # ---- keys

    @cached_property
    def _commands(self) -> dict[str, str]:
        return {key: one.id for one in commands_of("form", "panel") for key in one.keys_in(self.host.keys)}

    def works(self, one: Command) -> bool:
        """Filters are applied rather than saved."""
        return one.id != "form.save" and super().works(one)

    def show_keys(self) -> None:
        """The keys of the panel, then those of every form."""
        keymap, helps = self.host.keys, command("form.help")
        entries = [*footer_entries(("panel",), keymap, self.works), *footer_entries(("form",), keymap, self.works)]
        self.footer.show(entries, "", [FooterEntry(helps.shown_key(keymap), tr(helps.title), helps.id)])

    def action_save(self) -> None:
        """Apply it, unless something cannot be understood: then the cursor goes there."""
        self.dropdown.close()
        for field in self.fields.values():
            field.settle()
        wrong = [field for field in self.fields.values() if not self._judge(field)]
        if wrong:
            self.go_to(wrong[0])
            # What is said below the line needs its place first.
            self.call_after_refresh(self._into_sight)
            return
        self.dismiss(self.entered().text)

    def action_clear(self) -> None:
        """Empty every field."""
        self.dropdown.close()
        self._show(Panel())
        self.go_to(self._own.words)

    def action_cancel(self) -> None:
        """Close the list of choices; then the panel."""
        if self.dropdown.field is not None:
            super().action_cancel()
        else:
            self.dismiss(None)
