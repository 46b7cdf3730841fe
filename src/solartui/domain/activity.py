"""What happened, in words: the history of a record, and the changes that can be taken back.

The database keeps a kind and its data; the sentence is made when somebody reads it, in their language. Values stand
after a colon or an arrow, so that no language has to bend them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import StrEnum

from solartui.domain.money import format_number
from solartui.domain.records import Activity, Change
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.text import clean
from solartui.domain.vocabulary import MONTHS, ContactKind, ContactOrigin, GridConnection, LeadType, Source, label
from solartui.i18n import mark, ntr, tr

Data = Mapping[str, object]

_LONGEST = 120
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Names:
    """What the keys and numbers in the data stand for.

    Attributes:
        stages: the desk's stages.
        users: names by user id.
        entities: names by entity id.
        zone: whose clock times are told by.
    """

    stages: tuple[Stage, ...] = SEEDED
    users: Mapping[int, str] = field(default_factory=dict)
    entities: Mapping[int, str] = field(default_factory=dict)
    zone: tzinfo = UTC

    def stage(self, key: object) -> str:
        """The word for a stage; its key where it is gone."""
        return next((stage.label for stage in self.stages if stage.key == key), _text(key))


PLAIN = Names()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of activity: its sign, and what a filter by kind calls it."""

    glyph: str
    label: str


KINDS: Mapping[str, Kind] = {
    "created": Kind("✦", mark("Created")),
    "edited": Kind("✎", mark("Edited")),
    "moved": Kind("→", mark("Stage")),
    "assigned": Kind("◑", mark("Assigned")),
    "note_added": Kind("≡", mark("Note")),
    "note_edited": Kind("≡", mark("Note changed")),
    "note_deleted": Kind("≡", mark("Note removed")),
    "document_added": Kind("▪", mark("File")),
    "document_edited": Kind("▪", mark("File changed")),
    "document_deleted": Kind("▫", mark("File removed")),
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
    "project_created": Kind("✦", mark("Project")),
    "contact_added": Kind("✦", mark("Contact added")),
    "contact_removed": Kind("✗", mark("Contact taken off")),
    "contact_first": Kind("★", mark("Customer")),
    "merged": Kind("⇉", mark("Merged")),
    "undone": Kind("←", mark("Undone")),
    "redone": Kind("→", mark("Done again")),
}
_OTHER = "·"

_FIELDS: Mapping[str, str] = {
    "name": mark("Name"),
    "type": mark("Type"),
    "grid_connection": mark("Grid connection"),
    "channel": mark("Channel"),
    "contact_id": mark("Contact"),
    "street": mark("Street"),
    "postcode": mark("Postcode"),
    "city": mark("Town"),
    "region": mark("Region"),
    "country": mark("Country"),
    "latitude": mark("Latitude"),
    "longitude": mark("Longitude"),
    "owner_id": mark("Owner"),
    "monthly_kwh": mark("kWh a month"),
    "consumption": mark("Use by month"),
    "panel": mark("Panels"),
    "battery": mark("Battery"),
    "heat_pump": mark("Heat pump"),
    "score": mark("Score"),
    "last_contacted": mark("Last contacted"),
    "next_follow_up": mark("Follow-up"),
    "follow_up_note": mark("Follow-up note"),
    "lost_reason": mark("Lost reason"),
    "kind": mark("Kind"),
    "company_id": mark("Company"),
    "origin": mark("Origin"),
    "emails": mark("E-mail"),
    "phones": mark("Phone"),
    "regulation": mark("Regulation"),
    "phases": mark("Phases"),
    "metering_point": mark("Metering point"),
    "capacity_kwp": mark("Power, kWp"),
    "battery_kwh": mark("Battery, kWh"),
    "price_net": mark("Price without VAT"),
    "price_gross": mark("Price with VAT"),
    "currency": mark("Currency"),
}
_KEYS: Mapping[str, type[StrEnum]] = {
    "type": LeadType,
    "grid_connection": GridConnection,
    "kind": ContactKind,
    "origin": ContactOrigin,
    "source": Source,
}
_FLAGS = frozenset({"panel", "battery", "heat_pump"})
_TIMES = frozenset({"last_contacted", "next_follow_up"})
_PRICES = frozenset({"price_net", "price_gross"})


