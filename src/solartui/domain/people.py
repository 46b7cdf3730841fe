"""Who works at the desk: users, and the parts of the organisation that leads can be assigned to."""

from __future__ import annotations

from dataclasses import dataclass

from solartui.domain.vocabulary import AssigneeKind, EntityKind, Role


@dataclass(frozen=True, slots=True)
class User:
    """A person with a login. `uid` is the operating system's number, the only identity that is trusted."""

    id: int
    uid: int | None
    login: str
    name: str
    role: Role
    active: bool
    entity_id: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A company, branch, team or partner."""

    id: int
    kind: EntityKind
    name: str
    parent_id: int | None
    active: bool
    version: int


@dataclass(frozen=True, slots=True)
class Assignee:
    """Who carries a lead or a project: a user, or a team, branch or partner."""

    kind: AssigneeKind
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, as every activity row names them."""

    user_id: int | None
    uid: int | None
    name: str
    role: Role
    entity_id: int | None = None


SYSTEM = Actor(None, None, "system", Role.ADMIN)
