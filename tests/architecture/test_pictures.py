"""The painter of the pictures in the README."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pyte

from scripts.svg import HEIGHT, MARGIN, WIDTH, picture


def parts(text: str) -> list[dict[str, str]]:
    """What is drawn: the letters and the attributes of each shape."""
    screen = pyte.Screen(20, 3)
    pyte.Stream(screen).feed(text)
    root = ET.fromstring(picture(screen))
    return [{"": (part.text or "").replace("\xa0", " "), **part.attrib} for part in root.iter() if "y" in part.attrib]


def test_letters_stand_where_their_cells_are() -> None:
    (words,) = parts("\x1b[2;3H\x1b[1;38;2;1;2;3ma  <b>&")
    assert words[""] == "a  <b>&"
    assert words["x"] == str(MARGIN + 2 * WIDTH)
    assert words["textLength"] == str(7 * WIDTH)
    assert (words["fill"], words["font-weight"]) == ("#010203", "bold")


def test_a_surface_is_drawn_once_for_a_run() -> None:
    surface, _words = parts("\x1b[48;2;9;9;9mabc")
    assert (surface["fill"], surface["width"]) == ("#090909", str(3 * WIDTH))


def test_blocks_are_shapes_that_meet() -> None:
    bars = parts("▌█")
    assert [(bar["width"], bar["height"]) for bar in bars] == [(str(WIDTH / 2), str(HEIGHT)), (str(WIDTH), str(HEIGHT))]


def test_wide_letters_fill_two_cells() -> None:
    (words,) = parts("日本")
    assert words["textLength"] == str(4 * WIDTH)
