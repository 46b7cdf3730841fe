"""What the doctor says about pictures: how this terminal shows them, and whose the desk fetches."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from solartui.cli.findings import Finding
from solartui.domain.errors import SolarError
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.cli.call import Call
    from solartui.services.pictures import PictureState

_MODES = {
    "quadrants": mark("signs with four dots"),
    "halves": mark("signs with two dots"),
    None: mark("a drawn map of letters"),
}


def terminal_pictures() -> Iterator[Finding]:
    """How pictures are shown here."""
    from solartui.screens.site_pictures import picture_mode
    from solartui.terminal import graphics

    yield Finding("pictures", tr("Pictures as"), tr(_MODES[picture_mode()]))
    advice = ""
    try:
        setting = _graphics_setting()
    except SolarError as problem:
        setting, advice = "cells", problem.message
    why = graphics.obstacle(os.environ)
    if why is not None:
        yield Finding("pixels", tr("Pixels"), tr("no: {why}", why=tr(why)), advice)
        return
    from solartui.terminal.probe import ask

    able, wish = ask(), graphics.wanted(os.environ, setting)
    possible = graphics.decide("auto", able)
    if wish == "cells" and possible.protocol != "cells":
        words = tr("possible by {way}, not asked for: graphics in config.toml is cells", way=possible.protocol)
    else:
        chosen = graphics.decide(wish, able) if wish != "cells" else possible
        words = (
            f"{chosen.protocol}: {tr(chosen.why)}"
            if chosen.protocol != "cells"
            else tr("no: {why}", why=tr(chosen.why))
        )
    yield Finding("pixels", tr("Pixels"), words, advice)


def _graphics_setting() -> str:
    from solartui.commands.personal import read_personal
    from solartui.settings import config_file

    return read_personal(config_file()).graphics


def desk_pictures(call: Call) -> Iterator[Finding]:
    """Whose pictures the desk fetches, on what terms, and how many are kept."""
    from solartui.services.pictures import KEY_VARIABLE

    try:
        state = call.open().pictures.state()
    except SolarError:
        return  # the database has a finding of its own
    yield Finding("provider", tr("Pictures from"), _provider(state), _advice(state))
    chosen = state.chosen
    if chosen is not None:
        yield Finding("terms", tr("Terms"), " ".join(part for part in (tr(chosen.terms), chosen.more) if part))
        if chosen.needs_key and not state.command and not os.environ.get(KEY_VARIABLE):
            advice = tr("Name a command that prints it: solartui settings set pictures.key_command COMMAND")
            yield Finding("picture_key", tr("Key of the provider"), tr("missing"), advice)
    yield Finding("picture_cache", tr("Pictures kept"), _kept(state))


def _provider(state: PictureState) -> str:
    if state.chosen is None:
        return tr("nobody; nothing is fetched")
    return f"{state.chosen.name} ({state.chosen.attribution})"


def _advice(state: PictureState) -> str:
    if state.chosen is None or state.accepted:
        return ""
    command = f"solartui settings set pictures.accepted {state.chosen.accepted_as}"
    return tr("Nothing is fetched until an admin accepts the terms: {command}", command=command)


def _kept(state: PictureState) -> str:
    from solartui.adapters.tile_cache import TileCache
    from solartui.settings import cache_dir

    folder = cache_dir() / "tiles"
    size = TileCache(folder, state.limit).size()
    return tr(
        "{size} of {most} MB in {folder}", size=round(size / 1e6), most=round(state.limit / 1e6), folder=str(folder)
    )
