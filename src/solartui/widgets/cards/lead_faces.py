"""What stands on the card of a lead: its facts in three lines, or in five under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from solartui.domain.board import Total
from solartui.domain.listing import LeadLine
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import GridConnection, LeadType, Source, label
from solartui.i18n import mark, tr
from solartui.widgets import moments
from solartui.widgets.cards.words import carried_by
from solartui.widgets.cells import cell_text, number, width_of
from solartui.widgets.painted import clip
from solartui.widgets.parts import Part, fit_parts, keep_end, parts_width, spread

Parts = Sequence[Part]

# Short words for narrow cards: at most 5, 4 and 7 cells.
_TYPES = {
    LeadType.RESIDENTIAL: mark("Resid"),
    LeadType.COMMERCIAL: mark("Comm"),
    LeadType.INDUSTRIAL: mark("Indus"),
    LeadType.AGRICULTURAL: mark("Agric"),
}
_GRIDS = {
    GridConnection.ON_GRID: mark("On"),
    GridConnection.OFF_GRID: mark("Off"),
    GridConnection.ZERO_INJECTION: mark("Zero"),
}
_SOURCES = {Source.COMPANY_LEADGEN: mark("LeadGen"), Source.MANUAL_ENTITIES: mark("Manual")}
USE, POWER = "kWh", "kWp"
_MEGA = 1000
_ROOMY = 44
_WIDE = 60


def use_in_brief(kwh: float) -> str:
    """The use of many leads together: ``870 kWh``, ``12.4 MWh``."""
    if not kwh:
        return ""
    if kwh < _MEGA:
        return tr("{kwh} kWh", kwh=number(kwh))
    return tr("{mwh} MWh", mwh=number(kwh / _MEGA, 1 if kwh < 100 * _MEGA else 0))


def power_in_brief(kwp: float) -> str:
    """The power that many leads would need together: ``≈ 470 kWp``, ``≈ 1.2 MWp``."""
    whole = round(kwp)
    if whole < 1:
        return ""
    if whole < _MEGA:
        return tr("≈ {kwp} kWp", kwp=number(whole))
    return tr("≈ {mwp} MWp", mwp=number(kwp / _MEGA, 1 if kwp < 100 * _MEGA else 0))


@dataclass
class LeadWords:
    """The words for the facts of a lead.

    Attributes:
        now: tells what is late, and which year needs no mention.
        stages: by key; may be filled later.
    """

    now: Callable[[], datetime]
    stages: Mapping[str, Stage]

    def stage(self, lead: LeadLine) -> tuple[str, str, str]:
        """Glyph, word and colour of its stage."""
        known = self.stages.get(lead.stage)
        return (known.glyph, known.label, f"hue.{known.hue}") if known else ("·", cell_text(lead.stage), "mute")

    def name(self, lead: LeadLine) -> str:
        """Its name without the town, which stands elsewhere."""
        return cell_text(lead.name.removesuffix(f" – {lead.city}"))

    def town(self, lead: LeadLine) -> str:
        """The town, or what is known instead."""
        return cell_text(lead.city or lead.region or lead.postcode) or tr("no place")

    def contact(self, lead: LeadLine, token: str, name: str, *, named: bool) -> list[Part]:
        """Who to talk to and how; who it is may have been said by the name of the lead.

        Args:
            lead: the lead.
            token: the colour of the contact's name.
            name: what stands above it already.
            named: whether there is room for the number beside the name.
        """
        contact, point = cell_text(lead.contact), cell_text(lead.phone or lead.email)
        if contact == name:
            return [(point, "soft") if point else (tr("no phone, no mail"), "mute")]
        return [(contact, token), (f"  {point}" if named and point else "", "mute")]

    def assignee(self, lead: LeadLine, room: int) -> Part:
        """Who carries it."""
        return carried_by(lead.assignee, room)

    def due(self, lead: LeadLine) -> Part:
        """When to get back to it; empty where that is not set."""
        when = moments.due(moments.moment(lead.next_follow_up), self.now())
        return (f"◷ {when.text}", when.token) if when.text else ("", "mute")

    def next_step(self, lead: LeadLine) -> Part:
        """What is to be done next and until when: an answer, or a follow-up."""
        answer = moments.answer(moments.moment(lead.respond_by), self.now())
        due = self.due(lead)
        return (f"⚑ {answer.text}", answer.token) if answer.text and not due[0] else due

    def use(self, lead: LeadLine) -> str:
        """The electricity of a month."""
        return tr("{kwh} kWh", kwh=number(lead.monthly_kwh)) if lead.monthly_kwh is not None else ""

    def kinds(self, lead: LeadLine, *, brief: bool) -> tuple[str, str, str]:
        """Facility, grid connection and source, in words or in short ones."""
        kind, grid, source = LeadType(lead.type), GridConnection(lead.grid_connection), Source(lead.source)
        if brief:
            return tr(_TYPES[kind]), tr(_GRIDS[grid]), tr(_SOURCES[source])
        return label(kind), label(grid), label(source)

    def made(self, lead: LeadLine) -> str:
        """The day when it was made."""
        made = moments.moment(lead.created_at)
        return moments.brief_day(made, self.now()) if made else ""

    def days(self, lead: LeadLine, *, spelled: bool) -> str:
        """When it was made and when it was changed last."""
        made, changed = moments.moment(lead.created_at), moments.moment(lead.updated_at)
        if made is None or changed is None:
            return ""
        now = self.now()
        if spelled:
            return tr("made {made}, changed {changed}", made=moments.day(made, now), changed=moments.day(changed, now))
        return f"{moments.brief_day(made, now)}·{moments.brief_day(changed, now)}"


@dataclass
class ListFace:
    """Cards of the list: everything that a table tells, on 40 cells."""

    words: LeadWords
    by_town: bool = False

    def hue(self, line: LeadLine) -> str:
        """The colour of its stage."""
        return self.words.stage(line)[2]

    def lines(self, line: LeadLine, width: int, *, tall: bool) -> Sequence[Parts]:
        """The facts of a lead."""
        return self._tall(line, width) if tall else self._brief(line, width)

    def town(self, line: LeadLine) -> str:
        """Its town."""
        return self.words.town(line)

    def _brief(self, lead: LeadLine, width: int) -> Sequence[Parts]:
        words = self.words
        glyph, _, hue = words.stage(lead)
        name: Parts = [(f"{glyph} ", hue), (words.name(lead), "text")]
        contact = words.contact(lead, "soft", clip(words.name(lead), width), named=width >= _ROOMY)
        place: list[Part] = [
            ("  ", "mute"),
            (clip(words.town(lead), width // 2), "bold text" if self.by_town else "soft"),
        ]
        step = words.next_step(lead)
        if step[0] and width >= _ROOMY:
            place[1:1] = [step, ("  ", "mute")]
        return (
            spread(name, [("  ", "mute"), words.assignee(lead, max(10, width // 3))], width),
            spread(keep_end(contact, width - parts_width(place)), place, width),
            self._kinds(lead, width),
        )

    def _kinds(self, lead: LeadLine, width: int) -> Parts:
        """Facility, grid, source, use and days, in the longest words for which there is room."""
        words, use = self.words, self.words.use(lead)
        full = " · ".join(words.kinds(lead, brief=False))
        more = f"{full} · {use}" if use and width >= _WIDE else full
        spelled, days = f"  {words.days(lead, spelled=True)}", f" {words.days(lead, spelled=False)}"
        kind, grid, _ = words.kinds(lead, brief=False)
        short = f"{kind} · {grid} · {words.kinds(lead, brief=True)[-1]}"
        for left, right in ((more, spelled), (more, days), (full, days), (short, days)):
            if width_of(left) + width_of(right) <= width:
                return spread([(left, "soft")], [(right, "mute")], width)
        return spread([("·".join(words.kinds(lead, brief=True)), "soft")], [(days, "mute")], width)

    def _tall(self, lead: LeadLine, width: int) -> Sequence[Parts]:
        words = self.words
        glyph, stage, hue = words.stage(lead)
        kind, grid, source = words.kinds(lead, brief=False)
        roomy = width >= _ROOMY
        contact = words.contact(lead, "text", words.name(lead), named=roomy)
        carrier: list[Part] = [("  ", "mute"), words.assignee(lead, max(10, width // 2 - 4))]
        name: Parts = [(f"{glyph} ", hue), (words.name(lead), "bold text")]
        days = f" {words.days(lead, spelled=width_of(source) + width_of(words.days(lead, spelled=True)) < width)}"
        town = "bold text" if self.by_town else "text"
        place, use = cell_text(lead.address) or words.town(lead), f"  {words.use(lead)}"
        return (
            spread(name, [(f"  {stage}", hue)] if roomy else (), width),
            spread(keep_end(contact, width - parts_width(carrier)), carrier, width),
            spread([(place, town)], [(use, "soft")] if width_of(place) + width_of(use) <= width else (), width),
            spread([(f"{kind} · {grid}", "text")], [words.next_step(lead)] if roomy else (), width),
            spread([(source, "soft")], [(days, "mute")], width),
        )


@dataclass
class BoardFace:
    """Cards of the board: who, where, how much, and when to get back to it.

    Attributes:
        power: what a lead would need, kWp.
        by_stage: whether the column tells the stage; else it tells who carries the lead.
    """

    words: LeadWords
    power: Callable[[LeadLine], float]
    by_stage: bool = True

    def hue(self, line: LeadLine) -> str:
        """The colour of its stage."""
        return self.words.stage(line)[2]

    def lines(self, line: LeadLine, width: int, *, tall: bool) -> Sequence[Parts]:
        """What tells a lead from its neighbours in the same stage."""
        words = self.words
        name = (clip(words.name(line), width), "bold text" if tall else "text")
        use = (f" {words.use(line)}", "soft")
        place = spread([(words.town(line), "soft")], [use], width)
        when = self._when(line, width)
        if not tall:
            return [name], place, when
        said = words.contact(line, "text", words.name(line), named=True)
        kinds = " · ".join(words.kinds(line, brief=False)[:2])
        brief = "·".join(words.kinds(line, brief=True)[:2])
        full: Parts = [(kinds if width_of(kinds) <= width else brief, "soft")]
        return [name], fit_parts(keep_end(said, width), width), place, fit_parts(full, width), when

    def share(self, line: LeadLine) -> Total:
        """One lead, what it uses, and what it would need."""
        return Total(1, {USE: line.monthly_kwh or 0.0, POWER: self.power(line)})

    def sums(self, total: Total, width: int) -> tuple[str, str]:
        """The use of all of them; below it the power that they would need, where there is room for all of it."""
        power = power_in_brief(total.sums.get(POWER, 0.0))
        return use_in_brief(total.sums.get(USE, 0.0)), power if width_of(power) <= width else ""

    def _when(self, lead: LeadLine, width: int) -> Parts:
        """What is to be done when, in full, and by whom as far as there is room."""
        step = self.words.next_step(lead)
        left = step if step[0] else (self.words.made(lead), "mute")
        room = width - width_of(left[0]) - 1
        who = self.words.assignee(lead, room) if self.by_stage else self._stage(lead, room)
        return spread([left], [(" ", "mute"), who] if width_of(who[0]) <= room else (), width)

    def _stage(self, lead: LeadLine, room: int) -> Part:
        glyph, label, hue = self.words.stage(lead)
        return (f"{glyph} {label}" if width_of(label) + 2 <= room else glyph), hue
