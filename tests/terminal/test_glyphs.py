"""Which glyphs a terminal gets."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual._border import BORDER_CHARS

from solartui.domain.stages import SEEDED
from solartui.terminal.glyphs import GlyphSet, GlyphTable, choose, speaks_utf8

UTF8 = {"LANG": "pl_PL.UTF-8"}


@pytest.mark.parametrize(
    ("environment", "glyphs"),
    [
        ({"TERM": "xterm-256color", **UTF8}, "full"),
        ({"TERM": "tmux-256color", "LC_ALL": "C.utf8"}, "full"),
        ({"TERM": "linux", **UTF8}, "basic"),
        ({"TERM": "putty", **UTF8}, "basic"),
        ({"TERM": "vt220", **UTF8}, "ascii"),
        ({"TERM": "xterm-256color"}, "ascii"),
        ({"TERM": "xterm-256color", "LC_ALL": "C", **UTF8}, "ascii"),
        ({"TERM": "xterm-256color", "LC_ALL": "", **UTF8}, "full"),
        ({"TERM": "linux", "SOLARTUI_GLYPHS": "full"}, "full"),
        ({"TERM": "xterm", "SOLARTUI_GLYPHS": "BASIC", **UTF8}, "basic"),
        ({"TERM": "xterm", "SOLARTUI_GLYPHS": "ascii", **UTF8}, "ascii"),
        ({"TERM": "xterm", "SOLARTUI_GLYPHS": "fancy", **UTF8}, "full"),
    ],
)
def test_the_set_follows_variable_locale_and_term(environment: dict[str, str], glyphs: GlyphSet) -> None:
    assert choose(environment) == glyphs


def test_the_order_of_the_locale_variables_is_that_of_the_c_library() -> None:
    assert speaks_utf8({"LC_ALL": "C.UTF-8", "LANG": "C"})
    assert not speaks_utf8({"LC_CTYPE": "C", "LANG": "C.UTF-8"})


@pytest.mark.parametrize("glyphs", ["basic", "ascii"])
def test_every_stage_keeps_a_sign_of_its_own(glyphs: GlyphSet) -> None:
    signs = [stage.glyph.translate(GlyphTable(glyphs)) for stage in SEEDED]
    assert len(set(signs)) == len(SEEDED)
    assert all(cell_len(sign) == 1 for sign in signs)


@pytest.mark.parametrize("glyphs", ["basic", "ascii"])
def test_no_replacement_changes_a_width(glyphs: GlyphSet) -> None:
    table = GlyphTable(glyphs)
    for code in (*range(0x2010, 0x2BFF), *range(0x1F300, 0x1F700)):
        assert cell_len(chr(code).translate(table)) == cell_len(chr(code)), hex(code)


def test_borders_of_textual_are_ascii_in_ascii() -> None:
    table = GlyphTable("ascii")
    for rows in BORDER_CHARS.values():
        for cell in (cell for row in rows for cell in row):
            assert cell.translate(table).isascii()


def test_box_drawing_of_the_console_font_stays_in_basic() -> None:
    table = GlyphTable("basic")
    assert "─│┌┐└┘├┤┬┴┼═║╔╗╚╝█▄▀▌▐░▒▓".translate(table) == "─│┌┐└┘├┤┬┴┼═║╔╗╚╝█▄▀▌▐░▒▓"
    assert "━┃╭╮╰╯╌┏".translate(table) == "─│┌┐└┘─┌"


@pytest.mark.parametrize("glyphs", ["basic", "ascii"])
def test_letters_digits_and_currencies_are_never_touched(glyphs: GlyphSet) -> None:
    assert "Zażółć gęślą jaźń 12 zł 3 € Ünïcödé 日本 Ωλ²".translate(GlyphTable(glyphs)) == (
        "Zażółć gęślą jaźń 12 zł 3 € Ünïcödé 日本 Ωλ²"
    )
