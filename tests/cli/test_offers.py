"""Designs, proposals and money on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

pytestmark = pytest.mark.usefixtures("known_day")
LINE = "other;Instalacja;1;kpl.;40000"


@pytest.fixture
def project(shell: Shell) -> int:
    """A project near Kraków."""
    lead = shell.add("--city", "Wieliczka", "--country", "PL", "--latitude", "50", "--longitude", "20",
                     "--monthly-kwh", "350", "--email", "jan@poczta.example")  # fmt: skip
    return int(shell.json("leads", "convert", lead["id"])["id"])


@pytest.mark.feature("A-13", "A-15", "B-100", "B-101")
def test_from_design_to_signature(shell: Shell, project: int, folder: Path) -> None:
    design = shell.json("designs", "add", project, "modules=20", "module_wp=500", "floor_area=350", "--line", LINE)
    assert (design["capacity_kwp"], design["price_net"], design["modules"]) == (10.0, "40000.00", 20)
    offer = shell.json("proposals", "add", project)
    assert (offer["number"], offer["status"], offer["active"]) == ("SO/2026/0001", "draft", True)
    assert (offer["price_net"], offer["vat"], offer["price_gross"]) == ("40000.00", "4057.15", "44057.15")
    assert (offer["price_per_kwp_net"], offer["price_per_kwp_gross"]) == ("4000.00", "4405.72")
    assert offer["vat_rates"] == [
        {"rate": "8", "net": "34285.71", "vat": "2742.86"},
        {"rate": "23", "net": "5714.29", "vat": "1314.29"},
    ]
    assert shell.json("proposals", "send", offer["id"], "--channel", "print")["status"] == "sent"
    viewed = shell.json("proposals", "view", offer["id"], "--seconds", "94", "--channel", "email")
    assert (viewed["status"], viewed["seconds_viewed"], viewed["views"][0]["channel"]) == ("viewed", 94, "email")
    assert [one["id"] for one in shell.json("proposals", "list", "--unanswered")] == [offer["id"]]
    signed = shell.json("proposals", "sign", offer["id"], "--by", "Jan")
    assert (signed["status"], signed["signed_by"]) == ("accepted", "Jan")
    after = shell.json("projects", "show", project)
    assert (after["stage"], after["price_gross"], after["price_per_kwp_gross"]) == ("committing", "44057.15", "4405.72")
    target = folder / "offer.pdf"
    assert shell.json("proposals", "pdf", offer["id"], "--output", target) == {"files": [str(target)]}
    assert target.read_bytes().startswith(b"%PDF-")
    assert shell("proposals", "pdf", offer["id"], "--output", target).status == 4
    assert shell.json("proposals", "pdf", offer["id"], folder / "two.pdf") == {"files": [str(folder / "two.pdf")]}
    assert (folder / "two.pdf").read_bytes() == target.read_bytes()
    assert shell.refused(2, "proposals", "pdf", offer["id"], target, "-o", target) == "FILE is given twice."


@pytest.mark.feature("E-14", "E-37", "E-38")
def test_money_of_a_project(shell: Shell, project: int, folder: Path) -> None:
    shell.json("designs", "add", project, "modules=20", "module_wp=500", "--line", LINE)
    shell.json("proposals", "add", project)
    shell.json("proposals", "send", 1, "--channel", "link")
    shell.json("proposals", "sign", 1)
    ledger = shell.json("projects", "pay", project, "amount=5000,00", "kind=deposit", "date=2026-01-10")
    assert (ledger["due"], ledger["paid"], ledger["balance"]) == ("43200.00", "5000.00", "38200.00")
    (folder / "there.pdf").write_bytes(b"mine")
    for target, status in (("there.pdf", 4), (".", 4), ("no/x.pdf", 3)):
        shell.refused(status, "projects", "invoice", project, "--output", folder / target)
    assert shell.json("projects", "charges", project)["invoiced"] == "0.00"
    assert (folder / "there.pdf").read_bytes() == b"mine"
    invoice = shell.json("projects", "invoice", project, "--output", folder / "i.pdf")
    assert (invoice["kind"], invoice["amount"]) == ("invoice", "43200.00")
    assert invoice["number"].endswith("/0001")
    assert (folder / "i.pdf").read_bytes().startswith(b"%PDF-")
    again = shell.json("projects", "invoice", project, "--again", invoice["id"], "--output", folder / "again.pdf")
    assert again["number"] == invoice["number"]
    assert (folder / "again.pdf").read_bytes() == (folder / "i.pdf").read_bytes()
    assert shell.json("projects", "pay", project, "amount=38200", "kind=final")["balance"] == "0.00"
    shown = shell("projects", "charges", project).out
    assert "Deposit" in shown
    assert "Balance" in shown


REFUSED = [
    ("projects pay {p} amount=-5", 2),
    ("projects pay {p} amount=0.005", 2),
    ("projects pay {p} amount=1000000000", 4),
    ("projects pay {p} amount=5 currency=EUR", 4),
    ("projects pay {p} amount=5 kind=gift", 2),
    ("projects pay {p} amount=5 colour=red", 2),
    ("projects pay {p} kind=deposit", 2),
    ("projects pay 99 amount=5", 3),
    ("projects pay {p} amount=5 date=2199-01-01", 2),
    ("projects charges 99", 3),
    ("projects invoice 99", 3),
    ("proposals show 99", 3),
    ("proposals sign {o}", 4),
    ("proposals view {o} --seconds 5", 4),
    ("proposals view {o} --seconds -5", 2),
    ("proposals reject {o}", 4),
    ("proposals send {o}", 4),
    ("proposals send {o} --channel pigeon", 2),
    ("proposals send 99 --channel link", 3),
    ("proposals pdf 99", 3),
    ("proposals edit {o} price_net=1", 2),
    ("proposals edit {o} valid_until=2001-01-01", 2),
    ("proposals add 99", 3),
    ("proposals add {p} vat_rate=5", 4),
    ("proposals add {p} vat_rate=101 vat_reason=x", 2),
    ("proposals add {p} incentives=certificates", 2),
    ("proposals add {p} --design 99", 3),
    ("proposals list --status lost", 2),
    ("proposals revise 99", 3),
    ("proposals activate 99", 3),
    ("designs show 99", 3),
    ("designs add 99", 3),
    ("designs add {p} modules=-1", 2),
    ("designs add {p} --line x;y", 2),
    ("designs edit {d}", 2),
    ("designs edit {d} capacity_kwp=3", 2),
    ("designs delete {d}", 4),
    ("designs link {d} --system pylon --url nowhere", 2),
    ("designs sync {d}", 4),
    ("designs sync {d} --dry-run", 2),
    ("designs sync {d} /no/such/file", 3),
    ("proposals template show --of letter", 3),
    ("proposals template install /no/such/file", 3),
]


def test_what_is_refused_says_why_in_one_line(shell: Shell, project: int) -> None:
    design = shell.json("designs", "add", project, "modules=20", "module_wp=500", "--line", LINE)["id"]
    offer = shell.json("proposals", "add", project)["id"]
    shell.json("proposals", "send", offer, "--channel", "print")
    shell.json("proposals", "sign", offer)
    draft = shell.json("proposals", "add", project)["id"]
    before = shell.json("projects", "charges", project), shell.json("proposals", "list")
    for words, status in REFUSED:
        answer = shell(*words.format(p=project, o=draft, d=design).split())
        assert (words, answer.status, answer.out) == (words, status, "")
        assert answer.err.startswith("solartui: ")
        assert answer.err.count("\n") == 1
    assert (shell.json("projects", "charges", project), shell.json("proposals", "list")) == before


def test_signing_twice_and_sending_what_has_expired(shell: Shell, project: int) -> None:
    shell.json("designs", "add", project, "modules=20")
    shell.json("proposals", "add", project)
    shell.json("proposals", "send", 1, "--channel", "sms")
    shell.json("proposals", "sign", 1)
    assert shell("proposals", "sign", 1).status == 4
    assert "signed already" in shell("proposals", "sign", 1).err


@pytest.mark.feature("E-08", "E-10")
def test_a_printed_design_comes_back(shell: Shell, project: int, folder: Path) -> None:
    made = shell.json(
        "designs", "add", project, "battery_kwh=10.2", "--plane", "S;12;40;180", "--plane", "E;8;30;90;some"
    )
    assert [plane["modules"] for plane in made["planes"]] == [12, 8]
    linked = shell.json("designs", "link", made["id"], "--system", "pylon", "--external-id", "P-1")
    assert linked["link"] == {"system": "pylon", "external_id": "P-1", "url": None}
    file = folder / "d.json"
    file.write_text(json.dumps(linked), encoding="utf-8")
    assert shell.json("designs", "sync", made["id"], file, "--dry-run") == {"changes": []}
    linked["lines"][0]["unit_price"] = "1.00"
    file.write_text(json.dumps(linked), encoding="utf-8")
    taken = shell.json("designs", "sync", made["id"], file)
    assert [change["field"] for change in taken["changes"]] == ["lines"]
    assert taken["synced_at"] is not None
    other = shell.json("designs", "add", project, "--from-json", file)
    assert (other["planes"], other["lines"]) == (taken["planes"], taken["lines"])


def test_lists_are_read_in_both_languages(shell: Shell, project: int) -> None:
    assert shell("proposals", "list").err == "solartui: No proposals.\n"
    assert shell("designs", "list").err == "solartui: No designs.\n"
    shell.json("designs", "add", project, "modules=20")
    shell.json("proposals", "add", project)
    assert "SO/" in shell("proposals", "list", "kowalski").out
    assert shell("proposals", "list", "nobody").out == ""
    assert [one["id"] for one in shell.json("proposals", "list", "--project", project, "--status", "draft,sent")] == [1]
    assert [one["id"] for one in shell.json("proposals", "list", "--lead", 1)] == [1]
    assert "kWp" in shell("designs", "list", "--project", project).out
    for words in (("proposals", "show", "1"), ("designs", "show", "1"), ("proposals", "list")):
        assert shell(*words, "--lang", "pl").status == 0


def test_templates_are_shown_and_installed(shell: Shell, folder: Path) -> None:
    shown = shell("proposals", "template", "show").out
    file = folder / "own.typ"
    file.write_text(shown, encoding="utf-8")
    assert shell.json("proposals", "template", "install", file) == {"name": "proposal", "own": True}
    assert shell("proposals", "template", "show").out == shown
    assert shell.json("proposals", "template", "reset") == {"name": "proposal", "own": False}
