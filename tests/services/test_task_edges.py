"""Tasks at their edges: roles, clashes, hostile words, files, and everything that can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, SolarError, Stale
from solartui.domain.people import Actor
from solartui.domain.records import Subject
from solartui.domain.vocabulary import AssigneeKind, Role
from solartui.services.container import Services
from solartui.services.job_sheets import sheet_lines
from tests.conftest import Clock
from tests.desk import ADMIN, MANAGER, SALES, SECOND, VIEWER, add_contact, at_desk
from tests.services.project_desk import NMI, PPE, add_project, drive

HOSTILE = "\x1b]52;c;eA==\x07[/][@click=app.quit]x[/]\u202e{name}"
KEPT = "]52;c;eA==[/][@click=app.quit]x[/]{name}"
SITE: dict[str, object] = {"phases": 3, "metering_point": PPE}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"yes")
    return path


@pytest.fixture
def project(services: Services) -> int:
    """A project in onboarding."""
    return add_project(services).id


def person(services: Services, role: Role) -> Services:
    """Somebody of a role at the desk."""
    if role is Role.INSTALLER:
        user = services.organisation.add_user("iga", "Iga Monter", "installer", uid=70_006).value
        return Services(services.store, Actor(user.id, user.uid, user.name, role))
    ids = {Role.ADMIN: ADMIN, Role.MANAGER: MANAGER, Role.SALES: SALES, Role.VIEWER: VIEWER}
    return at_desk(services, ids[role])


Act = Callable[[Services, int], object]
OFFICE = frozenset({Role.ADMIN, Role.MANAGER, Role.SALES})
FIELD = OFFICE | {Role.INSTALLER}
CHIEFS = frozenset({Role.ADMIN, Role.MANAGER})
ACTS: dict[str, tuple[frozenset[Role], Act]] = {
    "do a task of the office": (OFFICE, lambda s, p: s.tasks.do(p, "start_installation")),
    "do a task of the field": (
        FIELD,
        lambda s, p: s.tasks.do(p, "schedule_inspection_job", {"when": "2026-12-01 10:00", "team": "x"}),
    ),
    "open a task of the office": (OFFICE, lambda s, p: s.tasks.undo(p, "start_inspection_job")),
    "skip": (CHIEFS, lambda s, p: s.tasks.skip(p, "review_inspection", "known")),
    "give": (OFFICE, lambda s, p: s.tasks.edit(p, "review_inspection", {"assignee": "anna"})),
    "tell an event": (OFFICE, lambda s, p: s.progress.event(p, "quote_updated")),
    "accept a job": (FIELD, lambda s, p: s.progress.accept(p, "inspection")),
    "end": (OFFICE, lambda s, p: s.progress.outcome(p, "lost", "too dear")),
    "complete": (CHIEFS, lambda s, p: s.progress.outcome(p, "completed", "long ago")),
    "set a stage": (CHIEFS, lambda s, p: s.progress.move(p, "installation", "old")),
    "put somebody on": (OFFICE, lambda s, p: s.project_assignees.add(p, "anna")),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("what", ACTS)
def test_who_may_do_what(services: Services, project: int, what: str, role: Role) -> None:
    services.progress.move(project, "inspection", "old")
    services.tasks.do(project, "start_inspection_job")
    may, act = ACTS[what]
    if what == "do a task of the office":
        services.progress.move(project, "installation", "old")
    before = services.projects.get(project)
    somebody = person(services, role)
    if role in may:
        act(somebody, project)
        return
    with pytest.raises(NotPermitted) as caught:
        act(somebody, project)
    assert caught.value.exit_status == 5
    assert services.projects.get(project) == before


@pytest.mark.parametrize("role", Role)
def test_everybody_reads_where_a_project_stands(services: Services, project: int, role: Role) -> None:
    somebody = person(services, role)
    assert somebody.tasks.course(project).stage == "onboarding"
    assert len(somebody.tasks.list(project)) == (7 if role is Role.INSTALLER else 31)
    assert somebody.job_sheets.of(project, "inspection").project.id == project
    assert somebody.job_sheets.visits() == []
    assert somebody.workflows.current().workflow.id == "sales_project"


def test_hostile_words_are_only_words(services: Services, project: int, tmp_path: Path) -> None:
    odd = tmp_path / "-rf \x1b[2J[b].pdf"
    odd.write_bytes(b"x")
    services.tasks.do(project, "onboard_site", SITE, {"bills": [odd]}, note=HOSTILE)
    services.progress.move(project, "inspection", HOSTILE)
    services.tasks.do(project, "start_inspection_job", {"job_note": HOSTILE})
    services.tasks.do(project, "schedule_inspection_job", {"when": "2026-12-01 10:00", "team": HOSTILE})
    services.tasks.skip(project, "inspection_checklist", HOSTILE)
    services.progress.event(project, "proposal_published", {"url": HOSTILE})
    services.progress.outcome(project, "lost", HOSTILE)
    course = services.tasks.course(project)
    job, site, skipped = course.jobs[0], course.task("onboard_site"), course.task("inspection_checklist")
    assert site is not None
    assert skipped is not None
    assert (job.note, job.team, site.note, skipped.reason) == (KEPT, KEPT, KEPT, KEPT)
    assert services.projects.get(project).outcome_reason == KEPT
    with services.store.reading() as raw:
        tables = ("project_task", "project_event", "project_job", "activity", "document")
        stored = [row for table in tables for row in raw.execute(f"SELECT * FROM {table}").fetchall()]
    assert "\\x1b" not in repr(stored)
    lines = [str(value) for _, value in sheet_lines(services.job_sheets.of(project, "inspection"))]
    assert not any("\x1b" in line or "\u202e" in line for line in lines)


@pytest.mark.parametrize(
    ("act", "kind", "message"),
    [
        (lambda s, p: s.tasks.do(p, HOSTILE), NotFound, "There is no task ]52"),
        (lambda s, p: s.tasks.do(p, "onboard_site", {HOSTILE: "x"}), Invalid, "There is no value ]52"),
        (lambda s, p: s.tasks.do(p, "onboard_site", {"phases": HOSTILE}), Invalid, "phases: ]52"),
        (lambda s, p: s.tasks.do(p, "onboard_site", SITE, {HOSTILE: []}), Invalid, "There is no file ]52"),
        (
            lambda s, p: s.tasks.do(p, "onboard_site", SITE, {"bills": [Path("/no\x1b")]}),
            NotFound,
            "There is no file /no",
        ),
        (lambda s, p: s.tasks.do(p, "onboard_site", SITE, note="x" * 20_001), Invalid, "note: is longer than 20000"),
        (lambda s, p: s.tasks.skip(p, "onboard_site", "x" * 501), Invalid, "reason: is longer than 500"),
        (lambda s, p: s.tasks.skip(p, "onboard_site", "\x00\u200b"), Refused, "Give a reason"),
        (lambda s, p: s.tasks.edit(p, "onboard_site", {"assignee": HOSTILE}), NotFound, "Nobody is called ]52"),
        (lambda s, p: s.tasks.edit(p, "onboard_site", {"due": HOSTILE}), Invalid, "is no date"),
        (lambda s, p: s.tasks.edit(p, "onboard_site", {"due": "9999-12-31"}), Invalid, "due: 9999-12-31 is no date"),
        (lambda s, p: s.tasks.edit(p, "onboard_site", {HOSTILE: "x"}), Invalid, "There is no field ]52"),
        (lambda s, p: s.tasks.list(p, HOSTILE), Invalid, "is none of: console"),
        (lambda s, p: s.progress.outcome(p, HOSTILE, "x"), Invalid, "is none of: completed"),
        (lambda s, p: s.progress.outcome(p, "lost", "x" * 501), Invalid, "reason: is longer than 500"),
        (lambda s, p: s.progress.move(p, HOSTILE, "x"), Invalid, "is none of: onboarding"),
        (lambda s, p: s.progress.accept(p, HOSTILE), NotFound, "There is no job ]52"),
        (lambda s, p: s.job_sheets.of(p, HOSTILE), NotFound, "There is no job ]52"),
        (lambda s, p: s.job_sheets.visits(HOSTILE), Invalid, "is no date"),
        (lambda s, _: s.workflows.text(HOSTILE), NotFound, "There is no workflow ]52"),
        (lambda s, p: s.project_assignees.add(p, HOSTILE), NotFound, "Nobody is called ]52"),
        (lambda s, p: s.project_assignees.add(p, "none"), Invalid, "Say who"),
    ],
)
def test_hostile_requests_end_in_one_line(
    services: Services, project: int, act: Act, kind: type[SolarError], message: str
) -> None:
    before = services.projects.get(project)
    with pytest.raises(kind) as caught:
        act(services, project)
    assert message in caught.value.message
    assert caught.value.message.isprintable()
    assert services.projects.get(project) == before


UNDONE: list[tuple[str, Act]] = [
    ("task.done", lambda s, p: s.tasks.do(p, "onboard_site", SITE)),
    ("task.skipped", lambda s, p: s.tasks.skip(p, "onboard_site", "known")),
    ("task.assigned", lambda s, p: s.tasks.edit(p, "onboard_site", {"assignee": "anna", "due": "2026-12-01"})),
    ("task.reopened", lambda s, p: s.tasks.undo(p, "add_customer")),
    ("project.event", lambda s, p: s.progress.event(p, "deposit_paid", {"amount": "50"})),
    ("project.outcome", lambda s, p: s.progress.outcome(p, "lost", "too dear")),
    ("project.staged", lambda s, p: s.progress.move(p, "installation", "old")),
    ("project.assignee_added", lambda s, p: s.project_assignees.add(p, "team:north")),
]


@pytest.mark.parametrize(("kind", "act"), UNDONE)
def test_everything_is_taken_back_and_done_again(services: Services, project: int, kind: str, act: Act) -> None:
    before, course = services.projects.get(project), services.tasks.course(project)
    act(services, project)
    after, later = services.projects.get(project), services.tasks.course(project)
    last = services.undo.last()
    assert last is not None
    assert last.kind == kind
    assert services.undo.effects(last.id)
    services.undo.undo()
    assert _standing(services.projects.get(project)) == _standing(before)
    assert _states(services.tasks.course(project)) == _states(course)
    services.undo.redo()
    assert _standing(services.projects.get(project)) == _standing(after)
    assert _states(services.tasks.course(project)) == _states(later)


def _standing(project: object) -> list[object]:
    names = ("stage", "outcome", "outcome_reason", "done", "total", "phases", "metering_point", "assignees")
    return [getattr(project, name) for name in names]


def _states(course: object) -> list[object]:
    return [(state.key, state.status, state.assignee, state.due) for state in course.tasks]  # type: ignore[attr-defined]


def test_a_colleague_s_change_is_not_taken_back_by_chance(services: Services, project: int) -> None:
    anna, piotr = at_desk(services, SALES), at_desk(services, SECOND)
    anna.tasks.edit(project, "order_stock", {"due": "2026-12-01"})
    piotr.tasks.edit(project, "order_stock", {"assignee": "piotr"})
    with pytest.raises(Refused, match="Piotr Żak changed a task of the project since"):
        anna.undo.undo()
    piotr.undo.undo()
    anna.undo.undo()
    state = services.tasks.course(project).task("order_stock")
    assert state is not None
    assert (state.due, state.assignee) == (None, None)


@pytest.mark.parametrize(
    "act",
    [
        lambda s, p, version: s.tasks.do(p, "onboard_site", SITE, version=version),
        lambda s, p, version: s.tasks.edit(p, "onboard_site", {"due": None}, version),
    ],
)
def test_an_old_version_is_told(services: Services, project: int, act: Callable[[Services, int, int], object]) -> None:
    state = services.tasks.course(project).task("onboard_site")
    assert state is not None
    at_desk(services, SALES).tasks.edit(project, "onboard_site", {"due": "2026-12-01"})
    with pytest.raises(Stale, match=r"^Onboard customer site was changed meanwhile") as caught:
        act(services, project, state.version)
    assert caught.value.theirs == services.tasks.course(project).task("onboard_site")


def test_answers_are_kept_for_the_next_time(services: Services, project: int, paper: Path) -> None:
    services.tasks.do(project, "onboard_site", SITE, {"bills": [paper]}, note="dog")
    services.tasks.undo(project, "onboard_site")
    state = services.tasks.course(project).task("onboard_site")
    assert state is not None
    assert (state.status, state.note, set(state.values)) == ("open", "dog", {"phases", "metering_point", "bills"})
    services.tasks.do(project, "onboard_site", {}, {"bills": [paper, paper]})
    state = services.tasks.course(project).task("onboard_site")
    assert state is not None
    files = services.documents.of(Subject("project", project))
    assert state.values["bills"] == [file.id for file in files]
    assert len(files) == 3
    services.tasks.undo(project, "onboard_site")
    with pytest.raises(Refused, match="Missing: metering_point"):
        services.tasks.do(project, "onboard_site", {"metering_point": ""})


def test_a_file_that_is_too_large_stops_everything(services: Services, project: int, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(10 * 1024 * 1024 + 1)
    with pytest.raises(Refused, match="10 MiB at most"):
        services.tasks.do(project, "onboard_site", SITE, {"bills": [large]})
    assert services.projects.get(project).phases is None
    with large.open("wb") as file:
        file.truncate(10 * 1024 * 1024)
    assert services.tasks.do(project, "onboard_site", SITE, {"bills": [large]}).value.phases == 3


@pytest.mark.parametrize(
    ("fields", "missing", "documents"),
    [
        ({"country": "PL"}, "phases", 3),
        ({"country": "PL", "capacity_kwp": 9.9}, "phases", 4),
        ({"country": "AU", "metering_point": NMI}, "phases", 4),
        ({"country": "AU", "region": "WA"}, "phases", 5),
        ({"country": "DE"}, "phases", 3),
        ({"country": "US", "grid_connection": "off_grid"}, "phases", 2),
        ({"country": "PL", "grid_connection": "off_grid", "battery_kwh": 10.0}, "phases", 2),
    ],
)
@pytest.mark.feature("E-06", "E-36")
def test_projects_of_every_country_come_to_their_end(
    services: Services, paper: Path, fields: dict[str, object], missing: str, documents: int
) -> None:
    project = add_project(services, **fields).id
    with pytest.raises(Refused, match=f"Missing: {missing}"):
        services.tasks.do(project, "onboard_site")
    number = {"AU": NMI, "PL": PPE}.get(str(fields["country"]), "any 1")
    services.tasks.do(project, "onboard_site", {"phases": 1, "metering_point": number})
    drive(services, project, paper)
    ended = services.projects.get(project)
    assert (ended.outcome, ended.done) == ("completed", ended.total)
    keys = [state.key for state in services.tasks.list(project) if ":" in state.key]
    assert len(keys) == documents


def test_customers_that_come_and_go_change_the_first_task(services: Services, project: int) -> None:
    other = add_contact(services, "Ewa").id
    services.project_contacts.add(project, other)
    state = services.tasks.course(project).task("add_customer")
    assert state is not None
    assert (state.status, state.by_itself) == ("done", True)
    services.tasks.undo(project, "add_customer")
    assert services.projects.get(project).done == 0
    services.tasks.do(project, "add_customer")
    with pytest.raises(Stale, match="Ewa Admin did Add a customer already"):
        services.tasks.do(project, "add_customer")


def test_people_and_teams_are_put_on_projects_and_taken_off(services: Services, project: int) -> None:
    add = services.project_assignees.add
    add(project, "me")
    both = add(project, "team:north").value.assignees
    assert [(who.kind, who.name) for who in both] == [
        (AssigneeKind.USER, "Ewa Admin"), (AssigneeKind.TEAM, "North"),
    ]  # fmt: skip
    assert add(project, both[1]).change_id is None
    assert services.project_assignees.remove(project, both[0]).value.assignees == both[1:]
    with pytest.raises(NotFound, match="Ewa Admin is not on project"):
        services.project_assignees.remove(project, "ewa")
    for act in (add, services.project_assignees.remove):
        with pytest.raises(NotFound, match="There is no project 99"):
            act(99, "me")


def test_events_are_told_in_the_order_in_which_they_came(services: Services, clock: Clock, project: int) -> None:
    services.tasks.do(project, "onboard_site", SITE)
    for event in ("design_linked", "proposal_created", "proposal_sent", "proposal_signed", "deposit_paid"):
        clock.forward(minutes=5)
        services.progress.event(project, event)
    course = services.tasks.course(project)
    done = [(state.key, state.done_by, state.by_itself) for state in course.tasks if state.status == "done"][2:]
    assert done == [
        (key, "Ewa Admin", True)
        for key in ("add_sales_project", "link_design", "create_proposals", "sync_design", "confirm_commitment")
    ]
    times = [state.done_at for state in course.tasks if state.key in {"link_design", "confirm_commitment"}]
    assert [clock.now - at if at else None for at in times][1] is not None
    assert times[0] is not None
    assert times[1] is not None
    assert times[0] < times[1] == clock.now
