"""The source as data: what the architecture tests read."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "solartui"
STYLES = ROOT / "styles"
TESTS = ROOT / "tests"

Definition: TypeAlias = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file, read and parsed."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def place(self) -> str:
        """The path from the root of the checkout."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def name(self) -> str:
        """The dotted name that an import would use."""
        parts = self.path.relative_to(ROOT / "src").with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def faces(self) -> bool:
        """Whether the file draws on the terminal."""
        return bool({"screens", "widgets"} & set(self.path.parts)) or self.path == SOURCE / "app.py"

    @property
    def code_lines(self) -> int:
        """Lines that are neither blank nor a comment."""
        return sum(is_code(line) for line in self.text.splitlines())


def is_code(line: str) -> bool:
    """Whether a line counts."""
    bare = line.strip()
    return bool(bare) and not bare.startswith("#")


def read(path: Path) -> Module:
    """Read and parse one file."""
    text = path.read_text(encoding="utf-8")
    return Module(path, text, ast.parse(text))


@cache
def source_modules() -> tuple[Module, ...]:
    """Every module of the program; migrations are records of the past and are left out."""
    paths = sorted(SOURCE.rglob("*.py"))
    return tuple(
        read(path) for path in paths if path.parent.as_posix().rsplit("/", 2)[-2:] != ["migrations", "versions"]
    )


@cache
def modules_of_tests() -> tuple[Module, ...]:
    """Every Python file below tests/."""
    return tuple(read(path) for path in sorted(TESTS.rglob("*.py")))


def length(node: Definition, lines: list[str]) -> int:
    """Lines of a definition without its docstring, blank lines and comments."""
    skip: range | tuple[()] = ()
    if ast.get_docstring(node, clean=False) is not None:
        first = node.body[0]
        skip = range(first.lineno, (first.end_lineno or first.lineno) + 1)
    span = range(node.lineno, (node.end_lineno or node.lineno) + 1)
    return sum(1 for number in span if number not in skip and is_code(lines[number - 1]))


def called_name(node: ast.Call) -> str:
    """The last part of what is called: `notify` of `self.app.notify(…)`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
