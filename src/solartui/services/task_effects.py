"""What doing a task writes: its row and files, and what it says about the project and its money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Refused
from solartui.domain.metering import metering_point
from solartui.domain.records import Subject
from solartui.domain.vocabulary import DocumentCategory
from solartui.domain.workflow.conditions import Condition
from solartui.domain.workflow.course import TaskState
from solartui.domain.workflow.dependents import dependents
from solartui.domain.workflow.serials import ASSETS, SERIALS, missing_serials
from solartui.i18n import ntr, tr
from solartui.services.documents import keep_file
from solartui.services.task_events import tell
from solartui.services.task_money import Paid, is_paid, pay, refuse_unpaid
from solartui.store.courses import course_of, workflow_of
from solartui.store.task_rows import write_task

if TYPE_CHECKING:
    from solartui.adapters.attachments import LoadedFile
    from solartui.store.work import Work

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Doing:
    """A task that is just being done.

    Attributes:
        values: its answers, complete.
        read: those among them that were given now.
        files: the files that were given now.
    """

    work: Work
    project_id: int
    state: TaskState
    values: Mapping[str, Any]
    read: Mapping[str, Any]
    files: Mapping[str, Sequence[LoadedFile]]
    note: str | None


def take_effect(doing: Doing) -> bool:
    """Write all that doing a task means.

    Returns:
        Whether the answers send the work back: then the task is not done, and others are open again.

    Raises:
        Refused: a rule says no.
    """
    task, work = doing.state.task, doing.work
    effect = _EFFECTS.get(task.effect or "")
    if effect is not None:
        effect(doing)
    back = task.sends_back is not None and _said(task.sends_back, doing)
    columns: dict[str, Any] = {"data": _kept(doing), "skipped_at": None, "reason": None}
    if doing.note is not None:
        columns["note"] = doing.note
    if back:
        write_task(work, doing.project_id, task.key, columns)
        _send_back(doing)
    else:
        done = {"done_at": work.now, "done_by_id": work.actor.user_id}
        write_task(work, doing.project_id, task.key, columns | done)
    return back


def _said(condition: Condition, doing: Doing) -> bool:
    own = doing.state.task.key
    return condition.holds(lambda name: doing.values.get(name.removeprefix(f"{own}."))) is True


def _kept(doing: Doing) -> dict[str, Any]:
    """The answers as the row keeps them: files by the ids of their documents, after those that were kept before."""
    subject = Subject("project", doing.project_id)
    kept = dict(doing.values)
    for name, files in doing.files.items():
        before = kept.get(name) or []
        ids = [keep_file(doing.work, subject, file, category=DocumentCategory.TECHNICAL) for file in files]
        kept[name] = [*before, *ids]
    return kept


def _send_back(doing: Doing) -> None:
    work, task = doing.work, doing.state.task
    course = course_of(work.raw, doing.project_id)
    done = [state.key for state in course.tasks if state.key in task.reopens and state.done_at is not None]
    later = dependents(workflow_of(work.raw, doing.project_id), course, done)
    reopen(work, doing.project_id, [*done, *(state.key for state in later)])


def reopen(work: Work, project_id: int, keys: Iterable[str]) -> None:
    """Open tasks again; their answers and files stay."""
    columns = {"done_at": None, "done_by_id": None, "skipped_at": None, "reason": None, "reopened_at": work.now}
    for key in keys:
        write_task(work, project_id, key, columns)


def _write_site(doing: Doing) -> None:
    """Phases and metering point belong to the project, whose form shows them, too."""
    columns: dict[str, Any] = {}
    country = doing.work.raw.execute(
        "SELECT coalesce(country, upper(regulation)) FROM project WHERE id = ?", (doing.project_id,)
    ).fetchone()[0]
    for need in doing.state.needs:
        value = doing.values.get(need.name)
        if need.field is None or (value is None and need.name not in doing.read):
            continue
        if need.field == "metering_point":
            columns[need.field] = metering_point(str(value), country) if value else None
        else:
            columns[need.field] = None if value is None else (int(value) if need.field == "phases" else float(value))
    changed = doing.work.update("project", doing.project_id, columns)
    if changed:
        changes = [[name, before, after] for name, (before, after) in changed.items()]
        tell(doing.work, doing.project_id, "edited", {"changes": changes})


def _check_serials(doing: Doing) -> None:
    """Nothing is left without a number; the new numbers fill the gaps in their order."""
    course = course_of(doing.work.raw, doing.project_id)
    source = next((state for state in course.tasks if any(need.name == ASSETS for need in state.needs)), None)
    installed: Mapping[str, Any] = source.values if source else {}
    gaps = missing_serials(installed)
    given = [number for number in doing.values.get(SERIALS, ()) if number]
    if (twice := next((number for number in given if number in installed.get(SERIALS, ())), None)) is not None:
        raise Refused(tr("{serial} is the number of another asset already.", serial=twice), missing=(SERIALS,))
    if len(given) > len(gaps) > 0:
        message = tr("More serial numbers than assets without one: {assets}", assets=", ".join(gaps[:_NAMED]))
        raise Refused(message, missing=(SERIALS,))
    left = gaps[len(given) :]
    if left:
        shown = ", ".join(left[:_NAMED])
        raise Refused(
            ntr(
                "{count} serial number is missing: {assets}",
                "{count} serial numbers are missing: {assets}",
                len(left),
                assets=shown,
            ),
            missing=(SERIALS,),
        )


def _check_quote(doing: Doing) -> None:
    """Where proposals are made on this desk there is a new version; else its number is taken on trust."""
    from solartui.store.reading.offers import renewed_since

    raw, project_id = doing.work.raw, doing.project_id
    review = course_of(raw, project_id).task(doing.state.task.since or "")
    own = raw.execute("SELECT 1 FROM proposal WHERE project_id = ? LIMIT 1", (project_id,)).fetchone()
    if review is None or review.done_at is None or own is None:
        return
    if not renewed_since(raw, project_id, review.done_at):
        raise Refused(tr("There is no new version of the proposal since then: solartui proposals revise ID"))


def _pay(doing: Doing, kind: str) -> None:
    before = doing.state.values.get("amount") or 0
    amount = doing.values.get("amount") or 0
    said = doing.note or doing.state.note
    if not amount and not said and not is_paid(doing.work, doing.project_id, kind):
        raise Refused(tr("Nothing was paid: say in a remark why work goes on without."), missing=("note",))
    pay(doing.work, doing.project_id, kind, Paid(amount, doing.values.get("date"), float(str(before))))


def _take_deposit(doing: Doing) -> None:
    _pay(doing, "deposit")


def _take_payment(doing: Doing) -> None:
    _pay(doing, "final")
    refuse_unpaid(doing.work, doing.project_id)


_EFFECTS: Mapping[str, Callable[[Doing], None]] = {
    "site": _write_site,
    "serials": _check_serials,
    "quote": _check_quote,
    "deposit": _take_deposit,
    "payment": _take_payment,
}
