"""Order and columns of a list page: chosen in dialogs, shown at once, and kept for the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from solartui.domain.column_choice import ColumnChoice
from solartui.domain.listing import MOST_KEYS, Sort, joined
from solartui.i18n import tr
from solartui.widgets.cells import cell_text

if TYPE_CHECKING:
    from collections.abc import Container

    from solartui.screens.connected import ConnectedScreen
    from solartui.widgets.record_table import RecordTable

Line = TypeVar("Line", bound=tuple[Any, ...])


class ListSettings(Generic[Line]):
    """What one person set for one list.

    Args:
        page: whose services and dialogs are used.
        table: what shows the columns.
        name: of the list, for the names of the settings.
        usual: the order where none was set.
    """

    def __init__(self, page: ConnectedScreen, table: RecordTable[Line], name: str, usual: Sort) -> None:
        self._page = page
        self._table = table
        self._name = name
        self._usual = usual

    async def restore(self) -> Sort:
        """Show the columns that were chosen the last time; the order that was in force then."""
        preferences = self._page.session.services.preferences
        order, columns = await self._page.load(preferences.several, f"{self._name}.sort", f"{self._name}.columns")
        if isinstance(columns, str):
            self.show(columns)
        return self.possible(Sort.parse(order)) if isinstance(order, str) and order else self._usual

    # ---- columns

    @property
    def text(self) -> str:
        """The columns in force, as saved views keep them; empty where the width of the window decides."""
        return self._table.columns.choice.text

    @property
    def keys(self) -> list[str]:
        """The columns that a person has before them, those out of sight too, for an export."""
        return self._table.columns.keys

    def show(self, text: str) -> None:
        """Put columns in force."""
        self._table.choose_columns(ColumnChoice.parse(text))

    async def choose_columns(self) -> None:
        """Let the person choose; what they do is seen at once."""
        from solartui.screens.dialogs.columns import ColumnsDialog

        before = self.text
        await self._page.ask(ColumnsDialog(self._table.columns, self._show_at))
        if self.text != before:
            self.keep_columns()

    def keep_columns(self) -> None:
        """Begin with these columns the next time."""
        self._keep("columns", self.text)

    def _show_at(self, text: str, key: str) -> None:
        self.show(text)
        if key in self._table.columns.choice.keys:
            self._table.show_column(key)

    # ---- order

    @property
    def sortable(self) -> Container[str]:
        """The columns that rows can be ordered by."""
        columns = self._table.columns
        return {column.key for column in columns.all if column.sortable and columns.has(column.key)}

    def lend(self, *keys: str) -> None:
        """Have columns that say something only while a certain filter is in force, and no others of that kind."""
        self._table.lend_columns(frozenset(keys))

    def possible(self, sort: Sort) -> Sort:
        """An order, or the usual one where a column of it no longer exists; the person is told so."""
        gone = sort.unknown_in(self.sortable)
        if gone is None:
            return sort
        name = cell_text(gone)[:40]
        self._page.toast(tr("There is no column {name} to order by any more; the usual order is shown.", name=name))
        return self._usual

    def sorting(self, sort: Sort) -> str:
        """What is being done while an order takes long."""
        titles = {column.key: tr(column.title) for column in self._table.columns.all}
        columns = ", ".join(titles.get(column, column) for column in sort.columns)
        return tr("sorting by {columns} …", columns=columns)

    def keep_order(self, sort: Sort) -> None:
        """Begin with this order the next time, unless it is by something that may not be there then."""
        passing = {column.key for column in self._table.columns.all if column.sometimes}
        if passing.isdisjoint(sort.columns):
            self._keep("sort", sort.text)

    async def choose_order(self, sort: Sort, largest_first: Container[str]) -> Sort | None:
        """Let the person choose an order of one column or several; None where they changed their mind."""
        from solartui.screens.dialogs.order import OrderDialog

        offered = [column for column in self._table.columns.all if column.key in self.sortable]
        chosen = await self._page.ask(OrderDialog([(one.key, one.title) for one in offered], sort, largest_first))
        return None if chosen is None else Sort.parse(chosen)

    def _keep(self, what: str, value: str) -> None:
        write, preferences = self._page.session.runner.write, self._page.session.services.preferences

        async def keep() -> None:
            await write(preferences.set, f"{self._name}.{what}", value)

        self._page.start(keep(), group=f"preferences.{what}")


def clicked(sort: Sort, column: str, largest_first: Container[str], *, more: bool = False) -> Sort:
    """The order after a click on a heading: by that column, or turned round where it is that one already.

    Args:
        sort: the order until now.
        column: whose heading was clicked.
        largest_first: columns whose largest value is wanted first.
        more: whether the column comes after those that order the rows already (see `joined`); once more turns it round.
    """
    first = Sort(column, column in largest_first)
    if not more:
        return Sort(column, not sort.descending) if sort.columns == (column,) else first
    if column in sort.columns:
        turned = [Sort(key.column, key.descending != (key.column == column)) for key in sort.keys]
        return Sort.of(turned)
    return Sort.of(joined(sort.keys, first) or [*sort.keys[: MOST_KEYS - 1], first])
