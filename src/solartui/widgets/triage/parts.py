"""The pieces that the page of one lead in triage is made of, each as lines of a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from solartui.domain import activity
from solartui.domain.estimate import estimate
from solartui.domain.leads import Lead
from solartui.domain.records import Activity, Note
from solartui.domain.vocabulary import label
from solartui.i18n import tr
from solartui.widgets import bars, moments
from solartui.widgets.cells import cell_text, number, width_of
from solartui.widgets.estimate_block import estimate_lines
from solartui.widgets.facts import APART, Fact, beside, column
from solartui.widgets.lead_log import who_and_when
from solartui.widgets.lead_snapshot import LeadSnapshot, person
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.parts import Part, spread
from solartui.widgets.wrapping import wrap

_MONTHS = 12
_LOOKED_AT = 600
_TOLD = 7
Lines = list[Drawn]


def count(value: int) -> str:
    """A number of leads."""
    return number(value)


def stacked(blocks: Sequence[Lines]) -> Lines:
    """Blocks below each other with a blank line between; empty ones are passed over."""
    lines: Lines = []
    for block in blocks:
        if lines and block:
            lines.append(Drawn(()))
        lines += block
    return lines


def due(data: LeadSnapshot, width: int) -> Lines:
    """Until when the lead has to be answered, and what is to be done next; one muted line where nothing is."""
    lead = data.lead
    lines = []
    if lead.respond_by is not None:
        by = data.local(lead.respond_by)
        left = moments.answer(by, data.now)
        exact = f"{moments.weekday(by)} {moments.clock(by, data.now)}"
        lines.append(_raised("⚑", tr("Answer by"), left, exact, width))
    if lead.next_follow_up is not None:
        at = data.local(lead.next_follow_up)
        exact = f"{moments.weekday(at)} {moments.clock(at, data.now)}"
        words = cell_text(lead.follow_up_note) or tr("Follow up")
        lines.append(_raised("◷", words, moments.due(at, data.now), exact, width))
    if not lines:
        lines.append(Drawn((("◷ ", "mute"), (tr("Nothing is due."), "mute"))))
    return lines


def _raised(glyph: str, words: str, when: moments.Due, exact: str, width: int) -> Drawn:
    right: list[Part] = [(when.text, when.token)]
    if width_of(exact) + width_of(when.text) + 24 <= width:
        right.append((f"  {exact}", "soft"))
    room = width - sum(width_of(text) for text, _ in right) - 6
    left: list[Part] = [("▌", "accent"), (f"{glyph} ", when.token), (clip(words, max(4, room)), "bold text")]
    return Drawn((*spread(left, right, width - 1), (" ", "text")), "raised")


def _site(data: LeadSnapshot) -> Iterator[Fact]:
    lead = data.lead
    yield Fact(tr("Facility"), f"{label(lead.type)} · {label(lead.grid_connection)}")
    wishes = ((lead.panel, tr("panels")), (lead.battery, tr("battery")), (lead.heat_pump, tr("heat pump")))
    wanted = ", ".join(word for wish, word in wishes if wish)
    yield Fact(tr("Wants"), wanted)
    if lead.score is not None:
        yield Fact(tr("Score"), tr("{score} of 100", score=lead.score))


def _people(data: LeadSnapshot) -> Iterator[Fact]:
    lead = data.lead
    if lead.contact.name != lead.name:
        yield Fact(tr("Contact"), clip(cell_text(lead.contact.name), 40))
    spoken = moments.ago(data.local(lead.last_contacted), data.now) if lead.last_contacted else tr("never")
    yield Fact(tr("Contacted"), spoken, "soft" if lead.last_contacted else "mute")
    if lead.owner is not None and (lead.assignee is None or lead.owner.name != lead.assignee.name):
        yield Fact(tr("Owner"), clip(cell_text(lead.owner.name), 30), "soft")
    if lead.lost_reason:
        yield Fact(tr("Lost because"), clip(cell_text(lead.lost_reason), 60), "err")


def facts_beside(data: LeadSnapshot, width: int) -> Lines:
    """What is known, in two columns of at most three lines."""
    first = (width - APART) * 7 // 12
    left, right = column([list(_site(data))], first), column([list(_people(data))], width - APART - first)
    return [*beside(left[:3], right[:3], first)]


def facts_below(data: LeadSnapshot, width: int) -> Lines:
    """What is known, in one column."""
    lead = data.lead
    people = list(_people(data))
    phones = [Fact(tr("Phone"), "\n".join(lead.contact.phones[2:4]), "info")] if len(lead.contact.phones) > 2 else []
    mails = [Fact(tr("Mail"), "\n".join(lead.contact.emails[1:3]), "info")] if len(lead.contact.emails) > 1 else []
    creator = lead.created_by.name if lead.created_by else tr("system")
    origin = [
        Fact(tr("Created"), moments.clock(data.local(lead.created_at), data.now), "soft"),
        Fact(tr("Creator"), clip(cell_text(creator), 40), "soft"),
    ]
    rows = column([[*_site(data)], [*people, *phones, *mails], origin], width)
    return [Drawn(tuple(row)) for row in rows]


def use(lead: Lead, width: int, rows: int) -> Lines:
    """What the site uses: a line of numbers, and a bar for each month where the months are known."""
    months = [value or 0.0 for value in lead.consumption]
    mean: list[Part] = []
    if lead.monthly_kwh is not None:
        mean = [(tr("{kwh} kWh / month", kwh=number(lead.monthly_kwh)), "text")]
    if len(months) != _MONTHS or not any(months):
        if not mean:
            return [Drawn((("■ ", "mute"), (tr("Use is not known yet."), "mute")))]
        year = tr("about {kwh} kWh / year", kwh=number((lead.monthly_kwh or 0) * _MONTHS))
        return [Drawn((("■ ", "use"), *mean, (f"   {year}", "soft")))]
    year = tr("{kwh} kWh / year", kwh=number(sum(months)))
    peak = tr("peak {month}", month=moments.month(months.index(max(months)) + 1))
    left: list[Part] = [("■ ", "use"), (year, "bold text"), ("   ", "text"), *mean]
    if rows <= 0:
        # A bar of one line for each month, where there is no room for more.
        spark = bars.columns(months, 1)[0]
        return [Drawn(tuple(spread(left, [(spark, "use"), (f"  {peak}", "mute")], width)))]
    lines = [Drawn(tuple(spread(left, [(peak, "mute")], width)))]
    slot = max(2, min(6, width // _MONTHS))
    gap = 1 if slot < 6 else 2
    lines += [Drawn(((bars.widened(bar, slot - gap, gap), "use"),)) for bar in bars.columns(months, rows)]
    names = "".join(f"{moments.month(month)[: max(1, slot - 1)]:<{slot}}" for month in range(1, _MONTHS + 1))
    return [*lines, Drawn(((names, "mute"),))]


def estimated(data: LeadSnapshot, width: int, room: int) -> Lines:
    """What a plant would do, in as many lines as there are; nothing where there is nothing to estimate from."""
    plant = estimate(data.lead, data.now.date(), data.figures) if room > 0 else None
    return estimate_lines(plant, data.lead, width)[:room] if plant else []


def said(data: LeadSnapshot, width: int, room: int, *, whole: bool = False) -> Lines:
    """The newest notes and activities, the newest first, in as many lines as there are.

    Args:
        data: the lead.
        width: cells of a line.
        room: lines at most.
        whole: whether a note may take several lines.
    """
    if room <= 0:
        return []
    told = [one for one in data.activities if not one.kind.startswith("note_")]
    entries: list[Note | Activity] = sorted(
        [*data.notes[-_TOLD:], *told[-_TOLD - room :]],
        key=lambda one: one.created_at if isinstance(one, Note) else one.at,
        reverse=True,
    )
    lines: Lines = []
    for entry in entries:
        if len(lines) >= room:
            break
        lines += _entry(data, entry, width, min(3, room - len(lines)) if whole else 1)
    if not lines:
        lines.append(Drawn((("≡ ", "mute"), (tr("Nothing was said or done yet."), "mute"))))
    return lines[:room]


def _entry(data: LeadSnapshot, entry: Note | Activity, width: int, most: int) -> Lines:
    if isinstance(entry, Note):
        right = who_and_when(person(entry.author), moments.ago(data.local(entry.created_at), data.now))
        words, sign, token = entry.body[:_LOOKED_AT], "▪ " if entry.document else "≡ ", "text"
    else:
        right = who_and_when(person(entry.actor), moments.ago(data.local(entry.at), data.now))
        words, sign, token = data.describe(entry), f"{activity.sign_of(entry)} ", "soft"
    inner = max(8, width - sum(width_of(text) for text, _ in right) - 2)
    rows = wrap(words, inner) or [""]
    if len(rows) > most:
        rows = [*rows[: most - 1], clip(f"{rows[most - 1]}…", inner)]
    first = Drawn(tuple(spread([(sign, "mute"), (rows[0], token)], right, width)))
    return [first, *(Drawn((("  ", "text"), (row, token))) for row in rows[1:])]
