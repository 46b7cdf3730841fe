"""The columns of the lead list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from solartui.domain.listing import LeadLine
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import GridConnection, LeadType, Source, label
from solartui.i18n import language, mark, tr
from solartui.theme import Palette
from solartui.widgets import moments
from solartui.widgets.cells import cell_text, number
from solartui.widgets.columns import Column
from solartui.widgets.parts import Part

Parts = Sequence[Part]
# Polish words are longer, or shorter: the cells that these columns need at least. The follow-up is to be in sight
# beside the preview in a window of 120 columns, too.
_OTHER = {"pl": {"stage": 15, "location": 11, "next_follow_up": 13, "assignee": 16, "updated_at": 14, "respond_by": 18}}


def lead_columns(now: Callable[[], datetime], stages: Mapping[str, Stage]) -> tuple[Column[LeadLine], ...]:
    """The columns, the most useful first.

    Args:
        now: tells what is late, and which year needs no mention.
        stages: by key; filled when the database is open.
    """

    def wide(key: str, width: int) -> int:
        return _OTHER.get(language(), {}).get(key, width)

    def due(line: LeadLine, _palette: Palette) -> Parts:
        when = moments.due(moments.moment(line.next_follow_up), now())
        return [("◷ " if when.text else "", when.token), (when.text, when.token)]

    def answer(line: LeadLine, _palette: Palette) -> Parts:
        left = moments.answer(moments.moment(line.respond_by), now())
        return [("⚑ " if left.text else "", left.token), (left.text, left.token)]

    def stage(line: LeadLine, _palette: Palette) -> Parts:
        known = stages.get(line.stage)
        if known is None:
            return [(cell_text(line.stage), "mute")]
        return [(f"{known.glyph} ", f"hue.{known.hue}"), (known.label, f"hue.{known.hue}")]

    def name(line: LeadLine, _palette: Palette) -> Parts:
        known = stages.get(line.stage)
        shown = line.name.removesuffix(f" – {line.city}")  # the town stands in its own column
        return [(cell_text(shown), "soft" if known is not None and known.finished else "text")]

    def day(value: str | None) -> Parts:
        when = moments.moment(value)
        return [(moments.day(when, now()) if when else "", "mute")]

    return (
        Column("name", mark("Lead"), 20, name, widest=34, lead=True),
        Column("stage", mark("Stage"), wide("stage", 12), stage, widest=18),
        Column("location", mark("Town"), wide("location", 13), _town, widest=20),
        Column("monthly_kwh", mark("kWh"), 6, _use, "right"),
        Column("next_follow_up", mark("Follow-up"), wide("next_follow_up", 14), due, widest=16),
        Column("contact", mark("Contact"), 30, _contact, widest=38, end=True),
        Column("respond_by", mark("Answer by"), wide("respond_by", 16), answer, widest=18),
        Column("type", mark("Type"), 13, _type),
        Column("assignee", mark("Assignee"), wide("assignee", 14), _assignee, widest=22),
        Column("created_at", mark("Created"), 11, lambda line, _palette: day(line.created_at)),
        Column("updated_at", mark("Updated"), wide("updated_at", 11), lambda line, _palette: day(line.updated_at)),
        Column("grid_connection", mark("Grid"), 14, _grid),
        Column("source", mark("Source"), 17, _source),
        Column("created_by", mark("Created by"), 16, _creator, widest=20),
        Column("created_entity", mark("Creating entity"), 16, _entity, widest=22),
        Column("score", mark("Score"), 5, _score, "right"),
        Column("last_contacted", mark("Contacted"), 11, lambda line, _palette: day(line.last_contacted)),
        Column("id", mark("No."), 8, _number, "right"),
        Column("phone", mark("Phone"), 16, _text("phone")),
        Column("email", mark("E-mail"), 24, _text("email"), widest=34),
        Column("channel", mark("Channel"), 14, _text("channel"), widest=20),
        Column("owner", mark("Owner"), wide("assignee", 14), _text("owner"), widest=22),
        *_PLAIN,
    )


def _text(field: str) -> Callable[[LeadLine, Palette], Parts]:
    """The cell of a field that is shown as it is stored."""

    def cell(line: LeadLine, _palette: Palette) -> Parts:
        return [(cell_text(getattr(line, field)), "soft")]

    return cell


def _town(line: LeadLine, _palette: Palette) -> Parts:
    return [(cell_text(line.city or line.region or line.postcode), "soft")]


def _use(line: LeadLine, _palette: Palette) -> Parts:
    return [(number(line.monthly_kwh) if line.monthly_kwh is not None else "", "soft")]


def _contact(line: LeadLine, _palette: Palette) -> Parts:
    point = line.phone or line.email
    return [(cell_text(line.contact), "soft"), (f"  {cell_text(point)}" if point else "", "mute")]


def _type(line: LeadLine, _palette: Palette) -> Parts:
    return [(label(LeadType(line.type)), "soft")]


def _grid(line: LeadLine, _palette: Palette) -> Parts:
    return [(label(GridConnection(line.grid_connection)), "soft")]


def _source(line: LeadLine, _palette: Palette) -> Parts:
    return [(label(Source(line.source)), "mute")]


def _assignee(line: LeadLine, _palette: Palette) -> Parts:
    return [(cell_text(line.assignee), "soft")]


def _creator(line: LeadLine, _palette: Palette) -> Parts:
    return [(cell_text(line.created_by or "system"), "mute")]


def _entity(line: LeadLine, _palette: Palette) -> Parts:
    return [(cell_text(line.created_entity), "mute")]


def _score(line: LeadLine, _palette: Palette) -> Parts:
    return [("" if line.score is None else str(line.score), "soft")]


def _distance(line: LeadLine, _palette: Palette) -> Parts:
    if line.distance is None:
        return [("", "soft")]
    return [(tr("{n} km", n=number(line.distance, 1 if line.distance < 100 else 0)), "soft")]


_PLAIN: tuple[Column[LeadLine], ...] = (
    Column("street", mark("Street"), 20, _text("street"), widest=30),
    Column("postcode", mark("Postcode"), 9, _text("postcode")),
    Column("region", mark("Region"), 16, _text("region"), widest=22),
    Column("country", mark("Country"), 7, _text("country")),
    Column("follow_up_note", mark("Follow-up note"), 24, _text("follow_up_note"), widest=40),
    Column("distance", mark("Distance"), 11, _distance, "right", sometimes=True),
)


def _number(line: LeadLine, _palette: Palette) -> Parts:
    return [(f"#{line.id}", "mute")]
