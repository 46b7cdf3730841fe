"""Designs, proposals and money of projects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _design()
    _proposal()
    _proposal_view()
    _delivery()
    _charge()


def _design() -> None:
    op.create_table(
        "design",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("module", sa.Text(), nullable=True),
        sa.Column("module_wp", sa.Integer(), nullable=True),
        sa.Column("inverter", sa.Text(), nullable=True),
        sa.Column("inverter_kw", sa.REAL(), nullable=True),
        sa.Column("battery", sa.Text(), nullable=True),
        sa.Column("battery_kwh", sa.REAL(), nullable=True),
        sa.Column("planes", sa.Text(), nullable=False),
        sa.Column("capacity_kwp", sa.REAL(), nullable=False),
        sa.Column("yields", sa.Text(), nullable=True),
        sa.Column("yield_source", sa.Text(), nullable=True),
        sa.Column("building", sa.Text(), nullable=True),
        sa.Column("floor_area", sa.REAL(), nullable=True),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("system", sa.Text(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("synced_at", sa.Text(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("battery_kwh >= 0", name=op.f("ck_design_battery_kwh")),
        sa.CheckConstraint("building IN ('house', 'flat', 'other')", name=op.f("ck_design_building")),
        sa.CheckConstraint("capacity_kwp >= 0", name=op.f("ck_design_capacity_kwp")),
        sa.CheckConstraint("floor_area > 0", name=op.f("ck_design_floor_area")),
        sa.CheckConstraint("inverter_kw >= 0", name=op.f("ck_design_inverter_kw")),
        sa.CheckConstraint("module_wp > 0", name=op.f("ck_design_module_wp")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_design_name")),
        sa.CheckConstraint(
            "yield_source IN ('estimate', 'pvgis', 'import', 'hand')", name=op.f("ck_design_yield_source")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"], name="fk_design_created_by_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_design_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_design"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_design_project", "design", ["project_id", "id"])


def _proposal() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("design_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("net", sa.Integer(), nullable=False),
        sa.Column("vat", sa.Integer(), nullable=False),
        sa.Column("incentive", sa.Integer(), nullable=False),
        sa.Column("capacity_kwp", sa.REAL(), nullable=False),
        sa.Column("battery_kwh", sa.REAL(), nullable=True),
        sa.Column("grid_connection", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("sent_to", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(sent_at IS NULL) = (channel IS NULL)", name=op.f("ck_proposal_sent")),
        sa.CheckConstraint("battery_kwh >= 0", name=op.f("ck_proposal_battery_kwh")),
        sa.CheckConstraint("capacity_kwp >= 0", name=op.f("ck_proposal_capacity_kwp")),
        sa.CheckConstraint("channel IN ('email', 'sms', 'link', 'print')", name=op.f("ck_proposal_channel")),
        sa.CheckConstraint(
            "grid_connection IN ('on_grid', 'off_grid', 'zero_injection')", name=op.f("ck_proposal_grid_connection")
        ),
        sa.CheckConstraint("incentive BETWEEN 0 AND net + vat", name=op.f("ck_proposal_incentive")),
        sa.CheckConstraint("label <> ''", name=op.f("ck_proposal_label")),
        sa.CheckConstraint("language IN ('en', 'pl')", name=op.f("ck_proposal_language")),
        sa.CheckConstraint("net >= 0 AND vat >= 0", name=op.f("ck_proposal_price")),
        sa.CheckConstraint("number > 0 AND revision > 0", name=op.f("ck_proposal_number")),
        sa.CheckConstraint(
            "status IN ('draft', 'sent', 'viewed', 'accepted', 'rejected')", name=op.f("ck_proposal_status")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"], name="fk_proposal_created_by_id"),
        sa.ForeignKeyConstraint(["design_id"], ["design.id"], name="fk_proposal_design_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_proposal_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
        sa.UniqueConstraint("token", name="uq_proposal_token"),
        sa.UniqueConstraint("year", "number", "revision", name="uq_proposal_year_number_revision"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_proposal_active", "proposal", ["project_id"], unique=True, sqlite_where=sa.text("active = 1"))
    op.create_index("ix_proposal_project", "proposal", ["project_id", "id"])


def _proposal_view() -> None:
    op.create_table(
        "proposal_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("viewed_at", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.CheckConstraint("channel IN ('email', 'sms', 'link')", name=op.f("ck_proposal_view_channel")),
        sa.CheckConstraint("seconds BETWEEN 0 AND 86400", name=op.f("ck_proposal_view_seconds")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name="fk_proposal_view_proposal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposal_view"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_proposal_view_proposal", "proposal_view", ["proposal_id", "viewed_at"])


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('sending', 'sent', 'failed')", name=op.f("ck_delivery_state")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name="fk_delivery_proposal_id"),
        sa.ForeignKeyConstraint(["sent_by_id"], ["user_account.id"], name="fk_delivery_sent_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_delivery_proposal", "delivery", ["proposal_id", "id"])


def _charge() -> None:
    op.create_table(
        "charge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("figures", sa.Text(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind IN ('invoice', 'proforma')) = (number IS NOT NULL)", name=op.f("ck_charge_number")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_charge_amount")),
        sa.CheckConstraint(
            "kind IN ('deposit', 'final', 'payment', 'refund', 'invoice', 'proforma')", name=op.f("ck_charge_kind")
        ),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"], name="fk_charge_created_by_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_charge_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_charge"),
        sa.UniqueConstraint("kind", "year", "number", name="uq_charge_kind_year_number"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_charge_project", "charge", ["project_id", "id"])
