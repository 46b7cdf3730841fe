"""What is typed into a form survives everything but being dropped on purpose."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.errors import Unavailable
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.screens.lead.form import LeadForm
from tests.desk import SALES, add_contact, add_lead, at_desk
from tests.terminal.pty_harness import Terminal
from tests.ui.form.support import opened
from tests.ui.support import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from solartui.domain.leads import Lead
    from solartui.screens.session import Session
    from solartui.services.container import Services

SAMPLE = Path(__file__).with_name("sample_form_app.py")


def new(session: Session) -> LeadForm:
    """An empty form."""
    return LeadForm(session)


def of(lead: Lead) -> Callable[[Session], LeadForm]:
    """A form with a lead in it."""
    return lambda session: LeadForm(session, lead)


def kept(services: Services, key: str) -> dict[str, Any]:
    """The entries of a draft."""
    draft = services.drafts.load(key)
    assert draft is not None
    entries = draft.values["entries"]
    assert isinstance(entries, dict)
    return entries


async def test_typing_is_kept_within_a_second_without_being_asked(services: Services) -> None:
    async with opened(services, new) as form:
        assert services.drafts.load("lead:new") is None
        await form.enter("street", "ul. Lipowa 8")
        while services.drafts.load("lead:new") is None:
            await form.pilot.pause(0.05)
        assert kept(services, "lead:new")["street"] == "ul. Lipowa 8"


async def test_a_closed_program_keeps_the_text_and_offers_it_again(services: Services) -> None:
    add_contact(services, "Anna Nowak", emails=("anna@x.pl",))
    async with opened(services, new) as form:
        await form.type("anna", until=lambda: "anna@x.pl" in form.text)
        await form.press("enter", until=lambda: form.here == "name")
        await form.enter("city", "Skawina")
        await form.enter("next_follow_up", "tomorrow")
        await form.go("consumption")
        form.form.fields["consumption"].paste("1 2 3")
    async with opened(services, new) as form:
        assert isinstance(form.app.screen, ConfirmDialog)
        assert "There is an unsaved draft from" in form.text
        assert "discard it" in form.text
        await form.press("escape", until=lambda: form.app.screen is form.form and form.entry("city") == "Skawina")
        assert form.entry("contact") == {"id": "1", "text": "Anna Nowak"}
        assert form.entry("consumption") == ["1", "2", "3", *[""] * 9]
        assert str(form.entry("next_follow_up")).startswith("2026-11-24T")
        lead = await form.save()
    assert lead.name == "Anna Nowak – Skawina"
    assert services.drafts.load("lead:new") is None


async def test_a_draft_that_is_not_wanted_is_gone(services: Services) -> None:
    async with opened(services, new) as form:
        await form.enter("city", "Skawina")
    async with opened(services, new) as form:
        await form.press("y", until=lambda: form.app.screen is form.form)
        await settle(form.pilot, lambda: services.drafts.load("lead:new") is None)
        assert form.entry("city") == ""
    async with opened(services, new) as form:
        assert form.app.screen is form.form


async def test_leaving_on_purpose_drops_the_draft(services: Services) -> None:
    async with opened(services, new) as form:
        await form.enter("city", "Skawina")
        form.form._autosave.now()
        assert services.drafts.load("lead:new") is not None
        await form.press("escape", until=lambda: isinstance(form.app.screen, ConfirmDialog))
        await form.press("y", until=lambda: bool(form.answers))
    assert services.drafts.load("lead:new") is None


async def test_nothing_typed_is_nothing_kept(services: Services) -> None:
    lead = add_lead(services, city="Kraków")
    async with opened(services, of(lead)) as form:
        await form.enter("city", "Kraków")
        form.form._autosave.now()
    assert services.drafts.load(f"lead:{lead.id}") is None


async def test_a_new_contact_is_part_of_the_draft(services: Services) -> None:
    entered = {"kind": "person", "name": "Ewa Lis", "company": None, "emails": "e@x.pl", "phones": "", "known": ""}
    async with opened(services, new) as form:
        form.form.fields["contact"].put({"new": entered, "text": "Ewa Lis"})
        form.form.changed(form.form.fields["contact"])
    async with opened(services, new) as form:
        await form.press("enter", until=lambda: form.app.screen is form.form and "e@x.pl" in form.text)
        lead = await form.save()
    assert lead.contact.emails == ("e@x.pl",)


async def test_an_old_draft_shows_what_others_changed_since(services: Services) -> None:
    lead = add_lead(services, city="Kraków", street="ul. A 1")
    async with opened(services, of(lead)) as form:
        await form.enter("city", "Skawina")
    at_desk(services, SALES).leads.edit(lead.id, {"street": "ul. B 2"})
    async with opened(services, of(services.leads.get(lead.id))) as form:
        await form.press("enter", until=lambda: form.app.screen is form.form and form.entry("city") == "Skawina")
        await form.press("ctrl+s", until=lambda: "Anna Nowak changed" in form.text)
        await form.press("enter", until=lambda: bool(form.answers))
    after = services.leads.get(lead.id)
    assert (after.address.city, after.address.street) == ("Skawina", "ul. B 2")


async def test_a_full_disk_is_told_once_and_the_text_stays(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_key: str, _values: object) -> None:
        raise Unavailable("The draft could not be kept: No space left on device")

    monkeypatch.setattr(services.drafts, "save", full)
    async with opened(services, new) as form:
        await form.enter("city", "Skawina")
        while not form.toasts:
            await form.pilot.pause(0.05)
        assert "No space left" in form.toasts[0]
        assert form.entry("city") == "Skawina"


@pytest.mark.parametrize(
    ("values", "offered"),
    [
        ({}, False),
        ({"entries": 3, "base": {}}, False),
        ({"entries": {"city": ["x"], "months": 3, "contact": "?", "gone": 1}, "base": {}}, True),
        ({"entries": {"contact": {"id": 3, "text": None}, "consumption": {"a": 1}, "country": 7}, "base": {}}, True),
    ],
)
async def test_a_strange_draft_breaks_nothing(services: Services, values: dict[str, object], offered: bool) -> None:
    services.drafts.save("lead:new", values)
    async with opened(services, new) as form:
        assert isinstance(form.app.screen, ConfirmDialog) == offered
        if offered:
            await form.press("escape", until=lambda: form.app.screen is form.form)
        assert form.entry("contact") is None
        assert form.entry("consumption") == []
        assert form.app.is_running


ENDINGS: dict[str, tuple[Callable[[Terminal], object], int]] = {
    "hang-up": (lambda terminal: terminal.hang_up(), 129),
    "SIGTERM": (lambda terminal: terminal.kill(signal.SIGTERM), 143),
    "SIGHUP": (lambda terminal: terminal.kill(signal.SIGHUP), 129),
    "ctrl+q": (lambda terminal: terminal.press("ctrl+q"), 0),
    "crash": (lambda terminal: terminal.kill(signal.SIGUSR1), 1),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_text_survives_the_end_of_the_program(database: Path, services: Services, state: Path, ending: str) -> None:
    end, status = ENDINGS[ending]
    command = [sys.executable, str(SAMPLE), str(database)]
    with Terminal(command, environment={"XDG_STATE_HOME": str(state.parent)}) as terminal:
        terminal.wait_for("nobody yet")
        terminal.press(*["down"] * 5)
        terminal.type("ul. Lipowa 8")
        terminal.wait_for("ul. Lipowa 8")
        end(terminal)
        assert terminal.wait_exit() == status
    assert kept(services, "lead:new")["street"] == "ul. Lipowa 8"
