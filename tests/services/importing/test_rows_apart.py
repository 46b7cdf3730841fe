"""Rows that another process decides become what they would become here, whatever becomes of that process."""

from __future__ import annotations

import os
import signal
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from solartui.domain.drafts import ContactDraft
from solartui.domain.errors import Cancelled
from solartui.domain.importing.guess import guess
from solartui.domain.importing.values import ColumnStyle, Desk
from solartui.domain.query.document import numbered, search_text
from solartui.i18n import use_language
from solartui.services import import_apart
from solartui.services.import_apart import Apart, decided, several_processors
from solartui.services.import_decision import Decision, Fate
from solartui.services.import_identity import emails_of, folded, lead_name, phones_of
from solartui.services.import_options import USUAL, ImportOptions
from solartui.services.import_planning import Planning
from solartui.services.import_reading import AT_ONCE, Reading
from tests.services.importing.sheets import counts, leads, source, table, without_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solartui.adapters.workbook_reader import Table
    from solartui.services.container import Services
    from solartui.services.import_planning import Decided

pytestmark = pytest.mark.feature("B-68")

ROWS = 2 * AT_ONCE + 200
HEADINGS = ["Klient", "E-mail", "Telefon", "Miasto", "Następny kontakt", "Dach"]


def row(number: int) -> tuple[object, ...]:
    """Somebody, with all that JSON and other processes have to be told apart; each seventh one is refused."""
    mail = "no address" if number % 7 == 0 else f"o{number}@x.pl"
    when = datetime(2026, 11, 3, 9, number % 60) if number % 2 else date(2026, 11, 3)  # noqa: DTZ001
    return f"Żółć {number} – Łódź", mail, f"601 00 {number:04}", "Łódź", when, number / 4


