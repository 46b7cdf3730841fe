"""A lead's history in short: what is told, in which order, and that it stays short whatever happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from solartui.domain.activity import Names
from solartui.domain.digest import Past, Told, digest
from solartui.domain.people import Assignee
from solartui.domain.records import Activity, Note, Subject
from solartui.domain.vocabulary import AssigneeKind
from solartui.i18n import use_language
from tests.domain.examples import LEAD, NOW

pytestmark = pytest.mark.feature("B-126")
HERE = Subject("lead", LEAD.id)


def happened(kind: str, hours: float, number: int = 1, actor: str = "Piotr Żak", **data: Any) -> Activity:
    """Something some hours ago."""
    return Activity(number, NOW - timedelta(hours=hours), actor, kind, HERE, 1, LEAD.id, None, data)


def note(body: str, hours: float, number: int = 1) -> Note:
    """A note from some hours ago."""
    at = NOW - timedelta(hours=hours)
    return Note(number, HERE, body, 1, "Anna Nowak", at, at, 1, None)


def clock(at: datetime) -> str:
    """Hours before now, which are easy to expect."""
    return f"-{round((NOW - at).total_seconds() / 3600)}h"


def told(activities: Sequence[Activity] = (), notes: Sequence[Note] = (), **changes: Any) -> dict[str, tuple[str, ...]]:
    """What is said, by its key."""
    lead = replace(LEAD, **changes)
    return {one.key: one.lines for one in digest(Past(lead, activities, notes, Names(), NOW, clock))}


def test_a_lead_of_which_nothing_is_known_is_told_in_five_lines() -> None:
    said = told(channel=None, assignee=None, next_follow_up=None, follow_up_note=None)
    assert said == {
        "since": ("-168h · 7 days · Manual (Entities)",),
        "stage": ("Open · for 0 minutes · nobody carries it",),
        "talks": ("nobody has called, written or been there yet",),
        "next": ("nothing is set",),
    }


def test_who_brought_it_who_carries_it_and_what_is_next() -> None:
    said = told(
        created_by=Assignee(AssigneeKind.USER, 7, "Ewa Lis"),
        stage="lost",
        lost_reason="price",
        stage_since=NOW - timedelta(days=3),
        next_follow_up=NOW + timedelta(hours=5),
        follow_up_note="call back",
    )
    assert said["since"] == ("-168h · 7 days · Manual (Entities) · Targi Energia · by Ewa Lis",)
    assert said["stage"] == ("Lost · for 3 days · price · Ekipa Południe",)
    assert said["next"] == ("--5h · call back",)
    assert told(next_follow_up=NOW - timedelta(hours=5), follow_up_note=None)["next"] == ("-5h · late",)


def test_the_way_through_the_stages_with_how_long_it_took() -> None:
    moves = [
        happened("created", 100),
        happened("moved", 76, 2, **{"from": "open", "to": "contacted"}),
        happened("moved", 75.999, 3, **{"from": "contacted", "to": "assigned"}),
        happened("moved", 70, 4, **{"from": "assigned", "to": "site_visit"}),
    ]
    assert told(moves)["way"] == ("Open (1 day) → Assigned (5 hours) → Site visit",)
    assert "way" not in told(moves[:1])


def test_a_long_way_is_told_by_its_end() -> None:
    keys = ["open", "contacted"] * 20
    moves = [happened("moved", 100 - n, n, **{"from": a, "to": b}) for n, (a, b) in enumerate(pairwise(keys))]
    (way,) = told(moves)["way"]
    assert way.count("→") == 4


def test_talks_are_counted_and_the_last_one_is_told() -> None:
    talks = [
        happened("call", 9, 1, text="no answer"),
        happened("mail", 8, 2, text="offer"),
        happened("call", 7, 3, "Ewa Lis", text="wants a battery"),
        happened("edited", 6, 4, changes=[["city", "Gdów", "Żywiec"]]),
    ]
    said = told(talks)
    assert said["talks"] == ("2 calls, 1 mail",)
    assert said["last"] == ("☎ -7h Ewa Lis: Call: wants a battery",)
    assert "Żywiec" in said["changed"][0]


def test_of_many_changes_and_notes_the_newest_are_told_first() -> None:
    edits = [happened("edited", 50 - n, n, changes=[["city", str(n), str(n + 1)]]) for n in range(30)]
    notes = [note(f"note {n}\nmore", 50 - n, n) for n in range(30)]
    said = told(edits, notes)
    assert [line.split(" ")[1] for line in said["changed"]] == ["-21h", "-22h"]
    assert said["notes"] == tuple(f"-{50 - n}h Anna Nowak: note {n} …" for n in (29, 28, 27))


@pytest.mark.parametrize("text", ["x" * 5_000, "\x1b[2J[@click=app.quit]x[/]", "\u202eREDRO", "a\tb\u0085c"])
def test_texts_of_people_are_short_and_plain(text: str) -> None:
    said = told([happened("call", 1, text=text)], [note(text, 2)], lost_reason=text, follow_up_note=text, channel=text)
    for lines in said.values():
        for line in lines:
            assert len(line) <= 200
            assert line.isprintable()


def test_it_is_told_in_polish_too() -> None:
    use_language("pl")
    titles = [Told(key, ()).title for key in ("stage", "next", "notes", "projects")]
    assert titles == ["Etap", "Następne", "Notatki", "Projekty"]
    assert "7 dni" in told()["since"][0]
