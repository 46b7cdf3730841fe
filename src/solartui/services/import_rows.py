"""Deciding the fate of rows: what leads and contacts have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from sqlite3 import Connection

from solartui.domain.errors import Invalid, NotFound, Refused
from solartui.domain.importing.fields import CONSUMPTION, is_own
from solartui.domain.importing.policies import Policies
from solartui.domain.importing.rows import LONGEST_SHOWN, Problem, RowDraft
from solartui.domain.people import Actor, Assignee
from solartui.domain.text import cut
from solartui.domain.vocabulary import AssigneeKind
from solartui.i18n import tr
from solartui.services.import_decision import Decision, Fate
from solartui.services.import_identity import ENTITY_KINDS, LONGEST_LINE, Identity, Who, folded
from solartui.services.import_known import Known
from solartui.services.import_reading import Reading, ReadRow
from solartui.services.import_sheet import Sheet
from solartui.services.people import named_entity, resolve_assignee
from solartui.store.reading.matching import KnownContact

_MOST_KWH = 1e9
_OF_USE = frozenset({"monthly_kwh", "annual_kwh", *CONSUMPTION})


class Objection(Exception):
    """Why a row is refused: the field that is to blame, if one is, and the reason."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(reason)
        self.key = key
        self.reason = reason


class RowPlanner:
    """Decides rows in chunks, in the order of the sheet.

    Args:
        connection: the database as it was before the import; nothing is written through it.
        reading: how the rows were read.
        policies: what a row does that is about somebody, or something, that is there already.
        actor: who ``me`` is.
        now: what time it is.
    """

    RECORD = "lead"

    def __init__(
        self, connection: Connection, reading: Reading, policies: Policies, actor: Actor, now: datetime
    ) -> None:
        guess = reading.guess
        self._connection = connection
        self._stages = {stage.key: stage for stage in reading.desk.stages}
        self._actor = actor
        self._now = now
        self._policies = policies
        self._fields = guess.imported
        self._headings = {key: guess.headings[i] for i, key in reversed(guess.imported.items())}
        self._own = self.RECORD if any(map(is_own, guess.imported.values())) else ""
        self._people: dict[str, Assignee | str | None] = {}
        self._sheet = Sheet()
        self._has_use = not _OF_USE.isdisjoint(self._headings)
        # By which columns are filled in: few different ones among very many rows.
        self._filled: dict[tuple[int, ...], frozenset[str]] = {}

    def decide(self, rows: Iterable[ReadRow]) -> list[Decision]:
        """The fates of some rows that follow those decided before."""
        rows = [row for row in rows if not row.draft.blank]
        identities = [row.identity for row in rows if row.identity is not None]
        meant = {who for identity in identities for who in self._sheet.meant(identity)}
        drafts = [row.draft for row in rows if row.identity is not None]
        known = Known(self._connection, drafts, identities, meant, own=self._own)
        return [self._fate(row, known) for row in rows]

    def _fate(self, read: ReadRow, known: Known) -> Decision:
        draft, row, search = read
        if row is None:
            return Decision(draft, Fate.REFUSED, problems=draft.problems)
        try:
            self._check_sizes(draft)
            decision = self._decide(draft, row, known, search)
        except Objection as objection:
            problem = self._problem(draft, objection.key, objection.reason)
        except (Refused, NotFound, Invalid) as error:
            problem = self._problem(draft, "", error.message)
        else:
            if decision.key is not None or decision.fate is not Fate.NEW:
                self._sheet.mean(row, decision.who, stored_contact(decision.who, known))
            return decision
        return Decision(draft, Fate.REFUSED, problems=(problem,))

    def _decide(self, draft: RowDraft, row: Identity, known: Known, search: str | None) -> Decision:
        """The fate of a row without faults of its own."""
        raise NotImplementedError

    def _given(self, draft: RowDraft) -> frozenset[str]:
        """What the columns carry that are filled in."""
        found = self._filled.get(draft.columns)
        if found is None:
            found = self._filled[draft.columns] = frozenset(self._fields[i] for i in draft.columns)
        return found

    def _employ(self, company: object, known: Known) -> None:
        """Note the company of somebody new, which comes with the row where nobody knows it."""
        if company and not known.has_company(folded(company)):
            self._sheet.employ(str(company))

    def _by_email(self, row: Identity, known: Known) -> Who | None:
        owners: dict[Who, None] = {}
        for email in row.emails:
            owner = known.owner(email) or self._sheet.owner(email)
            if owner is not None:
                owners[owner] = None
        if len(owners) > 1:
            names = ", ".join(known.contacts[who].name if isinstance(who, int) else called(who) for who in owners)
            raise Objection("email", tr("The e-mail addresses belong to different contacts: {names}.", names=names))
        return next(iter(owners), None)

    def _who(self, key: str, name: object) -> Assignee | None:
        """The person that a row names."""
        asked = f"user:{name}" if key == "owner" else str(name) if key == "assignee" else f"{key}: {name}"
        if asked not in self._people:
            try:
                self._people[asked] = _named(self._connection, key, str(name), asked, self._actor)
            except (NotFound, Invalid) as error:
                self._people[asked] = error.message
        found = self._people[asked]
        if isinstance(found, str):
            raise Objection(key, found)
        return found

    def _check_sizes(self, draft: RowDraft) -> None:
        """What single cells allow, but no lead: names joined from several columns, energy of a power station."""
        values = draft.values
        for key, value in values.items():
            if type(value) is str and len(value) > LONGEST_LINE and key != "note":
                raise Objection(key, tr("The text is longer than {count} characters.", count=LONGEST_LINE))
        if not self._has_use:
            return
        months: Sequence[float | None] = values.get("consumption", ())  # type: ignore[assignment]
        for kwh in (values.get("monthly_kwh"), *months):
            if isinstance(kwh, float) and kwh > _MOST_KWH:
                raise Objection("monthly_kwh", tr("This number is too large."))

    def _problem(self, draft: RowDraft, key: str, reason: str) -> Problem:
        value = draft.values.get(key)
        text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
        return Problem(draft.number, self._headings.get(key, ""), cut(text, LONGEST_SHOWN), reason)


def stored_contact(who: Who, known: Known) -> KnownContact | None:
    """A contact as it is stored; None for one that the sheet brings."""
    return known.contacts[who] if isinstance(who, int) else None


def _named(connection: Connection, key: str, name: str, asked: str, actor: Actor) -> Assignee | None:
    """The user or part of the organisation that a cell names; None where it says that there is nobody."""
    kind = ENTITY_KINDS.get(key)
    if kind is None:
        return resolve_assignee(connection, asked, actor)
    number = named_entity(connection, kind, name)
    # What kind it is says the column.
    return None if number is None else Assignee(AssigneeKind.PARTNER, number, name)


def called(who: Who) -> str:
    """A contact of this sheet, in words."""
    kind, _, name = str(who).partition(" ")
    return tr("row {row}", row=name) if kind == "row" else name
