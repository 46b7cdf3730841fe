"""Textual bindings made from the command records; the only part of this package that needs Textual."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from solartui.commands import Command, commands_of
from solartui.commands.catalogue import CATALOGUE
from solartui.commands.record import Keymap

# Typing widgets take every letter; these keys must reach us all the same.
_PRIORITY = frozenset({"quit"})


def bindings_for(*scopes: str) -> list[BindingType]:
    """The bindings of some scopes, for the ``BINDINGS`` of a screen or widget.

    A direct command runs the widget's own action. Any other runs ``command('id')``, where the screen first asks
    whether it is possible and says why not.
    """
    return [_binding(one) for one in commands_of(*scopes) if one.keys]


def textual_keymap(keymap: Keymap) -> dict[str, str]:
    """A person's key map in the form that `App.set_keymap` takes; unknown ids are left out."""
    known = {one.id for one in CATALOGUE}
    return {command_id: ",".join(keys) for command_id, keys in keymap.items() if command_id in known and keys}


def _binding(one: Command) -> Binding:
    action = one.action if one.direct else f"command('{one.id}')"
    return Binding(",".join(one.keys), action, show=False, id=one.id, priority=one.id in _PRIORITY)