@pytest.fixture
def sheet() -> Iterator[Table]:
    """A sheet of some hundred rows."""
    with table(HEADINGS, *map(row, range(ROWS))) as made:
        yield made


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few rows are many."""
    monkeypatch.setattr(import_apart, "_WORTH_IT", 50)
    monkeypatch.setattr(import_apart, "several_processors", lambda: True)


def reading(sheet: Table, **more: object) -> Reading:
    """How a sheet is read whose headings say it."""
    found = guess(sheet.head(3))
    corrections: dict[tuple[int, int], str] = {(150, 0): "Ktoś inny"}
    return Reading(found, {0: ColumnStyle()}, Desk(**more), corrections, leads=True)  # type: ignore[arg-type]


def planning(services: Services, sheet: Table, **more: object) -> Planning:
    """How a sheet is decided whose headings say it."""
    desk = services.imports._desk
    return Planning(reading(sheet, **more), USUAL.policies, frozenset({7, 9}), desk.actor, desk.store.clock())


def fates(services: Services, sheet: Table, how: Planning, waiting: Apart | None = None) -> list[Decision]:
    """What becomes of the rows, whichever process says it."""
    return [one for _, chunk in decided(how, sheet, services.imports._desk, waiting) for one in chunk]


def here(services: Services, sheet: Table, how: Planning) -> list[Decision]:
    """What becomes of the rows as this process decides."""
    with services.store.reading() as connection:
        return [one for _, chunk in how.decided(connection, sheet.rows()) for one in chunk]


def said(services: Services) -> list[tuple[object, ...]]:
    """What was brought in; numbers go on after an undo."""
    with services.store.reading() as connection:
        return connection.execute(
            "SELECT l.name, l.name_key, l.contact_key, l.city_key, c.name, c.name_fold, e.address, p.number, p.e164 "
            "FROM lead l JOIN contact c ON c.id = l.contact_id LEFT JOIN contact_email e ON e.contact_id = c.id "
            "LEFT JOIN contact_phone p ON p.contact_id = c.id ORDER BY l.id"
        ).fetchall()


@pytest.mark.parametrize("language", ["en", "pl"])
def test_both_processes_decide_alike(services: Services, sheet: Table, language: str) -> None:
    use_language(language)
    try:
        how = planning(services, sheet, since_1904=True, words={"city": {"lodz": "Gdańsk"}})
        found = fates(services, sheet, how)
        assert found == here(services, sheet, how)
    finally:
        use_language("en")
    assert {one.draft.values.get("city") for one in found} == {"Gdańsk", None}
    assert Counter(one.fate for one in found) == {Fate.NEW: 1_027, Fate.REFUSED: 171, Fate.SKIPPED: 2}


def test_rows_are_decided_by_what_the_desk_knows(services: Services, sheet: Table) -> None:
    known = services.contacts.create(ContactDraft(name="Anna Nowak", emails=("o4@x.pl",))).value
    found = {one.draft.number: one for one in fates(services, sheet, planning(services, sheet))}
    assert (found[6].who, found[6].linked) == (known.id, True)
    assert not found[8].linked


def test_one_that_waits_is_used_once(services: Services, sheet: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = Apart(sheet.handle)
    how = planning(services, sheet)
    expected = here(services, sheet, how)
    assert waiting.can_read(sheet)
    assert fates(services, sheet, how, waiting) == expected
    assert not waiting.can_read(sheet)
    assert fates(services, sheet, how, waiting) == expected
    waiting.close()
    monkeypatch.setattr(import_apart, "several_processors", lambda: False)
    monkeypatch.setattr(import_apart, "Apart", None)
    assert fates(services, sheet, how) == expected


@pytest.mark.parametrize("before", [0, 1, 3])
def test_what_a_process_that_died_did_not_come_to_is_decided_here(
    services: Services, sheet: Table, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    answers = Apart.answers

    def dying(apart: Apart) -> Iterator[Decided | None]:
        for place, chunk in enumerate(answers(apart)):
            if place == before:
                os.kill(apart._process.pid, signal.SIGKILL)
                return
            yield chunk

    monkeypatch.setattr(Apart, "answers", dying)
    how = planning(services, sheet)
    assert fates(services, sheet, how) == here(services, sheet, how)


def test_an_answer_that_breaks_off_is_no_answer(services: Services, sheet: Table) -> None:
    apart = Apart(sheet.handle)
    with closing(apart):
        os.kill(apart._process.pid, signal.SIGKILL)
        apart._process.wait()
        apart.tell(planning(services, sheet), sheet, services.store.path)
        assert list(apart.answers()) == []


def test_none_stays_behind_when_somebody_stops(
    services: Services, sheet: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Apart] = []
    begin = Apart.__init__

    def noting(apart: Apart, handle: int) -> None:
        begin(apart, handle)
        made.append(apart)

    monkeypatch.setattr(Apart, "__init__", noting)
    looks = iter([False])
    other = source(services, ";".join(HEADINGS), *map(row, range(ROWS)))
    with pytest.raises(Cancelled):
        services.imports.plan(other, cancelled=lambda: next(looks, True))
    assert [apart._process.poll() for apart in made] == [-signal.SIGKILL]
    # One that is left alone ends with the pipe to it.
    lonely = Apart(sheet.handle)
    assert lonely._process.stdin is not None
    lonely._process.stdin.close()
    assert lonely._process.wait(10) == 0
    lonely.close()


def test_an_import_is_the_same_with_one_process_and_with_two(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [row(number % 90) for number in range(120)]
    sheet = source(services, ";".join(HEADINGS[:5]), *(cells[:5] for cells in rows))
    options = ImportOptions(excluded=frozenset({20, 60}), corrections={(9, 1): "ala@x.pl"})
    planned = services.imports.plan(sheet, options)
    done = services.imports.apply(sheet, options).value
    assert without_kind(planned) == without_kind(done)
    assert counts(done)["new"] == 77
    brought = said(services)
    services.undo.undo()
    assert leads(services) == []
    monkeypatch.setattr(import_apart, "several_processors", lambda: False)
    again = services.imports.apply(sheet, options).value
    assert without_kind(again) == without_kind(done)
    assert said(services) == brought


def test_the_words_to_search_for_are_those_of_the_lead_that_is_made(sheet: Table) -> None:
    for draft, identity, search in (one for chunk in reading(sheet).chunks(sheet.rows()) for one in chunk):
        if identity is None:
            assert draft.problems
            continue
        assert search is not None
        name, values = lead_name(draft), draft.values
        assert identity.lead == folded(name)
        assert numbered(search, 7) == search_text(
            lead_id=7,
            name=name,
            contact=str(values["contact_name"]),
            street=None,
            postcode=None,
            city="Łódź",
            region=None,
            channel=None,
            emails=emails_of(draft),
            phones=phones_of(draft),
        )


def test_a_sheet_closes_what_waits_for_it(services: Services) -> None:
    sheet = source(services, "Klient", ("Jan",))
    waiting = Apart(sheet.table.handle)
    with replace(sheet, apart=waiting):
        assert waiting._process.poll() is None
    assert waiting._process.poll() == -signal.SIGKILL


def test_one_processor_is_not_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {3})
    assert not several_processors()
    monkeypatch.setattr("os.sched_getaffinity", lambda _process: {0, 3})
    assert several_processors()
    monkeypatch.delattr("os.sched_getaffinity")
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert not several_processors()
