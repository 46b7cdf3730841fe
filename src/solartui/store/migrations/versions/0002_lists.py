"""What the lists of a large desk need: the first-response clock."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_LISTED = sa.text("deleted_at IS NULL AND archived_at IS NULL")


def upgrade() -> None:
    _first_response()
    _packed_changes()
    _merged_contacts()
    _wide_index()


def _first_response() -> None:
    """Until when leads have to be answered, and when they were; known for old leads from their history."""
    op.add_column("lead", sa.Column("first_contacted_at", sa.Text(), nullable=True))
    op.add_column("lead", sa.Column("respond_by", sa.Text(), nullable=True))
    op.add_column("lead", sa.Column("respond_key", sa.Text(), server_default="9", nullable=False))
    op.execute(
        "UPDATE lead SET first_contacted_at = min(last_contacted, coalesce((SELECT min(a.at) FROM activity a "
        "WHERE a.lead_id = lead.id AND a.kind IN ('call', 'mail', 'visit')), last_contacted)) "
        "WHERE last_contacted IS NOT NULL"
    )
    _wind_up()
    op.create_index("ix_lead_listed_response", "lead", ["respond_key", "id", "owner_id"], sqlite_where=_LISTED)
    # What is late is counted by its owner, without a look at the rows.
    op.drop_index("ix_lead_listed_due", "lead")
    op.create_index("ix_lead_listed_due", "lead", ["due_key", "id", "owner_id"], sqlite_where=_LISTED)


def _merged_contacts() -> None:
    """Into which contact another one went."""
    named = "CONSTRAINT fk_contact_merged_into_id REFERENCES contact (id)"
    op.execute(f"ALTER TABLE contact ADD COLUMN merged_into_id INTEGER {named}")
    op.create_index(
        "ix_contact_merged", "contact", ["merged_into_id"], sqlite_where=sa.text("merged_into_id IS NOT NULL")
    )


def _packed_changes() -> None:
    """What many rows were, in little room."""
    op.create_table(
        "change_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["change_item.id"], name="fk_change_pack_item_id"),
        sa.UniqueConstraint("item_id", name="uq_change_pack_item_id"),
        sa.PrimaryKeyConstraint("id", name="pk_change_pack"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _wide_index() -> None:
    """What filters ask for, the newest leads first, and again for each stage: indexes that stand in for the table."""
    op.drop_index("ix_lead_listed_created", "lead")
    columns = [
        "created_at", "id", "stage", "type", "grid_connection", "source", "assignee_user_id",
        "assignee_entity_id", "owner_id", "created_by_id", "created_entity_id", "country", "monthly_kwh",
        "score", "battery", "heat_pump", "panel", "contact_id", "converted_at", "due_key", "respond_key",
        "last_contacted", "channel",
    ]  # fmt: skip
    op.create_index("ix_lead_listed_created", "lead", columns, sqlite_where=_LISTED)
    op.drop_index("ix_lead_listed_stage", "lead")
    columns = [
        "stage", "created_at", "id", "type", "grid_connection", "source", "assignee_user_id",
        "assignee_entity_id", "owner_id", "monthly_kwh", "score", "due_key", "respond_key",
    ]  # fmt: skip
    op.create_index("ix_lead_listed_stage", "lead", columns, sqlite_where=_LISTED)
    archived = sa.text("archived_at IS NOT NULL AND deleted_at IS NULL")
    op.create_index("ix_lead_archived", "lead", ["archived_at", "id"], sqlite_where=archived)


def _wind_up() -> None:
    from solartui.domain.response import DEFAULT_RULES, answer_by
    from solartui.store.times import to_text

    connection = op.get_bind()
    waiting = connection.execute(
        sa.text(
            "SELECT id, source, created_at FROM lead WHERE first_contacted_at IS NULL AND archived_at IS NULL "
            "AND converted_at IS NULL AND (stage = 'assigned' OR stage IN (SELECT key FROM lead_stage "
            "WHERE kind = 'open'))"
        )
    ).fetchall()
    rows = []
    for lead_id, source, created in waiting:
        by = answer_by(DEFAULT_RULES, source, datetime.fromisoformat(created))
        if by is not None:
            rows.append({"id": lead_id, "by": to_text(by)})
    if rows:
        connection.execute(sa.text("UPDATE lead SET respond_by = :by, respond_key = :by WHERE id = :id"), rows)
