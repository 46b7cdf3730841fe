"""Projects out, in columns for people and for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from solartui.adapters.local_zone import local_zone
from solartui.domain.importing.fields import Kind
from solartui.domain.listing import NEWEST_FIRST
from solartui.domain.money import per_kwp
from solartui.domain.vocabulary import OWN, label
from solartui.domain.workflow.course import Result, word
from solartui.i18n import mark, tr
from solartui.services.choosing import projects_of
from solartui.services.export_cells import own_cells
from solartui.services.projects import ProjectService
from solartui.services.record_exports import ExportOptions, Read, RecordExports
from solartui.store.reading.projects import projects
from solartui.store.times import to_text

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.adapters.workbook_writer import Column
    from solartui.domain.contacts import ContactRef
    from solartui.domain.custom_fields import CustomField
    from solartui.domain.projects import Project

Values = Callable[["Project", bool], Any]


def _money(minor: int | None, plain: bool) -> object:
    """An amount of money for a workbook; its text for other programs."""
    if minor is None:
        return None
    amount = Decimal(minor).scaleb(-2)
    return str(amount) if plain else amount


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
# Columns of the list, and what holds what they show; an amount says little without its currency.
_OF_LIST = {
    "location": ("city",),
    "assignee": ("assignees",),
    "progress": ("done", "total"),
    "price_net": ("price_net", "currency"),
}


class ProjectExportService(RecordExports):
    """Write projects for people and for other programs."""

    RECORD = "project"
    TITLE = mark("Projects")
    NUMBER = "id"
    OF_LIST = _OF_LIST

    def _columns(self, own: Sequence[CustomField]) -> tuple[Sequence[Column], Sequence[Column]]:
        from solartui.adapters.workbook_writer import Column

        usual = [Column(key, tr(heading), kind, width) for key, heading, kind, width, _ in _COLUMNS]
        return [*usual, *(Column(OWN + field.key, field.label) for field in own)], ()

    def _ids(self, options: ExportOptions) -> Iterable[int]:
        lists, order = ProjectService(self._desk), options.sort or NEWEST_FIRST
        if options.chosen is None:
            return lists.open_list(options.query, order).ids()
        with self._desk.reading() as connection:
            wanted = frozenset(projects_of(self._desk, connection, options.chosen))
        return (one for one in lists.open_list("", order).ids() if one in wanted)

    def _reader(self, shown: Sequence[str], own: Mapping[str, bool], *, plain: bool) -> Read:
        return partial(_read, own=own, plain=plain)


def _read(connection: Connection, ids: list[int], *, own: Mapping[str, bool], plain: bool) -> Iterator[list[Any]]:
    for project in projects(connection, ids):
        yield [value(project, plain) for *_, value in _COLUMNS] + own_cells(project.custom, own)
