"""Conditions, serial numbers and visits of workflows at their edges."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from solartui.domain.vocabulary import ProjectStage
from solartui.domain.workflow.conditions import FLAGS, NUMBERS, WORDS, read_condition
from solartui.domain.workflow.facts import NO_TICK, Facts, Happening, Tick
from solartui.domain.workflow.jobs import jobs_of
from solartui.domain.workflow.model import Job, Place, Task, Words, Workflow
from solartui.domain.workflow.serials import missing_serials

ANSWERS = {"review.result", "survey.roof_age", "survey.ok"}
START = datetime(2026, 3, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "known", "holds"),
    [
        ("capacity_kwp = 6.50", {"capacity_kwp": 6.5}, True),
        ("capacity_kwp = 6.5", {"capacity_kwp": 6.51}, False),
        ("capacity_kwp != 6.5", {"capacity_kwp": 6.51}, True),
        ("capacity_kwp > -1", {"capacity_kwp": 0.0}, True),
        ("capacity_kwp >= 0", {"capacity_kwp": 0.0}, True),
        ("capacity_kwp < 0.000000001", {"capacity_kwp": 0.0}, True),
        ("capacity_kwp<=50", {"capacity_kwp": 50.0}, True),
        ("capacity_kwp <= 50", {"capacity_kwp": 50.000001}, False),
        ("not capacity_kwp > 50", {"capacity_kwp": 50.0}, True),
        ("not capacity_kwp > 50", {}, True),
        ("capacity_kwp > 50", {}, False),
        ("capacity_kwp > 50", {"capacity_kwp": "60"}, False),
        ("phases = 3", {"phases": 3}, True),
        ("country = PL", {"country": "pl"}, True),
        ("country = PL", {"country": None}, False),
        ("country != PL", {"country": None}, False),
        ("not country = PL", {"country": None}, True),
        ("region = ŚLĄSKIE", {"region": "śląskie"}, True),
        ("region = STRASSE", {"region": "straße"}, True),
        ("region = a=b", {"region": "a=b"}, True),
        ("grid_connection = on_grid", {"grid_connection": "on_grid"}, True),
        ("battery_only and inspection", {"battery_only": True, "inspection": False}, False),
        ("battery_only and inspection", {"battery_only": True, "inspection": True}, True),
        ("not battery_only and not inspection", {}, True),
        ("review.result = passed", {}, None),
        ("review.result != passed", {}, None),
        ("review.result = passed", {"review.result": "Passed"}, True),
        ("review.result != passed", {"review.result": "failed"}, True),
        ("survey.roof_age > 30", {"survey.roof_age": 31}, True),
        ("survey.roof_age > 30", {"survey.roof_age": 30}, False),
        ("survey.roof_age = 30", {"survey.roof_age": 30.0}, True),
        ("survey.ok = true", {"survey.ok": True}, True),
        ("survey.ok = no", {"survey.ok": False}, True),
        ("survey.ok = perhaps", {"survey.ok": True}, False),
        ("survey.ok", {"survey.ok": True}, ValueError),
        ("off_grid and review.result = passed", {"off_grid": True}, None),
        ("off_grid and review.result = passed", {"off_grid": False}, False),
        ("review.result = passed and survey.ok = yes", {"survey.ok": False}, False),
        ("review.result = passed and survey.ok = yes", {"survey.ok": True}, None),
    ],
)
def test_what_is_known_decides(text: str, known: dict[str, object], holds: bool | type[ValueError] | None) -> None:
    if holds is ValueError:
        with pytest.raises(ValueError, match="survey"):
            read_condition(text, ANSWERS)
        return
    assert read_condition(text, ANSWERS).holds(known.get) is holds


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "and", "not", "not not off_grid", "off_grid and", "and off_grid", "off_grid or inspection",
        "off_grid = yes", "country", "capacity_kwp", "capacity_kwp > x", "capacity_kwp > 1e3", "capacity_kwp > 1,5",
        "capacity_kwp > 10000000000", "capacity_kwp > 1.0000000001", "capacity_kwp == 5", "capacity_kwp => 5",
        "capacity_kwp > ٥", "country > PL", "country <= PL", "colour = red", "review.other = x", "other.result = x",
        "review.result", "Country = PL", "country = P L", "capacity_kwp > 5 > 4", "a" * 5_000,
        "not " * 500 + "off_grid",
        " and ".join(["off_grid"] * 11), "__class__ = x", "country.upper = PL",
    ],
)  # fmt: skip
def test_what_is_no_condition(text: str) -> None:
    with pytest.raises(ValueError, match=r"(?s).*"):
        read_condition(text, ANSWERS)


def test_a_condition_knows_whom_it_asks() -> None:
    found = read_condition("off_grid and review.result = passed and survey.roof_age > 3", ANSWERS)
    assert found.tasks == ("review", "survey")
    assert found.flags == {"off_grid"}
    assert len(read_condition(" and ".join(["off_grid"] * 10), ()).terms) == 10
    assert not FLAGS & WORDS
    assert not WORDS & NUMBERS


@pytest.mark.parametrize(
    ("assets", "serials", "missing"),
    [
        (None, None, ()),
        ([], ["1"], ()),
        (["a"], None, ("a",)),
        (["a", "b"], ["1"], ("b",)),
        (["a", "b"], ["", "2"], ("a",)),
        (["a", "b"], [" ", "2"], ("a",)),
        (["a", "b"], ["1", "2", "3"], ()),
        (["a", "a"], ["1"], ("a",)),
        (("a", "b"), ("1", "2"), ()),
        ("ab", "12", ()),
        ([" a "], [], ("a",)),
        ([5], [], ("5",)),
        (["a"], "1", ("a",)),
    ],
)
def test_the_first_number_belongs_to_the_first_asset(assets: object, serials: object, missing: tuple[str, ...]) -> None:
    assert missing_serials({"assets": assets, "serial_numbers": serials}) == missing


def test_facts_know_what_happened_last() -> None:
    events = tuple(Happening(key, START + timedelta(hours=n), "Ewa") for n, key in enumerate("abab"))
    facts = Facts({}, {}, customer=True, site=True, inspection=True, started=START, events=events)
    last = facts.last("a")
    assert last is not None
    assert last.at == START + timedelta(hours=2)
    assert facts.last("c") is None
    assert facts.tick("nothing") is NO_TICK


def task(key: str, *, job: str | None = "visit") -> Task:
    return Task(key=key, title=Words({"en": key}), stage=ProjectStage.INSTALLATION, place=Place.CONSOLE, job=job)


VISIT = Job(
    key="visit",
    starts="order",
    schedule="agree",
    prepared=("pack", "drive"),
    submits=("send",),
    reviews="look",
    commissioned=("turn_on",),
)
TASKS = tuple(task(key) for key in ("order", "agree", "pack", "drive", "send", "look", "turn_on", "thank"))


def status_of(done: set[str], *events: Happening, values: dict[str, object] | None = None) -> list[tuple[object, ...]]:
    """What is told of the visit after some tasks are done."""
    ticks = {
        one.key: Tick(done_at=START, values=(values or {}) if one.key == "agree" else {"job_note": "gate code"})
        for one in TASKS
        if one.key in done
    }
    facts = Facts({}, {}, customer=True, site=True, inspection=True, started=START, ticks=ticks, events=events)
    workflow = Workflow("x", 1, Words({"en": "x"}), (), TASKS, (VISIT,), (), (), ())
    found = list(
        jobs_of(
            workflow,
            facts,
            TASKS,
            lambda one: one.key in done,
            lambda one: START if one.key in done else None,
        )
    )
    return [(one.status.value, one.when, one.team, one.note) for one in found]


WHEN: dict[str, object] = {"when": "2026-03-29T08:00:00+00:00", "team": "North"}
ACCEPTED = Happening("visit_accepted", START, "Ewa")


def moved(hours: int, **data: object) -> Happening:
    return Happening("visit_rescheduled", START + timedelta(hours=hours), "Ewa", data)


@pytest.mark.parametrize(
    ("done", "events", "status"),
    [
        (set(), (), None),
        ({"agree", "pack", "drive"}, (ACCEPTED,), None),
        ({"order"}, (), "assigned"),
        ({"order"}, (ACCEPTED,), "accepted"),
        ({"order", "agree"}, (), "scheduled"),
        ({"order", "agree"}, (ACCEPTED,), "scheduled"),
        ({"order", "agree"}, (moved(1),), "rescheduled"),
        ({"order", "agree"}, (moved(-1),), "scheduled"),
        ({"order", "agree", "pack"}, (), "scheduled"),
        ({"order", "agree", "pack", "drive"}, (), "prepared"),
        ({"order", "agree", "pack", "drive"}, (moved(1),), "rescheduled"),
        ({"order", "pack", "drive", "send"}, (), "assigned"),
        ({"order", "agree", "pack", "drive", "send"}, (), "submitted"),
        ({"order", "agree", "pack", "drive", "send"}, (moved(1),), "submitted"),
        ({"order", "agree", "pack", "drive", "send", "look"}, (), "reviewed"),
        ({"order", "agree", "pack", "drive", "send", "look", "turn_on"}, (), "commissioned"),
        ({"order", "agree", "pack", "drive", "send", "look", "thank"}, (), "reviewed"),
        ({one.key for one in TASKS}, (), "completed"),
    ],
)
def test_a_visit_goes_an_unbroken_way(done: set[str], events: tuple[Happening, ...], status: str | None) -> None:
    assert [one[0] for one in status_of(done, *events)] == ([] if status is None else [status])


def test_a_visit_knows_its_time_once_it_is_agreed() -> None:
    first = datetime(2026, 3, 29, 8, tzinfo=UTC)
    assert status_of({"order"}, values=WHEN) == [("assigned", None, None, "gate code")]
    assert status_of({"order", "agree"}, values=WHEN) == [("scheduled", first, "North", "gate code")]
    later = moved(1, when="2026-04-01T10:30:00+02:00")
    again = datetime(2026, 4, 1, 8, 30, tzinfo=UTC)
    assert status_of({"order", "agree"}, later, values=WHEN) == [("rescheduled", again, "North", "gate code")]
    assert status_of({"order", "agree"}, moved(-2, team="South"), values=WHEN)[0][2] == "North"
    assert status_of({"order", "agree"}, values={"when": "", "team": ""}) == [("scheduled", None, None, "gate code")]
