"""One sales project under way for a site; views of lists of projects; the board of projects."""

from __future__ import annotations

from datetime import UTC, datetime
from sqlite3 import Connection
from typing import cast

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_STRICT = {"sqlite_autoincrement": True, "sqlite_strict": True}


def upgrade() -> None:
    _site_claim()
    _saved_view()
    _board_of_projects()
    _workflow_and_sites()


def _site_claim() -> None:
    op.create_table(
        "site_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.CheckConstraint("key <> ''", name=op.f("ck_site_claim_key")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_site_claim_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_site_claim"),
        sa.UniqueConstraint("key", name="uq_site_claim_key"),
        **_STRICT,
    )
    op.create_index("ix_site_claim_project", "site_claim", ["project_id"])


def _saved_view() -> None:
    """A view is one of leads or of projects; each list has its own names: a constraint cannot be changed in place."""
    columns = "id, owner_id, shared, name, name_key, query, sort, columns, created_at, updated_at, version"
    op.create_table(
        "saved_view_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("record", sa.Text(), server_default="lead", nullable=False),
        sa.Column("shared", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.Column("columns", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_saved_view_name")),
        sa.CheckConstraint("record IN ('lead', 'project')", name=op.f("ck_saved_view_record")),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name="fk_saved_view_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sa.UniqueConstraint("owner_id", "record", "name_key", name="uq_saved_view_owner_id_record_name_key"),
        **_STRICT,
    )
    op.execute(f"INSERT INTO saved_view_new ({columns}) SELECT {columns} FROM saved_view ORDER BY id")
    last = "SELECT max(seq) FROM sqlite_sequence WHERE name IN ('saved_view', 'saved_view_new')"
    op.execute(f"UPDATE sqlite_sequence SET seq = ({last}) WHERE name = 'saved_view_new'")
    op.drop_table("saved_view")
    op.rename_table("saved_view_new", "saved_view")


def _board_of_projects() -> None:
    op.create_index(
        "ix_project_listed_stage",
        "project",
        ["stage", "outcome", "created_at", "id"],
        sqlite_where=sa.text("deleted_at IS NULL"),
    )


def _workflow_and_sites() -> None:
    """New projects begin with the newest workflow of the program; those under way hold their sites."""
    from solartui.store.courses import hold_sites, keep_builtin

    raw = cast("Connection", op.get_bind().connection.driver_connection)
    keep_builtin(raw, datetime.now(UTC))
    hold_sites(raw)
