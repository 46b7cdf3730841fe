"""Designs, proposals and money on the command line: text in both languages, bad values, hostile words, undo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

pytestmark = pytest.mark.usefixtures("known_day")
HOSTILE = "[/] [@click=app.quit]x[/]\x1b]52,c,aGk=\x07\u202eevil\nnext"
CLEANED = "[/] [@click=app.quit]x[/]]52,c,aGk=evil next"
LINE = "other;Instalacja;1;kpl.;40000"


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """A project with a design and an offer that is a draft."""
    shell.add("--city", "Wieliczka", "--country", "PL", "--latitude", "50", "--longitude", "20", "--monthly-kwh", "350")
    shell.json("leads", "convert", 1)
    shell.json("designs", "add", 1, "modules=20", "module_wp=500", "floor_area=350", "--line", LINE)
    shell.json("proposals", "add", 1)
    return shell


@pytest.mark.parametrize(
    ("language", "words", "parts"),
    [
        ("en", "designs list", ["Design 1", "PLN 40,000.00"]),
        ("pl", "designs list", ["Design 1", "40 000,00 zł"]),
        ("en", "proposals list", ["SO/2026/0001", "Draft"]),
        ("pl", "proposals list", ["SO/2026/0001", "Szkic"]),
        ("en", "proposals show 1", ["PLN 44,057.15", "PLN 4,057.15", "PLN 4,405.72", "8 / 23%"]),
        ("pl", "proposals show 1", ["44 057,15 zł", "4 057,15 zł", "4 405,72 zł"]),
        ("en", "projects charges 1", ["Agreed", "PLN 0.00", "—"]),
        ("pl", "projects charges 1", ["Uzgodniono", "0,00 zł", "—"]),
    ],
)
def test_money_is_written_as_the_language_does(desk: Shell, language: str, words: str, parts: list[str]) -> None:
    answer = desk("--lang", language, *words.split())
    assert (answer.status, answer.err) == (0, "")
    assert [part for part in parts if part not in answer.out] == []


REFUSED: tuple[tuple[int, tuple[str, ...]], ...] = (
    (2, ("designs", "add", "1", "capacity_kwp=nan")),
    (2, ("designs", "add", "1", "capacity_kwp=1e999")),
    (2, ("designs", "add", "1", "modules=1.5", "module_wp=400")),
    (2, ("designs", "add", "1", "modules=" + "9" * 400, "module_wp=400")),
    (2, ("designs", "add", "1", "floor_area=0")),
    (2, ("designs", "add", "1", "building=castle")),
    (2, ("designs", "add", "1", "yields=1 2 3")),
    (2, ("designs", "add", "1", f"{HOSTILE}=5")),
    (2, ("designs", "add", "1", "--line", "other;X;0;szt.;5")),
    (2, ("designs", "add", "1", "--line", "other;X;1;szt.;1e999999999")),
    (2, ("designs", "add", "1", "--line", "other;X;1;szt.;-5")),
    (2, ("designs", "add", "1", "--line", "other;X;1;szt.;5;101")),
    (2, ("designs", "add", "1", "--line", f"{HOSTILE};X;1;szt.;5")),
    (2, ("designs", "add", "1", "--plane", "S;0;35;180")),
    (2, ("designs", "add", "1", "--plane", "S;5;95;180")),
    (2, ("designs", "add", "1", "--plane", "S;5;35;180;night")),
    (4, ("designs", "edit", "1", "name=x", "--if-version", "9")),
    (3, ("designs", "edit", "99", "name=x")),
    (3, ("designs", "delete", "99")),
    (3, ("designs", "link", "99", "--system", "pylon")),
    (2, ("designs", "link", "1", "--system", "pylon", "--url", "javascript:alert(1)")),
    (2, ("proposals", "add", "1", "valid_until=31.02.2027")),
    (2, ("proposals", "add", "1", "valid_until=2001-01-01")),
    (2, ("proposals", "add", "1", "language=de")),
    (2, ("proposals", "add", "1", "vat_rate=1e999999999", "vat_reason=x")),
    (2, ("proposals", "add", "1", "vat_rate=7.001", "vat_reason=x")),
    (2, ("proposals", "add", "1", "incentives=nothing")),
    (2, ("proposals", "add", "1", "price_net=5")),
    (4, ("proposals", "sign", "1")),
    (4, ("proposals", "reject", "1")),
    (4, ("proposals", "view", "1", "--seconds", "5")),
    (3, ("proposals", "edit", "99", "valid_until=2027-01-01")),
    (2, ("proposals", "send", "1", "--channel", HOSTILE)),
    (2, ("projects", "pay", "1", "amount=1e999999999")),
    (2, ("projects", "pay", "1", "amount=0")),
    (2, ("projects", "pay", "1", "amount=0.001")),
    (2, ("projects", "pay", "1", "amount=5", "date=30.02.2026")),
    (2, ("projects", "pay", "1", "amount=5", f"kind={HOSTILE}")),
    (4, ("projects", "pay", "1", "amount=5 EUR")),
    (4, ("projects", "pay", "1", "amount=5", "kind=refund")),
    (4, ("projects", "invoice", "1")),
    (4, ("projects", "invoice", "1", "--proforma")),
    (3, ("projects", "invoice", "1", "--again", "99", "--output", "x.pdf")),
)


def test_what_cannot_be_is_told_in_one_line_and_changes_nothing(desk: Shell) -> None:
    places = ("designs list", "proposals list", "projects charges 1", "projects show 1")
    before = [desk.json(*place.split()) for place in places]
    for status, words in REFUSED:
        desk.refused(status, *words)
    assert [desk.json(*place.split()) for place in places] == before


def test_hostile_words_of_offers_are_only_words(desk: Shell, tmp_path: Path) -> None:
    desk.json("designs", "add", 1, f"name={HOSTILE}", f"module={HOSTILE}", "modules=2", "module_wp=500",
              "--line", f"other;{HOSTILE};1;{HOSTILE[:20]};5", "--plane", f"{HOSTILE};2;35;180")  # fmt: skip
    desk.json("proposals", "add", 1, "--design", 2, "vat_rate=5", f"vat_reason={HOSTILE}")
    desk.json("proposals", "send", 2, "--channel", "link")
    desk.json("proposals", "reject", 2, "--reason", HOSTILE)
    for words in ("designs list", "designs show 2", "proposals list", "proposals show 2", "undo --list"):
        for language in ("en", "pl"):
            answer = desk("--lang", language, *words.split())
            assert answer.status == 0, answer
            assert all(line.replace("\u00a0", " ").isprintable() for line in answer.out.splitlines()), words
    assert CLEANED in desk("designs", "show", 2).out
    assert CLEANED in desk("proposals", "show", 2).out
    assert desk("proposals", "pdf", 2, "--output", tmp_path / "x.pdf").status == 0


def test_each_step_of_an_offer_is_undone(desk: Shell) -> None:
    def picture() -> str:
        found = [desk.json(*words.split()) for words in ("proposals list", "projects charges 1", "designs list")]
        return json.dumps([found, desk.json("projects", "show", 1)["stage"]], sort_keys=True)

    steps = (
        "designs edit 1 name=B",
        "proposals edit 1 valid_until=2027-12-31",
        "proposals send 1 --channel print",
        "proposals sign 1 --by Jan",
        "projects pay 1 amount=100,50 kind=deposit",
        "projects pay 1 amount=50,25 kind=refund",
    )
    pictures = []
    for words in steps:
        pictures.append(picture())
        assert desk(*words.split()).status == 0, words
    for words, before in zip(reversed(steps), reversed(pictures), strict=True):
        answer = desk("undo")
        assert answer.status == 0, words
        now, then = json.loads(picture()), json.loads(before)
        for one in (*now[0][0], *then[0][0], *now[0][2], *then[0][2]):
            one.pop("version", None)
            one.pop("updated_at", None)
        assert now == then, words


def test_a_ledger_adds_up(desk: Shell) -> None:
    desk.json("proposals", "send", 1, "--channel", "print")
    desk.json("proposals", "sign", 1)
    for words in ("amount=0,01 kind=deposit", "amount=4405,71 kind=deposit", "amount=0,02 kind=refund"):
        desk.json("projects", "pay", 1, *words.split())
    ledger = desk.json("projects", "charges", 1)
    assert (ledger["due"], ledger["paid"], ledger["balance"]) == ("44057.15", "4405.70", "39651.45")
    assert desk.refused(4, "projects", "pay", 1, "amount=39651.46")
    assert desk.json("projects", "pay", 1, "amount=39651.45", "kind=final")["balance"] == "0.00"
    assert desk.refused(4, "projects", "pay", 1, "amount=0.01")
    first = desk.json("projects", "invoice", 1, "--amount", "44057.14")
    assert first["number"].endswith("/0001")
    second = desk.json("projects", "invoice", 1)
    assert (second["amount"], second["number"].endswith("/0002")) == ("0.01", True)
    assert "invoiced already" in desk.refused(4, "projects", "invoice", 1)


@pytest.mark.parametrize(
    ("language", "lines"),
    [("en", ["Number FV/2026/0001", "Invoice PLN 100.50"]), ("pl", ["Numer FV/2026/0001", "Faktura 100,50 zł"])],
)
def test_an_invoice_is_told_in_the_language_of_whoever_asks(desk: Shell, language: str, lines: list[str]) -> None:
    desk.json("proposals", "send", 1, "--channel", "print")
    desk.json("proposals", "sign", 1)
    answer = desk("--lang", language, "projects", "invoice", 1, "--amount", "100.50", "--date", "2026-11-22")
    assert answer.status == 0
    assert [" ".join(line.split()) for line in answer.out.splitlines()] == lines
