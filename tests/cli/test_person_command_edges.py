"""Persons, histories, comments, bills and contact files on the command line: text in both languages, and refusals."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

HOSTILE = "[/] [@click=app.quit]x[/]\x1b]52;c;aGk=\x07\u202eevil\nnext"
CLEANED = "[/] [@click=app.quit]x[/]]52;c;aGk=evil next"


@pytest.fixture
def desk(shell: Shell) -> Shell:
    shell.json("contacts", "add", "--name", "Jan Kot", "--email", "jan@poczta.example", "--passport", "AB1234567")
    shell.add("--contact", 1, "--city", "Wieliczka", "--country", "PL")
    shell.json("leads", "move", 1, "contacted")
    return shell


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            ["✦ Ewa Admin: Created", "→ Ewa Admin: Stage: Open → Contacted (after 0 minutes)", "★ Ewa Admin: Star: "],
        ),
        ("pl", ["✦ Ewa Admin: Utworzono", "→ Ewa Admin: Etap: Otwarte → ", "Ewa Admin: Gwiazdka: "]),
    ],
)
def test_a_history_is_told_in_both_languages(desk: Shell, language: str, lines: list[str]) -> None:
    desk.json("leads", "comment", 1, HOSTILE, "--icon", "star", "--colour", "rose")
    answer = desk("--lang", language, "leads", "history", 1)
    assert (answer.status, answer.err) == (0, "")
    printed = answer.out.splitlines()
    assert len(printed) == 3
    assert CLEANED in answer.out
    for line, part in zip(printed, lines, strict=True):
        assert part in line
        assert line.isprintable()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ((), ["created", "moved", "comment", "note_added"]),
        (("--limit", 1), ["note_added"]),
        (("--limit", 2), ["comment", "note_added"]),
        (("--limit", 99), ["created", "moved", "comment", "note_added"]),
        (("--kind", "moved"), ["moved"]),
        (("--kind", "moved", "--kind", "note_added"), ["moved", "note_added"]),
        (("--kind", "comment", "--limit", 5), ["comment"]),
        (("--kind", "nope"), []),
        (("--limit", 0), []),
    ],
)
def test_a_history_is_filtered(desk: Shell, words: tuple[object, ...], kinds: list[str]) -> None:
    desk.json("leads", "comment", 1, "word")
    desk.json("leads", "note", 1, "talked")
    assert [one["kind"] for one in desk("--json", "leads", "history", 1, *words).document] == kinds


REFUSED: tuple[tuple[int, tuple[str, ...], str], ...] = (
    (3, ("leads", "history", "99"), "There is no lead 99."),
    (2, ("leads", "history", "x"), "x"),
    (2, ("leads", "history", "1", "--limit", "-1"), ""),
    (3, ("leads", "comment", "99", "word"), "There is no lead 99."),
    (2, ("leads", "comment", "1", ""), "A comment needs some text."),
    (2, ("leads", "comment", "1", "\u200b\u202e"), "A comment needs some text."),
    (2, ("leads", "comment", "1", "x", "--icon", "skull"), "skull is none of: comment, important"),
    (2, ("leads", "comment", "1", "x", "--icon", HOSTILE), "is none of"),
    (2, ("leads", "comment", "1", "x", "--colour", "pink"), "pink is none of: grey, amber"),
    (2, ("leads", "comment", "1", "x", "--colour", ""), "is none of: grey, amber"),
    (3, ("leads", "bill", "99", "600", "2026-05-01", "2026-06-01"), "There is no lead 99."),
    (2, ("leads", "bill", "1", "nan", "2026-05-01", "2026-06-01"), "How many kWh does the bill show?"),
    (2, ("leads", "bill", "1", "0", "2026-05-01", "2026-06-01"), "How many kWh"),
    (2, ("leads", "bill", "1", "1e999", "2026-05-01", "2026-06-01"), "How many kWh"),
    (2, ("leads", "bill", "1", "600", "2026-02-30", "2026-06-01"), "2026-02-30"),
    (2, ("leads", "bill", "1", "600", "2026-06-02", "2026-06-01"), ""),
    (2, ("leads", "bill", "1", "600", "2027-02-29", "2027-03-01"), "2027-02-29"),
    (3, ("contacts", "dossier", "99", "-"), "There is no contact 99."),
    (4, ("contacts", "dossier", "1", "/"), "is a folder"),
    (3, ("contacts", "erase", "99"), "There is no contact 99."),
    (3, ("contacts", "erase", "99", "--yes"), "There is no contact 99."),
    (4, ("contacts", "erase", "1"), "Jan Kot (1 lead, 0 projects, 0 notes, 0 files)"),
    (2, ("contacts", "export", "-"), "--format"),
    (2, ("contacts", "export", "-", "--format", "pdf"), "pdf is no format"),
    (2, ("contacts", "export", "x.pdf"), "x.pdf is no format"),
    (2, ("contacts", "export", "noend"), "no format"),
    (2, ("contacts", "export", "-", "--format", "json", "--sort", "nope"), "nope"),
    (3, ("contacts", "export", "/no/such/folder/x.csv"), ""),
)


def test_what_cannot_be_is_told_in_one_line(desk: Shell) -> None:
    before = desk.json("leads", "show", 1), desk.json("contacts", "show", 1)
    for status, words, message in REFUSED:
        assert message in desk.refused(status, *words)
    assert (desk.json("leads", "show", 1), desk.json("contacts", "show", 1)) == before


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("600 2026-05-01 2026-06-30", 285, 345),
        ("600,5 1.05.2026 30.06.2026", 285, 345),
        ("1200 2028-02-01 2028-02-29", 900, 1400),
        ("3650 2026-01-01 2026-12-31", 300, 308),
        ("3660 2028-01-01 2028-12-31", 300, 308),
    ],
)
def test_a_bill_becomes_a_month(desk: Shell, words: str, low: float, high: float) -> None:
    answer = desk("--json", "leads", "bill", 1, *words.split())
    assert answer.status == 0
    assert low <= answer.document["monthly_kwh"] <= high


def test_a_whole_year_needs_no_profile(desk: Shell) -> None:
    year = desk.json("leads", "bill", 1, "4383", "2026-01-01", "2026-12-31")
    # A year of a bill has no season: its month is the twelfth part, whichever way the months are weighed.
    assert year["monthly_kwh"] == pytest.approx(4383 / 12, rel=0.01)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Jan Kot (1 lead, 0 projects, 0 notes, 0 files) would be erased for good. Say so with --yes."),
        ("pl", "Dane Jan Kot (1 lead, 0 projektów, 0 notatek, 0 plików) zostałyby usunięte na zawsze."),
    ],
)
def test_what_would_be_erased_is_told_first(desk: Shell, language: str, words: str) -> None:
    answer = desk("--lang", language, "contacts", "erase", 1)
    assert (answer.status, answer.out) == (4, "")
    assert words in answer.err
    assert desk.json("contacts", "show", 1)["erased"] is False


def test_nothing_of_an_erased_person_is_printed_anywhere(desk: Shell, tmp_path: Path) -> None:
    secret = "Kotowski-Żółć"
    desk.json("contacts", "edit", 1, f"name={secret}", "login=kotzolc")
    desk.json("leads", "edit", 1, f"name={secret} dom", f"street={secret} 5")
    desk.json("leads", "comment", 1, f"{secret} has a dog")
    desk.json("leads", "note", 1, f"call {secret}")
    desk.json("leads", "convert", 1)
    assert secret in desk("contacts", "dossier", 1, "-").out
    assert desk("contacts", "erase", 1, "--yes").status == 0
    places = (
        "contacts show 1", "contacts list", "leads show 1", "leads history 1", "leads list is:converted",
        "projects show 1", "projects list", "undo --list", "contacts dossier 1 -", "contacts export - --format csv",
        "leads export - --format json", "projects tasks 1",
    )  # fmt: skip
    for words in places:
        for form in ((), ("--json",)):
            answer = desk(*form, *words.split())
            for trace in (secret, "Kotowski", "kotzolc", "jan@poczta", "AB1234567", "has a dog"):
                assert trace not in answer.out + answer.err, (words, form)
    assert secret.encode() not in desk.database.read_bytes()


def test_a_dossier_is_one_document_with_its_files(desk: Shell, tmp_path: Path) -> None:
    evil = tmp_path / "..;rm -rf.txt"
    evil.write_bytes(b"\x00content")
    desk("leads", "note", 1, "with a file", "--attach", evil)
    target = tmp_path / "jan.ZIP"
    counts = desk.json("contacts", "dossier", 1, target)
    assert (counts["file"], counts["documents"], counts["notes"]) == (str(target), 1, 1)
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        assert [name for name in names if ".." in Path(name).parts or name.startswith("/")] == []
        inside = json.loads(archive.read("dossier.json"))
    printed = desk.json("contacts", "dossier", 1, "-")
    assert inside["contact"] == printed["contact"]
    assert printed["contact"]["passport"] == "AB1234567"


def test_exports_of_contacts_hold_what_was_asked_for(desk: Shell, tmp_path: Path) -> None:
    desk.json("contacts", "add", "--name", "=cmd|' /C calc'!A0", "--email", "x@y.example")
    desk.json("contacts", "add", "--name", "Żaneta Łoś", "--phone", "+48 601 234 567")
    text = desk("contacts", "export", "-", "--format", "csv").out
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    assert len(rows) == 4
    assert len({len(row) for row in rows}) == 1
    assert not any(cell[:1] in {"=", "@"} for row in rows for cell in row)
    names = [row[rows[0].index("Contact")] for row in rows[1:]]
    assert "Żaneta Łoś" in names
    found = desk("contacts", "export", "-", "zaneta", "--format", "json").document
    assert len(found if isinstance(found, list) else found["contacts"]) == 1
    for name in ("a.csv", "a.xlsx", "a.json"):
        assert "3 contacts written to" in desk("contacts", "export", tmp_path / name).out
        assert (tmp_path / name).stat().st_size > 50
    polish = desk("--lang", "pl", "contacts", "export", tmp_path / "b.csv")
    assert "3 kontakty" in polish.out
    assert "AB1234567" not in text
