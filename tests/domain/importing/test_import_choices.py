"""Yes and no, types, stages and countries in the words of people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui import i18n
from solartui.domain.errors import Invalid
from solartui.domain.importing.choices import choice, source, stage, yes_no
from solartui.domain.importing.countries import country
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.vocabulary import ContactKind, GridConnection, LeadType, Source, StageKind, label

if TYPE_CHECKING:
    from enum import StrEnum

    from solartui.domain.importing.cells import Cell

pytestmark = pytest.mark.feature("B-68")


@pytest.mark.parametrize(
    "cell", ["tak", "TAK", "Tak!", "t", "yes", "Y", "true", "PRAWDA", "x", "X", "1", 1, 1.0, True, "✓", "ok", "+"]
)
def test_yes(cell: Cell) -> None:
    assert yes_no(cell) is True


@pytest.mark.parametrize("cell", ["nie", "NIE.", "n", "no", "false", "FAŁSZ", "0", 0, 0.0, False, "brak"])
def test_no(cell: Cell) -> None:
    assert yes_no(cell) is False


@pytest.mark.parametrize("cell", ["", None, "-", "?", "nie wiem", "b/d", " "])
def test_neither_is_nothing(cell: Cell) -> None:
    assert yes_no(cell) is None


@pytest.mark.parametrize("cell", ["może", "5 kWp", 2, 0.5, "#N/A", "tak/nie"])
def test_anything_else_is_refused(cell: Cell) -> None:
    with pytest.raises(Invalid):
        yes_no(cell)


@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        ("type", "dom", "residential"), ("type", "Dom jednorodzinny", "residential"), ("type", "DOMEK", "residential"),
        ("type", "dom jednorodzinny w zabudowie bliźniaczej", "residential"), ("type", "Mieszkaniowy", "residential"),
        ("type", "residential", "residential"), ("type", "firma", "commercial"), ("type", "Komercyjny", "commercial"),
        ("type", "hala produkcyjna", "industrial"), ("type", "Przemysłowy", "industrial"),
        ("type", "rolnik", "agricultural"), ("type", "Gospodarstwo rolne", "agricultural"),
        ("type", "gospodarstwo domowe", "residential"), ("type", "Rolniczy", "agricultural"),
        ("grid_connection", "on grid", "on_grid"), ("grid_connection", "On-Grid", "on_grid"),
        ("grid_connection", "ON_GRID", "on_grid"), ("grid_connection", "sieciowa", "on_grid"),
        ("grid_connection", "wyspowa", "off_grid"), ("grid_connection", "off grid", "off_grid"),
        ("grid_connection", "Zero Injection", "zero_injection"), ("grid_connection", "zero-export", "zero_injection"),
        ("grid_connection", "bez oddawania do sieci", "zero_injection"),
        ("contact_kind", "osoba fizyczna", "person"), ("contact_kind", "B2B", "company"),
        ("contact_kind", "Klient indywidualny", "person"), ("contact_kind", "spółka z o.o.", "company"),
    ],
)  # fmt: skip
def test_words_are_understood(field: str, text: str, key: str) -> None:
    assert choice(field, text) == key


@pytest.mark.parametrize(
    ("field", "text"),
    [("type", "statek"), ("type", "dom i firma"), ("grid_connection", "hybrydowa"), ("type", "#REF!")],
)
def test_unknown_words_are_refused_with_the_choices(field: str, text: str) -> None:
    with pytest.raises(Invalid) as caught:
        choice(field, text)
    if text[0] != "#":
        assert label(LeadType.AGRICULTURAL if field == "type" else GridConnection.OFF_GRID) in caught.value.message


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language in turn."""
    before = i18n.language()
    i18n.use_language(request.param)
    yield request.param
    i18n.use_language(before)


@pytest.mark.feature("B-69")
@pytest.mark.parametrize(
    ("field", "options"),
    [("type", LeadType), ("grid_connection", GridConnection), ("contact_kind", ContactKind), ("source", Source)],
)
def test_our_own_words_come_back_in_every_language(field: str, options: type[StrEnum], language: str) -> None:
    written = [label(option) for option in options]
    for other in i18n.LANGUAGES:
        i18n.use_language(other)
        read = [source(text) if field == "source" else choice(field, text) for text in written]
        assert read == [option.value for option in options], (language, other)


def test_a_source_of_another_kind_is_kept_as_it_stands() -> None:
    assert source(" Targi  Kielce 2025 ") == "Targi Kielce 2025"
    assert source("ręcznie") == "manual_entities"
    assert source("-") is None
    with pytest.raises(Invalid):
        source("#N/A")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("open", "open"), ("Otwarte", "open"), ("nowy", "open"), ("Site visit", "site_visit"),
        ("site_visit", "site_visit"), ("WIZJA LOKALNA", "site_visit"), ("oględziny", "site_visit"),
        ("Utracone", "lost"), ("rezygnacja", "lost"), ("wygrany", "converted"), ("Zamknięte", "closed"), ("", None),
        ("brak", None),
    ],
)  # fmt: skip
def test_stages(text: str, key: str | None) -> None:
    assert stage(text, SEEDED) == key


def test_stages_of_the_desk_count_and_no_others() -> None:
    own = Stage("audit", "Audit", "Audyt", StageKind.WORKING, 1, "open", "○")
    assert stage("audyt", (own,)) == "audit"
    with pytest.raises(Invalid, match="none of: Audit"):
        stage("oględziny", (own,))


@pytest.mark.parametrize(
    ("text", "code"),
    [("Polska", "PL"), ("poland", "PL"), ("PL", "PL"), ("pl", "PL"), ("Republika Czeska", "CZ"), ("UK", "GB"),
     ("Łotwa", "LV"), ("jp", "JP"), ("-", None), (None, None)],
)  # fmt: skip
def test_countries(text: str | None, code: str | None) -> None:
    assert country(text) == code


@pytest.mark.parametrize("text", ["Narnia", "P1", "#N/D", 48.0])
def test_unknown_countries_are_refused(text: Cell) -> None:
    with pytest.raises(Invalid):
        country(text)


@given(st.text(max_size=20) | st.floats() | st.booleans() | st.none())
def test_anything_is_taken_or_refused(cell: Cell) -> None:
    for read in (yes_no, country, lambda cell: choice("type", cell), lambda cell: stage(cell, SEEDED), source):
        with suppress(Invalid):
            read(cell)


@pytest.mark.parametrize(("sign", "meaning"), [("✅", True), ("❌", False), ("✗", False), ("✘", False)])
def test_signs_of_telephones_say_yes_and_no(sign: str, meaning: bool) -> None:
    assert yes_no(sign) is meaning


def test_what_address_books_write_for_nobody_knows_is_nothing() -> None:
    assert choice("gender", "Unspecified") is None
