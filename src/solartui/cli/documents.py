"""Records other than leads as JSON documents and as labels with values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from solartui.cli.lead_columns import plain_text
from solartui.domain.contacts import Contact, ContactRef
from solartui.domain.money import format_money, per_kwp
from solartui.domain.people import Assignee, User
from solartui.domain.projects import Project
from solartui.domain.records import Change, Note
from solartui.domain.regulations import regulation_named
from solartui.domain.vocabulary import ProjectStage, label
from solartui.i18n import tr
from solartui.store.times import to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from solartui.cli.call import Call
    from solartui.domain.leads import Address

Document = dict[str, Any]
Pairs = Iterator[tuple[str, object]]
_CENT = Decimal("0.01")


def when(moment: datetime) -> str:
    """A time on the clock of this place, to the minute."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def contact_ref_document(contact: ContactRef) -> Document:
    """A contact as leads and projects show it."""
    return {
        "id": contact.id,
        "kind": contact.kind.value,
        "name": contact.name,
        "emails": list(contact.emails),
        "phones": list(contact.phones),
    }


def contact_document(contact: Contact) -> Document:
    """A contact with all that is linked to it."""
    company = None if contact.company_id is None else {"id": contact.company_id, "name": contact.company_name}
    return contact_ref_document(contact.ref) | {
        "company": company,
        "origin": contact.origin.value,
        **_details_document(contact),
        "people": [{"id": person.id, "name": person.name} for person in contact.people],
        "leads": [
            {"id": lead.id, "name": lead.name, "stage": lead.stage, "created_at": to_text(lead.created_at)}
            for lead in contact.leads
        ],
        "projects": [
            {
                "id": project.id,
                "name": project.name,
                "stage": project.stage,
                "outcome": project.outcome,
                "created_at": to_text(project.created_at),
            }
            for project in contact.projects
        ],
        "created_at": to_text(contact.created_at),
        "updated_at": to_text(contact.updated_at),
        "version": contact.version,
    }


def _details_document(contact: Contact) -> Document:
    """More details; numbers of documents are masked."""
    details = contact.details
    return {
        "login": details.login,
        "middle_name": details.middle_name,
        "gender": details.gender.value if details.gender else None,
        "birth_date": details.birth_date,
        "passport": details.passport,
        "licence": details.licence,
        "unusable": [email.address for email in contact.emails if email.unusable],
        "custom": dict(contact.custom),
        "erased": contact.erased,
    }


def contact_pairs(contact: Contact, stages: Mapping[str, str], own: Mapping[str, str]) -> Pairs:
    """A contact for reading; `stages` and `own` are the names of stages and of own fields by their keys."""
    yield f"#{contact.id}", contact.name
    yield tr("Kind"), label(contact.kind)
    yield tr("Company"), contact.company_name
    yield tr("E-mail"), ", ".join(email.address for email in contact.emails)
    yield tr("Phone"), ", ".join(phone.number for phone in contact.phones)
    yield tr("Do not use"), ", ".join(email.address for email in contact.emails if email.unusable)
    yield tr("Origin"), label(contact.origin)
    yield from _detail_pairs(contact, own)
    yield tr("People"), ", ".join(f"{person.name} (#{person.id})" for person in contact.people)
    yield tr("Created"), when(contact.created_at)
    yield tr("Version"), contact.version
    for lead in contact.leads:
        yield tr("Lead"), f"#{lead.id} {lead.name}, {stages.get(lead.stage, lead.stage)}, {when(lead.created_at)}"
    for project in contact.projects:
        stage = label(ProjectStage(project.stage))
        yield tr("Project"), f"#{project.id} {project.name}, {stage}, {when(project.created_at)}"


def _detail_pairs(contact: Contact, own: Mapping[str, str]) -> Pairs:
    details = contact.details
    yield tr("Portal login"), details.login
    yield tr("Middle name"), details.middle_name
    yield tr("Gender"), label(details.gender) if details.gender else None
    yield tr("Date of birth"), details.birth_date
    yield tr("Passport number"), details.passport
    yield tr("Licence number"), details.licence
    for key, value in contact.custom.items():
        yield own.get(key, key), plain_text(value)
    yield tr("Erased"), tr("yes") if contact.erased else None


def address_document(address: Address) -> Document:
    """An address in its parts and on one line."""
    return {
        "street": address.street,
        "postcode": address.postcode,
        "city": address.city,
        "region": address.region,
        "country": address.country,
        "text": address.text,
    }


def assignee_document(who: Assignee) -> Document:
    """Who carries a lead or a project."""
    return {"kind": who.kind.value, "id": who.id, "name": who.name}


def money(minor: int | None) -> str | None:
    """Minor units as a decimal number: ``4000000`` is ``40000.00``."""
    return None if minor is None else str((Decimal(minor) / 100).quantize(_CENT))


def price_per_kwp(minor: int | None, capacity_kwp: float | None) -> str | None:
    """The price of one kWp, to the cent, half a cent up; None where there is no capacity."""
    return money(per_kwp(minor, capacity_kwp))


