"""Places of many leads at once: found one after the other, written down as one change that can be taken back.

A run that was broken off has changed no lead; what a service has answered by then is kept, so that the next run goes
on where it ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from solartui.domain.errors import Invalid, NotFound
from solartui.domain.geocoding import OFFLINE, Ambiguous, Found, Precision, ServiceFailed, can_be_found, one_place
from solartui.domain.leads import Address
from solartui.domain.selection import Chosen
from solartui.i18n import ntr, tr
from solartui.services.choosing import condition
from solartui.services.desk import Desk
from solartui.services.lead_rules import get_name
from solartui.services.place_lookup import BY_SETTING, PlaceLookup, Wanted
from solartui.services.result import Changed
from solartui.services.watching import progress
from solartui.store.chosen import ids_in

TOPICS = frozenset({"leads"})
_FAILURES_IN_A_ROW = 3
_CHUNK = 500
_REMEMBERED = 50_000


class Fate(StrEnum):
    """What became of a lead whose place was looked for."""

    LOCATED = "located"
    UNCHANGED = "unchanged"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    NO_ADDRESS = "no_address"
    FAILED = "failed"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class LeadPlace:
    """What was found for one lead: its place, or why there is none, with the places to choose from.

    Attributes:
        address: as it stands in the lead, where a person has to choose.
    """

    lead_id: int
    fate: Fate
    place: Found | None = None
    reason: str = ""
    candidates: tuple[Found, ...] = ()
    address: str = ""


@dataclass(slots=True)
class Located:
    """What became of all leads that were meant.

    Attributes:
        provider: who was asked.
        leads: one entry for each lead, in the order of their ids.
        stopped: why the rest was not asked; empty where all were.
    """

    provider: str
    leads: list[LeadPlace] = field(default_factory=list)
    stopped: str = ""

    def count(self, fate: Fate) -> int:
        """How many ended so."""
        return sum(one.fate is fate for one in self.leads)


@dataclass(frozen=True, slots=True)
class _Lead:
    lead_id: int
    address: Address
    placed: bool


class GeocodingService:
    """Finds the places of leads.

    Attributes:
        lookup: where single addresses are asked for.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.lookup = PlaceLookup(desk)

    def locate(
        self, leads: Chosen, wanted: Wanted = BY_SETTING, *, missing: bool = True, pick: int | None = None
    ) -> Changed[Located]:
        """Find the places of leads and write them down, as one change.

        Args:
            leads: which ones.
            wanted: who is asked.
            missing: whether leads whose place is known are left out; offline they always keep it.
            pick: which of several places is taken, the first one is 1; only for a single lead.

        Raises:
            Invalid: the filter cannot be read, or a choice was made for several leads.
            NotPermitted: the person may not change leads.
            Refused: nobody has allowed that addresses are sent to this service.
            Cancelled: whoever watches has given up; no lead was changed, and what was answered is kept.
        """
        self._desk.allow("leads.edit")
        service = self.lookup.service(wanted)
        ids = self._ids(leads, missing=missing)
        if pick is not None and len(ids) != 1:
            raise Invalid(tr("A choice is made for one lead at a time; these are {n}.", n=len(ids)), "pick")
        result = Located(service.provider if service else OFFLINE)
        run = _Run(lambda address: self.lookup.ask(service, address), keep=service is None, pick=pick)
        addresses: dict[int, Address] = {}
        for done, lead in enumerate(self._read(ids)):
            progress(done, len(ids))
            one = run.look(lead)
            result.leads.append(replace(one, address=lead.address.text) if one.candidates else one)
            if one.fate is Fate.LOCATED:
                addresses[lead.lead_id] = lead.address
        result.stopped = run.stopped
        change = self._write(result, addresses, over=not missing) if addresses else None
        return Changed(result, TOPICS if change else frozenset(), change)

    def take(self, leads: Chosen, place: Found) -> Changed[Located]:
        """Write down the place of a lead that a person has chosen.

        Raises:
            NotPermitted: the person may not change leads.
        """
        self._desk.allow("leads.edit")
        result = Located(place.source)
        addresses: dict[int, Address] = {}
        for lead in self._read(self._ids(leads, missing=False)):
            result.leads.append(LeadPlace(lead.lead_id, Fate.LOCATED, place))
            addresses[lead.lead_id] = lead.address
        change = self._write(result, addresses, over=True) if addresses else None
        return Changed(result, TOPICS if change else frozenset(), change)

    def _ids(self, leads: Chosen, *, missing: bool) -> list[int]:
        meant = condition(self._desk, leads)
        with self._desk.reading() as connection:
            return ids_in(connection, meant.also("l.latitude IS NULL") if missing else meant)

    def _read(self, ids: Sequence[int]) -> Iterator[_Lead]:
        from solartui.store.located import addresses_of

        for start in range(0, len(ids), _CHUNK):
            with self._desk.reading() as connection:
                rows = addresses_of(connection, ids[start : start + _CHUNK])
            yield from (_Lead(*row) for row in rows)

    def _write(self, result: Located, addresses: dict[int, Address], *, over: bool) -> int | None:
        """Write the places down; a lead that somebody has changed meanwhile stays as it is."""
        from solartui.store.bulk_change import carry_out, sort_out
        from solartui.store.located import Placed, locate_leads

        placed = [Placed(o.lead_id, addresses[o.lead_id], o.place) for o in result.leads if o.place is not None]
        with self._desk.writing("leads.edit") as work:
            meant, act = locate_leads(work, placed, over=over)
            tally = sort_out(work, meant, act)
            if tally.changed:
                # The places are found: from here on it is a moment, and it is not stopped any more.
                carry_out(work, act, tally, lambda _done, _total: None)
                first = next(iter(tally.changed))
                name = get_name(work.raw, first)
                work.describe("lead.located", count=len(tally.changed), name=name, lead=first)
            change = work.change_id if tally.changed else None
        refused = dict(tally.refused)
        for place, one in enumerate(result.leads):
            if one.fate is Fate.LOCATED and one.lead_id not in tally.changed:
                reason = refused.get(one.lead_id, tr("It is there already."))
                result.leads[place] = LeadPlace(one.lead_id, Fate.UNCHANGED, one.place, reason)
        return change


