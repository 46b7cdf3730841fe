"""Keeping a user from the desk and giving the open leads that they carry or own to somebody else, as one change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid, Refused
from solartui.domain.people import Assignee, User
from solartui.domain.selection import Chosen
from solartui.domain.vocabulary import AssigneeKind, Role
from solartui.i18n import tr
from solartui.services.result import Changed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Connection

    from solartui.services.desk import Desk

TOPICS = frozenset({"users", "leads", "projects"})


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What became of a user and their leads.

    Attributes:
        user: as they now are.
        to: who has the leads now.
        leads: how many were handed over.
    """

    user: User
    to: str
    leads: int


def hand_over(desk: Desk, user: User, to: str | Assignee) -> Changed[HandedOver]:
    """Keep a user from the desk, and give the open leads that they carry or own to somebody else.

    Args:
        desk: where.
        user: who goes; may be disabled already.
        to: who takes the leads, as `solartui.services.people.resolve_assignee` reads it.

    Raises:
        NotFound: nobody is called so.
        Invalid: it is nobody, or the user themselves.
    """
    from solartui.services.bulk import act_on_all
    from solartui.services.people import resolve_assignee
    from solartui.store import lead_acts
    from solartui.store.reading import people as reading

    desk.allow("leads.assign")
    with desk.writing("users.admin") as work:
        heir = resolve_assignee(work.raw, to, desk.actor)
        if heir is None or (heir.kind is AssigneeKind.USER and heir.id == user.id):
            raise Invalid(tr("Leads are handed over to somebody else."), "to")
        keep_an_admin(work.raw, user, {"active": False})
        handed = reading.carried(work.raw, user.id)
        if handed:
            act_on_all(desk, work, Chosen.of(handed), lead_acts.assign(reading.stages(work.raw), heir, work.now))
        if heir.kind is AssigneeKind.USER and (owned := reading.owned(work.raw, user.id)):
            act_on_all(desk, work, Chosen.of(owned), lead_acts.set_columns({"owner_id": heir.id}))
            handed = [*dict.fromkeys((*handed, *owned))]
        left = work.update("user_account", user.id, {"active": False})
        after = reading.user(work.raw, user.id) or user
        result = HandedOver(after, heir.name, len(handed))
        if not (handed or left):
            return Changed(result, frozenset())
        work.describe("handover.user", name=user.name, to=heir.name, count=len(handed))
        return Changed(result, TOPICS, work.change_id)


def keep_an_admin(connection: Connection, user: User, columns: Mapping[str, Any]) -> None:
    """Whether somebody is left to manage the desk when a user is given these columns.

    Raises:
        Refused: nobody would be.
    """
    stays = columns.get("active", user.active) and columns.get("role", user.role) == Role.ADMIN
    if stays or not (user.active and user.role is Role.ADMIN):
        return
    query = "SELECT 1 FROM user_account WHERE role = 'admin' AND active = 1 AND id <> ?"
    if connection.execute(query, (user.id,)).fetchone() is None:
        raise Refused(tr("{name} is the only admin of this desk and stays one.", name=user.name))
