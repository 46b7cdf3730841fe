"""What is imported on the way to the first answer: by name of module, never by time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.architecture.source_tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("start-up")

WORKBOOKS = {"openpyxl", "python_calamine"}
MODELS = {"alembic", "pydantic", "sqlalchemy", "sqlmodel"}
CHECKS = {"email_validator", "phonenumbers"}
SCREENS = {"rich", "textual"}
OUTSIDE = {"geopy"}


def run(*arguments: str, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run Python apart from this process; its standard error lists every module that it loads."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C.UTF-8"}
    if home:
        environment |= {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_STATE_HOME": str(home)}
        environment |= {"XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    command = [sys.executable, "-X", "importtime", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=120)


def loaded(done: subprocess.CompletedProcess[str]) -> set[str]:
    """The packages that a run loaded."""
    return {name.partition(".")[0] for name in modules(done)}


def modules(done: subprocess.CompletedProcess[str]) -> set[str]:
    """The modules that a run loaded."""
    lines = done.stderr.splitlines()
    imports = [line for line in lines if line.startswith("import time:")]
    assert done.returncode == 0, "\n".join(line for line in lines if line not in imports)
    return {line.rpartition("|")[2].strip() for line in imports}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration desk."""
    path = tmp_path_factory.mktemp("desk") / "desk.db"
    done = run("-m", "solartui", "demo", "--leads", "8", "--no-open", "--db", str(path), home=path.parent)
    loaded(done)
    return path


def test_the_probe_sees_what_is_loaded() -> None:
    assert "graphlib" in loaded(run("-c", "import graphlib"))


def test_version_loads_next_to_nothing() -> None:
    done = run("-m", "solartui", "--version")
    assert loaded(done) & (WORKBOOKS | MODELS | CHECKS | SCREENS | OUTSIDE | {"babel", "sqlite3"}) == set()


def test_a_list_on_the_command_line_reads_at_the_speed_of_the_driver(desk: Path) -> None:
    done = run("-m", "solartui", "leads", "list", "--db", str(desk), "--json", home=desk.parent)
    assert loaded(done) & (WORKBOOKS | MODELS | CHECKS | SCREENS | OUTSIDE) == set()
    assert len(json.loads(done.stdout)) > 0


# What a key may ask for later: loaded in a thread once the first rows are there.
LATER = {
    "tomllib",
    "solartui.domain.directions",
    "solartui.domain.query",
    "solartui.domain.activity",
    "solartui.domain.happened",
    "solartui.screens.dialogs",
    "solartui.screens.forms",
    "solartui.screens.imports",
    "solartui.screens.jump",
    "solartui.screens.lead.form",
    "solartui.screens.lead.screen",
    "solartui.screens.lead_choices",
    "solartui.screens.record_page",
    "solartui.widgets.board.board",
    "solartui.widgets.card_grid",
}


# What only one record, a change or a place needs; the rows are on the screen before any of it is loaded.
BEHIND_THE_ROWS = {
    "hashlib",
    "solartui.domain.contacts",
    "solartui.domain.desk_settings",
    "solartui.domain.query.ast",
    "solartui.domain.query.parser",
    "solartui.services.filters",
    "solartui.domain.geocoding",
    "solartui.domain.leads",
    "solartui.services.contacts",
    "solartui.services.history",
    "solartui.services.lead_actions",
    "solartui.services.leads",
    "solartui.services.notes",
    "solartui.services.places",
    "solartui.services.settings",
    "textual.widgets._text_area",
}
_TO_THE_ROWS = """
import sys
from solartui.app import SolarApp
from solartui.cli.screens import Opened
from solartui.screens.leads.list_screen import LeadListScreen
opened, early = Opened(sys.argv[1]), []
class Start(SolarApp):
    def rows_shown(self):
        if self.screen.found:
            early.extend(sys.modules)
            self.exit()
Start(opened.open, {"leads": LeadListScreen}).run(headless=True, size=(80, 24))
opened.close()
print("\\n".join(early))
"""


def test_the_rows_do_not_wait_for_what_only_one_record_needs(desk: Path) -> None:
    done = run("-c", _TO_THE_ROWS, str(desk), home=desk.parent)
    early = set(done.stdout.split())
    assert "solartui.services.lead_lists" in early
    assert early & BEHIND_THE_ROWS == set()


_LOOP = """
from solartui.terminal.plain_loop import load_loop
load_loop()
import asyncio, sys
assert "ssl" not in sys.modules, sorted(sys.modules)
async def later():
    return await asyncio.to_thread(int, "7") + await asyncio.wait_for(asyncio.sleep(0, 1), 5)
assert asyncio.run(later()) == 8
load_loop()
import ssl, http.client
assert ssl.create_default_context().check_hostname
assert http.client.HTTPSConnection("localhost")
"""


def test_the_loop_comes_without_openssl_and_whoever_needs_it_has_it_all_the_same() -> None:
    late = modules(run("-c", _LOOP))
    assert {"asyncio.base_events", "ssl", "http.client"} <= late


def test_the_first_page_needs_no_dialog_and_no_other_page() -> None:
    needed = ("cli.screens", "app", "screens.leads.list_screen", "bootstrap")
    done = run("-c", "; ".join(f"import solartui.{name}" for name in needed))
    early = modules(done)
    assert {name for name in early for later in LATER if name == later or name.startswith(f"{later}.")} == set()


@pytest.mark.parametrize("module", ["solartui.app", "solartui.bootstrap"])
def test_the_way_to_the_first_screen_is_light(module: str) -> None:
    assert loaded(run("-c", f"import {module}")) & (WORKBOOKS | MODELS | CHECKS | OUTSIDE) == set()


def test_the_core_runs_without_a_terminal() -> None:
    assert loaded(run("-c", "import solartui.bootstrap, solartui.services")) & SCREENS == set()