class _Run:
    """One lead after the other, until a service gives no more answers."""

    def __init__(self, ask: Callable[[Address], list[Found]], *, keep: bool, pick: int | None) -> None:
        self._ask = ask
        self._keep = keep
        self._pick = pick
        self._failures = 0
        self._known: dict[Address, list[Found]] = {}
        self.stopped = ""

    def look(self, lead: _Lead) -> LeadPlace:
        """What becomes of a lead."""
        if self._keep and lead.placed and self._pick is None:
            return LeadPlace(lead.lead_id, Fate.UNCHANGED, reason=tr("Its place is known more exactly."))
        if not can_be_found(lead.address):
            return LeadPlace(lead.lead_id, Fate.NO_ADDRESS, reason=tr("It has neither a town nor a postcode."))
        if self.stopped:
            return LeadPlace(lead.lead_id, Fate.NOT_ASKED, reason=self.stopped)
        try:
            found = self._asked(lead.address)
        except ServiceFailed as failed:
            self._failures += 1
            if self._failures >= _FAILURES_IN_A_ROW or failed.retry_after or failed.lasting:
                self.stopped = failed.message
            return LeadPlace(lead.lead_id, Fate.FAILED, reason=failed.message)
        self._failures = 0
        return self._decided(lead.lead_id, found)

    def _asked(self, address: Address) -> list[Found]:
        if not self._keep:
            return self._ask(address)
        # Offline the street does not matter.
        town = Address(None, address.postcode, address.city, address.region, address.country)
        if town not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[town] = self._ask(town)
        return self._known[town]

    def _decided(self, lead_id: int, found: Sequence[Found]) -> LeadPlace:
        if not found:
            return LeadPlace(lead_id, Fate.NOT_FOUND, reason=tr("No place is known for its address."))
        if self._pick is not None:
            if not 1 <= self._pick <= len(found):
                few = ntr("There is {n} place to choose from.", "There are {n} places to choose from.", len(found),
                          n=len(found))  # fmt: skip
                raise Invalid(few, "pick")
            return LeadPlace(lead_id, Fate.LOCATED, found[self._pick - 1])
        if (place := one_place(found)) is not None:
            return LeadPlace(lead_id, Fate.LOCATED, place)
        return LeadPlace(lead_id, Fate.AMBIGUOUS, reason=_doubt(found), candidates=tuple(found))


def _doubt(found: Sequence[Found]) -> str:
    """Why places are only offered."""
    first = found[0]
    if first.precision is Precision.AREA and first.source == OFFLINE:
        return tr("Only the area of its postcode is known.")
    if first.precision is Precision.AREA:
        return tr("Only an area is known: {place}.", place=first.text)
    if len(found) == 1:
        return tr("Perhaps {place} is meant.", place=first.text)
    return tr("Its address may mean {n} places.", n=len(found))


def raise_for(one: LeadPlace) -> None:
    """Go on only if the place of a single lead was found, or was known.

    Raises:
        Ambiguous: several places are meant.
        NotFound: there is none.
        ServiceFailed: the service gave no answer.
        Invalid: the lead has no address.
    """
    match one.fate:
        case Fate.AMBIGUOUS:
            raise Ambiguous(one.reason, one.candidates)
        case Fate.NOT_FOUND:
            raise NotFound(one.reason)
        case Fate.FAILED | Fate.NOT_ASKED:
            raise ServiceFailed(one.reason)
        case Fate.NO_ADDRESS:
            raise NotFound(one.reason)
