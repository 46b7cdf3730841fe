"""What a row says that the desk does not know yet of the lead and the contact that it means."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from solartui.domain.contact_points import email_key, phone_digits
from solartui.domain.importing.fields import is_own
from solartui.domain.importing.rows import RowDraft
from solartui.domain.leads import Address
from solartui.domain.people import Assignee
from solartui.domain.stages import Stage
from solartui.domain.text import words
from solartui.domain.vocabulary import AssigneeKind
from solartui.services.export_cells import note_cell
from solartui.services.import_identity import COMPANY, PERSON, Identity, digits_typed, emails_of, folded, phones_of
from solartui.store.reading.matching import KnownContact, KnownLead
from solartui.store.times import from_text

PLAIN_FIELDS = (
    "type", "grid_connection", "channel", "street", "postcode", "city", "region", "country", "latitude", "longitude",
    "monthly_kwh", "score", "follow_up_note", "lost_reason", "external_id",
)  # fmt: skip
FLAGS = ("panel", "battery", "heat_pump")
MOMENTS = ("last_contacted", "next_follow_up")

_ENTITIES = {"partner": "partner_id", "service_location": "location_id"}
_NAMES = {"contact_name", "first_name", "last_name"}
_ADDRESS = ("street", "postcode", "city", "region", "country")
_POSTCODE_SIGNS = re.compile(r"[\s–-]+")
_FINE = 1e-9
_CENT = 0.0051

Resolve = Callable[[str, object], Assignee | None]
"""The person that a row names as its ``assignee`` or ``owner``."""


def lead_differences(
    draft: RowDraft, lead: KnownLead, given: frozenset[str], stages: Mapping[str, Stage], resolve: Resolve
) -> dict[str, Any]:
    """The fields in which a row says something else than the stored lead, with what it says.

    Args:
        draft: the row.
        lead: the lead that it means.
        given: what the columns carry that are filled in.
        stages: the desk's stages by key.
        resolve: finds people; raises where there is nobody of a name.
    """
    values, columns = draft.values, lead.columns
    found = {
        key: values[key] for key in PLAIN_FIELDS if key in values and not same_value(key, values[key], columns[key])
    }
    found |= {key: values[key] for key in FLAGS if key in values and bool(columns[key]) is not values[key]}
    found |= {key: values[key] for key in MOMENTS if key in values and not same_moment(values[key], columns[key])}
    if "name" in values and values["name"] != columns["name"]:
        found["name"] = values["name"]
    if _other_stage(values, columns, stages):
        found["stage"] = values["stage"]
    if (months := _consumption(values, columns)) is not None:
        found["consumption"] = months
    if "archived" in values and (columns["archived_at"] is not None) is not values["archived"]:
        found["archived"] = values["archived"]
    if "note" in values and not _known_note(str(values["note"]), lead):
        found["note"] = values["note"]
    found |= {
        key: value for key, value in values.items() if is_own(key) and not same_value(key, value, lead.own.get(key))
    }
    found |= _people(values, columns, resolve)
    return _without_same_address(found, values, columns, given)


def contact_differences(
    draft: RowDraft, contact: KnownContact, row: Identity, given: frozenset[str], *, own: bool
) -> dict[str, Any]:
    """What a row says of its contact that is not known yet.

    Args:
        draft: the row.
        contact: the contact that it means.
        row: the identity that it gives.
        given: what the columns carry that are filled in.
        own: whether the row means its lead by our own number: only then are name and kind taken over.
    """
    found = _new_points(draft, contact)
    values = draft.values
    employer = _employer(draft, contact, given)
    if employer and folded(employer) != folded(contact.company or "") and (own or contact.company is None):
        found["company"] = employer
    if not own or _nameless(contact, given):
        return found
    if row.name and values["contact_name"] != contact.name:
        found["contact_name"] = values["contact_name"]
    if "contact_kind" in given and "company" not in values and values["contact_kind"] != contact.kind:
        found["contact_kind"] = values["contact_kind"]
    return found


def _nameless(contact: KnownContact, given: frozenset[str]) -> bool:
    """Whether a row gives a person no name but that of their company: it does not make a company of them."""
    return contact.kind == PERSON and "company" in given and not given & _NAMES


def _employer(draft: RowDraft, contact: KnownContact, given: frozenset[str]) -> str:
    """The company that a row gives a person, empty where it gives none."""
    if contact.kind == COMPANY:
        return ""
    key = "contact_name" if _nameless(contact, given) else "company"
    return str(draft.values.get(key) or "")


def _new_points(draft: RowDraft, contact: KnownContact) -> dict[str, Any]:
    """The addresses and numbers of a row that are not among those that are known."""
    found: dict[str, Any] = {}
    addresses = [address for address in emails_of(draft) if email_key(address) not in contact.emails]
    if addresses:
        found["email"] = tuple(addresses)
    written = [digits_typed(phone) for phone in phones_of(draft)]
    # Numbers read in another country than they were typed in, or taken apart by a comma, are the same numbers still.
    if "".join(written) != "".join(contact.typed):
        numbers = [phone for phone in phones_of(draft) if phone_digits(phone) not in contact.digits]
        numbers = [phone for phone in numbers if digits_typed(phone) not in contact.typed]
        if numbers:
            found["phone"] = tuple(numbers)
    return found


def kept_of(draft: RowDraft, contact: KnownContact, row: Identity, given: frozenset[str]) -> frozenset[str]:
    """What a row says of its contact that is known."""
    employer = _employer(draft, contact, given)
    return _kept(
        named=bool(row.name) and row.name == contact.name_fold,
        kind=draft.values.get("contact_kind") == contact.kind,
        employed=bool(employer) and folded(employer) == folded(contact.company or ""),
    )


@cache
def _kept(*, named: bool, kind: bool, employed: bool) -> frozenset[str]:
    said = {"contact_name": named, "contact_kind": kind, "company": employed}
    return frozenset({"email", "phone", *(key for key, is_known in said.items() if is_known)})


def same_value(key: str, new: Any, stored: Any) -> bool:
    """Whether a row says what is stored; a workbook keeps sixteen digits of a number."""
    if isinstance(new, float) and isinstance(stored, (int, float)):
        # The use of a year, divided by twelve, comes with two decimals.
        close = key == "monthly_kwh" and abs(new - stored) <= _CENT
        return close or abs(new - stored) <= _FINE * max(1.0, abs(new))
    if key == "postcode" and stored is not None:
        return _POSTCODE_SIGNS.sub("", str(new)) == _POSTCODE_SIGNS.sub("", str(stored))
    return bool(new == stored)


def same_moment(new: object, stored: str | None) -> bool:
    """A spreadsheet keeps times to the second."""
    if stored is None or not isinstance(new, datetime):
        return False
    return abs((new - from_text(stored)).total_seconds()) < 1


def _other_stage(values: Mapping[str, Any], columns: Mapping[str, Any], stages: Mapping[str, Stage]) -> bool:
    if "stage" not in values or values["stage"] == columns["stage"]:
        return False
    # Where the admin has called two stages alike, the word in the sheet means the one that the lead is in.
    return stages[values["stage"]].label != stages[columns["stage"]].label


def _consumption(values: Mapping[str, Any], columns: Mapping[str, Any]) -> tuple[float | None, ...] | None:
    """The twelve months as they are to be; None where the row has nothing new to say. Blank months stay as they are."""
    if "consumption" not in values:
        return None
    stored = json.loads(columns["consumption"]) if columns["consumption"] else [None] * 12
    pairs = list(zip(values["consumption"], stored, strict=True))
    if all(new is None or same_value("consumption", new, old) for new, old in pairs):
        return None
    return tuple(old if new is None else new for new, old in pairs)


def _known_note(text: str, lead: KnownLead) -> bool:
    return any(note_cell(note).strip() == text for note in lead.notes)


def _people(values: Mapping[str, Any], columns: Mapping[str, Any], resolve: Resolve) -> dict[str, Any]:
    """Assignee and owner, where somebody else is named; those who left the desk keep what they carry."""
    found = {}
    names = {"assignee": columns["assignee_user"] or columns["assignee_entity"], "owner": columns["owner_name"]}
    names |= {key: columns[f"{key}_name"] for key in ("partner", "service_location")}
    for key, name in names.items():
        if key in values and folded(values[key]) != folded(name or "") and not _carries(key, values, columns, resolve):
            found[key] = values[key]
    return found


def _carries(key: str, values: Mapping[str, Any], columns: Mapping[str, Any], resolve: Resolve) -> bool:
    who = resolve(key, values[key])
    if key in _ENTITIES:
        return bool((who.id if who else None) == columns[_ENTITIES[key]])
    user, entity = columns["assignee_user_id"], columns["assignee_entity_id"]
    if key == "owner":
        user, entity = columns["owner_id"], None
    if who is None:
        return user is None and entity is None
    return bool(who.id == (user if who.kind is AssigneeKind.USER else entity))


def _without_same_address(
    found: dict[str, Any], values: Mapping[str, Any], columns: Mapping[str, Any], given: frozenset[str]
) -> dict[str, Any]:
    """An address on one line is taken apart by guessing; where it has the same words, its parts stay as they are."""
    if "address" not in given or not found.keys() & set(_ADDRESS):
        return found
    stored = Address(*(columns[key] for key in _ADDRESS)).text
    said = Address(*(values.get(key) for key in _ADDRESS)).text
    if set(words(stored)) != set(words(said)):
        return found
    return {key: value for key, value in found.items() if key not in _ADDRESS}
