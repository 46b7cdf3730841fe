"""Somebody else saved first: nothing is overwritten unknowingly, and nothing that was typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.screens.contacts.form import ContactForm
from solartui.screens.forms.merge import MergeDialog, told_apart
from solartui.screens.lead.form import LeadForm
from tests.desk import SALES, add_contact, add_lead, at_desk
from tests.ui.form.support import OpenForm, opened
from tests.ui.support import lines, settle

if TYPE_CHECKING:
    from solartui.domain.leads import Lead
    from solartui.services.container import Services


@pytest.fixture
def lead(services: Services) -> Lead:
    """A lead that two people open."""
    return add_lead(services, city="Kraków", street="ul. A 1", score=5, battery=False)


@pytest.mark.parametrize(
    ("yours", "theirs", "seen"),
    [
        ("Kraków", "Wieliczka", ("Kraków", "Wieliczka")),
        ("Anna Nowak – Kraków A", "Anna Nowak – Kraków B", ("… Kraków A", "… Kraków B")),
        ("Anna Nowak – Kraków", "Anna Nowak – Kraków, centrum", ("…ków", "…ków, cen…")),
        ("Anna Nowak – Kraków", "Anna Nowak – Kraków", ("Anna Nowa…", "Anna Nowa…")),
        ("x" * 500 + "A" + "y" * 90, "x" * 500 + "B" + "y" * 90, ("…xxxAyyyy…", "…xxxByyyy…")),
        ("", "x" * 40, ("", "xxxxxxxxx…")),
    ],
)
def test_where_long_texts_part_is_in_sight(yours: str, theirs: str, seen: tuple[str, str]) -> None:
    assert told_apart(yours, theirs, 10) == seen


async def test_two_long_names_can_be_told_apart(services: Services, lead: Lead) -> None:
    services.leads.edit(1, {"name": "Anna Nowak i Stary Sącz nad Popradem i Dunajcem"})
    async with opened(services, lambda session: LeadForm(session, services.leads.get(1)), (80, 24)) as form:
        await form.enter("name", "Anna Nowak i Stary Sącz nad Popradem i Dunajcem, drugi")
        await clash(form, services, name="Anna Nowak i Stary Sącz nad Popradem i Dunajcem, pierwszy")
        assert ", drugi" in form.text
        assert ", pierwszy" in form.text


async def clash(form: OpenForm[LeadForm], services: Services, **theirs: object) -> None:
    """Save after somebody else has, and wait for the question."""
    at_desk(services, SALES).leads.edit(1, theirs)
    await form.press("ctrl+s", until=lambda: isinstance(form.app.screen, MergeDialog))
    await settle(form.pilot)


def side(form: OpenForm[LeadForm], label: str) -> str:
    """Which side of a line is kept: yours, theirs, or neither yet."""
    line = next(line for line in lines(form.app)[5:] if line.strip(" ▌").startswith(label) and "○" in line)
    signs = [sign for sign in line if sign in "●○"]
    return {"●○": "yours", "○●": "theirs", "○○": ""}["".join(signs)]


async def test_what_only_one_of_both_changed_needs_no_decision(services: Services, lead: Lead) -> None:
    async with opened(services, lambda session: LeadForm(session, lead), (80, 24)) as form:
        await form.enter("city", "Skawina")
        await clash(form, services, street="ul. B 2", score=90, battery=True)
        assert "Anna Nowak changed" in form.text
        assert "to decide" not in form.text
        assert [side(form, name) for name in ("Street", "Town", "Score", "Battery")] == [
            "theirs", "yours", "theirs", "theirs",
        ]  # fmt: skip
        await form.press("ctrl+s", until=lambda: bool(form.answers))
    after = services.leads.get(lead.id)
    assert (after.address.city, after.address.street, after.score, after.battery) == ("Skawina", "ul. B 2", 90, True)
    assert form.answers == [after]


@pytest.mark.parametrize(("key", "city"), [("left", "Skawina"), ("right", "Wieliczka")])
async def test_what_both_changed_is_decided_by_the_person(services: Services, lead: Lead, key: str, city: str) -> None:
    async with opened(services, lambda session: LeadForm(session, lead), (80, 24)) as form:
        await form.enter("city", "Skawina")
        await form.enter("region", "małopolskie")
        await clash(form, services, city="Wieliczka", score=90)
        assert "1 to decide" in form.text
        assert side(form, "Town") == ""
        await form.press("ctrl+s")
        assert isinstance(form.app.screen, MergeDialog)
        await form.press(key)
        assert side(form, "Town") == ("yours" if key == "left" else "theirs")
        await form.press("ctrl+s", until=lambda: bool(form.answers))
    after = services.leads.get(lead.id)
    assert (after.address.city, after.address.region, after.score) == (city, "małopolskie", 90)


async def test_a_default_can_be_turned_around_by_keys_and_mouse(services: Services, lead: Lead) -> None:
    async with opened(services, lambda session: LeadForm(session, lead), (80, 24)) as form:
        await form.enter("region", "małopolskie")
        await clash(form, services, street="ul. B 2", score=90)
        dialog = form.app.screen
        assert isinstance(dialog, MergeDialog)
        await form.press("left")
        assert side(form, "Street") == "yours"
        await form.pilot.click(dialog._versions, offset=(60, 2))
        await settle(form.pilot)
        assert side(form, "Region") == "theirs"
        await form.press("down", "up", "down", "down", "ctrl+s", until=lambda: bool(form.answers))
    after = services.leads.get(lead.id)
    assert (after.address.street, after.address.region, after.score) == ("ul. A 1", None, 90)


async def test_going_back_keeps_what_was_typed_and_stores_nothing(services: Services, lead: Lead) -> None:
    async with opened(services, lambda session: LeadForm(session, lead)) as form:
        await form.enter("city", "Skawina")
        await clash(form, services, city="Wieliczka")
        await form.press("escape", until=lambda: form.app.screen is form.form)
        assert form.entry("city") == "Skawina"
        assert services.leads.get(lead.id).address.city == "Wieliczka"
        await form.press("ctrl+s", until=lambda: isinstance(form.app.screen, MergeDialog))
        await form.press("left", "ctrl+s", until=lambda: bool(form.answers))
    assert services.leads.get(lead.id).address.city == "Skawina"


async def test_a_third_save_in_between_asks_again(services: Services, lead: Lead) -> None:
    async with opened(services, lambda session: LeadForm(session, lead)) as form:
        await form.enter("city", "Skawina")
        await clash(form, services, score=90)
        at_desk(services, SALES).leads.edit(lead.id, {"city": "Bochnia"})
        await form.press("ctrl+s", until=lambda: "1 to decide" in form.text)
        await form.press("left", "ctrl+s", until=lambda: bool(form.answers))
    after = services.leads.get(lead.id)
    assert (after.address.city, after.score) == ("Skawina", 90)


async def test_both_made_the_same_change(services: Services, lead: Lead) -> None:
    async with opened(services, lambda session: LeadForm(session, lead)) as form:
        await form.enter("channel", "Fair")
        at_desk(services, SALES).leads.edit(lead.id, {"channel": "Fair"})
        assert (await form.save()).channel == "Fair"


async def test_a_lead_that_was_deleted_meanwhile_is_told_and_the_text_stays(services: Services, lead: Lead) -> None:
    async with opened(services, lambda session: LeadForm(session, lead)) as form:
        await form.enter("city", "Skawina")
        services.lead_actions.delete([lead.id])
        await form.press("ctrl+s", until=lambda: bool(form.toasts))
        assert form.app.screen is form.form
        assert form.entry("city") == "Skawina"
    assert services.drafts.load(f"lead:{lead.id}") is not None


async def test_two_versions_of_a_contact(services: Services) -> None:
    contact = add_contact(services, "Jan Kowalski", phones=("601234567",))
    async with opened(services, lambda session: ContactForm(session, contact)) as form:
        await form.enter("phones", "602 345 678")
        at_desk(services, SALES).contacts.edit(contact.id, {"name": "Jan Nowak", "phones": ("603456789",)})
        await form.press("ctrl+s", until=lambda: isinstance(form.app.screen, MergeDialog))
        assert "1 to decide" in form.text
        await form.press("left", "ctrl+s", until=lambda: bool(form.answers))
    after = services.contacts.get(contact.id)
    assert (after.name, [phone.number for phone in after.phones]) == ("Jan Nowak", ["602 345 678"])
