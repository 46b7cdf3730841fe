"""Places found, kept and drawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _near()
    _unplaced()
    _postcodes()
    _look_ups()


def _near() -> None:
    """Leads by where they are: an index only of those whose place is known."""
    where = sa.text("deleted_at IS NULL AND archived_at IS NULL AND latitude IS NOT NULL")
    op.create_index("ix_lead_listed_place", "lead", ["latitude", "longitude", "stage", "id"], sqlite_where=where)


def _unplaced() -> None:
    """Leads whose place is still to be found, the newest first."""
    where = sa.text("deleted_at IS NULL AND archived_at IS NULL AND latitude IS NULL")
    op.create_index("ix_lead_listed_unplaced", "lead", ["created_at", "id", "stage"], sqlite_where=where)


def _postcodes() -> None:
    """Where postcodes are, as an admin has brought them in."""
    op.create_table(
        "postcode",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("code_key", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("latitude", sa.REAL(), nullable=False),
        sa.Column("longitude", sa.REAL(), nullable=False),
        sa.CheckConstraint("length(country) = 2 AND code_key <> ''", name=op.f("ck_postcode_code")),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_postcode_latitude")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_postcode_longitude")),
        sa.PrimaryKeyConstraint("id", name="pk_postcode"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_postcode_code", "postcode", ["code_key", "country"])
    op.create_index("ix_postcode_place", "postcode", ["place_key", "country"])


def _look_ups() -> None:
    """What services have answered, so that nothing is asked twice, and when each may be asked again."""
    op.create_table(
        "place_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_place_answer"),
        sa.UniqueConstraint("question", "service", name="uq_place_answer_question_service"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "place_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("free_at", sa.REAL(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_place_turn"),
        sa.UniqueConstraint("service", name="uq_place_turn_service"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
