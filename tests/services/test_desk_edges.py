"""Notes, views, settings, people and customers of projects: rights, limits, old versions, and there and back again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from solartui.domain.listing import Sort
from solartui.domain.people import Assignee
from solartui.domain.records import Subject
from solartui.domain.vocabulary import AssigneeKind, Role
from solartui.services.views import ViewDraft, draft_of, kept_columns
from tests.desk import (
    MANAGER,
    SALES,
    SECOND,
    TEAM,
    VIEWER,
    add_contact,
    add_lead,
    at_desk,
    kinds,
)  # fmt: skip

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.domain.projects import Project
    from solartui.services.container import Services


@pytest.fixture
def lead(services: Services) -> Subject:
    """A lead of Jan."""
    return Subject("lead", add_lead(services, "Jan Kowalski", city="Kraków", street="Lipowa 8").id)


@pytest.fixture
def project(services: Services, lead: Subject) -> Project:
    """A project of Jan."""
    return services.conversion.convert(lead.id).value


def bodies(services: Services, subject: Subject) -> list[str]:
    """The texts of the notes of a record."""
    return [note.body for note in services.notes.of(subject)]


def customers(services: Services, project: Project) -> list[str]:
    """Who is on a project, the customer first."""
    return [one.name for one in services.projects.get(project.id).contacts]


# ---- notes


@pytest.mark.feature("B-119")
def test_every_step_of_a_note_is_undone_and_done_again(services: Services, lead: Subject) -> None:
    note = services.notes.add(lead, "one").value
    edited = services.notes.edit(note, "two").value
    services.notes.delete(edited)
    for expected in (["two"], ["one"], []):
        services.undo.undo()
        assert bodies(services, lead) == expected
    for expected in (["one"], ["two"], []):
        services.undo.redo()
        assert bodies(services, lead) == expected


def test_a_viewer_writes_no_note_and_reads_them_all(services: Services, lead: Subject, tmp_path: Path) -> None:
    note = services.notes.add(lead, "one").value
    wanda = at_desk(services, VIEWER)
    with pytest.raises(NotPermitted):
        wanda.notes.add(lead, "two")
    with pytest.raises(NotPermitted):
        wanda.notes.add(lead, "two", tmp_path / "not-even-looked-for.pdf")
    with pytest.raises(NotPermitted):
        wanda.notes.edit(note, "two")
    with pytest.raises(NotPermitted):
        wanda.notes.delete(note)
    assert bodies(wanda, lead) == ["one"]


def test_a_note_keeps_its_lines_and_loses_what_commands_a_terminal(services: Services, lead: Subject) -> None:
    note = services.notes.add(lead, "first\n\n\tsecond \x1b[2J[b]x[/]\u202e\r\nthird\0").value
    lines = note.body.split("\n")
    assert len(lines) == 4
    assert "[b]x[/]" in note.body
    assert not any(sign in note.body for sign in "\x1b\u202e\0\r")


def test_a_note_without_its_file_is_not_written(services: Services, lead: Subject, tmp_path: Path) -> None:
    for missing, error in ((tmp_path / "none.pdf", NotFound), (tmp_path, Refused)):
        with pytest.raises(error):
            services.notes.add(lead, "words", missing)
    assert bodies(services, lead) == []
    assert services.documents.of(lead) == []


def test_an_old_note_is_not_written_over_what_a_colleague_wrote(services: Services, lead: Subject) -> None:
    note = services.notes.add(lead, "one").value
    at_desk(services, SECOND).notes.edit(note, "theirs")
    with pytest.raises(Stale) as caught:
        services.notes.edit(note, "mine")
    assert caught.value.yours == {"body": "mine"}
    fresh = services.notes.of(lead)[0]
    assert services.notes.edit(fresh, "mine").value.body == "mine"


@pytest.mark.feature("B-117")
def test_a_note_of_a_lead_is_told_on_its_contact_and_project(
    services: Services, lead: Subject, project: Project
) -> None:
    services.notes.add(lead, "dzwonić po 17")
    contact = services.leads.get(lead.id).contact.id
    for kind, number in (("lead", lead.id), ("contact", contact), ("project", project.id)):
        assert kinds(services, kind, number)[-1] == "note_added", kind


# ---- views


def test_a_view_is_changed_taken_away_and_brought_back(services: Services) -> None:
    first = services.views.create(ViewDraft("Gorące", "kwh>400", Sort("score", descending=True), ("name",))).value
    second = services.views.change(first, draft_of(first, name="Zimne", query="kwh<100")).value
    assert services.views.change(second, draft_of(second)).change_id is None
    services.views.delete(second)
    for name, query in (("Zimne", "kwh<100"), ("Gorące", "kwh>400")):
        services.undo.undo()
        assert services.views.get(name).query == query
    services.undo.undo()
    with pytest.raises(NotFound):
        services.views.get("Gorące")
    services.undo.redo()
    assert services.views.get("Gorące").columns == ("name",)


def test_names_of_views_are_cleaned_and_measured(services: Services) -> None:
    longest = services.views.create(ViewDraft("ż" * 80)).value
    assert services.views.get("Ż" * 80).id == longest.id
    with pytest.raises(Invalid, match="at most 80") as caught:
        services.views.change(longest, draft_of(longest, name="ż" * 81))
    assert caught.value.field == "name"
    nasty = services.views.create(ViewDraft("  [b]\x1b[2JHot\u202e ")).value
    assert nasty.name.isprintable()
    assert nasty.name == nasty.name.strip()


def test_a_view_may_keep_its_name_and_not_take_that_of_another(services: Services) -> None:
    first, second = (services.views.create(ViewDraft(name)).value for name in ("Jeden", "Dwa"))
    assert services.views.change(first, draft_of(first, query="kwh>1")).value.name == "Jeden"
    with pytest.raises(Invalid, match="already"):
        services.views.change(second, draft_of(second, name="JEDEN"))
    assert at_desk(services, SALES).views.create(ViewDraft("Jeden")).value.owner == "Anna Nowak"


def test_what_is_always_there_is_neither_changed_nor_deleted(services: Services) -> None:
    view = services.views.get("Lost")
    assert not services.views.may_change(view)
    with pytest.raises(Invalid, match="always there"):
        services.views.change(view, draft_of(view, name="Mine"))
    with pytest.raises(Invalid, match="always there"):
        services.views.delete(view)


def test_a_shared_view_is_read_by_all_and_changed_by_few(services: Services) -> None:
    shared = at_desk(services, MANAGER).views.create(ViewDraft("Hot", "kwh>400", shared=True)).value
    anna = at_desk(services, SALES)
    assert anna.views.get("hot") == shared
    assert not anna.views.may_change(shared)
    with pytest.raises(NotPermitted, match="Hot is a view of Marek Manager"):
        anna.views.change(shared, draft_of(shared, query="kwh>1"))
    with pytest.raises(NotPermitted):
        anna.views.delete(shared)
    assert services.views.may_change(shared)
    assert services.views.change(shared, draft_of(shared, query="kwh>500")).value.owner == "Marek Manager"


def test_somebodys_private_view_is_nobody_elses(services: Services) -> None:
    at_desk(services, SALES).views.create(ViewDraft("Moje"))
    for user in (MANAGER, SECOND, VIEWER):
        with pytest.raises(NotFound):
            at_desk(services, user).views.get("Moje")
        assert "Moje" not in [view.name for view in at_desk(services, user).views.all()]


def test_columns_are_kept_with_their_widths() -> None:
    assert kept_columns("name,city:18") == ("name", "city:18")
    assert kept_columns("") == ()
    assert kept_columns(",name,,") == ("name",)


# ---- settings


def test_the_last_setting_counts_and_each_key_stands_alone(services: Services) -> None:
    for value in (1, {"width": 3}, ["ż", None], False):
        services.preferences.set("list.pane", value)
        assert services.preferences.get("list.pane", "usual") == value
    services.preferences.set("list.pane ", "other")
    assert services.preferences.get("list.pane") is False
    assert services.preferences.get("never set") is None
    assert services.preferences.get("never set", 7) == 7


def test_a_setting_that_cannot_be_stored_leaves_the_one_before(services: Services) -> None:
    services.preferences.set("theme", "dark")
    with pytest.raises(TypeError):
        services.preferences.set("theme", object())
    assert services.preferences.get("theme") == "dark"


# ---- people


@pytest.mark.parametrize("user", [MANAGER, SALES, VIEWER])
def test_only_an_admin_adds_people(services: Services, user: int) -> None:
    with pytest.raises(NotPermitted):
        at_desk(services, user).organisation.add_user("ola")
    assert "ola" not in [one.login for one in services.people.users()]


@pytest.mark.parametrize("role", list(Role))
def test_a_person_has_the_role_that_was_given(services: Services, role: Role) -> None:
    added = services.organisation.add_user("ola", "Ola Lis", role.value)
    assert (added.value.role, added.value.uid, added.value.active) == (role, None, True)
    services.undo.undo(added.change_id)
    assert "ola" not in [one.login for one in services.people.users()]


def test_a_new_user_is_read_as_a_changed_one(services: Services) -> None:
    organisation = services.organisation
    with pytest.raises(Invalid, match="120 characters"):
        organisation.add_user("ola", "Ż" * 121)
    assert organisation.add_user("iza", " \u200b ", role="Manager").value.name == "iza"
    team = organisation.add_entity("team", "South").value
    assert organisation.add_user("ola", entity="team:South").value.entity_id == team.id
    with pytest.raises(NotFound, match="West"):
        organisation.add_user("ela", entity="West")
    assert organisation.edit_user("ola", {"entity": "none"}).value.entity_id is None
    assert organisation.add_user("ela", entity="-").value.entity_id is None


def test_somebody_is_found_by_a_part_of_the_name(services: Services, lead: Subject) -> None:
    for who, name in (
        ("żak", "Piotr Żak"),
        ("PIOTR", "Piotr Żak"),
        ("team:nor", "North"),
        ("user:4", "Piotr Żak"),
        ("marek", "Marek Manager"),
        (Assignee(AssigneeKind.TEAM, TEAM, "an old name"), "North"),
    ):
        services.lead_actions.assign([lead.id], who)
        assignee = services.leads.get(lead.id).assignee
        assert assignee is not None
        assert assignee.name == name
    services.lead_actions.assign([lead.id], "nikt")
    assert services.leads.get(lead.id).assignee is None


@pytest.mark.parametrize(
    ("who", "error"),
    [
        ("nobody-known", NotFound),
        ("team:piotr", NotFound),
        ("user:north", NotFound),
        ("w\x1b[2J" * 50, NotFound),
        ("\u200b", Invalid),
        (Assignee(AssigneeKind.TEAM, 99, "Gone\x1b[2J"), NotFound),
    ],
)
def test_whoever_is_not_there_gets_no_lead(
    services: Services, lead: Subject, who: str | Assignee, error: type[Exception]
) -> None:
    with pytest.raises(error) as caught:
        services.lead_actions.assign([lead.id], who)
    assert str(caught.value).isprintable()
    assert services.leads.get(lead.id).assignee is None


# ---- customers of projects


@pytest.mark.feature("C-15", "C-17", "C-19")
def test_who_is_on_a_project_is_done_again_after_an_undo(services: Services, project: Project) -> None:
    ewa = add_contact(services, "Ewa [b]Lis")
    jan = project.contacts[0].id
    on = services.project_contacts
    on.add(project.id, ewa.id)
    on.put_first(project.id, ewa.id)
    on.remove(project.id, jan)
    for _ in range(3):
        services.undo.undo()
    assert customers(services, project) == ["Jan Kowalski"]
    for expected in (
        ["Jan Kowalski", "Ewa [b]Lis"],
        ["Ewa [b]Lis", "Jan Kowalski"],
        ["Ewa [b]Lis"],
    ):
        services.undo.redo()
        assert customers(services, project) == expected


def test_the_history_of_a_contact_tells_of_the_projects(services: Services, project: Project) -> None:
    ewa = add_contact(services, "Ewa Lis")
    services.project_contacts.add(project.id, ewa.id)
    services.project_contacts.put_first(project.id, ewa.id)
    assert kinds(services, "contact", ewa.id)[-2:] == ["contact_added", "contact_first"]
    told = [one for one in services.activity.of(Subject("project", project.id)) if one.kind == "contact_added"]
    assert told[-1].data["name"] == "Ewa Lis"


def test_a_viewer_moves_no_customer(services: Services, project: Project) -> None:
    ewa = add_contact(services, "Ewa Lis")
    services.project_contacts.add(project.id, ewa.id)
    wanda = at_desk(services, VIEWER).project_contacts
    for call in (wanda.remove, wanda.put_first):
        with pytest.raises(NotPermitted):
            call(project.id, ewa.id)
    assert customers(services, project) == ["Jan Kowalski", "Ewa Lis"]


def test_a_customer_on_two_projects_leaves_one_of_them(services: Services, project: Project, lead: Subject) -> None:
    second = services.conversion.convert(lead.id).value
    ewa = add_contact(services, "Ewa Lis")
    for one in (project, second):
        services.project_contacts.add(one.id, ewa.id)
    services.project_contacts.remove(project.id, ewa.id)
    assert customers(services, second) == ["Jan Kowalski", "Ewa Lis"]
    assert [one.id for one in services.contacts.get(ewa.id).projects] == [second.id]
    with pytest.raises(NotFound, match="is not on project"):
        services.project_contacts.remove(project.id, ewa.id)


def test_a_stale_view_is_told_as_such(services: Services) -> None:
    view = services.views.create(ViewDraft("Hot")).value
    old = replace(view, version=view.version + 1)
    with pytest.raises(Stale, match="this view"):
        services.views.delete(old)
    assert services.views.get("Hot").version == view.version
