"""How a form behaves: sizes, keys that have to wait, the list of choices, the clipboard, and what cannot be read."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual import events

from solartui import i18n
from solartui.commands.bindings import textual_keymap
from solartui.domain.errors import Unavailable
from solartui.screens.contacts.form import ContactForm
from solartui.screens.dialogs.help import HelpDialog
from solartui.screens.lead.form import LeadForm
from solartui.widgets.form.field import LABEL
from tests.desk import add_contact, add_lead
from tests.ui.form.support import OpenForm, busy, opened
from tests.ui.support import lines, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from solartui.domain.leads import Lead
    from solartui.screens.session import Session
    from solartui.services.container import Services


def of(lead: Lead, field: str = "") -> Callable[[Session], LeadForm]:
    """A form with a lead in it."""
    return lambda session: LeadForm(session, lead, field=field)


async def resize(form: OpenForm[Any], width: int, height: int) -> None:
    """Give the window another size."""
    await form.pilot.resize_terminal(width, height)
    await settle(form.pilot)


async def test_two_columns_where_there_is_room_and_nothing_is_lost_on_the_way(services: Services) -> None:
    lead = add_lead(services, city="Kraków")
    async with opened(services, of(lead, "next_follow_up"), (120, 36)) as form:
        assert "Consumption" in form.line("Contact ─")
        await form.type("+3d")
        for width, height in [(80, 24), (60, 18), (200, 60), (109, 30), (110, 30), (80, 24)]:
            await resize(form, width, height)
            two = any("Contact ─" in line and "Consumption" in line for line in lines(form.app))
            assert two == (width >= 110)
            assert "Thu 26 Nov" in form.text
            assert form.here == "next_follow_up"
        assert str(form.entry("next_follow_up")).startswith("2026-11-26")


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36)])
async def test_wide_signs_never_push_anything_out_of_its_line(services: Services, size: tuple[int, int]) -> None:
    wide = "界" * 70 + "e\u0301" * 20
    contact = add_contact(services, wide, emails=("a@x.pl",))
    lead = add_lead(services, contact_id=contact.id, city=wide, street=wide, name=wide, channel=wide)
    async with opened(services, of(lead, "street"), size) as form:
        for keys in [("home",), ("end",), ("left", "shift+left"), ("ctrl+left",), ("down", "down", "end")]:
            await form.press(*keys)
            assert {cell_len(line) for line in lines(form.app)} == {size[0]}


@pytest.mark.parametrize("key", ["country", "assignee", "channel"])
async def test_the_list_stands_on_its_field_where_there_is_no_room_below(services: Services, key: str) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead), (80, 24)) as form:
        await form.press("pagedown", "pagedown")
        await form.go(key)
        await form.press("f4", until=lambda: form.form.dropdown.field is not None)
        await settle(form.pilot)
        dropdown, field = form.form.dropdown.region, form.form.fields[key].region
        assert dropdown.height >= 4
        assert dropdown.bottom <= field.y or dropdown.y == field.bottom
        assert dropdown.y > 0
        assert dropdown.bottom <= 23


async def test_what_is_typed_before_the_form_is_there_is_not_lost(services: Services) -> None:
    add_contact(services, "Anna Nowak")

    def early(session: Session) -> LeadForm:
        form = LeadForm(session)
        for sign in "ann":
            assert form.take_event(events.Key(sign, sign))
        return form

    async with opened(services, early) as form:
        await settle(form.pilot, lambda: "Anna Nowak" in form.text)
        assert form.form.fields["contact"].words == "ann"


async def test_letters_right_behind_the_key_that_moved_the_cursor_are_kept(services: Services) -> None:
    lead = add_lead(services, street="ul. A 1", postcode="30-001")
    async with opened(services, of(lead, "street"), (80, 24)) as form:
        # The event that tells the field of the cursor comes later than these keys.
        for key in ["down", *"32-020"]:
            form.form.take_event(events.Key(key, key if len(key) == 1 else None))
        await settle(form.pilot)
        await form.type("x")
        assert form.entry("postcode") == "32-020x"
        assert form.entry("street") == "ul. A 1"


async def test_keys_wait_while_the_form_is_stored(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    lead = add_lead(services)
    going, calls = threading.Event(), []

    def slow(*args: object) -> None:
        calls.append(args)
        going.wait(20)
        raise Unavailable("The database is busy.")

    monkeypatch.setattr(services.leads, "edit", slow)
    async with opened(services, of(lead, "street")) as form:
        await form.type("ul. A 1")
        await form.pilot.press("ctrl+s", "ctrl+s", "backspace", "2", "escape", "tab")
        assert form.entry("street") == "ul. A 1"
        going.set()
        await settle(form.pilot, lambda: not busy(form.app, "save") and form.entry("street") == "ul. A 2")
        assert len(calls) >= 1
        assert "The database is busy." in form.toasts


async def test_saving_twice_stores_once(services: Services) -> None:
    contact = add_contact(services).ref
    async with opened(services, lambda session: LeadForm(session, None, contact)) as form:
        form.form.action_save()
        form.form.action_save()
        await settle(form.pilot, lambda: bool(form.answers))
    assert services.leads.open_list().count() == 1


async def test_lists_that_cannot_be_read_are_told_and_the_form_goes_on(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise Unavailable("The database is busy.")

    lead = add_lead(services)
    monkeypatch.setattr(services.people, "stages", broken)
    async with opened(services, of(lead)) as form:
        assert form.toasts == ["The database is busy."]
        await form.enter("street", "ul. A 1")
        assert (await form.save()).address.street == "ul. A 1"


async def test_cut_copy_and_paste(services: Services) -> None:
    lead = add_lead(services, street="ul. Lipowa 8")
    async with opened(services, of(lead, "street")) as form:
        await form.press("ctrl+c")
        await form.press("end", "shift+left", "shift+left", "ctrl+x")
        assert form.entry("street") == "ul. Lipowa"
        await form.go("region")
        await form.press("ctrl+v")
        assert form.entry("region") == "8"
        await form.press("ctrl+shift+left", "ctrl+c", "end", "ctrl+v")
        assert form.entry("region") == "88"
        await form.press("home", "delete", "ctrl+k", "ctrl+c")
        assert form.entry("region") == ""
        form.app.post_message(events.Paste("one\ntwo"))
        await settle(form.pilot, lambda: form.entry("region") == "one two")


async def test_a_huge_paste_rings_and_is_refused_by_the_rule(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead, "street")) as form:
        form.form.fields["street"].paste("x" * 100_000)
        await form.press("ctrl+s")
        assert "longer than 500" in form.problem("street")
        assert form.answers == []


async def test_a_persons_own_keys_work_in_a_form(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead, "street")) as form:
        form.app.keys = {"form.save": ("f9",), "form.next": ("f8",)}
        form.app.set_keymap(textual_keymap(form.app.keys))
        form.form.__dict__.pop("_commands", None)
        form.form.show_keys()
        await settle(form.pilot)
        assert "f9 save" in form.text
        await form.type("ul. A 1")
        await form.press("f8")
        assert form.here == "postcode"
        await form.press("ctrl+s")
        assert form.answers == []
        await form.press("f9", until=lambda: bool(form.answers))


async def test_a_command_chosen_in_help_is_run(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead, "street")) as form:
        await form.type("ul. A 1")
        await form.press("f1", until=lambda: isinstance(form.app.screen, HelpDialog))
        await form.type("save and close")
        await form.press("enter", until=lambda: bool(form.answers))
    assert services.leads.get(lead.id).address.street == "ul. A 1"


async def test_months_by_arrows_and_mouse(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead, "consumption"), (80, 24)) as form:
        await form.press("5", "down", "6", "right", "7", "up", "8")
        entry = form.entry("consumption")
        assert isinstance(entry, list)
        assert [place for place, cell in enumerate(entry) if cell] == [0, 1, 4, 5]
        await form.press("up")
        assert form.here == "monthly_kwh"
        await form.go("consumption")
        await form.press("end", "down")
        assert form.here == "panel"
        await form.pilot.click(form.form.fields["consumption"], offset=(LABEL + 22, 3))
        await settle(form.pilot)
        await form.press("9")
        entry = form.entry("consumption")
        assert isinstance(entry, list)
        assert entry[10] == "9"
        assert "5 of 12" in form.text


async def test_a_choice_in_a_narrow_window_is_turned_by_its_arrows(services: Services) -> None:
    lead = add_lead(services)
    async with opened(services, of(lead, "type"), (60, 18)) as form:
        field = form.form.fields["type"]
        assert "◂ Residential ▸" in form.text
        await form.pilot.click(field, offset=(LABEL + 8, 0))
        await settle(form.pilot, lambda: form.entry("type") == "commercial")
        await form.pilot.click(field, offset=(LABEL, 0))
        await settle(form.pilot, lambda: form.entry("type") == "residential")
        await form.press("f4", until=lambda: "Agricultural" in form.text)
        await form.press("down", "down", "enter", until=lambda: form.here == "grid_connection")
        assert form.entry("type") == "industrial"


async def test_a_new_lead_in_polish_is_in_poland(services: Services) -> None:
    i18n.use_language("pl")
    async with opened(services, LeadForm) as form:
        assert form.entry("country") == "PL"


async def test_a_contact_box_keeps_its_own_draft(services: Services) -> None:
    async with opened(services, ContactForm) as form:
        await form.type("Ewa Lis")
        await form.enter("emails", "ewa@x.pl")
    async with opened(services, ContactForm) as form:
        await form.press("enter", until=lambda: form.app.screen is form.form and form.entry("name") == "Ewa Lis")
        ref = await form.save()
    assert ref.emails == ("ewa@x.pl",)


async def test_a_known_contact_is_taken_by_a_click(services: Services) -> None:
    known = add_contact(services, "Jan Kowalski", phones=("601234567",))
    async with opened(services, ContactForm, (80, 24)) as form:
        await form.enter("phones", "601 234 567")
        await settle(form.pilot, lambda: "same number" in form.text)
        await form.pilot.click(form.form.fields["known"], offset=(6, 0))
        assert form.answers == []
        await form.pilot.click(form.form.fields["known"], offset=(6, 2))
        await settle(form.pilot, lambda: form.answers == [known.ref])


async def test_several_known_contacts_are_walked_through(services: Services) -> None:
    for at in range(6):
        add_contact(services, "Jan Kowalski", phones=(f"60123456{at}",))
    async with opened(services, ContactForm, (80, 24)) as form:
        await form.type("jan kowalski", until=lambda: "Known already?" in form.text)
        await settle(form.pilot)
        assert form.text.count("same name") == 4
        await form.go("known")
        await form.press("down", "down", "up", "x", "down", "down", "down")
        assert form.here == "company"
        await form.press("up", "up", "space", until=lambda: bool(form.answers))
    assert form.answers[0].name == "Jan Kowalski"


async def test_a_long_address_leaves_the_number_in_sight(services: Services) -> None:
    contact = add_contact(services, "Jan Kowalski", emails=(f"{'jan.' * 10}k@example.com",), phones=("601 234 567",))
    lead = add_lead(services, contact_id=contact.id)
    async with opened(services, of(lead), (80, 24)) as form:
        assert "k@example.com" in form.line("jan.jan")
        assert form.line("601 234 567").strip() == "601 234 567"
