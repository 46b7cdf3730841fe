"""Notes are for the desk: commands that print records for other programs print none of them."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Shell

SECRET = "haggles, can pay more"


@pytest.mark.feature("B-127")
def test_records_that_are_printed_as_json_have_no_notes(shell: Shell) -> None:
    shell.add("--city", "Kraków")
    assert shell("leads", "note", 1, SECRET).status == 0
    assert shell("leads", "convert", 1).status == 0
    for group in ("leads", "contacts", "projects"):
        for words in (("show", 1), ("list",)):
            said = shell("--json", group, *words)
            assert "Kowalski" in said.out, said
            assert SECRET not in said.out
