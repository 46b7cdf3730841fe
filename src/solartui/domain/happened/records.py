"""What happens to any record, its notes and its files, in words; and to people and views of the desk."""

from __future__ import annotations

from collections.abc import Mapping

from solartui.domain.comments import icon_of
from solartui.domain.happened.words import (
    Data,
    Kind,
    Names,
    Tell,
    field_label,
    named,
    said,
    several,
    shown,
    shown_value,
    told,
)
from solartui.domain.money import format_number
from solartui.i18n import mark, ntr, tr

KINDS: Mapping[str, Kind] = {
    "created": Kind("✦", mark("Created")),
    "edited": Kind("✎", mark("Edited")),
    "note_added": Kind("≡", mark("Note")),
    "note_edited": Kind("≡", mark("Note changed")),
    "note_deleted": Kind("≡", mark("Note removed")),
    "document_added": Kind("▪", mark("File")),
    "document_edited": Kind("▪", mark("File changed")),
    "document_deleted": Kind("▫", mark("File removed")),
    "comment": Kind("»", mark("Comment")),
}


def _edited(data: Data, names: Names) -> str:
    changes = data.get("changes")
    parts = []
    for column, before, after in changes if isinstance(changes, list | tuple) else ():
        name = field_label(column)
        if column == "consumption":
            parts.append(name)
            continue
        sides = (shown_value(column, value, names) for value in (before, after))
        parts.append(f"{name}: {' → '.join(sides)}")
    return "; ".join(parts) or tr("Edited")


def _file(data: Data, _names: Names) -> str:
    size = data.get("size")
    name = shown(data.get("name"))
    if not isinstance(size, int):
        return tr("File: {name}", name=name)
    return tr("File: {name} ({size} kB)", name=name, size=format_number(max(1, round(size / 1000))))


def _comment(data: Data, _names: Names) -> str:
    return f"{tr(icon_of(data.get('icon')).label)}: {shown(data.get('text'))}"


def _created(data: Data, _names: Names) -> str:
    if not data.get("file"):
        return tr("Created")
    return tr("Imported from {file}, row {row}", file=shown(data["file"]), row=shown(data.get("row")))


SENTENCES: Mapping[str, Tell] = {
    "created": _created,
    "edited": _edited,
    "note_added": told(mark("Note")),
    "note_edited": told(mark("Note changed")),
    "note_deleted": told(mark("Note removed")),
    "document_added": _file,
    "document_edited": told(mark("File changed"), "name"),
    "document_deleted": told(mark("File removed"), "name"),
    "comment": _comment,
}


def _handed_over(data: Data, _names: Names) -> str:
    who, to, count = shown(data.get("name")), shown(data.get("to")), data.get("count")
    if not isinstance(count, int) or not count:
        return tr("User {name} disabled", name=who)
    return ntr(
        "User {name} disabled, {count} lead handed over to {to}",
        "User {name} disabled, {count} leads handed over to {to}",
        count,
        name=who,
        to=to,
    )


CHANGES: Mapping[str, Tell] = {
    "user.added": named(mark("User {name} added")),
    "user.edited": named(mark("User {name} changed")),
    "user.disabled": named(mark("User {name} disabled")),
    "handover.user": _handed_over,
    "entity.added": named(mark("{name} added to the organisation")),
    "entity.edited": named(mark("{name} changed in the organisation")),
    "entity.deleted": named(mark("{name} removed from the organisation")),
    "field.added": named(mark("Field {name} added")),
    "field.edited": named(mark("Field {name} changed")),
    "field.deleted": named(mark("Field {name} removed")),
    "stage.added": named(mark("Stage {name} added")),
    "stage.edited": named(mark("Stage {name} changed")),
    "stage.deleted": named(mark("Stage {name} removed")),
    "view.saved": named(mark("View {name} saved")),
    "view.changed": named(mark("View {name} changed")),
    "view.deleted": named(mark("View {name} deleted")),
    "note.added": said(mark("Note added: {text}")),
    "note.edited": said(mark("Note changed: {text}")),
    "note.deleted": said(mark("Note removed: {text}")),
    "document.added": several(mark("File {name} added"), lambda n: ntr("{count} file added", "{count} files added", n)),
    "document.edited": named(mark("File {name} changed")),
    "document.deleted": named(mark("File {name} removed")),
    "comment.added": said(mark("Comment: {text}")),
}
