"""The fields of the filter panel of leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from solartui.domain.query.ast import quoted
from solartui.domain.query.panel import SHOWN
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.vocabulary import GridConnection, LeadType, Source
from solartui.i18n import tr
from solartui.screens.lists.criteria import ANY, PAST, date_field, people_of, some_people, words_of, yes_no
from solartui.screens.lists.own_criteria import own_criteria
from solartui.widgets.cells import number
from solartui.widgets.form.choice import SegmentField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.several_field import MarksField, SeveralField
from solartui.widgets.form.text_field import TextField

if TYPE_CHECKING:
    from solartui.domain.query import QueryContext
    from solartui.services.filters import Choices

_COMING = ("late", "today", "tomorrow", "7d", "this-week", "next-week", "none")
_CONTACTED = ("never", *PAST, ">7d", ">14d", ">30d")
_ANSWERED = ("late", "today", "tomorrow", "open", "none")


class LeadCriteria:
    """Typed handles on every field; their keys are the names of the filter language.

    Args:
        context: what a filter needs to be understood.
    """

    shown = SHOWN
    values = ("channel", "country")

    def __init__(self, context: QueryContext) -> None:
        none = Option("none", tr("none"))
        self.words = TextField("words", tr("Search"), placeholder=tr("name, place, phone or mail"))
        self.stage = MarksField("stage", tr("Stage"), stage_options(SEEDED))
        self.type = MarksField("type", tr("Type"), words_of(LeadType))
        self.grid = MarksField("grid", tr("Connection"), words_of(GridConnection))
        self.source = MarksField("source", tr("Source"), [*words_of(Source), none])
        self.channel = SeveralField("channel", tr("Channel"), [none])
        self.location = TextField("location", tr("Location"), placeholder=tr("town, postcode or region; or none"))
        self.near = TextField("near", tr("Near"), placeholder=tr("30-001, 25 km · #123, 10 km · a town"))
        self.country = SeveralField("country", tr("Country"), [none])
        self.assignee = SeveralField("assignee", tr("Assignee"), some_people())
        self.owner = SeveralField("owner", tr("Owner"), some_people())
        self.createdby = SeveralField("createdby", tr("Made by"), some_people())
        self.entity = SeveralField("entity", tr("Entity"), [none])
        self.created = date_field("created", tr("Created"), PAST, context)
        self.updated = date_field("updated", tr("Updated"), PAST, context)
        self.contacted = date_field("contacted", tr("Last contacted"), _CONTACTED, context)
        self.due = date_field("due", tr("Follow-up"), _COMING, context)
        self.response = date_field("response", tr("Answer by"), _ANSWERED, context)
        self.kwh = TextField("kwh", tr("kWh a month"), placeholder=tr(">400 · 400..800 · none"))
        self.score = TextField("score", tr("Score"), placeholder=tr(">=50 · 0..20 · none"))
        self.battery = yes_no("battery", tr("Battery"))
        self.heatpump = yes_no("heatpump", tr("Heat pump"))
        self.converted = yes_no("converted", tr("Converted"))
        hidden = [Option(ANY, tr("hidden")), Option("any", tr("shown too")), Option("yes", tr("only these"))]
        self.archived = SegmentField("archived", tr("Archived"), hidden)
        self.own = own_criteria(context)
        self.also = TextField("also", tr("And also"), placeholder=tr("any other condition, such as -town:perth"))

    def sections(self) -> Iterator[tuple[str, tuple[Field, ...]]]:
        """The sections with their fields, in the order in which enter goes through them."""
        kind = (self.words, self.stage, self.type, self.grid, self.source, self.channel)
        yield tr("Lead"), kind
        yield tr("Place"), (self.location, self.near, self.country)
        yield tr("People"), (self.assignee, self.owner, self.createdby, self.entity)
        yield tr("Dates"), (self.created, self.updated, self.contacted, self.due, self.response)
        yield tr("Use and wishes"), (self.kwh, self.score, self.battery, self.heatpump)
        if self.own:
            yield tr("Own fields"), self.own
        yield tr("State"), (self.converted, self.archived, self.also)

    def remark(self, count: int, total: int) -> str:
        """How many leads the filter leaves."""
        return tr("{count} of {total} leads", count=number(count), total=number(total))

    def offer(self, choices: Choices, values: Mapping[str, Sequence[str]]) -> None:
        """Offer what the desk has."""
        none = Option("none", tr("none"))
        self.stage.set_options(stage_options(choices.stages))
        users, entities = people_of(choices)
        self.assignee.set_options([*some_people(), *users, *entities])
        self.owner.set_options([*some_people(), *users])
        self.createdby.set_options([*some_people(), *users])
        self.entity.set_options([none, *entities])
        self.channel.set_options([none, *(Option(quoted(name), name) for name in values.get("channel", ()))])
        self.country.set_options([none, *(Option(code, code) for code in values.get("country", ()))])


def stage_options(stages: Sequence[Stage]) -> list[Option]:
    """The stages with their signs and colours."""
    return [Option(one.key, f"{one.glyph} {one.label}", colour=f"hue.{one.hue}") for one in stages]
