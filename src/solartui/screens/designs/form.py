"""The boxes in which a design is made and changed: its system, one plane of its roof, one line of its materials."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from solartui.domain.errors import Invalid
from solartui.domain.offers.designs import Design, DesignLine, Plane, plane_document
from solartui.domain.offers.vocabulary import Building, LineKind, word
from solartui.i18n import mark, tr
from solartui.screens.designs.items import SHADING
from solartui.screens.forms.fields_screen import Answer
from solartui.screens.projects.form import ProjectBox
from solartui.services.design_documents import line_fields
from solartui.widgets.form.choice import ChoiceField, SegmentField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.text_field import NumberField, TextField, number_text

if TYPE_CHECKING:
    from solartui.screens.session import Session

NEEDED_LATER = ("solartui.domain.offers.drafts",)
_LABEL = 24
_NUMBERS = ("module_wp", "inverter_kw", "battery_kwh", "floor_area")
_TEXTS = ("name", "module", "inverter", "battery")


def shade_field() -> Field:
    """How much shade lies on a part of the roof."""
    return SegmentField("shading", tr("Shade"), [Option(key, tr(text)) for key, text in SHADING.items()])


def _roof_fields() -> list[Field]:
    modules = NumberField("modules", tr("Modules"))
    tilt = NumberField("tilt", tr("Tilt"), unit=tr("° up from flat"))
    azimuth = NumberField("azimuth", tr("Faces"), unit=tr("° of the compass: 90 east, 180 south, 270 west"))
    return [modules, tilt, azimuth, shade_field()]


class DesignBox(ProjectBox[Answer], inherit_bindings=False):
    """A box about a design; all its labels have the same room."""

    BINDINGS = ProjectBox.BINDINGS
    PURPOSE: ClassVar[str] = mark("What is to be built; what is left empty follows from the use of the site.")
    NEEDED_LATER: ClassVar[tuple[str, ...]] = NEEDED_LATER

    def take(self, *fields: Field) -> None:
        """Take fields into the box."""
        for field in fields:
            field.label_cells = _LABEL
        self.add(*fields)


class DesignForm(DesignBox[Design], inherit_bindings=False):
    """Answers the design as it was saved.

    Args:
        session: the open database.
        project: whose design it is, by number and name.
        design: the design to be changed, None for a new one.
    """

    BINDINGS = DesignBox.BINDINGS

    def __init__(self, session: Session, project: tuple[int, str], design: Design | None = None) -> None:
        draft = f"design:{design.id}" if design else f"design:new:{project[0]}"
        super().__init__(session, draft, tr("Edit design") if design else tr("New design"), project[1])
        self._project_id = project[0]
        self._design = design
        self.take(TextField("name", tr("Name"), required=design is not None))
        self.take(TextField("module", tr("Module")), NumberField("module_wp", tr("Power of one"), unit=tr("Wp")))
        self._roof = design is None or len(design.planes) <= 1
        if self._roof:
            self.take(*_roof_fields())
        if design is not None and not design.planes:
            self.take(NumberField("capacity_kwp", tr("Power"), unit=tr("kWp")))
        buildings = [Option("", tr("not known")), *(Option(one.value, word(one)) for one in Building)]
        self.take(
            TextField("inverter", tr("Inverter")),
            NumberField("inverter_kw", tr("Its power"), unit=tr("kW")),
            TextField("battery", tr("Battery")),
            NumberField("battery_kwh", tr("Its capacity"), unit=tr("kWh")),
            SegmentField("building", tr("Building"), buildings),
            NumberField("floor_area", tr("Floor area"), unit=tr("m²; the VAT rate may rest on it")),
        )
        for key in ("module", "inverter", "building"):
            self.fields[key].add_class("form-group")

    def on_mount(self) -> None:
        """Show what is known, and begin with the name."""
        self.begin_with(self.entries_of(self._design) if self._design else {"shading": "none"})
        self.set_focus(self.fields["name"])

    def check(self, field: Field) -> None:
        """By the rules of a design."""
        from solartui.domain.drafts import validated
        from solartui.domain.offers.drafts import DesignFields

        if field.required and field.empty:
            raise Invalid(tr("This cannot be empty."), field.key)
        with_place(field.key, lambda: validated(DesignFields, {field.key: field.entry or None}))

    async def store(self) -> Design | None:
        """Make it, or change what was changed."""
        designs, entries = self.session.services.designs, self.entries
        if self._design is None:
            values = {key: entry for key, entry in entries.items() if entry and (key, entry) != ("shading", "none")}
            return (await self.do(designs.create, self._project_id, values)).value
        touched = {key: entries[key] or None for key in self.touched}
        if not touched:
            return self._design
        return (await self.do(designs.edit, self._design.id, touched, self._design.version)).value

    def entries_of(self, record: object) -> Mapping[str, object]:
        """What the fields show of a design."""
        if not isinstance(record, Design):
            return {}
        entries: dict[str, object] = {key: getattr(record, key) or "" for key in _TEXTS}
        entries |= {key: number_text(getattr(record, key)) for key in (*_NUMBERS, "capacity_kwp")}
        entries["building"] = record.building.value if record.building else ""
        if record.planes:
            entries |= _plane_entries(record.planes[0])
        return {"shading": "none"} | entries

    def built_on(self, record: object) -> None:
        """Go on from a newer version."""
        if isinstance(record, Design):
            self._design = record


class PartForm(DesignBox[Design], inherit_bindings=False):
    """Answers the design with one part of a list changed, or one more at its end.

    Args:
        session: the open database.
        design: the design as it is shown.
        place: which part of the list; None for a new one.
        title: what the box is for.
    """

    BINDINGS = DesignBox.BINDINGS
    LIST: ClassVar[str]

    def __init__(self, session: Session, design: Design, place: int | None, title: str) -> None:
        number = "new" if place is None else str(place)
        super().__init__(session, f"design:{design.id}:{self.LIST}:{number}", title, design.name)
        self.design = design
        self.place = place

    def parts(self) -> list[dict[str, Any]]:
        """All parts as the draft of a design takes them."""
        raise NotImplementedError

    def made(self) -> dict[str, Any]:
        """This part as it was entered."""
        return {key: entry or None for key, entry in self.entries.items()}

    def tried(self, part: dict[str, Any]) -> object:
        """Read a part.

        Raises:
            Invalid: it is none.
        """
        raise NotImplementedError

    def entries_here(self) -> Mapping[str, object]:
        """What the fields show at first."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.begin_with(self.entries_here())
        self.set_focus(next(iter(self.fields.values())))

    def check(self, field: Field) -> None:
        """By the rules of such a part; whatever else is wrong with it is said elsewhere."""
        if field.required and field.empty:
            raise Invalid(tr("This cannot be empty."), field.key)
        filler = {key: "1" for key, one in self.fields.items() if one.required}
        with_place(field.key, lambda: self.tried(filler | {field.key: field.entry or None}), f"{self.LIST} 1: ")

    async def store(self) -> Design | None:
        """Change the whole list, as it was shown, by this part."""
        if self.place is not None and not self.touched:
            return self.design
        values = {self.LIST: with_part(self.parts(), self.place, self.made())}
        return (await self.do(self.session.services.designs.edit, self.design.id, values, self.design.version)).value

    def entries_of(self, record: object) -> Mapping[str, object]:
        """What was entered here is put beside what stood here at first."""
        return dict(self._base)

    def built_on(self, record: object) -> None:
        """Go on from a newer version, whose list may be another one: this part is added to it."""
        if isinstance(record, Design):
            if getattr(record, self.LIST) != getattr(self.design, self.LIST):
                self.place = None
            self.design = record


