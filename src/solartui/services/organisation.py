"""Users, branches, teams, partners and service locations as the admin keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from solartui.domain.errors import Invalid, NotFound, Refused, Stale
from solartui.domain.people import Assignee, Entity, User
from solartui.domain.text import clean, fold, sort_key
from solartui.domain.vocabulary import EntityKind, Role, label
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.handover import keep_an_admin
from solartui.services.result import Changed
from solartui.store.reading import people as reading

if TYPE_CHECKING:
    from sqlite3 import Connection

    from solartui.services.handover import HandedOver

TOPICS = frozenset({"users", "leads", "projects"})
_LONGEST = 120
_LONGEST_NUMBER = 18
_LARGEST_UID = 2**32 - 2
_NONE = frozenset({"", "none", "-"})
_OF_USERS = frozenset({"name", "login", "role", "uid", "entity", "active"})
_OF_ENTITIES = frozenset({"name", "parent", "active"})


class OrganisationService:
    """Changes of people and of the parts of the organisation."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # ---- users

    def add_user(
        self,
        login: str,
        name: str | None = None,
        role: str = Role.SALES,
        uid: int | None = None,
        entity: str | None = None,
    ) -> Changed[User]:
        """Let a person of this machine use the desk.

        Args:
            login: their login; the number of the operating system is looked up where `uid` is not given.
            name: their full name, the one the system knows where it is not given.
            role: one of `Role`.
            uid: their user number.
            entity: the part of the organisation that they belong to.

        Raises:
            Invalid: a value cannot be.
            NotFound: there is no such entity.
            Refused: the login or the number is a user already.
        """
        from solartui.store.tables import UserRow

        login = _login(login)
        number, known_name = _looked_up(login)
        known = {"name": clean(name or "") or known_name, "uid": number if uid is None else uid}
        with self._desk.writing("users.admin") as work:
            columns = _user_columns(work.raw, known | {"login": login, "role": role, "entity": entity})
            number = work.add(UserRow(**columns, created_at=work.now, updated_at=work.now))
            work.describe("user.added", name=columns["name"])
            return Changed(_user(work.raw, str(number)), frozenset({"users"}), work.change_id)

    def user(self, name: str) -> User:
        """A user by number, login or name.

        Raises:
            NotFound: there is none.
            Invalid: several are called so.
        """
        with self._desk.reading() as connection:
            return _user(connection, name)

    def edit_user(self, name: str, values: Mapping[str, Any], version: int | None = None) -> Changed[User]:
        """Change name, login, role, user number or entity of a user, or whether they may use the desk.

        Raises:
            NotFound: there is no such user or entity.
            Invalid: a value cannot be.
            Refused: the login or number is somebody else's, or nobody would be left to manage the desk.
            Stale: somebody saved a newer version.
        """
        _refuse_unknown(values, _OF_USERS)
        with self._desk.writing("users.admin") as work:
            user = _user(work.raw, name)
            if version is not None and user.version != version:
                raise Stale(tr("The user {name} was changed meanwhile.", name=user.name), user, values)
            columns = _user_columns(work.raw, values, user.id)
            keep_an_admin(work.raw, user, columns)
            if not work.update("user_account", user.id, columns):
                return Changed(user, frozenset())
            after = _user(work.raw, str(user.id))
            disabled = user.active and not after.active
            work.describe("user.disabled" if disabled else "user.edited", name=after.name)
            return Changed(after, TOPICS, work.change_id)

    def disable_user(self, name: str) -> Changed[User]:
        """Keep a user from the desk; what they wrote and carry stays theirs.

        Raises:
            NotFound: there is no such user.
            Refused: it is oneself, or the last admin.
        """
        return self.edit_user(name, {"active": False})

    def hand_over(self, name: str, to: str | Assignee) -> Changed[HandedOver]:
        """Keep a user from the desk and give their open leads to somebody else, as one change.

        Raises:
            NotFound: there is no such user, or nobody who is called as `to` says.
            Invalid: the leads would be nobody's, or theirs again.
            Refused: it is oneself, or the last admin.
        """
        from solartui.services.handover import hand_over

        return hand_over(self._desk, self.user(name), to)

    def carried_by(self, user_id: int) -> int:
        """How many open leads a user carries."""
        with self._desk.reading() as connection:
            return len(reading.carried(connection, user_id))

    # ---- entities

    def entity(self, name: str) -> Entity:
        """A part of the organisation by number, name, or kind and name as ``partner:Dach``.

        Raises:
            NotFound: there is none.
            Invalid: several are called so.
        """
        with self._desk.reading() as connection:
            return _entity(connection, name)

    def add_entity(self, kind: str, name: str, parent: str | None = None) -> Changed[Entity]:
        """Add a company, branch, team, partner or service location.

        Raises:
            Invalid: there is no such kind, or it has no name.
            Refused: there is one of this kind and name.
            NotFound: the parent does not exist.
        """
        from solartui.store.tables import EntityRow

        chosen, name = _entity_kind(kind), _name(name)
        with self._desk.writing("users.admin") as work:
            _refuse_taken(work.raw, chosen, name)
            above = _entity(work.raw, parent).id if parent else None
            row = EntityRow(
                kind=chosen.value,
                name=name,
                name_key=sort_key(name),
                parent_id=above,
                created_at=work.now,
                updated_at=work.now,
            )
            number = work.add(row)
            work.describe("entity.added", name=name)
            return Changed(_entity(work.raw, str(number)), TOPICS, work.change_id)

    def edit_entity(self, name: str, values: Mapping[str, Any], version: int | None = None) -> Changed[Entity]:
        """Change name or parent of an entity, or whether it is in use.

        Raises:
            NotFound: there is no such entity.
            Invalid: a value cannot be.
            Refused: there is one of this kind and name.
            Stale: somebody saved a newer version.
        """
        _refuse_unknown(values, _OF_ENTITIES)
        with self._desk.writing("users.admin") as work:
            entity = _entity(work.raw, name)
            if version is not None and entity.version != version:
                raise Stale(tr("{name} was changed meanwhile.", name=entity.name), entity, values)
            if not work.update("entity", entity.id, _entity_columns(work.raw, entity, values)):
                return Changed(entity, frozenset())
            after = _entity(work.raw, str(entity.id))
            work.describe("entity.edited", name=after.name)
            return Changed(after, TOPICS, work.change_id)

    def delete_entity(self, name: str) -> Changed[Entity]:
        """Take an entity away that nothing refers to; undo brings it back.

        Raises:
            NotFound: there is no such entity.
            Refused: something refers to it.
        """
        with self._desk.writing("users.admin") as work:
            entity = _entity(work.raw, name)
            if reading.entity_in_use(work.raw, entity.id):
                raise Refused(tr("{name} is in use. Put it out of use instead: active=no.", name=entity.name))
            work.remove("entity", entity.id)
            work.describe("entity.deleted", name=entity.name)
            return Changed(entity, TOPICS, work.change_id)


