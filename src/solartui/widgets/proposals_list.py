"""The offers of a lead or a project: what they say, how they were sent, and how often they were looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from solartui.i18n import tr
from solartui.widgets.cells import cell_text, fit, width_of
from solartui.widgets.item_list import ItemList, row_bindings
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.parts import Part, fit_parts, parts_width, spread

COMMANDS = frozenset({"tab.open", "tab.new", "tab.copy", "tab.export", "tab.reverse", "tab.filter"})
"""What acts on a row here."""

SIGNS: dict[str, tuple[str, str]] = {
    "draft": ("○", "mute"),
    "sent": ("↗", "info"),
    "viewed": ("◉", "accent"),
    "accepted": ("✓", "ok"),
    "rejected": ("✗", "err"),
    "expired": ("◌", "mute"),
}
"""The sign and the colour of each status; the word stands beside it."""
_LABEL = 17
_STATUS = 11


@dataclass(frozen=True, slots=True)
class ProposalItem:
    """An offer, in words.

    Attributes:
        label: its number with its version.
        status: key of its status, with `word` for it.
        active: whether it is the one in force.
        gross: with VAT, as `net` without.
        sent: the day on which it was sent and how; empty for a draft.
        viewed: how often, for how long altogether, and when last; empty where nobody looked.
        views: each view, in words.
        link: where the customer can look at it.
        more: what else is told under the cursor: prices per kWp, valid until, who signed, why not.
    """

    id: int
    label: str
    status: str
    word: str
    active: bool
    customer: str
    project: str
    grid: str
    gross: str
    net: str
    sent: str
    viewed: str
    views: tuple[str, ...] = ()
    link: str = ""
    more: tuple[str, ...] = ()


class ProposalsList(ItemList[ProposalItem]):
    """Three lines for each offer, and its views under the cursor."""

    COMMANDS: ClassVar[frozenset[str]] = COMMANDS
    BINDINGS = row_bindings(COMMANDS)

    def id_of(self, item: ProposalItem) -> int:
        """The number of the offer."""
        return item.id

    def lay_out(self, item: ProposalItem, width: int, *, here: bool) -> list[Drawn]:
        """Number, status and price; customer and project; sent, viewed, grid connection."""
        lit = here and self.has_focus
        surface = "raised" if lit else "bg"
        edge: Part = ("▌ " if lit else "  ", "accent")
        rows: list[Sequence[Part]] = [
            _head(item, width - 2, here=here),
            _whose(item, width - 2),
            _told(item, width - 2),
        ]
        if here:
            rows += [fit_parts([("    ", "text"), (clip(cell_text(text), width - 6), "soft")], width - 2)
                     for text in (*item.views, *item.more, item.link) if text]  # fmt: skip
        return [*(Drawn((edge, *row), surface) for row in rows), Drawn(())]


def _head(item: ProposalItem, width: int, *, here: bool) -> list[Part]:
    sign, token = SIGNS[item.status]
    label = item.label if width_of(item.label) >= _LABEL else fit(item.label, _LABEL)
    left: list[Part] = [(f"{label} ", "bold text" if here else "text"), (f"{sign} {fit(item.word, _STATUS)} ", token)]
    left.append((tr("● active"), "ok") if item.active else (tr("inactive"), "mute"))
    return spread(left, [(item.gross, "bold text" if item.active else "text"), (f" {tr('with VAT')}", "mute")], width)


def _whose(item: ProposalItem, width: int) -> list[Part]:
    right: list[Part] = [(item.net, "soft"), (f" {tr('without')}", "mute")]
    room = max(8, width - parts_width(right) - 2)
    customer = clip(cell_text(item.customer), room // 2)
    project = clip(cell_text(item.project), room - width_of(customer) - 3)
    return spread([(customer, "text"), (" · ", "mute"), (project, "soft")], right, width)


def _told(item: ProposalItem, width: int) -> list[Part]:
    left: list[Part] = [(item.sent or tr("not sent yet"), "soft"), (f" · {item.grid}", "mute")]
    return spread(left, [(item.viewed or tr("not viewed"), "accent" if item.viewed else "mute")], width)


def nothing_offered(key: str, *, project: bool) -> tuple[Part, ...]:
    """What an empty list says.

    Args:
        key: the key that leads on: to an offer where there is a project, else to the conversion.
        project: whether there is a project.
    """
    if project:
        return ((tr("No proposals yet."), "soft"), (f"   {key}", "bold accent"), (f" {tr('make one')}", "soft"))
    words = tr("Proposals appear here once the lead is converted.")
    return ((words, "soft"), (f"   {key}", "bold accent"), (f" {tr('convert')}", "soft"))