class PlaneForm(PartForm, inherit_bindings=False):
    """One part of the roof; see `PartForm`."""

    BINDINGS = PartForm.BINDINGS
    LIST: ClassVar[str] = "planes"

    def __init__(self, session: Session, design: Design, place: int | None) -> None:
        super().__init__(session, design, place, tr("Roof plane"))
        self.take(TextField("name", tr("Name")), *_roof_fields())
        self.fields["modules"].required = True

    def parts(self) -> list[dict[str, Any]]:
        """All planes."""
        return [plane_document(plane) for plane in self.design.planes]

    def tried(self, part: dict[str, Any]) -> object:
        """A plane."""
        from solartui.domain.offers.drafts import planes_of

        return planes_of([part])

    def entries_here(self) -> Mapping[str, object]:
        """The plane, or one to the south."""
        if self.place is None:
            return {"tilt": "35", "azimuth": "180", "shading": "none"}
        plane = self.design.planes[self.place]
        return {"name": plane.name, **_plane_entries(plane)}


class LineForm(PartForm, inherit_bindings=False):
    """One line of the bill of materials; see `PartForm`."""

    BINDINGS = PartForm.BINDINGS
    LIST: ClassVar[str] = "lines"

    def __init__(self, session: Session, design: Design, place: int | None) -> None:
        super().__init__(session, design, place, tr("Line of the bill of materials"))
        self.take(
            ChoiceField("kind", tr("Kind"), [Option(one.value, word(one)) for one in LineKind]),
            TextField("name", tr("Name"), required=True),
            NumberField("quantity", tr("Quantity")),
            TextField("unit", tr("Unit"), cells=14),
            NumberField("unit_price", tr("Price of one, net"), unit=design.currency),
            NumberField("vat_rate", tr("VAT"), unit=tr("%; empty: by the rules of the place")),
        )
        self.fields["unit_price"].required = True

    def parts(self) -> list[dict[str, Any]]:
        """All lines."""
        return [line_fields(line, self.design.currency) for line in self.design.lines]

    def tried(self, part: dict[str, Any]) -> object:
        """A line."""
        from solartui.domain.offers.drafts import lines_of

        return lines_of([part], self.design.currency)

    def entries_here(self) -> Mapping[str, object]:
        """The line, or an empty one."""
        if self.place is None:
            return {"kind": LineKind.OTHER.value, "quantity": "1"}
        return line_entries(self.design.lines[self.place], self.design.currency)


