"""The first tab of a contact: its leads and projects, its company or people, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll

from solartui.domain.contacts import Contact, LinkedLead, LinkedProject
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import label
from solartui.i18n import tr
from solartui.widgets.facts import Fact, Facts, own_facts
from solartui.widgets.lead_log import LatestNotes, LeadLog
from solartui.widgets.parts import Part
from solartui.widgets.project_stages import project_tag
from solartui.widgets.related_list import Related, RelatedList, grouped
from solartui.widgets.snapshot import ContactSnapshot
from solartui.widgets.stage_steps import stage_tag

_LATEST, _NOTES = 6, 3


class ContactSummary(Container):
    """The list takes what room there is; what is known stands beside it, or below it where it is narrow.

    Where the list is at an end, the keys scroll what is known.

    Args:
        empty: what the list says while there is nothing in it.
        note_key: the key that writes a note.
    """

    def __init__(self, empty: Sequence[Part], note_key: str) -> None:
        super().__init__(classes="contact-summary")
        self.related = RelatedList(empty)
        self._known = VerticalScroll(classes="contact-known", can_focus=False)
        self._facts = Facts()
        self._log = LeadLog(_LATEST)
        self._notes = LatestNotes(_NOTES, note_key)

    def compose(self) -> ComposeResult:
        """List and facts."""
        yield self.related
        with self._known:
            yield self._facts
            yield self._log
            yield self._notes

    def show(self, data: ContactSnapshot) -> None:
        """Show a contact."""
        self.related.show(_related(data))
        left, own = (
            [list(_reach(data.contact))],
            [list(_details(data.contact)), list(own_facts(data.fields, data.contact.custom))],
        )
        self._facts.show([*left, *filter(None, own)], [list(_origin(data))])
        self._log.show(data)
        self._notes.show(data)

    @on(RelatedList.Beyond)
    def _beyond(self, event: RelatedList.Beyond) -> None:
        event.stop()
        lines = max(1, self._known.scrollable_content_region.height - 1) if event.pages else 1
        self._known.scroll_relative(y=event.by * lines, animate=False, immediate=True)


def _related(data: ContactSnapshot) -> list[Related]:
    contact = data.contact
    company = []
    if contact.company_id is not None:
        company.append(Related("contact", contact.company_id, contact.company_name or ""))
    people = [Related("contact", one.id, one.name, more=(*one.phones[:1], *one.emails[:1])) for one in contact.people]
    return grouped(
        (tr("Leads"), [_lead(one, data) for one in _newest(contact.leads)]),
        (tr("Projects"), [_project(one, data) for one in _newest_projects(contact.projects)]),
        (tr("Company"), company),
        (tr("People"), people),
    )


def _newest(leads: Sequence[LinkedLead]) -> list[LinkedLead]:
    return sorted(leads, key=lambda one: (one.created_at, one.id), reverse=True)


def _newest_projects(projects: Sequence[LinkedProject]) -> list[LinkedProject]:
    return sorted(projects, key=lambda one: (one.created_at, one.id), reverse=True)


def _lead(one: LinkedLead, data: ContactSnapshot) -> Related:
    stage: Stage | None = next((stage for stage in data.stages if stage.key == one.stage), None)
    tag = tuple(stage_tag(stage)) if stage else ((f"· {one.stage}", "mute"),)
    return Related("lead", one.id, one.name, tag, day=data.day(one.created_at))


def _project(one: LinkedProject, data: ContactSnapshot) -> Related:
    tag = tuple(project_tag(one.stage, one.outcome))
    return Related("project", one.id, one.name, tag, day=data.day(one.created_at))


def _reach(contact: Contact) -> Iterator[Fact]:
    unusable = tr("do not use")
    emails = [email.address + (f"  ({unusable})" if email.unusable else "") for email in contact.emails]
    yield Fact(tr("Phone"), "\n".join(phone.number for phone in contact.phones), "info")
    yield Fact(tr("Mail"), "\n".join(emails), "info")


def _details(contact: Contact) -> Iterator[Fact]:
    details = contact.details
    known = (
        (tr("Portal login"), details.login),
        (tr("Middle name"), details.middle_name),
        (tr("Gender"), label(details.gender) if details.gender else None),
        (tr("Date of birth"), details.birth_date),
        (tr("Passport number"), details.passport),
        (tr("Licence number"), details.licence),
    )
    yield from (Fact(name, value) for name, value in known if value)


def _origin(data: ContactSnapshot) -> Iterator[Fact]:
    contact = data.contact
    yield Fact(tr("Kind"), label(contact.kind))
    yield Fact(tr("Origin"), label(contact.origin))
    yield Fact(tr("Added"), data.day(contact.created_at), "soft")
    yield Fact(tr("Changed"), data.day(contact.updated_at), "soft")
