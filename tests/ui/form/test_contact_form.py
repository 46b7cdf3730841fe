"""The contact form: one person or company for ever, found before a second one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.vocabulary import ContactKind, Gender
from solartui.screens.contacts.form import ContactForm, known_contacts, values_of
from tests.desk import add_contact
from tests.ui.form.support import opened
from tests.ui.support import settle

if TYPE_CHECKING:
    from solartui.domain.contacts import Contact, ContactRef
    from solartui.screens.session import Session
    from solartui.services.container import Services

HOSTILE = "[/] [@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \u202eevil"


def new(session: Session) -> ContactForm:
    """An empty form."""
    return ContactForm(session)


def of(contact: Contact) -> Any:
    """A form with a contact in it."""
    return lambda session: ContactForm(session, contact)


@pytest.mark.feature("C-01", "D-04", "D-05")
async def test_a_contact_is_made(services: Services) -> None:
    async with opened(services, new, (80, 24)) as form:
        assert form.here == "name"
        await form.type("Ewa Lis")
        await form.press("enter")
        await form.type("ewa@x.pl; Ewa <lis@y.pl>, EWA@X.pl")
        await form.press("enter")
        await form.type("601 234 567, 12/345 67 89")
        ref: ContactRef = await form.save()
    assert (ref.name, ref.kind) == ("Ewa Lis", ContactKind.PERSON)
    assert ref.emails == ("ewa@x.pl", "lis@y.pl")
    assert ref.phones == ("601 234 567", "12/345 67 89")
    assert services.drafts.load("contact:new") is None


async def test_a_company_works_for_none(services: Services) -> None:
    add_contact(services, "Słońce SA", kind=ContactKind.COMPANY)
    add_contact(services, "Słoneczna Anna")
    async with opened(services, new) as form:
        await form.type("Ewa Lis")
        await form.press("tab", "tab", "tab")
        assert form.here == "company"
        await form.type("sło", until=lambda: "Słońce SA" in form.text)
        assert "Słoneczna" not in form.text
        await form.press("enter", until=lambda: form.here == "more")
        await form.go("kind")
        await form.press("c")
        assert "type a part of its name" not in form.text
        await form.press("p")
        assert "Słońce SA" in form.text
        ref = await form.save()
    assert services.contacts.get(ref.id).company_name == "Słońce SA"


@pytest.mark.feature("C-12")
@pytest.mark.parametrize(
    ("key", "typed", "why"),
    [
        ("name", "jan kowalski", "same name"),
        ("phones", "+48 601-234-567", "same number"),
        ("emails", "JAN@X.pl", "same"),
    ],
)
async def test_a_known_contact_is_shown_while_typing(services: Services, key: str, typed: str, why: str) -> None:
    known = add_contact(services, "Jan Kowalski", emails=("jan@x.pl",), phones=("601234567",))
    async with opened(services, new) as form:
        await form.go(key)
        await form.type(typed, until=lambda: "Known already?" in form.text)
        assert why in form.line("jan@x.pl")
        await form.go("known")
        await form.press("enter", until=lambda: bool(form.answers))
    assert form.answers == [known.ref]


@pytest.mark.feature("C-12")
async def test_a_known_address_is_refused_a_known_number_is_not(services: Services) -> None:
    add_contact(services, "Jan Kowalski", emails=("jan@x.pl",), phones=("601234567",))
    async with opened(services, new) as form:
        await form.type("Ewa Lis")
        await form.enter("phones", "601 234 567")
        await form.enter("emails", "ewa@y.pl, jan@X.PL")
        await settle(form.pilot, lambda: "same e-mail" in form.text)
        await form.press("ctrl+s")
        assert (form.here, form.problem("emails")) == ("emails", "This address belongs to Jan Kowalski, who is below.")
        await form.enter("emails", "ewa@y.pl")
        await settle(form.pilot, lambda: "same e-mail" not in form.text and "same number" in form.text)
        ref = await form.save()
    assert ref.emails == ("ewa@y.pl",)


async def test_an_address_that_was_taken_meanwhile_is_refused_at_its_field(services: Services) -> None:
    async with opened(services, new) as form:
        await form.type("Ewa Lis")
        await form.enter("emails", "ewa@y.pl")
        add_contact(services, "Piotr Lis", emails=("ewa@y.pl",))
        await form.press("ctrl+s", until=lambda: bool(form.problem("emails")))
        assert "already belongs to Piotr Lis" in form.problem("emails")
        assert form.answers == []


@pytest.mark.feature("C-14", "C-18")
async def test_stored_addresses_are_read_only_and_more_can_be_added(services: Services) -> None:
    contact = add_contact(services, "Jan Kowalski", emails=("jan@x.pl", "jk@x.pl"), phones=("601234567",))
    async with opened(services, of(contact), (80, 24)) as form:
        stored = form.form.fields["stored"]
        assert "jan@x.pl, jk@x.pl" in form.text
        assert stored not in form.form.way
        await form.pilot.click(stored, offset=(20, 0))
        await form.type("x")
        assert stored.entry == "jan@x.pl, jk@x.pl"
        await form.enter("name", "Jan Nowak")
        await form.enter("emails", "nowak@x.pl")
        await form.enter("phones", "")
        ref = await form.save()
    assert ref.emails == ("jan@x.pl", "jk@x.pl", "nowak@x.pl")
    assert ref.name == "Jan Nowak"
    assert ref.phones == ("601234567",)


async def test_numbers_are_replaced_and_nothing_else_is_touched(services: Services) -> None:
    company = add_contact(services, "Słońce SA", kind=ContactKind.COMPANY)
    contact = add_contact(services, "Jan Kowalski", company_id=company.id, phones=("601234567",))
    async with opened(services, of(contact)) as form:
        await form.enter("phones", "602345678, 603456789")
        ref = await form.save()
    after = services.contacts.get(ref.id)
    assert [phone.number for phone in after.phones] == ["602345678", "603456789"]
    assert (after.name, after.company_id) == (contact.name, company.id)


@pytest.mark.parametrize(
    ("key", "typed", "problem"),
    [
        ("emails", "no address", "no address is not an e-mail address."),
        ("emails", "a@x.pl, b@", "b@ is not an e-mail address."),
        ("phones", "12", "12 is not a telephone number."),
    ],
)
async def test_what_is_no_address_or_number_is_said_below(
    services: Services, key: str, typed: str, problem: str
) -> None:
    async with opened(services, new, (80, 24)) as form:
        await form.type("Ewa Lis")
        await form.enter(key, typed)
        assert form.problem(key) == problem
        assert problem in form.text
        await form.press("ctrl+s")
        assert form.here == key
        assert form.answers == []


async def test_a_contact_needs_a_name(services: Services) -> None:
    async with opened(services, new) as form:
        await form.press("ctrl+s")
        assert form.problem("name") == "A contact needs a name."


async def test_hostile_text_is_only_text(services: Services) -> None:
    add_contact(services, HOSTILE, emails=("jan@x.pl",))
    async with opened(services, new, (80, 24)) as form:
        for key in ("name", "company", "emails", "phones"):
            await form.go(key)
            form.form.fields[key].paste(HOSTILE)
            await settle(form.pilot)
            assert "\x1b" not in form.text
        await settle(form.pilot, lambda: "same name" in form.text)
        assert form.app.is_running


def test_a_name_of_a_thousand_letters_is_like_nobodys(services: Services) -> None:
    with pytest.raises(Invalid, match="longer than"):
        known_contacts(services, {"name": "x" * 1_000, "emails": "", "phones": ""})


def test_values_of_what_was_entered() -> None:
    entries = {"kind": "company", "name": "X", "company": {"id": "3", "text": "Y"}, "emails": "a@x.pl b@x.pl"}
    expected = {"kind": "company", "name": "X", "company_id": None, "emails": ("a@x.pl", "b@x.pl"), "phones": ()}
    assert expected.items() <= values_of(entries).items()
    assert values_of({"custom.roof": "A"})["custom"] == {"roof": "A"}
    assert values_of({"company": {"id": "3"}})["company_id"] == "3"


@pytest.mark.feature("C-06", "C-07", "C-08", "C-09", "C-10", "C-11", "D-03")
async def test_more_details_are_opened_and_stored(services: Services) -> None:
    services.fields.add("contact", "Roof", "choice", choices=("Tiles", "Metal"))
    services.fields.add("contact", "Dog", "yes_no")
    async with opened(services, new, (80, 24)) as form:
        await form.type("Ewa Lis")
        await settle(form.pilot, lambda: "custom.dog" in form.form.fields)
        assert "Passport number" not in form.text
        await form.go("more")
        await form.press("enter", until=lambda: "Passport number" in form.text)
        await form.press("tab")
        await settle(form.pilot, lambda: "ewa.lis" in form.text)
        await form.go("gender")
        await form.press("f")
        await form.go("birth_date")
        await form.type("17.05.2080")
        await form.press("ctrl+s")
        assert "is in the future" in form.problem("birth_date")
        await form.press("ctrl+u")
        await form.type("17.05.1980")
        await form.go("passport")
        await form.type("AB1234567")
        await form.go("custom.roof")
        await form.type("met")
        await form.press("enter")
        await form.go("custom.dog")
        await form.press("y")
        ref: ContactRef = await form.save()
    contact = services.contacts.get(ref.id)
    found = contact.details
    assert (found.login, found.gender, found.birth_date, found.passport) == (
        "ewa.lis", Gender.FEMALE, "1980-05-17", "••••67",
    )  # fmt: skip
    assert contact.custom == {"roof": "Metal", "dog": True}


@pytest.mark.feature("C-09")
async def test_a_masked_number_is_typed_anew_or_stays(services: Services) -> None:
    contact = add_contact(services, "Ewa", passport="AB1234567")
    async with opened(services, of(contact)) as form:
        await settle(form.pilot, lambda: "••••67" in form.text)
        await form.go("passport")
        await form.press("end")
        await form.type("8")
        await form.press("ctrl+s")
        assert "Type the whole number" in form.problem("passport")
        await form.press("ctrl+u")
        await form.type("ZZ7654321")
        await form.save()
    assert services.contacts.secrets(contact.id).passport == "ZZ7654321"


async def test_a_field_that_must_not_be_empty_is_in_sight(services: Services) -> None:
    services.fields.add("contact", "Roof", required=True)
    async with opened(services, new) as form:
        await form.type("Ewa")
        await settle(form.pilot, lambda: "Roof" in form.text)
        await form.press("ctrl+s")
        await settle(form.pilot, lambda: "Roof cannot be empty" in form.text)
        assert form.answers == []
