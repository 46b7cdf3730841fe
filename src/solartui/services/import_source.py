"""A spreadsheet that was read, with what its columns are taken for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import TracebackType
from typing import TYPE_CHECKING, Any

from solartui.adapters.row_spool import lightest
from solartui.domain.errors import Invalid
from solartui.domain.importing.fields import EXPORT_ONLY, NEW_FIELD, OF_CONTACTS_ALONE, is_own
from solartui.domain.importing.guess import Guess, remap
from solartui.i18n import tr

if TYPE_CHECKING:
    from solartui.adapters.row_spool import Row
    from solartui.adapters.workbook_reader import Table
    from solartui.services.import_apart import Apart

HEAD = 60
OF_CONTACTS = frozenset(
    {"contact_id", "contact_name", "first_name", "last_name", "company", "contact_kind", "email", "phone",
     "external_id", *OF_CONTACTS_ALONE}
)  # fmt: skip
# What only leads have: a sheet with none of these beside a number of ours for the contact is a list of contacts.
_OF_BOTH = OF_CONTACTS | {"version", "created_at", "updated_at", "created_by"}


class Target(StrEnum):
    """What rows become."""

    LEADS = "leads"
    CONTACTS = "contacts"


@dataclass(frozen=True)
class ImportSource:
    """A spreadsheet that was read, with what its columns are taken for.

    Attributes:
        table: its rows, kept outside memory.
        guess: the field of each column.
        remembered: whether the fields come from an earlier import of a sheet with these headings.
        target: what its rows become.
        apart: a process that waits to read them, where they are brought in at once.
    """

    table: Table
    guess: Guess
    remembered: bool = False
    target: Target = Target.LEADS
    apart: Apart | None = field(default=None, repr=False, compare=False)

    @property
    def rows(self) -> int:
        """How many rows follow the headings; blank ones do not count."""
        above = sum(number <= self.guess.row for number, _ in self.table.head(HEAD))
        return self.table.count - above

    @property
    def left_alone(self) -> tuple[str, ...]:
        """The headings of the columns that are not brought in, but for those that our own export has for reading."""
        number = "contact_id" if self.target is Target.CONTACTS else "version"
        ours = number in self.guess.fields
        pairs = zip(self.guess.headings, self.guess.fields, strict=True)
        return tuple(heading for heading, key in pairs if key is None or (key in EXPORT_ONLY and not ours))

    @property
    def is_of_contacts(self) -> bool:
        """Whether it is a list of our own contacts, as an export makes it."""
        known = {key for key in self.guess.fields if key is not None}
        return "contact_id" in known and known <= _OF_BOTH

    def mapped(self, choices: Mapping[str, str | None]) -> ImportSource:
        """The same sheet with the fields that a person chose, by heading; None leaves a column out.

        Raises:
            Invalid: there is no such heading or field, or a contact has no such field.
        """
        for key in choices.values() if self.target is Target.LEADS else ():
            if key in OF_CONTACTS_ALONE:
                raise Invalid(tr("Leads have no field {field}; bring the sheet in as contacts.", field=key), "mapping")
        for key in choices.values() if self.target is Target.CONTACTS else ():
            if key and key not in _OF_BOTH and not is_own(key):
                raise Invalid(tr("Contacts have no field {field}.", field=key), "mapping")
        return replace(self, guess=remap(self.guess, choices), remembered=False)

    def aimed(self, target: Target) -> ImportSource:
        """The same sheet, whose rows become something else; columns that mean nothing there are left alone."""
        if target is Target.LEADS:
            kept = tuple(None if key in OF_CONTACTS_ALONE else key for key in self.guess.fields)
            return replace(self, guess=replace(self.guess, fields=kept), target=target)
        kept = tuple(key if key in _OF_BOTH or (key is not None and is_own(key)) else None for key in self.guess.fields)
        return replace(self, guess=replace(self.guess, fields=kept), target=target)

    def keeping_all(self) -> ImportSource:
        """The same sheet, whose unknown columns become fields of the desk's own."""
        pairs = zip(self.guess.headings, self.guess.fields, strict=True)
        return self.mapped({heading: NEW_FIELD for heading, key in pairs if key is None})

    def sample(self, count: int) -> list[tuple[Any, ...]]:
        """The cells of the first rows below the headings, as far as they are no burden."""
        return [cells for _, cells in lightest(self.body(), count)]

    def body(self) -> Iterator[Row]:
        """The rows below the headings."""
        return (row for row in self.table.rows() if row[0] > self.guess.row)

    def close(self) -> None:
        """Give the rows back to the system."""
        if self.apart is not None:
            self.apart.close()
        self.table.close()

    def __enter__(self) -> ImportSource:
        """Close at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()
