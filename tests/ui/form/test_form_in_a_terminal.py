"""The form in a real terminal: keys that arrive in one packet, as after a stall of the line, land where they belong."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.desk import add_contact
from tests.terminal.pty_harness import Terminal

if TYPE_CHECKING:
    from solartui.services.container import Services

SAMPLE = Path(__file__).with_name("sample_form_app.py")
DOWN, TAB, ENTER, SAVE = "\x1b[B", "\t", "\r", "\x13"


def test_a_burst_of_keys_is_answered_in_its_order(database: Path, services: Services, state: Path) -> None:
    add_contact(services, "Anna Nowak")
    command = [sys.executable, str(SAMPLE), str(database)]
    with Terminal(command, environment={"XDG_STATE_HOME": str(state.parent)}) as terminal:
        terminal.wait_for("nobody yet")
        keys = f"now{ENTER}Dach{TAB}a{DOWN * 3}ul. Nowa 1{TAB}32-020{TAB}Wieliczka{DOWN * 3}{TAB}me{ENTER}"
        terminal.send(f"{keys}{TAB * 2}412,5{ENTER}{SAVE}".encode())
        terminal.wait_for("saved Dach")
    lead = services.leads.get(1)
    assert (lead.contact.name, lead.name, lead.type) == ("Anna Nowak", "Dach", "agricultural")
    assert lead.address.text == "ul. Nowa 1, 32-020 Wieliczka"
    assert lead.assignee is not None
    assert (lead.assignee.name, lead.channel, lead.monthly_kwh) == ("Ewa Admin", None, 412.5)


def test_names_with_commands_in_them_never_reach_the_terminal(database: Path, services: Services, state: Path) -> None:
    with Terminal(
        [sys.executable, str(SAMPLE), str(database)], environment={"XDG_STATE_HOME": str(state.parent)}
    ) as terminal:
        terminal.wait_for("nobody yet")
        terminal.paste("Jan\x9b5n\u202e\u200b[/] K")
        terminal.wait_for("Add “Jan5n[/] K” as a new contact")
        assert "\x9b5n".encode() not in terminal.output
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
