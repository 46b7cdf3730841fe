"""Design tokens: every colour of the program stands here, once.

Amber belongs to the user (cursor, active tab, keys, today). Red is late or wrong, green is won or money. Stages walk a
cool ramp. Three text levels, each readable (4.5 : 1) on every surface it is used on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.color import Color
from rich.style import Style

if TYPE_CHECKING:
    from textual.theme import Theme

DARK = "solartui-dark"
LIGHT = "solartui-light"

# Hue names of the stage ramp, in the order in which the admin is offered them: dark, light.
_HUES: Mapping[str, tuple[str, str]] = {
    "open": ("#97a6c0", "#46577a"),
    "contacted": ("#5fd4e6", "#005866"),
    "assigned": ("#78a3ff", "#1547a8"),
    "site_visit": ("#c9b0ff", "#653bbb"),
    "converted": ("#7fdc97", "#115c30"),
    "lost": ("#a8979d", "#665058"),
    "closed": ("#9aa3b3", "#535b68"),
    "teal": ("#58d3b4", "#005c4b"),
    "indigo": ("#a3a6ff", "#463ab4"),
    "rose": ("#ff8cb9", "#9c1555"),
    "steel": ("#a3b8cc", "#40546a"),
    "sage": ("#b5c99a", "#48592b"),
}
HUES = tuple(_HUES)


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """The colours in use, as ``#rrggbb``, for widgets that draw their own lines.

    Attributes:
        bg: what the screen is painted on, with `panel` for bars and cards and `raised` for the row under the cursor.
        tint: a marked row.
        text: the first of three levels, then `soft`, then `mute`.
        use: bars of electricity used; `yld` bars of electricity made.
        hues: the stage ramp by name.
    """

    name: str
    dark: bool
    bg: str
    surface: str
    panel: str
    raised: str
    tint: str
    line: str
    line_hi: str
    text: str
    soft: str
    mute: str
    accent: str
    accent_bg: str
    ok: str
    warn: str
    err: str
    info: str
    use: str
    yld: str
    hues: Mapping[str, str]

    def colour(self, token: str) -> str:
        """The colour of a token: a field's name, or ``hue.`` and a name on the ramp (an unknown one is muted)."""
        if token.startswith("hue."):
            return self.hues.get(token[4:], self.mute)
        value = getattr(self, token)
        return value if isinstance(value, str) else self.text

    def style(self, token: str, surface: str = "bg") -> Style:
        """The style of a token on a surface: ``soft``, ``bold hue.open``, ``text@panel`` (its own surface)."""
        return _style(self, token, surface)


AMBER = (255, 180, 84)
"""What belongs to the user, drawn into pictures whatever the theme."""
_DUSK = {
    "bg": "#11141a", "surface": "#171b23", "panel": "#1d222c", "raised": "#272e3d", "tint": "#292420",
    "line": "#2d3442", "line_hi": "#465063", "text": "#e1e6ef", "soft": "#a9b3c4", "mute": "#929db0",
    "accent": "#ffb454", "accent_bg": "#3a2d18", "ok": "#6fd08c", "warn": "#ffd166", "err": "#ff8080",
    "info": "#6cb6ff", "use": "#5a9fe0", "yld": "#ffb454",
}  # fmt: skip
_NOON = {
    "bg": "#fbfaf7", "surface": "#f3f1ec", "panel": "#eae7e0", "raised": "#dfdbd1", "tint": "#f6eadb",
    "line": "#d3cec3", "line_hi": "#b6b0a3", "text": "#23272f", "soft": "#4b5361", "mute": "#555d6a",
    "accent": "#874500", "accent_bg": "#ffe7c2", "ok": "#135c33", "warn": "#6b4a00", "err": "#a01c17",
    "info": "#0b5199", "use": "#5b97d1", "yld": "#e0912f",
}  # fmt: skip


def _own(name: str, dark: bool, tokens: Mapping[str, str]) -> Palette:
    hues = MappingProxyType({hue: pair[0 if dark else 1] for hue, pair in _HUES.items()})
    return Palette(name=name, dark=dark, hues=hues, **tokens)


DUSK = _own(DARK, True, _DUSK)
NOON = _own(LIGHT, False, _NOON)
PALETTES: Mapping[str, Palette] = MappingProxyType({DARK: DUSK, LIGHT: NOON})


def themes() -> tuple[Theme, Theme]:
    """Our two themes, dark and light, for `App.register_theme`."""
    return _theme(DUSK), _theme(NOON)


