"""Projects that are played through by the rules alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from solartui.domain.workflow.course import Course, Status
from solartui.domain.workflow.engine import evaluate
from solartui.domain.workflow.facts import Facts, Happening, Tick
from solartui.domain.workflow.model import Workflow
from solartui.domain.workflow.reading import read_workflow
from solartui.store.courses import builtin_text

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ANSWERS: dict[str, dict[str, object]] = {
    "review_inspection": {"result": "passed", "quote_needs_update": False},
    "review_installation": {"approved": True, "quote_needs_update": False},
    "system_installation": {"assets": ["Inverter"], "serial_numbers": ["A1"]},
}


@cache
def builtin() -> Workflow:
    """The workflow that comes with the program."""
    return read_workflow(builtin_text())


def facts(
    regulation: str = "pl", grid: str = "on_grid", *, region: str | None = None, site: bool = True,
    inspection: bool = True, capacity: float | None = 6.0, battery: float | None = None,
) -> Facts:  # fmt: skip
    """A site."""
    words = {"regulation": regulation, "country": regulation.upper(), "region": region, "type": "residential"}
    return Facts(
        words=words | {"grid_connection": grid},
        numbers={"capacity_kwp": capacity, "battery_kwh": battery, "phases": 3.0 if site else None},
        customer=True,
        site=site,
        inspection=inspection,
        started=START,
    )


class Play:
    """One project."""

    def __init__(self, known: Facts | None = None, workflow: Workflow | None = None) -> None:
        self.facts = known or facts()
        self.workflow = workflow or builtin()
        self.now = START

    @property
    def course(self) -> Course:
        """Where it stands."""
        return evaluate(self.workflow, self.facts)

    def _tick(self, key: str, tick: Tick) -> None:
        self.facts = replace(self.facts, ticks={**self.facts.ticks, key: tick})

    def _later(self) -> datetime:
        self.now += timedelta(minutes=5)
        return self.now

    def do(self, key: str, **values: object) -> Play:
        """Do a task, whether it is its turn or not."""
        self._tick(key, Tick(done_at=self._later(), done_by="Anna", values=ANSWERS.get(key, {}) | values))
        return self

    def skip(self, key: str) -> Play:
        """Skip a task."""
        self._tick(key, Tick(skipped_at=self._later(), reason="known"))
        return self

    def reopen(self, key: str) -> Play:
        """Open a task again."""
        self._tick(key, Tick(reopened_at=self._later(), values=self.facts.tick(key).values))
        return self

    def event(self, key: str, **data: object) -> Play:
        """Something comes from outside."""
        self.facts = replace(self.facts, events=(*self.facts.events, Happening(key, self._later(), "Anna", data)))
        return self

    def until(self, key: str | None = None) -> Play:
        """Do whatever has its turn, until a task has; the customer signs when all wait for that."""
        while True:
            course = self.course
            if course.next is None and course.waiting:
                self.event("proposal_signed")
            elif course.next is None or course.next.key == key:
                return self
            else:
                self.do(course.next.key)

    def status(self, key: str) -> Status | None:
        """How a task stands; None where the project does not have it."""
        state = self.course.task(key)
        return state.status if state else None

    def job(self, kind: str) -> str | None:
        """How a job stands."""
        return next((job.status.value for job in self.course.jobs if job.kind == kind), None)
