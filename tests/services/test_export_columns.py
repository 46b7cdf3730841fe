"""Which columns an export has, what its cells hold, and what is never in it unless somebody asks."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.errors import Invalid
from solartui.domain.importing.fields import BY_KEY, EXPORT_ONLY
from solartui.domain.listing import Sort
from solartui.domain.records import Subject
from solartui.domain.selection import Chosen
from solartui.i18n import use_language
from solartui.services.export_cells import cell_of, note_cell
from solartui.services.exports import EXPORTED, chosen_fields, format_of
from solartui.services.record_exports import ExportOptions
from tests.desk import VIEWER, add_lead, at_desk

if TYPE_CHECKING:
    from solartui.domain.leads import Lead
    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-13")


@pytest.fixture
def lead(services: Services) -> Lead:
    """A lead with everything that cells are made of."""
    return add_lead(
        services,
        "Anna Żak",
        emails=("anna@x.pl", "a@y.pl"),
        phones=("601 234 567",),
        street="Lipowa 8",
        postcode="30-001",
        city="Kraków",
        country="PL",
        latitude=50.0,
        longitude=-0.5,
        monthly_kwh=100.5,
        assignee="North",
        next_follow_up=datetime(2026, 12, 1, 8, tzinfo=UTC),
    )


def written(services: Services, form: str, *columns: str, **options: Any) -> str:
    """An export to a stream, as text."""
    target = io.BytesIO()
    services.exports.write(target, form, ExportOptions(columns=columns, **options))
    return target.getvalue().decode("utf-8-sig")


def row_of(services: Services, *columns: str) -> dict[str, str]:
    """The one lead of an export, by heading."""
    (row,) = csv.DictReader(io.StringIO(written(services, "csv", *columns)))
    return row


# ---- columns


def test_who_asks_for_nothing_gets_all_that_can_come_back() -> None:
    assert chosen_fields(()) == EXPORTED
    assert {"id", "version", "contact_name", "email", "stage"} <= set(EXPORTED)
    assert "note" not in EXPORTED
    assert all(BY_KEY[key].exported for key in EXPORTED)


def test_a_choice_begins_with_the_number_and_has_nothing_twice() -> None:
    assert chosen_fields(("city", "id", "city")) == ("id", "city")
    assert chosen_fields(("contact", "phone")) == ("id", "contact_name", "phone", "email")
    assert chosen_fields(("location",)) == ("id", "street", "postcode", "city", "region")


def test_half_a_place_brings_the_other_half() -> None:
    for half in ("latitude", "longitude"):
        assert chosen_fields((half,)) == ("id", "latitude", "longitude")


@pytest.mark.parametrize("name", ["first_name", "nonsense", "", "ID", "\x1b[2J" * 30])
def test_a_column_that_is_none_is_told_with_those_that_are(name: str) -> None:
    with pytest.raises(Invalid) as caught:
        chosen_fields(("city", name))
    assert caught.value.field == "columns"
    assert "Columns: id, name," in caught.value.message
    assert caught.value.message.isprintable()


@pytest.mark.parametrize(
    ("name", "asked", "form"), [("a.CSV", None, "csv"), ("a", "XLSX", "xlsx"), ("a.csv", "json", "json")]
)
def test_the_format_is_the_one_asked_for_or_that_of_the_name(name: str, asked: str | None, form: str) -> None:
    assert format_of(Path(name), asked) == form


@pytest.mark.parametrize(("name", "asked"), [("a", None), ("a.pdf", None), ("a.csv", "ods"), ("\x1b[2J.x", None)])
def test_other_formats_are_refused(name: str, asked: str | None) -> None:
    with pytest.raises(Invalid, match="xlsx, csv, json") as caught:
        format_of(Path(name), asked)
    assert caught.value.message.isprintable()


def test_a_folder_is_named_where_a_file_was_meant() -> None:
    with pytest.raises(Invalid, match=r"^\. is no format"):
        format_of(Path())


# ---- cells


def test_cells_are_words_for_people(services: Services, lead: Lead) -> None:
    row = row_of(services, "contact_kind", "stage", "coordinates", "annual_kwh", "assignee", "email", "address")
    assert row["Lead ID"] == str(lead.id)
    assert (row["Contact kind"], row["Lead status"], row["Assignee"]) == ("Person", "Open", "North")
    assert (row["Coordinates"], row["Annual use (kWh)"]) == ("50, -0.5", "1206")
    assert "anna@x.pl" in row["E-mail"]
    assert "a@y.pl" in row["E-mail"]
    assert "Lipowa 8" in row["Address"]


def test_headings_and_words_follow_the_language(services: Services, lead: Lead) -> None:
    assert written(services, "csv", "stage").splitlines() == ["Lead ID,Lead status", f"{lead.id},Open"]
    use_language("pl")
    try:
        heading, row = written(services, "csv", "stage").splitlines()
    finally:
        use_language("en")
    # A Polish spreadsheet parts cells with semicolons.
    assert heading.endswith(";Status leada")
    assert row == f"{lead.id};Otwarte"


def test_other_programs_get_keys_in_every_language(services: Services, lead: Lead) -> None:
    texts = []
    for language in ("en", "pl"):
        use_language(language)
        try:
            texts.append(written(services, "json", "stage", "contact_kind", "next_follow_up"))
        finally:
            use_language("en")
    assert texts[0] == texts[1]
    (document,) = json.loads(texts[0])
    assert (document["id"], document["stage"], document["contact_kind"]) == (lead.id, "open", "person")
    assert document["next_follow_up"].startswith("2026-12-01T08:00")


def test_what_is_not_known_is_blank(services: Services) -> None:
    add_lead(services, "Jan")
    row = row_of(services, "coordinates", "annual_kwh", "assignee", "last_contacted", "consumption_1", "company")
    assert {key: value for key, value in row.items() if value} == {"Lead ID": "1"}


def test_a_month_is_taken_out_of_its_year() -> None:
    year = {"consumption": [float(month) for month in range(1, 13)]}
    assert cell_of("consumption_3", {}, plain=False)(year) == 3.0
    assert cell_of("consumption_12", {}, plain=True)({"consumption": []}) is None


def test_a_very_long_note_is_cut_between_signs() -> None:
    assert note_cell("short") == "short"
    assert note_cell("x" * 40_000) == "x" * 30_000
    cut = note_cell("x" + "😀" * 20_000)
    assert len(cut.encode("utf-16-le")) <= 60_000
    assert set(cut) == {"x", "😀"}


# ---- what is in it


def test_notes_are_internal_unless_somebody_asks(services: Services, lead: Lead) -> None:
    subject = Subject("lead", lead.id)
    services.notes.add(subject, "old words")
    services.notes.add(subject, "secret words")
    for form in ("csv", "json"):
        assert "words" not in written(services, form)
    assert row_of(services, "note")["Note"] == "secret words"


def test_the_filter_the_order_and_the_choice_decide(services: Services, lead: Lead) -> None:
    others = [add_lead(services, name).id for name in ("Bogdan", "Celina")]
    text = written(services, "csv", "contact_name", sort=Sort("id"))
    assert [row["Lead ID"] for row in csv.DictReader(io.StringIO(text))] == ["1", "2", "3"]
    assert "Celina" not in written(services, "csv", "contact_name", query="bogdan")
    only = written(services, "csv", "contact_name", chosen=Chosen.of([others[1]]))
    assert [row["Contact"] for row in csv.DictReader(io.StringIO(only))] == ["Celina"]
    assert lead.id == 1


def test_what_is_chosen_comes_in_the_order_of_the_list(services: Services, lead: Lead) -> None:
    """Marks are set in any order, and what a filter chose has none of its own."""
    for number, (name, latitude) in enumerate((("Celina", 50.2), ("Bogdan", 50.1)), 2):
        add_lead(services, name, latitude=latitude, longitude=-0.5, emails=(f"o{number}@x.pl",))

    def numbers(chosen: Chosen, sort: Sort, query: str = "") -> list[str]:
        text = written(services, "csv", "contact_name", sort=sort, chosen=chosen, query=query)
        return [row["Lead ID"] for row in csv.DictReader(io.StringIO(text))]

    assert numbers(Chosen.of([2, 3, 1]), Sort("name")) == ["1", "3", "2"]
    assert numbers(Chosen.of([2, 3, 1, 99]), Sort("id", descending=True)) == ["3", "2", "1"]
    everything = Chosen((), "", frozenset({1}))
    assert numbers(everything, Sort("name")) == ["3", "2"]
    near = "near:50,-0.5,100km"
    assert numbers(Chosen.of([2, 3, 1]), Sort("distance"), near) == ["1", "3", "2"]
    assert numbers(Chosen((), near, frozenset({1})), Sort("distance", descending=True), near) == ["2", "3"]


def test_a_note_that_no_cell_can_hold_is_told(services: Services, lead: Lead) -> None:
    services.notes.add(Subject("lead", lead.id), "x" * 40_000)
    for form, cut, length in (("xlsx", 1, 0), ("csv", 1, 30_000), ("json", 0, 40_000)):
        target = io.BytesIO()
        report = services.exports.write(target, form, ExportOptions(columns=("note",)))
        assert report.cut_cells == cut
        assert form == "xlsx" or "x" * length in target.getvalue().decode("utf-8-sig")


def test_nothing_found_is_headings_and_no_row(services: Services, lead: Lead) -> None:
    assert lead.id
    assert len(written(services, "csv", "city", query="nobody").splitlines()) == 1
    assert json.loads(written(services, "json", "city", query="nobody")) == []
    with pytest.raises(Invalid):
        written(services, "csv", query="nonsense:3")


def test_a_viewer_exports_what_everybody_reads(services: Services, lead: Lead) -> None:
    assert "Kraków" in written(at_desk(services, VIEWER), "csv", "city")
    assert lead.id


def test_what_only_goes_out_is_marked_so() -> None:
    assert {"created_at", "updated_at", "version", "respond_by", "converted"} <= EXPORT_ONLY
    assert all(BY_KEY[key].exported and not BY_KEY[key].imported for key in EXPORT_ONLY)
