"""Workflows of a company: checked, kept version by version, and put in use for new projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from solartui.domain.errors import NotFound, Refused
from solartui.domain.text import clean
from solartui.domain.workflow.model import Workflow
from solartui.domain.workflow.reading import read_workflow
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.result import Changed
from solartui.store.courses import digest, workflow_numbered
from solartui.store.times import from_text, to_text

_LISTED = """
SELECT w.id, w.key, w.version, w.builtin, w.current, w.created_at,
  (SELECT count(*) FROM project p WHERE p.workflow_id = w.id AND p.deleted_at IS NULL)
FROM workflow w ORDER BY w.key, w.version
"""


@dataclass(frozen=True, slots=True)
class StoredWorkflow:
    """One version of a workflow as it is kept.

    Attributes:
        current: whether new projects begin with it.
        projects: how many projects keep it.
    """

    number: int
    workflow: Workflow
    builtin: bool
    current: bool
    created_at: datetime
    projects: int


class WorkflowService:
    """Workflows that projects can begin with."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @staticmethod
    def check(text: str) -> Workflow:
        """The workflow of a text; nothing is kept.

        Raises:
            Refused: it cannot be used; the message names the line.
        """
        return read_workflow(text)

    def all(self) -> list[StoredWorkflow]:
        """Every version of every workflow."""
        with self._desk.reading() as connection:
            rows = connection.execute(_LISTED).fetchall()
            return [
                StoredWorkflow(
                    number, workflow_numbered(connection, number), bool(builtin), bool(current), from_text(at), projects
                )
                for number, _key, _version, builtin, current, at, projects in rows
            ]

    def current(self) -> StoredWorkflow:
        """The one that new projects begin with."""
        return next(one for one in self.all() if one.current)

    def text(self, key: str | None = None, version: int | None = None) -> str:
        """The text of a workflow, the one in use where none is named, of its last version where none is named.

        Raises:
            NotFound: there is none.
        """
        with self._desk.reading() as connection:
            if key is None:
                row = connection.execute("SELECT content FROM workflow WHERE current = 1").fetchone()
            else:
                query = (
                    "SELECT content FROM workflow WHERE key = ? AND (? IS NULL OR version = ?) ORDER BY version DESC"
                )
                row = connection.execute(query, (key, version, version)).fetchone()
            kept = "SELECT version FROM workflow WHERE key = ? ORDER BY version"
            others = connection.execute(kept, (key,)).fetchall()
        if row is None and others:
            known = ", ".join(str(number) for (number,) in others)
            message = tr("There is no version {n} of {id}. Known: {known}", n=version, id=key, known=known)
            raise NotFound(message)
        if row is None:
            raise NotFound(tr("There is no workflow {id}. See: solartui workflow list", id=clean(key or "")[:60]))
        return str(row[0])

    def install(self, text: str) -> Changed[StoredWorkflow]:
        """Keep a workflow and let new projects begin with it; those under way keep the one that they have.

        Raises:
            Refused: it cannot be used, or this version is there already with another text.
            NotPermitted: the person is no admin.
        """
        workflow = read_workflow(text)
        with self._desk.writing("workflow.admin") as work:
            raw = work.raw
            query = "SELECT id, sha256 FROM workflow WHERE key = ? AND version = ?"
            known = raw.execute(query, (workflow.id, workflow.version)).fetchone()
            if known is not None and known[1] != digest(text):
                message = tr(
                    "Version {n} of {id} is there already and is another one. Count the version up.",
                    n=workflow.version,
                    id=workflow.id,
                )
                raise Refused(message)
            raw.execute("UPDATE workflow SET current = 0")
            if known is not None:
                raw.execute("UPDATE workflow SET current = 1 WHERE id = ?", (known[0],))
            else:
                raw.execute(
                    "INSERT INTO workflow (key, version, content, sha256, builtin, current, created_by_id, created_at) "
                    "VALUES (?, ?, ?, ?, 0, 1, ?, ?)",
                    (workflow.id, workflow.version, text, digest(text), work.actor.user_id, to_text(work.now)),
                )
            work.describe("workflow.installed", undoable=False, name=f"{workflow.id} {workflow.version}")
            number = work.change_id
        return Changed(self.current(), frozenset({"projects"}), number)

    def use(self, key: str, version: int | None = None) -> Changed[StoredWorkflow]:
        """Let new projects begin with a workflow that is kept already.

        Raises:
            NotFound: there is none.
            NotPermitted: the person is no admin.
        """
        return self.install(self.text(key, version))
