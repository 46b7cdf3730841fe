"""A bordered pane beside a list, and the blocks of lines that it is filled with."""

from __future__ import annotations

from collections.abc import Sequence

from solartui.i18n import tr
from solartui.widgets.cells import cell_text, fit, width_of
from solartui.widgets.painted import Drawn, Painted, clip
from solartui.widgets.parts import Part, fit_parts, spread

LABEL = 10
"""Cells of a fact's name."""

Block = list[Drawn]


class Pane(Painted):
    """The one border of the program. A subclass says what stands inside."""

    def content(self, width: int, height: int) -> Block:
        """The lines inside, at most `height` of them; what does not fit is left out, least important first."""
        raise NotImplementedError

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """Border and content."""
        inner = width - 4
        lines = self.content(inner, height - 2)[: max(0, height - 2)]
        lines += [Drawn(())] * (height - 2 - len(lines))
        title, hint = f" {tr('Preview')} ", f" {tr('space · hide')} "
        top: list[Part] = [("╭─", "line"), (title, "soft")]
        bottom = [("╰" + "─" * max(0, width - width_of(hint) - 3), "line"), (hint, "mute"), ("─╯", "line")]
        top.append(("─" * max(0, width - width_of(title) - 3) + "╮", "line"))
        return [Drawn(tuple(top)), *(_between(line, inner) for line in lines), Drawn(tuple(bottom))]


def _between(line: Drawn, inner: int) -> Drawn:
    surface = "" if line.surface == "bg" else f"@{line.surface}"
    parts = [(text, token + surface) for text, token in fit_parts(line.parts, inner)]
    return Drawn((("│ ", "line"), *parts, (" │", "line")))


def stacked(blocks: Sequence[Block]) -> Block:
    """Blocks below each other with a blank line between; empty ones are passed over."""
    lines: Block = []
    for block in blocks:
        if lines and block:
            lines.append(Drawn(()))
        lines += block
    return lines


def line(*parts: Part) -> Drawn:
    """One line."""
    return Drawn(tuple(parts))


def titled(name: str, number: int, width: int) -> Drawn:
    """The name of a record with its number at the right end."""
    sign = f"#{number}"
    words = clip(cell_text(name), width - len(sign) - 1)
    return Drawn(tuple(spread([(words, "bold text")], [(sign, "mute")], width)))


def fact(name: str, value: str, width: int, colour: str = "text") -> Drawn:
    """A name and its value; the value is cut, never the name."""
    return line((fit(name, LABEL), "mute"), (clip(cell_text(value), max(1, width - LABEL)), colour))
