"""``solartui users``: who works at the desk."""

from __future__ import annotations

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.documents import user_document, user_pairs
from solartui.cli.entry import assignments
from solartui.cli.grammar import COUNT, Group, argument, option, with_call
from solartui.cli.layout import Column, print_table
from solartui.domain.people import User
from solartui.domain.vocabulary import label
from solartui.i18n import mark, ntr, tr

users = Group("users", help=mark("Manage the people who work here."))

_COLUMNS = (
    Column("id", mark("ID"), lambda user: str(user.id), right=True),
    Column("login", mark("Login"), lambda user: user.login),
    Column("name", mark("Name"), lambda user: user.name),
    Column("role", mark("Role"), lambda user: label(user.role)),
    Column("uid", mark("User number"), lambda user: "" if user.uid is None else str(user.uid), right=True),
    Column("active", mark("Active"), lambda user: tr("yes") if user.active else tr("no")),
)


def _print(call: Call, user: User) -> None:
    among = call.open().people.entities() if user.entity_id else ()
    entity = next((one.name for one in among if one.id == user.entity_id), None)
    call.show(user_document(user), [*user_pairs(user), (tr("Belongs to"), entity)])


@users.command("list", help=mark("List the users."))
@with_call
def _list_users(call: Call) -> None:
    found = call.open().people.users()
    if call.as_json:
        printing.print_json_array(map(user_document, found))
    else:
        print_table(_COLUMNS, found)


@users.command("add", help=mark("Let a person of this machine use the desk."))
@argument("login")
@option("--name", metavar="N", help=mark("The full name; without it, the one that the system knows."))
@option("--role", default="sales", metavar="R", help=mark("admin, manager, sales, installer or viewer."))
@option("--uid", type=COUNT, metavar="N", help=mark("The user number; without it, the one that the system knows."))
@option("--entity", metavar="E", help=mark("The branch, team or partner that they belong to."))
@with_call
def _add(call: Call, login: str, name: str | None, *, role: str, uid: int | None, entity: str | None) -> None:
    _print(call, call.open(make=True).organisation.add_user(login, name, role, uid, entity).value)


@users.command("edit", free_text=True, help=mark("Change name, login, role, uid, entity or active of a user."))
@argument("who", metavar="USER")
@argument("words", nargs=-1, required=True, metavar="FIELD=VALUE...")
@option("--if-version", "version", type=COUNT, metavar="N", help=mark("Only if this is its version still."))
@with_call
def _edit(call: Call, who: str, words: tuple[str, ...], version: int | None) -> None:
    _print(call, call.open().organisation.edit_user(who, assignments(words), version).value)


@users.command("disable", help=mark("Keep a user from the desk; what they wrote stays theirs."))
@argument("who", metavar="USER")
@option("--hand-over-to", "to", metavar="WHO", help=mark("Who gets the open leads that they carry or own."))
@with_call
def _disable(call: Call, who: str, to: str | None) -> None:
    organisation = call.open().organisation
    if to is not None:
        given = organisation.hand_over(who, to).value
        _print(call, given.user)
        printing.warn(
            ntr(
                "{count} lead handed over to {name}.",
                "{count} leads handed over to {name}.",
                given.leads,
                name=given.to,
            )
        )
        return
    user = organisation.disable_user(who).value
    _print(call, user)
    if count := organisation.carried_by(user.id):
        text = ntr("{name} still carries {count} open lead.", "{name} still carries {count} open leads.", count,
                   name=user.name)  # fmt: skip
        printing.warn(f"{text} {tr('Hand them over: users disable {login} --hand-over-to WHO', login=user.login)}")
