"""The benchmarks' own arithmetic; what they measure is never asserted."""

from __future__ import annotations

import pytest

from bench.harness import Result, report


@pytest.mark.parametrize(
    ("result", "ratio", "met"),
    [
        (Result("first rows", 120.0, 100.0, "ms", 1.2), 1.2, True),
        (Result("first rows", 130.0, 100.0, "ms", 1.2), 1.3, False),
        (Result("import", 10.0, 9.0, "s", 0.8, at_least=True), 0.9, True),
        (Result("import", 20.0, 9.0, "s", 0.8, at_least=True), 0.45, False),
        (Result("rows", 46.0, 10.0, "ms", 2.0, frame=16.0), 3.0, False),
        (Result("rows", 15.0, 1.0, "ms", 2.0, frame=16.0), 0.0, True),
        (Result("idle", 0.0, None, "B", 0.0), None, True),
        (Result("idle", 12.0, None, "B", 0.0), None, False),
        (Result("largest memory", 90.0, 30.0, "MB", None), 3.0, None),
    ],
)
def test_a_goal_is_compared_in_its_own_direction(result: Result, ratio: float | None, met: bool | None) -> None:
    assert result.ratio == pytest.approx(ratio)
    assert result.met is met


def test_the_report_is_a_table() -> None:
    first, second, third = report(
        [Result("first rows", 130.0, 100.0, "ms", 1.2), Result("idle", 0.0, None, "B", 0.0)]
    ).splitlines()
    assert first.split() == ["what", "ours", "anchor", "ratio", "goal", "met"]
    assert second.split() == ["first", "rows", "130", "ms", "100", "ms", "1.30", "<=", "1.2", "NO"]
    assert third.split() == ["idle", "0", "B", "<=", "0", "B", "yes"]
