"""Rows of a sheet, made into all that can be known of them without the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from solartui.adapters.row_spool import lightest
from solartui.domain.importing.guess import Guess
from solartui.domain.importing.rows import RowDraft, RowReader
from solartui.domain.importing.values import ColumnStyle, Desk
from solartui.domain.query.document import unnumbered_text
from solartui.services.import_identity import Identity, emails_of, lead_name, phones_of

if TYPE_CHECKING:
    from solartui.adapters.row_spool import Row

AT_ONCE = 500
"""Rows that are handed on together."""
_FIRST = 100
"""As `AT_ONCE`, for those that somebody waits for who has nothing else to do."""


def search_of(draft: RowDraft, name: str) -> str:
    """The words that the lead of a row is found by, without its number.

    Args:
        draft: the row, which names its contact.
        name: of the lead.
    """
    values = draft.values
    return unnumbered_text(
        name=name,
        contact=str(values["contact_name"]),
        street=values.get("street"),  # type: ignore[arg-type]
        postcode=values.get("postcode"),  # type: ignore[arg-type]
        city=values.get("city"),  # type: ignore[arg-type]
        region=values.get("region"),  # type: ignore[arg-type]
        channel=values.get("channel"),  # type: ignore[arg-type]
        emails=emails_of(draft),
        phones=phones_of(draft),
    )


class ReadRow(NamedTuple):
    """A row that was read.

    Attributes:
        draft: what it says.
        identity: whom it speaks of; None where it cannot be taken, or says nothing.
        search: the words that its lead would be found by; None where it does not name its contact, or brings no lead.
    """

    draft: RowDraft
    identity: Identity | None = None
    search: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of one sheet are read.

    Attributes:
        guess: what its columns mean.
        styles: how they are written.
        desk: what cells are read against.
        corrections: what is read instead of what stands in a cell, by number of its row and index of its column.
        leads: whether rows bring leads.
    """

    guess: Guess
    styles: Mapping[int, ColumnStyle]
    desk: Desk
    corrections: Mapping[tuple[int, int], str]
    leads: bool

    def chunks(self, rows: Iterable[Row]) -> Iterator[list[ReadRow]]:
        """What rows say, many at a time; the headings, and what stands above them, say nothing."""
        reader = RowReader(self.guess, self.styles, self.desk)
        headings, size = self.guess.row, min(_FIRST, AT_ONCE)
        body = corrected((row for row in rows if row[0] > headings), self.corrections)
        while chunk := [self._read(reader.read(*row)) for row in lightest(body, size)]:
            yield chunk
            size = min(2 * size, AT_ONCE)

    def _read(self, draft: RowDraft) -> ReadRow:
        if draft.problems or not draft.values:
            return ReadRow(draft)
        named = "contact_name" in draft.values
        lead = lead_name(draft) if named or "name" in draft.values else ""
        row = Identity.of(draft, lead)
        return ReadRow(draft, row, search_of(draft, lead) if named and self.leads else None)


def corrected(rows: Iterable[Row], corrections: Mapping[tuple[int, int], str]) -> Iterator[Row]:
    """Rows with what a person has put in the place of some of their cells."""
    if not corrections:
        yield from rows
        return
    by_row: dict[int, dict[int, str]] = {}
    for (number, column), text in corrections.items():
        by_row.setdefault(number, {})[column] = text
    for number, cells in rows:
        changed = by_row.get(number, {})
        row = [*cells, *[None] * (max(changed, default=0) + 1 - len(cells))]
        for column, text in changed.items():
            row[column] = text or None
        yield number, tuple(row)
