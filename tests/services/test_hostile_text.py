"""Every field that takes text, and every hostile text: it goes in clean, comes back the same, and breaks nothing."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from solartui.domain.drafts import ContactDraft, LeadDraft, ProjectDraft, validated
from solartui.domain.errors import SolarError
from solartui.domain.records import Subject
from solartui.domain.text import clean, clean_block
from solartui.services.container import Services
from tests.desk import add_contact, add_lead

HOSTILE = (
    "[/]", "[@click=app.quit]x[/]", "[bold", "\\[x]", "{0.__class__}", "{x}", "%s%n", "${HOME}", "$(reboot)",
    "`reboot`",
    "\x1b]52;c;cm0gLXJm\x07", "\x1b]52;c;cm0gLXJm\x1b\\", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\x\x1b]8;;\x1b\\",
    "\x9b31mred", "\x90q\x9c", "a\x00b", "a\tb\nc\rd", "\u202eabc\u202c", "\u2066x\u2069", "a\u200bb\u200dc\ufeff",
    "\ud800x", "x\udfff", "e\u0301", "é", "ﷺ" * 20, "👩‍👩‍👧‍👦🇵🇱1️⃣", "𝔘𝔫𝔦", "a" + "\u0301" * 200,
    "'; DROP TABLE lead; --",
    '"quoted" AND (x OR NEAR(', "<script>alert(1)</script>", "=HYPERLINK(1)", "+1", "-1", "@x", "NULL", "None", "true",
    "..", "../../etc/passwd", "-rf", "x" * 500, "\ufffe\uffff", "\U0010ffff", "ą" * 400, "\u2028line\u2029", "0",
)  # fmt: skip

Enter = Callable[[Services, str], object]


def _lead(field: str) -> Enter:
    return lambda s, text: getattr(s.leads.edit(1, {field: text}).value, field)


def _place(field: str) -> Enter:
    return lambda s, text: getattr(s.leads.edit(1, {field: text}).value.address, field)


def _lost(services: Services, text: str) -> object:
    services.lead_actions.move([1], "lost", text)
    return services.leads.get(1).lost_reason


def _follow_up(services: Services, text: str) -> object:
    services.lead_actions.follow_up([1], services.store.clock(), text)
    return services.leads.get(1).follow_up_note


def _new_contact(services: Services, text: str) -> object:
    draft = validated(ContactDraft, {"name": text})
    return services.leads.create(LeadDraft(new_contact=draft, city="x")).value.contact.name


def _project_street(services: Services, text: str) -> object:
    draft = validated(ProjectDraft, {"contact_id": 1, "street": text})
    return services.projects.create(draft).value.address.street


LINES: dict[str, Enter] = {
    "lead name": _lead("name"),
    "channel": _lead("channel"),
    "street": _place("street"),
    "postcode": _place("postcode"),
    "city": _place("city"),
    "region": _place("region"),
    "follow-up note": _lead("follow_up_note"),
    "lost reason": _lost,
    "follow-up": _follow_up,
    "new contact": _new_contact,
    "contact name": lambda s, text: s.contacts.edit(1, {"name": text}).value.name,
    "project name": lambda s, text: s.projects.edit(1, {"name": text}).value.name,
    "project street": _project_street,
    "conversion": lambda s, text: s.conversion.convert(1, text).value.name,
    "user name": lambda s, text: s.organisation.add_user(f"u{abs(hash(text))}", text).value.name,
}
BLOCKS: dict[str, Enter] = {
    "note": lambda s, text: s.notes.add(Subject("lead", 1), text).value.body,
    "call": lambda s, text: _said(s, text),
}


def _said(services: Services, text: str) -> object:
    services.lead_actions.log_contact([1], "call", text)
    return services.activity.of(Subject("lead", 1))[-1].data["text"]


@pytest.fixture
def desk(services: Services) -> Services:
    """A desk with a lead, its contact and a project, all with the id 1."""
    add_lead(services, "Jan", city="Łódź")
    services.projects.create(ProjectDraft(contact_id=1))
    return services


def sane(path: Path) -> None:
    """No text anywhere in the file holds what a terminal obeys."""
    with closing(sqlite3.connect(path)) as raw:
        for (table,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        ).fetchall():
            for row in raw.execute(f"SELECT * FROM {table}"):
                for value in row:
                    if isinstance(value, str):
                        assert not set(value) & set("\x00\x1b\x07\x7f\x9b\x9c\u202e\u200b\ufeff"), (table, value)
                        assert unicodedata.is_normalized("NFC", value) or table.startswith("lead_search"), (
                            table,
                            value,
                        )


@pytest.mark.parametrize("field", sorted(LINES))
def test_a_line_goes_in_clean_and_comes_back(desk: Services, database: Path, field: str) -> None:
    enter, kept = LINES[field], 0
    for text in HOSTILE:
        expected: Any = clean(text)[: 120 if field == "user name" else None]
        try:
            found = enter(desk, text)
        except SolarError as refusal:
            message = refusal.message
            assert clean(message) == message, (field, text)
            assert len(message) < 400
            continue
        if expected:
            assert found == expected, (field, text)
            kept += 1
        if field == "conversion":
            desk.undo.undo()
        if field == "lost reason":
            desk.lead_actions.move([1], "open")
        desk.leads.open_list().rows(0, 50)
    assert kept > 30
    sane(database)


@pytest.mark.parametrize("field", sorted(BLOCKS))
def test_a_block_goes_in_clean_and_comes_back(desk: Services, database: Path, field: str) -> None:
    for text in HOSTILE:
        expected = clean_block(text)
        if expected:
            assert BLOCKS[field](desk, text) == expected, text
    desk.activity.of(Subject("lead", 1))
    sane(database)


def test_any_text_can_be_searched_for_and_named(desk: Services) -> None:
    from solartui.domain.listing import Sort

    calls: list[Callable[[str], object]] = [
        lambda text: desk.leads.open_list(text).rows(0, 9),
        lambda text: desk.leads.open_list(f'city:"{text}"').rows(0, 9),
        lambda text: desk.leads.open_list("", Sort(text)),
        lambda text: desk.contacts.open_list(text).rows(0, 9),
        lambda text: desk.projects.open_list(text).rows(0, 9),
        lambda text: desk.contacts.find(text),
        lambda text: desk.contacts.similar(validated(ContactDraft, {"name": text, "emails": (text,)})),
        lambda text: desk.contacts.similar(ContactDraft(phones=(text,))),
        lambda text: desk.lead_actions.assign([1], text),
        lambda text: desk.lead_actions.move([1], text),
        lambda text: desk.leads.edit(1, {"owner": text}),
        lambda text: desk.leads.edit(1, {text: 1}),
        lambda text: desk.leads.edit(1, {"type": text, "country": text, "monthly_kwh": text, "next_follow_up": text}),
        lambda text: desk.contacts.edit(1, {"emails": (text,)}),
        lambda text: desk.contacts.edit(1, {"phones": (text,)}),
        lambda text: desk.notes.add(Subject("lead", 1), "x", Path(text)),
        lambda text: desk.views.get(text),
    ]
    for text in (*HOSTILE, "", " ", "x" * 100_000):
        for number, call in enumerate(calls):
            try:
                call(text)
            except SolarError as refusal:
                message = refusal.message
                assert clean(message) == message, (number, text)
                assert len(message) < 600, (number, text[:40], len(message))
    assert desk.leads.get(1).contact.name == "Jan"


def test_names_that_clean_to_nothing_are_refused(desk: Services) -> None:
    for text in ("\x1b", "\u200b\u202e", "\x00", "\ufeff "):
        for field in ("lead name", "contact name", "project name", "new contact"):
            with pytest.raises(SolarError):
                LINES[field](desk, text)
    assert desk.contacts.open_list().count() == 1


def test_the_same_letters_are_the_same_name_however_they_are_composed(services: Services) -> None:
    add_contact(services, unicodedata.normalize("NFD", "Żółć"))
    assert [ref.name for ref in services.contacts.find("żółć")] == ["Żółć"]
    assert services.contacts.open_list(unicodedata.normalize("NFD", "ŻÓŁĆ")).count() == 1
