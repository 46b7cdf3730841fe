"""The program without a command, in a real terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from solartui.cli.call import Call
from solartui.cli.screens import Opened
from solartui.services.response import ResponseService
from tests.desk import add_lead
from tests.terminal.pty_harness import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services


@pytest.mark.feature("B-01")
def test_the_screens_open_with_the_leads_and_leave_with_status_0(
    home: Path, services: Services, database: Path
) -> None:
    add_lead(services, "Żaneta Łoś", city="Opole")
    services.close()
    command = [sys.executable, "-m", "solartui", "--db", str(database), "--lang", "en"]
    with Terminal(command, columns=100, rows=30, environment={"HOME": str(home)}) as terminal:
        terminal.wait_for("Żaneta Łoś")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def test_a_database_that_cannot_be_opened_is_told_after_the_screens(home: Path) -> None:
    command = [sys.executable, "-m", "solartui", "--db", str(home)]
    with Terminal(command, columns=100, rows=30, environment={"HOME": str(home)}) as terminal:
        assert terminal.wait_exit() == 6
        assert f"solartui: {home} is a folder. Name a database file.".encode() in terminal.output


@pytest.mark.parametrize(("uid", "may"), [(os.getuid(), True), (70_004, False)])
def test_screens_ask_in_their_own_words_what_a_person_may(
    home: Path, database: Path, uid: int, may: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "getuid", lambda: uid)
    call = Call()
    call.database = str(database)
    opened = Opened(call.target)
    session = opened.open()
    assert {name: session.may(name) for name in ("write", "convert", "import")} == dict.fromkeys(
        ("write", "convert", "import"), may
    )
    assert session.may("export")
    assert session.database == "desk"
    noted: list[ResponseService] = []
    monkeypatch.setattr(ResponseService, "note_missed", lambda response, _most: noted.append(response))
    opened.prepare()
    opened.prepare_writing()
    assert noted == [], "who only reads writes nothing"
    opened.note_missed()
    assert len(noted) == may
    opened.save_drafts()
    opened.close()
