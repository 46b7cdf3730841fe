"""The box that says in which other program a design is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from solartui.domain.errors import Invalid
from solartui.domain.offers.designs import Design
from solartui.i18n import mark, tr
from solartui.screens.designs.form import DesignBox
from solartui.widgets.form.text_field import TextField

if TYPE_CHECKING:
    from solartui.screens.session import Session
    from solartui.widgets.form.field import Field

_FIELDS = ("system", "external_id", "url")


class LinkForm(DesignBox[Design], inherit_bindings=False):
    """Answers the design as it was saved.

    Args:
        session: the open database.
        design: the design that is kept there, too.
    """

    BINDINGS = DesignBox.BINDINGS
    PURPOSE: ClassVar[str] = mark("Where the design is kept, so that what is exported there can be taken over here.")

    def __init__(self, session: Session, design: Design) -> None:
        super().__init__(session, f"design:{design.id}:link", tr("Kept in another program"), design.name)
        self._design = design
        self.take(
            TextField("system", tr("Program"), required=True, placeholder=tr("pylon, PV*SOL …")),
            TextField("external_id", tr("Number there")),
            TextField("url", tr("Address there"), placeholder="https://"),
        )

    def on_mount(self) -> None:
        """Show what is known."""
        self.begin_with({key: getattr(self._design, key) or "" for key in _FIELDS})
        self.set_focus(self.fields["system"])

    def check(self, field: Field) -> None:
        """A program there must be."""
        if field.required and field.empty:
            raise Invalid(tr("This cannot be empty."), field.key)

    async def store(self) -> Design | None:
        """Link it."""
        link = self.session.services.designs.link
        system, number, url = (str(self.entries[key] or "") for key in _FIELDS)
        try:
            return (await self.do(link, self._design.id, system, number, url)).value
        except Invalid as problem:
            text = problem.message.removeprefix(f"{problem.field}: ")
            raise Invalid(text, problem.field) from problem
