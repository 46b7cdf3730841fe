"""Projects out: every column, exact money, the filter and order of the list, and who may."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from solartui.domain.drafts import ProjectDraft
from solartui.domain.errors import Invalid, NotPermitted, SolarError
from solartui.domain.listing import Sort
from solartui.domain.selection import Chosen
from solartui.i18n import use_language
from solartui.screens.projects.columns import project_columns
from solartui.services.project_exports import _COLUMNS
from solartui.services.record_exports import ExportOptions
from solartui.store.reading.projects import projects
from tests.desk import add_contact, add_lead, at_desk

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services

HOSTILE = '=1+1 [/] ; "x"'


@pytest.fixture
def desk(services: Services) -> Services:
    """A project of a lead, and one of a customer with a hostile name that was lost."""
    services.conversion.convert(add_lead(services, "Anna Żak", city="Łódź", country="PL").id)
    services.projects.edit(1, {"capacity_kwp": 8.8})
    contact = add_contact(services, "Jan Kot")
    services.projects.create(ProjectDraft(contact_id=contact.id, name=HOSTILE, city="Opole", country="PL"))
    services.progress.outcome(2, "lost", "too dear")
    services.project_assignees.add(1, "Anna Nowak")
    services.project_assignees.add(1, "me")
    with services.store.begin(services.actor) as work:
        work.raw.execute("UPDATE project SET price_net = 3199999, price_gross = 3455999 WHERE id = 1")
    return services


def documents(services: Services, folder: Path, *how: Any) -> list[dict[str, Any]]:
    """What stands in the JSON file."""
    target = folder / "out.json"
    services.project_exports.write(target, "json", ExportOptions(*how))
    read: list[dict[str, Any]] = json.loads(target.read_text(encoding="utf-8"))
    target.unlink()
    return read


def test_json_has_stable_keys_and_exact_money(desk: Services, tmp_path: Path) -> None:
    first, second = documents(desk, tmp_path, "", Sort("id"))
    assert list(first) == [key for key, *_ in _COLUMNS]
    assert (first["price_net"], first["price_gross"]) == ("31999.99", "34559.99")
    assert Decimal(first["price_per_kwp_net"]) == round(Decimal("31999.99") / Decimal("8.8"), 2)
    assert (first["stage"], first["outcome"], first["lead_id"]) == ("onboarding", None, 1)
    assert first["assignees"] == f"Anna Nowak, {desk.actor.name}"
    assert (second["name"], second["outcome"], second["price_net"]) == (HOSTILE, "lost", None)
    assert first["created_at"].endswith("Z")


def test_filter_and_order_are_those_of_the_list(desk: Services, tmp_path: Path) -> None:
    assert [one["id"] for one in documents(desk, tmp_path, "city:opole")] == [2]
    assert [one["id"] for one in documents(desk, tmp_path, "", Sort("name"))] == [2, 1]
    assert documents(desk, tmp_path, "kwp>1000") == []
    with pytest.raises(Invalid):
        documents(desk, tmp_path, "stage:nope")
    with pytest.raises(Invalid):
        documents(desk, tmp_path, "", Sort("secret"))
    assert not list(tmp_path.iterdir())


def test_a_sheet_is_for_people(desk: Services, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    use_language("pl")
    try:
        report = desk.project_exports.write(target, "csv", ExportOptions(sort=Sort("id")))
    finally:
        use_language("en")
    with target.open(encoding="utf-8-sig", newline="") as file:
        head, first, second = csv.reader(file, delimiter=";")
    assert report.rows == 2
    assert len(head) == len(first) == len(_COLUMNS)
    assert first[1] == "Anna Żak – Łódź"
    # What a spreadsheet would take for a formula is written as text.
    assert second[1] == f"'{HOSTILE}"
    assert "onboarding" not in first
    assert "+00:00" not in "".join(first)


def test_a_workbook_opens_with_numbers_as_numbers(desk: Services, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    desk.project_exports.write(target, "xlsx", ExportOptions(sort=Sort("id")))
    _, first, second = load_workbook(target).worksheets[0].iter_rows()
    place = [key for key, *_ in _COLUMNS].index("price_net")
    assert (first[place].value, second[place].value) == (31999.99, None)
    assert (first[place].number_format, first[0].number_format) == ("#,##0.00", "General")
    assert second[1].value == HOSTILE


def test_what_is_there_is_not_half_replaced(desk: Services, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("old")
    with pytest.raises(SolarError):
        desk.project_exports.write(target, "json", cancelled=lambda: True)
    assert target.read_text() == "old"


def test_only_who_may_export(desk: Services, tmp_path: Path) -> None:
    with desk.store.begin(desk.actor) as work:
        work.raw.execute("UPDATE user_account SET role = 'installer' WHERE id = 2")
    from solartui.domain.vocabulary import Role
    from tests.desk import SALES

    installer = at_desk(desk, SALES)
    object.__setattr__(installer.actor, "role", Role.INSTALLER)
    with pytest.raises(NotPermitted):
        installer.project_exports.write(tmp_path / "out.json", "json")


def test_just_the_chosen_ones_are_written_in_the_order_of_the_list(desk: Services, tmp_path: Path) -> None:
    contact = add_contact(desk, "Zofia Lis")
    desk.projects.create(ProjectDraft(contact_id=contact.id, city="Opole", country="PL"))

    def written(chosen: Chosen, sort: Sort, text: str = "") -> list[int]:
        target = tmp_path / "chosen.json"
        desk.project_exports.write(target, "json", ExportOptions(text, sort, chosen=chosen))
        return [one["id"] for one in json.loads(target.read_text(encoding="utf-8"))]

    assert written(Chosen.of([3, 1]), Sort("id")) == [1, 3]
    assert written(Chosen.of([3, 1]), Sort("id", descending=True)) == [3, 1]
    assert written(Chosen.of([3, 1, 99]), Sort("id"), "no project has this name") == [1, 3]
    assert written(Chosen(query="opole"), Sort("id")) == [2, 3]
    assert written(Chosen(ids=(1,), query="opole", without=frozenset({2})), Sort("id")) == [1, 3]
    assert written(Chosen(), Sort("id")) == []


def test_many_projects_are_read_by_few_questions(
    desk: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        contact = add_contact(desk, f"Osoba {number}", emails=(f"o{number}@x.pl",), phones=("601 234 567",))
        desk.projects.create(ProjectDraft(contact_id=contact.id, name=f"Projekt {number}", city="Opole", country="PL"))
    asked: list[list[int]] = []

    def counted(connection: Any, ids: list[int]) -> Any:
        asked.append(list(ids))
        return projects(connection, ids)

    monkeypatch.setattr("solartui.services.project_exports.projects", counted)
    monkeypatch.setattr("solartui.services.export_chunks.CHUNK", 3)
    found = documents(desk, tmp_path, "", Sort("id"))
    assert [one["id"] for one in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [len(ids) for ids in asked] == [3, 3, 1]
    assert [one["contact"] for one in found[2:]] == [f"Osoba {number}" for number in range(5)]


def test_projects_read_together_are_those_read_one_by_one(desk: Services) -> None:
    with desk.store.reading() as connection:
        together = projects(connection, [2, 99, 1])
    assert together == [desk.projects.get(2), desk.projects.get(1)]
    assert together[1].contacts[0].name == "Anna Żak"
    assert [who.name for who in together[1].assignees] == ["Anna Nowak", desk.actor.name]


def test_columns_are_those_that_somebody_asks_for_in_their_order(desk: Services, tmp_path: Path) -> None:
    desk.fields.add("project", "Deal", key="deal")
    target = tmp_path / "out.json"
    columns = ("progress", "custom.deal", "location", "price_net", "assignee", "name", "id")
    desk.project_exports.write(target, "json", ExportOptions("", Sort("id"), columns))
    (first, _) = json.loads(target.read_text(encoding="utf-8"))
    assert list(first) == ["id", "done", "total", "custom.deal", "city", "price_net", "currency", "assignees", "name"]
    assert (first["city"], first["price_net"]) == ("Łódź", "31999.99")
    with pytest.raises(Invalid, match=r"no column secret. Columns: id, name, stage"):
        desk.project_exports.write(target, "json", ExportOptions(columns=("secret",)))


def test_every_column_of_the_list_can_be_written(desk: Services, tmp_path: Path) -> None:
    keys = [column.key for column in project_columns(lambda: datetime.now(UTC))]
    report = desk.project_exports.write(tmp_path / "out.csv", "csv", ExportOptions(columns=keys))
    assert report.rows == 2


def test_own_fields_of_projects_are_written_behind_all_others(desk: Services, tmp_path: Path) -> None:
    desk.fields.add("project", "Deal", key="deal")
    desk.fields.add("project", "Crew", "number", key="crew")
    desk.projects.edit(1, {"custom": {"deal": "=UM/1", "crew": 3}})
    found = documents(desk, tmp_path, "", Sort("id"))
    assert [(one["custom.deal"], one["custom.crew"]) for one in found[:2]] == [("=UM/1", 3.0), (None, None)]
    target = tmp_path / "own.csv"
    desk.project_exports.write(target, "csv", ExportOptions("custom.crew:3"))
    heading, row = target.read_text("utf-8-sig").splitlines()
    assert [part.strip('"') for part in heading.replace(";", ",").split(",")[-2:]] == ["Deal", "Crew"]
    assert "UM/1" in row
