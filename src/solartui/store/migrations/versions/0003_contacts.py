"""What contacts and records know beyond their names."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _external_ids()


def _external_ids() -> None:
    """What other programs call a lead or a contact: a second import of their sheet finds it by that."""
    given = sa.text("external_id IS NOT NULL")
    for table in ("lead", "contact"):
        op.add_column(table, sa.Column("external_id", sa.Text(), nullable=True))
        op.create_index(f"ix_{table}_external", table, ["external_id"], sqlite_where=given)
