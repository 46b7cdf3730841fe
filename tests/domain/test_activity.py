"""History in words, in both languages' terms: nothing is lost, nothing breaks, one line each."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from solartui import i18n
from solartui.domain.activity import (
    KINDS,
    Names,
    change_sentence,
    change_sentence_of,
    glyph,
    moment,
    sentence,
    sentence_of,
)
from solartui.domain.records import Activity, Change, Subject

NAMES = Names(users={4: "Anna Nowak"}, zone=ZoneInfo("Europe/Warsaw"))
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.mark.feature("B-119")
@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("created", {"name": "Dach"}, "Created"),
        ("created", {"name": "Dach", "file": "targi.xlsx", "row": 5}, "Imported from targi.xlsx, row 5"),
        ("moved", {"from": "open", "to": "site_visit"}, "Stage: Open → Site visit"),
        ("moved", {"from": "gone", "to": "lost", "reason": "price"}, "Stage: gone → Lost (price)"),
        ("assigned", {"from": None, "to": {"name": "Ekipa Południe"}}, "Assigned: nobody → Ekipa Południe"),
        ("assigned", {"from": {"name": "A"}, "to": None}, "Assigned: A → nobody"),
        ("note_added", {"text": "Zadzwonić\njutro"}, "Note: Zadzwonić jutro"),
        ("note_edited", {"text": "x"}, "Note changed: x"),
        ("note_deleted", {"text": "x"}, "Note removed: x"),
        ("document_added", {"name": "bill.pdf", "size": 1_234_567}, "File: bill.pdf (1,235 kB)"),
        ("document_added", {"name": "bill.pdf", "size": 0}, "File: bill.pdf (1 kB)"),
        ("document_added", {"name": "bill.pdf"}, "File: bill.pdf"),
        ("document_deleted", {"name": "bill.pdf"}, "File removed: bill.pdf"),
        ("call", {"text": "wants a battery"}, "Call: wants a battery"),
        ("call", {"text": ""}, "Call"),
        ("mail", {}, "Mail"),
        ("visit", {"text": "roof is sound"}, "Visit: roof is sound"),
        ("follow_up_set", {"at": "2026-11-24T13:30:00+00:00"}, "Follow-up on 24 Nov 2026 14:30"),
        (
            "follow_up_set",
            {"at": "2026-11-24T13:30:00.000000Z", "note": "call"},
            "Follow-up on 24 Nov 2026 14:30: call",
        ),
        ("follow_up_done", {"at": None, "note": "call"}, "Follow-up done: call"),
        ("archived", {"name": "x"}, "Archived"),
        ("unarchived", {"name": "x"}, "Brought back from the archive"),
        ("deleted", {"name": "x"}, "Deleted"),
        ("restored", {}, "Restored"),
        ("converted", {"project": 5, "project_name": "Dach 10 kWp"}, "Converted to project: Dach 10 kWp"),
        ("project_created", {"lead": 7, "name": "x"}, "Project started from lead #7"),
        ("project_created", {"lead": None, "name": "x"}, "Project started"),
        (
            "undone",
            {"kind": "lead.moved", "data": {"count": 12, "stage": "contacted"}},
            "Undone: 12 leads moved to Contacted",
        ),
        ("something_new", {"x": 1}, "something_new"),
    ],
)
def test_what_an_activity_says(kind: str, data: dict[str, Any], said: str) -> None:
    assert sentence_of(kind, data, NAMES) == said
    activity = Activity(1, AT, "Anna", kind, Subject("lead", 7), None, 7, None, data)
    assert sentence(activity, NAMES) == said


@pytest.mark.feature("D-26")
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["city", None, "Łódź"], "Town: — → Łódź"),
        (["name", "A", "B"], "Name: A → B"),
        (["type", "residential", "commercial"], "Type: Residential → Commercial"),
        (["type", "castle", None], "Type: castle → —"),
        (["battery", 0, 1], "Battery: no → yes"),
        (["heat_pump", True, False], "Heat pump: yes → no"),
        (["owner_id", None, 4], "Owner: — → Anna Nowak"),
        (["owner_id", 5, 4], "Owner: #5 → Anna Nowak"),
        (["company_id", 5, None], "Company: #5 → —"),
        (["monthly_kwh", 400.0, 1234.5], "kWh a month: 400 → 1,234.50"),
        (["score", None, 50], "Score: — → 50"),
        (["latitude", 50.061947, None], "Latitude: 50.06195 → —"),
        (["price_net", None, 4_000_000], "Price without VAT: — → 40,000.00"),
        (["next_follow_up", None, "2026-11-24T13:30:00+00:00"], "Follow-up: — → 24 Nov 2026 14:30"),
        (["emails", ["a@x.pl"], ["a@x.pl", "b@x.pl"]], "E-mail: a@x.pl → a@x.pl, b@x.pl"),
        (["consumption", None, [1.0] * 12], "Use by month"),
        (["unheard_of", 1, 2], "unheard_of: 1 → 2"),
    ],
)
def test_an_edit_says_what_was_and_what_is(change: list[Any], said: str) -> None:
    assert sentence_of("edited", {"changes": [change]}, NAMES) == said


def test_several_edits_stand_in_one_line() -> None:
    changes = [["city", "A", "B"], ["score", 1, 2]]
    assert sentence_of("edited", {"changes": changes}, NAMES) == "Town: A → B; Score: 1 → 2"
    assert sentence_of("edited", {}, NAMES) == "Edited"


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("lead.created", {"name": "Dach"}, "Dach added"),
        ("lead.edited", {"name": "Dach"}, "Dach edited"),
        ("lead.moved", {"count": 12, "name": "Dach", "stage": "contacted"}, "12 leads moved to Contacted"),
        ("lead.moved", {"count": 1, "name": "Dach", "stage": "contacted"}, "Dach moved to Contacted"),
        ("lead.assigned", {"count": 2, "to": "Anna"}, "2 leads assigned to Anna"),
        ("lead.assigned", {"count": 1, "name": "Dach", "to": None}, "Dach assigned to nobody"),
        ("lead.follow_up_set", {"count": 3}, "Follow-up set for 3 leads"),
        ("lead.follow_up_done", {"count": 1, "name": "Dach"}, "Follow-up of Dach done"),
        ("lead.follow_up_done", {"count": 2}, "Follow-up of 2 leads done"),
        ("lead.call", {"count": 1, "name": "Dach"}, "Call logged: Dach"),
        ("lead.mail", {"count": 5}, "Mail logged for 5 leads"),
        ("lead.visit", {"count": 5}, "Visit logged for 5 leads"),
        ("lead.archived", {"count": 5}, "5 leads archived"),
        ("lead.unarchived", {"count": 5}, "5 leads brought back from the archive"),
        ("lead.deleted", {"count": 1, "name": "Dach"}, "Dach deleted"),
        ("lead.converted", {"name": "Dach", "project": 4}, "Dach converted to a project"),
        ("contact.created", {"name": "Jan"}, "Contact Jan added"),
        ("contact.edited", {"name": "Jan"}, "Contact Jan edited"),
        ("project.created", {"name": "P"}, "Project P started"),
        ("project.edited", {"name": "P"}, "Project P edited"),
        ("user.added", {"name": "Jan"}, "User Jan added"),
        ("note.added", {"text": "x"}, "Note added: x"),
        ("note.edited", {"text": "x"}, "Note changed: x"),
        ("note.deleted", {"text": "x"}, "Note removed: x"),
        ("import", {"rows": 1, "file": "a.csv"}, "1 row imported from a.csv"),
        ("import", {"rows": 0, "file": "a.csv"}, "0 rows imported from a.csv"),
        ("undone", {"kind": "lead.deleted", "data": {"count": 4}}, "Undone: 4 leads deleted"),
        ("unheard.of", {}, "unheard.of"),
    ],
)
def test_what_a_change_did(kind: str, data: dict[str, Any], said: str) -> None:
    assert change_sentence_of(kind, data) == said
    assert change_sentence(Change(1, AT, 1, "Anna", kind, data, 1, False)) == said


@pytest.mark.feature("B-117")
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_sign_and_bears_poor_data(kind: str) -> None:
    assert len(glyph(kind)) == 1
    assert unicodedata.east_asian_width(glyph(kind)) not in {"W", "F"}
    assert sentence_of(kind, {})
    hostile = {
        "name": "{0} [/] \x1b]52;c;x\x07",
        "text": "a\n{b}\x00",
        "file": "{x.__class__}",
        "reason": "%s",
        "at": "?",
    }
    said = sentence_of(kind, hostile)
    assert said.isprintable()
    assert len(said) < 400


def test_a_long_text_is_cut() -> None:
    assert sentence_of("note_added", {"text": "x" * 500}) == "Note: " + "x" * 119 + "…"


def test_an_unknown_kind_has_a_sign() -> None:
    assert glyph("unheard_of") == "·"


def test_what_is_no_time_stays_as_it_is() -> None:
    assert moment("soon", UTC) == "soon"


def test_stages_are_told_in_the_language_in_use() -> None:
    i18n.use_language("pl")
    assert "Otwarte → Skontaktowano" in sentence_of("moved", {"from": "open", "to": "contacted"})


def test_large_numbers_of_leads_are_told_in_groups_of_three() -> None:
    moved = change_sentence_of("lead.moved", {"count": 1_000_000, "stage": "contacted"})
    assert moved == "1\u00a0000\u00a0000 leads moved to Contacted"
    edited = change_sentence_of("lead.edited", {"count": 12, "field": "owner", "name": "Jan"})
    assert edited == "12 leads edited: Owner"
    assert sentence_of("redone", {"kind": "lead.archived", "data": {"name": "Jan"}}) == "Done again: Jan archived"
