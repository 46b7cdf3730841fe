"""Views of lists: those that are always there, and those that people save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from solartui.domain.board import ENDED
from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.domain.stages import Stage
from solartui.domain.text import sort_key
from solartui.domain.vocabulary import LABELS, ProjectStage
from solartui.i18n import mark, tr

ALL = "all"
MINE = "mine"
OWN = "owner:me"
"""The filter of one's own leads."""
LONGEST_NAME = 80

Named = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
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
        english: what a view that is always there is called in English.
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
    english: str = field(default="", compare=False)

    @property
    def sort(self) -> Sort:
        """Its order, or the usual one."""
        return self.order or NEWEST_FIRST


@dataclass(frozen=True, slots=True)
class _Record:
    """The views that are always there for one kind of record: before those by stage, and behind them.

    Attributes:
        example: what a view of somebody's own may be called.
    """

    first: tuple[Named, ...]
    last: tuple[Named, ...]
    example: str


_RECORDS: Mapping[str, _Record] = {
    "lead": _Record(
        first=(
            (MINE, mark("My leads"), OWN),
            (ALL, mark("All leads"), ""),
            ("unassigned", mark("Unassigned"), "assignee:none"),
        ),
        last=(("archived", mark("Archived"), "archived"),),
        example=mark("hot leads of this month"),
    ),
    "project": _Record(
        first=(
            (MINE, mark("My projects"), "assignee:me active:yes"),
            (ALL, mark("All projects"), ""),
            ("active", mark("Under way"), "active:yes"),
            ("unassigned", mark("Unassigned"), "assignee:none active:yes"),
        ),
        last=(
            ("completed", mark("Completed"), "outcome:completed"),
            ("ended", mark("Ended before that"), f"outcome:{','.join(ENDED)}"),
        ),
        example=mark("roofs of this month"),
    ),
    "contact": _Record(first=((ALL, mark("All contacts"), ""),), last=(), example=""),
}


def example_of(record: str) -> str:
    """What a view of somebody's own may be called."""
    return tr(_RECORDS[record].example)


def everything(record: str = "lead") -> SavedView:
    """The view without any condition."""
    return next(_named(one) for one in _RECORDS[record].first if one[0] == ALL)


def built_in(stages: Iterable[Stage], me: int | None) -> list[SavedView]:
    """The views of leads that are always there: the person's own, all, those without assignee, by stage, archived."""
    by_stage = (_by_stage(one.key, one.label, one.label_en, f"stage:{one.key}") for one in stages)
    return _around(by_stage, "lead", me)


def built_in_projects(me: int | None) -> list[SavedView]:
    """The views of projects that are always there: the person's own, all, those under way, by stage, how they ended."""
    under_way = (one for one in ProjectStage if one is not ProjectStage.COMPLETED)
    by_stage = (
        _by_stage(one.value, tr(LABELS[one]), LABELS[one], f"stage:{one.value} active:yes") for one in under_way
    )
    return _around(by_stage, "project", me)


def _around(by_stage: Iterable[SavedView], record: str, me: int | None) -> list[SavedView]:
    known = _RECORDS[record]
    first = [_named(one) for one in known.first if me is not None or one[0] != MINE]
    return [*first, *by_stage, *(_named(one) for one in known.last)]


def _named(one: Named) -> SavedView:
    key, name, query = one
    return SavedView(tr(name), query, key=key, english=name)


def _by_stage(key: str, name: str, english: str, query: str) -> SavedView:
    return SavedView(name, query, key=f"stage:{key}", english=english)


def built_in_named(views: Iterable[SavedView], name: str) -> SavedView | None:
    """The view that is always there and has a name, in English or in the language in use, or a key."""
    wanted = sort_key(name)
    for view in views:
        if wanted in {sort_key(view.name), sort_key(view.english), sort_key(view.key)}:
            return view
    return None