def project_document(project: Project) -> Document:
    """A project in the form that is promised to other programs."""
    return {
        "id": project.id,
        "name": project.name,
        "stage": project.stage.value,
        "outcome": project.outcome,
        "progress": {"done": project.done, "total": project.total},
        "lead": None if project.lead_id is None else {"id": project.lead_id, "name": project.lead_name},
        "contacts": [contact_ref_document(contact) for contact in project.contacts],
        "assignees": [assignee_document(who) for who in project.assignees],
        "type": project.type.value,
        "grid_connection": project.grid_connection.value,
        "address": address_document(project.address),
        "latitude": project.latitude,
        "longitude": project.longitude,
        "regulation": project.regulation,
        "phases": project.phases,
        "metering_point": project.metering_point,
        "capacity_kwp": project.capacity_kwp,
        "battery_kwh": project.battery_kwh,
        "price_net": money(project.price_net),
        "price_gross": money(project.price_gross),
        "currency": project.currency,
        "price_per_kwp_net": price_per_kwp(project.price_net, project.capacity_kwp),
        "price_per_kwp_gross": price_per_kwp(project.price_gross, project.capacity_kwp),
        "workflow": None if project.workflow is None else dict(zip(("id", "version"), project.workflow, strict=True)),
        "created_at": to_text(project.created_at),
        "updated_at": to_text(project.updated_at),
        "version": project.version,
        "custom": dict(project.custom),
    }


def project_pairs(project: Project, own: Mapping[str, str]) -> Pairs:
    """A project for reading; `own` are the names of the desk's own fields by their keys."""
    net, gross = project.price_net, project.price_gross
    each = [per_kwp(price, project.capacity_kwp) for price in (net, gross)]
    yield f"#{project.id}", project.name
    yield tr("Stage"), label(project.stage)
    yield tr("Progress"), tr("{done} of {total} tasks", done=project.done, total=project.total)
    yield tr("Outcome"), outcome_word(project.outcome)
    yield tr("Reason"), project.outcome_reason
    yield tr("Lead"), f"{project.lead_name} (#{project.lead_id})" if project.lead_id else None
    yield tr("Contact"), ", ".join(f"{contact.name} (#{contact.id})" for contact in project.contacts)
    yield tr("Assignee"), ", ".join(who.name for who in project.assignees)
    yield tr("Type"), label(project.type)
    yield tr("Grid connection"), label(project.grid_connection)
    yield tr("Address"), project.address.text
    yield tr("Rules"), rules.name if (rules := regulation_named(project.regulation)) else project.regulation
    yield tr("Phases"), project.phases
    yield tr("Metering point"), project.metering_point
    yield tr("kWp"), None if project.capacity_kwp is None else f"{project.capacity_kwp:.10g}"
    yield tr("Battery, kWh"), None if project.battery_kwh is None else f"{project.battery_kwh:.10g}"
    yield tr("Price without VAT"), None if net is None else format_money(net, project.currency)
    yield tr("Price with VAT"), None if gross is None else format_money(gross, project.currency)
    if None not in each:
        shown = [format_money(price, project.currency) for price in each]
        yield tr("Per kWp"), tr("{net} without VAT, {gross} with VAT", net=shown[0], gross=shown[1])
    for key, value in project.custom.items():
        yield own.get(key, key), plain_text(value)
    yield tr("Created"), when(project.created_at)
    yield tr("Version"), project.version


def print_project(call: Call, project: Project) -> None:
    """Print a project as it now is."""
    from solartui.cli.own_fields import labels

    call.show(project_document(project), project_pairs(project, labels(call.open(), "project")))


def outcome_word(outcome: str | None) -> str | None:
    """How a project ended in the language in use; None while it is under way."""
    from solartui.domain.workflow.course import Result, word

    return word(Result(outcome)) if outcome in set(Result) else outcome


def user_document(user: User) -> Document:
    """A user."""
    return {
        "id": user.id,
        "uid": user.uid,
        "login": user.login,
        "name": user.name,
        "role": user.role.value,
        "active": user.active,
        "entity": user.entity_id,
        "version": user.version,
    }


def user_pairs(user: User) -> Pairs:
    """A user for reading."""
    yield f"#{user.id}", user.name
    yield tr("Login"), user.login
    yield tr("User number"), user.uid
    yield tr("Role"), label(user.role)
    yield tr("Active"), tr("yes") if user.active else tr("no")


def note_document(note: Note) -> Document:
    """A note with its file."""
    file = note.document
    return {
        "id": note.id,
        note.subject.kind: note.subject.id,
        "body": note.body,
        "author": note.author,
        "document": None if file is None else {"id": file.id, "name": file.name, "size": file.size},
        "removed_document": note.lost_file or None,
        "created_at": to_text(note.created_at),
        "updated_at": to_text(note.updated_at),
        "version": note.version,
    }


def note_pairs(note: Note) -> Pairs:
    """What stands beside the text of a note."""
    yield tr("Note"), f"#{note.id}"
    yield tr("Author"), note.author
    yield tr("File"), note.document.name if note.document else None
    yield tr("Created"), when(note.created_at)


def change_document(change: Change, text: str) -> Document:
    """A change that can be, or was, taken back."""
    return {
        "id": change.id,
        "at": to_text(change.at),
        "actor": change.actor,
        "kind": change.kind,
        "text": text,
        "rows": change.rows,
        "undone": change.undone,
        "data": dict(change.data),
    }
