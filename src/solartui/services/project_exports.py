"""Projects out, in columns for people and for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from solartui.adapters.local_zone import local_zone
from solartui.domain.importing.fields import OWN, Kind
from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.domain.money import per_kwp
from solartui.domain.vocabulary import label
from solartui.domain.workflow.course import Result, word
from solartui.i18n import mark, tr
from solartui.services.choosing import projects_of
from solartui.services.desk import Desk
from solartui.services.export_cells import as_day, days_of
from solartui.services.export_chunks import in_chunks
from solartui.services.export_columns import chosen_columns
from solartui.services.projects import ProjectService
from solartui.store.reading.projects import projects
from solartui.store.times import to_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.adapters.workbook_writer import WriteReport
    from solartui.domain.contacts import ContactRef
    from solartui.domain.projects import Project
    from solartui.domain.selection import Chosen

# Columns of the list, and what holds what they show; an amount says little without its currency.
_OF_LIST = {
    "location": ("city",),
    "assignee": ("assignees",),
    "progress": ("done", "total"),
    "price_net": ("price_net", "currency"),
}
Values = Callable[["Project", bool], Any]
_HUNDRED = 100


def _money(minor: int | None, plain: bool) -> object:
    """A number for a workbook; a text of a decimal number for other programs."""
    if minor is None:
        return None
    return f"{minor // _HUNDRED}.{minor % _HUNDRED:02d}" if plain else minor / _HUNDRED


def _at(moment: datetime, plain: bool) -> object:
    return to_text(moment) if plain else moment.astimezone(local_zone()).replace(tzinfo=None)


def _customer(project: Project) -> ContactRef | None:
    return project.contacts[0] if project.contacts else None


def _people(project: Project) -> str | None:
    return ", ".join(who.name for who in project.assignees) or None


def _outcome(project: Project, plain: bool) -> object:
    return project.outcome if plain or project.outcome not in set(Result) else word(Result(project.outcome))


_COLUMNS: tuple[tuple[str, str, Kind, int, Values], ...] = (
    ("id", mark("Number"), Kind.NUMBER, 9, lambda one, _: one.id),
    ("name", mark("Project"), Kind.TEXT, 32, lambda one, _: one.name),
    ("stage", mark("Stage"), Kind.TEXT, 14, lambda one, plain: one.stage.value if plain else label(one.stage)),
    ("outcome", mark("Outcome"), Kind.TEXT, 12, _outcome),
    ("done", mark("Tasks done"), Kind.NUMBER, 11, lambda one, _: one.done),
    ("total", mark("Tasks"), Kind.NUMBER, 9, lambda one, _: one.total),
    ("contact", mark("Customer"), Kind.TEXT, 26, lambda one, _: getattr(_customer(one), "name", None)),
    ("contact_id", mark("Customer number"), Kind.NUMBER, 9, lambda one, _: getattr(_customer(one), "id", None)),
    ("lead_id", mark("Lead number"), Kind.NUMBER, 9, lambda one, _: one.lead_id),
    ("assignees", mark("Assignees"), Kind.TEXT, 26, lambda one, _: _people(one)),
    ("type", mark("Type"), Kind.TEXT, 14, lambda one, plain: one.type.value if plain else label(one.type)),
    ("grid_connection", mark("Grid connection"), Kind.TEXT, 14,
     lambda one, plain: one.grid_connection.value if plain else label(one.grid_connection)),
    ("street", mark("Street"), Kind.TEXT, 26, lambda one, _: one.address.street),
    ("postcode", mark("Postcode"), Kind.TEXT, 11, lambda one, _: one.address.postcode),
    ("city", mark("Town"), Kind.TEXT, 20, lambda one, _: one.address.city),
    ("region", mark("Region"), Kind.TEXT, 20, lambda one, _: one.address.region),
    ("country", mark("Country"), Kind.TEXT, 9, lambda one, _: one.address.country),
    ("latitude", mark("Latitude"), Kind.NUMBER, 12, lambda one, _: one.latitude),
    ("longitude", mark("Longitude"), Kind.NUMBER, 12, lambda one, _: one.longitude),
    ("metering_point", mark("Metering point"), Kind.TEXT, 20, lambda one, _: one.metering_point),
    ("phases", mark("Phases"), Kind.NUMBER, 9, lambda one, _: one.phases),
    ("capacity_kwp", mark("kWp"), Kind.NUMBER, 9, lambda one, _: one.capacity_kwp),
    ("battery_kwh", mark("Battery, kWh"), Kind.NUMBER, 12, lambda one, _: one.battery_kwh),
    ("price_net", mark("Price without VAT"), Kind.NUMBER, 16, lambda one, plain: _money(one.price_net, plain)),
    ("price_gross", mark("Price with VAT"), Kind.NUMBER, 16, lambda one, plain: _money(one.price_gross, plain)),
    ("price_per_kwp_net", mark("Price of a kWp without VAT"), Kind.NUMBER, 16,
     lambda one, plain: _money(per_kwp(one.price_net, one.capacity_kwp), plain)),
    ("currency", mark("Currency"), Kind.TEXT, 9, lambda one, _: one.currency),
    ("created_at", mark("Created"), Kind.DATETIME, 17, lambda one, plain: _at(one.created_at, plain)),
    ("updated_at", mark("Updated"), Kind.DATETIME, 17, lambda one, plain: _at(one.updated_at, plain)),
)  # fmt: skip


class ProjectExportService:
    """Write projects for people and for other programs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._projects = ProjectService(desk)

    def write(
        self,
        target: Path | BinaryIO,
        form: str,
        text: str = "",
        sort: Sort = NEWEST_FIRST,
        *,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        chosen: Chosen | None = None,
        columns: Sequence[str] = (),
    ) -> WriteReport:
        """Write the projects that a filter lets through to a file, or to a stream.

        Args:
            target: where to; a file appears only when it is complete.
            form: xlsx, csv or json.
            text: the filter; all projects where it is empty.
            sort: their order.
            progress: told now and then how many are done.
            cancelled: asked now and then whether to stop.
            chosen: write just these instead, in the same order.
            columns: keys, or columns of the list; all of them where there are none.

        Raises:
            Invalid: the filter, the order, a column or the format is none.
            Refused: the file cannot be written.
        """
        from solartui.adapters.workbook_writer import Column, write_table

        self._desk.allow("export")
        known = {key: Column(key, tr(heading), kind, width) for key, heading, kind, width, _ in _COLUMNS}
        own = self._projects.own_fields()
        known |= {OWN + field.key: Column(OWN + field.key, field.label) for field in own}
        shown = chosen_columns(columns, known, "id", _OF_LIST) if columns else tuple(known)
        places = [list(known).index(key) for key in shown]
        ids = self._projects.open_list(text, sort).ids() if chosen is None else self._chosen(chosen, sort)
        days = frozenset() if form == "json" else days_of(own)
        keys = {field.key: OWN + field.key in days for field in own}
        whole = in_chunks(self._desk, ids, partial(_read, own=keys, plain=form == "json"))
        rows = ([row[place] for place in places] for row in whole)
        made = [known[key] for key in shown]
        return write_table(target, form, made, rows, cancelled=cancelled, progress=progress, title=tr("Projects"))

    def _chosen(self, chosen: Chosen, sort: Sort) -> Iterable[int]:
        """The chosen ones that are there, in an order."""
        with self._desk.reading() as connection:
            wanted = frozenset(projects_of(self._desk, connection, chosen))
        return (one for one in self._projects.open_list("", sort).ids() if one in wanted)


def _read(connection: Connection, ids: list[int], *, own: Mapping[str, bool], plain: bool) -> Iterator[list[Any]]:
    for project in projects(connection, ids):
        cells = ((project.custom.get(key), is_day) for key, is_day in own.items())
        own_cells = [as_day(cell) if is_day else cell for cell, is_day in cells]
        yield [value(project, plain) for *_, value in _COLUMNS] + own_cells
