"""The first-response clock of leads, on every path by which one is made or changed."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from solartui.domain.errors import NotPermitted
from solartui.domain.listing import Sort
from solartui.domain.response import ResponseRules
from solartui.services.container import Services
from solartui.store.response import RULES, wind_clocks
from solartui.store.times import NEVER, from_text, to_text
from tests.conftest import Clock
from tests.desk import ADMIN, MANAGER, actor, add_lead, at_desk

# The clock of the tests shows Monday, 23 November 2026, 9:30 UTC, which is 10:30 in Warsaw; a desk by hand has 8 hours.
BY = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)


def clock_of(services: Services, lead_id: int) -> tuple[datetime | None, datetime | None]:
    """When a lead was first spoken to, and until when that has to happen; the sort key says the same."""
    lead = services.leads.get(lead_id)
    with services.store.reading() as raw:
        key = raw.execute("SELECT respond_key FROM lead WHERE id = ?", (lead_id,)).fetchone()[0]
    assert (None if key == NEVER else from_text(key)) == lead.respond_by
    return lead.first_contacted_at, lead.respond_by


def test_a_new_lead_waits_for_its_answer(services: Services) -> None:
    assert clock_of(services, add_lead(services).id) == (None, BY)
    assert clock_of(services, add_lead(services, stage="assigned").id) == (None, BY)
    assert clock_of(services, add_lead(services, assignee="anna").id) == (None, BY)


def test_one_that_was_spoken_to_before_it_was_entered_does_not_wait(services: Services, clock: Clock) -> None:
    yesterday = clock.now - timedelta(days=1)
    assert clock_of(services, add_lead(services, last_contacted=yesterday).id) == (yesterday, None)
    assert clock_of(services, add_lead(services, stage="site_visit").id) == (None, None)
    assert clock_of(services, add_lead(services, stage="lost", lost_reason="too dear").id) == (None, None)


@pytest.mark.parametrize("kind", ["call", "mail", "visit"])
def test_the_first_contact_that_is_logged_answers_it(services: Services, clock: Clock, kind: str) -> None:
    lead = add_lead(services)
    first = clock.forward(hours=1)
    logged = services.lead_actions.log_contact([lead.id], kind)
    assert clock_of(services, lead.id) == (first, None)
    clock.forward(hours=1)
    services.lead_actions.log_contact([lead.id], "call")
    assert clock_of(services, lead.id) == (first, None)
    services.undo.undo()
    services.undo.undo(logged.change_id)
    assert clock_of(services, lead.id) == (None, BY)


def test_a_call_that_is_written_down_late_was_the_first_one(services: Services, clock: Clock) -> None:
    lead = add_lead(services)
    clock.forward(hours=3)
    services.lead_actions.log_contact([lead.id], "call")
    earlier = clock.now - timedelta(hours=2)
    services.lead_actions.log_contact([lead.id], "mail", at=earlier)
    assert clock_of(services, lead.id) == (earlier, None)
    assert services.leads.get(lead.id).last_contacted == clock.now
    services.undo.undo()
    assert clock_of(services, lead.id) == (clock.now, None)


@pytest.mark.feature("B-46")
def test_setting_contacted_stamps_the_contact_and_stops_the_clock(services: Services, clock: Clock) -> None:
    lead = add_lead(services)
    clock.forward(minutes=5)
    services.lead_actions.move([lead.id], "contacted")
    assert services.leads.get(lead.id).last_contacted == clock.now
    assert clock_of(services, lead.id) == (clock.now, None)
    services.undo.undo()
    assert services.leads.get(lead.id).last_contacted is None
    assert clock_of(services, lead.id) == (None, BY)


def test_whatever_ends_a_lead_stops_its_clock_and_undo_lets_it_run_on(services: Services) -> None:
    lead = add_lead(services, city="Kraków", country="PL", assignee="me")
    ends: list[Callable[[], object]] = [
        lambda: services.lead_actions.move([lead.id], "lost", "no roof"),
        lambda: services.lead_actions.move([lead.id], "closed"),
        lambda: services.lead_actions.move([lead.id], "site_visit"),
        lambda: services.lead_actions.archive([lead.id]),
        lambda: services.conversion.convert(lead.id),
        lambda: services.leads.edit(lead.id, {"last_contacted": datetime(2026, 11, 20, tzinfo=UTC)}),
    ]
    for end in ends:
        end()
        assert clock_of(services, lead.id)[1] is None
        services.undo.undo()
        assert clock_of(services, lead.id) == (None, BY)
    services.lead_actions.archive([lead.id])
    services.lead_actions.unarchive([lead.id])
    assert clock_of(services, lead.id) == (None, BY)


def test_assigning_and_other_edits_leave_the_clock_alone(services: Services) -> None:
    lead = add_lead(services)
    services.lead_actions.assign([lead.id], "anna")
    services.leads.edit(lead.id, {"city": "Łódź", "score": 50})
    services.lead_actions.follow_up([lead.id], datetime(2026, 12, 1, tzinfo=UTC))
    assert clock_of(services, lead.id) == (None, BY)


def test_a_contact_that_was_entered_by_mistake_is_taken_away_again(services: Services, clock: Clock) -> None:
    lead = add_lead(services)
    services.leads.edit(lead.id, {"last_contacted": clock.now})
    services.leads.edit(lead.id, {"last_contacted": None})
    assert clock_of(services, lead.id) == (None, BY)


def test_the_history_does_not_speak_of_the_clock(services: Services, clock: Clock) -> None:
    from solartui.domain.records import Subject

    lead = add_lead(services)
    services.leads.edit(lead.id, {"last_contacted": clock.now, "score": 3})
    edited = services.activity.of(Subject("lead", lead.id))[-1]
    changes = edited.data["changes"]
    assert isinstance(changes, list)
    assert {change[0] for change in changes} == {"last_contacted", "score"}


def test_leads_that_wait_are_sorted_and_found(services: Services, clock: Clock) -> None:
    answered = add_lead(services, "Answered", last_contacted=clock.now)
    first = add_lead(services, "First")
    clock.forward(hours=1)
    second = add_lead(services, "Second")

    def found(query: str) -> list[int]:
        return list(services.leads.open_list(query, Sort("respond_by")).ids())

    assert found("") == [first.id, second.id, answered.id]
    lines = services.leads.open_list("", Sort("respond_by")).rows(0, 3)
    assert [line.respond_by for line in lines] == ["2026-11-24T07:30:00.000000Z", "2026-11-24T08:30:00.000000Z", None]
    assert found("response:open") == found("odpowiedź:czeka") == [first.id, second.id]
    assert found("response:none") == found("odpowiedź:brak") == [answered.id]
    assert found("response:tomorrow") == [first.id, second.id]
    assert found("response:today,late") == []
    clock.now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert found("response:late") == found("odpowiedz:spóźnione") == [first.id]
    assert found("response:today") == [first.id, second.id]
    assert found("response<1h -response:late") == [second.id]
    assert found("-response:open") == [answered.id]


def test_late_answers_of_ones_own_and_of_nobodys_leads_are_counted(services: Services, clock: Clock) -> None:
    mine, nobodys = add_lead(services, "Mine"), add_lead(services, "Nobody's")
    services.leads.edit(nobodys.id, {"owner": None})
    add_lead(services, "Anna's", owner="anna")
    assert services.leads.unanswered() == 0
    clock.forward(days=2)
    assert services.leads.unanswered() == 2
    services.lead_actions.log_contact([mine.id], "call")
    assert services.leads.unanswered() == 1


def set_rules(services: Services, **rules: object) -> None:
    with services.store.begin(services.actor) as work:
        work.raw.execute("INSERT INTO preference (key, value) VALUES (?, ?)", (RULES, json.dumps(rules)))


def test_the_rules_are_those_of_the_desk(services: Services) -> None:
    set_rules(services, hours={"manual_entities": 1}, zone="UTC", country="XX")
    assert clock_of(services, add_lead(services).id) == (None, datetime(2026, 11, 23, 10, 30, tzinfo=UTC))
    assert clock_of(at_desk(services, ADMIN), add_lead(services).id)[1] is not None


def test_other_rules_wind_the_clocks_that_run(services: Services) -> None:
    waiting, called = add_lead(services), add_lead(services)
    services.lead_actions.log_contact([called.id], "call")
    services.response.set_rules(ResponseRules(zone="UTC", hours={"manual_entities": 1}))
    assert services.response.rules().hours == {"company_leadgen": 2, "manual_entities": 1}
    assert clock_of(services, waiting.id) == (None, datetime(2026, 11, 23, 10, 30, tzinfo=UTC))
    assert clock_of(services, called.id)[1] is None
    with pytest.raises(NotPermitted):
        at_desk(services, MANAGER).response.set_rules(ResponseRules())
    assert services.undo.changes(1)[0].kind == "lead.call"


def test_rules_that_cannot_be_read_are_those_by_default(services: Services) -> None:
    set_rules(services, opens="soon")
    assert clock_of(services, add_lead(services).id) == (None, BY)


def test_bulk_statements_leave_clocks_that_are_put_right(services: Services, clock: Clock) -> None:
    leads = [add_lead(services, f"Jan {number}") for number in range(3)]
    with services.store.begin(services.actor) as work:
        now = to_text(clock.now)
        work.raw.execute("UPDATE lead SET stage = 'contacted', last_contacted = ? WHERE id = 1", (now,))
        work.raw.execute("UPDATE lead SET archived_at = ? WHERE id = 2", (now,))
        work.raw.execute("UPDATE lead SET respond_by = NULL, respond_key = '9' WHERE id = 3")
        wind_clocks(work.raw, "SELECT 1 UNION SELECT 2")
        assert clock_of(services, leads[0].id) == (None, BY)  # nobody else sees it yet
    assert clock_of(services, leads[0].id) == (clock.now, None)
    assert clock_of(services, leads[1].id) == (None, None)
    assert clock_of(services, leads[2].id) == (None, None)
    with services.store.begin(services.actor) as work:
        wind_clocks(work.raw)
    assert clock_of(services, leads[2].id) == (None, BY)


def older(path: Path) -> sqlite3.Connection:
    """A database of the schema before there were clocks."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    from solartui.store.identity import APPLICATION_ID
    from solartui.store.upgrade import _MIGRATIONS

    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute("PRAGMA user_version = 1")
    return raw


