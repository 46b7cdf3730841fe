"""A list page whose filter is typed, chosen from a panel, or opened as a view that somebody saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from textual import on

from solartui.commands import FooterEntry, command, footer_entries
from solartui.i18n import tr
from solartui.screens.list_screen import ListScreen
from solartui.screens.lists.filtering import Filtering, told
from solartui.widgets.filter_bar import Chip, FilterBar, Typing

if TYPE_CHECKING:
    from textual.screen import Screen

    from solartui.domain.custom_fields import CustomField
    from solartui.domain.listing import Sort
    from solartui.domain.query import QueryContext
    from solartui.screens.lists.criteria import Criteria
    from solartui.services.filters import FilterService
    from solartui.services.views import ViewService
    from solartui.widgets.columns import Column
    from solartui.widgets.pane import Pane

Line = TypeVar("Line", bound=tuple[Any, ...])


class FilteredScreen(ListScreen[Line]):
    """A subclass says what understands its filter and keeps its views, and which fields the filter panel has.

    Attributes:
        filtering: what is asked of the list.
    """

    def __init__(self, columns: Sequence[Column[Line]], pane: Pane, placeholder: str) -> None:
        self.filtering = Filtering(self)
        self._own_fields: Sequence[CustomField] = ()
        self._to_learn = self._empty = False
        super().__init__(columns, pane, placeholder)

    # ---- for subclasses

    def filter_service(self) -> FilterService:
        """Understands filters."""
        raise NotImplementedError

    def view_service(self) -> ViewService:
        """Keeps views."""
        raise NotImplementedError

    def criteria(self, context: QueryContext) -> Criteria:
        """The fields of the filter panel."""
        raise NotImplementedError

    async def restore(self) -> None:
        """Show the list as it was shown the last time; called before its rows are read."""

    def here(self) -> int | None:
        """The record under the cursor."""
        return self.shown.cursor_id

    async def ready(self) -> None:
        """Read the list with the filter and in the order of the last time, then what filters are made of."""
        await self.filtering.ready()
        await self.restore()
        await super().ready()
        await self._feed.complete()
        await self.filtering.catch_up()

    def panel(self, text: str, context: QueryContext) -> Screen[str]:
        """The filter as a panel."""
        from solartui.screens.lists.filter_panel import FilterPanel

        return FilterPanel(self.session, text, context, self.criteria(context), self)

    def count(self, text: str) -> int:
        """How many records a filter lets through; called in a reader thread."""
        return self.open_list(text, self.SORT).count()

    def counts(self, text: str) -> tuple[int, int]:
        """How many records a filter lets through, and how many there are; called in a reader thread."""
        records = self.open_list(text, self.SORT)
        return records.count(), records.total()

    async def learn(self, fields: Sequence[CustomField], *, others: bool = False) -> None:
        """The desk's own fields as they are now: columns of the table, and something to ask about.

        Args:
            fields: all that are in use.
            others: whether other words of the desk have changed, such as its stages.
        """
        if fields != self._own_fields:
            from solartui.screens.lists.own_columns import own_columns

            self._own_fields = fields
            self.table.add_columns(own_columns(fields))
            others = True
        # A newer reading may cut this one short: what it found is not forgotten.
        self._to_learn |= others
        if self._to_learn:
            await self._understand_again()
            self._to_learn = False

    async def _understand_again(self) -> None:
        """The words of the desk are others now: what of the filter means nothing any more goes."""
        filtering = self.filtering
        if filtering.context is None:
            return
        await filtering.refresh()
        if self.filters.typing:
            filtering.typed(self.filters.text, self.here())
            filtering.suggest()
        elif filtering.judge(filtering.text) is not None:
            text, said = await self.load(self.filter_service().mended, filtering.text)
            filtering.put(text, self.here())
            if said:
                self.toast(told(said), bad=True)

    # ---- the filter in force

    async def first_order(self) -> Sort:
        """Order and columns of the view that the list begins with, where it has its own."""
        return self.filtering.arranged(await super().first_order())

    def chips(self) -> Sequence[Chip]:
        """The filter, each condition by itself."""
        return self.filtering.chips if self.filters.text.strip() else ()

    def narrow(self, text: str, keep_id: int | None = None) -> None:
        """List what a filter lets through, which can be read."""
        self._feed.show(text, self.sort, keep_id)

    @property
    def awaits_rows(self) -> bool:
        """What was typed before the filter language was there is in force later."""
        return super().awaits_rows or (self.filtering.context is None and self.filters.text != self.filtering.text)

    @on(FilterBar.Changed)
    def _typed(self, event: FilterBar.Changed) -> None:
        event.prevent_default()
        self.filtering.typed(event.text)
        self.filtering.suggest()

    @on(FilterBar.HintsWanted)
    def _offer_hints(self, event: FilterBar.HintsWanted) -> None:
        event.prevent_default()
        self.filtering.suggest(asked=True)

    @on(FilterBar.Left)
    def _searched(self) -> None:
        self.filtering.left()

    @on(FilterBar.Dropped)
    def _chip_clicked(self, event: FilterBar.Dropped) -> None:
        self.filtering.drop(event.place)

    # ---- keys

    @on(Typing)
    def _keys_mean_others(self) -> None:
        self.show_keys(self.table.marks.count)

    @property
    def typing(self) -> bool:
        """Whether the filter is typed: it says so before the keys are elsewhere."""
        return self.filters.typing

    def show_keys(self, marked: int = 0) -> None:
        """Show what is possible; while somebody types, what the keys of the field do."""
        if not self.filters.typing:
            super().show_keys(marked)
            return
        self.footer.show(footer_entries(("typing",), self.keymap, lambda _: True), pinned=self.pinned())

    def show_count(self, count: int, total: int) -> None:
        """Say how many there are; where there are none now, or some again, other keys are possible."""
        super().show_count(count, total)
        if self._empty != (not count):
            self._empty = not count
            self.show_keys(self.table.marks.count)

    def key_entries(self, *, marking: bool) -> list[FooterEntry]:
        """Where nothing is listed, nothing is offered that needs a record."""
        entries = super().key_entries(marking=marking)
        if not self._empty:
            return entries
        return [one for one in entries if one.command_id != "list.mark" and self.why_disabled(one.command_id) is None]

    def help_scopes(self) -> Sequence[str]:
        """While somebody types, what the keys of the field do comes first."""
        return (*(("typing",) if self.filters.typing else ()), *super().help_scopes())

    def why_disabled(self, command_id: str) -> str | None:
        """What needs a record, and none fits."""
        if command_id in self.needs_record and self.filters.text.strip() and not self.found:
            return tr("Nothing fits the search.")
        return super().why_disabled(command_id)

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why it is not possible: not every list has all that lists can do."""
        one = command(command_id)
        if self.is_active and one.scope == "list" and not self.works(one):
            what, key = tr(one.title), self.key_of("help")
            said = tr("{command}: not in this list. {key} shows what is possible.", command=what, key=key)
            self.toast(said[:1].upper() + said[1:], bad=True)
            return
        super().action_command(command_id)

    def action_drop_filter(self) -> None:
        """Take the last condition away."""
        self.filtering.drop(-1)

    async def action_filter(self) -> None:
        """Choose every criterion at once."""
        await self.filtering.panel()

    async def action_saved_views(self) -> None:
        """Choose a view, save one, or change one."""
        from solartui.screens.lists.saved_views import choose_view

        await choose_view(self)

    def action_back(self) -> None:
        """Show everything again; then go back."""
        if not self.filtering.clear():
            super().action_back()
