"""Imports killed at random moments: all rows are there or none, the file is sound, and a second run imports."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from solartui.services import import_apart
from solartui.services.import_source import ImportSource, Target
from tests.store.processes import Running
from tests.store.test_processes import asked, at, sound

if TYPE_CHECKING:
    from solartui.services.container import Services
    from tests.store.processes import Say

ROWS = 400
_MOMENTS = ("begin", "read", "planned", "planned", "planned")
_KEPT = ("lead", "contact", "contact_email", "activity", "note", "change", "change_item", "custom_field",
         "custom_value")  # fmt: skip


class Kind(NamedTuple):
    """What the rows of an import become.

    Attributes:
        options: of the command.
        contacts: whether they bring contacts without leads.
        keep: whether unknown columns become fields of the desk's own.
        apart: whether another process reads the rows.
    """

    options: tuple[str, ...] = ()
    contacts: bool = False
    keep: bool = False
    apart: bool = False

    @property
    def table(self) -> str:
        """Where the rows are found afterwards."""
        return "contact" if self.contacts else "lead"


LEADS = Kind()
CONTACTS = Kind(("--target", "contacts"), contacts=True)
KEEP_UNKNOWN = Kind(("--keep-unknown",), keep=True)
APART = Kind(apart=True)
KINDS = (LEADS, CONTACTS, KEEP_UNKNOWN, APART)


def make_sheet(folder: Path) -> Path:
    """A spreadsheet of a fair, with a note in every row."""
    path = folder / "fair.csv"
    lines = ["Imię i nazwisko;E-mail;Miejscowość;Miesięczne zużycie;Uwagi;Ulubiony kolor"]
    lines += [f"Osoba {n};osoba{n}@x.example;Łódź;{n},5;dach płaski;zielony" for n in range(ROWS)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def opened(services: Services, sheet: Path, kind: Kind) -> ImportSource:
    """The spreadsheet, read for what its rows are to become."""
    source = services.imports.read(sheet)
    source = services.imports.aimed(source, Target.CONTACTS) if kind.contacts else source
    return source.keeping_all() if kind.keep else source


def bring_in(say: Say, database: Path, sheet: Path, kind: Kind) -> None:
    """Import a spreadsheet, and tell every step."""
    if kind.apart:
        import_apart._WORTH_IT = ROWS // 2
    services = at(database)
    say("begin")
    source = opened(services, sheet, kind)
    say("read")
    services.imports.plan(source)
    say("planned")
    services.imports.apply(source)
    say("done")


def kill_one(
    template: Path, sheet: Path, folder: Path, dice: random.Random, *, command: bool, kind: Kind = LEADS
) -> str:
    """Import into a fresh desk, kill it some time, and look at what is there; says how far it came.

    Args:
        template: an empty desk.
        sheet: what `make_sheet` made.
        folder: where the desk is put.
        dice: choose the moment.
        command: whether the import is the command of the shell, and not a call of the services.
        kind: what the rows become.
    """
    database = Path(shutil.copy(template, folder / "desk.db"))
    before = _counts(database)
    told = (_kill_command if command else _kill_call)(database, sheet, dice, kind)
    sound(database)
    found = asked(database, f"SELECT count(*) FROM {kind.table}")[0][0]
    assert found in (0, ROWS), f"{found} of {ROWS} rows after {told}"
    if not found:
        assert _counts(database) == before
    assert found or "done" not in told
    services = at(database)
    report = services.imports.apply(opened(services, sheet, kind)).value
    services.close()
    assert asked(database, "SELECT count(*) FROM custom_field")[0][0] == kind.keep
    assert (report.new, report.unchanged) == (ROWS - found, found)
    sound(database)
    for left in folder.glob("desk.db*"):
        left.unlink()
    return "all" if found else f"none, after {told[-1] if told else 'the start'}"


def _counts(database: Path) -> list[int]:
    return [asked(database, f"SELECT count(*) FROM {table}")[0][0] for table in _KEPT]


def _kill_call(database: Path, sheet: Path, dice: random.Random, kind: Kind) -> list[str]:
    child = Running(bring_in, database, sheet, kind)
    child.wait_for(1 + _MOMENTS.index(dice.choice(_MOMENTS)))
    child.ends_within(dice.random() * 0.2)
    return child.end()


def _kill_command(database: Path, sheet: Path, dice: random.Random, kind: Kind) -> list[str]:
    """Kill the whole program from outside, without asking it how far it is."""
    command = [sys.executable, "-m", "solartui", "import", str(sheet), *kind.options, "--db", str(database)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True) as program:
        try:
            program.wait(0.3 + dice.random())
        except subprocess.TimeoutExpired:
            program.send_signal(signal.SIGKILL)
        return [] if program.wait() else ["done"]


def kill_imports(count: int, dice: random.Random, *, on_disk: bool = False) -> str:
    """Kill so many imports, every third of them the command; what was there afterwards, in words."""
    from tests.desk import make_template

    place = None if on_disk or not Path("/dev/shm").is_dir() else "/dev/shm"
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(dir=place, prefix="solartui-soak-") as name:
        folder = Path(name)
        template, sheet = folder / "template.db", make_sheet(folder)
        make_template(template)
        for number in range(count):
            seen[kill_one(template, sheet, folder, dice, command=number % 3 == 2, kind=dice.choice(KINDS))] += 1
    return f"{count} kills: " + ", ".join(f"{number} times {what}" for what, number in sorted(seen.items()))
