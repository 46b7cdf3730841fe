"""Files with hostile names, on every kind of record, by every kind of person, there and back."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Stale
from solartui.domain.records import Subject
from solartui.domain.vocabulary import DocumentCategory
from tests.desk import MANAGER, SALES, VIEWER, add_contact, add_lead, at_desk, kinds

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services


@pytest.fixture
def lead(services: Services) -> Subject:
    """A lead to put files on."""
    return Subject("lead", add_lead(services, "Jan Kowalski", city="Kraków", street="Lipowa 8").id)


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    """A file."""
    path = tmp_path / "rachunek.txt"
    path.write_bytes("zużycie: 350 kWh".encode())
    return path


@pytest.mark.parametrize(
    "name", ["; rm -rf ~.txt", "[@click=app.quit]x[b].txt", "e\u0301" * 20 + ".txt", "名前.txt", "-rf.txt", "..hidden"]
)
def test_a_hostile_name_is_kept_as_text(services: Services, lead: Subject, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    (kept,) = services.documents.add(lead, [path]).value
    assert kept.name.isprintable()
    assert kept.name == unicodedata.normalize("NFC", name)
    assert services.documents.of(lead)[0].name == kept.name


def test_names_of_two_hundred_characters_fit_and_longer_ones_do_not(
    services: Services, lead: Subject, bill: Path
) -> None:
    (document,) = services.documents.add(lead, [bill]).value
    longest = services.documents.edit(document, {"name": "ż" * 200}).value
    assert longest.name == "ż" * 200
    with pytest.raises(Invalid, match="200 characters") as caught:
        services.documents.edit(longest, {"name": "ż" * 201})
    assert caught.value.field == "name"
    assert services.documents.of(lead)[0].version == longest.version


def test_control_characters_do_not_survive_a_new_name(services: Services, lead: Subject, bill: Path) -> None:
    (document,) = services.documents.add(lead, [bill]).value
    renamed = services.documents.edit(document, {"name": "a\x1b[31m\x9b\u202eb\n.txt"}).value
    assert renamed.name.isprintable()
    assert renamed.name.startswith("a")


@pytest.mark.parametrize("category", list(DocumentCategory))
def test_every_category_can_be_given_and_taken_back(
    services: Services, lead: Subject, bill: Path, category: DocumentCategory
) -> None:
    start = DocumentCategory.BILL if category is DocumentCategory.OTHER else DocumentCategory.OTHER
    (document,) = services.documents.add(lead, [bill], start).value
    assert services.documents.edit(document, {"category": category.value}).value.category == category
    services.undo.undo()
    assert services.documents.of(lead)[0].category == start
    services.undo.redo()
    assert services.documents.of(lead)[0].category == category


def test_one_bad_value_of_two_changes_neither(services: Services, lead: Subject, bill: Path) -> None:
    (document,) = services.documents.add(lead, [bill]).value
    with pytest.raises(Invalid, match="is no category"):
        services.documents.edit(document, {"name": "new.txt", "category": "\x1b[2J" * 40})
    (same,) = services.documents.of(lead)
    assert (same.name, same.version) == ("rachunek.txt", document.version)


def test_two_who_sort_one_file_see_each_other(services: Services, lead: Subject, bill: Path) -> None:
    (document,) = services.documents.add(lead, [bill]).value
    at_desk(services, SALES).documents.edit(document, {"name": "anna.txt"})
    with pytest.raises(Stale, match=r"changed anna\.txt"):
        services.documents.edit(document, {"name": "ewa.txt"})
    with pytest.raises(Stale, match=r"changed anna\.txt"):
        services.documents.delete(document)
    assert services.documents.of(lead)[0].name == "anna.txt"


def test_a_viewer_reads_files_and_changes_none(services: Services, lead: Subject, bill: Path) -> None:
    (document,) = services.documents.add(lead, [bill]).value
    wanda = at_desk(services, VIEWER)
    assert wanda.documents.content(document.id) == bill.read_bytes()
    with pytest.raises(NotPermitted):
        wanda.documents.edit(document, {"name": "b"})
    with pytest.raises(NotPermitted):
        wanda.documents.delete(document)
    assert [one.name for one in wanda.documents.of(lead)] == ["rachunek.txt"]


@pytest.mark.feature("B-137")
def test_whoever_added_a_file_is_told(services: Services, lead: Subject, bill: Path) -> None:
    for user in (SALES, MANAGER):
        at_desk(services, user).documents.add(lead, [bill])
    assert [one.uploaded_by for one in services.documents.of(lead)] == ["Anna Nowak", "Marek Manager"]


def test_the_same_content_is_stored_once_and_read_under_both_names(
    services: Services, lead: Subject, bill: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(bill.read_bytes())
    first, second = services.documents.add(lead, [bill, copy]).value
    with services.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM document_content").fetchone()[0] == 1
    services.documents.delete(first)
    assert services.documents.content(second.id) == bill.read_bytes()


def test_files_added_together_go_together(services: Services, lead: Subject, bill: Path, tmp_path: Path) -> None:
    other = tmp_path / "empty.bin"
    other.write_bytes(b"")
    added = services.documents.add(lead, [bill, other])
    assert [one.size for one in added.value] == [len(bill.read_bytes()), 0]
    services.undo.undo(added.change_id)
    assert services.documents.of(lead) == []
    services.undo.redo()
    assert [one.name for one in services.documents.of(lead)] == ["rachunek.txt", "empty.bin"]


def test_a_file_that_was_removed_comes_back_and_goes_again(services: Services, lead: Subject, bill: Path) -> None:
    (document,) = services.documents.add(lead, [bill]).value
    services.documents.delete(document)
    services.undo.undo()
    assert services.documents.content(document.id) == bill.read_bytes()
    services.undo.redo()
    assert services.documents.of(lead) == []
    assert [kind for kind in kinds(services, "lead", lead.id) if kind.startswith("document_")] == [
        "document_added",
        "document_deleted",
    ]


def test_what_happens_to_a_file_is_told_on_lead_contact_and_project(
    services: Services, lead: Subject, bill: Path
) -> None:
    contact = services.leads.get(lead.id).contact.id
    project = services.conversion.convert(lead.id).value
    (document,) = services.documents.add(lead, [bill]).value
    renamed = services.documents.edit(document, {"name": "nowy.txt"}).value
    services.documents.delete(renamed)
    expected = ["document_added", "document_edited", "document_deleted"]
    for kind, number in (("lead", lead.id), ("contact", contact), ("project", project.id)):
        assert [one for one in kinds(services, kind, number) if one.startswith("document_")] == expected, kind


def test_a_file_of_a_project_is_not_one_of_its_lead(services: Services, lead: Subject, bill: Path) -> None:
    project = Subject("project", services.conversion.convert(lead.id).value.id)
    services.documents.add(project, [bill], DocumentCategory.CUSTOMER)
    assert [one.subject for one in services.documents.of(project)] == [project]
    assert services.documents.of(lead) == []


def test_a_file_of_a_contact_is_theirs_alone(services: Services, lead: Subject, bill: Path) -> None:
    person = Subject("contact", add_contact(services, "Ewa").id)
    (document,) = services.documents.add(person, [bill]).value
    assert services.documents.of(lead) == []
    moved = replace(document, subject=lead)
    with pytest.raises(NotFound):
        services.documents.delete(moved)
    assert [one.id for one in services.documents.of(person)] == [document.id]


@pytest.mark.parametrize("kind", ["lead", "contact", "project"])
def test_a_record_that_is_not_there_takes_no_file(services: Services, bill: Path, kind: str) -> None:
    with pytest.raises(NotFound, match=f"There is no {kind} 4711"):
        services.documents.add(Subject(kind, 4711), [bill])
    with pytest.raises(NotFound, match="no document 99"):
        services.documents.content(99)
