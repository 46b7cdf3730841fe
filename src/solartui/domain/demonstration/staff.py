"""Who works at the demonstration desk, and who gets which lead."""

from __future__ import annotations

from typing import NamedTuple

from solartui.domain.demonstration.dice import Dice
from solartui.domain.demonstration.records import DemoEntity, DemoUser
from solartui.domain.demonstration.tables import Town, pairs, sections
from solartui.domain.text import fold

COMPANY = 1  # the number of the company itself among the entities


class Carrier(NamedTuple):
    """A user, or else a team, branch or partner; both None for nobody."""

    user_id: int | None
    entity_id: int | None


NOBODY = Carrier(None, None)


class Crew(NamedTuple):
    """Who covers a territory."""

    team_id: int
    branch_id: int
    user_ids: tuple[int, ...]
    partner_ids: tuple[int, ...]


def _fields(entry: str) -> list[str]:
    return [field.strip() for field in entry.split(";")]


def entities() -> tuple[DemoEntity, ...]:
    """The company, its branches and teams, and its partners."""
    found = []
    for number, entry in enumerate(sections("desk")["entities"], 1):
        kind, name, parent = _fields(entry)
        found.append(DemoEntity(number, kind, name, int(parent) or None))
    return tuple(found)


def _login(name: str) -> str:
    return ".".join(fold(name).split()) or "desk"


def users(me: str) -> tuple[DemoUser, ...]:
    """The users; `me` is the name of the first one, who runs the desk."""
    found = []
    for number, entry in enumerate(sections("desk")["users"], 1):
        name, login, role, entity = _fields(entry)
        mine = number == 1
        found.append(DemoUser(number, _login(me) if mine else login, me if mine else name, role, int(entity)))
    return tuple(found)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split())


class Staff:
    """Hands leads to the people of their territory."""

    def __init__(self, dice: Dice, me: str) -> None:
        self._dice = dice
        self.users = users(me)
        self.entities = entities()
        self._names = {
            **{Carrier(user.id, None): ("user", user.name) for user in self.users},
            **{Carrier(None, entity.id): (entity.kind, entity.name) for entity in self.entities},
        }
        found = sections("desk")
        self._crew_users = {int(team): _numbers(who) for team, who in pairs(found["crews"]).items()}
        self._partners = {region: _numbers(who) for region, who in pairs(found["partners"]).items()}
        self._territories = {region: int(team) for region, team in pairs(found["territories"]).items()}
        self._crews: dict[Town, Crew] = {}

    def crew(self, town: Town) -> Crew:
        """Who covers a town."""
        found = self._crews.get(town)
        if found is None:
            team = self._territories.get(town.region) or self._territories[town.country]
            branch = self.entities[team - 1].parent_id or COMPANY
            partners = self._partners.get(town.region, ())
            found = self._crews[town] = Crew(team, branch, self._crew_users[team], partners)
        return found

    def carrier(self, crew: Crew) -> Carrier:
        """Somebody of a crew who takes a lead over, most often a single person."""
        roll = self._dice.roll()
        if roll < 0.78:
            return Carrier(self._dice.pick(crew.user_ids), None)
        if roll < 0.9:
            return Carrier(None, crew.team_id)
        if roll < 0.96 and crew.partner_ids:
            return Carrier(None, self._dice.pick(crew.partner_ids))
        return Carrier(None, crew.branch_id)

    def brief(self, who: Carrier) -> dict[str, object]:
        """The carrier as histories name them."""
        kind, name = self._names[who]
        return {"kind": kind, "id": who.user_id or who.entity_id, "name": name}
