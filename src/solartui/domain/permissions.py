"""What each role may do. Every service asks here before it opens anything."""

from __future__ import annotations

from solartui.domain.errors import NotPermitted
from solartui.domain.vocabulary import Role, label
from solartui.i18n import mark, tr

# Each capability with what the refusal calls it.
CAPABILITIES: dict[str, str] = {
    "view": mark("look at the desk"),
    "export": mark("export lists"),
    "undo": mark("undo changes"),
    "notes.add": mark("write notes"),
    "contacts.edit": mark("change contacts"),
    "contacts.secrets": mark("read numbers of documents"),
    "contacts.erase": mark("erase people"),
    "leads.create": mark("make leads"),
    "leads.edit": mark("change leads"),
    "leads.move": mark("move leads"),
    "leads.assign": mark("assign leads"),
    "leads.archive": mark("archive leads"),
    "leads.convert": mark("convert leads"),
    "projects.edit": mark("change projects"),
    "tasks.field": mark("do tasks of the field"),
    "tasks.do": mark("do tasks of the office"),
    "tasks.override": mark("skip tasks and set stages"),
    "import": mark("import spreadsheets"),
    "leads.delete": mark("delete leads"),
    "views.share": mark("share views"),
    "views.others": mark("change the views of others"),
    "undo.others": mark("undo what others did"),
    "users.admin": mark("manage users"),
    "fields.admin": mark("define fields"),
    "stages.admin": mark("change the stages of leads"),
    "desk.settings": mark("change the settings of the desk"),
    "workflow.admin": mark("install workflows"),
    "db.admin": mark("restore or upgrade the database"),
}

_VIEWER = frozenset({"view", "export"})
_SALES = _VIEWER | {
    "undo",
    "notes.add",
    "contacts.edit",
    "leads.create",
    "leads.edit",
    "leads.move",
    "leads.assign",
    "leads.archive",
    "leads.convert",
    "projects.edit",
    "tasks.field",
    "tasks.do",
    "import",
    "leads.delete",
    "views.share",
}
_MANAGER = _SALES | {"views.others", "undo.others", "tasks.override", "contacts.secrets"}

_INSTALLER = frozenset({"view", "undo", "notes.add", "tasks.field"})

_GRANTED: dict[Role, frozenset[str]] = {
    Role.VIEWER: _VIEWER,
    Role.INSTALLER: _INSTALLER,
    Role.SALES: _SALES,
    Role.MANAGER: _MANAGER,
    Role.ADMIN: frozenset(CAPABILITIES),
}


def allowed(role: Role, capability: str) -> bool:
    """Whether a role has a capability, one of `CAPABILITIES`."""
    if capability not in CAPABILITIES:
        raise KeyError(capability)
    return capability in _GRANTED[role]


def check(role: Role, capability: str) -> None:
    """Go on only if the role has the capability.

    Raises:
        NotPermitted: it does not.
    """
    if not allowed(role, capability):
        what = tr(CAPABILITIES[capability])
        raise NotPermitted(tr("The role {role} may not {what}. Ask an admin.", role=label(role), what=what))
