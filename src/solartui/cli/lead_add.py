"""``solartui leads add``: a new lead out of options or of one JSON object."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from solartui.cli.call import Call
from solartui.cli.entry import assignments, lead_fields, months, points, read_object
from solartui.cli.grammar import RECORD_ID, Command, option, with_call
from solartui.domain.errors import Invalid
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.domain.drafts import LeadDraft
    from solartui.domain.leads import Address

# Options that take a text which the draft reads, with the field they fill.
_TEXTS: tuple[tuple[str, str, str], ...] = (
    ("--name", "N", mark("Its name; without it, contact and town.")),
    ("--type", "T", mark("residential, commercial, industrial or agricultural.")),
    ("--grid-connection", "G", mark("on_grid, off_grid or zero_injection.")),
    ("--stage", "S", mark("Its stage; without it, the first one.")),
    ("--channel", "C", mark("How the customer heard of us.")),
    ("--street", "S", mark("Street and number of the site.")),
    ("--postcode", "P", mark("Postcode of the site.")),
    ("--city", "C", mark("Town of the site.")),
    ("--region", "R", mark("Region of the site.")),
    ("--country", "XX", mark("Country of the site, two letters.")),
    ("--latitude", "D", mark("Degrees north.")),
    ("--longitude", "D", mark("Degrees east.")),
    ("--assignee", "WHO", mark("Who carries it: a user, team, branch or partner.")),
    ("--owner", "WHO", mark("The user who is responsible; without it, you.")),
    ("--partner", "P", mark("The partner that brought it or works on it.")),
    ("--service-location", "L", mark("The service location that it belongs to.")),
    ("--monthly-kwh", "KWH", mark("Average use of a month.")),
    ("--consumption", "KWH...", mark("The use of twelve months, January first.")),
    ("--score", "N", mark("0 to 100.")),
    ("--last-contacted", "WHEN", mark("When the customer was last contacted.")),
    ("--next-follow-up", "WHEN", mark("When to get back to it, such as: tomorrow, fri 14:00, +3d.")),
    ("--follow-up-note", "TEXT", mark("What for.")),
    ("--lost-reason", "TEXT", mark("Why it is lost.")),
)
_FLAGS: tuple[tuple[str, str], ...] = (
    ("--panel/--no-panel", mark("Interested in panels.")),
    ("--battery/--no-battery", mark("Interested in a battery.")),
    ("--heat-pump/--no-heat-pump", mark("Interested in a heat pump.")),
)


def _field_options(function: Callable[..., None]) -> Callable[..., None]:
    for names, text in reversed(_FLAGS):
        function = option(names, default=None, help=text)(function)
    for name, metavar, text in reversed(_TEXTS):
        function = option(name, metavar=metavar, help=text)(function)
    return function


@click.command("add", cls=Command, help=mark("Add a lead, for a known contact or with a new one."))
@option(
    "--from-json",
    "source",
    metavar="FILE",
    help=mark("One JSON object in the form in which leads are shown; - is standard input."),
)
@option("--contact", type=RECORD_ID, metavar="ID", help=mark("The known contact."))
@option("--contact-name", metavar="N", help=mark("The name of a new contact."))
@option("--contact-kind", metavar="K", help=mark("person or company."))
@option("--email", multiple=True, metavar="A", help=mark("An address of the new contact; several parted by commas."))
@option("--phone", multiple=True, metavar="P", help=mark("A number of the new contact; several parted by commas."))
@option("--login", metavar="L", help=mark("The portal login of a new contact; without it, made of the name."))
@option(
    "--set",
    "own",
    multiple=True,
    metavar="FIELD=VALUE",
    help=mark("A field of the desk's own; see: solartui fields list"),
)
@_field_options
@with_call
def add(call: Call, source: str | None, contact: int | None, own: tuple[str, ...], **given: Any) -> None:
    """Add a lead."""
    from solartui.cli.contacts import warn_of_known
    from solartui.cli.leads import print_lead, warn_of_use
    from solartui.domain.drafts import LeadDraft, validated

    fields, person = lead_fields(read_object(source)) if source else ({}, None)
    new = _new_contact(given)
    if contact is not None:
        if new:
            raise Invalid(tr("--contact names a known contact: leave out the options of a new one."))
        fields["contact_id"], person = contact, None
    elif new:
        fields.pop("contact_id", None)
        person = (person or {}) | new
    given["location"] = given.pop("service_location")
    fields |= {name: value for name, value in given.items() if value is not None}
    if isinstance(fields.get("consumption"), str):
        fields["consumption"] = months(fields["consumption"])
    if own:
        fields["custom"] = dict(fields.get("custom") or {}) | assignments(own)
    if person is not None:
        fields["new_contact"] = _contact_draft(person)
    draft = validated(LeadDraft, fields)
    services = call.open(make=True)
    known = services.contacts.similar(draft.new_contact, _place(draft)) if draft.new_contact else ()
    lead = services.leads.create(draft).value
    print_lead(call, lead.id)
    warn_of_known(known, lead.contact.id)
    warn_of_use(call, lead)


def _place(draft: LeadDraft) -> Address:
    from solartui.domain.leads import Address

    return Address(street=draft.street, city=draft.city)


def _new_contact(given: dict[str, Any]) -> dict[str, Any]:
    """Take the options of a new contact out of all the options."""
    named = {"name": given.pop("contact_name"), "kind": given.pop("contact_kind"), "login": given.pop("login")}
    listed = {"emails": points(given.pop("email")), "phones": points(given.pop("phone"))}
    return {key: value for key, value in (named | listed).items() if value}


def _contact_draft(fields: dict[str, Any]) -> object:
    from solartui.domain.drafts import ContactDraft, validated

    try:
        return validated(ContactDraft, fields)
    except Invalid as problem:
        raise Invalid(f"contact.{problem.message}", problem.field) from problem
