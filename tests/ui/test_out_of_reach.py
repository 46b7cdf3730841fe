"""The database is locked, or another file stands in its place: what is open says so and keeps what is in it."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from solartui.screens.contacts.form import ContactForm
from solartui.screens.dialogs.jump import JumpDialog
from solartui.screens.lead.form import LeadForm
from solartui.screens.leads.list_screen import LeadListScreen
from solartui.screens.lists.filter_panel import FilterPanel
from solartui.store.connection import connect
from tests.desk import add_contact, add_lead
from tests.ui.desk_app import desk_app
from tests.ui.support import settle

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from solartui.services.container import Services
    from tests.conftest import Clock, Furnish


def one_lead(services: Services, _clock: Clock) -> None:
    """A desk with a lead and a contact."""
    add_lead(services, "Anna Nowak", city="Opole")
    add_contact(services, "Jan Lis")


@pytest.fixture
def furnish() -> Furnish:
    """Made once for the module."""
    return one_lead


def replace_file(database: Path) -> None:
    """Another file stands in the place of the database."""
    copy = database.with_suffix(".copy")
    shutil.copy(database, copy)
    copy.replace(database)


@pytest.mark.parametrize(("key", "above"), [("n", LeadForm), ("ctrl+o", JumpDialog), ("f", FilterPanel)])
async def test_typing_goes_on_where_the_file_is_another_one(
    services: Services, database: Path, key: str, above: type[Screen[object]]
) -> None:
    async with desk_app(services, start=LeadListScreen) as desk:
        await desk.see("Nowak")
        await desk.press(key)
        await desk.on(above)
        replace_file(database)
        await desk.write("anna")
        await settle(desk.pilot, lambda: "was replaced by another fi" in " ".join((desk.text, *desk.said)))
        await desk.see("anna")
        await desk.press("escape", "escape")


async def test_a_form_that_could_not_be_stored_is_stored_once_the_database_is_free(
    services: Services, database: Path
) -> None:
    services.store.patience = 0.05
    async with desk_app(services, "contacts") as desk:
        await desk.see("Jan Lis")
        await desk.press("n")
        form = await desk.on(ContactForm)
        with closing(connect(database, writable=True)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            await desk.write("Ewa Żak")
            await desk.press("ctrl+s")
            await desk.hear("busy")
            assert form.fields["name"].entry == "Ewa Żak"
        await desk.press("ctrl+s")
        await desk.see("Ewa Żak", "Preview")
        assert services.contacts.find("ewa")[0].name == "Ewa Żak"
