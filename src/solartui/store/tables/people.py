"""Tables of users, entities and contacts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from solartui.store.tables.columns import STRICT, Flag, Instant

_MERGED = text("merged_into_id IS NOT NULL")
_WITH_LOGIN = text("login_key IS NOT NULL")
_GIVEN = text("external_id IS NOT NULL")


class EntityRow(SQLModel, table=True):
    """A company, branch, team, partner or service location."""

    __tablename__ = "entity"
    __table_args__ = (
        CheckConstraint("kind IN ('company', 'branch', 'team', 'partner', 'location')", name="kind"),
        UniqueConstraint("kind", "name_key"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    name_key: str = Field(sa_type=Text)
    parent_id: int | None = Field(default=None, foreign_key="entity.id")
    active: bool = Field(default=True, sa_type=Flag)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1


class UserRow(SQLModel, table=True):
    """A person with a login; `uid` is the operating system's number."""

    __tablename__ = "user_account"
    __table_args__ = (
        CheckConstraint("role IN ('admin', 'manager', 'sales', 'installer', 'viewer')", name="role"),
        CheckConstraint("name <> ''", name="name"),
        UniqueConstraint("uid"),
        UniqueConstraint("login"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    uid: int | None = None
    login: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    name_key: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    active: bool = Field(default=True, sa_type=Flag)
    entity_id: int | None = Field(default=None, foreign_key="entity.id")
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    version: int = 1


class ContactRow(SQLModel, table=True):
    """A person or a company that leads and projects refer to."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("kind IN ('person', 'company')", name="kind"),
        CheckConstraint("origin IN ('manual', 'leadgen')", name="origin"),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("gender IN ('female', 'male', 'other')", name="gender"),
        Index(
            "uq_contact_login_key",
            "login_key",
            unique=True,
            sqlite_where=_WITH_LOGIN,
            postgresql_where=_WITH_LOGIN,
        ),
        Index("ix_contact_name", "name_key", "id"),
        Index("ix_contact_fold", "name_fold"),
        Index("ix_contact_company", "company_id"),
        Index("ix_contact_merged", "merged_into_id", sqlite_where=_MERGED, postgresql_where=_MERGED),
        Index("ix_contact_external", "external_id", sqlite_where=_GIVEN, postgresql_where=_GIVEN),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    name_key: str = Field(sa_type=Text)
    name_fold: str = Field(sa_type=Text)
    company_id: int | None = Field(default=None, foreign_key="contact.id")
    origin: str = Field(default="manual", sa_type=Text)
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    created_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    merged_into_id: int | None = Field(default=None, foreign_key="contact.id")
    version: int = 1
    middle_name: str | None = Field(default=None, sa_type=Text)
    gender: str | None = Field(default=None, sa_type=Text)
    birth_date: str | None = Field(default=None, sa_type=Text)
    passport: str | None = Field(default=None, sa_type=Text)
    licence: str | None = Field(default=None, sa_type=Text)
    login: str | None = Field(default=None, sa_type=Text)
    login_key: str | None = Field(default=None, sa_type=Text)
    erased_at: datetime | None = Field(default=None, sa_type=Instant)
    external_id: str | None = Field(default=None, sa_type=Text)


class ContactEmailRow(SQLModel, table=True):
    """An e-mail address of a contact; never changed once stored (a trigger keeps it so)."""

    __tablename__ = "contact_email"
    __table_args__ = (
        UniqueConstraint("address_key"),
        Index("ix_contact_email_contact", "contact_id", "position"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    position: int
    address: str = Field(sa_type=Text)
    address_key: str = Field(sa_type=Text)
    unusable: bool = Field(default=False, sa_type=Flag)


class ContactPhoneRow(SQLModel, table=True):
    """A phone number of a contact, as typed and in E.164 form."""

    __tablename__ = "contact_phone"
    __table_args__ = (
        Index("ix_contact_phone_contact", "contact_id", "position"),
        Index("ix_contact_phone_digits", "digits"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    contact_id: int = Field(foreign_key="contact.id")
    position: int
    number: str = Field(sa_type=Text)
    e164: str | None = Field(default=None, sa_type=Text)
    digits: str = Field(sa_type=Text)
