"""What a person set for the screens: their own keys and colours, from one file that they write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from solartui.commands.catalogue import CATALOGUE
from solartui.commands.record import Keymap
from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.i18n import tr

_GRAPHICS = ("cells", "auto", "kitty", "sixel")


@dataclass(frozen=True, slots=True)
class Personal:
    """A person's settings.

    Attributes:
        keys: their keys by command id.
        theme: name of their colours, None for ours.
        graphics: how pictures are shown: cells, auto, kitty or sixel.
    """

    keys: Keymap = field(default_factory=dict)
    theme: str | None = None
    graphics: str = "cells"


def read_personal(path: Path) -> Personal:
    """The settings in a file; none of them where there is no file.

    Raises:
        Invalid: the file is no TOML, or a command or a value in it is none; the line says which.
    """
    try:
        found = _loaded(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Personal()
    except (OSError, ValueError) as error:
        raise Invalid(tr("{path} cannot be read: {why}", path=clean(str(path)), why=clean(str(error)))) from error
    theme = found.get("theme")
    if theme is not None and not isinstance(theme, str):
        raise _wrong(path, "theme", tr("is no text"))
    graphics = found.get("graphics", "cells")
    if graphics not in _GRAPHICS:
        raise _wrong(path, "graphics", tr("is one of: {known}", known=", ".join(_GRAPHICS)))
    return Personal(_keys(path, found.get("keys", {})), theme, graphics)


def _loaded(text: str) -> dict[str, Any]:
    import tomllib  # most people have no such file

    return tomllib.loads(text)


def _keys(path: Path, table: Any) -> Keymap:
    if not isinstance(table, Mapping):
        raise _wrong(path, "keys", tr("is no table"))
    known = {one.id for one in CATALOGUE}
    keys: dict[str, tuple[str, ...]] = {}
    for command_id, value in table.items():
        if command_id not in known:
            raise _wrong(path, command_id, tr("is no command; see: solartui keys"))
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list) or not all(isinstance(key, str) and key for key in given):
            raise _wrong(path, command_id, tr("needs a key or a list of keys"))
        keys[command_id] = tuple(given)
    return keys


def _wrong(path: Path, name: str, why: str) -> Invalid:
    return Invalid(f"{clean(str(path))}: {clean(name)} {why}")
