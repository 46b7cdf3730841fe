"""A text in the person's own editor: one is started, and whatever it does the text is kept or told."""

from __future__ import annotations

import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from textual.app import App, SuspendNotSupported

from solartui.domain.errors import Refused
from solartui.terminal.editor import edit_text

if TYPE_CHECKING:
    from collections.abc import Iterator


class Aside:
    """Stands in for an app that steps aside."""

    def __init__(self, *, possible: bool = True) -> None:
        self.away = 0
        self._possible = possible

    @contextmanager
    def suspend(self) -> Iterator[None]:
        if not self._possible:
            raise SuspendNotSupported
        self.away += 1
        yield


def edit(text: str, aside: Aside | None = None, **environment: str) -> str:
    return edit_text(cast("App[Any]", aside or Aside()), text, environment)


@pytest.fixture
def editor(tmp_path: Path) -> Any:
    """Makes an editor of some lines of shell; its first word is the file."""

    def make(script: str, name: str = "my editor") -> str:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)
        return f"'{path}'"

    return make


@pytest.mark.feature("B-128")
def test_what_the_editor_leaves_is_the_text(editor: Any) -> None:
    aside = Aside()
    assert edit("one\n", aside, EDITOR=editor('printf "two ż\\n" >> "$1"')) == "one\ntwo ż\n"
    assert aside.away == 1


def test_the_visual_editor_comes_first_and_takes_its_options(editor: Any, tmp_path: Path) -> None:
    line = editor(f'echo "$1" > "{tmp_path}/option"; printf new > "$2"')
    assert edit("old", VISUAL=f"{line} --wait", EDITOR="false") == "new"
    assert (tmp_path / "option").read_text() == "--wait\n"


def test_nobody_else_can_read_the_file_and_nothing_of_it_stays(editor: Any, tmp_path: Path) -> None:
    script = f'ls -l "$1" > "{tmp_path}/listed"; echo "$1" > "{tmp_path}/where"; touch "$1~"'
    assert edit("secret", EDITOR=editor(script)) == "secret"
    where = Path((tmp_path / "where").read_text().strip())
    assert (tmp_path / "listed").read_text().startswith(stat.filemode(stat.S_IFREG | 0o600))
    assert not where.exists()
    assert not where.parent.exists()


def test_bytes_that_are_no_text_come_back_as_signs(editor: Any) -> None:
    assert edit("x", EDITOR=editor(r'printf "a\351b" > "$1"')) == "a\ufffdb"


@pytest.mark.parametrize("environment", [{}, {"EDITOR": ""}, {"VISUAL": "  "}])
def test_without_an_editor_it_says_which_variables_name_one(environment: dict[str, str]) -> None:
    with pytest.raises(Refused, match=r"Neither \$VISUAL nor \$EDITOR"):
        edit_text(cast("App[Any]", Aside()), "x", environment)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/nowhere/vi", "cannot be started: No such file"),
        ("/", "cannot be started: Permission denied"),
        ("'unfinished", "cannot be started: No closing quotation"),
        ("false", "ended with an error; the text is as it was"),
        ("\x1b[2Jvi", r"^\[2Jvi cannot be started"),
    ],
)
def test_an_editor_that_fails_is_told_in_one_line(command: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as caught:
        edit("x", EDITOR=command)
    assert caught.value.message.isprintable()


def test_a_file_that_the_editor_takes_away_is_told(editor: Any) -> None:
    with pytest.raises(Refused, match="cannot be started"):
        edit("x", EDITOR=editor('rm "$1"'))


def test_a_terminal_that_cannot_be_left_is_told() -> None:
    with pytest.raises(Refused, match="cannot be handed over"):
        edit("x", Aside(possible=False), EDITOR="true")