def field_label(field: str) -> str:
    """The word for a field of a record."""
    key = {"owner": "owner_id"}.get(field, field)
    return tr(_FIELDS[key]) if key in _FIELDS else _text(field)


def glyph(kind: str) -> str:
    """The sign of a kind of activity, one cell wide."""
    return KINDS[kind].glyph if kind in KINDS else _OTHER


def sentence(activity: Activity, names: Names = PLAIN) -> str:
    """What an activity says, in one line; who did it stands beside it."""
    return sentence_of(activity.kind, activity.data, names)


def sentence_of(kind: str, data: Data, names: Names = PLAIN) -> str:
    """As `sentence`, from the kind and its data."""
    tell = _SENTENCES.get(kind)
    return tell(data, names) if tell else _text(kind)


def change_sentence(change: Change, names: Names = PLAIN) -> str:
    """What a change did, for the list of what can be undone and for a toast: "12 leads moved to Contacted"."""
    return change_sentence_of(change.kind, change.data, names)


def change_sentence_of(kind: str, data: Data, names: Names = PLAIN) -> str:
    """As `change_sentence`, from the kind and its data."""
    tell = _CHANGES.get(kind)
    return tell(data, names) if tell else _text(kind)


def moment(value: object, zone: tzinfo) -> str:
    """A day with its time, of a stored ISO text: ``24 Nov 2026 14:30``."""
    try:
        when = datetime.fromisoformat(str(value)).astimezone(zone)
    except ValueError:
        return _text(value)
    return f"{when.day} {tr(MONTHS[when.month - 1])} {when.year} {when:%H:%M}"


def _text(value: object) -> str:
    """A value as one line of limited length."""
    if value is None or value == "":
        return _NOTHING
    text = clean(str(value).replace("\n", " "))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _with(said: str, text: object) -> str:
    """A word, and what was said where something was."""
    return f"{said}: {_text(text)}" if text else said


def _moved(data: Data, names: Names) -> str:
    before, after = names.stage(data.get("from")), names.stage(data.get("to"))
    if data.get("reason"):
        return tr("Stage: {before} → {after} ({reason})", before=before, after=after, reason=_text(data["reason"]))
    return tr("Stage: {before} → {after}", before=before, after=after)


def _who(value: object) -> str:
    return _text(value.get("name")) if isinstance(value, Mapping) else tr("nobody")


def _assigned(data: Data, _names: Names) -> str:
    return tr("Assigned: {before} → {after}", before=_who(data.get("from")), after=_who(data.get("to")))


def _edited(data: Data, names: Names) -> str:
    changes = data.get("changes")
    parts = []
    for column, before, after in changes if isinstance(changes, list | tuple) else ():
        name = tr(_FIELDS[column]) if column in _FIELDS else _text(column)
        if column == "consumption":
            parts.append(name)
            continue
        shown = (shown_value(column, value, names) for value in (before, after))
        parts.append(f"{name}: {' → '.join(shown)}")
    return "; ".join(parts) or tr("Edited")


def shown_value(column: str, value: object, names: Names) -> str:
    """A stored value of a field as a person reads it."""
    if value is None or value == "":
        return _NOTHING
    if column in _FLAGS:
        return tr("yes") if value else tr("no")
    if column in _TIMES:
        return moment(value, names.zone)
    if column in _KEYS and value in list(_KEYS[column]):
        return label(_KEYS[column](str(value)))
    if column == "owner_id" and isinstance(value, int):
        return names.users.get(value, f"#{value}")
    if column.endswith("_id"):
        return f"#{value}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(column, value)
    if isinstance(value, list | tuple):
        return _text(", ".join(map(str, value)))
    return _text(value)


def _number(column: str, value: float) -> str:
    if column in _PRICES:
        return format_number(value / 100, 2)
    if column in {"latitude", "longitude"}:
        return f"{value:.5f}"
    return format_number(value, 0 if float(value).is_integer() else 2)


def _follow_up(data: Data, names: Names) -> str:
    when = moment(data.get("at"), names.zone)
    if data.get("note"):
        return tr("Follow-up on {when}: {note}", when=when, note=_text(data["note"]))
    return tr("Follow-up on {when}", when=when)


