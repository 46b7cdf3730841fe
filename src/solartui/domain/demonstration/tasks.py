"""What was done in the projects of the demonstration desk: tasks, events and visits that fit their stage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

from solartui.domain.demonstration.hours import after_work, worked_until
from solartui.domain.demonstration.records import DemoFields, DemoProject
from solartui.domain.regulations import regulation_for
from solartui.domain.vocabulary import ProjectStage
from solartui.domain.workflow.course import Course, Status
from solartui.domain.workflow.engine import ORDER, evaluate
from solartui.domain.workflow.facts import OUTCOME_SET, STAGE_SET, Facts, Happening, Tick, Values
from solartui.domain.workflow.model import Place, Task, Workflow

# So many projects have all that was done in them; of the others of a huge desk only the stage is known.
LIVELY = 5_000
_QUOTE_CHANGES = 0.2
_WHY = {
    "lost": "chose another offer",
    "cancelled": "withdrew from the contract",
    "closed": "replaced by another variant",
}
_OPERATORS = {
    "PL": ("Tauron Dystrybucja", "PGE Dystrybucja", "Enea Operator", "Energa-Operator", "Stoen Operator"),
    "AU": ("Ausgrid", "Endeavour Energy", "Essential Energy", "Energex", "Ergon"),
}
_OTHER_OPERATORS = ("Stadtwerke", "Netz", "Distribution")
_SUPPLIERS = ("Solar Hurt", "Sunny Trade", "PV Depot")
_EAST = {"AU": 10}
_TEAMS = ("Team North", "Team South", "Dach i Spółka")


class DemoTick(NamedTuple):
    """A task that was done."""

    key: str
    at: str
    title: Mapping[str, str]
    data: Values


class DemoEvent(NamedTuple):
    """Something that came from outside."""

    key: str
    at: str
    data: Values


class DemoJob(NamedTuple):
    """A visit to the site."""

    kind: str
    status: str
    starts_at: str | None
    team: str | None
    note: str | None


class DemoCourse(NamedTuple):
    """All that was done in one project."""

    ticks: tuple[DemoTick, ...]
    events: tuple[DemoEvent, ...]
    jobs: tuple[DemoJob, ...]
    done: int
    total: int
    outcome_reason: str | None


class _Site(NamedTuple):
    """What the rules ask of a site."""

    country: str
    region: str
    kind: str
    grid_connection: str
    capacity_kwp: float | None
    battery_kwh: float | None
    phases: int | None
    metered: bool


def course_of(
    workflow: Workflow, fields: DemoFields, project: DemoProject, now: datetime, *, lively: bool = True
) -> DemoCourse:
    """What was done in a project until now, which stands where its stage and outcome say."""
    site = _Site(
        fields.country,
        fields.region,
        fields.type,
        fields.grid_connection,
        project.capacity_kwp,
        project.battery_kwh,
        project.phases,
        project.metering_point is not None,
    )
    if not lively:
        capped = 10.0 if (site.capacity_kwp or 0) > 6.5 else 5.0
        shape = site._replace(capacity_kwp=capped, battery_kwh=None)
        return _outline(workflow.id, shape, project.stage, project.outcome, project.updated_at)
    return _Story(workflow, _facts(site, project.created_at), project, now).told()


def _facts(site: _Site, created_at: str) -> Facts:
    off_grid = site.grid_connection == "off_grid"
    return Facts(
        words={
            "regulation": regulation_for(site.country).key,
            "country": site.country,
            "region": site.region,
            "type": site.kind,
            "grid_connection": site.grid_connection,
        },
        numbers={"capacity_kwp": site.capacity_kwp, "battery_kwh": site.battery_kwh, "phases": site.phases},
        customer=True,
        site=site.phases is not None and (off_grid or site.metered),
        inspection=True,
        started=datetime.fromisoformat(created_at),
    )


def _ended(outcome: str, at: str) -> DemoEvent:
    return DemoEvent(OUTCOME_SET, at, {"outcome": outcome, "reason": _WHY.get(outcome)})


def _outline(key: str, site: _Site, stage: str, outcome: str | None, at: str) -> DemoCourse:
    done, total = _counts(key, site, stage, outcome)
    if outcome is not None:
        events: tuple[DemoEvent, ...] = (_ended(outcome, at),)
        return DemoCourse((), (*_set(stage, at), *events), (), done, total, _WHY.get(outcome))
    return DemoCourse((), tuple(_set(stage, at)), (), done, total, None)


def _set(stage: str, at: str) -> Iterator[DemoEvent]:
    if stage not in {ProjectStage.ONBOARDING, ProjectStage.COMPLETED}:
        yield DemoEvent(STAGE_SET, at, {"stage": stage})


@cache
def _counts(key: str, site: _Site, stage: str, outcome: str | None) -> tuple[int, int]:
    """How many tasks of a project without a story are done, of how many."""
    facts = _facts(site, "2026-01-01T00:00:00Z")
    events = [*_set(stage, ""), *([_ended(outcome, "")] if outcome else [])]
    told = tuple(Happening(event.key, facts.started, "", event.data) for event in events)
    course = evaluate(_workflows[key], replace(facts, events=told))
    return course.done, course.total


_workflows: dict[str, Workflow] = {}


def remember(workflow: Workflow) -> Workflow:
    """Let projects without a story know a workflow by its id."""
    _workflows[workflow.id] = workflow
    return workflow


class _Story:
    """What was done in one project, one act after the other between its making and its last change."""

    def __init__(self, workflow: Workflow, facts: Facts, project: DemoProject, now: datetime) -> None:
        self._now = now
        self._visited: set[str | None] = set()
        self._workflow = workflow
        self._facts = facts
        self._project = project
        self._roll = Random(project.id).random  # noqa: S311
        self._changes_quote = self._roll() < _QUOTE_CHANGES

    def told(self) -> DemoCourse:
        """The story, with what follows from it."""
        acts = list(self._acts(evaluate(self._workflow, self._facts)))
        self._visited = {act.job for act in acts if isinstance(act, Task) and act.place is Place.INSTALLER}
        ticks, events = [], []
        for act, at in zip(acts, self._moments(len(acts)), strict=True):
            if isinstance(act, Task):
                ticks.append(DemoTick(act.key, _text(at), act.title.texts, self._answers(act, at)))
            else:
                events.append(DemoEvent(act, _text(at), {}))
        reason = None
        if self._project.outcome in _WHY:
            events.append(_ended(self._project.outcome, self._project.updated_at))
            reason = _WHY[self._project.outcome]
        course = self._evaluated(ticks, events)
        jobs = tuple(
            DemoJob(job.kind, job.status.value, _text(job.when) if job.when else None, job.team, job.note)
            for job in course.jobs
        )
        return DemoCourse(tuple(ticks), tuple(events), jobs, course.done, course.total, reason)

    def _moments(self, count: int) -> Iterator[datetime]:
        """So many moments between the making of the project and its last change, while an office is open."""
        zone = timedelta(hours=_EAST.get(self._facts.words["country"] or "", 1))
        first, last = (datetime.fromisoformat(text) for text in (self._project.created_at, self._project.updated_at))
        worked = worked_until(first + zone)
        span = (worked_until(last + zone) - worked) / (count + 1)
        if not span:
            yield from (first + (last - first) * number / (count + 1) for number in range(1, count + 1))
            return
        for number in range(1, count + 1):
            yield after_work(worked + span * number, first.tzinfo) - zone

    def _evaluated(self, ticks: list[DemoTick], events: list[DemoEvent]) -> Course:
        done = {tick.key: Tick(done_at=datetime.fromisoformat(tick.at), values=tick.data) for tick in ticks}
        told = tuple(Happening(event.key, datetime.fromisoformat(event.at), "", event.data) for event in events)
        return evaluate(self._workflow, replace(self._facts, ticks=done, events=told))

    def _acts(self, first: Course) -> Iterator[Task | str]:
        """The tasks and events in their order, up to where the project stands."""
        stage = ORDER.index(ProjectStage(self._project.stage))
        for place, key in enumerate(ORDER[:-1]):
            tasks = [
                state.task for state in first.tasks if state.stage is key and self._is_done(state.status, state.task)
            ]
            if place < stage:
                yield from tasks
                yield from ["proposal_signed"] if key is ProjectStage.CONSIDERING else []
            elif place == stage:
                yield from self._begun(key, tasks)
            if key is ProjectStage.QUOTING and place < stage:
                yield "proposal_sent"

    def _begun(self, stage: ProjectStage, tasks: list[Task]) -> list[Task]:
        """The first tasks of the stage that is under way; all up to the review where the site has failed."""
        if self._project.outcome == "failed" and stage is ProjectStage.INSPECTION:
            return [task for task in tasks if task.when is None]
        return tasks[: int(self._roll() * len(tasks))] if self._project.outcome is None else []

    def _is_done(self, status: Status, task: Task) -> bool:
        """Whether somebody has to do a task in this project at all."""
        if status in (Status.SKIPPED, Status.DONE):
            return False
        if task.when is None:
            return True
        return self._changes_quote and "quote_needs_update" in task.when.text

    def _answers(self, task: Task, at: datetime) -> Values:
        known = self._known(at) | {"when": self._visit(task, at).isoformat()}
        given = {need.name: known[need.name] for need in task.needs if need.name in known}
        if task.key == "review_inspection":
            failed = self._project.outcome == "failed"
            return {
                "result": "failed" if failed else "passed",
                "quote_needs_update": self._changes_quote and not failed,
            }
        if task.key == "review_installation":
            return {"approved": True, "quote_needs_update": self._changes_quote}
        return given

    def _visit(self, task: Task, at: datetime) -> datetime:
        """When the site is visited: soon, unless somebody was there already."""
        number = self._project.id
        waits = task.job not in self._visited and self._project.outcome is None
        day = self._now + timedelta(days=number % 9) if waits else at + timedelta(days=1)
        return day.replace(hour=7 + number % 6, minute=30 * (number % 2), second=0, microsecond=0)

    def _known(self, at: datetime) -> dict[str, object]:
        day = at.date().isoformat()
        site = self._facts.words
        operators = _OPERATORS.get(site["country"] or "", _OTHER_OPERATORS)
        number = self._project.id
        price = self._project.price_gross or 0
        return {
            "phases": str(self._project.phases or 3),
            "metering_point": self._project.metering_point or "",
            "amount": round(price / 100 * (0.1 if number % 2 else 0.2), 2),
            "date": day,
            "team": _TEAMS[number % len(_TEAMS)],
            "roof": "good",
            "switchboard": "good" if number % 4 else "upgrade",
            "shading": ("none", "some")[number % 2],
            "proposal": f"{at.year}/{number}-2",
            "distributor": operators[number % len(operators)],
            "lodged_on": day,
            "supplier": _SUPPLIERS[number % len(_SUPPLIERS)],
            "ordered_on": day,
            "site_safe": True,
            "materials_complete": True,
            "fixings_checked": True,
            "assets": ["Inverter", "Modules"],
            "serial_numbers": [f"INV-{number:06}", f"MOD-{number:06}"],
            "commissioned_on": day,
            "voltage": 480 + number % 220,
        }


def _text(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
