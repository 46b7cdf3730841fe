from __future__ import annotations

import pytest
import segno

from solartui.domain.places import Spot, bearing, distance_km
from solartui.screens.link import LinkDialog, sign_lines
from solartui.screens.map.going import fix_words, goal_of, metres_for
from solartui.screens.map.screen import distance_words
from solartui.services.position import By, Fix
from tests.ui.support import made_app, settle, shown

LINK = "https://www.google.com/maps/dir/?api=1&destination=49.987380,20.064730"


@pytest.mark.feature("B-96")
def test_the_sign_is_the_one_that_a_phone_reads() -> None:
    lines = sign_lines(LINK, 60, 22)
    dots = [[sign in "▀█" for sign in line] for line in lines], [[sign in "▄█" for sign in line] for line in lines]
    rows = [row for pair in zip(*dots, strict=True) for row in pair]
    matrix = [[bool(dot) for dot in row] for row in segno.make(LINK, error="l", boost_error=False, micro=False).matrix]
    side = len(matrix)
    assert [row[1 : 1 + side] for row in rows[1 : 1 + side]] == matrix
    assert not any(rows[0])
    assert not any(row[0] or row[-1] for row in rows)
    assert len(lines) <= 18
    assert len(lines[0]) <= 40


def test_a_text_that_no_window_holds_has_no_sign() -> None:
    assert sign_lines("x" * 900, 100, 40) == []
    whole = sign_lines(LINK, 100, 40)
    wide, high = len(whole[0]), len(whole)
    assert sign_lines(LINK, wide, high) == whole
    assert sign_lines(LINK, wide - 1, high) == sign_lines(LINK, wide, high - 1) == []


@pytest.mark.parametrize(("size", "fits"), [((80, 24), False), ((120, 36), True)])
async def test_a_sign_is_shown_whole_or_not_at_all(size: tuple[int, int], fits: bool) -> None:
    link = LINK + "&waypoints=" + "%7C".join(["49.98740,20.06470"] * 9)
    app = made_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        app.push_screen(LinkDialog(link, "Copied."))
        await settle(pilot)
        seen = shown(app)
    assert ("▀▀▀" in seen) is fits
    assert ("Point the camera" in seen) is fits
    assert ("A larger window" in seen) is not fits
    assert "waypoints" in seen
    assert "Copied." in seen


def test_how_far_from_a_town_and_which_way() -> None:
    town, spot = Spot(49.98738, 20.06473), Spot(50.06, 20.06473)
    assert distance_words(distance_km(town, spot), bearing(town, spot), "Wieliczka") == "8 km N of Wieliczka"
    assert distance_words(0.4, 90, "Wieliczka") == "Wieliczka"
    assert distance_words(12, 359, "X").startswith("12 km N ")
    assert distance_words(12, 134, "X") == "12 km SE of X"


def test_a_position_is_shown_as_near_as_it_is_exact() -> None:
    exact, vague = Fix(By.RECEIVER, Spot(50, 20), 8.0), Fix(By.ADDRESS, Spot(50, 20), 25_000.0)
    assert goal_of(exact).metres < 5 < goal_of(vague).metres
    assert metres_for(1e9) == 50_000.0
    assert fix_words(exact) == "GPS receiver of this computer"
    assert fix_words(Fix(By.TOWN, Spot(50, 20), 5000.0, "Kraków\x1b[2J")) == "Town of the desk: Kraków[2J"
    last = fix_words(Fix(By.LAST_SITE, Spot(50, 20), None, "Anna", "2026-11-20T10:00:00.000000Z"))
    assert last.startswith("Last site: Anna, ")
