"""Doing again what was undone: for each person, until they do something new, and only what nobody touched since."""

from __future__ import annotations

import pytest

from solartui.domain.effects import Fate, effect_text, effect_title
from solartui.domain.errors import NotFound, Refused
from solartui.domain.records import Subject
from solartui.domain.selection import Chosen
from solartui.services.container import Services
from tests.desk import SALES, add_contact, add_lead, at_desk, kinds


@pytest.mark.feature("B-52")
def test_what_was_undone_is_done_again_in_its_order(services: Services) -> None:
    lead = add_lead(services)
    services.lead_actions.move([lead.id], "contacted")
    services.leads.edit(lead.id, {"score": 5})
    after = services.leads.get(lead.id)
    for _ in range(3):
        services.undo.undo()
    with pytest.raises(NotFound):
        services.leads.get(lead.id)
    done = [services.undo.redo().value.kind for _ in range(3)]
    assert done == ["lead.created", "lead.moved", "lead.edited"]
    now = services.leads.get(lead.id)
    assert (now.stage, now.score, now.last_contacted) == (after.stage, after.score, after.last_contacted)
    assert services.leads.open_list(after.name).count() == 1
    assert kinds(services, "lead", lead.id)[-2:] == ["redone", "redone"]
    with pytest.raises(NotFound, match="There is nothing to do again"):
        services.undo.redo()
    assert [change.kind for change in services.undo.changes()] == ["lead.edited", "lead.moved", "lead.created"]


def test_a_new_change_of_the_same_person_ends_it_and_one_of_somebody_else_does_not(services: Services) -> None:
    anna = at_desk(services, SALES)
    lead, other = add_lead(services), add_lead(services, "Ewa")
    services.leads.edit(lead.id, {"score": 5})
    services.undo.undo()
    anna.leads.edit(other.id, {"score": 7})
    assert anna.undo.last_undone() is None
    services.undo.redo()
    services.undo.undo()
    services.leads.edit(other.id, {"channel": "web"})
    assert services.undo.last_undone() is None


def test_what_somebody_changed_since_is_not_done_again(services: Services) -> None:
    anna = at_desk(services, SALES)
    lead = add_lead(services)
    services.leads.edit(lead.id, {"score": 5})
    services.undo.undo()
    anna.leads.edit(lead.id, {"score": 9})
    with pytest.raises(Refused, match="Not done again: Anna Nowak changed score of lead 1 since"):
        services.undo.redo()
    assert services.leads.get(lead.id).score == 9
    anna.undo.undo()
    services.undo.redo()
    assert services.leads.get(lead.id).score == 5


def test_an_address_that_somebody_else_has_by_now_does_not_come_back(services: Services) -> None:
    anna = at_desk(services, SALES)
    add_contact(services, "Jan", emails=("jan@x.pl",))
    services.undo.undo()
    add_contact(anna, "Janina", emails=("jan@x.pl",))
    with pytest.raises(Refused, match=r"Not done again: .* no longer fits"):
        services.undo.redo()


def test_a_conversion_is_done_again_with_its_project(services: Services) -> None:
    lead = add_lead(services, city="Kraków", phones=["601234567"])
    project = services.conversion.convert(lead.id).value
    services.undo.undo()
    assert services.leads.get(lead.id).stage == "open"
    services.undo.redo()
    assert services.leads.get(lead.id).stage == "converted"
    assert services.projects.get(project.id).name == project.name
    assert "redone" in kinds(services, "project", project.id)


def test_one_row_of_very_many_that_somebody_changed_since_keeps_all_of_them(services: Services) -> None:
    anna = at_desk(services, SALES)
    ids = [add_lead(services, f"Jan {number}").id for number in range(4)]
    services.lead_actions.few = 0
    done = services.lead_actions.move(Chosen((), "stage:open"), "contacted")
    anna.leads.edit(ids[2], {"score": 3})
    assert services.undo.obstacle(done.change_id or 0) is None
    anna.lead_actions.move([ids[1]], "closed")
    assert services.undo.obstacle(done.change_id or 0) == "Not undone: Anna Nowak changed the stage of lead 2 since."
    with pytest.raises(Refused, match="Anna Nowak changed the stage of lead 2 since"):
        services.undo.undo(done.change_id)
    assert [services.leads.get(number).stage for number in ids] == ["contacted", "closed", "contacted", "contacted"]
    anna.undo.undo()
    services.undo.undo(done.change_id)
    assert {services.leads.get(number).stage for number in ids} == {"open"}
    assert services.leads.get(ids[2]).score == 3
    assert kinds(services, "lead", ids[0]) == ["created", "moved", "undone"]


def test_a_single_change_is_not_undone_under_a_later_one_of_very_many(services: Services) -> None:
    lead, other = add_lead(services), add_lead(services, "Ewa")
    first = services.lead_actions.move([lead.id], "contacted")
    scored = services.leads.edit(lead.id, {"score": 2})
    services.lead_actions.few = 0
    services.lead_actions.move(Chosen.of([lead.id, other.id]), "site_visit")
    with pytest.raises(Refused, match="changed the stage of lead 1 since"):
        services.undo.undo(first.change_id)
    services.undo.undo(scored.change_id)
    services.undo.undo()
    services.undo.undo(first.change_id)
    assert services.leads.get(lead.id).stage == "open"


def test_what_undo_would_do_is_told_row_by_row(services: Services) -> None:
    lead = add_lead(services, "Jan", city="Łódź")
    edited = services.leads.edit(lead.id, {"city": "Kraków", "battery": True})
    (effect,) = services.undo.effects(edited.change_id or 0)
    assert effect_title(effect) == "Lead #1 Jan – Łódź"
    assert set(effect_text(effect).split("; ")) == {"Town: Kraków → Łódź", "Battery: yes → no"}
    created = services.undo.changes()[-1]
    told = {(effect.table, effect.fate, effect_text(effect)) for effect in services.undo.effects(created.id)}
    assert told == {("lead", Fate.REMOVED, "is removed"), ("contact", Fate.REMOVED, "is removed")}
    services.lead_actions.few = 0
    moved = services.lead_actions.move(Chosen((), ""), "lost", "too dear")
    (effect,) = services.undo.effects(moved.change_id or 0)
    assert effect_text(effect) == "Stage: Lost → Open; Lost reason: too dear → —"
    note = services.notes.add(Subject("lead", lead.id), "words").value
    gone = services.notes.delete(note)
    assert effect_text(services.undo.effects(gone.change_id or 0)[0]).startswith("Deleted: yes → no")


def test_others_changes_are_listed_for_those_who_may_undo_them(services: Services) -> None:
    anna = at_desk(services, SALES)
    add_lead(services)
    add_lead(anna, "Ewa")
    assert [change.actor for change in services.undo.listed()] == ["Anna Nowak", "Ewa Admin"]
    assert [change.actor for change in anna.undo.listed()] == ["Anna Nowak"]
