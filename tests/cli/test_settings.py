"""``solartui settings``: what holds for the whole desk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell


def test_a_setting_holds_for_everybody_until_it_is_reset(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = shell.json("settings", "set", "company.name", " Zażółć Solar ")
    assert (changed["key"], changed["value"], changed["default"]) == ("company.name", "Zażółć Solar", "")
    with monkeypatch.context() as patch:
        patch.setattr(os, "getuid", lambda: 70_002)
        assert shell.json("settings", "show", "company.name")["value"] == "Zażółć Solar"
        assert "Zażółć Solar" in shell("settings", "list").out
        assert "change the settings of the desk" in shell.refused(5, "settings", "reset", "company.name")
    assert shell.json("settings", "reset", "company.name")["value"] == ""


def test_all_settings_are_listed_with_their_meaning(shell: Shell) -> None:
    found = shell.json("settings", "list")
    assert {"company.name", "company.tax_id"} <= {one["key"] for one in found}
    assert all(one["label"] and one["help"] and one["value"] == one["default"] for one in found)


@pytest.mark.parametrize("words", [("show", "x"), ("set", "x", "1"), ("reset", "x")])
def test_a_setting_that_is_not_there(shell: Shell, words: tuple[str, ...]) -> None:
    assert "There is no setting x" in shell.refused(3, "settings", *words)


def test_a_value_that_cannot_be(shell: Shell) -> None:
    assert "company.name" in shell.refused(2, "settings", "set", "company.name", "x" * 501)