def test_leads_of_a_spreadsheet_have_clocks_by_what_the_sheet_says(services: Services) -> None:
    from tests.services.importing.sheets import bring

    spoken = datetime(2026, 11, 20, 10)  # noqa: DTZ001 - of a sheet
    headings = "Contact;Lead status;Last contacted;Archived"
    rows = [
        ("Waiting", "Open", None, None),
        ("Spoken", "Open", spoken, None),
        ("Lost", "Closed", None, None),
        ("Away", "Open", None, "yes"),
    ]
    bring(services, headings, *rows)
    found = [clock_of(services, number) for number in range(1, 5)]
    assert found == [(None, BY), (spoken.astimezone(UTC), None), (None, None), (None, None)]
    services.undo.undo()
    assert services.leads.unanswered() == 0


def test_very_many_leads_at_once_have_the_same_clocks(services: Services, clock: Clock) -> None:
    leads = [add_lead(services, f"Jan {number}").id for number in range(4)]
    services.lead_actions.few = 1
    made = clock.now
    moved = clock.forward(hours=1)
    services.lead_actions.move(leads[:3], "contacted")
    assert [clock_of(services, lead) for lead in leads] == [(moved, None)] * 3 + [(None, BY)]
    clock.forward(hours=1)
    services.lead_actions.log_contact(leads[1:], "call", at=made + timedelta(minutes=5))
    early = made + timedelta(minutes=5)
    assert [clock_of(services, lead) for lead in leads] == [(moved, None)] + [(early, None)] * 3
    services.undo.undo()
    services.undo.undo()
    assert [clock_of(services, lead) for lead in leads] == [(None, BY)] * 4
    services.lead_actions.archive(leads)
    assert [clock_of(services, lead) for lead in leads] == [(None, None)] * 4
    services.lead_actions.unarchive(leads)
    assert [clock_of(services, lead) for lead in leads] == [(None, BY)] * 4
    services.undo.undo()
    services.undo.redo()
    assert [clock_of(services, lead) for lead in leads] == [(None, BY)] * 4


