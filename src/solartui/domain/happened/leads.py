"""What happens to leads, in words."""

from __future__ import annotations

from collections.abc import Mapping

from solartui.domain.happened.words import (
    Data,
    Kind,
    Names,
    Tell,
    count_of,
    field_label,
    moment,
    name_of,
    named,
    plain,
    several,
    shown,
    told,
)
from solartui.i18n import mark, ntr, tr

KINDS: Mapping[str, Kind] = {
    "moved": Kind("→", mark("Stage")),
    "assigned": Kind("◑", mark("Assigned")),
    "call": Kind("☎", mark("Call")),
    "mail": Kind("✉", mark("Mail")),
    "visit": Kind("⌂", mark("Visit")),
    "follow_up_set": Kind("◷", mark("Follow-up")),
    "follow_up_done": Kind("✓", mark("Follow-up done")),
    "archived": Kind("▾", mark("Archived")),
    "unarchived": Kind("▴", mark("Unarchived")),
    "deleted": Kind("✗", mark("Deleted")),
    "restored": Kind("▴", mark("Restored")),
    "converted": Kind("★", mark("Converted")),
    "answer_missed": Kind("⚑", mark("Answer missed")),
}


def _moved(data: Data, names: Names) -> str:
    before, after = names.stage(data.get("from")), names.stage(data.get("to"))
    if data.get("reason"):
        return tr("Stage: {before} → {after} ({reason})", before=before, after=after, reason=shown(data["reason"]))
    return tr("Stage: {before} → {after}", before=before, after=after)


def _who(value: object) -> str:
    return shown(value.get("name")) if isinstance(value, Mapping) else tr("nobody")


def _assigned(data: Data, _names: Names) -> str:
    return tr("Assigned: {before} → {after}", before=_who(data.get("from")), after=_who(data.get("to")))


def _follow_up(data: Data, names: Names) -> str:
    when = moment(data.get("at"), names.zone)
    if data.get("note"):
        return tr("Follow-up on {when}: {note}", when=when, note=shown(data["note"]))
    return tr("Follow-up on {when}", when=when)


def _answer_missed(data: Data, names: Names) -> str:
    return tr("Not answered until {when}", when=moment(data.get("by"), names.zone))


def _leads_moved(data: Data, names: Names) -> str:
    stage, count = names.stage(data.get("stage")), count_of(data)
    if count == 1:
        return tr("{name} moved to {stage}", name=name_of(data), stage=stage)
    return ntr("{count} lead moved to {stage}", "{count} leads moved to {stage}", count, stage=stage)


def _leads_assigned(data: Data, _names: Names) -> str:
    who, count = shown(data["to"]) if data.get("to") else tr("nobody"), count_of(data)
    if count == 1:
        return tr("{name} assigned to {who}", name=name_of(data), who=who)
    return ntr("{count} lead assigned to {who}", "{count} leads assigned to {who}", count, who=who)


def _leads_edited(data: Data, _names: Names) -> str:
    count, field = count_of(data), str(data.get("field", ""))
    if count == 1:
        return tr("{name} edited", name=name_of(data))
    what = field_label(field)
    return ntr("{count} lead edited: {field}", "{count} leads edited: {field}", count, field=what)


def _import(data: Data, _names: Names) -> str:
    file, rows = shown(data.get("file")), data.get("rows")
    count = rows if isinstance(rows, int) else 0
    return ntr("{count} row imported from {file}", "{count} rows imported from {file}", count, file=file)


SENTENCES: Mapping[str, Tell] = {
    "moved": _moved,
    "assigned": _assigned,
    "call": told(mark("Call")),
    "mail": told(mark("Mail")),
    "visit": told(mark("Visit")),
    "follow_up_set": _follow_up,
    "follow_up_done": told(mark("Follow-up done"), "note"),
    "archived": plain(mark("Archived")),
    "unarchived": plain(mark("Brought back from the archive")),
    "deleted": plain(mark("Deleted")),
    "restored": plain(mark("Restored")),
    "converted": told(mark("Converted to project"), "project_name"),
    "answer_missed": _answer_missed,
}

CHANGES: Mapping[str, Tell] = {
    "lead.created": named(mark("{name} added")),
    "lead.edited": _leads_edited,
    "lead.moved": _leads_moved,
    "lead.assigned": _leads_assigned,
    "lead.follow_up_set": several(
        mark("Follow-up set for {name}"),
        lambda n: ntr("Follow-up set for {count} lead", "Follow-up set for {count} leads", n),
    ),
    "lead.follow_up_done": several(
        mark("Follow-up of {name} done"),
        lambda n: ntr("Follow-up of {count} lead done", "Follow-up of {count} leads done", n),
    ),
    "lead.call": several(
        mark("Call logged: {name}"), lambda n: ntr("Call logged for {count} lead", "Call logged for {count} leads", n)
    ),
    "lead.mail": several(
        mark("Mail logged: {name}"), lambda n: ntr("Mail logged for {count} lead", "Mail logged for {count} leads", n)
    ),
    "lead.visit": several(
        mark("Visit logged: {name}"),
        lambda n: ntr("Visit logged for {count} lead", "Visit logged for {count} leads", n),
    ),
    "lead.archived": several(
        mark("{name} archived"), lambda n: ntr("{count} lead archived", "{count} leads archived", n)
    ),
    "lead.unarchived": several(
        mark("{name} brought back from the archive"),
        lambda n: ntr("{count} lead brought back from the archive", "{count} leads brought back from the archive", n),
    ),
    "lead.deleted": several(mark("{name} deleted"), lambda n: ntr("{count} lead deleted", "{count} leads deleted", n)),
    "lead.converted": named(mark("{name} converted to a project")),
    "lead.answer_missed": several(
        mark("{name} was not answered in time"),
        lambda n: ntr("{count} lead was not answered in time", "{count} leads were not answered in time", n),
    ),
    "import": _import,
}
