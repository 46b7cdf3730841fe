"""What taking back a change would do, in words."""

from __future__ import annotations

import pytest

from solartui.domain.activity import Names
from solartui.domain.effects import Effect, Fate, effect_text, effect_title

NAMES = Names(users={3: "Anna Nowak"}, entities={2: "Kraków"})


def changed(*columns: tuple[str, object, object]) -> Effect:
    return Effect("lead", 7, "Jan", Fate.CHANGED, columns)


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (changed(("stage", "contacted", "open")), "Stage: Contacted → Open"),
        (changed(("stage", "gone", "open")), "Stage: gone → Open"),
        (changed(("assignee_user_id", 3, None)), "Assignee: Anna Nowak → —"),
        (changed(("assignee_user_id", 99, 3)), "Assignee: #99 → Anna Nowak"),
        (changed(("assignee_entity_id", None, 2)), "Assignee: — → Kraków"),
        (changed(("assignee_entity_id", 5, 2)), "Assignee: #5 → Kraków"),
        (changed(("owner_id", 3, None)), "Owner: Anna Nowak → —"),
        (changed(("archived_at", "2026-11-22T09:30:00.000000Z", None)), "Archived: yes → no"),
        (changed(("deleted_at", None, "2026-11-22T09:30:00.000000Z")), "Deleted: no → yes"),
        (changed(("type", "commercial", "residential")), "Type: Commercial → Residential"),
        (changed(("battery", 1, 0)), "Battery: yes → no"),
        (changed(("monthly_kwh", 350.5, None)), "kWh a month: 350.50 → —"),
        (changed(("score", 7, 8), ("city", "Łódź", None)), "Score: 7 → 8; Town: Łódź → —"),
        (changed(("stage", "lost", "open"), ("stage_since", "b", "a")), "Stage: Lost → Open"),
        (changed(("channel", "[/]\x1b]52;c;x\x07", "web")), "Channel: [/]]52;c;x → web"),
        (Effect("lead", 7, "Jan", Fate.REMOVED), "is removed"),
        (Effect("lead", 7, "", Fate.REMOVED, rows=12), "12 records are removed"),
        (Effect("contact", 7, "Jan", Fate.RESTORED), "comes back"),
    ],
)
def test_each_field_is_told_as_it_is_and_as_it_becomes(effect: Effect, said: str) -> None:
    assert effect_text(effect, NAMES) == said


@pytest.mark.parametrize(
    ("effect", "title"),
    [
        (Effect("lead", 7, "Jan", Fate.REMOVED), "Lead #7 Jan"),
        (Effect("note", 3, "", Fate.RESTORED), "Note #3"),
        (Effect("contact", 1, "Jan\x1b[31m\nNowak", Fate.CHANGED), "Contact #1 Jan[31m Nowak"),
        (Effect("lead_stage", 1, "", Fate.CHANGED), "lead_stage #1"),
    ],
)
def test_a_record_is_told_by_kind_number_and_name(effect: Effect, title: str) -> None:
    assert effect_title(effect) == title
