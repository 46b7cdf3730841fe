"""Notes, their files and the history of a record."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from solartui.adapters.attachments import LARGEST_FILE
from solartui.domain.activity import sentence
from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from solartui.domain.records import Note, Subject
from solartui.domain.stays import span_words, stays
from solartui.services.container import Services
from tests.conftest import Clock
from tests.desk import SALES, VIEWER, add_contact, add_lead, at_desk, kinds


@pytest.fixture
def project_lead(services: Services) -> tuple[int, int]:
    """The ids of a project and of the lead it came from."""
    lead = add_lead(services, city="Łódź")
    return services.conversion.convert(lead.id).value.id, lead.id


def bodies(services: Services, subject: Subject) -> list[str]:
    return [note.body for note in services.notes.of(subject)]


@pytest.mark.feature("A-08", "A-20", "B-109", "B-110", "B-128", "B-132")
@pytest.mark.parametrize("kind", ["lead", "contact", "project"])
def test_notes_hang_on_any_record_the_oldest_first(
    services: Services, clock: Clock, project_lead: tuple[int, int], kind: str
) -> None:
    subject = Subject(kind, {"project": project_lead[0], "lead": project_lead[1], "contact": 1}[kind])
    for text in ("first", " second\r\nline\t\n\n", "third"):
        clock.forward(minutes=1)
        at_desk(services, SALES).notes.add(subject, text)
    notes = services.notes.of(subject)
    assert [note.body for note in notes] == ["first", " second\nline", "third"]
    assert [note.author for note in notes] == ["Anna Nowak"] * 3
    assert notes[0].created_at < notes[1].created_at < notes[2].created_at
    assert services.activity.counts(subject)["note"] == 3
    assert kinds(services, kind, subject.id)[-3:] == ["note_added"] * 3


@pytest.mark.feature("A-18")
def test_a_project_shows_what_was_written_on_its_lead(
    services: Services, project_lead: tuple[int, int], tmp_path: Path
) -> None:
    project, lead = project_lead
    file = tmp_path / "bill.pdf"
    file.write_bytes(b"bill")
    services.notes.add(Subject("lead", lead), "on the lead", file)
    services.notes.add(Subject("project", project), "on the project")
    assert bodies(services, Subject("project", project)) == ["on the lead", "on the project"]
    assert bodies(services, Subject("lead", lead)) == ["on the lead"]
    assert [d.name for d in services.documents.of(Subject("project", project))] == ["bill.pdf"]
    told = services.activity.of(Subject("project", project))
    assert {"created", "converted", "project_created", "note_added", "document_added"} <= {a.kind for a in told}
    assert "note_added" in kinds(services, "contact", 1)


@pytest.mark.feature("B-128")
@pytest.mark.parametrize("body", ["", "  \n\t ", "\x00\x1b", "\u200b\u202e", "x" * 1_000_001])
def test_a_note_needs_some_text_and_not_too_much(services: Services, body: str) -> None:
    lead = add_lead(services)
    with pytest.raises(Invalid) as caught:
        services.notes.add(Subject("lead", lead.id), body)
    assert caught.value.field == "body"
    assert bodies(services, Subject("lead", lead.id)) == []


def test_a_note_of_a_megabyte_is_kept_whole(services: Services) -> None:
    lead = add_lead(services)
    text = "słońce [/] {x} %s\n" * 55_000
    note = services.notes.add(Subject("lead", lead.id), text).value
    assert note.body == text.rstrip()
    assert len(str(services.activity.of(Subject("lead", lead.id))[-1].data["text"])) == 200


@pytest.mark.parametrize("kind", ["lead", "contact", "project"])
def test_a_note_hangs_on_what_is_there(services: Services, kind: str) -> None:
    with pytest.raises(NotFound, match=f"There is no {kind} 99"):
        services.notes.add(Subject(kind, 99), "x")


@pytest.mark.feature("B-119", "B-121")
def test_a_note_is_changed_and_removed_with_history_and_undo(services: Services) -> None:
    lead = add_lead(services)
    subject = Subject("lead", lead.id)
    note = services.notes.add(subject, "one").value
    assert services.notes.edit(note, " one ").value.body == " one"
    note = services.notes.of(subject)[0]
    edited = services.notes.edit(note, "two")
    assert (edited.value.body, edited.value.version) == ("two", 3)
    assert services.notes.edit(edited.value, "two").change_id is None
    gone = services.notes.delete(edited.value)
    assert bodies(services, subject) == []
    assert services.activity.counts(subject)["note"] == 0
    with pytest.raises(NotFound):
        services.notes.delete(edited.value)
    with pytest.raises(NotFound):
        services.notes.edit(edited.value, "three")
    services.undo.undo(gone.change_id)
    assert bodies(services, subject) == ["two"]
    services.undo.undo(edited.change_id)
    assert bodies(services, subject) == [" one"]
    assert kinds(services, "lead", lead.id) == [
        "created", "note_added", "note_edited", "note_edited", "note_deleted", "undone", "undone",
    ]  # fmt: skip


def test_two_who_change_the_same_note_see_each_other(services: Services) -> None:
    lead = add_lead(services)
    note = services.notes.add(Subject("lead", lead.id), "one").value
    at_desk(services, SALES).notes.edit(note, "two")
    calls: list[Callable[[], object]] = [
        lambda: services.notes.edit(note, "three"),
        lambda: services.notes.delete(note),
    ]
    for call in calls:
        with pytest.raises(Stale) as caught:
            call()
        assert isinstance(caught.value.theirs, Note)
        assert caught.value.theirs.body == "two"
    assert bodies(services, Subject("lead", lead.id)) == ["two"]


@pytest.mark.feature("B-129", "B-131", "B-134", "B-140", "B-142")
def test_a_file_comes_with_a_note_and_outlives_it(services: Services, tmp_path: Path) -> None:
    lead = add_lead(services)
    subject = Subject("lead", lead.id)
    file = tmp_path / "bill.pdf"
    file.write_bytes(b"the bill")
    note = services.notes.add(subject, "see the bill", file).value
    assert note.document is not None
    (document,) = services.documents.of(subject)
    assert document == note.document
    assert (document.name, document.size, document.note_id, document.uploaded_by) == (
        "bill.pdf",
        8,
        note.id,
        "Ewa Admin",
    )
    assert document.sha256 == hashlib.sha256(b"the bill").hexdigest()
    assert services.documents.content(document.id) == b"the bill"
    assert kinds(services, "lead", lead.id) == ["created", "note_added", "document_added"]
    services.notes.delete(note)
    assert services.documents.of(subject) == [document]
    assert services.activity.counts(subject) == {"note": 0, "document": 1, "activity": 4}


def test_the_history_says_that_a_note_goes_on(services: Services) -> None:
    lead = add_lead(services)
    subject = Subject("lead", lead.id)
    services.notes.add(subject, "s" * 200)
    note = services.notes.add(subject, "s" * 201).value
    services.notes.delete(note)
    told = [one.data["text"] for one in services.activity.of(subject) if one.kind.startswith("note_")]
    assert told == ["s" * 200, "s" * 199 + "…", "s" * 199 + "…"]


def test_undoing_a_note_takes_its_file_with_it(services: Services, tmp_path: Path) -> None:
    lead = add_lead(services)
    subject = Subject("lead", lead.id)
    file = tmp_path / "bill.pdf"
    file.write_bytes(b"the bill")
    for _ in range(2):
        services.notes.add(subject, "same content", file)
    services.undo.undo()
    assert len(services.documents.of(subject)) == 1
    services.undo.undo()
    assert services.documents.of(subject) == []
    assert services.notes.of(subject) == []
    assert kinds(services, "lead", lead.id)[-2:] == ["undone", "undone"]


@pytest.mark.feature("B-130")
def test_the_largest_file_goes_in_and_one_more_byte_does_not(services: Services, tmp_path: Path) -> None:
    lead = add_lead(services)
    subject = Subject("lead", lead.id)
    file = tmp_path / "big"
    file.write_bytes(b"")
    os.truncate(file, LARGEST_FILE + 1)
    with pytest.raises(Refused, match="10 MiB at most"):
        services.notes.add(subject, "x", file)
    assert services.notes.of(subject) == []
    os.truncate(file, LARGEST_FILE)
    note = services.notes.add(subject, "x", file).value
    assert note.document is not None
    assert note.document.size == 10_485_760


def test_damaged_content_is_never_handed_out(services: Services, tmp_path: Path) -> None:
    lead = add_lead(services)
    file = tmp_path / "bill.pdf"
    file.write_bytes(b"the bill")
    note = services.notes.add(Subject("lead", lead.id), "x", file).value
    assert note.document is not None
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE document_content SET content = x'00'")
    with pytest.raises(Refused, match="is damaged"):
        services.documents.content(note.document.id)
    with pytest.raises(NotFound):
        services.documents.content(99)


@pytest.mark.feature("A-19", "B-116", "B-117", "B-118", "B-119", "B-120", "B-121", "B-122", "B-123", "B-124", "D-26")
def test_the_history_of_a_lead_tells_what_who_when_and_on_what(services: Services, clock: Clock) -> None:
    anna = at_desk(services, SALES)
    lead = add_lead(anna, city="Łódź")
    times = [clock.now]
    steps = (
        lambda: services.lead_actions.move([lead.id], "contacted"),
        lambda: anna.lead_actions.assign([lead.id], "team:north"),
        lambda: services.leads.edit(lead.id, {"score": 5}),
        lambda: anna.conversion.convert(lead.id),
    )
    for step in steps:
        times.append(clock.forward(seconds=1.000001))
        step()
    told = services.activity.of(Subject("lead", lead.id))
    assert [(a.kind, a.actor, a.at) for a in told] == [
        ("created", "Anna Nowak", times[0]),
        ("moved", "Ewa Admin", times[1]),
        ("assigned", "Anna Nowak", times[2]),
        ("edited", "Ewa Admin", times[3]),
        ("converted", "Anna Nowak", times[4]),
        ("moved", "Anna Nowak", times[4]),
    ]
    assert {(a.lead_id, a.contact_id, a.subject) for a in told} == {
        (lead.id, lead.contact.id, Subject("lead", lead.id))
    }
    assert told[4].data["project_name"] == lead.name
    assert {a.kind for a in services.activity.of(Subject("contact", lead.contact.id))} >= {
        "created",
        "moved",
        "converted",
    }
    with services.store.reading() as connection:
        query = "SELECT DISTINCT user_id, uid FROM activity WHERE actor = 'Anna Nowak'"
        assert connection.execute(query).fetchall() == [(SALES, 70_002)]


@pytest.mark.feature("B-126")
def test_the_history_is_filtered_by_kind(services: Services) -> None:
    lead = add_lead(services)
    subject = Subject("lead", lead.id)
    services.lead_actions.move([lead.id], "contacted")
    services.notes.add(subject, "x")
    assert [a.kind for a in services.activity.of(subject, {"moved", "note_added"})] == ["moved", "note_added"]
    assert services.activity.of(subject, set()) == []
    assert services.activity.of(subject, {"'; DROP TABLE activity; --"}) == []
    assert services.activity.of(Subject("lead", 99)) == []


@pytest.mark.feature("B-18", "B-120")
def test_how_long_a_lead_was_in_each_stage_can_be_told(services: Services, clock: Clock) -> None:
    lead = add_lead(services)
    for stage in ("contacted", "site_visit"):
        clock.forward(hours=5)
        services.lead_actions.move([lead.id], stage)
    moves = services.activity.of(Subject("lead", lead.id), {"created", "moved"})
    assert [(b.at - a.at).total_seconds() / 3600 for a, b in pairwise(moves)] == [5, 5]
    assert services.leads.get(lead.id).stage_since == moves[-1].at
    assert isinstance(moves[-1].at, datetime)


def test_a_contact_tells_of_itself(services: Services) -> None:
    contact = add_contact(services, "Jan")
    services.notes.add(Subject("contact", contact.id), "x")
    assert kinds(services, "contact", contact.id) == ["created", "note_added"]


@pytest.mark.feature("B-133")
def test_a_note_reminds_of_itself_in_one_step(services: Services, clock: Clock) -> None:
    lead = add_lead(services)
    when = clock() + timedelta(days=3)
    services.notes.add(Subject("lead", lead.id), "Ask about the roof\nand the rest", follow_up=when)
    after = services.leads.get(lead.id)
    assert (after.next_follow_up, after.follow_up_note) == (when, "Ask about the roof")
    assert kinds(services, "lead", lead.id)[-2:] == ["note_added", "follow_up_set"]
    services.undo.undo()
    assert services.leads.get(lead.id).next_follow_up is None
    assert services.notes.of(Subject("lead", lead.id)) == []
    contact = Subject("contact", lead.contact.id)
    with pytest.raises(Invalid, match="Only a lead"):
        services.notes.add(contact, "x", follow_up=when)


@pytest.mark.feature("B-139", "B-140")
def test_a_removed_file_leaves_its_name_with_the_note(services: Services, tmp_path: Path) -> None:
    lead = add_lead(services)
    subject = Subject("lead", lead.id)
    (tmp_path / "roof.txt").write_text("x")
    services.notes.add(subject, "see the roof", tmp_path / "roof.txt")
    (document,) = services.documents.of(subject)
    services.documents.delete(document)
    (note,) = services.notes.of(subject)
    assert (note.document, note.lost_file) == (None, "roof.txt")
    services.undo.undo()
    (note,) = services.notes.of(subject)
    assert note.document is not None
    assert note.lost_file == ""


@pytest.mark.feature("D-27", "B-117")
def test_comments_have_a_sign_and_a_colour(services: Services) -> None:
    lead = add_lead(services)
    subject = Subject("lead", lead.id)
    services.comments.add(subject, " Beware of the dog\x1b[31m ", "important", "red")
    last = services.activity.of(subject)[-1]
    assert (last.kind, dict(last.data)) == (
        "comment", {"text": "Beware of the dog[31m", "icon": "important", "colour": "red"},
    )  # fmt: skip
    assert sentence(last) == "Important: Beware of the dog[31m"
    for wrong in (("", "star", "red"), ("x", "skull", "red"), ("x", "star", "#fff"), ("x" * 2001, "star", "red")):
        with pytest.raises(Invalid):
            services.comments.add(subject, *wrong)
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).comments.add(subject, "x")
    with pytest.raises(NotFound):
        services.comments.add(Subject("lead", 99), "x")


@pytest.mark.feature("B-18", "B-123")
def test_stays_in_stages(services: Services, clock: Clock) -> None:
    lead = add_lead(services)
    for hours, stage in ((5, "contacted"), (50, "site_visit"), (0.5, "contacted")):
        clock.forward(hours=hours)
        services.lead_actions.move([lead.id], stage)
    found = list(stays(services.activity.of(Subject("lead", lead.id))))
    assert [(stay.stage, stay.span and stay.span.total_seconds() / 3600) for stay in found] == [
        ("open", 5), ("contacted", 50), ("site_visit", 0.5), ("contacted", None),
    ]  # fmt: skip
    assert [span_words(stay.span) for stay in found if stay.span] == ["5 hours", "2 days", "30 minutes"]
    assert list(stays([])) == []
