"""How many records are enough in a stage: read from what an admin wrote, and told from what stands there."""

from __future__ import annotations

import pytest

from solartui.domain.board import Total, read_limits
from solartui.domain.desk_settings import SETTINGS
from solartui.domain.errors import Invalid


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("", {}),
        (" , ; ", {}),
        ("contacted 20", {"contacted": 20}),
        ("contacted 20, site_visit 10", {"contacted": 20, "site_visit": 10}),
        ("Contacted:20;site_visit=10", {"contacted": 20, "site_visit": 10}),
        ("open   0, open 7", {"open": 7}),
        ("own-stage : 9999999", {"own-stage": 9_999_999}),
    ],
)
def test_users_ask_16_limits_are_read(text: str, limits: dict[str, int]) -> None:
    assert read_limits(text) == limits


@pytest.mark.parametrize(
    "text",
    ["contacted", "20", "contacted twenty", "contacted -1", "contacted 1.5", "a b 3", "contacted 20 site_visit 10",
     "open 12345678", "żółć 5", "open ٣", "'; DROP 3", "[b] 3"],
)  # fmt: skip
def test_what_is_no_limit_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(Invalid) as problem:
        read_limits(text)
    assert "is no limit" in problem.value.message
    assert "\n" not in problem.value.message
    with pytest.raises(Invalid):
        SETTINGS["board.limits"].read(text)


def test_a_setting_keeps_what_was_written() -> None:
    assert SETTINGS["board.limits"].read("contacted 20") == "contacted 20"
    assert SETTINGS["board.project_limits"].read("") == ""


@pytest.mark.parametrize(
    ("total", "too_many"),
    [
        (Total(5), False),
        (Total(5, limit=5), False),
        (Total(6, limit=5), True),
        (Total(1, limit=5, hidden=5), True),
        (Total(1, limit=5, hidden=4), False),
        (Total(0, limit=0, hidden=9), False),
    ],
)
def test_too_many_stand_in_a_column_whatever_the_filter(total: Total, too_many: bool) -> None:
    assert total.too_many is too_many


def test_a_card_that_comes_or_goes_is_counted_against_the_limit() -> None:
    one = Total(1, {"kWh": 400.0})
    full = Total(5, {"kWh": 2_000.0}, limit=5)
    assert (full + one).too_many
    assert not (full + one - one).too_many
    assert (full + one).sums == {"kWh": 2_400.0}
