"""Leads by commands: made, shown, changed, moved, converted, put away and taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

LEAD = [
    "id", "name", "type", "grid_connection", "stage", "source", "channel", "contact", "address", "latitude",
    "longitude", "assignee", "owner", "created_by", "created_entity", "monthly_kwh", "consumption", "panel",
    "battery", "heat_pump", "score", "last_contacted", "next_follow_up", "converted", "archived", "created_at",
    "updated_at", "version", "projects", "partner", "service_location", "custom",
]  # fmt: skip
PROJECT = [
    "id", "name", "stage", "outcome", "progress", "lead", "contacts", "assignees", "type", "grid_connection",
    "address", "latitude", "longitude", "regulation", "phases", "metering_point", "capacity_kwp", "battery_kwh",
    "price_net", "price_gross", "currency", "price_per_kwp_net", "price_per_kwp_gross", "workflow", "created_at",
    "updated_at", "version", "custom",
]  # fmt: skip
MONTHS = [310, 280.5, 300, 260, 240, 230, 225, 230, 245, 270, 290, 320]


def everything() -> dict[str, Any]:
    """A lead in the form in which leads are printed, with every field that can be set."""
    return {
        "name": "Dach na stodole",
        "type": "agricultural",
        "grid_connection": "zero_injection",
        "stage": "contacted",
        "channel": "fair",
        "contact": {
            "kind": "company",
            "name": "Gospodarstwo Bryła",
            "emails": ["biuro@bryla.example", "jan@bryla.example"],
            "phones": ["601 234 567", "+48 12 345 67 89"],
        },
        "address": {
            "street": "Polna 7",
            "postcode": "32-005",
            "city": "Niepołomice",
            "region": "małopolskie",
            "country": "PL",
        },
        "latitude": 50.03,
        "longitude": 20.21,
        "assignee": {"kind": "team", "name": "North"},
        "owner": {"kind": "user", "name": "Anna Nowak"},
        "monthly_kwh": 1450.5,
        "consumption": MONTHS,
        "panel": True,
        "battery": True,
        "heat_pump": False,
        "score": 70,
        "last_contacted": "2026-11-20T10:15:00Z",
        "next_follow_up": "2026-12-01T08:00:00+01:00",
    }


@pytest.mark.feature("A-05", "A-16", "B-04", "B-13", "B-79", "D-02", "D-08", "D-09", "D-10")
def test_a_lead_is_made_of_options_and_printed_in_the_promised_form(shell: Shell) -> None:
    lead = shell.json(
        "leads", "add", "--contact-name", "Jan Kowalski", "--email", "jan@x.example", "--city", "Kraków",
        "--country", "pl", "--type", "commercial", "--channel", "web", "--monthly-kwh", "450,5", "--battery",
        "--no-panel", "--score", 12, "--stage", "Skontaktowano",
    )  # fmt: skip
    assert list(lead) == LEAD
    assert lead["name"] == "Jan Kowalski – Kraków"
    assert (lead["type"], lead["grid_connection"], lead["stage"]) == ("commercial", "on_grid", "contacted")
    assert (lead["source"], lead["channel"]) == ("manual_entities", "web")
    assert lead["contact"] == {
        "id": 1, "kind": "person", "name": "Jan Kowalski", "emails": ["jan@x.example"], "phones": [],
    }  # fmt: skip
    assert lead["address"] == {
        "street": None, "postcode": None, "city": "Kraków", "region": None, "country": "PL", "text": "Kraków, PL",
    }  # fmt: skip
    assert (lead["assignee"], lead["owner"]) == (None, {"kind": "user", "id": 1, "name": "Ewa Admin"})
    assert (lead["created_by"], lead["created_entity"]) == ("Ewa Admin", None)
    assert (lead["monthly_kwh"], lead["consumption"], lead["score"]) == (450.5, None, 12)
    assert (lead["panel"], lead["battery"], lead["heat_pump"]) == (False, True, False)
    assert (lead["converted"], lead["archived"], lead["version"], lead["projects"]) == (False, False, 1, [])
    assert lead["created_at"].endswith("Z")


@pytest.mark.feature("B-13", "B-81", "B-82", "B-84", "B-85")
def test_a_lead_is_made_of_json_and_comes_back_the_same(shell: Shell, home: Path) -> None:
    wanted = everything()
    lead = shell.json("leads", "add", "--from-json", "-", typed=json.dumps(wanted))
    for key in set(wanted) - {"contact", "address", "assignee", "owner", "last_contacted", "next_follow_up"}:
        assert lead[key] == wanted[key], key
    assert {key: lead["contact"][key] for key in wanted["contact"]} == wanted["contact"]
    assert lead["address"] | wanted["address"] == lead["address"]
    assert lead["address"]["text"] == "Polna 7, 32-005 Niepołomice, małopolskie, PL"
    assert lead["assignee"] == {"kind": "team", "id": 3, "name": "North"}
    assert lead["owner"] == {"kind": "user", "id": 3, "name": "Anna Nowak"}
    assert lead["last_contacted"] == "2026-11-20T10:15:00.000000Z"
    assert lead["next_follow_up"] == "2026-12-01T07:00:00.000000Z"
    assert shell.json("leads", "show", lead["id"]) == lead

    # What is printed can be added again: what the program knows by itself is left out, the contact is the known one.
    file = home / "lead.json"
    file.write_text(json.dumps(lead), encoding="utf-8")
    again = shell.json("leads", "add", "--from-json", file)
    same = set(LEAD) - {"id", "created_at", "updated_at", "version"}
    assert {key: again[key] for key in same} == {key: lead[key] for key in same}
    assert again["id"] != lead["id"]


def test_flat_fields_and_options_over_json(shell: Shell) -> None:
    flat = {"city": "Opole", "contact": 1, "assignee": "anna", "owner": "marek", "monthly_kwh": "1 200,5"}
    shell.json("contacts", "add", "--name", "Jan")
    lead = shell.json("leads", "add", "--from-json", "-", "--city", "Zabrze", typed=json.dumps(flat))
    assert (lead["name"], lead["contact"]["id"], lead["monthly_kwh"]) == ("Jan – Zabrze", 1, 1200.5)
    assert (lead["assignee"]["name"], lead["owner"]["name"]) == ("Anna Nowak", "Anna Nowak")
    assert lead["stage"] == "open"


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("", 2, "is no JSON: line 1, column 1."),
        ("{]", 2, "is no JSON: line 1, column 2."),
        ("[1, 2]", 2, "holds no JSON object."),
        ("[" * 100_000, 2, "is no JSON: line 1, column 1."),
        (b"\xff\xfe", 2, "is no text in UTF-8."),
        ('{"name": "x"}', 4, "A lead needs a contact."),
        ('{"contact": {}}', 2, "A contact needs a name."),
        ('{"contact": {"name": "x", "shoe_size": 44}}', 2, "contact.shoe_size"),
        ('{"contact": {"name": "x", "emails": "no"}}', 2, "no is not an e-mail address."),
        ('{"contact": {"name": "x", "emails": [5]}}', 2, "contact.emails: needs a list of texts."),
        ('{"contact": {"id": 5}}', 3, "There is no contact 5."),
        ('{"contact": {"id": "five"}}', 2, "“five” is no number of a record."),
        ('{"contact": {"name": "x"}, "address": "Polna 7"}', 2, "address: needs an object"),
        ('{"contact": {"name": "x"}, "assignee": 5}', 2, "assignee: needs a name"),
        ('{"contact": {"name": "x"}, "nonsense": 1}', 2, "nonsense: there is no such field to set. Fields: name, "),
        ('{"contact": {"name": "x"}, "type": "castle"}', 2, "type: castle is none of: residential,"),
        ('{"contact": {"name": "x"}, "score": 101}', 2, "score: 101 is more than 100"),
        ('{"contact": {"name": "x"}, "monthly_kwh": 1' + "0" * 400 + "}", 2, "is no number"),
        ('{"contact": {"name": "x"}, "monthly_kwh": NaN}', 2, "is no number"),
        ('{"contact": {"name": "x"}, "latitude": 5}', 2, "Coordinates need both"),
        ('{"contact": {"name": "x"}, "consumption": [1, 2]}', 2, "consumption: needs twelve monthly values"),
        ('{"contact": {"name": "x"}, "stage": "converted"}', 4, "is set by converting the lead"),
        ('{"contact": {"name": "x"}, "stage": "lost"}', 4, "A lost lead needs a reason."),
        ('{"contact": {"name": "x"}, "source": "company_leadgen"}', 4, "Only the Lead Generator"),
        ('{"contact": {"name": "\\u200b\\u0007"}}', 2, "contact.name: has no visible character"),
    ],
)
@pytest.mark.feature("B-15")
def test_json_that_makes_no_lead(shell: Shell, text: str | bytes, status: int, said: str) -> None:
    assert said in shell.refused(status, "leads", "add", "--from-json", "-", typed=text)
    assert shell.json("leads", "list") == []
    assert shell.json("contacts", "list") == []


@pytest.mark.feature("B-78")
def test_a_lead_without_a_contact_is_refused(shell: Shell) -> None:
    said = shell.refused(4, "leads", "add", "--name", "Dach", "--city", "Opole")
    assert said == "A lead needs a contact. Choose one or add a new one."


@pytest.mark.feature("C-12")
def test_a_known_address_is_no_second_contact(shell: Shell) -> None:
    shell.add("--email", "Jan@X.example")
    said = shell.refused(4, "leads", "add", "--contact-name", "Jan K.", "--email", "jan@x.example")
    assert "jan@x.example already belongs to Jan Kowalski (contact 1)." in said
    assert shell.refused(4, "contacts", "add", "--name", "J", "--email", "JAN@x.example") == said.replace(
        "jan@", "JAN@"
    )
    assert [lead["id"] for lead in shell.json("leads", "list")] == [1]
    assert shell.add("--contact", 1)["contact"]["id"] == 1


def test_a_known_and_a_new_contact_do_not_go_together(shell: Shell) -> None:
    assert "--contact names a known contact" in shell.refused(
        2, "leads", "add", "--contact", 1, "--contact-name", "Jan"
    )


@pytest.mark.feature("D-04", "D-05")
def test_several_addresses_and_numbers_parted_by_commas(shell: Shell) -> None:
    lead = shell.add("--email", "a@x.example, b@y.example, A@x.example", "--phone", "601234567, 12 345 67 89")
    assert lead["contact"]["emails"] == ["a@x.example", "b@y.example"]
    assert lead["contact"]["phones"] == ["601234567", "12 345 67 89"]
    several = shell.add("--email", "c@x.example", "--email", "d@x.example", name="Ewa")
    assert several["contact"]["emails"] == ["c@x.example", "d@x.example"]


@pytest.mark.feature("B-74", "B-112", "D-18", "D-22")
def test_fields_are_edited_and_cleared(shell: Shell) -> None:
    shell.add("--city", "Kraków", "--score", 5)
    shell.json("contacts", "add", "--name", "Ewa Nowa")
    lead = shell.json(
        "leads", "edit", 1, "name=Nowa nazwa = lepsza", "address.city=Łódź", "street=Piotrkowska 1", "score=",
        "battery=tak", "assignee=team:North", "owner=piotr", "contact=2", "next-follow-up=2026-12-24 18:00",
        f"consumption={' '.join(map(str, MONTHS))}", "grid_connection=Off-Grid",
    )  # fmt: skip
    assert (lead["name"], lead["address"]["text"]) == ("Nowa nazwa = lepsza", "Piotrkowska 1, Łódź")
    assert (lead["score"], lead["battery"], lead["consumption"]) == (None, True, MONTHS)
    assert (lead["assignee"]["name"], lead["owner"]["name"]) == ("North", "Piotr Żak")
    assert (lead["contact"]["name"], lead["grid_connection"]) == ("Ewa Nowa", "off_grid")
    # An open lead that somebody is made responsible for is assigned.
    assert (lead["stage"], lead["version"]) == ("assigned", 3)
    cleared = shell.json("leads", "edit", 1, "assignee=", "consumption=", "street=", "next_follow_up=")
    assert (cleared["assignee"], cleared["consumption"], cleared["next_follow_up"]) == (None, None, None)
    assert cleared["address"]["street"] is None


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ("name=", 2, "name"),
        ("contact=", 4, "A lead needs a contact."),
        ("contact=99", 3, "There is no contact 99."),
        ("score=many", 2, "score: many is no number"),
        ("country=Poland", 2, "country: Poland is no country code of two letters"),
        ("latitude=91", 2, "latitude: 91 is more than 90"),
        ("latitude=50", 2, "Coordinates need both a latitude and a longitude."),
        ("source=company_leadgen", 4, "cannot be changed"),
        ("id=5", 2, "id: there is no such field to set. Fields: name, type, "),
        ("projects=5", 2, "projects: there is no such field"),
        ("phone=601234567", 2, "phones belongs to the contact: solartui contacts edit ID phones=…"),
        ("stage=converted", 4, "is set by converting"),
        ("stage=lost", 4, "A lost lead needs a reason."),
        ("stage=nowhere", 3, "There is no stage nowhere."),
        ("next_follow_up=soon", 2, "next_follow_up: soon is no date"),
        ("assignee=nobody-known", 3, "Nobody is called nobody-known."),
        ("consumption=1,2,3", 2, "consumption: 1 2 3 needs twelve monthly values"),
    ],
)
@pytest.mark.feature("B-14")
def test_changes_that_are_refused_leave_all_as_it_was(shell: Shell, change: str, status: int, said: str) -> None:
    before = shell.add("--city", "Kraków")
    assert said in shell.refused(status, "leads", "edit", 1, "channel=web", change)
    assert shell.json("leads", "show", 1) == before


def test_a_newer_version_is_not_overwritten(shell: Shell) -> None:
    shell.add()
    shell.json("leads", "edit", 1, "channel=web", "--if-version", 1)
    assert shell.refused(4, "leads", "edit", 1, "channel=fair", "--if-version", 1) == (
        "Ewa Admin changed Jan Kowalski meanwhile."
    )
    assert shell.json("leads", "show", 1)["channel"] == "web"


@pytest.mark.feature("B-46", "B-48", "B-50", "B-52", "B-114")
def test_a_lead_moves_by_key_or_name_and_a_lost_one_needs_a_reason(shell: Shell) -> None:
    shell.add()
    assert shell.json("leads", "move", 1, "Wizja lokalna")["stage"] == "site_visit"
    assert shell.json("leads", "move", 1, "contacted")["last_contacted"]
    assert "A lost lead needs a reason." in shell.refused(4, "leads", "move", 1, "lost")
    assert shell.json("leads", "move", 1, "lost", "--reason", "too dear")["stage"] == "lost"
    assert "is set by converting the lead, not by hand." in shell.refused(4, "leads", "move", 1, "converted")
    assert "Lost because     too dear" in shell("leads", "show", 1).out


@pytest.mark.feature("B-07", "B-47", "B-113")
def test_a_lead_is_assigned_to_each_kind_and_to_nobody(shell: Shell) -> None:
    shell.add()
    for who, kind, name in (
        ("me", "user", "Ewa Admin"),
        ("anna", "user", "Anna Nowak"),
        ("North", "team", "North"),
        ("branch:Kraków", "branch", "Kraków"),
        ("Dach", "partner", "Dach i Spółka"),
    ):
        assignee = shell.json("leads", "assign", 1, who)["assignee"]
        assert (assignee["kind"], assignee["name"]) == (kind, name)
    assert shell.json("leads", "show", 1)["stage"] == "assigned"
    assert shell.json("leads", "assign", 1, "none")["assignee"] is None


@pytest.mark.feature("B-128", "B-129", "B-130", "B-131")
def test_a_note_comes_from_a_word_or_from_standard_input_with_a_file(shell: Shell, home: Path) -> None:
    shell.add()
    note = shell.json("leads", "note", 1, "-10% was asked for")
    assert (note["lead"], note["body"], note["author"], note["document"]) == (
        1,
        "-10% was asked for",
        "Ewa Admin",
        None,
    )
    bill = home / "bill.pdf"
    bill.write_bytes(b"x" * 10_485_760)
    long = shell.json("leads", "note", 1, "-", "--attach", bill, typed="first line\nsecond: Żółć\n")
    assert long["body"] == "first line\nsecond: Żółć"
    assert (long["document"]["name"], long["document"]["size"]) == ("bill.pdf", 10_485_760)
    shown = shell("leads", "show", 1).out
    assert "  first line\n  second: Żółć\n" in shown
    assert "2 notes, 1 document" in shown
    bill.write_bytes(b"x" * 10_485_761)
    assert "10 MiB at most" in shell.refused(4, "leads", "note", 1, "text", "--attach", bill)
    assert "There is no file" in shell.refused(3, "leads", "note", 1, "text", "--attach", home / "none.pdf")
    assert "is no ordinary file" in shell.refused(4, "leads", "note", 1, "text", "--attach", home)
    assert "A note needs some text." in shell.refused(2, "leads", "note", 1, " \x07 ")


@pytest.mark.feature("A-09", "B-103", "B-105", "B-160", "B-161", "B-163")
def test_a_lead_is_converted_more_than_once(shell: Shell) -> None:
    shell.add("--city", "Kraków", "--country", "PL", "--assignee", "team:North")
    project = shell.json("leads", "convert", 1)
    assert list(project) == PROJECT
    assert (project["name"], project["stage"], project["outcome"]) == ("Jan Kowalski – Kraków", "onboarding", None)
    assert project["lead"] == {"id": 1, "name": "Jan Kowalski – Kraków"}
    assert project["contacts"][0]["name"] == "Jan Kowalski"
    assert project["assignees"] == [{"kind": "team", "id": 3, "name": "North"}]
    assert (project["regulation"], project["currency"], project["price_net"]) == ("pl", "PLN", None)
    assert shell.json("leads", "convert", 1, "--name", "Garage")["name"] == "Garage"
    lead = shell.json("leads", "show", 1)
    assert (lead["stage"], lead["converted"]) == ("converted", True)
    assert [project["name"] for project in lead["projects"]] == ["Jan Kowalski – Kraków", "Garage"]
    assert [set(project) for project in lead["projects"]] == [{"id", "name", "stage"}] * 2
    assert "It stays converted." in shell.refused(4, "leads", "move", 1, "open")
    assert "has projects and cannot be deleted." in shell.refused(4, "leads", "delete", 1)


@pytest.mark.feature("B-162")
def test_a_lead_without_a_location_is_not_converted(shell: Shell) -> None:
    shell.add()
    assert "location" in shell.refused(4, "leads", "convert", 1)
    assert shell.json("projects", "list") == []
    assert shell.json("leads", "show", 1)["stage"] == "open"


@pytest.mark.feature("B-64", "B-115", "D-29")
def test_leads_are_archived_deleted_and_brought_back(shell: Shell) -> None:
    for name in ("Jan", "Ewa", "Ola"):
        shell.add(name=name)
    assert shell.json("leads", "archive", 1)["archived"] is True
    assert [lead["archived"] for lead in shell.json("leads", "archive", 1, 2)] == [True, True]
    assert [lead["id"] for lead in shell.json("leads", "list")] == [3]
    assert [lead["id"] for lead in shell.json("leads", "list", "archived")] == [2, 1]
    assert "The lead is archived." in shell.refused(4, "leads", "move", 1, "contacted")
    assert shell.json("leads", "unarchive", 1)["archived"] is False
    assert shell.json("leads", "delete", 3)["id"] == 3
    assert shell.refused(3, "leads", "show", 3) == "There is no lead 3."
    assert shell.json("undo")["kind"] == "lead.deleted"
    assert shell.json("leads", "show", 3)["name"] == "Ola"


def test_of_several_leads_the_refused_ones_are_named(shell: Shell) -> None:
    shell.add()
    shell.add("--city", "Opole", name="Ewa")
    shell.json("leads", "convert", 2)
    answer = shell("leads", "delete", 1, 2, 9, "--json")
    assert answer.status == 4
    assert [lead["id"] for lead in answer.document] == [1]
    assert sorted(answer.err.splitlines()) == [
        "solartui: Lead 2: Ewa – Opole has projects and cannot be deleted. Archive it instead.",
        "solartui: Lead 9: There is no lead 9.",
    ]


@pytest.mark.feature("B-87", "B-89", "B-92", "B-97", "D-17")
def test_a_lead_is_shown_for_reading(shell: Shell) -> None:
    shell.add("--city", "Kraków", "--postcode", "30-001", "--latitude", "50.06143", "--longitude", "19.93658",
              "--heat-pump", "--monthly-kwh", 400, "--consumption", " ".join(map(str, MONTHS)))  # fmt: skip
    shell.json("leads", "convert", 1)
    answer = shell("leads", "show", "#1")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("#1 Jan Kowalski – Kraków\nStage            Converted\n")
    for line in (
        "Address          30-001 Kraków",
        "Coordinates      50.06143, 19.93658",
        "Interested in    Panels, Heat pump",
        "kWh a month      400",
        "Consumption      310 280 300 260 240 230 225 230 245 270 290 320 kWh",
        "Projects         Jan Kowalski – Kraków (#1)",
    ):
        assert line in answer.out


@pytest.mark.feature("D-17")
def test_a_lead_is_found_by_its_full_name(shell: Shell) -> None:
    shell.add("--city", "Łódź")
    shell.add(name="Ewa Żak")
    assert [lead["id"] for lead in shell.json("leads", "list", "Jan", "Kowalski", "–", "Łódź")] == [1]


def test_enums_keep_their_keys_in_polish(shell: Shell) -> None:
    shell.add("--type", "Agricultural", "--grid-connection", "zero injection")
    lead = shell.json("leads", "show", 1, "--lang", "pl")
    assert (lead["type"], lead["grid_connection"], lead["stage"]) == ("agricultural", "zero_injection", "open")
    assert "Otwarte" in shell("leads", "show", 1, "--lang", "pl").out


@pytest.mark.parametrize(
    "twelve",
    ["[1,2,3,4,5,6,7,8,9,10,11,12.5]", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12.5]", "1 2 3 4 5 6 7 8 9 10 11 12,5"],
)
def test_twelve_months_are_taken_as_they_are_printed(shell: Shell, twelve: str) -> None:
    shell("leads", "add", "--contact-name", "Jan")
    lead = shell.json("leads", "edit", 1, f"consumption={twelve}")
    assert lead["consumption"] == [*range(1, 12), 12.5]
    some = shell.json("leads", "edit", 1, "consumption=[null,2,3,4,5,6,7,8,9,10,11,12]")
    assert some["consumption"][:2] == [None, 2]


def test_numbers_have_the_comma_of_the_language_and_degrees_a_point(shell: Shell) -> None:
    place = ("--latitude", "50.04345", "--longitude", "19.91")
    shell("leads", "add", "--contact-name", "Jan", "--monthly-kwh", "350.5", *place)
    shell("leads", "edit", 1, "consumption=" + "350.5 " * 12)
    polish = shell("leads", "show", 1, "--lang", "pl").out
    assert "350,5" in polish
    assert "50.04345, 19.91" in polish
    assert "350,5; 350,5" in shell("leads", "list", "--columns", "consumption", "--lang", "pl").out
    assert "350.5; 350.5" in shell("leads", "list", "--columns", "consumption", "--lang", "en").out
    listed = shell("leads", "list", "--columns", "latitude,monthly_kwh", "--lang", "pl").out
    assert listed.split()[-2:] == ["50.04345", "350,5"]
    assert shell.json("leads", "show", 1, "--lang", "pl")["monthly_kwh"] == 350.5
