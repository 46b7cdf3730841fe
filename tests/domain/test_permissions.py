"""Role by role, capability by capability."""

from __future__ import annotations

import pytest

from solartui.domain.errors import NotPermitted
from solartui.domain.permissions import CAPABILITIES, allowed, check
from solartui.domain.vocabulary import Role

# Who may; everybody above may, too.
LEAST = {
    "view": Role.VIEWER,
    "export": Role.VIEWER,
    "undo": Role.SALES,
    "notes.add": Role.SALES,
    "contacts.edit": Role.SALES,
    "leads.create": Role.SALES,
    "leads.edit": Role.SALES,
    "leads.move": Role.SALES,
    "leads.assign": Role.SALES,
    "leads.archive": Role.SALES,
    "leads.convert": Role.SALES,
    "leads.delete": Role.SALES,
    "projects.edit": Role.SALES,
    "tasks.field": Role.SALES,
    "tasks.do": Role.SALES,
    "tasks.override": Role.MANAGER,
    "workflow.admin": Role.ADMIN,
    "import": Role.SALES,
    "views.share": Role.SALES,
    "views.others": Role.MANAGER,
    "undo.others": Role.MANAGER,
    "users.admin": Role.ADMIN,
    "fields.admin": Role.ADMIN,
    "stages.admin": Role.ADMIN,
    "contacts.secrets": Role.MANAGER,
    "contacts.erase": Role.ADMIN,
    "desk.settings": Role.ADMIN,
    "db.admin": Role.ADMIN,
}
RANK = [Role.VIEWER, Role.SALES, Role.MANAGER, Role.ADMIN]
# Beside the ranks: whoever works in the field looks, writes notes, ticks tasks there, and takes back what they did.
FIELD = {"view", "undo", "notes.add", "tasks.field"}


def test_every_capability_is_in_the_table() -> None:
    assert set(LEAST) == set(CAPABILITIES)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("capability", CAPABILITIES)
def test_who_may_do_what(role: Role, capability: str) -> None:
    may = capability in FIELD if role is Role.INSTALLER else RANK.index(role) >= RANK.index(LEAST[capability])
    assert allowed(role, capability) is may
    if may:
        check(role, capability)
        return
    with pytest.raises(NotPermitted) as caught:
        check(role, capability)
    assert caught.value.exit_status == 5
    assert "Ask an admin" in caught.value.message


def test_the_refusal_says_who_may_not_do_what() -> None:
    with pytest.raises(NotPermitted, match=r"The role Viewer may not move leads\."):
        check(Role.VIEWER, "leads.move")


def test_a_capability_that_is_not_there_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        check(Role.ADMIN, "leads.polish")
