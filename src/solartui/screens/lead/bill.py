"""A box that makes the average use of a month from a bill."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from solartui.domain.consumption import average_from_bill, bill_warning, lies_south, use_warning
from solartui.domain.errors import Invalid
from solartui.domain.importing.places import coordinates
from solartui.domain.vocabulary import LeadType
from solartui.i18n import mark, tr
from solartui.screens.dialogs.dialog import DialogKeys, TitleLine
from solartui.screens.forms.choosing_screen import ChoosingScreen
from solartui.widgets.cells import number
from solartui.widgets.form.date_field import DateField
from solartui.widgets.form.field import Field
from solartui.widgets.form.text_field import NumberField, number_text

if TYPE_CHECKING:
    from solartui.domain.leads import Lead
    from solartui.screens.forms.form_screen import FormScreen
    from solartui.screens.lead.form_fields import LeadFields


class BillBox(ChoosingScreen[float], inherit_bindings=False):
    """Answers the average use a month, kWh; None where the person changed their mind.

    Args:
        now: tells the time in the person's zone.
        kind: what stands at the site: how the use is spread over the year depends on it.
        southern: whether the site lies south of the equator.
    """

    BINDINGS = ChoosingScreen.BINDINGS
    GROUND: ClassVar[str] = "panel"
    PURPOSE: ClassVar[str] = mark("The use on a bill and its period make the average of a month.")

    def __init__(self, now: Callable[[], datetime], kind: LeadType, *, southern: bool = False) -> None:
        super().__init__()
        self._kind = kind
        self._southern = southern
        self._title = TitleLine(tr("From a bill"))
        self.footer = DialogKeys()
        self._use = NumberField("kwh", tr("Use on the bill"), unit=tr("kWh"))
        self._start = DateField("start", tr("From"), now, past=True, whole_day=True)
        self._end = DateField("end", tr("To"), now, past=True, whole_day=True)
        self.add(self._use, self._start, self._end)

    def compose(self) -> ComposeResult:
        """The box."""
        yield from self.boxed(self._title)

    def on_mount(self) -> None:
        """Begin with the use."""
        self.dropdown.close()
        self.choices_known()
        self.begin()
        self.go_to(self._use)

    def changed(self, field: Field) -> None:
        """Say what comes out, once everything is known."""
        self._warn()
        try:
            average = self._average()
        except Invalid:
            self._title.set_remark("")
            return
        self._title.set_remark(tr("≈ {kwh} kWh a month", kwh=number(average)))
        self._use.warn(use_warning(self._kind, average))

    def _warn(self) -> None:
        try:
            start, end = self._start.moment, self._end.moment
        except Invalid:
            return
        self._end.warn(bill_warning(start.date(), end.date()) if start and end else "")

    def _average(self) -> float:
        if not self._use.value:
            raise Invalid(tr("How many kWh does the bill show?"), "kwh")
        start, end = self._start.moment, self._end.moment
        if start is None or end is None:
            raise Invalid(tr("This cannot be empty."), "end" if start else "start")
        return average_from_bill(self._kind, self._use.value, start.date(), end.date(), southern=self._southern)

    def action_save(self) -> None:
        """Answer, or say what is missing."""
        for field in self.fields.values():
            field.complain("")
            field.settle()
            if field.problem:
                self.go_to(field)
                return
        try:
            average = self._average()
        except Invalid as problem:
            field = self.fields[problem.field or "kwh"]
            field.complain(problem.message)
            self.go_to(field)
        else:
            self.dismiss(round(average, 1))

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


async def use_from_bill(form: FormScreen[Lead], own: LeadFields) -> None:
    """Ask for a bill, and enter the average that comes out."""
    try:
        place = coordinates(str(own.coordinates.entry))
    except Invalid:
        place = None
    southern = lies_south(place[0] if place else None, str(own.country.entry))
    box = BillBox(lambda: form.now, LeadType(str(own.type.entry)), southern=southern)
    average = await form.ask(box)
    if average is not None:
        own.monthly.put(number_text(average))
        own.monthly.edited()
