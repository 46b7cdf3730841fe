"""What a column of a spreadsheet can carry, for the import and the export alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from solartui.domain.importing.synonyms import SYNONYMS
from solartui.domain.vocabulary import OWN
from solartui.i18n import mark, tr


class Kind(StrEnum):
    """How the cells of a column are read and written."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    YES_NO = "yes_no"
    DATETIME = "datetime"
    CHOICE = "choice"
    EMAIL_LIST = "email_list"
    PHONE_LIST = "phone_list"


class Direction(StrEnum):
    """Whether a field is brought in, taken out, or both."""

    BOTH = "both"
    IMPORT = "import"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        key: stable English name.
        label: English heading, translated by `heading`.
        direction: `EXPORT` fields are recognised on import and left alone: the program sets them.
        width: of the column in an exported workbook, in characters.
        several: whether more than one column may carry it.
    """

    key: str
    label: str
    kind: Kind
    direction: Direction = Direction.BOTH
    width: int = 14
    several: bool = False

    @property
    def heading(self) -> str:
        """The heading of an exported column in the language in use."""
        return tr(self.label)

    @property
    def synonyms(self) -> tuple[str, ...]:
        """Headings in Polish and English that mean this field; the Polish label comes first."""
        return SYNONYMS[self.key]

    @property
    def imported(self) -> bool:
        """Whether an import brings it in."""
        return self.direction is not Direction.EXPORT

    @property
    def exported(self) -> bool:
        """Whether an export can write it."""
        return self.direction is not Direction.IMPORT


MONTHS = (
    mark("Use in January (kWh)"),
    mark("Use in February (kWh)"),
    mark("Use in March (kWh)"),
    mark("Use in April (kWh)"),
    mark("Use in May (kWh)"),
    mark("Use in June (kWh)"),
    mark("Use in July (kWh)"),
    mark("Use in August (kWh)"),
    mark("Use in September (kWh)"),
    mark("Use in October (kWh)"),
    mark("Use in November (kWh)"),
    mark("Use in December (kWh)"),
)
CONSUMPTION = tuple(f"consumption_{month}" for month in range(1, 13))

FIELDS: tuple[Field, ...] = (
    Field("id", mark("Lead ID"), Kind.INTEGER, width=9),
    Field("name", mark("Lead name"), Kind.TEXT, width=32),
    Field("contact_name", mark("Contact"), Kind.TEXT, width=26),
    Field("first_name", mark("First name"), Kind.TEXT, Direction.IMPORT),
    Field("last_name", mark("Last name"), Kind.TEXT, Direction.IMPORT),
    Field("company", mark("Company"), Kind.TEXT, width=26),
    Field("contact_kind", mark("Contact kind"), Kind.CHOICE, width=12),
    Field("email", mark("E-mail"), Kind.EMAIL_LIST, width=28, several=True),
    Field("phone", mark("Phone"), Kind.PHONE_LIST, width=18, several=True),
    Field("street", mark("Street"), Kind.TEXT, width=26),
    Field("house_number", mark("House number"), Kind.TEXT, Direction.IMPORT),
    Field("flat_number", mark("Flat number"), Kind.TEXT, Direction.IMPORT),
    Field("postcode", mark("Postcode"), Kind.TEXT, width=11),
    Field("city", mark("Town"), Kind.TEXT, width=20),
    Field("region", mark("Region"), Kind.TEXT, width=20),
    Field("country", mark("Country"), Kind.TEXT, width=9),
    Field("address", mark("Address"), Kind.TEXT, width=40),
    Field("latitude", mark("Latitude"), Kind.NUMBER, width=12),
    Field("longitude", mark("Longitude"), Kind.NUMBER, width=12),
    Field("coordinates", mark("Coordinates"), Kind.TEXT, width=22),
    Field("type", mark("Facility type"), Kind.CHOICE, width=15),
    Field("grid_connection", mark("Grid connection"), Kind.CHOICE, width=16),
    Field("stage", mark("Lead status"), Kind.CHOICE, width=18),
    Field("source", mark("Source"), Kind.CHOICE, width=18),
    Field("channel", mark("Channel"), Kind.TEXT, width=18),
    Field("assignee", mark("Assignee"), Kind.TEXT, width=22),
    Field("owner", mark("Owner"), Kind.TEXT, width=22),
    Field("partner", mark("Partner"), Kind.TEXT, width=22),
    Field("service_location", mark("Service location"), Kind.TEXT, width=22),
    Field("created_by", mark("Created by"), Kind.TEXT, Direction.EXPORT, 22),
    Field("created_entity", mark("Creating entity"), Kind.TEXT, Direction.EXPORT, 22),
    Field("monthly_kwh", mark("Monthly use (kWh)"), Kind.NUMBER, width=18),
    Field("annual_kwh", mark("Annual use (kWh)"), Kind.NUMBER, width=18),
    *(Field(key, label, Kind.NUMBER, width=12) for key, label in zip(CONSUMPTION, MONTHS, strict=True)),
    Field("panel", mark("Panels"), Kind.YES_NO, width=9),
    Field("battery", mark("Battery"), Kind.YES_NO, width=9),
    Field("heat_pump", mark("Heat pump"), Kind.YES_NO, width=12),
    Field("score", mark("Score"), Kind.INTEGER, width=8),
    Field("last_contacted", mark("Last contacted"), Kind.DATETIME, width=18),
    Field("next_follow_up", mark("Next follow-up"), Kind.DATETIME, width=18),
    Field("follow_up_note", mark("Follow-up note"), Kind.TEXT, width=30),
    Field("lost_reason", mark("Lost reason"), Kind.TEXT, width=24),
    Field("note", mark("Note"), Kind.TEXT, width=40),
    Field("archived", mark("Archived"), Kind.YES_NO, width=13),
    Field("converted", mark("Converted to project"), Kind.YES_NO, Direction.EXPORT, 15),
    Field("created_at", mark("Created"), Kind.DATETIME, Direction.EXPORT, 18),
    Field("updated_at", mark("Updated"), Kind.DATETIME, Direction.EXPORT, 18),
    Field("respond_by", mark("Answer by"), Kind.DATETIME, Direction.EXPORT, 18),
    Field("version", mark("Version"), Kind.INTEGER, Direction.EXPORT, 9),
    Field("contact_id", mark("Contact ID"), Kind.INTEGER, width=11),
    Field("external_id", mark("External ID"), Kind.TEXT, width=16),
)
# What only lists of contacts have; numbers of documents go out masked, and do not come back.
CONTACT_FIELDS: tuple[Field, ...] = (
    Field("middle_name", mark("Middle name"), Kind.TEXT, width=18),
    Field("gender", mark("Gender"), Kind.CHOICE, width=12),
    Field("birth_date", mark("Date of birth"), Kind.TEXT, width=14),
    Field("login", mark("Login"), Kind.TEXT, Direction.EXPORT, 20),
    Field("passport", mark("Passport number"), Kind.TEXT, Direction.EXPORT, 18),
    Field("licence", mark("Driving licence number"), Kind.TEXT, Direction.EXPORT, 18),
)
OF_CONTACTS_ALONE: frozenset[str] = frozenset(field.key for field in CONTACT_FIELDS)
BY_KEY: dict[str, Field] = {field.key: field for field in (*FIELDS, *CONTACT_FIELDS)}
EXPORT_ONLY: frozenset[str] = frozenset(key for key, field in BY_KEY.items() if not field.imported)
NEW_FIELD = f"{OWN}+"
"""A field of the desk's own that is to be made, called after the heading."""


def is_own(key: str) -> bool:
    """Whether a key is that of a field of the desk's own, or of one to be made."""
    return key.startswith(OWN)


def is_known(key: str) -> bool:
    """Whether there can be a field of this key."""
    return key in BY_KEY or is_own(key)


def may_repeat(key: str) -> bool:
    """Whether several columns may carry a field."""
    return key == NEW_FIELD or (key in BY_KEY and BY_KEY[key].several)


def heading_of(key: str) -> str:
    """What a field is called in the language in use."""
    return BY_KEY[key].heading if key in BY_KEY else key.removeprefix(OWN)


def kind_of(key: str) -> Kind:
    """How the cells of a column of a field are read; those of the desk's own fields read themselves."""
    return BY_KEY[key].kind if key in BY_KEY else Kind.TEXT
