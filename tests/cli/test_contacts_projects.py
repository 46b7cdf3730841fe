"""Contacts and projects by commands."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_leads import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell


@pytest.mark.feature("A-02", "A-03", "A-04", "C-05")
def test_people_and_companies(shell: Shell) -> None:
    company = shell.json("contacts", "add", "--name", "Słońce sp. z o.o.", "--kind", "company")
    person = shell.json(
        "contacts", "add", "--name", "Anna Żak", "--email", "a@x.example, b@x.example", "--phone", "601234567",
        "--company", company["id"],
    )  # fmt: skip
    assert (company["kind"], person["kind"]) == ("company", "person")
    assert (person["company"], person["origin"]) == ({"id": 1, "name": "Słońce sp. z o.o."}, "manual")
    assert (person["emails"], person["phones"]) == (["a@x.example", "b@x.example"], ["601234567"])
    assert shell.json("contacts", "show", 1)["people"] == [{"id": 2, "name": "Anna Żak"}]
    for contact in (1, 2, 2):
        shell.add("--contact", contact, "--city", "Opole")
    shell.json("projects", "add", "--contact", 2)
    shown = shell.json("contacts", "show", 2)
    assert [lead["id"] for lead in shown["leads"]] == [2, 3]
    assert [project["stage"] for project in shown["projects"]] == ["onboarding"]
    read = shell("contacts", "show", 2).out
    assert "#2 Anna Żak – Opole, Open, 20" in read
    assert "#1 Anna Żak, Onboarding, 20" in read


@pytest.mark.feature("B-79", "C-16", "C-20")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), ["Anna Żak", "Słońce"]),
        (("zak",), ["Anna Żak"]),
        (("A@x",), ["Anna Żak"]),
        (("anna", "żak"), ["Anna Żak"]),
        (("-",), ["Anna Żak", "Słońce"]),
        (("--sort", "-name"), ["Słońce", "Anna Żak"]),
        (("--limit", "1"), ["Anna Żak"]),
    ],
)
def test_contacts_are_listed(shell: Shell, words: tuple[str, ...], found: list[str]) -> None:
    shell.json("contacts", "add", "--name", "Słońce", "--kind", "company")
    shell.json("contacts", "add", "--name", "Anna Żak", "--email", "a@x.example")
    assert [contact["name"] for contact in shell.json("contacts", "list", *words)] == found
    shown = shell("contacts", "list", *words).out.splitlines()
    assert [any(name in line for line in shown) for name in found] == [True] * len(found)


@pytest.mark.feature("C-14", "C-18", "A-17")
def test_a_stored_address_stays_and_the_rest_can_change(shell: Shell) -> None:
    shell.add("--email", "jan@x.example")
    for change in ("email=new@x.example", "emails=", "email=jan@y.example,new@x.example"):
        assert "jan@x.example is stored and never changes." in shell.refused(4, "contacts", "edit", 1, change)
    contact = shell.json(
        "contacts", "edit", 1, "emails=jan@x.example, new@x.example", "name=Jan Nowy", "phone=601234567"
    )
    assert contact["emails"] == ["jan@x.example", "new@x.example"]
    assert (contact["name"], contact["phones"]) == ("Jan Nowy", ["601234567"])
    lead = shell.json("leads", "show", 1)
    assert (lead["contact"]["name"], lead["contact"]["emails"]) == ("Jan Nowy", ["jan@x.example", "new@x.example"])


def test_changes_of_a_contact_that_are_refused(shell: Shell) -> None:
    shell.json("contacts", "add", "--name", "Jan")
    shell.json("contacts", "add", "--name", "Ewa", "--email", "ewa@x.example")
    for change, status, said in (
        ("name=", 2, "A contact needs a name."),
        ("kind=ghost", 2, "kind: ghost is none of: person, company"),
        ("phone=12", 2, "12 is not a telephone number."),
        ("email=ewa@x.example", 4, "ewa@x.example already belongs to Ewa (contact 2)."),
        ("company=2", 2, "Contact 2 is no company."),
        ("company=77", 3, "There is no contact 77."),
        ("version=9", 2, "no such field"),
    ):
        assert said in shell.refused(status, "contacts", "edit", 1, change)
    assert "A contact needs a name." in shell.refused(2, "contacts", "add")
    shell.json("contacts", "edit", 1, "name=Jan K.")
    assert "meanwhile" in shell.refused(4, "contacts", "edit", 1, "name=Jan L.", "--if-version", 1)


@pytest.mark.feature("A-10", "A-12")
def test_a_project_starts_without_a_lead(shell: Shell) -> None:
    shell.json("contacts", "add", "--name", "Jan")
    assert "A project needs a contact." in shell.refused(4, "projects", "add", "--name", "Dach")
    project = shell.json(
        "projects", "add", "--contact", 1, "--city", "Sydney", "--country", "AU", "--type", "commercial",
        "--grid-connection", "off_grid", "--phases", 3, "--capacity-kwp", "9,9", "--battery-kwh", 10,
    )  # fmt: skip
    assert list(project) == PROJECT
    assert (project["lead"], project["name"], project["currency"]) == (None, "Jan – Sydney", "AUD")
    assert (project["phases"], project["capacity_kwp"], project["battery_kwh"]) == (3, 9.9, 10)
    assert project["address"]["text"] == "Sydney, AU"
    assert project["progress"]["done"] < project["progress"]["total"]
    assert project["workflow"] == {"id": "sales_project", "version": 2}


@pytest.mark.feature("A-11", "B-98", "B-99", "B-100", "B-101")
@pytest.mark.parametrize(
    ("net", "gross", "kwp", "prices"),
    [
        (4_000_000, 4_320_000, 10, ("40000.00", "43200.00", "4000.00", "4320.00")),
        (4_000_000, 4_405_715, 10, ("40000.00", "44057.15", "4000.00", "4405.72")),
        (100, 105, 0, ("1.00", "1.05", None, None)),
        (100, 105, None, ("1.00", "1.05", None, None)),
        (None, None, 4, (None, None, None, None)),
        (1, 2, 8, ("0.01", "0.02", "0.00", "0.00")),
        (4, 12, 8, ("0.04", "0.12", "0.01", "0.02")),
        (99_999_999_999_999, 99_999_999_999_999, 3, ("999999999999.99", "999999999999.99", *["333333333333.33"] * 2)),
    ],
)
def test_money_is_a_decimal_number_with_its_currency_beside_it(
    shell: Shell, net: int | None, gross: int | None, kwp: float | None, prices: tuple[str | None, ...]
) -> None:
    shell.json("contacts", "add", "--name", "Jan")
    shell.json("projects", "add", "--contact", 1, "--country", "PL")
    with closing(sqlite3.connect(shell.database)) as connection:
        connection.execute("UPDATE project SET price_net = ?, price_gross = ?, capacity_kwp = ?", (net, gross, kwp))
        connection.commit()
    project = shell.json("projects", "show", 1)
    keys = ("price_net", "price_gross", "price_per_kwp_net", "price_per_kwp_gross")
    assert (*(project[key] for key in keys), project["currency"]) == (*prices, "PLN")


@pytest.mark.feature("A-11", "B-100", "B-101")
def test_prices_are_read_in_the_language_of_the_person(shell: Shell) -> None:
    shell.json("contacts", "add", "--name", "Jan")
    shell.json("projects", "add", "--contact", 1, "--country", "PL")
    assert "Per kWp" not in shell("projects", "show", 1).out
    with closing(sqlite3.connect(shell.database)) as connection:
        connection.execute("UPDATE project SET price_net = 926000, price_gross = 1000080, capacity_kwp = 2.05")
        connection.commit()
    shown = shell("projects", "show", 1).out.replace("\xa0", " ")
    assert "PLN 9,260.00" in shown
    assert "PLN 4,517.07 without VAT, PLN 4,878.44 with VAT" in shown
    assert "PLN 9,260.00" in shell("projects", "list", "--columns", "price_net").out.replace("\xa0", " ")
    assert "10 000,80 zł" in shell("projects", "list", "--lang", "pl").out.replace("\xa0", " ")


@pytest.mark.feature("A-14", "E-39")
def test_the_list_says_how_a_project_ended(shell: Shell) -> None:
    shell.json("contacts", "add", "--name", "Jan")
    shell.json("projects", "add", "--contact", 1, "--country", "PL")
    assert "Onboarding" in shell("projects", "list").out
    shell.json("projects", "outcome", 1, "lost", "--reason", "too dear")
    listed = shell("projects", "list").out
    assert "Lost" in listed
    assert "Onboarding" not in listed
    (line,) = shell.json("projects", "list")
    assert (line["stage"], line["outcome"]) == ("onboarding", "lost")


@pytest.mark.feature("B-105")
def test_projects_are_listed_and_renamed(shell: Shell) -> None:
    shell.add("--city", "Łódź")
    shell.json("leads", "convert", 1)
    shell.json("projects", "add", "--contact", 1, "--name", "Garaż")
    assert [project["id"] for project in shell.json("projects", "list")] == [2, 1]
    assert [project["id"] for project in shell.json("projects", "list", "lodz")] == [1]
    assert [project["id"] for project in shell.json("projects", "list", "--sort", "id", "--limit", 1)] == [1]
    renamed = shell.json("projects", "edit", 1, "name=Dach północny", "phases=3", "battery_kwh=")
    assert (renamed["name"], renamed["phases"], renamed["lead"]["name"]) == ("Dach północny", 3, "Jan Kowalski – Łódź")
    assert "meanwhile" in shell.refused(4, "projects", "edit", 1, "name=x", "--if-version", 1)
    assert "phases: 4 is more than 3" in shell.refused(2, "projects", "edit", 1, "phases=4")
    assert "Dach północny" in shell("projects", "list").out
    assert "Onboarding" in shell("projects", "show", 1).out


def test_projects_are_filtered_and_their_columns_chosen(shell: Shell) -> None:
    shell("contacts", "add", "--name", "Ewa Lis")
    for city, power in (("Opole", "5"), ("Łódź", "50")):
        shell("projects", "add", "--contact", 1, "--city", city, "--country", "PL", "--capacity-kwp", power)
    assert shell.json("projects", "list", "kwp>10", "--columns", "id,capacity_kwp") == [{"id": 2, "capacity_kwp": 50}]
    assert shell.json("projects", "list", "city:lodz stage:onboarding") != []
    table = shell("projects", "list", "--columns", "created_at,outcome,name,id", "--sort", "id").out.splitlines()
    assert [table[0].split()[0], table[1].split()[-1]] == ["Created", "1"]
    (whole, *_) = shell.json("projects", "list")
    assert shell.json("projects", "list", "--columns", ",".join(whole))[0] == whole
    for words, status in (
        (("kwp>",), 2),
        (("stage:nope",), 2),
        (("--columns", "price,secret"), 2),
        (("--json", "--columns", "nothing"), 2),
        (("--sort", "name; drop"), 2),
    ):
        answer = shell("projects", "list", *words)
        assert answer.status == status
        assert len(answer.err.strip().splitlines()) == 1


def test_projects_are_exported(shell: Shell, tmp_path: Path) -> None:
    shell("contacts", "add", "--name", "Ewa Lis")
    shell("projects", "add", "--contact", 1, "--city", "Opole", "--country", "PL", "--capacity-kwp", "5")
    target = tmp_path / "out.json"
    answer = shell("projects", "export", target, "city:opole")
    assert (answer.status, json.loads(target.read_text())[0]["capacity_kwp"]) == (0, 5)
    answer = shell("projects", "export", target, "--columns", "location,capacity_kwp")
    assert json.loads(target.read_text()) == [{"id": 1, "city": "Opole", "capacity_kwp": 5}]
    shell("projects", "export", target, "--view", "Completed")
    assert json.loads(target.read_text()) == []
    people = tmp_path / "people.csv"
    answer = shell("contacts", "export", people, "--columns", "name,projects", "--sort", "-name")
    assert people.read_text("utf-8-sig").splitlines() == ["Contact ID,Contact,Projects", "1,Ewa Lis,Ewa Lis – Opole"]
    piped = shell("projects", "export", "-", "--format", "json", "city:nowhere")
    assert (piped.status, json.loads(piped.out)) == (0, [])
    for words, status in (
        (("-",), 2),
        (("out.doc",), 2),
        ((target, "stage:nope"), 2),
        ((target, "--columns", "secret"), 2),
        ((target, "--view", "None"), 3),
        ((tmp_path / "no" / "x.csv",), 4),
    ):
        answer = shell("projects", "export", *words)
        assert answer.status in {status, 3}
        assert len(answer.err.strip().splitlines()) == 1
