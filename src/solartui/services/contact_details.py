"""More details of a contact inside a unit of work: documents that are masked in its history, and its login."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from solartui.adapters.local_zone import local_zone
from solartui.domain.contact_details import (
    SECRETS,
    check_birth_date,
    is_mask,
    login_key,
    masked,
    proposed_login,
)
from solartui.domain.errors import Invalid, Refused
from solartui.i18n import tr

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.domain.drafts import ContactDraft
    from solartui.store.work import Work

DETAILS = ("login", "middle_name", "gender", "birth_date", "passport", "licence")
_TRIES = 30


def detail_columns(work: Work, draft: ContactDraft, fields: Iterable[str], contact_id: int | None) -> dict[str, Any]:
    """The columns for the details that were given.

    Raises:
        Invalid: the birth date is in the future.
        Refused: the login belongs to somebody else.
    """
    columns: dict[str, Any] = {}
    for field in fields:
        value = getattr(draft, field)
        if field in SECRETS and is_mask(value):
            # What is shown instead of a number came back: nobody entered one.
            continue
        columns[field] = getattr(value, "value", value)
    if "birth_date" in columns:
        check_birth_date(columns["birth_date"], work.now.astimezone(local_zone()).date())
    if "login" in columns:
        login = columns["login"]
        columns["login_key"] = login_key(login) if login else None
        if login and _taken(work.raw, columns["login_key"], contact_id):
            raise Refused(tr("The login {login} belongs to another contact.", login=login), missing=("login",))
    return columns


def _taken(connection: Connection, key: str, contact_id: int | None) -> bool:
    row = connection.execute("SELECT id FROM contact WHERE login_key = ?", (key,)).fetchone()
    return row is not None and row[0] != contact_id


def free_login(connection: Connection, name: str, emails: tuple[str, ...] = ()) -> str:
    """A login for a new contact that nobody has: ``anna.nowak``, else ``anna.nowak2`` and so on."""
    wanted = proposed_login(name, emails)
    for number in range(1, _TRIES):
        login = wanted if number == 1 else f"{wanted}{number}"
        if not _taken(connection, login_key(login), None):
            return login
    # Very many of one name: the number that the contact will have is free.
    (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'contact'").fetchone()
    return f"{wanted}.{last + 1}"


def told(changed: Mapping[str, tuple[Any, Any]]) -> list[list[Any]]:
    """Changes for the history: without keys, and with masks for numbers of documents."""
    lines = []
    for name, (before, after) in changed.items():
        if name.startswith("name_") or name == "login_key":
            continue
        lines.append([name, masked(before), masked(after)] if name in SECRETS else [name, before, after])
    return lines


def check_unusable(addresses: Iterable[str], stored: Iterable[str]) -> None:
    """Only addresses that are there can be marked.

    Raises:
        Invalid: one is not.
    """
    missing = sorted(set(addresses) - set(stored))
    if missing:
        raise Invalid(tr("{email} is no address of this contact.", email=missing[0]), "unusable")
