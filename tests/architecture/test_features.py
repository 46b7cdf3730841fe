"""What this release promises is proven: every row of its list has a test that carries the row's id."""

from __future__ import annotations

import ast
import re

from tests.architecture.source_tree import modules_of_tests

PROMISED = """
A-01 to A-21, B-01 to B-164, C-01 to C-21, D-01 to D-11, D-14 to D-23, D-26, D-27, E-01 to E-41
"""
ROW = re.compile(r"[A-E]-\d{2,3}")
SPAN = re.compile(r"([A-E])-(\d+)(?: to [A-E]-(\d+))?")


def promised() -> set[str]:
    """The ids of the list, spans written out."""
    return {
        f"{letter}-{number:02}"
        for letter, first, last in SPAN.findall(PROMISED)
        for number in range(int(first), int(last or first) + 1)
    }


def marks(tree: ast.AST) -> list[object]:
    """What the feature marks of a module name."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "feature"
    ]
    return [arg.value if isinstance(arg, ast.Constant) else None for node in found for arg in node.args]


def test_every_promised_row_is_proven() -> None:
    proven = {row for module in modules_of_tests() for row in marks(module.tree)}
    assert sorted(promised() - proven) == []


def test_marks_name_rows() -> None:
    wrong = {
        (module.place, row)
        for module in modules_of_tests()
        for row in marks(module.tree)
        if not (isinstance(row, str) and ROW.fullmatch(row))
    }
    assert wrong == set()


def test_spans_are_written_out() -> None:
    assert {"A-01", "A-21", "B-55", "B-103", "B-164", "D-11", "E-41"} <= promised()
    assert not {"A-22", "D-12", "D-13", "D-24", "D-30"} & promised()
    assert len(promised()) == 270


def test_a_mark_without_a_plain_id_is_seen() -> None:
    tree = ast.parse('@pytest.mark.feature("B-52", row)\ndef test_x(): ...\n')
    assert marks(tree) == ["B-52", None]
