"""The course of a project as rows, in words."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from solartui.domain.vocabulary import ProjectStage, label
from solartui.domain.workflow.course import Status, TaskState, word
from solartui.domain.workflow.model import Need, NeedType, Place
from solartui.i18n import tr
from solartui.widgets import moments
from solartui.widgets.cells import cell_text
from solartui.widgets.pick_list import PickItem
from solartui.widgets.project_stages import project_stages
from solartui.widgets.tasks_list import TaskItem

if TYPE_CHECKING:
    from solartui.domain.workflow.course import JobState

_DONE = (Status.DONE, Status.SKIPPED)


def id_of(key: str) -> int:
    """What the row of a task or of a stage is known by."""
    return zlib.crc32(key.encode())


def task_items(tasks: Sequence[TaskState], folded: Collection[str], now: datetime) -> list[TaskItem]:
    """Tasks below the headings of their stages, those of folded stages left out."""
    hues = {stage.key: f"hue.{stage.hue}" for stage in project_stages()}
    items: list[TaskItem] = []
    for stage, group in groupby(tasks, key=lambda state: state.stage):
        of_stage = list(group)
        closed = stage.value in folded
        done = sum(state.status in _DONE for state in of_stage)
        items.append(
            TaskItem(
                id=id_of(f"stage {stage.value}"),
                key="",
                title=label(stage),
                stage=stage.value,
                when=tr("{done} of {total}", done=done, total=len(of_stage)),
                hue=hues[stage.value],
                folded=closed,
            )
        )
        if not closed:
            items += [_item(state, now) for state in of_stage]
    return items


def _item(state: TaskState, now: datetime) -> TaskItem:
    late = state.status is not Status.DONE and state.due is not None and state.due < now.date()
    return TaskItem(
        id=id_of(state.key),
        key=state.key,
        title=state.title,
        stage=state.stage.value,
        status=state.status.value,
        place=word(state.place),
        who=state.done_by or "" if state.status is Status.DONE else state.assignee.name if state.assignee else "",
        when=_when(state, now),
        late=late,
        more=tuple(_more(state, now)),
    )


def _when(state: TaskState, now: datetime) -> str:
    if state.status is Status.DONE:
        return moments.day(state.done_at.astimezone(now.tzinfo), now) if state.done_at else ""
    if state.due is None:
        return ""
    return moments.day(datetime.combine(state.due, datetime.min.time(), now.tzinfo), now)


def _more(state: TaskState, now: datetime) -> Iterator[str]:
    if state.reason:
        yield state.reason
    yield " · ".join((word(state.status), word(state.place)))
    for need in state.needs:
        if need.type is not NeedType.FILE and state.values.get(need.name) not in (None, "", []):
            yield f"{need.label}: {answer_text(need, state.values[need.name], now)}"
    if state.note:
        yield cell_text(state.note.splitlines()[0])


def answer_text(need: Need, value: object, now: datetime) -> str:
    """An answer as a person reads it, and as a form takes it again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if need.type is NeedType.CHOICE:
        return str(need.words.get(str(value), value))
    if need.type is NeedType.LIST and isinstance(value, list | tuple):
        return "; ".join(cell_text(str(one)) for one in value)
    if need.type is NeedType.DATETIME:
        at = datetime.fromisoformat(str(value)).astimezone(now.tzinfo)
        return f"{at:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:g}"
    return cell_text(str(value))


def place_items(tasks: Iterable[TaskState]) -> list[PickItem]:
    """What the tasks can be narrowed to."""
    found = list(tasks)
    items = [PickItem("all", ((tr("All tasks"), "text"),), ((str(len(found)), "mute"),))]
    for place in Place:
        count = sum(state.place is place for state in found)
        items.append(PickItem(place.value, ((word(place), "text"),), ((str(count), "mute"),)))
    return items


def job_words(jobs: Sequence[JobState], now: datetime) -> list[str]:
    """The visits to the site, each on a line: kind, status, when, team."""
    lines = []
    for job in jobs:
        when = f"{job.when.astimezone(now.tzinfo):%Y-%m-%d %H:%M}" if job.when else ""
        parts = (kind_word(job.kind), word(job.status), when, cell_text(job.team or ""))
        lines.append(" · ".join(part for part in parts if part))
    return lines


def kind_word(kind: str) -> str:
    """What a visit is called."""
    known: Mapping[str, ProjectStage] = {
        "inspection": ProjectStage.INSPECTION,
        "installation": ProjectStage.INSTALLATION,
    }
    return label(known[kind]) if kind in known else kind
