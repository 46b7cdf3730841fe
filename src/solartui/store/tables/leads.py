"""Tables of leads and their stages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from solartui.store.tables.columns import STRICT, Flag, Instant, Json, Real

# What a list shows unless it is asked for more; most of the indexes cover only these rows.
LISTED = text("deleted_at IS NULL AND archived_at IS NULL")
PLACED = text("deleted_at IS NULL AND archived_at IS NULL AND latitude IS NOT NULL")
_PLACE = ("latitude", "longitude", "stage", "id")
UNPLACED = text("deleted_at IS NULL AND archived_at IS NULL AND latitude IS NULL")
_UNPLACED = ("created_at", "id", "stage")
GIVEN = text("external_id IS NOT NULL")
ARCHIVED = text("archived_at IS NOT NULL AND deleted_at IS NULL")
# The newest leads first, with nearly all that filters ask for: it stands in for the table where many leads are looked
# at. New leads come at its end, so it costs an import no more than a narrow index.
_COVERED = (
    "created_at", "id", "stage", "type", "grid_connection", "source", "assignee_user_id",
    "assignee_entity_id", "owner_id", "created_by_id", "created_entity_id", "country", "monthly_kwh", "score",
    "battery", "heat_pump", "panel", "contact_id", "converted_at", "due_key", "respond_key", "last_contacted",
    "channel",
)  # fmt: skip

# The same for the columns of the board, with what they are filtered by most.
_COVERED_BY_STAGE = (
    "stage", "created_at", "id", "type", "grid_connection", "source", "assignee_user_id",
    "assignee_entity_id", "owner_id", "monthly_kwh", "score", "due_key", "respond_key",
)  # fmt: skip


def _listed(name: str, *columns: str) -> Index:
    return Index(name, *columns, sqlite_where=LISTED, postgresql_where=LISTED)


class LeadStageRow(SQLModel, table=True):
    """A stage of leads; the admin can add and rename, the rules go by `kind`."""

    __tablename__ = "lead_stage"
    __table_args__ = (
        CheckConstraint("kind IN ('open', 'working', 'converted', 'lost', 'closed')", name="kind"),
        CheckConstraint("key <> '' AND label_en <> '' AND label_pl <> ''", name="words"),
        UniqueConstraint("key"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(sa_type=Text)
    label_en: str = Field(sa_type=Text)
    label_pl: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    position: int
    hue: str = Field(sa_type=Text)
    glyph: str = Field(sa_type=Text)
    active: bool = Field(default=True, sa_type=Flag)
    version: int = 1


class LeadRow(SQLModel, table=True):
    """A lead. The ``_key`` and ``_fold`` columns are written by Python for sorting and searching."""

    __tablename__ = "lead"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("type IN ('residential', 'commercial', 'industrial', 'agricultural')", name="type"),
        CheckConstraint("grid_connection IN ('on_grid', 'off_grid', 'zero_injection')", name="grid_connection"),
        CheckConstraint("source IN ('company_leadgen', 'manual_entities')", name="source"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="coordinates"),
        CheckConstraint("monthly_kwh >= 0", name="monthly_kwh"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
        CheckConstraint("assignee_user_id IS NULL OR assignee_entity_id IS NULL", name="one_assignee"),
        Index("ix_lead_contact", "contact_id"),
        _listed("ix_lead_listed_created", *_COVERED),
        Index("ix_lead_archived", "archived_at", "id", sqlite_where=ARCHIVED, postgresql_where=ARCHIVED),
        _listed("ix_lead_listed_updated", "updated_at", "id"),
        _listed("ix_lead_listed_name", "name_key", "id"),
        _listed("ix_lead_listed_contact", "contact_key", "id"),
        _listed("ix_lead_listed_city", "city_key", "id"),
        _listed("ix_lead_listed_due", "due_key", "id", "owner_id"),
        _listed("ix_lead_listed_stage", *_COVERED_BY_STAGE),
        _listed("ix_lead_listed_response", "respond_key", "id", "owner_id"),
        Index("ix_lead_listed_place", *_PLACE, sqlite_where=PLACED, postgresql_where=PLACED),
        Index("ix_lead_listed_unplaced", *_UNPLACED, sqlite_where=UNPLACED, postgresql_where=UNPLACED),
        Index("ix_lead_external", "external_id", sqlite_where=GIVEN, postgresql_where=GIVEN),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_type=Text)
    name_key: str = Field(sa_type=Text)
    type: str = Field(sa_type=Text)
    grid_connection: str = Field(sa_type=Text)
    stage: str = Field(sa_type=Text, foreign_key="lead_stage.key")
    source: str = Field(sa_type=Text)
    channel: str | None = Field(default=None, sa_type=Text)
    contact_id: int = Field(foreign_key="contact.id")
    contact_key: str = Field(sa_type=Text)
    street: str | None = Field(default=None, sa_type=Text)
    postcode: str | None = Field(default=None, sa_type=Text)
    city: str | None = Field(default=None, sa_type=Text)
    city_key: str = Field(default="", sa_type=Text)
    region: str | None = Field(default=None, sa_type=Text)
    country: str | None = Field(default=None, sa_type=Text)
    latitude: float | None = Field(default=None, sa_type=Real)
    longitude: float | None = Field(default=None, sa_type=Real)
    assignee_user_id: int | None = Field(default=None, foreign_key="user_account.id")
    assignee_entity_id: int | None = Field(default=None, foreign_key="entity.id")
    owner_id: int | None = Field(default=None, foreign_key="user_account.id")
    created_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    created_entity_id: int | None = Field(default=None, foreign_key="entity.id")
    monthly_kwh: float | None = Field(default=None, sa_type=Real)
    consumption: list[float | None] | None = Field(default=None, sa_type=Json)
    panel: bool = Field(default=True, sa_type=Flag)
    battery: bool = Field(default=False, sa_type=Flag)
    heat_pump: bool = Field(default=False, sa_type=Flag)
    score: int | None = None
    last_contacted: datetime | None = Field(default=None, sa_type=Instant)
    next_follow_up: datetime | None = Field(default=None, sa_type=Instant)
    due_key: str = Field(default="9", sa_type=Text)
    follow_up_note: str | None = Field(default=None, sa_type=Text)
    lost_reason: str | None = Field(default=None, sa_type=Text)
    converted_at: datetime | None = Field(default=None, sa_type=Instant)
    archived_at: datetime | None = Field(default=None, sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    stage_since: datetime = Field(sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1
    first_contacted_at: datetime | None = Field(default=None, sa_type=Instant)
    respond_by: datetime | None = Field(default=None, sa_type=Instant)
    respond_key: str = Field(default="9", sa_type=Text, sa_column_kwargs={"server_default": "9"})
    external_id: str | None = Field(default=None, sa_type=Text)
    partner_id: int | None = Field(default=None, foreign_key="entity.id")
    location_id: int | None = Field(default=None, foreign_key="entity.id")
