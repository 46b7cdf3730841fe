"""What stands on the terminal before Textual is loaded, and how the terminal is given back if it never is."""

from __future__ import annotations

import re
import signal
from typing import TYPE_CHECKING

import pytest
from rich.color import ColorSystem
from rich.style import Style

from solartui.terminal.colours import nearest_styles
from solartui.terminal.first_picture import Band, colours, sequences
from tests.desk import add_lead
from tests.terminal.emulator import Emulator
from tests.terminal.program import Program
from tests.terminal.pty_harness import assert_restored

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from solartui.services.container import Services

AMBER = Style.parse("bold #ffb454 on #11141a")
# Textual is found only once a file says so.
HELD = """
import pathlib, time
class Held:
    def find_spec(self, name, path=None, target=None):
        while name == "textual" and not pathlib.Path("go").exists():
            time.sleep(0.01)
sys.meta_path.insert(0, Held())
"""


@pytest.mark.parametrize(
    ("variables", "system"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, ColorSystem.TRUECOLOR),
        ({"TERM": "xterm-256color", "COLORTERM": " 24bit "}, ColorSystem.TRUECOLOR),
        ({"TERM": "screen-256color"}, ColorSystem.EIGHT_BIT),
        ({"TERM": "xterm-kitty"}, ColorSystem.EIGHT_BIT),
        ({"TERM": "xterm"}, None),
        ({"TERM": "xterm-16color"}, None),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, None),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, None),
        ({"TERM": "xterm-256color", "TEXTUAL_COLOR_SYSTEM": "standard"}, None),
        ({"TERM": "xterm-256color", "SOLARTUI_GLYPHS": "ascii"}, None),
    ],
)
def test_only_where_it_looks_as_it_will_then(variables: dict[str, str], system: ColorSystem | None) -> None:
    assert colours({"LANG": "C.UTF-8", **variables}) is system


def test_stretches_stand_in_their_places_and_colours() -> None:
    emulator = Emulator(20, 4)
    picture = sequences([Band(1, 3, (("Żółć", AMBER), ("!", Style()))), Band(3, 16, (("last", AMBER),))],
                        ColorSystem.TRUECOLOR)  # fmt: skip
    emulator.feed(picture.encode())
    assert [line.rstrip() for line in emulator.screen.display] == ["", "   Żółć!", "", " " * 16 + "last"]
    cell = emulator.screen.buffer[1][3]
    assert (cell.fg, cell.bg, cell.bold) == ("ffb454", "11141a", True)
    assert not emulator.screen.buffer[1][7].bold
    assert picture.endswith("\x1b[0m")


def test_few_colours_are_the_nearest_ones() -> None:
    expected = nearest_styles(256)(AMBER)
    assert expected.color is not None
    picture = sequences([Band(0, 0, (("Żółć", AMBER),))], ColorSystem.EIGHT_BIT)
    assert f"38;5;{expected.color.number}" in picture
    assert "38;2" not in picture


def test_text_never_commands_the_terminal() -> None:
    picture = sequences([Band(0, 0, (("a\x1b]0;x\x07b\u202ec\ud800", AMBER),))], ColorSystem.TRUECOLOR)
    assert re.sub("\x1b\\[[0-9;]*[mH]", "", picture) == "a]0;xbc\ufffd"


@pytest.fixture
def held(services: Services, database: Path, tmp_path: Path) -> Iterator[Program]:
    """The program with its first rows on the terminal, and Textual not to be had yet."""
    add_lead(services, "Żaneta Łoś", city="Opole")
    add_lead(services, "Jan Kot", city="Gdynia")
    services.close()
    with Program(tmp_path, "--db", str(database), code=HELD) as program:
        program.wait_for("Żaneta Łoś")
        yield program


def test_the_first_rows_stand_there_before_textual_does_and_keys_wait(held: Program, tmp_path: Path) -> None:
    assert "SolarTUI" not in held.text
    assert held.row("Jan Kot").startswith("▌")
    entered = held.output.count(b"\x1b[?1049h")
    held.press("down")
    (tmp_path / "go").touch()
    held.wait_until(lambda _: held.row("Żaneta Łoś").startswith("▌"), what="the cursor on the second row")
    assert "SolarTUI" in held.text
    assert held.output.count(b"\x1b[?1049h") == entered == 1
    held.press("ctrl+q")
    assert held.wait_exit() == 0
    assert_restored(held)


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
    ids=["term", "hup", "int"],
)
def test_who_stops_it_there_has_the_terminal_back(held: Program, number: signal.Signals, status: int) -> None:
    assert held.attributes() != held.attributes_before
    held.kill(number)
    assert held.wait_exit() == status
    held.rest()  # the terminal may hand over its last words later than the system tells of the end
    assert held.output.rstrip().endswith(b"Stopped." if status == 130 else b"\x1b[?1049l\x1b[?25h")
    assert held.attributes() == held.attributes_before


def test_a_window_that_changed_meanwhile_is_painted_anew(held: Program, tmp_path: Path) -> None:
    held.resize(100, 30)
    (tmp_path / "go").touch()
    held.wait_for("SolarTUI")
    held.rest()
    held.wait_until(lambda _: any(line.startswith(" ▌  Jan Kot") for line in held.screen.display), what="its rows")
    assert "Żaneta Łoś" in held.text