def line_entries(line: DesignLine, currency: str) -> dict[str, object]:
    """What the fields of a form show of a line."""
    fields = line_fields(line, currency)
    for key in ("quantity", "unit_price", "vat_rate"):
        fields[key] = number_text(float(fields[key])) if fields[key] is not None else ""
    return fields


def _plane_entries(plane: Plane) -> dict[str, object]:
    numbers = {key: number_text(getattr(plane, key)) for key in ("modules", "tilt", "azimuth")}
    return {**numbers, "shading": plane.shading}


def with_part(parts: list[dict[str, Any]], place: int | None, part: dict[str, Any] | None) -> list[dict[str, Any]]:
    """A list with one part in another's place, at the end where no place is named, or without it."""
    new = [part] if part is not None else []
    return [*parts, *new] if place is None else [*parts[:place], *new, *parts[place + 1 :]]


def without_part(design: Design, group: str, place: int) -> dict[str, Any]:
    """A change of a design that takes one of its planes or lines away."""
    planes = [plane_document(plane) for plane in design.planes]
    lines = [line_fields(line, design.currency) for line in design.lines]
    return {group: with_part(planes if group == "planes" else lines, place, None)}


def with_place(field: str, read: Callable[[], object], prefix: str = "") -> None:
    """Read something; what is wrong is said without the names of the place that the person sees anyway.

    Raises:
        Invalid: it cannot be read.
    """
    try:
        read()
    except Invalid as problem:
        text = problem.message.removeprefix(f"{problem.field}: ").removeprefix(prefix).removeprefix(f"{field}: ")
        raise Invalid(text.removeprefix(f"{field} "), field) from problem
