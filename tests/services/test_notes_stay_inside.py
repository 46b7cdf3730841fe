"""What is written in notes is for the desk alone: nothing that leaves it has a word of them, unless it is asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from solartui.domain.records import Subject
from solartui.services.container import Services
from solartui.services.record_exports import ExportOptions
from tests.desk import add_lead

SECRET = "haggles, can pay more"
FILE = "private-plan.txt"


@pytest.fixture
def noted(services: Services, tmp_path: Path) -> tuple[Services, int, int, int]:
    """A lead, its contact and its project, each with a note that has a file."""
    lead = add_lead(services, "Jan Kowalski", city="Kraków", emails=("jan@x.pl",))
    project = services.conversion.convert(lead.id).value
    paper = tmp_path / FILE
    paper.write_text(SECRET)
    for subject in (Subject("lead", lead.id), Subject("contact", lead.contact.id), Subject("project", project.id)):
        services.notes.add(subject, SECRET, paper)
    return services, lead.id, lead.contact.id, project.id


def leaks(text: str) -> bool:
    return SECRET in text or FILE in text


@pytest.mark.feature("B-127")
@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("columns", [("name", "contact", "phone", "email", "location", "stage"), ("name", "type")])
def test_a_list_that_is_handed_on_has_no_notes(
    noted: tuple[Services, int, int, int], tmp_path: Path, form: str, columns: tuple[str, ...]
) -> None:
    target = tmp_path / f"list.{form}"
    noted[0].exports.write(target, form, ExportOptions(columns=columns))
    assert "Kowalski" in target.read_text("utf-8")
    assert not leaks(target.read_text("utf-8"))


@pytest.mark.feature("B-127")
def test_other_programs_get_leads_without_notes(noted: tuple[Services, int, int, int], tmp_path: Path) -> None:
    services, lead, *_ = noted
    documents: list[dict[str, Any]] = list(services.leads.documents([lead]))
    assert documents[0]["id"] == lead
    assert not leaks(json.dumps(documents, ensure_ascii=False, default=str))
    target = tmp_path / "all.json"
    services.exports.write(target, "json", ExportOptions())
    assert not leaks(target.read_text("utf-8"))


@pytest.mark.feature("B-127")
def test_the_project_that_a_lead_becomes_carries_no_note_in_its_own_fields(
    noted: tuple[Services, int, int, int],
) -> None:
    services, _, _, project = noted
    assert not leaks(repr(services.projects.get(project)))
    assert not leaks(repr(services.projects.open_list("").rows(0, 5)))


@pytest.mark.feature("B-127")
def test_nobody_finds_a_lead_by_the_words_of_its_notes(noted: tuple[Services, int, int, int]) -> None:
    services = noted[0]
    assert services.leads.open_list("haggles").count() == 0
    assert services.contacts.open_list("haggles").count() == 0
    assert services.leads.open_list("kowalski").count() == 1
