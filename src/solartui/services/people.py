"""Users and entities: who is at the desk, and who can carry a lead."""

from __future__ import annotations

import os
from contextlib import suppress
from sqlite3 import Connection

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Unavailable
from solartui.domain.people import Actor, Assignee, Entity, User
from solartui.domain.stages import Stage
from solartui.domain.text import clean, fold, sort_key
from solartui.domain.vocabulary import AssigneeKind, EntityKind, Role, label
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.store.reading import people as reading
from solartui.store.store import Store

_NOBODY = {"", "none", "nobody", "nikt", "brak", "-"}
_MYSELF = {"me", "ja", "mnie"}
_LONGEST = 120


def known_login(uid: int) -> tuple[str, str] | None:
    """The login and the full name that the operating system knows for a user number; None where it knows none."""
    import pwd

    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return None
    return entry.pw_name, clean(entry.pw_gecos.split(",")[0])[:_LONGEST] or clean(entry.pw_name)


def login_of(uid: int) -> tuple[str, str]:
    """As `known_login`, with names made of the number where the system knows none."""
    return known_login(uid) or (f"user{uid}", f"user{uid}")


def actor_for(store: Store) -> Actor:
    """Who runs this program, by the user number of the operating system; the first one to open a desk is its admin.

    A user who was added before the system knew their login is theirs as soon as it does.

    Raises:
        NotPermitted: the desk has users, and this person is none of them, or was disabled.
    """
    uid = os.getuid()
    known = known_login(uid)
    with store.reading() as connection:
        user = reading.user_by_uid(connection, uid)
        if user is None and known:
            user = reading.user_without_uid(connection, known[0])
        nobody = user is None and not reading.anybody(connection)
    if nobody:
        user = _first_admin(store, uid)
    if user is None:
        login = login_of(uid)[0]
        raise NotPermitted(
            tr("{login} is no user of this desk. Ask an admin for: solartui users add {login}", login=login)
        )
    if not user.active:
        raise NotPermitted(tr("{name} may no longer use this desk.", name=user.name))
    if user.uid is None:
        _bind(store, user, uid)
    return Actor(user.id, uid, user.name, user.role, user.entity_id)


def _first_admin(store: Store, uid: int) -> User | None:
    """Make this person the admin of an empty desk; whoever they are in it when somebody else was quicker."""
    from solartui.store.tables import UserRow

    login, name = login_of(uid)
    with store.begin(Actor(None, uid, name, Role.ADMIN)) as work:
        if not reading.anybody(work.raw):
            row = UserRow(
                uid=uid,
                login=login,
                name=name,
                name_key=sort_key(name),
                role=Role.ADMIN.value,
                created_at=work.now,
                updated_at=work.now,
            )
            work.add(row)
            work.describe("user.added", undoable=False, name=name)
        return reading.user_by_uid(work.raw, uid)


def _bind(store: Store, user: User, uid: int) -> None:
    """Keep the number of a user who came for the first time; a login can be given to somebody else one day."""
    with suppress(Unavailable), store.begin(Actor(user.id, uid, user.name, user.role)) as work:
        work.raw.execute("UPDATE user_account SET uid = ? WHERE id = ? AND uid IS NULL", (uid, user.id))


def resolve_assignee(connection: Connection, who: str | Assignee | None, actor: Actor) -> Assignee | None:
    """The user, team, branch or partner that a person names.

    `who` is ``me``, ``none``, a login, a name or the beginning of one, or any of these after ``user:``, ``team:``,
    ``branch:`` or ``partner:``.

    Raises:
        NotFound: nobody is called so.
        Invalid: several are.
    """
    if who is None:
        return None
    if isinstance(who, Assignee):
        return _still_there(connection, who)
    text = clean(who)
    wanted = " ".join(fold(text).split())
    if who.strip() and not wanted:
        raise Invalid(tr("{field} has no visible character.", field="assignee"), "assignee")
    if wanted in _NOBODY:
        return None
    if wanted in _MYSELF and actor.user_id is not None:
        return Assignee(AssigneeKind.USER, actor.user_id, actor.name)
    kind, _, rest = wanted.partition(":")
    among = reading.assignees(connection)
    if rest and kind in set(AssigneeKind):
        among, wanted, text = [a for a in among if a.kind == kind], rest.strip(), text.partition(":")[2].strip()
    return _choose(among, wanted, text, _logins(connection))


def _still_there(connection: Connection, who: Assignee) -> Assignee:
    """Somebody who was chosen from a list, as they are now."""
    for found in reading.assignees(connection):
        if (found.kind, found.id) == (who.kind, who.id):
            return found
    raise NotFound(tr("{name} can no longer be given leads.", name=clean(who.name)))


def _logins(connection: Connection) -> dict[int, str]:
    return {user.id: fold(user.login) for user in reading.users(connection)}


def _choose(among: list[Assignee], wanted: str, text: str, logins: dict[int, str]) -> Assignee:
    def login(a: Assignee) -> str:
        return logins.get(a.id, "") if a.kind is AssigneeKind.USER else ""

    exact = [a for a in among if wanted in (fold(a.name), login(a), str(a.id) if a.kind is AssigneeKind.USER else "")]
    found = exact or [
        a for a in among if any(word.startswith(wanted) for word in (fold(a.name), *fold(a.name).split()))
    ]
    if not found:
        raise NotFound(tr("Nobody is called {text}. See: solartui users list", text=text[:60]))
    if len(found) > 1:
        names = ", ".join(a.name for a in found[:4])
        raise Invalid(tr("{text} can be {names}. Write more of the name.", text=text[:60], names=names))
    return found[0]


def named_entity(connection: Connection, kind: EntityKind, text: str | None) -> int | None:
    """The number of an entity of a kind, by its name, the beginning of it, or its number.

    Raises:
        NotFound: there is none.
        Invalid: several are called so.
    """
    wanted = " ".join(fold(clean(text or "")).split())
    if wanted in _NOBODY:
        return None
    among = [one for one in reading.entities(connection) if one.kind is kind and one.active]
    exact = [one for one in among if wanted in (fold(one.name), str(one.id), f"#{one.id}")]
    found = exact or [one for one in among if fold(one.name).startswith(wanted)]
    if not found:
        kinds = {"kind": label(kind), "text": clean(text or "")[:60]}
        raise NotFound(tr("{kind}: there is none called {text}. See: solartui entities list", **kinds))
    if len(found) > 1:
        names = ", ".join(one.name for one in found[:4])
        raise Invalid(tr("{text} can be {names}. Write more of the name.", text=wanted[:60], names=names), kind.value)
    return found[0].id


class PeopleService:
    """Users, entities and stages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def current(self) -> Actor:
        """Who is at the desk."""
        return self._desk.actor

    def users(self) -> list[User]:
        """All users."""
        with self._desk.reading() as connection:
            return reading.users(connection)

    def entities(self) -> list[Entity]:
        """All companies, branches, teams and partners."""
        with self._desk.reading() as connection:
            return reading.entities(connection)

    def assignees(self, *, every: bool = False) -> list[Assignee]:
        """Everybody who can carry a lead; every one also names those who could once and may still carry some."""
        with self._desk.reading() as connection:
            return reading.assignees(connection, every=every)

    def stages(self) -> tuple[Stage, ...]:
        """All lead stages in their order."""
        with self._desk.reading() as connection:
            return reading.stages(connection)
