"""Tables of projects."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from solartui.store.tables.columns import STRICT, Instant, Json, Real

_STAGES = "'onboarding', 'quoting', 'considering', 'committing', 'inspection', 'installation', 'completed'"


class ProjectRow(SQLModel, table=True):
    """A project; prices are minor units of `currency`."""

    __tablename__ = "project"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint(f"stage IN ({_STAGES})", name="stage"),
        CheckConstraint("outcome IN ('completed', 'failed', 'lost', 'cancelled', 'closed')", name="outcome"),
        CheckConstraint("type IN ('residential', 'commercial', 'industrial', 'agricultural')", name="type"),
        CheckConstraint("grid_connection IN ('on_grid', 'off_grid', 'zero_injection')", name="grid_connection"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="coordinates"),
        CheckConstraint("phases IN (1, 2, 3)", name="phases"),
        CheckConstraint("capacity_kwp >= 0", name="capacity_kwp"),
        CheckConstraint("battery_kwh >= 0", name="battery_kwh"),
        CheckConstraint("price_net >= 0 AND price_gross >= price_net", name="price"),
        Index("ix_project_lead", "lead_id"),
        Index("ix_project_created", "created_at", "id"),
        Index(
            "ix_project_listed_stage", "stage", "outcome", "created_at", "id", sqlite_where=text("deleted_at IS NULL")
        ),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_type=Text)
    name_key: str = Field(sa_type=Text)
    name_fold: str = Field(sa_type=Text)
    stage: str = Field(sa_type=Text)
    outcome: str | None = Field(default=None, sa_type=Text)
    lead_id: int | None = Field(default=None, foreign_key="lead.id")
    type: str = Field(sa_type=Text)
    grid_connection: str = Field(sa_type=Text)
    street: str | None = Field(default=None, sa_type=Text)
    postcode: str | None = Field(default=None, sa_type=Text)
    city: str | None = Field(default=None, sa_type=Text)
    city_fold: str = Field(default="", sa_type=Text)
    region: str | None = Field(default=None, sa_type=Text)
    country: str | None = Field(default=None, sa_type=Text)
    latitude: float | None = Field(default=None, sa_type=Real)
    longitude: float | None = Field(default=None, sa_type=Real)
    regulation: str = Field(sa_type=Text)
    phases: int | None = None
    metering_point: str | None = Field(default=None, sa_type=Text)
    monthly_kwh: float | None = Field(default=None, sa_type=Real)
    consumption: list[float | None] | None = Field(default=None, sa_type=Json)
    capacity_kwp: float | None = Field(default=None, sa_type=Real)
    battery_kwh: float | None = Field(default=None, sa_type=Real)
    price_net: int | None = None
    price_gross: int | None = None
    currency: str = Field(sa_type=Text)
    created_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1
    workflow_id: int | None = Field(default=None, foreign_key="workflow.id")
    outcome_reason: str | None = Field(default=None, sa_type=Text)
    tasks_done: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    tasks_total: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class ProjectContactRow(SQLModel, table=True):
    """A contact on a project."""

    __tablename__ = "project_contact"
    __table_args__ = (
        UniqueConstraint("project_id", "contact_id"),
        Index("ix_project_contact_contact", "contact_id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    contact_id: int = Field(foreign_key="contact.id")
    position: int


class ProjectAssigneeRow(SQLModel, table=True):
    """Who carries a project: a user or an entity."""

    __tablename__ = "project_assignee"
    __table_args__ = (
        CheckConstraint("(user_id IS NULL) <> (entity_id IS NULL)", name="one"),
        # One for each kind: in a constraint over all three columns the empty one would make every row another.
        UniqueConstraint("project_id", "user_id"),
        UniqueConstraint("project_id", "entity_id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    entity_id: int | None = Field(default=None, foreign_key="entity.id")
