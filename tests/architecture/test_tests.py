"""Rules for the tests themselves."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.architecture.source_tree import called_name, modules_of_tests

if TYPE_CHECKING:
    from collections.abc import Iterator

FEATURE = re.compile(r"[A-E]-\d{2,3}")


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call in a piece of code."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def pauses(tree: ast.Module) -> list[int]:
    """Lines that wait for a number of seconds; a `while` that asks for a condition may do so between two looks."""
    polling = {id(call) for loop in ast.walk(tree) if isinstance(loop, ast.While) for call in calls(loop)}
    return sorted(
        call.lineno
        for call in calls(tree)
        if called_name(call) in {"pause", "sleep"} and id(call) not in polling
        for seconds in call.args[:1]
        if isinstance(seconds, ast.Constant) and isinstance(seconds.value, int | float) and seconds.value > 0
    )


def test_tests_wait_for_conditions_not_for_seconds() -> None:
    found = {module.place: pauses(module.tree) for module in modules_of_tests()}
    assert {place: lines for place, lines in found.items() if lines} == {}


def test_a_pause_is_seen_and_polling_is_not() -> None:
    text = "await pilot.pause(0.5)\ntime.sleep(1)\nawait pilot.pause()\nwhile not ready():\n    time.sleep(0.01)\n"
    assert pauses(ast.parse(text)) == [1, 2]


def test_feature_marks_name_rows() -> None:
    wrong = [
        f"{module.place}:{call.lineno}"
        for module in modules_of_tests()
        for call in calls(module.tree)
        if ast.unparse(call.func) == "pytest.mark.feature"
        for row in call.args
        if not (isinstance(row, ast.Constant) and isinstance(row.value, str) and FEATURE.fullmatch(row.value))
    ]
    assert wrong == []
