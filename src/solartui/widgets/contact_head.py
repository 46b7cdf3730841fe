"""The head of a contact's page: who it is, how to reach them, and where they work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from solartui.domain.contacts import Contact
from solartui.domain.vocabulary import label
from solartui.i18n import ntr, tr
from solartui.widgets.cells import cell_text
from solartui.widgets.painted import Drawn, Run
from solartui.widgets.record_head import INDENT, RecordHead, points, room_beside, titled
from solartui.widgets.snapshot import ContactSnapshot


class ContactHead(RecordHead[ContactSnapshot]):
    """Name and kind; telephone numbers and addresses."""

    HEIGHT: ClassVar[int] = 2

    def told(self, data: ContactSnapshot, width: int) -> Sequence[Drawn]:
        """The lines."""
        contact = data.contact
        made = f"{label(contact.origin)} · {data.day(contact.created_at)}"
        usable = [email.address for email in contact.emails if not email.unusable]
        reach = points(Run(1).add((" " * INDENT, "text")), [*(phone.number for phone in contact.phones), *usable])
        if reach.width == INDENT:
            reach.add((tr("neither telephone nor mail"), "mute"))
        around = _around(contact)
        who = titled(contact.name, contact.id, label(contact.kind).lower(), room_beside(around, width))
        return [
            self.ends(0, who, around, width),
            self.ends(1, reach, Run(1).add((made, "mute")), width),
        ]


def _around(contact: Contact) -> Run:
    run = Run(0)
    if contact.company_name:
        return run.add((cell_text(contact.company_name), "info"), zone=f"open:contact:{contact.company_id}")
    if contact.people:
        count = len(contact.people)
        run.add((ntr("{count} person", "{count} people", count), "soft"))
    return run
