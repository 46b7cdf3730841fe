"""A box to start a project for a known contact, or to change what is known of one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult

from solartui.domain.contacts import ContactRef
from solartui.domain.errors import Invalid, Refused, SolarError, Stale
from solartui.domain.projects import Project
from solartui.domain.records import Subject
from solartui.domain.vocabulary import OWN, GridConnection, LeadType, label
from solartui.i18n import language, mark, tr
from solartui.screens.dialogs.dialog import DialogKeys, TitleLine
from solartui.screens.forms.fields_screen import Answer
from solartui.screens.forms.form_screen import FormScreen
from solartui.screens.forms.own_fields import OwnFields
from solartui.screens.forms.own_fields import entries_of as own_entries
from solartui.screens.lead.form_entries import check_entry, fields_of, place_entries
from solartui.screens.lead.form_fields import country_options
from solartui.screens.lead.form_place import place_from_map
from solartui.widgets.form.choice import ChoiceField, SegmentField
from solartui.widgets.form.field import Field, Option
from solartui.widgets.form.text_field import NumberField, TextField, number_text

if TYPE_CHECKING:
    from solartui.domain.custom_fields import Value
    from solartui.screens.session import Session

# Loaded in a thread while the person reads, so that no key has to wait for it.
_NEEDED_LATER = "solartui.domain.drafts"
_SYSTEM = ("capacity_kwp", "battery_kwh", "phases", "metering_point")
_PLACE = ("street", "postcode", "city", "region", "country", "coordinates")


class ProjectBox(FormScreen[Answer], inherit_bindings=False):
    """The fields of a project in a box. A subclass adds its fields, and stores them.

    Args:
        session: the open database.
        draft: key of the draft.
        title: what the box is for.
        remark: whom or what it is about.
    """

    BINDINGS = FormScreen.BINDINGS
    GROUND: ClassVar[str] = "panel"
    PURPOSE: ClassVar[str] = mark("What is to be built, where, and how large it is.")

    def __init__(self, session: Session, draft: str, title: str, remark: str) -> None:
        super().__init__(session, draft)
        self.title_line = TitleLine(title, remark)
        self.footer = DialogKeys()

    def compose(self) -> ComposeResult:
        """The box."""
        yield from self.boxed(self.title_line)

    async def ready(self) -> None:
        """Nothing to read; load what checking needs."""
        await asyncio.to_thread(import_module, _NEEDED_LATER)

    def system_fields(self) -> Iterable[Field]:
        """What is known of the system."""
        phases = [Option("", tr("not known")), *(Option(str(count), str(count)) for count in (1, 2, 3))]
        yield NumberField("capacity_kwp", tr("Power"), unit=tr("kWp"))
        yield NumberField("battery_kwh", tr("Battery"), unit=tr("kWh"))
        yield SegmentField("phases", tr("Phases"), phases)
        yield TextField("metering_point", tr("Metering point"), placeholder=tr("PPE or NMI number"))

    def check(self, field: Field) -> None:
        """By the rules of a project."""
        if field.required and field.empty:
            raise Invalid(tr("This cannot be empty."), field.key)
        if field.key in _PLACE:
            check_entry(field.key, field.entry)
        elif field.key in _SYSTEM:
            _check_system(field.key, field.entry)


class _Place:
    """The fields that say where a site is, but for its street."""

    def __init__(self) -> None:
        self.postcode = TextField("postcode", tr("Postcode"), cells=12)
        self.city = TextField("city", tr("Town"))
        self.region = TextField("region", tr("Region"))
        self.country = ChoiceField("country", tr("Country"), country_options(), free=True)
        self.coordinates = TextField("coordinates", tr("Coordinates"), placeholder=tr("50.06143, 19.93658"))
        self.coordinates.picks = True

    def fields(self) -> tuple[Field, ...]:
        """In their order."""
        return self.postcode, self.city, self.region, self.country, self.coordinates


class SiteBox(ProjectBox[Project], inherit_bindings=False):
    """Where a project is, its system, and the fields of the desk's own, which are read when the box opens."""

    BINDINGS = ProjectBox.BINDINGS

    def __init__(self, session: Session, draft: str, title: str, remark: str) -> None:
        super().__init__(session, draft, title, remark)
        self.own = OwnFields("project")
        self.stored_own: Mapping[str, object] = {}
        self.place = _Place()

    def site_fields(self) -> Iterable[Field]:
        """What kind of site it is, and where."""
        yield SegmentField("type", tr("Type"), _words(LeadType))
        yield SegmentField("grid_connection", tr("Grid"), _words(GridConnection))
        yield TextField("street", tr("Street"))
        yield from self.place.fields()

    def action_pick(self) -> None:
        """Choose the place on a map; for other fields, show what can be chosen."""
        if self.here is self.place.coordinates:
            name = self.fields["name"].words or self.place.city.words
            self.beside(place_from_map(self, self.session, self.place, name), "map")
        else:
            super().action_pick()

    def add_all(self, *first: Field) -> None:
        """Take these fields, and all of the site and the system, in groups."""
        self.add(*first, *self.site_fields(), *self.system_fields())
        for key in ("street", "capacity_kwp"):
            self.fields[key].add_class("form-group")

    def said(self) -> Mapping[str, Value]:
        """What the record says in the fields of the desk's own; called in a reader thread."""
        return {}

    async def ready(self) -> None:
        """Read the fields of the desk's own, and add them."""
        await super().ready()
        found = await self.load(self.own.read, self.session.services)
        if not found:
            return
        rows = self.own.rows(found)
        await self._read_own()
        rows[0].add_class("form-group")
        self.add(*rows)
        await self.body.mount(*rows)
        for row in rows:
            row.put(self.stored_own[row.key])
            self._base[row.key] = row.entry

    async def _read_own(self) -> None:
        self.stored_own = own_entries(await self.load(self.said), self.own.fields.values())

    def check(self, field: Field) -> None:
        """By the rules of a project, and of the field where it is one of the desk's own."""
        super().check(field)
        self.own.check(field)

    def values_of(self, keys: Iterable[str]) -> dict[str, Any]:
        """The values of a draft for some of the fields."""
        entries, wanted = self.entries, list(keys)
        values = {key: entries[key] or None for key in wanted if key not in _PLACE and not key.startswith(OWN)}
        return values | fields_of(entries, [key for key in wanted if key in _PLACE or key.startswith(OWN)])

    def field_for(self, name: str) -> Field | None:
        """The field that a rule means by a name."""
        place = "coordinates" if name in {"latitude", "longitude"} else name
        return self.fields.get(place) or self.fields.get(OWN + name)


