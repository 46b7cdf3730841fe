"""The demonstration desk: repeatable, and believable in its numbers, places, times and words."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from math import cos, hypot, radians

import pytest

from solartui.domain.contact_points import normalise_email, parse_phone
from solartui.domain.demonstration.desk import demo_desk
from solartui.domain.demonstration.records import DemoActivity, DemoLead, DemoProject
from solartui.domain.demonstration.tables import Town, towns
from solartui.domain.text import clean, clean_block
from solartui.domain.vocabulary import ContactOrigin, GridConnection, LeadType, ProjectStage, Source

NOW = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
FINISHED = {"converted", "lost", "closed"}


def _leads(count: int = 300, number: int = 7, now: datetime = NOW) -> list[DemoLead]:
    return list(demo_desk(count, number, now, "Piotr Żak").leads())


@pytest.fixture(scope="module")
def leads() -> list[DemoLead]:
    return _leads()


def _texts(lead: DemoLead) -> Iterator[str]:
    fields = lead.fields
    yield from (fields.name, fields.street, fields.city, fields.region, lead.contact_name)
    yield from (text for text in (fields.follow_up_note, fields.lost_reason) if text)
    yield from (contact.name for contact in lead.contacts)
    yield from (project.name for project in lead.projects)


def _town(lead: DemoLead) -> Town:
    fields = lead.fields
    return next(t for t in towns() if (t.country, t.region, t.name) == (fields.country, fields.region, fields.city))


def test_same_number_and_time_give_the_same_desk() -> None:
    assert _leads(120) == _leads(120)
    assert _leads(120) != _leads(120, number=8)
    here = NOW.astimezone(timezone(timedelta(hours=9)))
    assert _leads(120, now=here) == _leads(120)


def test_a_desk_can_be_told_twice() -> None:
    desk = demo_desk(40, 3, NOW, "Piotr Żak")
    assert list(desk.leads()) == list(desk.leads())


def test_hash_order_has_no_part_in_it() -> None:
    code = (
        "from datetime import UTC, datetime\n"
        "from solartui.domain.demonstration.desk import demo_desk\n"
        "desk = demo_desk(80, 5, datetime(2026, 11, 20, 11, 30, tzinfo=UTC), 'Me')\n"
        "print(ascii([(desk.users, desk.entities), list(desk.leads())]))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_more_leads_leave_the_earlier_ones_alone(leads: list[DemoLead]) -> None:
    assert _leads(450)[:300] == leads
    assert _leads(1) == leads[:1]
    assert _leads(0) == []


def test_whoever_runs_the_desk_is_its_first_user_and_has_work(leads: list[DemoLead]) -> None:
    desk = demo_desk(0, 7, NOW, "Zażółć Gęślą")
    assert desk.users[0].name == "Zażółć Gęślą"
    assert desk.users[0].login == "zazolc.gesla"
    assert len({user.login for user in desk.users}) == len(desk.users) >= 8
    kinds = [entity.kind for entity in desk.entities]
    assert [kinds.count(kind) for kind in ("company", "branch", "team", "partner")] == [1, 3, 4, 3]
    assert sum(lead.fields.owner_id == 1 for lead in leads) >= 25


def test_numbers_run_on_and_refer_to_what_was_there_before(leads: list[DemoLead]) -> None:
    contacts: set[int] = set()
    notes = activities = projects = 0
    for number, lead in enumerate(leads, 1):
        assert lead.fields.id == number
        for contact in lead.contacts:
            assert contact.id == len(contacts) + 1
            assert contact.company_id is None or contact.company_id in contacts
            contacts.add(contact.id)
        assert lead.fields.contact_id in contacts
        assert [note.id for note in lead.notes] == list(range(notes + 1, notes + len(lead.notes) + 1))
        assert [a.id for a in lead.activities] == list(range(activities + 1, activities + len(lead.activities) + 1))
        assert [p.id for p in lead.projects] == list(range(projects + 1, projects + len(lead.projects) + 1))
        notes, activities = notes + len(lead.notes), activities + len(lead.activities)
        projects += len(lead.projects)
        assert all(set(project.contact_ids) <= contacts for project in lead.projects)


def test_every_stage_kind_and_interest_is_there(leads: list[DemoLead]) -> None:
    fields = [lead.fields for lead in leads]
    assert {f.stage for f in fields} == {"open", "contacted", "assigned", "site_visit", *FINISHED}
    assert {f.type for f in fields} == set(LeadType)
    assert {f.grid_connection for f in fields} == set(GridConnection)
    assert {f.channel for f in fields} == {"web", "referral", "fair", "phone", "partner"}
    assert {f.country for f in fields} == {"PL", "AU", "DE", "GB", "CZ", "ES"}
    assert sum(f.source == Source.COMPANY_LEADGEN for f in fields) > len(fields) / 2
    for chosen in (True, False):
        assert any(f.battery is chosen for f in fields)
        assert any(f.heat_pump is chosen for f in fields)
    assert any(f.archived_at for f in fields)
    assert any(f.assignee_entity_id for f in fields)
    assert any(f.assignee_user_id for f in fields)


def test_projects_stand_in_every_stage(leads: list[DemoLead]) -> None:
    assert {p.stage for lead in leads for p in lead.projects} == set(ProjectStage)
    assert any(len(lead.projects) > 1 for lead in leads)
    for lead in leads:
        assert bool(lead.projects) == (lead.fields.stage == "converted") == (lead.fields.converted_at is not None)


def _vat(project: DemoProject) -> int | None:
    if project.price_net is None or project.price_gross is None:
        return None
    return round(100 * (project.price_gross / project.price_net - 1))


def test_prices_are_those_of_the_country(leads: list[DemoLead]) -> None:
    priced = [(lead.fields, p) for lead in leads for p in lead.projects if p.price_net is not None]
    for fields, project in priced:
        if fields.country == "PL":
            assert project.currency == "PLN"
            assert _vat(project) == (8 if fields.type == "residential" else 23)
        elif fields.country == "AU":
            assert (project.currency, _vat(project)) == ("AUD", 10)
        if fields.country == "PL" and not project.battery_kwh:
            assert 2_400 < (project.price_net or 0) / 100 / project.capacity_kwp < 5_300


def test_sites_lie_at_true_places(leads: list[DemoLead]) -> None:
    for lead in leads:
        town, fields = _town(lead), lead.fields
        if fields.latitude is None or fields.longitude is None:
            assert fields.stage == "open"
            continue
        north = 111.2 * (fields.latitude - town.latitude)
        east = 111.2 * cos(radians(town.latitude)) * (fields.longitude - town.longitude)
        assert hypot(north, east) < 3
        assert any(fields.postcode.startswith(code) for code in town.postcodes)


@pytest.mark.parametrize(
    ("name", "country", "postcode", "latitude", "longitude"),
    [
        ("Wieliczka", "PL", "32-020", 49.99, 20.06),
        ("Niepołomice", "PL", "32-005", 50.03, 20.22),
        ("Suwałki", "PL", "16-400", 54.11, 22.93),
        ("Zielona Góra", "PL", "65-001", 51.94, 15.51),
        ("Brisbane", "AU", "4000", -27.47, 153.03),
        ("Broken Hill", "AU", "2880", -31.95, 141.45),
        ("Görlitz", "DE", "02826", 51.15, 14.99),
        ("Olomouc", "CZ", "779 00", 49.60, 17.25),
        ("Sevilla", "ES", "41001", 37.38, -5.97),
        ("Norwich", "GB", "NR1", 52.63, 1.30),
    ],
)
def test_towns_are_where_they_are(name: str, country: str, postcode: str, latitude: float, longitude: float) -> None:
    town = next(t for t in towns() if t.name == name and t.country == country)
    assert postcode in town.postcodes
    assert (town.latitude, town.longitude) == pytest.approx((latitude, longitude), abs=0.02)


def test_there_are_many_towns_and_their_postcodes_have_the_form_of_the_country() -> None:
    forms = {"PL": r"\d\d-\d{3}", "AU": r"\d{4}", "DE": r"\d{5}", "ES": r"\d{5}", "CZ": r"\d{3} \d\d"}
    forms["GB"] = r"[A-Z]{1,2}\d{1,2}"
    assert len(towns()) > 500
    assert len({(t.country, t.region, t.name) for t in towns()}) == len(towns())
    for town in towns():
        assert all(re.fullmatch(forms[town.country], code) for code in town.postcodes), town


def test_addresses_are_unique_valid_and_cannot_exist(leads: list[DemoLead]) -> None:
    found = [address for lead in leads for contact in lead.contacts for address in contact.emails]
    keys = set()
    for address in found:
        stored, key = normalise_email(address)
        assert stored == address
        assert address.endswith(".example")
        keys.add(key)
    assert len(keys) == len(found) > 250


def test_addresses_stay_unique_on_a_large_desk() -> None:
    seen: set[str] = set()
    for lead in demo_desk(12_000, 1, NOW, "Me").leads():
        for contact in lead.contacts:
            for address in contact.emails:
                assert address not in seen
                seen.add(address)


def test_the_standard_takes_the_addresses_too(leads: list[DemoLead]) -> None:
    from email_validator import validate_email

    for lead in leads[:60]:
        for contact in lead.contacts:
            for address in contact.emails:
                assert validate_email(address, check_deliverability=False).normalized == address


def test_numbers_are_valid_where_they_are_from() -> None:
    import phonenumbers

    numbers = set()
    count = 0
    for lead in _leads(900, number=11):
        for contact in lead.contacts:
            for phone in contact.phones:
                parsed = parse_phone(phone.number, lead.fields.country)
                assert (parsed.number, parsed.e164) == phone
                assert phonenumbers.is_valid_number(phonenumbers.parse(phone.e164)), phone
                numbers.add(phone.e164)
                count += 1
    assert len(numbers) > 0.99 * count


def test_everybody_can_be_reached(leads: list[DemoLead]) -> None:
    for lead in leads:
        for contact in lead.contacts:
            assert contact.emails or contact.phones
            assert (contact.origin == ContactOrigin.LEADGEN) == (contact.created_by_id is None)


@pytest.mark.parametrize(
    "moment",
    [
        NOW,
        datetime(2026, 11, 22, 2, 10, tzinfo=UTC),  # a Sunday before dawn
        datetime(2027, 1, 1, 0, 0, tzinfo=UTC),
        datetime(2028, 2, 29, 23, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=-9))),
        datetime(2026, 6, 8, 7, 1, tzinfo=UTC),  # a Monday at the start of work
    ],
)
def test_times_are_in_order(moment: datetime) -> None:
    now = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    for lead in _leads(now=moment):
        f = lead.fields
        assert f.created_at <= f.stage_since <= f.updated_at <= now
        moments = [activity.at for activity in lead.activities]
        assert moments == sorted(moments)
        assert moments[0] == f.created_at
        assert moments[-1] <= now
        assert all(f.created_at <= note.created_at <= f.updated_at for note in lead.notes)
        assert all(f.created_at <= p.created_at <= p.updated_at <= now for p in lead.projects)
        assert f.last_contacted is None or f.created_at < f.last_contacted <= f.updated_at
        assert f.next_follow_up is None or f.updated_at < f.next_follow_up
        assert all(contact.created_at == f.created_at for contact in lead.contacts)


def _age(text: str) -> timedelta:
    return NOW - datetime.fromisoformat(text)


def test_ages_go_with_the_stage(leads: list[DemoLead]) -> None:
    by_stage = {stage: [x.fields for x in leads if x.fields.stage == stage] for stage in ("open", *FINISHED)}
    assert all(_age(f.created_at) < timedelta(days=9) for f in by_stage["open"])
    assert any(_age(f.created_at) < timedelta(hours=12) for f in by_stage["open"])
    assert all(_age(f.created_at) > timedelta(days=7) for f in by_stage["lost"])
    assert any(_age(f.created_at) > timedelta(days=300) for f in by_stage["converted"])


def test_follow_ups_are_late_due_and_ahead(leads: list[DemoLead]) -> None:
    due = [lead.fields for lead in leads if lead.fields.next_follow_up]
    days = [(datetime.fromisoformat(f.next_follow_up or "").date() - NOW.date()).days for f in due]
    assert sum(day < 0 for day in days) >= 15
    assert sum(day == 0 for day in days) >= 12
    assert sum(0 < day <= 4 for day in days) >= 20
    assert sum(day > 4 for day in days) >= 12
    for fields in due:
        assert fields.stage not in FINISHED
        assert fields.follow_up_note
        assert fields.updated_at < (fields.next_follow_up or "")
    assert all(not lead.fields.follow_up_note for lead in leads if not lead.fields.next_follow_up)


def test_a_lead_is_lost_for_a_reason(leads: list[DemoLead]) -> None:
    for lead in leads:
        assert (lead.fields.stage == "lost") == (lead.fields.lost_reason is not None)


def _moves(activities: tuple[DemoActivity, ...]) -> list[tuple[object, object]]:
    return [(a.data["from"], a.data["to"]) for a in activities if a.kind == "moved"]


def test_history_leads_to_the_stage(leads: list[DemoLead]) -> None:
    for lead in leads:
        stage: object = "open"
        for before, after in _moves(lead.activities):
            assert before == stage != after
            stage = after
        assert stage == lead.fields.stage
        kinds = [activity.kind for activity in lead.activities]
        assert kinds.count("note_added") == len(lead.notes)
        assert kinds.count("project_created") == len(lead.projects)
        assigned = [activity.data["to"] for activity in lead.activities if activity.kind == "assigned"]
        carrier = lead.fields.assignee_user_id or lead.fields.assignee_entity_id
        assert [to["id"] for to in assigned if isinstance(to, dict)] == ([carrier] if carrier else [])


def test_the_web_form_makes_leads_by_itself(leads: list[DemoLead]) -> None:
    for lead in leads:
        from_web = lead.fields.source == Source.COMPANY_LEADGEN
        assert (lead.fields.created_by_id is None) == from_web
        assert lead.activities[0].user_id == lead.fields.created_by_id


def test_use_is_plausible(leads: list[DemoLead]) -> None:
    known = [lead.fields for lead in leads if lead.fields.monthly_kwh is not None]
    assert 0.8 * len(leads) < len(known) < len(leads)
    assert 0.2 * len(leads) < sum(f.consumption is not None for f in known) < 0.5 * len(leads)
    for f in known:
        if f.type == "residential":
            assert 50 <= (f.monthly_kwh or 0) <= 2_000
        if f.consumption:
            assert len(f.consumption) == 12
            assert sum(f.consumption) / 12 == pytest.approx(f.monthly_kwh, abs=0.1)


def test_texts_are_clean_and_polish_has_its_letters(leads: list[DemoLead]) -> None:
    for lead in leads:
        assert all(clean(text) == text for text in _texts(lead))
        assert all(clean_block(note.body) == note.body for note in lead.notes)
        assert not any(sign in note.body for note in lead.notes for sign in "{}<>|")
    polish = " ".join(note.body for lead in leads if lead.fields.country == "PL" for note in lead.notes)
    english = " ".join(note.body for lead in leads if lead.fields.country != "PL" for note in lead.notes)
    assert set("ąćęłńóśźż") <= set(polish.lower())
    assert "Wiadomość" not in english
    assert "Web form" not in polish


def test_no_two_leads_read_alike(leads: list[DemoLead]) -> None:
    read = [" ".join(note.body for note in lead.notes) for lead in leads if len(lead.notes) > 1]
    assert len(set(read)) == len(read) > 100


def test_women_bear_the_feminine_surname() -> None:
    from solartui.domain.demonstration.dice import Dice
    from solartui.domain.demonstration.names import People, feminine

    assert [feminine(n) for n in ("Kowalski", "Sawicki", "Nowak", "Mróz")] == ["Kowalska", "Sawicka", "Nowak", "Mróz"]
    people = People(Dice(1))
    for _ in range(500):
        person = people.person("PL")
        assert not (person.woman and person.last.shown.endswith(("ski", "cki", "dzki")))
        assert person.woman or not person.last.shown.endswith(("ska", "cka", "dzka"))


def test_some_customers_come_back_after_years() -> None:
    leads = _leads(1_500)
    first = {contact.id: lead.fields for lead in leads for contact in lead.contacts}
    back = [lead.fields for lead in leads if not lead.contacts]
    assert len(back) > 10
    for fields in back:
        before = first[fields.contact_id]
        assert before.city == fields.city
        assert None in {before.latitude, fields.latitude} or before.latitude == fields.latitude
        assert datetime.fromisoformat(before.created_at) + timedelta(days=60) < datetime.fromisoformat(
            fields.created_at
        )
