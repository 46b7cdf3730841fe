"""The head of a project's page: what it is, how far it has come, for whom, and where it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from solartui.domain.vocabulary import label
from solartui.domain.workflow.course import word
from solartui.i18n import tr
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.lead_snapshot import initials
from solartui.widgets.painted import Drawn, Run, clip
from solartui.widgets.project_stages import project_steps, project_tag, steps_need
from solartui.widgets.record_head import INDENT, RecordHead, points, room_beside, titled
from solartui.widgets.snapshot import ProjectSnapshot


class ProjectHead(RecordHead[ProjectSnapshot]):
    """Name and stage; customer with telephone and mail; place; the seven stages; and what comes next."""

    HEIGHT: ClassVar[int] = 6

    def told(self, data: ProjectSnapshot, width: int) -> Sequence[Drawn]:
        """Three lines, the steps, and what comes next."""
        project = data.project
        place = project.address.text
        where = Run(2).add((" " * INDENT, "text"), (cell_text(place) or tr("no address"), "soft" if place else "mute"))
        # The words of all stages whole rather than below the name, where only one of the two is possible.
        spare = width - steps_need()
        indent = min(spare, INDENT) if spare >= 0 else INDENT
        pad = (" " * indent, "text")
        strokes, words = project_steps(project.stage, project.outcome, width - indent)
        standing = _standing(data)
        progress = _progress(data)
        name = titled(project.name, project.id, label(project.type).lower(), room_beside(standing, width))
        return [
            self.ends(0, name, standing, width),
            self.ends(1, _customer(data), _origin(data), width),
            self.ends(2, where, Run(2).add((data.day(project.created_at), "mute")), width),
            Drawn((pad, *strokes)),
            Drawn((pad, *words)),
            self.ends(5, _next(data, room_beside(progress, width)), progress, width),
        ]


def _standing(data: ProjectSnapshot) -> Run:
    project = data.project
    run = Run(0).add(*project_tag(project.stage, project.outcome)).add(("  ", "text"))
    if not project.assignees:
        return run.add((tr("unassigned"), "mute"))
    if len(project.assignees) == 1:
        return run.add((clip(cell_text(project.assignees[0].name), 20), "soft"))
    return run.add((", ".join(clip(cell_text(initials(who)), 8) for who in project.assignees[:4]), "soft"))


def _next(data: ProjectSnapshot, room: int) -> Run:
    """What comes next, what it waits for, or how it ended."""
    course, run = data.course, Run(5).add((" " * INDENT, "text"))
    if course is None:
        return run
    if course.outcome is not None:
        reason = f" · {cell_text(course.outcome_reason)}" if course.outcome_reason else ""
        return run.add((clip(f"{word(course.outcome)}{reason}", room - INDENT), "soft"))
    if course.next is None:
        return run.add((clip(course.waiting or tr("nothing to do"), room - INDENT), "soft"))
    run.add((tr("Next") + "  ", "mute"))
    place = f"  {word(course.next.place).lower()}"
    title = clip(course.next.title, max(8, room - run.width - width_of(place)))
    return run.add((title, "bold accent"), zone="project.tasks").add((place, "mute"))


def _progress(data: ProjectSnapshot) -> Run:
    project = data.project
    return Run(5).add((tr("{done} of {total} tasks", done=project.done, total=project.total), "soft"))


def _customer(data: ProjectSnapshot) -> Run:
    run = Run(1).add((" " * INDENT, "text"))
    contacts = data.project.contacts
    if not contacts:
        return run.add((tr("no contact"), "mute"))
    first = contacts[0]
    run.add((clip(cell_text(first.name), 30), "text"), zone="record.contact")
    if len(contacts) > 1:
        run.add((f" +{len(contacts) - 1}", "mute"))
    return points(run, (*first.phones[:1], *first.emails[:1]))


def _origin(data: ProjectSnapshot) -> Run:
    project = data.project
    if project.lead_id is None:
        return Run(1).add((tr("without a lead"), "mute"))
    return Run(1).add((tr("lead #{id}", id=project.lead_id), "info"), zone="record.lead")
