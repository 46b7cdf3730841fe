"""The boxes in which a project is started and changed: values, rules, drafts, and two people at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.drafts import ProjectDraft
from solartui.domain.records import Subject
from solartui.domain.vocabulary import GridConnection, LeadType
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.screens.forms.merge import MergeDialog
from solartui.screens.map.screen import MapScreen
from solartui.screens.projects.form import NewProjectForm, ProjectForm
from tests.desk import SECOND, add_contact, add_lead, at_desk
from tests.ui.form.support import opened
from tests.ui.support import settle, shown

if TYPE_CHECKING:
    from solartui.domain.contacts import Contact
    from solartui.domain.projects import Project
    from solartui.services.container import Services


@pytest.fixture
def anna(services: Services) -> Contact:
    """A contact."""
    return add_contact(services, "Anna Wiśniewska", emails=("anna@poczta.pl",))


@pytest.fixture
def project(services: Services, anna: Contact) -> Project:
    """Her project."""
    draft = ProjectDraft(contact_id=anna.id, city="Wieliczka", country="PL", capacity_kwp=8.8, phases=3)
    return services.projects.create(draft).value


@pytest.mark.feature("A-10", "A-12", "C-15")
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_field_of_a_new_project_is_stored(services: Services, anna: Contact, size: tuple[int, int]) -> None:
    async with opened(services, lambda session: NewProjectForm(session, anna.ref), size) as form:
        assert "Anna Wiśniewska" in form.text
        await form.type("Dach Anny")
        await form.press("tab", "c", "tab", "z", "tab")
        for text in ("Lipowa 8", "32-020", "Wieliczka"):
            await form.type(text)
            await form.press("tab")
        await form.press("tab")
        await form.type("poland")
        await form.press("enter")
        await form.enter("coordinates", "49.98738, 20.06473")
        await form.enter("capacity_kwp", "39,6")
        await form.enter("battery_kwh", "10.5")
        await form.go("phases")
        await form.press("3")
        await form.enter("metering_point", "590322000000000001")
        made: Project = await form.save()
    stored = services.projects.get(made.id)
    assert (stored.name, stored.lead_id, stored.type, stored.grid_connection) == (
        "Dach Anny",
        None,
        LeadType.COMMERCIAL,
        GridConnection.ZERO_INJECTION,
    )
    assert stored.address.text == "Lipowa 8, 32-020 Wieliczka, PL"
    assert (stored.latitude, stored.longitude, stored.regulation) == (49.98738, 20.06473, "pl")
    assert (stored.capacity_kwp, stored.battery_kwh, stored.phases, stored.metering_point) == (
        39.6,
        10.5,
        3,
        "590322000000000001",
    )
    assert [contact.id for contact in stored.contacts] == [anna.id]


async def test_the_name_that_is_proposed_has_the_town_in_it(services: Services, anna: Contact) -> None:
    async with opened(services, lambda session: NewProjectForm(session, anna.ref)) as form:
        assert "Anna Wiśniewska" in form.line("Name")
        await form.enter("city", "Gdów")
        assert "Anna Wiśniewska – Gdów" in form.line("Name")
        made = await form.save()
    assert made.name == "Anna Wiśniewska – Gdów"


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("capacity_kwp", "viel", "is no number"),
        ("capacity_kwp", "-1", "is less than 0"),
        ("battery_kwh", "1e9", "is more than 1000000"),
        ("coordinates", "50", "coordinates"),
        ("country", "Atlantis", "no known country"),
    ],
)
async def test_what_cannot_be_is_said_below_its_field_and_nothing_is_stored(
    services: Services, anna: Contact, field: str, typed: str, why: str
) -> None:
    async with opened(services, lambda session: NewProjectForm(session, anna.ref)) as form:
        await form.enter(field, typed)
        await form.press("ctrl+s", until=lambda: bool(form.problem(field)))
        assert why in form.problem(field)
        assert form.here == field
        assert services.projects.open_list().count() == 0


async def test_what_was_typed_is_offered_again_and_leaving_asks(services: Services, anna: Contact) -> None:
    async with opened(services, lambda session: NewProjectForm(session, anna.ref)) as form:
        await form.enter("city", "Gdów")
        await form.press("escape", until=lambda: isinstance(form.app.screen, ConfirmDialog))
        await form.press("escape", until=lambda: form.app.screen is form.form)
        assert form.entry("city") == "Gdów"
    async with opened(services, lambda session: NewProjectForm(session, anna.ref)) as form:
        await form.see("There is an unsaved draft")
        await form.press("escape", until=lambda: form.entry("city") == "Gdów")
        await form.save()
    async with opened(services, lambda session: NewProjectForm(session, anna.ref)) as form:
        assert form.entry("city") == ""


async def test_the_change_form_begins_with_what_is_known(services: Services, project: Project) -> None:
    async with opened(services, lambda session: ProjectForm(session, project)) as form:
        assert form.form.entries == {
            "name": "Anna Wiśniewska – Wieliczka",
            "type": "residential",
            "grid_connection": "on_grid",
            "street": "",
            "postcode": "",
            "city": "Wieliczka",
            "region": "",
            "country": "PL",
            "coordinates": "",
            "capacity_kwp": "8.8",
            "battery_kwh": "",
            "phases": "3",
            "metering_point": "",
        }
        assert f"#{project.id}" in form.text
        await form.press("ctrl+s", until=lambda: bool(form.answers))
    assert services.projects.get(project.id).version == project.version


@pytest.mark.feature("B-105")
async def test_a_project_needs_a_name(services: Services, project: Project) -> None:
    async with opened(services, lambda session: ProjectForm(session, project)) as form:
        await form.press("delete", "ctrl+s", until=lambda: bool(form.problem("name")))
        assert form.problem("name") == "This cannot be empty."


async def test_fields_that_two_people_changed_are_put_side_by_side(services: Services, project: Project) -> None:
    async with opened(services, lambda session: ProjectForm(session, project)) as form:
        at_desk(services, SECOND).projects.edit(project.id, {"name": "Dach", "metering_point": "590322000000000001"})
        await form.enter("name", "Dom Anny")
        await form.enter("battery_kwh", "10")
        await form.press("ctrl+s", until=lambda: isinstance(form.app.screen, MergeDialog))
        assert "Dom Anny" in shown(form.app)
        assert "Dach" in shown(form.app)
        await form.press("left", until=lambda: "1 to decide" not in shown(form.app))
        await form.press("ctrl+s", until=lambda: bool(form.answers))
    stored = services.projects.get(project.id)
    assert (stored.name, stored.battery_kwh, stored.metering_point) == ("Dom Anny", 10, "590322000000000001")


async def test_a_change_that_somebody_else_made_alone_is_kept(services: Services, project: Project) -> None:
    async with opened(services, lambda session: ProjectForm(session, project)) as form:
        at_desk(services, SECOND).projects.edit(project.id, {"metering_point": "590322000000000001"})
        await form.enter("battery_kwh", "10")
        await form.pilot.press("ctrl+s")
        await settle(form.pilot, lambda: bool(form.answers) or isinstance(form.app.screen, MergeDialog))
        if not form.answers:
            await form.press("ctrl+s", until=lambda: bool(form.answers))
    stored = services.projects.get(project.id)
    assert (stored.battery_kwh, stored.metering_point) == (10, "590322000000000001")


@pytest.mark.feature("A-11", "A-12")
async def test_the_site_can_be_changed_and_the_lead_keeps_its_own(services: Services) -> None:
    lead = add_lead(services, "Jan Nowak", city="Gdów", country="PL")
    project = services.conversion.convert(lead.id).value
    async with opened(services, lambda session: ProjectForm(session, project)) as form:
        await form.go("type")
        await form.press("a")
        for field, text in (("street", "Lipowa 8"), ("postcode", "32-020"), ("city", "Wieliczka"), ("region", "PL-12")):
            await form.enter(field, text)
        await form.enter("coordinates", "49.98738, 20.06473")
        await form.save()
    stored = services.projects.get(project.id)
    assert (stored.type, stored.address.text) == (LeadType.AGRICULTURAL, "Lipowa 8, 32-020 Wieliczka, PL-12, PL")
    assert (stored.latitude, stored.longitude) == (49.98738, 20.06473)
    assert services.leads.get(lead.id).address.city == "Gdów"


async def test_a_site_with_prices_stays_in_its_currency_and_that_is_said_at_the_country(
    services: Services, project: Project
) -> None:
    services.designs.create(project.id, {"modules": 10, "module_wp": 450})
    async with opened(services, lambda session: ProjectForm(session, project), (80, 24)) as form:
        await form.enter("country", "DE")
        await form.press("ctrl+s", until=lambda: bool(form.problem("country")))
        assert "prices in PLN" in form.problem("country")
        assert form.here == "country"
    assert services.projects.get(project.id).address.country == "PL"


async def test_fields_of_the_desks_own_are_filled_in_checked_and_kept_apart(
    services: Services, project: Project
) -> None:
    services.fields.add("project", "Roof age", "number")
    services.fields.add("project", "Crane", "yes_no")
    subject = Subject("project", project.id)
    async with opened(services, lambda session: ProjectForm(session, project)) as form:
        await form.enter("custom.roof_age", "old")
        await form.press("ctrl+s", until=lambda: bool(form.problem("custom.roof_age")))
        await form.enter("custom.roof_age", "12")
        await form.save()
    assert services.fields.of_record(subject) == {"roof_age": 12}
    now = services.projects.get(project.id)
    async with opened(services, lambda session: ProjectForm(session, now)) as form:
        assert form.entry("custom.roof_age") == "12"
        at_desk(services, SECOND).projects.edit(project.id, {"custom": {"roof_age": 30}})
        await form.enter("custom.roof_age", "15")
        await form.press("ctrl+s", until=lambda: isinstance(form.app.screen, MergeDialog))
        assert "30" in shown(form.app)
        await form.press("left")
        await form.press("ctrl+s", until=lambda: bool(form.answers))
    assert services.fields.of_record(subject) == {"roof_age": 15}


async def test_a_new_project_says_something_in_the_fields_of_the_desks_own(services: Services, anna: Contact) -> None:
    services.fields.add("project", "Roof age", "number", required=True)
    async with opened(services, lambda session: NewProjectForm(session, anna.ref)) as form:
        await form.press("ctrl+s", until=lambda: bool(form.problem("custom.roof_age")))
        await form.enter("custom.roof_age", "7")
        made = await form.save()
    assert services.fields.of_record(Subject("project", made.id)) == {"roof_age": 7}


async def test_the_place_is_chosen_on_a_map_and_an_empty_address_gets_its_town(
    services: Services, anna: Contact
) -> None:
    async with opened(services, lambda session: NewProjectForm(session, anna.ref)) as form:
        await form.enter("country", "PL")
        await form.enter("coordinates", "49.98738, 20.06473")
        await form.go("coordinates")
        await form.press("f4", until=lambda: isinstance(form.app.screen, MapScreen))
        await form.press("enter", until=lambda: form.app.screen is form.form)
        await settle(form.pilot, lambda: form.entry("city") == "Wieliczka")
        assert form.entry("coordinates") == "49.98738, 20.06473"
        await form.go("country")
        await form.press("f4", until=lambda: form.form.dropdown.field is not None)
        await form.press("escape")
        assert form.app.screen is form.form
