"""The box in which an offer is made of a design: its language, its last day, its tax and what is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from solartui.domain.errors import Invalid, Refused, SolarError
from solartui.domain.money import format_money
from solartui.domain.offers.proposals import Proposal
from solartui.i18n import mark, tr
from solartui.screens.designs.form import DesignBox, with_place
from solartui.widgets.form.choice import SegmentField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.several_field import MarksField
from solartui.widgets.form.text_field import NumberField, TextField

if TYPE_CHECKING:
    from solartui.domain.offers.designs import Design
    from solartui.screens.session import Session

_USUAL = ""
_ZONED = "certificates"


class ProposalForm(DesignBox[Proposal], inherit_bindings=False):
    """Answers the new offer; what is left empty follows from the rules of the place.

    Args:
        session: the open database.
        design: what is offered.
        problem: what is asked for, where an offer was refused without it.
    """

    BINDINGS = DesignBox.BINDINGS
    PURPOSE: ClassVar[str] = mark("An offer of a design; what is left empty follows from the rules of the place.")

    def __init__(self, session: Session, design: Design, problem: SolarError | None = None) -> None:
        remark = f"{design.name} · {format_money(design.net, design.currency)}"
        super().__init__(session, f"proposal:new:{design.id}", tr("New proposal"), remark)
        self._design = design
        self._problem = problem
        languages = [Option(_USUAL, tr("as usual")), Option("pl", tr("Polish")), Option("en", tr("English"))]
        self._grants = MarksField("incentives", tr("Grants"), [])
        self.take(
            SegmentField("language", tr("Language"), languages),
            TextField("valid_until", tr("Valid until"), placeholder=tr("+30d, 24.12; empty: as usual")),
            NumberField("vat_rate", tr("VAT"), unit=tr("%; empty: by the rules of the place")),
            TextField("vat_reason", tr("Why that rate")),
            self._grants,
            NumberField("zone", tr("Zone"), unit=tr("of certificates, where it is not known")),
        )
        self.fields["vat_rate"].add_class("form-group")
        self.fields["incentives"].add_class("form-group")

    def on_mount(self) -> None:
        """Begin where something is asked for."""
        self.begin_with({})
        self._grants.display = self.fields["zone"].display = False
        here = self.field_of(self._problem) if self._problem is not None else None
        self.set_focus(here or self.fields["language"])
        if here is not None and self._problem is not None:
            here.complain(said_here(self._problem))

    async def ready(self) -> None:
        """Learn what may be given back; what belongs to every offer is marked."""
        await super().ready()
        found = await self.load(self.session.services.design_prices.incentives, self._design.id)
        self._grants.set_options([Option(key, name) for key, name, _ in found])
        self._grants.put([key for key, _, usual in found if usual])
        self._base["incentives"] = self._grants.entry
        self._grants.display = bool(found)
        self.fields["zone"].display = any(key == _ZONED for key, *_ in found)

    def check(self, field: Field) -> None:
        """By the rules of an offer."""
        from solartui.domain.drafts import validated
        from solartui.domain.offers.drafts import ProposalFields

        if field is not self._grants:
            with_place(field.key, lambda: validated(ProposalFields, {field.key: field.entry or None}))

    async def store(self) -> Proposal | None:
        """Make it."""
        values = {key: entry for key, entry in self.entries.items() if entry and key != "incentives"}
        if "incentives" in self.touched:
            values["incentives"] = self._grants.entry
        create = self.session.services.proposals.create
        try:
            return (await self.do(create, self._design.id, values)).value
        except Refused as refused:
            raise Refused(said_here(refused), refused.missing) from refused
        except Invalid as problem:
            raise Invalid(problem.message.removeprefix(f"{problem.field}: "), problem.field) from problem


def said_here(error: SolarError) -> str:
    """A refusal without the words of the command line that would do it, where the fields stand here."""
    missing = error.missing if isinstance(error, Refused) else ()
    if "vat_rate" in missing:
        return tr("The VAT rate of this place is not known: write it here.")
    if "vat_reason" in missing:
        return tr("Another rate than the usual one needs a reason.")
    return error.message
