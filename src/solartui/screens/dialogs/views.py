"""Choose a view of a list, or do something with the views."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from solartui.domain.errors import SolarError
from solartui.domain.views import SavedView
from solartui.i18n import tr
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.widgets.cells import cell_text, number
from solartui.widgets.painted import clip
from solartui.widgets.parts import Part
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.screens.session import Session

VIEW = "view:"
_NAME = 40


class ViewsDialog(ChooseDialog):
    """Answers ``view:`` and the key of a view, or the id of one of the actions.

    Args:
        session: the open database.
        count: how many records a filter lets through; called in a reader thread.
        views: what can be chosen.
        current: the view in force.
        actions: what can be done, as ids with their words.
    """

    TALLEST: ClassVar[int] = 20

    def __init__(
        self,
        session: Session,
        count: Callable[[str], int],
        views: Sequence[SavedView],
        current: SavedView | None,
        actions: Sequence[tuple[str, str]],
    ) -> None:
        self._session = session
        self._count_of = count
        self._views = views
        self._actions = actions
        self._counts: dict[str, str] = {}
        super().__init__(tr("Views"), self._items(), f"{VIEW}{current.key}" if current else None)

    def _items(self) -> list[PickItem]:
        groups: dict[str, list[PickItem]] = {}
        for view in self._views:
            heading = "" if view.id is None else tr("Shared") if self._of_others(view) else tr("Your own")
            groups.setdefault(heading, []).append(self._item(view))
        items = groups.pop("", [])
        for heading, found in groups.items():
            items += [PickItem(f"heading:{heading}", ((heading, "bold soft"),), heading=True), *found]
        items.append(PickItem("heading:actions", ((tr("This list"), "bold soft"),), heading=True))
        return items + [PickItem(name, ((words, "accent"),)) for name, words in self._actions]

    def _of_others(self, view: SavedView) -> bool:
        return view.owner_id != self._session.services.actor.user_id

    def _item(self, view: SavedView) -> PickItem:
        left: list[Part] = [(clip(cell_text(view.name), _NAME), "text")]
        if view.id is not None and self._of_others(view):
            left.append((f"  {cell_text(view.owner)}", "mute"))
        elif view.shared:
            left.append((f"  {tr('shared')}", "mute"))
        return PickItem(f"{VIEW}{view.key}", tuple(left), ((self._counts.get(view.key, ""), "soft"),))

    def on_mount(self) -> None:
        """Count the records of each view; the keys do not wait for that."""
        self.beside(self._count(), "count", tell=lambda _why: None)

    async def _count(self) -> None:
        for view in self._views:
            try:
                count = await self._session.runner.read(self._count_of, view.query)
            except SolarError:
                # Its filter cannot be read any more; what is wrong is said when it is opened.
                continue
            self._counts[view.key] = number(count)
            self._show_counts()

    def _show_counts(self) -> None:
        self._all = self._items()
        here = self.list.current
        self.list.set_items(self.matching(self._field.value), here.id if here else None)
