"""Text of several lines in lines of a given width, word by word, as it will look in any terminal."""

from __future__ import annotations

from rich.cells import chop_cells

from solartui.widgets.cells import cell_text, width_of

LONGEST = 64 * 1024
"""Characters of a text that are looked at; the rest is only said to be there."""
_TAB = "    "
_PIECE = 100


def wrap(text: str, width: int) -> list[str]:
    """The lines of a text, none wider than `width` cells; a blank line stays one, an indent is kept."""
    width = max(1, width)
    return [line for paragraph in text[:LONGEST].split("\n") for line in _paragraph(paragraph, width)]


def _paragraph(text: str, width: int) -> list[str]:
    text = text.replace("\t", _TAB)
    bare = text.lstrip(" ")
    indent = " " * min(len(text) - len(bare), width // 2)
    lines: list[str] = []
    line = indent
    for word in _words(bare, width - len(indent)):
        if line.strip() and width_of(line) + 1 + width_of(word) > width:
            lines.append(line)
            line = indent
        line += f" {word}" if line.strip() else word
    return [*lines, line.rstrip()]


def _words(text: str, width: int) -> list[str]:
    """The words, clean; one that is wider than a line is cut into pieces."""
    words = []
    for word in text.split():
        clean = "".join(cell_text(word[start : start + _PIECE]) for start in range(0, len(word), _PIECE))
        words += [clean] if width_of(clean) <= width else chop_cells(clean, width)
    return [word for word in words if word]
