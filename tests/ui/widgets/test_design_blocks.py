"""Designs, their parts and the money of projects at every width; the tabs of a narrow page; windows on papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from solartui.domain.offers.charges import Charge, Ledger
from solartui.domain.offers.drafts import lines_of, planes_of
from solartui.domain.offers.sync import Difference
from solartui.domain.offers.vocabulary import Building, ChargeKind
from solartui.i18n import use_language
from solartui.screens.designs.differences import difference_text
from solartui.screens.designs.form import with_part
from solartui.screens.designs.items import design_items, facing, parts_words, plane_words, size_text, yield_words
from solartui.screens.designs.parts import part_items
from solartui.screens.designs.rows import menu_of
from solartui.screens.money.form import proposed
from solartui.screens.money.items import given_back, kinds_to_enter, money_items, sums_of
from solartui.screens.proposals.pages import Sheet
from solartui.services.design_prices import PricedDesign
from solartui.widgets.design_head import DesignHead, Headed
from solartui.widgets.designs_list import DesignItem, DesignsList, nothing_designed
from solartui.widgets.money_list import SIGNS, MoneyItem, MoneyList, nothing_paid
from solartui.widgets.month_chart import month_chart
from solartui.widgets.parts import parts_width
from solartui.widgets.parts_list import PartItem, PartsList
from solartui.widgets.tab_row import TabRow
from tests.domain.offers.examples import DESIGN, NOW, PROJECT, proposal
from tests.ui.widgets.drawn import HOSTILE, flat, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solartui.domain.offers.designs import Design
    from solartui.widgets.item_list import ItemList
    from solartui.widgets.painted import Drawn

WIDTHS = (58, 76, 100, 116, 176)


def drawn(rows: ItemList[Any], item: object, width: int, *, here: bool = False) -> list[str]:
    """The lines of a row, none of which is wider than it may be."""
    return checked(rows.lay_out(item, width, here=here), width)


def checked(lines: Sequence[Drawn], width: int) -> list[str]:
    """Lines as texts."""
    assert all(parts_width(line.parts) <= width for line in lines)
    return [line.replace("\u00a0", " ") for line in flat(lines)]


def item_of(design: Design = DESIGN, *, active: bool = False) -> DesignItem:
    """A design as a row."""
    return design_items([design], {design.id} if active else (), UTC, NOW)[0]


# ---- designs


@pytest.mark.feature("A-13", "B-98", "B-99")
@pytest.mark.parametrize("width", WIDTHS)
def test_a_design_tells_power_parts_price_and_yield(width: int) -> None:
    head, parts, made, *_ = drawn(DesignsList(), item_of(active=True), width)
    assert head.strip().startswith("A ")
    assert head.endswith("● in force  8.8 kWp")
    assert "20 × JA Solar 440 W" in parts
    assert parts.endswith("PLN 27,890.00 without")
    assert "kWh a year, estimate" in made


@pytest.mark.parametrize("width", WIDTHS)
def test_under_the_cursor_a_design_shows_its_roof_and_its_year(width: int) -> None:
    design = replace(DESIGN, system="pylon", external_id="P-7", synced_at=NOW - timedelta(days=3), proposals=2)
    whole = "\n".join(drawn(DesignsList(), item_of(design), width, here=True))
    assert "Południe, 20 modules, 35° up, S 180°, no shade" in whole
    assert "kept in pylon P-7; synced 20 Nov" in whole
    assert "2 proposals made of it" in whole
    assert "Jan" in whole
    assert "█" in whole


def test_a_design_without_yield_or_parts_says_so() -> None:
    empty = replace(DESIGN, module=None, module_wp=None, planes=(), inverter=None, inverter_kw=None, battery=None,
                    battery_kwh=None, yields=(), yield_source=None, capacity_kwp=7.5, lines=())  # fmt: skip
    lines = drawn(DesignsList(), item_of(empty), 90, here=True)
    assert "7.5 kWp" in lines[0]
    assert "no parts named" in lines[1]
    assert "the yield is not known" in lines[2]
    assert len(lines) == 4


def test_a_link_that_was_never_synced_says_so() -> None:
    assert "never" in item_of(replace(DESIGN, system="pylon")).more[-1]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [40, 76, 116])
def test_names_of_designs_are_only_text(text: str, width: int) -> None:
    planes = planes_of([{"name": text[:100], "modules": 3}])
    design = replace(DESIGN, name=text, module=text, inverter=text, system=text, url=text, planes=planes)
    assert all(line.isprintable() for line in drawn(DesignsList(), item_of(design), width, here=True))


@pytest.mark.parametrize(
    ("value", "english", "polish"),
    [(2.05, "2.05", "2,05"), (8.8, "8.8", "8,8"), (10, "10", "10"), (1234.567, "1,234.57", "1 234,57")],
)
def test_sizes_have_as_many_decimals_as_they_need(value: float, english: str, polish: str) -> None:
    assert size_text(value) == english
    use_language("pl")
    assert size_text(value).replace("\u00a0", " ") == polish


@pytest.mark.parametrize(
    ("azimuth", "said"),
    [(0, "N 0°"), (44, "NE 44°"), (90, "E 90°"), (180, "S 180°"), (225.5, "SW 225.5°"), (359, "N 359°")],
)  # fmt: skip
def test_a_roof_faces_a_wind_and_its_degrees(azimuth: float, said: str) -> None:
    assert facing(azimuth) == said


def test_what_is_not_named_is_called_by_its_kind() -> None:
    assert parts_words(replace(DESIGN, inverter=None, battery=None)) == (
        "20 × JA Solar 440 W 440 Wp · inverter 8 kW · battery 10.2 kWh"
    )
    assert plane_words(planes_of([{"modules": 1, "shading": "heavy"}])[0]) == "1 module, 35° up, S 180°, much shade"
    assert yield_words(replace(DESIGN, yields=(100.0,) * 12, yield_source=None)) == "1,200 kWh a year"


@pytest.mark.parametrize(
    ("changes", "off"),
    [
        ({}, {"sync", "agree", "force"}),
        ({"system": "pylon"}, {"force"}),
        ({"lines": ()}, {"offer", "sync", "agree", "force"}),
        ({"proposals": 1, "system": "pylon"}, {"delete"}),
    ],
)
def test_the_menu_says_why_something_is_not_possible(changes: dict[str, Any], off: set[str]) -> None:
    menu = menu_of(replace(DESIGN, **changes))
    assert {item.id for item in menu if not item.enabled} == off
    assert all(item.right[0][0] for item in menu if not item.enabled)
    assert len({item.id for item in menu}) == len(menu) == 11


def test_an_empty_list_names_the_key() -> None:
    assert "".join(text for text, _ in nothing_designed("n")) == "No designs yet.   n make one"
    assert "".join(text for text, _ in nothing_paid("n")) == "No money yet.   n book a payment, or an invoice"


# ---- the parts of a design


def rows_of(design: Design = DESIGN, unknown: str = "") -> list[PartItem]:
    """The parts of a design as rows."""
    from solartui.domain.offers.pricing import priced
    from solartui.domain.offers.vat import vat_rule
    from solartui.services.proposal_figures import tax_case
    from solartui.services.proposal_making import draft_of

    price = None if unknown else priced(design.lines, vat_rule(tax_case(design, PROJECT, draft_of({}), NOW.date())))
    return part_items(PricedDesign(design, PROJECT, price, unknown))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_line_tells_price_rate_and_gross(width: int) -> None:
    line = next(item for item in rows_of() if item.name == "Fronius GEN24 8.0")
    whole = " ".join(drawn(PartsList(), line, width, here=True))
    assert all(text in whole for text in ("Fronius GEN24 8.0", "PLN 9,450.00", "8 %", "PLN 10,206.00", "1 szt. ×"))
    assert "Inverter" in whole


@pytest.mark.parametrize("width", WIDTHS)
def test_headings_have_the_sums(width: int) -> None:
    system, roof, bill = (item for item in rows_of() if item.place is None)
    assert drawn(PartsList(), system, width)[1].endswith("8.8 kWp")
    assert drawn(PartsList(), roof, width)[1].endswith("20 modules")
    whole = drawn(PartsList(), bill, width)[1]
    assert "Bill of materials" in whole
    assert whole.endswith("PLN 30,121.20 with VAT")


def test_a_split_rate_shows_both_parts_and_an_unknown_one_none() -> None:
    split = rows_of(replace(DESIGN, floor_area=350.0))[-1]
    assert split.rate == "8 / 23 %"
    unknown = rows_of(unknown="no rate")
    assert (unknown[-1].rate, unknown[-1].gross) == ("—", "")
    own = replace(DESIGN, lines=lines_of([{"name": "x", "unit_price": "1", "vat_rate": "19"}], "PLN"))
    assert rows_of(own, "no rate")[-1].rate == "19 %"


def test_the_building_stands_below_the_system() -> None:
    row = rows_of(replace(DESIGN, building=Building.HOUSE))[1]
    assert row.kind == "House, 140 m²"
    assert "House, 140 m²" in "\n".join(drawn(PartsList(), row, 90, here=True))


def test_every_row_is_known_by_a_number_of_its_own() -> None:
    planes = planes_of([{"modules": number} for number in range(1, 41)])
    lines = lines_of([{"name": f"{n}", "unit_price": "1"} for n in range(200)], "PLN")
    rows = rows_of(replace(DESIGN, planes=planes, lines=lines))
    assert len({row.id for row in rows}) == len(rows) == 244
    assert rows[3].name == "Plane 1"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("width", [40, 62, 116])
def test_names_of_parts_are_only_text(text: str, width: int) -> None:
    item = PartItem(9, "lines", 0, text, kind=text, count=text[:40], net="PLN 1.00", rate="8 %", gross="PLN 1.08")
    for line in flat(PartsList().lay_out(item, width, here=True)):
        assert line.isprintable()


@pytest.mark.parametrize(
    ("place", "part", "left"),
    [(None, 9, [1, 2, 3, 9]), (0, 9, [9, 2, 3]), (2, 9, [1, 2, 9]), (1, None, [1, 3]), (0, None, [2, 3])],
)
def test_one_part_of_a_list_is_changed_added_or_taken_away(
    place: int | None, part: int | None, left: list[int]
) -> None:
    parts = [{"n": number} for number in (1, 2, 3)]
    assert [one["n"] for one in with_part(parts, place, None if part is None else {"n": part})] == left
    assert [one["n"] for one in parts] == [1, 2, 3]


# ---- head and chart


@pytest.mark.parametrize("width", WIDTHS)
def test_the_head_of_a_design_has_three_lines(width: int) -> None:
    head = DesignHead()
    assert texts(head, width) == ["", "", ""]
    head.show(Headed(item_of(active=True), "Anna – Wieliczka", "PLN 30,121.20 with VAT, PLN 3,422.86 per kWp"))
    first, second, third = checked(head.lines(width), width)
    assert first.startswith("‹ A  #4  design")
    assert first.endswith("● in force  8.8 kWp")
    assert "Anna – Wieliczka" in second
    assert second.endswith("PLN 27,890.00 without")
    assert third.endswith("per kWp")


@pytest.mark.parametrize("rows", [2, 4, 6, 8])
@pytest.mark.parametrize("width", [30, 58, 90, 140])
def test_twelve_months_fit_into_any_width(rows: int, width: int) -> None:
    months = [10.0, 0.0, None, 250.5, 300, 310, 310, 300, 200, 100, 50, 1]
    lines = checked(month_chart(months, width, rows), width)
    assert len(lines) == rows + 2
    assert lines[-1].split()[0] == "Jan"[: max(1, (width - 4) // 12 - 1)]


@pytest.mark.parametrize(("largest", "top"), [(0, "1"), (3, "3"), (19, "20"), (21, "25"), (300, "300"), (301, "400")])
def test_the_scale_ends_at_a_round_number(largest: float, top: str) -> None:
    assert flat(month_chart([largest] * 12, 60, 2))[0].split()[0] == top


# ---- money


def charge(number: int, kind: ChargeKind, amount: int, **more: Any) -> Charge:
    """An entry of a ledger."""
    values = {"label": None, "note": None, "created_by": "Ewa Admin", "created_at": NOW, "version": 1} | more
    return Charge(number, 7, kind, amount, "PLN", date(2026, 11, 20), **values)


LEDGER = Ledger(
    7,
    "PLN",
    4_320_000,
    (
        charge(1, ChargeKind.DEPOSIT, 500_000, note="przelew"),
        charge(2, ChargeKind.INVOICE, 4_000_000, label="FV/2026/0001"),
        charge(3, ChargeKind.REFUND, 100_000),
    ),
)


@pytest.mark.feature("E-14", "E-37", "E-38")
@pytest.mark.parametrize("width", WIDTHS)
def test_money_is_summed_up_above_its_entries(width: int) -> None:
    rows = MoneyList()
    rows.show_sums(sums_of(LEDGER), [("Grant: an example", "PLN -7,000.00")])
    whole = "\n".join(checked(rows.head(width), width))
    names = ("Agreed", "Invoiced", "Deposit", "Paid", "Balance", "Grant: an example")
    assert all(name in whole for name in names)
    amounts = ("PLN 43,200.00", "PLN 40,000.00", "PLN 5,000.00", "PLN 4,000.00", "PLN 39,200.00", "PLN -7,000.00")
    assert all(amount in whole for amount in amounts)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_entry_tells_day_kind_number_and_amount(width: int) -> None:
    deposit, invoice, refund = money_items(LEDGER, UTC, NOW)
    line = drawn(MoneyList(), deposit, width)[0]
    assert all(text in line for text in ("20 Nov", "+ Deposit", "przelew" if width >= 76 else "prz"))
    assert line.endswith("PLN 5,000.00")
    assert "▤ Invoice" in drawn(MoneyList(), invoice, width)[0]
    assert drawn(MoneyList(), refund, width)[0].endswith("PLN -1,000.00")
    assert "entered by Ewa Admin, 23 Nov 09:30" in drawn(MoneyList(), deposit, width, here=True)[1]


def test_every_kind_of_entry_has_a_sign() -> None:
    assert set(SIGNS) == set(ChargeKind)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_remarks_of_payments_are_only_text(text: str) -> None:
    item = MoneyItem(1, "payment", "Payment", "20 Nov", "PLN 1.00", note=text, more=text)
    assert all(line.isprintable() for line in drawn(MoneyList(), item, 76, here=True))


@pytest.mark.parametrize(
    ("ledger", "off"),
    [
        (LEDGER, set()),
        (Ledger(7, "PLN", None, ()), {"final", "refund", "invoice", "proforma"}),
        (Ledger(7, "PLN", 100, (charge(1, ChargeKind.FINAL, 100),)), {"deposit", "payment", "final"}),
        (Ledger(7, "PLN", 100, (charge(1, ChargeKind.INVOICE, 100),)), {"refund", "invoice", "proforma"}),
    ],
)
def test_what_cannot_be_entered_says_why(ledger: Ledger, off: set[str]) -> None:
    items = kinds_to_enter(ledger)
    assert {item.id for item in items if not item.enabled} == off
    assert {item.id for item in items} == set(ChargeKind)


@pytest.mark.parametrize(
    ("ledger", "kind", "text"),
    [
        (LEDGER, ChargeKind.FINAL, "39200"),
        (LEDGER, ChargeKind.INVOICE, "3200"),
        (LEDGER, ChargeKind.DEPOSIT, ""),
        (LEDGER, ChargeKind.REFUND, ""),
        (Ledger(7, "PLN", None, ()), ChargeKind.INVOICE, ""),
        (Ledger(7, "PLN", 12_345, ()), ChargeKind.PROFORMA, "123.45"),
        (Ledger(7, "PLN", 100, (charge(1, ChargeKind.FINAL, 100),)), ChargeKind.FINAL, ""),
    ],
)
def test_the_amount_that_is_left_is_proposed(ledger: Ledger, kind: ChargeKind, text: str) -> None:
    assert proposed(ledger, kind) == text


def test_only_the_offer_in_force_gives_something_back() -> None:
    offer = proposal(incentives=("grant_example",))
    ((words, amount),) = given_back([offer, replace(offer, active=False)])
    assert words.startswith("Dotacja (przykład): ")
    assert amount.replace("\u00a0", " ") == "PLN -13,000.00"
    assert list(given_back([])) == []


# ---- tabs of a narrow page


TABS = {name: name.title() for name in ("summary", "tasks", "designs", "proposals", "money", "documents", "notes")}


@pytest.mark.parametrize("active", list(TABS))
@pytest.mark.parametrize("width", [24, 40, 60, 76, 90, 120])
def test_the_open_tab_is_in_sight_at_every_width(active: str, width: int) -> None:
    row = TabRow(TABS)
    row.show(active, dict.fromkeys(TABS, 12))
    names, stroke = checked(row.lines(width), width)
    assert f"{active.title()} 12" in names
    at = names.index(active.title())
    assert stroke[at] == "━"
    assert {zone.name for zone in row.zones if zone.start <= at < zone.end} == {active}


@pytest.mark.parametrize(
    ("active", "shown"),
    [
        ("summary", "  Summary 12  Tasks  Designs ›"),
        ("money", "‹ Designs  Proposals  Money 12 ›"),
        ("notes", "‹ Money  Documents  Notes 12"),
    ],
)
def test_tabs_out_of_sight_are_hinted_at(active: str, shown: str) -> None:
    row = TabRow(TABS)
    row.show(active, dict.fromkeys(TABS, 12))
    assert texts(row, 33)[0] == shown


def test_counts_of_other_tabs_give_way_before_tabs_do() -> None:
    row = TabRow(TABS)
    row.show("tasks", dict.fromkeys(TABS, 12))
    assert texts(row, 120)[0].count("12") == 7
    assert texts(row, 76)[0].count("12") == 1
    assert "Notes" in texts(row, 76)[0]


# ---- papers


A4 = (1240, 1754)


@pytest.mark.parametrize(
    ("window", "zoom", "size"),
    [((120, 34), 1, (120, 85)), ((80, 22), 1, (80, 57)), ((120, 34), 0, (48, 34)), ((120, 34), 2, (180, 127))],
)
def test_a_page_is_twice_as_many_cells_wide_as_its_shape(
    window: tuple[int, int], zoom: int, size: tuple[int, int]
) -> None:
    assert Sheet(A4, window, zoom).size == size


def test_a_window_stays_on_its_page() -> None:
    sheet = Sheet(A4, (120, 34), 2)
    assert sheet.kept(-5, -9) == (0, 0)
    assert sheet.kept(999, 999) == (60, 93)
    assert Sheet(A4, (120, 34), 0).kept(10, 10) == (0, 0)


def test_a_window_shows_the_part_of_its_page_that_lies_there() -> None:
    assert Sheet(A4, (124, 34), 1).box(0, 0) == pytest.approx((0, 0, 1240, 34 * 1754 / 88), abs=0.01)
    left, top, right, _ = Sheet(A4, (120, 34), 2).box(60, 0)
    assert (left, top, right) == pytest.approx((60 * 1240 / 180, 0, 1240), abs=0.01)
    # A page that is narrower than its window stands in the middle.
    left, _, right, _ = Sheet(A4, (120, 34), 0).box(0, 0)
    assert left == pytest.approx(1240 - right)
    assert left < 0


# ---- differences


@pytest.mark.feature("E-10")
def test_differences_stand_below_each_other() -> None:
    found = [Difference("name", "Name", "A", "B"), Difference("planes", "Roof planes", "", "S 12 × 35°/180°")]
    assert difference_text(found).splitlines() == [
        "2 differences", "", "Name", "  - A", "  + B", "", "Roof planes", "  - —", "  + S 12 × 35°/180°",
    ]  # fmt: skip
    assert difference_text([]) == "Both sides agree."


def test_days_of_entries_are_days_of_the_person() -> None:
    late = charge(9, ChargeKind.PAYMENT, 1, created_at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    (item,) = money_items(Ledger(7, "PLN", None, (late,)), UTC, NOW)
    assert item.more == "entered by Ewa Admin, 22 Nov 23:30"
