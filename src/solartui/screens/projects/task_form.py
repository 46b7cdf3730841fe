"""The form of a task: what it asks for, with the answers that are known already."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from solartui.adapters.typed_paths import home_path
from solartui.domain.errors import Invalid, Refused, Stale
from solartui.domain.projects import Project
from solartui.domain.workflow.answers import Typed, read_answers
from solartui.domain.workflow.course import Status, TaskState
from solartui.domain.workflow.model import Need, NeedType
from solartui.i18n import mark, tr
from solartui.screens.projects.form import ProjectBox
from solartui.screens.projects.task_items import answer_text
from solartui.widgets.form.choice import ChoiceField, SegmentField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.text_field import NumberField, TextField

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from solartui.screens.session import Session

NOTE = "task-note"
_FEW = 3
_LABEL = 30
_APART = ";"


class TaskForm(ProjectBox[Project], inherit_bindings=False):
    """Answers the project once the task is done.

    Args:
        session: the open database.
        project_id: which project.
        state: the task as it was shown.
        now: tells which dates need no year.
    """

    BINDINGS = ProjectBox.BINDINGS
    PURPOSE: ClassVar[str] = mark("What this task asks for; what is marked * has to be there before it is done.")

    def __init__(self, session: Session, project_id: int, state: TaskState, now: datetime) -> None:
        super().__init__(session, f"task:{project_id}:{state.key}", state.title, f"#{project_id}")
        self._project_id = project_id
        self._state = state
        self._now = now
        self._needs = {need.name: need for need in state.needs}
        self.add(*map(self._field, state.needs), TextField(NOTE, tr("Remark")))
        for field in self.fields.values():
            field.label_cells = _LABEL

    def _field(self, need: Need) -> Field:
        text = str(need.label)
        made: Field
        if need.type is NeedType.YES_NO:
            made = SegmentField(need.name, text, [Option("", "—"), Option("yes", tr("yes")), Option("no", tr("no"))])
        elif need.type is NeedType.CHOICE:
            options = [Option(choice, str(need.words.get(choice, choice))) for choice in need.choices]
            few = len(options) <= _FEW
            made = (
                SegmentField(need.name, text, [Option("", "—"), *options])
                if few
                else ChoiceField(need.name, text, options)
            )
        elif need.type is NeedType.NUMBER:
            made = NumberField(need.name, text)
        else:
            made = TextField(need.name, text, placeholder=_HINTS[need.type]() if need.type in _HINTS else "")
        made.required = need.required
        made.picks = made.picks or need.type is NeedType.FILE
        return made

    def on_mount(self) -> None:
        """Show what is known, and begin with the first field."""
        self.begin_with(self.entries_of(self._state))
        self.set_focus(next(iter(self.fields.values())))

    def entries_of(self, record: object) -> Mapping[str, object]:
        """What the fields show of a task."""
        if not isinstance(record, TaskState):
            return {}
        known = {name: self._entry(need, record.values.get(name)) for name, need in self._needs.items()}
        return known | {NOTE: record.note or ""}

    def built_on(self, record: object) -> None:
        """The task may be done by whoever saw it as it is now."""
        if isinstance(record, TaskState):
            self._state = record

    async def _merge(self, stale: Stale) -> bool:
        if isinstance(stale.theirs, TaskState) and stale.theirs.status is Status.DONE:
            raise Refused(stale.message)  # what a colleague did is done, whatever stands here
        return await super()._merge(stale)

    def _entry(self, need: Need, value: object) -> str:
        if need.type is NeedType.FILE or value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if need.type is NeedType.CHOICE:
            return str(value)
        return answer_text(need, value, self._now)

    def check(self, field: Field) -> None:
        """By the kind of the need."""
        need = self._needs.get(field.key)
        if need is None:
            return
        if need.type is NeedType.FILE:
            for path in _paths(field.entry):
                if not path.is_file():
                    raise Invalid(tr("There is no file {path}.", path=str(path)), field.key)
        elif not field.empty:
            try:
                read_answers([need], Typed({need.name: field.entry}, self._now))
            except Invalid as problem:
                raise Invalid(problem.message.removeprefix(f"{need.name}: "), field.key) from problem

    def action_pick(self) -> None:
        """Choose a file, one more for every time; for other fields, show what can be chosen."""
        here = self.here
        need = self._needs.get(here.key) if here is not None else None
        if need is not None and need.type is NeedType.FILE and isinstance(here, TextField):
            self.beside(self._add_file(here), "file")
        else:
            super().action_pick()

    async def _add_file(self, field: TextField) -> None:
        from solartui.screens.dialogs.file_dialog import FileDialog

        kept = _paths(field.entry)
        folder = await asyncio.to_thread(_folder_of, kept)
        chosen = await self.ask(FileDialog(folder, self._now, title=field.label, placeholder=tr("name, or a path")))
        if chosen is not None:
            field.put(f"{_APART} ".join(str(path) for path in (*kept, chosen)))
            field.edited()

    def field_for(self, name: str) -> Field | None:
        """Where a word is asked for, it is the note, unless the task asks for a note of its own."""
        return super().field_for(name) or (self.fields.get(NOTE) if name == "note" else None)

    async def store(self) -> Project | None:
        """Do the task with these answers."""
        files: dict[str, list[Path]] = {}
        values: dict[str, object] = {}
        for name, need in self._needs.items():
            entry = self.entries[name]
            if need.type is not NeedType.FILE:
                values[name] = entry or None
            elif paths := await asyncio.to_thread(_paths, entry):
                files[name] = paths
        do = partial(self.session.services.tasks.do, note=str(self.entries[NOTE] or "") or None)
        do = partial(do, version=self._state.version)
        return (await self.do(do, self._project_id, self._state.key, values, files)).value


def _paths(entry: object) -> list[Path]:
    return [home_path(part.strip()) for part in str(entry or "").split(_APART) if part.strip()]


def _folder_of(paths: list[Path]) -> Path:
    """Where the last of some files is, so that the next one is found beside it."""
    return paths[-1].parent if paths and paths[-1].parent.is_dir() else Path.cwd()


_HINTS = {
    NeedType.DATE: lambda: tr("24.11, tomorrow, +3d"),
    NeedType.DATETIME: lambda: tr("fri 14:00, 24.11 10:00"),
    NeedType.FILE: lambda: tr("path of the file; several apart by ;"),
    NeedType.LIST: lambda: tr("one, two, three"),
}
