"""Any rows against any desk: the plan tells what happens, a second import changes nothing, undo restores everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from solartui.domain.importing.policies import OnDuplicate
from solartui.services.import_decision import Fate
from solartui.services.import_options import ImportOptions
from tests.desk import add_contact, add_lead
from tests.services.importing.sheets import bring, bring_again, dump, hold
from tests.services.importing.test_export_comes_back import fresh_desk

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-68")

HEADINGS = (
    "Lead ID;Lead name;Klient;Firma;E-mail;Telefon;Ulica;Miasto;Status;Powód utraty;Handlowiec;Właściciel;Ocena;"
    "Ostatni kontakt;Uwagi;Zarchiwizowane;Zużycie roczne;Źródło;Wersja;ID kontaktu"
)
# Few different values, so that rows meet each other and the desk.
NAMES = st.sampled_from([None, "Anna Nowak", "anna nowak", "Jan Kot", "Dach"])
COMPANIES = st.sampled_from([None, None, None, "Dach", "Słońce"])
EMAILS = st.sampled_from([None, None, "a@x.pl", "b@x.pl", "A@x.pl, b@x.pl", "c@x.pl", "d@x.pl; a@x.pl"])
PHONES = st.sampled_from([None, None, "601234567", "+48 601 234 567", "602345678, 601234567", "0412 345 678"])
STREETS = st.sampled_from([None, "Lipowa 8", "Polna 1"])
CITIES = st.sampled_from([None, "Kraków", "Gdów"])
ROWS = st.tuples(
    st.sampled_from([None, None, None, 1, 2, 3, 99]),
    st.sampled_from([None, None, "Dom", "Firma"]),
    NAMES, COMPANIES, EMAILS, PHONES, STREETS, CITIES,
    st.sampled_from([None, None, "Otwarte", "Skontaktowano", "Przypisane", "Utracone", "Przekonwertowane"]),
    st.sampled_from([None, None, "za drogo"]),
    st.sampled_from([None, None, "Anna Nowak", "North", "brak", "Nikodem"]),
    st.sampled_from([None, None, "Piotr Żak"]),
    st.sampled_from([None, 5, 7]),
    st.sampled_from([None, "2026-03-04 12:00", "2026-03-05"]),
    st.sampled_from([None, None, "dzwonić", "płaski dach"]),
    st.sampled_from([None, None, "tak", "nie"]),
    st.sampled_from([None, 1000, "3600"]),
    st.sampled_from([None, "Targi", "Company LeadGen"]),
    st.just(1),
    st.sampled_from([None, None, None, 1, 2, 77]),
)  # fmt: skip
DESKS = st.lists(
    st.tuples(NAMES, st.sampled_from([None, "a@x.pl", "b@x.pl"]), PHONES, STREETS, CITIES, st.booleans()), max_size=4
)
POLICIES = st.sampled_from(list(OnDuplicate))


def furnish(services: Services, desk: list[Any]) -> None:
    """Put some leads on a desk."""
    taken: dict[str, int] = {}
    for name, email, phones, street, city, company in desk:
        fields: dict[str, Any] = {"street": street, "city": city}
        if email in taken:
            add_lead(services, contact_id=taken[email], **fields)
            continue
        numbers = tuple(phones.split(", ")) if phones else ()
        kind, emails = "company" if company else "person", (email,) if email else ()
        contact = add_contact(services, name or "Ktoś", kind=kind, emails=emails, phones=numbers)
        if email:
            taken[email] = contact.id
        if not company or city:
            add_lead(services, contact_id=contact.id, **fields)


def known_numbers(services: Services, rows: list[Any]) -> list[Any]:
    """Rows that name leads and contacts of the desk, or none: a number that is taken later is another story.

    Nor does a row with a number give its lead the name or place that another row goes by.
    """
    with services.store.reading() as connection:
        most = [connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("lead", "contact")]

    def number(value: int | None, limit: int) -> int | None:
        return value if value is None or value <= limit else 9_999

    named = [(number(row[0], most[0]), *row[1:-1], number(row[-1], most[1])) for row in rows]
    return [row if row[0] is None else (row[0], None, None, None, *row[4:6], None, None, *row[8:]) for row in named]


def check(template: Path, desk: list[Any], rows: list[Any], policy: OnDuplicate) -> None:
    """Plan, do, import again, undo, redo, undo."""
    options = ImportOptions(policy)
    with fresh_desk(template) as (services, _):
        furnish(services, desk)
        rows = known_numbers(services, rows)
        before = dump(services, stamps=False)
        report = bring(services, HEADINGS, *rows, options=options)
        done = dump(services)
        # A row that was refused may find its contact when other rows have told more of it.
        refused = {number for number, fate in report.fates.items() if fate is Fate.REFUSED}
        sound = [row for number, row in enumerate(rows, 2) if number not in refused]
        bring_again(services, HEADINGS, *sound, options=options)
        assert dump(services) == done
        if report.batch is None:
            assert dump(services, stamps=False) == before
            return
        full = dump(services, stamps=False)
        services.undo.undo(report.batch)
        assert dump(services, stamps=False) == before
        services.undo.redo()
        assert dump(services, stamps=False) == full
        services.undo.undo(report.batch)
        assert dump(services, stamps=False) == before


QUICK = settings(max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@QUICK
@given(desk=DESKS, rows=st.lists(ROWS, min_size=1, max_size=7), policy=POLICIES)
def test_plan_execution_second_run_and_undo_agree(
    template: Path, desk: list[Any], rows: list[Any], policy: OnDuplicate
) -> None:
    check(template, desk, rows, policy)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@settings(QUICK, max_examples=5000)
@given(desk=DESKS, rows=st.lists(ROWS, min_size=1, max_size=12), policy=POLICIES)
def test_they_agree_for_very_many_sheets(template: Path, desk: list[Any], rows: list[Any], policy: OnDuplicate) -> None:
    check(template, desk, rows, policy)


@settings(QUICK, max_examples=15)
@given(
    desk=DESKS,
    rows=st.lists(ROWS, min_size=3, max_size=7),
    policy=POLICIES,
    size=st.integers(1, 3),
    everything=st.booleans(),
)
def test_it_does_not_matter_where_a_chunk_of_rows_ends_nor_whether_all_is_planned_first(
    template: Path, desk: list[Any], rows: list[Any], policy: OnDuplicate, *, size: int, everything: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        hold(patch, everything=everything)
        patch.setattr("solartui.services.import_reading.AT_ONCE", size)
        patch.setattr("solartui.store.shelf.MOST", size)
        check(template, desk, rows, policy)
