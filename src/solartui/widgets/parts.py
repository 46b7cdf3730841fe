"""What lines are made of: parts, each a text and the token of its colour.

Nothing here needs Textual: the first rows are painted before it is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from solartui.widgets.cells import fit, fit_number, width_of

# A name in fewer cells says nothing.
_LEAST = 6

Part = tuple[str, str]
"""A text and its colour token, such as ``soft`` or ``bold accent``."""


def parts_width(parts: Iterable[Part]) -> int:
    """How many cells some parts take."""
    return sum(width_of(text) for text, _ in parts)


def fit_parts(parts: Sequence[Part], width: int, align: str = "left") -> list[Part]:
    """Parts in exactly `width` cells; what does not fit is cut with an ellipsis, a number at the right is rounded."""
    room = width - parts_width(parts)
    if room >= 0:
        pad = " " * room
        last = parts[-1][1] if parts else "text"
        return [(pad, last), *parts] if align == "right" else [*parts, (pad, last)]
    if align == "right" and len(parts) == 1:
        return [(fit_number(parts[0][0], width), parts[0][1])]
    out: list[Part] = []
    left = width
    for text, token in parts:
        cells = width_of(text)
        if cells >= left:
            out.append((fit(text if cells > left else text + " ", left), token))
            break
        out.append((text, token))
        left -= cells
    return out


def keep_end(parts: Sequence[Part], width: int) -> list[Part]:
    """Parts of which the first gives way to the others, as a name to a number; as they are where that is no use."""
    room = width - parts_width(parts[1:])
    first = parts_width(parts[:1])
    return [(fit(parts[0][0], room), parts[0][1]), *parts[1:]] if _LEAST <= room < first else list(parts)


def spread(left: Sequence[Part], right: Sequence[Part], width: int) -> list[Part]:
    """One line with something at each end; the left end gives way, and never touches the right one."""
    room = width - parts_width(right)
    if room <= 0:
        return fit_parts(right, width)
    said = "".join(text for text, _ in left)
    parted = not right or right[0][0].startswith(" ") or width_of(said.rstrip(" ")) < room
    return [*fit_parts(left, room), *right] if parted else [*fit_parts(left, room - 1), (" ", "text"), *right]
