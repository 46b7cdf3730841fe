"""The fields of the filter panel, and the way from a field to the condition that it means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from solartui.domain.query import Condition, QueryContext
from solartui.domain.query.ast import quoted
from solartui.domain.query.panel import criterion, typed, typed_criterion, value_texts
from solartui.domain.stages import SEEDED, Stage
from solartui.domain.vocabulary import GridConnection, LeadType, Source, label
from solartui.i18n import mark, tr
from solartui.screens.lists.own_criteria import day_options
from solartui.widgets.form.choice import ChoiceField, SegmentField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.several_field import MarksField, SeveralField
from solartui.widgets.form.text_field import TextField

if TYPE_CHECKING:
    from solartui.services.filters import Choices

_PAST = ("today", "yesterday", "7d", "30d", "this-week", "last-week", "this-month", "last-month", "this-year")
_COMING = ("late", "today", "tomorrow", "7d", "this-week", "next-week", "none")
_DATES = {
    "created": _PAST,
    "updated": _PAST,
    "contacted": ("never", *_PAST, ">7d", ">14d", ">30d"),
    "due": _COMING,
    "response": ("late", "today", "tomorrow", "open", "none"),
}
_ANY = ""
_FROM_TO = mark("7d · this month · 2026-11-01..2026-11-30")


class FilterFields:
    """Typed handles on every field; their keys are the names of the filter language.

    Args:
        own: the criteria for fields of the desk's own.
    """

    def __init__(self, own: Sequence[Field] = ()) -> None:
        none = Option("none", tr("none"))
        self.words = TextField("words", tr("Search"), placeholder=tr("name, place, phone or mail"))
        self.stage = MarksField("stage", tr("Stage"), stage_options(SEEDED))
        self.type = MarksField("type", tr("Type"), _words(LeadType))
        self.grid = MarksField("grid", tr("Connection"), _words(GridConnection))
        self.source = MarksField("source", tr("Source"), [*_words(Source), none])
        self.channel = SeveralField("channel", tr("Channel"), [none])
        self.location = TextField("location", tr("Location"), placeholder=tr("town, postcode or region; or none"))
        self.near = TextField("near", tr("Near"), placeholder=tr("30-001, 25 km · #123, 10 km · a town"))
        self.country = SeveralField("country", tr("Country"), [none])
        self.assignee = SeveralField("assignee", tr("Assignee"), _some_people())
        self.owner = SeveralField("owner", tr("Owner"), _some_people())
        self.createdby = SeveralField("createdby", tr("Made by"), _some_people())
        self.entity = SeveralField("entity", tr("Entity"), [none])
        self.created = _date("created", tr("Created"))
        self.updated = _date("updated", tr("Updated"))
        self.contacted = _date("contacted", tr("Last contacted"))
        self.due = _date("due", tr("Follow-up"))
        self.response = _date("response", tr("Answer by"))
        self.kwh = TextField("kwh", tr("kWh a month"), placeholder=tr(">400 · 400..800 · none"))
        self.score = TextField("score", tr("Score"), placeholder=tr(">=50 · 0..20 · none"))
        self.battery = _yes_no("battery", tr("Battery"))
        self.heatpump = _yes_no("heatpump", tr("Heat pump"))
        self.converted = _yes_no("converted", tr("Converted"))
        hidden = [Option(_ANY, tr("hidden")), Option("any", tr("shown too")), Option("yes", tr("only these"))]
        self.archived = SegmentField("archived", tr("Archived"), hidden)
        self.own = tuple(own)
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

    def offer(self, choices: Choices, channels: Sequence[str], countries: Sequence[str]) -> None:
        """Offer what the desk has."""
        none = Option("none", tr("none"))
        self.stage.set_options(stage_options(choices.stages))
        users = [Option(quoted(user.name), user.name, tr("User")) for user in choices.users]
        entities = [Option(quoted(one.name), one.name, _kind(one.kind)) for one in choices.entities]
        self.assignee.set_options([*_some_people(), *users, *entities])
        self.owner.set_options([*_some_people(), *users])
        self.createdby.set_options([*_some_people(), *users])
        self.entity.set_options([none, *entities])
        self.channel.set_options([none, *(Option(quoted(name), name) for name in channels)])
        self.country.set_options([none, *(Option(code, code) for code in countries)])


def stage_options(stages: Sequence[Stage]) -> list[Option]:
    """The stages with their signs and colours."""
    return [Option(one.key, f"{one.glyph} {one.label}", colour=f"hue.{one.hue}") for one in stages]


def _words(kind: type[StrEnum]) -> list[Option]:
    return [Option(value, label(value)) for value in kind]


def _kind(kind: StrEnum) -> str:
    return str(label(kind))


def _some_people() -> list[Option]:
    return [Option("me", tr("me")), Option("none", tr("none"))]


def _yes_no(key: str, title: str) -> SegmentField:
    return SegmentField(key, title, [Option(_ANY, tr("any")), Option("yes", tr("yes")), Option("no", tr("no"))])


def _date(key: str, title: str) -> ChoiceField:
    return ChoiceField(key, title, free=True, placeholder=tr(_FROM_TO))


def offer_dates(fields: FilterFields, context: QueryContext) -> None:
    """Offer the days and spans that are often meant, in words."""
    for field in (fields.created, fields.updated, fields.contacted, fields.due, fields.response):
        field.set_options(day_options(field.key, _DATES[field.key], context))


def entry_of(field: Field, condition: Condition | None) -> object:
    """What a field shows of a condition."""
    if isinstance(field, MarksField | SeveralField):
        return [] if condition is None else list(value_texts(condition))
    if isinstance(field, SegmentField):
        texts = () if condition is None else value_texts(condition)
        return _ANY if not texts else "any" if len(texts) > 1 else texts[0]
    return "" if condition is None else typed(condition)


def condition_of(field: Field, context: QueryContext) -> Condition | None:
    """What a field asks for.

    Raises:
        QueryError: nothing that can be asked for.
    """
    entry = field.entry
    if isinstance(entry, list):
        return criterion(field.key, entry, context)
    if isinstance(field, SegmentField):
        return criterion(field.key, [entry] if isinstance(entry, str) and entry else [], context)
    return typed_criterion(field.key, entry, context) if isinstance(entry, str) else None
