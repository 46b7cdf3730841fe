"""Tables of what happened: activities for people, changes for undo."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from solartui.store.tables.columns import STRICT, Flag, Instant, Json

# Nearly all items are of one row; the few runs are looked for by themselves.
_RUN = text("last_id > row_id")


class ChangeRow(SQLModel, table=True):
    """One use case that wrote something, and can be taken back as a whole."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_user", "user_id", "id"), STRICT)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    uid: int | None = None
    actor: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    rows: int = 0
    undoable: bool = Field(default=True, sa_type=Flag)
    undone: bool = Field(default=False, sa_type=Flag)


class ChangeItemRow(SQLModel, table=True):
    """One row, or a run of created rows, that a change wrote.

    `before` and `after` hold the columns that differ; a created row has no `before`, a removed one no `after`.
    """

    __tablename__ = "change_item"
    __table_args__ = (
        CheckConstraint("last_id >= row_id", name="run"),
        Index("ix_change_item_change", "change_id", "id"),
        Index("ix_change_item_row", "table_name", "row_id"),
        Index("ix_change_item_run", "table_name", "row_id", sqlite_where=_RUN, postgresql_where=_RUN),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    change_id: int = Field(foreign_key="change.id")
    table_name: str = Field(sa_type=Text)
    row_id: int
    last_id: int
    before: dict[str, Any] | None = Field(default=None, sa_type=Json)
    after: dict[str, Any] | None = Field(default=None, sa_type=Json)


class ChangePackRow(SQLModel, table=True):
    """Many rows of one item of a change, each as it was and as it became; see `solartui.store.packs`."""

    __tablename__ = "change_pack"
    __table_args__ = (UniqueConstraint("item_id", name="uq_change_pack_item_id"), STRICT)

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="change_item.id")
    rows: int
    body: bytes = Field(sa_type=LargeBinary)


class ActivityRow(SQLModel, table=True):
    """One line of history. Append-only: triggers refuse every change and removal."""

    __tablename__ = "activity"
    __table_args__ = (
        CheckConstraint("subject_kind IN ('lead', 'contact', 'project', 'desk')", name="subject_kind"),
        Index("ix_activity_lead", "lead_id", "id"),
        Index("ix_activity_contact", "contact_id", "id"),
        Index("ix_activity_project", "project_id", "id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    uid: int | None = None
    actor: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    subject_kind: str = Field(sa_type=Text)
    subject_id: int
    lead_id: int | None = None
    contact_id: int | None = None
    project_id: int | None = None
    change_id: int | None = Field(default=None, foreign_key="change.id")
    data: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
