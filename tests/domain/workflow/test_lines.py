"""Where things stand in a TOML text."""

from __future__ import annotations

import pytest

from solartui.domain.errors import Refused
from solartui.domain.workflow.lines import Path, lines_of, load

TEXT = '''\
# a remark
id = "x"
title = { en = "a", pl = "b" }

[[task]]
key = "one"

[[task.need]]
name = "a"

[[ task.need ]]
name = "b"
choices = [
  "x = 1",
  "y",
]

[[task]]
key = "two"
text = """
[[task]]
key = "three"
"""
last = 1
[[task.need]]
name = "c"

[table.inner]
deep = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("id",), 2),
        (("title",), 3),
        (("task", 0), 5),
        (("task", 0, "key"), 6),
        (("task", 0, "need", 0), 8),
        (("task", 0, "need", 0, "name"), 9),
        (("task", 0, "need", 1), 11),
        (("task", 0, "need", 1, "name"), 12),
        (("task", 0, "need", 1, "choices"), 13),
        (("task", 1), 18),
        (("task", 1, "key"), 19),
        (("task", 1, "text"), 20),
        (("task", 1, "last"), 24),
        (("task", 1, "need", 0, "name"), 26),
        (("table", "inner"), 28),
        (("table", "inner", "deep"), 29),
    ],
)
def test_keys_and_tables_know_their_line(path: Path, line: int) -> None:
    assert lines_of(TEXT)[path] == line


def test_texts_of_several_lines_are_no_tables() -> None:
    assert ("task", 2) not in lines_of(TEXT)


def test_what_has_no_line_of_its_own_has_that_around_it() -> None:
    top = load(TEXT)
    assert top.line("nothing") == 1
    second = list(top.entries("task", 5))[1]
    assert (second.line(), second.line("key"), second.line("nothing")) == (18, 19, 18)
    inline = next(load("task = [{ key = 1 },\n { key = 2 }]").entries("task", 5))
    assert inline.line("key") == 1


def test_values_are_read_by_their_kind() -> None:
    top = load('a = "x"\nb = 5\nc = true\nd = ["x", "y"]\ne = 1.5\n')
    assert (top.get("a", str), top.get("b", int), top.get("c", bool), top.get("z", int, 7)) == ("x", 5, True, 7)
    assert (top.text("a"), top.text("z"), top.texts("d"), top.texts("z")) == ("x", None, ("x", "y"), ())
    assert top.one_of("a", ("x", "y")) == "x"


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda top: top.get("a", int), "line 1: a is not of the right kind."),
        (lambda top: top.get("c", int), "line 3: c is not of the right kind."),
        (lambda top: top.get("z", int), "line 1: z is missing."),
        (lambda top: top.text("b"), "line 2: b is not of the right kind."),
        (lambda top: top.text("long"), "line 5: long needs a text of 200 characters at most."),
        (lambda top: top.texts("a"), "line 1: a is not of the right kind."),
        (lambda top: top.texts("d"), "line 4: d needs a list of texts."),
        (lambda top: top.one_of("a", ("y",)), "line 1: x is none of: y"),
        (lambda top: list(top.entries("b", 5)), "line 2: b is not of the right kind."),
        (lambda top: list(top.entries("d", 5)), "line 4: d needs [[d]] tables."),
        (lambda top: list(top.entries("d", 1)), "line 4: there are more than 1 of d."),
        (lambda top: top.only(("a", "b", "c", "d")), "line 5: there is no key long."),
        (lambda top: top.only(("a", "b", "c", "d", "lonk")), "line 5: there is no key long. Did you mean lonk?"),
    ],
)  # fmt: skip
def test_what_is_not_of_its_kind_is_told_with_the_line(read: object, message: str) -> None:
    text = f'a = "x"\nb = 5\nc = true\nd = ["x", 5]\nlong = "{"x" * 300}"\n'
    with pytest.raises(Refused) as caught:
        read(load(text))  # type: ignore[operator]
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = ", "This is no TOML: Invalid value"),
        ("a = 1\na = 2\n", "line 2: this is no TOML: Cannot overwrite a value"),
        ("a = 1\nb\n", "line 2: this is no TOML: Expected '=' after a key"),
        ("a = [1\n", "This is no TOML: Unclosed array"),
        ("x" * 300_000, "A workflow has 256 kB at most."),
        ("a = 1\n" + "x" * 1_001, "line 2: this line is longer than 1000 characters."),
    ],
)
def test_what_is_no_toml_is_told(text: str, message: str) -> None:
    with pytest.raises(Refused) as caught:
        load(text)
    assert caught.value.message.startswith(message)
