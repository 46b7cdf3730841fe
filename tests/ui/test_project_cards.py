"""What stands on the cards of projects: in the list, on the board, narrow and wide, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solartui.domain.board import Total
from solartui.domain.listing import ProjectLine
from solartui.domain.vocabulary import ProjectStage
from solartui.i18n import use_language
from solartui.widgets.cards.project_faces import ProjectBoardFace, ProjectListFace, ProjectWords
from solartui.widgets.cards.words import carried_by
from solartui.widgets.cells import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from solartui.widgets.parts import Part

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WORDS = ProjectWords(lambda: NOW)
STARTED, CHANGED = "2026-11-02T09:00:00.000000Z", "2026-11-20T09:00:00.000000Z"
FARM = ProjectLine(
    7, "Agro-Dach – Kraków", "quoting", None, "Jan Kowalski", "Kraków", "agricultural", "off_grid", 3, 49.5, None,
    12_345_600, 13_000_000, "PLN", "Anna Nowak", STARTED, CHANGED, 1, "PL", 50.06, 19.94, 6, 24,
)  # fmt: skip


@pytest.fixture
def polish() -> Iterator[None]:
    use_language("pl")
    yield
    use_language("en")


def text_of(parts: Sequence[Part]) -> str:
    """A line as it is read."""
    return "".join(text for text, _ in parts)


def card(width: int = 44, *, tall: bool = False, **fields: Any) -> list[str]:
    """The lines of a card of the list."""
    lines = ProjectListFace(WORDS).lines(FARM._replace(**fields), width, tall=tall)
    return [text_of(line) for line in lines]


def on_board(width: int = 26, *, tall: bool = False, by_stage: bool = True, **fields: Any) -> list[str]:
    """The lines of a card of the board."""
    lines = ProjectBoardFace(WORDS, by_stage=by_stage).lines(FARM._replace(**fields), width, tall=tall)
    return [text_of(line) for line in lines]


def test_three_lines_tell_what_for_whom_where_how_far_and_how_much() -> None:
    assert [line.split() for line in card()] == [
        ["◔", "Agro-Dach", "Anna", "Nowak"],
        ["Jan", "Kowalski", "Kraków"],
        ["━━──────", "6/24", "49.5", "kWp", "123", "456", "PLN"],
    ]
    assert all(width_of(line) == 44 for line in card())


def test_five_lines_under_the_cursor_tell_the_stage_the_kind_and_the_days() -> None:
    assert [line.split() for line in card(tall=True)] == [
        ["◔", "Agro-Dach", "◔", "Quoting"],
        ["Jan", "Kowalski", "Anna", "Nowak"],
        ["Kraków", "49.5", "kWp"],
        ["Agricultural", "·", "Off-Grid", "123", "456", "PLN"],
        ["━━──────", "6/24", "2", "Nov·20", "Nov"],
    ]


def test_a_customer_who_is_the_name_already_gives_way_to_the_kind() -> None:
    assert card(contact="Agro-Dach")[1].startswith("Agricultural · Off-Grid")
    assert card(contact="Agro-Dach", tall=True)[1].startswith("#7")
    assert card(contact=None)[1].startswith("no customer")
    assert on_board(30, tall=True, contact="Agro-Dach")[1].startswith("Agricultural · Off-Grid")


@pytest.mark.parametrize(
    ("fields", "line", "said"),
    [
        ({"capacity_kwp": None, "price_net": None}, 2, "━━────── 6/24"),
        ({"price_net": None}, 2, "━━────── 6/24                       49.5 kWp"),
        ({"done": 0, "total": 0}, 2, "no tasks"),
        ({"done": 24, "total": 24}, 2, "━━━━━━━━ 24/24"),
        ({"city": None}, 1, "PL"),
        ({"city": None, "country": None}, 1, "no place"),
        ({"assignee": None}, 0, "unassigned"),
        ({"outcome": "lost"}, 0, "✗ Agro-Dach"),
        ({"stage": "completed", "outcome": "completed"}, 0, "✓ Agro-Dach"),
    ],
)
def test_what_is_missing_or_over_is_said(fields: dict[str, Any], line: int, said: str) -> None:
    assert said in card(**fields)[line]


def test_the_board_tells_the_power_and_who_carries_it() -> None:
    assert [line.split() for line in on_board()] == [
        ["Agro-Dach"], ["Kraków", "49.5", "kWp"], ["━━──────", "6/24", "Anna", "Nowak"],
    ]  # fmt: skip
    assert [line.split() for line in on_board(tall=True)] == [
        ["Agro-Dach"], ["Jan", "Kowalski"], ["Kraków", "49.5", "kWp"], ["123", "456", "PLN"],
        ["━━──────", "6/24", "Anna", "Nowak"],
    ]  # fmt: skip
    assert on_board(tall=True, price_net=None)[3].strip() == "no price yet"
    assert on_board(20, city="Bukowina Tatrzańska")[1] == "Bukowina T… 49.5 kWp"
    assert on_board(20, city="Bukowina Tatrzańska", capacity_kwp=None)[1].strip() == "Bukowina Tatrzańska"


def test_in_columns_of_people_the_card_tells_the_stage() -> None:
    assert on_board(by_stage=False)[-1].split() == ["━━──────", "6/24", "◔", "Quoting"]
    assert on_board(17, by_stage=False)[-1].split() == ["━━──────", "6/24", "◔"]
    assert on_board(by_stage=False, outcome="closed")[-1].split() == ["━━──────", "6/24", "✗", "Closed"]


@pytest.mark.usefixtures("polish")
def test_in_polish() -> None:
    assert "Wycena" in card(tall=True)[0]
    assert "49,5 kWp" in card()[2]
    assert "Rolniczy" in card(tall=True)[3]


TEXTS = st.text(max_size=40)
LINES = st.builds(
    lambda text, stage, done, total: FARM._replace(
        name=text or "x", contact=text, city=text, assignee=text, stage=stage.value, done=done, total=total
    ),
    TEXTS, st.sampled_from(list(ProjectStage)), st.integers(0, 40), st.integers(0, 40),
)  # fmt: skip


@given(LINES, st.integers(1, 120), st.booleans(), st.sampled_from([ProjectBoardFace(WORDS), ProjectListFace(WORDS)]))
def test_no_line_is_wider_than_its_card(
    line: ProjectLine, width: int, tall: bool, face: ProjectBoardFace | ProjectListFace
) -> None:
    lines = face.lines(line, width, tall=tall)
    assert len(lines) == (5 if tall else 3)
    assert face.hue(line).startswith("hue.")
    if width >= 16:
        assert all(sum(width_of(part) for part, _ in one) <= width for one in lines)
    assert not any("\x1b" in text_of(one) or "\n" in text_of(one) for one in lines)


def test_the_bar_has_the_colour_of_the_stage() -> None:
    assert ProjectListFace(WORDS).hue(FARM) == "hue.contacted"
    assert ProjectBoardFace(WORDS).hue(FARM._replace(outcome="cancelled")) == "hue.lost"
    assert ProjectListFace(WORDS).town(FARM) == "Kraków"


@pytest.mark.parametrize(
    ("sums", "width", "said"),
    [
        ({}, 22, ("", "")),
        ({"kWp": 8.25, "PLN": 0.0}, 22, ("8.2 kWp", "")),
        ({"kWp": 1234.5, "PLN": 99_900.0}, 22, ("1 234 kWp", "999 PLN")),
        ({"kWp": 0.0, "PLN": 4_560_000.0}, 22, ("", "46k PLN")),
        ({"kWp": 1.0, "PLN": 123_456_789_00.0, "EUR": 1_000_000.0}, 22, ("1.0 kWp", "123.5M PLN · 10k EUR")),
        ({"PLN": 44_600_000.0, "EUR": 14_200_000.0, "AUD": 900_000.0, "GBP": 800_000.0}, 22, ("", "446k PLN · +3")),
        ({"PLN": 44_600_000.0, "EUR": 14_200_000.0, "AUD": 900_000.0}, 40, ("", "446k PLN · 142k EUR · 9 000 AUD")),
        ({"PLN": 44_600_000.0, "EUR": 14_200_000.0}, 4, ("", "+2")),
    ],
)
def test_what_a_column_is_worth_in_few_cells(sums: dict[str, float], width: int, said: tuple[str, str]) -> None:
    assert ProjectBoardFace(WORDS).sums(Total(3, sums), width) == said


def test_a_card_adds_its_share_to_the_heading() -> None:
    face = ProjectBoardFace(WORDS)
    both = face.share(FARM) + face.share(FARM._replace(currency="EUR", price_net=None, capacity_kwp=None))
    assert both == Total(2, {"kWp": 49.5, "PLN": 12_345_600.0, "EUR": 0.0})
    assert face.sums(both, 30) == ("49.5 kWp", "123k PLN")


@pytest.mark.parametrize(
    ("name", "room", "said"),
    [("Anna Nowak", 10, "Anna Nowak"), ("Anna Nowak", 9, "Anna Now…"), ("Anna Nowak", 8, "AN"), ("North", 5, "North"),
     ("", 20, "unassigned"), (None, 4, "—"), ("Paweł Żuk Młodszy", 3, "PŻ")],
)  # fmt: skip
def test_who_carries_it_in_little_room(name: str | None, room: int, said: str) -> None:
    assert carried_by(name, room)[0] == said
