"""Contacts that an import makes, and what it adds to those that were known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from solartui.domain.contact_points import email_key, phone_digits
from solartui.domain.contacts import Phone
from solartui.domain.records import Subject
from solartui.domain.text import sort_key
from solartui.domain.vocabulary import OWN
from solartui.services.import_decision import Decision
from solartui.services.import_identity import COMPANY, PERSON, folded
from solartui.services.import_own_fields import add_values
from solartui.services.import_sheet import company
from solartui.store.reading.leads import emails_of, phones_of
from solartui.store.reading.matching import DETAILS
from solartui.store.shelf import Shelf
from solartui.store.times import to_text

if TYPE_CHECKING:
    from solartui.domain.custom_fields import CustomField
    from solartui.store.bulk import Bulk
    from solartui.store.work import Work


_OF_DETAILS = frozenset(DETAILS)


class Log(Protocol):
    """Writes a line of history of a contact."""

    def __call__(self, kind: str, contact_id: int, data: Mapping[str, Any], row: int | None = None) -> None:
        """Write it; `row` is the number of the row that has made the contact."""


class ContactWriter:
    """Writes the contacts of one import.

    Args:
        work: its unit of work.
        bulk: what new rows are written with.
        log: writes a line of history.
        own: the fields of the desk's own that the sheet gives contacts.
    """

    def __init__(self, work: Work, bulk: Bulk, log: Log, own: Mapping[str, CustomField] | None = None) -> None:
        self._work = work
        self._bulk = bulk
        self._log = log
        self._own = own or {}
        self._now = to_text(work.now)
        # Contacts that this import makes, by the name that the plan has for them, and companies by their own.
        self._made: Shelf[int] = Shelf()
        self._companies: dict[str, int] = {}
        self._names: dict[int, str] = {}
        # How many addresses and numbers a contact has, for the place of further ones.
        self._places: dict[str, dict[int, int]] = {"contact_email": {}, "contact_phone": {}}
        self._outdated: set[int] = set()
        self._details: list[tuple[str, Any, int]] = []
        self._first_fresh = bulk.next_id("contact")

    def number_of(self, decision: Decision) -> int:
        """The number of a row's contact, made if it is new, with what the row adds to it."""
        who, changes = decision.who, decision.contact_changes
        number = who if isinstance(who, int) else self._made.get(who)
        if number is None:
            number = self._insert(decision, changes.get("external_id"))
            self._made.put(who, number)
            self._add_points(number, changes)
            if not _OF_DETAILS.isdisjoint(changes):
                self._keep_details(number, changes)
            if self._own:
                add_values(self._bulk, self._own, "contact_id", number, changes)
        elif changes:
            self.change(number, changes)
        return number

    def name_of(self, number: int) -> str:
        """The name of a contact."""
        if number not in self._names:
            query = "SELECT name FROM contact WHERE id = ?"
            self._names[number] = str(self._work.raw.execute(query, (number,)).fetchone()[0])
        return self._names[number]

    def change(self, number: int, changes: Mapping[str, Any]) -> None:
        """Change a contact that is there."""
        if number >= self._first_fresh:
            self._change_fresh(number, changes)
            return
        columns: dict[str, Any] = {}
        if "contact_name" in changes:
            name = str(changes["contact_name"])
            columns |= {"name": name, "name_key": sort_key(name), "name_fold": folded(name)}
            self._names[number] = name
        if "contact_kind" in changes:
            columns["kind"] = changes["contact_kind"]
        if "company" in changes:
            columns["company_id"] = self._company(str(changes["company"]))
            if columns["company_id"] >= self._first_fresh:
                # Noted before the change that refers to it: undo goes the other way round.
                self._bulk.finish()
        if "external_id" in changes:
            columns["external_id"] = changes["external_id"]
        columns |= {key: changes[key] for key in DETAILS if key in changes}
        changed = self._work.update("contact", number, columns) if columns else {}
        told = ("name", "kind", "company_id", "external_id", *DETAILS)
        said = [[key, *changed[key]] for key in told if key in changed]
        said += self._change_own(number, changes)
        if said:
            self._log("edited", number, {"changes": said})
        self._grow(number, changes, touched=bool(changed))

    def _change_own(self, number: int, changes: Mapping[str, Any]) -> list[list[Any]]:
        """Write what a contact that is there says in fields of the desk's own; what that changed, for its history."""
        values = {key.removeprefix(OWN): changes[key] for key in self._own.keys() & changes.keys()}
        if not values:
            return []
        from solartui.services.custom_values import write_values

        self._bulk.finish()
        return write_values(self._work, Subject("contact", number), values)

    def _change_fresh(self, number: int, changes: Mapping[str, Any]) -> None:
        """Complete a contact that this import has made: undo takes it away as a whole."""
        self._change_own(number, changes)
        self._keep_details(number, changes)
        if "external_id" in changes:
            self._bulk.flush()
            query = "UPDATE contact SET external_id = ? WHERE id = ?"
            self._work.raw.execute(query, (changes["external_id"], number))
        if "company" in changes:
            company_id = self._company(str(changes["company"]))
            self._bulk.flush()
            self._work.raw.execute("UPDATE contact SET company_id = ? WHERE id = ?", (company_id, number))
        self._add_points(number, changes)
        self._outdated.add(number)

    def _keep_details(self, number: int, changes: Mapping[str, Any]) -> None:
        """Write details of a contact that this import makes once it is there."""
        self._details += [(key, changes[key], number) for key in DETAILS if key in changes]

    def reindex(self) -> None:
        """Carry new names, addresses and numbers to the search texts of leads; all rows are written."""
        for key, value, number in self._details:
            self._work.raw.execute(f"UPDATE contact SET {key} = ? WHERE id = ?", (value, number))  # noqa: S608
        self._details.clear()
        if self._outdated:
            from solartui.store.search_index import reindex_contacts

            reindex_contacts(self._work.raw, sorted(self._outdated))
            self._outdated.clear()
        # Everything is written: from here on the database knows, and memory stays as small as a chunk of rows.
        self._names.clear()
        for places in self._places.values():
            places.clear()

    def _insert(self, decision: Decision, external: object) -> int:
        draft, values = decision.draft, decision.draft.values
        employer = values.get("company")
        company_id = self._company(str(employer)) if employer else None
        kind = str(values.get("contact_kind") or PERSON)
        number = self._row(str(values["contact_name"]), kind, company_id, external)
        self._log("created", number, {"name": values["contact_name"]}, draft.number)
        return number

    def _company(self, name: str) -> int:
        """The company of this name, made where it is not known."""
        key = folded(name)
        if key not in self._companies:
            query = "SELECT id FROM contact WHERE name_fold = ? AND kind = 'company' AND deleted_at IS NULL ORDER BY id"
            row = self._work.raw.execute(query, (key,)).fetchone()
            if row is None:
                number = self._row(name, COMPANY, None)
                self._made.put(company(key), number)
                self._log("created", number, {"name": name})
            else:
                self._companies[key] = int(row[0])
        return self._companies[key]

    def _row(self, name: str, kind: str, company_id: int | None, external: object = None) -> int:
        number = self._bulk.new_id("contact")
        row = (number, kind, name, sort_key(name), folded(name), company_id, "manual", self._now, self._now,
               self._work.actor.user_id, 1, external)  # fmt: skip
        self._bulk.add("contact", row)
        self._names[number] = name
        for places in self._places.values():
            places[number] = 0
        if kind == COMPANY:
            self._companies.setdefault(folded(name), number)
        return number

    def _grow(self, number: int, points: Mapping[str, Any], *, touched: bool = False) -> None:
        """Add addresses and numbers to a contact that is there, with a line of history."""
        self._outdated.add(number)
        emails, phones = points.get("email", ()), points.get("phone", ())
        if not emails and not phones:
            return
        before = {"emails": emails_of(self._work.raw, number), "phones": phones_of(self._work.raw, number)}
        after = {"emails": emails, "phones": tuple(phone.number for phone in phones)}
        self._add_points(number, points)
        said = [[key, ", ".join(old), ", ".join((*old, *after[key]))] for key, old in before.items() if after[key]]
        self._log("edited", number, {"changes": said})
        if not touched:
            self._work.touch("contact", number)

    def _add_points(self, number: int, points: Mapping[str, Any]) -> None:
        """Add addresses and numbers behind those that there are."""
        bulk = self._bulk
        emails: Sequence[str] = points.get("email", ())
        phones: Sequence[Phone] = points.get("phone", ())
        for address in emails:
            place = self._next_place("contact_email", number)
            bulk.add("contact_email", (bulk.new_id("contact_email"), number, place, address, email_key(address), 0))
        for phone in phones:
            place = self._next_place("contact_phone", number)
            written = (phone.number, phone.e164, phone_digits(phone))
            bulk.add("contact_phone", (bulk.new_id("contact_phone"), number, place, *written))

    def _next_place(self, table: str, number: int) -> int:
        places = self._places[table]
        place = places.get(number)
        if place is None:
            query = f"SELECT coalesce(max(position) + 1, 0) FROM {table} WHERE contact_id = ?"  # noqa: S608
            place = int(self._work.raw.execute(query, (number,)).fetchone()[0])
        places[number] = place + 1
        return place
