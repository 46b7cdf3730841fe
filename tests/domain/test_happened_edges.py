"""What happened, in words: every kind in both languages, with poor, huge and hostile data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta, timezone
from typing import Any

import pytest

from solartui.domain import activity
from solartui.domain.activity import KINDS, PLAIN, Names, change_sentence_of, field_label, glyph, moment, sentence_of
from solartui.domain.activity import shown_value as value_of
from solartui.domain.happened import contacts, leads, offers, places, projects, records, workflow
from solartui.domain.happened.words import FIELDS, count_of
from solartui.i18n import use_language

MODULES = (records, leads, contacts, projects, offers, places, workflow)
ACTIVITIES = sorted(KINDS)
CHANGES = sorted(kind for module in MODULES for kind in module.CHANGES)
HOSTILE = "[/] [@click=app.quit]x[/]\x1b]52;c;aGk=\x07\u202eevil\nnext"
FULL: dict[str, Any] = {
    "name": HOSTILE, "text": HOSTILE, "label": HOSTILE, "reason": HOSTILE, "note": HOSTILE, "to": HOSTILE,
    "from": HOSTILE, "task": HOSTILE, "title": {"en": HOSTILE, "pl": HOSTILE}, "project_name": HOSTILE, "file": HOSTILE,
    "gone": HOSTILE, "place": HOSTILE, "source": HOSTILE, "by": HOSTILE, "who": HOSTILE, "due": HOSTILE, "at": HOSTILE,
    "precision": HOSTILE, "channel": HOSTILE, "kind": HOSTILE, "currency": HOSTILE, "event": HOSTILE, "stage": HOSTILE,
    "outcome": HOSTILE, "icon": HOSTILE, "colour": HOSTILE, "row": HOSTILE, "lead": HOSTILE, "field": HOSTILE,
    "changes": [[HOSTILE, HOSTILE, HOSTILE]],
}  # fmt: skip
POOR: tuple[dict[str, Any], ...] = (
    {},
    {"changes": None, "data": None, "title": {}, "rows": None, "count": None, "amount": None, "gross": None},
    {"changes": [], "data": [], "title": "x", "rows": "many", "count": "5", "amount": "5", "gross": "x", "currency": 5},
    {"name": 0, "text": 0, "label": 0, "to": 0, "from": 0, "kind": [], "channel": {}, "precision": 5, "icon": []},
    {"count": -1, "rows": -5, "seconds": -1, "size": -1, "amount": -5, "gross": 0, "currency": "PLN"},
    {"count": 10**30, "rows": 10**30, "seconds": 10**30, "size": 10**30, "amount": 10**20, "currency": "JPY"},
    {"to": {"name": ""}, "from": {}, "outcome": 0, "event": None, "at": 5, "due": "", "lead": 0},
)


def all_said(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in ACTIVITIES:
        yield kind, sentence_of(kind, data)
    for kind in CHANGES:
        yield kind, change_sentence_of(kind, data)


@pytest.mark.parametrize("language", ["en", "pl"])
def test_hostile_data_is_told_in_one_printable_line(language: str) -> None:
    use_language(language)
    for kind, said in all_said(FULL):
        assert said.replace("\u00a0", " ").isprintable(), kind
        assert 0 < len(said) < 900, kind
        assert "{" not in said.replace(HOSTILE, ""), kind


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("data", POOR)
def test_poor_data_is_told_somehow(data: dict[str, Any], language: str) -> None:
    use_language(language)
    for kind, said in all_said(data):
        assert said, kind
        assert said.replace("\u00a0", " ").isprintable(), kind
        assert "None" not in said, kind


def test_every_kind_is_said_in_one_module_only() -> None:
    for part in ("KINDS", "SENTENCES", "CHANGES"):
        names = [name for module in MODULES for name in getattr(module, part)]
        assert len(names) == len(set(names))
    for module in MODULES:
        assert set(module.KINDS) == set(module.SENTENCES)


@pytest.mark.parametrize("kind", ACTIVITIES)
def test_every_sign_is_one_sign_and_every_kind_has_a_word_of_its_own(kind: str) -> None:
    assert len(glyph(kind)) == 1
    assert KINDS[kind].label[:1].isupper()
    assert sentence_of(kind, {"erased": True, "name": "Jan"}) == "Erased on request"


def test_polish_differs_from_english() -> None:
    data = {"name": "N", "text": "T", "label": "L", "project_name": "P", "count": 1, "rows": 2, "task": "K"}
    english = dict(all_said(data))
    use_language("pl")
    same = {kind for kind, said in all_said(data) if said == english[kind]}
    # Only what has no words of its own may be alike.
    assert same <= {"project_moved", "charge_added", "invoice_added", "charge.added", "charge.removed", "import"}


@pytest.mark.parametrize(
    ("kind", "data", "english", "polish"),
    [
        ("merged", {"name": "Jan"}, "Contact merged in: Jan", None),
        ("secrets_read", {}, "Looked at the numbers of documents", None),
        ("erased", {"name": "Jan"}, "Erased on request", None),
        ("project_created", {"lead": 7}, "Project started from lead #7", None),
        ("project_created", {}, "Project started", None),
        ("comment", {"icon": "important", "text": "Dog"}, "Important: Dog", "Ważne: Dog"),
        ("comment", {"icon": "skull", "text": "Dog"}, "Comment: Dog", "Komentarz: Dog"),
        ("follow_up_set", {"at": "2026-03-29T00:30:00+00:00"}, "Follow-up on 29 Mar 2026 00:30", None),
        ("moved", {"from": "gone", "to": "away"}, "Stage: gone → away", "Etap: gone → away"),
        ("assigned", {"from": {"name": "A"}, "to": None}, "Assigned: A → nobody", None),
        ("document_added", {"name": "a.pdf", "size": 1}, "File: a.pdf (1 kB)", "Plik: a.pdf (1 kB)"),
        ("document_added", {"name": "a.pdf", "size": 1_499}, "File: a.pdf (1 kB)", "Plik: a.pdf (1 kB)"),
        ("document_added", {"name": "a", "size": 2_500_000}, "File: a (2,500 kB)", "Plik: a (2\u00a0500 kB)"),
        ("proposal_viewed", {"label": "1", "seconds": 1, "channel": "sms"}, "Proposal 1 viewed: SMS, 1 second", None),
        ("proposal_created", {"label": "1", "gross": 5, "currency": "PLN"}, "Proposal 1: PLN\u00a00.05", None),
        ("proposal_created", {"label": "1"}, "Proposal 1: —", None),
        ("task_done", {"title": {"en": "Call", "pl": "Dzwoń"}}, "Task done: Call", "Zadanie wykonane: Dzwoń"),
        ("task_done", {"title": {"de": "Ruf"}, "note": "ok"}, "Task done: Ruf · ok", None),
        ("outcome_set", {"outcome": None}, "The project goes on", None),
        ("project_event", {"event": "deposit_paid", "amount": 5, "x": None}, "Event: deposit paid · amount: 5", None),
        ("nothing_known", {}, "nothing_known", "nothing_known"),
    ],
)  # fmt: skip
def test_sentences(kind: str, data: dict[str, Any], english: str, polish: str | None) -> None:
    assert sentence_of(kind, data) == english
    use_language("pl")
    said = sentence_of(kind, data)
    if polish is None:
        assert said != english
    else:
        assert said == polish


@pytest.mark.parametrize(
    ("kind", "count", "english", "polish"),
    [
        ("lead.archived", 1, "Jan archived", None),
        ("lead.archived", 2, "2 leads archived", "2 leady"),
        ("lead.archived", 5, "5 leads archived", "5 leadów"),
        ("lead.archived", 12, "12 leads archived", "12 leadów"),
        ("lead.archived", 22, "22 leads archived", "22 leady"),
        ("lead.archived", 0, "0 leads archived", "0 leadów"),
        ("lead.moved", 3, "3 leads moved to lost", "3 leady"),
        ("lead.assigned", 21, "21 leads assigned to nobody", "21 leadów"),
        ("lead.edited", 4, "4 leads edited: Score", "4 leady"),
        ("lead.located", 5, "5 leads found on the map", "5 leadów"),
    ],
)
def test_numbers_of_leads_are_bent_as_the_language_does(
    kind: str, count: int, english: str, polish: str | None
) -> None:
    data = {"count": count, "name": "Jan", "stage": "lost", "field": "score"}
    assert change_sentence_of(kind, data).lower() == english.lower()
    use_language("pl")
    if polish is not None:
        assert polish in change_sentence_of(kind, data).lower()


def test_an_undone_change_is_told_with_what_it_did() -> None:
    inner = {"kind": "lead.archived", "data": {"name": "Jan"}}
    assert change_sentence_of("undone", inner) == "Undone: Jan archived"
    assert sentence_of("redone", inner) == "Done again: Jan archived"
    twice = {"kind": "undone", "data": inner}
    assert change_sentence_of("redone", twice) == "Done again: Undone: Jan archived"
    assert sentence_of("undone", {"kind": "lead.archived", "data": {"name": "Jan"}, "erased": 1}) == "Erased on request"


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("name", None, "—"),
        ("name", "", "—"),
        ("name", "Jan", "Jan"),
        ("battery", True, "yes"),
        ("battery", 0, "no"),
        ("panel", "", "—"),
        ("type", "residential", "Residential"),
        ("type", "castle", "castle"),
        ("owner_id", 5, "Ewa"),
        ("owner_id", 6, "#6"),
        ("owner_id", "x", "#x"),
        ("contact_id", "\x1b[2J\u202e5", "#[2J5"),
        ("partner_id", 4, "Dach"),
        ("location_id", 9, "#9"),
        ("contact_id", 12, "#12"),
        ("price_net", 4000000, "40,000.00"),
        ("price_gross", 5, "0.05"),
        ("price_net", -150, "-1.50"),
        ("latitude", 50.061433333, "50.06143"),
        ("longitude", -0.0000001, "-0.00000"),
        ("monthly_kwh", 350.0, "350"),
        ("monthly_kwh", 1234.567, "1,234.57"),
        ("score", 7, "7"),
        ("score", True, "True"),
        ("emails", ["a@x", "b@x"], "a@x, b@x"),
        ("emails", [], "—"),
        ("next_follow_up", "2026-11-22T23:30:00+00:00", "22 Nov 2026 23:30"),
        ("next_follow_up", "soon", "soon"),
        ("name", "x" * 121, "x" * 119 + "…"),
        ("name", "x" * 120, "x" * 120),
    ],
)
def test_values_of_fields(column: str, value: object, shown: str) -> None:
    assert value_of(column, value, Names(users={5: "Ewa"}, entities={4: "Dach"})) == shown


@pytest.mark.parametrize(
    ("stored", "hours", "shown"),
    [
        ("2026-11-22T23:30:00+00:00", 1, "23 Nov 2026 00:30"),
        ("2026-12-31T23:30:00Z", 1, "1 Jan 2027 00:30"),
        ("2028-02-29T00:30:00+00:00", -1, "28 Feb 2028 23:30"),
        ("2026-01-01T00:30:00+00:00", -1, "31 Dec 2025 23:30"),
        ("2026-11-22T12:00:00.000000+11:00", 11, "22 Nov 2026 12:00"),
        ("0001-01-01T00:00:00+00:00", -5, "0001-01-01T00:00:00+00:00"),
        ("9999-12-31T23:59:00+00:00", 14, "9999-12-31T23:59:00+00:00"),
        ("2026-02-30T00:00:00+00:00", 0, "2026-02-30T00:00:00+00:00"),
        ("", 0, "—"),
    ],
)
def test_moments_on_the_clock_of_whoever_reads(stored: object, hours: int, shown: str) -> None:
    assert moment(stored, timezone(timedelta(hours=hours))) == shown


@pytest.mark.parametrize("column", sorted(FIELDS))
def test_every_field_has_a_word_in_both_languages(column: str) -> None:
    english = field_label(column)
    assert english == FIELDS[column]
    use_language("pl")
    assert field_label(column).strip()
    assert field_label("no_such_field") == "no_such_field"


@pytest.mark.parametrize(("data", "count"), [({}, 1), ({"count": 7}, 7), ({"count": "7"}, 1), ({"count": None}, 1)])
def test_a_change_is_of_one_record_unless_it_says_more(data: dict[str, Any], count: int) -> None:
    assert count_of(data) == count


def test_an_edit_tells_each_field_and_no_month() -> None:
    data = {"changes": [["name", None, "Jan"], ["consumption", [1], [2]], ["battery", False, True]]}
    assert sentence_of("edited", data) == "Name: — → Jan; Use by month; Battery: no → yes"
    assert sentence_of("edited", {"changes": []}) == "Edited"
    assert activity.sentence_of("edited", data, PLAIN) == sentence_of("edited", data)
