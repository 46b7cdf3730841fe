"""Sizes that may only shrink, and names and literals that must not be there."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from textual._color_constants import COLOR_NAME_TO_RGB

from tests.architecture.source_tree import ROOT, STYLES, Definition, is_code, length, modules_of_tests, source_modules

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = 400
CLASS = 200
APP = 100
FUNCTION = 50
STYLE_FILES = 10
QUERIES_PER_1000 = 5.0
SELF_APP_PER_1000 = 4.0
TESTS_PER_SOURCE = 0.8

UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
EMPTY_NAME = re.compile(r"(?:manager|helper|util)s?\.py$")
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b|\b(?:rgb|hsl)a?\(\s*\d")
QUERY = re.compile(r"\.query(?:_one|_exactly_one|_children|_ancestor)?\(")
PAINTED = re.compile(
    r"^\s*[\w-]*(?:color|background|border|outline|tint|hatch|keyline)[\w-]*\s*:(?P<value>[^;]*)", re.MULTILINE
)


def definitions(tree: ast.Module) -> Iterator[Definition]:
    """Every class and function of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def limit_of(node: Definition) -> int:
    """How long a definition may be."""
    if not isinstance(node, ast.ClassDef):
        return FUNCTION
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    names = {base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "") for base in bases}
    return APP if "App" in names else CLASS


def test_files_are_short() -> None:
    assert {m.place: m.code_lines for m in source_modules() if m.code_lines > FILE} == {}


def test_classes_and_functions_are_short() -> None:
    over = {}
    for module in source_modules():
        lines = module.text.splitlines()
        for node in definitions(module.tree):
            if (size := length(node, lines)) > limit_of(node):
                over[f"{module.place}: {node.name}"] = size
    assert over == {}


def test_length_leaves_out_docstring_comments_and_blanks() -> None:
    text = 'def f():\n    """One\n    two."""\n\n    # why\n    return 1\n'
    node = next(definitions(ast.parse(text)))
    assert length(node, text.splitlines()) == 2


def test_an_app_has_the_shorter_limit() -> None:
    nodes = list(definitions(ast.parse("class A(App): ...\nclass B(Widget): ...\nclass C(textual.app.App[None]): ...")))
    assert [limit_of(node) for node in nodes] == [APP, CLASS, APP]


def per_1000(count: int) -> float:
    """So many in a thousand lines of the program."""
    return count * 1000 / max(1, sum(module.code_lines for module in source_modules()))


def test_widgets_are_held_not_looked_up() -> None:
    found = sum(len(QUERY.findall(module.text)) for module in source_modules() if module.faces)
    assert per_1000(found) <= QUERIES_PER_1000


def test_regions_do_not_reach_for_the_app() -> None:
    assert per_1000(sum(module.text.count("self.app.") for module in source_modules())) <= SELF_APP_PER_1000


def test_names_say_something_and_modules_hold_something() -> None:
    wrong = [m.place for m in source_modules() if EMPTY_NAME.search(m.path.name)]
    wrong += [m.place for m in source_modules() if m.path.name != "__init__.py" and not m.text.strip()]
    assert wrong == []


def test_nothing_is_left_for_later() -> None:
    files = [m.path for m in source_modules()]
    for folder in ("styles", "bench", "scripts", "docs"):
        files += [path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".tcss", ".md"}]
    assert [path.name for path in files if UNFINISHED.search(path.read_text(encoding="utf-8"))] == []


def test_styles_live_in_few_files() -> None:
    assert len(list(STYLES.rglob("*.tcss"))) <= STYLE_FILES
    assert [m.place for m in source_modules() if "DEFAULT_CSS" in m.text] == []


def test_colours_come_from_the_theme() -> None:
    assert [m.place for m in source_modules() if m.path.name != "theme.py" and COLOUR.search(m.text)] == []


def colour_literals(css: str) -> list[str]:
    """Values of colour properties that name a colour themselves instead of a variable."""
    names = set(COLOR_NAME_TO_RGB) - {"transparent"}
    values = [found["value"] for found in PAINTED.finditer(css)]
    return [value.strip() for value in values if COLOUR.search(value) or "#" in value or names & set(value.split())]


def test_style_sheets_name_no_colour() -> None:
    found = {path.name: colour_literals(path.read_text(encoding="utf-8")) for path in STYLES.rglob("*.tcss")}
    assert {name: values for name, values in found.items() if values} == {}


def test_a_colour_in_a_style_sheet_is_seen() -> None:
    assert colour_literals("A {\n  color: red;\n  background: $panel;\n  border: tall #123456;\n}") == [
        "red",
        "tall #123456",
    ]


def test_there_are_enough_tests() -> None:
    tests = sum(is_code(line) for module in modules_of_tests() for line in module.text.splitlines())
    assert tests / sum(module.code_lines for module in source_modules()) >= TESTS_PER_SOURCE
