"""What can be done, as data: bindings, footer, palette, help and the key list all come from the same records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from solartui.commands.catalogue import CATALOGUE, CONTEXTS, SCOPES
from solartui.commands.record import Command, Keymap, written
from solartui.i18n import tr

__all__ = [
    "CATALOGUE",
    "CONTEXTS",
    "SCOPES",
    "Command",
    "FooterEntry",
    "HelpGroup",
    "Keymap",
    "command",
    "commands_of",
    "footer_entries",
    "help_groups",
    "keys_markdown",
    "palette_commands",
    "written",
]

_BY_ID = {one.id: one for one in CATALOGUE}


@dataclass(frozen=True, slots=True)
class FooterEntry:
    """One key and its word at the bottom of the screen; `command_id` is run on a click."""

    key: str
    title: str
    command_id: str


@dataclass(frozen=True, slots=True)
class HelpGroup:
    """A heading of the help page with its commands."""

    heading: str
    commands: tuple[Command, ...]


def command(command_id: str) -> Command:
    """The command with an id.

    Raises:
        KeyError: there is none.
    """
    return _BY_ID[command_id]


def commands_of(*scopes: str) -> tuple[Command, ...]:
    """All commands of some scopes, in the order of the catalogue."""
    return tuple(one for one in CATALOGUE if one.scope in scopes)


def footer_entries(
    scopes: Iterable[str], keymap: Keymap, works: Callable[[Command], bool], marking: bool = False
) -> list[FooterEntry]:
    """What the footer shows, in order of use.

    Args:
        scopes: the scopes of the screen.
        keymap: keys that the person changed.
        works: whether a command is possible here and now.
        marking: whether something is marked: then only what works on marked records stays.
    """
    shown = sorted(
        (
            one
            for one in commands_of(*scopes)
            if one.footer and one.keys_in(keymap) and (one.marked or not marking) and works(one)
        ),
        key=lambda one: one.rank,
    )
    partners = {one.joins: one for one in shown if one.joins}
    entries = []
    for one in shown:
        if one.joins and any(other.id == one.joins for other in shown):
            continue
        keys, title = [one.shown_key(keymap)], one.title
        if one.id in partners:
            keys.append(partners[one.id].shown_key(keymap))
            title = one.together or title
        entries.append(FooterEntry(" ".join(keys), tr(title), one.id))
    return entries


def palette_commands(scopes: Iterable[str]) -> list[Command]:
    """What the palette offers on a screen: everything but moving about."""
    return sorted((one for one in commands_of(*scopes) if not one.direct), key=lambda one: one.rank)


def help_groups(scopes: Iterable[str], works: Callable[[Command], bool]) -> list[HelpGroup]:
    """The commands of a screen under their headings; what the screen is about comes first."""
    order = sorted(scopes, key=lambda scope: (scope == "global", scope in {"table", "cells"}))
    groups = []
    for scope in order:
        found = tuple(sorted((one for one in commands_of(scope) if works(one)), key=lambda one: one.rank))
        if found:
            groups.append(HelpGroup(tr(SCOPES[scope]), found))
    return groups


def keys_markdown() -> str:
    """All keys as a Markdown document, for docs/keys.md and ``solartui keys --markdown``."""
    lines = [f"# {tr('Keys')}", ""]
    for scope, heading in SCOPES.items():
        lines += [f"## {tr(heading)}", "", f"| {tr('Key')} | {tr('Command')} | {tr('What it does')} |", "|---|---|---|"]
        for one in commands_of(scope):
            keys = " ".join(f"`{written(key)}`" for key in one.keys) or tr("palette")
            lines.append(f"| {keys} | `{one.id}` | {tr(one.help)} |")
        lines.append("")
    return "\n".join(lines)
