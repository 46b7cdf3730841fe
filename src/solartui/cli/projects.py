"""``solartui projects``: what leads become, and what is started for known customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.documents import outcome_word, print_project, project_document
from solartui.cli.entry import assignments
from solartui.cli.grammar import COUNT, RECORD_ID, Group, argument, option, with_call
from solartui.cli.layout import Column, print_table, terminal_width
from solartui.cli.lead_columns import number_text
from solartui.cli.own_fields import named_fields
from solartui.cli.paging import lines_of
from solartui.domain.errors import Invalid
from solartui.domain.money import format_money
from solartui.domain.text import clean
from solartui.domain.vocabulary import OWN
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField
    from solartui.domain.listing import ProjectLine
    from solartui.services.container import Services

_TASKS = ("tasks", "do", "undo", "skip", "give", "event", "job", "sheet", "visits")
_MANY = ("assign", "move", "stage", "outcome", "set")
projects = Group(
    "projects",
    help=mark("Work with projects."),
    lazy={name: f"solartui.cli.tasks:_{name}" for name in _TASKS}
    | {name: f"solartui.cli.project_many:_{name}" for name in _MANY}
    | {name: f"solartui.cli.charges:{name}" for name in ("charges", "pay", "invoice")}
    | {"export": "solartui.cli.exports:export_projects"},
)
number_argument = argument("number", metavar="ID", type=RECORD_ID)


def _stage(line: ProjectLine) -> str:
    from solartui.domain.vocabulary import ProjectStage, label

    # How it ended says more than where, as on the screen.
    return outcome_word(line.outcome) or label(ProjectStage(line.stage))


def _capacity(line: ProjectLine) -> str:
    return "" if line.capacity_kwp is None else number_text(line.capacity_kwp)


def _price(minor: int | None, line: ProjectLine) -> str:
    return "" if minor is None else format_money(minor, line.currency)


_COLUMNS = (
    Column("id", mark("ID"), lambda line: str(line.id), right=True),
    Column("name", mark("Name"), lambda line: line.name, long=True),
    Column("stage", mark("Stage"), _stage),
    Column("capacity_kwp", mark("kWp"), _capacity, right=True),
    Column("price_gross", mark("Price with VAT"), lambda line: _price(line.price_gross, line), right=True),
)
_MORE = (
    Column("contact", mark("Contact"), lambda line: line.contact, long=True),
    Column("city", mark("Town"), lambda line: line.city),
    Column("assignee", mark("Assignee"), lambda line: line.assignee),
)
_ALSO = (
    Column("outcome", mark("Outcome"), lambda line: outcome_word(line.outcome)),
    Column("type", mark("Type"), lambda line: line.type),
    Column("grid_connection", mark("Grid connection"), lambda line: line.grid_connection),
    Column("lead", mark("Lead"), lambda line: str(line.lead_id or ""), right=True),
    Column("battery_kwh", mark("Battery, kWh"), lambda line: number_text(line.battery_kwh or 0), right=True),
    Column("price_net", mark("Price without VAT"), lambda line: _price(line.price_net, line), right=True),
    Column("created_at", mark("Created"), lambda line: line.created_at[:10]),
    Column("updated_at", mark("Updated"), lambda line: line.updated_at[:10]),
)
_DOCUMENT = (
    "id", "name", "stage", "outcome", "progress", "lead", "contacts", "assignees", "type", "grid_connection",
    "address", "latitude", "longitude", "regulation", "phases", "metering_point", "capacity_kwp", "battery_kwh",
    "price_net", "price_gross", "currency", "price_per_kwp_net", "price_per_kwp_gross", "workflow", "created_at",
    "updated_at", "version", "custom",
)  # fmt: skip
_WIDE = 120


def _chosen(names: str, services: Services) -> tuple[Column, ...]:
    """The columns of these names, in their order."""
    own = named_fields(services, "project", _named(names))
    known = {column.key: column for column in (*_COLUMNS, *_MORE, *_ALSO)}
    known |= {key: _own_column(key, field) for key, field in own.items()}
    wanted = _named(names)
    if unknown := next((name for name in wanted if name not in known), None):
        raise Invalid(
            tr("There is no column {name}. Columns: {known}", name=clean(unknown)[:40], known=", ".join(known)),
            "columns",
        )
    return tuple(known[name] for name in dict.fromkeys(wanted)) or _COLUMNS


def _named(names: str) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))


def _own_column(key: str, field: CustomField) -> Column:
    from solartui.domain.custom_fields import text_in_line

    return Column(key, field.label, lambda line: text_in_line(field, line.own), right=field.kind == "number")


def _fields(names: str | None, services: Services) -> list[str]:
    """The fields of a document that were asked for; none for all of them."""
    wanted = _named(names or "")
    own = named_fields(services, "project", wanted)
    if unknown := next((name for name in wanted if name not in _DOCUMENT and name not in own), None):
        known = ", ".join(_DOCUMENT)
        message = tr("There is no column {name}. Columns: {known}", name=clean(unknown)[:40], known=known)
        raise Invalid(message, "columns")
    return wanted


def _value(document: dict[str, Any], name: str) -> Any:
    return document["custom"].get(name.removeprefix(OWN)) if name.startswith(OWN) else document[name]


@projects.command("list", free_text=True, help=mark("List the projects that a filter lets through."))
@argument("query", nargs=-1)
@option("--columns", metavar="A,B", help=mark("What is shown, in this order; with --json the fields."))
@option("--sort", metavar="A,-B", help=mark("The order; with a - before a column its largest first."))
@option("--limit", type=COUNT, metavar="N", help=mark("How many at most."))
@option("--view", metavar="NAME", help=mark("The filter and the order of a view."))
@with_call
def _list_projects(
    call: Call, *, query: tuple[str, ...], columns: str | None, sort: str | None, limit: int | None, view: str | None
) -> None:
    from solartui.domain.listing import NEWEST_FIRST, Sort

    services, text, order = call.open(), " ".join(query), NEWEST_FIRST
    if view is not None:
        saved = services.project_views.get(view)
        text, order = f"{saved.query} {text}".strip(), saved.sort
    found = services.projects.open_list(text, Sort.parse(sort) if sort else order)
    lines = lines_of(found, limit)
    if call.as_json:
        fields = _fields(columns, services)
        documents = (project_document(services.projects.get(line.id)) for line in lines)
        printing.print_json_array({name: _value(one, name) for name in fields} if fields else one for one in documents)
        return
    wide = _COLUMNS + _MORE if terminal_width() >= _WIDE else _COLUMNS
    if not print_table(_chosen(columns, services) if columns else wide, lines):
        printing.warn(tr("No projects."))


@projects.command("show", help=mark("Show one project."))
@number_argument
@with_call
def _show(call: Call, number: int) -> None:
    print_project(call, call.open().projects.get(number))


@projects.command("add", help=mark("Start a project without a lead, for a known contact."))
@option("--contact", "contact_id", type=RECORD_ID, metavar="ID", help=mark("The customer."))
@option("--name", metavar="N", help=mark("Its name; without it, contact and town."))
@option("--type", metavar="T", help=mark("residential, commercial, industrial or agricultural."))
@option("--grid-connection", metavar="G", help=mark("on_grid, off_grid or zero_injection."))
@option("--street", metavar="S", help=mark("Street and number of the site."))
@option("--postcode", metavar="P", help=mark("Postcode of the site."))
@option("--city", metavar="C", help=mark("Town of the site."))
@option("--region", metavar="R", help=mark("Region of the site."))
@option("--country", metavar="XX", help=mark("Country of the site, two letters."))
@option("--latitude", metavar="D", help=mark("Degrees north."))
@option("--longitude", metavar="D", help=mark("Degrees east."))
@option("--phases", metavar="N", help=mark("1, 2 or 3."))
@option("--metering-point", metavar="N", help=mark("The number of the metering point."))
@option("--capacity-kwp", metavar="KWP", help=mark("Peak power."))
@option("--battery-kwh", metavar="KWH", help=mark("Storage."))
@with_call
def _add(call: Call, **given: Any) -> None:
    from solartui.domain.drafts import ProjectDraft, validated

    fields = {name: value for name, value in given.items() if value is not None}
    print_project(call, call.open().projects.create(validated(ProjectDraft, fields)).value)


@projects.command("edit", free_text=True, help=mark("Change fields of a project. Its lead keeps its own name."))
@number_argument
@argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@option("--if-version", "version", type=COUNT, metavar="N", help=mark("Only if this is its version still."))
@with_call
def _edit(call: Call, number: int, fields: tuple[str, ...], version: int | None) -> None:
    print_project(call, call.open().projects.edit(number, assignments(fields), version).value)
