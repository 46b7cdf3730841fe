"""The contact of a lead: one that is known, or one that is entered with the lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from solartui.i18n import tr
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.form.choice import RecordField
from solartui.widgets.form.field import Option
from solartui.widgets.painted import clip
from solartui.widgets.parts import Part, parts_width

NEW: Final = "new"
"""Id of the option that enters a new contact."""


class ContactField(RecordField):
    """The entry of a new contact has what was entered: ``{"new": {...}, "text": "Anna Nowak"}``.

    Attributes:
        new: what was entered for a new contact; None where a known one is chosen.
    """

    new: Mapping[str, object] | None = None

    @property
    def entry(self) -> object:
        """The known contact, or what was entered for a new one."""
        if self.new is not None and self.chosen is not None:
            return {"new": dict(self.new), "text": self.chosen.text}
        return super().entry

    def put(self, entry: object) -> None:
        """Show an entry."""
        entered = entry.get("new") if isinstance(entry, dict) else None
        if isinstance(entered, dict):
            self.show_new(entered)
        else:
            super().put(entry)

    def show_option(self, option: Option | None, otherwise: str = "") -> None:
        """Show a known contact."""
        self.new = None
        super().show_option(option, otherwise)

    def show_new(self, entered: Mapping[str, object]) -> None:
        """Show a contact that is to be made with the lead."""
        details = (str(entered.get("emails") or ""), str(entered.get("phones") or ""))
        name = str(entered.get("name") or "")
        super().show_option(Option(NEW, name, " · ".join(part for part in details if part)))
        self.new = entered
        self.reshape()

    def enter_new(self, entered: Mapping[str, object]) -> None:
        """Show it as entered by the person just now."""
        self.show_new(entered)
        self.edited()

    def edited(self) -> None:
        """Who types a name looks for another contact."""
        super().edited()
        if self.chosen is None:
            self.new = None
        self.reshape()

    def more_lines(self, room: int) -> Sequence[Sequence[Part]]:
        """How to reach them: on one line, or on two where that is too long."""
        if self.chosen is None or not (self.new is not None or self.chosen.remark):
            return ()
        sign: list[Part] = [(f"{tr('new')}  ", "accent")] if self.new is not None else []
        room -= parts_width(sign)
        details = cell_text(self.chosen.remark)
        lines = [details] if width_of(details) <= room else details.split(" · ")
        return [[*(sign if not at else []), (clip(line, room), "soft")] for at, line in enumerate(lines)]
