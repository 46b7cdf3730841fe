"""What happens in the course of projects, in words."""

from __future__ import annotations

from collections.abc import Mapping

from solartui import i18n
from solartui.domain.happened.words import Data, Kind, Names, Tell, named, projects_named, shown
from solartui.domain.vocabulary import ProjectStage, label
from solartui.i18n import mark, tr

KINDS: Mapping[str, Kind] = {
    "task_done": Kind("✓", mark("Task done")),
    "task_reopened": Kind("↺", mark("Task opened again")),
    "tasks_taken_back": Kind("↺", mark("Tasks taken back")),
    "task_overridden": Kind("⚠", mark("Gone on all the same")),
    "job_set_back": Kind("↺", mark("Job set back")),
    "task_skipped": Kind("»", mark("Task skipped")),
    "task_sent_back": Kind("↺", mark("Sent back")),
    "task_assigned": Kind("◑", mark("Task given")),
    "project_moved": Kind("→", mark("Stage")),
    "project_event": Kind("◆", mark("Event")),
    "outcome_set": Kind("★", mark("Outcome")),
    "stage_set": Kind("→", mark("Stage set by hand")),
}


def title_of(data: Data) -> str:
    """The title of a task in the language in use."""
    title = data.get("title")
    if isinstance(title, Mapping):
        return shown(title.get(i18n.language()) or next(iter(title.values()), ""))
    return shown(data.get("task"))


def _stage(key: object) -> str:
    return label(ProjectStage(str(key))) if str(key) in set(ProjectStage) else shown(key)


def _outcome(key: object) -> str:
    # Only whoever reads such a line needs the rules of workflows.
    from solartui.domain.workflow.course import Result, word

    return word(Result(str(key))) if str(key) in set(Result) else shown(key)


def _with(text: str, more: object) -> str:
    """A sentence, with what was said beside it."""
    return f"{text} · {shown(more)}" if more else text


def _done(data: Data, _names: Names) -> str:
    return _with(tr("Task done: {task}", task=title_of(data)), data.get("note"))


def _reopened(data: Data, _names: Names) -> str:
    return tr("Task opened again: {task}", task=title_of(data))


def _taken_back(data: Data, _names: Names) -> str:
    found = data.get("titles")
    titles = [title_of({"title": title}) for title in found] if isinstance(found, list) else [title_of(data)]
    return tr("Taken back with it: {tasks}", tasks=", ".join(titles))


def _overridden(data: Data, _names: Names) -> str:
    found = data.get("points")
    points = ", ".join(title_of({"title": point}) for point in found) if isinstance(found, list) else ""
    told = tr("Gone on although it failed: {points} ({task})", points=points, task=title_of(data))
    return _with(told, data.get("reason"))


def _set_back(data: Data, _names: Names) -> str:
    job = shown(data.get("job")).replace("_", " ")
    before, after = (_job_status(data.get(key)) for key in ("from", "to"))
    return tr("Job {job}: {before} → {after}", job=job, before=before, after=after)


def _job_status(key: object) -> str:
    from solartui.domain.workflow.course import JobStatus, word

    return word(JobStatus(str(key))) if str(key) in set(JobStatus) else "—"


def _skipped(data: Data, _names: Names) -> str:
    return _with(tr("Task skipped: {task}", task=title_of(data)), data.get("reason"))


def _sent_back(data: Data, _names: Names) -> str:
    return _with(tr("Sent back to the installer: {task}", task=title_of(data)), data.get("note"))


def _assigned(data: Data, _names: Names) -> str:
    more = " · ".join(shown(data[key]) for key in ("who", "due") if data.get(key))
    return _with(tr("Task: {task}", task=title_of(data)), more)


def _moved(data: Data, _names: Names) -> str:
    return f"{_stage(data.get('from'))} → {_stage(data.get('to'))}"


def _event(data: Data, _names: Names) -> str:
    more = ", ".join(f"{name}: {shown(value)}" for name, value in data.items() if name != "event" and value)
    return _with(tr("Event: {event}", event=shown(data.get("event")).replace("_", " ")), more)


def _ended(data: Data, _names: Names) -> str:
    if not data.get("outcome"):
        return tr("The project goes on")
    return _with(tr("Outcome: {outcome}", outcome=_outcome(data["outcome"])), data.get("reason"))


def _set(data: Data, _names: Names) -> str:
    return _with(tr("Stage set by hand: {stage}", stage=_stage(data.get("to"))), data.get("reason"))


SENTENCES: Mapping[str, Tell] = {
    "task_done": _done,
    "task_reopened": _reopened,
    "tasks_taken_back": _taken_back,
    "task_overridden": _overridden,
    "job_set_back": _set_back,
    "task_skipped": _skipped,
    "task_sent_back": _sent_back,
    "task_assigned": _assigned,
    "project_moved": _moved,
    "project_event": _event,
    "outcome_set": _ended,
    "stage_set": _set,
}


def _of(tell: Tell) -> Tell:
    """What a change did, with the project in front; with their number where it is several."""

    def told(data: Data, names: Names) -> str:
        return f"{projects_named(data, 'name')}: {tell(data, names)}"

    return told


CHANGES: Mapping[str, Tell] = {
    "workflow.installed": named(mark("Workflow {name} installed")),
    "task.done": _of(_done),
    "task.reopened": _of(_reopened),
    "task.skipped": _of(_skipped),
    "task.sent_back": _of(_sent_back),
    "task.assigned": _of(_assigned),
    "project.event": _of(lambda data, names: _event({"event": data.get("event")}, names)),
    "project.outcome": _of(_ended),
    "project.moved": _of(lambda data, _names: _stage(data["stage"]) if "stage" in data else tr("next stage")),
    "project.staged": _of(lambda data, names: _set({"to": data.get("stage")}, names)),
}
