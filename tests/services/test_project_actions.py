"""What is done with many projects: by the rules that hold for one, as one change, with every refusal told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from solartui import i18n
from solartui.domain.activity import change_sentence, sentence
from solartui.domain.board import Grouping
from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused
from solartui.domain.records import Subject
from solartui.domain.selection import Chosen, IdSet
from solartui.domain.workflow.course import what_is_left
from tests.desk import MANAGER, PARTNER, SALES, SECOND, VIEWER, at_desk
from tests.services.project_crowd import ABROAD, BARN, FARM, HALL, HOUSE, crowd
from tests.services.project_desk import PPE, add_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from solartui.services.container import Services

ALL = (HOUSE, FARM, HALL, ABROAD, BARN)
EVERYTHING = Chosen(query="")


@pytest.fixture
def desk(services: Services) -> Services:
    return crowd(services)


def state(services: Services, *ids: int) -> list[tuple[str, str | None]]:
    """Stage and outcome of projects."""
    found = [services.projects.get(number) for number in ids or ALL]
    return [(project.stage.value, project.outcome) for project in found]


def names_on(services: Services, project: int) -> list[str]:
    """Who carries a project."""
    return [who.name for who in services.projects.get(project).assignees]


def last_change(services: Services) -> str:
    """What the newest change did, in words."""
    (change,) = services.undo.changes(1)
    return change_sentence(change)


# ---- people


@pytest.mark.feature("A-14")
def test_somebody_is_put_on_many_projects_and_taken_off_as_one_change(desk: Services) -> None:
    desk.project_assignees.add(HALL, "Anna Nowak")
    done = desk.project_actions.assign(ALL, "Anna Nowak")
    assert (done.value.changed, done.value.refused) == ((HOUSE, FARM, ABROAD, BARN), ())
    assert done.topics == {"projects", "leads", "contacts"}
    assert last_change(desk) == "Anna Nowak put on 4 projects"
    assert all("Anna Nowak" in names_on(desk, number) for number in ALL)
    desk.undo.undo(done.change_id)
    assert [names_on(desk, number) for number in ALL] == [[], [], ["Anna Nowak"], [], []]


def test_one_project_is_named_in_the_change_and_in_its_history(desk: Services) -> None:
    desk.project_actions.assign([HALL], "North")
    assert last_change(desk) == "North put on Hala Zając – Kraków"
    told = [sentence(one) for one in desk.activity.of(Subject("project", HALL))]
    assert told[-1] == "Assignee added: North"
    assert names_on(desk, HALL) == ["North"]


def test_whoever_is_not_on_a_project_is_refused_there_and_taken_off_elsewhere(desk: Services) -> None:
    desk.project_actions.assign([HOUSE, HALL], "Kraków")
    done = desk.project_actions.unassign([HOUSE, HALL, BARN, 999], "Kraków")
    assert done.value.changed == (HOUSE, HALL)
    assert done.value.refused == ((BARN, "Kraków is not on project 5."), (999, "There is no project 999."))
    assert names_on(desk, HOUSE) == names_on(desk, HALL) == []


def test_a_project_is_handed_over_and_the_others_stay_on_it(desk: Services) -> None:
    people = desk.project_assignees
    for who in ("Anna Nowak", "North"):
        people.add(HALL, who)
    people.add(BARN, "Piotr Żak")
    done = desk.project_actions.hand_over([HOUSE, HALL, BARN], "Piotr Żak")
    assert done.value.changed == (HOUSE, HALL)
    assert [names_on(desk, number) for number in (HOUSE, HALL, BARN)] == [
        ["Piotr Żak"], ["Piotr Żak", "North"], ["Piotr Żak"],
    ]  # fmt: skip
    assert desk.project_board.column_of("", HALL, Grouping.ASSIGNEE) == f"user:{SECOND}"
    swapped = desk.project_actions.hand_over([HALL], "North")
    assert names_on(desk, HALL) == ["North"]
    told = [sentence(one) for one in desk.activity.of(Subject("project", HALL))]
    assert told[-3:] == ["Assignee taken off: Anna Nowak", "Assignee added: Piotr Żak", "Assignee taken off: Piotr Żak"]
    desk.undo.undo(swapped.change_id)
    desk.undo.undo(done.change_id)
    assert [names_on(desk, number) for number in (HOUSE, HALL)] == [[], ["Anna Nowak", "North"]]


def test_nobody_is_put_on_anything_where_the_name_is_wrong(desk: Services) -> None:
    for who, problem in (("Nobody At All", NotFound), ("", Invalid)):
        with pytest.raises(problem):
            desk.project_actions.assign(ALL, who)
    assert all(names_on(desk, number) == [] for number in ALL)
    assert desk.project_actions.assign([HALL], "me").value.changed == (HALL,)
    again = desk.project_actions.assign([HALL], "me")
    assert (again.value.changed, again.change_id, again.topics) == ((), None, frozenset())


# ---- stages


@pytest.mark.feature("E-02")
def test_a_stage_whose_tasks_are_done_is_left_only_by_reopening_one(services: Services) -> None:
    project = add_project(services, phases=3, metering_point=PPE).id
    with pytest.raises(Refused) as refused:
        services.project_actions.step([project], -1)
    assert refused.value.message == "The tasks of Onboarding are done. Reopen one of them instead."


def test_no_step_goes_around_a_task(desk: Services) -> None:
    before = state(desk)
    done = desk.project_actions.step(ALL, 1)
    assert (done.value.changed, done.change_id, done.topics) == ((), None, frozenset())
    why = dict(done.value.refused)
    assert why[HALL].startswith("Onboarding: ")
    assert "task" in why[HALL]
    assert "left" in why[HALL]
    assert why[FARM] == "The project is over: Lost. Take that back first."
    assert why[BARN].startswith("Inspection: ")
    assert state(desk) == before


def test_one_project_says_what_is_left_or_what_it_waits_for(services: Services) -> None:
    project = add_project(services, phases=3, metering_point=PPE).id
    course = services.tasks.course(project)
    with pytest.raises(Refused) as refused:
        services.project_actions.step([project], 1)
    assert refused.value.message == f"Quoting: {what_is_left(course)}"
    assert course.next is not None
    assert course.next.title in refused.value.message
    locked = [task for task in course.tasks if task.stage == "quoting" and task.status == "locked"]
    assert len(locked) == 3
    assert refused.value.message == f"Quoting: 4 tasks left, first: {course.next.title}"
    services.progress.event(project, "proposal_published", {})
    with pytest.raises(Refused, match=r"^Considering: ") as waiting:
        services.project_actions.step([project], 1)
    assert waiting.value.message == f"Considering: {services.tasks.course(project).waiting}"
    assert services.projects.get(project).stage == "considering"


@pytest.mark.parametrize(
    ("project", "by", "why"),
    [
        (HALL, -1, "There is no stage before this one."),
        (HOUSE, -1, "It was put into Quoting by hand. Put it back by hand, with a reason."),
        (BARN, -1, "It was put into Inspection by hand. Put it back by hand, with a reason."),
        (FARM, -1, "There is no stage before this one."),
        (FARM, 1, "The project is over: Lost. Take that back first."),
        (999, 1, "There is no project 999."),
    ],
)
def test_why_a_project_stays_where_it_is(desk: Services, project: int, by: int, why: str) -> None:
    with pytest.raises((Refused, NotFound)) as refused:
        desk.project_actions.step([project], by)
    assert refused.value.message == why


def test_a_project_that_its_tasks_have_carried_on_goes_there(desk: Services) -> None:
    # Somebody wrote the row without asking the rules, as a program of an older version may have.
    with desk.store.begin(desk.actor) as work:
        work.raw.execute("UPDATE project SET stage = 'onboarding' WHERE id = ?", (BARN,))
    done = desk.project_actions.move([BARN, HALL], "inspection")
    assert done.value.changed == (BARN,)
    assert [number for number, _ in done.value.refused] == [HALL]
    assert state(desk, BARN) == [("inspection", None)]
    assert last_change(desk) == "Stodoła – Łódź: Inspection"


def test_a_project_is_moved_where_it_is_without_any_change(desk: Services) -> None:
    assert desk.project_actions.move([HOUSE], "quoting").change_id is None
    for stage in ("no-stage", "", "lost"):
        with pytest.raises(Invalid, match="is none of: onboarding, quoting"):
            desk.project_actions.move(ALL, stage)


@pytest.mark.feature("E-02")
def test_a_manager_puts_many_into_a_stage_by_hand_with_a_reason(desk: Services) -> None:
    boss = at_desk(desk, MANAGER)
    done = boss.project_actions.put(EVERYTHING, "committing", "agreed by phone")
    assert done.value.changed == (HOUSE, HALL, ABROAD, BARN)
    assert done.value.refused == ((FARM, "The project is over: Lost. Take that back first."),)
    assert last_change(boss) == "4 projects: Stage set by hand: Committing"
    told = [sentence(one) for one in desk.activity.of(Subject("project", HALL))]
    assert "Stage set by hand: Committing · agreed by phone" in told
    desk.undo.undo(done.change_id)
    assert [stage for stage, _ in state(desk)] == ["quoting", "onboarding", "onboarding", "onboarding", "inspection"]


def test_by_hand_needs_the_right_and_a_reason(desk: Services) -> None:
    with pytest.raises(NotPermitted):
        at_desk(desk, SALES).project_actions.put([HALL], "quoting", "why not")
    for reason in ("", "   ", "\x07\u200b"):
        with pytest.raises(Refused):
            desk.project_actions.put([HALL], "quoting", reason)
    with pytest.raises(Invalid):
        desk.project_actions.put([HALL], "quoting", "x" * 501)
    assert state(desk, HALL) == [("onboarding", None)]


# ---- how they end


@pytest.mark.feature("E-39")
def test_many_end_for_one_reason_and_come_back_as_one_change(desk: Services) -> None:
    before = state(desk)
    done = desk.project_actions.outcome(EVERYTHING, "cancelled", "the roof is sold")
    assert len(done.value.changed) == 5
    assert {outcome for _, outcome in state(desk)} == {"cancelled"}
    assert last_change(desk) == "5 projects: Outcome: Cancelled"
    assert all(desk.projects.get(number).outcome_reason == "the roof is sold" for number in ALL)
    assert desk.project_actions.outcome(ALL, "cancelled", "the roof is sold").change_id is None
    desk.undo.undo(done.change_id)
    assert state(desk) == before


def test_the_end_is_taken_back_where_somebody_had_said_it(desk: Services) -> None:
    done = desk.project_actions.outcome([FARM, HALL], None)
    assert done.value.changed == (FARM,)
    assert done.value.refused == ((HALL, "Nobody ended the project."),)
    assert state(desk, FARM) == [("onboarding", None)]
    assert last_change(desk) == "Agro-Dach – Kraków: The project goes on"


@pytest.mark.parametrize(
    ("outcome", "reason", "problem"),
    [
        ("lost", None, Refused),
        ("lost", " ", Refused),
        ("won", "x", Invalid),
        ("LOST", "x", Invalid),
        ("lost", "x" * 501, Invalid),
    ],
)
def test_an_end_that_cannot_be_changes_nothing(
    desk: Services, outcome: str, reason: str | None, problem: type[Exception]
) -> None:
    before = state(desk)
    with pytest.raises(problem):
        desk.project_actions.outcome(ALL, outcome, reason)
    assert state(desk) == before


def test_only_a_manager_completes_what_is_not_done(desk: Services) -> None:
    with pytest.raises(NotPermitted):
        at_desk(desk, SALES).project_actions.outcome([HALL], "completed", "handed over")
    at_desk(desk, MANAGER).project_actions.outcome([HALL], "completed", "handed over")
    assert state(desk, HALL) == [("completed", "completed")]
    assert at_desk(desk, SALES).project_actions.outcome([HOUSE], "lost", "too dear").value.changed == (HOUSE,)


# ---- fields


def test_a_field_of_many_is_set_at_once_and_taken_back(desk: Services) -> None:
    done = desk.project_actions.set_field(EVERYTHING, "type", "agricultural")
    assert done.value.changed == (HOUSE, HALL, ABROAD, BARN)
    assert last_change(desk) == "4 projects edited"
    assert {desk.projects.get(number).type.value for number in ALL} == {"agricultural"}
    told = [sentence(one) for one in desk.activity.of(Subject("project", HALL))]
    assert told[-1] == "Type: Industrial → Agricultural"
    assert desk.project_actions.set_field(ALL, "type", "agricultural").change_id is None
    desk.undo.undo(done.change_id)
    assert [desk.projects.get(number).type.value for number in (HOUSE, HALL)] == ["residential", "industrial"]
    only = desk.project_actions.set_field([HALL], "region", "  małopolskie ")
    assert (desk.projects.get(HALL).address.region, only.value.changed) == ("małopolskie", (HALL,))
    assert last_change(desk) == "Project Hala Zając – Kraków edited"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "x"), ("price_net", 1), ("type", None), ("type", "castle"), ("phases", 4), ("phases", "two"), ("", "")],
)
def test_a_field_that_cannot_be_set_for_many_changes_nothing(desk: Services, field: str, value: object) -> None:
    with pytest.raises(Invalid):
        desk.project_actions.set_field(ALL, field, value)
    assert [one.kind for one in desk.undo.changes(1)] == ["project.outcome"]


def test_an_own_field_of_many_is_set_by_its_own_rules_and_taken_back(desk: Services) -> None:
    desk.fields.add("project", "Crew", "choice", key="crew", choices=["North", "South"], required=True)
    done = desk.project_actions.set_field([HOUSE, HALL, 999], "custom.crew", "south")
    assert (done.value.changed, len(done.value.refused)) == ((HOUSE, HALL), 1)
    assert dict(desk.projects.get(HALL).custom) == {"crew": "South"}
    assert sentence(desk.activity.of(Subject("project", HALL))[-1]) == "Crew: — → South"
    assert desk.project_actions.set_field([HOUSE, HALL], "custom.crew", "South").change_id is None
    for field, value in (("custom.crew", "West"), ("custom.nope", "x")):
        with pytest.raises(Invalid):
            desk.project_actions.set_field(ALL, field, value)
    with pytest.raises(Refused, match="Crew cannot be empty"):
        desk.project_actions.set_field(ALL, "custom.crew", None)
    desk.undo.undo(done.change_id)
    assert dict(desk.projects.get(HALL).custom) == {}


# ---- whom it is done to


def test_what_is_chosen_by_a_filter_or_without_some(desk: Services) -> None:
    assign = desk.project_actions.assign
    assert assign(Chosen(query="krakow"), "Anna Nowak").value.changed == (FARM, HALL)
    assert assign(Chosen(query="", without=frozenset({FARM, HALL, ABROAD})), "North").value.changed == (HOUSE, BARN)
    both = Chosen(ids=IdSet([ABROAD]), query="stage:inspection")
    assert assign(both, "Dach i Spółka").value.changed == (ABROAD, BARN)
    assert desk.projects.get(ABROAD).assignees[-1].id == PARTNER
    gone = assign(Chosen(IdSet([HALL, 12_345]), count=2), "Piotr Żak").value
    assert (gone.changed, gone.refused) == ((HALL,), ((12_345, "There is no project 12345."),))
    assert assign(Chosen(), "Piotr Żak").value.changed == ()
    with pytest.raises(Invalid):
        assign(Chosen(query="stage:nowhere"), "North")


def test_whoever_may_only_look_changes_nothing(desk: Services) -> None:
    acts: list[Callable[[Services], Any]] = [
        lambda here: here.project_actions.assign([HALL], "North"),
        lambda here: here.project_actions.unassign([HALL], "North"),
        lambda here: here.project_actions.set_field([HALL], "phases", 3),
        lambda here: here.project_actions.step([HALL], 1),
        lambda here: here.project_actions.move([HALL], "quoting"),
        lambda here: here.project_actions.put([HALL], "quoting", "why"),
        lambda here: here.project_actions.outcome([HALL], "lost", "why"),
        lambda here: here.project_actions.outcome([FARM], None),
    ]
    before, looking = state(desk), at_desk(desk, VIEWER)
    for act in acts:
        with pytest.raises(NotPermitted):
            act(looking)
    assert state(desk) == before


def test_a_colleague_may_take_back_what_they_did_with_many(desk: Services) -> None:
    theirs = at_desk(desk, SECOND)
    done = theirs.project_actions.outcome([HOUSE, HALL], "closed", "nobody answers")
    with pytest.raises(NotPermitted):
        at_desk(desk, SALES).undo.undo(done.change_id)
    theirs.undo.undo(done.change_id)
    assert state(desk, HOUSE, HALL) == [("quoting", None), ("onboarding", None)]
    theirs.undo.redo()
    assert state(desk, HOUSE, HALL) == [("quoting", "closed"), ("onboarding", "closed")]


@pytest.fixture
def polish() -> Iterator[None]:
    """The program speaks Polish."""
    i18n.use_language("pl")
    yield
    i18n.use_language("en")


@pytest.mark.usefixtures("polish")
def test_what_is_left_is_told_in_polish_too(desk: Services) -> None:
    with pytest.raises(Refused) as refused:
        desk.project_actions.step([HALL], 1)
    assert refused.value.message.startswith("Przygotowanie: ")
    assert "left" not in refused.value.message
