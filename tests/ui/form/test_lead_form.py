"""The lead form: every field makes its way into the database and back, and nothing is stored that cannot be."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from solartui import i18n
from solartui.domain.vocabulary import AssigneeKind, ContactKind, GridConnection, LeadType, Source
from solartui.screens.contacts.form import NewContactForm
from solartui.screens.dialogs.help import HelpDialog
from solartui.screens.lead.form import LeadForm, name_or_address
from solartui.widgets.form.choice import SegmentField
from solartui.widgets.form.field import LABEL
from tests.desk import SALES, SECOND, add_contact, add_lead
from tests.ui.form.support import OpenForm, busy, opened
from tests.ui.support import settle, shown

if TYPE_CHECKING:
    from solartui.domain.contacts import ContactRef
    from solartui.domain.leads import Lead
    from solartui.screens.session import Session
    from solartui.services.container import Services

HOSTILE = "[/] [@click=app.quit]x[/] \x1b]52;c;aGk=\x07 \u202eevil 🇵🇱"


def new(session: Session) -> LeadForm:
    """An empty form."""
    return LeadForm(session)


def of(contact: ContactRef | None = None, lead: Lead | None = None, field: str = "") -> Any:
    """A form with something in it."""
    return lambda session: LeadForm(session, lead, contact, field)


async def choose_contact(form: OpenForm[LeadForm], typed: str, name: str) -> None:
    """Find a known contact by typing."""
    await form.go("contact")
    await form.type(typed, until=lambda: name in form.text)
    await form.press("enter", until=lambda: form.here != "contact")


@pytest.mark.feature("B-04", "B-70", "B-71", "B-72", "B-73", "B-75", "B-13", "D-01", "D-02", "D-08", "D-09")
async def test_every_field_is_stored(services: Services, clock: Any) -> None:
    add_contact(services, "Anna Nowak", emails=("anna@x.pl",))
    async with opened(services, new) as form:
        await choose_contact(form, "now", "anna@x.pl")
        assert form.here == "name"
        await form.enter("name", "Dom pod lasem")
        await form.go("type")
        await form.press("a")
        await form.go("grid_connection")
        await form.press("right", "right")
        await form.enter("stage", "site")
        for key, text in [
            ("street", "ul. Lipowa 8"), ("postcode", "32-400"), ("city", "Myślenice"), ("region", "małopolskie"),
            ("country", "Poland"), ("coordinates", "49,8336; 19,9382"), ("assignee", "żak"), ("channel", "Fair"),
            ("monthly_kwh", "412,5"), ("score", "70"), ("next_follow_up", "fri 14:00"),
            ("follow_up_note", "second offer"), ("last_contacted", "yesterday"),
        ]:  # fmt: skip
            await form.enter(key, text)
        for key in ("battery", "heat_pump"):
            await form.go(key)
            await form.press("y")
        await form.go("panel")
        await form.press("n")
        lead: Lead = await form.save()
    assert lead == services.leads.get(lead.id)
    assert (lead.name, lead.contact.name) == ("Dom pod lasem", "Anna Nowak")
    assert (lead.type, lead.grid_connection) == (LeadType.AGRICULTURAL, GridConnection.ZERO_INJECTION)
    assert (lead.stage, lead.source) == ("site_visit", Source.MANUAL_ENTITIES)
    assert lead.address.text == "ul. Lipowa 8, 32-400 Myślenice, małopolskie, PL"
    assert (lead.latitude, lead.longitude) == (49.8336, 19.9382)
    assert lead.assignee is not None
    assert (lead.assignee.kind, lead.assignee.id) == (AssigneeKind.USER, SECOND)
    assert lead.owner == lead.assignee
    assert (lead.channel, lead.monthly_kwh, lead.score) == ("Fair", 412.5, 70)
    assert (lead.panel, lead.battery, lead.heat_pump) == (False, True, True)
    assert lead.next_follow_up is not None
    assert lead.next_follow_up.astimezone().replace(tzinfo=None) == datetime(2026, 11, 27, 14)  # noqa: DTZ001
    assert lead.follow_up_note == "second offer"
    assert lead.last_contacted is not None
    assert lead.last_contacted < clock()


@pytest.mark.feature("B-78")
async def test_a_lead_needs_a_contact_and_says_so_at_its_field(services: Services) -> None:
    async with opened(services, new) as form:
        await form.enter("city", "Kraków")
        await form.press("ctrl+s")
        assert form.here == "contact"
        assert "A lead needs a contact" in form.problem("contact")
        await form.see("Find one by name or")
        assert form.answers == []
        assert services.leads.open_list().count() == 0


@pytest.mark.feature("B-79")
@pytest.mark.parametrize("typed", ["kow", "ANNA", "anna@x"])
async def test_a_known_contact_is_found_by_name_or_address(services: Services, typed: str) -> None:
    add_contact(services, "Anna Kowalska", emails=("anna@x.pl",))
    add_contact(services, "Piotr Dąb")
    async with opened(services, new, (80, 24)) as form:
        await form.type(typed[:-1])
        await form.type(typed[-1], until=lambda: "Anna Kowalska" in form.text and "anna@x.pl" in form.text)
        assert "Piotr" not in form.text
        await form.press("enter", until=lambda: form.here == "name")
        assert form.entry("contact") == {"id": "1", "text": "Anna Kowalska"}
        assert "anna@x.pl" in form.text


@pytest.mark.feature("B-79")
async def test_what_is_typed_and_entered_at_once_takes_the_first_that_fits(services: Services) -> None:
    add_contact(services, "Anna Kowalska")
    async with opened(services, new) as form:
        await form.press("a", "n", "n", "enter", until=lambda: form.here == "name")
        assert form.entry("contact") == {"id": "1", "text": "Anna Kowalska"}


@pytest.mark.feature("B-72")
async def test_the_name_is_proposed_from_contact_and_town(services: Services) -> None:
    add_contact(services, "Anna Nowak")
    async with opened(services, new) as form:
        await choose_contact(form, "anna", "Anna Nowak")
        assert "Lead name         Anna Nowak" in form.text
        await form.enter("city", "Skawina")
        assert "Anna Nowak – Skawina" in form.text
        lead = await form.save()
    assert lead.name == "Anna Nowak – Skawina"


async def test_a_form_for_a_known_contact_begins_with_the_name(services: Services) -> None:
    contact = add_contact(services, "Anna Nowak", phones=("601 234 567",)).ref
    async with opened(services, of(contact)) as form:
        assert form.here == "name"
        assert "601 234 567" in form.text
        lead = await form.save()
    assert lead.contact.id == contact.id


@pytest.mark.feature("B-80", "D-02", "D-04", "D-05")
async def test_a_new_contact_is_entered_inside_and_stored_with_the_lead(services: Services) -> None:
    async with opened(services, new) as form:
        await form.type("Ewa Lis", until=lambda: "Add “Ewa Lis” as a new contact" in form.text)
        await form.press("enter", until=lambda: isinstance(form.app.screen, NewContactForm))
        assert "Ewa Lis" in form.text
        await form.press("tab")
        await form.type("ewa@x.pl, EWA@y.pl")
        await form.press("tab")
        await form.type("601234567, +48 12 345 67 89")
        await form.press("ctrl+s", until=lambda: form.app.screen is form.form)
        await settle(form.pilot)
        assert services.contacts.find("Ewa") == []
        assert "new  ewa@x.pl, EWA@y.pl" in form.text
        assert "601234567, +48 12 345 67 89" in form.text
        assert form.here == "name"
        lead = await form.save()
    contact = services.contacts.get(lead.contact.id)
    assert [email.address for email in contact.emails] == ["ewa@x.pl", "EWA@y.pl"]
    assert [phone.e164 for phone in contact.phones] == ["+48601234567", "+48123456789"]
    services.undo.undo()
    assert services.contacts.find("Ewa") == []


@pytest.mark.feature("B-80", "C-12")
async def test_a_known_address_leads_to_the_known_contact(services: Services) -> None:
    known = add_contact(services, "Jan Kowalski", emails=("jan@x.pl",))
    async with opened(services, new) as form:
        await form.type("Jan K", until=lambda: "Jan Kowalski" in form.text)
        await form.press("down", "enter", until=lambda: isinstance(form.app.screen, NewContactForm))
        await form.press("tab")
        await form.type("JAN@x.pl", until=lambda: "same e-mail" in form.text)
        await form.press("ctrl+s")
        assert "This address belongs to Jan Kowalski" in form.text
        assert isinstance(form.app.screen, NewContactForm)
        await form.press("down", "down", "enter", until=lambda: form.app.screen is form.form)
        await settle(form.pilot)
        assert form.entry("contact") == {"id": str(known.id), "text": "Jan Kowalski"}


async def test_a_new_contact_can_be_changed_before_it_is_stored(services: Services) -> None:
    async with opened(services, new) as form:
        await form.type("601234567", until=lambda: "Add" in form.text)
        await form.press("enter", until=lambda: isinstance(form.app.screen, NewContactForm))
        await form.type("Ewa Lis")
        await form.press("ctrl+s", until=lambda: form.app.screen is form.form)
        await form.go("contact")
        await form.press("f4", until=lambda: "Change the new contact" in form.text)
        await form.press("enter", until=lambda: isinstance(form.app.screen, NewContactForm))
        assert "601234567" in form.text
        await form.press("end")
        await form.type("ewska")
        await form.press("ctrl+s", until=lambda: form.app.screen is form.form)
        lead = await form.save()
    assert lead.contact.name == "Ewa Lisewska"
    assert lead.contact.phones == ("601234567",)


@pytest.mark.feature("B-87", "B-112", "B-164", "D-18", "D-23")
async def test_editing_shows_the_same_sections_filled(services: Services) -> None:
    lead = add_lead(
        services, "Anna Nowak", city="Kraków", type="industrial", monthly_kwh=1200.5, battery=True, assignee="anna",
        consumption=[100.0, None, *[90.5] * 10], latitude=50.0614, longitude=19.9366, score=5, country="AU",
        emails=("anna@x.pl",),
    )  # fmt: skip
    async with opened(services, of(lead=lead)) as form:
        for section in ("Contact ──", "General ──", "Consumption ──", "System interests ──", "Follow-up ──"):
            assert section in form.text
        for text in ("Anna Nowak – Kraków", "anna@x.pl", "1200.5", "50.0614, 19.9366", "Australia", "Edit lead", "#1"):
            assert text in form.text
        assert form.form.touched == []
        await form.enter("region", "małopolskie")
        changed = await form.save()
    assert changed.address.region == "małopolskie"
    assert changed.consumption == lead.consumption
    assert changed.version > lead.version
    assert services.leads.get(lead.id) == changed


async def test_saving_without_a_change_writes_nothing(services: Services) -> None:
    lead = add_lead(services, next_follow_up="2026-12-01T10:11:12+00:00", latitude=50.061437891, longitude=19.9)
    async with opened(services, of(lead=lead)) as form:
        assert await form.save() == lead
    assert services.leads.get(lead.id) == lead


async def test_everything_can_be_emptied_again(services: Services) -> None:
    lead = add_lead(
        services, street="ul. X 1", city="Kraków", country="PL", latitude=1, longitude=2, channel="Fair", score=9,
        assignee="north", monthly_kwh=5, next_follow_up="tomorrow", consumption=[1] * 12,
    )  # fmt: skip
    async with opened(services, of(lead=lead)) as form:
        for key in ("street", "city", "country", "coordinates", "channel", "score", "monthly_kwh", "next_follow_up"):
            await form.go(key)
            await form.press("backspace", "tab")
        await form.go("assignee")
        await form.press("backspace", "tab")
        await form.go("consumption")
        for _ in range(12):
            await form.press("delete", "right")
        changed = await form.save()
    assert (changed.address.street, changed.address.city, changed.address.country) == (None, None, None)
    assert (changed.latitude, changed.longitude, changed.channel, changed.score) == (None, None, None, None)
    assert (changed.assignee, changed.monthly_kwh, changed.next_follow_up) == (None, None, None)
    assert changed.consumption == ()


@pytest.mark.feature("B-74", "D-06")
@pytest.mark.parametrize(
    ("typed", "kind"), [("North", "team"), ("Krak", "branch"), ("Dach", "partner"), ("me", "user"), ("nowak", "user")]
)
async def test_a_lead_is_assigned_to_a_person_team_branch_or_partner(services: Services, typed: str, kind: str) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead=lead, field="assignee")) as form:
        assert form.here == "assignee"
        await form.type(typed)
        await form.press("enter", until=lambda: form.here != "assignee")
        assert form.form.fields["owner"].locked == (kind == "user")
        changed = await form.save()
    assert changed.assignee is not None
    assert changed.assignee.kind == kind
    if kind == "user":
        assert changed.owner == changed.assignee


async def test_who_owns_a_lead_can_be_chosen_while_no_person_carries_it(services: Services) -> None:
    lead = add_lead(services, assignee="north")
    async with opened(services, of(lead=lead, field="owner")) as form:
        await form.press("f4")
        await form.see("Piotr Żak")
        await form.type("anna")
        await form.press("enter", until=lambda: form.here == "channel")
        changed = await form.save()
    assert changed.owner is not None
    assert changed.owner.id == SALES


@pytest.mark.feature("D-09")
async def test_a_lost_lead_needs_its_reason(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead=lead, field="stage")) as form:
        assert not form.form.fields["lost_reason"].display
        await form.type("lost")
        await form.press("enter", until=lambda: form.here == "lost_reason")
        await form.press("ctrl+s")
        assert form.problem("lost_reason") == "This cannot be empty."
        await form.type("too dear")
        changed = await form.save()
    assert (changed.stage, changed.lost_reason) == ("lost", "too dear")


async def test_a_stage_that_no_hand_sets_says_why(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead=lead, field="stage")) as form:
        await form.press("f4")
        await form.see("by converting it")
        await form.type("conv")
        await form.press("enter")
        assert form.here == "stage"
        await form.press("tab")
        assert form.entry("stage") in {"", "open"}
        assert "list" in form.problem("stage") or form.entry("stage") == "open"


@pytest.mark.feature("B-81", "B-82")
async def test_twelve_months_give_the_average(services: Services) -> None:
    contact = add_contact(services).ref
    async with opened(services, of(contact)) as form:
        await form.go("consumption")
        for month in range(12):
            await form.type(str(100 + month))
            await form.press("enter")
        assert form.here == "panel"
        assert form.entry("monthly_kwh") == "105.5"
        assert "≈ 1 266 a year" in form.text
        lead = await form.save()
    assert lead.monthly_kwh == 105.5
    assert lead.consumption == tuple(float(100 + month) for month in range(12))


@pytest.mark.feature("B-82")
async def test_an_average_that_was_typed_stays(services: Services) -> None:
    contact = add_contact(services).ref
    async with opened(services, of(contact)) as form:
        await form.enter("monthly_kwh", "500")
        await form.go("consumption")
        form.form.fields["consumption"].paste(" ".join(["100"] * 12))
        await settle(form.pilot)
        assert form.entry("consumption") == ["100"] * 12
        assert form.entry("monthly_kwh") == "500"


@pytest.mark.feature("B-84", "B-85")
async def test_systems_are_chosen_by_letter_arrow_and_mouse(services: Services) -> None:
    contact = add_contact(services).ref
    async with opened(services, of(contact)) as form:
        await form.go("battery")
        await form.press("y")
        assert form.entry("battery") == "yes"
        await form.press("left")
        assert form.entry("battery") == "no"
        await form.press("space")
        field = form.form.fields["heat_pump"]
        assert isinstance(field, SegmentField)
        await form.pilot.click(field, offset=(19, 0))
        await settle(form.pilot)
        assert (form.here, form.entry("heat_pump")) == ("heat_pump", "yes")
        lead = await form.save()
    assert (lead.panel, lead.battery, lead.heat_pump) == (True, True, True)


WRONG = (
    ("monthly_kwh", "many", "many is no number"),
    ("monthly_kwh", "-5", "-5 is less than 0"),
    ("score", "101", "101 is more than 100"),
    ("score", "1,5", "1,5 is no whole number"),
    ("coordinates", "here", "here is no pair of coordinates"),
    ("coordinates", "99, 200", "degrees from -90 to 90"),
    ("country", "Atlantis", "Atlantis is no known country"),
    ("next_follow_up", "soonish", "soonish is no date"),
    ("street", "x" * 501, "is longer than 500 characters"),
    ("owner", "nobody at all", "Choose one from the list"),
)


async def test_what_cannot_be_is_said_below_its_field_and_not_saved(services: Services) -> None:
    contact = add_contact(services).ref
    async with opened(services, of(contact), (80, 24)) as form:
        for key, typed, problem in WRONG:
            await form.go(key)
            if len(typed) > 60:
                form.form.fields[key].paste(typed)
            else:
                await form.type(typed)
            await form.press("tab")
            assert problem in form.problem(key)
            await form.press("ctrl+s")
            assert form.here == key
            assert form.answers == []
            assert problem[:24] in form.text
            await form.press("home", "ctrl+k")
            assert form.problem(key) == ""
        assert await form.save()


async def test_an_error_of_the_service_is_shown_at_its_field(services: Services, monkeypatch: Any) -> None:
    from solartui.domain.errors import Invalid, Refused, Unavailable

    contact = add_contact(services).ref
    for error, key in [
        (Invalid("No such latitude.", "latitude"), "coordinates"),
        (Refused("A lost lead needs a reason.", ("reason",)), ""),
        (Unavailable("The database is busy."), ""),
    ]:

        def refuse(_draft: object, error: Exception = error) -> None:
            raise error

        with monkeypatch.context() as patched:
            patched.setattr(services.leads, "create", refuse)
            async with opened(services, of(contact)) as form:
                await form.press("ctrl+s")
                await settle(form.pilot, lambda: not busy(form.app, "save"))
                assert str(error) in {*form.toasts, form.problem("coordinates")}
                if key:
                    assert (form.here, form.problem(key)) == (key, str(error))
                assert form.answers == []
                assert form.app.screen is form.form


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_hostile_text_in_every_field_stays_text(services: Services, size: tuple[int, int]) -> None:
    contact = add_contact(services).ref
    async with opened(services, of(contact), size) as form:
        for key, field in form.form.fields.items():
            if isinstance(field, SegmentField) or not field.display or field.locked:
                continue
            await form.go(key)
            field.paste(HOSTILE)
            await settle(form.pilot)
            assert "\x1b" not in form.text
            assert "\u202e" not in form.text
        assert form.app.is_running
        for key in ("contact", "monthly_kwh", "score", "country", "coordinates", "assignee", "owner", "stage",
                    "next_follow_up", "last_contacted", "partner"):  # fmt: skip
            await form.go(key)
            form.form.fields[key].put("")
        form.form.fields["contact"].put({"id": str(contact.id), "text": contact.name})
        form.form.fields["stage"].put("open")
        lead = await form.save()
    assert lead.name.startswith("[/] [@click=app.quit]x[/] ]52;c;aGk=")
    assert lead.address.street == lead.name
    async with opened(services, of(lead=services.leads.get(lead.id)), size) as form:
        assert "[@click=app.quit]" in form.text


@pytest.mark.parametrize("size", [(80, 24), (60, 18), (200, 60)])
async def test_every_field_can_be_seen_when_the_cursor_comes_to_it(services: Services, size: tuple[int, int]) -> None:
    lead = add_lead(services, city="Kraków")
    async with opened(services, of(lead=lead, field="contact"), size) as form:
        seen = []
        for _ in form.form.way:
            field = form.form.here
            assert field is not None
            region, body = field.region, form.form.body.region
            assert body.y <= region.y
            assert region.bottom <= body.bottom
            assert f"▌ {field.label}" in shown(form.app)
            seen.append(field.key)
            await form.press("tab")
        assert seen == [field.key for field in form.form.way]
        assert form.here == "contact"


async def test_enter_goes_through_the_fields_and_sections_are_jumped_to(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead=lead, field="contact"), (80, 24)) as form:
        for key in ("name", "type", "grid_connection", "stage", "street"):
            await form.press("enter")
            assert form.here == key
        await form.press("shift+tab")
        assert form.here == "stage"
        await form.press("up", "down", "down")
        assert form.here == "street"
        for key in ("monthly_kwh", "panel", "score", "last_contacted"):
            await form.press("pagedown")
            assert form.here == key
        for key in ("score", "panel", "monthly_kwh", "name", "contact"):
            await form.press("pageup")
            assert form.here == key


async def test_no_letter_is_taken_for_a_command_while_typing(services: Services) -> None:
    lead = add_lead(services)
    letters = "qnueszwaxdDcC.,:/?1234<>[]jkghlGUrT"
    async with opened(services, of(lead=lead), (80, 24)) as form:
        await form.go("street")
        form.form.fields["street"].paste("")
        for sign in letters:
            await form.pilot.press(sign)
        await settle(form.pilot)
        assert form.entry("street") == letters
        await form.press("left", "left", "backspace", "home", "delete")
        assert form.entry("street") == letters[1:-3] + letters[-2:]
        for key in ("type", "consumption"):
            await form.go(key)
            for sign in "qnuT?:1":
                await form.pilot.press(sign)
            await settle(form.pilot)
            assert form.app.screen is form.form
            assert form.here == key


async def test_leaving_a_changed_form_asks_and_an_unchanged_one_does_not(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead=lead)) as form:
        await form.enter("street", "x")
        await form.press("escape", until=lambda: "Leave without saving" in form.text)
        await form.press("escape", until=lambda: form.app.screen is form.form)
        assert form.entry("street") == "x"
        await form.press("escape", until=lambda: "Leave without saving" in form.text)
        await form.press("y", until=lambda: form.answers == [None])
    async with opened(services, of(lead=lead)) as form:
        await form.press("escape", until=lambda: form.answers == [None])
    assert services.leads.get(lead.id) == lead


async def test_escape_closes_the_list_first_and_takes_back_what_was_typed(services: Services) -> None:
    lead = add_lead(services, country="PL")
    async with opened(services, of(lead=lead, field="country")) as form:
        await form.type("germ", until=lambda: "Germany" in form.text)
        await form.press("escape")
        assert form.app.screen is form.form
        assert form.entry("country") == "PL"
        assert "Germany" not in form.text
        await form.press("escape", until=lambda: form.answers == [None])


async def test_the_list_follows_arrows_pages_and_the_mouse(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead=lead, field="country"), (80, 24)) as form:
        await form.press("f4", until=lambda: "New Zealand" in form.text)
        await form.press("down", "down", "up", "enter", until=lambda: form.here == "coordinates")
        assert form.entry("country") == "AU"
        await form.go("country")
        await form.press("f4", "pagedown", "pageup", "f4")
        assert form.form.dropdown.field is None
        await form.pilot.click(form.form.fields["country"], offset=(form.form.fields["country"].size.width - 2, 0))
        await form.see("New Zealand")
        await form.pilot.click(form.form.dropdown, offset=(4, 3))
        await settle(form.pilot, lambda: form.entry("country") == "DE")


async def test_free_text_is_only_replaced_by_what_was_chosen(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead=lead, field="channel")) as form:
        await form.type("Fa", until=lambda: "Fair" in form.text)
        await form.press("enter", until=lambda: form.here == "partner")
        assert form.entry("channel") == "Fa"
        await form.go("channel")
        await form.type("fai", until=lambda: "Fair" in form.text)
        await form.press("down", "enter", until=lambda: form.here == "partner")
        assert form.entry("channel") == "Fair"


async def test_a_follow_up_is_understood_while_typing_and_offered(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead=lead, field="next_follow_up")) as form:
        await form.type("24.12 8:30")
        await form.see("Thu 24 Dec 08:30")
        await form.press("tab")
        assert "2026-12-24 08:30" in form.text
        await form.go("next_follow_up")
        await form.press("f4", until=lambda: "In a week" in form.text)
        await form.press("down", "enter", until=lambda: form.here == "follow_up_note")
        assert "2026-11-24 09:00" in form.line("Follow-up   ")


async def test_in_polish_numbers_and_dates_are_polish(services: Services) -> None:
    lead = add_lead(services, monthly_kwh=412.5, next_follow_up="2026-12-24T08:30:00+00:00")
    i18n.use_language("pl")
    try:
        async with opened(services, of(lead=lead), (80, 24)) as form:
            assert form.entry("monthly_kwh") == "412,5"
            await form.enter("monthly_kwh", "1 200,75")
            await form.enter("next_follow_up", "pt 14:00")
            assert "27.11.2026 14:00" in form.text
            changed = await form.save()
    finally:
        i18n.use_language("en")
    assert changed.monthly_kwh == 1200.75


async def test_a_clicked_field_gets_the_cursor_where_the_mouse_is(services: Services) -> None:
    lead = add_lead(services, street="ul. Lipowa 8")
    async with opened(services, of(lead=lead)) as form:
        await form.pilot.click(form.form.fields["street"], offset=(LABEL + 4, 0))
        await settle(form.pilot)
        await form.type("x")
        assert form.entry("street") == "ul. xLipowa 8"


async def test_help_lists_the_keys_of_the_form(services: Services) -> None:
    async with opened(services, new) as form:
        await form.press("f1", until=lambda: isinstance(form.app.screen, HelpDialog))
        for text in ("Everything about a lead", "Save and close", "f4", "Go to the next part of the form"):
            assert text in form.text
        await form.press("escape", until=lambda: form.app.screen is form.form)


async def test_the_keys_at_the_foot_can_be_clicked(services: Services) -> None:
    contact = add_contact(services).ref
    async with opened(services, of(contact)) as form:
        await form.pilot.click(form.form.footer, offset=(3, 0))
        await settle(form.pilot, lambda: bool(form.answers))
        assert form.answers[0].contact.id == contact.id


async def test_a_company_may_be_the_contact(services: Services) -> None:
    company = add_contact(services, "Słońce SA", kind=ContactKind.COMPANY).ref
    async with opened(services, of(company)) as form:
        lead = await form.save()
    assert lead.contact.kind is ContactKind.COMPANY


@pytest.mark.parametrize(
    ("typed", "begun"),
    [("Ewa", {"name": "Ewa"}), ("e@x.pl", {"emails": "e@x.pl"}), ("601 234 567", {"phones": "601 234 567"})],
)
def test_what_was_looked_for_begins_the_new_contact(typed: str, begun: dict[str, object]) -> None:
    assert name_or_address(typed) == begun


@pytest.mark.feature("B-81")
async def test_a_home_that_uses_very_much_is_remarked_on_and_stored(services: Services) -> None:
    lead = add_lead(services, "Jan", city="Gdów")
    async with opened(services, of(lead=lead)) as form:
        await form.enter("monthly_kwh", "2500")
        await form.press("enter")
        assert "is that right?" in form.text
        await form.go("type")
        await form.press("c")
        assert "is that right?" not in form.text
        await form.press("r")
        assert "is that right?" in form.text
        await form.press("ctrl+s", until=lambda: bool(form.answers))
    assert services.leads.get(lead.id).monthly_kwh == 2500


@pytest.mark.feature("C-12", "B-80")
async def test_who_is_called_the_same_at_the_same_address_is_pointed_out(services: Services) -> None:
    known = add_contact(services, "Jan Kowalski")
    add_lead(services, contact_id=known.id, city="Gdów", street="Lipowa 8")
    async with opened(services, new) as form:
        await form.enter("street", "lipowa 8")
        await form.enter("city", "gdow")
        await form.go("contact")
        await form.type("Kowalski Jan", until=lambda: "Add “Kowalski Jan”" in form.text)
        await form.press("up", until=lambda: True)
        await form.press("enter", until=lambda: isinstance(form.app.screen, NewContactForm))
        await settle(form.pilot, lambda: "same name and address" in form.text)
        assert "Jan Kowalski" in form.text
