"""``solartui settings``: what holds for the whole desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.grammar import Group, argument, with_call
from solartui.cli.layout import Column, print_table
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.domain.setting import Setting, Value

settings = Group("settings", help=mark("See and set what holds for the whole desk."))


@settings.command("list", help=mark("List the settings with their values."))
@with_call
def _list(call: Call) -> None:
    found = call.open().settings.all()
    if call.as_json:
        printing.print_json_array(_document(one, value) for one, value in found)
    else:
        columns = (
            Column("key", mark("Name"), lambda row: row[0].key),
            Column("value", mark("Value"), lambda row: _shown(row[1])),
            Column("help", mark("Meaning"), lambda row: tr(row[0].help)),
        )
        print_table(columns, found)


@settings.command("show", help=mark("Show one setting."))
@argument("key")
@with_call
def _show(call: Call, key: str) -> None:
    _print(call, key)


@settings.command("set", help=mark("Set a value for everybody."))
@argument("key")
@argument("value")
@with_call
def _set(call: Call, key: str, value: str) -> None:
    call.open().settings.set(key, value)
    _print(call, key)


@settings.command("reset", help=mark("Go back to the value that it has by itself."))
@argument("key")
@with_call
def _reset(call: Call, key: str) -> None:
    call.open().settings.reset(key)
    _print(call, key)


def _print(call: Call, key: str) -> None:
    from solartui.domain.desk_settings import setting

    one, value = setting(key), call.open().settings.get(key)
    pairs = [
        (tr("Name"), one.key),
        (tr("Value"), _shown(value)),
        (tr("By itself"), _shown(one.default)),
        (tr("Meaning"), tr(one.help)),
    ]
    if one.choices:
        pairs.append((tr("Choices"), ", ".join(one.choices)))
    call.show(_document(one, value), pairs)


def _document(one: Setting, value: Value) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind.value,
        "value": value,
        "default": one.default,
        "choices": list(one.choices),
        "label": tr(one.label),
        "help": tr(one.help),
    }


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return f"{value:g}" if isinstance(value, float) else value
