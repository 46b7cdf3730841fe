"""What depends on a task: opening it again takes that back."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from solartui.domain.workflow.course import Course, Status, TaskState
from solartui.domain.workflow.model import Job, Task, Workflow
from solartui.domain.workflow.serials import ASSETS


def dependents(workflow: Workflow, course: Course, keys: Collection[str]) -> tuple[TaskState, ...]:
    """The tasks that somebody has done on the strength of others, directly or through each other, in their order.

    All tasks of a visit depend on the one that starts it, its review on all of them before it, work in the field on the
    date and on the work before it, and any task on those whose answers it is there for, or which it names. What an
    event did by itself, such as a payment, is no work of anybody here and stays.

    Args:
        workflow: of the project.
        course: where the project stands.
        keys: the tasks that are opened again.
    """
    places = {state.task.base: place for place, state in enumerate(course.tasks)}
    left = [state for state in course.tasks if state.status is Status.DONE and not state.by_itself]
    left = [state for state in left if state.key not in keys]
    more = [state.task for state in course.tasks if state.key in keys]
    found: set[str] = set()
    while more:
        more = [s.task for s in left if any(_depends(workflow, places, s.task, one) for one in more)]
        found |= {task.key for task in more}
        left = [state for state in left if state.key not in found]
    return tuple(state for state in course.tasks if state.key in found)


def _depends(workflow: Workflow, places: Mapping[str, int], task: Task, on: Task) -> bool:
    if task.base == on.base:
        return False
    asked = [*(task.when.tasks if task.when else ()), *(task.waived.tasks if task.waived else ()), task.since]
    if on.base in asked or (task.after is not None and on.base in task.after):
        return True
    if task.when and "serials_missing" in task.when.flags and any(need.name == ASSETS for need in on.needs):
        return True
    earlier = places[on.base] < places[task.base]
    return any(_in_visit(job, task, on, earlier) for job in workflow.jobs)


def _in_visit(job: Job, task: Task, on: Task, earlier: bool) -> bool:
    if on.base == job.starts:
        return task.job == job.key
    if task.base == job.reviews:
        return on.job == job.key and earlier
    if task.base not in job.submits:
        return False
    return on.base == job.schedule or (on.base in job.submits and earlier)
