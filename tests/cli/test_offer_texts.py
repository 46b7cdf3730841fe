"""What people read of designs, offers and money on the command line, in both languages and at every width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

pytestmark = pytest.mark.usefixtures("known_day")
LINES = (
    "--line", "module;JA Solar [b]440 W[/];20;szt.;612,00",
    "--line", "work;Montaż;1;usł.;6200.00;23",
)  # fmt: skip


@pytest.fixture
def offer(shell: Shell) -> int:
    """An offer for a house near Kraków, sent and viewed."""
    lead = shell.add("--city", "Wieliczka", "--country", "PL", "--latitude", "50", "--longitude", "20",
                     "--monthly-kwh", "350", "--email", "jan@poczta.example", name="Jan \x1b[31mKowalski")  # fmt: skip
    project = shell.json("leads", "convert", lead["id"])["id"]
    shell.json("designs", "add", project, "modules=20", "module_wp=440", "battery_kwh=10,2", "inverter=Fronius",
               "inverter_kw=8", "floor_area=140", "building=house", *LINES)  # fmt: skip
    number = shell.json("proposals", "add", project, "incentives=grant_example")["id"]
    shell.json("proposals", "send", number, "--channel", "sms", "--to", "601 234 567")
    shell.json("proposals", "view", number, "--seconds", "3675", "--channel", "sms")
    return int(number)


def test_a_design_is_shown_whole(shell: Shell, offer: int) -> None:
    shell.json("designs", "link", 1, "--system", "pylon", "--external-id", "P-1", "--url", "https://pylon.example/1")
    shell.json("designs", "sync", 1)
    shown = shell("designs", "show", 1).out
    for text in ("8.8", "20 × 440 Wp", "20 modules, 35° up, facing 180°", "Fronius 8 kW", "10.2 kWh", "kWh a year",
                 "House", "140", "JA Solar [b]440 W[/]: 20 szt.", "PLN 18,440.00", "pylon P-1 https://",
                 "Synced"):  # fmt: skip
        assert text in shown
    assert "\x1b" not in shown


def test_a_proposal_is_shown_whole(shell: Shell, offer: int) -> None:
    shown = shell("proposals", "show", offer).out
    for text in ("SO/", "Viewed, in force", "Jan [31mKowalski", "On-Grid", "Price without VAT", "PLN 18,440.00",
                 "Dotacja (przykład)", "To pay", "Per kWp", "SMS · 601 234 567", "1:01:15 · SMS"):  # fmt: skip
        assert text in shown
    assert "\x1b" not in shown
    signed = shell("proposals", "sign", offer, "--by", "Jan K.").out
    assert "Jan K." in signed
    assert "Decided" in signed


def test_a_rejected_offer_says_why(shell: Shell, offer: int) -> None:
    assert "too \x1b[2Jdear" not in shell("proposals", "reject", offer, "--reason", "too \x1b[2Jdear").out
    assert "too [2Jdear" in shell("proposals", "show", offer).out
    assert shell.json("proposals", "list", "--status", "rejected")[0]["reason"] == "too [2Jdear"


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_lists_fit_the_window(shell: Shell, offer: int, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for words in (("proposals", "list"), ("designs", "list")):
        lines = shell(*words).out.splitlines()
        assert len(lines) == 2
        assert all(len(line) <= max(width, 78) for line in lines)
    wide = shell("proposals", "list").out
    assert ("Without VAT" in wide) is (width >= 120)


def test_a_letter_is_shown_before_it_goes(shell: Shell, offer: int) -> None:
    assert shell("proposals", "send", offer, "--dry-run").status == 4
    shell.json("settings", "set", "mail.host", "127.0.0.1")
    shell.json("settings", "set", "mail.from", "biuro@dach.example")
    shown = shell("proposals", "send", offer, "--dry-run").out
    assert "To: jan@poczta.example" in shown
    assert "Subject: Oferta SO/" in shown
    assert "File: SO-" in shown
    letter = shell.json("proposals", "send", offer, "--dry-run", "--to", "other@poczta.example")
    assert letter["to"] == "other@poczta.example"
    assert letter["attachment"].endswith(".pdf")
    assert shell.json("proposals", "show", offer)["deliveries"] == []
    assert shell.json("proposals", "send", offer, "--channel", "print", "--dry-run")["channel"] == "sms"


def test_what_was_sent_by_hand_is_only_noted(shell: Shell, offer: int) -> None:
    after = shell.json("proposals", "send", offer, "--mark", "--to", "jan@poczta.example")
    assert (after["status"], after["channel"], after["sent_to"]) == ("viewed", "email", "jan@poczta.example")
    assert after["deliveries"] == []


def test_papers_go_to_files_and_pipes(shell: Shell, offer: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (name,) = shell.json("proposals", "pdf", offer)["files"]
    content = (folder / name).read_bytes()
    assert name.startswith("SO-")
    assert shell("proposals", "pdf", offer, "--output", folder / "no" / "x.pdf").status == 3
    assert shell("proposals", "pdf", offer, "--output", folder).status == 4
    assert shell("proposals", "pdf", offer, "--force").status == 0
    assert (folder / name).read_bytes() == content
    pages = shell.json("proposals", "pdf", offer, "--png", "--output", "page.png")["files"]
    assert pages == ["page-1.png", "page-2.png"]
    assert shell.json("proposals", "pdf", offer, "sheet.PNG")["files"] == ["sheet-1.png", "sheet-2.png"]
    assert not (folder / "sheet.PNG").exists()
    nowhere = shell("proposals", "pdf", offer, "--png", "--output", "-")
    assert (nowhere.status, nowhere.out) == (2, "")
    assert all((folder / page).read_bytes().startswith(b"\x89PNG") for page in pages)
    assert (folder / name).stat().st_mode & 0o077 == 0


def test_a_new_version_and_another_day(shell: Shell, offer: int) -> None:
    new = shell.json("proposals", "revise", offer, "incentives=none")
    assert (new["revision"], new["active"], new["incentive"]) == (2, True, "0.00")
    assert shell.json("proposals", "activate", offer)["active"] is True
    assert shell.json("proposals", "show", new["id"])["active"] is False
    assert shell.json("proposals", "edit", new["id"], "valid_until=+40d")["version"] == new["version"] + 2
    assert shell("proposals", "edit", new["id"], "valid_until=+50d", "--if-version", 1).status == 4


def test_a_ledger_is_read_in_both_languages(shell: Shell, offer: int) -> None:
    shell.json("proposals", "sign", offer)
    shell.json("projects", "pay", 1, "amount=100", "kind=deposit", "note=przelew [/]")
    shell.json("projects", "invoice", 1, "--proforma", "--amount", "50")
    shown = shell("projects", "charges", 1).out
    assert "Deposit: PLN 100.00 (przelew [/])" in shown
    assert "Pro forma PF/" in shown
    polish = shell("projects", "charges", 1, "--lang", "pl").out
    assert "100,00 zł" in polish
    said = shell("projects", "invoice", 1)
    assert "FV/" in said.out
    assert "--again" in said.err


def test_a_design_goes_and_comes_back(shell: Shell, offer: int) -> None:
    other = shell.json("designs", "add", 1, "modules=4", "name=Small")
    assert shell.json("designs", "edit", other["id"], "tilt=10", "shading=heavy")["planes"][0]["shading"] == "heavy"
    assert shell.json("designs", "delete", other["id"])["name"] == "Small"
    assert [design["id"] for design in shell.json("designs", "list")] == [1]
    assert shell("undo").status == 0
    assert len(shell.json("designs", "list", "--project", 1)) == 2
    assert shell("designs", "yield", 1).status == 4
