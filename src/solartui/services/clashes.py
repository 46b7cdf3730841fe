"""What is done with a lead while somebody else saves it: refused, with what they saved and what was to be done."""

from __future__ import annotations

from collections.abc import Mapping
from sqlite3 import Connection
from typing import Any

from solartui.domain.errors import Stale
from solartui.domain.leads import Lead
from solartui.domain.people import Actor
from solartui.domain.stages import Stage
from solartui.i18n import tr
from solartui.store.reading import people

_SINCE = """
SELECT c.user_id, c.uid, c.actor FROM change_item i JOIN change c ON c.id = i.change_id
WHERE i.table_name = 'lead' AND i.row_id = ? ORDER BY i.id DESC LIMIT ?
"""


def refuse_clash(connection: Connection, actor: Actor, lead: Lead, seen: int, yours: Mapping[str, Any]) -> None:
    """Refuse what somebody decided looking at an older version, unless all that was saved since is their own.

    Args:
        connection: to the database.
        actor: who decided.
        lead: the lead as it is stored now.
        seen: the version that they saw.
        yours: what they decided: a ``stage``, or ``to`` whom the lead was to be given.

    Raises:
        Stale: somebody else saved the lead since.
    """
    steps = lead.version - seen
    saved = connection.execute(_SINCE, (lead.id, max(steps, 1))).fetchall()
    others = [name for user, uid, name in saved if (user, uid) != (actor.user_id, actor.uid)]
    if not others and len(saved) == steps:
        return
    who = others[0] if others else None
    raise Stale(_words(people.stages(connection), who or "?", lead, yours), lead, yours, who)


def _words(stages: tuple[Stage, ...], who: str, lead: Lead, yours: Mapping[str, Any]) -> str:
    names = {stage.key: stage.label for stage in stages}
    theirs = f"{names.get(lead.stage, lead.stage)}, {lead.assignee.name if lead.assignee else tr('nobody')}"
    if "stage" in yours:
        wanted = names.get(yours["stage"], "")
    elif "to" in yours:
        wanted = yours["to"] or tr("nobody")
    else:
        return tr("{who} changed {name} meanwhile. Now: {theirs}.", who=who, name=lead.name, theirs=theirs)
    return tr("{who} changed {name} meanwhile. Now: {theirs}. Not done: {yours}.",
              who=who, name=lead.name, theirs=theirs, yours=wanted)  # fmt: skip