def test_an_upgrade_winds_the_clocks_of_leads_that_were_there(folder: Path, clock: Clock) -> None:
    from solartui.store.store import Store
    from tests.store.test_schema import GOOD, insert

    first, last = clock.now, clock.forward(days=1)
    made: dict[str, Any] = {"created_at": to_text(first), "last_contacted": None}
    spoken = made | {"last_contacted": to_text(last)}
    plain = {name: value for name, value in GOOD["lead"].items() if name != "respond_key"}
    with closing(older(folder / "old.db")) as raw:
        insert(raw, "user_account", uid=os.getuid(), role="admin")
        insert(raw, "contact")
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(GOOD, "lead", plain)
            waiting = insert(raw, "lead", **made)
            called = insert(raw, "lead", **spoken, stage="contacted")
            noted = insert(raw, "lead", **spoken)
            lost = insert(raw, "lead", **made, stage="lost")
        for kind, at in (("created", "2026-01-01"), ("call", to_text(first)), ("mail", to_text(last))):
            insert(raw, "activity", kind=kind, at=at, lead_id=called)
    upgraded = Services(Store(str(folder / "old.db"), clock=clock), actor(ADMIN))
    found = [clock_of(upgraded, number) for number in (waiting, called, noted, lost)]
    upgraded.close()
    assert found == [(None, BY), (first, None), (last, None), (None, None)]


def test_a_demonstration_has_clocks_that_run_and_clocks_that_stand(demonstration: Services) -> None:
    with demonstration.store.reading() as raw:
        query = "SELECT stage, first_contacted_at IS NULL, respond_by IS NULL, count(*) FROM lead GROUP BY 1, 2, 3"
        found = {tuple(row[:3]): row[3] for row in raw.execute(query)}
        assert found[("open", 1, 0)] > 0
        assert {key[0] for key in found if not key[2]} <= {"open", "assigned"}
        wrong = raw.execute("SELECT count(*) FROM lead WHERE respond_key <> coalesce(respond_by, '9')").fetchone()[0]
        before = raw.execute("SELECT id, first_contacted_at, respond_by FROM lead").fetchall()
    assert wrong == 0
    with demonstration.store.begin(demonstration.actor) as work:
        wind_clocks(work.raw)
        assert work.raw.execute("SELECT id, first_contacted_at, respond_by FROM lead").fetchall() == before
