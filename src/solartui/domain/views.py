"""Views of the lead list: those that are always there, and those that people save."""

from __future__ import annotations

from collections.abc import Iterable

from solartui.domain.frozen import frozen
from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.domain.stages import Stage
from solartui.domain.text import sort_key
from solartui.i18n import mark, tr

ALL = "all"
MINE = "mine"
LONGEST_NAME = 80

_EVERYTHING = mark("All leads")
_FIRST = (
    (MINE, mark("My leads"), "owner:me"),
    (ALL, _EVERYTHING, ""),
    ("unassigned", mark("Unassigned"), "assignee:none"),
)
_LAST = (("archived", mark("Archived"), "archived"),)


@frozen
class SavedView:
    """A named list.

    Attributes:
        order: None where the view has none of its own.
        columns: their stable names, some with a width; empty where the view has the usual ones.
        id: None for a view that is always there.
        key: what it is remembered by.
        shared: whether everybody sees it.
        owner_id: whose it is.
        owner: their name.
    """

    name: str
    query: str
    order: Sort | None = None
    columns: tuple[str, ...] = ()
    id: int | None = None
    key: str = ""
    shared: bool = False
    owner_id: int | None = None
    owner: str = ""
    version: int = 1

    @property
    def sort(self) -> Sort:
        """Its order, or the usual one."""
        return self.order or NEWEST_FIRST


def everything() -> SavedView:
    """The view without any condition."""
    return SavedView(tr(_EVERYTHING), "", key=ALL)


def built_in(stages: Iterable[Stage], me: int | None) -> list[SavedView]:
    """The views that are always there: the person's own leads, all, those without assignee, by stage, archived."""
    first = [SavedView(tr(name), query, key=key) for key, name, query in _FIRST if me is not None or key != MINE]
    by_stage = [SavedView(stage.label, f"stage:{stage.key}", key=f"stage:{stage.key}") for stage in stages]
    return [*first, *by_stage, *(SavedView(tr(name), query, key=key) for key, name, query in _LAST)]


def built_in_named(views: Iterable[SavedView], name: str, stages: Iterable[Stage]) -> SavedView | None:
    """The view that is always there and has a name, in English or in the language in use, or a key."""
    wanted = sort_key(name)
    english = {key: text for key, text, _ in (*_FIRST, *_LAST)}
    english |= {f"stage:{stage.key}": stage.label_en for stage in stages}
    for view in views:
        if wanted in {sort_key(view.name), sort_key(english.get(view.key, "")), sort_key(view.key)}:
            return view
    return None
