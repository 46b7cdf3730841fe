"""Filters of the list of contacts: which contacts each condition lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.drafts import ContactDraft, ProjectDraft
from solartui.domain.query import QueryError
from solartui.domain.query.ast import terms_text
from solartui.domain.query.panel import panel_from, panel_of
from solartui.domain.vocabulary import ContactKind
from solartui.i18n import use_language
from solartui.screens.contacts.filter_fields import ContactCriteria
from solartui.screens.lists.criteria import condition_of, entry_of
from tests.desk import add_contact, add_lead

if TYPE_CHECKING:
    from solartui.services.container import Services
    from tests.conftest import Clock, Furnish


def four_contacts(services: Services, _clock: Clock) -> None:
    """A company, who works for it, a person with a lead and a project, and one from the Lead Generator."""
    lipa = add_contact(services, "Zajazd pod Lipą", kind=ContactKind.COMPANY, emails=("biuro@zajazd.pl",))
    services.contacts.create(ContactDraft(name="Ewa Nowak", company_id=lipa.id, phones=("+48 601 234 567",)))
    anna = add_contact(services, "Anna Wiśniewska-Lis", emails=("anna.w@poczta.pl",))
    add_lead(services, contact_id=anna.id, city="Wieliczka")
    services.projects.create(ProjectDraft(contact_id=anna.id, city="Bochnia"))
    jan = add_contact(services, "Jan 600")
    with services.store.begin(services.actor) as work:
        work.raw.execute(
            "UPDATE contact SET origin = 'leadgen', created_at = '2026-01-02T10:00:00.000000Z' WHERE id = ?", (jan.id,)
        )


@pytest.fixture
def furnish() -> Furnish:
    """Made once for the module."""
    return four_contacts


def names(services: Services, text: str) -> list[str]:
    """The first names of the contacts that a filter lets through."""
    return [line.name.split()[0] for line in services.contacts.open_list(text).rows(0, 9)]


@pytest.mark.feature("A-02", "A-04", "B-67")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Anna", "Ewa", "Jan", "Zajazd"]),
        ("kind:company", ["Zajazd"]),
        ("-kind:company", ["Anna", "Ewa", "Jan"]),
        ("rodzaj:osoba pochodzenie:ręczne", ["Anna", "Ewa"]),
        ("origin:leadgen", ["Jan"]),
        ("origin:manual kind:person", ["Anna", "Ewa"]),
        ("WISNIEW", ["Anna"]),
        ("lis anna", ["Anna"]),
        ("anna.w@poczta.pl", ["Anna"]),
        ("-anna", ["Ewa", "Jan", "Zajazd"]),
        ("lipą", ["Ewa", "Zajazd"]),
        ("company:lip", ["Ewa"]),
        ("company:none kind:person", ["Anna", "Jan"]),
        ("601-234-567", ["Ewa"]),
        ("600", ["Jan"]),
        ("#1", ["Zajazd"]),
        ("3", ["Anna"]),
        ("phone:601234", ["Ewa"]),
        ("phone:none", ["Anna", "Jan", "Zajazd"]),
        ("email:poczta", ["Anna"]),
        ("email:none", ["Ewa", "Jan"]),
        ("login:none", []),
        ("leads>0", ["Anna"]),
        ("leads:0 projects:0", ["Ewa", "Jan", "Zajazd"]),
        ("projects:1..", ["Anna"]),
        ("created:2026-01", ["Jan"]),
        ("updated:today", ["Anna", "Ewa", "Jan", "Zajazd"]),
        ("id>2", ["Anna", "Jan"]),
        ("z", ["Zajazd"]),
        ("' OR 1=1 --", []),
        ("* AND % \\", []),
        ('"', ["Anna", "Ewa", "Jan", "Zajazd"]),
        ("ż" * 100, []),
    ],
)
def test_a_condition_lets_through_whom_it_means(services: Services, text: str, found: list[str]) -> None:
    records = services.contacts.open_list(text)
    assert names(services, text) == found
    assert (records.count(), records.total()) == (len(found), 4)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("kind:nothing", "“nothing” is no kind. Known: Person, Company"),
        ("compny:x", "Did you mean company"),
        ("leads:many", "“many” is no number for “leads”"),
        ("stage:open", "there is no field “stage”"),
        ("kind>person", "cannot be compared"),
    ],
)
def test_what_cannot_be_read_is_said(services: Services, text: str, why: str) -> None:
    with pytest.raises(QueryError) as error:
        services.contacts.open_list(text)
    assert why in error.value.message
    assert services.contact_filters.mended(f"{text} anna")[0].strip() == "anna"


@pytest.mark.parametrize(
    "text",
    [
        "kind:company origin:leadgen",
        'company:"pod lipą" email:none',
        "phone:601234567 login:anna",
        "leads>1 projects:2..5",
        "created:7d updated:2026-11",
        "anna -kind:company id:4",
    ],
)
def test_text_and_panel_are_two_views_of_one_filter(services: Services, text: str) -> None:
    context = services.contact_filters.context()
    query = services.contact_filters.query(text)
    fields = ContactCriteria(context)
    fields.offer(services.contact_filters.choices(), {})
    panel = panel_of(query, fields.shown)
    shown = [field for _, section in fields.sections() for field in section if field.key in fields.shown]
    for field in shown:
        field.put(entry_of(field, panel.criterion(field.key)))
    asked = [condition for field in shown if (condition := condition_of(field, context)) is not None]
    rest = f"{terms_text(panel.words)} {terms_text(panel.also)}"
    again = services.contact_filters.query(panel_from(asked, rest, context, fields.shown).text)
    assert set(again.terms) == set(query.terms)


def test_chips_speak_the_language_of_the_person(services: Services) -> None:
    said = services.contact_filters.words("kind:company leads>1 -origin:leadgen")
    assert [" ".join(one[:2]) for one in said] == ["kind Company", "leads > 1", "origin not Lead Generator"]
    use_language("pl")
    assert services.contact_filters.words("kind:company")[0][1] == "Firma"


def test_contacts_have_the_view_of_all_and_save_none(services: Services) -> None:
    assert [view.name for view in services.contact_views.all()] == ["All contacts"]
    assert services.contact_views.opening().query == ""
    assert services.contact_filters.values("company") == ()
