"""Papers for customers: proposals and invoices as PDF, as pictures of their pages, and as plain text."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from solartui.adapters.papers.typeset import LARGEST_TEMPLATE, own_template, to_pdf, to_pictures
from solartui.domain.errors import Invalid, NotFound, Refused
from solartui.domain.offers.invoices import invoice_paper
from solartui.domain.offers.papers import proposal_paper
from solartui.i18n import tr
from solartui.services.charges import ChargeService
from solartui.services.desk import Desk
from solartui.services.proposals import ProposalService
from solartui.services.result import Changed

if TYPE_CHECKING:
    from solartui.domain.offers.proposals import Proposal

NAMES = ("proposal", "invoice")
_STORED = "template."


class PaperService:
    """Typesets papers, by the templates of the desk or by those of the program."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._proposals = ProposalService(desk)
        self._charges = ChargeService(desk)

    def proposal(self, proposal_id: int) -> bytes:
        """A proposal as PDF; the same bytes each time.

        Raises:
            Invalid: the template of the desk makes no sense.
        """
        return self.pdf_of(self._proposals.get(proposal_id))

    def pdf_of(self, proposal: Proposal) -> bytes:
        """As `proposal`, for one that is at hand."""
        made = _noon(proposal.figures["made_on"])
        return to_pdf(self._own("proposal"), "proposal", proposal_paper(proposal), made)

    def pages(self, proposal_id: int, ppi: int = 72) -> list[bytes]:
        """Each page of a proposal as PNG."""
        return to_pictures(self._own("proposal"), "proposal", proposal_paper(self._proposals.get(proposal_id)), ppi)

    def invoice(self, charge_id: int) -> bytes:
        """An invoice or a proforma as PDF."""
        charge = self._charges.get(charge_id)
        data = invoice_paper(charge, self._charges.figures(charge_id))
        return to_pdf(self._own("invoice"), "invoice", data, _noon(charge.day.isoformat()))

    def invoice_pages(self, charge_id: int, ppi: int = 72) -> list[bytes]:
        """Each page of an invoice as PNG."""
        charge = self._charges.get(charge_id)
        data = invoice_paper(charge, self._charges.figures(charge_id))
        return to_pictures(self._own("invoice"), "invoice", data, ppi)

    # ---- templates

    def template(self, name: str = "proposal") -> str:
        """The template in force."""
        return self._own(_known(name)) or own_template(name)

    def is_own(self, name: str = "proposal") -> bool:
        """Whether the desk has a template of its own."""
        return self._own(_known(name)) is not None

    def install(self, text: str, name: str = "proposal") -> Changed[str]:
        """Use a template of the company, after it made a paper.

        Raises:
            Invalid: it makes no sense; one line says where.
            Refused: it is too large.
            NotPermitted: the person is no admin.
        """
        _known(name)
        self._desk.allow("desk.settings")
        if len(text.encode()) > LARGEST_TEMPLATE:
            raise Refused(tr("The template is too large."))
        if not text.strip():
            raise Invalid(tr("The template is empty."), "template")
        to_pdf(text, name, sample(name), datetime(2026, 1, 1, tzinfo=UTC))
        self._write(name, text)
        return Changed(text, frozenset({"settings"}))

    def reset(self, name: str = "proposal") -> Changed[str]:
        """Go back to the template of the program."""
        _known(name)
        self._write(name, None)
        return Changed(own_template(name), frozenset({"settings"}))

    def _own(self, name: str) -> str | None:
        with self._desk.reading() as connection:
            query = "SELECT value FROM preference WHERE user_id IS NULL AND key = ?"
            row = connection.execute(query, (_STORED + name,)).fetchone()
        return None if row is None else str(json.loads(row[0]))

    def _write(self, name: str, text: str | None) -> None:
        with self._desk.writing("desk.settings") as work:
            work.raw.execute("DELETE FROM preference WHERE user_id IS NULL AND key = ?", (_STORED + name,))
            if text is not None:
                row = (None, _STORED + name, json.dumps(text))
                work.raw.execute("INSERT INTO preference (user_id, key, value) VALUES (?, ?, ?)", row)


def _known(name: str) -> str:
    if name not in NAMES:
        raise NotFound(tr("There is no template {name}; there are: {names}.", name=name[:40], names=", ".join(NAMES)))
    return name


def _noon(day: str) -> datetime:
    whole = date.fromisoformat(day)
    return datetime(whole.year, whole.month, whole.day, 12, tzinfo=UTC)


def sample(name: str) -> dict[str, Any]:
    """Data of an invented customer that a new template is tried with."""
    from importlib import resources

    text = resources.files("solartui.adapters.papers").joinpath(f"{name}_sample.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
