"""The fields of a lead's form, in their sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from solartui.domain.consumption import use_warning
from solartui.domain.people import Actor, Assignee, Entity, User
from solartui.domain.stages import Stage
from solartui.domain.vocabulary import AssigneeKind, EntityKind, GridConnection, LeadType, StageKind, label
from solartui.i18n import mark, tr
from solartui.screens.lead.form_entries import NO, YES, who_id
from solartui.widgets.cells import number
from solartui.widgets.form.choice import ChoiceField, SegmentField
from solartui.widgets.form.contact_field import ContactField
from solartui.widgets.form.date_field import DateField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.months_field import MonthsField
from solartui.widgets.form.text_field import NumberField, TextField, number_text

# Offered by name; any other can be entered by its code.
_COUNTRIES = (
    ("PL", mark("Poland")), ("AU", mark("Australia")), ("NZ", mark("New Zealand")), ("DE", mark("Germany")),
    ("CZ", mark("Czechia")), ("SK", mark("Slovakia")), ("LT", mark("Lithuania")), ("UA", mark("Ukraine")),
    ("AT", mark("Austria")), ("NL", mark("Netherlands")), ("GB", mark("United Kingdom")), ("IE", mark("Ireland")),
    ("ES", mark("Spain")), ("IT", mark("Italy")), ("FR", mark("France")), ("US", mark("United States")),
)  # fmt: skip
_CHANNELS = (
    mark("Website"), mark("Recommendation"), mark("Fair"), mark("Phone call"), mark("Advertisement"),
    mark("Social media"), mark("Installer"), mark("Returning customer"),
)  # fmt: skip


def country_options() -> list[Option]:
    """The countries that are offered by name."""
    return [Option(code, tr(name), code) for code, name in _COUNTRIES]


def _words(kind: type[StrEnum]) -> list[Option]:
    return [Option(value, label(value)) for value in kind]


class LeadFields:
    """Typed handles on every field.

    Args:
        now: tells the time in the person's zone.
        new: whether the lead is made by this form.
    """

    def __init__(self, now: Callable[[], datetime], *, new: bool) -> None:
        yes_no = [Option(YES, tr("yes")), Option(NO, tr("no"))]
        channels = [Option(tr(name), tr(name)) for name in _CHANNELS]
        self.contact = ContactField("contact", tr("Contact"), required=True, placeholder=tr("name, e-mail or phone"))
        self.name = TextField("name", tr("Lead name"), required=not new)
        self.type = SegmentField("type", tr("Lead type"), _words(LeadType))
        self.grid = SegmentField("grid_connection", tr("Connection"), _words(GridConnection))
        self.stage = ChoiceField("stage", tr("Stage"))
        self.lost_reason = TextField("lost_reason", tr("Reason"), required=True, placeholder=tr("why it was lost"))
        self.street = TextField("street", tr("Street"))
        self.postcode = TextField("postcode", tr("Postcode"), cells=12)
        self.city = TextField("city", tr("Town"))
        self.region = TextField("region", tr("Region"))
        self.country = ChoiceField("country", tr("Country"), country_options(), free=True)
        self.coordinates = TextField("coordinates", tr("Coordinates"), placeholder=tr("50.06143, 19.93658"))
        self.coordinates.picks = True
        self.place = (self.street, self.postcode, self.city, self.region, self.coordinates)
        self.assignee = ChoiceField("assignee", tr("Assigned to"), placeholder=tr("nobody yet"))
        self.owner = ChoiceField("owner", tr("Owner"))
        self.channel = ChoiceField("channel", tr("Channel"), channels, free=True, placeholder=tr("how they found us"))
        self.partner = ChoiceField("partner", tr("Partner"), placeholder=tr("who brought it"))
        self.location = ChoiceField("location", tr("Service location"), placeholder=tr("which area it belongs to"))
        self.monthly = NumberField("monthly_kwh", tr("Monthly use"), unit=tr("kWh"))
        self.monthly.picks = True
        self._average = ""
        self.months = MonthsField("consumption", tr("Month by month"))
        self.panel = SegmentField("panel", tr("Solar panels"), yes_no)
        self.battery = SegmentField("battery", tr("Battery"), yes_no)
        self.heat_pump = SegmentField("heat_pump", tr("Heat pump"), yes_no)
        self.score = NumberField("score", tr("Score"), unit=tr("of 100"))
        self.follow_up = DateField("next_follow_up", tr("Follow-up"), now, placeholder=tr("fri 14:00, +3d"))
        self.note = TextField("follow_up_note", tr("About"), placeholder=tr("what to get back about"))
        self.contacted = DateField("last_contacted", tr("Last contact"), now, past=True)
        for listed in (self.partner, self.location):
            # Shown once it is known that there is something to choose.
            listed.display = False
        for field in (self.street, self.assignee):
            field.add_class("form-group")

    def sections(self) -> Iterator[tuple[str, tuple[Field, ...]]]:
        """The sections with their fields, in the order in which enter goes through them."""
        place = (self.street, self.postcode, self.city, self.region, self.country, self.coordinates)
        yield tr("Contact"), (self.contact,)
        kind = (self.name, self.type, self.grid, self.stage, self.lost_reason)
        yield tr("General"), (*kind, *place, self.assignee, self.owner, self.channel, self.partner, self.location)
        yield tr("Consumption"), (self.monthly, self.months)
        yield tr("System interests"), (self.panel, self.battery, self.heat_pump)
        yield tr("Follow-up"), (self.score, self.follow_up, self.note, self.contacted)

    def work_out_average(self, field: Field) -> None:
        """Twelve known months have a mean; it is entered unless the person knows better."""
        average = self.months.average
        if field is self.months and average is not None and self.monthly.entry in {"", self._average}:
            self._average = number_text(round(average, 1))
            self.monthly.put(self._average)
        self.look_at_use()
        use = self.monthly.value
        a_year = tr("≈ {kwh} a year", kwh=number(use * 12)) if use else ""
        self.monthly.remark((tr("kWh"), "mute"), (f"  {a_year}", "soft"))

    def look_at_use(self) -> None:
        """Say so where a home uses more or less than homes do."""
        self.monthly.warn(use_warning(LeadType(str(self.type.entry)), self.monthly.value))

    def offer_people(self, assignees: Sequence[Assignee], users: Sequence[User], actor: Actor) -> None:
        """Offer who can carry and who can own a lead, the person at the desk first."""

        def option(who: Assignee) -> Option:
            mine = who.kind is AssigneeKind.USER and who.id == actor.user_id
            return Option(who_id(who), who.name, tr("me") if mine else label(who.kind))

        order = sorted(assignees, key=lambda who: who.kind is not AssigneeKind.USER or who.id != actor.user_id)
        self.assignee.set_options([option(who) for who in order])
        owners = [Assignee(AssigneeKind.USER, user.id, user.name) for user in users if user.active]
        owners.sort(key=lambda who: who.id != actor.user_id)
        self.owner.set_options([option(who) for who in owners])

    def offer_lists(self, entities: Sequence[Entity]) -> None:
        """Offer partners and service locations, as the admin keeps them; a list that is empty is no field."""
        for field, kind in ((self.partner, EntityKind.PARTNER), (self.location, EntityKind.LOCATION)):
            names = [one.name for one in entities if one.kind is kind and one.active]
            field.set_options([Option(name, name) for name in names])
            field.display = bool(names) or not field.empty

    def offer_stages(self, stages: Sequence[Stage], current: str) -> None:
        """Offer the stages; those that a hand cannot set say why."""
        options = []
        for stage in stages:
            if stage.active or stage.key == current:
                by_hand = stage.kind is not StageKind.CONVERTED or stage.key == current
                why = "" if by_hand else tr("by converting it")
                text = f"{stage.glyph} {stage.label}"
                options.append(Option(stage.key, text, "", why, f"hue.{stage.hue}"))
        self.stage.set_options(options)
