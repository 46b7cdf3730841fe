"""Tables of workflows, and of what was done in projects."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from solartui.store.tables.columns import STRICT, Flag, Instant, Json

_STATUSES = (
    "'assigned', 'accepted', 'scheduled', 'prepared', 'rescheduled', 'submitted', 'reviewed', 'commissioned', "
    "'completed'"
)


class WorkflowRow(SQLModel, table=True):
    """One version of a workflow as its TOML text; projects keep the one that they began with. Never changed."""

    __tablename__ = "workflow"
    __table_args__ = (
        CheckConstraint("key <> '' AND version > 0", name="named"),
        UniqueConstraint("key", "version"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(sa_type=Text)
    version: int
    content: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    builtin: bool = Field(default=False, sa_type=Flag)
    current: bool = Field(default=False, sa_type=Flag)
    created_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    created_at: datetime = Field(sa_type=Instant)


class ProjectTaskRow(SQLModel, table=True):
    """What people did with one task of a project; without a row nobody touched it."""

    __tablename__ = "project_task"
    __table_args__ = (
        CheckConstraint("key <> ''", name="key"),
        CheckConstraint("done_at IS NULL OR skipped_at IS NULL", name="one_end"),
        CheckConstraint("assignee_user_id IS NULL OR assignee_entity_id IS NULL", name="one_assignee"),
        UniqueConstraint("project_id", "key"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    key: str = Field(sa_type=Text)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    done_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    skipped_at: datetime | None = Field(default=None, sa_type=Instant)
    reason: str | None = Field(default=None, sa_type=Text)
    reopened_at: datetime | None = Field(default=None, sa_type=Instant)
    data: dict[str, Any] | None = Field(default=None, sa_type=Json)
    note: str | None = Field(default=None, sa_type=Text)
    assignee_user_id: int | None = Field(default=None, foreign_key="user_account.id")
    assignee_entity_id: int | None = Field(default=None, foreign_key="entity.id")
    due: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1


class ProjectEventRow(SQLModel, table=True):
    """Something that came from outside, or that somebody decided about a project."""

    __tablename__ = "project_event"
    __table_args__ = (
        CheckConstraint("key <> ''", name="key"),
        Index("ix_project_event_project", "project_id", "id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    key: str = Field(sa_type=Text)
    at: datetime = Field(sa_type=Instant)
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    actor: str = Field(sa_type=Text)
    data: dict[str, Any] | None = Field(default=None, sa_type=Json)


class ProjectJobRow(SQLModel, table=True):
    """A visit to a site as it follows from the tasks: made anew whenever they change."""

    __tablename__ = "project_job"
    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status"),
        UniqueConstraint("project_id", "kind"),
        Index("ix_project_job_starts", "starts_at", "project_id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    kind: str = Field(sa_type=Text)
    status: str = Field(sa_type=Text)
    starts_at: datetime | None = Field(default=None, sa_type=Instant)
    team: str | None = Field(default=None, sa_type=Text)
    note: str | None = Field(default=None, sa_type=Text)


class SiteClaimRow(SQLModel, table=True):
    """What a sales project under way holds of its site; no other project holds the same. Made anew with its tasks."""

    __tablename__ = "site_claim"
    __table_args__ = (
        CheckConstraint("key <> ''", name="key"),
        UniqueConstraint("key"),
        Index("ix_site_claim_project", "project_id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    key: str = Field(sa_type=Text)
