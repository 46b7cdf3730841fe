"""``solartui designs``: what is to be built at the sites of projects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solartui.adapters.text_input import read_text
from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.entry import assignments, read_object
from solartui.cli.grammar import COUNT, RECORD_ID, Group, argument, option, with_call
from solartui.cli.layout import Column, print_table
from solartui.cli.offer_documents import print_design
from solartui.domain.errors import Invalid
from solartui.domain.money import format_money
from solartui.i18n import mark, ntr, tr
from solartui.services.design_documents import design_document

if TYPE_CHECKING:
    from solartui.domain.offers.sync import Difference

designs = Group("designs", help=mark("Work with designs of projects."))
number_argument = argument("number", metavar="ID", type=RECORD_ID)
fields_argument = argument("fields", nargs=-1, metavar="FIELD=VALUE...")
line_option = option("--line", "lines", multiple=True, metavar="K;NAME;QTY;UNIT;PRICE[;VAT]",
                     help=mark("A line of the bill of materials; all lines are given anew."))  # fmt: skip
plane_option = option("--plane", "planes", multiple=True, metavar="NAME;MODULES;TILT;AZIMUTH[;SHADE]",
                      help=mark("A plane of the roof; all planes are given anew."))  # fmt: skip
_LINE = ("kind", "name", "quantity", "unit", "unit_price", "vat_rate")
_PLANE = ("name", "modules", "tilt", "azimuth", "shading")

_COLUMNS = (
    Column("id", mark("ID"), lambda one: str(one.id), right=True),
    Column("name", mark("Name"), lambda one: one.name, long=True),
    Column("project", mark("Project"), lambda one: one.project_name, long=True),
    Column("capacity_kwp", mark("kWp"), lambda one: f"{one.capacity_kwp:g}", right=True),
    Column("price_net", mark("Price without VAT"), lambda one: format_money(one.net, one.currency), right=True),
    Column("system", mark("Linked"), lambda one: one.system or ""),
)


def _split(text: str, names: tuple[str, ...], least: int) -> dict[str, str]:
    parts = [part.strip() for part in text.split(";")]
    if not least <= len(parts) <= len(names):
        raise Invalid(tr("“{text}” is not of the form {form}.", text=text[:60], form=";".join(names)))
    return {name: part for name, part in zip(names, parts, strict=False) if part}


def _given(fields: tuple[str, ...], lines: tuple[str, ...], planes: tuple[str, ...]) -> dict[str, Any]:
    values: dict[str, Any] = assignments(fields)
    if lines:
        values["lines"] = [_split(line, _LINE, 5) for line in lines]
    if planes:
        values["planes"] = [_split(plane, _PLANE, 4) for plane in planes]
    return values


@designs.command("list", help=mark("List the designs of a project, or of all."))
@option("--project", type=RECORD_ID, metavar="ID", help=mark("Of one project only."))
@with_call
def _list_designs(call: Call, project: int | None) -> None:
    services = call.open().designs
    found = services.all() if project is None else services.of(project)
    if call.as_json:
        printing.print_json_array(design_document(design) for design in found)
    elif not print_table(_COLUMNS, found):
        printing.warn(tr("No designs."))


@designs.command("show", help=mark("Show one design."))
@number_argument
@with_call
def _show(call: Call, number: int) -> None:
    print_design(call, call.open().designs.get(number))


@designs.command(
    "add", free_text=True, help=mark("Make a design for PROJECT. What is not given follows from the use of the site.")
)
@argument("project", metavar="PROJECT", type=RECORD_ID)
@fields_argument
@line_option
@plane_option
@option("--from-json", "source", metavar="FILE|-", help=mark("The fields as one JSON object."))
@with_call
def _add(
    call: Call,
    project: int,
    fields: tuple[str, ...],
    *,
    lines: tuple[str, ...],
    planes: tuple[str, ...],
    source: str | None,
) -> None:
    from solartui.domain.offers.drafts import DesignFields

    values = _given(fields, lines, planes)
    if source is not None:
        found = read_object(source)
        values = {key: found[key] for key in DesignFields.model_fields if found.get(key) is not None} | values
    print_design(call, call.open().designs.create(project, values).value)


@designs.command("edit", free_text=True, help=mark("Change a design. Proposals made from it keep their figures."))
@number_argument
@fields_argument
@line_option
@plane_option
@option("--if-version", "version", type=COUNT, metavar="N", help=mark("Only if this is its version still."))
@with_call
def _edit(
    call: Call,
    number: int,
    fields: tuple[str, ...],
    *,
    lines: tuple[str, ...],
    planes: tuple[str, ...],
    version: int | None,
) -> None:
    values = _given(fields, lines, planes)
    if not values:
        raise Invalid(tr("Say what to change: field=value"))
    print_design(call, call.open().designs.edit(number, values, version).value)


@designs.command("delete", help=mark("Take a design away that no proposal was made from. Undo brings it back."))
@number_argument
@with_call
def _delete(call: Call, number: int) -> None:
    print_design(call, call.open().designs.delete(number).value)


@designs.command("yield", help=mark("Take the yield from PVGIS, where an admin allows it."))
@number_argument
@with_call
def _yield(call: Call, number: int) -> None:
    print_design(call, call.open().designs.fetch_yield(number).value)


@designs.command("link", help=mark("Say in which other program a design is kept."))
@number_argument
@option("--system", required=True, metavar="NAME", help=mark("The program, such as pylon."))
@option("--external-id", metavar="ID", help=mark("Its number there."))
@option("--url", metavar="URL", help=mark("Its address there."))
@with_call
def _link(call: Call, number: int, *, system: str, external_id: str | None, url: str | None) -> None:
    print_design(call, call.open().designs.link(number, system, external_id, url).value)


@designs.command(
    "sync", help=mark("Take over what the other program exported: JSON or CSV. Without FILE, only note it.")
)
@number_argument
@argument("source", metavar="[FILE|-]", required=False)
@option("--dry-run", is_flag=True, help=mark("Show what would change, and do nothing."))
@with_call
def _sync(call: Call, number: int, source: str | None, *, dry_run: bool) -> None:
    services = call.open().designs
    if source is None:
        if dry_run:
            raise Invalid(tr("{name} is missing.", name="FILE"))
        print_design(call, services.confirm(number).value)
        return
    text = read_text(source)
    if dry_run:
        _print_differences(call, services.compare(number, text, source))
        return
    found = services.compare(number, text, source)
    design = services.take(number, text, source).value
    if call.as_json:
        printing.print_json(design_document(design) | {"changes": _changes(found)})
        return
    _print_differences(call, found)


def _changes(found: list[Difference]) -> list[dict[str, str]]:
    return [{"field": one.field, "before": one.before, "after": one.after} for one in found]


def _print_differences(call: Call, found: list[Difference]) -> None:
    if call.as_json:
        printing.print_json({"changes": _changes(found)})
        return
    for one in found:
        printing.say(f"{one.what}: {one.before or '—'} → {one.after or '—'}")
    printing.say(ntr("{count} difference", "{count} differences", len(found)) if found else tr("Both sides agree."))
