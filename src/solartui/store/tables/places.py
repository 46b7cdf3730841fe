"""Tables of places: postcodes, what services have answered, and when they may be asked again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from solartui.store.tables.columns import STRICT, Instant, Json, Real


class PostcodeRow(SQLModel, table=True):
    """Where a postcode is; a postcode of several places has a row for each."""

    __tablename__ = "postcode"
    __table_args__ = (
        CheckConstraint("length(country) = 2 AND code_key <> ''", name="code"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        Index("ix_postcode_code", "code_key", "country"),
        Index("ix_postcode_place", "place_key", "country"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    country: str = Field(sa_type=Text)
    code_key: str = Field(sa_type=Text)
    code: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)
    place_key: str = Field(sa_type=Text)
    region: str = Field(sa_type=Text)
    latitude: float = Field(sa_type=Real)
    longitude: float = Field(sa_type=Real)


class PlaceAnswerRow(SQLModel, table=True):
    """What a service has answered. The question is kept as a fingerprint: nobody reads addresses from here."""

    __tablename__ = "place_answer"
    __table_args__ = (UniqueConstraint("question", "service"), STRICT)

    id: int | None = Field(default=None, primary_key=True)
    service: str = Field(sa_type=Text)
    question: str = Field(sa_type=Text)
    answer: list[dict[str, Any]] = Field(sa_type=Json)
    at: datetime = Field(sa_type=Instant)


class PlaceTurnRow(SQLModel, table=True):
    """When a service may be asked again, in seconds since 1970, whoever at this desk asks."""

    __tablename__ = "place_turn"
    __table_args__ = (UniqueConstraint("service"), STRICT)

    id: int | None = Field(default=None, primary_key=True)
    service: str = Field(sa_type=Text)
    free_at: float = Field(sa_type=Real)
