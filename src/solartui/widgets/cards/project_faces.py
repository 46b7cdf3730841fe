"""What stands on the card of a project: its facts in three lines, or in five under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from solartui.domain.board import Total
from solartui.domain.listing import ProjectLine
from solartui.domain.money import sign_of, to_decimal
from solartui.domain.vocabulary import GridConnection, LeadType, label
from solartui.i18n import tr
from solartui.widgets import moments
from solartui.widgets.amounts import kilowatts, rounded_money
from solartui.widgets.cards.words import carried_by
from solartui.widgets.cells import cell_text, number, width_of
from solartui.widgets.painted import clip
from solartui.widgets.parts import Part, fit_parts, spread
from solartui.widgets.project_stages import project_tag

Parts = Sequence[Part]

POWER = "kWp"
_ROOMY, _BAR = 44, 8
_KILO, _MEGA = 1_000, 1_000_000


@dataclass
class ProjectWords:
    """The words for the facts of a project.

    Attributes:
        now: tells which year needs no mention.
    """

    now: Callable[[], datetime]

    def stage(self, line: ProjectLine) -> Part:
        """Glyph and word of its stage, or of how it ended, in its colour."""
        return project_tag(line.stage, line.outcome)[0]

    def name(self, line: ProjectLine) -> str:
        """Its name without the town, which stands elsewhere."""
        return cell_text(line.name.removesuffix(f" – {line.city}"))

    def town(self, line: ProjectLine) -> str:
        """The town, or what is known instead."""
        return cell_text(line.city or line.country or "") or tr("no place")

    def customer(self, line: ProjectLine, instead: str) -> Part:
        """Whom it is for; where the name of the project has said that, something else stands there."""
        if not line.contact:
            return tr("no customer"), "mute"
        name = cell_text(line.contact)
        return (instead, "mute") if name == self.name(line) else (name, "soft")

    def assignee(self, line: ProjectLine, room: int) -> Part:
        """Who carries it, the first one of them."""
        return carried_by(line.assignee, room)

    def power(self, line: ProjectLine) -> str:
        """Its nameplate power."""
        return f"{kilowatts(line.capacity_kwp)} kWp" if line.capacity_kwp is not None else ""

    def price(self, line: ProjectLine) -> str:
        """What it costs without VAT."""
        return rounded_money(line.price_net, line.currency)

    def kinds(self, line: ProjectLine) -> str:
        """Facility and grid connection."""
        return f"{label(LeadType(line.type))} · {label(GridConnection(line.grid_connection))}"

    def progress(self, line: ProjectLine) -> list[Part]:
        """How many of its tasks are done, as strokes and in numbers."""
        if not line.total:
            return [(tr("no tasks"), "mute")]
        hue, full = self.stage(line)[1], round(_BAR * line.done / line.total)
        return [("━" * full, hue), ("─" * (_BAR - full), "line_hi"), (f" {line.done}/{line.total}", "soft")]

    def days(self, line: ProjectLine) -> str:
        """When it was started and when it was changed last."""
        made, changed = moments.moment(line.created_at), moments.moment(line.updated_at)
        if made is None or changed is None:
            return ""
        return f"{moments.brief_day(made, self.now())}·{moments.brief_day(changed, self.now())}"


@dataclass
class ProjectListFace:
    """Cards of the list: everything that a table tells, on 40 cells."""

    words: ProjectWords
    by_town: bool = False

    def hue(self, line: ProjectLine) -> str:
        """The colour of its stage."""
        return self.words.stage(line)[1]

    def town(self, line: ProjectLine) -> str:
        """Its town."""
        return self.words.town(line)

    def lines(self, line: ProjectLine, width: int, *, tall: bool) -> Sequence[Parts]:
        """The facts of a project."""
        words = self.words
        stage, hue = words.stage(line)
        who, power = words.assignee(line, max(10, width // 3)), words.power(line)
        town: Part = (clip(words.town(line), width // 2), "bold text" if self.by_town else "soft")
        name: Parts = [(f"{stage[:1]} ", hue), (words.name(line), "bold text" if tall else "text")]
        if not tall:
            worth = f"{power}  {words.price(line)}".strip()
            return (
                spread(name, [("  ", "mute"), who], width),
                spread([words.customer(line, words.kinds(line))], [("  ", "mute"), town], width),
                _apart(words.progress(line), [(worth, "soft")], width),
            )
        return (
            spread(name, [(f"  {stage}", hue)] if width >= _ROOMY else (), width),
            spread([words.customer(line, f"#{line.id}")], [("  ", "mute"), who], width),
            _apart([town], [(power, "text")], width),
            _apart([(words.kinds(line), "text")], [(words.price(line), "bold text")], width),
            _apart(words.progress(line), [(words.days(line), "mute")], width),
        )


@dataclass
class ProjectBoardFace:
    """Cards of the board: what, where, how much, and how far.

    Attributes:
        by_stage: whether the column tells the stage; else it tells who carries the project.
    """

    words: ProjectWords
    by_stage: bool = True

    def hue(self, line: ProjectLine) -> str:
        """The colour of its stage."""
        return self.words.stage(line)[1]

    def lines(self, line: ProjectLine, width: int, *, tall: bool) -> Sequence[Parts]:
        """What tells a project from its neighbours in the same stage."""
        words = self.words
        name: Parts = [(clip(words.name(line), width), "bold text" if tall else "text")]
        power = words.power(line)
        town = clip(words.town(line), max(1, width - width_of(power) - (1 if power else 0)))
        place = _apart([(town, "soft")], [(power, "soft")], width)
        far = self._far(line, width)
        if not tall:
            return name, place, far
        price: Part = (words.price(line), "text") if words.price(line) else (tr("no price yet"), "mute")
        return name, fit_parts([words.customer(line, words.kinds(line))], width), place, fit_parts([price], width), far

    def _far(self, line: ProjectLine, width: int) -> Parts:
        """How many tasks are done, and who carries it, or the stage."""
        done = self.words.progress(line)
        room = width - sum(width_of(text) for text, _ in done) - 1
        if self.by_stage:
            who = self.words.assignee(line, room)
        else:
            stage, hue = self.words.stage(line)
            who = (stage if width_of(stage) <= room else stage[:1]), hue
        return _apart(done, [who], width)

    def share(self, line: ProjectLine) -> Total:
        """One project, its power, and what it costs."""
        return Total(1, {POWER: line.capacity_kwp or 0.0, line.currency: float(line.price_net or 0)})

    def sums(self, total: Total, width: int) -> tuple[str, str]:
        """The power of all of them; below it what they are worth without VAT, as far as there is room."""
        power = total.sums.get(POWER, 0.0)
        money = {unit: minor for unit, minor in total.sums.items() if unit != POWER and minor}
        worth = [_worth(unit, money[unit]) for unit in sorted(money, key=lambda unit: -money[unit])]
        said = " · ".join(worth)
        while width_of(said) > width and worth:
            worth.pop()
            said = " · ".join((*worth, f"+{len(money) - len(worth)}"))
        return (f"{number(power, 1 if power < 100 else 0)} kWp" if power else ""), said


def _worth(currency: str, minor: float) -> str:
    """Much money in few cells: ``47k PLN``, ``1.2M EUR``."""
    amount = float(to_decimal(round(minor), currency))
    if amount >= _MEGA:
        said = tr("{n}M", n=number(amount / _MEGA, 1))
    else:
        said = tr("{n}k", n=number(amount / _KILO)) if amount >= 10 * _KILO else number(amount)
    return f"{said} {sign_of(currency)}"


def _apart(left: Parts, right: Sequence[Part], width: int) -> Parts:
    """Two ends of a line; the right one is left out where there is no room for it."""
    used = sum(width_of(text) for text, _ in (*left, *right)) + 1
    return spread(left, right if used <= width and any(text for text, _ in right) else (), width)