def _theme(palette: Palette) -> Theme:
    from textual.theme import Theme

    return Theme(
        name=palette.name,
        primary=palette.accent,
        secondary=palette.info,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.bg,
        surface=palette.surface,
        panel=palette.panel,
        success=palette.ok,
        warning=palette.warn,
        error=palette.err,
        dark=palette.dark,
        variables={
            **variables_of(palette),
            "border": palette.accent,
            "border-blurred": palette.line,
            "scrollbar": palette.line_hi,
            "scrollbar-hover": palette.mute,
            "scrollbar-active": palette.accent,
            "scrollbar-background": palette.bg,
            "scrollbar-background-hover": palette.bg,
            "scrollbar-background-active": palette.bg,
            "scrollbar-corner-color": palette.bg,
            "block-cursor-background": palette.raised,
            "block-cursor-foreground": palette.text,
            "input-cursor-background": palette.accent,
            "input-cursor-foreground": palette.bg,
            "input-selection-background": palette.accent_bg,
            "screen-selection-background": palette.accent_bg,
        },
    )


def variables_of(palette: Palette) -> dict[str, str]:
    """The style sheet variables that go beyond Textual's own: ``$line``, ``$raised``, and the ramp."""
    own = {
        f.name.replace("_", "-"): getattr(palette, f.name)
        for f in fields(palette)
        if f.name not in {"name", "dark", "hues", "bg", "text", "surface", "panel", "accent"}
    }
    return own | {f"hue-{name.replace('_', '-')}": colour for name, colour in palette.hues.items()}


def palette_of(theme: Theme) -> Palette:
    """The palette of any theme: ours as designed, others derived from the colours that they define."""
    if (own := PALETTES.get(theme.name)) is not None:
        return own
    return _derived(theme.name, theme.dark, tuple(sorted(_colours_of(theme).items())))


def _colours_of(theme: Theme) -> dict[str, str]:
    generated = theme.to_color_system().generate()
    names = ("background", "surface", "panel", "foreground", "accent", "success", "warning", "error", "secondary")
    return {name: generated[name][:7] for name in names if generated.get(name, "").startswith("#")}


@cache
def _derived(name: str, dark: bool, colours: tuple[tuple[str, str], ...]) -> Palette:
    given, ours = dict(colours), DUSK if dark else NOON
    bg = given.get("background", ours.bg)
    text = readable(given.get("foreground", ours.text), (bg,))
    panel = given.get("panel", mix(bg, text, 0.08))
    raised = mix(bg, text, 0.15)
    accent = readable(given.get("accent", ours.accent), (bg, panel, raised))
    tint = mix(bg, accent, 0.10)
    grounds = (bg, panel, raised, tint)

    def ink(colour: str) -> str:
        return readable(colour, grounds)

    tokens = {
        "bg": bg,
        "surface": given.get("surface", mix(bg, text, 0.04)),
        "panel": panel,
        "raised": raised,
        "tint": tint,
        "line": mix(bg, text, 0.14),
        "line_hi": mix(bg, text, 0.30),
        "text": ink(text),
        "soft": ink(mix(text, bg, 0.20)),
        "mute": ink(mix(text, bg, 0.35)),
        "accent": ink(accent),
        "accent_bg": mix(bg, accent, 0.22),
        "ok": ink(given.get("success", ours.ok)),
        "warn": ink(given.get("warning", ours.warn)),
        "err": ink(given.get("error", ours.err)),
        "info": ink(given.get("secondary", ours.info)),
        "use": ours.use,
        "yld": ours.yld,
    }
    hues = MappingProxyType({hue: ink(colour) for hue, colour in ours.hues.items()})
    return Palette(name=name, dark=dark, hues=hues, **tokens)


def mix(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other` in it."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


_READABLE = 4.5


def readable(colour: str, grounds: tuple[str, ...]) -> str:
    """`colour`, moved towards white or black until it stands out from every ground."""
    towards = max(("#ffffff", "#000000"), key=lambda end: min(contrast(end, ground) for ground in grounds))
    for step in range(21):
        moved = mix(colour, towards, step / 20)
        if all(contrast(moved, ground) >= _READABLE for ground in grounds):
            return moved
    return towards


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(4096)
def _style(palette: Palette, token: str, surface: str) -> Style:
    token, _, own_surface = token.partition("@")
    bold = token.startswith("bold ")
    return Style(
        color=Color.parse(palette.colour(token[5:] if bold else token)),
        bgcolor=Color.parse(palette.colour(own_surface or surface)),
        bold=bold,
    )
