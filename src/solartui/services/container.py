"""All services of one person at one database."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from solartui.domain.people import Actor
from solartui.services.administration import Administration
from solartui.services.desk import Desk
from solartui.services.project_services import ProjectServices
from solartui.store.store import Store

if TYPE_CHECKING:
    from solartui.adapters.drafts import Drafts
    from solartui.services.backups import BackupService
    from solartui.services.contact_exports import ContactExportService
    from solartui.services.contacts import ContactService
    from solartui.services.demonstration import DemonstrationService
    from solartui.services.documents import DocumentService
    from solartui.services.exports import ExportService
    from solartui.services.filters import ContactFilters, FilterService
    from solartui.services.geocoding import GeocodingService
    from solartui.services.history import ActivityService, UndoService
    from solartui.services.imports import ImportService
    from solartui.services.intake import IntakeService
    from solartui.services.lead_actions import LeadActions
    from solartui.services.lead_board import LeadBoardService
    from solartui.services.lead_lists import LeadLists
    from solartui.services.leads import LeadService
    from solartui.services.merging import MergeService
    from solartui.services.notes import NoteService
    from solartui.services.people import PeopleService
    from solartui.services.pictures import PictureService
    from solartui.services.places import PlaceService
    from solartui.services.position import PositionService
    from solartui.services.postcodes import PostcodeService
    from solartui.services.reports import ReportService
    from solartui.services.routes import RouteService
    from solartui.services.settings import SettingService
    from solartui.services.surroundings import SurroundingsService
    from solartui.services.triage import TriageService
    from solartui.services.views import ViewService


class Services(Administration, ProjectServices):
    """Each attribute is one service; those that are seldom needed are loaded when they are first used."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self.store = store
        self.actor = actor
        super().__init__(Desk(store, actor))

    @cached_property
    def lead_lists(self) -> LeadLists:
        """Lists of leads."""
        from solartui.services.lead_lists import LeadLists

        return LeadLists(self._desk)

    @cached_property
    def leads(self) -> LeadService:
        """Leads: their lists too."""
        from solartui.services.leads import LeadService

        return LeadService(self._desk)

    @cached_property
    def lead_actions(self) -> LeadActions:
        """What is done with leads, many at a time."""
        from solartui.services.lead_actions import LeadActions

        return LeadActions(self._desk)

    @cached_property
    def contacts(self) -> ContactService:
        """People and companies."""
        from solartui.services.contacts import ContactService

        return ContactService(self._desk)

    @cached_property
    def people(self) -> PeopleService:
        """Who is at the desk, and who can carry a lead."""
        from solartui.services.people import PeopleService

        return PeopleService(self._desk)

    @cached_property
    def board(self) -> LeadBoardService:
        """Leads in columns."""
        from solartui.services.lead_board import LeadBoardService

        return LeadBoardService(self._desk, self.leads)

    @cached_property
    def merging(self) -> MergeService:
        """Contacts that are one."""
        from solartui.services.merging import MergeService

        return MergeService(self._desk)

    @cached_property
    def places(self) -> PlaceService:
        """Towns, postcodes, and what they are near."""
        from solartui.services.places import PlaceService

        return PlaceService(self._desk)

    @cached_property
    def geocoding(self) -> GeocodingService:
        """Places of leads, found by their addresses."""
        from solartui.services.geocoding import GeocodingService

        return GeocodingService(self._desk)

    @cached_property
    def postcodes(self) -> PostcodeService:
        """Postcodes that an admin brought in."""
        from solartui.services.postcodes import PostcodeService

        return PostcodeService(self._desk)

    @cached_property
    def routes(self) -> RouteService:
        """Visits in the order of the road."""
        from solartui.services.routes import RouteService

        return RouteService(self._desk)

    @cached_property
    def notes(self) -> NoteService:
        """Notes on records."""
        from solartui.services.notes import NoteService

        return NoteService(self._desk)

    @cached_property
    def documents(self) -> DocumentService:
        """Files of records."""
        from solartui.services.documents import DocumentService

        return DocumentService(self._desk)

    @cached_property
    def activity(self) -> ActivityService:
        """What happened to records."""
        from solartui.services.history import ActivityService

        return ActivityService(self._desk)

    @cached_property
    def undo(self) -> UndoService:
        """Changes, and taking them back."""
        from solartui.services.history import UndoService

        return UndoService(self._desk)

    @cached_property
    def pictures(self) -> PictureService:
        """Pictures of sites from above."""
        from solartui.services.pictures import PictureService

        return PictureService(self._desk, self.settings)

    @cached_property
    def position(self) -> PositionService:
        """Where the person may be."""
        from solartui.services.position import PositionService

        return PositionService(self._desk, self.settings)

    @cached_property
    def surroundings(self) -> SurroundingsService:
        """Leads and towns around a place, for maps."""
        from solartui.services.surroundings import SurroundingsService

        return SurroundingsService(self._desk)

    @cached_property
    def drafts(self) -> Drafts:
        """What this person is typing, kept until it is saved."""
        from solartui.adapters.drafts import drafts_of

        return drafts_of(str(self.store.path.resolve()))

    @cached_property
    def contact_exports(self) -> ContactExportService:
        """Contacts out."""
        from solartui.services.contact_exports import ContactExportService

        return ContactExportService(self._desk)

    @cached_property
    def exports(self) -> ExportService:
        """Lists out."""
        from solartui.services.exports import ExportService

        return ExportService(self._desk)

    @cached_property
    def intake(self) -> IntakeService:
        """Leads that nobody types."""
        from solartui.services.intake import IntakeService

        return IntakeService(self._desk, self.leads)

    @cached_property
    def reports(self) -> ReportService:
        """What leads teach."""
        from solartui.services.reports import ReportService

        return ReportService(self._desk, self.leads)

    @cached_property
    def imports(self) -> ImportService:
        """Spreadsheets in."""
        from solartui.services.imports import ImportService

        return ImportService(self._desk)

    @cached_property
    def filters(self) -> FilterService:
        """What filter texts mean."""
        from solartui.services.filters import FilterService

        return FilterService(self._desk)

    @cached_property
    def views(self) -> ViewService:
        """Saved views."""
        from solartui.services.views import ViewService

        return ViewService(self._desk)

    @cached_property
    def contact_filters(self) -> ContactFilters:
        """What filters of contacts mean."""
        from solartui.services.filters import ContactFilters

        return ContactFilters(self._desk)

    @cached_property
    def contact_views(self) -> ViewService:
        """The list of all contacts."""
        from solartui.services.views import ViewService

        return ViewService(self._desk, "contact")

    @cached_property
    def backups(self) -> BackupService:
        """Copies of the desk that nobody asks for."""
        from solartui.services.backups import BackupService

        return BackupService(self._desk, self.settings)

    @cached_property
    def settings(self) -> SettingService:
        """What holds for the whole desk."""
        from solartui.services.settings import SettingService

        return SettingService(self._desk)

    @cached_property
    def triage(self) -> TriageService:
        """Leads one by one."""
        from solartui.services.triage import TriageService

        return TriageService(self._desk)

    @cached_property
    def demonstration(self) -> DemonstrationService:
        """Invented desks."""
        from solartui.services.demonstration import DemonstrationService

        return DemonstrationService(self._desk)

    def close(self) -> None:
        """Close the database."""
        self.store.close()
