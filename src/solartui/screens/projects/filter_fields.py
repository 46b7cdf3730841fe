"""The fields of the filter panel of projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from solartui.domain.vocabulary import GridConnection, LeadType, Result
from solartui.i18n import tr
from solartui.screens.lists.criteria import PAST, date_field, people_of, some_people, words_of, yes_no
from solartui.screens.lists.own_criteria import own_criteria
from solartui.widgets.cells import number
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.several_field import MarksField, SeveralField
from solartui.widgets.form.text_field import TextField
from solartui.widgets.project_stages import project_stages

if TYPE_CHECKING:
    from solartui.domain.query import QueryContext
    from solartui.services.filters import Choices


class ProjectCriteria:
    """Typed handles on every field; their keys are the names of the filter language.

    Args:
        context: what a filter needs to be understood.
    """

    shown = (
        "stage", "active", "outcome", "type", "grid", "contact", "city", "postcode", "region", "country", "assignee",
        "kwp", "battery", "price", "created", "updated",
    )  # fmt: skip
    values = ("country",)

    def __init__(self, context: QueryContext) -> None:
        none = Option("none", tr("none"))
        self.words = TextField("words", tr("Search"), placeholder=tr("name, town or customer"))
        stages = (Option(one.key, f"{one.glyph} {one.label}", colour=f"hue.{one.hue}") for one in project_stages())
        self.stage = MarksField("stage", tr("Stage"), list(stages))
        self.active = yes_no("active", tr("Under way"))
        self.outcome = MarksField("outcome", tr("Outcome"), words_of(Result))
        self.type = MarksField("type", tr("Type"), words_of(LeadType))
        self.grid = MarksField("grid", tr("Connection"), words_of(GridConnection))
        self.contact = TextField("contact", tr("Customer"), placeholder=tr("words of the name"))
        self.city = TextField("city", tr("Town"), placeholder=tr("krak · none"))
        self.postcode = TextField("postcode", tr("Postcode"), placeholder=tr("30-001 · none"))
        self.region = TextField("region", tr("Region"), placeholder=tr("words of it; or none"))
        self.country = SeveralField("country", tr("Country"), [none])
        self.assignee = SeveralField("assignee", tr("Assignee"), some_people())
        self.kwp = TextField("kwp", tr("kWp"), placeholder=tr(">10 · 5..20 · none"))
        self.battery = TextField("battery", tr("Battery"), placeholder=tr(">10 · 5..20 · none"))
        self.price = TextField("price", tr("Price net"), placeholder=tr(">30000 · none"))
        self.created = date_field("created", tr("Created"), PAST, context)
        self.updated = date_field("updated", tr("Updated"), PAST, context)
        self.own = own_criteria(context)
        self.also = TextField("also", tr("And also"), placeholder=tr("any other condition, such as -town:perth"))

    def sections(self) -> Iterator[tuple[str, tuple[Field, ...]]]:
        """The sections with their fields, in the order in which enter goes through them."""
        yield tr("Project"), (self.words, self.stage, self.active, self.outcome)
        yield tr("Customer and place"), (self.contact, self.city, self.postcode, self.region, self.country)
        yield tr("People"), (self.assignee,)
        yield tr("System and price"), (self.type, self.grid, self.kwp, self.battery, self.price)
        yield tr("Dates"), (self.created, self.updated)
        if self.own:
            yield tr("Own fields"), self.own
        yield tr("Anything else"), (self.also,)

    def offer(self, choices: Choices, values: Mapping[str, Sequence[str]]) -> None:
        """Offer what the desk has."""
        users, entities = people_of(choices)
        self.assignee.set_options([*some_people(), *users, *entities])
        codes = (Option(code, code) for code in values.get("country", ()))
        self.country.set_options([Option("none", tr("none")), *codes])

    def remark(self, count: int, total: int) -> str:
        """How many projects the filter leaves."""
        return tr("{count} of {total} projects", count=number(count), total=number(total))