class ProjectForm(SiteBox, inherit_bindings=False):
    """Answers the project as it was saved.

    Args:
        session: the open database.
        project: the project to be changed.
    """

    BINDINGS = SiteBox.BINDINGS

    def __init__(self, session: Session, project: Project) -> None:
        super().__init__(session, f"project:{project.id}", tr("Edit project"), f"#{project.id}")
        self._project = project
        self.add_all(TextField("name", tr("Name"), required=True))

    def on_mount(self) -> None:
        """Show what is known, and begin with the name."""
        self.begin_with(self.entries_of(self._project))
        self.set_focus(self.fields["name"])

    def said(self) -> Mapping[str, Value]:
        """What this project says."""
        return self.session.services.fields.of_record(Subject("project", self._project.id))

    async def store(self) -> Project | None:
        """Change what was changed; the lead keeps its own name and place."""
        touched = self.touched
        if not touched:
            return self._project
        projects = self.session.services.projects
        return (await self.do(projects.edit, self._project.id, self.values_of(touched), self._project.version)).value

    def field_of(self, error: SolarError) -> Field | None:
        """A site that cannot move is said where it was moved."""
        moved = [key for key in self.touched if key in {"country", "coordinates"}]
        at = self.fields[moved[0]] if moved and isinstance(error, Refused) else None
        return super().field_of(error) or at

    def entries_of(self, record: object) -> Mapping[str, object]:
        """What the fields show of a project."""
        if not isinstance(record, Project):
            return {}
        return {
            "name": record.name,
            "type": record.type.value,
            "grid_connection": record.grid_connection.value,
            **place_entries(record.address, record.latitude, record.longitude),
            "capacity_kwp": number_text(record.capacity_kwp),
            "battery_kwh": number_text(record.battery_kwh),
            "phases": str(record.phases or ""),
            "metering_point": record.metering_point or "",
            **self.stored_own,
        }

    async def _merge(self, stale: Stale) -> bool:
        await self._read_own()
        return await super()._merge(stale)

    def built_on(self, record: object) -> None:
        """Go on from a newer version."""
        if isinstance(record, Project):
            self._project = record


class NewProjectForm(SiteBox, inherit_bindings=False):
    """Answers the new project.

    Args:
        session: the open database.
        contact: whose project it is.
    """

    BINDINGS = SiteBox.BINDINGS

    def __init__(self, session: Session, contact: ContactRef) -> None:
        super().__init__(session, f"project:new:{contact.id}", tr("New project"), contact.name)
        self._contact = contact
        self._name_field = TextField("name", tr("Name"))
        self.add_all(self._name_field)

    def on_mount(self) -> None:
        """Begin with the name."""
        self.begin_with({"country": "PL" if language() == "pl" else ""})
        self._suggest_name()
        self.set_focus(self._name_field)

    def changed(self, field: Field) -> None:
        """The name that is proposed has the town in it."""
        super().changed(field)
        if field is self.place.city:
            self._suggest_name()

    def _suggest_name(self) -> None:
        name = self.session.services.leads.propose_name(self._contact.name, self.place.city.words or None)
        self._name_field.suggest(name)

    async def store(self) -> Project | None:
        """Start the project."""
        from solartui.domain.drafts import ProjectDraft, validated

        values = self.values_of(self.fields)
        draft = validated(ProjectDraft, {"contact_id": self._contact.id, **values})
        return (await self.do(self.session.services.projects.create, draft)).value


def _words(kind: type[StrEnum]) -> list[Option]:
    return [Option(value, label(value)) for value in kind]


def _check_system(key: str, entry: object) -> None:
    from solartui.domain.drafts import ProjectFields, validated

    try:
        validated(ProjectFields, {key: entry or None})
    except Invalid as problem:
        raise Invalid(problem.message.removeprefix(f"{problem.field}: "), key) from problem
