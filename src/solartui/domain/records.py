"""What hangs on a lead, a contact or a project: notes, documents, activities, and changes that can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from solartui.domain.text import cut

_TOLD = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """The record that something hangs on: ``kind`` is lead, contact or project."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file kept in the database. `size` is in bytes, `sha256` is the content's digest in hex."""

    id: int
    subject: Subject
    note_id: int | None
    name: str
    category: str
    size: int
    sha256: str
    uploaded_by: str
    created_at: datetime
    version: int = 1


@dataclass(frozen=True, slots=True)
class Note:
    """An internal note; customers never see it.

    Attributes:
        lost_file: the name of the file that came with it and was removed since.
    """

    id: int
    subject: Subject
    body: str
    author_id: int | None
    author: str
    created_at: datetime
    updated_at: datetime
    version: int
    document: Document | None = None
    lost_file: str = ""


def told(body: str) -> str:
    """What the history tells of a note."""
    return cut(body, _TOLD)


@dataclass(frozen=True, slots=True)
class Activity:
    """One line of a record's history, append-only. `data` fills the sentence of its `kind`."""

    id: int
    at: datetime
    actor: str
    kind: str
    subject: Subject
    contact_id: int | None
    lead_id: int | None
    project_id: int | None
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Change:
    """One use case that wrote something, and can be taken back as a whole."""

    id: int
    at: datetime
    user_id: int | None
    actor: str
    kind: str
    data: Mapping[str, object]
    rows: int
    undone: bool
