"""What stands on cards, and which pieces of the screen a key paints."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import on
from textual.app import App, ComposeResult

from solartui.domain.board import Total
from solartui.domain.bounds import place_in_country
from solartui.domain.listing import LeadLine, Sort
from solartui.domain.stages import SEEDED
from solartui.i18n import use_language
from solartui.resources import style_sheets
from solartui.theme import DARK, DUSK, palette_of, themes, variables_of
from solartui.widgets.card_grid import CardGrid
from solartui.widgets.cards.lead_faces import BoardFace, LeadWords, ListFace
from solartui.widgets.cards.painter import Arrangement, Card, CardPainter, Picture, Piece, changes
from solartui.widgets.cards.picture import NARROW, CardPictures, located, shape_of
from solartui.widgets.cards.words import initials
from solartui.widgets.marks import Marks
from solartui.widgets.parts import parts_width
from solartui.widgets.row_painter import Surroundings
from solartui.widgets.rows_view import RowsView
from tests.ui.support import lines, settle, tokens_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.geometry import Region

    from solartui.widgets.parts import Part

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WORDS = LeadWords(lambda: NOW, {stage.key: stage for stage in SEEDED})


def power(line: LeadLine) -> float:
    """KWp of a lead: a tenth of what it uses in a month."""
    return (line.monthly_kwh or 0.0) / 10


FACE = BoardFace(WORDS, power)


@pytest.fixture
def polish() -> Iterator[None]:
    use_language("pl")
    yield
    use_language("en")


def lead(number: int = 1, **fields: Any) -> LeadLine:
    """A line of the lead list."""
    values: dict[str, Any] = dict.fromkeys(LeadLine._fields) | {
        "id": number,
        "name": f"Dach {number} – Kraków",
        "stage": "contacted",
        "type": "residential",
        "grid_connection": "zero_injection",
        "source": "company_leadgen",
        "contact_id": number,
        "contact": "Zofia Żółkiewska",
        "phone": "+48 601 234 567",
        "city": "Kraków",
        "country": "PL",
        "latitude": 50.06,
        "longitude": 19.94,
        "assignee": "Piotr Żak",
        "monthly_kwh": 420.0,
        "created_at": "2026-03-12T08:00:00.000000Z",
        "updated_at": "2026-11-19T08:00:00.000000Z",
        "archived": 0,
        "converted": 0,
        "version": 1,
    }
    return LeadLine(**(values | fields))


def text_of(parts: Sequence[Part]) -> str:
    """Parts as a person reads them."""
    return "".join(text for text, _ in parts)


def card_text(line: LeadLine, width: int, *, tall: bool = False) -> list[str]:
    """The lines of a card of the list."""
    return [text_of(parts) for parts in ListFace(WORDS).lines(line, width, tall=tall)]


# ---- what stands on a card


@pytest.mark.feature("B-35")
@pytest.mark.feature("B-36")
@pytest.mark.feature("B-37")
@pytest.mark.feature("B-38")
@pytest.mark.feature("B-39")
@pytest.mark.feature("B-40")
@pytest.mark.feature("B-41")
@pytest.mark.feature("B-42")
def test_forty_cells_hold_every_fact() -> None:
    brief = card_text(lead(), 32)
    assert len(brief) == 3
    for word in ("◔ Dach 1", "Piotr Żak", "Zofia Żółkiewska", "Kraków", "Resid", "Zero", "LeadGen", "12 Mar", "19 Nov"):
        assert word in "\n".join(brief), (word, brief)
    assert "unassigned" in card_text(lead(assignee=None), 32)[0]
    tall = "\n".join(card_text(lead(street="ul. Długa 5", postcode="30-001"), 32, tall=True))
    for word in ("Residential · Zero Injection", "Company LeadGen", "ul. Długa 5, 30-001 Kraków", "Piotr Żak"):
        assert word in tall, (word, tall)


def test_more_room_holds_longer_words() -> None:
    wide = card_text(lead(next_follow_up="2026-11-22T09:00:00.000000Z"), 90)
    assert "Zofia Żółkiewska  +48 601 234 567" in wide[1]
    assert "◷ 1 d late" in wide[1]
    assert "Residential · Zero Injection · Company LeadGen · 420 kWh" in wide[2]
    assert "made 12 Mar, changed 19 Nov" in wide[2]
    assert "11.2025" in card_text(lead(created_at="2025-11-01T08:00:00.000000Z"), 32)[2]


def test_a_customer_who_gives_the_lead_its_name_is_named_once() -> None:
    own = lead(name="Zofia Żółkiewska – Kraków")
    assert card_text(own, 32)[1].startswith("+48 601 234 567")
    assert card_text(own._replace(phone=None), 32)[1].startswith("no phone")


def test_the_next_step_stands_whole_on_a_narrow_card_of_the_board() -> None:
    def last(line: LeadLine, width: int = 20) -> str:
        return text_of(FACE.lines(line, width, tall=False)[-1])

    today = lead(next_follow_up="2026-11-23T15:45:00.000000Z", assignee=None)
    assert last(today).split() == ["◷", "today", "15:45", "—"]
    assert last(today._replace(assignee="Piotr Żak")).split() == ["◷", "today", "15:45", "PŻ"]
    assert last(today, 30).split() == ["◷", "today", "15:45", "unassigned"]
    assert "⚑ 1 h left" in last(lead(respond_by="2026-11-23T11:00:00.000000Z"))
    assert last(lead()).split() == ["12", "Mar", "Piotr", "Żak"]
    assert initials("Anna Maria Nowak") == "AM"


@given(st.integers(-3, 120), st.booleans(), st.text(max_size=60), st.sampled_from([ListFace(WORDS), FACE]))
def test_no_line_is_wider_than_its_card(width: int, tall: bool, text: str, face: ListFace | BoardFace) -> None:
    line = lead(name=text or "x", contact=text, city=text, assignee=text, phone=text, stage=text or "x")
    for parts in face.lines(line, max(1, width), tall=tall):
        assert parts_width(parts) <= max(1, width)


def test_words_that_the_desk_does_not_have_stand_as_they_are() -> None:
    odd = lead(
        stage="won_back", city=None, region=None, postcode="30-001", monthly_kwh=None, phone=None, email="a@b.pl"
    )
    glyph, word, hue = WORDS.stage(odd)
    assert (glyph, word, hue) == ("·", "won_back", "mute")
    assert WORDS.town(odd) == "30-001"
    assert WORDS.town(odd._replace(postcode=None)) == "no place"
    assert WORDS.use(odd) == ""
    assert "a@b.pl" in card_text(odd, 80)[1]
    assert WORDS.name(lead(name="Dach – Kraków")) == "Dach"
    assert WORDS.name(lead(name="Dach – Łódź")) == "Dach – Łódź"


def test_markup_and_control_signs_are_only_text() -> None:
    hostile = lead(name="[bold]x[/]\x1b[31m", contact="a\nb\tc", city="\u202eKraków", assignee="👩‍👩‍👧 Ewa")
    for tall in (False, True):
        for face in (ListFace(WORDS), FACE):
            said = "".join(text_of(parts) for parts in face.lines(hostile, 60, tall=tall))
            assert "[bold]x[/]" in said
            assert not set(said) & set("\x1b\n\t\u202e\u200d")


def test_by_town_the_town_is_what_stands_out() -> None:
    def bold(face: ListFace, *, tall: bool) -> list[str]:
        parts = [part for line in face.lines(lead(), 60, tall=tall) for part in line]
        return [text.strip() for text, token in parts if token.startswith("bold text") and text.strip()]

    assert bold(ListFace(WORDS), tall=False) == []
    assert bold(ListFace(WORDS, by_town=True), tall=False) == ["Kraków"]
    assert bold(ListFace(WORDS, by_town=True), tall=True) == ["Dach 1", "Kraków, PL"]


@pytest.mark.feature("B-53")
@pytest.mark.parametrize(
    ("kwp", "width", "said"),
    [
        (0.0, 30, ""),
        (-1e-12, 30, ""),
        (0.4, 30, ""),
        (4.3, 30, "≈ 4 kWp"),
        (470.4, 30, "≈ 470 kWp"),
        (470.4, 9, "≈ 470 kWp"),
        (470.4, 8, ""),
        (999.4, 30, "≈ 999 kWp"),
        (999.6, 30, "≈ 1.0 MWp"),
        (1_234.0, 22, "≈ 1.2 MWp"),
        (478_078.3, 22, "≈ 478 MWp"),
        (1_234_567.0, 22, "≈ 1 235 MWp"),
    ],
)
def test_the_power_of_a_column_is_told_whole_or_not_at_all(kwp: float, width: int, said: str) -> None:
    assert FACE.sums(Total(3, {"kWh": 42_700.0, "kWp": kwp}), width) == ("42.7 MWh", said)


@pytest.mark.feature("B-53")
def test_a_card_takes_its_use_and_its_power_along() -> None:
    one, none = FACE.share(lead()), FACE.share(lead(monthly_kwh=None))
    assert (one, none) == (Total(1, {"kWh": 420.0, "kWp": 42.0}), Total(1, {"kWh": 0.0, "kWp": 0.0}))
    assert FACE.sums(one + one + none, 30) == ("840 kWh", "≈ 84 kWp")
    assert FACE.sums(one - one, 30) == ("", "")


@pytest.mark.feature("B-53")
@pytest.mark.usefixtures("polish")
def test_powers_in_polish_have_a_comma() -> None:
    assert "1,2" in FACE.sums(Total(3, {"kWp": 1_234.0}), 30)[1]


def test_where_columns_are_people_a_card_tells_its_stage() -> None:
    def last(width: int) -> str:
        due = lead(next_follow_up="2026-11-24T15:45:00.000000Z", stage="site_visit")
        return text_of(BoardFace(WORDS, power, by_stage=False).lines(due, width, tall=False)[-1])

    assert last(30).split() == ["◷", "tomorrow", "◕", "Site", "visit"]
    assert last(16).split() == ["◷", "tomorrow", "◕"]
    assert last(11).split() == ["◷", "tomorrow"]
    assert "Piotr" not in last(30)


# ---- the place for a picture


@pytest.mark.feature("B-34")
def test_where_no_picture_is_a_dot_shows_the_part_of_the_country() -> None:
    assert place_in_country("PL", 54.9, 14.1) == (0, 0)
    assert place_in_country("PL", 0, 0) is None
    assert place_in_country("PL", None, None) is None
    assert place_in_country(None, 50, 20) is None
    south = [text_of(parts) for parts in located(lead(), NARROW, 3)]
    assert [len(line) for line in south] == [NARROW] * 3
    assert [line.strip() for line in south] == ["", "", "▘"]
    north = [text_of(parts) for parts in located(lead(latitude=54.5, longitude=18.5), NARROW, 3)]
    assert north[0].strip()
    nowhere = [text_of(parts) for parts in located(lead(latitude=None, longitude=None), NARROW, 3)]
    assert "Kr" in nowhere[1]


@given(
    st.sampled_from(["PL", "AU", "DE", "pl", "", None, "XX"]),
    st.floats(-90, 90) | st.none(),
    st.floats(-180, 180) | st.none(),
    st.sampled_from([3, 5]),
    st.text(max_size=8),
)
def test_a_picture_is_always_four_cells_wide(
    country: str | None, latitude: float | None, longitude: float | None, height: int, city: str
) -> None:
    shape = shape_of([(0.1, 0.1), (0.9, 0.5), (1.0, 1.0)], NARROW, height)
    for known in (frozenset(), shape):
        place = lead(country=country, latitude=latitude, longitude=longitude, city=city)
        drawn = located(place, NARROW, height, known)
        assert [parts_width(parts) for parts in drawn] == [NARROW] * height


# ---- painting


def test_a_card_that_is_dimmed_marked_or_without_the_keys() -> None:
    painter = CardPainter(FACE)
    place = Arrangement(0, 1, 30, 0)

    def colours(card: Card[LeadLine], around: Surroundings) -> set[str]:
        painter.surround(around, place)
        found = [segment.style for at in range(3) for segment in painter.segments(Piece(card, at))]
        return {style.color.name for style in found if style is not None and style.color is not None}

    plain = colours(Card(lead()), Surroundings(width=30))
    assert {DUSK.text, DUSK.soft, DUSK.hues["contacted"]} <= plain
    assert DUSK.accent in colours(Card(lead(), cursor=True, lit=True), Surroundings(width=30))
    assert DUSK.accent not in colours(Card(lead(), cursor=True), Surroundings(width=30))
    assert colours(Card(lead()), Surroundings(width=30, dim=True)) == {DUSK.mute, DUSK.hues["contacted"]}
    assert DUSK.accent in colours(Card(lead(), marked=True), Surroundings(width=30))


def test_pieces_are_as_wide_as_their_card_and_change_one_by_one() -> None:
    place = Arrangement(1, 2, 40, 2)
    painter = CardPainter(ListFace(WORDS), pictures=CardPictures())
    painter.surround(Surroundings(width=86), place)
    cards = [Card(lead(1), cursor=True, tall=True), Card(lead(2), marked=True)]
    line = (Piece(cards[0], 0), Piece(cards[1], 0))
    assert painter.strip(line, None).cell_length == 86
    assert "▌" in painter.strip(line, None).text
    assert "✓" in painter.strip(line, None).text
    other = (line[0], Piece(Card(lead(2)), 0))
    regions = changes(Picture((line, line), (None, None)), Picture((line, other), (None, "line_hi")), place, 86)
    assert [tuple(region) for region in regions] == [(43, 1, 40, 1), (85, 1, 1, 1)]


class Desk(App[None]):
    """Cards alone, with rows that come at once."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, total: int) -> None:
        super().__init__(css_path=[str(path) for path in style_sheets()])
        for theme in themes():
            self.register_theme(theme)
        self.theme = DARK
        self.grid = CardGrid(ListFace(WORDS), Marks())
        self.total = total
        self.asked = 0

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variables_of(palette_of(self.current_theme))

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.focus()
        self.grid.set_empty([("No leads match.", "soft")])
        self.grid.reload()
        self.grid.set_total(self.total)

    @on(RowsView.RowsWanted)
    def _rows_wanted(self, event: RowsView.RowsWanted) -> None:
        self.asked += event.end - event.start
        towns = ("Bochnia", "Gdów", "Kraków")
        found = [lead(100 + at, city=towns[at % 3]) for at in range(event.start, min(event.end, self.total))]
        self.grid.supply(event.generation, event.start, found)


