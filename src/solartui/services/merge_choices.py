"""The fields in which two contacts differ, and what a merge makes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solartui.domain.activity import field_label
from solartui.domain.contact_details import SECRETS, masked, proposed_login
from solartui.domain.text import sort_key
from solartui.domain.vocabulary import OWN, ContactKind, Gender, label
from solartui.services.contact_details import DETAILS
from solartui.store.keys import folded
from solartui.store.reading import custom

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.domain.contacts import Contact
    from solartui.store.work import Work

_STORED = (*DETAILS, "external_id")


@dataclass(frozen=True, slots=True)
class Choice:
    """A field in which both contacts differ.

    Attributes:
        field: its stable name; fields of the desk's own begin with ``custom.``.
        title: what people call it.
        kept: what the one that stays says, for reading.
        other: what the one that goes says, for reading.
        takes_other: whether the value of the one that goes is taken, unless somebody decides otherwise.
    """

    field: str
    title: str
    kept: str
    other: str
    takes_other: bool


def choices_between(connection: Connection, keep: Contact, gone: Contact) -> Iterator[Choice]:
    """Fields that differ; what is empty gives way, and so does a person to a company with people."""
    if keep.name != gone.name:
        yield _choice("name", keep.name, gone.name, takes_other=False)
    if keep.kind is not gone.kind:
        company = gone.kind is ContactKind.COMPANY and bool(gone.people)
        yield _choice("kind", label(keep.kind), label(gone.kind), takes_other=company)
    if gone.company_id not in {None, keep.company_id, keep.id}:
        employers = keep.company_name or "", gone.company_name or ""
        yield _choice("company_id", *employers, takes_other=keep.company_id is None)
    ours, theirs = _stored(connection, keep.id), _stored(connection, gone.id)
    for field in _STORED:
        if theirs[field] not in {None, ours[field]} and not (field == "login" and ours[field] and _made_up(gone)):
            yield _choice(field, *(_shown(field, row[field]) for row in (ours, theirs)), takes_other=not ours[field])
    for own in custom.fields(connection, "contact"):
        mine, other = keep.custom.get(own.key), gone.custom.get(own.key)
        if other is not None and mine != other:
            yield Choice(OWN + own.key, own.label, own.shown(mine), own.shown(other), mine is None)


def _made_up(contact: Contact) -> bool:
    """Whether the program made the login of a contact, so that nobody knows it by heart."""
    made = proposed_login(contact.name, tuple(email.address for email in contact.emails))
    return (contact.details.login or "").rstrip("0123456789").rstrip(".") == made


def _choice(field: str, kept: str, other: str, *, takes_other: bool) -> Choice:
    return Choice(field, field_label(field), kept, other, takes_other)


def _stored(connection: Connection, contact_id: int) -> Mapping[str, Any]:
    query = f"SELECT {', '.join(_STORED)} FROM contact WHERE id = ?"  # noqa: S608 - our own columns
    return dict(zip(_STORED, connection.execute(query, (contact_id,)).fetchone(), strict=True))


def _shown(field: str, value: str | None) -> str:
    if value is None:
        return ""
    if field in SECRETS:
        return masked(value) or ""
    return label(Gender(value)) if field == "gender" else value


def taken_columns(work: Work, gone: Contact, fields: frozenset[str]) -> dict[str, Any]:
    """The columns that the one that stays gets from the one that goes."""
    stored = _stored(work.raw, gone.id)
    columns: dict[str, Any] = {}
    for field in fields:
        if field == "name":
            columns |= {"name": gone.name, "name_key": sort_key(gone.name), "name_fold": folded(gone.name)}
        elif field in _STORED:
            columns[field] = stored[field]
        elif not field.startswith(OWN):
            value = getattr(gone, field)
            columns[field] = getattr(value, "value", value)
    if "login" in columns:
        # A login belongs to one contact only: the one that goes gives it up first.
        row = work.load("contact", gone.id) or {}
        work.update("contact", gone.id, {"login": None, "login_key": None})
        columns["login_key"] = row["login_key"]
    return columns
