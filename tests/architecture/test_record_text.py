"""Record text is only text: what a customer typed is never read as markup.

A string that Textual or Rich reads as markup must be whole in the source (or one translated literal). Where something
is filled in, it goes through `Text(…)`, `Content(…)`, `Content.from_markup("… $name …", name=…)` or `markup=False`.
"""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source_tree import called_name, source_modules

# Their first argument is read as markup when it is a string.
READ_MARKUP = {
    "Button", "Checkbox", "Collapsible", "Label", "Link", "Option", "RadioButton", "Static", "Tab", "TabPane",
    "Tooltip", "from_markup", "notify", "render_markup", "render_str", "update", "with_tooltip",
}  # fmt: skip
# So is a string that is assigned to one of these.
MARKUP_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
TRANSLATING = {"tr", "ntr"}


def filled_in(node: ast.expr) -> bool:
    """Whether a string expression puts values into text."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        texts = [side for side in (node.left, node.right) if isinstance(side, ast.Constant | ast.JoinedStr)]
        strings = any(isinstance(side, ast.JoinedStr) or isinstance(side.value, str) for side in texts)
        return strings or filled_in(node.left) or filled_in(node.right)
    if isinstance(node, ast.IfExp):
        return filled_in(node.body) or filled_in(node.orelse)
    if isinstance(node, ast.Call):
        name = called_name(node)
        return name in {"format", "join"} or (name in TRANSLATING and bool(node.keywords))
    return False


def whole(node: ast.expr) -> bool:
    """Whether an expression is one literal, translated or not."""
    if isinstance(node, ast.Call) and called_name(node) in TRANSLATING:
        return not node.keywords and all(isinstance(argument, ast.Constant) for argument in node.args[:2])
    return isinstance(node, ast.Constant)


def plain(node: ast.Call) -> bool:
    """Whether a call says that its string is no markup."""
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in node.keywords
    )


def first_argument(node: ast.Call) -> ast.expr | None:
    """What a call shows: its first argument, or the keyword that stands for it."""
    if node.args:
        return node.args[0]
    return next((word.value for word in node.keywords if word.arg in {"content", "label", "message", "prompt"}), None)


def unsafe(node: ast.AST) -> bool:
    """Whether one piece of code would have text that was filled in read as markup."""
    match node:
        case ast.Call() if called_name(node) in READ_MARKUP and not plain(node):
            shown = first_argument(node)
            # A message is nearly always the sentence of an error or has names in it: there, only a literal is safe.
            literal_only = called_name(node) == "notify"
            return shown is not None and (filled_in(shown) or (literal_only and not whole(shown)))
        case ast.Assign():
            targets = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
            return bool(targets & MARKUP_ATTRIBUTES) and filled_in(node.value)
        case ast.ImportFrom(module="rich.markup" | "textual.markup"):
            # Escaping is no remedy: a text that ends in "[/" still breaks the parser.
            return any(alias.name == "escape" for alias in node.names)
    return False


def offences(tree: ast.Module) -> list[int]:
    """The lines that break the rule."""
    return sorted(node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt | ast.expr) and unsafe(node))


def test_no_record_text_is_read_as_markup() -> None:
    found = [f"{module.place}:{line}" for module in source_modules() for line in offences(module.tree)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        'Content.from_markup(f"[b]{lead.name}[/b]")',
        'Text.from_markup("[b]" + name)',
        'Static(f"{name}")',
        'Label("Hello {}".format(name))',
        'Label(tr("Hello {name}", name=name))',
        'Static("%s" % name, id="x")',
        'self.notify(f"Moved {name}")',
        "self.notify(error.message)",
        'self.notify(tr("Moved {name}", name=name), severity="warning")',
        'self.name_line.update(f"{name}")',
        'self.border_title = f"{name}"',
        'Option(prompt=f"{name}")',
        'Label("a" if x else f"{name}")',
        "from rich.markup import escape",
    ],
)
def test_offences_are_seen(text: str) -> None:
    assert offences(ast.parse(text)) == [1]


@pytest.mark.parametrize(
    "text",
    [
        'Content.from_markup("[b]$name[/b]", name=lead.name)',
        "Static(Text(name))",
        'Static(f"{name}", markup=False)',
        'Label(tr("Hello"))',
        'self.notify(tr("Saved"))',
        "self.notify(error.message, markup=False)",
        "self.name_line.update(Content(name))",
        "known.update(other)",
        'self.border_title = tr("Leads")',
    ],
)
def test_safe_ways_pass(text: str) -> None:
    assert offences(ast.parse(text)) == []
