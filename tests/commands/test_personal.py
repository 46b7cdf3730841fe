"""A person's own keys and colours."""

from __future__ import annotations

from pathlib import Path

import pytest

from solartui.commands.bindings import textual_keymap
from solartui.commands.personal import Personal, read_personal
from solartui.domain.errors import Invalid


def written(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_everything_is_ours(tmp_path: Path) -> None:
    assert read_personal(tmp_path / "config.toml") == Personal({}, None)


def test_keys_and_colours_are_taken(tmp_path: Path) -> None:
    file = written(tmp_path, 'theme = "solartui-light"\n[keys]\n"lead.stage" = "m"\n"lead.archive" = ["D", "f8"]\n')
    personal = read_personal(file)
    assert personal.theme == "solartui-light"
    assert personal.graphics == "cells"
    assert read_personal(written(tmp_path, 'graphics = "sixel"\n')).graphics == "sixel"
    assert personal.keys == {"lead.stage": ("m",), "lead.archive": ("D", "f8")}
    assert textual_keymap(personal.keys) == {"lead.stage": "m", "lead.archive": "D,f8"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("keys = 3", "keys is no table"),
        ('[keys]\n"lead.fly" = "x"', "lead.fly is no command"),
        ('[keys]\n"lead.stage" = 5', "lead.stage needs a key"),
        ('[keys]\n"lead.stage" = ["x", 5]', "lead.stage needs a key"),
        ('[keys]\n"lead.stage" = ""', "lead.stage needs a key"),
        ("theme = 1", "theme is no text"),
        ('graphics = "laser"', "graphics is one of: cells, auto, kitty, sixel"),
        ("graphics = [1]", "graphics is one of"),
        ("theme = ", "cannot be read"),
        ('[keys]\n"\\u001b[31m" = "x"', "is no command"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_personal(written(tmp_path, text))
    assert said in caught.value.message
    assert caught.value.message.isprintable()


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Invalid):
        read_personal(file)
