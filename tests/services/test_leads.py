"""Leads: what a new one needs and gets, what can be changed, and what the history says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from solartui.domain.drafts import ContactDraft, LeadDraft, LeadFields, validated
from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.leads import Address, Lead
from solartui.domain.people import SYSTEM, Assignee
from solartui.domain.records import Subject
from solartui.domain.vocabulary import AssigneeKind, GridConnection, LeadType, Source
from solartui.services.container import Services
from tests.conftest import Clock
from tests.desk import ADMIN, BRANCH, PARTNER, SALES, TEAM, add_contact, add_lead, at_desk, kinds, lead_draft


def history(services: Services, lead_id: int) -> list[tuple[str, dict[str, Any]]]:
    return [(a.kind, dict(a.data)) for a in services.activity.of(Subject("lead", lead_id))]


@pytest.mark.feature("A-05", "A-06", "B-16", "B-45", "D-08", "D-09")
def test_a_new_lead_is_open_by_hand_and_belongs_to_whoever_made_it(services: Services, clock: Clock) -> None:
    anna = at_desk(services, SALES)
    lead = add_lead(anna)
    assert (lead.stage, lead.source, lead.assignee) == ("open", Source.MANUAL_ENTITIES, None)
    assert (lead.type, lead.grid_connection) == (LeadType.RESIDENTIAL, GridConnection.ON_GRID)
    assert lead.owner == lead.created_by == Assignee(AssigneeKind.USER, SALES, "Anna Nowak")
    assert lead.created_entity == "North"
    assert lead.created_at == lead.updated_at == lead.stage_since == clock.now
    assert (lead.panel, lead.battery, lead.heat_pump, lead.version) == (True, False, False, 1)
    clock.forward(minutes=1)
    newer = add_lead(anna)
    assert [line.id for line in anna.leads.open_list().rows(0, 5)] == [newer.id, lead.id]


@pytest.mark.feature("A-16", "B-78")
def test_a_lead_needs_a_contact(services: Services) -> None:
    with pytest.raises(Refused, match="needs a contact") as caught:
        services.leads.create(LeadDraft(name="Nobody"))
    assert caught.value.missing == ("contact",)
    with pytest.raises(NotFound, match="no contact 99"):
        services.leads.create(LeadDraft(contact_id=99))
    with pytest.raises(Invalid, match="one contact"):
        services.leads.create(LeadDraft(contact_id=1, new_contact=ContactDraft(name="x")))
    lead = add_lead(services)
    with pytest.raises(Refused, match="needs a contact"):
        services.leads.edit(lead.id, {"contact_id": None})
    with pytest.raises(NotFound):
        services.leads.edit(lead.id, {"contact_id": 99})
    assert services.contacts.open_list().count() == 1


@pytest.mark.feature("B-79", "B-80", "A-03", "A-17", "D-01")
def test_a_contact_is_chosen_or_made_with_the_lead_and_seen_everywhere(services: Services) -> None:
    first = add_lead(services, "Ewa Lis", emails=("ewa@x.pl",))
    firm = add_contact(services, "Słońce i Syn", kind="company")
    found = services.contacts.find("ewa@")
    assert [ref.name for ref in found] == ["Ewa Lis"]
    second = add_lead(services, contact_id=found[0].id)
    third = add_lead(services, contact_id=firm.id)
    assert services.contacts.open_list().count() == 2
    services.contacts.edit(found[0].id, {"name": "Ewa Wilk"})
    assert {services.leads.get(i).contact.name for i in (first.id, second.id)} == {"Ewa Wilk"}
    assert [link.id for link in services.contacts.get(found[0].id).leads] == [first.id, second.id]
    assert third.contact.kind == "company"
    assert [line.id for line in services.leads.open_list("wilk").rows(0, 9)] == [second.id, first.id]
    assert services.leads.open_list("lis").count() == 2  # the names of the leads say so still


@pytest.mark.feature("C-12")
def test_a_known_address_makes_no_second_contact_and_no_lead(services: Services) -> None:
    add_lead(services, "Ewa", emails=("ewa@x.pl",))
    with pytest.raises(Refused, match=r"already belongs to Ewa \(contact 1\)"):
        add_lead(services, "Eva", emails=("EWA@X.PL",))
    assert services.leads.open_list().count() == services.contacts.open_list().count() == 1
    assert len(services.undo.changes()) == 1


@pytest.mark.feature("B-72")
def test_the_name_is_proposed_from_contact_and_town(services: Services) -> None:
    assert add_lead(services, "Jan", city="Łódź").name == "Jan – Łódź"
    assert add_lead(services, "Jan").name == "Jan"
    assert add_lead(services, "Jan", name="Dach", city="Łódź").name == "Dach"
    assert services.leads.propose_name("Jan", None) == "Jan"
    long = add_lead(services, "x" * 400, city="y" * 400)
    assert len(long.name) == 500
    assert services.leads.edit(long.id, {"name": long.name, "score": 1}).value.score == 1
    for empty in ("", "   ", None):
        with pytest.raises(Invalid, match="cannot be empty"):
            services.leads.edit(1, {"name": empty})


@pytest.mark.feature("B-73", "B-75")
def test_address_and_coordinates_are_kept_apart_and_whole(services: Services) -> None:
    place = {"street": "Prosta 1/2", "postcode": "90-001", "city": "Łódź", "region": "łódzkie", "country": "pl"}
    lead = add_lead(services, latitude="51,77", longitude=" 19.46 ", **place)
    assert lead.address == Address("Prosta 1/2", "90-001", "Łódź", "łódzkie", "PL")
    assert (lead.latitude, lead.longitude) == (51.77, 19.46)
    with pytest.raises(Invalid, match="both a latitude and a longitude"):
        services.leads.edit(lead.id, {"latitude": None})
    assert services.leads.edit(lead.id, {"latitude": None, "longitude": None}).value.latitude is None
    with pytest.raises(Invalid):
        services.leads.edit(lead.id, {"longitude": 5})
    with pytest.raises(Invalid):
        validated(LeadDraft, {"latitude": 5})
    for bad in (
        {"latitude": 91, "longitude": 0},
        {"latitude": 0, "longitude": -181},
        {"latitude": "nan", "longitude": 0},
    ):
        with pytest.raises(Invalid):
            services.leads.edit(lead.id, bad)
    assert services.leads.open_list("lodz").count() == 1


@pytest.mark.feature("B-74", "A-07", "B-124")
@pytest.mark.parametrize(
    ("who", "kind", "number"),
    [
        ("anna", AssigneeKind.USER, SALES),
        ("team:North", AssigneeKind.TEAM, TEAM),
        ("branch:krak", AssigneeKind.BRANCH, BRANCH),
        ("Dach i Spółka", AssigneeKind.PARTNER, PARTNER),
        ("me", AssigneeKind.USER, ADMIN),
    ],
)
def test_a_lead_can_be_given_away_as_it_is_made(services: Services, who: str, kind: AssigneeKind, number: int) -> None:
    lead = add_lead(services, assignee=who)
    assert lead.assignee is not None
    assert (lead.assignee.kind, lead.assignee.id) == (kind, number)
    assert lead.owner is not None
    assert lead.owner.id == (number if kind is AssigneeKind.USER else ADMIN)
    assert history(services, lead.id)[-1] == (
        "assigned",
        {"from": None, "to": {"kind": kind.value, "id": number, "name": lead.assignee.name}},
    )


@pytest.mark.feature("B-81")
@pytest.mark.parametrize(("typed", "kept"), [("350", 350.0), ("350,5", 350.5), ("1 200", 1200.0), (0, 0.0), ("", None)])
def test_consumption_is_typed_with_a_comma_or_a_point(services: Services, typed: object, kept: float | None) -> None:
    assert add_lead(services, monthly_kwh=typed).monthly_kwh == kept


@pytest.mark.parametrize("typed", [-1, "-0,1", "a lot", "nan", "inf", True, 1e10])
def test_consumption_that_is_none_is_refused(services: Services, typed: object) -> None:
    lead = add_lead(services)
    with pytest.raises(Invalid) as caught:
        services.leads.edit(lead.id, {"monthly_kwh": typed})
    assert caught.value.field == "monthly_kwh"


@pytest.mark.feature("B-82")
def test_twelve_months_make_the_average(services: Services) -> None:
    months = [500, 450, 400, 300, 250, 200, 200, 200, 250, 350, 400, 500]
    lead = add_lead(services, consumption=months)
    assert lead.consumption == tuple(map(float, months))
    assert lead.monthly_kwh == pytest.approx(sum(months) / 12, abs=0.01)
    assert add_lead(services, consumption=months, monthly_kwh=10).monthly_kwh == 10
    partly = services.leads.edit(lead.id, {"consumption": [None, *months[1:]]}).value
    assert partly.consumption[0] is None
    assert partly.monthly_kwh == lead.monthly_kwh
    assert services.leads.edit(lead.id, {"consumption": [12] * 12}).value.monthly_kwh == 12
    for bad in ([1] * 11, [-1] * 12, "1;2;3", {"a": 1}):
        with pytest.raises(Invalid, match=r"twelve|less than 0"):
            services.leads.edit(lead.id, {"consumption": bad})


@pytest.mark.feature("B-84", "B-85")
def test_interests_are_yes_or_no(services: Services) -> None:
    lead = add_lead(services, battery="tak", heat_pump=True, panel="nie")
    assert (lead.panel, lead.battery, lead.heat_pump) == (False, True, True)
    with pytest.raises(Invalid, match="yes or no"):
        services.leads.edit(lead.id, {"battery": None})
    with pytest.raises(Invalid):
        services.leads.edit(lead.id, {"battery": "perhaps"})


@pytest.mark.feature("B-14", "B-15")
def test_the_source_is_never_set_by_hand(services: Services) -> None:
    with pytest.raises(Refused, match="Lead Generator"):
        add_lead(services, source="company_leadgen")
    lead = add_lead(services, source="manual_entities")
    with pytest.raises(Refused, match="cannot be changed"):
        services.leads.edit(lead.id, {"source": "company_leadgen"})
    with pytest.raises(Refused):
        services.leads.edit(lead.id, {"source": None})
    assert services.leads.edit(lead.id, {"source": "manual_entities", "score": 1}).value.score == 1


@pytest.mark.feature("B-17", "B-62")
def test_leads_are_found_by_their_source(services: Services) -> None:
    add_lead(services)
    assert services.leads.open_list("source:manual").count() == 1
    assert services.leads.open_list("source:leadgen").count() == 0


@pytest.mark.feature("D-02", "D-04", "D-05")
def test_several_addresses_and_numbers_are_taken_as_they_are_typed(services: Services) -> None:
    from solartui.domain.contact_points import split_points

    emails, phones = split_points("Anna@X.pl, b@y.pl; anna@x.pl"), split_points("601 234 567, +49 30 901820")
    lead = add_lead(services, "Anna Nowak", emails=tuple(emails), phones=tuple(phones))
    contact = services.contacts.get(lead.contact.id)
    assert [email.address for email in contact.emails] == ["Anna@x.pl", "b@y.pl"]
    assert [(p.number, p.e164) for p in contact.phones] == [
        ("601 234 567", "+48601234567"),
        ("+49 30 901820", "+4930901820"),
    ]


@pytest.mark.feature("D-17", "B-67")
def test_a_lead_is_opened_by_its_number_or_its_name(services: Services) -> None:
    add_lead(services, "Piotr Inny")
    lead = add_lead(services, "Żaneta Łęcka", phones=("601 234 567",))
    assert services.leads.get(lead.id) == lead
    for query in (f"id:{lead.id}", "Żaneta Łęcka", "zaneta lecka", "601234567", "601-234"):
        assert [line.id for line in services.leads.open_list(query).rows(0, 5)] == [lead.id], query
    with pytest.raises(NotFound, match="There is no lead 77"):
        services.leads.get(77)


EDITS: list[tuple[str, object, Callable[[Lead], object], object]] = [
    ("name", " Nowa  nazwa ", lambda lead: lead.name, "Nowa nazwa"),
    ("type", "Agricultural", lambda lead: lead.type, LeadType.AGRICULTURAL),
    ("grid_connection", "off-grid", lambda lead: lead.grid_connection, GridConnection.OFF_GRID),
    ("channel", "fair", lambda lead: lead.channel, "fair"),
    ("street", "Prosta 1", lambda lead: lead.address.street, "Prosta 1"),
    ("postcode", "30-001", lambda lead: lead.address.postcode, "30-001"),
    ("city", "Kraków", lambda lead: lead.address.city, "Kraków"),
    ("region", "małopolskie", lambda lead: lead.address.region, "małopolskie"),
    ("country", "au", lambda lead: lead.address.country, "AU"),
    ("monthly_kwh", "300", lambda lead: lead.monthly_kwh, 300.0),
    ("panel", "no", lambda lead: lead.panel, False),
    ("heat_pump", True, lambda lead: lead.heat_pump, True),
    ("score", "77", lambda lead: lead.score, 77),
    ("owner", "piotr", lambda lead: lead.owner and lead.owner.name, "Piotr Żak"),
    ("follow_up_note", "call", lambda lead: lead.follow_up_note, "call"),
    (
        "next_follow_up",
        "2026-12-01T10:00:00+01:00",
        lambda lead: lead.next_follow_up,
        datetime(2026, 12, 1, 9, tzinfo=UTC),
    ),
    ("last_contacted", "2026-11-01T10:00:00Z", lambda lead: lead.last_contacted, datetime(2026, 11, 1, 10, tzinfo=UTC)),
]


@pytest.mark.feature("B-112", "B-119", "D-26")
@pytest.mark.parametrize("case", EDITS, ids=[row[0] for row in EDITS])
def test_every_field_can_be_changed_with_old_and_new_in_the_history_and_undone(
    services: Services, clock: Clock, case: tuple[str, object, Callable[[Lead], object], object]
) -> None:
    field, typed, read, kept = case
    lead = add_lead(services)
    clock.forward(hours=1)
    changed = services.leads.edit(lead.id, {field: typed}, lead.version)
    assert read(changed.value) == kept
    assert changed.topics == {"leads"}
    assert (changed.value.version, changed.value.updated_at) == (2, clock.now)
    kind, data = history(services, lead.id)[-1]
    assert kind == "edited"
    assert len(data["changes"]) == 1
    assert data["changes"][0][0] == {"owner": "owner_id"}.get(field, field)
    again = services.leads.edit(lead.id, {field: typed})
    assert (again.change_id, again.topics, again.value.version) == (None, frozenset(), 2)
    assert kinds(services, "lead", lead.id) == ["created", "edited"]
    services.undo.undo(changed.change_id)
    assert read(services.leads.get(lead.id)) == read(lead)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"type": "castle"}, "type"),
        ({"grid_connection": "by mail"}, "grid_connection"),
        ({"score": 101}, "score"),
        ({"score": 1.5}, "score"),
        ({"country": "Poland"}, "country"),
        ({"next_follow_up": "the day after"}, "next_follow_up"),
        ({"name": 5}, "name"),
        ({"city": "x" * 501}, "city"),
        ({"id": 5}, "id"),
        ({"version": 5}, "version"),
        ({"deleted_at": None}, "deleted_at"),
        ({"name_key": "x"}, "name_key"),
        ({"created_by": 1}, "created_by"),
        ({"type": None}, "type"),
        ({"street": "\u200b\u202e"}, "street"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_in_one_line(
    services: Services, values: dict[str, Any], field: str
) -> None:
    lead = add_lead(services)
    with pytest.raises(Invalid) as caught:
        services.leads.edit(lead.id, values)
    assert caught.value.field == field
    assert caught.value.message.isprintable()
    assert services.leads.get(lead.id) == lead


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0999-01-01", "9999-12-31"])
def test_times_at_the_ends_of_the_calendar_break_nothing(services: Services, when: str) -> None:
    lead = add_lead(services)
    with pytest.raises(Invalid, match="is no date"):
        services.leads.edit(lead.id, {"next_follow_up": when})
    services.leads.get(lead.id)
    services.leads.open_list().rows(0, 5)


@pytest.mark.feature("B-123", "B-18", "B-114")
def test_a_stage_can_be_named_among_the_fields(services: Services, clock: Clock) -> None:
    lead = add_lead(services)
    clock.forward(days=1)
    moved = services.leads.edit(lead.id, {"stage": "Site visit", "score": 3}).value
    assert (moved.stage, moved.score, moved.stage_since) == ("site_visit", 3, clock.now)
    assert kinds(services, "lead", lead.id) == ["created", "edited", "moved"]
    assert history(services, lead.id)[-1][1] == {"from": "open", "to": "site_visit"}
    with pytest.raises(NotFound, match=r"There is no stage somewhere\. Stages: open, "):
        services.leads.edit(lead.id, {"stage": "somewhere", "score": 9})
    assert services.leads.get(lead.id).score == 3


@pytest.mark.feature("B-50")
def test_the_reason_goes_with_the_lost(services: Services) -> None:
    lead = add_lead(services)
    with pytest.raises(Refused, match="needs a reason") as caught:
        services.leads.edit(lead.id, {"stage": "lost"})
    assert caught.value.missing == ("reason",)
    with pytest.raises(Invalid, match="Only a lost lead"):
        services.leads.edit(lead.id, {"lost_reason": "too dear"})
    with pytest.raises(Invalid, match="Only a lost lead"):
        add_lead(services, lost_reason="too dear")
    lost = services.leads.edit(lead.id, {"stage": "lost", "lost_reason": "too dear"})
    assert (lost.value.stage, lost.value.lost_reason) == ("lost", "too dear")
    assert history(services, lead.id)[-1] == ("moved", {"from": "open", "to": "lost", "reason": "too dear"})
    assert services.leads.edit(lead.id, {"lost_reason": "moved away"}).value.lost_reason == "moved away"
    with pytest.raises(Invalid, match="needs a reason"):
        services.leads.edit(lead.id, {"lost_reason": ""})
    assert services.leads.edit(lead.id, {"stage": "open"}).value.lost_reason is None
    made = add_lead(services, stage="lost", lost_reason="too late")
    assert (made.stage, made.lost_reason) == ("lost", "too late")


@pytest.mark.feature("B-49")
@pytest.mark.parametrize("stage", ["converted", "Przekonwertowane"])
def test_nobody_sets_converted_by_hand(services: Services, stage: str) -> None:
    lead = add_lead(services)
    for call in (lambda: services.leads.edit(lead.id, {"stage": stage}), lambda: add_lead(services, stage=stage)):
        with pytest.raises(Refused, match="by converting the lead"):
            call()


@pytest.mark.feature("B-47", "B-113")
def test_giving_an_open_lead_to_somebody_makes_it_assigned(services: Services) -> None:
    lead = add_lead(services)
    given = services.leads.edit(lead.id, {"assignee": "anna"}).value
    assert given.stage == "assigned"
    assert [kind for kind, _ in history(services, lead.id)] == ["created", "assigned", "edited", "moved"]
    taken = services.leads.edit(lead.id, {"assignee": "none"}).value
    assert (taken.stage, taken.assignee) == ("assigned", None)
    chosen = services.leads.edit(add_lead(services).id, {"assignee": "anna", "stage": "contacted"}).value
    assert chosen.stage == "contacted"


def test_an_archived_lead_can_be_put_right_but_stays_in_its_stage(services: Services) -> None:
    lead = add_lead(services)
    services.lead_actions.archive([lead.id])
    assert services.leads.edit(lead.id, {"assignee": "anna"}).value.stage == "open"
    with pytest.raises(Refused, match="archived"):
        services.leads.edit(lead.id, {"stage": "contacted"})


@pytest.mark.feature("B-112")
def test_two_who_edit_the_same_lead_see_each_other(services: Services) -> None:
    lead = add_lead(services)
    anna = at_desk(services, SALES)
    anna.leads.edit(lead.id, {"city": "Łódź"}, 1)
    with pytest.raises(Stale) as caught:
        services.leads.edit(lead.id, {"city": "Kraków"}, 1)
    stale = caught.value
    assert isinstance(stale.theirs, Lead)
    assert (stale.theirs.address.city, stale.yours, stale.by) == ("Łódź", {"city": "Kraków"}, "Anna Nowak")
    assert "Anna Nowak" in stale.message
    assert services.leads.edit(lead.id, {"city": "Kraków"}, 2).value.version == 3
    anna.notes.add(Subject("lead", lead.id), "words")
    assert services.leads.edit(lead.id, {"score": 1}, 3).value.score == 1


def test_a_deleted_lead_is_gone_for_every_call(services: Services) -> None:
    lead = add_lead(services)
    services.lead_actions.delete([lead.id])
    calls: list[Callable[[], object]] = [
        lambda: services.leads.get(lead.id),
        lambda: services.leads.edit(lead.id, {"score": 1}),
        lambda: services.lead_actions.move([lead.id], "contacted"),
        lambda: services.lead_actions.assign([lead.id], "me"),
        lambda: services.lead_actions.archive([lead.id]),
        lambda: services.lead_actions.delete([lead.id]),
        lambda: services.conversion.check(lead.id),
        lambda: services.conversion.convert(lead.id),
        lambda: services.notes.add(Subject("lead", lead.id), "x"),
    ]
    for call in calls:
        with pytest.raises(NotFound):
            call()
    assert services.leads.open_list().count() == 0
    assert services.contacts.get(lead.contact.id).leads == ()


def test_moving_a_lead_to_another_contact_moves_its_place_in_lists(services: Services) -> None:
    from solartui.domain.listing import Sort

    lead, other = add_lead(services, "Zenon"), add_lead(services, "Marta")
    adam = add_contact(services, "Adam")
    by_contact = services.leads.open_list("", Sort("contact"))
    assert list(by_contact.ids()) == [other.id, lead.id]
    services.leads.edit(lead.id, {"contact_id": adam.id})
    by_contact.refresh()
    assert list(by_contact.ids()) == [lead.id, other.id]
    assert services.leads.open_list("adam").count() == 1
    services.contacts.edit(adam.id, {"name": "Żaba"})
    assert list(services.leads.open_list("", Sort("contact")).ids()) == [other.id, lead.id]
    assert services.leads.open_list("zaba").count() == 1


@pytest.mark.feature("B-125")
def test_what_the_system_does_is_told_as_the_systems(services: Services) -> None:
    machine = Services(services.store, SYSTEM)
    lead = machine.leads.create(lead_draft()).value
    assert lead.owner is None
    (created,) = services.activity.of(Subject("lead", lead.id))
    assert created.actor == "system"


def test_no_fields_no_change(services: Services) -> None:
    lead = add_lead(services)
    assert services.leads.edit(lead.id, {}).value == lead
    assert validated(LeadFields, {}).model_fields_set == set()


def test_the_clock_may_go_back(services: Services, clock: Clock) -> None:
    lead = add_lead(services)
    clock.now -= timedelta(days=400)
    services.leads.edit(lead.id, {"score": 4})
    assert sorted(kind for kind, _ in history(services, lead.id)) == ["created", "edited"]


def test_a_last_contact_lies_in_the_past_unless_it_was_stored_so(services: Services, clock: Clock) -> None:
    soon, later = clock() + timedelta(seconds=30), clock() + timedelta(hours=2)
    lead = add_lead(services, "Jan", last_contacted=soon)
    with pytest.raises(Invalid, match="not happened yet") as caught:
        services.leads.edit(lead.id, {"last_contacted": later})
    assert caught.value.field == "last_contacted"
    with pytest.raises(Invalid, match="not happened yet"):
        add_lead(services, "Ewa", last_contacted=later)
    clock.forward(hours=-5)
    assert services.leads.edit(lead.id, {"last_contacted": soon, "score": 7}).value.score == 7
