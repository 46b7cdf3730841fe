"""Lines with something at each end: the ends never touch, and a name is the last to give way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.i18n import use_language
from solartui.widgets.lead_head import LeadHead
from solartui.widgets.parts import Part, parts_width, spread
from solartui.widgets.pick_list import PickItem, PickList
from solartui.widgets.record_head import titled
from solartui.widgets.use_chart import UseChart
from tests.ui.widgets.drawn import snapshot, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@pytest.fixture
def polish() -> Iterator[None]:
    """Everything in Polish."""
    use_language("pl")
    yield
    use_language("en")


def said(parts: Sequence[Part]) -> str:
    return "".join(text for text, _ in parts)


@pytest.mark.parametrize(
    ("left", "right", "line"),
    [
        ("Anna", "open", "Anna        open"),
        ("Anna Nowak", "open", "Anna Nowak  open"),
        ("Anna Nowakowska", "open", "Anna Nowak… open"),
        ("Anna Nowako ", "open", "Anna Nowako open"),
        ("Anna Nowakow", "open", "Anna Nowak… open"),
        ("Anna Nowakowska", "  open", "Anna Nowa…  open"),
        ("Anna", "", "Anna            "),
        ("Anna", "a right end that is wider", "a right end tha…"),
        ("Anna", "fifteen letters", " fifteen letters"),
    ],
)
def test_the_ends_of_a_line_never_touch(left: str, right: str, line: str) -> None:
    parts = spread([(left, "text")], [(right, "mute")] if right else [], 16)
    assert said(parts) == line
    assert parts_width(parts) == 16


def line_of(item: PickItem, width: int) -> str:
    made = PickList()
    made.set_items([item])
    return said(made.draw(width, 1)[0].parts)


def test_a_long_address_gives_way_to_the_name_that_is_chosen() -> None:
    name: tuple[Part, ...] = (("Piekarnia-Cukiernia Kasprzak", "text"), ("  #232", "mute"))
    item = PickItem("contact:1", name, (("  ", "text"), ("sekretariat@piekarnia-kasprzak.example", "soft")), named=True)
    assert line_of(item, 60) == "▌ Piekarnia-Cukiernia Kasprzak  #232  sekretariat@piekarn…  "
    assert "sekretariat@piekarnia-kasprzak.example" in line_of(item, 90)


def test_a_third_of_the_line_stays_to_what_is_said_beside_a_name() -> None:
    item = PickItem(
        "contact:1", (("Wojciech Przetwórnia " * 9, "text"),), (("  ", "text"), ("Open", "hue.open")), named=True
    )
    assert line_of(item, 40).rstrip().endswith("…  Open")
    far = PickItem(
        "contact:1", (("Wojciech Przetwórnia " * 9, "text"),), (("  ", "text"), ("mail@" * 20, "soft")), named=True
    )
    assert line_of(far, 40).rstrip().endswith("…  mail@mail…")


def test_why_something_cannot_be_chosen_is_told_in_full() -> None:
    item = PickItem("2", (("Anna Wiśniewska moved to Open", "text"),), (("somebody changed it since", "mute"),), False)
    assert line_of(item, 40) == "▌ Anna Wiśn… somebody changed it since  "


def test_the_kind_is_told_where_the_name_leaves_room() -> None:
    assert said(titled("Anna", 7, "person", 24).parts) == "‹ Anna  #7  person"
    assert said(titled("Anna Maria Nowak", 7, "person", 24).parts) == "‹ Anna Maria Nowak  #7"
    assert said(titled("Anna Maria Nowakowska-Lis", 7, "person", 24).parts) == "‹ Anna Maria Nowako…  #7"


def test_the_days_of_a_stage_give_way_to_the_name_of_the_lead() -> None:
    block = LeadHead()
    block.show(snapshot(name="Gospodarstwo Kowal – Wieliczka"))
    assert "Assigned 3 days" in texts(block, 96)[0]
    narrow = texts(block, 58)[0]
    assert narrow.startswith("‹ Gospodarstwo Kowal – Wieliczka  #")
    assert "days" not in narrow
    assert "Assigned  PŻ" in narrow


@pytest.mark.feature("B-106", "B-107")
def test_the_source_of_the_profile_never_runs_into_the_use(polish: None) -> None:
    chart = UseChart("e")
    chart.show(snapshot(monthly_kwh=8150.0, consumption=()).lead)
    assert texts(chart, 70)[0].rstrip().endswith("rok    według profilu zużycia")
    narrow = texts(chart, 58)[0].rstrip()
    assert narrow.endswith("kWh / rok")