def _refuse_unknown(values: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(values.keys() - known)
    if unknown:
        raise Invalid(tr("{field}: cannot be changed.", field=clean(unknown[0])[:40]), unknown[0])


def _number(text: str) -> int | None:
    digits = clean(text).removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < _LONGEST_NUMBER else None


def _user(connection: Connection, name: str) -> User:
    wanted, number, users = " ".join(fold(clean(name)).split()), _number(name), reading.users(connection)
    for fits in (
        lambda user: number is not None and user.id == number,
        lambda user: fold(user.login) == wanted,
        lambda user: fold(user.name) == wanted,
    ):
        found = [user for user in users if fits(user)]
        if len(found) > 1:
            logins = ", ".join(user.login for user in found[:4])
            raise Invalid(tr("{text} can be {names}. Write more of the name.", text=wanted[:60], names=logins), "user")
        if found:
            return found[0]
    raise NotFound(tr("There is no user {name}. See: solartui users list", name=clean(name)[:60]))


def _flag(values: Mapping[str, Any], name: str) -> bool:
    from solartui.domain.drafts import checked_flag

    return checked_flag(name, values[name])


def _name(text: object) -> str:
    name = clean(str(text or ""))
    if not name:
        raise Invalid(tr("A name is missing."), "name")
    if len(name) > _LONGEST:
        raise Invalid(tr("{field} can have {limit} characters at most.", field="name", limit=_LONGEST), "name")
    return name


def _login(text: object) -> str:
    login = clean(str(text or ""))
    if not login or " " in login or len(login) > _LONGEST:
        raise Invalid(tr("A login is one word."), "login")
    return login


def _looked_up(login: str) -> tuple[int | None, str]:
    """The user number and the full name that the operating system knows for a login."""
    import pwd

    try:
        entry = pwd.getpwnam(login)
    except (KeyError, ValueError):
        return None, login
    return entry.pw_uid, clean(entry.pw_gecos.split(",")[0])[:_LONGEST] or login


def _user_columns(connection: Connection, values: Mapping[str, Any], user_id: int | None = None) -> dict[str, Any]:
    """Checked values of a user, who is a new one where there is no `user_id`."""
    columns: dict[str, Any] = {}
    if "name" in values:
        columns |= {"name": _name(values["name"]), "name_key": sort_key(_name(values["name"]))}
    if "login" in values:
        columns["login"] = _login(values["login"])
    if "role" in values:
        columns["role"] = clean(str(values["role"] or "")).lower()
        if columns["role"] not in set(Role):
            roles = ", ".join(Role)
            raise Invalid(tr("{role} is none of: {roles}", role=columns["role"][:40], roles=roles), "role")
    if "uid" in values:
        columns["uid"] = _uid(values["uid"])
    if "entity" in values:
        wanted = clean(str(values["entity"] or ""))
        columns["entity_id"] = None if wanted in _NONE else _entity(connection, wanted).id
    if "active" in values:
        columns["active"] = _flag(values, "active")
    taken = "SELECT name FROM user_account WHERE id IS NOT ? AND (login = ? OR (uid IS NOT NULL AND uid = ?))"
    found = connection.execute(taken, (user_id, columns.get("login"), columns.get("uid"))).fetchone()
    if found:
        raise Refused(tr("{name} is a user already.", name=found[0]))
    return columns


def _uid(value: object) -> int | None:
    if value in (None, ""):
        return None
    number = _number(str(value))
    if number is None or number > _LARGEST_UID:
        raise Invalid(tr("{number} is no user number.", number=clean(str(value))[:30]), "uid")
    return number


def _entity_kind(kind: str) -> EntityKind:
    word = clean(kind).lower()
    if word not in set(EntityKind):
        choices = ", ".join(EntityKind)
        raise Invalid(tr("{value} is none of: {choices}", value=word[:40], choices=choices), "kind")
    return EntityKind(word)


def _entity(connection: Connection, name: str) -> Entity:
    text, number, kind = clean(name), _number(name), None
    head, colon, rest = text.partition(":")
    if colon and head.lower() in set(EntityKind):
        kind, text = head.lower(), rest.strip()
    wanted = " ".join(fold(text).split())
    among = [one for one in reading.entities(connection) if kind is None or one.kind.value == kind]
    found = [one for one in among if one.id == number] or [one for one in among if fold(one.name) == wanted]
    if not found:
        raise NotFound(tr("There is no entity {name}. See: solartui entities list", name=text[:60]))
    if len(found) > 1:
        names = ", ".join(f"{one.kind}:{one.name}" for one in found[:4])
        raise Invalid(tr("{text} can be {names}. Write one of them.", text=text[:60], names=names), "entity")
    return found[0]


def _refuse_taken(connection: Connection, kind: EntityKind, name: str, but: int | None = None) -> None:
    query = "SELECT id FROM entity WHERE kind = ? AND name_key = ?"
    row = connection.execute(query, (kind.value, sort_key(name))).fetchone()
    if row is not None and row[0] != but:
        raise Refused(tr("{kind} {name} is there already.", kind=label(kind), name=name))


def _entity_columns(connection: Connection, entity: Entity, values: Mapping[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if "name" in values:
        name = _name(values["name"])
        _refuse_taken(connection, entity.kind, name, entity.id)
        columns |= {"name": name, "name_key": sort_key(name)}
    if "parent" in values:
        wanted = clean(str(values["parent"] or ""))
        columns["parent_id"] = None if wanted in _NONE else _parent(connection, entity, wanted)
    if "active" in values:
        columns["active"] = _flag(values, "active")
    return columns


def _parent(connection: Connection, entity: Entity, wanted: str) -> int:
    """The part that another one belongs to; it may not belong to that one in turn."""
    found = _entity(connection, wanted)
    parents = {one.id: one.parent_id for one in reading.entities(connection)}
    above: int | None = found.id
    while above is not None:
        if above == entity.id:
            raise Refused(tr("{name} cannot belong to itself.", name=entity.name))
        above = parents.get(above)
    return found.id
