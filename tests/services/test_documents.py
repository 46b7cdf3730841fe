"""Files of records: added together or not at all, sorted, taken away and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from solartui.domain.records import Subject
from solartui.domain.vocabulary import DocumentCategory
from tests.desk import VIEWER, add_lead, at_desk

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services


@pytest.fixture
def lead(services: Services) -> Subject:
    """A lead to put files on."""
    return Subject("lead", add_lead(services, "Jan Kowalski", city="Kraków", street="Lipowa 8").id)


def write(folder: Path, name: str, content: bytes = b"x") -> Path:
    """A file."""
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.feature("B-136", "B-137")
def test_files_are_kept_with_who_and_when_and_seen_from_the_project(
    services: Services, lead: Subject, tmp_path: Path
) -> None:
    paths = [write(tmp_path, "rachunek.pdf", b"%PDF"), write(tmp_path, "dach [b]\x1b[2J.jpg", b"jpg")]
    added = services.documents.add(lead, paths, DocumentCategory.BILL).value
    assert [(one.name, one.category, one.size, one.uploaded_by) for one in added] == [
        ("rachunek.pdf", "bill", 4, "Ewa Admin"),
        ("dach [b][2J.jpg", "bill", 3, "Ewa Admin"),
    ]
    assert services.documents.content(added[0].id) == b"%PDF"
    project = services.conversion.convert(lead.id).value
    assert [one.name for one in services.documents.of(Subject("project", project.id))] == [one.name for one in added]
    kinds = [one.kind for one in services.activity.of(lead)]
    assert kinds.count("document_added") == 2


def test_one_bad_file_keeps_all_out(services: Services, lead: Subject, tmp_path: Path) -> None:
    good, large = write(tmp_path, "a.txt"), tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(10 * 1024 * 1024 + 1)
    for bad, error in ((large, Refused), (tmp_path, Refused), (tmp_path / "none", NotFound)):
        with pytest.raises(error):
            services.documents.add(lead, [good, bad])
    with pytest.raises(Invalid):
        services.documents.add(lead, [])
    with pytest.raises(NotFound, match="no lead 99"):
        services.documents.add(Subject("lead", 99), [good])
    with pytest.raises(NotPermitted):
        at_desk(services, VIEWER).documents.add(lead, [good])
    assert services.documents.of(lead) == []


def test_a_file_is_renamed_sorted_removed_and_brought_back(services: Services, lead: Subject, tmp_path: Path) -> None:
    (first,) = services.documents.add(lead, [write(tmp_path, "a.txt")]).value
    changed = services.documents.edit(first, {"category": "technical", "name": " umowa.txt "}).value
    assert (changed.category, changed.name, changed.version) == ("technical", "umowa.txt", 2)
    assert services.documents.edit(changed, {"category": "technical"}).change_id is None
    for values, field in (({"category": "secret"}, "category"), ({"name": " \u200b"}, "name"), ({"size": 3}, "size")):
        with pytest.raises(Invalid) as caught:
            services.documents.edit(changed, values)
        assert caught.value.field == field
    with pytest.raises(Stale, match=r"umowa\.txt"):
        services.documents.delete(first)
    services.documents.delete(changed)
    assert services.documents.of(lead) == []
    with pytest.raises(NotFound):
        services.documents.edit(changed, {"name": "b"})
    services.undo.undo()
    assert [one.name for one in services.documents.of(lead)] == ["umowa.txt"]
    services.undo.undo()
    assert [(one.name, one.category) for one in services.documents.of(lead)] == [("a.txt", "other")]
    services.undo.undo()
    assert services.documents.of(lead) == []
