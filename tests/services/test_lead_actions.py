"""What is done with one lead or with many: refused ones leave no trace, and one undo takes all of it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.people import Assignee
from solartui.domain.records import Subject
from solartui.domain.vocabulary import AssigneeKind
from solartui.services.container import Services
from tests.conftest import Clock
from tests.desk import ADMIN, PARTNER, SALES, TEAM, add_lead, at_desk, kinds


def last(services: Services, lead_id: int) -> tuple[str, dict[str, Any]]:
    activity = services.activity.of(Subject("lead", lead_id))[-1]
    return activity.kind, dict(activity.data)


@pytest.mark.feature("B-46", "B-47", "B-48", "B-50", "B-51", "B-52", "B-114", "B-123")
@pytest.mark.parametrize(
    ("stage", "reason"),
    [("contacted", None), ("assigned", None), ("site_visit", None), ("lost", "too dear"), ("closed", None)],
)
def test_a_lead_moves_to_any_stage_for_hands_and_back(
    services: Services, clock: Clock, stage: str, reason: str | None
) -> None:
    lead = add_lead(services)
    clock.forward(hours=2)
    moved = services.lead_actions.move([lead.id], stage, reason)
    after = services.leads.get(lead.id)
    assert moved.value.changed == (lead.id,)
    assert (after.stage, after.stage_since, after.lost_reason) == (stage, clock.now, reason)
    data = {"from": "open", "to": stage} | ({"reason": reason} if reason else {})
    assert last(services, lead.id) == ("moved", data)
    assert after.last_contacted == (clock.now if stage == "contacted" else None)
    services.undo.undo(moved.change_id)
    back = services.leads.get(lead.id)
    assert (back.stage, back.stage_since, back.last_contacted, back.lost_reason) == (
        "open",
        lead.stage_since,
        None,
        None,
    )


@pytest.mark.parametrize("name", ["Contacted", "SKONTAKTOWANO", "site visit", "Wizja lokalna", "site-visit"])
def test_a_stage_goes_by_any_of_its_names(services: Services, name: str) -> None:
    lead = add_lead(services)
    services.lead_actions.move([lead.id], name)
    assert services.leads.get(lead.id).stage in ("contacted", "site_visit")


@pytest.mark.parametrize("name", ["", "nowhere", "\x1b[2J", "\ud800", "x" * 9999])
def test_a_stage_that_is_none_is_named_with_those_there_are(services: Services, name: str) -> None:
    lead = add_lead(services)
    with pytest.raises(NotFound, match="Stages: open, contacted") as caught:
        services.lead_actions.move([lead.id], name)
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 200


def test_moving_to_the_same_stage_changes_nothing(services: Services) -> None:
    lead = add_lead(services)
    moved = services.lead_actions.move([lead.id], "open")
    assert (moved.value.changed, moved.value.refused, moved.change_id, moved.topics) == ((), (), None, frozenset())
    assert services.leads.get(lead.id) == lead


@pytest.mark.feature("B-49", "B-50", "B-52")
def test_one_refused_lead_raises_and_of_many_it_is_listed(services: Services) -> None:
    one, two, archived = (add_lead(services) for _ in range(3))
    services.lead_actions.archive([archived.id])
    with pytest.raises(Refused, match="archived"):
        services.lead_actions.move([archived.id], "contacted")
    with pytest.raises(Refused, match="needs a reason"):
        services.lead_actions.move([one.id], "lost", "  \u200b ")
    with pytest.raises(Refused, match="by converting"):
        services.lead_actions.move([one.id], "converted")
    with pytest.raises(NotFound):
        services.lead_actions.move([99], "contacted")
    moved = services.lead_actions.move([one.id, archived.id, 99, two.id, one.id], "contacted")
    assert moved.value.changed == (one.id, two.id)
    assert [number for number, _ in moved.value.refused] == [archived.id, 99]
    assert moved.topics == {"leads"}
    assert services.undo.last() is not None
    last_change = services.undo.changes(1)[0]
    assert last_change.data == {"count": 2, "name": one.name, "lead": one.id, "stage": "contacted"}
    services.undo.undo()
    assert {services.leads.get(i).stage for i in (one.id, two.id)} == {"open"}


def test_when_all_are_refused_nothing_is_written(services: Services) -> None:
    one, two = add_lead(services), add_lead(services)
    services.lead_actions.archive([one.id, two.id])
    before = (services.undo.changes(), kinds(services, "lead", one.id))
    moved = services.lead_actions.move([one.id, two.id], "contacted")
    assert moved.value.changed == ()
    assert len(moved.value.refused) == 2
    assert moved.change_id is None
    assert (services.undo.changes(), kinds(services, "lead", one.id)) == before
    assert services.lead_actions.move([], "contacted").change_id is None


@pytest.mark.feature("B-52")
def test_a_lead_that_somebody_moved_meanwhile_is_not_moved_back(services: Services) -> None:
    one, two = add_lead(services), add_lead(services)
    seen = {one.id: one.version, two.id: two.version}
    at_desk(services, SALES).lead_actions.move([one.id], "site_visit")
    with pytest.raises(Stale) as caught:
        services.lead_actions.move([one.id], "contacted", versions=seen)
    assert caught.value.by == "Anna Nowak"
    assert caught.value.theirs == services.leads.get(one.id)
    both = services.lead_actions.move([one.id, two.id], "contacted", versions=seen)
    assert both.value.changed == (two.id,)
    assert "Anna Nowak changed" in both.value.refused[0][1]
    assert services.leads.get(one.id).stage == "site_visit"
    with pytest.raises(Stale):
        services.lead_actions.assign([one.id], "me", versions=seen)


@pytest.mark.feature("B-74", "B-113", "B-124", "A-07", "D-06", "D-07", "D-08")
@pytest.mark.parametrize(
    ("who", "kind", "number", "owner"),
    [
        ("anna", AssigneeKind.USER, SALES, SALES),
        ("Anna Nowak", AssigneeKind.USER, SALES, SALES),
        ("now", AssigneeKind.USER, SALES, SALES),
        ("user:żak", AssigneeKind.USER, 4, 4),
        ("me", AssigneeKind.USER, ADMIN, ADMIN),
        ("team:north", AssigneeKind.TEAM, TEAM, ADMIN),
        ("Dach", AssigneeKind.PARTNER, PARTNER, ADMIN),
        ("branch:Kraków", AssigneeKind.BRANCH, 2, ADMIN),
    ],
)
def test_leads_are_given_to_all_four_kinds(
    services: Services, who: str, kind: AssigneeKind, number: int, owner: int
) -> None:
    lead = add_lead(services)
    given = services.lead_actions.assign([lead.id], who)
    after = services.leads.get(lead.id)
    assert after.assignee is not None
    assert after.owner is not None
    assert (after.assignee.kind, after.assignee.id, after.owner.id, after.stage) == (kind, number, owner, "assigned")
    assert kinds(services, "lead", lead.id) == ["created", "assigned", "moved"]
    assert services.lead_actions.assign([lead.id], who).change_id is None
    assert services.undo.changes(1)[0].data["to"] == after.assignee.name
    services.undo.undo(given.change_id)
    assert (services.leads.get(lead.id).assignee, services.leads.get(lead.id).stage) == (None, "open")


@pytest.mark.feature("B-113")
def test_a_lead_is_given_on_and_to_nobody(services: Services) -> None:
    lead = add_lead(services)
    services.lead_actions.assign([lead.id], "anna")
    services.lead_actions.assign([lead.id], "team:north")
    anna = {"kind": "user", "id": SALES, "name": "Anna Nowak"}
    north = {"kind": "team", "id": TEAM, "name": "North"}
    assert last(services, lead.id) == ("assigned", {"from": anna, "to": north})
    for nobody in ("none", "", None, "nikt", "-"):
        services.lead_actions.assign([lead.id], "anna")
        services.lead_actions.assign([lead.id], nobody)
        assert services.leads.get(lead.id).assignee is None
        assert last(services, lead.id) == ("assigned", {"from": anna, "to": None})


def test_only_those_who_are_there_are_given_leads(services: Services) -> None:
    lead = add_lead(services)
    for who in ("zzz", "user:North", "team:anna", "company:Słońce", "Słońce", "99", "me:"):
        with pytest.raises(NotFound, match="Nobody is called"):
            services.lead_actions.assign([lead.id], who)
    with pytest.raises(Invalid, match="can be"):
        services.lead_actions.assign([lead.id], "a")
    for who in ("\u200b", "\x1b"):
        with pytest.raises(Invalid):
            services.lead_actions.assign([lead.id], who)
    anna = Assignee(AssigneeKind.USER, SALES, "Anna Nowak")
    for gone in (Assignee(AssigneeKind.USER, 99, "x"), Assignee(AssigneeKind.PARTNER, TEAM, "x\x1b")):
        with pytest.raises(NotFound, match="can no longer be given leads"):
            services.lead_actions.assign([lead.id], gone)
    assert services.lead_actions.assign([lead.id], anna).value.changed == (lead.id,)
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE user_account SET active = 0 WHERE id = ?", (SALES,))
    with pytest.raises(NotFound):
        services.lead_actions.assign([lead.id], anna)
    with pytest.raises(NotFound):
        services.lead_actions.assign([lead.id], "anna")


def test_an_archived_lead_is_given_away_without_moving(services: Services) -> None:
    lead, other = add_lead(services), add_lead(services)
    services.lead_actions.archive([lead.id])
    assert services.lead_actions.assign([lead.id, other.id], "anna").value.changed == (lead.id, other.id)
    assert (services.leads.get(lead.id).stage, services.leads.get(other.id).stage) == ("open", "assigned")


@pytest.mark.feature("D-20", "B-46")
@pytest.mark.parametrize("kind", ["call", "mail", "visit"])
def test_a_contact_is_written_down(services: Services, clock: Clock, kind: str) -> None:
    lead = add_lead(services)
    logged = services.lead_actions.log_contact([lead.id], kind, "talked\nabout\tit\x1b[2J")
    assert services.leads.get(lead.id).last_contacted == clock.now
    assert last(services, lead.id) == (kind, {"text": "talked\nabout\tit[2J", "at": clock.now.isoformat()})
    assert services.undo.changes(1)[0].kind == f"lead.{kind}"
    services.undo.undo(logged.change_id)
    assert services.leads.get(lead.id).last_contacted is None
    assert kinds(services, "lead", lead.id) == ["created", kind, "undone"]


@pytest.mark.feature("D-20")
def test_a_contact_that_is_written_down_late_does_not_hide_a_later_one(services: Services, clock: Clock) -> None:
    lead = add_lead(services)
    services.lead_actions.log_contact([lead.id], "call")
    yesterday = clock.now - timedelta(days=1)
    services.lead_actions.log_contact([lead.id], "visit", at=yesterday)
    assert services.leads.get(lead.id).last_contacted == clock.now
    assert last(services, lead.id)[1]["at"] == yesterday.isoformat()
    with pytest.raises(Invalid, match="has not happened yet"):
        services.lead_actions.log_contact([lead.id], "visit", at=clock.now + timedelta(hours=1))


@pytest.mark.parametrize(("kind", "text"), [("pigeon", ""), ("", ""), ("\x1b", ""), ("call", "x" * 20_001)])
def test_what_is_no_contact_is_refused(services: Services, kind: str, text: str) -> None:
    lead = add_lead(services)
    with pytest.raises(Invalid) as caught:
        services.lead_actions.log_contact([lead.id], kind, text)
    assert caught.value.message.isprintable()


@pytest.mark.feature("D-24", "D-25")
def test_a_follow_up_is_set_and_done(services: Services, clock: Clock) -> None:
    lead = add_lead(services)
    when = datetime(2026, 12, 1, 10, tzinfo=timezone(timedelta(hours=1)))
    services.lead_actions.follow_up([lead.id], when, " call\nback ")
    after = services.leads.get(lead.id)
    assert (after.next_follow_up, after.follow_up_note) == (when.astimezone(UTC), "call back")
    assert last(services, lead.id) == ("follow_up_set", {"at": "2026-12-01T09:00:00+00:00", "note": "call back"})
    assert services.leads.open_list("due:2026-12-01").count() == 1
    services.lead_actions.follow_up([lead.id], None)
    done = services.leads.get(lead.id)
    assert (done.next_follow_up, done.follow_up_note) == (None, None)
    assert last(services, lead.id) == ("follow_up_done", {"at": "2026-12-01T09:00:00+00:00", "note": "call back"})
    assert services.lead_actions.follow_up([lead.id], None).change_id is None
    services.undo.undo()
    assert services.leads.get(lead.id).next_follow_up == when
    local = datetime(2026, 12, 2, 10)  # noqa: DTZ001 - what a careless caller hands over
    services.lead_actions.follow_up([lead.id], local)
    assert services.leads.get(lead.id).next_follow_up == local.astimezone(UTC)
    for bad in (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), datetime(9999, 12, 31, tzinfo=UTC)):
        with pytest.raises(Invalid, match="no date"):
            services.lead_actions.follow_up([lead.id], bad)
    with pytest.raises(Invalid, match="500 characters"):
        services.lead_actions.follow_up([lead.id], when, "x" * 501)


@pytest.mark.feature("B-115", "B-64")
def test_archived_leads_are_out_of_the_way_and_come_back(services: Services) -> None:
    lead, other = add_lead(services), add_lead(services)
    archived = services.lead_actions.archive([lead.id])
    assert services.leads.get(lead.id).archived
    assert [line.id for line in services.leads.open_list().rows(0, 5)] == [other.id]
    assert services.leads.open_list("archived:yes").count() == 1
    assert services.lead_actions.archive([lead.id]).change_id is None
    services.undo.undo(archived.change_id)
    assert not services.leads.get(lead.id).archived
    services.lead_actions.archive([lead.id])
    services.lead_actions.unarchive([lead.id])
    assert services.lead_actions.unarchive([lead.id]).change_id is None
    assert kinds(services, "lead", lead.id) == ["created", "archived", "undone", "archived", "unarchived"]
    assert services.leads.open_list().count() == 2


@pytest.mark.feature("D-29")
def test_a_deleted_lead_comes_back_by_undo_and_one_with_projects_stays(services: Services) -> None:
    lead = add_lead(services, "Żółw", city="Łódź")
    converted = add_lead(services, city="Łódź")
    services.conversion.convert(converted.id)
    with pytest.raises(Refused, match="has projects and cannot be deleted"):
        services.lead_actions.delete([converted.id])
    gone = services.lead_actions.delete([lead.id, converted.id])
    assert gone.value.changed == (lead.id,)
    assert services.leads.open_list("zolw").count() == 0
    services.undo.undo(gone.change_id)
    assert services.leads.get(lead.id).name == lead.name
    assert services.leads.open_list("zolw").count() == 1
    assert kinds(services, "lead", lead.id) == ["created", "deleted", "undone"]


ACTIONS: list[tuple[str, Callable[[Services, list[int]], Any]]] = [
    ("move", lambda s, ids: s.lead_actions.move(ids, "contacted")),
    ("assign", lambda s, ids: s.lead_actions.assign(ids, "anna")),
    ("follow_up", lambda s, ids: s.lead_actions.follow_up(ids, datetime(2026, 12, 1, tzinfo=UTC))),
    ("log_contact", lambda s, ids: s.lead_actions.log_contact(ids, "call")),
    ("archive", lambda s, ids: s.lead_actions.archive(ids)),
    ("delete", lambda s, ids: s.lead_actions.delete(ids)),
]


@pytest.mark.parametrize("action", [action for _, action in ACTIONS], ids=[name for name, _ in ACTIONS])
def test_many_leads_are_one_change_that_is_undone_as_a_whole(
    services: Services, action: Callable[[Services, list[int]], Any]
) -> None:
    leads = [add_lead(services, f"Jan {n}") for n in range(5)]
    done = action(services, [lead.id for lead in leads])
    assert done.value.changed == tuple(lead.id for lead in leads)
    assert services.undo.changes(1)[0].data["count"] == 5
    for lead in leads:
        assert all(
            a.lead_id == lead.id and a.contact_id == lead.contact.id
            for a in services.activity.of(Subject("lead", lead.id))
        )
    services.undo.undo()
    for lead in leads:
        now = services.leads.get(lead.id)
        assert (now.stage, now.assignee, now.next_follow_up, now.last_contacted, now.archived) == (
            "open", None, None, None, False,
        )  # fmt: skip
        assert kinds(services, "lead", lead.id)[-1] == "undone"