def watched(grid: CardGrid[LeadLine]) -> list[Region]:
    """The regions that the cards ask to have painted from now on."""
    painted: list[Region] = []
    refresh = grid.refresh

    def watching(*regions: Region, **options: bool) -> CardGrid[LeadLine]:
        painted.extend(regions)
        return refresh(*regions, **options)

    grid.refresh = watching  # type: ignore[method-assign]
    return painted


@pytest.mark.feature("B-33")
async def test_cards_reflow_and_a_step_paints_two_cards() -> None:
    app = Desk(1_000_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert app.grid.view.across == 1
        assert app.asked < 100
        assert tokens_at(app.grid, 0, "Dach 100") == (DUSK.text, DUSK.raised, True)
        assert tokens_at(app.grid, 6, "Dach 101") == (DUSK.text, DUSK.panel, False)
        await pilot.resize_terminal(130, 24)
        await settle(pilot)
        assert app.grid.view.across == 3
        painted = watched(app.grid)
        await pilot.press("l")
        await settle(pilot)
        assert {(region.x, region.width) for region in painted} == {(1, 41), (44, 41)}
        assert len(painted) == 10
        await pilot.press("j")
        app.grid.toggle_mark()
        await settle(pilot)
        assert app.grid.marks.ids == {104}
        assert app.grid.cursor_id == 105
        await pilot.press("end")
        await settle(pilot)
        assert app.grid.cursor_id == 1_000_099
        await pilot.press("home", "pagedown")
        await settle(pilot)
        assert app.grid.view.cursor == app.grid.view.height


async def test_clicks_and_the_wheel() -> None:
    app = Desk(90)
    async with app.run_test(size=(130, 24)) as pilot:
        await settle(pilot)
        opened: list[int] = []
        app.grid.open = lambda: opened.append(app.grid.cursor_id or 0)  # type: ignore[method-assign]
        await pilot.click(offset=(50, 7))
        assert app.grid.cursor_id == 104
        await pilot.click(offset=(50, 7), times=2)
        assert opened == [104]
        await pilot.click(offset=(42, 7))  # between two cards
        assert app.grid.cursor_id == 104
        app.grid.view.scroll(1)
        app.grid.show_marks()
        await settle(pilot)
        assert app.grid.view.top == 3
        await pilot.click(offset=(129, 23))
        await settle(pilot)
        assert app.grid.cursor_id == 189


@pytest.mark.feature("B-43")
async def test_in_the_order_of_places_the_towns_in_sight_stand_above() -> None:
    app = Desk(3)
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.set_sort(Sort("location"))
        await settle(pilot)
        assert lines(app)[0].strip() == "Bochnia → Kraków"
        assert tokens_at(app.grid, 9, "Gdów")[2]
        app.grid.set_sort(Sort("name"))
        await settle(pilot)
        assert "Bochnia →" not in lines(app)[0]


async def test_an_empty_list_says_so() -> None:
    app = Desk(0)
    async with app.run_test(size=(130, 24)) as pilot:
        await settle(pilot)
        said = next(line for line in lines(app) if "No leads match." in line)
        assert 50 < said.index("No leads") < 65
        await pilot.press("j", "l", "x", "enter", "end")
        await settle(pilot)
        assert app.grid.cursor_id is None
