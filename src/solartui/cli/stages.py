"""``solartui stages``: the stages that leads go through."""

from __future__ import annotations

from typing import Any

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.entry import assignments
from solartui.cli.grammar import COUNT, Group, argument, option, with_call
from solartui.cli.layout import Column, print_table
from solartui.domain.errors import Invalid
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import label
from solartui.i18n import mark, tr

stages = Group("stages", help=mark("Manage the stages of leads."))
stage_argument = argument("name", metavar="STAGE")

_COLUMNS = (
    Column("position", mark("Place"), lambda row: str(row[0].position), right=True),
    Column("key", mark("Short name"), lambda row: row[0].key, long=True),
    Column("label", mark("Name"), lambda row: f"{row[0].glyph} {row[0].label}", long=True),
    Column("kind", mark("Kind"), lambda row: label(row[0].kind)),
    Column("hue", mark("Colour"), lambda row: row[0].hue),
    Column("active", mark("Active"), lambda row: tr("yes") if row[0].active else tr("no")),
    Column("leads", mark("Leads"), lambda row: str(row[1]), right=True),
)


def stage_document(stage: Stage, leads: int) -> dict[str, Any]:
    """A stage for other programs."""
    return {
        "key": stage.key,
        "label_en": stage.label_en,
        "label_pl": stage.label_pl,
        "kind": stage.kind.value,
        "position": stage.position,
        "hue": stage.hue,
        "glyph": stage.glyph,
        "active": stage.active,
        "leads": leads,
    }


def _print(call: Call, stage: Stage) -> None:
    leads = call.open().stages.counts().get(stage.key, 0)
    pairs = [
        (stage.key, f"{stage.glyph} {stage.label}"),
        (tr("Names"), f"{stage.label_en} / {stage.label_pl}"),
        (tr("Kind"), label(stage.kind)),
        (tr("Place"), stage.position),
        (tr("Colour"), stage.hue),
        (tr("Active"), tr("yes") if stage.active else tr("no")),
        (tr("Leads"), leads),
    ]
    call.show(stage_document(stage, leads), pairs)


@stages.command("list", help=mark("List the stages in their order, with their leads."))
@with_call
def _list_stages(call: Call) -> None:
    service = call.open().stages
    counts = service.counts()
    rows = [(stage, counts.get(stage.key, 0)) for stage in service.all()]
    if call.as_json:
        printing.print_json_array(stage_document(*row) for row in rows)
    else:
        print_table(_COLUMNS, rows)


@stages.command("add", help=mark("Add a stage."))
@argument("label")
@option("--label-pl", metavar="N", help=mark("Its name in Polish; without it, the same."))
@option(
    "--kind", default="working", metavar="K", help=mark("What it means to the rules: open, working, lost or closed.")
)
@option("--key", metavar="KEY", help=mark("Its name on the command line; without it, made of the name."))
@option("--hue", metavar="H", help=mark("Its colour on the ramp."))
@option("--glyph", metavar="G", help=mark("Its sign, one cell wide."))
@option("--position", type=COUNT, metavar="N", help=mark("Its place in the order; without it, behind its kind."))
@with_call
def _add(call: Call, label: str, label_pl: str | None, kind: str, **given: Any) -> None:
    _check_place(given["position"])
    _print(call, call.open(make=True).stages.add(label, label_pl, kind, **given).value)


@stages.command("edit", free_text=True, help=mark("Change label, label_en, label_pl, hue, glyph or active of a stage."))
@stage_argument
@argument("words", nargs=-1, required=True, metavar="FIELD=VALUE...")
@with_call
def _edit(call: Call, name: str, words: tuple[str, ...]) -> None:
    values = assignments(words)
    if "colour" in values:
        values["hue"] = values.pop("colour")
    _print(call, call.open().stages.edit(name, values).value)


@stages.command("move", help=mark("Put a stage at a place in the order; the first one is 1."))
@stage_argument
@argument("position", type=COUNT)
@with_call
def _move(call: Call, name: str, position: int) -> None:
    _check_place(position)
    _print(call, call.open().stages.move(name, position).value)


def _check_place(position: int | None) -> None:
    if position == 0:
        raise Invalid(tr("{text} is no place in a list.", text="0"), "position")


@stages.command("delete", help=mark("Take a stage away. Undo brings it back, with its leads."))
@stage_argument
@option("--move-to", metavar="STAGE", help=mark("Where its leads go."))
@option("--reason", metavar="R", help=mark("Why they are lost, where they go to a stage of lost leads."))
@with_call
def _delete(call: Call, name: str, move_to: str | None, reason: str | None) -> None:
    stage = call.open().stages.delete(name, move_to, reason).value
    call.show(stage_document(stage, 0), [(stage.key, f"{stage.glyph} {stage.label}")])
