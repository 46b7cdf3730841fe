"""Tables of designs, proposals and money."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from solartui.store.tables.columns import STRICT, Flag, Instant, Json, Real

_CHANNELS = "channel IN ('email', 'sms', 'link', 'print')"


class DesignRow(SQLModel, table=True):
    """What is to be built. `planes`, `yields` and `lines` are JSON; net prices in it are minor units."""

    __tablename__ = "design"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("module_wp > 0", name="module_wp"),
        CheckConstraint("inverter_kw >= 0", name="inverter_kw"),
        CheckConstraint("battery_kwh >= 0", name="battery_kwh"),
        CheckConstraint("capacity_kwp >= 0", name="capacity_kwp"),
        CheckConstraint("floor_area > 0", name="floor_area"),
        CheckConstraint("building IN ('house', 'flat', 'other')", name="building"),
        CheckConstraint("yield_source IN ('estimate', 'pvgis', 'import', 'hand')", name="yield_source"),
        Index("ix_design_project", "project_id", "id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    name: str = Field(sa_type=Text)
    module: str | None = Field(default=None, sa_type=Text)
    module_wp: int | None = None
    inverter: str | None = Field(default=None, sa_type=Text)
    inverter_kw: float | None = Field(default=None, sa_type=Real)
    battery: str | None = Field(default=None, sa_type=Text)
    battery_kwh: float | None = Field(default=None, sa_type=Real)
    planes: list[Any] = Field(sa_type=Json)
    capacity_kwp: float = Field(sa_type=Real)
    yields: list[float] | None = Field(default=None, sa_type=Json)
    yield_source: str | None = Field(default=None, sa_type=Text)
    building: str | None = Field(default=None, sa_type=Text)
    floor_area: float | None = Field(default=None, sa_type=Real)
    lines: list[Any] = Field(sa_type=Json)
    system: str | None = Field(default=None, sa_type=Text)
    external_id: str | None = Field(default=None, sa_type=Text)
    url: str | None = Field(default=None, sa_type=Text)
    synced_at: datetime | None = Field(default=None, sa_type=Instant)
    created_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1


class ProposalRow(SQLModel, table=True):
    """An offer, with all its figures as they were when it was made; amounts are minor units of `currency`."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("label <> ''", name="label"),
        CheckConstraint("number > 0 AND revision > 0", name="number"),
        CheckConstraint("status IN ('draft', 'sent', 'viewed', 'accepted', 'rejected')", name="status"),
        CheckConstraint("language IN ('en', 'pl')", name="language"),
        CheckConstraint("net >= 0 AND vat >= 0", name="price"),
        CheckConstraint("incentive BETWEEN 0 AND net + vat", name="incentive"),
        CheckConstraint("capacity_kwp >= 0", name="capacity_kwp"),
        CheckConstraint("battery_kwh >= 0", name="battery_kwh"),
        CheckConstraint("grid_connection IN ('on_grid', 'off_grid', 'zero_injection')", name="grid_connection"),
        CheckConstraint(_CHANNELS, name="channel"),
        CheckConstraint("(sent_at IS NULL) = (channel IS NULL)", name="sent"),
        UniqueConstraint("year", "number", "revision"),
        UniqueConstraint("token"),
        Index("ix_proposal_project", "project_id", "id"),
        # Two offers of one project are never in force together, whoever writes.
        Index("ix_proposal_active", "project_id", unique=True, sqlite_where=text("active = 1")),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    design_id: int = Field(foreign_key="design.id")
    year: int
    number: int
    revision: int
    label: str = Field(sa_type=Text)
    status: str = Field(default="draft", sa_type=Text)
    active: bool = Field(default=False, sa_type=Flag)
    language: str = Field(sa_type=Text)
    currency: str = Field(sa_type=Text)
    net: int
    vat: int
    incentive: int
    capacity_kwp: float = Field(sa_type=Real)
    battery_kwh: float | None = Field(default=None, sa_type=Real)
    grid_connection: str = Field(sa_type=Text)
    figures: dict[str, Any] = Field(sa_type=Json)
    valid_until: str = Field(sa_type=Text)
    token: str = Field(sa_type=Text)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    channel: str | None = Field(default=None, sa_type=Text)
    sent_to: str | None = Field(default=None, sa_type=Text)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    signed_by: str | None = Field(default=None, sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    created_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1


class ProposalViewRow(SQLModel, table=True):
    """A customer looked at an offer."""

    __tablename__ = "proposal_view"
    __table_args__ = (
        CheckConstraint("seconds BETWEEN 0 AND 86400", name="seconds"),
        CheckConstraint("channel IN ('email', 'sms', 'link')", name="channel"),
        Index("ix_proposal_view_proposal", "proposal_id", "viewed_at"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id")
    viewed_at: datetime = Field(sa_type=Instant)
    seconds: int
    channel: str = Field(sa_type=Text)


class DeliveryRow(SQLModel, table=True):
    """One attempt to send an offer; it is written before the network is asked, and again afterwards."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("state IN ('sending', 'sent', 'failed')", name="state"),
        Index("ix_delivery_proposal", "proposal_id", "id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id")
    recipient: str = Field(sa_type=Text)
    message_id: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    error: str | None = Field(default=None, sa_type=Text)
    sent_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    started_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class ChargeRow(SQLModel, table=True):
    """One line of a project's ledger; `amount` is in minor units, its sign follows from `kind`."""

    __tablename__ = "charge"
    __table_args__ = (
        CheckConstraint("kind IN ('deposit', 'final', 'payment', 'refund', 'invoice', 'proforma')", name="kind"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("(kind IN ('invoice', 'proforma')) = (number IS NOT NULL)", name="number"),
        UniqueConstraint("kind", "year", "number"),
        Index("ix_charge_project", "project_id", "id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    kind: str = Field(sa_type=Text)
    amount: int
    currency: str = Field(sa_type=Text)
    day: str = Field(sa_type=Text)
    year: int | None = None
    number: int | None = None
    label: str | None = Field(default=None, sa_type=Text)
    note: str | None = Field(default=None, sa_type=Text)
    figures: dict[str, Any] | None = Field(default=None, sa_type=Json)
    created_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1
