"""The small records that everything is made of: addresses, stages, orders, people, errors, and links to a site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, replace

import pytest

from solartui.domain import errors
from solartui.domain.directions import directions_link
from solartui.domain.errors import Refused, SolarError, Stale
from solartui.domain.leads import Address
from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.domain.stages import SEEDED, stage_named
from solartui.domain.vocabulary import LABELS, GridConnection, LeadType, StageKind, label
from solartui.i18n import ntr, preferred_language, tr, use_language
from tests.ui.test_preview import lead


@pytest.fixture
def polish() -> Iterator[None]:
    """Everything in Polish."""
    use_language("pl")
    yield
    use_language("en")


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (Address("ul. Lipowa 8", "32-400", "Myślenice", "małopolskie", "PL"),
         "ul. Lipowa 8, 32-400 Myślenice, małopolskie, PL"),
        (Address(city="Kraków"), "Kraków"),
        (Address(postcode="30-001"), "30-001"),
        (Address(street="Długa 1", country="PL"), "Długa 1, PL"),
        (Address(), ""),
        (Address("", "", "", "", ""), ""),
    ],
)  # fmt: skip
def test_an_address_is_one_line_in_the_order_of_an_envelope(address: Address, text: str) -> None:
    assert address.text == text


@pytest.mark.feature("B-162")
@pytest.mark.parametrize(
    ("address", "point", "known"),
    [
        (Address(city="Kraków"), (None, None), True),
        (Address(postcode="30-001"), (None, None), True),
        (Address(street="Długa 1", region="małopolskie", country="PL"), (None, None), False),
        (Address(), (50.0, 20.0), True),
        (Address(), (0.0, 0.0), True),
        (Address(), (50.0, None), False),
        (Address(), (None, None), False),
    ],
)
def test_what_counts_as_a_location(address: Address, point: tuple[float | None, float | None], known: bool) -> None:
    assert lead(address=address, latitude=point[0], longitude=point[1]).has_location is known


@pytest.mark.feature("B-96")
def test_the_way_to_a_site_is_by_coordinates_or_else_by_address() -> None:
    town = Address("ul. Długa & 1/2", "30-001", "Łódź", None, "PL")
    start = "https://www.google.com/maps/dir/?api=1&destination="
    assert directions_link(town, 49.98738, -20.0) == f"{start}49.987380,-20.000000"
    assert directions_link(town, None, 20.0) == (
        f"{start}ul.%20D%C5%82uga%20%26%201%2F2%2C%2030-001%20%C5%81%C3%B3d%C5%BA%2C%20PL"
    )
    assert directions_link(Address(street="Długa 1"), None, None) is None


@pytest.mark.feature("B-45", "B-46", "B-47", "B-48", "B-49", "B-50", "B-51")
def test_the_seven_stages_have_their_words_glyphs_and_kinds(polish: None) -> None:
    words = ["Otwarte", "Skontaktowano", "Przypisane", "Wizja lokalna", "Przekonwertowane", "Utracone", "Zamknięte"]
    assert [stage.label for stage in SEEDED] == words
    assert [stage.position for stage in SEEDED] == list(range(1, 8))
    assert len({stage.glyph for stage in SEEDED}) == len({stage.hue for stage in SEEDED}) == 7
    assert [stage.key for stage in SEEDED if stage.finished] == ["converted", "lost", "closed"]
    assert {stage.kind for stage in SEEDED} == set(StageKind)


@pytest.mark.parametrize(
    ("name", "key"),
    [("site_visit", "site_visit"), ("Site Visit", "site_visit"), ("site-visit", "site_visit"),
     ("WIZJA LOKALNA", "site_visit"),
     ("Zamknięte", "closed"), ("open", "open"), ("", None), ("visit", None), ("op", None)],
)  # fmt: skip
def test_a_stage_is_known_by_its_key_and_by_its_name_in_either_language(name: str, key: str | None) -> None:
    found = stage_named(SEEDED, name)
    assert (found.key if found else None) == key


@pytest.mark.parametrize("text", ["name", "-created_at", "city"])
def test_an_order_is_written_and_read_back(text: str) -> None:
    assert Sort.parse(text).text == text
    assert Sort.parse(NEWEST_FIRST.text) == NEWEST_FIRST


@pytest.mark.feature("B-70", "B-71")
def test_the_fixed_words_are_those_that_people_know(polish: None) -> None:
    assert [label(kind) for kind in LeadType] == ["Mieszkaniowy", "Komercyjny", "Przemysłowy", "Rolniczy"]
    assert [label(grid) for grid in GridConnection] == ["On-Grid", "Off-Grid", "Zero Injection"]
    assert all(label(value) for value in LABELS)


@pytest.mark.parametrize(
    ("name", "status"),
    [("Invalid", 2), ("NotFound", 3), ("Refused", 4), ("NotPermitted", 5), ("Unavailable", 6), ("Cancelled", 130)],
)
def test_every_error_has_the_status_that_scripts_rely_on(name: str, status: int) -> None:
    error = getattr(errors, name)("One line.")
    assert isinstance(error, SolarError)
    assert (error.exit_status, error.message, str(error)) == (status, "One line.", "One line.")


def test_a_clash_holds_both_versions_and_is_a_refusal() -> None:
    values = {"city": "Kraków"}
    clash = Stale("Ewa changed it.", "theirs", values, "Ewa")
    values["city"] = "Łódź"
    assert isinstance(clash, Refused)
    assert (clash.theirs, clash.yours, clash.by, clash.exit_status) == ("theirs", {"city": "Kraków"}, "Ewa", 4)


def test_records_are_never_changed() -> None:
    found = lead()
    with pytest.raises(FrozenInstanceError):
        found.name = "x"  # type: ignore[misc]
    assert replace(found, name="x").name == "x"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "pl_PL.UTF-8"}, "pl"),
        ({"LANG": "PL"}, "pl"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "pl_PL", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "pl_PL"}, "pl"),
        ({"LANG": "pl_PL", "LC_ALL": ""}, "pl"),
    ],
)
def test_the_environment_chooses_the_language(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert preferred_language() == language


def test_words_have_places_for_values_and_values_are_only_text() -> None:
    assert tr("There is no lead {id}.", id="{0.__class__}") == "There is no lead {0.__class__}."
    assert tr("a {brace} that nobody fills") == "a {brace} that nobody fills"
    assert tr("") == ""
    assert ntr("{count} lead", "{count} leads", 1) == "1 lead"
    assert ntr("{count} lead", "{count} leads", 0) == "0 leads"
    with pytest.raises(ValueError, match="xx"):
        use_language("xx")


@pytest.mark.parametrize(("count", "word"), [(1, "lead"), (2, "leady"), (5, "leadów"), (22, "leady"), (112, "leadów")])
def test_polish_has_three_forms_for_how_many(count: int, word: str, polish: None) -> None:
    assert ntr("{count} lead", "{count} leads", count) == f"{count} {word}"
