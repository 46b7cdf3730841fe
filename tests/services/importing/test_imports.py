"""An import as a whole: planned without a trace, done in one piece, counted honestly, taken back by one undo."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import namedtuple
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solartui.domain.errors import Cancelled, Invalid, NotFound, NotPermitted, Refused, Unavailable
from solartui.services.import_options import USUAL, ImportOptions, read_mapping
from solartui.services.import_writing import ImportWriter
from solartui.services.imports import field_labels
from tests.desk import SALES, VIEWER, add_contact, add_lead, at_desk, kinds
from tests.services.importing.sheets import (
    UPDATE,
    bring,
    counts,
    dump,
    leads,
    plan,
    reasons,
    source,
    table,
)  # fmt: skip

if TYPE_CHECKING:
    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-09", "B-68")

HEADINGS = "Imię i nazwisko;E-mail;Telefon;Miasto;Zużycie miesięczne;Buty"
ROWS = (
    ("Anna Żak", "anna@x.pl", 601234567.0, "Łódź", "450,5", 37),
    ("Jan Kot", "jan@x.pl", "602 345 678", "Opole", "1 200", None),
    ("Zły Wiersz", "no-address", None, "Opole", "dużo", 40),
    (None, None, None, "Gdów", None, None),
)


def bytes_of(services: Services) -> bytes:
    """The database file."""
    return services.store.path.read_bytes()


# ---- planning


def test_a_plan_writes_nothing(services: Services) -> None:
    add_contact(services, "Anna Żak", emails=("anna@x.pl",))
    before = bytes_of(services)
    report = plan(services, HEADINGS, *ROWS)
    assert counts(report) == {"rows": 4, "new": 2, "linked": 1, "refused": 2}
    assert bytes_of(services) == before
    assert report.batch is None


def test_the_report_is_what_the_command_line_prints(services: Services) -> None:
    printed = plan(services, HEADINGS, *ROWS).as_dict()
    assert list(printed) == [
        "file", "sheet", "dry_run", "batch", "rows", "new", "updated", "linked", "unchanged", "skipped", "refused",
        "columns", "unmapped", "problems",
    ]  # fmt: skip
    assert (printed["file"], printed["sheet"], printed["dry_run"]) == ("fair.xlsx", "Leady", True)
    assert printed["columns"] == {
        "Imię i nazwisko": {"field": "contact_name", "values": 2},
        "E-mail": {"field": "email", "values": 2},
        "Telefon": {"field": "phone", "values": 2},
        "Miasto": {"field": "city", "values": 2},
        "Zużycie miesięczne": {"field": "monthly_kwh", "values": 2},
    }
    assert printed["unmapped"] == ["Buty"]
    assert printed["problems"][0] == {
        "row": 4, "column": "E-mail", "value": "no-address", "reason": "no-address is not an e-mail address.",
    }  # fmt: skip
    assert [(problem["row"], problem["column"]) for problem in printed["problems"]] == [
        (4, "E-mail"),
        (4, "Zużycie miesięczne"),
        (5, None),
    ]
    json.dumps(printed)


def test_every_row_below_the_headings_is_counted_and_no_other(services: Services) -> None:
    sheet = services.imports.understand(
        table(
            ("Targi 2026",), (None,), ("Imię", "Nazwisko", "Tel."), ("Anna", "Żak", 601234567), (None,), ("Jan", "Kot")
        )
    )
    assert (sheet.guess.row, sheet.rows) == (3, 2)
    told: list[tuple[int, int]] = []
    report = services.imports.plan(sheet, progress=lambda done, total: told.append((done, total)))
    assert (counts(report)["rows"], told[-1]) == (2, (2, 2))


def test_a_column_that_the_program_sets_itself_is_named_as_left_alone(services: Services) -> None:
    report = plan(services, "Klient;Data utworzenia;Uwagi", ("Anna", "24.11.2025", "dach"))
    assert report.unmapped == ["Data utworzenia"]


def test_headings_that_are_not_known_need_a_person(services: Services) -> None:
    sheet = source(services, "Foo;Bar", ("Anna", "anna@x.pl"))
    with pytest.raises(Refused, match="name the fields of its columns"):
        services.imports.plan(sheet)
    with pytest.raises(Refused, match="name the fields of its columns"):
        services.imports.apply(sheet)
    chosen = sheet.mapped({"Foo": "contact_name", "Bar": "email"})
    assert counts(services.imports.plan(chosen)) == {"rows": 1, "new": 1}
    with pytest.raises(Invalid, match="Two columns are to be"):
        sheet.mapped({"Foo": "contact_name", "Bar": "contact_name"})


def test_fields_that_a_column_can_carry() -> None:
    labels = field_labels()
    assert labels["contact_name"] == "Contact"
    assert "created_at" not in labels


def test_a_mapping_is_remembered_for_the_same_headings_of_the_same_person(services: Services) -> None:
    headings, row = "Klient;Rodzaj butów;E-mail", ("Anna", "90", "anna@x.pl")
    first = source(services, headings, row)
    assert not first.remembered
    services.imports.apply(first.mapped({"Rodzaj butów": "score"}))
    again = source(services, "KLIENT;Rodzaj  Butów;e-mail", ("Jan", "50", "jan@x.pl"))
    assert again.remembered
    assert again.guess.choices["Rodzaj Butów"] == "score"
    assert not source(services, "Klient;E-mail", ("Jan", "jan@x.pl")).remembered
    assert not source(at_desk(services, SALES), headings, row).remembered


def test_a_mapping_file(folder: Path) -> None:
    file = folder / "mapping.json"
    file.write_text('\ufeff{"Buty": "score", "Uwagi": null}', encoding="utf-8")
    assert read_mapping(file).columns == {"Buty": "score", "Uwagi": None}
    with pytest.raises(NotFound):
        read_mapping(folder / "none.json")
    for text in ("[]", '{"a": 1}', "{", "\udce9"):
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
        with pytest.raises(Refused):
            read_mapping(file)


def test_numbers_that_can_be_read_in_two_ways_go_by_what_a_person_says(services: Services) -> None:
    sheet = source(services, "Klient;Zużycie miesięczne", ("Anna", "1.500"), ("Jan", "2.750"))
    assert services.imports.doubtful(sheet) == {"Zużycie miesięczne": ","}
    services.imports.apply(sheet, ImportOptions(decimals={"Zużycie miesięczne": "."}))
    assert [lead["monthly_kwh"] for lead in leads(services)] == [1.5, 2.75]
    plain = source(services, "Klient;Zużycie miesięczne", ("Anna", "1 500,5"))
    assert services.imports.doubtful(plain) == {}


# ---- doing it


def test_an_import_tells_where_its_leads_come_from(services: Services) -> None:
    report = bring(services, HEADINGS, *ROWS)
    assert report.batch is not None
    (change, *_) = services.undo.changes()
    assert (change.id, change.kind, change.data) == (report.batch, "import", {"file": "fair.xlsx", "rows": 2})
    anna = leads(services)[0]
    assert (anna["name"], anna["monthly_kwh"], anna["contact"]["phones"]) == ("Anna Żak – Łódź", 450.5, ["601234567"])
    with services.store.reading() as connection:
        rows = connection.execute("SELECT data FROM activity WHERE lead_id = ?", (anna["id"],)).fetchall()
    assert json.loads(rows[0][0]) == {"name": "Anna Żak – Łódź", "file": "fair.xlsx", "row": 2}
    assert kinds(services, "contact", anna["contact"]["id"]) == ["created", "created"]
    assert list(services.leads.open_list("zak lodz").ids()) == [anna["id"]]


@pytest.mark.feature("B-68", "B-16", "A-05")
def test_undo_takes_all_of_an_import_back(services: Services) -> None:
    known = add_lead(services, "Anna Żak", emails=["anna@x.pl"], city="Łódź", score=3)
    before = dump(services, stamps=False)
    headings = "Imię i nazwisko;E-mail;Telefon;Firma;Miasto;Ocena;Uwagi;Status"
    rows = [
        ("Anna Żak", "anna@x.pl, a@y.pl", "601234567", "Dach", "Łódź", 9, "płaski dach", "Skontaktowano"),
        ("Jan Kot", "jan@x.pl", "602345678", "Dach", "Opole", 5, "dzwonić", "Nowy"),
        ("Anna Żak", "anna@x.pl", None, None, "Gdów", None, None, None),
    ]
    report = bring(services, headings, *rows, options=UPDATE)
    assert counts(report) == {"rows": 3, "new": 2, "updated": 1, "linked": 2}
    assert len(leads(services)) == 3
    undone = services.undo.undo()
    assert "leads" in undone.topics
    assert dump(services, stamps=False) == before
    assert services.leads.get(known.id).score == 3
    assert services.undo.last() is not None


@pytest.mark.parametrize("what", ["edit", "note"])
def test_undo_refuses_what_somebody_has_changed_since(services: Services, what: str) -> None:
    report = bring(services, HEADINGS, *ROWS)
    lead = leads(services)[0]["id"]
    other = at_desk(services, SALES)
    if what == "edit":
        other.leads.edit(lead, {"score": 5})
    else:
        from solartui.domain.records import Subject

        other.notes.add(Subject("lead", lead), "later")
    before = dump(services)
    with pytest.raises(Refused, match="Not undone"):
        services.undo.undo(report.batch)
    assert dump(services) == before


def test_a_viewer_may_not_import(services: Services) -> None:
    viewer = at_desk(services, VIEWER)
    sheet = source(services, HEADINGS, *ROWS)
    for call in (viewer.imports.plan, viewer.imports.apply):
        with pytest.raises(NotPermitted):
            call(sheet)
    with pytest.raises(NotPermitted):
        viewer.imports.read(Path("none.xlsx"))


# ---- all or nothing


def test_an_error_half_way_leaves_nothing(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    add_contact(services, "Anna Żak", emails=("anna@x.pl",))
    before = dump(services)
    written = 0
    original = ImportWriter.write

    def failing(self: ImportWriter, decisions: object) -> None:
        nonlocal written
        original(self, decisions)  # type: ignore[arg-type]
        written += 1
        if written == 2:
            raise ValueError("a fault")

    monkeypatch.setattr(ImportWriter, "write", failing)
    rows = [(f"Osoba {i}", f"o{i}@x.pl", None, "Gdów", i, None) for i in range(1200)]
    with pytest.raises(ValueError, match="a fault"):
        services.imports.apply(source(services, HEADINGS, *rows))
    assert written == 2
    assert dump(services) == before
    monkeypatch.undo()
    assert counts(bring(services, HEADINGS, *rows)) == {"rows": 1200, "new": 1200}


@pytest.mark.parametrize("part", [0, 0.1, 0.5, 0.9, 1])
def test_stopping_is_quick_and_leaves_nothing(services: Services, part: float) -> None:
    before = bytes_of(services)
    sheet = source(services, HEADINGS, *((f"Osoba {i}", f"o{i}@x.pl") for i in range(1200)))
    looks, most = 0, 10_000

    def cancelled() -> bool:
        nonlocal looks
        looks += 1
        return looks > most

    # Each chunk of rows asks when it is decided, each row when it is written, and at last the commit.
    for call, asked in ((services.imports.plan, 4), (services.imports.apply, 4 + 1_200 + 1)):
        looks, most = 0, round(part * (asked - 1))
        with pytest.raises(Cancelled, match="Nothing was written"):
            call(sheet, cancelled=cancelled)
        assert looks == most + 1, "asked again at once"
    assert bytes_of(services) == before
    assert leads(services) == []


def test_too_little_room_is_found_out_before_the_work(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10**9, 10**9 - 10**4, 10**4))
    sheet = source(services, HEADINGS, *ROWS)
    with pytest.raises(Unavailable, match="The disk is too full: 4 rows need about"):
        services.imports.apply(sheet)
    assert services.imports.plan(sheet).new == 2


def test_a_database_that_cannot_be_written_to_is_one_line(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    from solartui.store import store

    def refuse(raw: sqlite3.Connection, patience: float) -> None:
        raw.execute("PRAGMA query_only = ON")
        raw.execute("BEGIN")

    monkeypatch.setattr(store, "take_lock", refuse)
    with pytest.raises(Unavailable) as caught:
        services.imports.apply(source(services, HEADINGS, *ROWS))
    assert "\n" not in caught.value.message


def test_a_database_that_was_deleted_is_noticed(services: Services) -> None:
    sheet = source(services, HEADINGS, *ROWS)
    services.store.path.unlink()
    with pytest.raises(Unavailable, match="was deleted"):
        services.imports.apply(sheet)


def test_a_mapping_that_cannot_be_remembered_does_not_spoil_the_import(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Unavailable("The database is busy.")

    monkeypatch.setattr("solartui.services.preferences.PreferenceService.set", busy)
    assert counts(bring(services, HEADINGS, *ROWS))["new"] == 2


# ---- refused rows


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_refused_rows_are_written_corrected_and_imported_again(services: Services, folder: Path, ending: str) -> None:
    add_lead(services, "Ewa Lis", emails=["ewa@x.pl"], city="Gdów")
    rows = [*ROWS[:3], ("Ewa Lis", "ewa@x.pl", None, "Gdów", 7, None)]
    sheet = source(services, HEADINGS, *rows)
    report = services.imports.apply(sheet).value
    assert counts(report) == {"rows": 4, "new": 2, "skipped": 1, "refused": 1, "linked": 1}
    file = folder / f"mend.{ending}"
    written = services.imports.write_refused(sheet, report, file)
    assert written.rows == 1
    with services.imports.read(file) as again:
        assert again.guess.headings == (*HEADINGS.split(";"), "Problem")
        ((_, cells),) = list(again.body())
        assert cells[0] == "Zły Wiersz"
        assert str(cells[-1]).startswith("E-mail: no-address is not an e-mail address.; Zużycie miesięczne: ")
        assert counts(services.imports.plan(again)) == {"rows": 1, "refused": 1}
    mended = source(services, HEADINGS + ";Problem", ("Zły Wiersz", "zly@x.pl", None, "Opole", 300, 40, cells[-1]))
    assert counts(services.imports.apply(mended).value) == {"rows": 1, "new": 1}


def test_refused_rows_mean_the_same_without_the_rows_that_told_how_to_read_them(
    services: Services, folder: Path
) -> None:
    headings = ["Klient", "E-mail", "Następny kontakt", "Zużycie miesięczne", "Zużycie roczne", "Ostatni kontakt"]
    sheet = services.imports.understand(
        replace(
            table(
                headings,
                ("Ola", "ola@x.pl", "05/13/2026", "1.234.567,5", "4.500", "05/13/2026 10:00 GMT"),
                ("Ela", "ela", "05/06/2026", "350.250", "12.125 kWh", 44000),
            ),
            since_1904=True,
        )
    )
    report = services.imports.plan(sheet)
    assert counts(report) == {"rows": 2, "new": 1, "refused": 1}
    for ending in ("xlsx", "csv"):
        services.imports.write_refused(sheet, report, folder / f"mend.{ending}")
        with services.imports.read(folder / f"mend.{ending}") as again:
            mended = services.imports.plan(again, USUAL.corrected((2, 1), "ela@x.pl"))
            assert counts(mended) == {"rows": 1, "new": 1}
            services.imports.apply(again, USUAL.corrected((2, 1), "ela@x.pl"))
        (lead,) = leads(services)
        assert lead["next_follow_up"].startswith("2026-05-06T")
        assert lead["last_contacted"].startswith("2024-06-19T")
        assert lead["monthly_kwh"] == 350_250
        services.undo.undo()
    services.imports.write_refused(sheet, report, folder / "mend.json")
    (row,) = json.loads((folder / "mend.json").read_text(encoding="utf-8"))
    assert list(row) == [*headings, "Problem"]
    assert (row["E-mail"], row["Zużycie roczne"]) == ("ela", "12125 kWh")


def test_reasons_of_the_last_time_give_way_to_those_of_this_time(services: Services, folder: Path) -> None:
    sheet = source(services, "Klient;E-mail;Problem", ("Ela", "ela", "E-mail: old"))
    services.imports.write_refused(sheet, services.imports.plan(sheet), folder / "mend.xlsx")
    with services.imports.read(folder / "mend.xlsx") as again:
        assert again.guess.headings == ("Klient", "E-mail", "Problem")
        assert "is not an e-mail address" in str(next(again.body())[1][2])


def test_refused_rows_go_to_a_file_that_can_be_written(services: Services, folder: Path) -> None:
    sheet = source(services, HEADINGS, *ROWS)
    report = services.imports.plan(sheet)
    with pytest.raises(Invalid):
        services.imports.write_refused(sheet, report, folder / "mend.pdf")
    with pytest.raises(NotFound):
        services.imports.write_refused(sheet, report, folder / "none" / "mend.xlsx")


# ---- hostile text


@pytest.mark.feature("B-13")
def test_hostile_text_is_stored_clean(services: Services) -> None:
    nasty = "[/]\x1b]52;c;ZWNobw==\x07\x9b31m\u202eevil\u200b"
    report = bring(
        services, "Klient;Uwagi;Miasto;Ulica", (nasty, nasty + "\n\x00two", "[@click=app.quit]x[/]", "'; --")
    )
    assert counts(report) == {"rows": 1, "new": 1}
    (lead,) = leads(services)
    text = json.dumps(lead, ensure_ascii=False)
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 or sign in "\u202e\u200b" for sign in text)
    assert lead["address"]["city"] == "[@click=app.quit]x[/]"


def test_a_name_of_nothing_that_is_seen_is_no_name(services: Services) -> None:
    report = plan(services, "Klient;Miasto", ("\u200b\u202e", "Gdów"))
    assert reasons(report) == [(2, "", "Nobody is named: a name, company, e-mail or phone is needed.")]


def test_a_contact_that_has_not_happened_yet_is_left_out_with_a_word(services: Services) -> None:
    report = bring(services, "Imię i nazwisko;Miasto;Ostatni kontakt", ("Jan Kot", "Gdów", "2199-01-01"))
    assert counts(report) == {"rows": 1, "new": 1}
    assert reasons(report) == [(2, "Ostatni kontakt", "What has not happened yet is a follow-up.")]
    assert leads(services)[0]["last_contacted"] is None
