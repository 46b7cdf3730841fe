"""Jumping to any record by a part of its name, a phone number, or its own number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.drafts import ProjectDraft
from solartui.screens.contacts.list_screen import ContactsScreen
from solartui.screens.dialogs.jump import JumpDialog
from solartui.screens.jump import found
from tests.desk import add_contact, add_lead
from tests.ui.desk_app import OpenedContact, OpenedLead, OpenedProject, Start, desk_app

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solartui.services.container import Services
    from solartui.widgets.pick_list import PickItem
    from tests.conftest import Clock, Furnish


def one_of_each(services: Services, _clock: Clock) -> None:
    """A desk with two leads, a contact without any, and a project."""
    add_lead(services, "Anna Wiśniewska", city="Wieliczka", phones=("601 234 567",))
    add_lead(services, "Łukasz Nowak", city="Kraków")
    bob = add_contact(services, "Bob Hill", emails=("bob@hill.example",))
    services.projects.create(ProjectDraft(contact_id=bob.id, city="Perth"))


@pytest.fixture
def furnish() -> Furnish:
    """Made once, and copied for each test."""
    return one_of_each


@pytest.fixture
def desk(services: Services) -> Services:
    """The desk with its records."""
    return services


def ids(items: Sequence[PickItem]) -> list[str]:
    """What can be chosen."""
    return [item.id for item in items if not item.heading]


@pytest.mark.feature("D-17")
@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("wisn", ["lead:1", "contact:1"]),
        ("lukasz nowak", ["lead:2", "contact:2"]),
        ("601234567", ["lead:1", "contact:1"]),
        ("60123", ["lead:1", "contact:1"]),
        ("601", []),
        ("bob", ["contact:3", "project:1"]),
        ("perth", ["project:1"]),
        ("#2", ["lead:2", "contact:2"]),
        (":3", ["contact:3"]),
        ("#99", []),
        ("#999999999999999999", []),
        ("stage:open", []),
        ('"', []),
        ("   ", []),
        ("-wisn", ["lead:1"]),
    ],
)
def test_records_are_found_by_name_phone_and_number(desk: Services, typed: str, wanted: list[str]) -> None:
    assert ids(found(desk, typed)) == wanted


def test_a_bare_number_is_the_number_of_a_record(desk: Services) -> None:
    add_lead(desk, "Piekarnia 1")
    assert ids(found(desk, "1")) == ["lead:1", "contact:1", "project:1"]


@pytest.mark.feature("D-17", "A-01")
async def test_users_ask_22_typing_and_enter_open_the_record(desk: Services) -> None:
    async with desk_app(desk) as app:
        await app.press("ctrl+o")
        await app.see("found while you type")
        await app.write("anna")
        await app.see("Anna Wiśniewska – Wieliczka  #1", "Contacts")
        await app.press("enter")
        assert (await app.on(OpenedLead)).record == ("lead", 1)
        await app.press("ctrl+o")
        await app.on(JumpDialog)
        await app.write("bob")
        await app.see("bob@hill.example")
        await app.press("down", "enter")
        assert (await app.on(OpenedProject)).record == ("project", 1)


async def test_enter_before_anything_was_found_opens_the_first_find(desk: Services) -> None:
    async with desk_app(desk, "contacts") as app:
        await app.see("Bob")
        await app.press("ctrl+o", until=lambda: isinstance(app.screen, JumpDialog))
        await app.pilot.press("number_sign", "3", "enter")
        assert (await app.on(OpenedContact)).record == ("contact", 3)


async def test_a_click_chooses_and_escape_changes_nothing(desk: Services) -> None:
    async with desk_app(desk) as app:
        await app.press("ctrl+o")
        dialog = await app.on(JumpDialog)
        await app.write("nowak")
        await app.see("Łukasz Nowak – Kraków")
        await app.press("escape")
        await app.on(Start)
        await app.press("ctrl+o")
        dialog = await app.on(JumpDialog)
        await app.write("nowak")
        await app.see("Łukasz Nowak – Kraków")
        await app.pilot.click(dialog.list, offset=(6, 1))
        assert (await app.on(OpenedLead)).record == ("lead", 2)


async def test_nothing_found_is_said(desk: Services) -> None:
    async with desk_app(desk, "contacts", (80, 24)) as app:
        await app.press("ctrl+o")
        await app.on(JumpDialog)
        await app.write("zzz")
        await app.see("Nothing is called like that.")
        await app.press("enter", "escape")
        await app.on(ContactsScreen)
