"""Every text can be read on every surface that it stands on."""

from __future__ import annotations

import pytest
from textual.theme import BUILTIN_THEMES

from solartui.domain.stages import SEEDED
from solartui.theme import (
    DARK,
    DUSK,
    HUES,
    LIGHT,
    NOON,
    Palette,
    contrast,
    mix,
    palette_of,
    readable,
    themes,
    variables_of,
)

READABLE = 4.5
SURFACES = ("bg", "panel", "raised", "tint")
TEXTS = ("text", "soft", "mute", "accent", "ok", "warn", "err", "info", *(f"hue.{hue}" for hue in HUES))


def unreadable(palette: Palette) -> dict[tuple[str, str], float]:
    """Texts that do not stand out from a surface."""
    pairs = [(text, ground) for text in TEXTS for ground in SURFACES]
    found = {(text, ground): contrast(palette.colour(text), palette.colour(ground)) for text, ground in pairs}
    return {pair: value for pair, value in found.items() if value < READABLE}


@pytest.mark.parametrize("palette", [DUSK, NOON], ids=lambda palette: palette.name)
def test_every_text_is_readable_on_every_surface(palette: Palette) -> None:
    assert unreadable(palette) == {}
    assert contrast(palette.bg, palette.accent) >= READABLE  # the active tab
    assert contrast(palette.accent, palette.accent_bg) >= READABLE  # how many are marked
    assert contrast(palette.text, palette.surface) >= READABLE


@pytest.mark.parametrize("name", sorted(BUILTIN_THEMES))
def test_so_it_is_in_colours_that_are_not_ours(name: str) -> None:
    assert unreadable(palette_of(BUILTIN_THEMES[name])) == {}


@pytest.mark.parametrize("palette", [DUSK, NOON], ids=lambda palette: palette.name)
def test_surfaces_can_be_told_apart(palette: Palette) -> None:
    grounds = [palette.bg, palette.panel, palette.raised, palette.tint]
    assert len(set(grounds)) == len(grounds)
    assert contrast(palette.bg, palette.raised) > 1.15


def test_contrast_is_what_the_guidelines_say() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_colour_is_moved_until_it_can_be_read() -> None:
    assert readable("#ffffff", ("#000000",)) == "#ffffff"
    assert contrast(readable("#333333", ("#111111",)), "#111111") >= READABLE
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


def test_our_themes_are_their_palettes() -> None:
    dark, light = themes()
    assert (dark.name, light.name) == (DARK, LIGHT)
    assert palette_of(dark) is DUSK
    assert palette_of(light) is NOON
    assert dark.dark
    assert not light.dark


def test_seeded_stages_have_a_place_on_the_ramp() -> None:
    assert {stage.hue for stage in SEEDED} <= set(HUES)
    assert len({DUSK.colour(f"hue.{stage.hue}") for stage in SEEDED}) == len(SEEDED)
    assert DUSK.colour("hue.unknown") == DUSK.mute


def test_variables_are_the_same_set_in_every_theme() -> None:
    ours = set(variables_of(DUSK))
    assert {"line", "line-hi", "raised", "soft", "mute", "accent-bg", "hue-site-visit"} <= ours
    assert ours == set(variables_of(palette_of(BUILTIN_THEMES["nord"])))


def test_a_token_may_be_bold_and_have_its_own_surface() -> None:
    plain, bold, chip = (DUSK.style(token, "raised") for token in ("soft", "bold err", "text@panel"))
    assert plain.color is not None
    assert plain.color.name == DUSK.soft
    assert not plain.bold
    assert bold.bold
    assert bold.bgcolor is not None
    assert bold.bgcolor.name == DUSK.raised
    assert chip.bgcolor is not None
    assert chip.bgcolor.name == DUSK.panel
