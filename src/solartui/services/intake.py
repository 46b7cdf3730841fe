"""Leads that nobody types: what the Lead Generator of a web site sends becomes a lead of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.domain.contact_points import normalise_email
from solartui.domain.errors import Refused
from solartui.domain.leads import Lead
from solartui.domain.people import SYSTEM
from solartui.domain.vocabulary import ContactOrigin, Source
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.lead_rules import TOPICS, get_lead
from solartui.services.leads import LeadService
from solartui.services.result import Changed
from solartui.store.reading import contacts as reading

if TYPE_CHECKING:
    from solartui.domain.drafts import ContactDraft, LeadDraft
    from solartui.store.work import Work


class IntakeService:
    """Takes leads in the name of the program; whoever starts it needs the right to import."""

    def __init__(self, desk: Desk, leads: LeadService) -> None:
        self._desk = desk
        self._leads = leads

    def take(self, draft: LeadDraft) -> Changed[Lead]:
        """Store a lead that the Lead Generator made; somebody whose e-mail is known stays one contact.

        Raises:
            Invalid: a value cannot be what its field needs.
            Refused: there is nobody to get back to, or its e-mail addresses belong to different contacts.
        """
        self._desk.allow("import")
        with self._desk.store.begin(SYSTEM) as work:
            lead_id = self._leads.insert(work, _known(work, draft), Source.COMPANY_LEADGEN)
            lead = get_lead(work.raw, lead_id)
            work.describe("lead.created", name=lead.name, lead=lead_id)
            change = work.change_id
        return Changed(lead, TOPICS | {"contacts"}, change)


def _known(work: Work, draft: LeadDraft) -> LeadDraft:
    """The draft with its contact: the known one, or a new one of this origin."""
    person = draft.new_contact
    draft = draft.model_copy(update={"source": None, "owner": None})
    if person is None:
        raise Refused(tr("A lead needs a contact. Choose one or add a new one."), missing=("contact",))
    owners = _owners(work, person)
    if len(owners) > 1:
        raise Refused(
            tr("The e-mail addresses belong to different contacts: {names}.", names=", ".join(owners.values()))
        )
    if owners:
        return draft.model_copy(update={"contact_id": next(iter(owners)), "new_contact": None})
    return draft.model_copy(update={"new_contact": person.model_copy(update={"origin": ContactOrigin.LEADGEN})})


def _owners(work: Work, person: ContactDraft) -> dict[int, str]:
    """Contacts that have an address of somebody, with their names."""
    owners: dict[int, str] = {}
    for _address, key in map(normalise_email, person.emails):
        number = reading.contact_by_email(work.raw, key)
        ref = reading.contact_ref(work.raw, number) if number is not None else None
        if ref is not None:
            owners[ref.id] = ref.name
    return owners