def _file(data: Data, _names: Names) -> str:
    size = data.get("size")
    name = _text(data.get("name"))
    if not isinstance(size, int):
        return tr("File: {name}", name=name)
    return tr("File: {name} ({size} kB)", name=name, size=format_number(max(1, round(size / 1000))))


def _project(data: Data, _names: Names) -> str:
    if data.get("lead"):
        return tr("Project started from lead {number}", number=f"#{data['lead']}")
    return tr("Project started")


def _created(data: Data, _names: Names) -> str:
    if not data.get("file"):
        return tr("Created")
    return tr("Imported from {file}, row {row}", file=_text(data["file"]), row=_text(data.get("row")))


def _undone(data: Data, names: Names) -> str:
    inner = data.get("data")
    what = change_sentence_of(_text(data.get("kind")), inner if isinstance(inner, Mapping) else {}, names)
    return tr("Undone: {what}", what=what)


def _redone(data: Data, names: Names) -> str:
    inner = data.get("data")
    what = change_sentence_of(_text(data.get("kind")), inner if isinstance(inner, Mapping) else {}, names)
    return tr("Done again: {what}", what=what)


_SENTENCES: Mapping[str, Callable[[Data, Names], str]] = {
    "created": _created,
    "edited": _edited,
    "moved": _moved,
    "assigned": _assigned,
    "note_added": lambda data, _names: _with(tr("Note"), data.get("text")),
    "note_edited": lambda data, _names: _with(tr("Note changed"), data.get("text")),
    "note_deleted": lambda data, _names: _with(tr("Note removed"), data.get("text")),
    "document_added": _file,
    "document_edited": lambda data, _names: _with(tr("File changed"), data.get("name")),
    "document_deleted": lambda data, _names: _with(tr("File removed"), data.get("name")),
    "call": lambda data, _names: _with(tr("Call"), data.get("text")),
    "mail": lambda data, _names: _with(tr("Mail"), data.get("text")),
    "visit": lambda data, _names: _with(tr("Visit"), data.get("text")),
    "follow_up_set": _follow_up,
    "follow_up_done": lambda data, _names: _with(tr("Follow-up done"), data.get("note")),
    "archived": lambda _data, _names: tr("Archived"),
    "unarchived": lambda _data, _names: tr("Brought back from the archive"),
    "deleted": lambda _data, _names: tr("Deleted"),
    "restored": lambda _data, _names: tr("Restored"),
    "converted": lambda data, _names: _with(tr("Converted to project"), data.get("project_name")),
    "project_created": _project,
    "contact_added": lambda data, _names: _with(tr("Contact added"), data.get("name")),
    "contact_removed": lambda data, _names: _with(tr("Contact taken off"), data.get("name")),
    "contact_first": lambda data, _names: _with(tr("Customer"), data.get("name")),
    "merged": lambda data, _names: _with(tr("Contact merged in"), data.get("name")),
    "undone": _undone,
    "redone": _redone,
}


def _count(data: Data) -> int:
    count = data.get("count", 1)
    return count if isinstance(count, int) else 1


def _name(data: Data) -> str:
    return _text(data.get("name"))


def _leads(one: str, many: Callable[[int], str]) -> Callable[[Data, Names], str]:
    """A change of leads: of one it tells the name, of several their number. `one` is a text for `tr`."""
    return lambda data, _names: tr(one, name=_name(data)) if _count(data) == 1 else many(_count(data))


def _leads_moved(data: Data, names: Names) -> str:
    stage, count = names.stage(data.get("stage")), _count(data)
    if count == 1:
        return tr("{name} moved to {stage}", name=_name(data), stage=stage)
    return ntr("{count} lead moved to {stage}", "{count} leads moved to {stage}", count, stage=stage)


def _leads_assigned(data: Data, _names: Names) -> str:
    who, count = _text(data["to"]) if data.get("to") else tr("nobody"), _count(data)
    if count == 1:
        return tr("{name} assigned to {who}", name=_name(data), who=who)
    return ntr("{count} lead assigned to {who}", "{count} leads assigned to {who}", count, who=who)


