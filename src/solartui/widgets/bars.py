"""Charts of eighth blocks."""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_PARTS = "▏▎▍▌▋▊▉"


def columns(values: Sequence[float | None], height: int, top: float | None = None) -> list[str]:
    """Upright bars, one cell wide each, as `height` lines from the top down.

    Args:
        values: what the bars stand for; None and negative values have no bar.
        height: lines.
        top: the value that fills all lines; the largest one where it is not given.
    """
    top = top or max((value for value in values if value), default=0.0)
    eighths = [round((value or 0) / top * height * 8) if top else 0 for value in values]
    return ["".join(_EIGHTHS[max(0, min(8, e - line * 8))] for e in eighths) for line in reversed(range(height))]


def bar(share: float, width: int) -> str:
    """A lying bar that fills a share (0 to 1) of `width` cells; shorter than `width` where it ends."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_PARTS[rest - 1] if rest else "")


def widened(line: str, cells: int, gap: int) -> str:
    """A line of `columns` with every bar `cells` wide and `gap` blanks between two."""
    return (" " * gap).join(glyph * cells for glyph in line)
