"""Two people at one lead and one contact: whoever saves over something newer is told so, and nothing is lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from solartui.domain.errors import NotFound, Refused, Stale
from solartui.domain.leads import Lead
from solartui.services.container import Services
from solartui.store.store import Store
from tests.conftest import Clock
from tests.desk import MANAGER, SALES, SECOND, actor, add_lead

FOLDER = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(tempfile.gettempdir())
FIELDS: dict[str, tuple[Any, ...]] = {
    "name": ("Dach", "Stodoła"),
    "city": ("Łódź", "Kraków"),
    "score": (None, 1, 2),
    "battery": (True, False),
    "stage": ("open", "contacted", "site_visit"),
    "assignee": ("anna", "piotr", "none"),
}
NAMES = {"anna": "Anna Nowak", "piotr": "Piotr Żak", "none": None}

EDIT = st.sampled_from([(field, value) for field, values in FIELDS.items() for value in values])
STEP = st.tuples(st.sampled_from(["look", "save", "save", "save unseen", "move", "undo"]), st.booleans(), EDIT)


@pytest.fixture(scope="module")
def place(template: Path) -> Iterator[tuple[Path, Path]]:
    """The template, and a folder for its copies."""
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix="solartui-two-") as folder:
        yield template, Path(folder)


class Desk:
    """Two people with their own connections to one file, and what each of them saw last."""

    def __init__(self, template: Path, folder: Path) -> None:
        path = shutil.copy(template, folder / "desk.db")
        self.stores = [Store(str(path), clock=Clock()) for _ in range(2)]
        people = (actor(SALES), actor(SECOND))
        self.people = [Services(store, who) for store, who in zip(self.stores, people, strict=True)]
        lead = add_lead(Services(self.stores[0], actor(MANAGER)), "Jan", name="Dach", city="Łódź")
        self.seen = [lead, lead]

    def now(self) -> Lead:
        """The lead as it is stored."""
        return self.people[0].leads.get(1)

    def look(self, who: int) -> None:
        """See the lead as it is."""
        self.seen[who] = self.now()

    def save(self, who: int, field: str, value: Any, *, minded: bool) -> None:
        """Save a field; what the other one has saved is not overwritten unless nobody minds."""
        before, version = self.now(), self.seen[who].version if minded else None
        try:
            after = self.people[who].leads.edit(1, {field: value}, version).value
        except Stale as clash:
            self.clashed(clash, before, who)
            return
        assert version in {None, before.version}
        assert after == self.now()
        assert shown(after, field) == NAMES.get(str(value), value)
        self.seen[who] = after

    def move(self, who: int, stage: str) -> None:
        """Move the lead as it was seen."""
        before = self.now()
        try:
            self.people[who].lead_actions.move([1], stage, versions={1: self.seen[who].version})
        except Stale as clash:
            self.clashed(clash, before, who)
            return
        assert before.version == self.seen[who].version
        self.look(who)
        assert self.seen[who].stage == stage

    def undo(self, who: int) -> None:
        """Take back the last thing, unless the other one has changed it since."""
        before = self.now()
        try:
            self.people[who].undo.undo()
        except NotFound:
            return
        except Refused as refusal:
            reason = refusal.message
        else:
            assert self.now().version > before.version
            return
        assert reason.startswith("Not undone: ")
        assert self.now() == before

    def clashed(self, clash: Stale, before: Lead, who: int) -> None:
        """A clash shows what is stored and who did it, and changes nothing."""
        assert self.seen[who].version != before.version
        assert clash.theirs == before == self.now()
        assert clash.by in {"Anna Nowak", "Piotr Żak"}

    def close(self) -> None:
        """Close both."""
        for store in self.stores:
            store.close()


def shown(lead: Lead, field: str) -> object:
    """The value of a field."""
    if field == "assignee":
        return lead.assignee.name if lead.assignee else None
    return lead.address.city if field == "city" else getattr(lead, field)


Steps = list[tuple[str, bool, tuple[str, Any]]]
STEPS = st.lists(STEP, min_size=1, max_size=20)


def play(place: tuple[Path, Path], steps: Steps) -> None:
    """Both do what the steps say."""
    desk = Desk(*place)
    try:
        for what, second, (field, value) in steps:
            who = int(second)
            if what == "look":
                desk.look(who)
            elif what == "move":
                desk.move(who, FIELDS["stage"][len(field) % 3])
            elif what == "undo":
                desk.undo(who)
            else:
                desk.save(who, field, value, minded=what == "save")
    finally:
        desk.close()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_nobody_overwrites_anybody_unknowingly(place: tuple[Path, Path], steps: Steps) -> None:
    play(place, steps)
