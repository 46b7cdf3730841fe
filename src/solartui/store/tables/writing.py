"""Tables of what people write and keep: notes, documents, saved views, preferences."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from solartui.store.tables.columns import STRICT, STRICT_KEYED, Flag, Instant, Json

_ONE_SUBJECT = "(lead_id IS NOT NULL) + (contact_id IS NOT NULL) + (project_id IS NOT NULL) = 1"


class NoteRow(SQLModel, table=True):
    """An internal note on a lead, a contact or a project."""

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        CheckConstraint("body <> ''", name="body"),
        Index("ix_note_lead", "lead_id", "created_at", "id"),
        Index("ix_note_contact", "contact_id", "created_at", "id"),
        Index("ix_note_project", "project_id", "created_at", "id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int | None = Field(default=None, foreign_key="lead.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    project_id: int | None = Field(default=None, foreign_key="project.id")
    body: str = Field(sa_type=Text)
    author_id: int | None = Field(default=None, foreign_key="user_account.id")
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1


class DocumentContentRow(SQLModel, table=True):
    """The bytes of a file, once for each content; `sha256` is their digest in hex."""

    __tablename__ = "document_content"
    __table_args__ = (STRICT_KEYED,)

    sha256: str = Field(primary_key=True, sa_type=Text)
    content: bytes = Field(sa_type=LargeBinary)


class DocumentRow(SQLModel, table=True):
    """A file of a lead, a contact or a project; it outlives the note it came with."""

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint(_ONE_SUBJECT, name="one_subject"),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("category IN ('customer', 'bill', 'technical', 'other')", name="category"),
        Index("ix_document_lead", "lead_id", "created_at", "id"),
        Index("ix_document_contact", "contact_id"),
        Index("ix_document_project", "project_id"),
        Index("ix_document_note", "note_id"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    lead_id: int | None = Field(default=None, foreign_key="lead.id")
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    project_id: int | None = Field(default=None, foreign_key="project.id")
    note_id: int | None = Field(default=None, foreign_key="note.id")
    name: str = Field(sa_type=Text)
    category: str = Field(default="other", sa_type=Text)
    size: int
    sha256: str = Field(sa_type=Text, foreign_key="document_content.sha256")
    uploaded_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1


class SavedViewRow(SQLModel, table=True):
    """A named list: its filter, its order and its columns; shared, or of one user."""

    __tablename__ = "saved_view"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("record IN ('lead', 'project')", name="record"),
        UniqueConstraint("owner_id", "record", "name_key"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    owner_id: int | None = Field(default=None, foreign_key="user_account.id")
    record: str = Field(default="lead", sa_type=Text, sa_column_kwargs={"server_default": "lead"})
    shared: bool = Field(default=False, sa_type=Flag)
    name: str = Field(sa_type=Text)
    name_key: str = Field(sa_type=Text)
    query: str = Field(default="", sa_type=Text)
    sort: str | None = Field(default=None, sa_type=Text)
    columns: list[str] | None = Field(default=None, sa_type=Json)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1


class PreferenceRow(SQLModel, table=True):
    """One setting of one user, as JSON."""

    __tablename__ = "preference"
    __table_args__ = (UniqueConstraint("user_id", "key"), STRICT)

    id: int | None = Field(default=None, primary_key=True)
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    key: str = Field(sa_type=Text)
    value: Any = Field(default=None, sa_type=Json)
