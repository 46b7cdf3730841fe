"""Undo among several people: what somebody changed since stays, with a reason; everything else comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from solartui.domain.drafts import ContactDraft, ProjectDraft
from solartui.domain.errors import NotFound, NotPermitted, Refused, Stale
from solartui.domain.listing import Sort
from solartui.domain.people import SYSTEM
from solartui.domain.records import Subject
from solartui.services.container import Services
from solartui.store.bulk import Bulk
from tests.conftest import Clock
from tests.desk import ADMIN, MANAGER, SALES, SECOND, add_contact, add_lead, at_desk, kinds, lead_draft


def test_another_field_of_the_same_lead_does_not_matter(services: Services) -> None:
    anna = at_desk(services, SALES)
    lead = add_lead(services, city="Łódź")
    mine = services.leads.edit(lead.id, {"city": "Kraków", "score": 1})
    anna.leads.edit(lead.id, {"street": "Prosta 1", "name": "Nowa"})
    services.undo.undo(mine.change_id)
    now = services.leads.get(lead.id)
    assert (now.address.city, now.score, now.address.street, now.name) == ("Łódź", None, "Prosta 1", "Nowa")
    assert services.leads.open_list("lodz").count() == 1
    assert services.leads.open_list("krakow").count() == 0


@pytest.mark.parametrize("back", [False, True])
def test_the_same_field_stays_as_somebody_left_it(services: Services, back: bool) -> None:
    """Even where it has the same value again: they meant it."""
    anna = at_desk(services, SALES)
    lead = add_lead(services)
    mine = services.leads.edit(lead.id, {"score": 1})
    anna.leads.edit(lead.id, {"score": 2})
    if back:
        anna.leads.edit(lead.id, {"score": 1})
    before = services.leads.get(lead.id)
    with pytest.raises(Refused, match="Not undone: Anna Nowak changed score of lead 1 since") as caught:
        services.undo.undo(mine.change_id)
    assert caught.value.exit_status == 4
    assert services.leads.get(lead.id) == before


def test_what_was_undone_since_does_not_count(services: Services) -> None:
    anna = at_desk(services, SALES)
    lead = add_lead(services)
    mine = services.leads.edit(lead.id, {"score": 1})
    anna.leads.edit(lead.id, {"score": 2})
    anna.undo.undo()
    services.undo.undo(mine.change_id)
    assert services.leads.get(lead.id).score is None


def test_fields_that_say_one_thing_together_come_back_together(services: Services) -> None:
    lead = add_lead(services, assignee="team:north")
    nobody = services.lead_actions.assign([lead.id], "none")
    services.lead_actions.assign([lead.id], "anna")
    with pytest.raises(Refused, match="changed the assignee of lead"):
        services.undo.undo(nobody.change_id)
    moved = services.lead_actions.move([lead.id], "lost", "too dear")
    services.leads.edit(lead.id, {"lost_reason": "moved away"})
    with pytest.raises(Refused, match=r"changed (the stage|lost reason) of lead"):
        services.undo.undo(moved.change_id)


def test_a_new_name_of_the_contact_does_not_hold_up_undo_and_is_not_undone(services: Services) -> None:
    """The sort key of a lead follows its contact, whatever undo puts back."""
    zenon, adam = add_contact(services, "Zenon"), add_contact(services, "Adam")
    lead, other = add_lead(services, contact_id=zenon.id), add_lead(services, "Marek")
    mine = services.leads.edit(lead.id, {"contact_id": adam.id})
    at_desk(services, SALES).contacts.edit(zenon.id, {"name": "Abel"})
    at_desk(services, SALES).contacts.edit(adam.id, {"name": "Żaba"})
    services.undo.undo(mine.change_id)
    assert services.leads.get(lead.id).contact.name == "Abel"
    assert list(services.leads.open_list("", Sort("contact")).ids()) == [lead.id, other.id]
    assert services.leads.open_list("abel").count() == 1


def test_a_new_contact_stays_when_somebody_has_used_it(services: Services) -> None:
    made = services.leads.create(lead_draft("Jan", emails=("jan@x.pl",), phones=("601 234 567",)))
    contact = made.value.contact.id
    theirs = at_desk(services, SALES).leads.create(lead_draft(contact_id=contact)).value
    with pytest.raises(Refused, match="Not undone: something was added to contact 1 since"):
        services.undo.undo(made.change_id)
    assert services.leads.get(made.value.id) == made.value
    at_desk(services, SALES).lead_actions.delete([theirs.id])
    with pytest.raises(Refused):
        services.undo.undo(made.change_id)
    at_desk(services, SALES).undo.undo()
    at_desk(services, SALES).undo.undo()
    services.undo.undo(made.change_id)
    assert services.contacts.open_list().count() == services.leads.open_list().count() == 0


@pytest.mark.parametrize("what", ["note", "project", "edit", "move", "delete", "archive"])
def test_a_new_lead_stays_when_somebody_did_something_with_it(services: Services, what: str) -> None:
    anna = at_desk(services, SALES)
    lead = add_lead(services, city="Łódź")
    change = services.undo.last()
    assert change is not None
    acts: dict[str, Callable[[], object]] = {
        "note": lambda: anna.notes.add(Subject("lead", lead.id), "x"),
        "project": lambda: anna.conversion.convert(lead.id),
        "edit": lambda: anna.leads.edit(lead.id, {"score": 1}),
        "move": lambda: anna.lead_actions.move([lead.id], "contacted"),
        "delete": lambda: anna.lead_actions.delete([lead.id]),
        "archive": lambda: anna.lead_actions.archive([lead.id]),
    }
    acts[what]()
    with pytest.raises(Refused, match="Not undone: "):
        services.undo.undo(change.id)
    anna.undo.undo()
    services.undo.undo(change.id)
    with pytest.raises(NotFound):
        services.leads.get(lead.id)


@pytest.mark.parametrize("what", ["name", "phone", "email", "note", "project"])
def test_a_new_contact_stays_when_somebody_added_to_it(services: Services, what: str) -> None:
    anna = at_desk(services, SALES)
    made = services.contacts.create(ContactDraft(name="Jan", phones=("601 234 567",), emails=("jan@x.pl",)))
    number = made.value.id
    acts: dict[str, Callable[[], object]] = {
        "name": lambda: anna.contacts.edit(number, {"name": "x"}),
        "phone": lambda: anna.contacts.edit(number, {"phones": ()}),
        "email": lambda: anna.contacts.edit(number, {"emails": ("jan@x.pl", "j@y.pl")}),
        "note": lambda: anna.notes.add(Subject("contact", number), "x"),
        "project": lambda: anna.projects.create(ProjectDraft(contact_id=number)),
    }
    acts[what]()
    with pytest.raises(Refused, match="Not undone: "):
        services.undo.undo(made.change_id)
    assert services.contacts.get(number).emails[0].address == "jan@x.pl"
    anna.undo.undo()
    services.undo.undo(made.change_id)
    assert services.contacts.find("jan") == []


def test_numbers_come_back_as_a_set_or_not_at_all(services: Services) -> None:
    contact = add_contact(services, "Jan", phones=("601 234 567",))
    cleared = services.contacts.edit(contact.id, {"phones": ()})
    at_desk(services, SALES).contacts.edit(contact.id, {"phones": ("22 555 12 34",)})
    with pytest.raises(Refused, match="Not undone: Anna Nowak changed the numbers of contact 1 since"):
        services.undo.undo(cleared.change_id)
    at_desk(services, SALES).undo.undo()
    services.undo.undo(cleared.change_id)
    assert [p.number for p in services.contacts.get(contact.id).phones] == ["601 234 567"]


def test_an_address_that_was_taken_meanwhile_is_not_fought_over(services: Services) -> None:
    made = services.contacts.create(ContactDraft(name="Jan", emails=("jan@x.pl",)))
    services.undo.undo(made.change_id)
    other = at_desk(services, SALES).contacts.create(ContactDraft(name="Janek", emails=("JAN@x.pl",))).value
    assert [ref.id for ref in services.contacts.find("jan@")] == [other.id]


def test_who_has_an_undone_record_open_learns_of_it(services: Services) -> None:
    contact = add_contact(services, "Jan", phones=("601 234 567",))
    edited = services.contacts.edit(contact.id, {"phones": ()})
    services.undo.undo(edited.change_id)
    with pytest.raises(Stale):
        services.contacts.edit(contact.id, {"name": "x", "phones": ()}, edited.value.version)


def test_an_undone_deletion_brings_a_lead_back_though_its_contact_has_another_name(services: Services) -> None:
    lead = add_lead(services, "Jan")
    gone = services.lead_actions.delete([lead.id])
    services.contacts.edit(lead.contact.id, {"name": "Zenon"})
    services.undo.undo(gone.change_id)
    assert services.leads.open_list("zenon").count() == 1


@pytest.mark.feature("A-19")
def test_undo_is_in_the_history_of_every_record_it_changes(services: Services) -> None:
    anna = at_desk(services, SALES)
    lead = add_lead(services, city="Łódź")
    converted = services.conversion.convert(lead.id)
    renamed = services.projects.edit(converted.value.id, {"name": "x"})
    noted = services.notes.add(Subject("project", converted.value.id), "x")
    for change in (noted, renamed):
        services.undo.undo(change.change_id)
        told = services.activity.of(Subject("project", converted.value.id))[-1]
        assert (told.kind, told.subject.kind, told.lead_id, told.contact_id) == (
            "undone",
            "project",
            lead.id,
            lead.contact.id,
        )
        assert told.data["kind"] in ("note.added", "project.edited")
    at_desk(services, MANAGER).undo.undo(converted.change_id)
    told = services.activity.of(Subject("lead", lead.id))[-1]
    assert (told.kind, told.actor) == ("undone", "Marek Manager")
    assert kinds(services, "contact", lead.contact.id)[-1] == "undone"
    assert anna.undo.last() is None


def test_each_undoes_their_own_and_a_manager_what_others_did(services: Services) -> None:
    anna, piotr, boss = (at_desk(services, user) for user in (SALES, SECOND, MANAGER))
    lead = add_lead(anna)
    mine = services.leads.edit(lead.id, {"score": 1})
    assert [change.kind for change in anna.undo.changes()] == ["lead.created"]
    assert piotr.undo.last() is None
    with pytest.raises(NotFound, match="nothing to undo"):
        piotr.undo.undo()
    with pytest.raises(NotPermitted, match=r"was made by Ewa Admin\. Ask a manager"):
        piotr.undo.undo(mine.change_id)
    assert boss.undo.undo(mine.change_id).value.undone
    with pytest.raises(Refused, match="is undone already"):
        services.undo.undo(mine.change_id)
    with pytest.raises(NotFound, match="There is no change 999"):
        services.undo.undo(999)
    assert services.undo.last() is None


def test_undoing_cannot_be_undone_and_is_no_change_of_ones_own(services: Services) -> None:
    lead = add_lead(services)
    services.leads.edit(lead.id, {"score": 1})
    undone = services.undo.undo()
    assert undone.value.kind == "lead.edited"
    last = services.undo.last()
    assert last is not None
    assert last.kind == "lead.created"
    assert undone.change_id is not None
    with pytest.raises(Refused, match="cannot be undone"):
        services.undo.undo(undone.change_id)


def test_only_an_admin_undoes_the_adding_of_a_user(services: Services) -> None:
    added = services.organisation.add_user("nowa", "Nowa")
    with pytest.raises(NotPermitted, match="Ask an admin"):
        at_desk(services, MANAGER).undo.undo(added.change_id)
    services.undo.undo(added.change_id)
    assert "nowa" not in {user.login for user in services.people.users()}


def test_a_change_tells_what_it_was(services: Services, clock: Clock) -> None:
    lead = add_lead(services, "Jan", emails=("jan@x.pl",))
    (change,) = services.undo.changes()
    assert (change.user_id, change.actor, change.at, change.rows) == (ADMIN, "Ewa Admin", clock.now, 3)
    assert change.data == {"name": "Jan", "lead": lead.id}
    assert services.undo.changes(0) == []


def bulk_import(services: Services, count: int) -> int:
    """Write contacts, addresses and leads as an import does."""
    from tests.store.test_schema import GOOD

    with services.store.begin(services.actor) as work:
        work.describe("import", file="fair.csv", rows=count)
        bulk = Bulk(work)
        for number in range(count):
            contact, lead = bulk.new_id("contact"), bulk.new_id("lead")
            bulk.add_mapping("contact", GOOD["contact"] | {"id": contact})
            mail = {"id": bulk.new_id("contact_email"), "contact_id": contact, "address": f"{number}@y.pl"}
            bulk.add_mapping("contact_email", GOOD["contact_email"] | mail | {"address_key": f"{number}@y.pl"})
            bulk.add_mapping("lead", GOOD["lead"] | {"id": lead, "contact_id": contact})
            bulk.add_mapping("note", GOOD["note"] | {"id": bulk.new_id("note"), "lead_id": lead})
            bulk.add("lead_search", (lead, "imported"))
        known = {"id": bulk.new_id("contact_email"), "contact_id": 1, "address": "new@y.pl", "address_key": "new@y.pl"}
        bulk.add_mapping("contact_email", GOOD["contact_email"] | known)
        bulk.finish()
        work.update("contact", 1, {"name": "Imported", "name_key": "imported", "name_fold": "imported"})
        return work.change_id


def test_an_import_is_undone_as_a_whole_and_can_be_done_again(services: Services) -> None:
    lead = add_lead(services, "Jan")
    for _ in range(2):
        change = bulk_import(services, 300)
        assert services.leads.open_list().count() == 301
        assert services.undo.changes(1)[0].rows == 4 * 300 + 2
        services.undo.undo(change)
        assert [line.id for line in services.leads.open_list().rows(0, 9)] == [lead.id]
        assert services.contacts.get(1).name == "Jan"
        assert services.contacts.get(1).emails == ()
        assert services.leads.open_list("new@y.pl").count() == 0
        with services.store.reading() as connection:
            for table in ("contact", "lead", "lead_search"):
                assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)


@pytest.mark.parametrize("what", ["edit", "note", "contact"])
def test_an_import_of_which_something_was_used_stays_whole(services: Services, what: str) -> None:
    add_lead(services, "Jan")
    change = bulk_import(services, 20)
    anna = at_desk(services, SALES)
    acts: dict[str, Callable[[], object]] = {
        "edit": lambda: anna.leads.edit(9, {"score": 1}),
        "note": lambda: anna.notes.add(Subject("lead", 9), "x"),
        "contact": lambda: anna.contacts.edit(9, {"phones": ("601 234 567",)}),
    }
    acts[what]()
    with pytest.raises(Refused, match="Not undone: "):
        services.undo.undo(change)
    assert services.leads.open_list().count() == 21
    anna.undo.undo()
    services.undo.undo(change)
    assert services.leads.open_list().count() == 1


def test_what_an_older_program_wrote_is_left_alone(services: Services) -> None:
    lead = add_lead(services)
    for table, columns in (("gone_table", '{"a":1}'), ("lead", '{"gone_column":1}')):
        with services.store.begin(services.actor) as work:
            number = work.change_id
            work.raw.execute(
                "INSERT INTO change_item (change_id, table_name, row_id, last_id, before, after) "
                "VALUES (?, ?, 1, 1, ?, ?)",
                (number, table, columns, columns),
            )
        with pytest.raises(Refused, match="older version of this program"):
            services.undo.undo(number)
    assert services.leads.get(lead.id) == lead


def test_the_systems_changes_are_its_own(services: Services) -> None:
    machine = Services(services.store, SYSTEM)
    lead = add_lead(machine)
    assert services.undo.last() is None
    services.undo.undo(1)
    with pytest.raises(NotFound):
        services.leads.get(lead.id)
