"""The page about JSON names every key that is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Shell

PAGE = Path(__file__).parents[2] / "docs" / "json.md"
# Keys of settings, of things that were looked at, and of what a change is about are told apart by their kind.
COMMANDS = """
leads list|leads show 1|leads note 1 x|leads history 1|leads comment 1 x|leads estimate 1|leads convert 1
leads archive 1|leads unarchive 1|contacts list|contacts show 1|contacts duplicates
projects list|projects show 1|projects tasks 1|projects visits
projects pay 1 amount=5|designs add 1 modules=10|designs list
proposals add 1|proposals list|proposals pdf 1|proposals template show
geocode --missing|places find Opole|places at 50.67,17.92|places list|route|report sources|report funnel
users list|entities list|stages list|fields add lead Roof|fields list|response show
workflow list|db info|db check|db upgrade|db backup copy.db|undo --list|undo|redo|settings list|keys
export leads.csv|projects export projects.json|contacts export contacts.csv|contacts dossier 1 all.json
"""


def keys_of(document: Any) -> set[str]:
    """The keys of the objects that a document is, or is a list of."""
    if isinstance(document, list):
        return set().union(*map(keys_of, document))
    return set(document)


def test_every_key_of_a_document_is_described(shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    described = set(re.findall(r"`([a-z_]+)`", PAGE.read_text("utf-8")))
    described |= {f"{word}_rate" for word in described}
    shell.add("--email", "jan@example.com", "--city", "Opole", "--country", "PL", "--monthly-kwh", 400)
    for line in COMMANDS.split("\n"):
        for command in filter(None, line.split("|")):
            assert keys_of(shell.json(*command.split())) <= described, command
