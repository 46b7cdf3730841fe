"""Textual bindings made from the command records; the only part of this package that needs Textual."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from solartui.commands import Command, commands_of
from solartui.commands.catalogue import CATALOGUE
from solartui.commands.record import Keymap

# These keys go straight to their widget. Without priority a key first climbs from the focused widget to the app, one
# turn of the event loop for every widget on the way. A list takes no key from a field: only the one with the focus
# is asked.
_STRAIGHT = frozenset({"table", "cells"})
# The end is for now; and of what is typed behind the key for the search, no letter may become a command.
_AT_ONCE = frozenset({"quit", "list.search"})


def bindings_for(*scopes: str) -> list[BindingType]:
    """The bindings of some scopes, for the ``BINDINGS`` of a screen or widget.

    A direct command runs the widget's own action. Any other goes to the screen, which first asks whether it is possible
    and says why not.
    """
    return [_binding(one) for one in commands_of(*scopes) if one.keys]


def textual_keymap(keymap: Keymap) -> dict[str, str]:
    """A person's key map in the form that `App.set_keymap` takes; unknown ids are left out."""
    known = {one.id for one in CATALOGUE}
    return {command_id: ",".join(keys) for command_id, keys in keymap.items() if command_id in known and keys}


def _binding(one: Command) -> Binding:
    action = one.action if one.direct else f"screen.command('{one.id}')"
    straight = one.scope in _STRAIGHT or one.id in _AT_ONCE
    return Binding(",".join(one.keys), action, show=False, id=one.id, priority=straight)
