"""The fixed words of the desk: stable English keys and what people read for them."""

from __future__ import annotations

from enum import StrEnum

from solartui.i18n import mark, tr

OWN = "custom."
"""What the names of fields begin with that the desk has made for itself."""


class LeadType(StrEnum):
    """What stands at the site; the same list serves as facility type."""

    RESIDENTIAL = "residential"
    COMMERCIAL = "commercial"
    INDUSTRIAL = "industrial"
    AGRICULTURAL = "agricultural"


class GridConnection(StrEnum):
    """How the site is, or will be, connected to the grid."""

    ON_GRID = "on_grid"
    OFF_GRID = "off_grid"
    ZERO_INJECTION = "zero_injection"


class Source(StrEnum):
    """How a lead was made; set by the program, never by hand."""

    COMPANY_LEADGEN = "company_leadgen"
    MANUAL_ENTITIES = "manual_entities"


class StageKind(StrEnum):
    """What a stage means to the rules, whatever the admin calls it."""

    OPEN = "open"
    WORKING = "working"
    CONVERTED = "converted"
    LOST = "lost"
    CLOSED = "closed"


class ContactKind(StrEnum):
    """A person or a company."""

    PERSON = "person"
    COMPANY = "company"


class ContactOrigin(StrEnum):
    """How a contact was made."""

    MANUAL = "manual"
    LEADGEN = "leadgen"


class Gender(StrEnum):
    """What a person is addressed as."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class AssigneeKind(StrEnum):
    """Who can carry a lead."""

    USER = "user"
    TEAM = "team"
    BRANCH = "branch"
    PARTNER = "partner"


class EntityKind(StrEnum):
    """The parts of an organisation, its partners, and the places that it serves."""

    COMPANY = "company"
    BRANCH = "branch"
    TEAM = "team"
    PARTNER = "partner"
    LOCATION = "location"


class Role(StrEnum):
    """What a user may do; see `solartui.domain.permissions`."""

    ADMIN = "admin"
    MANAGER = "manager"
    SALES = "sales"
    INSTALLER = "installer"
    VIEWER = "viewer"


class ProjectStage(StrEnum):
    """The stages of a sales project, in their order."""

    ONBOARDING = "onboarding"
    QUOTING = "quoting"
    CONSIDERING = "considering"
    COMMITTING = "committing"
    INSPECTION = "inspection"
    INSTALLATION = "installation"
    COMPLETED = "completed"


class Result(StrEnum):
    """How a project ends."""

    COMPLETED = "completed"
    FAILED = "failed"
    LOST = "lost"
    CANCELLED = "cancelled"
    CLOSED = "closed"


class DocumentCategory(StrEnum):
    """What a file is about."""

    CUSTOMER = "customer"
    BILL = "bill"
    TECHNICAL = "technical"
    OTHER = "other"


# Keys are compared by their text: what is lost, closed or completed has the same word for leads and for projects.
LABELS: dict[StrEnum, str] = {
    LeadType.RESIDENTIAL: mark("Residential"),
    LeadType.COMMERCIAL: mark("Commercial"),
    LeadType.INDUSTRIAL: mark("Industrial"),
    LeadType.AGRICULTURAL: mark("Agricultural"),
    GridConnection.ON_GRID: mark("On-Grid"),
    GridConnection.OFF_GRID: mark("Off-Grid"),
    GridConnection.ZERO_INJECTION: mark("Zero Injection"),
    Source.COMPANY_LEADGEN: mark("Company LeadGen"),
    Source.MANUAL_ENTITIES: mark("Manual (Entities)"),
    StageKind.OPEN: mark("Open"),
    StageKind.WORKING: mark("Working"),
    StageKind.CONVERTED: mark("Converted"),
    StageKind.LOST: mark("Lost"),
    StageKind.CLOSED: mark("Closed"),
    ContactKind.PERSON: mark("Person"),
    ContactKind.COMPANY: mark("Company"),
    ContactOrigin.MANUAL: mark("By hand"),
    ContactOrigin.LEADGEN: mark("Lead Generator"),
    Gender.FEMALE: mark("Female"),
    Gender.MALE: mark("Male"),
    EntityKind.LOCATION: mark("Service location"),
    AssigneeKind.USER: mark("User"),
    AssigneeKind.TEAM: mark("Team"),
    AssigneeKind.BRANCH: mark("Branch"),
    AssigneeKind.PARTNER: mark("Partner"),
    Role.ADMIN: mark("Admin"),
    Role.MANAGER: mark("Manager"),
    Role.SALES: mark("Sales"),
    Role.INSTALLER: mark("Installer"),
    Role.VIEWER: mark("Viewer"),
    ProjectStage.ONBOARDING: mark("Onboarding"),
    ProjectStage.QUOTING: mark("Quoting"),
    ProjectStage.CONSIDERING: mark("Considering"),
    ProjectStage.COMMITTING: mark("Committing"),
    ProjectStage.INSPECTION: mark("Inspection"),
    ProjectStage.INSTALLATION: mark("Installation"),
    ProjectStage.COMPLETED: mark("Completed"),
    Result.FAILED: mark("Failed"),
    Result.CANCELLED: mark("Cancelled"),
    DocumentCategory.CUSTOMER: mark("Customer"),
    DocumentCategory.BILL: mark("Bill"),
    DocumentCategory.TECHNICAL: mark("Technical"),
    DocumentCategory.OTHER: mark("Other"),
}

MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip
"""Short names of the months, January first."""


def label(value: StrEnum) -> str:
    """The word for a value in the language in use."""
    return tr(LABELS[value])
