"""Tables of the fields that a desk defines for itself, and of people who were erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from solartui.store.tables.columns import STRICT, Flag, Instant, Json, Real

_ONE_SUBJECT = "(lead_id IS NOT NULL) + (contact_id IS NOT NULL) + (project_id IS NOT NULL) = 1"
_ONE_VALUE = "(text IS NOT NULL) + (number IS NOT NULL) + (day IS NOT NULL) + (flag IS NOT NULL) = 1"


class CustomFieldRow(SQLModel, table=True):
    """A field that the admin added to contacts, leads or projects."""

    __tablename__ = "custom_field"
    __table_args__ = (
        CheckConstraint("record IN ('contact', 'lead', 'project')", name="record"),
        CheckConstraint("key <> '' AND label <> ''", name="words"),
        CheckConstraint("kind IN ('text', 'number', 'date', 'choice', 'yes_no')", name="kind"),
        CheckConstraint("(kind = 'choice') = (choices IS NOT NULL)", name="choices"),
        UniqueConstraint("record", "key", name="uq_custom_field_record_key"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    record: str = Field(sa_type=Text)
    key: str = Field(sa_type=Text)
    label: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    choices: list[str] | None = Field(default=None, sa_type=Json)
    required: bool = Field(default=False, sa_type=Flag)
    position: int = 1
    active: bool = Field(default=True, sa_type=Flag)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1


class CustomValueRow(SQLModel, table=True):
    """What one record says in one of these fields, in the column of its kind; choices are texts."""

    __tablename__ = "custom_value"
    __table_args__ = (
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        CheckConstraint(_ONE_VALUE, name="one_value"),
        UniqueConstraint("contact_id", "field_id", name="uq_custom_value_contact_id_field_id"),
        UniqueConstraint("lead_id", "field_id", name="uq_custom_value_lead_id_field_id"),
        UniqueConstraint("project_id", "field_id", name="uq_custom_value_project_id_field_id"),
        Index("ix_custom_value_field", "field_id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    field_id: int = Field(foreign_key="custom_field.id")
    lead_id: int | None = Field(default=None, foreign_key="lead.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    project_id: int | None = Field(default=None, foreign_key="project.id")
    text: str | None = Field(default=None, sa_type=Text)
    number: float | None = Field(default=None, sa_type=Real)
    day: str | None = Field(default=None, sa_type=Text)
    flag: bool | None = Field(default=None, sa_type=Flag)


class ErasureRow(SQLModel, table=True):
    """That a person was erased on request: by whom, when, and how much was removed; nothing of what it was."""

    __tablename__ = "erasure"
    __table_args__ = (STRICT,)

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    at: datetime = Field(sa_type=Instant)
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    uid: int | None = None
    actor: str = Field(sa_type=Text)
    under_way: bool = Field(default=False, sa_type=Flag)
    removed: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