def _leads_edited(data: Data, _names: Names) -> str:
    count, field = _count(data), str(data.get("field", ""))
    if count == 1:
        return tr("{name} edited", name=_name(data))
    what = field_label(field)
    return ntr("{count} lead edited: {field}", "{count} leads edited: {field}", count, field=what)


def _import(data: Data, _names: Names) -> str:
    file, rows = _text(data.get("file")), data.get("rows")
    count = rows if isinstance(rows, int) else 0
    return ntr("{count} row imported from {file}", "{count} rows imported from {file}", count, file=file)


def _named(text: str) -> Callable[[Data, Names], str]:
    """A change of one record; `text` is a text for `tr`."""
    return lambda data, _names: tr(text, name=_name(data))


def _on_project(text: str) -> Callable[[Data, Names], str]:
    """A change of who is on a project; `text` is a text for `tr`."""
    return lambda data, _names: tr(text, name=_name(data), project=_text(data.get("project_name")))


def _said(text: str) -> Callable[[Data, Names], str]:
    """A change of a note; `text` is a text for `tr`."""
    return lambda data, _names: tr(text, text=_text(data.get("text")))


_CHANGES: Mapping[str, Callable[[Data, Names], str]] = {
    "lead.created": _named(mark("{name} added")),
    "lead.edited": _leads_edited,
    "lead.moved": _leads_moved,
    "lead.assigned": _leads_assigned,
    "lead.follow_up_set": _leads(
        mark("Follow-up set for {name}"),
        lambda n: ntr("Follow-up set for {count} lead", "Follow-up set for {count} leads", n),
    ),
    "lead.follow_up_done": _leads(
        mark("Follow-up of {name} done"),
        lambda n: ntr("Follow-up of {count} lead done", "Follow-up of {count} leads done", n),
    ),
    "lead.call": _leads(
        mark("Call logged: {name}"), lambda n: ntr("Call logged for {count} lead", "Call logged for {count} leads", n)
    ),
    "lead.mail": _leads(
        mark("Mail logged: {name}"), lambda n: ntr("Mail logged for {count} lead", "Mail logged for {count} leads", n)
    ),
    "lead.visit": _leads(
        mark("Visit logged: {name}"),
        lambda n: ntr("Visit logged for {count} lead", "Visit logged for {count} leads", n),
    ),
    "lead.archived": _leads(
        mark("{name} archived"), lambda n: ntr("{count} lead archived", "{count} leads archived", n)
    ),
    "lead.unarchived": _leads(
        mark("{name} brought back from the archive"),
        lambda n: ntr("{count} lead brought back from the archive", "{count} leads brought back from the archive", n),
    ),
    "lead.deleted": _leads(mark("{name} deleted"), lambda n: ntr("{count} lead deleted", "{count} leads deleted", n)),
    "lead.converted": _named(mark("{name} converted to a project")),
    "contact.created": _named(mark("Contact {name} added")),
    "contact.edited": _named(mark("Contact {name} edited")),
    "contact.deleted": _named(mark("Contact {name} deleted")),
    "contact.merged": lambda data, _names: tr(
        "Contact {gone} merged into {name}", gone=_text(data.get("gone")), name=_name(data)
    ),
    "project.created": _named(mark("Project {name} started")),
    "project.edited": _named(mark("Project {name} edited")),
    "project.contact_added": _on_project(mark("{name} added to {project}")),
    "project.contact_removed": _on_project(mark("{name} taken off {project}")),
    "project.contact_first": _on_project(mark("{name} is the customer of {project}")),
    "user.added": _named(mark("User {name} added")),
    "view.saved": _named(mark("View {name} saved")),
    "view.changed": _named(mark("View {name} changed")),
    "view.deleted": _named(mark("View {name} deleted")),
    "note.added": _said(mark("Note added: {text}")),
    "note.edited": _said(mark("Note changed: {text}")),
    "note.deleted": _said(mark("Note removed: {text}")),
    "document.added": _leads(mark("File {name} added"), lambda n: ntr("{count} file added", "{count} files added", n)),
    "document.edited": _named(mark("File {name} changed")),
    "document.deleted": _named(mark("File {name} removed")),
    "import": _import,
    "undone": _undone,
    "redone": _redone,
}
