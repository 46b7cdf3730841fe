"""The program itself with pictures on the screen: few bytes, silence, and pixels that stay where they belong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from solartui.bootstrap import open_services
from tests.adapters.tile_server import TileServer, serving
from tests.desk import add_lead
from tests.terminal import emulator
from tests.terminal.program import Program


@pytest.fixture
def desk(database: Path) -> Iterator[Path]:
    """A desk with one lead that has a place, and pictures switched on."""
    with serving() as server:
        _switch_on(database, server)
        yield database


def _switch_on(database: Path, server: TileServer) -> None:
    services = open_services(str(database))
    add_lead(services, "Jan Kowalski", latitude=49.98738, longitude=20.06473, city="Wieliczka")
    services.settings.set("pictures.provider", "own")
    services.settings.set("pictures.address", server.template)
    services.settings.set("pictures.attribution", "The Survey")
    services.pictures.accept()
    services.close()


def test_a_picture_costs_nothing_once_it_is_there(desk: Path, tmp_path: Path) -> None:
    with Program(tmp_path, "--db", str(desk), columns=120, rows=36) as program:
        program.wait_for("Kowalski")
        program.after("enter", see="The Survey")
        program.rest()
        silent = len(program.output)
        program.rest()
        assert len(program.output) == silent
        program.after("i", see=(" m a cell", "The Survey"), miss="Summary")
        program.rest()
        for key in ("right", "down", "left"):
            before = len(program.output)
            program.press(key)
            program.rest()
            assert 0 < len(program.output) - before < 500
        program.after("escape", see="Summary")


def test_sixels_come_once_and_again_when_something_stood_over_them(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emulator, "_ANSWERS", (*emulator._ANSWERS[:3], *_ANSWERS, emulator._ANSWERS[4]))
    settings = tmp_path / "config" / "solartui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('graphics = "auto"\n')
    with Program(tmp_path, "--db", str(desk), columns=120, rows=36) as program:
        program.wait_for("Kowalski")
        program.after("enter", see="The Survey", holds=lambda: _sixels(program) == 1)
        program.press("down", "up")
        program.rest()
        shown = _sixels(program)
        program.press("]")
        program.after("[", see="The Survey", holds=lambda: _sixels(program) > shown)
        program.rest()
        shown = _sixels(program)
        program.rest()
        assert _sixels(program) == shown
        assert b"\x1b[16t" in program.output


def _sixels(program: Program) -> int:
    return program.output.count(b"\x1bP0;1;0q")


_ANSWERS = ((emulator._ANSWERS[3][0], b"\x1b[6;16;8t\x1b[?62;4;22c"),)
